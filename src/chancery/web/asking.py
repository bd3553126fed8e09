"""Reads what an address asks for: filters, a place in a list; and writes addresses that ask for a little else."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import QueryParams

from chancery.errors import ServeError, UnsupportedFact
from chancery.model.dates import Edtf
from chancery.record.browsing import Row, Wanted

FILTERS: Final = ("state", "person", "outlet", "type", "status", "text", "from", "to", "undated")
_MOST: Final = 500  # characters of one value
_LISTED: Final = 12  # values of one name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list is asked for.

    Attributes:
        wanted: For the record.
        values: As the address has it, for forms and for other addresses.
    """

    wanted: Wanted
    values: Mapping[str, object]

    def but(self, **changed: object) -> dict[str, object]:
        """Return the values with some others; None takes one away. `start` and `end` mean "from" and "to"."""
        named = {"start": "from", "end": "to"}
        return {**self.values, **{named.get(name, name): value for name, value in changed.items()}}


def read_asked(params: QueryParams) -> Asked:
    """Read the filters of a list.

    Raises:
        ServeError: C105 if a date is none, or a value is longer than any that the record could have.
    """
    values: dict[str, object] = {}
    for name in FILTERS:
        given = [value for value in params.getlist(name) if value.strip()][:_LISTED]
        if any(len(value) > _MOST for value in given):
            raise ServeError("C105", f"What is asked for as {name} is too long.", "Ask for less.")
        if given:
            values[name] = given if name in {"state", "person", "outlet"} else given[-1].strip()
    kind, _, mode = str(values.get("type", "")).partition("/")
    wanted = Wanted(
        states=_listed(values, "state"),
        people=_listed(values, "person"),
        outlets=_listed(values, "outlet"),
        type=kind or None,
        mode=mode or None,
        status=str(values["status"]) if "status" in values else None,
        text=str(values.get("text", "")),
        since=read_day(params.get("from"), first=True),
        until=read_day(params.get("to"), first=False),
        undated="undated" in values,
    )
    return Asked(wanted=wanted, values=values)


def read_day(text: str | None, *, first: bool) -> dt.date | None:
    """Read one end of a time: a year, month, day, decade or any other EDTF date.

    Args:
        text: As the address has it.
        first: Whether its first day is meant, or its last.

    Raises:
        ServeError: C105 if it is none.

    Example:
        >>> read_day("2020-10", first=False)
        datetime.date(2020, 10, 31)
    """
    if not text or not text.strip():
        return None
    try:
        date = Edtf.parse(text.strip()[:_MOST])
    except UnsupportedFact as error:
        raise ServeError("C105", f"{text[:40]!r} is no date.", "Write it like 2020, 2020-10 or 2020-10-23.") from error
    return date.earliest if first else date.latest


def read_number(text: str | None, *, least: int, most: int, otherwise: int) -> int:
    """Read a whole number.

    Raises:
        ServeError: C105 if it is none, or outside its bounds.
    """
    if text is None or not text.strip():
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise ServeError("C105", f"{text[:40]!r} is no number from {least} to {most}.", "Ask for another.")
    return int(text)


def window(rows: Sequence[Row], after: str | None, size: int) -> tuple[Sequence[Row], str | None]:
    """Cut a window out of a list.

    Args:
        rows: The whole list, in time.
        after: Where the last window ended, as this function tells it; None for the first.
        size: How many rows at most.

    Returns:
        The rows, and where they end if more follow. A place that is none any more is passed over in time.

    Raises:
        ServeError: C105 if the place is none that this function tells.
    """
    start = 0
    if after:
        day, mark, entry = after.partition("_")
        if not mark or not entry or len(after) > _MOST:
            raise ServeError("C105", f"{after[:40]!r} is no place in a list.", "Start from the beginning.")
        start = bisect_right(rows, (day, entry), key=lambda row: (row.day, row.id))
    chosen = rows[start : start + size]
    more = len(rows) > start + size
    return chosen, f"{chosen[-1].day}_{chosen[-1].id}" if more else None


def _listed(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = values.get(name, [])
    return tuple(found) if isinstance(found, list) else ()
