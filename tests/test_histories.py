"""Dates in texts that tell history."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.dates import find_timexes
from chancery.model.dates import Edtf

SPEC = importlib.util.spec_from_file_location("histories", Path(__file__).parents[1] / "bench" / "histories.py")
assert SPEC is not None
assert SPEC.loader is not None
HISTORIES = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(HISTORIES)
resolve_history, tells_history = HISTORIES.resolve_history, HISTORIES.tells_history

MADE = Edtf.parse("2009-12-19")
OLD = "Founded in 1921, split in 1922, banned in 1923, revived in 1931. "

# written for this test: a history, and the days of its last expression
LEANING = [
    ("In 1950 war came. In July it spread.", "1950-07"),
    ("On 8 September 1950 it began. On the 13th it ended.", "1950-09-13"),
    ("It began in December 1941. In January it spread.", "1942-01"),
    ("It began on 27 June 1950. The next day it spread.", "1950-06-28"),
    ("It began on 27 June 1950. Later that year it ended.", "1950"),
    ("It began in March 1950. Hot summers followed.", "XXXX-22"),
    ("In 480 BC they came. The following year they left.", "-0478"),
    ("It began in March 1950. That summer it ended.", "1950-22"),
    ("It began in 1961. By the end of the year it was lost.", "1961"),
    ("It began on 4 June 1989. At 10:30 a.m. it was over.", "1989-06-04"),
    ("Peace came in 1955. They were crushed in 1923 once. In 1956 they rose. In May they won.", "1956-05"),
]


@pytest.mark.parametrize(("text", "when"), LEANING)
def test_dates_of_a_history_lean_on_the_one_before(text: str, when: str) -> None:
    """A month takes the year told before, a day the month, January the next year after December."""
    found = resolve_history(find_timexes(OLD + text), MADE)[-1]
    assert found is not None
    assert found.within(Edtf.parse(when))


def test_a_shared_year_stands_behind_the_second_month() -> None:
    """In "April and June 1955" both months are of 1955."""
    text = OLD + "Talks failed in April and June 1955."
    assert [str(when) for when in resolve_history(find_timexes(text), MADE)][-2:] == ["1955-04", "1955-06"]


def test_news_counts_from_its_own_day() -> None:
    """One old year does not make a history: "in October" is the last October before publication."""
    times = find_timexes("They met today, as in 1999. Votes were held in October. He left on Friday.")
    assert not tells_history(times, MADE)
    assert [str(when) for when in resolve_history(times, MADE)] == ["2009-12-19", "1999", "2009-10", "2009-12-18"]


def test_what_lies_ahead_is_dated_ahead() -> None:
    """A month in a clause about what is to come is the next one."""
    times = find_timexes("Votes will be held in October.")
    assert [str(when) for when in resolve_history(times, MADE, ahead={0})] == ["2010-10"]


WORDS = [
    "1950 ", "480 BC ", "on May 4 ", "in July ", "the 13th, ", "the next day ", "winter ", "this year ", "on Monday ",
    "three days ago ", "a decade earlier ", "29 February ", "10:30 ", "early 1990s ", "the 9th century BC ", "9999 ",
    "0001 ", "that morning ", "two weeks later ", "now ", "in the past century ", "between 5 and 9 June ", "\n", ". ",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS)).map("".join), st.sampled_from([None, "2009-12-19", "2009", "0001", "9999-12-31"])
)
def test_every_value_is_edtf(text: str, published: str | None) -> None:
    """Whatever is told in whatever order, each expression gets EDTF or nothing."""
    times = find_timexes(text)
    whens = resolve_history(times, Edtf.parse(published) if published else None)
    assert len(whens) == len(times)
    assert all(when is None or Edtf.parse(str(when)) == when for when in whens)
