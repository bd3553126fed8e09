"""Movable feasts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.resolution.feasts import days_of_feast

# Source: tables of Easter in almanacs
DAYS = [
    ("easter", 2014, "2014-04-20"),
    ("easter", 2025, "2025-04-20"),
    ("easter", 2019, "2019-04-21/2019-04-28"),
    ("easter-2", 2025, "2025-04-18"),
    ("easter+49", 2017, "2017-06-04"),
    ("orthodox", 2021, "2021-05-02"),
    ("orthodox", 2024, "2024-05-05"),
]


@pytest.mark.parametrize(("rule", "year", "expected"), DAYS)
def test_feasts_fall_on_the_days_of_the_almanac(rule: str, year: int, expected: str) -> None:
    """Both Easters where they part."""
    assert str(days_of_feast(rule, year)) == expected


# the day on which most states of the Gulf kept it
KEPT = [
    ("islamic-10-01", "2010-09-10"),
    ("islamic-10-01", "2015-07-17"),
    ("islamic-10-01", "2019-06-04"),
    ("islamic-10-01", "2022-05-02"),
    ("islamic-12-10", "2018-08-21"),
    ("islamic-12-10", "2021-07-20"),
    ("islamic-12-10", "2023-06-28"),
]


@pytest.mark.parametrize(("rule", "day"), KEPT)
def test_feasts_of_the_moon_hold_the_day_on_which_they_were_kept(rule: str, day: str) -> None:
    """Three days, of which one is right."""
    found = days_of_feast(rule, int(day[:4]))
    assert found is not None
    assert found.width_days == 3
    assert Edtf.parse(day).within(found)


def test_a_month_of_fasting_is_a_month() -> None:
    """Ramadan of 2024 began on March 11 and ended on April 9."""
    ramadan = days_of_feast("islamic-09", 2024)
    assert ramadan is not None
    assert Edtf.parse("2024-03-11/2024-04-09").within(ramadan)
    assert (ramadan.width_days or 0) <= 32


@pytest.mark.parametrize(("rule", "year"), [("easter", 1899), ("easter", 2100), ("yule", 2020), ("easter-", 2020)])
def test_feasts_that_no_rule_tells_have_no_days(rule: str, year: int) -> None:
    """Years of other gaps between the calendars, and unknown rules."""
    assert days_of_feast(rule, year) is None


@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    """The first day meant is a Sunday from March 22 to April 25, the Orthodox one never before it."""
    western, eastern = days_of_feast("easter", year), days_of_feast("orthodox", year)
    assert western is not None
    assert eastern is not None
    assert western.earliest is not None
    assert western.earliest.weekday() == 6
    assert (3, 22) <= (western.earliest.month, western.earliest.day) <= (4, 25)
    assert western.latest == eastern.earliest
