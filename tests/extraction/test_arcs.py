"""Arcs over units: however they are mended, every node leads to a root."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.arcs import Arcs
from chancery.extraction.sentence import Word
from chancery.extraction.units import Unit, UnitKind
from chancery.model.text import Span

SIZE = 6


def _chain() -> Arcs:
    """Return words that hang each on the one before."""
    spans = [Span(2 * at, 2 * at + 1) for at in range(SIZE)]
    words = [Word(text="a", lower="a", span=span, head=max(0, at - 1)) for at, span in enumerate(spans)]
    return Arcs(words, [Unit(UnitKind.WORD, span, "a") for span in spans], {})


@given(st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=20))
def test_every_way_up_ends(moves: list[tuple[int, int]]) -> None:
    """Whatever was hung on what, no circle is left, and nothing else has moved."""
    arcs = _chain()
    for node, over in moves:
        arcs.hang(node, over, "dep")
    before = list(arcs.parents)
    arcs.break_circles()
    assert all(len([*arcs.above(at)]) < SIZE for at in range(SIZE))
    assert all(after in {at, was} for at, (was, after) in enumerate(zip(before, arcs.parents, strict=True)))


def test_a_node_may_become_a_root() -> None:
    """What is hung on itself hangs on nothing; what hung on it stays."""
    arcs = _chain()
    arcs.hang(3, 3, "root")
    assert arcs.parent(3) is None
    assert [*arcs.above(5)] == [4, 3]
