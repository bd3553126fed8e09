"""The lines of a PDF's pages in the order they are read: columns, running lines, notes at the foot.

1. Lines at the edge of a page that come back at the same height on other pages run along: page
   numbers, the outlet's name. They are told by repetition and place, whatever they say.
2. A page is parted at gutters: upright strips that no line crosses over some lines' height. A
   headline across columns parts the page above and below it.
3. Small lines at the foot that open with a mark are notes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from chancery.reading.pdf_lines import Line, PageLines, merge_rows

_EDGE_ROWS: Final = 4  # rows at either edge that may run along
_EDGE_SHARE: Final = 0.16  # of the page's height
_SAME_HEIGHT: Final = 3.0  # points
_MANY: Final = 3  # pages on which a running line comes back
_NUMBERS: Final = re.compile(r"\d+")
_ROMAN: Final = re.compile(r"[ivxlc]{1,7}")
_PAGE_NUMBER: Final = re.compile(r"\W*(?:[^\W\d]{1,6}\.?\s)?(\d{1,5})(?:\W{1,3}(?:[^\W\d]{1,4}\s)?\d{1,5})?\W*")

_GUTTER: Final = 0.6  # of a line's height: the narrowest
_MIN_ROWS: Final = 3  # rows on either side of a gutter
_MIN_WIDTH: Final = 8  # line heights; stretched lines of a narrow column gape, too
_MIN_SIGNS: Final = 18  # in the middling row of a column; a table's cells have fewer
_MIN_FILL: Final = 0.45  # of a column's width that its middling row fills
_MAX_DEPTH: Final = 6
_MAX_CANDIDATES: Final = 16
_MAX_SEGMENTS: Final = 1500  # of a page; more is no text in columns

_SMALL: Final = 0.93  # of the body's size; notes are smaller
_NOTE: Final = re.compile(r"\(?(?:\d{1,3}|[*†‡§]{1,3}|[ivx]{1,4})[).]?\s?[^\W\d_“\"(]")


@dataclass(slots=True)
class Page:
    """A page, its lines in the order they are read.

    Attributes:
        regions: Stretches of one column each.
        notes: Notes at the foot.
        running: Headers, footers and page numbers.
        turned: Lines that run another way than the page.
    """

    regions: list[list[Line]]
    notes: list[list[Line]] = field(default_factory=list)
    running: list[Line] = field(default_factory=list)
    turned: list[Line] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Yield all lines, in the order in which the document's text has them."""
        for region in (*self.regions, *self.notes, self.running, self.turned):
            yield from region


def body_size(pages: Sequence[PageLines]) -> float:
    """Return the size that most of the document's letters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.segments:
            sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def lay_out_pages(pages: Sequence[PageLines], size: float) -> list[Page]:
    """Bring the lines of all pages in order.

    Args:
        pages: The lines as they stand.
        size: Size of the body's letters.

    Returns:
        The pages, running lines and notes told apart.
    """
    rows = [_edge_rows(page) for page in pages]
    running = _running(rows, pages)
    laid = []
    for page, edges, run in zip(pages, rows, running, strict=True):
        dropped = {id(segment) for at in run for segment in edges[at].segments}
        kept = [segment for segment in page.segments if id(segment) not in dropped]
        regions = [merge_rows(region) for region in part(kept)]
        notes = _take_notes(regions, size, (page.top + page.bottom) / 2)
        laid.append(Page([r for r in regions if r], notes, [edges[at].line for at in run], page.turned))
    return laid


@dataclass(slots=True)
class _EdgeRow:
    """A row near the edge of a page."""

    line: Line
    segments: list[Line]
    at_top: bool
    rank: int  # from the edge inwards


def _edge_rows(page: PageLines) -> list[_EdgeRow]:
    """Return the rows near the upper and lower edge, each from the edge inwards."""
    high = page.top - page.bottom
    found: list[_EdgeRow] = []
    for at_top in (True, False):
        edge = page.top if at_top else page.bottom
        near = [line for line in page.segments if abs(line.center - edge) < _EDGE_SHARE * high]
        rows = merge_rows(near)
        ordered = rows[:_EDGE_ROWS] if at_top else rows[::-1][:_EDGE_ROWS]
        for rank, row in enumerate(ordered):
            words = {id(word) for word in row.words}
            segments = [line for line in near if id(line.words[0]) in words]
            found.append(_EdgeRow(row, segments, at_top, rank))
    return found


def _running(rows: Sequence[Sequence[_EdgeRow]], pages: Sequence[PageLines]) -> list[list[int]]:
    """Return, for each page, the indices of its rows that run along: all from the edge inwards."""
    where: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, edges in enumerate(rows):
        for row in edges:
            where[_signature(row.line)].append((number, _height(row, pages[number])))
    heights = {text: sorted((height, number) for number, height in places) for text, places in where.items()}
    running: list[list[int]] = []
    for number, edges in enumerate(rows):
        kept: list[int] = []
        open_edges = {True, False}
        for at, row in enumerate(edges):
            if row.at_top in open_edges and (
                _comes_back(heights[_signature(row.line)], _height(row, pages[number]), len(pages))
                or _is_page_number(row, edges, number)
            ):
                kept.append(at)
            else:
                open_edges.discard(row.at_top)
        running.append(kept)
    return running


def _height(row: _EdgeRow, page: PageLines) -> float:
    """Measure from the edge it is near to, as pages differ in size."""
    return page.top - row.line.center if row.at_top else -(row.line.center - page.bottom) - 1.0


def _signature(line: Line) -> str:
    """Reduce a line to what its copies on other pages share: figures may differ."""
    text = line.text.casefold().strip(" .-–—|")
    return "#" if _ROMAN.fullmatch(text) else _NUMBERS.sub("#", text)


def _comes_back(places: Sequence[tuple[float, int]], height: float, pages: int) -> bool:
    """Tell a line that stands at this height on many pages."""
    start = bisect_left(places, (height - _SAME_HEIGHT, -1))
    end = bisect_left(places, (height + _SAME_HEIGHT, 1 << 30))
    numbers = {number for _, number in places[start : min(end, start + 50)]}
    return len(numbers) >= min(_MANY, max(2, pages))


def _is_page_number(row: _EdgeRow, edges: Sequence[_EdgeRow], number: int) -> bool:
    """Tell a lone number at the very edge that counts the page."""
    match = _PAGE_NUMBER.fullmatch(row.line.text)
    if row.rank or match is None or int(match[1]) != number + 1:
        return False
    after = next((other for other in edges if other.at_top == row.at_top and other.rank == 1), None)
    return after is None or abs(after.line.center - row.line.center) > 1.5 * row.line.size


def part(segments: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Part the segments of a page into regions of one column, in the order they are read.

    Args:
        segments: Stretches of words without a wide gap.
        depth: How often the region was parted already.

    Returns:
        Regions; joined at equal heights each gives lines from the top down.
    """
    ordered = sorted(segments, key=lambda line: -line.center)
    if depth > _MAX_DEPTH or len(ordered) < 2 * _MIN_ROWS or len(ordered) > _MAX_SEGMENTS:
        return [ordered] if ordered else []
    gap = _GUTTER * median(line.size for line in ordered)
    scored = ((_score(ordered, edge, gap), edge) for edge in _candidates(ordered))
    score, edge = max(scored, default=(0, 0.0))
    if score <= 0:
        return [ordered]
    regions: list[list[Line]] = []
    plain: list[Line] = []
    for band, crossing in _bands(ordered, edge, gap):
        left, right = _sides(band, edge)
        if left and right and _are_columns(left, right, edge, least=1):
            regions += part(plain, depth + 1) + part(left, depth + 1) + part(right, depth + 1)
            plain = []
        else:
            plain += band
        plain += crossing
    return regions + part(plain, depth + 1)


def _candidates(ordered: Sequence[Line]) -> list[float]:
    """Return left edges that several segments share; a gutter ends at one of them."""
    edges = Counter(round(line.x0 / 2) for line in ordered)
    often = [edge for edge, count in edges.most_common(_MAX_CANDIDATES) if count + edges[edge + 1] >= _MIN_ROWS]
    return [2.0 * edge - 1.0 for edge in sorted(often)]


def _bands(ordered: Sequence[Line], edge: float, gap: float) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield the stretches that nothing crosses, each with what crosses below it."""
    band: list[Line] = []
    crossing: list[Line] = []
    for line in ordered:
        crosses = line.x0 < edge and line.x1 > edge - gap
        if crosses:
            crossing.append(line)
        else:
            if crossing:
                yield band, crossing
                band, crossing = [], []
            band.append(line)
    yield band, crossing


def _sides(band: Sequence[Line], edge: float) -> tuple[list[Line], list[Line]]:
    return [line for line in band if line.x0 < edge], [line for line in band if line.x0 >= edge]


def _score(ordered: Sequence[Line], edge: float, gap: float) -> int:
    """Count the segments that a gutter here parts."""
    score = 0
    for band, _ in _bands(ordered, edge, gap):
        left, right = _sides(band, edge)
        if min(len(left), len(right)) >= _MIN_ROWS and _are_columns(left, right, edge, least=_MIN_ROWS):
            score += len(band)
    return score


def _are_columns(left: Sequence[Line], right: Sequence[Line], edge: float, *, least: int) -> bool:
    """Tell two columns of text from the columns of a table, and from what stands above the other."""
    high = min(_top(left), _top(right)) - max(_foot(left), _foot(right))
    low = min(_top(left) - _foot(left), _top(right) - _foot(right))
    if high < 0.5 * low:
        return False
    width = max(line.x1 for line in right) - edge
    return _is_column(left, edge - min(line.x0 for line in left), least) and _is_column(right, width, least)


def _is_column(side: Sequence[Line], width: float, least: int) -> bool:
    rows = merge_rows(side)
    if len(rows) < least or width < _MIN_WIDTH * rows[0].size:
        return False
    filled = median(row.x1 - row.x0 for row in rows) / width
    return least == 1 or (median(len(row.text) for row in rows) >= _MIN_SIGNS and filled >= _MIN_FILL)


def _top(side: Sequence[Line]) -> float:
    return max(line.y1 for line in side)


def _foot(side: Sequence[Line]) -> float:
    return min(line.y0 for line in side)


def _take_notes(regions: list[list[Line]], size: float, middle: float) -> list[list[Line]]:
    """Take the notes off the foot of each region in the lower half of the page."""
    notes = []
    for region in regions:
        start = len(region)
        while start and region[start - 1].size < _SMALL * size and region[start - 1].center < middle:
            start -= 1
        marked = next((at for at in range(start, len(region)) if is_note(region[at])), None)
        if marked is not None:
            alone = start and region[start - 1].y0 - region[start].y1 > 0.5 * size
            start = start if alone else marked
            notes.append(region[start:])
            del region[start:]
    return notes


def is_note(line: Line) -> bool:
    """Tell the first line of a note by its mark."""
    return line.words[0].raised or bool(_NOTE.match(line.text))
