"""From tag scores to names: the best well-formed BIOES sequence (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER: Final = np.float32(-1e9)


class Name(NamedTuple):
    """One name: words `start` to `end`, half-open, and its type."""

    start: int
    end: int
    label: str


def decode_names(scores: Scores, lengths: Sequence[int], tags: tuple[str, ...]) -> list[list[Name]]:
    """Return the names of each sentence of a batch.

    Args:
        scores: (sentences, words, tags); padding after the words.
        lengths: How many words each sentence has.
        tags: The BIOES tags; "O" first.

    Returns:
        For each sentence its names, in order, none overlapping.
    """
    greedy = scores.argmax(2).tolist()
    allowed = _allowed(tags)
    found = []
    for row, length in enumerate(lengths):
        path = greedy[row][:length]
        if any(path):  # the greedy path, where well-formed, is the best of all
            border = len(tags)
            steps = zip([border, *path], [*path, border], strict=True)
            if not all(allowed[one][two] for one, two in steps):
                path = _viterbi(scores[row, :length], tags)
        found.append(_names_of(path, tags) if any(path) else [])
    return found


@cache
def _allowed(tags: tuple[str, ...]) -> list[list[bool]]:
    """Tell which tag may follow which; the last row and column are the border of the sentence."""
    every = (*tags, "O")
    return [[_follows(left, right) for right in every] for left in every]


def _follows(left: str, right: str) -> bool:
    opens, goes_on = left[0] in "BI", right[0] in "IE"
    return opens == goes_on and (not opens or left[1:] == right[1:])


@cache
def _transitions(tags: tuple[str, ...]) -> Scores:
    return np.where(np.array(_allowed(tags)), np.float32(0), _NEVER)


def _viterbi(scores: Scores, tags: tuple[str, ...]) -> list[int]:
    table = _transitions(tags)
    size = len(tags)
    total = scores[0] + table[size, :size]
    back = []
    for row in scores[1:]:
        paths = total[:, None] + table[:size, :size]
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    path = [int((total + table[:size, size]).argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return path[::-1]


def _names_of(path: Sequence[int], tags: tuple[str, ...]) -> list[Name]:
    names, start = [], 0
    for index, number in enumerate(path):
        tag = tags[number]
        if tag[0] in "BS":
            start = index
        if tag[0] in "ES":
            names.append(Name(start, index + 1, tag[2:]))
    return names
