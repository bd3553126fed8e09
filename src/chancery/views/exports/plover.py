"""PLOVER 2.0 as JSON lines: one event a line, with the manual's field names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from chancery import __version__
from chancery.model.events import Event
from chancery.views.exports.material import Material, link_of
from chancery.views.plover import CODEBOOK, plover_record


def write(material: Material) -> Iterator[str]:
    """Yield a line for each event that PLOVER knows and that has a date, which the manual requires."""
    for event in material.events():
        row = _row(event, material)
        if row is not None:
            yield msgspec.json.encode(row).decode() + "\n"


def _row(event: Event, material: Material) -> dict[str, Any] | None:
    row = plover_record(event, material.names.entities)
    if row is None:
        material.losses.note("events of types that PLOVER has not (ELECT, OFFICE)", event.id)
        return None
    if row["date"] is None:
        material.losses.note("events without a date, or without a beginning, which PLOVER requires", event.id)
        return None
    origin = material.origin(event)
    first = event.evidence[0]
    row["event_text"] = list(origin.evidence)
    row["text_info"] = {"start": first.span.start, "end": first.span.end}
    row["cite_info"] = _cite_info(material, first.report)
    row["coder"] = f"chancery {__version__}"
    # the manual invites fields beyond its own
    return row | {
        "date_edtf": str(event.when),
        "status": event.status.value,
        "reviewed": material.reviewed(event.id),
        "outlets": list(origin.outlets),
        "urls": list(origin.urls),
        "languages": list(origin.languages),
        "pins": list(origin.pins),
    }


def _cite_info(material: Material, report: str) -> dict[str, str]:
    source = material.report(report)
    told = {
        "citation": report,
        "url": link_of(source),
        "title": source.title,
        "language": source.language,
        "publication": source.outlet,
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in told.items() if value}
