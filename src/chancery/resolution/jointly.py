"""Finds who acts together under one title: "both ministers", "the two presidents", "the governments".

1. Those who met last, where they hold such offices; of two who met, where one of them does.
2. The only two in the report who hold it.
3. Officials of whom nobody is named, one of each of two states, where words count them: those of whoever acted
   together last, else the two that the report is clearly about, else those between whom its opening act is.
4. In a joint statement those who issue it.

Source: own rules; codebook, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from chancery.model.mentions import EntityKind, EntityMention, EventMention
from chancery.resolution.groups import Groups
from chancery.resolution.homes import CHIEFS
from chancery.resolution.issuers import find_issuers, is_joint_statement, opening_of
from chancery.resolution.meaning import singular
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref, Scene
from chancery.resolution.sides import count_sides

_GROUP: Final = 2
_TWO: Final = re.compile(r"\b(?:both|two)\b", re.IGNORECASE)
_THE: Final = re.compile(r"\b[Tt]he\s+$")
_ARTICLE: Final = 10  # characters before a title that can hold "the two"
_INDEFINITE: Final = re.compile(r"\ban?(?:other)?\s+(?:[\w-]+\s+)?\w+\s+(?:of|between)\s+(?:the\s+)?(?:two\s+)?$")
_PHRASE: Final = 50  # characters before a title that can hold "a meeting of the two"
_JOINTLY: Final = frozenset({"governments", "delegations", "sides", "capitals", "neighbours", "neighbors"})
_SEATED: Final = re.compile(r"\s+(?:in|of|at)\s+(?:the\s+)?")


class Jointly:
    """Those of a report whom one title means together."""

    def __init__(
        self,
        scene: Scene,
        people: Sequence[Local],
        events: Sequence[EventMention],
        *,
        groups: Groups,
        ref: Callable[[int], tuple[Ref, ...]],
        state_of: Callable[[Ref], tuple[Ref, ...]],
    ) -> None:
        """Look at a report.

        Args:
            scene: The report.
            people: Its people.
            events: Its events.
            groups: Those of it who act together.
            ref: Finds whom a mention means.
            state_of: Finds the state that somebody acts for.
        """
        self._scene = scene
        self._entities = scene.seen.entities
        self._people = people
        self._by_ref: Mapping[Ref, Local] = {local.ref: local for local in people}
        self._events = events
        self._groups = groups
        self._ref = ref
        self._state_of = state_of

    def titled(self, i: int, office: str) -> tuple[Ref, ...]:
        """Return "both ministers": those who met last, if they hold such offices; else one of each of two states.

        Args:
            i: Position of the title.
            office: The office, as a plural.
        """
        by_ref = self._by_ref
        group = self._groups.last(i)
        if group and all(ref in by_ref and by_ref[ref].holds(singular(office), None) for ref in group):
            return group
        if len(group) > _GROUP and not self._entities[i].of and all(ref.kind is EntityKind.STATE for ref in group):
            return group  # "the ministers of Peru, Chile and Cuba met. The ministers condemned"
        holding = [local for local in self._people if local.holds(singular(office), None)]
        held = tuple(local.ref for local in holding)
        named = tuple(local.ref for local in holding if any(j < i for j in local.mentions))
        if len(named) == _GROUP:
            return named
        if self._may_share(group, singular(office)):
            return group  # "the secretary and the minister met. The ministers"
        if len(held) == _GROUP:
            return held
        counted = self._is_counted(i)
        if held and not counted:
            return ()
        if is_joint_statement(self._scene) and (issuers := find_issuers(self._scene, self._events)):
            return issuers
        lands = tuple(dict.fromkeys(land for ref in group for land in self._state_of(ref)))
        pair = lands if len(lands) == _GROUP else self._groups.main(_GROUP) or self.opening_pair()
        return pair if counted else ()

    def of_both(self, i: int) -> tuple[Ref, ...]:
        """Return the two states whose officials somebody speaks of: "the prime ministers of both countries"."""
        if i + 1 >= len(self._entities):
            return ()
        one, land = self._entities[i], self._entities[i + 1]
        of = self._scene.report.text[one.whole.end : land.whole.start].strip() in {"of", "of the", "from", "from the"}
        unnamed = land.kind is EntityKind.STATE and land.key is None
        many = count_sides(land.whole.of(self._scene.report.text)) or count_sides(land.name)
        return self._ref(i + 1) if of and unnamed and many else ()

    def opening_pair(self) -> tuple[Ref, ...]:
        """Return the two states that the first act of a report's opening is between, the most general "both"."""
        first = next(iter(sorted(self._events, key=lambda event: event.span)), None)
        if first is None or not any(span.contains(first.span) for span in opening_of(self._scene)):
            return ()
        sides = (ref for i in (*first.actors, *first.recipients) for ref in self._ref(i))
        lands = tuple(dict.fromkeys(land for ref in sides for land in self._state_of(ref)))
        return lands if len(lands) == _GROUP else ()

    def count_sides_told(self, mention: EntityMention) -> int:
        """Return how many states words mean, with the article before them, unless they say which: "the governments"."""
        text, start, end = self._scene.report.text, mention.whole.start, mention.whole.end
        many = count_sides(mention.name) or count_sides(text[start:end])
        article = _THE.search(text, max(0, start - _ARTICLE), start)
        joint = mention.name.split()[-1].lower() in _JOINTLY and _SEATED.match(text, end) is None
        return count_sides(text[article.start() : end]) if article is not None and joint and not many else many

    def _may_share(self, group: Sequence[Ref], office: str) -> bool:
        """Tell whether of two who met one has an office, and the other none that is much higher."""
        met = [self._by_ref[ref] for ref in group if ref in self._by_ref and self._by_ref[ref].posts]
        if len(group) != _GROUP or len(met) != _GROUP or not any(local.holds(office, None) for local in met):
            return False
        others = (held for local in met if not local.holds(office, None) for held, _, _ in local.posts)
        return not CHIEFS.intersection(others)

    def _is_counted(self, i: int) -> bool:
        """Tell whether words mean one official of each of two states: "the two ministers of defence".

        "A meeting of the two ministers" is none that is known to be held.
        """
        text, start = self._scene.report.text, self._entities[i].whole.start
        if _INDEFINITE.search(text, max(0, start - _PHRASE), start) is not None:
            return False
        return _TWO.search(text, max(0, start - _ARTICLE), self._entities[i].whole.end) is not None
