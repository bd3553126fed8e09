"""Stores during which days reports say that nobody holds a position.

A migration that has been released never changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from chancery.model.evidence import Evidence
from chancery.model.offices import Position, Vacancy
from chancery.model.text import Span
from chancery.record.observations import edtf, edtf_text
from chancery.record.schema import REPORT, VACANCY, VACANCY_EVIDENCE

_AFTER_ALL: Final = "\U0010ffff"
PREFIX: Final = "v-"
"""With which the ids of vacancies begin."""
_STATEMENTS: Final = (
    """
    CREATE TABLE vacancy (
      id TEXT PRIMARY KEY,
      office TEXT NOT NULL,
      "of" TEXT,
      "start" TEXT,
      "end" TEXT,
      seen TEXT
    ) STRICT
    """,
    """
    CREATE TABLE vacancy_evidence (
      vacancy TEXT NOT NULL REFERENCES vacancy,
      ordinal INTEGER NOT NULL,
      reading INTEGER NOT NULL REFERENCES report,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      quote TEXT NOT NULL,
      PRIMARY KEY (vacancy, ordinal)
    ) STRICT
    """,
)


def keep_vacancies(connection: Connection) -> None:
    """Make the tables of vacancies; they stay empty until the record is concluded again."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)


def vacancy_rows(
    vacancies: Iterable[Vacancy], reading: Callable[[str], int]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return the rows of vacancies, and those of their evidence.

    Args:
        vacancies: What was concluded.
        reading: Gives the reading shown of a report.
    """
    rows: list[dict[str, object]] = []
    pins: list[dict[str, object]] = []
    for one in vacancies:
        days = {"start": edtf_text(one.start), "end": edtf_text(one.end), "seen": edtf_text(one.seen)}
        rows.append({"id": one.id, "office": one.post.office, "of": one.post.of, **days})
        pins.extend(
            {
                "vacancy": one.id, "ordinal": ordinal, "reading": reading(item.report),
                "start": item.span.start, "end": item.span.end, "quote": item.quote,
            }
            for ordinal, item in enumerate(one.evidence)
        )  # fmt: skip
    return rows, pins


def vacancies(connection: Connection, where: Iterable[ColumnElement[bool]] = ()) -> tuple[Vacancy, ...]:
    """Return the vacancies that reports tell of, in the order of their ids.

    Args:
        connection: Inside a transaction.
        where: Conditions on their table; they are few, so that the evidence of all is read.
    """
    pins: dict[str, list[Evidence]] = defaultdict(list)
    pinned = select(VACANCY_EVIDENCE, REPORT.c.id.label("report"))
    pinned = pinned.join(REPORT, REPORT.c.reading == VACANCY_EVIDENCE.c.reading)
    for row in connection.execute(pinned.order_by(VACANCY_EVIDENCE.c.vacancy, VACANCY_EVIDENCE.c.ordinal)):
        pins[row.vacancy].append(Evidence(row.report, Span(row.start, row.end), row.quote))
    return tuple(
        Vacancy(
            id=row.id,
            post=Position(office=row.office, of=row.of),
            evidence=tuple(pins[row.id]),
            start=edtf(row.start),
            end=edtf(row.end),
            seen=edtf(row.seen),
        )
        for row in connection.execute(select(VACANCY).where(*where).order_by(VACANCY.c.id)).all()
    )


def vacancy(connection: Connection, name: str) -> Vacancy | None:
    """Return the only vacancy whose id begins so; None if there is none, or several.

    Args:
        connection: Inside a transaction.
        name: An id, or the beginning of one.
    """
    found = vacancies(connection, [VACANCY.c.id >= name, VACANCY.c.id < f"{name}{_AFTER_ALL}"])
    whole = next((one for one in found if one.id == name), None)
    return whole or (found[0] if len(found) == 1 else None)
