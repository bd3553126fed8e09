"""The tables of what outlives every concluding: the log of decisions, the runs, and what each run changed."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, Text

from chancery.record.schema import METADATA


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[Any]:
    return Column(name, Text, primary_key=key, nullable=null)


def _number(name: str, *, key: bool = False, null: bool = False) -> Column[Any]:
    return Column(name, Integer, primary_key=key, nullable=null)


DECISION: Final = Table(
    "decision",
    METADATA,
    _number("number", key=True),
    _text("kind"),
    _text("by"),
    _text("because"),
    _text("at"),
    _text("targets"),
    _text("field", null=True),
    _text("value", null=True),
    _number("undoes", null=True),
)

RUN: Final = Table(
    "run",
    METADATA,
    _number("number", key=True),
    _text("at"),
    _text("program"),
    _text("digest"),
    _number("last_reading"),
    _number("last_decision"),
    _text("reference"),
)

# What an entry was before a run changed it; what it was after is what it was before the next change.
CHANGE: Final = Table(
    "change",
    METADATA,
    _number("run", key=True),
    _number("ordinal", key=True),
    _text("kind"),
    _text("entry", null=True),
    _text("was", null=True),
    Column("before", LargeBinary),
    _text("cause"),
)

# A digest of each entry as it stands, by which the next run knows what it changes.
IMPRINT: Final = Table(
    "imprint",
    METADATA,
    _text("kind", key=True),
    _text("entry", key=True),
    Column("digest", LargeBinary, nullable=False),
    _number("since"),
)

_KEPT: Final = {
    "decision": "what people decided is never overwritten",
    "run": "what the record said is never overwritten",
    "change": "what the record said is never overwritten",
}

_STATEMENTS: Final = (
    """
    CREATE TABLE decision (
      number INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('same', 'apart', 'split', 'right', 'wrong', 'set', 'undo')),
      "by" TEXT NOT NULL CHECK (trim("by") <> ''),
      because TEXT NOT NULL,
      at TEXT NOT NULL,
      targets TEXT NOT NULL CHECK (json_valid(targets)),
      field TEXT,
      value TEXT,
      undoes INTEGER REFERENCES decision CHECK (undoes < number),
      CHECK ((kind = 'undo') = (undoes IS NOT NULL))
    ) STRICT
    """,
    """
    CREATE TABLE outcome (
      decision INTEGER PRIMARY KEY REFERENCES decision,
      entries TEXT NOT NULL CHECK (json_valid(entries)),
      lost TEXT
    ) STRICT
    """,
    """
    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      program TEXT NOT NULL,
      digest TEXT NOT NULL,
      last_reading INTEGER NOT NULL,
      last_decision INTEGER NOT NULL,
      reference TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE change (
      run INTEGER NOT NULL REFERENCES run,
      ordinal INTEGER NOT NULL,
      kind TEXT NOT NULL,
      entry TEXT,
      was TEXT,
      before BLOB,
      cause TEXT NOT NULL CHECK (json_valid(cause)),
      PRIMARY KEY (run, ordinal),
      CHECK (entry IS NOT NULL OR was IS NOT NULL),
      CHECK ((was IS NULL) = (before IS NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE imprint (
      kind TEXT NOT NULL,
      entry TEXT NOT NULL,
      digest BLOB NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (kind, entry)
    ) STRICT, WITHOUT ROWID
    """,
    *(
        f"""
        CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} BEGIN
          SELECT RAISE(ABORT, '{why}');
        END
        """
        for table, why in _KEPT.items()
        for act in ("UPDATE", "DELETE")
    ),
)


def keep_decisions(connection: Connection) -> None:
    """Make the log of decisions and the history; both are empty until somebody decides, or the next run."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
