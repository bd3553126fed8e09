"""CAMEO dyads as CSV: date, source, target, code, one line for each pair of states and direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chancery.codebooks.cameo import cameo_country, cameo_group, goldstein, quad_class, root
from chancery.codebooks.states import states
from chancery.model.events import Participant
from chancery.views.exports.cells import csv_line
from chancery.views.exports.dyads import each_dyad
from chancery.views.exports.material import Material, first_day, joined, last_day
from chancery.views.plover import entity_code

COLUMNS: Final = (
    "date", "enddate", "source", "target", "code", "root", "quad_class", "goldstein", "event", "plover", "status",
    "source_name", "target_name", "outlets", "urls", "languages", "reviewed", "pins", "evidence",
)  # fmt: skip


def write(material: Material) -> Iterator[str]:
    """Yield the header and the dyads; what acts for one state is one source."""
    yield csv_line(COLUMNS)
    last = ""
    seen: set[tuple[str | None, ...]] = set()
    for dyad in each_dyad(material, dated=True):
        event = dyad.event
        if event.id != last:
            last, seen = event.id, set()
            origin = material.origin(event)
            told = [joined(origin.outlets), joined(origin.urls), joined(origin.languages)]
            proof = [joined(origin.pins), joined(origin.evidence)]
        sides = [_code(dyad.actor), _code(dyad.recipient)]
        if (*sides, dyad.code) in seen:
            continue
        seen.add((*sides, dyad.code))
        if sides[0] == sides[1] and sides[0] is not None:
            material.losses.note("what happens inside one state", event.id)
            continue
        yield csv_line(
            [
                first_day(event.when),
                last_day(event.when),
                *sides,
                dyad.code,
                root(dyad.code),
                quad_class(dyad.code),
                goldstein(dyad.code),
                event.id,
                event.type if event.mode is None else f"{event.type}/{event.mode}",
                event.status.value,
                _name(material, dyad.actor),
                _name(material, dyad.recipient),
                *told,
                material.reviewed(event.id),
                *proof,
            ]
        )


def _code(part: Participant | None) -> str | None:
    """Return CAMEO's letters; nothing where nobody is known, or only a person whose state is not.

    An organisation that CAMEO has no letters for keeps those of the record.
    """
    if part is None:
        return None
    if part.state and part.state in states():
        return cameo_country(part.state)
    return cameo_group(part.state or part.entity or "") or entity_code(part)


def _name(material: Material, part: Participant | None) -> str | None:
    return None if part is None else material.names.of(part.entity) if part.entity else material.names.state(part.state)
