"""Lays out a plain scale of time from decades to days, and columns of how many events begin where."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from chancery.views.drawing import WIDTH, Tick, quad_class

_MOST: Final = {3: 150.0, 4: 9.0, 7: 0.34}  # years that a scale of each grain is too wide for: decades, years, months
_LABEL: Final = {3: 46.0, 4: 34.0, 7: 30.0, 10: 20.0}  # room that a label of each grain needs
_YEAR_DAYS: Final = 365.25
_CLASSES: Final = ("vc", "mc", "oo", "vf", "mf")  # from the foot of a column to its head


class Grain(IntEnum):
    """What one stretch of a scale is: how many letters of a day's ISO form name it."""

    DECADE = 3
    YEAR = 4
    MONTH = 7
    DAY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One decade, year, month or day of a scale.

    Attributes:
        key: Its beginning as ISO writes it: "202", "2020", "2020-10", "2020-10-15".
        tick: Where it stands.
        last: Its last day.
        words: What it is called in full.
    """

    key: str
    tick: Tick
    last: dt.date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a column: the events of one class."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How many events begin in a stretch.

    Attributes:
        stretch: The stretch.
        number: How many.
        pieces: One for each class of acts, from the foot up.
    """

    stretch: Stretch
    number: int
    pieces: tuple[Piece, ...]


def choose_grain(first: dt.date, last: dt.date) -> Grain:
    """Return the grain that shows a time in no more stretches than a page has room for.

    Example:
        >>> choose_grain(dt.date(2020, 1, 1), dt.date(2021, 3, 1)).name
        'MONTH'
    """
    years = (last - first).days / _YEAR_DAYS
    return next((grain for grain in (Grain.DECADE, Grain.YEAR, Grain.MONTH) if years > _MOST[grain]), Grain.DAY)


def lay_out(first: dt.date, last: dt.date, grain: Grain) -> tuple[Stretch, ...]:
    """Lay out the whole stretches from the one with the first day to the one with the last."""
    starts = [_start(first, grain)]
    while (following := _next(starts[-1], grain)) <= last:
        if following <= starts[-1]:
            break
        starts.append(following)
    end = _next(starts[-1], grain)
    unit = WIDTH / max(1, (end - starts[0]).days)
    stretches: list[Stretch] = []
    edge = -_LABEL[grain]
    for start, following in zip(starts, [*starts[1:], end], strict=True):
        x = (start - starts[0]).days * unit
        label = _label(start, grain) if x - edge >= _LABEL[grain] else ""
        edge = x if label else edge
        days = max(1, (following - start).days)
        tick = Tick(label=label, x=x, width=days * unit, first=start, days=days)
        key = start.isoformat()[: int(grain)]
        stretches.append(Stretch(key=key, tick=tick, last=_before(following), words=_words(start, grain)))
    return tuple(stretches)


def draw_columns(
    counts: Mapping[str, Mapping[str, int]], stretches: Iterable[Stretch], *, height: float
) -> tuple[Column, ...]:
    """Draw how many events begin in each stretch.

    Args:
        counts: Events by the key of a stretch, and by type.
        stretches: The scale.
        height: Of the fullest column.
    """
    listed = [(stretch, _by_class(counts.get(stretch.key, {}))) for stretch in stretches]
    most = max((sum(classes.values()) for _, classes in listed), default=0) or 1
    columns: list[Column] = []
    for stretch, classes in listed:
        foot, pieces = height, []
        for kind in _CLASSES:
            if classes.get(kind):
                tall = height * classes[kind] / most
                foot -= tall
                pieces.append(Piece(kind=kind, y=round(foot, 2), height=round(tall, 2)))
        columns.append(Column(stretch=stretch, number=sum(classes.values()), pieces=tuple(pieces)))
    return tuple(columns)


def count_days(days: Iterable[tuple[str, str]], grain: Grain) -> dict[str, dict[str, int]]:
    """Count days, each with the type of its event, by the stretch they lie in.

    Example:
        >>> count_days([("2020-10-15", "AID"), ("2020-11-01", "AID")], Grain.YEAR)
        {'2020': {'AID': 2}}
    """
    found: dict[str, dict[str, int]] = {}
    for day, kind in days:
        types = found.setdefault(day[: int(grain)], {})
        types[kind] = types.get(kind, 0) + 1
    return found


def _by_class(types: Mapping[str, int]) -> dict[str, int]:
    classes: dict[str, int] = {}
    for kind, number in types.items():
        name = quad_class(kind)
        classes[name] = classes.get(name, 0) + number
    return classes


def _start(day: dt.date, grain: Grain) -> dt.date:
    if grain is Grain.DAY:
        return day
    if grain is Grain.MONTH:
        return day.replace(day=1)
    return dt.date(day.year if grain is Grain.YEAR else max(1, day.year // 10 * 10), 1, 1)


def _next(start: dt.date, grain: Grain) -> dt.date:
    try:
        if grain is Grain.DAY:
            return start + dt.timedelta(days=1)
        if grain is Grain.MONTH:
            return start + dt.timedelta(days=calendar.monthrange(start.year, start.month)[1])
        return dt.date(start.year + 1 if grain is Grain.YEAR else start.year // 10 * 10 + 10, 1, 1)
    except (ValueError, OverflowError):  # the calendar ends with the year 9999
        return dt.date.max


def _before(day: dt.date) -> dt.date:
    return day if day == dt.date.max else day - dt.timedelta(days=1)


def _label(start: dt.date, grain: Grain) -> str:
    if grain is Grain.DECADE:
        return f"{start.year // 10 * 10}s"
    if grain is Grain.YEAR or (grain is Grain.MONTH and start.month == 1):
        return str(start.year)
    return calendar.month_abbr[start.month] if grain is Grain.MONTH or start.day == 1 else str(start.day)


def _words(start: dt.date, grain: Grain) -> str:
    if grain is Grain.DECADE:
        return f"the {start.year // 10 * 10}s"
    if grain is Grain.YEAR:
        return str(start.year)
    month = f"{calendar.month_name[start.month]} {start.year}"
    return month if grain is Grain.MONTH else f"{start.day} {month}"
