"""Which number of "11/08/2023" is the day: what the line itself, the page's other dates and its way of writing tell.

In the order of trust: equal numbers; the weekday in the line; a day that the report names within a week of only one
reading; other dates in numbers that can be read in one way only; how the page writes days, hours and words. Where they
tell nothing, the day stays unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from chancery.model.dates import Edtf
from chancery.reading.datelines import find_dates

_NUMERIC: Final = re.compile(
    r"(?<![\w/.-])(?P<one>0?[1-9]|[12]\d|3[01])(?P<sign>[/-])(?P<two>0?[1-9]|[12]\d|3[01])(?P=sign)(?P<year>(?:19|20)\d\d)\b"
)
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b", re.IGNORECASE)
_MONTHS: Final = 12
_NEAR: Final = 6  # days between a report and what it tells
_SHORT: Final = 120  # characters of a line that is no more than a stamp
_LATE: Final = re.compile(r"\b(?:1[3-9]|2[0-3])[:.h][0-5]\d\b")  # an hour that Americans write otherwise
_DAY_FIRST: Final = re.compile(
    r"\b(?:[12]?\d|3[01])(?:st|nd|rd|th)? (?:of )?(?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b",
    re.IGNORECASE,
)
_BRITISH: Final = re.compile(
    r"\b(?:(?:lab|harb|neighb|fav|hon|col|behavi|endeav)our\w*|centres?|programmes?|defence|theatre|tonnes|"
    r"(?:kilo)?metres?|(?:organ|recogn|author|real|emphas|final|normal|modern|mobil|apolog)is(?:e[ds]?|ing|ation)|travell\w+)\b"
)
_AMERICAN: Final = re.compile(
    r"\b(?:(?:lab|harb|neighb|fav|hon|col|behavi|endeav)or(?:s|ed|ing|able|hood)?|centers?|defense|theater|kilometers?|"
    r"programs?|travel(?:ed|ing|er)s?)\b"
)
_AMERICAN_ZONE: Final = re.compile(
    r"\b(?:[ECMP][SD]T|[ECMP]T|(?:Eastern|Pacific|Central) (?:Standard |Daylight )?Time)\b"
)
_ACCENTED: Final = re.compile(r"[à-öø-ÿāčđęěğłńőřśşšůżžÀ-ÖØ-ÞŁŚŞŠŽ]")
_FOREIGN_LINES: Final = 3  # lines in another language, more than a switch of languages has


def read_numeric(line: str, lines: Sequence[str]) -> tuple[Edtf, str] | None:
    """Read a day in numbers.

    Args:
        line: The stamp.
        lines: The whole page, in order.

    Returns:
        The day and what tells that the one number is the day; None where nothing does, or no such date stands there.

    Example:
        >>> str(read_numeric("Mon 04-03-2024 11:04 AM", [])[0])
        '2024-03-04'
        >>> read_numeric("04-03-2024", ["The talks opened on Monday."]) is None
        True
    """
    match = _NUMERIC.search(line[:_SHORT])
    if match is None:
        return None
    year, one, two = (int(match[name]) for name in ("year", "one", "two"))
    first, second = _day(year, two, one), _day(year, one, two)
    if first is None or second is None or first == second:
        only = first or second
        return (_edtf(only), "its numbers can be read in one way") if only else None
    day_first, why = _order(line, lines, first, second)
    return None if day_first is None else (_edtf(first if day_first else second), why)


def _order(line: str, lines: Sequence[str], first: dt.date, second: dt.date) -> tuple[bool | None, str]:
    """Tell whether the day stands first, and why; None where nothing tells."""
    told = (
        (_by_weekday(line, first, second), "its weekday tells the day from the month"),
        (_by_other_days(lines, first, second), "another day on the page tells the day from the month"),
        (_by_other_numbers(lines), "other dates in numbers tell the day from the month"),
        (_by_habits(line, lines), "the page's way of writing tells the day from the month"),
    )
    return next(((order, why) for order, why in told if order is not None), (None, ""))


def _by_weekday(line: str, first: dt.date, second: dt.date) -> bool | None:
    named = _WEEKDAY.search(line)
    if named is None:
        return None
    wanted = _WEEKDAYS.index(named[1].casefold())
    fits = (first.weekday() == wanted, second.weekday() == wanted)
    return fits[0] if fits[0] != fits[1] else None


def _by_other_days(lines: Sequence[str], first: dt.date, second: dt.date) -> bool | None:
    """Tell by a day that the page names, with or without a year, near only one of the readings."""
    named = [date for line in lines for date in _named(line, first.year)]
    near = [any(abs((date - reading).days) <= _NEAR for date in named) for reading in (first, second)]
    return near[0] if near[0] != near[1] else None


def _named(line: str, year: int) -> Iterator[dt.date]:
    for found in find_dates(line, yearless=True):
        written, month, day = str(found).split("-")[:3]
        date = _day(year if written.startswith("X") else int(written), int(month), int(day))
        if date:
            yield date


def _by_other_numbers(lines: Sequence[str]) -> bool | None:
    orders = set()
    for match in (match for line in lines for match in _NUMERIC.finditer(line[:_SHORT])):
        one, two = int(match["one"]), int(match["two"])
        if (one > _MONTHS) != (two > _MONTHS):
            orders.add(one > _MONTHS)
    return orders.pop() if len(orders) == 1 else None


def _by_habits(line: str, lines: Sequence[str]) -> bool | None:
    stamps = [line, *(other[:_SHORT] for other in lines if _NUMERIC.search(other[:_SHORT]))]
    whole = " \n".join(lines)
    american = any(map(_AMERICAN_ZONE.search, stamps))
    spelled = bool(_BRITISH.search(whole)) - bool(_AMERICAN.search(whole))
    foreign = sum(1 for other in lines if len(other) < _SHORT and len(_ACCENTED.findall(other)) > 0) >= _FOREIGN_LINES
    usual = any(map(_LATE.search, stamps)) or bool(_DAY_FIRST.search(whole)) or foreign or spelled > 0
    if american:
        return None if usual else False
    return True if usual and spelled >= 0 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _edtf(date: dt.date) -> Edtf:
    return Edtf.parse(date.isoformat())
