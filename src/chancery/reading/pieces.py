"""Pieces of a page: text that knows which characters of the original it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final, TypeVar

from chancery.model.text import BlockKind

T = TypeVar("T")

MAX_PIECES: Final = 20_000  # lines; 4 s of reading, and ten times what the longest debate in print has
LONGEST_WORD: Final = 2000  # characters without a blank; no language and hardly an address has longer ones
Runs = tuple[tuple[int, int, int], ...]
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_MIN_SENTENCE: Final = 6
_MIN_PROSE: Final = 9
_SMALL: Final = 0.45  # share of words in small letters; headlines in title case have less
_SMALL_BEFORE_STOP: Final = 0.2  # a lead full of names and titles, but with a full stop
_LONG: Final = 15
_SAMPLE: Final = 2000
_FAR: Final = 2**62
_SOLID: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text and the places of its characters in the original.

    Attributes:
        text: The characters.
        runs: `(place here, place in the original, length)`, ascending; characters that no run
            covers were made by the reader.
    """

    text: str
    runs: Runs

    @classmethod
    def whole(cls, text: str, start: int = 0) -> Aligned:
        """Align a text that stands in the original, unchanged, from `start` on."""
        return cls(text, ((0, start, len(text)),) if text else ())

    def cut(self, start: int, end: int) -> Aligned:
        """Return the characters from `start` up to `end`."""
        runs = []
        for at in range(max(0, bisect_right(self.runs, (start, _FAR, 0)) - 1), len(self.runs)):
            here, original, length = self.runs[at]
            if here >= end:
                break
            low, high = max(here, start), min(here + length, end)
            if low < high:
                runs.append((low - start, original + low - here, high - low))
        return Aligned(self.text[start:end], tuple(runs))

    def stripped(self) -> Aligned:
        """Return the text without blanks at its ends."""
        if self.text and not (self.text[0].isspace() or self.text[-1].isspace()):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def origin(self) -> int:
        """Return the first place in the original, or -1 where there is none."""
        return self.runs[0][1] if self.runs else -1


def join(parts: Sequence[Aligned], separator: str) -> Aligned:
    """Join texts; the separators belong to no place of the original."""
    runs: list[tuple[int, int, int]] = []
    offset = 0
    for part in parts:
        for here, original, length in part.runs:
            place = here + offset
            if runs and runs[-1][0] + runs[-1][2] == place and runs[-1][1] + runs[-1][2] == original:
                runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + length)
            else:
                runs.append((place, original, length))
        offset += len(part.text) + len(separator)
    return Aligned(separator.join(part.text for part in parts), tuple(runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line or paragraph as the page has it.

    Attributes:
        body: Its words.
        gap: Blank lines before it.
        kind: Its place in the layout, where the page's own marks tell it.
        words: How many words it has.
        is_sentence: Whether it ends as a sentence does and is long enough for one.
        is_prose: Whether it reads like a paragraph: a sentence, and mostly small letters.
    """

    body: Aligned
    gap: int = 1
    kind: BlockKind | None = None
    words: int = field(init=False)
    is_sentence: bool = field(init=False)
    is_prose: bool = field(init=False)

    def __post_init__(self) -> None:
        """Count the words once."""
        words = count_words(self.body.text)
        sentence = words >= _MIN_SENTENCE and bool(_ENDS_SENTENCE.search(self.text[-8:]))
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "is_sentence", sentence)
        least = _SMALL_BEFORE_STOP if words >= _LONG and self.text.endswith(".") else _SMALL
        prose = sentence and words >= _MIN_PROSE and small_share(self.text) > least
        object.__setattr__(self, "is_prose", prose)

    @property
    def text(self) -> str:
        """The piece's characters."""
        return self.body.text


class TooManyPiecesError(ValueError):
    """A page has more lines than any report."""


def limited(items: Iterable[T]) -> list[T]:
    """List the lines of a page.

    Raises:
        TooManyPiecesError: If there are more than `MAX_PIECES`.
    """
    listed = list(islice(items, MAX_PIECES + 1))
    if len(listed) > MAX_PIECES:
        raise TooManyPiecesError
    return listed


def is_debris(text: str) -> bool:
    """Tell what holds a run of signs too long for any word: encoded data, a broken file."""
    return len(text) > LONGEST_WORD and max(map(len, text.split()), default=0) > LONGEST_WORD


def without_debris(piece: Piece) -> Iterator[Piece]:
    """Cut runs too long for any word out of a piece, each to a piece of its own; most pieces stay whole."""
    if not is_debris(piece.text):
        yield piece
        return
    edges = [0]
    for run in _SOLID.finditer(piece.text):
        if len(run[0]) > LONGEST_WORD:
            edges += [run.start(), run.end()]
    edges.append(len(piece.text))
    for start, end in pairwise(edges):
        body = piece.body.cut(start, end).stripped()
        if body.text:
            yield Piece(body=body, gap=0 if start else piece.gap, kind=piece.kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece told to be furniture, and why.

    Attributes:
        rule: Name of the rule that weighed most.
        reason: What the rule saw, for people.
        score: Sum of the weights; at least 1.
    """

    rule: str
    reason: str
    score: float


def count_words(text: str) -> int:
    """Count the words of a piece; a very long one is counted at its blanks."""
    if len(text) > 100 * _SAMPLE:
        return text.count(" ") + 1
    return len(_WORD.findall(text))


def small_share(text: str) -> float:
    """Return the share of words that begin with a small letter, in a sample of the text."""
    words = _WORD.findall(text[:_SAMPLE])
    return sum(1 for word in words if word[0].islower()) / len(words) if words else 0.0


def fold(text: str) -> str:
    """Reduce a line to what two copies of it share: letters and digits, case folded."""
    return " ".join(_WORD.findall(text.casefold()))
