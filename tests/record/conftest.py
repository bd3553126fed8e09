"""Gives the tests of the record a record, empty or filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chancery.record.store import Record
from record.made import fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the record of a test lies."""
    return tmp_path / "chancery.db"


@pytest.fixture
def empty(path: Path) -> Iterator[Record]:
    """Return an empty record."""
    with Record.open(path, create=True) as record:
        yield record


@pytest.fixture
def filled(empty: Record) -> Record:
    """Return a record of six made-up reports, concluded."""
    fill(empty, range(6))
    return empty
