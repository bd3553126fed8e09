"""A table's cells to what a report states about itself: days, persons, addresses.

A cell that can be read in two ways is dropped: 03/04/2020 is no date until somebody says whose.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_MONTHS: Final = "january february march april may june july august september october november december".split()
_MONTH: Final = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK: Final = r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*[ap]\.?m\.?)?"
_ZONE: Final = r"(?:\(?[A-Z]{1,5}\)?|[+-]\d{2}:?\d{2})"
_AFTER: Final = rf"(?:,?\s*(?:at\s+|T)?{_CLOCK}(?:\s*{_ZONE}){{0,2}})?"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WRITTEN: Final = tuple(
    re.compile(_WEEKDAY + shape, re.IGNORECASE)
    for shape in (
        rf"{_DAY}[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}){_AFTER}",  # 1 March 2020; RFC 2822
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}}){_AFTER}",  # March 1, 2020
        rf"{_MONTH}\s+{_DAY}\s+{_CLOCK}\s+(?:{_ZONE}\s+)?(?P<year>\d{{4}})",  # Sun Mar  1 10:00:00 2020
    )
)
_YEAR_FIRST: Final = re.compile(rf"(?P<year>\d{{4}})([/.-])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_AFTER}")
_SLASHED: Final = re.compile(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2(\d{{4}}){_AFTER}", re.IGNORECASE)
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_STAMP: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{6})")
_EPOCH: Final = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d{1,9})?")
_FIRST_YEAR: Final = 1800
_LAST_YEAR: Final = 2200
_HOURLY: Final = (1_900_000_000, 2_100_000_000)  # 2020030112: seconds, or the year, month, day and hour?
_MAX_LINE: Final = 1000  # characters of a title; longer ones are texts in the wrong column
_MAX_AUTHORS: Final = 30
_MAX_NAME: Final = 80
_LISTED: Final = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"")
_BETWEEN: Final = re.compile(r"\s*[;|\n]\s*|,?\s+(?:and|&)\s+")
_NO_NAME: Final = re.compile(r"https?:|@|\d")
_LANGUAGE: Final = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def read_line(cell: object) -> str | None:
    """Read a title, an outlet or the like: one line; of an object, its name.

    Example:
        >>> read_line({"id": 7, "name": " The  Salt Road Post "})
        'The Salt Road Post'
    """
    if isinstance(cell, dict):
        cell = cell.get("name")
    if not isinstance(cell, str) or len(cell) > _MAX_LINE:
        return None
    return " ".join(cell.replace("\x00", " ").split()) or None


def read_address(cell: object) -> str | None:
    """Read the address of a page; anything but a web address is dropped."""
    line = read_line(cell)
    return line if line and line.lower().startswith(("http://", "https://")) and " " not in line else None


def read_language(cell: object) -> str | None:
    """Read an ISO 639-1 code, also out of "en-GB"; other names of languages are dropped."""
    found = _LANGUAGE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return found[1].lower() if found else None


def read_authors(cell: object) -> tuple[str, ...]:
    """Read persons out of a list, or of "A; B", "A and B", "['A', 'B']".

    Example:
        >>> read_authors("By Ada Stone, Ben Marsh and Cleo Ward")
        ('Ada Stone', 'Ben Marsh', 'Cleo Ward')
    """
    listed = cell if isinstance(cell, list) else [cell]
    lines = [one.get("name") if isinstance(one, dict) else one for one in listed[:_MAX_AUTHORS]]
    names = [name for line in lines if isinstance(line, str) for name in _names(line[:_MAX_LINE].strip())]
    return tuple(dict.fromkeys(names))[:_MAX_AUTHORS]


def _names(line: str) -> list[str]:
    if line.startswith("[") and line.endswith("]"):
        parts = ["".join(found) for found in _LISTED.findall(line)]
    else:
        parts = [part for whole in _BETWEEN.split(line) for part in _by_commas(whole)]
    names = [" ".join(re.sub(r"^by\s+", "", part, flags=re.IGNORECASE).split()).strip(" ,") for part in parts]
    return [name for name in names if name and len(name) <= _MAX_NAME and not _NO_NAME.search(name)]


def _by_commas(part: str) -> list[str]:
    """Cut at commas between whole names only: "Stone, Ada" is one person."""
    parts = [one.strip() for one in part.split(",")]
    return parts if all(" " in one for one in parts) else [part]


def read_day(cell: object) -> str | None:
    """Read a date in any shape that has one reading.

    Args:
        cell: Text, or seconds or milliseconds since 1970.

    Returns:
        ISO 8601: the day, or the month or year where no more is said; None for what is no date,
        is ambiguous, or lies outside the years 1800 to 2200. The day is the one in the stated
        time zone.

    Example:
        >>> read_day("Sun, 01 Mar 2020 23:30:00 -0500"), read_day("03/04/2020"), read_day("25/04/2020")
        ('2020-03-01', None, '2020-04-25')
    """
    if isinstance(cell, dict):
        cell = cell.get("$date")
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = str(cell).strip() if isinstance(cell, str) else f"{cell:.0f}" if abs(cell) < 1e14 else ""  # noqa: PLR2004
    if not text or len(text) > _MAX_NAME:
        return None
    return _partial(text) or _numbers(text) or _iso(text) or _written(text) or _slashed(text)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat() if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _partial(text: str) -> str | None:
    found = _PARTIAL.fullmatch(text)
    return text if found and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR else None


def _numbers(text: str) -> str | None:
    if stamp := _STAMP.fullmatch(text):
        return _valid(int(stamp[1]), int(stamp[2]), int(stamp[3]))
    epoch = _EPOCH.fullmatch(text)
    if epoch is None or _HOURLY[0] <= int(epoch[1]) < _HOURLY[1]:
        return None
    moment = dt.datetime.fromtimestamp(int(epoch[1]), dt.UTC)
    return _valid(moment.year, moment.month, moment.day)


def _iso(text: str) -> str | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        found = _YEAR_FIRST.fullmatch(text)
        return _valid(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    return _valid(moment.year, moment.month, moment.day)


def _written(text: str) -> str | None:
    for shape in _WRITTEN:
        found = shape.fullmatch(text)
        if found and (month := _month(found["month"].lower())):
            return _valid(int(found["year"]), month, int(found["day"]))
    return None


def _month(name: str) -> int | None:
    name = "sep" if name == "sept" else name
    same = [at for at, month in enumerate(_MONTHS, start=1) if name in {month, month[:3]}]
    return same[0] if same else None


def _slashed(text: str) -> str | None:
    """Read day and month in either order where only one of the two is a date."""
    found = _SLASHED.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    readings = {_valid(year, first, second), _valid(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None
