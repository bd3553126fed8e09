"""Servers over records made by hand, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chancery.web.app import make_app
from chancery.web.settings import Settings
from views.samples import make_hostile_record, make_record
from web.asked import HOST, IdleJobs


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of 38 varied events; never written to."""
    return make_record(tmp_path_factory.mktemp("web") / "sample.db")


@pytest.fixture
def path(sample_path: Path, tmp_path: Path) -> Path:
    """Return a record of one's own."""
    return Path(shutil.copy(sample_path, tmp_path / "own.db"))


@pytest.fixture
def jobs(path: Path) -> IdleJobs:
    """Return jobs that are taken and never read."""
    return IdleJobs(path)


@pytest.fixture
def client(path: Path, jobs: IdleJobs) -> Iterator[TestClient]:
    """Ask a server of the sample."""
    app = make_app(Settings(record=path, hosts=frozenset({HOST}), body_limit=2**20), jobs)
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=True) as asked:
        yield asked


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[TestClient]:
    """Ask a server of a record whose every word tries to become something else than text."""
    settings = Settings(record=make_hostile_record(tmp_path / "hostile.db"), hosts=frozenset({HOST}))
    with TestClient(make_app(settings), base_url=f"http://{HOST}") as asked:
        yield asked
