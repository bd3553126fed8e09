"""What the two kinds of store do differently once they are open: transactions, and the past beside the present.

How each is opened is in `files.py` and `postgresql.py`, how each finds words in `search.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final, Protocol

from sqlalchemy import Connection

Make = Callable[[str, str, str], None]
"""Makes a temporary TABLE or VIEW of some name from the rest of its statement."""


class Store(Protocol):
    """An open store.

    Attributes:
        temporary: The schema of what lives beside the record as long as it is open.
        keyed: What follows the columns of a table that is found by its key alone.
    """

    temporary: str
    keyed: str

    def main(self, connection: Connection) -> str:
        """Return the schema of the record itself, as SQL names it."""

    def begin_reading(self, connection: Connection, *, beside: bool) -> None:
        """Begin a transaction that sees one state of the record.

        Args:
            connection: In a transaction in which nothing was asked yet.
            beside: Whether a state of the past may be made beside the record.
        """

    def begin_writing(self, connection: Connection) -> None:
        """Begin a transaction that waits for other writers and keeps them out."""

    def beside(self, connection: Connection, *, readonly: bool) -> AbstractContextManager[Make]:
        """Let temporary tables and views be made inside the block, which are gone after it."""


class FileStore:
    """A SQLite file."""

    temporary: str = "temp"
    keyed: str = "WITHOUT ROWID"

    def main(self, connection: Connection) -> str:  # noqa: ARG002 - as the protocol has it
        """Return the name that SQLite gives to the file that was opened."""
        return "main"

    def begin_reading(self, connection: Connection, *, beside: bool) -> None:  # noqa: ARG002 - as the protocol has it
        """Begin a transaction; the first question takes the snapshot."""
        connection.exec_driver_sql("BEGIN")

    def begin_writing(self, connection: Connection) -> None:
        """Take the file's one lock for writing."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @contextmanager
    def beside(self, connection: Connection, *, readonly: bool) -> Iterator[Make]:
        """Drop one by one what was made; the file itself stays as it is."""
        made: list[str] = []

        def make(kind: str, name: str, body: str) -> None:
            connection.exec_driver_sql(f"CREATE TEMP {kind} {name} {body}")
            made.append(f"DROP {kind} temp.{name}")

        connection.exec_driver_sql("PRAGMA query_only = OFF")
        try:
            yield make
        finally:
            for statement in reversed(made):
                connection.exec_driver_sql(statement)
            if readonly:
                connection.exec_driver_sql("PRAGMA query_only = ON")


class ServerStore:
    """A schema of a PostgreSQL database."""

    temporary: str = "pg_temp"
    keyed: str = ""

    def main(self, connection: Connection) -> str:
        """Return the schema of the record, which the session looks in."""
        name: str = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
        return name

    def begin_reading(self, connection: Connection, *, beside: bool) -> None:
        """Ask for one snapshot; where views are made beside the record, PostgreSQL calls even that writing."""
        mode = "READ WRITE" if beside else "READ ONLY"
        connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, {mode}")

    def begin_writing(self, connection: Connection) -> None:
        """Count the writing, which locks the row that is counted in; `Watch` sees the count."""
        connection.exec_driver_sql("UPDATE store SET writes = writes + 1")

    @contextmanager
    def beside(self, connection: Connection, *, readonly: bool) -> Iterator[Make]:  # noqa: ARG002 - as the protocol has it
        """Make everything after a savepoint, and go back to it, also after a fault."""
        point = connection.begin_nested()
        try:
            yield lambda kind, name, body: _make_in_session(connection, kind, name, body)
        finally:
            point.rollback()


def _make_in_session(connection: Connection, kind: str, name: str, body: str) -> None:
    connection.exec_driver_sql(f"CREATE TEMP {kind} {name} {body}")


_STORES: Final[dict[str, Store]] = {"sqlite": FileStore(), "postgresql": ServerStore()}


def store_of(connection: Connection) -> Store:
    """Return what kind of store a connection leads to."""
    return _STORES[connection.dialect.name]


def is_server(connection: Connection) -> bool:
    """Tell whether a connection leads to PostgreSQL."""
    return connection.dialect.name == "postgresql"
