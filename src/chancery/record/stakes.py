"""How much of a record hangs on each entry, counted by the store: what the order of questions needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from chancery.record.browsing import asking
from chancery.record.store import Record

# each a list of `(entry, number)`: the tellings and entries that name an entity, the tellings of an event, the steps
# of a pledge; somebody who is named twice in one entry counts once
_COUNTS: Final = (
    "SELECT event, count(*) FROM telling GROUP BY event",
    """
    SELECT named.entity, sum(told.number) FROM (SELECT DISTINCT event, entity FROM participant) AS named
    JOIN (SELECT event, count(*) AS number FROM telling GROUP BY event) AS told ON told.event = named.event
    WHERE named.entity IS NOT NULL GROUP BY named.entity
    """,
    "SELECT holder, count(*) FROM occupancy GROUP BY holder",
    """
    SELECT entity, count(*) FROM (
      SELECT id, speaker AS entity FROM quotation WHERE speaker IS NOT NULL
      UNION SELECT quotation, entity FROM also_speaker
    ) AS said GROUP BY entity
    """,
    "SELECT pledge, count(*) FROM pledge_step GROUP BY pledge",
    """
    SELECT entity, count(*) FROM (
      SELECT id, "by" AS entity FROM pledge WHERE "by" IS NOT NULL
      UNION SELECT id, "to" FROM pledge WHERE "to" IS NOT NULL
    ) AS party GROUP BY entity
    """,
)
_DISPUTED: Final = "SELECT DISTINCT event FROM difference WHERE facet = 'date'"


def stakes(record: Record) -> Counter[str]:
    """Count what hangs on each entry, by its id."""
    found: Counter[str] = Counter()
    with asking(record) as connection:
        for query in _COUNTS:
            for entry, number in _rows(connection, query):
                found[entry] += int(number)
    return found


def disputed_dates(record: Record) -> tuple[str, ...]:
    """Return the ids of the events on whose date reports differ."""
    with asking(record) as connection:
        return tuple(entry for (entry,) in _rows(connection, _DISPUTED))


def _rows(connection: Connection, query: str) -> Iterator[Any]:
    yield from connection.exec_driver_sql(query)
