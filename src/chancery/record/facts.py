"""Reads conclusions back as the model's dataclasses, a whole kind at a time.

Every function takes the conditions that choose the facts, or their ids, and fetches the parts of all chosen
facts with one query per table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, ScalarSelect, Select, Table, bindparam, select

from chancery.model.dates import Edtf
from chancery.model.events import Difference, Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import Dating, Reprint
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Position
from chancery.model.pledges import Pledge, PledgeState, PledgeStep
from chancery.model.quotations import Quotation, QuotationKind, Rendering
from chancery.model.text import DateBasis, Report, Span
from chancery.record import schema, words
from chancery.record.codec import decode
from chancery.record.observations import edtf, shown_report
from chancery.record.tellings import read_telling
from chancery.record.vacancies import vacancies


class Ids(tuple[str, ...]):
    """The ids of the facts wanted, in place of conditions.

    Questions for ids are asked by statements that are made once: making one costs five times as much as asking it.
    """

    __slots__ = ()


Conditions = Sequence[ColumnElement[bool]]
Which = Conditions | Ids
_Part = tuple[str, str, int]  # kind, owner, part
_LAST = (9, 0, 0, "")  # after every `Edtf.sort_key`

_DATINGS: Final[Select[Any]] = (
    select(schema.REPORT.c.id, schema.DATING)
    .join(schema.REPORT, schema.REPORT.c.reading == schema.DATING.c.reading)
    .order_by(schema.REPORT.c.id)
)
_ORIGINAL: Final = schema.REPORT.alias("original")
_REPRINTS: Final[Select[Any]] = (
    select(schema.REPORT.c.id, _ORIGINAL.c.id.label("of"), schema.REPRINT.c.printed)
    .select_from(schema.REPRINT)
    .join(schema.REPORT, schema.REPORT.c.reading == schema.REPRINT.c.reading)
    .join(_ORIGINAL, _ORIGINAL.c.reading == schema.REPRINT.c.original)
    .order_by(schema.REPORT.c.id)
)


def reports(connection: Connection, where: Conditions = ()) -> tuple[Report, ...]:
    """Return the reports that meet all conditions, as the conclusions know them, in the order of their ids."""
    chosen = connection.execute(select(schema.REPORT.c.id).where(schema.REPORT.c.shown, *where)).scalars().all()
    return tuple(report for name in sorted(chosen) if (report := shown_report(connection, name)))


def entities(connection: Connection, where: Which = ()) -> tuple[Entity, ...]:
    """Return the entities that meet all conditions, in the order of their ids."""
    names = _parts(connection, schema.ENTITY, schema.ENTITY_NAME, where)
    return tuple(
        Entity(
            id=row.id,
            kind=EntityKind(row.kind),
            name=row.name,
            names=tuple(name.name for name in names[row.id]),
            country=row.country,
            wikidata=row.wikidata,
        )
        for row in _chosen(connection, schema.ENTITY, where)
    )


def occupancies(connection: Connection, where: Which = ()) -> tuple[Occupancy, ...]:
    """Return the occupancies that meet all conditions: by post, then in time, then by id."""
    evidence = _evidence(connection, schema.OCCUPANCY, where)
    found = [
        Occupancy(
            id=row.id,
            holder=row.holder,
            post=Position(office=row.office, of=row.of),
            evidence=tuple(evidence["occupancy", row.id, 0]),
            start=edtf(row.start),
            end=edtf(row.end),
            seen=edtf(row.seen),
            status=row.status,
            basis=row.basis,
        )
        for row in _chosen(connection, schema.OCCUPANCY, where)
    ]
    return tuple(sorted(found, key=_by_post))


def events(connection: Connection, where: Which = ()) -> tuple[Event, ...]:
    """Return the events that meet all conditions in the order of time; those without a date come last."""
    evidence = _evidence(connection, schema.EVENT, where)
    participants = _parts(connection, schema.EVENT, schema.PARTICIPANT, where)
    differences = _parts(connection, schema.EVENT, schema.DIFFERENCE, where)
    tellings = _tellings(connection, where, evidence)
    found = [
        Event(
            id=row.id,
            type=row.type,
            mode=row.mode,
            status=EventStatus(row.status),
            actors=_participants(participants[row.id], "actor"),
            recipients=_participants(participants[row.id], "recipient"),
            evidence=tuple(evidence["event", row.id, 0]),
            tellings=tuple(tellings[row.id]),
            when=edtf(row.dated),
            where=row.place,
            contexts=decode(row.contexts, tuple[str, ...]),
            score=row.score,
            office=row.office,
            part_of=row.part_of,
            differences=tuple(
                Difference(facet=d.facet, versions=decode(d.versions, tuple[tuple[str, str], ...]))
                for d in differences[row.id]
            ),
            because=decode(row.because, tuple[str, ...]),
        )
        for row in _chosen(connection, schema.EVENT, where)
    ]
    return tuple(sorted(found, key=lambda event: (in_time(event.when), event.id)))


def quotations(connection: Connection, where: Which = ()) -> tuple[Quotation, ...]:
    """Return the quotations that meet all conditions in the order of time; those without a date come last."""
    evidence = _evidence(connection, schema.QUOTATION, where)
    also = _parts(connection, schema.QUOTATION, schema.ALSO_SPEAKER, where)
    acts = words.acts(connection, where if isinstance(where, Ids) else None)
    renderings: dict[str, list[Rendering]] = defaultdict(list)
    for (kind, owner, _), content in evidence.items():
        if kind == "rendering":
            renderings[owner].extend(Rendering(content=item) for item in content)
    found = [
        Quotation(
            id=row.id,
            kind=QuotationKind(row.kind),
            renderings=tuple(renderings[row.id]),
            evidence=tuple(evidence["quotation", row.id, 0]),
            speaker=row.speaker,
            also=tuple(speaker.entity for speaker in also[row.id]),
            state=row.state,
            office=row.office,
            asker=row.asker,
            cue=row.cue,
            venue=row.venue,
            when=edtf(row.dated),
            named=row.named,
            addressees=decode(row.addressees, tuple[str, ...]),
            addressed=row.addressed,
            acts=acts.get(row.id, ()),
        )
        for row in _chosen(connection, schema.QUOTATION, where)
    ]
    return tuple(sorted(found, key=lambda quotation: (in_time(quotation.when), quotation.id)))


def pledges(connection: Connection, where: Which = ()) -> tuple[Pledge, ...]:
    """Return the pledges that meet all conditions in the order of their first steps; undated ones come last."""
    evidence = _evidence(connection, schema.PLEDGE, where)
    steps = _parts(connection, schema.PLEDGE, schema.PLEDGE_STEP, where)
    found = [
        Pledge(
            id=row.id,
            what=row.what,
            evidence=tuple(evidence["pledge", row.id, 0]),
            steps=tuple(
                PledgeStep(
                    state=PledgeState(step.state),
                    when=edtf(step.dated),
                    evidence=evidence["step", row.id, step.ordinal][0],
                )
                for step in steps[row.id]
            ),
            by=row.by,
            by_state=row.by_state,
            to=row.to,
            to_state=row.to_state,
            amount=row.amount,
            currency=row.currency,
            due=edtf(row.due),
            mutual=row.mutual,
            conditions=decode(row.conditions, tuple[str, ...]),
            because=decode(row.because, tuple[str, ...]),
        )
        for row in _chosen(connection, schema.PLEDGE, where)
    ]
    return tuple(sorted(found, key=_by_first_step))


def datings(connection: Connection, where: Conditions = ()) -> tuple[Dating, ...]:
    """Return when the chosen reports were published, as concluded, in the order of the reports' ids."""
    return tuple(
        Dating(
            report=row.id,
            published=edtf(row.published),
            basis=DateBasis(row.basis),
            because=decode(row.because, tuple[str, ...]),
        )
        for row in connection.execute(_DATINGS.where(*where))
    )


def reprints(connection: Connection, where: Conditions = ()) -> tuple[Reprint, ...]:
    """Return the chosen reports that print the text of another, in the order of their ids."""
    return tuple(
        Reprint(report=row.id, of=row.of, printed=decode(row.printed, tuple[Span, ...]))
        for row in connection.execute(_REPRINTS.where(*where))
    )


def evidence_of(connection: Connection, owner: str) -> tuple[Evidence, ...]:
    """Return every piece of evidence of a fact and of its parts, each once, as they stand in the reports."""
    found = {item for items in _read_evidence(connection, schema.EVIDENCE.c.owner == owner).values() for item in items}
    found.update(item for one in vacancies(connection, [schema.VACANCY.c.id == owner]) for item in one.evidence)
    return tuple(sorted(found))


def in_time(when: Edtf | None) -> tuple[int, int, int, str]:
    """Return the sort key of a date that may be unknown: unknown dates come last."""
    return _LAST if when is None else when.sort_key


def _by_post(occupancy: Occupancy) -> tuple[str, str, tuple[int, int, int, str], str]:
    since = occupancy.start or occupancy.seen or occupancy.end
    return occupancy.post.office, occupancy.post.of or "", in_time(since), occupancy.id


def _by_first_step(pledge: Pledge) -> tuple[tuple[int, int, int, str], str]:
    return in_time(pledge.steps[0].when if pledge.steps else None), pledge.id


def _chosen(connection: Connection, table: Table, where: Which) -> Sequence[Row[Any]]:
    if isinstance(where, Ids):
        return connection.execute(_with_ids(table, "id"), {"ids": where}).all()
    return connection.execute(select(table).where(*where).order_by(table.c.id)).all()


def _ids(table: Table, where: Conditions) -> ScalarSelect[Any]:
    return select(table.c.id).where(*where).scalar_subquery()


def _parts(connection: Connection, table: Table, part: Table, where: Which) -> defaultdict[str, list[Row[Any]]]:
    owner = part.primary_key.columns[0].name
    if isinstance(where, Ids):
        rows = connection.execute(_with_ids(part, owner), {"ids": where}).all()
    else:
        query: Select[Any] = select(part).order_by(*part.primary_key.columns)
        rows = connection.execute(query.where(part.c[owner].in_(_ids(table, where))) if where else query).all()
    parts: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        parts[row._mapping[owner]].append(row)  # noqa: SLF001 - the documented way to a column by its name
    return parts


@cache
def _with_ids(table: Table, column: str) -> Select[Any]:
    return select(table).where(table.c[column].in_(_asked())).order_by(*table.primary_key.columns)


def _asked() -> BindParameter[Any]:
    """Return the parameter that `Ids` are given as."""
    return bindparam("ids", expanding=True)


def _tellings(
    connection: Connection, where: Which, evidence: dict[_Part, list[Evidence]]
) -> defaultdict[str, list[Telling]]:
    query = _tellings_query()
    if isinstance(where, Ids):
        rows = connection.execute(_tellings_with_ids(), {"ids": where}).all()
    else:
        chosen = query.where(schema.TELLING.c.event.in_(_ids(schema.EVENT, where))) if where else query
        rows = connection.execute(chosen).all()
    tellings: defaultdict[str, list[Telling]] = defaultdict(list)
    for row in rows:
        tellings[row.event].append(read_telling(row, evidence.get(("telling", row.event, row.ordinal), ())))
    return tellings


def _tellings_query() -> Select[Any]:
    telling, report = schema.TELLING, schema.REPORT
    query: Select[Any] = select(telling, report.c.id).join(report, report.c.reading == telling.c.reading)
    return query.order_by(telling.c.event, telling.c.ordinal)


@cache
def _tellings_with_ids() -> Select[Any]:
    return _tellings_query().where(schema.TELLING.c.event.in_(_asked()))


def _participants(rows: Sequence[Row[Any]], role: str) -> tuple[Participant, ...]:
    return tuple(
        Participant(entity=row.entity, state=row.state, sector=row.sector, office=row.office)
        for row in rows
        if row.role == role
    )


_KINDS_OF = {
    "occupancy": ("occupancy",),
    "event": ("event", "telling"),
    "quotation": ("quotation", "rendering"),
    "pledge": ("pledge", "step"),
}


def _evidence(connection: Connection, table: Table, where: Which) -> defaultdict[_Part, list[Evidence]]:
    if isinstance(where, Ids):
        return _group(connection.execute(_evidence_with_ids(table), {"ids": where}).all())
    owned = [schema.EVIDENCE.c.owner.in_(_ids(table, where))] if where else []
    return _read_evidence(connection, schema.EVIDENCE.c.kind.in_(_KINDS_OF[table.name]), *owned)


@cache
def _evidence_with_ids(table: Table) -> Select[Any]:
    evidence = schema.EVIDENCE
    return _evidence_query(evidence.c.kind.in_(_KINDS_OF[table.name]), evidence.c.owner.in_(_asked()))


def _read_evidence(connection: Connection, *where: ColumnElement[bool]) -> defaultdict[_Part, list[Evidence]]:
    return _group(connection.execute(_evidence_query(*where)).all())


def _evidence_query(*where: ColumnElement[bool]) -> Select[Any]:
    evidence, report = schema.EVIDENCE, schema.REPORT
    columns = (evidence.c.kind, evidence.c.owner, evidence.c.part, report.c.id)
    query = select(*columns, evidence.c.start, evidence.c.end, evidence.c.quote)
    query = query.join(report, report.c.reading == evidence.c.reading).where(*where)
    return query.order_by(evidence.c.kind, evidence.c.owner, evidence.c.part, evidence.c.ordinal)


def _group(rows: Sequence[Any]) -> defaultdict[_Part, list[Evidence]]:
    found: defaultdict[_Part, list[Evidence]] = defaultdict(list)
    for kind, owner, part, report_id, start, end, quote in rows:
        found[kind, owner, part].append(Evidence(report_id, Span(start, end), quote))
    return found
