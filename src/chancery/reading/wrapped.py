"""Joins the lines of paragraphs that were broken at a fixed width: mails, wires, clippings, text out of a PDF viewer.

1. A text all of whose inner lines are about as long as its longest is broken everywhere; short lines end paragraphs.
2. In a page of which only the report is broken, lines go together where the first word of the next would not have
   stood on the line, in a run of lines at least one of which goes on in small letters. The width is that of the lines
   that do.

Hyphens at the ends of lines are those of `hyphens`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from chancery.reading.hyphens import count_forms, join_lines
from chancery.reading.pieces import Piece

_WIDTHS: Final = range(50, 101)  # signs in a line of a text that is broken everywhere
_LOCAL: Final = range(30, 101)  # the same where a page stands around it
_LEAST: Final = 4  # inner lines that must be there to call a text broken
_GOING_ON: Final = 3  # lines that go on in small letters that must be there to call a part of a page broken
_FULL_SHARE: Final = 0.7
_RAGGED: Final = 0.85  # of the width that a line has at least which the next word did not fit: letters differ in width
_BROKEN_SHARE: Final = 0.8  # of the lines that go on in small letters, those that the next word would not have fitted
_ENDED: Final = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_NUMBERED: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[-–—•*])\s")


def unwrap(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the lines of broken paragraphs.

    Args:
        pieces: The lines of a text, with the blank lines before each.
    """
    groups: Iterable[list[Piece]]
    if _is_broken(pieces):
        widest = max(len(piece.text) for piece in pieces)
        groups = _grouped(pieces, lambda last, _: len(last.text) >= 0.6 * widest)
    elif (width := _width_inside(pieces)) is not None:
        groups = _grouped(pieces, lambda last, piece: _is_soft(last, piece, width))
        groups = (part for group in groups for part in _kept(group))
    else:
        return list(pieces)
    forms = count_forms(piece.text for piece in pieces)
    return [Piece(body=join_lines((piece.body for piece in group), forms), gap=group[0].gap) for group in groups]


def _is_broken(pieces: Sequence[Piece]) -> bool:
    """Tell a text broken at a fixed width: inner lines are almost as long as the longest."""
    inner = [a for a, b in pairwise(pieces) if b.gap == 0]
    widest = max((len(piece.text) for piece in pieces), default=0)
    if len(inner) < _LEAST or widest not in _WIDTHS:
        return False
    full = sum(1 for piece in inner if len(piece.text) > 0.75 * widest)
    return full >= _FULL_SHARE * len(inner)


def _width_inside(pieces: Sequence[Piece]) -> int | None:
    """Return the width at which a part of a page is broken; None where none is."""
    going_on = [(a, b) for a, b in pairwise(pieces) if _goes_on(a, b) and len(a.text) in _LOCAL]
    if len(going_on) < _GOING_ON:
        return None
    width = max(len(a.text) for a, _ in going_on)
    soft = sum(_is_soft(a, b, width) for a, b in going_on)
    return width if soft >= _BROKEN_SHARE * len(going_on) else None


def _goes_on(last: Piece, piece: Piece) -> bool:
    """Tell whether a line breaks off inside a sentence, and the next goes on with it."""
    return piece.gap == 0 and piece.text[0].islower() and _ENDED.search(last.text) is None


def _is_soft(last: Piece, piece: Piece, width: int) -> bool:
    """Tell whether a line ends about where the next word would have been too long for it."""
    needed = len(last.text) + 1 + len(piece.text.split(maxsplit=1)[0])
    return len(last.text) <= width and needed > _RAGGED * width and _NUMBERED.match(piece.text) is None


def _grouped(pieces: Sequence[Piece], follows: Callable[[Piece, Piece], bool]) -> Iterator[list[Piece]]:
    """Yield the lines of each paragraph: a blank line, or a line that the next does not follow, ends one."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.gap or not follows(group[-1], piece)):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _kept(group: list[Piece]) -> list[list[Piece]]:
    """Return a group if some line of it goes on in small letters, else its lines one by one: entries of a menu."""
    return [group] if any(_goes_on(a, b) for a, b in pairwise(group)) else [[piece] for piece in group]
