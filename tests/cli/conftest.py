"""Runs commands as a shell would, on records made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chancery.cli.main import chancery
from views.samples import make_hostile_record, make_record

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Return a function that runs `chancery` with arguments."""

    def invoke(*args: str | Path) -> Result:
        return CliRunner().invoke(chancery, [str(arg) for arg in args])

    return invoke


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of 38 varied events; never written to again."""
    return make_record(tmp_path_factory.mktemp("record") / "sample.db")


@pytest.fixture
def hostile_path(tmp_path: Path) -> Path:
    """Return a record of one hostile report."""
    return make_hostile_record(tmp_path / "hostile.db")
