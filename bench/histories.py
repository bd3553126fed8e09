"""Resolves the time expressions of a text that may tell history, where each date leans on the one told before.

News counts from the day it is published; "on 14 July" in a chapter on 1950 means July 1950. Which of the
two a text is, the years that it names tell. Chancery reads news; only the measurement on WikiWars needs this.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf
from chancery.model.times import TimeKind, TimeMention, TimeUnit
from chancery.resolution.dates import resolve_time

_LEAST_YEARS: Final = 4
_SHARE: Final = 3
_ASIDE: Final = 2
"""A bare year further than this from the years told before and behind it is an aside."""
_TURN: Final = 8
"""A month that lies so far before the last one told belongs to the next year: "January" after "December 1941"."""
_MONTHS: Final = 12
_LEADING_DATE: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?")
_SEASON_MONTHS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
_UNDATED: Final = frozenset({TimeKind.DURATION, TimeKind.SET, TimeKind.VAGUE})


def resolve_history(
    times: Sequence[TimeMention], published: Edtf | None, *, ahead: Collection[int] = ()
) -> tuple[Edtf | None, ...]:
    """Say which days each time expression of a text means, in the order of the text.

    Args:
        times: The expressions in text order.
        published: When the text appeared, None if unknown.
        ahead: Positions in `times` that stand in clauses about what is still to come.

    Returns:
        The days of each expression, or None; lengths and vague times have none, a time of day has the day told before.

    Example:
        "Founded in 1921. In July it split." gives 1921 and 1921-07 in a history, last July in news.
    """
    told = tells_history(times, published)
    previous: Edtf | None = None
    whens: list[Edtf | None] = []
    for position, time in enumerate(times):
        if time.kind in _UNDATED:
            whens.append(_undated(time, previous))
            continue
        when = _in_history(times, position, previous) if told and previous != published else None
        if when is None:
            when = _in_news(time, published, previous, past=position not in ahead)
        whens.append(when)
        if when is not None and when.has_year and not (told and _is_aside(times, position, previous)):
            previous = when if time.kind in {TimeKind.DATE, TimeKind.BACK} else previous
    return tuple(whens)


def tells_history(times: Sequence[TimeMention], published: Edtf | None) -> bool:
    """Tell whether a text names years before its own far more often than it counts from today."""
    if published is None or published.earliest is None:
        return any(time.year is not None for time in times)
    now = published.earliest.year
    older = sum(time.kind is TimeKind.DATE and time.year is not None and time.year < now for time in times)
    today = sum(time.kind in {TimeKind.SHIFT, TimeKind.WEEKDAY} or time.year == now for time in times)
    return older >= _LEAST_YEARS and older > _SHARE * today


def _undated(time: TimeMention, previous: Edtf | None) -> Edtf | None:
    """Give a season of every year its recurring date, a time of day the day told before."""
    if time.season is not None:
        return Edtf.parse(f"XXXX-{time.season}")
    return previous if time.clock and previous and previous.is_day else None


def _in_news(time: TimeMention, published: Edtf | None, previous: Edtf | None, *, past: bool) -> Edtf | None:
    """Resolve from the day of publication; a weekend told as past is the one before."""
    when = _resolve(time, published, previous=previous, past=past)
    weekend = time.unit is TimeUnit.WEEK and time.weekday is not None and time.count == 0
    if weekend and past and when and published and published.before(when):
        return _resolve(replace(time, count=-1), published, previous=previous, past=past)
    return when


def _in_history(times: Sequence[TimeMention], position: int, previous: Edtf | None) -> Edtf | None:
    """Resolve what leans on the date told before."""
    time = times[position]
    if time.kind is TimeKind.DATE and time.year is None and time.count is None:
        shared = _shared_year(times, position)
        if shared is not None:
            return _resolve(replace(time, year=shared), None)
    leading = _LEADING_DATE.match(previous.text) if previous else None
    if previous is None or leading is None:
        return None
    year, month = int(leading[1]), int(leading[2] or 0)
    if time.kind is TimeKind.DATE and time.year is None and time.count is None:
        return _resolve(_dated(time, year, _SEASON_MONTHS.get(month, month)), None)
    if time.kind is TimeKind.BACK and time.month is None and time.unit is TimeUnit.YEAR and not time.rough:
        return Edtf.year(year + (time.count or 0))
    if time.kind is TimeKind.DATE and time.year is None and time.count and time.unit is None:  # "in February next"
        return _resolve(time, previous)
    if time.kind is TimeKind.SHIFT and time.unit is not TimeUnit.DAY:
        day = previous.earliest
        return _resolve(time, Edtf.day(day) if day and time.whole else previous)
    return _resolve(time, previous, past=False) if time.kind is TimeKind.WEEKDAY else None


def _resolve(
    time: TimeMention, published: Edtf | None, *, previous: Edtf | None = None, past: bool | None = None
) -> Edtf | None:
    """Resolve one expression; a day beyond the year 9999 has no EDTF."""
    try:
        return resolve_time(time, published, previous=previous, past=past)
    except UnsupportedFact:
        return None


def _dated(time: TimeMention, year: int, month: int) -> TimeMention:
    """Give a month or a day the year and month told before."""
    if time.feast is not None:
        return replace(time, year=year)
    if time.month is None and time.season is None:
        return replace(time, year=year, month=month) if month and time.day else time
    own = time.month or _SEASON_MONTHS[time.season or 21]
    return replace(time, year=year + (month - own >= _TURN))


def _shared_year(times: Sequence[TimeMention], position: int) -> int | None:
    """Return the year that stands behind the next month: "in April and June 1955"."""
    time = times[position]
    if position + 1 >= len(times) or time.month is None:
        return None
    other = times[position + 1]
    near = 0 < other.span.start - time.span.end <= len(" through ")
    if not near or other.kind is not TimeKind.DATE or other.month is None or other.year is None:
        return None
    return other.year if other.month >= time.month else other.year - 1


def _is_aside(times: Sequence[TimeMention], position: int, previous: Edtf | None) -> bool:
    """Tell whether a bare year interrupts what is told: "as in 1923, the advance in March failed"."""
    leading = _LEADING_DATE.match(previous.text) if previous else None
    year = times[position].year
    if leading is None or year is None or times[position].month is not None:
        return False
    running = int(leading[1])
    return abs(year - running) > _ASIDE and any(
        time.year is not None and abs(time.year - running) <= _ASIDE for time in times[position + 1 : position + 4]
    )
