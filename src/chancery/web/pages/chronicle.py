"""The chronicle: a timeline from decades to days, filters, and the events in words, a window at a time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.model.events import Event
from chancery.model.offices import Occupancy
from chancery.record.browsing import UNDATED, Row, Wanted, events_with
from chancery.views.bands import Band, choose_posts, draw_bands
from chancery.views.chronology import Line, make_line
from chancery.views.drawing import Drawing, Tick, draw_timeline, quad_class
from chancery.views.labels import Names, event_parts
from chancery.views.timescale import Column, Grain, Stretch, choose_grain, count_days, draw_columns, lay_out
from chancery.web.asking import Asked, read_asked, window
from chancery.web.pages.filters import make_filters
from chancery.web.site import Visit, answered

WINDOW: Final = 60
_DRAWN: Final = 300  # events that are drawn one by one; of more, only how many
_COLUMNS_HEIGHT: Final = 72.0
_HEAD: Final = 28.0
_BANDS: Final = 6
_STATES: Final = 2  # whose offices are drawn where no filter names any
_FULL_YEAR: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EventItem:
    """One event as a row of a list.

    Attributes:
        heading: The year that begins with it; empty within a year.
        kind: Class of the act, which gives its colour.
        parts: Who, does what, to whom, in which office.
        reviewed: Whether a person has called it right.
    """

    line: Line
    heading: str
    kind: str
    parts: tuple[str, str, str, str]
    reviewed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The drawing above the list.

    Attributes:
        stretches: The scale.
        columns: How many events begin in each stretch.
        bands: Who held which office.
        lanes: The events themselves, where they are few enough.
        heights: Where columns, bands and lanes begin, and where all ends.
    """

    grain: Grain
    stretches: tuple[Stretch, ...]
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    lanes: Drawing | None
    heights: tuple[float, float, float, float]


def show(visit: Visit) -> Response:
    """Show the whole page."""
    asked = read_asked(visit.request.query_params)
    rows = visit.events(asked.wanted)
    after = visit.request.query_params.get("after")
    chosen, end = window(rows, after, WINDOW)
    key = ("timeline", asked.wanted, visit.renewed)
    drawing = visit.lasting(key, lambda: _timeline(visit, asked.wanted, rows))
    return visit.page(
        "chronicle.html",
        asked=asked,
        filters=make_filters(visit.directory, asked),
        title=_title(visit, asked),
        timeline=drawing,
        crumbs=_crumbs(asked),
        total=len(rows),
        undated=len(rows) - _dated(rows),
        items=make_items(visit, chosen, _before(rows, chosen)),
        end=end,
        left=_left(rows, chosen),
        whole=not after,
        counts=visit.counts,
    )


def more(visit: Visit) -> Response:
    """Give the next window of the list alone."""
    asked = read_asked(visit.request.query_params)
    rows = visit.events(asked.wanted)
    chosen, end = window(rows, visit.request.query_params.get("after"), WINDOW)
    items = make_items(visit, chosen, _before(rows, chosen))
    return visit.page("more_events.html", asked=asked, items=items, end=end, left=_left(rows, chosen))


def make_items(visit: Visit, rows: Sequence[Row], before: str | None = None) -> list[EventItem]:
    """Put a window of events into words.

    Args:
        visit: The request.
        rows: The window.
        before: The day before the window, whose year needs no heading again.
    """
    found = {event.id: event for event in events_with(visit.record, [row.id for row in rows])}
    items: list[EventItem] = []
    for row in rows:
        if row.id in found:
            year = year_of(row.day)
            heading = year if before is None or year != year_of(before) else ""
            items.append(make_item(found[row.id], visit, heading))
            before = row.day
    return items


def make_item(event: Event, visit: Visit, heading: str = "") -> EventItem:
    """Put one event into words."""
    line = make_line(event, visit.names, visit.directory.publishers)
    return EventItem(
        line=line,
        heading=heading,
        kind=quad_class(event.type),
        parts=event_parts(event, visit.names),
        reviewed=event.id in visit.reviews,
    )


def year_of(day: str) -> str:
    """Return the heading of a day's year."""
    return "Date unknown" if day == UNDATED else day[:_FULL_YEAR].lstrip("0")


def _before(rows: Sequence[Row], chosen: Sequence[Row]) -> str | None:
    """Return the day of the row before a window."""
    if not chosen or chosen[0] == rows[0]:
        return None
    return rows[_place(rows, chosen[0]) - 1].day


def _left(rows: Sequence[Row], chosen: Sequence[Row]) -> int:
    return len(rows) - _place(rows, chosen[-1]) - 1 if chosen else 0


def _place(rows: Sequence[Row], row: Row) -> int:
    return bisect_left(rows, (row.day, row.id), key=lambda one: (one.day, one.id))


def _title(visit: Visit, asked: Asked) -> str:
    """Name the page after the states and people that it is about."""
    named = [visit.names.state(state) for state in asked.wanted.states]
    named += [visit.names.of(person) for person in asked.wanted.people]
    return " and ".join(named) or "Chronicle"


# ---- the drawing ----


def _timeline(visit: Visit, wanted: Wanted, rows: Sequence[Row]) -> Timeline | None:
    dated = rows[: _dated(rows)]
    ends = _ends(wanted, dated)
    if ends is None:
        return None
    grain = choose_grain(*ends)
    stretches = lay_out(*ends, grain)
    ticks = tuple(stretch.tick for stretch in stretches)
    counts = count_days(((day, kind) for day, _, kind in dated), grain)
    columns = draw_columns(counts, stretches, height=_COLUMNS_HEIGHT)
    foot = _HEAD + _COLUMNS_HEIGHT + 8
    bands = draw_bands(_held(visit, wanted), ticks, visit.names, top=foot)
    lower = bands[-1].y + bands[-1].height + 6 if bands else foot
    lanes = _lanes(visit, dated, ticks, visit.names, lower)
    return Timeline(
        grain=grain,
        stretches=stretches,
        columns=columns,
        bands=bands,
        lanes=lanes,
        heights=(_HEAD, foot, lower, lanes.height + 6 if lanes else lower),
    )


def _dated(rows: Sequence[Row]) -> int:
    """Return how many events have a day; the others come last."""
    return bisect_left(rows, UNDATED, key=lambda row: row.day)


def _ends(wanted: Wanted, dated: Sequence[Row]) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day to draw: those asked for, else those of the events."""
    days = [dt.date.fromisoformat(row.day) for row in (dated[0], dated[-1])] if dated else []
    first, last = wanted.since or min(days, default=None), wanted.until or max(days, default=None)
    return (first, last) if first and last and first <= last else None


def _lanes(visit: Visit, dated: Sequence[Row], ticks: tuple[Tick, ...], names: Names, head: float) -> Drawing | None:
    if not 0 < len(dated) <= _DRAWN:
        return None
    return draw_timeline(events_with(visit.record, [row.id for row in dated]), names, ticks, head=head)


def _held(visit: Visit, wanted: Wanted) -> tuple[Occupancy, ...]:
    """Return the offices to draw: those of the people asked for, else the highest of the states."""
    if wanted.people:
        return tuple(one for person in wanted.people for one in visit.record.occupancies(holder=person))
    common = visit.directory.choices["states"]
    states = wanted.states or tuple(sorted(common, key=lambda state: (-common[state], state))[:_STATES])
    held: tuple[Occupancy, ...] = visit.lasting("occupancies", visit.record.occupancies)
    return choose_posts(held, list(states), most=_BANDS)


def _crumbs(asked: Asked) -> list[tuple[str, dict[str, object]]]:
    """Return the way back from a stretch of time to the whole, as `(words, values)` pairs."""
    start, end = str(asked.values.get("from", "")), str(asked.values.get("to", ""))
    if not start and not end:
        return []
    crumbs: list[tuple[str, dict[str, object]]] = [("all years", asked.but(start=None, end=None))]
    if start == end and start[:_FULL_YEAR].isdigit():
        wider = [start[:length] for length in (_FULL_YEAR, Grain.MONTH) if len(start) > length]
        crumbs += [(stretch, asked.but(start=stretch, end=stretch)) for stretch in wider]
    return crumbs


routes: Final = [Route("/", answered(show)), Route("/more", answered(more))]
