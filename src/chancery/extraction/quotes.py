"""Where quotation marks open and close in a block, as writers use them, not as they should.

Straight and curly marks mix, a mark is forgotten, a quotation runs over paragraphs whose first
mark is repeated and whose last is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancery.model.text import Span

_OPEN = frozenset("“„«")
_CLOSE = frozenset("”»")
_BEFORE_OPEN = frozenset(" \n\t\u00a0([—–-/:")


def quoted_spans(text: str, block: Span) -> tuple[Span, ...]:
    """Return the spans between quotation marks in a block, marks left out.

    Args:
        text: The clean text.
        block: Where the block stands in it.

    Returns:
        Spans in order, not overlapping; one that no mark closes runs to the end of the block.
    """
    return tuple(_spans(text, block))


def _spans(text: str, block: Span) -> Iterator[Span]:
    opened: int | None = None
    for at in range(block.start, block.end):
        mark = text[at]
        if opened is None:
            if mark in _OPEN or (mark == '"' and _opens(text, at, block)):
                opened = at + 1
        elif mark in _CLOSE or (mark == '"' and not _reopens(text, at, block)):
            if at > opened:
                yield _trim(text, Span(opened, at))
            opened = None
    if opened is not None and block.end > opened:
        yield _trim(text, Span(opened, block.end))


def _opens(text: str, at: int, block: Span) -> bool:
    return at == block.start or text[at - 1] in _BEFORE_OPEN


def _reopens(text: str, at: int, block: Span) -> bool:
    """Tell whether a straight mark inside an open quotation opens a nested one: space before, letter after."""
    nested = at + 1 < block.end and text[at - 1] in " (" and text[at + 1].isalnum()
    return nested and text.find('"', at + 1, block.end) > 0


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
