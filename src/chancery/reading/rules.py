"""What a rule about furniture is: a test of one piece, and its weight above, inside and below a report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from chancery.reading.pieces import Piece

Weights = tuple[float, float, float]
SHORT: Final = 8  # words


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of furniture.

    Attributes:
        name: Stable name, for explanations and tests.
        reason: What the rule saw, for people.
        weights: Score above, inside and below the report's paragraphs.
        matches: The test on one piece.
    """

    name: str
    reason: str
    weights: Weights
    matches: Callable[[Piece], bool]


_LIMITS: Final[dict[Callable[[Piece], bool], int]] = {}
"""The most words of a piece that each test made here may meet."""


def most_words(rule: Rule) -> int | None:
    """Return how many words a piece has at most that a rule may meet; None where the rule does not say."""
    return _LIMITS.get(rule.matches)


def whole(pattern: str, *, flags: int = re.IGNORECASE, words: int = SHORT) -> Callable[[Piece], bool]:
    """Return a test whether a short piece is nothing but the pattern."""
    compiled = re.compile(pattern, flags)

    def matches(piece: Piece) -> bool:
        return piece.words <= words and bool(compiled.fullmatch(piece.text))

    _LIMITS[matches] = words
    return matches


def opens(pattern: str, *, words: int, flags: int = re.IGNORECASE) -> Callable[[Piece], bool]:
    """Return a test whether a piece of limited length opens with the pattern."""
    compiled = re.compile(pattern, flags)

    def matches(piece: Piece) -> bool:
        return piece.words <= words and bool(compiled.match(piece.text))

    _LIMITS[matches] = words
    return matches


def within(matches: Callable[[Piece], bool], words: int) -> Callable[[Piece], bool]:
    """Return a test for pieces of limited length."""

    def limited(piece: Piece) -> bool:
        return piece.words <= words and matches(piece)

    _LIMITS[limited] = words
    return limited
