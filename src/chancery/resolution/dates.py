"""Turns time mentions into EDTF, against the day of publication and the date last told.

Where the anchor is an interval, the result widens with it. What cannot be known stays open: a
day without a year becomes `XXXX-10-04`, a distance from something undated None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf, days, month_length
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimePart, TimeUnit
from chancery.resolution.feasts import days_of_feast
from chancery.resolution.steps import (
    COMMON_YEAR,
    MONTHS,
    WEEK,
    Days,
    last_of_month,
    move,
    move_cycle,
    spread,
    weekday_beside,
)

_AMBIGUOUS_DAYS: Final = 120
"""Beyond this distance from publication a bare "October 4" of unknown tense keeps its year unknown."""
_JUST: Final = 14
_YEAR_OFF: Final = 330
"""Nobody plans for a day of next year by its month alone where the same day has just gone by."""


def resolve_time(
    time: TimeMention,
    published: Edtf | None,
    *,
    previous: Edtf | None = None,
    past: bool | None = None,
) -> Edtf | None:
    """Say which days a time expression means.

    Args:
        time: The expression.
        published: When the report was published; an interval widens the result, None leaves
            weekdays and "last week" unresolved and months without a year.
        previous: The date last resolved in the text, for "that year" and "the same day".
        past: Whether the clause tells of the past (True) or the future (False); None if unknown.

    Returns:
        The days, or None where nothing in the arguments says.

    Source: codebook, section 3.
    """
    try:
        resolver = _RESOLVERS.get(time.kind)  # lengths, sets and vague expressions name no day
        found = None if resolver is None else resolver(time, published, previous, past)
        return None if found is None else _bounded(found, time, published, past=past)
    except (OverflowError, ValueError, UnsupportedFact):  # beyond the years 1 to 9999
        return None


def last_told(time: TimeMention, when: Edtf | None, before: Edtf | None) -> Edtf | None:
    """Return the date that "the next day" behind a time expression counts from.

    Args:
        time: The expression.
        when: What it means; None where nothing tells: "the next day" of an unknown Monday is unknown too.
        before: What counted until then.
    """
    if time.bound in {TimeBound.BY, TimeBound.UNTIL}:
        return before
    named = time.kind is TimeKind.WEEKDAY or (time.kind is TimeKind.SHIFT and time.unit is TimeUnit.DAY)
    return when if named or (when is not None and time.kind is TimeKind.DATE) else before


def _date(time: TimeMention, published: Edtf | None, previous: Edtf | None, past: bool | None) -> Edtf | None:  # noqa: FBT001 - one signature for every kind
    if time.year is not None:
        return _period(time, time.year)
    if time.month is None and time.season is None and time.quarter is None and time.feast is None:
        return _bare_day(time, published, previous, past) if time.day is not None else None
    if published is None or published.earliest is None or published.latest is None:
        return _yearless(time)
    if time.unit is TimeUnit.YEAR and time.count is not None:
        low, high = published.earliest.year + time.count, published.latest.year + time.count
        return _join(_period(time, low), _period(time, high))
    one = _nearest(time, published.earliest, past)
    other = _nearest(time, published.latest, past)
    if one is None or other is None or (past is False and one.before(other)):
        return _yearless(time)  # a plan for a day of one of several years: the hull would hold every other plan
    return _join(one, other)


def _bare_day(time: TimeMention, published: Edtf | None, previous: Edtf | None, past: bool | None) -> Edtf | None:  # noqa: FBT001 - one signature for every kind
    """Find "the 13th": in the month of the date told before, in the month that is named, or near now."""
    if (
        previous is not None
        and time.count is None
        and previous.earliest
        and (previous.width_days or WEEK * 5) < WEEK * 5
    ):
        after = previous.is_day and previous.earliest.day > (time.day or 0)
        return None if after else _day_of_month(time, previous.earliest, 0)
    if published is None or not published.is_day or published.earliest is None:
        return None
    now = published.earliest
    if time.count is not None:
        return _day_of_month(time, now, time.count)
    if past is None:
        return None
    here = (time.day or 0) <= now.day if past else (time.day or 0) >= now.day
    return _day_of_month(time, now, 0 if here else -1 if past else 1)


def _day_of_month(time: TimeMention, day: dt.date, months: int) -> Edtf | None:
    """Return a day of the month that lies so many months from another day; None if that month lacks it."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    number = time.day or 0
    return Edtf.day(dt.date(year, month + 1, number)) if number <= month_length(year, month + 1) else None


def _nearest(time: TimeMention, day: dt.date, past: bool | None) -> Edtf | None:  # noqa: FBT001 - three-valued
    """Give a month or day the year that lies nearest to a day, on the side that the tense tells."""
    if time.count is not None:
        past = True if time.count < 0 else False if time.count > 0 else None
        if time.count == 0:
            return _period(time, day.year)
    here = Edtf.day(day)
    placed = [p for p in (_period(time, year) for year in range(day.year - 8, day.year + 9)) if p is not None]
    # "last October" and "next October" are over, or have not begun; "October 4" may be today
    before = [p for p in placed if (p.before(here) if time.count else p.earliest and p.earliest <= day)]
    after = [p for p in placed if (here.before(p) if time.count else p.latest and p.latest >= day)]
    if time.weekday is not None and time.nth is None and time.count is None:  # "on Monday, June 15" told on June 10
        fits = [
            p for p in (*before[-1:], *after[:1]) if p.earliest and p.is_day and p.earliest.weekday() == time.weekday
        ]
        if len(set(fits)) == 1:
            return fits[0]
    if past is not None:
        over = before and after and not past and _gap(before[-1], day) <= _JUST and _gap(after[0], day) > _YEAR_OFF
        if over:  # "is to run from January 23", told on January 28
            return before[-1]
        return (before[-1] if before else None) if past else (after[0] if after else None)
    near = min(placed, key=lambda p: _gap(p, day), default=None)
    return near if near and _gap(near, day) <= _AMBIGUOUS_DAYS else None


def _gap(period: Edtf, day: dt.date) -> int:
    if period.earliest is None or period.latest is None:
        return dt.date.max.toordinal()
    return max((period.earliest - day).days, (day - period.latest).days, 0)


def _period(time: TimeMention, year: int) -> Edtf | None:
    """Build the period that the calendar fields name in a year; None for 29 February in a common year."""
    if time.month is None:
        return _year_period(time, year)
    if time.nth is not None and time.weekday is not None:
        return _nth_weekday(year, time.month, time.weekday, time.nth)
    if time.day is None:
        last = Edtf.month(time.end_year or year, time.end_month) if time.end_month else Edtf.month(year, time.month)
        return _part(Edtf.month(year, time.month).hull(last), time.part)
    end_year = time.end_year or year
    end_month, end_day = time.end_month or time.month, time.end_day or time.day
    if time.end_year is None and end_month < time.month:
        end_year += 1
    if time.day > month_length(year, time.month) or end_day > month_length(end_year, end_month):
        return None
    first = Edtf.parse(f"{Edtf.year(year)}-{time.month:02d}-{time.day:02d}")
    last = Edtf.parse(f"{Edtf.year(end_year)}-{end_month:02d}-{end_day:02d}")
    return first.hull(last) if days(year, time.month, time.day) <= days(end_year, end_month, end_day) else None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> Edtf | None:
    """Return the first Monday of a month; None for the fifth of a month that has four."""
    length = month_length(year, month)
    first = 1 + (weekday - dt.date(year, month, 1).weekday()) % WEEK
    day = first + WEEK * (nth - 1) if nth > 0 else first + (length - first) // WEEK * WEEK
    return Edtf.day(dt.date(year, month, day)) if day <= length else None


def _year_period(time: TimeMention, year: int) -> Edtf | None:
    if time.season is not None:  # in months, which more programs read than the numbers of seasons
        season = Edtf.parse(f"{Edtf.year(year)}-{time.season}")
        whole = Edtf.between(season.earliest, season.latest) if season.earliest and season.latest else season
        return _part(whole, time.part)
    if time.feast is not None:
        return days_of_feast(time.feast, year)
    if time.quarter is not None:
        first = time.quarter * 3 - 2
        return Edtf.month(year, first).hull(Edtf.month(year, first + 2))
    lengths = {TimeUnit.DECADE: 10, TimeUnit.CENTURY: 100}
    last = time.end_year if time.end_year is not None else year + lengths.get(time.unit, 1) - 1 if time.unit else year
    return _part(Edtf.year(year).hull(Edtf.year(last)), time.part) if last >= year else None


def _yearless(time: TimeMention) -> Edtf | None:
    """Build the date that recurs every year."""
    if time.month is None:
        return Edtf.parse(f"XXXX-{time.season}") if time.season else None
    first = f"XXXX-{time.month:02d}"
    if time.part is not None:
        low, high = _part_of_days(
            dt.date(COMMON_YEAR, time.month, 1), last_of_month(COMMON_YEAR, time.month), time.part
        )
        return Edtf.parse(f"{first}-{low.day:02d}/{first}-{high.day:02d}")
    first += f"-{time.day:02d}" if time.day else ""
    if time.end_month is None and time.end_day is None:
        return Edtf.parse(first)
    last = f"XXXX-{time.end_month or time.month:02d}" + (f"-{time.end_day:02d}" if time.end_day else "")
    return Edtf.parse(f"{first}/{last}")


def _weekday(time: TimeMention, published: Edtf | None, previous: Edtf | None, past: bool | None) -> Edtf | None:  # noqa: FBT001 - one signature for every kind
    """Find a weekday near publication.

    "Last" and "next" are read both ways, since writers differ on whether the week just begun counts.
    """
    del previous
    if published is None or time.weekday is None:
        return None
    if published.cycle is not None:
        return _week_of(published, time.count, past)
    weekday = time.weekday

    def near(day: dt.date) -> Days:
        back = day - dt.timedelta((day.weekday() - weekday) % WEEK)
        ahead = day + dt.timedelta((weekday - day.weekday()) % WEEK)
        monday = day - dt.timedelta(day.weekday())
        week = dt.timedelta(WEEK)
        if time.count == 0 or time.unit is TimeUnit.WEEK:
            found = monday + dt.timedelta(weekday) + week * (time.count or 0)
            return found, found
        if time.count == -1:
            back = back - week if back == day else back
            return (back - week if back >= monday else back), back
        if time.count == 1:
            ahead = ahead + week if ahead == day else ahead
            return ahead, (ahead + week if ahead < monday + week else ahead)
        if past is None:
            return back, ahead
        return (back, back) if past else (ahead, ahead)

    return spread(published, near)


def _week_of(published: Edtf, count: int | None, past: bool | None) -> Edtf | None:  # noqa: FBT001 - three-valued
    """Return the days on which a weekday may fall beside a day whose year, and so whose weekday, is unknown."""
    if published.cycle is None or published.cycle[0] != published.cycle[1] or count not in {None, -1} or past is None:
        return None
    moved = move_cycle(published.cycle, 0, COMMON_YEAR)
    if moved is None:
        return None
    day = dt.date(COMMON_YEAR, *published.cycle[0])
    ends = (-2 * WEEK + 1, -1) if count == -1 else (1 - WEEK, 0) if past else (0, WEEK - 1)
    first, last = (day + dt.timedelta(step) for step in ends)
    return Edtf.parse(f"XXXX-{first:%m-%d}/XXXX-{last:%m-%d}")


def _shift(time: TimeMention, published: Edtf | None, previous: Edtf | None, past: bool | None) -> Edtf | None:  # noqa: FBT001 - one signature for every kind
    del previous, past
    if published is None or (published.earliest is None and published.latest is None):
        return published if published is not None and _is_today(time) else None
    if _is_today(time):
        return published
    found = move(time, published)
    if found is None:
        return None
    if time.part is TimePart.EARLIER:
        return found.intersect(Edtf.between(None, published.latest))
    if time.part is TimePart.LATER:
        return found.intersect(Edtf.between(published.earliest, None))
    found = _part(found, time.part)
    return found.hull(published) if found and time.bound is TimeBound.WITHIN else found


def _is_today(time: TimeMention) -> bool:
    """Tell whether it is the day of the report itself, however vaguely that is known."""
    return time.unit is TimeUnit.DAY and not time.count and time.part is None and time.bound is TimeBound.IN


def _anchored(time: TimeMention, published: Edtf | None, previous: Edtf | None, past: bool | None) -> Edtf | None:  # noqa: FBT001 - one signature for every kind
    if time.anchor is None or (time.anchor_year is None and time.anchor_month is None):
        return None
    beside = TimeMention(
        span=time.anchor, kind=TimeKind.DATE, year=time.anchor_year, month=time.anchor_month, day=time.anchor_day
    )
    anchor = _date(beside, published, previous, past is not False)
    found = move(time, anchor) if anchor else None
    return found.hull(anchor) if found and anchor and time.bound is TimeBound.WITHIN else found


def _back(time: TimeMention, published: Edtf | None, previous: Edtf | None, past: bool | None) -> Edtf | None:  # noqa: FBT001 - one signature for every kind
    if previous is None:
        return (
            _weekday(replace(time, count=None), published, None, past)
            if time.weekday is not None and not time.count
            else None
        )
    if time.weekday is not None:
        return spread(previous, lambda day: weekday_beside(day, time.weekday or 0, time.count or 0))
    if (time.month is not None or time.season is not None) and time.count:
        return spread(previous, lambda day: _period_beside(time, day))
    if time.month is not None or time.season is not None:
        low, high = previous.earliest, previous.latest
        return _join(_period(time, low.year), _period(time, high.year)) if low and high else _yearless(time)
    same = time.unit in {TimeUnit.DAY, None} and not time.count  # "the same day", "at that time"
    found = previous if same else move(time, previous)
    return found.hull(previous) if found and time.bound is TimeBound.WITHIN else found


def _period_beside(time: TimeMention, day: dt.date) -> Days:
    """Return the first such month or season after a day, or the last before it: "the following summer"."""
    later = (time.count or 0) > 0
    here = Edtf.day(day)
    placed = [p for p in (_period(time, day.year + step) for step in (-2, -1, 0, 1)) if p is not None]
    fits = [p for p in placed if (here.before(p) if later else p.before(here))]
    found = fits[0] if later else fits[-1]
    return found.earliest or day, found.latest or day


def _join(one: Edtf | None, other: Edtf | None) -> Edtf | None:
    return one.hull(other) if one and other else one or other


def _part(period: Edtf, part: TimePart | None) -> Edtf | None:
    if part is None or period.earliest is None or period.latest is None:
        return period
    return Edtf.between(*_part_of_days(period.earliest, period.latest, part))


def _part_of_days(low: dt.date, high: dt.date, part: TimePart) -> Days:
    """Cut a period in thirds or halves, at the borders that people use: four months, ten days."""
    if (low.month, low.day, high.month, high.day) == (1, 1, 12, 31) and low.year == high.year:
        ends = {
            "early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12),
            "early to mid": (1, 8), "mid to late": (5, 12),
        }  # fmt: skip
        first, last = ends.get(part, (1, 12))
        return dt.date(low.year, first, 1), last_of_month(low.year, last)
    count = (high - low).days + 1
    pieces = 2 if part in {TimePart.FIRST_HALF, TimePart.SECOND_HALF} else 3
    first_end = low + dt.timedelta(count // pieces - 1)
    last_start = high - dt.timedelta(count - count // pieces * (pieces - 1) - 1)
    if part in {TimePart.EARLY, TimePart.FIRST_HALF}:
        return low, max(first_end, low)
    if part is TimePart.EARLY_TO_MID:
        return low, last_start
    if part is TimePart.MID_TO_LATE:
        return max(first_end, low), high
    if part is TimePart.MID:
        return max(first_end, low), last_start
    return (last_start, high) if part in {TimePart.LATE, TimePart.SECOND_HALF} else (low, high)


def _bounded(found: Edtf, time: TimeMention, published: Edtf | None, *, past: bool | None) -> Edtf | None:
    """Turn "since", "by", "before" and "after" a period into the days that they mean."""
    bound = time.bound
    if bound in {TimeBound.IN, TimeBound.WITHIN}:
        return found
    if found.cycle is not None:
        return Edtf.parse(_open(found, bound))
    low, high = found.earliest, found.latest
    told = published.latest if published else None
    if bound is TimeBound.SINCE:
        return Edtf.between(low, None) if low else None
    if bound is TimeBound.AFTER:
        ended = told if past and told and high and told >= high else None
        return Edtf.between(high, ended) if high else None
    if bound is TimeBound.BEFORE and time.part is not TimePart.LATE:
        high = low - dt.timedelta(1) if low else None
    if high is None:
        return None
    ahead = published.earliest if published and not past else None
    return Edtf.between(ahead if ahead and ahead <= high else None, high)


def _open(found: Edtf, bound: TimeBound) -> str:
    first, _, last = found.text.partition("/")
    return f"{first}/.." if bound in {TimeBound.SINCE, TimeBound.AFTER} else f"../{last or first}"


_Resolver = Callable[[TimeMention, Edtf | None, Edtf | None, bool | None], Edtf | None]
_RESOLVERS: Final[dict[TimeKind, _Resolver]] = {
    TimeKind.DATE: _date,
    TimeKind.WEEKDAY: _weekday,
    TimeKind.SHIFT: _shift,
    TimeKind.ANCHORED: _anchored,
    TimeKind.BACK: _back,
}
