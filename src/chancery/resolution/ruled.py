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
    for one, other in rulings.apart:
        for a in sorted(meant.get(one, ())):
            for b in sorted(meant.get(other, ())):
                groups.keep_apart(a, b)
    joined: list[tuple[int, int]] = []
    for one, other in sorted(rulings.same):
        mine, yours = sorted(meant.get(one, ())), sorted(meant.get(other, ()))
        if len(mine) == len(yours) == 1 and groups.join(mine[0], yours[0]):
            joined.append((mine[0], yours[0]))
    return joined
