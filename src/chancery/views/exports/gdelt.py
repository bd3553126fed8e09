"""A folder shaped like GDELT 2.0: events and mentions without headers, as GDELT publishes them.

- `events.export.CSV`: 61 columns, one dyad a line, tab-separated.
- `events.mentions.CSV`: 16 columns, one report that tells an event a line.
- `evidence.csv`: with a header; what GDELT has no column for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from chancery.codebooks.cameo import base, cameo_country, cameo_group, goldstein, quad_class, root
from chancery.codebooks.organisations import organisations
from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.events import Event, Participant, Telling
from chancery.views.exports.cells import Cell, csv_line, tab_cells
from chancery.views.exports.dyads import Dyad, each_dyad
from chancery.views.exports.material import Material, Origin, joined, link_of

EVENT_COLUMNS: Final = 61
MENTION_COLUMNS: Final = 16
EVIDENCE: Final = (
    "GLOBALEVENTID", "event", "plover", "when", "status", "reviewed", "outlets", "urls", "languages", "pins",
    "evidence",
)  # fmt: skip
_NO_PLACE: Final = (None,) * 6
_WEB, _OTHER = 1, 2  # GDELT's kinds of mention: a web page, and what is cited otherwise


def write(material: Material, folder: Path) -> None:
    """Write the three files into a folder that exists."""
    with (
        (folder / "events.export.CSV").open("w", encoding="utf-8", newline="") as events,
        (folder / "events.mentions.CSV").open("w", encoding="utf-8", newline="") as mentions,
        (folder / "evidence.csv").open("w", encoding="utf-8", newline="") as evidence,
    ):
        evidence.write(csv_line(EVIDENCE))
        told: _Told | None = None
        for dyad in each_dyad(material, dated=True):
            if told is None or told.event is not dyad.event:
                told = _Told(dyad.event, dyad.number, material)
            events.write(told.event_line(dyad))
            mentions.writelines(f"{dyad.number}\t{mention}\n" for mention in told.mentions)
            evidence.write(csv_line((dyad.number, *told.evidence)))


class _Told:
    """What the lines of all dyads of an event have in common, made once."""

    def __init__(self, event: Event, first: int, material: Material) -> None:
        origin = material.origin(event)
        day = _day(event.when)
        added = _day(origin.published) if origin.published and _has_day(origin.published) else day
        self.event = event
        self.first = first
        self.material = material
        self.when = tab_cells((int(f"{day:%Y%m%d}"), int(f"{day:%Y%m}"), day.year, _fraction(day)))
        counts = (len(event.tellings), len(origin.outlets) or 1, len(origin.reports), None)
        places = [cell for place in (None, None, event.where) for cell in (0, place, *_NO_PLACE)]
        source = (f"{added:%Y%m%d}000000", origin.urls[0] if origin.urls else None)
        self.end = tab_cells((*counts, *places, *source))
        self.mentions = [tab_cells(_mention(event, told, material)) for told in event.tellings if told.evidence]
        self.evidence = list(_evidence(event, origin, material))

    def event_line(self, dyad: Dyad) -> str:
        """Return a dyad's line of 61 columns."""
        actor, recipient = (_actor(part, self.material) for part in (dyad.actor, dyad.recipient))
        root_event = int(dyad.number == self.first)
        return f"{dyad.number}\t{self.when}\t{actor}\t{recipient}\t{root_event}\t{_act(dyad.code)}\t{self.end}\n"


@lru_cache(maxsize=512)
def _act(code: str) -> str:
    return tab_cells((code, base(code), root(code), quad_class(code), goldstein(code)))


def _actor(part: Participant | None, material: Material) -> str:
    if part is None:
        return tab_cells([None] * 10)
    known = organisations().get(part.entity or "")
    country = cameo_country(part.state) if part.state and part.state in states() else None
    group = cameo_group(known.id) if known else None
    kind = part.sector or (known.sector if known else None)
    name = material.called(part.entity) if part.entity else material.names.state(part.state)
    code = "".join(filter(None, (country or (kind if group else None), group, kind if country else None)))
    return tab_cells((code or kind, name.upper(), country, group, None, None, None, kind, None, None))


def _mention(event: Event, telling: Telling, material: Material) -> Iterator[Cell]:
    report = material.report(telling.report)
    place = telling.evidence[0].span.start
    published = report.published if report.published and _has_day(report.published) else event.when
    url = link_of(report)
    host = urlsplit(url).hostname if url else None
    yield from (f"{_day(event.when):%Y%m%d}000000", f"{_day(published):%Y%m%d}000000", _WEB if url else _OTHER)
    yield from (report.outlet or host, url or report.id, None)
    # GDELT counts where the actors and the act stand; here it is where the sentence begins
    yield from (place, place, place, None, None, None, None)
    yield from (None if report.language in (None, "en") else f"srclc:{report.language}", None)


def _evidence(event: Event, origin: Origin, material: Material) -> Iterator[Cell]:
    yield from (event.id, _plover(event), str(event.when), event.status.value, material.reviewed(event.id))
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
