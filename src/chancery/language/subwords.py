"""Words to the numbers that the language model reads: subwords, letter shapes, places of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
SHAPES: Final = ("lower", "Title", "UPPER", "MiXed", "digit", "other")
"""Letter shapes of a word: the encoder's own vocabulary is in small letters."""
LOWER, TITLE, UPPER, MIXED, DIGIT, OTHER = range(len(SHAPES))
_SPECIAL: Final = ("[CLS]", "[SEP]", "[UNK]", "[MASK]")
_KNOWN: Final = 100_000  # words whose subwords are remembered; some 30 MB
_LONGEST: Final = 100  # letters of a word that are read: WordPiece gives up beyond


class Encoded(NamedTuple):
    """One sentence as the model reads it.

    Attributes:
        ids: Subwords, `[CLS]` first and `[SEP]` last.
        shapes: Letter shape of each subword's word.
        first: First subword of each word; word 0 is `[CLS]`, which stands for the root.
        last: Last subword of each word.
    """

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def shape_of(word: str) -> int:
    """Classify the letters of a word."""
    if word.islower() and word.isalpha():
        return LOWER
    if any(letter.isdigit() for letter in word):
        return DIGIT
    if not any(letter.isalpha() for letter in word):
        return OTHER
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[:1].isupper() and word[1:].islower() else MIXED


class Encoder:
    """Splits words into subwords, and remembers the words it has seen."""

    def __init__(self, tokenizer: Path) -> None:
        """Read a `tokenizer.json`."""
        from tokenizers import Tokenizer  # noqa: PLC0415 - commands without a model do not need it

        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        special: dict[str, int] = self._tokenizer.get_vocab()
        self.cls, self.sep, self.unknown, self.mask = map(special.__getitem__, _SPECIAL)
        self.pieces = lru_cache(_KNOWN)(self._pieces)

    def _pieces(self, word: str) -> tuple[tuple[int, ...], int]:
        """Return the subwords of a word, at least one, and its letter shape."""
        ids = self._tokenizer.encode(word[:_LONGEST], add_special_tokens=False).ids
        return tuple(ids) or (self.unknown,), shape_of(word)

    def encode(self, words: Sequence[str]) -> Encoded:
        """Number the words of one sentence."""
        ids, shapes, first, last = [self.cls], [OTHER], [0], [0]
        for word in words:
            pieces, shape = self.pieces(word)
            first.append(len(ids))
            ids.extend(pieces)
            last.append(len(ids) - 1)
            shapes.extend([shape] * len(pieces))
        ids.append(self.sep)
        shapes.append(OTHER)
        return Encoded(ids, shapes, first, last)


def pad(sentences: Sequence[Encoded]) -> dict[str, Numbers]:
    """Lay sentences under one another, filled up with 0: one (sentences, longest) array a field."""
    arrays = {}
    for field in Encoded._fields:
        rows = [getattr(sentence, field) for sentence in sentences]
        array = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        for place, row in enumerate(rows):
            array[place, : len(row)] = row
        arrays[field] = array
    return arrays
