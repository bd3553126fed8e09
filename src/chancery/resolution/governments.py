"""Says whose "the government", "the military", "the authorities" is: of its critics, of a place, of an envoy's hosts.

1. Whoever holds a government to account at home means the own one: a party, the opposition, an association.
2. "The authorities in X" are those of the state in which X lies.
3. A body that acts on the envoy of one of the only two states of a report is the other's: "the ministry summoned the
   ambassador of Peru".

Source: own rules; codebook, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Final

from chancery.codebooks.actors import code_actor
from chancery.codebooks.organisations import organisations
from chancery.codebooks.states import states
from chancery.model.mentions import EntityKind, EventMention
from chancery.resolution.homes import at_home
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref, Scene
from chancery.resolution.sides import APART, land_of_critic

_APPOSED: Final = re.compile(r",[^,;.\n]{2,60}(?:,|(?=[.;\n]))")
_TITLED: Final = re.compile(r"[^,;.\n]{2,60},\s+(?:Mr|Mrs|Ms|Dr)?\.?\s*")  # "The president of the growers' union, "
_SEATED: Final = re.compile(r"\s+(?:in|of|at)\s+(?:the\s+)?")
_PAIR: Final = 2


class Governments:
    """The bodies of a report whose words name no state."""

    def __init__(
        self,
        scene: Scene,
        sentence: Sequence[int],
        events: Sequence[EventMention],
        named: Mapping[int, Local],
        seat: str | None,
    ) -> None:
        """Look at a report.

        Args:
            scene: The report.
            sentence: Number of the sentence of each mention.
            events: Its events.
            named: The person that a mention names, by its position.
            seat: The state that the report is at home in, or that publishes it.
        """
        self._scene = scene
        self._entities = scene.seen.entities
        self._sentence = sentence
        self._events = events
        self._by_mention = named
        self._seat = seat
        self._facing = {i: event.actors for event in events for i in event.recipients}

    def of_critic(self, i: int) -> tuple[Ref, ...]:
        """Return the state of those at home who hold "the government" to account: its opposition, its former head."""
        critics = [j for j in self._facing.get(i, ()) if j < i]
        posts = {j: self._by_mention[j].posts if j in self._by_mention else () for j in critics}
        lands = {land_of_critic(self._entities[j], posts[j]) or self._land_told_apart(j) for j in critics}
        return tuple(Ref(EntityKind.STATE, land) for land in lands if land) if len(lands) == 1 else ()

    def across(self, i: int) -> tuple[Ref, ...]:
        """Return the other of the only two states of a report, of a body that acts on envoys of one."""
        met = [
            event.recipients for event in self._events if i in event.actors and event.type not in {"CONSULT", "ELECT"}
        ]
        faced = {self._entities[j].of for j in chain.from_iterable(met) if self._entities[j].kind is EntityKind.PERSON}
        lands = {(one.key if one.kind is EntityKind.STATE else one.of) for one in self._entities} & set(states())
        others = lands - faced
        both = len(lands) == _PAIR and len(others) == 1 and self._seat is None
        return tuple(Ref(EntityKind.STATE, str(land)) for land in others) if both else ()

    def facing(self, i: int, ref: Callable[[int], tuple[Ref, ...]]) -> frozenset[Ref]:
        """Return the states that act on a mention, told before it.

        Args:
            i: Position of the mention.
            ref: Finds whom a mention means.
        """
        actors = (j for j in self._facing.get(i, ()) if j < i and self._entities[j].kind is EntityKind.STATE)
        return frozenset(one for j in actors for one in ref(j))

    def seat_told(self, i: int) -> tuple[Ref, ...] | None:
        """Return the state of a place that says where a body sits, none if unknown: "the authorities in Lima"."""
        place = self._entities[i + 1] if i + 1 < len(self._entities) else None
        if place is None or place.kind is not EntityKind.PLACE or not at_home(self._entities[i]):
            return None
        end = self._entities[i].whole.end
        if place.whole.start < end or _SEATED.fullmatch(self._scene.report.text, end, place.whole.start) is None:
            return None
        return (Ref(EntityKind.STATE, str(place.of)),) if place.of in states() else ()

    def _land_told_apart(self, j: int) -> str | None:
        """Return the state of a critic whose own words tell none: where a party is at home, or the report is."""
        one, sentence = self._entities[j], self._scene.seen.sentences[self._sentence[j]]
        if one.kind is EntityKind.ORGANISATION:
            body = organisations().get(one.key or "")
            code = (body.of if body is not None else None) or code_actor(one.name).state
            domestic = body is None or body.kind not in {"IGO", "NGO"}
            return code if domestic and code in states() else None
        local = self._by_mention.get(j)
        text = self._scene.report.text
        titled = _TITLED.fullmatch(text, sentence.start, max(sentence.start, one.whole.start)) is not None
        start = sentence.start if titled else max(sentence.start, one.whole.start)
        apart = APART.search(text, start, self._after(j))
        if local is None or apart is None:
            return None
        told = {of for _, of, _ in local.posts if of in states()} | {local.home} - {None}
        return told.pop() if len(told) == 1 else self._seat if not told else None

    def _after(self, j: int) -> int:
        """Return where the words end that say who somebody is: "X, who leads an opposition party, "."""
        text, end = self._scene.report.text, self._entities[j].whole.end
        apposed = _APPOSED.match(text, end)
        return apposed.end() if apposed is not None else end
