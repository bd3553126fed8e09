"""Keys by which happenings of different reports find their candidates: type, participant and time.

A happening is filed under some keys and looked up under others, so that two that can be one meet
and the cost stays near-linear: exact dates by month, vague ones by year, undated ones by the month
in which they were published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from chancery.model.dates import Edtf
from chancery.resolution.happenings import Happening

_EXACT_DAYS: Final = 62
_MOST_YEARS: Final = 12
_SLACK: Final = dt.timedelta(days=4)  # reports of the same days may lie in two months

Key = tuple[str, ...]


def filed_under(happening: Happening) -> set[Key]:
    """Return the keys under which others find a happening."""
    when = happening.when
    times = {f"published {month}" for month in _published(happening)}
    if when is None or not when.has_year:
        times |= {f"undated {month}" for month in _published(happening)}
    elif _is_exact(when):
        times |= {f"month {month}" for month in _months(when)} | {f"year {year}" for year in _years(when)}
    else:
        times |= {f"vague {year}" for year in _years(when)}
    return _with_names(happening, times) | _changes(happening)


def looked_up_under(happening: Happening) -> set[Key]:
    """Return the keys under which a happening finds those that it may be one with."""
    when = happening.when
    if when is None or not when.has_year:
        return _with_names(happening, {f"published {month}" for month in _published(happening)}) | _changes(happening)
    times = {f"undated {month}" for month in _published(happening)} | {f"vague {year}" for year in _years(when)}
    exact = _is_exact(when)
    times |= {f"month {month}" for month in _months(when)} if exact else {f"year {year}" for year in _years(when)}
    return _with_names(happening, times) | _changes(happening)


def inside(happening: Happening) -> set[Key]:
    """Return the keys inside one report: type and participant are enough."""
    return _with_names(happening, {""})


def _changes(happening: Happening) -> set[Key]:
    """Return the keys of a change of office: who comes or goes, at whatever time."""
    if happening.type != "OFFICE":
        return set()
    people = {one.entity for one in happening.actors if one.entity and one.entity != one.state}
    return {("change", person, str(happening.mode)) for person in people}


def _with_names(happening: Happening, times: set[str]) -> set[Key]:
    return {(*key, time) for key in sorted(happening.names()) for time in times}


def _is_exact(when: Edtf) -> bool:
    return when.width_days is not None and when.width_days <= _EXACT_DAYS


def _published(happening: Happening) -> set[str]:
    """Return the months around publication; without a year, as the calendar has them."""
    found: set[str] = set()
    for published in {told.published for told in happening.told if told.published is not None}:
        if published.cycle is not None:
            found.add(f"XXXX-{published.cycle[0][0]:02d}")
        elif _is_exact(published):
            found.update(_months(published))
    return found


def _months(when: Edtf) -> Iterator[str]:
    if when.earliest is None or when.latest is None:
        return
    day = when.earliest - _SLACK if when.earliest > dt.date.min + _SLACK else when.earliest
    last = when.latest + _SLACK if when.latest < dt.date.max - _SLACK else when.latest
    while day.replace(day=1) <= last:
        yield f"{day.year:04d}-{day.month:02d}"
        if (day.year, day.month) == (dt.date.max.year, 12):
            return
        day = (day.replace(day=28) + _SLACK).replace(day=1)


def _years(when: Edtf) -> list[int]:
    """Return the years of a date; an open end reaches no farther than a few years."""
    low = when.earliest.year if when.earliest else None
    high = when.latest.year if when.latest else None
    first = low if low is not None else (high or 0) - _MOST_YEARS
    last = high if high is not None else first + _MOST_YEARS
    return list(range(first, min(last, first + _MOST_YEARS) + 1))
