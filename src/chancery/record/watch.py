"""Tells whether a record has changed, for programs that keep what they made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chancery.record import faults, files
from chancery.record.address import Address, Place
from chancery.record.postgresql import open_address
from chancery.record.store import Record

State = tuple[int, int, int]
"""What a record is like now: two numbers of the file, or of the schema, and the version of its content."""

Mark = tuple[object, ...]
"""What a record holds: the last run, what was concluded, and, last, the newest reading of a report. Of one file, equal
marks mean the same entries and reports; all but the last parts equal, the same entries."""

_MARK = """
  SELECT (SELECT max(number) FROM run), (SELECT at || digest FROM derivation), (SELECT max(reading) FROM report)
"""


def read_mark(record: Record) -> Mark:
    """Return the mark of a record, which decisions that nobody has followed yet leave as it is."""
    with record._reading() as connection:  # noqa: SLF001 - a module of the same package
        return tuple(connection.exec_driver_sql(_MARK).one())


class Watch:
    """Watches one record; any program may write to it, and it may be put in place of another.

    The state of a file costs a few microseconds to ask for, that of a record in a database one question to its
    server. Two equal states of one `Watch` mean that nothing has been written between; states of different ones
    say nothing to each other. It belongs to one thread at a time.
    """

    def __init__(self, path: Place, busy_s: float = 5.0) -> None:
        """Remember the place; it is opened when it is first asked for."""
        self.path = path
        self._busy_s = busy_s
        self._file: tuple[int, int] | None = None
        self._opened: Any = None
        self._raw: Any = None

    def state(self) -> State:
        """Return what the record is like now.

        Raises:
            RecordError: If it is not there any more (C024), is no record, or cannot be reached (C026).
        """
        with faults.translated(self.path, opening=True):
            return self._on_server(self.path) if isinstance(self.path, Address) else self._in_file(self.path)

    def _in_file(self, path: Path) -> State:
        try:
            found = path.stat()
        except FileNotFoundError:
            self.close()
            raise faults.missing(path) from None
        if (found.st_dev, found.st_ino) != self._file:
            self.close()
            files.check_kind(path)
            self._opened = files.open_for_reading(path, self._busy_s)
            self._raw = self._opened.connection.driver_connection
            self._opened.rollback()
            self._file = (found.st_dev, found.st_ino)
        version = self._raw.execute("PRAGMA data_version").fetchone()[0]
        return found.st_dev, found.st_ino, version

    def _on_server(self, address: Address) -> State:
        if self._opened is None:
            self._opened = open_address(address, create=False, readonly=True, busy_s=self._busy_s)
        try:
            row = self._opened.exec_driver_sql("SELECT 'store'::regclass::oid::bigint, writes FROM store").one()
            self._opened.rollback()
        except BaseException:  # the server went away, or the record did; the next question begins anew
            self.close()
            raise
        return 0, row[0], row[1]

    def close(self) -> None:
        """Close the record."""
        if self._opened is not None:
            self._opened.close()
            self._opened.engine.dispose()
        self._opened = self._raw = self._file = None
