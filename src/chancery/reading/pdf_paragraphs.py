"""The lines of a PDF's pages to paragraphs: broken lines, words, columns and pages are joined.

1. A line opens a paragraph by its indent, by more room above it, by another size of letters, by a
   list's mark, or because its first word would have fitted into the line before.
2. What ends a column or page without a sentence's end goes on where the next one begins in small letters.
3. A hyphen at a line's end goes with the break, unless the document has the word with it elsewhere.
4. Large letters tell the title and the headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.hyphens import breaks_word, count_forms, join_lines
from chancery.reading.pdf_layout import Page, is_note
from chancery.reading.pdf_lines import Line
from chancery.reading.pieces import Piece, count_words, fold
from chancery.reading.text import without_controls

_ENDS_SENTENCE: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BULLET: Final = re.compile(r"[•◦▪●·‣∙]\s*(?=\S)")
_ITEM: Final = re.compile(r"(?:[•◦▪●·‣∙*–-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s")
_SAME_SIZE: Final = 0.07  # share by which letters of one paragraph differ
_INDENT: Final = 0.6  # of a line's height
_LEADING: Final = 1.7  # of a line's height, at most, inside a heading
_HEADING: Final = 1.1  # of the body's size
_TITLE: Final = 1.2
_MAX_TITLE: Final = 45  # words
_MAX_HEADING: Final = 25
_SKIPPED: Final = 4  # notes, captions and other blocks between the halves of a paragraph


@dataclass(slots=True)
class _Frame:
    """The measures of a region.

    Attributes:
        left: Where lines begin.
        right: Where lines end at the latest.
        leading: From one line to the next.
        size: Size of the body's letters in the document.
    """

    left: float
    right: float
    leading: float
    size: float


@dataclass(slots=True)
class _Block:
    """The lines of a paragraph."""

    lines: list[Line]
    opens_region: bool = False
    is_note: bool = False
    page: int = 0
    gap: int = 1
    kind: BlockKind | None = field(default=None)

    @property
    def size(self) -> float:
        """Size of the first line's letters."""
        return self.lines[0].size


def read_pieces(pages: Sequence[Page], size: float, *, title: str | None) -> list[Piece]:
    """Join the lines of a document to paragraphs.

    Args:
        pages: The pages, their lines placed in the document's text.
        size: Size of the body's letters.
        title: The title as the metadata have it.

    Returns:
        Titles, headings and paragraphs in reading order; notes come after the paragraph that ends their page.
    """
    blocks = _joined(list(_blocks(pages, size)), size)
    _name_kinds(blocks, size, title)
    forms = count_forms(line.text for page in pages for line in page.lines())
    pieces = []
    for block in blocks:
        body = without_controls(join_lines((line.body().stripped() for line in block.lines), forms)).stripped()
        bullet = _BULLET.match(body.text)
        if bullet:
            body = body.cut(bullet.end(), len(body.text))
        if body.text:
            pieces.append(Piece(body=body, gap=block.gap, kind=block.kind))
    return pieces


def _blocks(pages: Sequence[Page], size: float) -> Iterator[_Block]:
    for number, page in enumerate(pages):
        for region in page.regions:
            for at, block in enumerate(_cut(region, size)):
                block.opens_region, block.page = at == 0, number
                yield block
        for note in page.notes:
            for block in _cut(note, size, notes=True):
                block.is_note, block.page = True, number
                yield block
        for line in page.turned:
            yield _Block([line], is_note=True, page=number)


def _cut(lines: Sequence[Line], size: float, *, notes: bool = False) -> Iterator[_Block]:
    """Cut a region into paragraphs."""
    if not lines:
        return
    frame = _measure(lines, size)
    block = _Block([lines[0]])
    for at in range(1, len(lines)):
        gap = _breaks(lines, at, block, frame, notes=notes)
        if gap is None:
            block.lines.append(lines[at])
        else:
            yield block
            block = _Block([lines[at]], gap=gap)
    yield block


def _measure(lines: Sequence[Line], size: float) -> _Frame:
    edges = Counter(round(line.x0 / 2) for line in lines)
    most = max(edges.values())
    left = 2.0 * min(edge for edge, count in edges.items() if count + edges[edge + 1] + edges[edge - 1] >= 0.3 * most)
    rights = sorted(line.x1 for line in lines)
    drops = sorted(a.y0 - b.y0 for a, b in pairwise(lines) if _alike(a, b) and 0 < a.y0 - b.y0 < 3 * a.size)
    leading = drops[len(drops) // 3] if drops else 1.2 * lines[0].size
    return _Frame(left, rights[min(len(rights) - 1, int(0.97 * len(rights)))], leading, size)


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _breaks(lines: Sequence[Line], at: int, block: _Block, frame: _Frame, *, notes: bool) -> int | None:
    """Tell whether a line opens a paragraph, and how much room is above it; None where it goes on."""
    above, line = lines[at - 1], lines[at]
    drop = above.y0 - line.y0
    if not _alike(above, line):
        return 1
    if min(above.size, line.size) > _HEADING * frame.size:
        return 1 if drop > _LEADING * line.size else None
    if drop > 1.12 * frame.leading + 0.08 * line.size or drop < 0:
        return 1
    if notes:
        return 0 if is_note(line) and line.words[0].raised >= lines[0].words[0].raised else None
    if _is_next_row(above, line):
        return 0
    full = _is_full(lines, at - 1, frame)
    if _ITEM.match(line.text) and (not full or _ENDS_SENTENCE.search(above.text)):
        return 0
    if _is_indented(lines, at, block, frame):
        return 1
    return None if full or _is_broken_word(above) else 0


def _is_full(lines: Sequence[Line], at: int, frame: _Frame) -> bool:
    """Tell a line that the next one's first word would not have fitted into."""
    line, after = lines[at], lines[at + 1]
    first = after.words[0]
    inset = max(0.0, line.x0 - frame.left)  # a quotation is set in on both sides
    if frame.right - inset - line.x1 < first.x1 - first.x0 + 0.5 * line.size:
        return True
    beside = [
        lines[start : start + 3] for start in range(max(0, at - 2), min(at, len(lines) - 3) + 1)
    ]  # lines beside a picture are shorter, but end at one edge
    return any(max(abs(line.x1 - other.x1) for other in three) < 0.15 * line.size for three in beside)


def _is_next_row(above: Line, line: Line) -> bool:
    """Tell two rows of a table: gaps of both end, or begin, at one place."""
    return any(
        abs(one[side] - other[side]) < 0.2 * line.size for one in above.stops for other in line.stops for side in (0, 1)
    )


def _is_broken_word(line: Line) -> bool:
    return breaks_word(line.text)


def _is_indented(lines: Sequence[Line], at: int, block: _Block, frame: _Frame) -> bool:
    """Tell the first line of a paragraph that begins further in, and the first one after an inset."""
    above, line = lines[at - 1], lines[at]
    step = _INDENT * line.size
    if _ITEM.match(block.lines[0].text) and line.x0 > block.lines[0].x0 + 0.2 * step:
        return False
    if _is_centered(above, frame) and _is_centered(line, frame):
        return False
    if line.x0 - above.x0 > step:
        return above.x0 - frame.left < step or len(block.lines) > 1
    inset = len(block.lines) > 1 and abs(block.lines[-2].x0 - above.x0) < 0.3 * step
    return inset and above.x0 - line.x0 > step


def _is_centered(line: Line, frame: _Frame) -> bool:
    left, right = line.x0 - frame.left, frame.right - line.x1
    return min(left, right) > line.size and abs(left - right) < line.size


def _joined(blocks: Sequence[_Block], size: float) -> list[_Block]:
    """Join the halves of paragraphs that a column's or page's end broke."""
    joined: list[_Block] = []
    for block in blocks:
        if joined and _is_heading_on(joined[-1], block, size):
            joined[-1].lines += block.lines
            continue
        before = _open(joined, block, size) if block.opens_region and not block.is_note else None
        if before:
            before.lines += block.lines
        else:
            joined.append(block)
    return joined


def _is_heading_on(before: _Block, block: _Block, size: float) -> bool:
    """Tell the next line of a heading that columns under it tore apart."""
    above, line = before.lines[-1], block.lines[0]
    large = min(above.size, line.size) > _HEADING * size and _alike(above, line)
    return large and before.page == block.page and 0 < above.y0 - line.y0 < _LEADING * line.size


def _open(blocks: Sequence[_Block], block: _Block, size: float) -> _Block | None:
    """Find the paragraph that a block goes on with."""
    text = block.lines[0].text
    if not text[0].islower() or abs(block.size - size) > _SAME_SIZE * size:
        return None
    for before in blocks[: -_SKIPPED - 1 : -1]:
        last = before.lines[-1].text
        if before.is_note or not _alike(before.lines[-1], block.lines[0]) or block.page - before.page > 1:
            continue
        return None if _ENDS_SENTENCE.search(last) else before
    return None


def _name_kinds(blocks: Sequence[_Block], size: float, title: str | None) -> None:
    """Tell titles and headings by their size."""
    wanted = fold(title) if title else None
    first = blocks[0].page if blocks else 0
    largest: _Block | None = None
    for block in blocks:
        text = " ".join(line.text for line in block.lines[:20])
        words = count_words(text)
        if block.page == first and wanted and fold(text) == wanted:
            largest, wanted = block, None
            largest.kind = BlockKind.TITLE
        if block.is_note or words > _MAX_TITLE or block.size < _HEADING * size:
            continue
        if words <= _MAX_HEADING and block.kind is None and words:
            block.kind = BlockKind.HEADING
        large = block.page == first and block.size >= _TITLE * size and words >= 3  # noqa: PLR2004
        if large and (largest is None or (largest.kind is not BlockKind.TITLE and block.size > 1.02 * largest.size)):
            largest = block
    if largest:
        largest.kind = BlockKind.TITLE
