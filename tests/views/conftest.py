"""Records made by hand, for the views."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chancery.record.store import Record
from views.samples import make_hostile_record, make_record


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of 38 varied events; never written to again."""
    return make_record(tmp_path_factory.mktemp("record") / "sample.db")


@pytest.fixture
def sample(sample_path: Path) -> Iterator[Record]:
    """Open that record for reading."""
    with Record.open(sample_path, readonly=True) as record:
        yield record


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Record]:
    """Open a record of one hostile report."""
    with Record.open(make_hostile_record(tmp_path / "hostile.db"), readonly=True) as record:
        yield record
