"""Positions held as QuickStatements (version 1), each with its dates and the report that says so.

A line is written only where the record knows the items: the person's and the state's from reference tables that were
imported (`chancery reference`), the office's from the few general ones below. The rest is listed as lost. A
person should look at every line before it goes to Wikidata; what is stated there must not rest on a program alone.

Source: Help:QuickStatements; P39 position held, P1001 applies to jurisdiction, P580 and P582 start and end time,
P854 reference URL, P1476 title, P577 publication date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.offices import Occupancy
from chancery.record.streams import Cited
from chancery.views.exports.dates import point, prefix
from chancery.views.exports.material import Material, link_of

# Offices in general; the state is told by P1001.
OFFICES: Final[Mapping[str, str]] = {
    "president": "Q30461",
    "head of state": "Q48352",
    "prime minister": "Q14212",
    "head of government": "Q2285706",
    "foreign minister": "Q7330070",
    "defence minister": "Q2518691",
    "vice president": "Q42178",
    "king": "Q12097",
}
_PRECISION: Final = (9, 10, 11)  # year, month, day


def write(material: Material) -> Iterator[str]:
    """Yield a line for each occupancy whose person, office and state are items."""
    known = _Known(material)
    for occupancy in material.occupancies():
        reason = known.missing(occupancy)
        if reason:
            material.losses.note(reason, occupancy.id)
        else:
            yield "\t".join(_cells(occupancy, known, material)) + "\n"


class _Known:
    """The items that a record knows."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def _states(self) -> Mapping[str, str]:
        tables = self.material.record.reference().tables
        told = {state.code: state.wikidata for table in tables for state in table.states if state.wikidata}
        entities = self.material.names.entities.values()
        return told | {entity.id: entity.wikidata for entity in entities if entity.wikidata}

    def person(self, occupancy: Occupancy) -> str | None:
        """Return the holder's item."""
        entity = self.material.entity(occupancy.holder)
        return entity.wikidata if entity else None

    def state(self, occupancy: Occupancy) -> str | None:
        """Return the item of the state or organisation."""
        return self._states.get(occupancy.post.of or "")

    def missing(self, occupancy: Occupancy) -> str | None:
        """Say why an occupancy cannot be written."""
        if occupancy.status in {"designate", "acting", "claimed"}:
            return "offices that were only to be taken, claimed, or held for another"
        if occupancy.post.office not in OFFICES:
            return "offices without a general item of Wikidata"
        if self.person(occupancy) is None:
            return "people whose item the record does not know"
        return "states whose item the record does not know" if self.state(occupancy) is None else None


def _cells(occupancy: Occupancy, known: _Known, material: Material) -> Iterator[str]:
    yield from (known.person(occupancy) or "", "P39", OFFICES[occupancy.post.office])
    yield from ("P1001", known.state(occupancy) or "")
    for name, when in (("P580", occupancy.start), ("P582", occupancy.end)):
        told = time(when)
        if told:
            yield from (name, told)
        elif when is not None:
            material.losses.note("dates that Wikidata cannot write", occupancy.id)
    source = next((report for report in material.origin(occupancy).reports if link_of(report)), None)
    if source is None:
        material.losses.note("sources without an address", occupancy.id)
    else:
        yield from _reference(source)


def _reference(report: Cited) -> Iterator[str]:
    yield from ("S854", _quoted(link_of(report) or ""))
    if report.title:
        yield from ("S1476", f"{report.language or 'und'}:{_quoted(report.title)}")
    published = time(report.published)
    if published:
        yield from ("S577", published)


def time(when: Edtf | None) -> str | None:
    """Return a date with its precision, of an interval the year or month that holds it; None where there is none.

    Example:
        >>> time(Edtf.parse("2018-10")), time(Edtf.parse("2018-10-02/2018-11-03")), time(Edtf.parse("2018/.."))
        ('+2018-10-00T00:00:00Z/10', '+2018-00-00T00:00:00Z/9', None)
    """
    parts = point(when)
    if parts is None:
        wide, _ = prefix(when)
        parts = point(Edtf.parse(wide)) if wide else None
    if parts is None:
        return None
    year, month, day = parts
    precision = _PRECISION[(month is not None) + (day is not None)]
    return f"+{year:04d}-{month or 0:02d}-{day or 0:02d}T00:00:00Z/{precision}"


def _quoted(text: str) -> str:
    plain = " ".join(text.split()).replace('"', "'")
    return f'"{plain}"'
