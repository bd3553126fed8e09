"""The tables of words and promises that came after version 1, and which quotation is which event.

A migration that has been released never changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
)

_ADDRESSED: Final = (
    "ALTER TABLE quotation ADD COLUMN addressees TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(addressees))",
    "ALTER TABLE quotation ADD COLUMN addressed TEXT",
)


def keep_addressees(connection: Connection) -> None:
    """Keep to whom words are said."""
    for statement in _ADDRESSED:
        connection.exec_driver_sql(statement)


def keep_words(connection: Connection) -> None:
    """Keep how speakers are named, which quotation is an event, and the terms of pledges."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)


def act_rows(quotations: Iterable[Quotation]) -> list[dict[str, object]]:
    """Return the rows that link quotations to the events that they are."""
    return [{"quotation": quotation.id, "event": event} for quotation in quotations for event in quotation.acts]


def acts(connection: Connection, of: Sequence[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the ids of the events that each quotation is.

    Args:
        connection: Inside a transaction.
        of: The quotations to look up; all if not given.
    """
    query = select(ACT).order_by(ACT.c.quotation, ACT.c.event)
    found: dict[str, list[str]] = defaultdict(list)
    for quotation, event in connection.execute(query if of is None else query.where(ACT.c.quotation.in_(of))):
        found[quotation].append(event)
    return {quotation: tuple(events) for quotation, events in found.items()}
