"""Says on which days movable feasts fall: Easter, Orthodox Easter, the feasts of Islam.

Where the churches of East and West keep a feast on two days, both are meant: the words do not tell whose it is.
Feasts of Islam follow the moon as it is seen; the tabular calendar may be a day off either way.

Source: the anonymous Gregorian algorithm and Meeus' Julian one (Astronomical Algorithms, chapter 8); the tabular
Islamic calendar of civil epoch.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from chancery.model.dates import Edtf

_RULE: Final = re.compile(r"(easter|orthodox)([+-]\d+)?|islamic-(\d\d)(?:-(\d\d))?")
_ISLAMIC_EPOCH: Final = 227014  # ordinal of the day before 1 Muharram 1
_LONGEST_MONTH: Final = 30
_SEEN: Final = dt.timedelta(days=1)
_JULIAN_GAP: Final = 13  # days between the two calendars from 1900 to 2099
_MARCH: Final = 3


def days_of_feast(rule: str, year: int) -> Edtf | None:
    """Return the days of a movable feast in a year.

    Args:
        rule: "easter", "orthodox", either with so many days after or before it, or "islamic" with month and day.
        year: Of the Gregorian calendar, 1900 to 2099.

    Returns:
        Its days; None if the rule is unknown or the year has none.

    Example:
        >>> str(days_of_feast("easter-2", 2025))
        '2025-04-18'
        >>> str(days_of_feast("islamic-10-01", 2020))
        '2020-05-23/2020-05-25'
    """
    match = _RULE.fullmatch(rule)
    if match is None or not 1900 <= year <= 2099:  # noqa: PLR2004 - the years of one gap between the calendars
        return None
    if match[1] is None:
        return _islamic(year, int(match[3]), int(match[4]) if match[4] else None)
    away = dt.timedelta(int(match[2] or 0))
    eastern = Edtf.day(_orthodox_easter(year) + away)
    return eastern if match[1] == "orthodox" else Edtf.day(_western_easter(year) + away).hull(eastern)


def _western_easter(year: int) -> dt.date:
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - golden) // 11))
    day = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = _MARCH + (day + 40) // 44
    return dt.date(year, month, day + 28 - 31 * (month // 4))


def _orthodox_easter(year: int) -> dt.date:
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(_JULIAN_GAP)


def _islamic(year: int, month: int, day: int | None) -> Edtf | None:
    """Return a day or month of the Islamic calendar; where a year has two, all from one to the other."""
    found: Edtf | None = None
    for lunar in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        first = _islamic_day(lunar, month, day or 1)
        last = first if day else _islamic_day(lunar, month, _LONGEST_MONTH)
        if first.year == year:
            days = Edtf.between(first - _SEEN, last + _SEEN)
            found = days if found is None else found.hull(days)
    return found


def _islamic_day(year: int, month: int, day: int) -> dt.date:
    return dt.date.fromordinal(
        _ISLAMIC_EPOCH + day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30
    )
