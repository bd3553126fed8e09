"""Finds the body whose members met: of "the Union's foreign ministers met. The ministers condemned" it is the Union.

What ministers, leaders and heads of state do together in a union's meeting is the union's act. The meeting told last
before a mention decides: where two states or people met there, it is theirs, and nothing is found here.

Source: own rules; codebook, section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from chancery.codebooks.organisations import organisations
from chancery.model.mentions import EntityKind, EventMention, NamedBy
from chancery.resolution.meaning import is_plural, singular
from chancery.resolution.scene import Ref, Scene

GATHERINGS: Final = frozenset({"meeting", "summit", "conference", "gathering", "retreat"})
"""Nouns by which a gathering itself is said to act, as extraction reads them."""
_MEMBERS: Final = frozenset(
    {"minister", "foreign minister", "leader", "head of state", "president", "defence minister", "prime minister"}
)


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

    def of_capitals(self, i: int, office: str) -> tuple[Ref, ...]:
        """Return the union whose release writes "the Ministers" of its members.

        Args:
            i: Position of the title.
            office: The office, as a plural.
        """
        written = self._scene.seen.entities[i].name[:1].isupper() and singular(office) in _MEMBERS
        return self._opening() if written else ()

    def of_they(self, i: int) -> tuple[Ref, ...]:
        """Return the union as whose members "they" act: it acted, or they did under a title, in the sentence before."""
        body = self.before(i)
        near = [event for event in self._until(i) if self._sentences_back(event, i) == 1] if body else []
        return body if any(self._acts_in(event, body) for event in near) else ()

    def _acts_in(self, event: EventMention, body: tuple[Ref, ...]) -> bool:
        """Tell whether a union acts alone, or its members do under a title: "the ministers were briefed"."""
        acting = {j: self._ref(j) for j in event.actors}
        if set(acting.values()) == {body}:
            return True
        return any(ref == body and is_plural(self._scene.seen.entities[j]) for j, ref in acting.items())

    def before(self, i: int) -> tuple[Ref, ...]:
        """Return the union that met in the meeting told last before a mention, or nothing."""
        for event in self._until(i):
            if event.type != "CONSULT" or event.mode in {"visit", "phone", "third-party"}:
                continue
            named = [j for j in event.actors if j != i and self._scene.seen.entities[j].by is not NamedBy.PRONOUN]
            met = tuple(dict.fromkeys(ref for j in named for ref in self._ref(j)))
            union = tuple(one for one in met if _is_union(one))
            if len(met) == 1 and union:
                return union
            if len(met) > 1 and not any(self._is_title(j) for j in named):
                return ()  # "the ministers were briefed by the envoy" leaves them who they were
        return ()

    def _opening(self) -> tuple[Ref, ...]:
        """Return the union with whose meeting a report opens."""
        first = next((event for event in self._events if event.type == "CONSULT"), None)
        met = {ref for j in first.actors for ref in self._ref(j)} if first is not None else set[Ref]()
        return tuple(met) if len(met) == 1 and all(map(_is_union, met)) else ()

    def _is_title(self, i: int) -> bool:
        """Tell whether a mention is "the ministers", of nobody's."""
        mention = self._scene.seen.entities[i]
        members = singular(mention.office) in _MEMBERS if mention.office else False
        return members and is_plural(mention) and not mention.of

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
