"""The tables of words and promises that came after version 1, and which quotation is which event.

A migration that has been released never changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from chancery.model.quotations import Quotation
from chancery.record.schema import ACT

_STATEMENTS: Final = (
    "ALTER TABLE quotation ADD COLUMN named TEXT",
    "ALTER TABLE pledge ADD COLUMN conditions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(conditions))",
    "ALTER TABLE pledge ADD COLUMN because TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(because))",
    """
    CREATE TABLE act (
      quotation TEXT NOT NULL REFERENCES quotation,
      event TEXT NOT NULL REFERENCES event,
      PRIMARY KEY (quotation, event)
    ) STRICT
    """,
    "CREATE INDEX act_event ON act (event)",
    # a question may also be about two pledges: `one` and `other` no longer refer to entities only
    """
    CREATE TABLE question_of_any_kind (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      one TEXT NOT NULL,
      other TEXT NOT NULL CHECK (other <> one),
      because TEXT NOT NULL CHECK (json_valid(because))
    ) STRICT
    """,
    """
    CREATE TABLE question_pin (
      question TEXT NOT NULL REFERENCES question_of_any_kind,
      ordinal INTEGER NOT NULL,
      reading INTEGER NOT NULL REFERENCES report,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      quote TEXT NOT NULL,
      PRIMARY KEY (question, ordinal)
    ) STRICT
    """,
    "INSERT INTO question_of_any_kind SELECT id, kind, one, other, because FROM question",
    'INSERT INTO question_pin SELECT question, ordinal, reading, "start", "end", quote FROM question_evidence',
    "DROP TABLE question_evidence",
    "DROP TABLE question",
    "ALTER TABLE question_of_any_kind RENAME TO question",
    "ALTER TABLE question_pin RENAME TO question_evidence",
    "CREATE INDEX question_one ON question (one)",
    "CREATE INDEX question_other ON question (other)",
)


def keep_words(connection: Connection) -> None:
    """Keep how speakers are named, which quotation is an event, and the terms of pledges; questions keep their rows."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)


def act_rows(quotations: Iterable[Quotation]) -> list[dict[str, object]]:
    """Return the rows that link quotations to the events that they are."""
    return [{"quotation": quotation.id, "event": event} for quotation in quotations for event in quotation.acts]


def acts(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the ids of the events that each quotation is."""
    found: dict[str, list[str]] = defaultdict(list)
    for quotation, event in connection.execute(select(ACT).order_by(ACT.c.quotation, ACT.c.event)):
        found[quotation].append(event)
    return {quotation: tuple(events) for quotation, events in found.items()}
