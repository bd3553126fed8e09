"""Matching: greedy, one to one, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from chancery.evaluation.figures import Miss, percent, precision_and_recall
from chancery.evaluation.matching import match, tally


@dataclass(frozen=True)
class Item:
    """A gold item."""

    label: str
    optional: bool = False


def test_matching_takes_the_likest_pair_first() -> None:
    """The best pair is made even if it leaves another gold item with nothing."""
    table = {("a", "x"): 2.0, ("a", "y"): 1.0, ("b", "x"): 3.0}
    matching = match([Item("a"), Item("b")], ["x", "y"], lambda g, r: table.get((g.label, r), 0.0))
    assert matching.pairs == ((1, 0), (0, 1))


def test_matching_gives_a_tie_to_the_required_then_the_earlier_item() -> None:
    """An optional item waits for the required ones."""
    gold = [Item("a", optional=True), Item("b"), Item("c")]
    assert match(gold, ["x", "y"], lambda _g, _r: 1.0).pairs == ((1, 0), (2, 1))


def test_tally_lets_optional_items_cost_nothing() -> None:
    """An optional item that is met lowers the count of the record's items, and is never missed."""
    gold = [Item("a", optional=True), Item("b"), Item("c")]
    matching = match(gold, ["a", "b", "x"], lambda g, r: float(g.label == r))
    figures, misses = tally("thing", matching)
    assert figures == {"p": 50.0, "r": 50.0, "f": 50.0, "tp": 1, "got": 2, "gold": 2}
    assert misses == (Miss("thing", "c"),)


def test_tally_counts_only_what_meets_the_standard() -> None:
    """A pair below the standard is a miss."""
    matching = match([Item("a")], ["a"], lambda _g, _r: 1.0)
    figures, misses = tally("thing", matching, right=lambda _g, _r: False)
    assert figures["tp"] == 0
    assert misses == (Miss("thing", "a"),)


@given(st.lists(st.lists(st.floats(-1, 9), min_size=4, max_size=4), max_size=6))
def test_matching_uses_each_item_once(table: list[list[float]]) -> None:
    """No item is in two pairs, and no pair is unlike."""
    gold = [Item(str(index)) for index in range(len(table))]
    pairs = match(gold, list(range(4)), lambda g, r: table[int(g.label)][r]).pairs
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(table[i][j] > 0 for i, j in pairs)


def test_figures_of_nothing_are_zero_or_none() -> None:
    """Nothing found in nothing divides by nothing."""
    assert precision_and_recall(right=0, got=0, gold=0) == {"p": 0.0, "r": 0.0, "f": 0.0, "tp": 0, "got": 0, "gold": 0}
    assert percent(0, 0) is None
    assert percent(1, 3) == 33.3
