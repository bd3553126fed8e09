"""Reads the short reports that the datings are tested on."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

Case = tuple[dt.date, str]
"""The true day and the text."""


@cache
def cases(name: str) -> tuple[tuple[Case, ...], ...]:
    """Return the records of one set, "tuned" or "apart", each with its reports."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    records = [record for record in tomllib.loads(text)["record"] if record["set"] == name]
    return tuple(tuple((report["day"], report["text"]) for report in record["reports"]) for record in records)
