"""A person of several reports in the making, and the keys under which spellings of one name meet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product
from typing import Final

from chancery.codebooks.romanisation import short_given
from chancery.model.dates import Edtf
from chancery.resolution.matching import Profile
from chancery.resolution.names import PersonName, is_slip, read_name
from chancery.resolution.parts import is_initial, read_parts
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref
from chancery.resolution.skeletons import blocks, read_word

Key = tuple[str, ...]
Days = Mapping[str, Edtf]

_CACHE: Final = 1 << 17


@dataclass(slots=True)
class _Facts:
    """What the reports say of a person, in a form that takes in more without reading it all again.

    Attributes:
        names: Every form of the name, once.
        offices: Office and owner of each title.
        owners: States and organisations of the titles, with their numbers.
        homes: States of the meetings, with their numbers.
        genders: What honorifics tell.
        first: First day on which the person is seen.
        last: Last day.
    """

    names: set[PersonName]
    offices: set[tuple[str, str | None]]
    owners: dict[str, int]
    homes: dict[str, int]
    genders: set[str]
    first: dt.date | None
    last: dt.date | None

    @classmethod
    def of(cls, local: Local, days: Days) -> _Facts:
        """Read one report's person."""
        day = days.get(report_of(local))
        owners: dict[str, int] = {}
        for _, of, _ in local.posts:
            if of:
                owners[of] = owners.get(of, 0) + 1
        return cls(
            names={*local.names, *_respelled(local)} if len(local.names) > 1 else set(local.names),
            offices={(office, of) for office, of, _ in local.posts},
            owners=owners,
            homes={local.home: 1} if local.home else {},
            genders=set(local.genders),
            first=day.earliest if day else None,
            last=day.latest if day else None,
        )

    def has(self, other: _Facts) -> bool:
        """Tell whether another says nothing new but when, and how often."""
        return (
            other.names <= self.names
            and other.offices <= self.offices
            and other.genders <= self.genders
            and other.owners.keys() <= self.owners.keys()
            and other.homes.keys() <= self.homes.keys()
        )

    def add(self, other: _Facts) -> None:
        """Take in what is said of another."""
        self.names |= other.names
        self.offices |= other.offices
        for mine, theirs in ((self.owners, other.owners), (self.homes, other.homes)):
            for state, number in theirs.items():
                mine[state] = mine.get(state, 0) + number
        self.genders |= other.genders
        if other.first is not None and (self.first is None or other.first < self.first):
            self.first = other.first
        if other.last is not None and (self.last is None or other.last > self.last):
            self.last = other.last

    def cannot_be(self, other: _Facts) -> bool:
        """Tell whether all that is told of states and offices keeps two spellings from being one person's.

        It holds whatever the names are, unless one word for word is the other (`matching`), and asks for no names.
        """
        if self.genders and other.genders and self.genders.isdisjoint(other.genders):
            return True
        mine, theirs = self.owners or self.homes, other.owners or other.homes
        if not mine or not theirs or not mine.keys().isdisjoint(theirs.keys()):
            return False
        for one, another in ((self, other), (other, self)):  # an office of nobody knows whom may be the other's
            if another.offices and any(of is None for _, of in one.offices):
                return False
        return {name.words for name in self.names}.isdisjoint([name.words for name in other.names])


@dataclass(slots=True, eq=False)
class Cluster:
    """Local people that are one person; two are never equal, and each is found again by which one it is.

    Attributes:
        locals: Those that were joined.
        reasons: Why each of them was joined to the others; empty for the first.
        days: When each report was published.
        apart: People of reports whom somebody decided that this is not.
    """

    locals: list[Local]
    reasons: list[tuple[str, ...]] = field(default_factory=lambda: [()])
    days: Days = field(default_factory=dict)
    apart: frozenset[Ref] = frozenset()
    _facts: _Facts | None = None
    _profile: Profile | None = None

    @property
    def because(self) -> tuple[str, ...]:
        """How they were joined, each reason once."""
        return tuple(dict.fromkeys(reason for reasons in self.reasons for reason in reasons))

    @property
    def names(self) -> list[PersonName]:
        """Every form of the name, with repetitions."""
        return [name for local in self.locals for name in local.names]

    @property
    def owners(self) -> Counter[str]:
        """States and organisations of the titles, with their numbers; without any, the states of their meetings."""
        return Counter(self._told().owners or self._told().homes)

    @property
    def profile(self) -> Profile:
        """What the reports say of the person; full names alone, if there are any."""
        if self._profile is None:
            self._profile = self._make_profile()
        return self._profile

    def _told(self) -> _Facts:
        if self._facts is None:
            first, *rest = self.locals
            self._facts = _Facts.of(first, self.days)
            for local in rest:
                self._facts.add(_Facts.of(local, self.days))
        return self._facts

    def _make_profile(self) -> Profile:
        told = self._told()
        full = [name for name in told.names if name.given]
        owners = told.owners or told.homes
        return Profile(
            names=_sorted(full or told.names),
            offices=frozenset(told.offices),
            states=frozenset(owners),
            attested=sum(owners.values()),
            genders=frozenset(told.genders),
            first=told.first,
            last=told.last,
        )

    def knows(self, name: PersonName) -> bool:
        """Tell whether a report writes the name so."""
        return name in self._told().names

    def is_kept_from(self, other: Cluster) -> bool:
        """Tell whether somebody decided that a person of one is not a person of the other."""
        return bool(self.apart) and any(local.ref in self.apart for local in other.locals)

    def absorb(self, other: Cluster, reasons: tuple[str, ...]) -> None:
        """Take in another cluster, and say why."""
        told, more = self._told(), other._told()
        known = self._profile is not None and told.has(more)
        told.add(more)
        self._profile = self._later(told) if known else None
        other._facts = other._profile = None  # millions of them would be kept for nothing
        self.apart |= other.apart
        self.locals += other.locals
        self.reasons += [said or reasons for said in other.reasons]

    def _later(self, told: _Facts) -> Profile | None:
        """Return the profile with what grows where nothing new is said: how often, and when."""
        number = sum((told.owners or told.homes).values())
        return replace(self._profile, attested=number, first=told.first, last=told.last) if self._profile else None

    def cannot_be(self, other: Cluster) -> bool:
        """Tell, before names are compared, whether two people cannot be joined by spellings of a name."""
        return self._told().cannot_be(other._told())


def _sorted(names: Collection[PersonName]) -> tuple[PersonName, ...]:
    return tuple(sorted(names, key=lambda name: name.words) if len(names) > 1 else names)


def report_of(local: Local) -> str:
    """Return the id of the report that a local person is in."""
    return local.ref.key.rpartition(":")[0]


def _respelled(local: Local) -> Iterator[PersonName]:
    """Yield the full name with the surname as the same report spells it elsewhere, a letter apart."""
    single = [name for name in local.names if not name.given]
    for full, alone in product((name for name in local.names if name.is_full), single):
        if is_slip(full.surname, alone.surname):
            yield read_name(" ".join((*full.words[:-1], *alone.words)))


# ---- keys ----


@lru_cache(maxsize=_CACHE)
def name_keys(name: PersonName) -> frozenset[Key]:
    """Return the keys that every spelling of a full name shares at least one of.

    Example:
        >>> bool(name_keys(read_name("Muammar Gaddafi")) & name_keys(read_name("Moammar al-Qadhafi")))
        True
    """
    found: set[Key] = set()
    for parts in read_parts(name):
        if not parts.given or is_initial(parts.given[0]):
            continue
        firsts = _first_blocks(parts.given)
        if parts.fathers:
            found |= {("father", *pair) for pair in product(firsts, blocks(parts.fathers[0]))}
        for word in {"".join(parts.family), parts.family[0], parts.family[-1]} if parts.family else ():
            found |= {_sorted_key(*pair) for pair in product(firsts, blocks(word))}
    return frozenset(found)


def _first_blocks(given: tuple[str, ...]) -> frozenset[str]:
    found = blocks(given[0]) | blocks("".join(given))
    found |= blocks(given[1]) if len(given) > 1 and not is_initial(given[1]) else frozenset()
    return found | {f"={group}" for group in short_given().get(read_word(given[0]).plain, ())}


def _sorted_key(first: str, family: str) -> Key:
    return (first, family) if first <= family else (family, first)


@lru_cache(maxsize=_CACHE)
def slip_keys(name: PersonName) -> frozenset[Key]:
    """Return the keys that two full names share if one word of one is a letter apart from the other's."""
    parts = read_parts(name)[0]
    if not parts.given or not parts.family or is_initial(parts.given[0]):
        return frozenset()
    given, family = read_word(parts.given[0]), read_word("".join(parts.family))
    slipped = {("family", first, form) for first in blocks(parts.given[0]) for form in _deletions(family.plain)}
    return frozenset(
        slipped | {("given", last, form) for last in blocks(parts.family[-1]) for form in _deletions(given.plain)}
    )


def _deletions(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=_CACHE)
def initial_keys(name: PersonName) -> frozenset[Key]:
    """Return surname and initial."""
    parts = read_parts(name)[0]
    if not parts.given or not parts.family:
        return frozenset()
    first = read_word(parts.given[0])
    starts = {form[:1].casefold() for form in (first.plain, first.name, *first.forms) if form}
    return frozenset(product(starts, blocks(parts.family[-1])))
