"""The record as a schema of a PostgreSQL database: made, told from other schemas, opened.

A new record is made in one transaction, so a kill leaves no half-made record. Everything about it is in its own
schema: one database holds many, and `DROP SCHEMA name CASCADE` deletes one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, cast

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from chancery.errors import RecordError
from chancery.record import faults
from chancery.record.address import Address
from chancery.record.migrations import MIGRATIONS, Migration, make_first_tables
from chancery.record.schema import METADATA
from chancery.record.translation import FUNCTIONS, Translating, guards, own_tables
from chancery.record.voices import keep_voices

_APPLICATION: Final = "Chancery"
_OLDEST: Final = 120000  # the first version with all that is used here
_CONNECT_S: Final = 10
_NO_DATABASE: Final = re.compile(r'database ".*" does not exist')
_STAMP: Final = (
    """
    CREATE TABLE store (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      application TEXT NOT NULL,
      version INTEGER NOT NULL,
      writes BIGINT NOT NULL
    )
    """,
    f"INSERT INTO store VALUES (1, '{_APPLICATION}', 0, 0)",  # noqa: S608 - a word of ours
)
# What the server needs beside a migration, in the same transaction. Who deletes an entity asks whose voice it is.
_AFTER: Final[dict[Migration, Callable[[str], tuple[str, ...]]]] = {
    make_first_tables: lambda schema: (*guards(schema), *own_tables()),
    keep_voices: lambda _: ("CREATE INDEX telling_voice ON telling (voice)",),
}


def open_address(address: Address, *, create: bool, readonly: bool, busy_s: float) -> Connection:
    """Open a record in a database, bringing it up to date unless it is opened for reading.

    Args:
        address: Where it is.
        create: Make an empty record if there is none.
        readonly: Change nothing.
        busy_s: How long to wait for another writer, in seconds.

    Raises:
        RecordError: If there is no such database or record (C024), it is something else (C020), from a newer
            program (C021), from an older one and opened for reading (C022), in use (C023), damaged (C025), or the
            server cannot be reached or lets nobody of this name in (C026).
    """
    connection = _connect(address, busy_s)
    try:
        _check_server(connection, address)
        version = _version_of(connection, address)
        _check_version(address, version, create=create, readonly=readonly)
        if not readonly:
            _bring_up_to_date(connection, address, version)
        _check_tables(connection, address)
        if readonly:
            _set_up(connection, "SET default_transaction_read_only = on")
    except BaseException:
        connection.close()
        connection.engine.dispose()
        raise
    return connection


def _connect(address: Address, busy_s: float) -> Connection:
    try:
        import psycopg  # noqa: PLC0415 - an optional dependency
    except ImportError as error:
        remedy = "Install it: pip install 'chancery[postgresql]'."
        raise faults.unreachable(address, "the package psycopg is not installed", remedy) from error
    try:
        given: dict[str, Any] = {"connect_timeout": _CONNECT_S, "application_name": "chancery"}
        given.update(psycopg.conninfo.conninfo_to_dict(address.conninfo))
        # a plan that was prepared would not see the views of `Record.as_of`
        raw = psycopg.connect(**given, prepare_threshold=None)
    except psycopg.Error as error:
        raise _no_connection(address, str(error)) from None
    try:
        engine = create_engine("postgresql+psycopg://", creator=lambda: raw, poolclass=StaticPool)
        engine.dialect.use_insertmanyvalues_wo_returning = True  # one statement for many rows, not one for each
        connection = engine.connect()
    except BaseException:
        raw.close()
        raise
    _set_up(
        connection,
        f"SET search_path TO {_quoted(address)}",
        f"SET lock_timeout = {max(1, round(busy_s * 1000))}",
        "SET client_encoding = 'UTF8'",
        "SET client_min_messages = warning",
        "SET standard_conforming_strings = on",
        "SET jit = off",  # compiling takes longer than any question of ours
    )
    return connection


def _no_connection(address: Address, why: str) -> RecordError:
    line = " ".join(why.split())
    if _NO_DATABASE.search(line):
        return faults.no_database(address)
    return faults.unreachable(address, line.rstrip("."))


def _set_up(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
    connection.commit()


def _quoted(address: Address) -> str:
    return f'"{address.name}"'  # `Address` takes no name that holds a quotation mark


def _check_server(connection: Connection, address: Address) -> None:
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    connection.rollback()
    if version < _OLDEST:
        raise faults.unreachable(address, f"PostgreSQL {version // 10000} is too old", "Use version 12 or later.")
    if encoding != "UTF8":
        remedy = "Make a database with the encoding UTF8."
        raise faults.unreachable(address, f"the database's encoding is {encoding}", remedy)


def _version_of(connection: Connection, address: Address) -> int | None:
    """Return how many migrations the record has seen, None if there is none but there may be one."""
    with connection.begin():
        relations = connection.exec_driver_sql(
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = %s",
            (address.name,),
        ).scalars()
        there = set(relations)
        if not there:
            return None
        if "store" not in there:
            raise faults.not_a_record(address)
        stamp = connection.exec_driver_sql(f"SELECT to_jsonb(store) FROM {_quoted(address)}.store").scalars().first()  # noqa: S608
    if not isinstance(stamp, dict) or stamp.get("application") != _APPLICATION:
        raise faults.not_a_record(address)
    return int(stamp["version"])


def _check_version(address: Address, version: int | None, *, create: bool, readonly: bool) -> None:
    if version is None and (readonly or not create):
        raise faults.missing(address)
    if version is not None and version > len(MIGRATIONS):
        raise faults.from_newer_program(address)
    if readonly and version != len(MIGRATIONS):
        raise faults.unwritable(address, "it comes from an older version and must first be brought up to date")


def _bring_up_to_date(connection: Connection, address: Address, version: int | None) -> None:
    """Apply the migrations that the record has not seen, in one transaction; make the record if there is none."""
    if version == len(MIGRATIONS):
        return
    with connection.begin():
        # two programs may make one record at once: the second waits here, and finds it made
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"chancery {address.name}",))
        if version is None and not _is_made(connection):
            _make(connection, address)
        seen: int = connection.exec_driver_sql("SELECT version FROM store FOR UPDATE").scalar_one()
        for number, migration in enumerate(MIGRATIONS[seen:], start=seen + 1):
            migration(cast("Connection", Translating(connection)))
            for statement in _AFTER[migration](_quoted(address)) if migration in _AFTER else ():
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"UPDATE store SET version = {number}, writes = writes + 1")  # noqa: S608 - a number of ours


def _is_made(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT to_regclass('store')").scalar_one() is not None


def _make(connection: Connection, address: Address) -> None:
    known = connection.exec_driver_sql("SELECT 1 FROM pg_namespace WHERE nspname = %s", (address.name,)).first()
    if known is None:  # one that is there, and empty, was made by somebody with more rights than ours
        connection.exec_driver_sql(f"CREATE SCHEMA {_quoted(address)}")
    for statement in (*_STAMP, *FUNCTIONS):
        connection.exec_driver_sql(statement)


def _check_tables(connection: Connection, address: Address) -> None:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
    there = set(connection.exec_driver_sql(query, (address.name,)).scalars())
    connection.rollback()
    wanted = {*METADATA.tables, "report_words", "evidence_words"}
    if absent := sorted(wanted - there):
        raise faults.damaged(address, f"it has no table {absent[0]}")
