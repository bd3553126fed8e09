"""Carries out what people decided about pairs of pledges: kept apart while accounts are joined, joined after that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from chancery.model.rulings import Pin, Rulings

PLEDGE: Final = "pledge "
BECAUSE: Final = "somebody decided that they are one"

_Place = tuple[str, int, int]


class Account(Protocol):
    """One sentence's account of a pledge."""

    @property
    def what(self) -> str:
        """The thing, in the account's words."""


class RuledPledges:
    """Accounts of pledges, by position, under what people decided."""

    def __init__(self, rulings: Rulings, accounts: Sequence[tuple[Account, _Place]]) -> None:
        """Find the accounts that the rulings mean.

        A sentence may promise two things: the account is meant that names the thing as the pledge did, and all of
        the sentence where none does.

        Args:
            rulings: Rulings on anything; those on pledges count.
            accounts: Each with the place of its sentence.
        """
        at: defaultdict[_Place, list[int]] = defaultdict(list)
        for position, (_, place) in enumerate(accounts):
            at[place].append(position)
        self._accounts = accounts
        self._at: Mapping[_Place, Sequence[int]] = at
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in self._meant(rulings.apart):
            for a in one:
                self._apart[a].update(b for b in other if b != a)
            for b in other:
                self._apart[b].update(a for a in one if a != b)
        self.same = tuple(self._meant(rulings.same))

    def _meant(self, pairs: Iterable[tuple[Pin, Pin]]) -> Iterable[tuple[list[int], list[int]]]:
        for one, other in pairs:
            if one.kind.startswith(PLEDGE) and other.kind.startswith(PLEDGE):
                sides = self._of(one), self._of(other)
                if all(sides):
                    yield sides

    def _of(self, pin: Pin) -> list[int]:
        here = self._at.get((pin.report, pin.start, pin.end), ())
        named = [position for position in here if self._accounts[position][0].what == pin.kind.removeprefix(PLEDGE)]
        return named or list(here)

    def are_apart(self, ones: Iterable[int], others: Iterable[int]) -> bool:
        """Tell whether an account of some must never be one with an account of others."""
        against = set(others)
        return any(against & self._apart[one] for one in ones if one in self._apart)
