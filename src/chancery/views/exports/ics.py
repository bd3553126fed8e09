"""Planned meetings as a calendar (iCalendar), for whoever has to be there or to report on it.

Source: RFC 5545. All-day events; a meeting without a day is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from chancery import __version__
from chancery.model.events import Event, EventStatus
from chancery.views.exports.material import Material, joined
from chancery.views.labels import event_sentence

_LINE: Final = 73  # octets, with the space that goes on and the line end no more than 75
_WIDEST: Final = 31  # days; "some time next year" is no appointment


def write(material: Material) -> Iterator[str]:
    """Yield the calendar, with line ends as the standard has them."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Chancery//Chancery {__version__}//EN", "CALSCALE:GREGORIAN")
    yield from map(folded, (*head, "X-WR-CALNAME:Planned meetings"))
    for event in material.events():
        if event.type != "CONSULT" or event.status is not EventStatus.PLANNED:
            material.losses.note("events that are no planned meetings", event.id)
        elif _days(event) is None:
            material.losses.note("planned meetings without a day, or within more than a month", event.id)
        else:
            yield from map(folded, _entry(event, material))
    yield folded("END:VCALENDAR")


def _days(event: Event) -> tuple[dt.date, dt.date] | None:
    first = event.when.earliest if event.when else None
    last = event.when.latest if event.when else None
    if first is None or last is None or (last - first).days >= _WIDEST:
        return None
    return first, last


def _entry(event: Event, material: Material) -> Iterator[str]:
    days = _days(event)
    if days is None:
        return
    origin = material.origin(event)
    published = (origin.published.earliest if origin.published else None) or days[0]
    yield from ("BEGIN:VEVENT", f"UID:{event.id}@chancery")
    yield f"DTSTAMP:{published:%Y%m%d}T000000Z"  # when the report said so: the same record gives the same calendar
    yield f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{days[1] + dt.timedelta(days=1):%Y%m%d}"  # the day after the last
    yield f"SUMMARY:{escaped(event_sentence(event, material.names))}"
    if event.where:
        yield f"LOCATION:{escaped(event.where)}"
    told = (
        *origin.evidence,
        f"Date: {event.when}",
        f"Told by: {joined(origin.outlets) or 'outlet not named'} ({joined(origin.languages) or 'language not known'})",
        f"Reviewed: {'yes' if material.reviewed(event.id) else 'no'}",
        f"Evidence: {joined(origin.pins)}",
    )
    yield "DESCRIPTION:" + escaped("\n".join(told))
    if origin.urls:
        yield f"URL:{origin.urls[0]}"
    yield from ("STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "END:VEVENT")


def escaped(text: str) -> str:
    r"""Return a text as a value of iCalendar.

    Example:
        >>> escaped("Talks; trade, water")
        'Talks\\; trade\\, water'
    """
    plain = "".join(char for char in text if char == "\n" or char.isprintable())
    for char in "\\;,":
        plain = plain.replace(char, f"\\{char}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line cut to the standard's length, with its line end; characters stay whole."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = "", 0
        piece += char
        size += octets
    return "\r\n ".join([*pieces, piece]) + "\r\n"
