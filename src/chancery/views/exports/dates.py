"""Dates of the record as other standards write them."""

from __future__ import annotations

import re
from typing import Final

from chancery.model.dates import Edtf

_POINT: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")
_SEASONS: Final = 13  # EDTF's seasons are "months" from 21


def prefix(when: Edtf | None) -> tuple[str | None, bool]:
    """Return the longest year, month or day that a date lies wholly in, and whether something is lost by that.

    Example:
        >>> prefix(Edtf.parse("2024-03-01/2024-03-05")), prefix(Edtf.parse("2024-03~")), prefix(Edtf.parse("2020/.."))
        (('2024-03', True), ('2024-03', True), (None, True))
    """
    if when is None:
        return None, False
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return None, True
    parts = list(zip(first.isoformat().split("-"), last.isoformat().split("-"), strict=True))
    same: list[str] = []
    for one, other in parts:
        if one != other:
            break
        same.append(one)
    if not same:
        return None, True
    return "-".join(same), str(when) != "-".join(same)


def point(when: Edtf | None) -> tuple[int, int | None, int | None] | None:
    """Return year, month and day of a date that is no interval, None for what it leaves open.

    Example:
        >>> point(Edtf.parse("2020-10")), point(Edtf.parse("2020/2021"))
        ((2020, 10, None), None)
    """
    match = _POINT.fullmatch(str(when)) if when is not None else None
    if match is None:
        return None
    year, month, day = match.groups()
    if month is not None and int(month) >= _SEASONS:
        return int(year), None, None
    return int(year), int(month) if month else None, int(day) if day else None
