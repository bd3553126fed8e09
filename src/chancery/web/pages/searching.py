"""Search over everything, with what the findings can be narrowed to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.record.browsing import events_with, occupancies_with, pledges_with, quotations_with
from chancery.record.finding import CLOSE, KINDS, OPEN, Findings, Found, find_words
from chancery.views.entry import held_words, post_words, speaker_words
from chancery.views.labels import date_words, event_sentence, plain, visible
from chancery.views.passages import Segment
from chancery.web.site import Visit, answered, path_part

_EACH: Final = 8  # of each kind, where no kind is asked for
_ALL: Final = 100
_FACETS: Final = 12
_MOST: Final = 200  # letters of a search
_MARKS: Final = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")
PATHS: Final = {
    "entity": "entities",
    "event": "events",
    "quotation": "quotations",
    "pledge": "pledges",
    "occupancy": "offices",
    "report": "reports",
}
WORDS: Final = {
    "entity": "Names",
    "event": "Events",
    "quotation": "Quotations",
    "pledge": "Pledges",
    "occupancy": "Offices held",
    "report": "Reports",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """One finding.

    Attributes:
        heading: The entry in one line.
        note: Date or origin.
        segments: The words found, in what stands around them.
    """

    path: str
    heading: str
    note: str
    segments: tuple[Segment, ...]


def show(visit: Visit) -> Response:
    """Show what was found."""
    params = visit.request.query_params
    words = params.get("q", "").strip()[:_MOST]
    kind, state, outlet = params.get("kind", ""), params.get("state", ""), params.get("outlet", "")
    kinds = (kind,) if kind in KINDS else KINDS
    found = find_words(
        visit.record,
        words,
        kinds=kinds,
        state=state or None,
        outlet=outlet or None,
        limit=_ALL if kind in KINDS else _EACH,
        owners=visit.owners if words else None,
    )
    return visit.page(
        "search.html",
        words=words,
        kind=kind if kind in KINDS else "",
        state=state,
        outlet=outlet,
        totals=[(name, WORDS[name], found.totals[name]) for name in KINDS if found.totals.get(name)],
        groups=_groups(visit, found, kinds),
        latest=found.latest,
        states=[(code, visit.names.state(code), n) for code, n in list(found.states.items())[:_FACETS]],
        outlets=list(found.outlets.items())[:_FACETS],
    )


def _groups(visit: Visit, found: Findings, kinds: tuple[str, ...]) -> list[tuple[str, str, int, list[HitRow]]]:
    """Return kind, its word, how many there are, and the best of them."""
    groups: list[tuple[str, str, int, list[HitRow]]] = []
    for kind in kinds:
        hits = [hit for hit in found.found if hit.kind == kind]
        if hits:
            headings = _headings(visit, kind, [hit.id for hit in hits])
            rows = [_row(hit, headings[hit.id]) for hit in hits if hit.id in headings]
            groups.append((kind, WORDS[kind], found.totals[kind], rows))
    return groups


def _row(hit: Found, heading: tuple[str, str]) -> HitRow:
    segments = () if hit.kind == "entity" else make_segments(hit.excerpt)
    return HitRow(
        path=f"/{PATHS[hit.kind]}/{path_part(hit.id)}", heading=heading[0], note=heading[1], segments=segments
    )


def make_segments(excerpt: str) -> tuple[Segment, ...]:
    r"""Part an excerpt into what was found and what stands around it.

    Example:
        >>> [(part.text, part.marked) for part in make_segments("a \x02loan\x03 of")]
        [('a ', False), ('loan', True), (' of', False)]
    """
    return tuple(
        Segment(visible(part.strip(OPEN + CLOSE)), marked=part.startswith(OPEN))
        for part in _MARKS.split(excerpt)
        if part.strip(OPEN + CLOSE)
    )


def _headings(visit: Visit, kind: str, ids: list[str]) -> dict[str, tuple[str, str]]:
    """Say entries of a kind in one line and a note, by id."""
    names, record = visit.names, visit.record
    if kind == "event":
        return {e.id: (event_sentence(e, names), date_words(e.when)) for e in events_with(record, ids)}
    if kind == "quotation":
        return {q.id: (speaker_words(q, names), date_words(q.when)) for q in quotations_with(record, ids)}
    if kind == "pledge":
        return {p.id: (plain(p.what), p.steps[-1].state.value if p.steps else "") for p in pledges_with(record, ids)}
    if kind == "occupancy":
        held = occupancies_with(record, ids)
        return {o.id: (f"{names.of(o.holder)}, {post_words(o, names)}", held_words(o)) for o in held}
    if kind == "entity":
        return {one: (names.of(one), _kind_words(visit, one)) for one in ids if one in names.entities}
    return {one: _report_words(visit, one) for one in ids if one in visit.directory.heads}


def _kind_words(visit: Visit, entity: str) -> str:
    found = visit.names.entities[entity]
    state = visit.names.state(found.country) if found.country not in {None, entity} else ""
    return ", ".join(filter(None, (found.kind.value, state)))


def _report_words(visit: Visit, report: str) -> tuple[str, str]:
    head = visit.directory.heads[report]
    return plain(head.title) if head.title else "Without a title", visit.directory.publishers[report].outlet


routes: Final = [Route("/search", answered(show))]
