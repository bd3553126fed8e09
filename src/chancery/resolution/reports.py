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
from chancery.model.text import Block, BlockKind, DateBasis, Report
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimeUnit
from chancery.resolution.calendar import find_calendar_facts, find_feast
from chancery.resolution.constraints import Fact
from chancery.resolution.days_told import HEADS, NEWS, DayTold, first_paragraph, lead_spans, tell_days
from chancery.resolution.hints import find_hints

NEWS_DAYS: Final = 2
LATER_DAYS: Final = 14
"""The same for what stands behind the second paragraph."""
_FEAST_DAYS: Final = 14
"""How far from a feast reports keep it."""
_PLAN_DAYS: Final = 60
"""How long before a day without a year a report opens with the plan for it."""
_OPENING: Final = 2
_NEAR_DAYS: Final = 183
"""How far from a day without a year the next date with a year may lie to lend it that year."""
_DATELINE_LENGTH: Final = 60
_YEAR_DAYS: Final = 366
_PLACE: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'\u2019()/-]{2,50}")
_FRESH: Final = re.compile(
    r"\b(?:said|says|told|spoke|speaking|talks|met|meets|meeting|held|arriv\w+|travel\w+|visit\w*|trip|flew|left|hosted"
    r"|inaugurat\w+|oath|sworn|open\w+|address\w+|receiv\w+|took|gave|began)\b"
)
_ASIDE: Final = re.compile(r"\b(?:who|whom|whose|which|that|since|after|before|following|when|where|of|signed)\b")


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
    facts, known = find_hints(report, told), find_calendar_facts(report)
    if report.published is not None:
        because = report.published_because or ("The report carries its date.",)
        own = Dating(report=report.id, published=report.published, basis=report.published_basis, because=because)
        return Reading(report=report.id, own=own, news=None, facts=facts, known=known)
    own_date = _headed(report, told) or _full_news(report, told, times) or _news_of_an_occasion(report, told)
    news = None if own_date else _news_of_the_year(report, told, times) or _season(report, told)
    return Reading(report=report.id, own=own_date, news=news, facts=facts, known=known)


def _headed(report: Report, told: Sequence[DayTold]) -> Dating | None:
    """Take a full date from the head of the report, unless the body tells a later day as past."""
    for item in told:
        if not item.when.is_day or not _is_head(report, item):
            continue
        if any(item.when.before(other.when) for other in told if other.past and other.news and other.when.is_day):
            return None
        place = "dateline" if _is_dateline(report, item) else "head"
        basis = DateBasis.DATELINE if place == "dateline" else DateBasis.TEXT
        because = f"The {place} of the report gives the date “{item.words}”."
        return Dating(report=report.id, published=item.when, basis=basis, because=(because,))
    return None


def _is_head(report: Report, item: DayTold) -> bool:
    """Tell whether a date stands where reports put their own."""
    rest = report.text[item.mention.span.end : item.block.span.end].strip(" .)\n")
    first = item.block.span.start <= min(block.span.start for block in report.blocks or (item.block,))
    alone = not rest and item.mention.span.start == item.block.span.start
    return _is_dateline(report, item) or (alone and first) or (not rest and item.block.kind in HEADS)


def _is_dateline(report: Report, item: DayTold) -> bool:
    """Recognise "MOSCOW, October 23 (Interfax)" and a dateline that the reader has marked."""
    if item.block.kind is BlockKind.DATELINE:
        return True
    before = report.text[item.block.span.start : item.mention.span.start]
    after = report.text[item.mention.span.end : item.mention.span.end + 4].lstrip(" .,")
    return (
        item.lead
        and item.block.kind is BlockKind.PARAGRAPH
        and len(before) <= _DATELINE_LENGTH
        and _PLACE.fullmatch(before.strip()) is not None
        and after[:1] in {"\u2014", "\u2013", "-", "(", "/", "\n"}
    )


def _full_news(report: Report, told: Sequence[DayTold], times: Sequence[TimeMention]) -> Dating | None:
    """Date the report by a full day that its start tells as past, if it tells none that is later."""
    days = [item for item in told if item.past and item.when.is_day]
    latest = max(days, key=lambda item: item.when.sort_key, default=None)
    if latest is None or not latest.news or any(_later(item, latest) for item in told):
        return None
    if not _opens(report, latest) and not (_is_news_itself(report, latest) and not _counts_from_now(report, times)):
        return None
    day = latest.when.earliest
    if day is None or not _weekday_fits(latest.mention, day):
        return None
    because = (
        f"The report opens with news of {latest.words}, and tells of no later day as past.",
        f"News appears within {NEWS_DAYS} days of what it tells.",
    )
    published = Edtf.between(day, _week_end(report, day))
    return Dating(report=report.id, published=published, basis=DateBasis.INFERRED, because=because)


def _news_of_an_occasion(report: Report, told: Sequence[DayTold]) -> Dating | None:
    """Date the report by a day of its news whose year stands in a name: "met on 3 March for the 2016 summit"."""
    days = [item for item in told if item.past and item.when.is_day]
    latest = max(days, key=lambda item: item.when.sort_key, default=None)
    if latest is None or str(latest.mention.year) in latest.words or not (latest.lead and latest.news):
        return None
    day = latest.when.earliest
    if day is None or not _is_fresh(latest) or any(_later(item, latest) for item in told):
        return None
    days_later = NEWS_DAYS if latest.block in _body(report)[:_OPENING] else LATER_DAYS
    because = (
        f"It tells news of {latest.words}, in the year that the name of the occasion gives.",
        f"News appears within {days_later} days of what it tells{'' if days_later == NEWS_DAYS else ' further down'}.",
    )
    published = Edtf.between(day, day + dt.timedelta(days_later))
    return Dating(report=report.id, published=published, basis=DateBasis.INFERRED, because=because)


def _body(report: Report) -> list[Block]:
    leads = lead_spans(report, report.blocks)
    return [block for block in report.blocks if block.kind is BlockKind.PARAGRAPH and block.span in leads]


def _is_news_itself(report: Report, item: DayTold) -> bool:
    """Tell whether the first sentence says what was done on the day: "On May 3, 2021 X met Y", "X met Y on ..."."""
    first = first_paragraph(report) or item.block
    before = item.before.strip()
    opens = report.text[first.span.start : item.mention.span.start].strip() == before
    if item.block != first or not opens or _ASIDE.search(before) or item.mention.bound is not TimeBound.IN:
        return False
    verbs = NEWS.findall(before)
    return _is_fresh(item) and (before == "On" or (len(verbs) == 1 and before.endswith(" on")))


def _opens(report: Report, item: DayTold) -> bool:
    """Tell whether the first paragraph gives the day with its weekday, as news of that day does."""
    first = first_paragraph(report) or item.block
    return item.block == first and item.mention.weekday is not None


def _later(item: DayTold, than: DayTold) -> bool:
    """Tell whether a date is told as past that may come after the latest full day."""
    if not item.past or item is than:
        return False
    return than.when.before(item.when) or (item.when.cycle is not None and item.lead)


def _news_of_the_year(report: Report, told: Sequence[DayTold], times: Sequence[TimeMention]) -> News | None:
    """Find the latest day without a year that the report tells as past."""
    news = _latest_recurring(told)
    if news is None or news.when.cycle is None or not (news.news and news.mention.bound is TimeBound.IN):
        return None
    close = news.mention.count == 0  # "this 18 May"
    if not close and (not news.lead or _counts_from_now(report, times)):
        return None
    same = {item.when.earliest.strftime("%m-%d") for item in told if item.when.is_day and item.when.earliest}
    if news.when.text[-5:] in same:  # "the July 25, 2021 decree ... the July 25 referendum"
        return None
    (month, day), _ = news.when.cycle
    weekday = news.mention.weekday if news.mention.kind is TimeKind.DATE else None
    found = _year_of(news, told)
    return News(
        words=news.words, month=month, day=day, weekday=weekday, this_week=_is_this_week(report),
        opening=news.block.kind is not BlockKind.PARAGRAPH or (news.block in _body(report)[:_OPENING] and _is_fresh(news)),
        found=found[0] if found else None, because=found[1] if found else (),
    )  # fmt: skip


def _is_fresh(news: DayTold) -> bool:
    """Tell whether a sentence tells what news tells at once: words, meetings, journeys."""
    return news.mention.weekday is not None or _FRESH.search(news.before + news.after) is not None


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


def _counts_from_now(report: Report, times: Sequence[TimeMention]) -> bool:
    """Tell whether the start gives its news by "Monday" or "yesterday": then a calendar date is background."""
    leads = lead_spans(report, report.blocks)
    return any(
        any(lead.contains(time.span) for lead in leads)
        for time in times
        if time.kind is TimeKind.WEEKDAY
        or (time.kind is TimeKind.SHIFT and time.unit is TimeUnit.DAY and not time.whole)
    )


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
    if len(fits) != 1 or not near or not _weekday_fits(news.mention, fits[0]):
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


def _weekday_fits(mention: TimeMention, day: dt.date) -> bool:
    """Refuse a date whose weekday the report gives otherwise; a weekday alone proves no year."""
    return mention.weekday is None or mention.kind is not TimeKind.DATE or day.weekday() == mention.weekday


def _week_end(report: Report, day: dt.date) -> dt.date:
    week = max(day + dt.timedelta(6 - day.weekday()), day)
    return week if _is_this_week(report) else day + dt.timedelta(NEWS_DAYS)


def _is_this_week(report: Report) -> bool:
    leads = lead_spans(report, report.blocks)
    return any("this week" in lead.of(report.text).lower() for lead in leads)
