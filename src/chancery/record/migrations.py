"""Changes the schema of a record in order, each step whole or not at all.

A migration is a function that changes the tables. Its number is its place in `MIGRATIONS`, from 1;
`PRAGMA user_version` of a record says how many it has seen. A migration that has been released
never changes: the next change is the next function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection

from chancery.record import indexes
from chancery.record.initial import STATEMENTS
from chancery.record.lasting import keep_decisions
from chancery.record.tellings import keep_tellings
from chancery.record.vacancies import keep_vacancies
from chancery.record.voices import keep_voices
from chancery.record.words import keep_addressees, keep_words

APPLICATION_ID: Final = 0x43686372  # "Chcr", at byte 68 of the file
Migration = Callable[[Connection], None]

_ORIGINALS: Final = (
    "ALTER TABLE report ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(doubts))",
    """
    CREATE TABLE original (
      reading INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
      encoding TEXT NOT NULL,
      packed BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER doubts_are_never_overwritten BEFORE UPDATE OF doubts ON report BEGIN
      SELECT RAISE(ABORT, 'what a report says is never overwritten');
    END
    """,
    """
    CREATE TRIGGER original_is_never_overwritten BEFORE UPDATE ON original BEGIN
      SELECT RAISE(ABORT, 'what a report says is never overwritten');
    END
    """,
)

# `original` is the reading whose text is printed; `printed` says which stretches of it.
_REPRINTS: Final = (
    """
    CREATE TABLE reprint (
      reading INTEGER PRIMARY KEY REFERENCES report,
      original INTEGER NOT NULL REFERENCES report CHECK (original <> reading),
      printed TEXT NOT NULL CHECK (json_valid(printed))
    ) STRICT
    """,
    "CREATE INDEX reprint_original ON reprint (original)",
)


# A row of a reference table is kept as JSON: it is read whole, and nothing refers to it.
_REFERENCES: Final = (
    """
    CREATE TABLE reference_table (
      name TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('officeholders', 'states', 'organisations')),
      digest TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE reference_row (
      name TEXT NOT NULL REFERENCES reference_table ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      data TEXT NOT NULL CHECK (json_valid(data)),
      PRIMARY KEY (name, ordinal)
    ) STRICT
    """,
    """
    CREATE TABLE dating_past (
      seq INTEGER PRIMARY KEY,
      report TEXT NOT NULL,
      published TEXT,
      basis TEXT NOT NULL,
      because TEXT NOT NULL CHECK (json_valid(because)),
      since TEXT,
      until TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX dating_past_report ON dating_past (report)",
    """
    CREATE TRIGGER past_dating_is_never_overwritten BEFORE UPDATE ON dating_past BEGIN
      SELECT RAISE(ABORT, 'what the record thought is never overwritten');
    END
    """,
)


_PIN: Final = """
      reading INTEGER NOT NULL REFERENCES report,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      quote TEXT NOT NULL,
"""

_IDENTITIES: Final = (
    f"""
    CREATE TABLE sighted (
      entity TEXT NOT NULL REFERENCES entity,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      because TEXT NOT NULL CHECK (json_valid(because)),
      {_PIN}
      PRIMARY KEY (entity, ordinal)
    ) STRICT
    """,
    """
    CREATE TABLE question (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      one TEXT NOT NULL REFERENCES entity,
      other TEXT NOT NULL REFERENCES entity CHECK (other <> one),
      because TEXT NOT NULL CHECK (json_valid(because))
    ) STRICT
    """,
    f"""
    CREATE TABLE question_evidence (
      question TEXT NOT NULL REFERENCES question,
      ordinal INTEGER NOT NULL,
      {_PIN}
      PRIMARY KEY (question, ordinal)
    ) STRICT
    """,
    "CREATE INDEX question_one ON question (one)",
    "CREATE INDEX question_other ON question (other)",
)


def make_first_tables(connection: Connection) -> None:
    """Make the tables, the guards and the full-text indexes of version 1."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def keep_originals(connection: Connection) -> None:
    """Make the table of originals, and the column for doubts; older readings have neither."""
    for statement in _ORIGINALS:
        connection.exec_driver_sql(statement)


def keep_reprints(connection: Connection) -> None:
    """Make the table of reprints; it stays empty until the record is concluded again."""
    for statement in _REPRINTS:
        connection.exec_driver_sql(statement)


def keep_references(connection: Connection) -> None:
    """Make the tables of imported reference data, and of what the record thought of dates before."""
    for statement in _REFERENCES:
        connection.exec_driver_sql(statement)


def keep_identities(connection: Connection) -> None:
    """Make the tables of joined people and of questions; they stay empty until the record is concluded again."""
    for statement in _IDENTITIES:
        connection.exec_driver_sql(statement)


def index_for_browsing(connection: Connection) -> None:
    """Make the indexes by which lists are shown a window at a time, and the words of evidence are found."""
    for statement in indexes.STATEMENTS:
        connection.exec_driver_sql(statement)


MIGRATIONS: Final[tuple[Migration, ...]] = (
    make_first_tables,
    keep_originals,
    keep_reprints,
    keep_references,
    keep_identities,
    keep_tellings,
    keep_decisions,
    keep_words,
    keep_voices,
    index_for_browsing,
    keep_addressees,
    keep_vacancies,
)


def version_of(connection: Connection) -> int:
    """Return how many migrations the record has seen."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Apply the migrations that the record has not seen, each in a transaction of its own.

    Two programs may do so at once: each looks again at the version once it holds the lock.

    Args:
        connection: An open connection without a transaction.
        migrations: All of them, in order.

    Returns:
        How many were applied.
    """
    applied = 0
    with connection.begin():
        seen = version_of(connection)
    for number, migration in enumerate(migrations[seen:], start=seen + 1):
        with connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            if version_of(connection) >= number:
                continue
            migration(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
            applied += 1
    return applied
