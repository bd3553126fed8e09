"""Finds which happenings are worth comparing: those of one type that share a side, and a time.

No happening is compared with all others. A date is filed at its own coarseness (days, months, years,
none) and compared with dates as coarse or finer, so that the cost stays near-linear. Two full accounts
share a pair of sides; one that leaves a side out shares the side that it names. Where very many
still share a key, only those that share a telling word or figure too are compared.

Source: blocking as in record linkage (Christen 2012, chapter 4).
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from chancery.model.dates import Edtf
from chancery.resolution.happenings import Happening
from chancery.resolution.profiles import NARROW, Profile, bounds
from chancery.resolution.words import Weights

_WEEK: Final = 8  # days
_EXACT: Final = 62  # days; what is wider is filed by year
_MOST_YEARS: Final = 12
_MOST_SIDES: Final = 4  # of a gathering of many, the first by name
_MANY: Final = 48
"""Candidates under one key that are all compared; of more, those that share a telling word."""
_TELLING: Final = 3  # words
_SLACK: Final = 4  # days; reports of the same days may lie in two months

_ANYBODY: Final = ("anybody",)  # of an account that names nobody

Key = tuple[str, ...]


def candidates(profiles: Sequence[Profile], weights: Weights) -> array[int]:
    """Return pairs of positions that may be one happening, each once.

    Args:
        profiles: All of one type.
        weights: How telling words are.

    Returns:
        For each pair `low * len(profiles) + high`, ascending.
    """
    number = len(profiles)
    seen: set[int] = set()
    for own, finer, among in _groups(profiles):
        for a, b in _pairs(own, finer, profiles, weights, among=among):
            if a != b:
                seen.add(a * number + b if a < b else b * number + a)
    return array("q", sorted(seen))


def _groups(profiles: Sequence[Profile]) -> Iterator[tuple[list[int], list[int], bool]]:
    """Yield positions to compare: each of the first with each of the second, and among the first if so told.

    A full account, which names two sides, meets full ones under a pair of sides. One that names a single side
    meets all that share it. Either is compared with what is dated as coarsely or more finely.
    """
    own, lone_own = _Filed(), _Filed()
    for at, one in enumerate(profiles):
        times = _own_times(one)
        pairs, single = _sides_of(one)
        own.file(at, pairs, times)
        lone_own.file(at, single, times)
        own.file(at, _change(one.happening), ("",))
    finer, lone_finer, full, full_own = _Filed(own), _Filed(), _Filed(lone_own), _Filed()
    for at, one in enumerate(profiles):
        times, coarse = _own_times(one), sorted(set(_coarser_times(one)))
        pairs, single = _sides_of(one)
        finer.file(at, pairs, coarse)
        lone_finer.file(at, single, coarse)
        if not single:
            full.file(at, _singles(one), sorted({*times, *coarse}))
        elif single != [_ANYBODY]:
            full.file(at, [_ANYBODY], sorted({*times, *coarse}))
    for at, one in enumerate(profiles):
        if not _sides_of(one)[1]:
            full_own.within(lone_finer).file(at, _singles(one), _own_times(one))
    for key, members in own.at.items():
        yield members, finer.at.get(key, []), True
    yield from _recollections(profiles)
    for key, members in lone_own.at.items():
        yield members, [*lone_finer.at.get(key, ()), *full.at.get(key, ())], True
    for key, members in full_own.at.items():
        yield members, lone_finer.at[key], False


def _recollections(profiles: Sequence[Profile]) -> Iterator[tuple[list[int], list[int], bool]]:
    """Yield what speaks of its matter as known with what the same side did about such a matter, at whatever time."""
    recalled = _Filed()
    for at, one in enumerate(profiles):
        if one.recalled is not None:
            recalled.file(at, ((side, one.recalled) for side in _acting(one)), ("recalled",))
    told = _Filed(recalled)
    for at, one in enumerate(profiles):
        if recalled.at and one.days is not None:
            told.file(at, ((side, word) for side in _acting(one) for word in one.matter), ("recalled",))
    for key, members in recalled.at.items():
        yield members, told.at.get(key, []), False


def _acting(one: Profile) -> list[str]:
    return sorted({who.state or who.entity or "" for who in one.happening.actors})


class _Filed:
    """Positions by key; where others are given, under their keys only."""

    def __init__(self, others: _Filed | None = None) -> None:
        self.at: dict[Key, list[int]] = {}
        self._others = others

    def within(self, others: _Filed) -> _Filed:
        """File under the keys of others from now on."""
        self._others = others
        return self

    def file(self, at: int, sides: Iterable[tuple[str, ...]], times: Sequence[str]) -> None:
        """File a position under every side and time."""
        for side in sides:
            for time in times:
                key = (*side, time)
                if self._others is None or key in self._others.at:
                    self.at.setdefault(key, []).append(at)


def _pairs(
    own: Sequence[int], finer: Sequence[int], profiles: Sequence[Profile], weights: Weights, *, among: bool
) -> Iterator[tuple[int, int]]:
    if len(own) + len(finer) <= _MANY:
        if among:
            yield from combinations(own, 2)
        yield from ((a, b) for a in own for b in finer)
        return
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for at in finer:
        for word in _telling_words(profiles[at], weights):
            by_word[word].append(at)
    for at in own:
        for word in _telling_words(profiles[at], weights):
            others = by_word[word]
            yield from ((at, other) for other in others[-_MANY:])
            if among:
                others.append(at)


def _telling_words(one: Profile, weights: Weights) -> list[str]:
    """Return what tells a happening from others of its kind: its figures, quotations and rarest words."""
    rarest = sorted(one.words, key=lambda word: (-weights.of(word), word))[:_TELLING]
    return [*rarest, *one.numbers, *one.quoted]


# ---- sides ----------------------------------------------------------------------------------


def _sides(one: Profile) -> list[str]:
    """Return who takes part, by state where there is one."""
    happening = one.happening
    everyone = (*happening.actors, *happening.recipients)
    return sorted({side for p in everyone for side in [p.state or p.entity] if side})


def _sides_of(one: Profile) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the pairs of sides of a full account, or the single side of another."""
    sides = _sides(one)[:_MOST_SIDES]
    if len(sides) > 1:
        return list(combinations(sides, 2)), []
    return [], [(side,) for side in sides] or [_ANYBODY]


def _singles(one: Profile) -> list[tuple[str, ...]]:
    return [*((side,) for side in _sides(one)), _ANYBODY]


# ---- time -----------------------------------------------------------------------------------


def _change(happening: Happening) -> set[Key]:
    """Return the keys of a change of office: who comes or goes, at whatever time."""
    if happening.type != "OFFICE":
        return set()
    people = {one.entity for one in happening.actors if one.entity and one.entity != one.state}
    return {("change", person, str(happening.mode)) for person in people}


def _own_times(one: Profile) -> list[str]:
    if one.days is None:
        return _undated(one)
    if one.width <= NARROW:
        low, high = one.days
        return sorted({f"w{day // _WEEK}" for day in (low - 1, low, high, high + 1)})
    if one.width <= _EXACT:
        return [f"m{month}" for month in _months(*one.days)]
    return [f"y{year}" for year in _years(one.happening.when)]


def _undated(one: Profile) -> list[str]:
    if one.lasts:  # it is spoken of for years
        return ["ever"]
    if one.published is None:
        cycles = {cycle for when in _recurring(one) for cycle in _cycle_months(when)}
        return sorted(f"x{month:02d}" for month in cycles) or ["ever"]
    low, high = one.published
    if high - low > _EXACT:
        return ["ever"]
    return [f"p{month}" for month in _months(low - _SLACK, high + _SLACK)]


def _coarser_times(one: Profile) -> Iterator[str]:
    yield "ever"
    known = [span for span in (one.days, one.published) if span is not None and span[1] - span[0] <= _EXACT]
    for low, high in known:
        for month in _months(low - _SLACK, high + _EXACT):
            yield f"p{month}"
            yield f"x{month[5:]}"
    for when in _recurring(one):
        yield from (f"x{month:02d}" for month in _cycle_months(when))
    if one.days is not None:
        if one.width <= NARROW:
            yield from (f"m{month}" for month in _months(*one.days))
        if one.width <= _EXACT:
            yield from (f"y{year}" for year in _years(one.happening.when))


def _recurring(one: Profile) -> Iterator[Edtf]:
    for told in one.happening.told:
        yield from (when for when in (told.when, told.published) if when is not None and when.cycle is not None)


def _cycle_months(when: Edtf) -> set[int]:
    return {month for month, _ in when.cycle} if when.cycle is not None else set()


def _months(low: int, high: int) -> list[str]:
    """Return the months of an interval of ordinals, as 2020-10."""
    first = max(low, dt.date.min.toordinal())
    last = min(max(high, first), dt.date.max.toordinal())
    days: Iterable[int] = (*range(first, last, 28), last)
    return sorted({f"{dt.date.fromordinal(day):%Y-%m}" for day in days})


def _years(when: Edtf | None) -> list[int]:
    """Return the years of a date; an open end reaches no farther than a few years."""
    span = bounds(when)
    if when is None or span is None:
        return []
    low = when.earliest.year if when.earliest else None
    high = when.latest.year if when.latest else None
    first = low if low is not None else (high or 0) - _MOST_YEARS
    last = high if high is not None else first + _MOST_YEARS
    return list(range(first, min(last, first + _MOST_YEARS) + 1))
