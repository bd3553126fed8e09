"""A happening: accounts of one event, with what they say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.resolution.accounts import Told, widen
from chancery.resolution.participants import states_of, without_own_states

_T = TypeVar("_T")

MOOD = {
    EventStatus.OCCURRED: "real",
    EventStatus.ONGOING: "real",
    EventStatus.PLANNED: "planned",
    EventStatus.CONDITIONAL: "planned",
    EventStatus.DENIED: "denied",
    EventStatus.ALLEGED: "alleged",
}


@dataclass(slots=True, eq=False)
class Happening:
    """Accounts that are of one event.

    Attributes:
        told: The accounts, in the order of reports and text.
        because: Why they were joined.
    """

    told: list[Told]
    because: list[str] = field(default_factory=list)
    _known: dict[str, Any] = field(default_factory=dict)  # what the accounts add up to, until another joins them

    @property
    def type(self) -> str:
        """PLOVER type; of an agreement and its signing the signing's."""
        return self._once("type", lambda: max(t.type for t in self.told))

    @property
    def mode(self) -> str | None:
        """The mode that most accounts give, if any does."""
        return self._once("mode", lambda: _commonest(t.mode for t in self.told))

    @property
    def office(self) -> str | None:
        """The office that most accounts give, if any does."""
        return self._once("office", lambda: _commonest(t.office for t in self.told))

    @property
    def when(self) -> Edtf | None:
        """The date that all accounts allow."""
        return self._once("when", lambda: widen(t.when for t in self.told))

    @property
    def moods(self) -> set[str]:
        """Real, planned, denied, alleged."""
        return {MOOD[t.status] for t in self.told}

    @property
    def actors(self) -> tuple[Participant, ...]:
        """Every actor once, the fullest account's first."""
        return self._once("actors", lambda: _merged(t.actors for t in self.told))

    @property
    def recipients(self) -> tuple[Participant, ...]:
        """Every recipient once who is no actor."""
        return self._once("recipients", self._receiving)

    def _receiving(self) -> tuple[Participant, ...]:
        acting = {one.entity for one in self.actors if one.entity}
        return tuple(one for one in _merged(t.recipients for t in self.told) if one.entity not in acting)

    @property
    def places(self) -> tuple[str, ...]:
        """Every place told, once."""
        return tuple(dict.fromkeys(t.where for t in self.told if t.where))

    def names(self) -> set[tuple[str, str]]:
        """Return what candidates share: the type with a participant or its state."""
        everyone = (*self.actors, *self.recipients)
        named = {one.entity for one in everyone if one.entity} | states_of(everyone)
        return {(self.type, name) for name in named}

    def absorb(self, other: Happening, why: str) -> None:
        """Take another's accounts."""
        self.told = sorted([*self.told, *other.told], key=lambda t: t.place_in_text)
        self.because = [*self.because, *other.because, why]
        self._known.clear()

    def _once(self, name: str, find: Callable[[], _T]) -> _T:
        if name not in self._known:
            self._known[name] = find()
        found: _T = self._known[name]
        return found


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _merged(sides: Iterable[Sequence[Participant]]) -> tuple[Participant, ...]:
    found: dict[tuple[str | None, ...], Participant] = {}
    for side in sorted(sides, key=lambda s: -len(s)):
        for one in side:
            found.setdefault((one.entity,) if one.entity else (None, one.state, one.sector), one)
    return without_own_states(found.values())
