"""Rows of a table to reports: what the text is, and what the table states about it.

Rows come one at a time and none is larger than a report, so that a table of any size is read in
the memory of a few rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Final

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.cells import read_address, read_authors, read_day, read_language, read_line
from chancery.reading.columns import Columns
from chancery.reading.kinds import starts_as_html
from chancery.reading.lines import Lines
from chancery.reading.rows import TOO_LARGE, Row, read_csv_rows, read_json_rows
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item, Kind, PageData

__all__ = ["Columns", "open_csv", "open_jsonl"]

_TRIED: Final = 100  # rows without a column of text after which the table has none
_REMEDY: Final = "Check the row."


def open_jsonl(source: IO[bytes], *, name: str, budget: Budget, columns: Columns) -> Iterator[Found]:
    """Read a table of JSON objects: one per line, or in one array, or one after the other.

    Args:
        source: The table; only read forward.
        name: What to call it.
        budget: Counts the rows.
        columns: The table's names of our fields.

    Yields:
        An item per row, or C067 for a row of another shape and C014 for one that is too large.

    Raises:
        InputError: C011 if there is no row, C067 if no column holds the text, C061 if there are more
            rows than the budget allows.
    """
    yield from _found(read_json_rows(Lines(source)), name=name, budget=budget, columns=columns)


def open_csv(source: IO[bytes], *, name: str, budget: Budget, columns: Columns) -> Iterator[Found]:
    """Read a table of values between commas, semicolons, tabs or bars; the first row names the columns.

    Args:
        source: The table; only read forward.
        name: What to call it.
        budget: Counts the rows.
        columns: The table's names of our fields.

    Yields:
        An item per row, or C067 for a row of another shape and C014 for one that is too large.

    Raises:
        InputError: C011 if there is no row, C067 if no column holds the text, C061 if there are more
            rows than the budget allows.
    """
    yield from _found(read_csv_rows(Lines(source)), name=name, budget=budget, columns=columns)


def _found(rows: Iterator[Row], *, name: str, budget: Budget, columns: Columns) -> Iterator[Found]:
    """Read each row; rows without a column of text wait until one has it, else the table is refused."""
    waiting: list[Skipped] = []
    names: tuple[str, ...] = ()
    has_text = has_rows = False
    for row in rows:
        has_rows = True
        budget.take_item(name=name)
        known = columns.find(tuple(row.cells))
        has_text = has_text or "text" in known
        found = _read(row, known, path=f"{name}!/{row.number}")
        if isinstance(found, Skipped) and not row.fault and not has_text:
            names = names or tuple(row.cells)
            waiting.append(found)
            if len(waiting) == _TRIED:
                break
        else:
            yield from waiting if has_text else ()
            waiting = [] if has_text else waiting
            yield found
    if waiting:
        raise columns.lacking(names, path=name)
    if not has_rows:
        raise InputError("C011", f"{name} has no rows.", "Check how it was saved.")


def _read(row: Row, known: Mapping[str, str], *, path: str) -> Found:
    if row.fault:
        return Skipped(path, row.code, f"{path} {row.fault}. {_REMEDY}")
    text = row.cells.get(known["text"]) if "text" in known else None
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)  # paragraphs
    if not isinstance(text, str) or not text.strip():
        return Skipped(path, "C067", f"{path} has no text. {_REMEDY}")
    data = text.encode(errors="replace")
    if len(data) > ITEM_LIMIT:
        return Skipped(path, "C014", f"{path} {TOO_LARGE}. {_REMEDY}")
    kind = Kind.HTML if starts_as_html(text) else Kind.TEXT
    return Item(name=path, data=data, kind=kind, stated=_stated(row.cells, known))


def _stated(cells: Mapping[str, object], known: Mapping[str, str]) -> PageData:
    said = {ours: cells.get(theirs) for ours, theirs in known.items()}
    return PageData(
        title=read_line(said.get("title")),
        subtitle=read_line(said.get("subtitle")),
        authors=read_authors(said.get("authors")),
        site=read_line(said.get("outlet")),
        url=read_address(said.get("url")),
        date=read_day(said.get("date")),
        language=read_language(said.get("language")),
    )
