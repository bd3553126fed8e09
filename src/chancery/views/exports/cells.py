"""Writes text into cells of tables so that no spreadsheet takes it for a formula; numbers stay numbers.

A text that begins like a formula gets an apostrophe in front, as spreadsheets themselves write it; so does one
that begins with apostrophes and then like a formula, so that taking one off again gives back every text.

Source: OWASP, "CSV Injection"; full-width signs count as well, since some spreadsheets fold them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

Cell = str | int | float | bool | None

_EXACT: Final = 2**53  # whole numbers up to here are exact as floats
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_BREAKS: Final = re.compile(r"[\t\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]+")


def safe(text: str) -> str:
    """Return a text as a cell that no spreadsheet computes.

    Example:
        >>> safe("=cmd|' /C calc'!A0"), safe("'-1"), safe("Moscow")
        ("'=cmd|' /C calc'!A0", "''-1", 'Moscow')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unsafe(cell: str) -> str:
    """Return the text that `safe` made a cell of.

    Example:
        >>> unsafe(safe("'-1"))
        "'-1"
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def cell(value: Cell) -> str:
    """Return a value as a cell: text made safe, numbers as they are, nothing for None.

    Example:
        >>> cell(-4.5), cell("-4.5"), cell(True), cell(None)
        ('-4.5', "'-4.5", 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else str(value)


class _Echo:
    """What `csv.writer` writes to, so that it gives each line back."""

    def write(self, line: str) -> str:
        return line


_WRITER: Final[Any] = csv.writer(_Echo(), lineterminator="\n")


def csv_line(values: Iterable[Cell]) -> str:
    """Return a line of CSV (RFC 4180, with a plain line feed)."""
    line: str = _WRITER.writerow([cell(value) for value in values])
    return line


def tab_line(values: Iterable[Cell]) -> str:
    r"""Return a line of a tab-separated table without quoting, which every script splits alike.

    Tabs and ends of lines inside a text become spaces, straight double quotes single ones.

    Example:
        >>> tab_line(["a\tb", 'said "no"', -2.0, None])
        "a b\tsaid 'no'\t-2\t\n"
    """
    return tab_cells(values) + "\n"


def tab_cells(values: Iterable[Cell]) -> str:
    """Return some cells of such a line, for what several lines have in common."""
    told = [_flat(value) if isinstance(value, str) else "" if value is None else cell(value) for value in values]
    return "\t".join(told)


@lru_cache(maxsize=8192)  # names and codes come again and again
def _flat(text: str) -> str:
    return _BREAKS.sub(" ", safe(text)).replace('"', "'")
