"""Finds who is meant by a name cut short that no mention holds: "Day" after "Doris Day", "Lada" after "Lada Motors".

Such a name may be a common word too ("Day", "West", "Ford"), so that only its place as a speaker tells it for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

_NAME = re.compile(r"(?:[Tt]he )?([A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)?)")
_ENOUGH = 2
_LONGEST = 2  # words of a body's name cut short


class Shortened:
    """The names of a report by the words with which they are taken up again."""

    def __init__(self, text: str, entities: Sequence[EntityMention]) -> None:
        """Take the clean text of a report and its mentions, in order."""
        self._text = text
        self._entities = entities
        self._found: dict[str, list[int]] | None = None

    def mention(self, named: Span) -> int | None:
        """Return the position of the one full name before, of a person or a body, that some words take up."""
        match = _NAME.fullmatch(named.of(self._text))
        if match is None:
            return None
        before = [i for i in self._by_words().get(match[1], ()) if self._entities[i].whole.end < named.start]
        return before[0] if len(before) == 1 else None

    def _by_words(self) -> dict[str, list[int]]:
        """Return where full names first stand, by a person's surname, or by the words with which a body's name begins.

        Two for each are enough to tell that the words are nobody's alone.
        """
        if self._found is None:
            self._found = {}
            for at, one in enumerate(self._entities):
                for words in _shorter(one):
                    known = self._found.setdefault(words, [])
                    if len(known) < _ENOUGH and all(self._entities[i].name != one.name for i in known):
                        known.append(at)
        return self._found


def _shorter(one: EntityMention) -> Iterator[str]:
    """Yield the words with which a name may be taken up."""
    words = one.name.split()
    if one.by is not NamedBy.NAME or len(words) == 1:
        return
    if one.kind is EntityKind.PERSON:
        yield words[-1]
    elif one.kind is EntityKind.ORGANISATION:
        yield from (" ".join(words[:end]) for end in range(1, min(len(words), _LONGEST + 1)))
