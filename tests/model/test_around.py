"""The closest of many spans around another one, found without a look at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.model.around import Around
from chancery.model.text import Span
from pace import assert_grows_in_line

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS), SPANS)
def test_around_finds_what_a_look_at_all_spans_finds(spans: list[Span], inside: Span) -> None:
    """It is the shortest span that holds the other, of several as short the first."""
    holding = [at for at, span in enumerate(spans) if span.contains(inside)]
    shortest = min(holding, key=lambda at: spans[at].end - spans[at].start, default=None)
    assert Around(spans).innermost(inside) == shortest


def test_around_costs_in_line_with_the_spans() -> None:
    """Ten times as many quotations with an event in each cost about ten times as much."""
    assert_grows_in_line(_look_up, 2000)


def _look_up(many: int) -> None:
    around = Around(Span(at * 10, at * 10 + 8) for at in range(many))
    for at in range(many):
        assert around.innermost(Span(at * 10 + 2, at * 10 + 5)) == at
