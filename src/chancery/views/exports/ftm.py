"""FollowTheMoney entities as JSON lines, for Aleph, OpenSanctions' tools and whatever else reads them.

People are `Person`, states `PublicBody`, organisations `Organization`, offices `Position` and `Occupancy`,
reports `Article`, people as reports name them `Mention`. What FollowTheMoney has no place for is counted as lost:
who of those involved acted and who received, uncertain dates, quotations, pledges, places by themselves.

Source: FollowTheMoney 4.11, schema files; its dates are a year, a month or a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import Sighted
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Position
from chancery.record.streams import Cited
from chancery.views.exports.codes import iso2, iso639_3
from chancery.views.exports.dates import prefix
from chancery.views.exports.material import Material, joined, link_of, pin
from chancery.views.labels import event_sentence

SCHEMATA: Final = {
    EntityKind.PERSON: "Person",
    EntityKind.STATE: "PublicBody",
    EntityKind.ORGANISATION: "Organization",
}
_STATUS: Final = {"current": "current", "acting": "current", "former": "ended"}

Json = dict[str, Any]


def write(material: Material) -> Iterator[str]:
    """Yield one entity a line: reports and who is named first, then what refers to them."""
    for entity in _each(material):
        yield msgspec.json.encode(entity).decode() + "\n"


def _each(material: Material) -> Iterator[Json]:
    yield from (_article(report, material) for report in material.documents())
    for entity in material.entities():
        if entity.kind in SCHEMATA:
            yield _party(entity)
        else:
            material.losses.note("places by themselves; events keep theirs as words", entity.id)
    posts: set[str] = set()
    for occupancy in material.occupancies():
        post = _post_id(occupancy.post)
        if post not in posts:
            posts.add(post)
            yield _position(occupancy.post, material)
        yield _occupancy(occupancy, material)
    yield from (_event(event, material) for event in material.events())
    for sighted in material.record.sighted():
        if material.scope is None or sighted.evidence.report in material.scope.reports:
            yield from _mention(sighted, material)
    for quotation in material.quotations():
        material.losses.note("quotations", quotation.id)
    for pledge in material.pledges():
        material.losses.note("pledges", pledge.id)


def ftm_id(kind: str, name: str) -> str:
    """Return the id of an entity: `chancery-`, its kind and its id in the record."""
    return f"chancery-{kind}-{name}"


def make(schema: str, name: str, properties: Mapping[str, Sequence[str | None] | str | None]) -> Json:
    """Return an entity; properties without a value are left out, as FollowTheMoney has it."""
    told = {key: [values] if isinstance(values, str) else values or () for key, values in properties.items()}
    kept = {key: [value for value in values if value] for key, values in told.items()}
    return {"id": name, "schema": schema, "properties": {key: values for key, values in kept.items() if values}}


def _article(report: Cited, material: Material) -> Json:
    published = _date(report.published, "publication dates", report.id, material)
    return make(
        "Article",
        ftm_id("report", report.id),
        {
            "title": report.title,
            "fileName": report.path.replace("\\", "/").rsplit("/", 1)[-1],
            "author": report.authors,
            "publisher": report.outlet,
            "sourceUrl": link_of(report),
            "language": iso639_3(report.language),
            "publishedAt": published,
            "bodyText": report.text,
        },
    )


def _party(entity: Entity) -> Json:
    country = iso2(entity.country or (entity.id if entity.kind is EntityKind.STATE else None))
    return make(
        SCHEMATA[entity.kind],
        ftm_id("entity", entity.id),
        {
            "name": entity.name,
            "alias": [name for name in entity.names if name != entity.name],
            "country": country,
            "wikidataId": entity.wikidata,
        },
    )


def _post_id(post: Position) -> str:
    return ftm_id("post", f"{post.of or 'unknown'}-{post.office.replace(' ', '-')}".lower())


def _position(post: Position, material: Material) -> Json:
    body = material.entity(post.of)
    named = material.names.state(post.of) if post.of else None
    return make(
        "Position",
        _post_id(post),
        {
            "name": f"{post.office} of {named}" if named else post.office,
            "country": iso2(post.of),
            "organization": ftm_id("entity", body.id) if body and body.kind in SCHEMATA else None,
        },
    )


def _occupancy(occupancy: Occupancy, material: Material) -> Json:
    origin = material.origin(occupancy)
    seen, _ = prefix(occupancy.seen)
    if occupancy.status == "designate":
        material.losses.note("that an office was only to be taken", occupancy.id)
    if occupancy.status == "claimed":
        material.losses.note("that an office was only claimed", occupancy.id)
    return make(
        "Occupancy",
        ftm_id("occupancy", occupancy.id),
        {
            "holder": ftm_id("entity", occupancy.holder),
            "post": _post_id(occupancy.post),
            "startDate": _date(occupancy.start, "beginnings of offices", occupancy.id, material),
            "endDate": _date(occupancy.end, "ends of offices", occupancy.id, material),
            "date": seen,
            "status": _STATUS.get(occupancy.status),
            "proof": [ftm_id("report", report.id) for report in origin.reports],
            "publisher": origin.outlets,
            "sourceUrl": origin.urls,
            "summary": origin.evidence,
            "recordId": occupancy.id,
            "description": _description(origin.pins, occupancy.status, occupancy.basis),
        },
    )


def _event(event: Event, material: Material) -> Json:
    origin = material.origin(event)
    parts = [material.entity(part.entity or part.state) for part in (*event.actors, *event.recipients)]
    involved = dict.fromkeys(ftm_id("entity", e.id) for e in parts if e is not None and e.kind in SCHEMATA)
    if event.recipients:
        material.losses.note("who of those involved acted and who received", event.id)
    if event.differences:
        material.losses.note("where reports of one event differ", event.id)
    first, last = event.when.earliest if event.when else None, event.when.latest if event.when else None
    one_day = first == last
    date = _date(event.when, "dates of events", event.id, material) if one_day or None in {first, last} else None
    return make(
        "Event",
        ftm_id("event", event.id),
        {
            "name": event_sentence(event, material.names),
            "summary": origin.evidence,
            "date": date,
            "startDate": None if one_day or first is None else first.isoformat(),
            "endDate": None if one_day or last is None else last.isoformat(),
            "location": event.where,
            "involved": list(involved),
            "keywords": [event.type, event.mode, event.status.value, *event.contexts],
            "proof": [ftm_id("report", report.id) for report in origin.reports],
            "publisher": origin.outlets,
            "sourceUrl": origin.urls,
            "recordId": event.id,
            "description": _description(origin.pins, f"reviewed: {'yes' if material.reviewed(event.id) else 'no'}"),
        },
    )


def _mention(sighted: Sighted, material: Material) -> Iterator[Json]:
    entity = material.entity(sighted.entity)
    if entity is not None and (material.scope is None or entity.id in material.scope.entities):
        yield make(
            "Mention",
            ftm_id("mention", f"{sighted.entity}-{_place(sighted.evidence)}"),
            {
                "document": ftm_id("report", sighted.evidence.report),
                "name": sighted.name,
                "resolved": ftm_id("entity", sighted.entity),
                "detectedSchema": SCHEMATA.get(entity.kind),
                "contextCountry": iso2(entity.country),
            },
        )


def _place(evidence: Evidence) -> str:
    return pin(evidence).replace(":", "-")


def _description(pins: Sequence[str], *facts: str) -> str:
    return f"{joined(facts)}; evidence at {joined(pins)}"


def _date(when: Edtf | None, what: str, entry: str, material: Material) -> str | None:
    date, widened = prefix(when)
    if widened:
        material.losses.note(f"{what} that are no single year, month or day, widened to one", entry)
    return date
