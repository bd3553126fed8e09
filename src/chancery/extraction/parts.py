"""Says what part of a period is meant: "early to mid", "the first three months", "the last quarter", "the last day"."""

from __future__ import annotations

from typing import Final

from chancery.extraction.timetokens import DASHES, Fields, Found, Token
from chancery.model.dates import month_length
from chancery.model.times import TimeKind, TimePart, TimeUnit

MONTHS_OF_YEAR: Final = 12
_WIDER: Final = {
    ("early", "mid"): TimePart.EARLY_TO_MID,
    ("mid", "late"): TimePart.MID_TO_LATE,
}
_QUARTERS: Final = 4
_FEBRUARY: Final = 2
_COMMON_YEAR: Final = 2001
_YEARS: Final = {TimeUnit.DECADE: 10, TimeUnit.QUARTER: 25}  # of a century


def read_wider(toks: list[Token], i: int, low: str) -> tuple[TimePart, int] | None:
    """Read "to mid-" behind "early", and answer with the part and the index behind it."""
    other = i + 1 + (toks[i + 1].text in DASHES)
    part = _WIDER.get((low, toks[other].low)) if toks[i].low in {"to", "and"} else None
    return (part, other + 1 + (toks[other + 1].text in DASHES)) if part else None


def leading_part(found: Found, unit: TimeUnit, number: int, *, first: bool) -> Found | None:
    """Take so many months, a quarter or a day off one end of a year, or a day off a month.

    Args:
        found: The year or month as read, and the index behind it.
        unit: What is taken.
        number: How many.
        first: Whether from its beginning.

    Returns:
        The index behind it and the fields of the part; None where the calendar does not tell it.
    """
    end, told = found
    fields: Fields = {key: told[key] for key in ("year", "count") if key in told}
    if "count" in fields:
        fields["unit"] = TimeUnit.YEAR
    fields["kind"] = TimeKind.DATE
    if (
        unit is TimeUnit.DAY
        and number == 1
        and told["kind"] is TimeKind.DATE
        and told.keys() <= {"kind", "year", "month"}
    ):
        month = told.get("month", 1 if first else MONTHS_OF_YEAR)
        if month == _FEBRUARY and not first:
            return None
        return end, fields | {"month": month, "day": 1 if first else month_length(_COMMON_YEAR, month)}
    if told.get("unit") is TimeUnit.CENTURY and unit in _YEARS and number == 1 and "end_year" not in told:
        start = told["year"] + (0 if first else 100 - _YEARS[unit])
        return end, {"kind": TimeKind.DATE, "year": start, "end_year": start + _YEARS[unit] - 1}
    if not _is_year(told):
        return None
    if unit is TimeUnit.QUARTER and number == 1:
        return end, fields | {"quarter": 1 if first else _QUARTERS}
    if unit is TimeUnit.MONTH and number > 1:
        start = 1 if first else MONTHS_OF_YEAR - number + 1
        return end, fields | {"month": start, "end_month": start + number - 1, "value": f"P{number}M"}
    return None


def _is_year(told: Fields) -> bool:
    """Tell whether fields name one year of the calendar: "2021", "last year", "the year"."""
    named = told["kind"] is TimeKind.DATE and told.keys() <= {"kind", "year"}
    counted = told["kind"] is TimeKind.SHIFT and told.get("unit") is TimeUnit.YEAR and bool(told.get("whole"))
    return named or (counted and "bound" not in told)
