"""The public calendar that reports are dated by."""

from __future__ import annotations

import datetime as dt

from chancery.codebooks.occasions import calendar
from chancery.codebooks.states import states


def test_beginnings_are_of_this_century() -> None:
    """Every name began on a day after 2000, and its form is found in its own words where they are literal."""
    for one in calendar().since:
        assert dt.date(2001, 1, 1) <= one.day <= dt.date(2025, 1, 1), one.name


def test_meetings_have_hosts_and_days() -> None:
    """Every meeting ends on or after its first day, has a place or a number, and hosts are states."""
    for occasion in calendar().occasions:
        places = [held.place for held in occasion.held if held.place is not None]
        assert len(places) == len(set(places)), occasion.name
        numbers = [held.number for held in occasion.held if held.number is not None]
        assert len(numbers) == len(set(numbers)), occasion.name
        for held in occasion.held:
            assert held.first <= held.last
            assert held.place or held.number
            assert held.host is None or held.host in states()


def test_feasts_have_days_that_every_year_has() -> None:
    """A feast has a day of the calendar."""
    for name, (month, day) in calendar().feasts.items():
        assert dt.date(2001, month, day), name
