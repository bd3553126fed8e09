"""An open record: its transactions, and its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from chancery.record import faults
from chancery.record.address import Place
from chancery.record.stores import store_of


class Opened:
    """A record that is open.

    Attributes:
        path: Where it lies.
        readonly: Whether it was opened for questions only.
    """

    def __init__(self, path: Place, connection: Connection, *, readonly: bool, now: Callable[[], dt.datetime]) -> None:
        """Take an open connection; use `Record.open`."""
        self.path = path
        self.readonly = readonly
        self._connection = connection
        self._now = now

    def close(self) -> None:
        """Close the record; what was added is in it already."""
        self._connection.close()
        self._connection.engine.dispose()

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the record."""
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        """Answer every question inside the block from one state of the record."""
        with self._reading(beside=True):
            yield self

    @contextmanager
    def transaction(self, *, writing: bool = False) -> Iterator[Connection]:
        """Give the other modules of the record a transaction on its tables.

        Args:
            writing: Whether it may write; it then keeps other writers out.
        """
        with self._writing() if writing else self._reading() as connection:
            yield connection

    @contextmanager
    def _reading(self, *, beside: bool = False) -> Iterator[Connection]:
        with faults.translated(self.path):
            if self._connection.in_transaction():
                yield self._connection
                return
            with self._connection.begin():
                store_of(self._connection).begin_reading(self._connection, beside=beside)
                yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.readonly:
            raise faults.unwritable(self.path, "it was opened for reading only")
        with faults.translated(self.path), self._connection.begin():
            store_of(self._connection).begin_writing(self._connection)
            yield self._connection

    def _at(self) -> str:
        return self._now().isoformat(timespec="seconds")
