"""Dates a report that does not say when it was written, from the days that it tells.

The rules, strongest first; the first that answers wins, and none invents a year:

1. The report's own date, from its metadata.
2. A full date that stands in the dateline, ends the title or is a line of its own.
3. A full day told as past at the start of the report: news follows it within `_NEWS_DAYS`.
4. A day without a year told as past at the start, when dates with a year leave one year for it.
5. The same day with its year left unknown.
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
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimeUnit
from chancery.resolution.dates import resolve_time

_NEWS_DAYS: Final = 2
_NEAR_DAYS: Final = 183
"""How far from a day without a year the next date with a year may lie to lend it that year."""
_LEAD_BLOCKS: Final = 3
_SENTENCE_REACH: Final = 400
_SENTENCE_CLOSERS: Final = frozenset('.!?\u2026\u201d"\u2019)')
_DATELINE_LENGTH: Final = 60
_YEAR_DAYS: Final = 366
_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BYLINE, BlockKind.DATELINE})
_PLACE: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'\u2019()/-]{2,50}")
_NEWS: Final = re.compile(
    r"\b(?:said|says|told|met|held|spoke|took|began|came|went|gave|made|won|left|flew|paid|sent|got|saw|became|was|were|had"
    r"|speaking|holding|visiting|traveling|travelling|meeting|[a-z]{2,}ed)\b"
)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|should|may|can|expected|scheduled|plans?|planned|upcoming|deadline|until)\b"
    r"|\btak(?:ing|es) place\b|['\u2019]ll\b"
)
_BACKGROUND: Final = re.compile(
    r"\b(?:anniversar\w+|commemorat\w+|celebrat\w+|mark(?:s|ing)?|since|Day|every|each|annual\w*|invasion|[Hh]oliday|born|founded|independence)\b"
)
_SENTENCE_END: Final = re.compile(r"[.!?\u2026][\"\u201d\u2019)]*\s+(?=[\"\u201c(]?[A-Z])|\n")
_NOT_PAST: Final = frozenset({TimeBound.BY, TimeBound.UNTIL, TimeBound.BEFORE, TimeBound.WITHIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A date that the report tells.

    Attributes:
        words: The expression.
        when: With or without a year.
        future: Whether its clause is about the future.
        block: The block it stands in.
        lead: Whether it stands at the start of the report.
        news: Whether its sentence tells something that happened, and is no plan, feast or background.
    """

    mention: TimeMention
    words: str
    when: Edtf
    future: bool
    block: Block
    lead: bool
    news: bool

    @property
    def past(self) -> bool:
        return not self.future and self.mention.bound not in _NOT_PAST


def date_report(report: Report, times: Sequence[TimeMention], *, future: Collection[int]) -> Dating:
    """Conclude when a report was published from what it says itself.

    Args:
        report: The report; a date of its own is returned as it is.
        times: Its time expressions, in text order.
        future: Positions in `times` that stand in clauses about the future.

    Returns:
        The interval with the facts behind it; a year that nothing fixes stays `XXXX` and the
        basis `UNKNOWN`.

    Source: codebook, section 2.
    """
    if report.published is not None:
        because = report.published_because or ("The report carries its date.",)
        return Dating(report=report.id, published=report.published, basis=report.published_basis, because=because)
    told = _tell(report, times, future)
    headed = _headed(report, told)
    if headed:
        return headed
    dated = _full_news(report, told) or _news_of_the_year(report, told, times)
    return dated or Dating(
        report=report.id,
        published=None,
        basis=DateBasis.UNKNOWN,
        because=("The report names no day on or after which it must have appeared.",),
    )


def _tell(report: Report, times: Sequence[TimeMention], future: Collection[int]) -> list[_Told]:
    """Resolve what needs no publication date."""
    blocks = report.blocks or (Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(report.text))),)
    leads = _leads(report, blocks)
    told: list[_Told] = []
    previous: Edtf | None = None
    for position, mention in enumerate(times):
        when = resolve_time(_plain(mention), None, previous=previous)
        if when is None or (not when.has_year and when.cycle is None):
            continue
        previous = when if mention.kind is TimeKind.DATE else previous
        block = next((b for b in blocks if b.span.contains(mention.span)), blocks[0])
        told.append(
            _Told(
                mention=mention, words=mention.span.of(report.text), when=when, future=position in future,
                block=block, lead=block.span in leads, news=_is_news(report.text, mention.span),
            )
        )  # fmt: skip
    return told


def _leads(report: Report, blocks: Sequence[Block]) -> set[Span]:
    """Return the first paragraphs that hold sentences, each wording once, with the title and the captions."""
    body: dict[str, Span] = {}
    for block in blocks:
        words = block.span.of(report.text).strip()
        if block.kind is BlockKind.PARAGRAPH and words[-1:] in _SENTENCE_CLOSERS:
            body.setdefault(words, block.span)
    heads = {block.span for block in blocks if block.kind in _HEADS or block.kind is BlockKind.CAPTION}
    return set(list(body.values())[:_LEAD_BLOCKS]) | heads


def _is_news(text: str, span: Span) -> bool:
    """Tell whether the sentence around a date tells of something done on that day.

    A word of the future counts up to the date, and behind it up to the next past verb: "on March 2
    she said that talks will go on" is news of March 2.
    """
    start = max(0, span.start - _SENTENCE_REACH)
    start = max((match.end() for match in _SENTENCE_END.finditer(text, start, span.start)), default=start)
    end = _SENTENCE_END.search(text, span.end)
    before, after = text[start : span.start], text[span.end : end.start() if end else len(text)]
    verb = _NEWS.search(after)
    if _BACKGROUND.search(before + after) or _AHEAD.search(before + (after[: verb.start()] if verb else after)):
        return False
    return verb is not None or _NEWS.search(before) is not None


def _plain(mention: TimeMention) -> TimeMention:
    """Read "since October 4" as the day itself: what matters is which day is told."""
    if mention.bound is TimeBound.IN or mention.kind is TimeKind.ANCHORED:
        return mention
    fields = {name: getattr(mention, name) for name in TimeMention.__dataclass_fields__}
    return TimeMention(**(fields | {"bound": TimeBound.IN}))


def _headed(report: Report, told: Sequence[_Told]) -> Dating | None:
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


def _is_head(report: Report, item: _Told) -> bool:
    """Tell whether a date stands where reports put their own."""
    rest = report.text[item.mention.span.end : item.block.span.end].strip(" .)\n")
    first = item.block.span.start <= min(block.span.start for block in report.blocks or (item.block,))
    alone = not rest and item.mention.span.start == item.block.span.start
    return _is_dateline(report, item) or (alone and first) or (not rest and item.block.kind in _HEADS)


def _is_dateline(report: Report, item: _Told) -> bool:
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


def _full_news(report: Report, told: Sequence[_Told]) -> Dating | None:
    """Date the report by a full day that its start tells as past, if it tells none that is later."""
    days = [item for item in told if item.past and item.when.is_day]
    latest = max(days, key=lambda item: item.when.sort_key, default=None)
    if latest is None or not latest.news or not _opens(report, latest) or any(_later(item, latest) for item in told):
        return None
    day = latest.when.earliest
    if day is None or not _weekday_fits(latest.mention, day):
        return None
    because = (
        f"The report opens with news of {latest.words}, and tells of no later day as past.",
        f"News appears within {_NEWS_DAYS} days of what it tells.",
    )
    published = Edtf.between(day, _news_end(report, day))
    return Dating(report=report.id, published=published, basis=DateBasis.INFERRED, because=because)


def _opens(report: Report, item: _Told) -> bool:
    """Tell whether the first paragraph gives the day with its weekday, as news of that day does."""
    first = next((b for b in report.blocks if b.kind is BlockKind.PARAGRAPH), item.block)
    return item.block == first and item.mention.weekday is not None


def _later(item: _Told, than: _Told) -> bool:
    """Tell whether a date is told as past that may come after the latest full day."""
    if not item.past or item is than:
        return False
    return than.when.before(item.when) or (item.when.cycle is not None and item.lead)


def _news_of_the_year(report: Report, told: Sequence[_Told], times: Sequence[TimeMention]) -> Dating | None:
    """Date the report by the latest day without a year that it tells as past."""
    news = _latest_recurring(told)
    if news is None or not (news.lead and news.news and news.mention.bound is TimeBound.IN):
        return None
    if _counts_from_now(report, times):
        return None
    same = {item.when.earliest.strftime("%m-%d") for item in told if item.when.is_day and item.when.earliest}
    if news.when.text[-5:] in same:  # "the July 25, 2021 decree ... the July 25 referendum"
        return None
    words = f"The latest day that the report tells as past is {news.words}."
    found = _year_of(news, told)
    if found is None:
        because = (words, "Nothing in the report fixes the year.")
        return Dating(report=report.id, published=news.when, basis=DateBasis.UNKNOWN, because=because)
    day, reasons = found
    end = _news_end(report, day)
    close = (
        f"It speaks of that day as “this week”, which ends on {end.isoformat()}."
        if (end - day).days != _NEWS_DAYS
        else f"News appears within {_NEWS_DAYS} days of what it tells."
    )
    return Dating(
        report=report.id, published=Edtf.between(day, end), basis=DateBasis.INFERRED, because=(words, *reasons, close)
    )


def _counts_from_now(report: Report, times: Sequence[TimeMention]) -> bool:
    """Tell whether the start gives its news by "Monday" or "yesterday": then a calendar date is background."""
    leads = _leads(report, report.blocks)
    return any(
        any(lead.contains(time.span) for lead in leads)
        for time in times
        if time.kind is TimeKind.WEEKDAY
        or (time.kind is TimeKind.SHIFT and time.unit is TimeUnit.DAY and not time.whole)
    )


def _latest_recurring(told: Sequence[_Told]) -> _Told | None:
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


def _year_of(news: _Told, told: Sequence[_Told]) -> tuple[dt.date, tuple[str, ...]] | None:
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


def _is_plan(item: _Told) -> bool:
    """Tell whether a planned date is a term near at hand rather than a goal ("by 2030", "in 2025")."""
    precise = item.mention.month is not None or item.mention.season is not None or item.mention.part is not None
    return precise and item.mention.bound is TimeBound.IN


def _bound(items: Iterable[_Told], *, last: bool) -> _Told | None:
    ordered = sorted(items, key=lambda item: item.when.sort_key)
    return (ordered[-1] if last else ordered[0]) if ordered else None


def _years(floor: dt.date | None, ceiling: dt.date | None) -> range:
    if floor and ceiling:
        return range(floor.year, ceiling.year + 1)
    if floor:
        return range(floor.year, floor.year + 2)
    return range(ceiling.year - 1, ceiling.year + 1) if ceiling else range(0)


def _place(news: _Told, year: int) -> dt.date | None:
    if news.when.cycle is None:
        return None
    month, day = news.when.cycle[1]
    return None if (month, day) == (2, 29) and not is_leap(year) else dt.date(year, month, day)


def _is_near(day: dt.date, after: _Told | None, before: _Told | None, told: Sequence[_Told]) -> bool:
    """Tell whether a date of the year before or the year after lends the day its year.

    Writers leave out the year that they write in, and give another. The date must lie within half a
    year; a past one must be tied to the day by a date between them that goes without its year.
    """
    last = after.when.latest if after and after.news and after.mention.day is not None else None
    if last and last.year < day.year and (day - last).days <= _NEAR_DAYS:
        return any(item.past and _between(item, last, day) for item in told)
    first = before.when.earliest if before else None
    return first is not None and first.year > day.year and (first - day).days <= _NEAR_DAYS


def _between(item: _Told, low: dt.date, high: dt.date) -> bool:
    """Tell whether a date without a year falls between two days."""
    if item.when.cycle is None:
        return False
    found = item.when.intersect(Edtf.between(low, high))
    return found is not None and found.latest is not None and found.latest < high


def _reasons(day: dt.date, after: _Told | None, before: _Told | None) -> Iterable[str]:
    if after:
        yield f"It tells of {after.words} as past."
    if before:
        yield f"It tells of {before.words} as still to come."
    yield f"So the day is {day.isoformat()}."


def _weekday_fits(mention: TimeMention, day: dt.date) -> bool:
    """Refuse a date whose weekday the report gives otherwise; a weekday alone proves no year."""
    return mention.weekday is None or mention.kind is not TimeKind.DATE or day.weekday() == mention.weekday


def _news_end(report: Report, day: dt.date) -> dt.date:
    """Return the last day on which the news would still be told: the week's end where it says "this week"."""
    leads = _leads(report, report.blocks)
    if any("this week" in lead.of(report.text).lower() for lead in leads):
        return max(day + dt.timedelta(6 - day.weekday()), day)
    return day + dt.timedelta(_NEWS_DAYS)
