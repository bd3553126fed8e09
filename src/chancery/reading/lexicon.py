"""Which words speak for furniture and which for content: a table of weights, learned from marked pages.

Words, pairs of neighbouring words, the first and the last word of a line have a weight each; those of a line are
added up. It is evidence beside a line's shape and place, never a verdict alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+|[©@#|›»▾/]|[\U0001f300-\U0001faff]")
_MOST: Final = 600  # characters that are looked at
_BOUND: Final = 6.0
LEXICON_NAMES: Final = ("words_say", "words_say_before", "words_say_after", "words_say_around", "words_known")
_AROUND: Final = 3


def tokens(text: str) -> list[str]:
    """Return what of a line may have a weight: words, pairs, and which words come first and last."""
    words = ["#" if word.isdigit() else word.replace("’", "'") for word in _WORD.findall(text[:_MOST].casefold())]
    if not words:
        return []
    return [*words, *map(" ".join, pairwise(words)), f"^{words[0]}", f"{words[-1]}$"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weights of words.

    Attributes:
        start: What a line without any known word has.
        weights: Above 0 for furniture, below for content.
    """

    start: float
    weights: Mapping[str, float]

    def say(self, text: str) -> tuple[float, float]:
        """Return what the words of a line say, and the share of them that are known."""
        found = tokens(text)
        known = [self.weights[token] for token in found if token in self.weights]
        total = self.start + sum(known) / math.sqrt(len(found) or 1)
        return max(-_BOUND, min(_BOUND, total)), len(known) / (len(found) or 1)

    def rows(self, texts: list[str]) -> list[tuple[float, ...]]:
        """Return one row for each line of a page, in the order of `LEXICON_NAMES`."""
        said = [self.say(text) for text in texts]
        rows: list[tuple[float, ...]] = []
        for at, (own, known) in enumerate(said):
            low, high = max(0, at - _AROUND), min(len(said), at + _AROUND + 1)
            near = [said[other][0] for other in range(low, high) if other != at]
            rows.append(
                (
                    own,
                    said[at - 1][0] if at else 0.0,
                    said[at + 1][0] if at + 1 < len(said) else 0.0,
                    sum(near) / len(near) if near else 0.0,
                    known,
                )
            )
        return rows


EMPTY: Final = Lexicon(0.0, {})
