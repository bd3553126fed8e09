"""Gives the tests of the record a record, empty or filled, in a file and in a database: each test runs on both.

What is about the file itself says so with a fixture `store` of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from chancery.record.address import Address, Place
from chancery.record.store import Record
from postgresql import Server, running
from record.made import fill

Fresh = Callable[[], AbstractContextManager[Place]]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a server that runs as long as the tests; without one, what needs it is skipped."""
    with running() as started:
        yield started


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """Return the kind of store that a test runs on."""
    name: str = request.param
    return name


@pytest.fixture
def path(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """Return where the record of a test lies."""
    if store == "sqlite":
        yield tmp_path / "chancery.db"
        return
    server: Server = request.getfixturevalue("server")
    database = server.make_database()
    yield Address.parse(server.address(database))
    server.drop_database(database)


@pytest.fixture(scope="module")  # a module may choose its store, which nothing kept for longer would notice
def fresh(store: str, request: pytest.FixtureRequest) -> Fresh:
    """Return what makes room for a record, for tests that need many."""
    numbers = count(1)
    database = "" if store == "sqlite" else request.getfixturevalue("server").make_database()

    @contextmanager
    def room() -> Iterator[Place]:
        if store == "sqlite":
            with TemporaryDirectory() as folder:
                yield Path(folder, "a.db")
            return
        server: Server = request.getfixturevalue("server")
        name = f"r{next(numbers)}"
        yield Address.parse(server.address(database, name))
        server.run(f"DROP SCHEMA IF EXISTS {name} CASCADE", database=database)

    return room


@pytest.fixture
def empty(path: Place) -> Iterator[Record]:
    """Return an empty record."""
    with Record.open(path, create=True) as record:
        yield record


@pytest.fixture(scope="module")
def six(store: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path | str:
    """Return a closed record of six made-up reports, concluded; tests work on copies."""
    six: Path | str = tmp_path_factory.mktemp("six") / "six.db"
    server: Server | None = None if store == "sqlite" else request.getfixturevalue("server")
    if server is not None:
        six = server.make_database()
    with Record.open(six if server is None else server.address(str(six)), create=True) as record:
        fill(record, range(6))
    return six


@pytest.fixture
def filled(six: Path | str, path: Place, request: pytest.FixtureRequest) -> Iterator[Record]:
    """Return a record of six made-up reports, concluded."""
    if isinstance(path, Path):
        shutil.copyfile(six, path)
    else:
        server: Server = request.getfixturevalue("server")
        server.copy_database(str(six), path)
    with Record.open(path) as record:
        yield record
