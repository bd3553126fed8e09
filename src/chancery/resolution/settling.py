"""Makes a date of what a report says and of the facts that bound it.

1. A date of the report's own stands; what contradicts it is named.
2. A day of news without a year takes the only year that the bounds leave; of several years the whole
   stretch; without bounds on both sides the year stays unknown.
3. Without any day, the bounds themselves.

Source: codebook, section 2.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.facts import Dating
from chancery.model.text import DateBasis, Report
from chancery.model.times import TimeMention
from chancery.resolution.constraints import Fact, Window, clash_words, narrow
from chancery.resolution.reports import News, Reading, read_dates

_WIDEST: Final = 366 * 12
"""A stretch longer than twelve years is no date; what bounds it is told all the same."""
_COMMON_YEAR: Final = 2001
_RECENT: Final = dt.date(1990, 1, 1)
_NOTHING: Final = "The report names no day on or after which it must have appeared."
_NO_YEAR: Final = "Nothing in the report fixes the year."


def date_report(
    report: Report, times: Sequence[TimeMention], *, future: Collection[int], facts: Iterable[Fact] = ()
) -> Dating:
    """Conclude when a report was published.

    Args:
        report: The report; a date of its own is returned as it is.
        times: Its time expressions, in text order.
        future: Positions in `times` that stand in clauses about the future.
        facts: What others than the report itself tell.

    Returns:
        The interval with the facts behind it; a year that nothing fixes stays `XXXX` and the
        basis `UNKNOWN`.
    """
    return settle(read_dates(report, times, future=future), facts)


def settle(reading: Reading, facts: Iterable[Fact] = ()) -> Dating:
    """Conclude when a report was published, from its own words and from what others tell.

    Args:
        reading: What the report says.
        facts: What others than the report itself tell.
    """
    window = narrow((*reading.facts, *facts))
    if reading.own is not None:
        return _with_own(reading.own, window)
    if reading.news is not None:
        return _with_news(reading.report, reading.news, window)
    return _bounded(reading.report, window)


def _with_own(own: Dating, window: Window) -> Dating:
    """Keep the report's own date, and name what contradicts it."""
    published = own.published
    if published is not None and published.cycle is not None and window.low and window.high:
        placed = published.intersect(Edtf.between(window.low, window.high))
        if placed is not None and placed.is_day and placed.within(published):
            because = (*own.because, *window.reasons, f"So the day is {placed}.", *clash_words(window))
            return Dating(report=own.report, published=placed, basis=own.basis, because=because)
    if published is None or published.earliest is None or published.latest is None:
        return replace(own, because=(*own.because, *clash_words(window)))
    against: list[str] = []
    if window.low and published.latest < window.low and window.lowest:
        against.append(_against(window.lowest))
    if window.high and published.earliest > window.high and window.highest and not window.highest.quiet:
        against.append(_against(window.highest))
    because = (*own.because, *against, *clash_words(window))
    return Dating(report=own.report, published=published, basis=own.basis, because=because)


def _against(fact: Fact) -> str:
    return f"Contradiction: {fact.because.rstrip('.')}, which does not fit its own date; its own date was kept."


def _with_news(report: str, news: News, window: Window) -> Dating:
    words = f"{news.near or f'The latest day that the report tells as past is {news.words}'}."
    clashes = clash_words(window)
    if news.found is not None and window.holds(news.found, news.end(news.found)):
        because = (words, *news.because, news.close(news.found), *clashes)
        return _inferred(report, news.found, news.end(news.found), because)
    if news.found is not None:
        clashes = (
            *clashes,
            f"Contradiction: the dates of the report lead to {news.found.isoformat()}, which others rule out.",
        )
    days = _days_left(news, window)
    if len(days) == 1:
        close = (f"So the day is {days[0].isoformat()}.", news.close(days[0]))
        low, high = _clipped(news, days[0], window)
        return _inferred(report, low, high, (words, *window.reasons, *close, *clashes))
    if days:
        several = f"So the day is in one of the years {', '.join(str(day.year) for day in days)}."
        return _inferred(report, news.start(days[0]), news.end(days[-1]), (words, *window.reasons, several, *clashes))
    published = _without_year(news)
    because = (words, *window.reasons, _NO_YEAR, *clashes)
    return Dating(report=report, published=published, basis=DateBasis.UNKNOWN, because=because)


def _clipped(news: News, day: dt.date, window: Window) -> tuple[dt.date, dt.date]:
    """Return the days around a day near which the report appeared, as far as the bounds leave them."""
    low, high = news.start(day), news.end(day)
    if news.near is None:
        return low, high
    return max(low, window.low or low), min(high, window.high or high)


def _without_year(news: News) -> Edtf:
    """Return the day of news, or the stretch around it, as it recurs every year."""
    if news.opening or (news.month, news.day) == (2, 29):
        return Edtf.parse(f"XXXX-{news.month:02d}-{news.day:02d}")
    day = dt.date(_COMMON_YEAR, news.month, news.day)
    return Edtf.parse(f"XXXX-{news.start(day):%m-%d}/XXXX-{news.end(day):%m-%d}")


def _days_left(news: News, window: Window) -> list[dt.date]:
    """Return the days of news that bounds on both sides leave."""
    if window.low is None or window.high is None or (window.width or 0) > _WIDEST:
        return []
    years = range(window.low.year - 1, window.high.year + 2)
    days = [day for year in years if (day := news.on(year)) is not None]
    return [day for day in days if window.holds(news.start(day), news.end(day))]


def _bounded(report: str, window: Window) -> Dating:
    """Date a report that tells no day of news by the bounds alone."""
    clashes = clash_words(window)
    known = window.low is not None and window.low >= _RECENT
    if known and (window.width is None or window.width <= _WIDEST) and (window.high or window.present):
        return _inferred(report, window.low, window.high, (*window.reasons, *clashes))
    because = (*window.reasons, *clashes) if window.reasons else (_NOTHING, *clashes)
    return Dating(report=report, published=None, basis=DateBasis.UNKNOWN, because=because)


def _inferred(report: str, low: dt.date | None, high: dt.date | None, because: Iterable[str]) -> Dating:
    published = Edtf.between(low, high)
    facts = tuple(dict.fromkeys(because))
    return Dating(report=report, published=published, basis=DateBasis.INFERRED, because=facts)
