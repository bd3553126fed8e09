"""People, organisations, posts and memberships as Popolo, for tools of civic data.

Source: Popolo 1.0, JSON serialisation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Position
from chancery.views.exports.dates import prefix
from chancery.views.exports.material import Material, link_of
from chancery.views.exports.texts import json_object

Json = dict[str, Any]


def write(material: Material) -> Iterator[str]:
    """Yield one JSON object with lists of persons, organizations, posts and memberships."""
    for kind, facts in (
        ("events", material.events()),
        ("quotations", material.quotations()),
        ("pledges", material.pledges()),
    ):
        for fact in facts:
            material.losses.note(kind, fact.id)
    held = list(material.occupancies())
    bodies = {occupancy.post.of for occupancy in held if occupancy.post.of}
    holders = {occupancy.holder for occupancy in held}
    entities = {entity.id: entity for entity in material.names.entities.values()}
    posts = {_post_id(occupancy.post): occupancy.post for occupancy in held}
    yield from json_object(
        {
            "persons": (_person(entities[name]) for name in sorted(holders) if name in entities),
            "organizations": (_organization(name, material) for name in sorted(bodies)),
            "posts": (_post(post, material) for post in posts.values()),
            "memberships": (_membership(occupancy, material) for occupancy in held),
        }
    )


def _person(entity: Entity) -> Json:
    others = [{"name": name} for name in entity.names if name != entity.name]
    known = [{"scheme": "wikidata", "identifier": entity.wikidata}] if entity.wikidata else []
    return {"id": entity.id, "name": entity.name, "other_names": others, "identifiers": known}


def _organization(name: str, material: Material) -> Json:
    entity = material.entity(name)
    of_state = entity is None or entity.kind is EntityKind.STATE
    return {
        "id": name,
        "name": material.names.state(name),
        "classification": "state" if of_state else "organisation",
        "identifiers": [{"scheme": "ISO 3166-1 alpha-3", "identifier": name}] if of_state else [],
    }


def _post_id(post: Position) -> str:
    return f"{post.of or 'unknown'}-{post.office}".lower().replace(" ", "-")


def _post(post: Position, material: Material) -> Json:
    label = f"{post.office} of {material.names.state(post.of)}" if post.of else post.office
    return {"id": _post_id(post), "label": label, "role": post.office, "organization_id": post.of}


def _membership(occupancy: Occupancy, material: Material) -> Json:
    start, wider_start = prefix(occupancy.start)
    end, wider_end = prefix(occupancy.end)
    if wider_start or wider_end:
        material.losses.note("dates that are no single year, month or day, widened to one", occupancy.id)
    if occupancy.seen:
        material.losses.note("the days on which someone is seen in office", occupancy.id)
    origin = material.origin(occupancy)
    notes = [
        {
            "url": link_of(report),
            "note": f"{report.outlet or 'outlet not named'}; {report.language or 'language not known'}",
        }
        for report in origin.reports
    ]
    return {
        "id": occupancy.id,
        "person_id": occupancy.holder,
        "organization_id": occupancy.post.of,
        "post_id": _post_id(occupancy.post),
        "role": occupancy.post.office,
        "start_date": start,
        "end_date": end,
        "sources": notes,
        # beyond Popolo, which allows it
        "status": occupancy.status,
        "reviewed": material.reviewed(occupancy.id),
        "pins": list(origin.pins),
        "evidence": list(origin.evidence),
    }
