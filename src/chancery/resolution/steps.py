"""Counts units of the calendar from a day: two weeks on, three years ago today, nearly a decade ago, the Monday after.

Where the day is an interval, the result widens with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from chancery.model.dates import Edtf, month_length
from chancery.model.times import TimeBound, TimeMention, TimeUnit

WEEK: Final = 7
MONTHS: Final = 12
COMMON_YEAR: Final = 2001
Days = tuple[dt.date, dt.date]
_WEEK_SLACK: Final = 3
_FEW: Final = 5
"""Up to here "about" is read as half to twice as many; "about twenty" is nearer to what it says."""
_ROUGHLY: Final = 4
"""A quarter: so much more or less is "about" of a larger number."""
_SEASON_LENGTH: Final = 3
_LEAP_YEAR: Final = 2000


def move(time: TimeMention, base: Edtf) -> Edtf | None:
    """Count units from a date; a date without a year can only be moved by days."""
    if base.cycle is not None:
        exact = time.unit is TimeUnit.DAY and not time.rough
        leap, common = (move_cycle(base.cycle, time.count or 0, year) for year in (_LEAP_YEAR, COMMON_YEAR))
        return Edtf.parse(common) if exact and common and leap == common else None
    return spread(base, lambda day: _step(day, time))


def move_cycle(cycle: tuple[tuple[int, int], tuple[int, int]], count: int, year: int) -> str | None:
    """Move a recurring date within one year; None where that year does not have it."""
    if cycle[1] < cycle[0] or any(day > month_length(year, month) for month, day in cycle):
        return None
    moved = [dt.date(year, month, day) + dt.timedelta(count) for month, day in cycle]
    first, last = (f"XXXX-{day:%m-%d}" for day in moved)
    return first if first == last else f"{first}/{last}"


def spread(base: Edtf, move: Callable[[dt.date], Days]) -> Edtf | None:
    """Apply a move to the ends of an interval, and return all that lies between the results; open ends stay open."""
    if base.earliest is None or base.latest is None:
        known = base.earliest or base.latest
        if known is None:
            return None
        first, last = move(known)
        return Edtf.between(first, None) if base.latest is None else Edtf.between(None, last)
    low, high = move(base.earliest), move(base.latest)
    return Edtf.between(min(low[0], high[0]), max(low[1], high[1]))


def weekday_beside(day: dt.date, weekday: int, count: int) -> Days:
    """Return the first such weekday after a day, or the last before it; for "that Monday" the nearest."""
    if count == 0:
        found = day + dt.timedelta((weekday - day.weekday() + _WEEK_SLACK) % WEEK - _WEEK_SLACK)
    elif count > 0:
        found = day + dt.timedelta((weekday - day.weekday() - 1) % WEEK + 1)
    else:
        found = day - dt.timedelta((day.weekday() - weekday - 1) % WEEK + 1)
    return found, found


def _step(day: dt.date, time: TimeMention) -> Days:
    """Return the days that lie a number of units from a day, as exactly as the unit tells."""
    count, unit = time.count or 0, time.unit or TimeUnit.DAY
    if time.exact is not None:
        found = _same_day(day + dt.timedelta(time.exact), unit, count)
        return found, found
    if time.rough and time.lean:
        return _leaning(day, unit, count, time.lean)
    if time.rough:
        if unit is TimeUnit.DECADE:
            count, unit = count * 10, TimeUnit.YEAR
        slack = max(abs(count) // _ROUGHLY, 1)
        exact = abs(count) > _FEW
        near, far = sorted(
            (count - slack, count + slack) if exact else (count // 2 if count > 0 else -(-count // 2), count * 2)
        )
        return _unit_step(day, unit, near, whole=False)[0], _unit_step(day, unit, far, whole=False)[1]
    if time.bound is TimeBound.WITHIN and unit in {TimeUnit.DECADE, TimeUnit.CENTURY}:  # "the past decade"
        count, unit = count * (10 if unit is TimeUnit.DECADE else 100), TimeUnit.YEAR
    low, high = _unit_step(day, unit, count, whole=time.whole)
    return (low + dt.timedelta(5), high) if unit is TimeUnit.WEEK and time.weekday is not None else (low, high)


def _same_day(day: dt.date, unit: TimeUnit, count: int) -> dt.date:
    """Return the day of which another is an anniversary: "three years ago today"."""
    if unit in {TimeUnit.DAY, TimeUnit.WEEK}:
        return day + dt.timedelta(count * (WEEK if unit is TimeUnit.WEEK else 1))
    months = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3, TimeUnit.DECADE: 120, TimeUnit.CENTURY: 1200}.get(unit, MONTHS)
    year, month = divmod(day.year * MONTHS + day.month - 1 + count * months, MONTHS)
    return dt.date(year, month + 1, min(day.day, month_length(year, month + 1)))


def _leaning(day: dt.date, unit: TimeUnit, count: int, lean: int) -> Days:
    """Return the days of "nearly a year ago", "less than a year ago", "more than ten years ago"."""
    if unit in {TimeUnit.DECADE, TimeUnit.CENTURY}:
        count, unit = count * (10 if unit is TimeUnit.DECADE else 100), TimeUnit.YEAR
    few = abs(count) <= _FEW
    if few and unit is TimeUnit.YEAR:
        count, unit = count * MONTHS, TimeUnit.MONTH
    number, sign = abs(count), 1 if count > 0 else -1
    ends = {-1: (number * 3 // 4, number), -2: (number // 4, number)}
    least, most = ends.get(lean, (number, number * 2 if few else number + number // 2))
    near, far = sorted((sign * least, sign * most))
    return _unit_step(day, unit, near, whole=False)[0], _unit_step(day, unit, far, whole=False)[1]


def _unit_step(day: dt.date, unit: TimeUnit, count: int, *, whole: bool) -> Days:
    if unit is TimeUnit.DAY:
        return (day + dt.timedelta(count),) * 2
    if unit is TimeUnit.WEEK:
        middle = day + dt.timedelta(WEEK * count)
        monday = middle - dt.timedelta(middle.weekday())
        slack = dt.timedelta(_WEEK_SLACK)
        return (monday, monday + dt.timedelta(WEEK - 1)) if whole else (middle - slack, middle + slack)
    if unit in {TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.SEASON}:
        length = 1 if unit is TimeUnit.MONTH else _SEASON_LENGTH
        start = (day.month - 1) // length * length if whole else day.month - 1
        year, month = divmod(day.year * MONTHS + start + count * length, MONTHS)
        last_year, last_month = divmod(year * MONTHS + month + (length - 1 if whole else 0), MONTHS)
        return dt.date(year, month + 1, 1), last_of_month(last_year, last_month + 1)
    length = {TimeUnit.DECADE: 10, TimeUnit.CENTURY: 100}.get(unit, 1)
    year = (day.year // length * length if whole else day.year) + count * length
    slack_years = 0 if whole or length == 1 else length // 4
    return dt.date(year - slack_years, 1, 1), dt.date(year + (length - 1 if whole else slack_years), 12, 31)


def last_of_month(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, month_length(year, month))
