"""Migrations: in order, once each, whole or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from chancery.errors import RecordError
from chancery.record import files, migrations
from chancery.record.migrations import APPLICATION_ID, MIGRATIONS, migrate, version_of
from chancery.record.schema import METADATA
from chancery.record.store import Record
from record.made import PROGRAM, make_report


@pytest.fixture(scope="session")
def store() -> str:
    """Return the kind of store that these tests are about."""
    return "sqlite"


def _add_note(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE report ADD COLUMN note TEXT")


def _break_off(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (a)")
    connection.exec_driver_sql("CREATE TABLE half (a)")


def _columns(connection: Connection, table: str) -> set[str]:
    rows = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
    connection.rollback()
    return {row.name for row in rows}


def test_migrations_stamp_the_file(empty: Record, path: Path) -> None:
    """The file says that it is a record, and how many migrations it has seen."""
    empty.close()
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_migrations_are_not_applied_twice(empty: Record) -> None:
    """An up-to-date record stays as it is."""
    assert migrate(empty._connection) == 0


def test_migrations_later_ones_keep_what_is_there(filled: Record, path: Path) -> None:
    """A second migration changes the tables and keeps their content; the older program then refuses the file."""
    reports = filled.reports()
    assert migrate(filled._connection, (*MIGRATIONS, _add_note)) == 1
    assert version_of(filled._connection) == len(MIGRATIONS) + 1
    filled._connection.rollback()
    assert "note" in _columns(filled._connection, "report")
    assert filled.reports() == reports
    filled.close()
    with pytest.raises(RecordError, match=r"\[C021\]"):
        Record.open(path)


def test_migrations_run_when_a_record_is_opened(filled: Record, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer program brings the record up to date when it opens it for writing, and says so when it may only read."""
    digest = filled.digest()
    filled.close()
    newer = (*MIGRATIONS, _add_note)
    monkeypatch.setattr(files, "MIGRATIONS", newer)
    monkeypatch.setattr(files, "migrate", lambda connection: migrate(connection, newer))
    with pytest.raises(RecordError, match=r"\[C022\] .*older version"):
        Record.open(path, readonly=True)
    with Record.open(path) as record:
        assert "note" in _columns(record._connection, "report")
        assert record.digest() == digest


def test_migrations_that_fail_leave_no_trace(filled: Record) -> None:
    """A step that breaks off is undone with everything it had changed; those before it stay."""
    connection = filled._connection
    with pytest.raises(DBAPIError):
        migrate(connection, (*MIGRATIONS, _add_note, _break_off))
    assert version_of(connection) == len(MIGRATIONS) + 1
    connection.rollback()
    assert not _columns(connection, "half")
    assert "note" in _columns(connection, "report")


def test_migrations_make_the_tables_that_queries_name(empty: Record) -> None:
    """Every column of `schema.py` is in the file, with the same key and nullability, and no other is."""
    for table in METADATA.tables.values():
        rows = empty._connection.exec_driver_sql(f"PRAGMA table_info({table.name})").all()
        made = {row.name: (row.pk > 0, row.notnull == 0 and row.pk == 0) for row in rows}
        assert made == {c.name: (c.primary_key, bool(c.nullable) and not c.primary_key) for c in table.columns}
    empty._connection.rollback()


def test_migrations_find_no_original_in_a_first_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record made before originals were kept is brought up to date: its reports stay, without original or doubts."""
    first = migrations.MIGRATIONS[:1]
    report = make_report(1)

    def migrate_first(connection: Connection) -> int:
        return migrations.migrate(connection, first)

    with monkeypatch.context() as old:
        old.setattr(files, "migrate", migrate_first)
        old.setattr(files, "MIGRATIONS", first)
        old.setattr(files, "_check_tables", lambda *_: None)
        files.make(path)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        columns = "id, program, shown, digest, text, authors, encoding, published_basis, published_because, alignment"
        row = (report.id, PROGRAM, 1, "0", report.text, "[]", "utf-8", "unknown", "[]", "[]", "[]", "[]")
        raw.execute(f"INSERT INTO report ({columns}, furniture, sentences) VALUES ({', '.join('?' * 12)})", row)  # noqa: S608 - constants
        raw.commit()
    with Record.open(path) as record:
        assert record.report(report.id).text == report.text
        assert record.report(report.id).doubts == ()
        assert record.original(report.id) is None
