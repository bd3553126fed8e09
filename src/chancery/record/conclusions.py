"""Stores what all reports add up to, replacing what was concluded before.

Every function works inside a transaction of its caller, so a reader sees the old conclusions or
the new ones, never a mixture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from chancery.model.dates import Edtf
from chancery.model.events import Event, Participant
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Dating, Reprint
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record import identities, schema, words
from chancery.record.codec import encode
from chancery.record.observations import check_text, edtf_text
from chancery.record.tellings import telling_row
from chancery.record.vacancies import vacancy_rows

_Row = dict[str, object]


@dataclass(slots=True)
class Rows:
    """Rows to insert, by table; `readings` maps a report's id to the reading shown."""

    readings: dict[str, int]
    of: dict[Table, list[_Row]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[str, list[Evidence]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: Table, **row: object) -> None:
        """Take a row of a table."""
        self.of[table].append(row)

    def add_evidence(self, kind: str, owner: str, evidence: Iterable[Evidence], part: int = 0) -> None:
        """Take the evidence of a fact, or of a part of it."""
        for ordinal, item in enumerate(evidence):
            self.evidence[item.report].append(item)
            place = {"start": item.span.start, "end": item.span.end, "quote": item.quote}
            place["reading"] = self.reading(item.report)
            self.add(schema.EVIDENCE, kind=kind, owner=owner, part=part, ordinal=ordinal, **place)

    def reading(self, report_id: str) -> int:
        """Return the reading of a report that is shown."""
        if report_id not in self.readings:
            unknown = f"the conclusions name report {report_id}, which the record does not hold"
            raise ValueError(unknown)
        return self.readings[report_id]


def replace_all(connection: Connection, conclusions: Conclusions, readings: Iterable[int]) -> None:
    """Store conclusions in place of those before.

    Args:
        connection: Inside a transaction.
        conclusions: What the readings add up to.
        readings: One reading of each report: those that the conclusions rest on, and show from now on.

    Raises:
        UnsupportedFact: If a quote is not what its report says at that place.
        ValueError: If the conclusions name a report or an entity that is not there, if two facts have one id,
            or if an original is a reprint itself.
    """
    _check_names(conclusions)
    for table in reversed(schema.DERIVED):
        connection.execute(delete(table))
    rows = rows_of(conclusions, _show(connection, set(readings)))
    _check_quotes(connection, rows)
    for table in schema.DERIVED:
        if rows.of[table]:
            connection.execute(insert(table), rows.of[table])


def rows_of(conclusions: Conclusions, readings: dict[str, int]) -> Rows:
    """Return the rows that conclusions are stored as.

    Args:
        conclusions: All of them, or some.
        readings: The reading shown of each report that they name.
    """
    rows = Rows(readings)
    kinds: tuple[tuple[Iterable[Any], Callable[[Rows, Any], None]], ...] = (
        (conclusions.entities, _add_entity),
        (conclusions.occupancies, _add_occupancy),
        (conclusions.events, _add_event),
        (conclusions.quotations, _add_quotation),
        (conclusions.pledges, _add_pledge),
        (conclusions.datings, _add_dating),
        (conclusions.reprints, _add_reprint),
    )
    for facts, add in kinds:
        for fact in facts:
            add(rows, fact)
    _add_identities(rows, conclusions)
    _add_vacancies(rows, conclusions)
    for outcome in conclusions.outcomes:
        said = {"decision": outcome.decision, "entries": encode(outcome.entries), "lost": outcome.lost}
        rows.add(schema.OUTCOME, **said)
    rows.of[schema.ACT] += words.act_rows(conclusions.quotations)
    return rows


def note_derivation(connection: Connection, *, program: str, digest: str, at: str) -> None:
    """Write down what the conclusions were derived from, by which program and when."""
    connection.execute(delete(schema.DERIVATION))
    connection.execute(insert(schema.DERIVATION), {"one": 1, "program": program, "digest": digest, "at": at})


def derivation(connection: Connection) -> tuple[str, str] | None:
    """Return the program and the digest of the observations behind the conclusions, or None."""
    row = connection.execute(select(schema.DERIVATION.c.program, schema.DERIVATION.c.digest)).first()
    return None if row is None else (row.program, row.digest)


def _show(connection: Connection, readings: set[int]) -> dict[str, int]:
    report = schema.REPORT
    all_of_them = connection.execute(select(report.c.reading, report.c.id, report.c.shown)).all()
    for shown in (False, True):  # a report shows at most one reading at any time
        for row in all_of_them:
            if row.shown != shown and (row.reading in readings) == shown:
                connection.execute(update(report).where(report.c.reading == row.reading).values(shown=shown))
    return {row.id: row.reading for row in all_of_them if row.reading in readings}


def _check_quotes(connection: Connection, rows: Rows) -> None:
    report = schema.REPORT
    for report_id, evidence in rows.evidence.items():
        query = select(report.c.text).where(report.c.reading == rows.readings[report_id])
        text: str = connection.execute(query).scalar_one()
        for item in evidence:
            item.check(text)


def _check_names(conclusions: Conclusions) -> None:
    kinds: tuple[Iterable[Entity | Occupancy | Event | Quotation | Pledge], ...] = (
        conclusions.entities,
        conclusions.occupancies,
        conclusions.events,
        conclusions.quotations,
        conclusions.pledges,
    )
    for facts in kinds:
        for name, count in Counter(fact.id for fact in facts).items():
            if count > 1:
                twice = f"{count} facts of one kind have the id {name}"
                raise ValueError(twice)
    chained = {reprint.report for reprint in conclusions.reprints} & {reprint.of for reprint in conclusions.reprints}
    if chained:
        both = f"report {min(chained)} is both a reprint and an original"
        raise ValueError(both)
    known = {entity.id for entity in conclusions.entities}
    for owner, entity in _references(conclusions):
        if entity is not None and entity not in known:
            unknown = f"{owner} names the entity {entity}, which is not among the conclusions"
            raise ValueError(unknown)
    _check_links(conclusions, known)


def _check_links(conclusions: Conclusions, entities: set[str]) -> None:
    """Refuse a quotation or a part that belongs to an unknown event, and a question about what is not there."""
    events = {event.id for event in conclusions.events}
    others: tuple[Pledge | Quotation, ...] = (*conclusions.pledges, *conclusions.quotations)
    askable = entities | events | {one.id for one in others} | {dating.report for dating in conclusions.datings}
    links = [(f"quotation {q.id}", act, events) for q in conclusions.quotations for act in q.acts]
    links += [(f"event {event.id}", event.part_of, events) for event in conclusions.events if event.part_of]
    links += [(f"question {q.id}", name, askable) for q in conclusions.questions for name in q.about]
    for owner, name, known in links:
        if name not in known:
            unknown = f"{owner} names {name}, which is not among the conclusions"
            raise ValueError(unknown)


def _references(conclusions: Conclusions) -> Iterator[tuple[str, str | None]]:
    for occupancy in conclusions.occupancies:
        yield f"occupancy {occupancy.id}", occupancy.holder
    for event in conclusions.events:
        for participant in (*event.actors, *event.recipients):
            yield f"event {event.id}", participant.entity
        yield from ((f"event {event.id}", telling.voice) for telling in event.tellings)
    for quotation in conclusions.quotations:
        yield f"quotation {quotation.id}", quotation.speaker
        yield from ((f"quotation {quotation.id}", name) for name in (*quotation.also, *quotation.addressees))
    for pledge in conclusions.pledges:
        for name in (pledge.by, pledge.to):
            yield f"pledge {pledge.id}", name
    yield from (("a person of a report", sighted.entity) for sighted in conclusions.sighted)


def _add_entity(rows: Rows, entity: Entity) -> None:
    check_text(f"entity {entity.id}", entity.name, *entity.names)
    rows.add(
        schema.ENTITY,
        id=entity.id,
        kind=entity.kind.value,
        name=entity.name,
        country=entity.country,
        wikidata=entity.wikidata,
    )
    for ordinal, name in enumerate(entity.names):
        rows.add(schema.ENTITY_NAME, entity=entity.id, ordinal=ordinal, name=name, folded=name.casefold())


def _add_occupancy(rows: Rows, occupancy: Occupancy) -> None:
    rows.add(
        schema.OCCUPANCY,
        id=occupancy.id,
        holder=occupancy.holder,
        office=occupancy.post.office,
        of=occupancy.post.of,
        start=edtf_text(occupancy.start),
        end=edtf_text(occupancy.end),
        seen=edtf_text(occupancy.seen),
        status=occupancy.status,
        basis=occupancy.basis,
    )
    rows.add_evidence("occupancy", occupancy.id, occupancy.evidence)


def _add_event(rows: Rows, event: Event) -> None:
    rows.add(
        schema.EVENT,
        id=event.id,
        type=event.type,
        mode=event.mode,
        status=event.status.value,
        place=event.where,
        score=event.score,
        office=event.office,
        contexts=encode(event.contexts),
        because=encode(event.because),
        part_of=event.part_of,
        **_days(event.when),
    )
    _add_participants(rows, event.id, "actor", event.actors)
    _add_participants(rows, event.id, "recipient", event.recipients)
    for ordinal, telling in enumerate(event.tellings):
        reading = rows.reading(telling.report)
        rows.add(schema.TELLING, event=event.id, ordinal=ordinal, reading=reading, **telling_row(telling))
        rows.evidence[telling.report] += telling.topics
        rows.add_evidence("telling", event.id, telling.evidence, part=ordinal)
    for ordinal, difference in enumerate(event.differences):
        versions = encode(difference.versions)
        rows.add(schema.DIFFERENCE, event=event.id, ordinal=ordinal, facet=difference.facet, versions=versions)
    rows.add_evidence("event", event.id, event.evidence)


def _add_participants(rows: Rows, event: str, role: str, participants: Iterable[Participant]) -> None:
    for ordinal, participant in enumerate(participants):
        rows.add(
            schema.PARTICIPANT,
            event=event,
            role=role,
            ordinal=ordinal,
            entity=participant.entity,
            state=participant.state,
            sector=participant.sector,
            office=participant.office,
        )


def _add_quotation(rows: Rows, quotation: Quotation) -> None:
    rows.add(
        schema.QUOTATION,
        id=quotation.id,
        kind=quotation.kind.value,
        speaker=quotation.speaker,
        state=quotation.state,
        office=quotation.office,
        asker=quotation.asker,
        cue=quotation.cue,
        venue=quotation.venue,
        named=quotation.named,
        addressees=encode(quotation.addressees),
        addressed=quotation.addressed,
        **_days(quotation.when),
    )
    for ordinal, entity in enumerate(quotation.also):
        rows.add(schema.ALSO_SPEAKER, quotation=quotation.id, ordinal=ordinal, entity=entity)
    for ordinal, rendering in enumerate(quotation.renderings):
        rows.add_evidence("rendering", quotation.id, (rendering.content,), part=ordinal)
    rows.add_evidence("quotation", quotation.id, quotation.evidence)


def _add_pledge(rows: Rows, pledge: Pledge) -> None:
    rows.add(
        schema.PLEDGE,
        id=pledge.id,
        what=pledge.what,
        by=pledge.by,
        by_state=pledge.by_state,
        to=pledge.to,
        to_state=pledge.to_state,
        amount=pledge.amount,
        currency=pledge.currency,
        due=edtf_text(pledge.due),
        mutual=pledge.mutual,
        conditions=encode(pledge.conditions),
        because=encode(pledge.because),
    )
    for ordinal, step in enumerate(pledge.steps):
        rows.add(
            schema.PLEDGE_STEP, pledge=pledge.id, ordinal=ordinal, state=step.state.value, dated=edtf_text(step.when)
        )
        rows.add_evidence("step", pledge.id, (step.evidence,), part=ordinal)
    rows.add_evidence("pledge", pledge.id, pledge.evidence)


def _add_dating(rows: Rows, dating: Dating) -> None:
    rows.add(
        schema.DATING,
        reading=rows.reading(dating.report),
        published=edtf_text(dating.published),
        basis=dating.basis.value,
        because=encode(dating.because),
    )


def _add_reprint(rows: Rows, reprint: Reprint) -> None:
    rows.add(
        schema.REPRINT,
        reading=rows.reading(reprint.report),
        original=rows.reading(reprint.of),
        printed=encode(reprint.printed),
    )


def _add_identities(rows: Rows, conclusions: Conclusions) -> None:
    pinned = [one.evidence for one in conclusions.sighted]
    for evidence in (*pinned, *(item for question in conclusions.questions for item in question.evidence)):
        rows.evidence[evidence.report].append(evidence)
    asked, pins = identities.question_rows(conclusions.questions, rows.reading)
    rows.of[schema.SIGHTED] += identities.sighted_rows(conclusions.sighted, rows.reading)
    rows.of[schema.QUESTION] += asked
    rows.of[schema.QUESTION_EVIDENCE] += pins


def _add_vacancies(rows: Rows, conclusions: Conclusions) -> None:
    for vacancy in conclusions.vacancies:
        for item in vacancy.evidence:
            rows.evidence[item.report].append(item)
    told, pins = vacancy_rows(conclusions.vacancies, rows.reading)
    rows.of[schema.VACANCY] += told
    rows.of[schema.VACANCY_EVIDENCE] += pins


def _days(when: Edtf | None) -> _Row:
    first = when.earliest if when else None
    last = when.latest if when else None
    return {
        "dated": edtf_text(when),
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
    }
