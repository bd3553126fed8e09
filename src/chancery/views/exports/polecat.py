"""A table shaped like POLECAT's: one event a line, tab-separated, its columns first, ours behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from chancery import __version__
from chancery.codebooks.plover import event_types
from chancery.codebooks.states import states
from chancery.model.events import Event, Participant
from chancery.views.exports.cells import Cell, tab_line
from chancery.views.exports.material import Material, Origin, first_day, joined, last_day
from chancery.views.plover import Coding, codes, plover_coding

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
OURS: Final = ("Event Text", "Event End Date", "Event Date EDTF", "Status", "Reviewed", "URL", "Pins")
NONE: Final = "None"  # what POLECAT writes where nothing is known


def write(material: Material) -> Iterator[str]:
    """Yield the header and one line for each event that PLOVER knows."""
    yield tab_line((*COLUMNS, *OURS))
    for event in material.events():
        coding = plover_coding(event)
        if coding is None:
            material.losses.note("events of types that PLOVER has not (ELECT, OFFICE)", event.id)
        elif coding.auxiliary in {"negation", "hypothetical"}:
            material.losses.note("events that were denied or are conditional", event.id)
        else:
            yield tab_line([NONE if value in (None, "") else value for value in _cells(event, coding, material)])


def _cells(event: Event, coding: Coding, material: Material) -> Iterator[Cell]:
    origin = material.origin(event)
    quad = event_types()[coding.type].quad or ""
    yield from (event.id, first_day(event.when), coding.type, coding.mode, coding.score)
    yield from (quad.upper(), joined(event.contexts))
    yield from _side(event.actors, material)
    yield from _side(event.recipients, material)
    yield from (event.where, None, None, None, None, None, None, None, event.where, None)
    yield from (joined(origin.outlets), first_day(origin.published), None, None, None)
    yield from (joined(origin.languages), f"chancery {__version__}")
    yield from _ours(event, origin, material)


def _side(parts: Iterable[Participant], material: Material) -> Iterator[Cell]:
    people = list(parts)
    sectors = list(dict.fromkeys(part.sector for part in people if part.sector))
    entities = [material.entity(part.entity) for part in people]
    names = [material.names.participant(part) for part in people]
    known = [code for code in codes(people) if code in states()]
    yield from (joined(names), joined(known), None, sectors[0] if sectors else None, joined(sectors))
    yield joined(dict.fromkeys(part.office for part in people))
    yield joined(entity.name if entity else None for entity in entities)
    yield joined(entity.wikidata if entity else None for entity in entities)


def _ours(event: Event, origin: Origin, material: Material) -> Iterator[Cell]:
    yield from (joined(origin.evidence), last_day(event.when), str(event.when) if event.when else None)
    yield from (event.status.value, material.reviewed(event.id), joined(origin.urls), joined(origin.pins))
