"""Reads the date that a report gives as its own, or that its opening tells as its news.

1. A full date in the dateline, at the end of the title or on a line of its own.
2. A full day told as past at the start of the report: news follows it within `NEWS_DAYS`.
3. The same, where the name of an occasion gives the year: "met on 3 March for the 2016 summit".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.facts import Dating
from chancery.model.text import Block, BlockKind, DateBasis, Report
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimeUnit
from chancery.resolution.days_told import HEADS, NEWS, DayTold, first_paragraph, is_preamble, lead_spans

NEWS_DAYS: Final = 2
LATER_DAYS: Final = 14
"""The same for what stands behind the second paragraph."""
OPENING: Final = 2
_JOINT_DAYS: Final = 7
"""The same for a text that several governments publish together."""
_CLOSERS: Final = frozenset('.!?\u201d"')
_DATELINE_LENGTH: Final = 60
_PLACE: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'\u2019()/-]{2,50}")
_FRESH: Final = re.compile(
    r"\b(?:said|says|told|spoke|speaking|talks|met|meets|meeting|held|arriv\w+|travel\w+|visit\w*|trip|flew|left|hosted"
    r"|inaugurat\w+|oath|sworn|open\w+|address\w+|receiv\w+|took|gave|began)\b"
)
_JOINT: Final = re.compile(r"\b(?:[Gg]overnments|jointly|joint (?:statement|communiqu\w+|declaration|readout))\b")
_ASIDE: Final = re.compile(r"\b(?:who|whom|whose|which|that|since|after|before|following|when|where|of|signed)\b")


def read_own_date(report: Report, told: Sequence[DayTold], times: Sequence[TimeMention]) -> Dating | None:
    """Return the date that the head or the opening of a report gives it; None if neither does.

    Args:
        report: The report, without a date of its metadata.
        told: The dates that it tells.
        times: Its time expressions.
    """
    return (
        _headed(report, told)
        or _day_line(report, told)
        or _full_news(report, told, times)
        or _news_of_an_occasion(report, told)
    )


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


def _day_line(report: Report, told: Sequence[DayTold]) -> Dating | None:
    """Take a day without its year from a line of its own under the title or the names of the authors."""
    for above, block in pairwise(report.blocks):
        own = next((item for item in told if item.block == block), None)
        words = block.span.of(report.text).strip()
        if above.kind in HEADS and own is not None and own.mention.day and own.words.strip(" .") == words.strip(" ."):
            if own.when.cycle is None or own.when.cycle[0] != own.when.cycle[1]:
                continue
            because = (f"The line under the head of the report gives the day “{own.words}”.",)
            return Dating(report=report.id, published=own.when, basis=DateBasis.TEXT, because=because)
        if block.kind is BlockKind.PARAGRAPH and words[-1:] in _CLOSERS:
            break
    return None


def _full_news(report: Report, told: Sequence[DayTold], times: Sequence[TimeMention]) -> Dating | None:
    """Date the report by a full day that its start tells as past, if it tells none that is later."""
    days = [item for item in told if item.past and item.when.is_day]
    latest = max(days, key=lambda item: item.when.sort_key, default=None)
    if latest is None or not latest.news or any(_later(item, latest) for item in told):
        return None
    if not _opens(report, latest) and not (_is_news_itself(report, latest) and not counts_from_now(report, times)):
        return None
    day = latest.when.earliest
    if day is None or not weekday_fits(latest.mention, day):
        return None
    if _is_announced(report):
        end, close = (
            day + dt.timedelta(_JOINT_DAYS),
            f"A joint text appears within {_JOINT_DAYS} days of what it tells.",
        )
    else:
        end, close = _week_end(report, day), f"News appears within {NEWS_DAYS} days of what it tells."
    because = (f"The report opens with news of {latest.words}, and tells of no later day as past.", close)
    published = Edtf.between(day, end)
    return Dating(report=report.id, published=published, basis=DateBasis.INFERRED, because=because)


def _is_announced(report: Report) -> bool:
    """Tell whether a paragraph announces the text of a joint statement, which several states clear first."""
    paragraphs = (block.span.of(report.text).strip() for block in report.blocks if block.kind is BlockKind.PARAGRAPH)
    return any(is_preamble(words) and _JOINT.search(words) for words in paragraphs)


def _news_of_an_occasion(report: Report, told: Sequence[DayTold]) -> Dating | None:
    """Date the report by a day of its news whose year stands in a name: "met on 3 March for the 2016 summit"."""
    days = [item for item in told if item.past and item.when.is_day]
    latest = max(days, key=lambda item: item.when.sort_key, default=None)
    if latest is None or str(latest.mention.year) in latest.words or not (latest.lead and latest.news):
        return None
    day = latest.when.earliest
    if day is None or not is_fresh(latest) or any(_later(item, latest) for item in told):
        return None
    days_later = NEWS_DAYS if latest.block in lead_paragraphs(report)[:OPENING] else LATER_DAYS
    because = (
        f"It tells news of {latest.words}, in the year that the name of the occasion gives.",
        f"News appears within {days_later} days of what it tells{'' if days_later == NEWS_DAYS else ' further down'}.",
    )
    published = Edtf.between(day, day + dt.timedelta(days_later))
    return Dating(report=report.id, published=published, basis=DateBasis.INFERRED, because=because)


def _is_news_itself(report: Report, item: DayTold) -> bool:
    """Tell whether the first sentence says what was done on the day: "On May 3, 2021 X met Y", "X met Y on ..."."""
    first = first_paragraph(report) or item.block
    before = item.before.strip()
    opens = report.text[first.span.start : item.mention.span.start].strip() == before
    if item.block != first or not opens or _ASIDE.search(before) or item.mention.bound is not TimeBound.IN:
        return False
    verbs = NEWS.findall(before)
    return is_fresh(item) and (before == "On" or (len(verbs) == 1 and before.endswith(" on")))


def _opens(report: Report, item: DayTold) -> bool:
    """Tell whether the first paragraph gives the day with its weekday, as news of that day does."""
    first = first_paragraph(report) or item.block
    return item.block == first and item.mention.weekday is not None


def _later(item: DayTold, than: DayTold) -> bool:
    """Tell whether a date is told as past that may come after the latest full day."""
    if not item.past or item is than:
        return False
    return than.when.before(item.when) or (item.when.cycle is not None and item.lead)


def lead_paragraphs(report: Report) -> list[Block]:
    """Return the first paragraphs that hold sentences."""
    leads = lead_spans(report, report.blocks)
    return [block for block in report.blocks if block.kind is BlockKind.PARAGRAPH and block.span in leads]


def is_fresh(news: DayTold) -> bool:
    """Tell whether a sentence tells what news tells at once: words, meetings, journeys."""
    return news.mention.weekday is not None or _FRESH.search(news.before + news.after) is not None


def counts_from_now(report: Report, times: Sequence[TimeMention]) -> bool:
    """Tell whether the start gives its news by "Monday" or "yesterday": then a calendar date is background."""
    leads = lead_spans(report, report.blocks)
    return any(
        any(lead.contains(time.span) for lead in leads)
        for time in times
        if time.kind is TimeKind.WEEKDAY
        or (time.kind is TimeKind.SHIFT and time.unit is TimeUnit.DAY and not time.whole)
    )


def weekday_fits(mention: TimeMention, day: dt.date) -> bool:
    """Refuse a date whose weekday the report gives otherwise; a weekday alone proves no year."""
    return mention.weekday is None or mention.kind is not TimeKind.DATE or day.weekday() == mention.weekday


def _week_end(report: Report, day: dt.date) -> dt.date:
    week = max(day + dt.timedelta(6 - day.weekday()), day)
    return week if is_this_week(report) else day + dt.timedelta(NEWS_DAYS)


def is_this_week(report: Report) -> bool:
    """Tell whether the start speaks of "this week"."""
    leads = lead_spans(report, report.blocks)
    return any("this week" in lead.of(report.text).lower() for lead in leads)
