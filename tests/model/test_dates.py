"""EDTF dates: text, bounds and the algebra of intervals."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from edtf import parse_edtf, struct_time_to_date
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
CYCLES = st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)).map(lambda d: Edtf.parse(f"XXXX-{d:%m-%d}"))
INTERVALS = st.tuples(DAYS, DAYS).map(lambda pair: Edtf.between(min(pair), max(pair)))
PERIODS = st.one_of(
    DAYS.map(Edtf.day),
    DAYS.map(lambda d: Edtf.month(d.year, d.month)),
    DAYS.map(lambda d: Edtf.year(d.year)),
)
HALF_OPEN = st.tuples(DAYS, st.booleans()).map(lambda p: Edtf.between(p[0], None) if p[1] else Edtf.between(None, p[0]))
DATED = st.one_of(INTERVALS, PERIODS, HALF_OPEN)
ANY = st.one_of(DATED, CYCLES)


# each with the first and last day that ISO 8601-2 gives it
BOUNDS = [
    ("2020-10-23", "2020-10-23", "2020-10-23"),
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2017", "2017-01-01", "2017-12-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2017-XX", "2017-01-01", "2017-12-31"),
    ("2017-10-XX", "2017-10-01", "2017-10-31"),
    ("2017-XX-XX", "2017-01-01", "2017-12-31"),
    ("2020-10~", "2020-10-01", "2020-10-31"),
    ("2020?", "2020-01-01", "2020-12-31"),
    ("2020-10-04%", "2020-10-04", "2020-10-04"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-24", "2001-12-01", "2002-02-28"),
    ("2020-10-23/2020-10-25", "2020-10-23", "2020-10-25"),
    ("2017-10/2018", "2017-10-01", "2018-12-31"),
    ("../2020", None, "2020-12-31"),
    ("2020/..", "2020-01-01", None),
    ("/2020", None, "2020-12-31"),
    ("2020/", "2020-01-01", None),
    ("XXXX-11-29", None, None),
    ("XXXX", None, None),
    ("-1985", None, None),
    ("Y170000002", None, None),
    ("../..", None, None),
]


@pytest.mark.parametrize(("text", "first", "last"), BOUNDS)
def test_dates_know_their_bounds(text: str, first: str | None, last: str | None) -> None:
    """Every form of level 1 keeps its text and knows its first and last day."""
    date = Edtf.parse(text)
    assert str(date) == text
    assert (date.earliest, date.latest) == tuple(day and dt.date.fromisoformat(day) for day in (first, last))


BROKEN = [
    "", "2020-13", "2020-02-30", "2019-02-29", "20-10", "2020-1-1", "2020/2019", "X020", "2020-XX-11", "201X-10",
    "2020-10-23T10:00", "hello", "Y2020", "--10", "2020/2021/2022", "XXXX-02-30", "٢٠٢٠", "-0000", "2020-25",
    "2020-21-01",
    "2020 ", "+2020", "Y-", "~", "/~",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_dates_refuse_what_is_not_level_1(text: str) -> None:
    """Other strings are refused with a code that users can look up."""
    with pytest.raises(UnsupportedFact, match="C032"):
        Edtf.parse(text)


@given(st.text("0123456789X-/.~?%Y", max_size=24))
def test_dates_never_fail_otherwise(text: str) -> None:
    """Any string is either a date that keeps its text, or refused."""
    try:
        assert str(Edtf.parse(text)) == text
    except UnsupportedFact as error:
        assert error.code == "C032"  # noqa: PT017 - both outcomes are right


@given(st.one_of(PERIODS, INTERVALS))
def test_dates_agree_with_python_edtf(date: Edtf) -> None:
    """The bounds are those of python-edtf."""
    oracle = parse_edtf(str(date))
    assert date.earliest == struct_time_to_date(oracle.lower_strict())
    assert date.latest == struct_time_to_date(oracle.upper_strict())


@given(st.sampled_from([text for text, *_ in BOUNDS]))
def test_dates_are_values(text: str) -> None:
    """Equal text means equal dates, also after a journey to another process; nothing changes them."""
    date = Edtf.parse(text)
    assert pickle.loads(pickle.dumps(date)) == date == Edtf(text)  # noqa: S301 - our own bytes
    assert len({date, Edtf(text)}) == 1
    assert date != text
    with pytest.raises(AttributeError):
        date.text = "2021"


@given(DATED, DATED)
def test_intersection_lies_in_both(one: Edtf, other: Edtf) -> None:
    """What both mean is the same from either side, and lies in each."""
    common = one.intersect(other)
    assert common == other.intersect(one)
    assert (common is not None) == one.overlaps(other) == other.overlaps(one)
    if common is None:
        assert one.before(other) or other.before(one)
    else:
        assert common.within(one)
        assert common.within(other)


@given(DATED, DATED)
def test_hull_holds_both(one: Edtf, other: Edtf) -> None:
    """The hull is the same from either side, and holds each."""
    hull = one.hull(other)
    assert hull == other.hull(one)
    assert one.within(hull)
    assert other.within(hull)


@given(ANY, ANY)
def test_recurring_dates_follow_the_same_rules(one: Edtf, other: Edtf) -> None:
    """Also without a year, dates meet and join symmetrically."""
    assert one.intersect(other) == other.intersect(one)
    assert one.overlaps(other) == other.overlaps(one)
    assert one.within(one.hull(other))
    assert one.overlaps(one)
    assert not one.before(one)


@given(DAYS, st.integers(0, 500))
def test_recurring_date_takes_the_year_of_an_interval(day: dt.date, width: int) -> None:
    """A day without a year meets an interval exactly if one of its days is in it."""
    interval = Edtf.between(day, day + dt.timedelta(width))
    cycle = Edtf.parse(f"XXXX-{day:%m-%d}")
    assert cycle.overlaps(interval)
    if width < 364:
        assert cycle.intersect(interval) == Edtf.day(day)
    if 0 < width < 300:
        assert cycle.intersect(Edtf.between(day + dt.timedelta(1), day + dt.timedelta(width))) is None


# written for this test: one, other, what they have in common, the hull
ALGEBRA = [
    ("XXXX-11-29", "2017-11", "2017-11-29", "../.."),
    ("XXXX-02-29", "2017/2019", None, "../.."),
    ("XXXX-02-29", "2016/2021", "2016-02-29/2020-02-29", "../.."),
    ("XXXX-10", "XXXX-10-04", "XXXX-10-04", "XXXX-10"),
    ("XXXX-05-23/XXXX-05-27", "XXXX-05-25/XXXX-06-02", "XXXX-05-25/XXXX-05-27", "XXXX-05-23/XXXX-06-02"),
    ("XXXX-24", "2021-02", "2021-02", "XXXX-24"),
    ("2017", "2017-10", "2017-10", "2017"),
    ("2020-10-20/2020-11-05", "2020-11", "2020-11-01/2020-11-05", "2020-10-20/2020-11-30"),
    ("2020/..", "../2021", "2020/2021", "../.."),
    ("XXXX", "2020", "2020", "XXXX"),
    ("2020~", "2020", "2020", "2020"),
]


@pytest.mark.parametrize(("one", "other", "common", "hull"), ALGEBRA)
def test_dates_meet_and_join(one: str, other: str, common: str | None, hull: str) -> None:
    """Dates with and without a year give the days they share and the span that holds them."""
    first, second = Edtf.parse(one), Edtf.parse(other)
    found = first.intersect(second)
    assert (found and str(found)) == common
    assert str(first.hull(second)) == hull


@given(DAYS, DAYS)
def test_between_is_exact_and_short(one: dt.date, other: dt.date) -> None:
    """The interval of two days begins and ends on them; a whole month or year is written as such."""
    date = Edtf.between(min(one, other), max(one, other))
    assert (date.earliest, date.latest) == (min(one, other), max(one, other))
    assert date.width_days == abs((one - other).days) + 1
    assert Edtf.between(Edtf.year(one.year).earliest, Edtf.year(one.year).latest) == Edtf.year(one.year)
    month = Edtf.month(one.year, one.month)
    assert Edtf.between(month.earliest, month.latest) == month


def test_between_refuses_a_reversed_interval() -> None:
    """The last day cannot come before the first."""
    with pytest.raises(UnsupportedFact, match="C032"):
        Edtf.between(dt.date(2020, 2, 2), dt.date(2020, 2, 1))


def test_sort_key_puts_unknown_years_last() -> None:
    """Dates follow in time; those without a year stand behind them, in calendar order."""
    texts = ["XXXX", "XXXX-11-29", "2021", "../2019", "2020-10-23", "XXXX-03", "2020", "2020-10/..", "-0044"]
    ordered = sorted(map(Edtf.parse, texts), key=lambda date: date.sort_key)
    assert [str(date) for date in ordered] == [
        "-0044", "../2019", "2020", "2020-10/..", "2020-10-23", "2021", "XXXX-03", "XXXX-11-29", "XXXX",
    ]  # fmt: skip


def test_dates_tell_their_kind() -> None:
    """Properties tell day, interval, doubt and whether a year is known."""
    assert Edtf.parse("2020-10-23").is_day
    assert not Edtf.parse("XXXX-10-23").is_day
    assert Edtf.parse("2020/..").is_interval
    assert Edtf.parse("2020-10%").is_approximate
    assert Edtf.parse("2020-10%").is_uncertain
    assert not Edtf.parse("2020-10").is_approximate
    assert not Edtf.parse("XXXX-10").has_year
    assert Edtf.parse("2020/..").width_days is None
    assert str(Edtf.parse("2020-10/..").about()) == "2020-10~/.."
