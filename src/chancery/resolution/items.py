"""Completes entities from what all reports show: a person's state from the offices held, an item of Wikidata.

A person is a row's when the name is the same and full, the office and its owner are the row's, and nothing that
reports say of the time in office stands against it. Where rows of several items fit, none is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chancery.codebooks.states import states
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy
from chancery.model.reference import Reference, Tenure
from chancery.resolution.names import Judgement, PersonName, compare_names, read_name
from chancery.resolution.shown import plain_office

_Row = tuple[PersonName, Tenure]


def with_items(
    entities: Sequence[Entity], occupancies: Iterable[Occupancy], reference: Reference
) -> tuple[Entity, ...]:
    """Return the entities, people with the state of their offices, and with the items that reference tables know.

    Args:
        entities: Of all reports.
        occupancies: Who held what.
        reference: Imported tables.
    """
    items = {state.code: state.wikidata for table in reference.tables for state in table.states if state.wikidata}
    rows = _rows(reference)
    held: dict[str, list[Occupancy]] = defaultdict(list)
    for occupancy in occupancies:
        held[occupancy.holder].append(occupancy)
    known = (_with_country(entity, held[entity.id]) for entity in entities)
    return tuple(_with_item(entity, held[entity.id], rows, items) for entity in known)


def _with_country(entity: Entity, held: Sequence[Occupancy]) -> Entity:
    """Give a person whose titles name no state that of all offices that reports show the person in."""
    owners = {occupancy.post.of for occupancy in held if occupancy.post.of is not None}
    only = states().get(next(iter(owners))) if len(owners) == 1 else None
    lent = entity.kind is EntityKind.PERSON and entity.country is None and only is not None
    return replace(entity, country=only.alpha3) if lent and only is not None else entity


def _rows(reference: Reference) -> dict[str, list[_Row]]:
    rows: dict[str, list[_Row]] = defaultdict(list)
    for table in reference.tables:
        for tenure in table.tenures:
            if tenure.wikidata and tenure.of:
                name = read_name(tenure.person)
                rows[name.surname].append((name, tenure))
    return rows


def _with_item(
    entity: Entity, held: Sequence[Occupancy], rows: Mapping[str, Sequence[_Row]], states: Mapping[str, str]
) -> Entity:
    if entity.kind is not EntityKind.PERSON:
        found = states.get(entity.id)
        return replace(entity, wikidata=found) if found and entity.wikidata is None else entity
    names = [name for name in map(read_name, dict.fromkeys((entity.name, *entity.names))) if name.given]
    near = [row for surname in {name.surname for name in names} for row in rows.get(surname, ())]
    items = {
        tenure.wikidata
        for known, tenure in near
        if any(_may_be(occupancy, tenure) for occupancy in held)
        and known.given
        and all(compare_names(name, known) is not Judgement.DIFFERENT for name in names)
        and any(compare_names(name, known) is Judgement.SAME for name in names)
    }
    return replace(entity, wikidata=items.pop()) if len(items) == 1 and entity.wikidata is None else entity


def _may_be(occupancy: Occupancy, tenure: Tenure) -> bool:
    """Tell whether a row may be of the same time in the same office."""
    if plain_office(tenure.office) != plain_office(occupancy.post.office) or tenure.of != occupancy.post.of:
        return False
    for known in (occupancy.start, occupancy.seen):
        if known is not None and tenure.end is not None and tenure.end.before(known):
            return False
    return all(
        known is None or tenure.start is None or not known.before(tenure.start)
        for known in (occupancy.seen, occupancy.end)
    )
