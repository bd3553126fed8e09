"""A folder shaped like GDELT 2.0: events and mentions without headers, as GDELT publishes them.

- `events.export.CSV`: 61 columns, one dyad a line, tab-separated.
- `events.mentions.CSV`: 16 columns, one report that tells an event a line.
- `evidence.csv`: with a header; what GDELT has no column for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from chancery.codebooks.cameo import base, goldstein, quad_class, root
from chancery.codebooks.organisations import organisations
from chancery.model.dates import Edtf
from chancery.model.events import Event, Participant, Telling
from chancery.views.exports.cells import Cell, csv_line, tab_line
from chancery.views.exports.dyads import Dyad, dyads, each_dyad
from chancery.views.exports.material import Material, joined

EVENT_COLUMNS: Final = 61
MENTION_COLUMNS: Final = 16
EVIDENCE: Final = (
    "GLOBALEVENTID", "event", "plover", "when", "status", "reviewed", "outlets", "urls", "languages", "pins",
    "evidence",
)  # fmt: skip
_GROUPS: Final = {"UN": "UNO", "EU": "EEC", "NATO": "NAT", "CIS": "CIS", "SCO": "SCO", "ASEAN": "ASN", "AU": "AFU"}
_WEB, _OTHER = 1, 2  # GDELT's kinds of mention: a web page, and what is cited otherwise


def write(material: Material, folder: Path) -> None:
    """Write the three files into a folder that exists."""
    with (
        (folder / "events.export.CSV").open("w", encoding="utf-8", newline="") as events,
        (folder / "events.mentions.CSV").open("w", encoding="utf-8", newline="") as mentions,
        (folder / "evidence.csv").open("w", encoding="utf-8", newline="") as evidence,
    ):
        evidence.write(csv_line(EVIDENCE))
        for dyad in each_dyad(material, dated=True):
            events.write(tab_line(list(_event(dyad, material))))
            mentions.writelines(tab_line(list(row)) for row in _mentions(dyad, material))
            evidence.write(csv_line(list(_evidence(dyad, material))))


def _event(dyad: Dyad, material: Material) -> Iterator[Cell]:
    event = dyad.event
    day = _day(event.when)
    origin = material.origin(event)
    first = next(iter(dyads(event)))
    yield from (dyad.number, int(f"{day:%Y%m%d}"), int(f"{day:%Y%m}"), day.year, _fraction(day))
    yield from _actor(dyad.actor, material)
    yield from _actor(dyad.recipient, material)
    yield from (int(dyad.number == first.number), dyad.code, base(dyad.code), root(dyad.code), quad_class(dyad.code))
    yield from (goldstein(dyad.code), len(event.tellings), len(origin.outlets) or 1, len(origin.reports), None)
    for place in (None, None, event.where):
        yield from (0, place, None, None, None, None, None, None)
    added = _day(origin.published) if origin.published and _has_day(origin.published) else day
    yield from (f"{added:%Y%m%d}000000", origin.urls[0] if origin.urls else None)


def _actor(part: Participant | None, material: Material) -> Iterator[Cell]:
    if part is None:
        yield from [None] * 10
        return
    known = organisations().get(part.entity or "")
    country = part.state if part.state and len(part.state) == 3 else None  # noqa: PLR2004 - ISO's three letters
    group = _GROUPS.get(known.id) if known else None
    kind = part.sector or (known.sector if known else None)
    name = material.names.of(part.entity) if part.entity else material.names.state(part.state)
    code = "".join(filter(None, (country or (kind if group else None), group, kind if country else None)))
    yield from (code or kind, name.upper(), country, group, None, None, None, kind, None, None)


def _mentions(dyad: Dyad, material: Material) -> Iterator[Iterator[Cell]]:
    return (_mention(dyad, telling, material) for telling in dyad.event.tellings if telling.evidence)


def _mention(dyad: Dyad, telling: Telling, material: Material) -> Iterator[Cell]:
    report = material.report(telling.report)
    words = telling.evidence[0]
    published = report.published if report.published and _has_day(report.published) else dyad.event.when
    stamp = f"{_day(published):%Y%m%d}000000"
    url = material.origin_of([words]).urls
    host = urlsplit(url[0]).hostname if url else None
    yield from (dyad.number, f"{_day(dyad.event.when):%Y%m%d}000000", stamp, _WEB if url else _OTHER)
    yield from (report.outlet or host, url[0] if url else report.id, None)
    # GDELT counts where the actors and the act stand; here it is where the sentence begins
    yield from (words.span.start, words.span.start, words.span.start, None, None, None, None)
    yield from (None if report.language in (None, "en") else f"srclc:{report.language}", None)


def _evidence(dyad: Dyad, material: Material) -> Iterator[Cell]:
    event = dyad.event
    origin = material.origin(event)
    yield from (dyad.number, event.id, _plover(event), str(event.when), event.status.value, material.reviewed(event.id))
    yield from (joined(origin.outlets), joined(origin.urls), joined(origin.languages))
    yield from (joined(origin.pins), joined(origin.evidence))


def _plover(event: Event) -> str:
    return event.type if event.mode is None else f"{event.type}/{event.mode}"


def _has_day(when: Edtf) -> bool:
    return (when.earliest or when.latest) is not None


def _day(when: Edtf | None) -> dt.date:
    """Return the first day of a date that has one; `each_dyad` yields no other."""
    day = (when.earliest or when.latest) if when else None
    return day or dt.date.min


def _fraction(day: dt.date) -> float:
    """Return a day as a year with a fraction, counted in months of thirty days like GDELT's."""
    return round(day.year + min(0.9999, (day.month * 30 + day.day - 30) / 365), 4)
