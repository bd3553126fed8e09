"""Carries out what people decided about pairs of accounts, before anything is weighed.

"Apart" comes first, so that no "same" can break it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from chancery.model.rulings import Pin, Rulings
from chancery.resolution.accounts import Told
from chancery.resolution.profiles import Profile

Place = tuple[str, int, int, str]


class Grouping(Protocol):
    """Groups that can be joined and kept apart."""

    @property
    def profiles(self) -> Sequence[Profile]:
        """The things that are grouped."""

    def keep_apart(self, one: int, other: int) -> None:
        """Never join two groups from now on."""

    def join(self, one: int, other: int) -> bool:
        """Join two groups, unless they must stay apart."""


def pins_of(told: Told) -> list[Pin]:
    """Return the pins that mean an account: by its sentence and by its predicate, with and without its mode."""
    kinds = [told.type, f"{told.type}/{told.mode}"] if told.mode else [told.type]
    spans = {told.evidence.span, told.span}
    return [Pin(told.report, span.start, span.end, kind) for span in sorted(spans) for kind in kinds]


def apart_accounts(rulings: Rulings, accounts: Iterable[Told]) -> Mapping[Place, set[Place]]:
    """Return from which other accounts each is kept apart; those of one report too, which splits them.

    Args:
        rulings: What people decided.
        accounts: Of all reports.
    """
    apart: defaultdict[Place, set[Place]] = defaultdict(set)
    if not rulings.apart:
        return apart
    meant: defaultdict[Pin, set[Place]] = defaultdict(set)
    wanted = {pin for pair in rulings.apart for pin in pair}
    for told in accounts:
        for pin in pins_of(told):
            if pin in wanted:
                meant[pin].add(told.place_in_text)
    for one, other in rulings.apart:
        for a in meant.get(one, ()):
            for b in meant.get(other, ()):
                if a != b:
                    apart[a].add(b)
                    apart[b].add(a)
    return apart


def carry_out(rulings: Rulings, groups: Grouping) -> list[tuple[int, int]]:
    """Keep apart and join what people decided; return the pairs that were joined."""
    if not (rulings.same or rulings.apart):
        return []
    meant: defaultdict[Pin, set[int]] = defaultdict(set)
    for at, one in enumerate(groups.profiles):
        for told in one.happening.told:
            for pin in pins_of(told):
                meant[pin].add(at)
    for pin, against in rulings.apart:
        for a in sorted(meant.get(pin, ())):
            for b in sorted(meant.get(against, ())):
                groups.keep_apart(a, b)
    joined: list[tuple[int, int]] = []
    for pin, like in sorted(rulings.same):
        mine, yours = sorted(meant.get(pin, ())), sorted(meant.get(like, ()))
        if len(mine) == len(yours) == 1 and groups.join(mine[0], yours[0]):
            joined.append((mine[0], yours[0]))
    return joined


class Ruled:
    """Positions grouped under what people decided: pairs kept apart stay apart, whatever is joined to them."""

    def __init__(self, rulings: Rulings, pins: Sequence[Sequence[Pin]]) -> None:
        """Begin with every position by itself.

        Args:
            rulings: What people decided.
            pins: The pins that mean each position.
        """
        self._home = list(range(len(pins)))
        self._members = [[at] for at in range(len(pins))]
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        meant: defaultdict[Pin, set[int]] = defaultdict(set)
        if rulings.same or rulings.apart:
            for at, its in enumerate(pins):
                for pin in its:
                    meant[pin].add(at)
        for one, other in rulings.apart:
            for a in meant.get(one, ()):
                for b in meant.get(other, ()):
                    if a != b:
                        self._apart[a].add(b)
                        self._apart[b].add(a)
        self.same = [
            (min(meant[one]), min(meant[other]))
            for one, other in sorted(rulings.same)
            if len(meant.get(one, ())) == len(meant.get(other, ())) == 1
        ]

    def across(self, one: int, other: int) -> Iterable[tuple[int, int]]:
        """Return every pair between the groups of two positions."""
        return [(a, b) for a in self._members[self._home[one]] for b in self._members[self._home[other]]]

    def join(self, one: int, other: int) -> bool:
        """Join the groups of two positions; False where they are one already or must stay apart."""
        a, b = self._home[one], self._home[other]
        if a == b or any(y in self._apart.get(x, ()) for x, y in self.across(one, other)):
            return False
        for at in self._members[b]:
            self._home[at] = a
        self._members[a] += self._members[b]
        self._members[b] = []
        return True

    def groups(self) -> list[list[int]]:
        """Return the groups."""
        return [members for members in self._members if members]
