"""Questions to the record: which events, who held an office, what has this name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, func, or_, select

from chancery.errors import QueryError
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.text import Report
from chancery.record import facts, observations, schema

Found = Report | Entity | Occupancy | Event | Quotation | Pledge
Day = Edtf | dt.date | None

_AFTER_ALL: Final = "\U0010ffff"
_SHOWN_CHOICES: Final = 5
_ISO_LENGTHS: Final = (10, 7, 4)


_KINDS: Final[tuple[tuple[str, Table], ...]] = (
    ("report", schema.REPORT),
    ("entity", schema.ENTITY),
    ("occupancy", schema.OCCUPANCY),
    ("event", schema.EVENT),
    ("quotation", schema.QUOTATION),
    ("pledge", schema.PLEDGE),
)


def within(table: Table, since: Day, until: Day) -> list[ColumnElement[bool]]:
    """Return the conditions that a dated fact may lie between two days, both included.

    A fact without any known day meets them only if neither bound is given.

    Args:
        table: Events or quotations.
        since: A day, or a date whose first day is meant.
        until: A day, or a date whose last day is meant.
    """
    first = since.earliest if isinstance(since, Edtf) else since
    last = until.latest if isinstance(until, Edtf) else until
    if first is None and last is None:
        return []
    conditions: list[ColumnElement[bool]] = [or_(table.c.first_day.is_not(None), table.c.last_day.is_not(None))]
    if first is not None:
        conditions.append(or_(table.c.last_day.is_(None), table.c.last_day >= first.isoformat()))
    if last is not None:
        conditions.append(or_(table.c.first_day.is_(None), table.c.first_day <= last.isoformat()))
    return conditions


def said_within(since: Day, until: Day) -> list[ColumnElement[bool]]:
    """Return the conditions that words may have been said between two days, both included.

    Words of which the text tells no day count by the day on which a report that gives them appeared.

    Args:
        since: A day, or a date whose first day is meant.
        until: A day, or a date whose last day is meant.
    """
    told = within(schema.QUOTATION, since, until)
    first = since.earliest if isinstance(since, Edtf) else since
    last = until.latest if isinstance(until, Edtf) else until
    if not told:
        return []
    published = schema.DATING.c.published
    bounds = []
    for length in _ISO_LENGTHS:  # of a day, a month, a year
        fits = [func.length(published) == length]
        fits += [published >= first.isoformat()[:length]] if first is not None else []
        fits += [published <= last.isoformat()[:length]] if last is not None else []
        bounds.append(and_(*fits))
    appeared = select(schema.DATING.c.reading).where(or_(*bounds))
    piece = schema.EVIDENCE.c
    printed = select(piece.owner).where(piece.kind == "rendering", piece.reading.in_(appeared))
    said = schema.QUOTATION.c
    return [or_(and_(*told), and_(said.first_day.is_(None), said.last_day.is_(None), said.id.in_(printed)))]


def taken_part_in_by(states: Iterable[str]) -> list[ColumnElement[bool]]:
    """Return the conditions that every given state takes part in an event.

    Args:
        states: ISO 3166-1 alpha-3 codes, or ids of organisations.
    """
    part = schema.PARTICIPANT
    return [
        exists().where(part.c.event == schema.EVENT.c.id, or_(part.c.state == state, part.c.entity == state))
        for state in states
    ]


def spoken_by(speaker: str) -> ColumnElement[bool]:
    """Return the condition that someone is a speaker of a quotation, alone or with others."""
    also = schema.ALSO_SPEAKER
    jointly = exists().where(also.c.quotation == schema.QUOTATION.c.id, also.c.entity == speaker)
    return or_(schema.QUOTATION.c.speaker == speaker, jointly)


def holders(connection: Connection, office: str, of: str, on: Edtf) -> tuple[str, ...]:
    """Return the ids of those who may have held an office on a date.

    Those whom the record sees in it on that date, or on both sides of it, come first; then those
    for whom nothing bars it; in each group by distance in time, then by id.
    """
    post = schema.OCCUPANCY
    held = facts.occupancies(connection, (post.c.office == office, post.c.of == of, post.c.status != "claimed"))
    ranked = sorted((_rank(occupancy, on), occupancy.holder) for occupancy in held if _possible(occupancy, on))
    return tuple(dict.fromkeys(holder for _, holder in ranked))


def find(connection: Connection, name: str) -> tuple[str, Found]:
    """Return the one entry with this id, this name or an id that begins so.

    An id counts before a name, a name before the beginning of an id.

    Args:
        connection: Inside a transaction.
        name: An id, a name of an entity in any case, or the beginning of an id.

    Returns:
        Its kind ("report", "entity", "occupancy", "event", "quotation", "pledge") and the entry.

    Raises:
        QueryError: If nothing or more than one entry fits.
    """
    wanted = name.strip()
    steps: tuple[Callable[[], list[tuple[str, str]]], ...] = (
        lambda: _with_id(connection, lambda column: column == wanted),
        lambda: _with_name(connection, wanted),
        lambda: _with_id(connection, lambda column: and_(column >= wanted, column < wanted + _AFTER_ALL)),
    )
    for step in steps:
        fitting = step() if wanted else []
        if len(fitting) > 1:
            choices = ", ".join(f"{kind} {entry}" for kind, entry in fitting[:_SHOWN_CHOICES])
            more = ", ..." if len(fitting) > _SHOWN_CHOICES else ""
            raise QueryError("C052", f"{name!r} fits {len(fitting)} entries: {choices}{more}.", "Give the whole id.")
        if fitting:
            return _entry(connection, *fitting[0])
    raise QueryError("C050", f"Nothing in the record is called {name!r}.", "`chancery timeline` shows the ids.")


def counts(connection: Connection) -> dict[str, int]:
    """Return how many entries of each kind the record holds, and how many inputs were skipped."""
    number = func.count()
    tables = (schema.OCCUPANCY, schema.EVENT, schema.QUOTATION, schema.PLEDGE)
    of_kind = select(schema.ENTITY.c.kind, number).group_by(schema.ENTITY.c.kind)
    kinds: dict[str, int] = {kind: count for kind, count in connection.execute(of_kind)}  # noqa: C416 - rows to pairs
    reports = select(number).select_from(schema.REPORT).where(schema.REPORT.c.shown)
    found = {table.name: connection.execute(select(number).select_from(table)).scalar_one() for table in tables}
    return {
        "reports": connection.execute(reports).scalar_one(),
        "entities": sum(kinds.values()),
        "people": kinds.get("person", 0),
        "states": kinds.get("state", 0),
        "organisations": kinds.get("organisation", 0),
        "places": kinds.get("place", 0),
        "occupancies": found["occupancy"],
        "events": found["event"],
        "quotations": found["quotation"],
        "pledges": found["pledge"],
        "skipped": len(observations.skipped(connection)),
    }


def _possible(occupancy: Occupancy, on: Edtf) -> bool:
    begun = occupancy.start is None or not on.before(occupancy.start)
    ended = occupancy.end is not None and occupancy.end.before(on)
    return begun and not ended


def _rank(occupancy: Occupancy, on: Edtf) -> tuple[int, int]:
    seen = occupancy.seen
    certain = (seen is not None and on.within(seen)) or (
        occupancy.start is not None and occupancy.end is not None and occupancy.status != "designate"
    )
    day = on.earliest or on.latest
    known = [e for e in (occupancy.start, occupancy.end, seen) if e is not None]
    days = [d for e in known for d in (e.earliest, e.latest) if d is not None]
    distance = min((abs((d - day).days) for d in days), default=0) if day else 0
    return 0 if certain else 1, 0 if certain else distance


def _with_id(connection: Connection, fits: Callable[[Any], ColumnElement[bool]]) -> list[tuple[str, str]]:
    fitting: list[tuple[str, str]] = []
    for kind, table in _KINDS:
        query = select(table.c.id).where(fits(table.c.id)).distinct().order_by(table.c.id)
        fitting.extend((kind, entry) for entry in connection.execute(query).scalars())
    return fitting


def _with_name(connection: Connection, name: str) -> list[tuple[str, str]]:
    names = schema.ENTITY_NAME
    query = select(names.c.entity).where(names.c.folded == name.casefold()).distinct().order_by(names.c.entity)
    return [("entity", entry) for entry in connection.execute(query).scalars()]


def _entry(connection: Connection, kind: str, entry: str) -> tuple[str, Found]:
    readers: dict[str, Callable[..., Sequence[Found]]] = {
        "report": facts.reports,
        "entity": facts.entities,
        "occupancy": facts.occupancies,
        "event": facts.events,
        "quotation": facts.quotations,
        "pledge": facts.pledges,
    }
    (found,) = readers[kind](connection, (dict(_KINDS)[kind].c.id == entry,))
    return kind, found
