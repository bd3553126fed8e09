"""Tells whether a record has changed, for programs that keep what they made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chancery.record import faults, files

State = tuple[int, int, int]
"""What a record is like now: device, number of the file, version of its content."""


class Watch:
    """Watches one record file; any program may write to it, and it may be put in place of another.

    The state costs a few microseconds to ask for. Two equal states of one `Watch` mean that nothing
    has been written between; states of different ones say nothing to each other. It belongs to one
    thread at a time.
    """

    def __init__(self, path: Path, busy_s: float = 5.0) -> None:
        """Remember the file; it is opened when it is first asked for."""
        self.path = path
        self._busy_s = busy_s
        self._file: tuple[int, int] | None = None
        self._opened: Any = None
        self._raw: Any = None

    def state(self) -> State:
        """Return what the record is like now.

        Raises:
            RecordError: If it is not there any more (C024), or is no record.
        """
        with faults.translated(self.path, opening=True):
            try:
                found = self.path.stat()
            except FileNotFoundError:
                self.close()
                raise faults.missing(self.path) from None
            if (found.st_dev, found.st_ino) != self._file:
                self.close()
                files.check_kind(self.path)
                self._opened = files.open_for_reading(self.path, self._busy_s)
                self._raw = self._opened.connection.driver_connection
                self._opened.rollback()
                self._file = (found.st_dev, found.st_ino)
            version = self._raw.execute("PRAGMA data_version").fetchone()[0]
            return found.st_dev, found.st_ino, version

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened.engine.dispose()
        self._opened = self._raw = self._file = None
