"""Reads fields out of parsed YAML or JSON, naming the place of whatever is not as it should be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeVar

T = TypeVar("T")
Complaint = Callable[[str], Exception]
"""Makes the error to raise from a sentence that says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mapping of a file, with its place.

    Attributes:
        where: The mapping's place, for messages: `events[3]`.
        fields: The mapping.
        complain: Makes the error for a bad field.
    """

    where: str
    fields: Mapping[str, object]
    complain: Complaint

    @classmethod
    def of(cls, value: object, *, where: str, complain: Complaint) -> Row:
        """Wrap a value.

        Raises:
            Exception: As `complain` makes it, if the value is not a mapping with text keys.
        """
        if not isinstance(value, Mapping):
            problem = f"{where or 'the whole'} is not a mapping"
            raise complain(problem)
        for key in value:
            if not isinstance(key, str):
                problem = f"{where or 'the whole'} has the key {key!r}, not text"
                raise complain(problem)
        return cls(where, value, complain)

    def reject(self, field: str, problem: str) -> NoReturn:
        """Raise the complaint about one field."""
        place = f"{self.where}: " if self.where else ""
        complaint = self.complain(f"{place}{field!r} {problem}")
        raise complaint

    def has(self, field: str) -> bool:
        """Tell whether the field is there, even if empty."""
        return field in self.fields

    def text(self, field: str) -> str:
        """Return a text that must be there."""
        value = self.maybe_text(field)
        if value is None:
            self.reject(field, "is missing")
        return value

    def maybe_text(self, field: str) -> str | None:
        """Return a text that may be missing."""
        value = self.fields.get(field)
        if value is None or isinstance(value, str):
            return value
        return self.reject(field, f"is {value!r}, not text")

    def maybe_date(self, field: str) -> str | None:
        """Return a date as text; YAML reads an unquoted one as a number or a calendar date."""
        value = self.fields.get(field)
        if isinstance(value, bool) or not isinstance(value, str | int | dt.date | None):
            self.reject(field, f"is {value!r}, not a date")
        return None if value is None else str(value)

    def maybe_number(self, field: str) -> float | None:
        """Return a number that may be missing."""
        value = self.fields.get(field)
        if value is None:
            return None
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            try:
                return float(value)
            except (ValueError, OverflowError):
                pass
        return self.reject(field, f"is {value!r}, not a number")

    def flag(self, field: str) -> bool:
        """Return a yes or no; missing means no."""
        value = self.fields.get(field)
        if value is None or isinstance(value, bool):
            return bool(value)
        return self.reject(field, f"is {value!r}, neither true nor false")

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts; missing means none."""
        values = self.items(field)
        for value in values:
            if not isinstance(value, str):
                self.reject(field, f"holds {value!r}, which is not text")
        return tuple(str(value) for value in values)

    def one_or_more_texts(self, field: str) -> tuple[str, ...]:
        """Return a text, or a list of texts, as a tuple."""
        value = self.fields.get(field)
        return (value,) if isinstance(value, str) else self.texts(field)

    def items(self, field: str) -> tuple[object, ...]:
        """Return a list of anything; missing means none."""
        where = self._place(field)
        return list_of(self.fields.get(field), where=where, complain=self.complain)

    def rows(self, field: str) -> tuple[Row, ...]:
        """Return a list of mappings; missing means none."""
        where = self._place(field)
        return rows_of(self.fields.get(field), where=where, complain=self.complain)

    def row(self, field: str) -> Row:
        """Return a mapping that must be there."""
        if self.fields.get(field) is None:
            self.reject(field, "is missing")
        where = self._place(field)
        return Row.of(self.fields[field], where=where, complain=self.complain)

    def each(self, field: str, read: Callable[[Row], T]) -> tuple[T, ...]:
        """Return what `read` makes of each mapping of a list."""
        return tuple(read(row) for row in self.rows(field))

    def by_key(self, field: str, read: Callable[[Row], T]) -> dict[str, T]:
        """Return what `read` makes of each mapping of a mapping that must be there."""
        inner = self.row(field)
        return {key: read(inner.row(key)) for key in inner.fields}

    def _place(self, field: str) -> str:
        return f"{self.where}.{field}" if self.where else field


def list_of(value: object, *, where: str, complain: Complaint) -> tuple[object, ...]:
    """Return the items of a list; nothing means none.

    Raises:
        Exception: As `complain` makes it, if the value is not a list.
    """
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        problem = f"{where} is not a list"
        raise complain(problem)
    return tuple(value)


def rows_of(value: object, *, where: str, complain: Complaint) -> tuple[Row, ...]:
    """Return a list of mappings, each with its place; nothing means none.

    Raises:
        Exception: As `complain` makes it, if the value is not a list of mappings.
    """
    items = list_of(value, where=where, complain=complain)
    return tuple(Row.of(item, where=f"{where}[{index}]", complain=complain) for index, item in enumerate(items))
