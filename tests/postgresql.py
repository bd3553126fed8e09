"""Starts a PostgreSQL server for the tests, on a socket of its own, and makes a database for each test."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chancery.record.address import Address

USER = "postgres"
_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        socket: The folder of its socket.
    """

    socket: Path

    def address(self, database: str = "postgres", record: str = "chancery") -> str:
        """Return the address of a record in one of its databases."""
        return f"postgresql://{USER}@/{database}?host={self.socket}&record={record}"

    def make_database(self) -> str:
        """Make an empty database and return its name."""
        name = f"test_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name} STRATEGY wal_log", database="template1")
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever still uses it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", database="template1")

    def database_of(self, place: Address) -> str:
        """Return the name of the database that an address names."""
        return urlsplit(place.conninfo).path.lstrip("/")

    def copy_database(self, name: str, place: Address) -> None:
        """Put a copy of a database in the place of the one that an address names."""
        target = self.database_of(place)
        self.drop_database(target)
        self.run(f"CREATE DATABASE {target} TEMPLATE {name} STRATEGY wal_log", database="template1")

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements, each in a transaction of its own; return the rows of the last."""
        import psycopg  # noqa: PLC0415 - an optional dependency

        rows: list[tuple[object, ...]] = []
        with psycopg.connect(host=str(self.socket), user=USER, dbname=database, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                rows = cursor.fetchall() if cursor.description else []
        return rows


def programs() -> Path | None:
    """Return the folder of `initdb` and `postgres`, None where there are none."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server and stop it again; skip the test where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    folder = programs()
    if folder is None:
        pytest.skip("no initdb: install Debian's package postgresql")
    home = Path(tempfile.mkdtemp(prefix="chancery-pg-"))
    data = home / "data"
    try:
        as_user = _as_user(home)
        made_with = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        _call([*as_user, folder / "initdb", "-D", data, *made_with])
        settings = f"-k {home} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        settings += " -c shared_buffers=16MB -c autovacuum=off -c max_connections=40"
        control = [*as_user, folder / "pg_ctl", "-D", data]
        _call([*control, "-w", "-t", "120", "-l", home / "log", "-o", settings, "start"])
        try:
            yield Server(home)
        finally:
            _call([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _as_user(home: Path) -> list[str]:
    """Return how a program is run that refuses to be root; the folder is given to whom it runs as."""
    if os.geteuid() != 0:
        return []
    name = USER if any(user.pw_name == USER for user in pwd.getpwall()) else "nobody"
    shutil.chown(home, name)
    return ["runuser", "-u", name, "--"]


def _call(command: Sequence[str | Path]) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
