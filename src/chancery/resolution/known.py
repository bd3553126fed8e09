"""What tables of office-holders add to the people of reports: a state that no title names, and a number in Wikidata.

"President Putin" in a report on Rome acts for the only state of which a table knows such a holder on that day. Whoever
holds an office by the reports and by a table, under one name and at one time, has the table's number. What tables
say fills a gap and is evidence for nothing: it makes no occupancy, and what a report says goes before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chancery.model.dates import Edtf
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy
from chancery.model.reference import Reference, Tenure
from chancery.resolution.name_match import Need, compare_names
from chancery.resolution.names import read_name
from chancery.resolution.people import Local, is_gone, is_to_come
from chancery.resolution.terms import Term, Terms, named_terms


def settle_known(people: Iterable[Local], published: Edtf | None, terms: Terms) -> None:
    """Give people whose titles name no state the state of which a table knows them as the holder.

    Args:
        people: Those of one report; `home` is set.
        published: When the report was published, as far as it says.
        terms: Who held what when.
    """
    for local in people:
        if local.home is None and not any(of for _, of, _ in local.posts):
            local.home = _state_known(local, published, terms)


def _state_known(local: Local, published: Edtf | None, terms: Terms) -> str | None:
    """Return the one state that the tables know the name for; None if there are several, or doubt."""
    found = {term.of for term in _fitting(local, terms) if _may_hold(term, published)}
    state = next(iter(found)) if len(found) == 1 else None
    titled = any(not is_to_come(flags) for _, _, flags in local.posts)
    full = bool(local.fullest.given)
    if titled and (full or published is not None):
        return state
    return state if full and state in local.around else None  # a bare name may be anybody's


def _fitting(local: Local, terms: Terms) -> Iterator[Term]:
    name = local.fullest
    offices: list[str | None] = [office for office, _, flags in local.posts if not is_gone(flags)]
    for office in offices or [None]:
        yield from named_terms(name, office, terms)


def _may_hold(term: Term, published: Edtf | None) -> bool:
    """Tell whether nothing bars that the term had begun by the day of a report."""
    last = published.latest if published is not None else None
    first = published.earliest if published is not None else None
    begun = last is None or term.start is None or term.start <= last
    return begun and (first is None or term.end is None or first <= term.end)


def with_numbers(
    entities: Sequence[Entity], occupancies: Iterable[Occupancy], reference: Reference
) -> tuple[Entity, ...]:
    """Give people and states the numbers that tables have for them; whom two numbers fit has none.

    Args:
        entities: As the reports have them.
        occupancies: Who held what by the reports.
        reference: The tables.
    """
    tenures: dict[tuple[str, str | None], list[Tenure]] = {}
    for table in reference.tables:
        for tenure in table.tenures:
            if tenure.wikidata is not None and tenure.of is not None:
                tenures.setdefault((tenure.office, tenure.of), []).append(tenure)
    listed = {known.code: known.wikidata for table in reference.tables for known in table.states if known.wikidata}
    if not tenures and not listed:
        return tuple(entities)
    held: dict[str, list[Occupancy]] = {}
    for occupancy in occupancies:
        held.setdefault(occupancy.holder, []).append(occupancy)
    return tuple(_numbered(entity, held.get(entity.id, ()), tenures, listed) for entity in entities)


def _numbered(
    entity: Entity,
    held: Iterable[Occupancy],
    tenures: dict[tuple[str, str | None], list[Tenure]],
    listed: dict[str, str],
) -> Entity:
    if entity.kind is EntityKind.STATE:
        return replace(entity, wikidata=listed.get(entity.id, entity.wikidata))
    found = {
        tenure.wikidata
        for occupancy in held
        for tenure in tenures.get((occupancy.post.office, occupancy.post.of), ())
        if _at_one_time(occupancy, tenure) and _is_named(entity, tenure.person)
    }
    return replace(entity, wikidata=found.pop()) if len(found) == 1 else entity


def _is_named(entity: Entity, name: str) -> bool:
    """Tell whether a full name of an entity is a spelling of a table's."""
    told = read_name(name)
    return any(compare_names(read_name(mine), told).need is Need.NOTHING for mine in entity.names)


def _at_one_time(occupancy: Occupancy, tenure: Tenure) -> bool:
    """Tell whether nothing puts the reports' holding and the table's at two times."""
    shown = occupancy.seen or occupancy.start or occupancy.end
    late = shown is not None and tenure.end is not None and tenure.end.before(shown)
    return not late and not (shown is not None and tenure.start is not None and shown.before(tenure.start))
