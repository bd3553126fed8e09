"""From arc scores to dependency trees: the best tree with exactly one root (Chu-Liu/Edmonds)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Heads = list[int]
_NEVER: Final = -1e9
_ROOTS: Final = 5  # likeliest roots that are tried; on EWT's development set trying all changes no tree


def decode_trees(scores: NDArray[np.float32], lengths: Sequence[int]) -> list[Heads]:
    """Return the best tree of each sentence of a batch.

    Args:
        scores: (sentences, positions, positions), dependents by heads; position 0 is the root,
            words follow from 1 on, padding after them.
        lengths: How many words each sentence has.

    Returns:
        For each sentence the head of every word, counted from 1; 0 is the root.
    """
    diagonal = np.arange(scores.shape[1])
    scores = scores.copy()
    scores[:, diagonal, diagonal] = _NEVER
    greedy = scores.argmax(2).tolist()
    trees = []
    for row, length in enumerate(lengths):
        heads = greedy[row][: length + 1]
        heads[0] = 0
        if heads[1:].count(0) != 1 or max(heads) > length or _cycle(heads):
            heads = _decode(scores[row, : length + 1, : length + 1].astype(np.float64))
        trees.append(heads[1:])
    return trees


def _decode(scores: NDArray[np.float64]) -> Heads:
    """Try the likeliest words under the root, one at a time."""
    best: Heads = []
    best_total = -np.inf
    words = np.arange(1, len(scores))
    for root in np.argsort(-scores[1:, 0])[:_ROOTS] + 1:
        single = scores.copy()
        single[1:, 0] = _NEVER
        single[root, 0] = scores[root, 0]
        tree = _arborescence(single)
        total = single[words, tree[1:]].sum()
        if total > best_total:
            best, best_total = tree.tolist(), total
    return best


def _cycle(heads: Sequence[int]) -> list[int]:
    """Return the nodes of one cycle among `heads`, or nothing; node 0 is the root."""
    seen = [0] * len(heads)  # the walk that saw each node
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node and seen[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(heads[cycle[-1]])
            return cycle
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the head of each node in the best spanning tree."""
    heads: NDArray[np.intp] = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(heads)), inside)
    kept = scores[inside, heads[inside]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, inside)]
    contracted = _arborescence(_contract(scores[np.ix_(outside, outside)], entering, leaving))
    result: NDArray[np.intp] = np.zeros_like(heads)
    result[inside] = heads[inside]
    for position, node in enumerate(outside):
        head = contracted[position]
        result[node] = inside[leaving[position].argmax()] if head == len(outside) else outside[head]
    entry = contracted[-1]
    result[inside[entering[:, entry].argmax()]] = outside[entry]
    result[0] = 0
    return result


def _contract(
    rest: NDArray[np.float64], entering: NDArray[np.float64], leaving: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Make a cycle one node, the last."""
    size = len(rest)
    small = np.full((size + 1, size + 1), _NEVER)
    small[:-1, :-1] = rest
    small[-1, :-1] = entering.max(0)
    small[:-1, -1] = leaving.max(1)
    return small
