"""The signs of a PDF's page to words and lines: where each stands, how large it is, which way it runs.

1. Signs without a blank between them are a word; a raised figure at its end is a word of its own.
2. Turned pages are turned back; words that run another way than the page are set aside.
3. On a page written from right to left the places are mirrored, so that "before" is always "left".
4. Words beside each other are a line, as far as no gap parts them.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any, Final

from chancery.reading.pieces import Aligned, join

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge."""

_BLANKS: Final = frozenset({0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x85, 0x2028, 0x2029, *range(0x2000, 0x200C), 0x202F, 0x3000})
_BREAK_HYPHENS: Final = frozenset({0x02, 0xFFFE})  # what PDFium makes of a hyphen at a line's end
_LIGATURES: Final = range(0xFB00, 0xFB07)
_BULLETS: Final = frozenset({0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF06C, 0xF06E, 0xF0E0, 0xF0FC, 0xF02D})  # symbol fonts
UNKNOWN: Final = "\ufffd"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_NOTE_MARK: Final = re.compile(r"\d{1,3}(?:,\d{1,3})*|[*†‡§]+")
_POWERS: Final = frozenset({"m", "km", "cm", "10", "co"})  # what bears an exponent, not a note
_RAISED: Final = 0.85  # height of a note's mark beside its word's
_QUARTER: Final = 1.5708  # radians
_EDGE: Final = 1e6  # points; no page is larger
_SAME_ROW: Final = 0.5  # share of the lower one's height that two words of a row have in common
_GAP: Final = 0.75  # of a line's height, from which a gap may part columns
_BUCKET: Final = 8  # points of height among which the line is looked for that a word goes on
_STOP: Final = 1.5  # of a line's height: a gap between the cells of a table
_TOUCH: Final = 0.08  # of a line's height, below which there is no blank


@dataclass(slots=True)
class Word:
    """Signs without a blank between them, and the box they fill.

    Attributes:
        text: The signs.
        x0: Left edge, in points.
        y0: Lower edge.
        x1: Right edge.
        y1: Upper edge.
        index: Its place among the signs of the page.
        glued: Whether it follows the word before without a blank.
        raised: Whether it is the mark of a note.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    index: int = 0
    glued: bool = False
    raised: bool = False

    @property
    def size(self) -> float:
        """Height of the font."""
        return self.y1 - self.y0


@dataclass(slots=True)
class Line:
    """Words beside each other.

    Attributes:
        words: In reading order.
        start: Place in the document's text; -1 before the text is put together.
        text: The words, with the blanks between them.
        x0: Left edge.
        y0: Lower edge of most letters.
        x1: Right edge.
        y1: Upper edge of most letters.
        size: Height of most letters' font.
        stops: Where wide gaps begin and end.
    """

    words: list[Word]
    start: int = -1
    text: str = field(init=False, default="")
    x0: float = field(init=False, default=0.0)
    y0: float = field(init=False, default=0.0)
    x1: float = field(init=False, default=0.0)
    y1: float = field(init=False, default=0.0)
    size: float = field(init=False, default=0.0)
    stops: list[tuple[float, float]] = field(init=False, default_factory=list)
    _marks: list[tuple[int, int]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Put the words together."""
        self.words.sort(key=lambda word: (word.x0, word.index))
        self.size = max(_usual_size(self.words), 0.1)
        self.x0, self.x1 = self.words[0].x0, max(word.x1 for word in self.words)
        full = [word for word in self.words if word.size > _RAISED * self.size] or self.words
        self.y0, self.y1 = median(word.y0 for word in full), median(word.y1 for word in full)
        self._spell()

    def _spell(self) -> None:
        spelt, length, before = [], 0, None
        least = self._least_stop()
        for word in self.words:
            gap = word.x0 - before.x1 if before else 0.0
            touching = before is not None and (word.glued or gap < _TOUCH * self.size)
            if before and not touching:
                spelt.append(" ")
                length += 1
                if gap > least:
                    self.stops.append((before.x1, word.x0))
            if before and self._is_mark(word, before, touching=touching):
                self._marks.append((length - (not touching), length + len(word.text)))
            spelt.append(word.text)
            length += len(word.text)
            before = word
        self.text = "".join(spelt)

    def _least_stop(self) -> float:
        """Return the room from which a gap parts cells: the gaps of a stretched line are all alike."""
        gaps = [b.x0 - a.x1 for a, b in pairwise(self.words) if b.x0 - a.x1 > _TOUCH * self.size]
        narrowest = min(gaps, default=0.0) if len(gaps) > 1 else 0.0
        return max(_STOP * self.size, 1.6 * narrowest if narrowest < 2 * _STOP * self.size else 0.0)

    def _is_mark(self, word: Word, before: Word, *, touching: bool) -> bool:
        """Tell a note's mark from an exponent and from a word."""
        if touching and before.text.lower() in _POWERS:
            return False
        if not _NOTE_MARK.fullmatch(word.text):
            return False
        return word.raised or (word.size < _RAISED * self.size and word.y0 > self.y0 + 0.1 * self.size)

    @property
    def center(self) -> float:
        """Height of its middle above the page's foot."""
        return (self.y0 + self.y1) / 2

    def body(self) -> Aligned:
        """Return the words with their places, without the marks of notes."""
        whole = Aligned.whole(self.text, self.start)
        if not self._marks:
            return whole
        parts, at = [], 0
        for start, end in self._marks:
            parts.append(whole.cut(at, start))
            at = end
        return join([*parts, whole.cut(at, len(self.text))], "")


@dataclass(slots=True)
class PageLines:
    """What stands on a page.

    Attributes:
        segments: Stretches of words without a wide gap.
        turned: Lines that run another way than the page.
        top: Upper edge of the page, as its words run.
        bottom: Lower edge.
        mirrored: Whether it is written from right to left.
        unknown: How many signs have no character.
        signs: How many signs there are.
    """

    segments: list[Line]
    turned: list[Line]
    top: float
    bottom: float
    mirrored: bool = False
    unknown: int = 0
    signs: int = 0


def read_lines(text_page: Any, count: int, box: Box) -> PageLines:  # noqa: ANN401 - a C handle
    """Read the lines of a page.

    Args:
        text_page: PDFium's handle of the page's text.
        count: How many signs it has.
        box: Left, lower, right and upper edge of what is shown of the page, in points.

    Returns:
        The page's lines, unordered.
    """
    words: dict[int, list[Word]] = {0: [], 1: [], 2: [], 3: []}
    shown = {turn: _turned_back(box, turn) for turn in words}
    for word, turn in _words(text_page, count):
        left, low, right, high = shown[turn]
        if word.text and word.x1 > left and word.x0 < right and word.y1 > low and word.y0 < high:
            words[turn].append(word)
    main = max(words, key=lambda turn: sum(len(word.text) for word in words[turn]))
    upright = words[main]
    mirrored = _runs_left(upright)
    if mirrored:
        for word in upright:
            word.x0, word.x1 = -word.x1, -word.x0
    aside = [line for turn in words if turn != main for line in link(words[turn])]
    signs = "".join(word.text for word in upright)
    return PageLines(link(upright), aside, shown[main][3], shown[main][1], mirrored, signs.count(UNKNOWN), len(signs))


def link(words: Iterable[Word]) -> list[Line]:
    """Link words that stand beside each other without a wide gap."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _continues(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    rows: defaultdict[int, list[list[Word]]] = defaultdict(list)
    linked: list[list[Word]] = []
    for run in sorted(runs, key=lambda run: (run[0].x0, run[0].index)):
        height = int((run[0].y0 + run[0].y1) / 2 // _BUCKET)
        fitting = [row for at in (height - 1, height, height + 1) for row in rows[at] if _continues(row[-1], run[0])]
        if fitting:
            max(fitting, key=lambda row: (_shared(row[-1], run[0]), row[-1].x1)).extend(run)
        else:
            linked.append(run)
            rows[height].append(run)
    return [Line(row) for row in linked]


def _usual_size(words: Sequence[Word]) -> float:
    sizes = [word.y1 - word.y0 for word in words]
    if max(sizes) - min(sizes) < 0.1:  # noqa: PLR2004 - points
        return sizes[0]
    return median(size for word, size in zip(words, sizes, strict=True) for _ in range(min(len(word.text), 8)))


def merge_rows(lines: Iterable[Line]) -> list[Line]:
    """Join lines at the same height, and order them from the top down."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.center):
        if rows and same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [row[0] if len(row) == 1 else Line([word for line in row for word in line.words]) for row in rows]


def same_row(one: Line | Word, other: Line | Word) -> bool:
    """Tell whether two stand at the same height."""
    return _shared(one, other) >= _SAME_ROW


def _shared(one: Line | Word, other: Line | Word) -> float:
    lowest = min(one.y1 - one.y0, other.y1 - other.y0)
    high = min(other.y1, one.y1)
    low = max(other.y0, one.y0)
    return (high - low) / (max(0.1, lowest))


def _continues(last: Word, word: Word) -> bool:
    tall = max(last.y1 - last.y0, word.y1 - word.y0)
    return -0.3 * tall <= word.x0 - last.x1 <= _GAP * tall and _shared(last, word) >= _SAME_ROW


def _runs_left(words: Sequence[Word]) -> bool:
    classes: Counter[str] = Counter()
    for word in words:
        classes.update(map(unicodedata.bidirectional, word.text[:4]))
    return sum(classes[name] for name in _RIGHT_TO_LEFT) > classes["L"]


def _turned_back(box: Box, turn: int) -> Box:
    """Turn a box so that words of this direction run to the right."""
    left, low, right, high = box
    if turn == 1:
        return -high, left, -low, right
    if turn == 2:  # noqa: PLR2004 - half a turn
        return -right, -high, -left, -low
    if turn == 3:  # noqa: PLR2004 - three quarters
        return low, -right, high, -left
    return left, low, right, high


def _words(text_page: Any, count: int) -> Iterator[tuple[Word, int]]:  # noqa: ANN401 - a C handle
    """Yield words and their direction in quarter turns, in the order of the page's signs."""
    from pypdfium2 import raw  # noqa: PLC0415 - a library that only PDFs need

    signs: list[str] = []
    first = before = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        blank = code in _BLANKS
        if not blank:
            if not signs:
                first = index
            if 0xDC00 <= code <= 0xDFFF and signs and 0xD800 <= before <= 0xDBFF:  # noqa: PLR2004 - halves of one sign
                signs[-1:] = [chr(0x10000 + ((before - 0xD800) << 10) + code - 0xDC00), ""]
            else:
                signs.append(_sign(code))
            before = code
        if signs and (blank or code in _BREAK_HYPHENS):
            yield from _boxed(text_page, signs, first, raw)
            signs = []
    if signs:
        yield from _boxed(text_page, signs, first, raw)


def _sign(code: int) -> str:
    """Return the character of a sign: ligatures in letters, bullets of symbol fonts as bullets."""
    if 0x20 < code < 0x7F:  # noqa: PLR2004 - ASCII
        return chr(code)
    if code in _BREAK_HYPHENS:
        return "-"
    if code in _BULLETS:
        return "•"
    if code > 0x10FFFF:  # noqa: PLR2004 - beyond Unicode
        return UNKNOWN
    category = unicodedata.category(chr(code))
    if category in {"Cc", "Cn"}:
        return ""
    if category in {"Co", "Cs"}:
        return UNKNOWN
    return unicodedata.normalize("NFKC", chr(code)) if code in _LIGATURES else chr(code)


def _boxed(text_page: Any, signs: Sequence[str], first: int, raw: Any) -> Iterator[tuple[Word, int]]:  # noqa: ANN401 - C handles
    """Give a word its box; one that PDFium took over a line's end is cut there, and a raised mark off."""
    turn = round(raw.FPDFText_GetCharAngle(text_page, first) / _QUARTER) % 4
    head = _box(text_page, first, turn, raw)
    tail = _box(text_page, first + len(signs) - 1, turn, raw) if len(signs) > 1 else head
    if min(head[3], tail[3]) <= max(head[1], tail[1]) and len(signs) > 1:
        for part, at, box in _cut_at_lines(text_page, signs, first, turn, raw):
            yield Word("".join(part), *box, index=at), turn
        return
    low, high = sorted((_height(head), _height(tail)))
    edge = _size_edge(text_page, signs, first, turn, raw) if low < _RAISED * high else 0
    if edge:
        inner = _box(text_page, first + edge - 1, turn, raw), _box(text_page, first + edge, turn, raw)
        raised = head[1] > tail[1], tail[1] > head[1]
        yield Word("".join(signs[:edge]), *_around(head, inner[0]), index=first, raised=raised[0]), turn
        after = Word("".join(signs[edge:]), *_around(inner[1], tail), index=first + edge, glued=True, raised=raised[1])
        yield after, turn
        return
    yield Word("".join(signs), *_around(head, tail), index=first), turn


def _size_edge(text_page: Any, signs: Sequence[str], first: int, turn: int, raw: Any) -> int:  # noqa: ANN401 - C handles
    """Return the place in a word where large signs meet small ones."""
    heights = [_height(_box(text_page, first + at, turn, raw)) for at in range(len(signs))]
    least = _RAISED * max(heights)
    small_first = heights[0] < least
    return next((at for at in range(1, len(signs)) if (heights[at] < least) != small_first), 0)


def _cut_at_lines(
    text_page: Any,  # noqa: ANN401 - a C handle
    signs: Sequence[str],
    first: int,
    turn: int,
    raw: Any,  # noqa: ANN401 - a C library
) -> Iterator[tuple[Sequence[str], int, Box]]:
    """Cut signs wherever the next stands on another line."""
    boxes = [_box(text_page, first + at, turn, raw) for at in range(len(signs))]
    start = 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or min(boxes[at][3], boxes[at - 1][3]) <= max(boxes[at][1], boxes[at - 1][1]):
            yield signs[start:at], first + start, _around(boxes[start], boxes[at - 1])
            start = at


def _around(one: Box, other: Box) -> Box:
    """Return the box around the first and the last sign, which is that of the word."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _height(box: Box) -> float:
    return box[3] - box[1]


def _box(text_page: Any, index: int, turn: int, raw: Any) -> Box:  # noqa: ANN401 - C handles
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect))
    box = (rect.left, rect.bottom, rect.right, rect.top)
    return _turned_back(box, turn) if all(-_EDGE < side < _EDGE for side in box) else (0.0, 0.0, 0.0, 0.0)
