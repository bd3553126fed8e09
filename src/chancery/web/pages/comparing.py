"""Accounts compared: the facets of one event, its precedents, and how two outlets tell the same events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.errors import ServeError
from chancery.model.events import Event
from chancery.model.offices import Occupancy
from chancery.model.quotations import Quotation
from chancery.record.browsing import Row, Wanted, events_with, pins_of, quotations_with, tellers
from chancery.views.compare import Comparison, Facet, Outlets, Verdict, Version, compare_event, compare_tellings
from chancery.views.labels import date_words, plain
from chancery.views.precedents import Claim, Precedent, claims_about, precedents_of, read_claims
from chancery.views.sources import Source, read_sources_of
from chancery.web.pages.chronicle import EventItem, make_item
from chancery.web.site import Visit, answered

_COMMON: Final = 500  # latest events of both outlets that are compared facet by facet
_SHOWN: Final = 40
_CANDIDATES: Final = 2000  # earlier events of a kind that are looked through for precedents
_PRECEDENTS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCell:
    """One version of a facet, with who tells it.

    Attributes:
        tellers: `(outlet, report id, start of the sentence)`.
    """

    says: str
    tellers: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetRow:
    """One facet of an event, as the accounts stand to one another on it."""

    name: str
    verdict: str
    versions: tuple[VersionCell, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentRow:
    """One earlier happening of the kind.

    Attributes:
        claimed: Words by which a report calls it the first.
        unplaced: Whether no report tells the holder's state.
    """

    item: EventItem
    holder: str
    office: str
    claimed: str
    unplaced: bool


def facet_rows(comparison: Comparison, sources: Mapping[str, Source]) -> list[FacetRow]:
    """Put a comparison into rows; reports that say the same share a version."""
    return [_facet_row(facet, sources) for facet in comparison.facets]


def _facet_row(facet: Facet, sources: Mapping[str, Source]) -> FacetRow:
    said: dict[str, list[Version]] = {}
    for version in facet.versions:
        said.setdefault(plain(version.says), []).append(version)
    cells = tuple(
        VersionCell(
            says=says,
            tellers=tuple(
                (_outlet(one.report, sources), one.report, one.evidence.span.start if one.evidence else 0)
                for one in versions
            ),
        )
        for says, versions in said.items()
    )
    silent = tuple(dict.fromkeys(_outlet(report, sources) for report in facet.silent))
    return FacetRow(name=facet.name, verdict=facet.verdict.value, versions=cells, silent=silent)


def _outlet(report: str, sources: Mapping[str, Source]) -> str:
    return sources[report].outlet if report in sources else f"report {report[:8]}"


def compare_one(visit: Visit, event: Event) -> Comparison:
    """Compare the accounts of one event, with the words that its reports quote."""
    return compare_event(event, _words_in(visit, {one.report for one in event.tellings}), visit.names)


def _words_in(visit: Visit, reports: set[str]) -> tuple[Quotation, ...]:
    """Return the quotations that stand in some reports."""
    pins = [pin for report in sorted(reports) for pin in pins_of(visit.record, report)]
    return quotations_with(visit.record, sorted({owner for *_, kind, owner in pins if kind == "quotation"}))


# ---- precedents ----


def find_precedents(visit: Visit, event: Event) -> tuple[tuple[Precedent, ...], tuple[Claim, ...]]:
    """Return what came before an event of its kind, and what reports claim about it."""
    held: tuple[Occupancy, ...] = visit.lasting("occupancies", visit.record.occupancies)
    events = _candidates(visit, event, held)
    reports = {telling.report for one in (event, *events) for telling in one.tellings}
    claims = read_claims(visit.record.readings_of(reports))
    found = precedents_of(event, events, held, claims)
    return found, claims_about(claims, (event, *(one.event for one in found)))


def _candidates(visit: Visit, event: Event, held: Sequence[Occupancy]) -> tuple[Event, ...]:
    """Return the events of a kind, before one; of too many those of the states whose offices its actors hold."""
    rows: list[Row] = list(visit.events(Wanted(type=event.type, mode=event.mode)))
    if len(rows) > _CANDIDATES:
        acting = {one.entity for one in event.actors if one.entity}
        of = sorted({one.post.of for one in held if one.holder in acting and one.post.of})
        found = {row for state in of for row in visit.events(Wanted(states=(state,), type=event.type, mode=event.mode))}
        rows = sorted(found)
    day = event.when.latest or event.when.earliest if event.when else None
    before = [row for row in rows if day is None or row.day <= day.isoformat()]
    return events_with(visit.record, [row.id for row in before[-_CANDIDATES:]])


def show_precedents(visit: Visit) -> Response:
    """Give what came before an event, as a page or, asked for by one, as its part."""
    event = visit.record.event(visit.request.path_params["id"])
    found, claims = find_precedents(visit, event)
    sources = read_sources_of(visit.record, {one.words.report for one in claims})
    latest = {one.event.id: one for one in found}  # of one who held two offices then, once
    rows = [
        PrecedentRow(
            item=make_item(one.event, visit),
            holder=visit.names.of(one.holder),
            office=plain(one.office),
            claimed=plain(one.claimed.quote) if one.claimed else "",
            unplaced=one.of is None,
        )
        for one in list(latest.values())[-_PRECEDENTS:]
    ]
    told = [(_outlet(one.words.report, sources), one.words.report, one.sentence.span.start, one.kind,
             plain(one.sentence.quote)) for one in claims]  # fmt: skip
    part = "hx-request" in visit.request.headers
    response = visit.page(
        "precedents_part.html" if part else "precedents.html",
        event=event,
        heading=make_item(event, visit),
        found=rows,
        total=len(latest),
        claims=told,
    )
    response.headers["vary"] = "HX-Request"
    response.headers["cache-control"] = "no-store"  # one address, two answers
    return response


# ---- outlets ----


def compare_two(visit: Visit, one: str, other: str) -> Outlets:
    """Compare how two outlets tell the same events: of very many the latest.

    Raises:
        ServeError: C104 if the record has no event that one of them tells.
    """
    told: dict[str, set[str]] = visit.standing("tellers", tellers)
    for name in (one, other):
        if name not in told:
            raise ServeError("C104", f"The record has no event told by {plain(name)[:80]!r}.", "See the sources.")
    return visit.remembered(("outlets", one, other), lambda: _compare(visit, told, one, other))


def _compare(visit: Visit, told: Mapping[str, set[str]], one: str, other: str) -> Outlets:
    mine, theirs = told[one], told[other]
    rows, shared = visit.events(Wanted()), mine & theirs
    common = [row.id for row in rows if row.id in shared][-_COMMON:]
    events = events_with(visit.record, common)
    publishers = visit.directory.heads
    both = []
    for event in events:
        own = [t for t in event.tellings if (head := publishers.get(t.report)) and head.outlet in {one, other}]
        if {publishers[t.report].outlet for t in own} == {one, other}:
            words = _words_in(visit, {telling.report for telling in own})
            both.append(compare_tellings(event, own, words, visit.names))
    return Outlets(
        one=one,
        other=other,
        both=tuple(both),
        only_one=_latest(visit, rows, mine - theirs),
        only_other=_latest(visit, rows, theirs - mine),
    )


def _latest(visit: Visit, rows: Sequence[Row], ids: set[str]) -> tuple[Event, ...]:
    return events_with(visit.record, [row.id for row in rows if row.id in ids][-_SHOWN:])


def show_outlets(visit: Visit) -> Response:
    """Show how two outlets tell the same events, and what each leaves out."""
    params = visit.request.query_params
    one, other = params.get("a", ""), params.get("b", "")
    known = sorted({head.outlet for head in visit.directory.heads.values() if head.outlet})
    if not one or not other:
        return visit.page("compare.html", outlets=known, a=one, b=other, compared=None)
    if one == other:
        raise ServeError("C105", "An outlet cannot be compared with itself.", "Choose two.")
    compared = compare_two(visit, one, other)
    told: dict[str, set[str]] = visit.standing("tellers", tellers)
    differing = [c for c in compared.both if any(f.verdict is not Verdict.AGREED for f in c.facets)]
    ranked = sorted(differing, key=_weight, reverse=True)[:_SHOWN]
    sources = read_sources_of(visit.record, {report for c in ranked for report in c.reports})
    return visit.page(
        "compare.html",
        outlets=known,
        a=one,
        b=other,
        compared=compared,
        common=len(told[one] & told[other]),
        alone=(len(told[one] - told[other]), len(told[other] - told[one])),
        counts=[(name, [n[v] for v in Verdict]) for name, n in sorted(compared.counts().items())],
        verdicts=[v.value for v in Verdict],
        pairs=[(make_item(c.event, visit), date_words(c.event.when), _telling(facet_rows(c, sources))) for c in ranked],
        only=[(one, [make_item(e, visit) for e in compared.only_one]),
              (other, [make_item(e, visit) for e in compared.only_other])],
    )  # fmt: skip


def _weight(comparison: Comparison) -> tuple[int, int]:
    verdicts = [facet.verdict for facet in comparison.facets]
    return verdicts.count(Verdict.DIFFERS), verdicts.count(Verdict.ALONE)


def _telling(rows: Sequence[FacetRow]) -> list[FacetRow]:
    """Return the facets on which the two do not say the same."""
    return [row for row in rows if row.verdict != Verdict.AGREED.value]


routes: Final = [
    Route("/compare", answered(show_outlets)),
    Route("/events/{id}/precedents", answered(show_precedents)),
]
