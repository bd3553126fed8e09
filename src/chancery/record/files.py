"""The record as a file: makes it whole, tells it from other files, opens it.

No file is touched before its first hundred bytes have shown that it is a record. A new record is
made beside its place and linked to it when it is whole, so a kill leaves no half-made record.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from chancery.record import faults
from chancery.record.migrations import APPLICATION_ID, MIGRATIONS, migrate, version_of
from chancery.record.schema import METADATA

_HEADER_BYTES: Final = 100
_MAGIC: Final = b"SQLite format 3\0"
_APPLICATION_ID_AT: Final = 68


def open_file(path: Path, *, create: bool, readonly: bool, busy_s: float) -> Connection:
    """Open a record, or make it first.

    Args:
        path: The file.
        create: Make an empty record if there is no file.
        readonly: Change nothing; works in a read-only folder too.
        busy_s: How long to wait for another writer, in seconds.

    Raises:
        RecordError: If it is missing, no record, from another version, read-only, in use or damaged.
    """
    if create and not readonly and not is_taken(path):
        make(path)
    check_kind(path)
    if create and not readonly:
        clear_left(path)
    return (open_for_reading if readonly else open_for_writing)(path, busy_s)


def make(path: Path) -> None:
    """Make an empty record at `path`, whole or not at all.

    A record that another program makes there meanwhile is left as it is.

    Raises:
        RecordError: If the folder does not exist, is read-only or the disk is full.
    """
    content = _empty_record()
    for stale in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):  # of a record that was deleted; SQLite would take them for the new one's
            stale.unlink()
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    try:
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _put(temporary, path)
    except OSError as error:
        raise faults.unwritable(path, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def clear_left(path: Path) -> None:
    """Remove what programs that were killed while they made the record at `path` have left beside it.

    The record is there, so nobody needs them: a program at work finds its own gone, and the record made.
    """
    for file in path.parent.glob(f".{escape(path.name)}.{'[0-9a-f]' * 16}.new"):
        with suppress(OSError):
            file.unlink()


def is_taken(path: Path) -> bool:
    """Tell whether anything is at `path`, be it a link to nowhere."""
    return path.exists() or path.is_symlink()


def check_kind(path: Path) -> None:
    """Make sure, by reading its header only, that a file is a record.

    Raises:
        RecordError: If there is no such file, it cannot be read, or it is something else.
    """
    if not path.exists():
        raise faults.missing(path)
    if not path.is_file():
        raise faults.not_a_record(path)
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise faults.unwritable(path, error.strerror or str(error)) from error
    stamp = header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4]
    if not header.startswith(_MAGIC) or stamp != APPLICATION_ID.to_bytes(4, "big"):
        raise faults.not_a_record(path)


def open_for_writing(path: Path, busy_s: float) -> Connection:
    """Open a record, bringing it up to date.

    Args:
        path: A record.
        busy_s: How long to wait for another writer, in seconds.

    Raises:
        RecordError: If it is read-only, from a newer program, in use or damaged.
    """
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise faults.unwritable(path, "it, or its folder, is read-only")
    connection = _connect(path, "mode=rw", busy_s)
    try:
        _set_up(connection, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON")
        _check_version(connection, path)
        migrate(connection)
        _check_tables(connection, path)
    except BaseException:
        connection.close()
        connection.engine.dispose()
        raise
    return connection


def open_for_reading(path: Path, busy_s: float) -> Connection:
    """Open a record without changing it, also in a read-only folder.

    A record that was not closed has part of its content in a second file, which SQLite can only
    read where it may write beside it; in a read-only folder both are copied to a temporary one.

    Raises:
        RecordError: If it is from a newer or an older program, in use or damaged.
    """
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    try:  # where SQLite may write, it also clears its second and third file away
        connection = _connect(path, "mode=rw" if writable else "mode=ro", busy_s)
    except sqlite3.OperationalError:
        connection = _connect_beside_nothing(path, busy_s)
    try:
        _set_up(connection, "PRAGMA query_only = ON")
        _check_version(connection, path, at_least=len(MIGRATIONS))
        _check_tables(connection, path)
    except BaseException:
        connection.close()
        connection.engine.dispose()
        raise
    return connection


def _connect_beside_nothing(path: Path, busy_s: float) -> Connection:
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        return _connect(path, "mode=ro&immutable=1", busy_s)
    folder = tempfile.mkdtemp(prefix="chancery-")
    try:
        copy = Path(shutil.copy(path, folder))
        shutil.copy(log, folder)
        return _connect(copy, "mode=rw", busy_s)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _connect(path: Path, options: str, busy_s: float) -> Connection:
    uri = f"{path.absolute().as_uri()}?{options}"
    # SQLite itself lets threads take turns; who shares a record among them sees to the turns
    raw = sqlite3.connect(uri, uri=True, timeout=busy_s, isolation_level=None, check_same_thread=False)
    try:
        raw.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
    except BaseException:
        raw.close()
        raise
    return _engine_on(raw).connect()


def _engine_on(raw: sqlite3.Connection) -> Engine:
    return create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)


def _set_up(connection: Connection, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.exec_driver_sql(pragma).close()


def _check_version(connection: Connection, path: Path, at_least: int = 0) -> None:
    version = version_of(connection)
    connection.rollback()
    if version > len(MIGRATIONS):
        raise faults.from_newer_program(path)
    if version < at_least:
        raise faults.unwritable(path, "it comes from an older version and must first be brought up to date")


def _check_tables(connection: Connection, path: Path) -> None:
    there = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars())
    connection.rollback()
    if absent := sorted(set(METADATA.tables) - there):
        raise faults.damaged(path, f"it has no table {absent[0]}")


def _empty_record() -> bytes:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    engine = _engine_on(raw)
    try:
        with engine.connect() as connection:
            migrate(connection)
        return raw.serialize()
    finally:
        engine.dispose()
        raw.close()


def _put(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except OSError:
        if not is_taken(path):  # a file system without hard links
            temporary.rename(path)
