"""Lines to the rows of a table: JSON objects, or values between delimiters; each fault stays in its row."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chancery.reading.columns import read_head
from chancery.reading.lines import Lines, LineTooLongError
from chancery.reading.source import ITEM_LIMIT

TOO_LARGE: Final = f"is larger than {ITEM_LIMIT // 2**20} MB"
_FIRST_LINES: Final = 20
_MAX_REREAD: Final = 4 * ITEM_LIMIT  # characters of a table that are read again after faults
_UNCLOSED: Final = "has a quote that is never closed"
_QUOTES: Final = "has quotes that do not enclose a cell"
_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line
_MARKS: Final = {True: re.compile(r'["\\]'), False: re.compile(r'["}]|\{+')}
"""What matters inside a quoted string, and outside of one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        number: Its place among the rows, from 1.
        cells: Its values by column; empty where the row has a fault.
        code: Code of the fault, "" if there is none.
        fault: What is wrong with it, as the rest of a sentence.
    """

    number: int
    cells: Mapping[str, object]
    code: str = ""
    fault: str = ""


def read_json_rows(lines: Lines) -> Iterator[Row]:
    """Read JSON objects: one per line, or in one array, or one after the other over many lines.

    Args:
        lines: The table, from its beginning.

    Yields:
        A row per object; C067 for what is no object or says one thing twice, C014 for what is too large.
    """
    texts = _by_lines(lines) if _has_a_line_each(lines) else _by_braces(lines)
    for number, text in enumerate(texts, start=1):
        yield _json_row(number, text)


def _has_a_line_each(lines: Lines) -> bool:
    start = lines.start.lstrip()
    if start.startswith("["):
        return False
    first = start.split("\n", _FIRST_LINES)[:_FIRST_LINES]
    if len(first) == 1:
        return lines.cut or not _json_row(1, start).fault
    return any(_json_row(1, line).cells for line in first)


def _by_lines(lines: Lines) -> Iterator[str | None]:
    while True:
        try:
            line = lines.readline()
        except LineTooLongError:
            yield None
            continue
        if not line:
            return
        if line.strip():
            yield line


def _by_braces(lines: Lines) -> Iterator[str | None]:
    splitter = _Splitter()
    while text := lines.read():
        yield from splitter.feed(text)
    if splitter.is_open:
        yield splitter.take()


def _json_row(number: int, text: str | None) -> Row:
    if text is None:
        return Row(number, {}, "C014", TOO_LARGE)
    try:
        cells = json.loads(text, object_pairs_hook=_once, parse_constant=_nothing)
    except _TwiceError as error:
        return Row(number, {}, "C067", str(error))
    except (ValueError, RecursionError):
        cells = None
    return Row(number, cells) if isinstance(cells, dict) else Row(number, {}, "C067", "is no JSON object")


class _TwiceError(ValueError):
    """An object says two different things under one key."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    cells = dict(pairs)
    if len(cells) < len(pairs):
        twice = next((key for key, value in pairs if cells[key] != value), None)
        if twice is not None:
            both = f"has {twice[:60]!r} twice"
            raise _TwiceError(both)
    return cells


def _nothing(_constant: str) -> None:
    """Read NaN and Infinity, which some writers put into an empty cell, as nothing."""


class _Splitter:
    """Cuts characters into JSON objects by their braces, whatever lies between them.

    One object is held at a time; of one that is larger than any report only the end is looked for.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._depth = 0
        self._quoted = False
        self._escaped = False

    @property
    def is_open(self) -> bool:
        """Tell whether an object has begun and not ended."""
        return self._depth > 0

    def feed(self, text: str) -> Iterator[str | None]:
        """Yield the objects that end in `text`; None for one that is too large."""
        begin, at = 0, int(self._escaped)
        self._escaped = False
        while at < len(text):
            if self._depth == 0:
                begin = text.find("{", at)
                if begin < 0:
                    return
                self._depth, at = 1, begin + 1
                continue
            at = self._step(text, at)
            if self._depth == 0:
                self._keep(text[begin:at])
                yield self.take()
        if self.is_open:
            self._keep(text[begin:])

    def take(self) -> str | None:
        """Return what was kept of an object, None if it is too large, and begin anew."""
        whole = "".join(self._parts) if self._size <= ITEM_LIMIT else None
        self._parts, self._size = [], 0
        return whole

    def _step(self, text: str, at: int) -> int:
        """Go to the character after the next mark."""
        mark = _MARKS[self._quoted].search(text, at)
        if mark is None:
            return len(text)
        if mark[0] == "\\":
            self._escaped = mark.end() == len(text)
            return mark.end() + 1
        if mark[0] == '"':
            self._quoted = not self._quoted
        else:
            self._depth += -1 if mark[0] == "}" else len(mark[0])
        return mark.end()

    def _keep(self, part: str) -> None:
        self._size += len(part)
        if self._size <= ITEM_LIMIT:
            self._parts.append(part)
        else:
            self._parts.clear()


def read_csv_rows(lines: Lines) -> Iterator[Row]:
    """Read values between delimiters; the first row names the columns.

    Args:
        lines: The table, from its beginning.

    Yields:
        A row per record below the first; C067 for one with more or fewer cells than columns or a
        quote that is never closed, C014 for one that is too large. Blank lines are passed over.
    """
    start, delimiter = lines.start, None
    if stated := _SEPARATOR.match(start):
        lines.skip(stated.end())
        start, delimiter = start[stated.end() :], stated[1]
    head = read_head(start, cut=lines.cut)
    records = _Records(lines, delimiter or (head.delimiter if head else ","))
    names: list[str] | None = None
    numbers = itertools.count(1)
    for record in records:
        if isinstance(record, Row):
            yield Row(next(numbers), {}, record.code, record.fault)
        elif names is None:
            names = [name.strip() for name in record]
        elif len(record) == len(names):
            yield Row(next(numbers), dict(zip(names, record, strict=True)))
        else:
            yield Row(next(numbers), {}, "C067", f"has {len(record):,} cells, the table {len(names):,} columns")


class _Records:
    """Records of a table, each of bounded size; after a fault the next line begins a new one."""

    def __init__(self, lines: Lines, delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self._size = 0
        self._ended = False
        self._reread_size = 0
        self._reader = self._begin()

    def __iter__(self) -> Iterator[list[str] | Row]:
        """Yield the cells of each record, or its fault."""
        while True:
            self._record, self._size, self._ended = [], 0, False
            try:
                cells = self._next()
            except LineTooLongError:
                yield Row(0, {}, "C014", TOO_LARGE)
                self._reread()
                continue
            except csv.Error:
                yield self._without_quotes() or Row(0, {}, "C067", _UNCLOSED if self._ended else _QUOTES)
                self._reread()
                continue
            if cells is None:
                return
            if cells:
                yield cells

    def _next(self) -> list[str] | None:
        """Read one record; the csv module's own limit of a cell is set aside meanwhile."""
        before = csv.field_size_limit(2 * ITEM_LIMIT)
        try:
            return next(self._reader, None)
        finally:
            csv.field_size_limit(before)

    def _without_quotes(self) -> list[str] | None:
        """Cut a line at its tabs alone: most writers of tabs know no quoting, and a text may begin with a quote."""
        return self._record[0].rstrip("\r\n").split("\t") if self._delimiter == "\t" else None

    def _reread(self) -> None:
        """Read the lines that a faulty record swallowed again, but not its first."""
        if self._reread_size + self._size <= _MAX_REREAD:
            self._reread_size += self._size
            self._again.extendleft(reversed(self._record[1:]))
        self._reader = self._begin()

    def _begin(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else self._lines.readline():
            self._record.append(line)
            self._size += len(line)
            if self._size > ITEM_LIMIT:
                raise LineTooLongError
            yield line
        self._ended = True
