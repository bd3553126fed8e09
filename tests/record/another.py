"""Another program than Chancery, which opens the same file or database by itself."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from chancery.record.address import Address, Place
from chancery.record.schema import METADATA

Run = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def another_program(place: Place) -> Iterator[Run]:
    """Return what runs one statement on a record and returns its rows."""
    if not isinstance(place, Address):
        with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as raw:
            yield lambda statement: raw.execute(statement).fetchall()
        return
    import psycopg  # noqa: PLC0415 - an optional dependency

    with psycopg.connect(place.conninfo, options=f"-c search_path={place.name}", autocommit=True) as connection:

        def run(statement: str) -> list[tuple[Any, ...]]:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

        yield run


def refusals() -> tuple[type[Exception], ...]:
    """Return what a store raises when one of its own guards refuses a statement."""
    try:
        import psycopg  # noqa: PLC0415 - an optional dependency
    except ImportError:
        return (sqlite3.IntegrityError,)
    return (sqlite3.IntegrityError, psycopg.IntegrityError)


def content_of(place: Place) -> object:
    """Return all that a record holds, to the byte."""
    if not isinstance(place, Address):
        return place.read_bytes()
    with another_program(place) as run:
        return {name: run(f'SELECT t::text FROM "{name}" t ORDER BY 1') for name in sorted(METADATA.tables)}  # noqa: S608
