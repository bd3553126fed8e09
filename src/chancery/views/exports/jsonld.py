"""Events, offices and quotations as JSON-LD in schema.org's words, with provenance in PROV's.

Source: schema.org (Event, Role, Quotation, NewsArticle); W3C PROV-O; dates are EDTF (LOC datatypes) where
schema.org's ISO dates cannot hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from chancery.model.events import Event, EventStatus, Participant
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy
from chancery.model.quotations import Quotation
from chancery.record.scope import Fact
from chancery.record.streams import Cited
from chancery.views.exports.dates import prefix
from chancery.views.exports.material import Material, first_day, last_day, link_of
from chancery.views.exports.texts import json_array
from chancery.views.labels import event_sentence

Json = dict[str, Any]

CONTEXT: Final[Mapping[str, object]] = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "wd": "http://www.wikidata.org/entity/",
    "plover": "urn:chancery:plover:",
    "chancery": "urn:chancery:",
}
_KINDS: Final = {
    EntityKind.PERSON: "Person",
    EntityKind.STATE: "Country",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.PLACE: "Place",
}
_STATUS: Final = {EventStatus.PLANNED: "EventScheduled", EventStatus.DENIED: "EventCancelled"}


def write(material: Material) -> Iterator[str]:
    """Yield one JSON-LD document with a graph, node by node."""
    from msgspec.json import encode  # noqa: PLC0415 - beside its one use

    yield f'{{\n"@context": {encode(CONTEXT).decode()},\n"@graph": '
    yield from json_array(_nodes(material))
    yield "\n}\n"


def _nodes(material: Material) -> Iterator[Json]:
    yield from (_article(report) for report in material.documents())
    yield from (_entity(entity) for entity in material.entities())
    yield from (_role(occupancy, material) for occupancy in material.occupancies())
    yield from (_event(event, material) for event in material.events())
    yield from (_quotation(quotation, material) for quotation in material.quotations())
    for pledge in material.pledges():
        material.losses.note("pledges", pledge.id)


def _node(kind: str, name: str, told: Mapping[str, object]) -> Json:
    known = {key: value for key, value in told.items() if value not in (None, [], "")}
    return {"@id": name, "@type": kind} | known


def _article(report: Cited) -> Json:
    published, _ = prefix(report.published)
    return _node(
        "NewsArticle",
        f"chancery:report/{report.id}",
        {
            "headline": report.title,
            "url": link_of(report),
            "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
            "author": [{"@type": "Person", "name": name} for name in report.authors],
            "inLanguage": report.language,
            "datePublished": published,
            "temporal": _edtf(report.published),
            "articleBody": report.text,
        },
    )


def _entity(entity: Entity) -> Json:
    return _node(
        _KINDS[entity.kind],
        f"chancery:entity/{entity.id}",
        {
            "name": entity.name,
            "alternateName": [name for name in entity.names if name != entity.name],
            "sameAs": {"@id": f"wd:{entity.wikidata}"} if entity.wikidata else None,
            "nationality": {"@id": f"chancery:entity/{entity.country}"}
            if entity.kind == EntityKind.PERSON and entity.country
            else None,
        },
    )


def _role(occupancy: Occupancy, material: Material) -> Json:
    start, _ = prefix(occupancy.start)
    end, _ = prefix(occupancy.end)
    role = {
        "roleName": occupancy.post.office,
        "startDate": start,
        "endDate": end,
        "worksFor": {"@id": f"chancery:entity/{occupancy.post.of}"} if occupancy.post.of else None,
        "temporal": [_edtf(date) for date in (occupancy.start, occupancy.end, occupancy.seen) if date],
        "chancery:status": occupancy.status,
        "chancery:holder": {"@id": f"chancery:entity/{occupancy.holder}"},
    }
    return _node("OrganizationRole", f"chancery:occupancy/{occupancy.id}", role | _provenance(occupancy, material))


def _event(event: Event, material: Material) -> Json:
    if event.differences:
        material.losses.note("where reports of one event differ", event.id)
    told = {
        "name": event_sentence(event, material.names),
        "additionalType": {"@id": f"plover:{event.type}{'/' + event.mode if event.mode else ''}"},
        "startDate": first_day(event.when),
        "endDate": last_day(event.when),
        "temporal": _edtf(event.when),
        "location": {"@type": "Place", "name": event.where} if event.where else None,
        "eventStatus": {"@id": f"https://schema.org/{_STATUS[event.status]}"} if event.status in _STATUS else None,
        "chancery:status": event.status.value,
        "organizer": [_part(part, material) for part in event.actors],
        "attendee": [_part(part, material) for part in event.recipients],
        "chancery:score": event.score,
        "keywords": list(event.contexts),
    }
    return _node("Event", f"chancery:event/{event.id}", told | _provenance(event, material))


def _part(part: Participant, material: Material) -> Json:
    """Return a schema.org Role around a participant, which says for whom and in which capacity."""
    who = part.entity or part.state
    inner = (
        {"@id": f"chancery:entity/{who}"}
        if material.entity(who)
        else {"@type": "Country", "name": material.names.state(who)}
    )
    return (
        {"@type": "Role"}
        | {
            key: value
            for key, value in {
                "roleName": part.office,
                "chancery:state": part.state,
                "chancery:sector": part.sector,
            }.items()
            if value
        }
        | {"participant": inner}
    )


def _quotation(quotation: Quotation, material: Material) -> Json:
    speakers = [name for name in (quotation.speaker, *quotation.also) if name]
    day, _ = prefix(quotation.when)
    told = {
        "text": material.words(quotation.renderings[0].content.quote),
        "spokenByCharacter": [{"@id": f"chancery:entity/{name}"} for name in speakers],
        "dateCreated": day,
        "temporal": _edtf(quotation.when),
        "chancery:kind": quotation.kind.value,
        "chancery:office": quotation.office,
        "chancery:state": quotation.state,
    }
    return _node("Quotation", f"chancery:quotation/{quotation.id}", told | _provenance(quotation, material))


def _provenance(fact: Fact, material: Material) -> Json:
    origin = material.origin(fact)
    pins = zip(origin.pins, (pin.partition(":")[0] for pin in origin.pins), strict=True)
    return {
        "prov:wasDerivedFrom": [{"@id": f"chancery:report/{report.id}"} for report in origin.reports],
        "citation": [
            {"@id": f"chancery:report/{report}#char={pin.partition(':')[2].replace('-', ',')}"} for pin, report in pins
        ],
        "description": list(origin.evidence),
        "chancery:reviewed": material.reviewed(fact.id),
    }


def _edtf(when: object) -> Json | None:
    return None if when is None else {"@type": "edtf:EDTF-level1", "@value": str(when)}
