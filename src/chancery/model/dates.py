"""Dates as far as they are known: EDTF level 1 as a value, with an algebra of intervals.

Days are counted as `datetime.date.toordinal` counts them, also outside its range, so that one
pair of integers carries every comparison. A date without a year is a pattern that recurs
(`XXXX-11-29`): it has no bounds, but it can be told which days it may mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NoReturn, Self

from chancery.errors import UnsupportedFact

_MONTH_DAYS: Final = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_QUALIFIERS: Final = "?~%"
_SEASONS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
_LEAP_CYCLE: Final = 9  # years that hold at least one 29 February, also around 1900
_MIN_MONTH_DAY: Final = (1, 1)
_MAX_MONTH_DAY: Final = (12, 31)

_MonthDay = tuple[int, int]
_Cycle = tuple[_MonthDay, _MonthDay]


class Edtf:
    """A date or interval of EDTF level 1; immutable, equal where its text is equal.

    Attributes:
        text: The string as EDTF writes it.
        cycle: First and last `(month, day)` of a date whose year is unknown, else None.

    Source: ISO 8601-2:2019, EDTF level 1; `XXXX-11-29` besides, from the codebook, section 2.

    Example:
        >>> Edtf.parse("2017-10").latest
        datetime.date(2017, 10, 31)
        >>> str(Edtf.parse("2020-10-20/2020-11-05").intersect(Edtf.parse("2020-11")))
        '2020-11-01/2020-11-05'
    """

    __slots__ = ("_high", "_low", "cycle", "text")

    text: str
    cycle: _Cycle | None
    _low: int | None
    _high: int | None

    def __init__(self, text: str) -> None:
        """Read an EDTF string.

        Args:
            text: EDTF level 1.

        Raises:
            UnsupportedFact: If the string is not EDTF level 1, or names a day that no calendar has.
        """
        first, slash, last = text.partition("/")
        low, high, cycle = _read_interval(text, first, last) if slash else _read_point(text, text)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "cycle", cycle)
        object.__setattr__(self, "_low", low)
        object.__setattr__(self, "_high", high)

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read an EDTF string; the same string gives the same object while it is remembered.

        Raises:
            UnsupportedFact: If the string is not EDTF level 1, or names a day that no calendar has.
        """
        return _parse(text)

    @classmethod
    def day(cls, date: dt.date) -> Edtf:
        """Make a date of day precision."""
        return cls.parse(date.isoformat()[:10])

    @classmethod
    def month(cls, year: int, month: int) -> Edtf:
        """Make a date of month precision."""
        return cls.parse(f"{_year_text(year)}-{month:02d}")

    @classmethod
    def year(cls, year: int) -> Edtf:
        """Make a date of year precision."""
        return cls.parse(_year_text(year))

    @classmethod
    def between(cls, low: dt.date | None, high: dt.date | None) -> Edtf:
        """Make the interval between two days, both included, in its shortest exact form.

        Args:
            low: First day; None for an open start.
            high: Last day; None for an open end.

        Raises:
            UnsupportedFact: If the last day comes before the first.

        Example:
            >>> str(Edtf.between(dt.date(2017, 10, 1), dt.date(2017, 10, 31)))
            '2017-10'
        """
        return _between(low.toordinal() if low else None, high.toordinal() if high else None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse every change."""
        frozen = f"an Edtf cannot be changed: {name}"
        raise AttributeError(frozen)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        """Cross process borders as text."""
        return type(self), (self.text,)

    def __str__(self) -> str:
        """Return the EDTF string."""
        return self.text

    def __repr__(self) -> str:
        """Return the expression that makes it."""
        return f"Edtf({self.text!r})"

    def __eq__(self, other: object) -> bool:
        """Compare the EDTF strings."""
        return self.text == other.text if isinstance(other, Edtf) else NotImplemented

    def __hash__(self) -> int:
        """Hash the EDTF string."""
        return hash(self.text)

    @property
    def earliest(self) -> dt.date | None:
        """First day it may mean; None if open, unknown or outside the years 1 to 9999."""
        return _to_date(self._low)

    @property
    def latest(self) -> dt.date | None:
        """Last day it may mean; None if open, unknown or outside the years 1 to 9999."""
        return _to_date(self._high)

    @property
    def is_interval(self) -> bool:
        """Whether it is written with two ends."""
        return "/" in self.text

    @property
    def is_day(self) -> bool:
        """Whether it is one known day."""
        return self._low is not None and self._low == self._high

    @property
    def is_approximate(self) -> bool:
        """Whether an end is marked "about"."""
        return "~" in self.text or "%" in self.text

    @property
    def is_uncertain(self) -> bool:
        """Whether an end is marked "perhaps"."""
        return "?" in self.text or "%" in self.text

    @property
    def has_year(self) -> bool:
        """Whether at least one end is known."""
        return self._low is not None or self._high is not None

    @property
    def width_days(self) -> int | None:
        """Number of days, 1 for a day; None if an end is open or unknown."""
        if self._low is None or self._high is None:
            return None
        return self._high - self._low + 1

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """Order in time; dates without a year come last, in calendar order."""
        first = self._low if self._low is not None else self._high
        if first is not None:
            return 0, first, self._high if self._high is not None else first + 10**9, self.text
        if self.cycle is not None:
            (month, day), (last_month, last_day) = self.cycle
            return 1, month * 100 + day, last_month * 100 + last_day, self.text
        return 2, 0, 0, self.text

    def about(self) -> Edtf:
        """Mark its ends as approximate."""
        ends = (end if not end or end == ".." else end.rstrip(_QUALIFIERS) + "~" for end in self.text.split("/"))
        return Edtf.parse("/".join(ends))

    def overlaps(self, other: Edtf) -> bool:
        """Tell whether both may mean one same day."""
        return self.intersect(other) is not None

    def within(self, other: Edtf) -> bool:
        """Tell whether every day it may mean is one that `other` may mean."""
        if self.cycle is not None and other.cycle is not None:
            return _cycle_within(self.cycle, other.cycle)
        if other.cycle is not None:
            if self._low is None or self._high is None:
                return False
            return any(a <= self._low and self._high <= b for a, b in _occurrences(other.cycle, self._low, self._high))
        below = other._low is None or (self._low is not None and other._low <= self._low)
        above = other._high is None or (self._high is not None and self._high <= other._high)
        return below and above

    def before(self, other: Edtf) -> bool:
        """Tell whether it certainly ends before `other` begins."""
        return self._high is not None and other._low is not None and self._high < other._low

    def intersect(self, other: Edtf) -> Edtf | None:
        """Return the days that both may mean, or None if there are none.

        A recurring date takes the years of the other; where several fit, the interval from the
        first to the last of them is returned.
        """
        inside, outside = self.within(other), other.within(self)
        if inside or outside:
            return min(self, other, key=lambda e: e.text) if inside and outside else self if inside else other
        if self.cycle is not None and other.cycle is not None:
            return _join_cycles(self.cycle, other.cycle)
        if self.cycle is not None:
            return _place(self.cycle, other._low, other._high)
        if other.cycle is not None:
            return _place(other.cycle, self._low, self._high)
        low = _later(self._low, other._low)
        high = _sooner(self._high, other._high)
        return None if low is not None and high is not None and low > high else _between(low, high)

    def hull(self, other: Edtf) -> Edtf:
        """Return the shortest interval that holds both."""
        if self.within(other):
            return min(self, other, key=lambda e: e.text) if other.within(self) else other
        if other.within(self):
            return self
        if self.cycle is not None and other.cycle is not None:
            first = min(self.cycle[0], other.cycle[0])
            last = max(self.cycle[1], other.cycle[1])
            wraps = self.cycle[0] > self.cycle[1] or other.cycle[0] > other.cycle[1]
            return _cycle_edtf((_MIN_MONTH_DAY, _MAX_MONTH_DAY) if wraps else (first, last))
        if self.cycle is not None or other.cycle is not None:
            return _between(None, None)
        low = None if self._low is None or other._low is None else min(self._low, other._low)
        high = None if self._high is None or other._high is None else max(self._high, other._high)
        return _between(low, high)


@lru_cache(maxsize=65536)
def _parse(text: str) -> Edtf:
    return Edtf(text)


def _refuse(text: str) -> NoReturn:
    code, problem = "C032", f"{text[:60]!r} is not a date of EDTF level 1."
    raise UnsupportedFact(code, problem, "Write it like 2020-10-23 or 2020-10/..")


def _read_interval(text: str, first: str, last: str) -> tuple[int | None, int | None, _Cycle | None]:
    low, _, start = (None, None, None) if first in {"", ".."} else _read_point(first, text)
    _, high, end = (None, None, None) if last in {"", ".."} else _read_point(last, text)
    if low is not None and high is not None and low > high:
        _refuse(text)
    return low, high, (start[0], end[1]) if start and end else None


def _read_point(point: str, text: str) -> tuple[int | None, int | None, _Cycle | None]:
    """Read one date; a qualifier leaves the bounds as they are."""
    plain = point[:-1] if point and point[-1] in _QUALIFIERS else point
    if not plain.isascii():
        _refuse(text)
    sign, body = ("-", plain[1:]) if plain[:1] == "-" else ("", plain)
    if plain[:1] == "Y":
        return _read_long_year(plain, text)
    if len(body) not in {4, 7, 10} or body[4:5] not in {"", "-"} or body[7:8] not in {"", "-"}:
        _refuse(text)
    year, month, day = body[:4], body[5:7], body[8:]
    if year == "XXXX" and not sign:
        return None, None, _read_cycle(month, day, text)
    known = year.rstrip("X")
    if not known.isdigit() or (known != year and month) or (sign and year == "0000"):
        _refuse(text)
    low_year, high_year = int(sign + known.ljust(4, "0")), int(sign + known.ljust(4, "9"))
    if not month:
        return days(min(low_year, high_year), 1, 1), days(max(low_year, high_year), 12, 31), None
    low, high = _read_month(low_year, month, day, text)
    return low, high, None


def _read_long_year(plain: str, text: str) -> tuple[int, int, None]:
    digits = plain[2:] if plain[1:2] == "-" else plain[1:]
    if not digits.isdigit() or not 4 < len(digits) <= 12 or digits[0] == "0":  # noqa: PLR2004 - four digits need no Y
        _refuse(text)
    year = int(plain[1:])
    return days(year, 1, 1), days(year, 12, 31), None


def _read_month(year: int, month: str, day: str, text: str) -> tuple[int, int]:
    if month == "XX" and day in {"", "XX"}:
        return days(year, 1, 1), days(year, 12, 31)
    number = int(month) if month.isdigit() else 0
    if number in _SEASONS and not day:
        return _season(year, _SEASONS[number])
    if not 1 <= number <= 12:  # noqa: PLR2004 - months of a year
        _refuse(text)
    length = month_length(year, number)
    if day in {"", "XX"}:
        return days(year, number, 1), days(year, number, length)
    if not day.isdigit() or not 1 <= int(day) <= length:
        _refuse(text)
    low = days(year, number, int(day))
    return low, low


def _season(year: int, month: int) -> tuple[int, int]:
    """Northern seasons of three whole months; winter runs into the next year."""
    last_year, last_month = (year + 1, 2) if month == 12 else (year, month + 2)  # noqa: PLR2004 - December
    return days(year, month, 1), days(last_year, last_month, month_length(last_year, last_month))


def _read_cycle(month: str, day: str, text: str) -> _Cycle | None:
    if month in {"", "XX"} and day in {"", "XX"}:
        return None
    number = int(month) if month.isdigit() else 0
    if number in _SEASONS and not day:
        first = _SEASONS[number]
        last = (first + 1) % 12 + 1
        return (first, 1), (last, _MONTH_DAYS[last])
    if not 1 <= number <= 12:  # noqa: PLR2004 - months of a year
        _refuse(text)
    if day in {"", "XX"}:
        return (number, 1), (number, _MONTH_DAYS[number])
    if not day.isdigit() or not 1 <= int(day) <= _MONTH_DAYS[number]:
        _refuse(text)
    return (number, int(day)), (number, int(day))


def is_leap(year: int) -> bool:
    """Tell whether the Gregorian year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return 28 if month == 2 and not is_leap(year) else _MONTH_DAYS[month]  # noqa: PLR2004 - February


def days(year: int, month: int, day: int) -> int:
    """Count days as `date.toordinal` does, for any year (Howard Hinnant, days_from_civil)."""
    shifted = year - (month <= 2)  # noqa: PLR2004 - years begin in March here
    era_day = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + era_day - 305


def _civil(ordinal: int) -> tuple[int, int, int]:
    """Invert `days`."""
    era, day_of_era = divmod(ordinal + 305, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    month = (shifted_month + 2) % 12 + 1
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted_month + 2) // 5 + 1  # noqa: PLR2004


def _to_date(ordinal: int | None) -> dt.date | None:
    in_range = ordinal is not None and 1 <= ordinal <= dt.date.max.toordinal()
    return dt.date.fromordinal(ordinal) if in_range and ordinal is not None else None


def _year_text(year: int) -> str:
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}" if abs(year) < 10000 else f"Y{year}"  # noqa: PLR2004 - four digits


def _between(low: int | None, high: int | None) -> Edtf:
    if low is not None and high is not None and low > high:
        _refuse(f"{_point_text(low, 10)}/{_point_text(high, 10)}")
    depth = max(_depth(low, ends=False), _depth(high, ends=True))
    first = ".." if low is None else _point_text(low, depth)
    last = ".." if high is None else _point_text(high, depth)
    return Edtf.parse(first if first == last != ".." else f"{first}/{last}")


def _depth(ordinal: int | None, *, ends: bool) -> int:
    """Tell how many parts of a date are needed to name this first or last day of a period."""
    if ordinal is None:
        return 1
    year, month, day = _civil(ordinal)
    if abs(year) >= 10000 or (month, day) == (_MAX_MONTH_DAY if ends else _MIN_MONTH_DAY):  # noqa: PLR2004 - four digits
        return 1
    return 2 if day == (month_length(year, month) if ends else 1) else 3


def _point_text(ordinal: int, depth: int) -> str:
    year, month, day = _civil(ordinal)
    if depth == 1 or abs(year) >= 10000:  # noqa: PLR2004 - a long year has no months in level 1
        return _year_text(year)
    return f"{_year_text(year)}-{month:02d}" if depth == 2 else f"{_year_text(year)}-{month:02d}-{day:02d}"  # noqa: PLR2004


def _later(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)


def _sooner(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _occurrence(cycle: _Cycle, year: int) -> tuple[int, int] | None:
    """Return the first and last day of the recurring date that begins in a year, if it has it."""
    (month, day), (last_month, last_day) = cycle
    last_year = year + (cycle[1] < cycle[0])
    whole = day == 1 and last_day == _MONTH_DAYS[last_month]
    last_day = min(last_day, month_length(last_year, last_month)) if whole else last_day
    if day > month_length(year, month) or last_day > month_length(last_year, last_month):
        return None
    return days(year, month, day), days(last_year, last_month, last_day)


def _occurrences(cycle: _Cycle, low: int | None, high: int | None) -> Iterator[tuple[int, int]]:
    """Yield the recurrences that touch an interval; of a long one, the first and last years' only."""
    first = _civil(low)[0] - 1 if low is not None else None
    last = _civil(high)[0] if high is not None else None
    years: list[int] = []
    if first is not None:
        years += range(first, min(first + _LEAP_CYCLE, last if last is not None else first + _LEAP_CYCLE) + 1)
    if last is not None:
        years += range(max(last - _LEAP_CYCLE, years[-1] + 1 if years else last - _LEAP_CYCLE), last + 1)
    for year in years:
        found = _occurrence(cycle, year)
        if found and (low is None or found[1] >= low) and (high is None or found[0] <= high):
            yield found


def _place(cycle: _Cycle, low: int | None, high: int | None) -> Edtf | None:
    """Give a recurring date the years of an interval that has at least one end."""
    found = list(_occurrences(cycle, low, high))
    if not found:
        return None
    first = None if low is None else max(low, found[0][0])
    last = None if high is None else min(high, found[-1][1])
    return _between(first, last)


def _spread(cycle: _Cycle) -> set[_MonthDay]:
    """Return every day of the year that a recurring date covers, 29 February included."""
    first, last = (days(2000, *cycle[0]), days(2000 + (cycle[1] < cycle[0]), *_clip(cycle)))
    return {_civil(day)[1:] for day in range(first, last + 1)}


def _clip(cycle: _Cycle) -> _MonthDay:
    month, day = cycle[1]
    return month, min(day, month_length(2000 + (cycle[1] < cycle[0]), month))


def _cycle_within(inner: _Cycle, outer: _Cycle) -> bool:
    return inner == outer or _spread(inner) <= _spread(outer)


def _join_cycles(one: _Cycle, other: _Cycle) -> Edtf | None:
    common = sorted(_spread(one) & _spread(other))
    return _cycle_edtf((common[0], common[-1])) if common else None


def _cycle_edtf(cycle: _Cycle) -> Edtf:
    (month, day), (last_month, last_day) = cycle
    if cycle == ((month, 1), (month, _MONTH_DAYS[month])):
        return Edtf.parse(f"XXXX-{month:02d}")
    first = f"XXXX-{month:02d}-{day:02d}"
    return Edtf.parse(first if cycle[0] == cycle[1] else f"{first}/XXXX-{last_month:02d}-{last_day:02d}")
