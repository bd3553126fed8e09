"""Dates: ranges, and when two agree."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.evaluation.dates import ENDLESS, Range, dates_agree, range_covers, range_of


def day(*parts: int) -> int:
    """Return the ordinal of a day."""
    return dt.date(*parts).toordinal()


@pytest.mark.parametrize(
    ("edtf", "wanted"),
    [
        ("2020-10-23", Range(day(2020, 10, 23), day(2020, 10, 23))),
        ("2020-02", Range(day(2020, 2, 1), day(2020, 2, 29))),
        ("2021", Range(day(2021, 1, 1), day(2021, 12, 31))),
        ("2020-10~", Range(day(2020, 8, 31), day(2020, 12, 1))),
        ("2021-02-24/2021-02-25", Range(day(2021, 2, 24), day(2021, 2, 25))),
        ("../2020-10-15", Range(-ENDLESS, day(2020, 10, 15))),
        ("2021-02-24/", Range(day(2021, 2, 24), ENDLESS)),
        ("XXXX-11-29", Range(-ENDLESS, ENDLESS)),
    ],
)
def test_ranges_hold_the_days_that_a_date_may_mean(edtf: str, wanted: Range) -> None:
    """Each form of EDTF becomes its range of days."""
    assert range_of(edtf) == wanted


@pytest.mark.parametrize(
    "edtf", [None, "", "  ", "2021-21", "2021-02-30", "soon", "2021-1-1-1", "x/2020", "99999999999999"]
)
def test_ranges_are_none_where_nothing_can_be_placed(edtf: str | None) -> None:
    """Nothing said, seasons, impossible days and other text have no range."""
    assert range_of(edtf) is None


@pytest.mark.parametrize(
    ("gold", "got", "wanted"),
    [
        (None, None, True),
        (None, "1999", True),
        ("2020-10-23", None, False),
        ("2020-10-23", "2020-10-24", True),
        ("2020-10-23", "2020-10-25", False),
        ("2020-10-23", "2020-10-22/2020-10-25", True),
        ("2020-10-23", "2020-10", False),
        ("2020-10", "2020-09/2020-11", True),
        ("2020-10", "2020", False),
        ("../2020-10-15", "2020", True),
    ],
)
def test_dates_agree_when_near_and_not_much_wider(gold: str | None, got: str | None, wanted: bool) -> None:  # noqa: FBT001 - a column of the table
    """A date agrees within a day, unless it is far vaguer than the gold's."""
    assert dates_agree(gold, got) is wanted


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
def test_dates_agree_with_themselves(date: dt.date, form: str) -> None:
    """Every date of every precision agrees with itself."""
    edtf = date.strftime(form).zfill(4)
    assert dates_agree(edtf, edtf)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [(None, None, True), ("2014", None, True), ("2016", None, False), (None, "2014", False), ("2014", "2016", True)],
)
def test_coverage_takes_unsaid_ends_as_open(start: str | None, end: str | None, wanted: bool) -> None:  # noqa: FBT001 - a column of the table
    """An interval covers a moment unless an end that is said excludes it."""
    assert range_covers(start, end, "2015-05-04") is wanted


def test_coverage_of_no_moment_is_none() -> None:
    """No interval covers a moment that cannot be placed."""
    assert not range_covers(None, None, None)
