"""A table shaped like ICEWS's: one dyad a line, tab-separated, its twenty columns first, ours behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chancery.codebooks.cameo import cameo_name, goldstein
from chancery.codebooks.states import states
from chancery.model.events import Participant
from chancery.views.exports.cells import Cell, tab_line
from chancery.views.exports.dyads import Dyad, each_dyad, event_number
from chancery.views.exports.material import Material, first_day, joined, last_day

COLUMNS: Final = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
OURS: Final = (
    "Chancery Event",
    "PLOVER",
    "Event End Date",
    "Status",
    "Reviewed",
    "URL",
    "Language",
    "Pins",
    "Evidence",
)
_SECTORS: Final = {
    "GOV": "Government", "LEG": "Legislative / Parliamentary", "MIL": "Military", "JUD": "Judicial", "COP": "Police",
    "OPP": "Opposition", "PTY": "Parties", "IGO": "International Government Organization", "BUS": "Business",
    "JRN": "News", "REB": "Unidentified Forces", "CVL": "General Population / Civilian / Social",
    "NGO": "Nongovernmental Organization (International)", "ELI": "Elite",
}  # fmt: skip

_COUNTRIES: Final = {"RUS": "Russian Federation", "PSE": "Occupied Palestinian Territory"}  # those it names otherwise


def write(material: Material) -> Iterator[str]:
    """Yield the header and one line for each dyad of a dated event."""
    yield tab_line((*COLUMNS, *OURS))
    for dyad in each_dyad(material, dated=True):
        yield tab_line(list(_cells(dyad, material)))


def _cells(dyad: Dyad, material: Material) -> Iterator[Cell]:
    event = dyad.event
    origin = material.origin(event)
    story = event.evidence[0].report
    yield from (dyad.number, first_day(event.when))
    yield from _side(dyad.actor, material)
    yield from (cameo_name(dyad.code), dyad.code, goldstein(dyad.code))
    yield from _side(dyad.recipient, material)
    # which sentence of the story it is the record does not count; the pins say where it stands
    yield from (event_number(story), None, joined(origin.outlets), event.where, None, None, None, None, None)
    yield from (event.id, f"{event.type}/{event.mode or ''}".rstrip("/"), last_day(event.when), event.status.value)
    yield from (material.reviewed(event.id), joined(origin.urls), joined(origin.languages))
    yield from (joined(origin.pins), joined(origin.evidence))


def _side(part: Participant | None, material: Material) -> Iterator[Cell]:
    if part is None:
        yield from (None, None, None)
        return
    state = states().get(part.state or "")
    name = material.names.of(part.entity) if part.entity else material.names.state(part.state)
    country = _COUNTRIES.get(state.code, state.name) if state else None
    yield from (name, _SECTORS.get(part.sector or "", part.sector), country)
