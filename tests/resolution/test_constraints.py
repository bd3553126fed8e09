"""Intervals under facts."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from chancery.resolution.constraints import Fact, Trust, clash_words, narrow

DAY = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))
FACT = st.builds(
    Fact,
    because=st.sampled_from(["It says one.", "It says two.", "It says three."]),
    low=st.none() | DAY,
    high=st.none() | DAY,
    trust=st.sampled_from(Trust),
    quiet=st.booleans(),
    present=st.booleans(),
).filter(lambda fact: not (fact.low and fact.high and fact.low > fact.high))


@given(st.lists(FACT, max_size=6).flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))))
def test_windows_do_not_depend_on_order(pair: tuple[list[Fact], list[Fact]]) -> None:
    """The same facts leave the same days."""
    one, other = pair
    assert narrow(one) == narrow(other)


@given(st.lists(FACT, max_size=6))
def test_windows_are_never_empty(facts: list[Fact]) -> None:
    """What would leave no day is set aside, and named with what stands against it."""
    window = narrow(facts)
    assert window.low is None or window.high is None or window.low <= window.high
    for aside, against in window.clashes:
        assert aside in facts
        assert against in facts


def test_trust_decides_between_facts() -> None:
    """The weaker of two that contradict each other is set aside."""
    weak = Fact(high=dt.date(2010, 1, 1), because="It names an old minister.", trust=Trust.WEAK)
    strong = Fact(low=dt.date(2012, 1, 1), because="It tells of 2012 as past.", trust=Trust.STRONG)
    window = narrow([weak, strong])
    assert (window.low, window.high) == (dt.date(2012, 1, 1), None)
    (words,) = clash_words(window)
    assert words.startswith("Contradiction: it names an old minister, but it tells of 2012 as past")


def test_quiet_facts_are_set_aside_without_a_word() -> None:
    """An old office is background, not a contradiction."""
    weak = Fact(high=dt.date(2010, 1, 1), because="It names an old minister.", trust=Trust.WEAK, quiet=True)
    strong = Fact(low=dt.date(2012, 1, 1), because="It tells of 2012 as past.", trust=Trust.STRONG)
    assert clash_words(narrow([weak, strong])) == ()


def test_reasons_are_those_of_the_ends() -> None:
    """Facts that bound nothing more are not told."""
    facts = [Fact(low=dt.date(year, 1, 1), because=f"It tells of {year}.") for year in (2001, 2005, 2009)]
    assert narrow(facts).reasons == ("It tells of 2009.",)
