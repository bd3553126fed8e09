"""Reads what a report says about its own date, and what bounds it; `settling.py` makes a date of it.

1. The report's own date, from its metadata.
2. A full date that stands in the dateline, ends the title or is a line of its own.
3. A full day told as past at the start of the report: news follows it within `NEWS_DAYS`.
4. A day without a year told as past at the start, with its year where dates with a year leave one for it.
5. Every date with a year: what is told as past lies before the report, what is planned after it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from chancery.model.dates import Edtf, is_leap
from chancery.model.facts import Dating
from chancery.model.text import BlockKind, Report
from chancery.model.times import TimeBound, TimeKind, TimeMention
from chancery.resolution.calendar import find_calendar_facts, find_feast
from chancery.resolution.constraints import Fact
from chancery.resolution.days_told import NEWS, DayTold, tell_days
from chancery.resolution.hints import find_hints
from chancery.resolution.openings import (
    LATER_DAYS,
    NEWS_DAYS,
    OPENING,
    counts_from_now,
    is_fresh,
    is_this_week,
    lead_paragraphs,
    read_own_date,
    weekday_fits,
)

_FEAST_DAYS: Final = 14
"""How far from a feast reports keep it."""
_PLAN_DAYS: Final = 60
"""How long before a day without a year a report opens with the plan for it."""
_NEAR_DAYS: Final = 183
"""How far from a day without a year the next date with a year may lie to lend it that year."""
_YEAR_DAYS: Final = 366
_RELATIVE: Final = re.compile(r"\b(?:who|which)\b[^,;]*$")
_WOULD: Final = re.compile(r"\b(?:would|had been|was to|were to)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The latest day without a year that a report tells as past, at its start.

    Attributes:
        words: The expression.
        month: 1 to 12.
        day: 1 to 31.
        weekday: 0 (Monday) to 6 where the report gives it beside the day.
        this_week: Whether the report speaks of "this week".
        opening: Whether it stands before the third paragraph, as somebody's words, journey or meeting; other news
            may be older, as in a statement on a treaty or an arrest.
        found: The day, where the dates of the report alone leave one year.
        because: The facts behind `found`.
        near: How the report stands to the day, where that is no news: a feast that it keeps, a plan that it tells.
        ahead: How many days before it the report may have appeared.
        behind: How many days after it, where that is another number than for news.
    """

    words: str
    month: int
    day: int
    weekday: int | None
    this_week: bool
    opening: bool = True
    found: dt.date | None = None
    because: tuple[str, ...] = ()
    near: str | None = None
    ahead: int = 0
    behind: int | None = None

    def start(self, day: dt.date) -> dt.date:
        """Return the first day on which it may be told."""
        return day - dt.timedelta(self.ahead)

    def on(self, year: int) -> dt.date | None:
        """Return the day in a year; None where the year has none, or the weekday is another."""
        if (self.month, self.day) == (2, 29) and not is_leap(year):
            return None
        day = dt.date(year, self.month, self.day)
        return day if self.weekday in {None, day.weekday()} else None

    def end(self, day: dt.date) -> dt.date:
        """Return the last day on which the news would still be told: the week's end where it says "this week"."""
        if self.this_week:
            return max(day + dt.timedelta(6 - day.weekday()), day)
        if self.behind is not None:
            return day + dt.timedelta(self.behind)
        return day + dt.timedelta(NEWS_DAYS if self.opening else LATER_DAYS)

    def close(self, day: dt.date) -> str:
        """Say why the report follows the day so closely."""
        end = self.end(day)
        if self.near is not None:
            return f"So it appeared between {self.start(day).isoformat()} and {end.isoformat()}."
        if self.this_week:
            return f"It speaks of that day as “this week”, which ends on {end.isoformat()}."
        days = (end - day).days
        return f"News appears within {days} days of what it tells{'' if self.opening else ' further down'}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a report says of its own date.

    Attributes:
        report: Report id.
        own: A date that the report itself gives as its own, or that its opening tells as the news.
        news: The day of its news, if it goes without a year.
        facts: What else in it bounds the report.
        known: What it names and everybody can know the day of; kept apart, since a day without a year is passed on
            to other reports as it is told.
    """

    report: str
    own: Dating | None
    news: News | None
    facts: tuple[Fact, ...]
    known: tuple[Fact, ...] = ()


def read_dates(report: Report, times: Sequence[TimeMention], *, future: Collection[int]) -> Reading:
    """Read what a report says of its own date.

    Args:
        report: The report.
        times: Its time expressions, in text order.
        future: Positions in `times` that stand in clauses about the future.

    Source: codebook, section 2.
    """
    told = tell_days(report, times, future)
    facts, known = find_hints(report, told, times), find_calendar_facts(report)
    if report.published is not None:
        because = report.published_because or ("The report carries its date.",)
        own = Dating(report=report.id, published=report.published, basis=report.published_basis, because=because)
        return Reading(report=report.id, own=own, news=None, facts=facts, known=known)
    own_date = read_own_date(report, told, times)
    news = None if own_date else _news_of_the_year(report, told, times) or _between_two(told) or _season(report, told)
    return Reading(report=report.id, own=own_date, news=news, facts=facts, known=known)


def _news_of_the_year(report: Report, told: Sequence[DayTold], times: Sequence[TimeMention]) -> News | None:
    """Find the latest day without a year that the report tells as past."""
    news = _latest_recurring(told)
    if news is None or news.when.cycle is None or not (news.news and news.mention.bound is TimeBound.IN):
        return None
    if _RELATIVE.search(news.before) and _between_two(told) is not None:  # "X, who took office on May 3, is to meet"
        return None
    close = news.mention.count == 0  # "this 18 May"
    if not close and (not news.lead or counts_from_now(report, times)):
        return None
    same = {item.when.earliest.strftime("%m-%d") for item in told if item.when.is_day and item.when.earliest}
    if news.when.text[-5:] in same:  # "the July 25, 2021 decree ... the July 25 referendum"
        return None
    (month, day), _ = news.when.cycle
    weekday = news.mention.weekday if news.mention.kind is TimeKind.DATE else None
    found = _year_of(news, told)
    return News(
        words=news.words, month=month, day=day, weekday=weekday, this_week=is_this_week(report),
        opening=news.block.kind is not BlockKind.PARAGRAPH
        or (news.block in lead_paragraphs(report)[:OPENING] and is_fresh(news)),
        found=found[0] if found else None, because=found[1] if found else (),
    )  # fmt: skip


def _between_two(told: Sequence[DayTold]) -> News | None:
    """Find the days between the last one told as past and the first one told as to come, both without a year."""
    days = [item for item in told if item.lead and item.when.cycle and item.mention.day and _is_exact(item)]
    pairs = [
        ((_ordinal(plan.when) - _ordinal(deed.when)) % _YEAR_DAYS, deed, plan)
        for deed in days if deed.past and NEWS.search(deed.before + deed.after)
        for plan in days if plan.future and not _WOULD.search(plan.before)
    ]  # fmt: skip
    length, deed, plan = min(pairs, key=lambda pair: pair[0], default=(0, None, None))
    if deed is None or plan is None or deed.when.cycle is None or not 0 < length <= _PLAN_DAYS:
        return None
    near = f"It tells of {deed.words} as past and of {plan.words} as still to come"
    return _near(deed.words, deed.when.cycle[0], near, ahead=0, behind=length)


def _is_exact(item: DayTold) -> bool:
    return (
        item.when.cycle is not None and item.when.cycle[0] == item.when.cycle[1] and item.mention.bound is TimeBound.IN
    )


def _season(report: Report, told: Sequence[DayTold]) -> News | None:
    """Find a day near which the report appeared though it is no news: a feast, or the plan that it opens with."""
    feast = find_feast(report.text)
    if feast is not None:
        name, month, day = feast
        near = f"It keeps {name} as of its own days"
        return _near(name, (month, day), near, ahead=_FEAST_DAYS, behind=_FEAST_DAYS)
    plans = [item for item in told if item.lead and item.future and item.when.cycle and item.mention.day]
    if not plans or any(item.when.cycle and item.lead and not item.future for item in told):
        return None
    first = plans[0]
    if first.when.cycle is None or first.mention.bound is not TimeBound.IN:
        return None
    start, end = first.when.cycle
    length = (dt.date(2000, *end) - dt.date(2000, *start)).days
    near = f"It opens with a plan for {first.words}"
    return _near(first.words, start, near, ahead=_PLAN_DAYS, behind=length) if 0 <= length < _PLAN_DAYS else None


def _near(words: str, day: tuple[int, int], near: str, *, ahead: int, behind: int) -> News:
    return News(
        words=words, month=day[0], day=day[1], weekday=None, this_week=False, opening=False,
        near=near, ahead=ahead, behind=behind,
    )  # fmt: skip


def _latest_recurring(told: Sequence[DayTold]) -> DayTold | None:
    """Return the last past day of those without a year: the one before the widest gap in the circle of the year."""
    days = [item for item in told if item.past and item.when.cycle and item.mention.bound is not TimeBound.AFTER]
    if not days:
        return None
    by_day = {_ordinal(item.when): item for item in reversed(days)}
    order = sorted(by_day)
    gaps = {second - first: first for first, second in pairwise([*order, order[0] + _YEAR_DAYS])}
    latest = by_day[gaps[max(gaps)]]
    start = latest.when.cycle
    return latest if start and start[0] == start[1] else None


def _ordinal(when: Edtf) -> int:
    if when.cycle is None:
        return 0
    return dt.date(2000, *when.cycle[0]).toordinal()


def _year_of(news: DayTold, told: Sequence[DayTold]) -> tuple[dt.date, tuple[str, ...]] | None:
    """Find the only year of the news day that the dates with a year allow.

    A past date pushes the news day behind it and a planned one pulls it before it; one of them has
    to lie near.
    """
    after = _bound([item for item in told if item.past and item.when.earliest], last=True)
    before = _bound([item for item in told if item.future and item.when.latest and _is_plan(item)], last=False)
    floor = after.when.earliest if after else None
    ceiling = before.when.latest if before else None
    years = _years(floor, ceiling)
    days = [day for year in years if (day := _place(news, year)) and (floor or day) <= day <= (ceiling or day)]
    near = [day for day in days if _is_near(day, after, before, told)]
    fits = days if floor and ceiling else near
    if len(fits) != 1 or not near or not weekday_fits(news.mention, fits[0]):
        return None
    return fits[0], tuple(_reasons(fits[0], after, before))


def _is_plan(item: DayTold) -> bool:
    """Tell whether a planned date is a term near at hand rather than a goal ("by 2030", "in 2025")."""
    precise = item.mention.month is not None or item.mention.season is not None or item.mention.part is not None
    return precise and item.mention.bound is TimeBound.IN


def _bound(items: Iterable[DayTold], *, last: bool) -> DayTold | None:
    ordered = sorted(items, key=lambda item: item.when.sort_key)
    return (ordered[-1] if last else ordered[0]) if ordered else None


def _years(floor: dt.date | None, ceiling: dt.date | None) -> range:
    if floor and ceiling:
        return range(floor.year, ceiling.year + 1)
    if floor:
        return range(floor.year, floor.year + 2)
    return range(ceiling.year - 1, ceiling.year + 1) if ceiling else range(0)


def _place(news: DayTold, year: int) -> dt.date | None:
    if news.when.cycle is None:
        return None
    month, day = news.when.cycle[1]
    return None if (month, day) == (2, 29) and not is_leap(year) else dt.date(year, month, day)


def _is_near(day: dt.date, after: DayTold | None, before: DayTold | None, told: Sequence[DayTold]) -> bool:
    """Tell whether a date of the year before or the year after lends the day its year.

    Writers leave out the year that they write in, and give another. The date must lie within half a
    year; a past one must be tied to the day by a date between them that goes without its year.
    """
    last = after.when.latest if after and after.news and after.mention.day is not None else None
    if last and last.year < day.year and (day - last).days <= _NEAR_DAYS:
        return any(item.past and _between(item, last, day) for item in told)
    first = before.when.earliest if before else None
    return first is not None and first.year > day.year and (first - day).days <= _NEAR_DAYS


def _between(item: DayTold, low: dt.date, high: dt.date) -> bool:
    """Tell whether a date without a year falls between two days."""
    if item.when.cycle is None:
        return False
    found = item.when.intersect(Edtf.between(low, high))
    return found is not None and found.latest is not None and found.latest < high


def _reasons(day: dt.date, after: DayTold | None, before: DayTold | None) -> Iterable[str]:
    if after:
        yield f"It tells of {after.words} as past."
    if before:
        yield f"It tells of {before.words} as still to come."
    yield f"So the day is {day.isoformat()}."
