"""What each report says of an event: its row, and the migration that made room for it and for questions on events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Row

from chancery.model.events import EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.record.codec import decode, encode
from chancery.record.observations import edtf, edtf_text

# Derived anew by the next conclusion; until then a telling says no more than it did.
_TELLINGS: Final = (
    "ALTER TABLE telling ADD COLUMN actors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actors))",
    "ALTER TABLE telling ADD COLUMN recipients TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(recipients))",
    "ALTER TABLE telling ADD COLUMN rank TEXT",
    "ALTER TABLE telling ADD COLUMN topics TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(topics))",
    "ALTER TABLE telling ADD COLUMN figures TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(figures))",
    "ALTER TABLE event ADD COLUMN part_of TEXT",
    "CREATE INDEX event_part_of ON event (part_of)",
)

# A question may be about two events: its sides are entities no longer, so the tables are made again.
_QUESTIONS: Final = (
    """
    CREATE TABLE question_of_all_kinds (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      one TEXT NOT NULL,
      other TEXT NOT NULL CHECK (other <> one),
      because TEXT NOT NULL CHECK (json_valid(because))
    ) STRICT
    """,
    "INSERT INTO question_of_all_kinds SELECT id, kind, one, other, because FROM question",
    """
    CREATE TABLE question_evidence_of_all_kinds (
      question TEXT NOT NULL REFERENCES question_of_all_kinds,
      ordinal INTEGER NOT NULL,
      reading INTEGER NOT NULL REFERENCES report,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      quote TEXT NOT NULL,
      PRIMARY KEY (question, ordinal)
    ) STRICT
    """,
    """
    INSERT INTO question_evidence_of_all_kinds
    SELECT question, ordinal, reading, "start", "end", quote FROM question_evidence
    """,
    "DROP TABLE question_evidence",
    "DROP TABLE question",
    "ALTER TABLE question_of_all_kinds RENAME TO question",
    "ALTER TABLE question_evidence_of_all_kinds RENAME TO question_evidence",
    "CREATE INDEX question_one ON question (one)",
    "CREATE INDEX question_other ON question (other)",
)


def keep_tellings(connection: Connection) -> None:
    """Keep what each report says of an event, which event is part of which, and questions about events."""
    for statement in (*_TELLINGS, *_QUESTIONS):
        connection.exec_driver_sql(statement)


def telling_row(telling: Telling) -> dict[str, object]:
    """Return a telling as columns, without its event, number and reading."""
    return {
        "dated": edtf_text(telling.when),
        "place": telling.where,
        "status": telling.status.value,
        "actors": encode(telling.actors),
        "recipients": encode(telling.recipients),
        "rank": telling.rank,
        "topics": encode(telling.topics),
        "figures": encode(telling.figures),
        "voice": telling.voice,
    }


def read_telling(row: Row[Any], evidence: Iterable[Evidence]) -> Telling:
    """Return a telling from its columns and the id of its report."""
    return Telling(
        report=row.id,
        when=edtf(row.dated),
        where=row.place,
        status=EventStatus(row.status),
        evidence=tuple(evidence),
        actors=decode(row.actors, tuple[Participant, ...]),
        recipients=decode(row.recipients, tuple[Participant, ...]),
        rank=row.rank,
        topics=decode(row.topics, tuple[Evidence, ...]),
        figures=decode(row.figures, tuple[str, ...]),
        voice=row.voice,
    )
