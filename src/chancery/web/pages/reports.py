"""Sources and reports: who tells what, what each leaves out; one report with all it gave; its original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.model.dates import Edtf
from chancery.model.offices import Vacancy
from chancery.model.text import Span
from chancery.record.browsing import (
    Head,
    events_with,
    occupancies_with,
    pins_of,
    pledges_with,
    quotations_with,
    tellers,
)
from chancery.views.entry import post_words, speaker_words
from chancery.views.labels import date_words, event_sentence, plain
from chancery.views.marked import Pin, excerpt_report, mark_report
from chancery.views.originals import Excerpt, find_in_original, make_excerpts
from chancery.views.sources import read_sources_of, safe_link
from chancery.views.vacancies import vacant_post
from chancery.web.asking import read_number
from chancery.web.site import Visit, answered

_PAGE: Final = 100
_PLACES: Final = {
    "event": "events", "quotation": "quotations", "pledge": "pledges", "occupancy": "offices", "vacancy": "vacancies",
}  # fmt: skip
_WHOLE: Final = 400_000  # characters of an original that are shown where nothing in it is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """What one outlet tells.

    Attributes:
        told: Events that it tells.
        alone: Those that no other outlet tells.
    """

    name: str
    reports: int
    told: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report as a row of a list."""

    id: str
    outlet: str
    title: str
    dated: str
    link: str | None
    reprint: bool


def show_all(visit: Visit) -> Response:
    """Compare the outlets, and list the reports."""
    params = visit.request.query_params
    outlet = params.get("outlet", "")
    told: Mapping[str, set[str]] = visit.standing("tellers", tellers)
    heads = [head for head in visit.directory.heads.values() if not outlet or head.outlet == outlet]
    ordered = sorted(heads, key=lambda head: (head.published is None, head.published or "", head.id))
    number = read_number(params.get("page"), least=1, most=100_000, otherwise=1)
    return visit.page(
        "sources.html",
        outlets=visit.remembered("outlets", lambda: _outlets(visit.directory.outlets, told)),
        outlet=outlet,
        reports=[_row(head) for head in ordered[(number - 1) * _PAGE : number * _PAGE]],
        total=len(ordered),
        number=number,
        more=len(ordered) > number * _PAGE,
    )


def show(visit: Visit) -> Response:
    """Show a report with everything that it gave, marked where it stands."""
    name = visit.request.path_params["id"]
    report = visit.record.report(name)
    source = read_sources_of(visit.record, {name})[name]
    pins = [Pin(Span(start, end), kind, entry) for start, end, kind, entry in pins_of(visit.record, name)]
    marked = mark_report(report, pins)
    return visit.page(
        "report.html",
        source=source,
        report=report,
        paragraphs=excerpt_report(marked) if visit.site.excerpts else marked,
        excerpts=visit.site.excerpts,
        words=_in_words(visit, pins),
        places=_PLACES,
        asked=visit.request.query_params.get("entry", ""),
        number=len({pin.entry for pin in pins}),
    )


def show_original(visit: Visit) -> Response:
    """Show what a report was read from, as characters; around what an entry rests on, where one is asked for."""
    name, entry = visit.request.path_params["id"], visit.request.query_params.get("entry", "")
    report, original = visit.record.report(name), visit.record.original(name)
    spans = [Span(start, end) for start, end, _, owner in pins_of(visit.record, name) if owner == entry]
    places = [place for span in spans for place in find_in_original(report, span)]
    excerpts: tuple[Excerpt, ...] = ()
    if original is not None:
        excerpts = make_excerpts(original, places)
        if not entry:
            excerpts = (Excerpt(1, original[:_WHOLE].replace("\r\n", "\n")),)
    return visit.page(
        "original.html",
        source=read_sources_of(visit.record, {name})[name],
        excerpts=excerpts,
        kept=original is not None,
        entry=entry,
        cut=not entry and original is not None and len(original) > _WHOLE,
    )


def _outlets(reports: Mapping[str, int], told: Mapping[str, set[str]]) -> list[OutletRow]:
    tellers_of: dict[str, int] = {}
    for events in told.values():
        for event in events:
            tellers_of[event] = tellers_of.get(event, 0) + 1
    return [
        OutletRow(
            name=name,
            reports=number,
            told=len(told.get(name, ())),
            alone=sum(1 for event in told.get(name, ()) if tellers_of[event] == 1),
        )
        for name, number in sorted(reports.items(), key=lambda item: (-item[1], item[0]))
    ]


def _row(head: Head) -> ReportRow:
    title = plain(head.title) if head.title else "Without a title"
    return ReportRow(
        id=head.id,
        outlet=plain(head.outlet) if head.outlet else "outlet not named",
        title=title,
        dated=date_words(_date(head.published)),
        link=safe_link(head.url),
        reprint=head.original is not None,
    )


def _date(text: str | None) -> Edtf | None:
    return Edtf.parse(text) if text else None


def _in_words(visit: Visit, pins: list[Pin]) -> dict[str, str]:
    """Say each entry of a report in one line, by id."""
    names = visit.names
    ids: dict[str, list[str]] = {}
    for pin in pins:
        ids.setdefault(pin.kind, []).append(pin.entry)
    words = {event.id: event_sentence(event, names) for event in events_with(visit.record, ids.get("event", []))}
    for said in quotations_with(visit.record, ids.get("quotation", [])):
        words[said.id] = speaker_words(said, names)
    for pledge in pledges_with(visit.record, ids.get("pledge", [])):
        words[pledge.id] = plain(pledge.what)
    for held in occupancies_with(visit.record, ids.get("occupancy", [])):
        words[held.id] = f"{names.of(held.holder)}, {post_words(held, names)}"
    vacant: tuple[Vacancy, ...] = visit.lasting("vacancies", visit.record.vacancies) if ids.get("vacancy") else ()
    words.update((one.id, vacant_post(one, names)) for one in vacant)
    return words


routes: Final = [
    Route("/sources", answered(show_all)),
    Route("/reports/{id}", answered(show)),
    Route("/reports/{id}/original", answered(show_original)),
]
