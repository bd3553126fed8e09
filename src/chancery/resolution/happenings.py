"""A happening: accounts of one event, with what they say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.resolution.accounts import Told, widen
from chancery.resolution.participants import states_of, without_own_states

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

    @property
    def type(self) -> str:
        """PLOVER type."""
        return self.told[0].type

    @property
    def mode(self) -> str | None:
        """The mode that most accounts give, if any does."""
        modes = Counter(t.mode for t in self.told if t.mode is not None)
        return min(modes, key=lambda m: (-modes[m], m), default=None)

    @property
    def office(self) -> str | None:
        """The office that most accounts give, if any does."""
        offices = Counter(t.office for t in self.told if t.office is not None)
        return min(offices, key=lambda o: (-offices[o], o), default=None)

    @property
    def when(self) -> Edtf | None:
        """The date that all accounts allow."""
        return widen(t.when for t in self.told)

    @property
    def moods(self) -> set[str]:
        """Real, planned, denied, alleged."""
        return {MOOD[t.status] for t in self.told}

    @property
    def actors(self) -> tuple[Participant, ...]:
        """Every actor once, the fullest account's first."""
        return _merged(t.actors for t in self.told)

    @property
    def recipients(self) -> tuple[Participant, ...]:
        """Every recipient once who is no actor."""
        acting = {one.entity for one in self.actors}
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


def _merged(sides: Iterable[Sequence[Participant]]) -> tuple[Participant, ...]:
    found: dict[str | None, Participant] = {}
    for side in sorted(sides, key=lambda s: -len(s)):
        for one in side:
            found.setdefault(one.entity, one)
    return without_own_states(found.values())
