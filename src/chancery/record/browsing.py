"""Lists for people who browse: which entries are wanted, in time, and which choices they offer.

One question brings all the ids that are wanted, in time, with no more than a list needs to be counted and
cut into windows; the entries themselves are read a window at a time. A hundred thousand events cost
0.1 s; those of them that have a word are then picked out by whose the evidence is (`owners.py`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    ScalarSelect,
    Select,
    Table,
    func,
    literal_column,
    or_,
    select,
    union,
)

from chancery.model.events import Event
from chancery.model.facts import Dating, Reprint
from chancery.model.offices import Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.text import Report
from chancery.record import facts, queries, schema
from chancery.record.matching import numbers_of
from chancery.record.owners import Owners, read_owners
from chancery.record.store import Record

UNDATED: Final = "~"  # what stands for the day of an entry that has none
_WHOLE: Final = {"telling": "event", "rendering": "quotation", "step": "pledge"}
_WORDS: Final = re.compile(r"\w+")
_MOST_WORDS: Final = 8  # of a search; each costs one question to an index
_MOST_LETTERS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries to list; what is empty asks for nothing.

    Attributes:
        states: Codes of states or organisations that must all take part.
        people: Ids of entities that must all take part.
        outlets: Outlets of which one must tell or print it.
        type: PLOVER type.
        mode: PLOVER mode.
        status: "occurred", "planned" ...
        text: Words that must each stand in its evidence, in the name of who takes part, or in its place.
        since: First day on which it may lie.
        until: Last day.
        undated: True for entries without any known day only.
    """

    states: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    text: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    undated: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are looked for."""
        return words_of(self.text)


class Row(NamedTuple):
    """An entry of a list.

    Attributes:
        day: First day on which it may lie, else the last; `UNDATED` where neither is known.
        id: Its id.
        kind: PLOVER type of an event, kind of a quotation.
    """

    day: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a list says of a report, without its text.

    Attributes:
        published: EDTF text, as concluded from all reports.
        original: Id of the report whose text it prints.
    """

    id: str
    outlet: str | None
    title: str | None
    url: str | None
    language: str | None
    published: str | None
    original: str | None


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a search, each once, no more than are worth asking for."""
    found = dict.fromkeys(word[:_MOST_LETTERS] for word in _WORDS.findall(text.casefold()))
    return tuple(found)[:_MOST_WORDS]


# ---- events ----


def event_rows(record: Record, wanted: Wanted) -> tuple[Row, ...]:
    """Return all events wanted in time, the undated last."""
    rows = _rows(record, schema.EVENT, schema.EVENT.c.type, event_conditions(wanted))
    return events_having(record, rows, wanted.words) if wanted.words else rows


def events_having(
    record: Record, rows: Sequence[Row], words: Sequence[str], owners: Owners | None = None
) -> tuple[Row, ...]:
    """Return those events of a list that have each of some words: in evidence, in the name of a party or in the place.

    Args:
        record: The record.
        rows: The list.
        words: The words.
        owners: Whose the evidence of the record is, where that is known already.
    """
    part = schema.PARTICIPANT
    with asking(record) as connection:
        known = owners or read_owners(connection)
        marks = [
            _marked(connection, known, word, "support", select(part.c.event).where(part.c.entity.in_(named_like(word))))
            for word in words
        ]
    for word, mark in zip(words, marks, strict=True):
        for at in chain.from_iterable(events for place, events in known.where.items() if word in place):
            mark[at] = 1
    return _having_all(rows, known, marks)


def _marked(connection: Connection, owners: Owners, word: str, index: str, named: Executable) -> bytearray:
    """Mark the entries that have a word in their evidence, and those that are named by it."""
    marks = owners.mark(numbers_of(connection, index, [word]))
    for entry in connection.execute(named).scalars():
        if entry in owners.place:  # else it came into the record after they were read
            marks[owners.place[entry]] = 1
    return marks


def _having_all(rows: Sequence[Row], owners: Owners, marks: Sequence[bytearray]) -> tuple[Row, ...]:
    """Return the rows of those entries that every one of some marks marks."""
    both = int.from_bytes(b"\1" * len(owners.ids), "big")
    for mark in marks:
        both &= int.from_bytes(mark, "big")
    having = set(compress(owners.ids, both.to_bytes(len(owners.ids), "big")))
    return tuple(row for row in rows if row.id in having)


def events_with(record: Record, ids: Sequence[str]) -> tuple[Event, ...]:
    """Return the events that have these ids, in their order; no more than a window of them."""
    with asking(record) as connection:
        found = {event.id: event for event in facts.events(connection, facts.Ids(ids))}
    return tuple(found[one] for one in ids if one in found)


def event_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what holds of the events wanted, words apart."""
    event, part = schema.EVENT, schema.PARTICIPANT
    sides = [or_(part.c.state == state, part.c.entity == state) for state in wanted.states]
    sides += [part.c.entity == person for person in wanted.people]
    conditions: list[ColumnElement[bool]] = [event.c.id.in_(select(part.c.event).where(side)) for side in sides]
    conditions += [event.c[name] == value for name, value in _exact(wanted) if value]
    if wanted.outlets:
        conditions.append(event.c.id.in_(select(schema.TELLING.c.event).where(_printed_in(wanted.outlets))))
    if wanted.undated:
        conditions.append(_in_time(event) == UNDATED)
    return conditions + queries.within(event, wanted.since, wanted.until)


def _exact(wanted: Wanted) -> tuple[tuple[str, str | None], ...]:
    return ("type", wanted.type), ("mode", wanted.mode), ("status", wanted.status)


def _printed_in(outlets: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a telling's report, or a reprint of it, is of one of some outlets."""
    report, reprint = schema.REPORT, schema.REPRINT
    own = select(report.c.reading).where(report.c.shown, report.c.outlet.in_(outlets))
    printed = select(reprint.c.original).where(reprint.c.reading.in_(own))
    return or_(schema.TELLING.c.reading.in_(own), schema.TELLING.c.reading.in_(printed))


# ---- quotations and pledges ----


def quotation_rows(record: Record, wanted: Wanted) -> tuple[Row, ...]:
    """Return all quotations wanted in time, the undated last."""
    rows = _rows(record, schema.QUOTATION, schema.QUOTATION.c.kind, quotation_conditions(wanted))
    return quotations_having(record, rows, wanted.words) if wanted.words else rows


def quotations_having(
    record: Record, rows: Sequence[Row], words: Sequence[str], owners: Owners | None = None
) -> tuple[Row, ...]:
    """Return those quotations of a list that have each of some words, or whose speaker is named by it.

    The arguments are those of `events_having`.
    """
    said, also = schema.QUOTATION, schema.ALSO_SPEAKER
    with asking(record) as connection:
        known = owners or read_owners(connection)
        marks = []
        for word in words:
            named = select(said.c.id).where(said.c.speaker.in_(named_like(word)))
            jointly = select(also.c.quotation).where(also.c.entity.in_(named_like(word)))
            marks.append(_marked(connection, known, word, "rendering", union(named, jointly)))
    return _having_all(rows, known, marks)


def quotations_with(record: Record, ids: Sequence[str]) -> tuple[Quotation, ...]:
    """Return the quotations that have these ids, in their order; no more than a window of them."""
    with asking(record) as connection:
        found = {one.id: one for one in facts.quotations(connection, facts.Ids(ids))}
    return tuple(found[one] for one in ids if one in found)


def quotation_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what holds of the quotations wanted, words apart; `states` are those that the speaker speaks for."""
    said = schema.QUOTATION
    conditions: list[ColumnElement[bool]] = [said.c.state == state for state in wanted.states]
    conditions += [queries.spoken_by(person) for person in wanted.people]
    if wanted.type:
        conditions.append(said.c.kind == wanted.type)
    if wanted.outlets:
        evidence = schema.EVIDENCE
        own = select(schema.REPORT.c.reading).where(schema.REPORT.c.shown, schema.REPORT.c.outlet.in_(wanted.outlets))
        printed = select(evidence.c.owner).where(evidence.c.kind == "rendering", evidence.c.reading.in_(own))
        conditions.append(said.c.id.in_(printed))
    return conditions + queries.said_within(wanted.since, wanted.until)


def pledges_of(record: Record, sides: Sequence[str] = ()) -> tuple[Pledge, ...]:
    """Return the pledges to which all of some states or entities are a party."""
    pledge = schema.PLEDGE
    columns = (pledge.c.by, pledge.c.by_state, pledge.c.to, pledge.c.to_state)
    with asking(record) as connection:
        return facts.pledges(connection, [or_(*(column == side for column in columns)) for side in sides])


def pledges_with(record: Record, ids: Sequence[str]) -> tuple[Pledge, ...]:
    """Return the pledges that have these ids, in the order of their first steps."""
    with asking(record) as connection:
        return facts.pledges(connection, facts.Ids(ids))


def occupancies_with(record: Record, ids: Sequence[str]) -> tuple[Occupancy, ...]:
    """Return the occupancies that have these ids, by post and in time."""
    with asking(record) as connection:
        return facts.occupancies(connection, facts.Ids(ids))


# ---- reports ----


def report_heads(record: Record) -> dict[str, Head]:
    """Return what lists say of every report, by id."""
    report, dating, reprint = schema.REPORT, schema.DATING, schema.REPRINT
    original = schema.REPORT.alias("original")
    columns = (report.c.id, report.c.outlet, report.c.title, report.c.url, report.c.language)
    when = func.coalesce(dating.c.published, report.c.published).label("when")
    query = select(*columns, when, original.c.id.label("of")).select_from(report)
    query = query.outerjoin(dating, dating.c.reading == report.c.reading)
    query = query.outerjoin(reprint, reprint.c.reading == report.c.reading)
    query = query.outerjoin(original, original.c.reading == reprint.c.original).where(report.c.shown)
    with asking(record) as connection:
        rows = connection.execute(query.order_by(report.c.id)).all()
    return {
        row.id: Head(
            id=row.id,
            outlet=row.outlet,
            title=row.title,
            url=row.url,
            language=row.language,
            published=row.when,
            original=row.of,
        )
        for row in rows
    }


def about_reports(
    record: Record, ids: Collection[str]
) -> tuple[dict[str, Report], dict[str, Dating], tuple[Reprint, ...]]:
    """Return some reports with what was concluded about them: their dates, and which print which.

    The originals and the reprints of these reports are among the reports returned.
    """
    report, reprint = schema.REPORT, schema.REPRINT
    mine = select(report.c.reading).where(report.c.shown, report.c.id.in_(ids))
    either = or_(reprint.c.reading.in_(mine), reprint.c.original.in_(mine))
    with asking(record) as connection:
        printed = facts.reprints(connection, [either])
        wanted = {*ids, *(one.report for one in printed), *(one.of for one in printed)}
        dated = facts.datings(connection, [report.c.id.in_(wanted)])
        found = facts.reports(connection, [report.c.id.in_(wanted)])
    return {one.id: one for one in found}, {one.report: one for one in dated}, printed


def pins_of(record: Record, report_id: str) -> tuple[tuple[int, int, str, str], ...]:
    """Return `(start, end, kind, id)` of everything that rests on words of a report, in the order of the words."""
    evidence, report = schema.EVIDENCE, schema.REPORT
    columns = (evidence.c.start, evidence.c.end, evidence.c.kind, evidence.c.owner)
    query = select(*columns).join(report, report.c.reading == evidence.c.reading)
    query = query.where(report.c.shown, report.c.id == report_id).distinct().order_by(*columns)
    with asking(record) as connection:
        rows = connection.execute(query).all()
        empty = connection.execute(_vacant_in(report_id)).all()
    pins = [(row.start, row.end, _WHOLE.get(row.kind, row.kind), row.owner) for row in rows]
    return tuple(sorted([*pins, *((row.start, row.end, "vacancy", row.vacancy) for row in empty)]))


def _vacant_in(report_id: str) -> Select[Any]:
    """Return the query for what a report says of posts that nobody holds."""
    pins, report = schema.VACANCY_EVIDENCE, schema.REPORT
    query = select(pins.c.start, pins.c.end, pins.c.vacancy).join(report, report.c.reading == pins.c.reading)
    return query.where(report.c.shown, report.c.id == report_id).distinct()


def tellers(record: Record) -> dict[str, set[str]]:
    """Return the events that each outlet tells, by the outlet's name."""
    telling, report = schema.TELLING, schema.REPORT
    query = select(report.c.outlet, telling.c.event).join(telling, telling.c.reading == report.c.reading)
    told: dict[str, set[str]] = {}
    with asking(record) as connection:
        for outlet, event in connection.execute(query.where(report.c.outlet.is_not(None))):
            told.setdefault(outlet, set()).add(event)
    return told


def pairs(record: Record, limit: int) -> tuple[tuple[str, str, int], ...]:
    """Return the pairs of states or organisations that meet in most events, with the number of these."""
    one, other = schema.PARTICIPANT.alias("one"), schema.PARTICIPANT.alias("other")
    number = func.count(one.c.event.distinct()).label("number")
    query = select(one.c.state, other.c.state, number).join(other, one.c.event == other.c.event)
    query = query.where(one.c.state < other.c.state).group_by(one.c.state, other.c.state)
    with asking(record) as connection:
        rows = connection.execute(query.order_by(number.desc(), one.c.state, other.c.state).limit(limit)).all()
    return tuple((row[0], row[1], row[2]) for row in rows)


# ---- choices ----


def choices(record: Record) -> dict[str, dict[str, int]]:
    """Count the events of each state, person, act (`TYPE` or `TYPE/mode`) and status."""
    event, part = schema.EVENT, schema.PARTICIPANT
    once = func.count(part.c.event.distinct())
    person = select(schema.ENTITY.c.id).where(schema.ENTITY.c.kind == "person")
    asked: dict[str, Select[*tuple[Any, ...]]] = {
        "states": select(part.c.state, once).where(part.c.state.is_not(None)).group_by(part.c.state),
        "people": select(part.c.entity, once).where(part.c.entity.in_(person)).group_by(part.c.entity),
        "acts": select(event.c.type, event.c.mode, func.count()).group_by(event.c.type, event.c.mode),
        "statuses": select(event.c.status, func.count()).group_by(event.c.status),
    }
    with asking(record) as connection:
        rows = {name: connection.execute(query).all() for name, query in asked.items()}
    return {name: {"/".join(filter(None, row[:-1])): row[-1] for row in found} for name, found in rows.items()}


# ---- shared parts ----


def asking(record: Record) -> Any:  # noqa: ANN401 - a context manager of a connection, which only this package names
    """Return the record's own transaction for reading, as a context."""
    return record._reading()  # noqa: SLF001 - a module of the same package


def named_like(word: str) -> ScalarSelect[Any]:
    """Return the ids of the entities that have a name with a word in it."""
    names = schema.ENTITY_NAME
    return select(names.c.entity).where(names.c.folded.contains(word, autoescape=True)).scalar_subquery()


def _in_time(table: Table) -> ColumnElement[str]:
    """Return the expression that lists in time are indexed by, word for word."""
    name = table.name
    return literal_column(f"coalesce({name}.first_day, {name}.last_day, '~')")


def _rows(
    record: Record, table: Table, kind: ColumnElement[str], conditions: Sequence[ColumnElement[bool]]
) -> tuple[Row, ...]:
    day = _in_time(table)
    query = select(day, table.c.id, kind).where(*conditions).order_by(day, table.c.id)
    with asking(record) as connection:
        return tuple(map(Row._make, connection.execute(query).cursor.fetchall()))  # bare rows: twice as fast
