"""Plain text, also pasted from a page with its furniture, to pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final

from chancery.reading.pieces import Aligned, Piece, join, limited

_NEWLINE: Final = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+"
)
_BULLET: Final = re.compile(r"^[•◦▪●·‣∙*]\s+(?=\S)")
_WRAPPED_WIDTH: Final = range(50, 101)
_MIN_WRAPPED: Final = 4  # inner lines that must be there to call a text wrapped
_WRAPPED_SHARE: Final = 0.7


def read_text(text: str) -> list[Piece]:
    """Cut a decoded text at its line breaks; hard-wrapped paragraphs are joined again.

    Args:
        text: The decoded file.

    Returns:
        The lines that hold words or signs, in order, with the blank lines before each.

    Raises:
        TooManyPiecesError: If there are more lines than any report has.
    """
    pieces = limited(_lines(text))
    return list(_unwrapped(pieces)) if _is_wrapped(pieces) else pieces


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


def _is_wrapped(pieces: list[Piece]) -> bool:
    """Tell a text broken at a fixed width: inner lines are almost as long as the longest."""
    inner = [a for a, b in pairwise(pieces) if b.gap == 0]
    widest = max((len(piece.text) for piece in pieces), default=0)
    if len(inner) < _MIN_WRAPPED or widest not in _WRAPPED_WIDTH:
        return False
    full = sum(1 for piece in inner if len(piece.text) > 0.75 * widest)
    return full >= _WRAPPED_SHARE * len(inner)


def _unwrapped(pieces: list[Piece]) -> Iterator[Piece]:
    widest = max(len(piece.text) for piece in pieces)
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.gap or len(group[-1].text) < 0.6 * widest):
            yield _joined(group)
            group = []
        group.append(piece)
    if group:
        yield _joined(group)


def _joined(group: list[Piece]) -> Piece:
    return Piece(body=join([piece.body for piece in group], " "), gap=group[0].gap)
