"""Events by date, as lines."""

from __future__ import annotations

from itertools import pairwise

import pytest

from chancery.record.store import Record
from chancery.views.chronology import ID_LENGTH, UNDATED, distinct_length, event_order, make_years, render_years
from chancery.views.labels import Names
from chancery.views.sources import read_sources


def test_years_come_in_order_and_undated_last(sample: Record) -> None:
    """Every event stands under its year, or under a heading of its own."""
    years = make_years(sample.events(), Names(sample.entities()), read_sources(sample))
    numbers = [year.number for year in years]
    assert numbers == [1998, 2001, 2019, 2020, 2021, 2022, 2023, 2024, None]
    assert years[-1].name == UNDATED
    events = [line.event for year in years for line in year.lines]
    assert len(events) == len(sample.events())
    assert all(event_order(one) <= event_order(other) for one, other in pairwise(events))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_terminal(sample: Record, width: int) -> None:
    """No line is wider than the terminal, and nothing is lost."""
    years = make_years(sample.events(), Names(sample.entities()), read_sources(sample))
    text = render_years(years, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert " ".join(text.split()).count("report") == " ".join(render_years(years, width=None).split()).count("report")


def test_number_of_outlets_is_told_where_it_matters(sample: Record) -> None:
    """Two reports of two outlets weigh more than two of one."""
    years = make_years(sample.events(), Names(sample.entities()), read_sources(sample))
    told = {line.told for year in years for line in year.lines}
    assert told == {"1 report", "2 reports, 2 outlets"}


def test_ids_are_long_enough_to_differ() -> None:
    """Two ids that begin alike are shown longer."""
    assert distinct_length(["e-aaaaaaaaa1", "e-aaaaaaaaa2"]) == 12
    assert distinct_length(["e-a1234567xx", "e-b1234567xx"]) == ID_LENGTH
    assert distinct_length([]) == ID_LENGTH
