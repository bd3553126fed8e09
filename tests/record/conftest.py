"""Gives the tests of the record a record, empty or filled."""

from __future__ import annotations

import shutil
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


@pytest.fixture(scope="session")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed record of six made-up reports, concluded; tests work on copies."""
    path = tmp_path_factory.mktemp("six") / "six.db"
    with Record.open(path, create=True) as record:
        fill(record, range(6))
    return path


@pytest.fixture
def filled(six: Path, path: Path) -> Iterator[Record]:
    """Return a record of six made-up reports, concluded."""
    shutil.copyfile(six, path)
    with Record.open(path) as record:
        yield record
