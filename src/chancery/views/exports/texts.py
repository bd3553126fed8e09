"""Writes JSON piece by piece, and text as various formats want it escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec


def json_object(parts: Mapping[str, Iterable[Any] | str]) -> Iterator[str]:
    """Yield a JSON object of texts and of lists, one entry of a list a line.

    Example:
        >>> print("".join(json_object({"a": "b", "c": [1, 2], "d": []})), end="")
        {
        "a": "b",
        "c": [
        1,
        2
        ],
        "d": []
        }
    """
    before = "{\n"
    for key, value in parts.items():
        yield f"{before}{_line(key)}: "
        yield from [_line(value)] if isinstance(value, str) else json_array(value)
        before = ",\n"
    yield "\n}\n" if parts else "{}\n"


def json_array(entries: Iterable[Any]) -> Iterator[str]:
    """Yield a JSON array, one entry a line."""
    before = "[\n"
    for entry in entries:
        yield before + _line(entry)
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def _line(value: object) -> str:
    return msgspec.json.encode(value).decode()
