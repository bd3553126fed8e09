"""Trees: always whole, with one root, and the best there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from chancery.language.trees import decode_trees

FINITE = st.floats(-50, 50, width=32)


def is_tree(heads: list[int]) -> bool:
    """Tell a tree with one root."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        node, steps = start, 0
        while node:
            node, steps = heads[node - 1], steps + 1
            if steps > len(heads):
                return False
    return True


def best_total(scores: np.ndarray) -> float:
    """Return the total of the best tree, by trying all."""
    words = range(1, len(scores))
    trees = (heads for heads in product(range(len(scores)), repeat=len(scores) - 1) if is_tree(list(heads)))
    return max(sum(float(scores[word, head]) for word, head in zip(words, heads, strict=True)) for heads in trees)


@given(st.integers(1, 4).flatmap(lambda size: arrays(np.float32, (1, size + 1, size + 1), elements=FINITE)))
@settings(max_examples=60)
def test_the_tree_is_the_best_of_all_trees(scores: np.ndarray) -> None:
    """The tree is the best of all trees."""
    heads = decode_trees(scores, [scores.shape[1] - 1])[0]
    assert is_tree(heads)
    total = sum(float(scores[0, word, head]) for word, head in enumerate(heads, start=1))
    assert total == pytest.approx(best_total(scores[0]), abs=1e-3)


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_any_scores_give_trees_and_padding_is_no_word(size: int, seed: int) -> None:
    """Any scores give trees and padding is no word."""
    scores = np.random.default_rng(seed).normal(size=(2, size + 4, size + 4)).astype(np.float32)
    lengths = [size, max(1, size // 2)]
    trees = decode_trees(scores, lengths)
    assert [len(tree) for tree in trees] == lengths
    assert all(is_tree(tree) for tree in trees)


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    """A cycle is broken where it costs least."""
    scores = np.full((1, 4, 4), -5.0, dtype=np.float32)
    scores[0, 1, 2] = scores[0, 2, 1] = 10  # words 1 and 2 would hang on each other
    scores[0, 2, 3], scores[0, 1, 3] = 4, 1
    scores[0, 3, 0] = 6
    assert decode_trees(scores, [3]) == [[2, 3, 0]]
