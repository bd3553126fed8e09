"""Who visited whom, without the rest of each event: what a map of visits needs."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import func, select

from chancery.record import schema
from chancery.record.browsing import Wanted, asking, event_conditions
from chancery.record.store import Record


class VisitPart(NamedTuple):
    """One who takes part in a visit.

    Attributes:
        event: Id of the visit.
        dated: When it was, as EDTF text; None where that is not known.
        place: Where it was, as a report has it.
        role: "actor" for a guest, "recipient" for a host.
    """

    event: str
    dated: str | None
    status: str
    place: str | None
    role: str
    entity: str | None
    state: str | None


def visit_parts(record: Record, wanted: Wanted) -> tuple[VisitPart, ...]:
    """Return who takes part in the visits among some events, visit by visit, in time."""
    event, part = schema.EVENT, schema.PARTICIPANT
    day = func.coalesce(event.c.first_day, event.c.last_day)
    query = select(event.c.id, event.c.dated, event.c.status, event.c.place, part.c.role, part.c.entity, part.c.state)
    query = query.join(part, part.c.event == event.c.id)
    query = query.where(*event_conditions(replace(wanted, type="CONSULT", mode="visit")))
    with asking(record) as connection:
        rows = connection.execute(query.order_by(day, event.c.id, part.c.role, part.c.ordinal)).cursor.fetchall()
    return tuple(map(VisitPart._make, rows))
