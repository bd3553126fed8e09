"""Lays out the drawn timeline: where each event stands on a scale of years, in which lane and row.

Empty years are drawn narrow and full ones wide, so that a record with a few old background
events still shows its busy months to the day. Uncertain dates become bars as long as the
uncertainty; open ends fade out.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chancery.codebooks.plover import event_types
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.views.chronology import event_order
from chancery.views.labels import Names, date_words, event_sentence

WIDTH: Final = 1200.0  # user units of the drawing
MAX_LANES: Final = 7
_EMPTY_WEIGHT: Final = 0.3
_GAP_WEIGHT: Final = 0.5
_GAP_YEARS: Final = 3  # more empty years than this become one gap
_ROW: Final = 13.0
_MAX_ROWS: Final = 14
_LANE_HEAD: Final = 22.0
_HEAD: Final = 30.0
_DOT: Final = 5.0
_OPEN_REACH: Final = 40.0  # how far an open end is drawn
_LABEL_FROM: Final = 30.0
_WHOLE_LANE: Final = ""

OTHERS: Final = "Others"
SEVERAL: Final = "Three or more states"
NO_STATE: Final = "No state named"

QUAD_CLASSES: Final = {
    "verbal cooperation": "vc",
    "material cooperation": "mc",
    "verbal conflict": "vf",
    "material conflict": "mf",
}
OWN_CLASS: Final = "oo"  # offices and votes, which PLOVER does not have


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A stretch of the scale.

    Attributes:
        label: Its name; empty where there is no room for one.
        first: First day.
        days: Its length; 0 for a gap that stands for several empty years.
    """

    label: str
    x: float
    width: float
    first: dt.date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event on the drawing.

    Attributes:
        id: Id of the event.
        words: What a pointer that rests on it is told.
        x: Left end; for a day, its middle.
        width: 0 for a day, which is drawn as a dot.
        opens: "l", "r", "lr" or "": ends that are not known.
    """

    id: str
    words: str
    kind: str
    status: str
    x: float
    y: float
    width: float
    opens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A band of the drawing: one pair of states, or one state."""

    label: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A whole timeline, ready for the template."""

    height: float
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    width: float = WIDTH


def quad_class(event_type: str) -> str:
    """Return the short class of an event type's quadrant, which decides its colour."""
    known = event_types().get(event_type)
    return QUAD_CLASSES.get(known.quad or "", OWN_CLASS) if known else OWN_CLASS


def states_of(event: Event) -> frozenset[str]:
    """Return the states and organisations that take part in an event."""
    return frozenset(who.state for who in (*event.actors, *event.recipients) if who.state)


def lane_label(event: Event, names: Names) -> str:
    """Name the lane of an event: its pair of states, its one state, or what stands for them."""
    states = states_of(event)
    if not states:
        return NO_STATE
    return " \u2013 ".join(sorted(names.state(code) for code in states)) if len(states) <= 2 else SEVERAL  # noqa: PLR2004


# ---- the scale ----


def year_ticks(events: Iterable[Event]) -> tuple[Tick, ...]:
    """Lay out the years from the first to the last known day of the events."""
    counts: Counter[int] = Counter()
    for event in events:
        ends = _known_ends(event.when)
        counts.update({ends[0].year: 1, ends[1].year: 1} if ends else {})
    if not counts:
        return ()
    cells = _year_cells(counts)
    unit = WIDTH / sum(weight for _, _, weight in cells)
    ticks: list[Tick] = []
    x = 0.0
    for year, years, weight in cells:
        width = weight * unit
        days = 366 if calendar.isleap(year) else 365
        label = ("\u2026" if years > 1 else str(year)) if width >= _LABEL_FROM or years > 1 else ""
        first = dt.date(year, 1, 1)
        ticks.append(Tick(label=label, x=x, width=width, first=first, days=days if years == 1 else 0))
        x += width
    return tuple(ticks)


def _year_cells(counts: Counter[int]) -> list[tuple[int, int, float]]:
    """Return `(first year, number of years, weight)`; long runs of empty years become one gap."""
    cells: list[tuple[int, int, float]] = []
    full = sorted(counts)
    for year, following in zip(full, [*full[1:], full[-1] + 1], strict=True):
        cells.append((year, 1, 1.0 + math.log2(counts[year])))
        empty = following - year - 1
        if empty > _GAP_YEARS:
            cells.append((year + 1, empty, _GAP_WEIGHT))
        else:
            cells += [(year + 1 + offset, 1, _EMPTY_WEIGHT) for offset in range(empty)]
    return cells


def month_ticks(year: int) -> tuple[Tick, ...]:
    """Lay out the months of one year."""
    days = 366 if calendar.isleap(year) else 365
    ticks: list[Tick] = []
    x = 0.0
    for month in range(1, 13):
        length = calendar.monthrange(year, month)[1]
        width = WIDTH * length / days
        first = dt.date(year, month, 1)
        ticks.append(Tick(label=calendar.month_abbr[month], x=x, width=width, first=first, days=length))
        x += width
    return tuple(ticks)


def place_day(day: dt.date, ticks: Sequence[Tick]) -> float:
    """Return where a day begins on the scale; days beyond it stand at its edges."""
    for tick in reversed(ticks):
        if day >= tick.first:
            passed = (day - tick.first).days / tick.days if tick.days else 0.5
            return tick.x + tick.width * min(1.0, passed)
    return 0.0


def _known_ends(when: Edtf | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day, an open end standing on the known one."""
    if when is None:
        return None
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return (first, last) if first and last else None


# ---- marks, rows and lanes ----


def draw_timeline(
    events: Sequence[Event], names: Names, ticks: tuple[Tick, ...] | None = None, *, head: float = _HEAD
) -> Drawing | None:
    """Lay out all dated events in lanes of states; None if none is dated.

    Args:
        events: In any order.
        names: What their participants are called.
        ticks: The scale; by default one of years, each as wide as it is full.
        head: How much stands above the first lane.
    """
    dated = [event for event in sorted(events, key=event_order) if _known_ends(event.when)]
    ticks = year_ticks(dated) if ticks is None else ticks
    if not ticks:
        return None
    labels = {event.id: lane_label(event, names) for event in dated}
    common = [label for label, _ in Counter(labels.values()).most_common()]
    kept = common if len(common) <= MAX_LANES else common[: MAX_LANES - 1]
    grouped: dict[str, list[Event]] = {label: [] for label in kept}
    for event in dated:
        label = labels[event.id]
        grouped.setdefault(label if label in kept else OTHERS, []).append(event)
    return _draw(grouped, ticks, names, head)


def draw_year(year: int, events: Sequence[Event], names: Names) -> Drawing:
    """Lay out the events of one year by month and day, in one lane."""
    dated = [event for event in sorted(events, key=event_order) if _known_ends(event.when)]
    return _draw({_WHOLE_LANE: dated}, month_ticks(year), names)


def _draw(grouped: dict[str, list[Event]], ticks: tuple[Tick, ...], names: Names, head: float = _HEAD) -> Drawing:
    lanes: list[Lane] = []
    y = head
    for label, events in grouped.items():
        top = y + (_LANE_HEAD if label else _ROW / 2)
        marks = _stack([_make_mark(event, ticks, names) for event in events], top)
        bottom = max((mark.y for mark in marks), default=top) + _ROW
        lanes.append(Lane(label=label, y=y, height=bottom - y, marks=tuple(marks)))
        y = bottom
    return Drawing(height=y, ticks=ticks, lanes=tuple(lanes))


def _make_mark(event: Event, ticks: Sequence[Tick], names: Names) -> Mark:
    ends = _known_ends(event.when)
    assert ends is not None  # noqa: S101 - callers keep dated events only
    left, right = place_day(ends[0], ticks), place_day(ends[1] + dt.timedelta(days=1), ticks)
    opens = ""
    if event.when and event.when.earliest is None:
        opens, left = "l", max(0.0, left - _OPEN_REACH)
    if event.when and event.when.latest is None:
        opens, right = opens + "r", min(WIDTH, right + _OPEN_REACH)
    exact = not opens and right - left <= 2 * _DOT
    return Mark(
        id=event.id,
        words=f"{date_words(event.when)}: {event_sentence(event, names)}",
        kind=quad_class(event.type),
        status=event.status.value,
        x=min(WIDTH - _DOT, max(_DOT, (left + right) / 2)) if exact else left,
        y=0.0,
        width=0.0 if exact else right - left,
        opens=opens,
    )


def _stack(marks: Iterable[Mark], top: float) -> list[Mark]:
    """Give each mark the first row where it touches no other; the last row takes the rest."""
    rows: list[float] = []
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.x - (0 if m.width else _DOT)):
        left = mark.x if mark.width else mark.x - _DOT
        right = mark.x + (mark.width or _DOT)
        row = next((index for index, end in enumerate(rows) if end <= left), len(rows))
        row = min(row, _MAX_ROWS - 1)
        rows[row : row + 1] = [max(right + 1.5, rows[row] if row < len(rows) else 0.0)]
        placed.append(replace(mark, x=round(mark.x, 1), y=round(top + row * _ROW, 1), width=round(mark.width, 1)))
    return placed
