"""Where quotation marks open and close in a block, as writers use them, not as they should.

Straight and curly marks mix, a mark is forgotten, a quotation runs over paragraphs whose first
mark is repeated and whose last is missing. Single marks count only where a block has no double
ones, for most of them are apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.model.text import Span

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
DOUBLE = OPENING | CLOSING | {'"'}
_BEFORE_OPEN = frozenset(" \n\t\u00a0([—–-/:,")
_SINGLE = re.compile(r"(?<![\w.,!?’'])[‘'](?=[^\W_])(?P<inside>[^\n“”\"]{2,}?)(?<=[\w.,!?…])[’'](?![\w’'])")
_SINGLE_WORDS = 2  # one word between single marks is a name or an elision
# a forgotten closing mark: the cue that follows the words shows where they ended
_CUE_AHEAD = re.compile(
    r"[,.?!] (?=(?:(?:he|she|they|[A-Z]\w+(?: [A-Z]\w+){0,3}) (?:also )?)?"
    r"(?:said|says|added|told|noted|stressed|stated|explained|warned|continued)\b)"
)


def quoted_spans(text: str, block: Span) -> tuple[Span, ...]:
    """Return the spans between quotation marks in a block, marks left out.

    Args:
        text: The clean text.
        block: Where the block stands in it.

    Returns:
        Spans in order, not overlapping; one that no mark closes runs to the end of the block, or
        to the cue that shows where its words end.
    """
    marks = [at for at in range(block.start, block.end) if text[at] in DOUBLE]
    found = _doubles(text, block, marks) if marks else _singles(text, block)
    trimmed = (_trim(text, span) for span in found)
    return tuple(span for span in trimmed if span.end > span.start)


def _doubles(text: str, block: Span, marks: list[int]) -> Iterator[Span]:
    opened: int | None = None
    depth = 0
    for index, at in enumerate(marks):
        if opened is None:
            if _can_open(text, at, block):
                opened, depth = at + 1, 0
        elif depth and _can_close(text, at, block):
            depth -= 1
        elif _must_open(text, at, block):
            if _is_nested(text, marks[index + 1 : index + 3], block):
                depth += 1
            else:  # the closing mark before this one was forgotten
                yield Span(opened, _forgotten(text, Span(opened, at)))
                opened = at + 1
        else:
            yield Span(opened, at)
            opened = None
    if opened is not None:
        yield Span(opened, _forgotten(text, Span(opened, block.end)))


def _can_open(text: str, at: int, block: Span) -> bool:
    if text[at] in CLOSING:
        return False
    return text[at] in OPENING or at == block.start or text[at - 1] in _BEFORE_OPEN


def _must_open(text: str, at: int, block: Span) -> bool:
    """Tell whether a mark inside an open quotation opens another: space before it, a letter after."""
    if text[at] in OPENING:
        return True
    if text[at] in CLOSING or at + 1 >= block.end:
        return False
    return text[at - 1] in " (" and text[at + 1].isalnum()


def _can_close(text: str, at: int, block: Span) -> bool:
    return text[at] in CLOSING or (text[at] == '"' and not _must_open(text, at, block))


def _is_nested(text: str, following: list[int], block: Span) -> bool:
    """Tell whether the next two marks both close: the inner quotation and the outer."""
    return len(following) > 1 and all(_can_close(text, at, block) for at in following)


def _forgotten(text: str, span: Span) -> int:
    """Return where an unclosed quotation ends: before the cue that follows its words."""
    cue = _CUE_AHEAD.search(text, span.start, span.end)
    return cue.start() + 1 if cue else span.end


def _singles(text: str, block: Span) -> Iterator[Span]:
    for match in _SINGLE.finditer(text, block.start, block.end):
        if len(match["inside"].split()) >= _SINGLE_WORDS:
            yield Span(*match.span("inside"))


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
