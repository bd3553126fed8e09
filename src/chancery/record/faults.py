"""Turns the faults of SQLite and of PostgreSQL into errors with a code, the problem and a remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from sqlalchemy.exc import DBAPIError

from chancery.errors import ChanceryError, InputError, RecordError, UnsupportedFact
from chancery.record.address import Place

_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNWRITABLE: Final = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
)
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY: Final = 0xFF  # an extended result code keeps its primary code in the lowest byte


def not_a_record(path: Place) -> RecordError:
    """Return the error for a file that Chancery did not make."""
    return RecordError("C020", f"{path} is not a Chancery record.", "Name another file; this one is left as it is.")


def from_newer_program(path: Place) -> RecordError:
    """Return the error for a record of a later version."""
    return RecordError("C021", f"{path} was made by a newer version of Chancery.", "Update Chancery.")


def unwritable(path: Place, why: str) -> RecordError:
    """Return the error for a record that cannot be written."""
    return RecordError(
        "C022", f"{path} cannot be written: {why}.", "Check the permissions and the free space, or name another file."
    )


def busy(path: Place) -> RecordError:
    """Return the error for a record that another program writes to."""
    return RecordError("C023", f"{path} is being written by another program.", "Wait until it ends, and try again.")


def missing(path: Place) -> RecordError:
    """Return the error for a record that is not there."""
    return RecordError("C024", f"{path} does not exist.", "Make a record with `chancery read`, or name another file.")


def damaged(path: Place, why: str) -> RecordError:
    """Return the error for a record whose content is broken."""
    return RecordError(
        "C025", f"{path} is damaged: {why}.", "Restore a copy, or read the reports again into a new record."
    )


def unreachable(path: Place, why: str, remedy: str = "") -> RecordError:
    """Return the error for a database that nobody answers for, or that does not let us in."""
    return RecordError("C026", f"{path} cannot be reached: {why}.", remedy or "Check the address, name and password.")


def no_database(path: Place) -> RecordError:
    """Return the error for a database that is not there; Chancery makes records, not databases."""
    return RecordError("C024", f"The database of {path} does not exist.", "Make it with `createdb`, or name another.")


@contextmanager
def translated(path: Place, *, opening: bool = False) -> Iterator[None]:
    """Raise every fault of a store inside the block as an error of `chancery.errors`.

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
        in_file = isinstance(error.orig, sqlite3.Error)
        if known := (fault_of if in_file else fault_of_server)(path, error.orig, opening=opening):
            raise known from error
        raise
    except sqlite3.Error as error:
        if known := fault_of(path, error, opening=opening):
            raise known from error
        raise
    except msgspec.DecodeError as error:
        raise damaged(path, str(error)) from error


def fault_of(path: Place, error: BaseException | None, *, opening: bool = False) -> ChanceryError | None:
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


# Of the SQLSTATEs those that are no fault of the program, by how they begin.
# Source: PostgreSQL 15, appendix A.
_REFUSED: Final = ("23001",)  # our triggers
_LOCKED: Final = ("55P03", "40P01", "40001")
_GONE: Final = ("08", "57P", "28", "3D")
_NO_ROOM: Final = ("25006", "42501", "53", "54", "58")
_BROKEN: Final = ("XX001", "XX002")
_ABSENT: Final = ("42P01", "42703", "42883", "3F000")  # a table, column, function or schema that is not there


def fault_of_server(path: Place, error: BaseException | None, *, opening: bool = False) -> ChanceryError | None:
    """Return the error that a fault of PostgreSQL means, or None for a fault of the program."""
    state = getattr(error, "sqlstate", None) or ""
    why = " ".join(str(error).partition("\n")[0].split()).rstrip(".")
    if state.startswith(_REFUSED):
        return UnsupportedFact("C031", f"{path}: {why}.", "Read the report again.")
    if state.startswith(_LOCKED):
        return busy(path)
    if opening and state == "42501":
        return unreachable(path, why, "Ask who runs the database for the right to use it.")
    if state.startswith(_NO_ROOM):
        return unwritable(path, why)
    if state.startswith(_BROKEN) or (opening and state.startswith(_ABSENT)):
        return damaged(path, why)
    if "NUL (0x00)" in why:  # the driver's own refusal; SQLite has such texts refused or does not find them
        return InputError("C012", f"What {path} was given holds characters that no text has.", "Leave them out.")
    lost = not state and type(error).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}
    return unreachable(path, why, "Try again when the server answers.") if lost or state.startswith(_GONE) else None
