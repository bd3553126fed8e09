"""Turns the faults of SQLite into errors with a code, the problem and a remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy.exc import DBAPIError

from chancery.errors import ChanceryError, RecordError, UnsupportedFact

_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNWRITABLE: Final = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
)
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY: Final = 0xFF  # an extended result code keeps its primary code in the lowest byte


def not_a_record(path: Path) -> RecordError:
    """Return the error for a file that Chancery did not make."""
    return RecordError("C020", f"{path} is not a Chancery record.", "Name another file; this one is left as it is.")


def from_newer_program(path: Path) -> RecordError:
    """Return the error for a record of a later version."""
    return RecordError("C021", f"{path} was made by a newer version of Chancery.", "Update Chancery.")


def unwritable(path: Path, why: str) -> RecordError:
    """Return the error for a record that cannot be written."""
    return RecordError(
        "C022", f"{path} cannot be written: {why}.", "Check the permissions and the free space, or name another file."
    )


def busy(path: Path) -> RecordError:
    """Return the error for a record that another program writes to."""
    return RecordError("C023", f"{path} is being written by another program.", "Wait until it ends, and try again.")


def missing(path: Path) -> RecordError:
    """Return the error for a record that is not there."""
    return RecordError("C024", f"{path} does not exist.", "Make a record with `chancery read`, or name another file.")


def damaged(path: Path, why: str) -> RecordError:
    """Return the error for a record whose content is broken."""
    return RecordError(
        "C025", f"{path} is damaged: {why}.", "Restore a copy, or read the reports again into a new record."
    )


@contextmanager
def translated(path: Path, *, opening: bool = False) -> Iterator[None]:
    """Raise every fault of SQLite inside the block as an error of `chancery.errors`.

    Args:
        path: The record, for the message.
        opening: Whether the block opens the record; then a table that is not as it should be is damage too.

    Raises:
        RecordError: If the record is in use, cannot be written or is damaged.
        UnsupportedFact: If one of the record's own guards refused a row.
    """
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and (known := fault_of(path, error.orig, opening=opening)):
            raise known from error
        raise
    except sqlite3.Error as error:
        if known := fault_of(path, error, opening=opening):
            raise known from error
        raise
    except msgspec.DecodeError as error:
        raise damaged(path, str(error)) from error


def fault_of(path: Path, error: sqlite3.Error, *, opening: bool = False) -> ChanceryError | None:
    """Return the error that a fault of SQLite means, or None for a fault of the program."""
    code = getattr(error, "sqlite_errorcode", 0)
    primary = code & _PRIMARY
    why = str(error)
    if primary in _BUSY:
        return busy(path)
    if primary in _UNWRITABLE:
        return unwritable(path, why)
    odd = opening and primary == sqlite3.SQLITE_ERROR
    if primary in _DAMAGED or code == sqlite3.SQLITE_IOERR_SHORT_READ or odd:
        return damaged(path, why)
    if primary == sqlite3.SQLITE_IOERR:
        return unwritable(path, why)
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return UnsupportedFact("C031", f"{path}: {why}.", "Read the report again.")
    return None
