"""Decides whether two EDTF dates say the same, as leniently as a score should."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import Final, NamedTuple

ENDLESS: Final = 1e9
"""Days from any real date to an open or unknown end."""

SLACK: Final = 31
"""Days that `~`, `?` or `%` add at both ends."""

QUALIFIERS: Final = "~?%"
OPEN_ENDS: Final = ("..", "")


class Range(NamedTuple):
    """The days that a date may mean, both ends included.

    Attributes:
        first: Ordinal of the earliest day, `-ENDLESS` when open or unknown.
        last: Ordinal of the latest day, `ENDLESS` when open or unknown.
    """

    first: float
    last: float


@lru_cache(maxsize=8192)
def range_of(edtf: str | None) -> Range | None:
    """Read a date as a range of days.

    Args:
        edtf: EDTF level 1, or nothing.

    Returns:
        The range; `None` when nothing is said, or nothing that can be placed on the calendar.

    Example:
        >>> range_of("2020-10-23/2020-10-25")
        Range(first=737721, last=737723)
        >>> range_of("XXXX-11-29")
        Range(first=-1000000000.0, last=1000000000.0)
    """
    if not edtf or not edtf.strip():
        return None
    text = edtf.strip()
    return _interval(text) if "/" in text else _point(text)


def _interval(text: str) -> Range | None:
    start, end = text.split("/", 1)
    first = Range(-ENDLESS, ENDLESS) if start in OPEN_ENDS else range_of(start)
    last = Range(-ENDLESS, ENDLESS) if end in OPEN_ENDS else range_of(end)
    return Range(first.first, last.last) if first and last else None


def _point(text: str) -> Range | None:
    slack = SLACK if text.endswith(tuple(QUALIFIERS)) else 0
    digits = text.rstrip(QUALIFIERS)
    if "X" in digits:
        return Range(-ENDLESS, ENDLESS)
    try:
        first, last = _days(*(int(part) for part in digits.split("-")))
    except (ValueError, TypeError, OverflowError):
        return None
    return Range(first - slack, last + slack)


def _days(year: int, month: int | None = None, day: int | None = None) -> tuple[int, int]:
    """Return the first and last day of a year, month or day."""
    first = dt.date(year, 1 if month is None else month, 1 if day is None else day)
    last_month = 12 if month is None else month
    last_day = calendar.monthrange(year, last_month)[1] if day is None else day
    return first.toordinal(), dt.date(year, last_month, last_day).toordinal()


def dates_agree(gold: str | None, got: str | None) -> bool:
    """Tell whether the record's date may stand for the gold's.

    It must touch the gold's range widened by a day, and be at most three times as wide and
    three days more, so that a month does not pass for a day.

    Args:
        gold: EDTF of the gold; when it says nothing, every date agrees.
        got: EDTF of the record.
    """
    want, have = range_of(gold), range_of(got)
    if want is None:
        return True
    if have is None or have.last < want.first - 1 or have.first > want.last + 1:
        return False
    return have.last - have.first <= 3 * (want.last - want.first) + 3


def range_covers(start: str | None, end: str | None, at: str | None) -> bool:
    """Tell whether an interval with possibly unsaid ends may hold at a date.

    Args:
        start: EDTF of the interval's beginning; unsaid means "not after anything".
        end: EDTF of its end; unsaid means "not known to have ended".
        at: EDTF of the moment asked for.
    """
    moment, begun, over = range_of(at), range_of(start), range_of(end)
    if moment is None:
        return False
    not_late = begun is None or begun.first <= moment.last
    return not_late and (over is None or over.last >= moment.first)
