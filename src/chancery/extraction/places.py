"""Where the words of a given party stand in a text, also where they are written a little differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from chancery.codebooks.organisations import match_organisation
from chancery.codebooks.states import match_state
from chancery.model.mentions import EntityMention
from chancery.model.text import Span

_MOST: Final = 3  # places that are weighed of one party
_LONGEST: Final = 300  # characters of a party's words
_ACRONYM: Final = 5  # letters


def places_of(text: str, party: str | Span, entities: Sequence[EntityMention]) -> list[Span]:
    """Return where a party stands: its very words, else words that differ in marks, else a mention of the same state.

    Args:
        text: The text.
        party: The words, or their place.
        entities: The text's mentions.
    """
    if isinstance(party, Span):
        return [party]
    words = party.strip()[:_LONGEST]
    pieces = re.findall(r"\w+", words)
    if not pieces:
        return []
    return (
        list(_found(rf"(?<!\w){re.escape(words)}(?!\w)", text))
        or list(_found(r"(?<!\w)" + r"\W{0,3}".join(map(_spelt, pieces)) + r"(?!\w)", text))
        or _of_one_state(words, entities)
        or list(_found(re.escape(words), text))
    )


def _spelt(piece: str) -> str:
    """Return a pattern for a word; of "US" also "U.S."."""
    if piece.isupper() and piece.isalpha() and 1 < len(piece) <= _ACRONYM:
        return r"\.?".join(piece)
    return re.escape(piece)


def _found(pattern: str, text: str) -> Iterator[Span]:
    for number, match in enumerate(re.finditer(pattern, text, re.IGNORECASE)):
        if number == _MOST:
            return
        yield Span(match.start(), match.end())


def _of_one_state(words: str, entities: Sequence[EntityMention]) -> list[Span]:
    """Return the mentions of the state or body that the words name: "Israel" stands for "the Israeli army"."""
    pieces = words.split()
    keys = set()
    state = match_state(pieces, 0)
    if state is not None and state.end == len(pieces):
        keys |= {reading.code for reading in state.readings[:1]}
    body = match_organisation(pieces, 0)
    if body is not None:
        keys.add(body.id)
    return [one.whole for one in entities if one.key in keys or one.of in keys][:_MOST]
