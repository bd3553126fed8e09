"""Reads the short reports that the datings are tested on."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

Case = tuple[dt.date, str]
"""The true day and the text."""
_FILE = Path(__file__).with_suffix(".toml")


@cache
def cases(name: str) -> tuple[tuple[Case, ...], ...]:
    """Return the records of one set, each with its reports."""
    return tuple(tuple((report["day"], report["text"]) for report in record["reports"]) for record in _records(name))


def known(name: str) -> frozenset[str]:
    """Return the texts of one set that a careful reader would date by the reports beside them."""
    return frozenset(r["text"] for record in _records(name) for r in record["reports"] if r.get("known"))


def _records(name: str) -> list[dict[str, Any]]:
    return [record for record in tomllib.loads(_FILE.read_text(encoding="utf-8"))["record"] if record["set"] == name]
