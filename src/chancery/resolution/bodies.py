"""Finds which state or body "it" means: the subject of the sentence before, or of its own.

A sentence whose subject is a person gives nothing: what "it" takes up there no rule tells.

Source: own rules; codebook, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.resolution.scene import Ref, Scene

_UNDER: Final = re.compile(
    r"\b(?:in|on|at|by|with|from|of|to|for|against|between|after|before|under|near|over|into|about|than|via|across|"
    r"during|despite|amid|outside|inside|among|through|without|like|beside|off|since|until)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_BODY_OF: Final = re.compile(
    r"\b(?:government|cabinet|administration|office|ministry|party|coalition|presidency|movement)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BODIES: Final = frozenset({EntityKind.STATE, EntityKind.ORGANISATION})
_FIRST: Final = 12  # mentions of a sentence that are looked at
_BEFORE: Final = 24  # characters in which the words that govern a mention stand


class Bodies:
    """The states and bodies of a report that "it" can mean."""

    def __init__(
        self,
        scene: Scene,
        sentence: Sequence[int],
        events: Sequence[EventMention],
        ref: Callable[[int], tuple[Ref, ...]],
        state_of: Callable[[Ref], tuple[Ref, ...]],
    ) -> None:
        """Look at a report.

        Args:
            scene: The report.
            sentence: Number of the sentence of each mention.
            events: Its events; their actors tell subjects from objects.
            ref: Finds whom a mention means.
            state_of: Finds the state that somebody acts for.
        """
        self._scene = scene
        self._entities = scene.seen.entities
        self._ref = ref
        self._state_of = state_of
        self._acting = {i for event in events for i in event.actors}
        self._in: dict[int, list[int]] = {}
        for i, number in enumerate(sentence):
            self._in.setdefault(number, []).append(i)
        self._sentence = sentence

    def find(self, i: int) -> tuple[Ref, ...]:
        """Return the state or body that "it" means, or nothing.

        Args:
            i: Position of the pronoun.
        """
        here = self._sentence[i]
        before = [j for j in self._in.get(here, ()) if j < i]
        # the last one before an object is the subject of its own clause
        found = self._subject(before if i in self._acting else before[:-1])
        return found or self._subject(self._in.get(here - 1, ()))

    def _subject(self, positions: Sequence[int]) -> tuple[Ref, ...]:
        for j in self._standing(positions[:_FIRST]):
            mention = self._entities[j]
            if mention.kind in _BODIES:
                refs = self._ref(j)
                if not refs and mention.by is NamedBy.DESCRIPTION:
                    continue  # "the cabinet of X": X tells whose
                return refs if len(refs) == 1 and refs[0].kind in _BODIES else ()
            if _BODY_OF.search(self._words_before(mention)):
                return tuple(state for ref in self._ref(j) for state in self._state_of(ref))
            return ()
        return ()

    def _standing(self, positions: Sequence[int]) -> Iterator[int]:
        """Yield the mentions that no preposition governs and that own nothing."""
        for j in positions:
            mention = self._entities[j]
            owns = self._scene.report.text[mention.whole.end : mention.whole.end + 1] in {"'", "\u2019"}
            adjective = mention.by is NamedBy.ADJECTIVE or mention.kind is EntityKind.PLACE
            governed = _UNDER.search(self._words_before(mention)) and not _BODY_OF.search(self._words_before(mention))
            if not (owns or adjective or governed):
                yield j

    def _words_before(self, mention: EntityMention) -> str:
        return self._scene.report.text[max(0, mention.whole.start - _BEFORE) : mention.whole.start]
