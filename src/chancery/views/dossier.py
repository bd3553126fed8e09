"""Gathers what a record holds on one entity: offices, visits, meetings, other acts, words, pledges, sources.

Also says which mentions were taken for one person, and why.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from chancery.errors import QueryError
from chancery.model.events import Event
from chancery.model.facts import Question, Sighted
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record.store import Record
from chancery.resolution.name_match import Need, compare_names
from chancery.resolution.names import read_name
from chancery.views.chronology import distinct_length, make_line
from chancery.views.entry import held_words, party_words, post_words
from chancery.views.labels import Names, amount_words, count_words, plain
from chancery.views.quotes import in_order, said_on
from chancery.views.sources import Source
from chancery.views.vacancies import find_vacancies, vacancy_lines

_SHOWN: Final = 5  # names that a message lists
_QUOTE: Final = 160  # characters of a quote on a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What a record holds on one entity, each part in the order of time."""

    entity: Entity
    offices: tuple[Occupancy, ...]
    visits: tuple[Event, ...]
    meetings: tuple[Event, ...]
    acts: tuple[Event, ...]
    words: tuple[Quotation, ...]
    pledges: tuple[Pledge, ...]
    questions: tuple[Question, ...]
    reports: tuple[str, ...]
    vacancies: tuple[Vacancy, ...] = ()


def find_entity(record: Record, name: str) -> Entity:
    """Return the entity with this id or name, else the only person whose name this may be a spelling of.

    Raises:
        QueryError: If there is none (C050) or more than one (C052).
    """
    try:
        _, found = record.find(name)
        if isinstance(found, Entity):
            return found
    except QueryError as error:
        if error.code != "C050":
            raise
    wanted = read_name(name)
    people = record.entities(kind=EntityKind.PERSON)
    needs = {p.id: max(compare_names(wanted, read_name(n)).need for n in p.names) for p in people}
    best = max(needs.values(), default=Need.NEVER)
    fits = [p for p in people if needs[p.id] is best and best >= Need.BOTH]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise QueryError("C050", f"Nobody in the record is called {name!r}.", "`chancery entities` lists the names.")
    listed = ", ".join(f"{plain(one.name)} ({one.id})" for one in fits[:_SHOWN])
    more = ", ..." if len(fits) > _SHOWN else ""
    raise QueryError("C052", f"{name!r} may be {listed}{more}.", "Give the id.")


def make_dossier(record: Record, entity: Entity) -> Dossier:
    """Gather everything on one entity."""
    events = [event for event in record.events() if _takes_part(event, entity.id)]
    visits = tuple(event for event in events if (event.type, event.mode) == ("CONSULT", "visit"))
    meetings = tuple(event for event in events if event.type == "CONSULT" and event.mode != "visit")
    person = entity.kind is EntityKind.PERSON
    held = record.occupancies()
    offices = tuple(o for o in held if (o.holder if person else o.post.of) == entity.id)
    words = record.quotations(speaker=entity.id)
    pledges = tuple(p for p in record.pledges() if entity.id in {p.by, p.to, p.by_state, p.to_state})
    sighted = record.sighted(entity.id)
    proof = [fact.evidence for facts in (offices, events, words, pledges) for fact in facts]
    told = {item.report for evidence in proof for item in evidence}
    return Dossier(
        entity=entity,
        offices=offices,
        visits=visits,
        meetings=meetings,
        acts=tuple(event for event in events if event.type != "CONSULT"),
        words=words,
        pledges=pledges,
        questions=record.questions(entity.id),
        vacancies=find_vacancies(record, entity.id),
        reports=tuple(sorted(told | {one.evidence.report for one in sighted})),
    )


def _takes_part(event: Event, entity: str) -> bool:
    return any(entity in {party.entity, party.state} for party in (*event.actors, *event.recipients))


def export_dossier(dossier: Dossier, exported: Mapping[str, Any]) -> dict[str, Any]:
    """Write a dossier with the entries of an export of the record.

    Args:
        dossier: What to write.
        exported: As `export_json` gives it.
    """

    def chosen(section: str, facts: Iterable[Occupancy | Vacancy | Event | Quotation | Pledge | Entity]) -> list[Any]:
        wanted = {fact.id for fact in facts}
        return [item for item in exported[section] if item["id"] in wanted]

    sources = [item for item in exported["documents"] if item["id"] in dossier.reports]
    return {
        "entity": chosen("entities", [dossier.entity])[0],
        "offices": chosen("occupancies", dossier.offices),
        "vacancies": chosen("vacancies", dossier.vacancies),
        "visits": chosen("events", dossier.visits),
        "meetings": chosen("events", dossier.meetings),
        "acts": chosen("events", dossier.acts),
        "words": chosen("quotations", dossier.words),
        "pledges": chosen("pledges", dossier.pledges),
        "questions": [export_question(question) for question in dossier.questions],
        "sources": [{key: value for key, value in item.items() if key != "text"} for item in sources],
    }


def export_question(question: Question) -> dict[str, Any]:
    """Write a question as plain values."""
    pins = [
        {"document": e.report, "start": e.span.start, "end": e.span.end, "quote": e.quote} for e in question.evidence
    ]
    people = {"one": question.one, "other": question.other}
    return {"id": question.id, "kind": question.kind, **people, "because": list(question.because), "evidence": pins}


def export_sighted(sighted: Sighted) -> dict[str, Any]:
    """Write a person of one report as plain values."""
    e = sighted.evidence
    pin = {"document": e.report, "start": e.span.start, "end": e.span.end, "quote": e.quote}
    return {"name": sighted.name, "because": list(sighted.because), "evidence": [pin]}


# ---- as text ----


def render_dossier(dossier: Dossier, names: Names, sources: Mapping[str, Source]) -> str:
    """Write a dossier as text."""
    return "\n".join(_dossier_lines(dossier, names, sources)) + "\n"


def _dossier_lines(dossier: Dossier, names: Names, sources: Mapping[str, Source]) -> Iterator[str]:
    entity = dossier.entity
    yield names.of(entity.id)
    state = names.state(entity.country) if entity.country not in {None, entity.id} else ""
    yield f"{entity.kind.value} {entity.id}{f', {state}' if state else ''}"
    other = [plain(name) for name in entity.names if name != entity.name]
    if other:
        yield f"also {', '.join(other)}"
    for heading, lines in (
        ("Offices", _offices(dossier, names)),
        ("Visits", _events(dossier.visits, names, sources)),
        ("Meetings", _events(dossier.meetings, names, sources)),
        ("Other acts", _events(dossier.acts, names, sources)),
        ("Words", _words(dossier.words, sources)),
        ("Pledges", _pledges(dossier.pledges, names)),
        ("Open questions", _asked(dossier.questions, entity.id, names)),
        ("Sources", _sources(dossier.reports, sources)),
    ):
        listed = list(lines)
        if listed:
            yield from ("", heading, "", *(f"  {line}" for line in listed))


def _offices(dossier: Dossier, names: Names) -> Iterator[str]:
    length = distinct_length([one.id for one in dossier.offices])
    for one in dossier.offices:
        who = "" if dossier.entity.kind is EntityKind.PERSON else f"{names.of(one.holder)}, "
        claimed = " (claimed)" if one.status == "claimed" else ""
        yield f"{who}{post_words(one, names)}{claimed}, {held_words(one)} {one.id[:length]}"
    yield from vacancy_lines(dossier.vacancies, with_office=True)


def _events(events: Sequence[Event], names: Names, sources: Mapping[str, Source]) -> Iterator[str]:
    length = distinct_length([event.id for event in events])
    for event in events:
        line = make_line(event, names, sources)
        text = line.text().removesuffix(line.id).rstrip()
        yield f"{line.when}: {text} {event.id[:length]}"


def _words(words: Sequence[Quotation], sources: Mapping[str, Source]) -> Iterator[str]:
    published = {source.id: source.published for source in sources.values() if source.published is not None}
    length = distinct_length([one.id for one in words])
    for one in in_order(words, published):
        quote = textwrap.shorten(plain(one.renderings[0].content.quote), _QUOTE, placeholder=" \u2026")
        yield f"{said_on(one, published)}: \u201c{quote}\u201d {one.id[:length]}"


def _pledges(pledges: Sequence[Pledge], names: Names) -> Iterator[str]:
    length = distinct_length([one.id for one in pledges])
    for one in pledges:
        parties = (party_words(one.by, one.by_state, names), party_words(one.to, one.to_state, names))
        sides = " to ".join(filter(None, parties))
        amount = amount_words(one.amount, one.currency)
        fate = one.steps[-1].state.value if one.steps else "pledged"
        told = ", ".join(filter(None, (plain(one.what), amount, fate)))
        yield f"{sides}: {told} {one.id[:length]}"


def _asked(questions: Sequence[Question], entity: str, names: Names) -> Iterator[str]:
    for question in questions:
        other = question.other if question.one == entity else question.one
        yield f"Is this also {names.of(other)} ({other})? {'; '.join(map(plain, question.because))} {question.id}"


def _sources(reports: Sequence[str], sources: Mapping[str, Source]) -> Iterator[str]:
    known = set(reports)
    for source in sources.values():
        if source.id in known:
            yield f"{source.outlet}, {source.dated}: {source.title} {source.id[:8]}"


def render_why(
    entity: Entity,
    sighted: Sequence[Sighted],
    questions: Sequence[Question],
    names: Names,
    sources: Mapping[str, Source],
) -> str:
    """Write which mentions were taken for one person, and why."""
    lines = [f"{names.of(entity.id)}", f"{entity.kind.value} {entity.id}", ""]
    if entity.kind is not EntityKind.PERSON:
        lines.append("States, organisations and places are known by their names in the codebook; nothing was joined.")
    elif not sighted:
        lines.append("The record does not say; it was concluded by an older program. Run `chancery read` again.")
    else:
        spellings = len({one.name for one in sighted})
        reports = len({one.evidence.report for one in sighted})
        told = f"{count_words(reports, 'report')}, {count_words(spellings, 'spelling')}"
        lines.append(f"Taken for one person in {told}:")
    for one in sighted:
        source = sources.get(one.evidence.report)
        where = f"{source.outlet}, {source.dated}" if source else f"report {one.evidence.report[:8]}"
        quote = textwrap.shorten(plain(one.evidence.quote), _QUOTE, placeholder=" \u2026")
        because = "; ".join(map(plain, one.because)) or "named first"
        lines += ["", f"  {plain(one.name)} ({where})", f"    {because}", f"    | {quote}"]
    asked = list(_asked(questions, entity.id, names))
    lines += ["", "Open questions:", *(f"  {line}" for line in asked)] if asked else []
    return "\n".join(lines) + "\n"


def render_entities(entities: Sequence[Entity], names: Names, told: Mapping[str, int]) -> str:
    """List entities as text: kind, name, state, number of reports, other names and id.

    Args:
        entities: In the order to show.
        names: What they are called.
        told: Number of entries that name each.
    """
    lines: list[str] = []
    for entity in entities:
        state = f" ({entity.country})" if entity.country not in {None, entity.id} else ""
        other = [plain(name) for name in entity.names if name != entity.name]
        also = f"; also {', '.join(other[:_SHOWN])}" if other else ""
        number = count_words(told.get(entity.id, 0), "entry", "entries")
        lines.append(f"{entity.kind.value:<12}  {names.of(entity.id)}{state}, {number}{also} {entity.id}")
    return "\n".join(lines) + "\n"
