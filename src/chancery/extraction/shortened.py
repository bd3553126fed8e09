"""Finds who is meant by a name cut short that no mention holds: "Day" after "Doris Day", "Lada" after "Lada Motors".

Such a name may be a common word too ("Day", "West", "Ford"), so that only its place as a speaker tells it for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

_NAME = re.compile(r"(?:[Tt]he )?([A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)?)")


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
        names = {self._entities[i].name for i in before}
        return before[-1] if len(names) == 1 else None

    def _by_words(self) -> dict[str, list[int]]:
        """Return the mentions by a person's surname, or by the words with which a body's name begins."""
        if self._found is None:
            self._found = {}
            for at, one in enumerate(self._entities):
                words = one.name.split()
                if one.by is not NamedBy.NAME or len(words) < 2:  # noqa: PLR2004 - a name cut short is shorter
                    continue
                if one.kind is EntityKind.PERSON:
                    self._found.setdefault(words[-1], []).append(at)
                elif one.kind is EntityKind.ORGANISATION:
                    for end in range(1, len(words)):
                        self._found.setdefault(" ".join(words[:end]), []).append(at)
        return self._found
