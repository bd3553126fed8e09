"""Pairs of names in many traditions are told apart, in the part that was tuned on and in the part that was not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from chancery.resolution.matching import compare
from resolution.named_pairs import KEPT_APART, TUNED, Pair, read_pairs, score, traditions

PRECISION: Final = 99.0
RECALL: Final = 85.0
TRADITIONS: Final = 8
PAIRS: Final = 300


@pytest.mark.parametrize("path", [TUNED, KEPT_APART], ids=["tuned", "kept apart"])
def test_automatic_tier_is_right(path: Path) -> None:
    """Hardly any two people are joined, and most spellings of one person are."""
    got = score(read_pairs(path))
    assert got.precision >= PRECISION, got.wrong
    assert got.recall >= RECALL, got.missed


def test_pairs_are_many_and_hard() -> None:
    """There are 300 pairs and more in eight traditions and more; half are two people, a quarter kept apart."""
    tuned, kept = read_pairs(TUNED), read_pairs(KEPT_APART)
    every = [*tuned, *kept]
    assert len(every) >= PAIRS
    assert len(kept) * 4 >= len(every)
    assert len(list(traditions(every))) >= TRADITIONS
    assert abs(2 * sum(pair.same for pair in every) - len(every)) <= len(every) // 10
    assert len({pair.names for pair in every}) == len(every)


@pytest.mark.parametrize("pair", read_pairs(TUNED)[::7], ids=lambda pair: pair.names)
def test_comparing_is_the_same_both_ways(pair: Pair) -> None:
    """Which of two people comes first is immaterial."""
    assert compare(pair.one, pair.other).tier is compare(pair.other, pair.one).tier
