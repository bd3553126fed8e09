"""The drawn timeline."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from chancery.record.store import Record
from chancery.views.drawing import (
    MAX_LANES,
    NO_STATE,
    SEVERAL,
    WIDTH,
    draw_timeline,
    draw_year,
    month_ticks,
    place_day,
    quad_class,
    year_ticks,
)
from chancery.views.labels import Names
from views.samples import make_events


def test_scale_grows_with_time() -> None:
    """A later day never stands left of an earlier one, and the scale fills the drawing."""
    ticks = year_ticks(make_events())
    days = [dt.date(1990, 1, 1) + dt.timedelta(days=30 * n) for n in range(500)]
    places = [place_day(day, ticks) for day in days]
    assert all(one <= other for one, other in pairwise(places))
    assert (places[0], round(places[-1], 6)) == (0.0, WIDTH)
    assert round(sum(tick.width for tick in ticks), 6) == WIDTH


def test_empty_years_become_a_gap() -> None:
    """Eighteen years without an event take less room than one year with many."""
    ticks = {tick.label: tick for tick in year_ticks(make_events()) if tick.label}
    assert ticks["\u2026"].width < ticks["2024"].width
    assert ticks["\u2026"].days == 0


def test_every_dated_event_is_drawn_once_inside(sample: Record) -> None:
    """Nothing with a year is left out or drawn beyond the edges."""
    events = sample.events()
    drawing = draw_timeline(events, Names(sample.entities()))
    assert drawing is not None
    marks = [mark for lane in drawing.lanes for mark in lane.marks]
    assert sorted(mark.id for mark in marks) == sorted(e.id for e in events if e.when and e.when.has_year)
    assert all(mark.x >= 0 and mark.x + mark.width <= WIDTH + 0.1 for mark in marks)
    assert len(drawing.lanes) <= MAX_LANES
    assert SEVERAL in {lane.label for lane in drawing.lanes}
    assert NO_STATE not in {lane.label for lane in drawing.lanes}


def test_marks_of_a_lane_do_not_touch(sample: Record) -> None:
    """Two marks in one row have room between them."""
    drawing = draw_timeline(sample.events(), Names(sample.entities()))
    assert drawing is not None
    for lane in drawing.lanes:
        boxes = sorted((m.y, m.x - (0 if m.width else 5), m.x + (m.width or 5)) for m in lane.marks)
        assert all(one[0] != other[0] or one[2] <= other[1] for one, other in pairwise(boxes))


@pytest.mark.parametrize(
    ("words", "width", "opens"), [("2024-03-15", 0, ""), ("2024-03-14/..", 40, "r"), ("../2001", 40, "l")]
)
def test_uncertainty_is_drawn(sample: Record, words: str, width: int, opens: str) -> None:
    """A day is a dot, a range a bar, an unknown end an open one."""
    drawing = draw_timeline(sample.events(), Names(sample.entities()))
    assert drawing is not None
    ids = {event.id for event in sample.events() if str(event.when) == words}
    found = [mark for lane in drawing.lanes for mark in lane.marks if mark.id in ids]
    assert found
    assert all(mark.width >= width and bool(mark.width) == bool(width) and mark.opens == opens for mark in found)


def test_year_is_drawn_by_months() -> None:
    """Twelve months, each as long as it is."""
    ticks = month_ticks(2024)
    assert [tick.days for tick in ticks][:3] == [31, 29, 31]
    drawing = draw_year(2024, [e for e in make_events() if e.when and e.when.earliest], Names(()))
    assert [lane.label for lane in drawing.lanes] == [""]


def test_colours_follow_the_quadrant() -> None:
    """Acts that PLOVER does not have get a colour of their own."""
    assert [quad_class(code) for code in ("CONSULT", "AID", "REQUEST", "COERCE", "ELECT", "UNHEARD")] == [
        "vc",
        "mc",
        "vf",
        "mf",
        "oo",
        "oo",
    ]


def test_nothing_dated_draws_nothing() -> None:
    """A record without a date has no timeline."""
    assert draw_timeline([], Names(())) is None
