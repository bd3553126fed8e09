"""Scales of time, columns and bands: everything has its place, and nothing claims more than is known."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.offices import Occupancy, Position
from chancery.model.text import Span
from chancery.views.bands import choose_posts, draw_bands
from chancery.views.drawing import WIDTH
from chancery.views.labels import Names
from chancery.views.timescale import Grain, choose_grain, count_days, draw_columns, lay_out

DAY = dt.date(2020, 10, 15)


@pytest.mark.parametrize(
    ("first", "last", "grain"),
    [
        ("1600-01-01", "2020-01-01", Grain.DECADE),
        ("1998-05-01", "2024-01-01", Grain.YEAR),
        ("2020-01-01", "2021-12-31", Grain.MONTH),
        ("2020-10-01", "2020-10-31", Grain.DAY),
        ("2020-10-15", "2020-10-15", Grain.DAY),
    ],
)
def test_grain_fits_the_page(first: str, last: str, grain: Grain) -> None:
    """A scale has neither two stretches nor two thousand."""
    assert choose_grain(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) is grain


@given(st.dates(), st.dates(), st.sampled_from(Grain))
def test_scales_have_a_place_for_every_day(one: dt.date, other: dt.date, grain: Grain) -> None:
    """Stretches follow one another without a gap, from the first day to the last, over the whole width."""
    first, last = min(one, other), max(one, other)
    if (last - first).days > 4000 and grain is Grain.DAY:
        return
    stretches = lay_out(first, last, grain)
    assert stretches[0].tick.first <= first
    assert stretches[-1].last >= last
    assert stretches[0].tick.x == 0
    assert stretches[-1].tick.x + stretches[-1].tick.width == pytest.approx(WIDTH)
    for before, after in pairwise(stretches):
        assert before.last + dt.timedelta(days=1) == after.tick.first
        assert before.tick.x + before.tick.width == pytest.approx(after.tick.x)


def test_columns_are_as_high_as_they_are_full() -> None:
    """The fullest column has the whole height; classes stand on one another."""
    counts = count_days([("2020-10-01", "AID"), ("2020-10-02", "AID"), ("2020-10-02", "ASSAULT")], Grain.DAY)
    one, other = draw_columns(counts, lay_out(dt.date(2020, 10, 1), dt.date(2020, 10, 2), Grain.DAY), height=80.0)
    assert (one.number, other.number) == (1, 2)
    assert [(piece.kind, piece.y, piece.height) for piece in one.pieces] == [("mc", 40.0, 40.0)]
    assert [(piece.kind, piece.y, piece.height) for piece in other.pieces] == [("mc", 40.0, 40.0), ("mf", 0.0, 40.0)]


def held(
    name: str, start: str | None, end: str | None, seen: str | None = None, office: str = "president"
) -> Occupancy:
    """Make a holding of an office."""
    pin = Evidence("r", Span(0, 1), "x")
    start_date, end_date, seen_date = (Edtf.parse(one) if one else None for one in (start, end, seen))
    post = Position(office=office, of="KGZ")
    return Occupancy(id=name, holder=name, post=post, evidence=(pin,), start=start_date, end=end_date, seen=seen_date)


TICKS = tuple(stretch.tick for stretch in lay_out(dt.date(2020, 1, 1), dt.date(2020, 12, 31), Grain.MONTH))


def test_bands_tell_the_known_from_the_possible() -> None:
    """Between the last day it may begin and the first it may end a holding is known; around these it is possible."""
    (band,) = draw_bands([held("a", "2020-03/2020-04", "2020-09/2020-10")], TICKS, Names(()))
    (one,) = band.held
    assert one.x < one.sure_x
    assert one.sure_x + one.sure < one.x + one.width
    assert band.label == "President of Kyrgyzstan"


def test_bands_let_unknown_ends_fade() -> None:
    """An end that is not known reaches a little beyond the last known day, not to the end of time."""
    (band,) = draw_bands([held("a", None, None, "2020-06-15")], TICKS, Names(()))
    (one,) = band.held
    assert one.width < WIDTH / 10


def test_bands_give_those_who_overlap_rows_of_their_own() -> None:
    """Who may have held an office at once stand above one another."""
    (band,) = draw_bands(
        [held("a", "2020-01-10", "2020-06-30"), held("b", "2020-05-01", "2020-11-01")], TICKS, Names(())
    )
    assert sorted(one.row for one in band.held) == [0, 1]


def test_bands_leave_out_what_is_not_dated_or_lies_elsewhere() -> None:
    """A holding of 1990, or of no known day, has no place on a scale of 2020."""
    assert draw_bands([held("a", "1990", "1991"), held("b", None, None)], TICKS, Names(())) == ()


def test_highest_posts_come_first() -> None:
    """Heads of state and government, then the foreign minister, then others."""
    posts = ["finance minister", "foreign minister", "prime minister", "president"]
    all_held = [held(office, "2020-01", "2020-02", office=office) for office in posts]
    chosen = choose_posts(all_held, ["KGZ"], most=3)
    assert [one.post.office for one in chosen] == ["president", "prime minister", "foreign minister"]
    assert choose_posts(all_held, ["RUS"], most=3) == ()
