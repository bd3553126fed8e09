"""Plain text, also pasted from a page with its furniture, to pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from chancery.reading.pieces import Aligned, Piece, join, limited
from chancery.reading.wrapped import unwrap

_NEWLINE: Final = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+"
)
_BULLET: Final = re.compile(r"^[•◦▪●·‣∙*]\s+(?=\S)")


def read_text(text: str) -> list[Piece]:
    """Cut a decoded text at its line breaks; paragraphs broken at a fixed width are joined again.

    Args:
        text: The decoded file.

    Returns:
        The lines that hold words or signs, in order, with the blank lines before each.

    Raises:
        TooManyPiecesError: If there are more lines than any report has.
    """
    return unwrap(limited(_lines(text)))


def without_controls(line: Aligned) -> Aligned:
    """Take control and invisible characters out of a line."""
    if not _DROPPED.search(line.text):
        return line
    parts, start = [], 0
    for match in _DROPPED.finditer(line.text):
        parts.append(line.cut(start, match.start()))
        start = match.end()
    return join([*parts, line.cut(start, len(line.text))], "")


def _lines(text: str) -> Iterator[Piece]:
    start, gap = 0, 0
    ends = ((match.start(), match.end()) for match in _NEWLINE.finditer(text))
    for end, after in chain(ends, [(len(text), len(text))]):
        if not text[start:end].strip():
            start, gap = after, gap + 1
            continue
        line = without_controls(Aligned.whole(text[start:end], start)).stripped()
        start = after
        bullet = _BULLET.match(line.text)
        if bullet:
            line = line.cut(bullet.end(), len(line.text))
        if line.text:
            yield Piece(body=line, gap=gap)
            gap = 0
        else:
            gap += 1
