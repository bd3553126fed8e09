"""Finds the body whose members met: of "the Union's foreign ministers met. The ministers condemned" it is the Union.

What ministers, leaders and heads of state do together in a union's meeting is the union's act. The meeting told last
before a mention decides: where two states or people met there, it is theirs, and nothing is found here.

Source: own rules; codebook, section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from chancery.codebooks.organisations import organisations
from chancery.model.mentions import EntityKind, EventMention
from chancery.resolution.meaning import singular
from chancery.resolution.scene import Ref, Scene

_MEMBERS: Final = frozenset(
    {"minister", "foreign minister", "leader", "head of state", "president", "defence minister", "prime minister"}
)
_REACH: Final = 2  # sentences back in which the body, or its members, acted, for "they"


class Assemblies:
    """The unions of a report whose members act together."""

    def __init__(
        self,
        scene: Scene,
        sentence: Sequence[int],
        events: Sequence[EventMention],
        ref: Callable[[int], tuple[Ref, ...]],
    ) -> None:
        """Look at a report.

        Args:
            scene: The report.
            sentence: Number of the sentence of each mention.
            events: Its events.
            ref: Finds whom a mention means.
        """
        self._scene = scene
        self._sentence = sentence
        self._events = sorted(events, key=lambda event: event.span)
        self._ref = ref

    def of_title(self, i: int, office: str) -> tuple[Ref, ...]:
        """Return the union as whose members "the ministers" act, or nothing.

        Args:
            i: Position of the title.
            office: The office, as a plural.
        """
        return self.before(i) if singular(office) in _MEMBERS else ()

    def of_they(self, i: int) -> tuple[Ref, ...]:
        """Return the union as whose members "they" act: its members acted in the sentences before."""
        body = self.before(i)
        near = [event for event in self._until(i) if self._sentences_back(event, i) in range(1, _REACH)]
        last = next(iter(near), None)
        if not body or last is None:
            return ()
        acting = {ref for j in last.actors for ref in self._ref(j)}
        return body if acting == set(body) else ()

    def before(self, i: int) -> tuple[Ref, ...]:
        """Return the union that met in the meeting told last before a mention, or nothing."""
        for event in self._until(i):
            if event.type != "CONSULT" or event.mode in {"visit", "phone", "third-party"}:
                continue
            met = tuple(dict.fromkeys(ref for j in event.actors if j != i for ref in self._ref(j)))
            if met:
                return met if len(met) == 1 and _is_union(met[0]) else ()
        return ()

    def _until(self, i: int) -> Iterator[EventMention]:
        """Yield the events told before a mention, the last first."""
        start = self._scene.seen.entities[i].span.start
        yield from (event for event in reversed(self._events) if event.span.end <= start)

    def _sentences_back(self, event: EventMention, i: int) -> int:
        return self._sentence[i] - self._scene.sentence_at(event.span.start)


def _is_union(ref: Ref) -> bool:
    """Tell whether somebody is a body of several states."""
    known = organisations().get(ref.key or "") if ref.kind is EntityKind.ORGANISATION else None
    return known is not None and known.kind == "IGO"
