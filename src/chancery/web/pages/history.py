"""History: what people decided, with the way to take it back, and what each run changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chancery.errors import ServeError
from chancery.model.decisions import Decision, DecisionKind, EntryKind, Outcome, in_force
from chancery.model.events import Event
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record.anchors import add_decision
from chancery.record.kinds import ENTRIES
from chancery.record.past import Change
from chancery.record.runs import Run
from chancery.views.decisions import altered_facets, cause_words, decision_words, label_of, state_of, turn_of
from chancery.views.labels import count_words, plain
from chancery.web.asking import read_number
from chancery.web.forms import author_of, deciding, field_of, lead_to, signed_by, taken, way_back
from chancery.web.pages.searching import PATHS
from chancery.web.site import Site, Visit, answered, path_part, site_of

_PAGE: Final = 50
_RUNS: Final = 30
_CHANGES: Final = 100  # of one kind that a run's page shows
_KINDS: Final = {
    "event": "events",
    "quotation": "quotations",
    "pledge": "pledges",
    "occupancy": "offices held",
    "entity": "names",
}
_TURNS: Final = ("gained", "altered", "lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision as a row of the log.

    Attributes:
        day: When, to the day.
        state: "applied", "lost", "undone", "waiting", or "done" of an undo.
        lost: Why it was not applied.
        links: `(address, words)` of the entries that it is about.
    """

    number: int
    day: str
    by: str
    words: str
    because: str
    state: str
    lost: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run with the number of its changes, in words."""

    run: Run
    numbers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One entry that a run changed.

    Attributes:
        path: Address of the entry as it is now; empty where it is gone.
        facets: `(facet, before, after)`.
        into: Address of the entry that holds its evidence now.
    """

    turn: str
    words: str
    path: str
    facets: tuple[tuple[str, str, str], ...]
    cause: str
    into: str


def make_decision(decision: Decision, held: Iterable[Decision], outcomes: Mapping[int, Outcome]) -> DecisionRow:
    """Put one decision into a row."""
    outcome = outcomes.get(decision.number)
    return DecisionRow(
        number=decision.number,
        day=decision.at[:10],
        by=plain(decision.by),
        words=decision_words(decision, ids=False),
        because=plain(decision.because),
        state=state_of(decision, held, outcomes),
        lost=plain(outcome.lost or "") if outcome else "",
        links=_links(decision, outcome),
    )


def _links(decision: Decision, outcome: Outcome | None) -> tuple[tuple[str, str], ...]:
    """Return the addresses of what a decision is about: as it was found, else as it was named."""
    if not decision.targets:
        return ()
    target = decision.targets[0]
    found = outcome.entries if outcome is not None and outcome.lost is None else ()
    if target.kind is EntryKind.READING and not found:  # nothing but a sentence of a report
        return ((f"/reports/{path_part(target.pins[0].report)}", "the report"),)
    kind = PATHS["event" if target.kind is EntryKind.READING else target.kind.value]
    names = found or tuple(target.entry for target in decision.targets)
    return tuple((f"/{kind}/{path_part(name)}", name) for name in dict.fromkeys(names))


def show(visit: Visit) -> Response:
    """Show the log of decisions, the latest first, and the latest runs."""
    number = read_number(visit.request.query_params.get("page"), least=1, most=100_000, otherwise=1)
    log, outcomes = visit.record.decisions(), visit.record.outcomes()
    held = in_force(log)
    ordered = log[::-1]
    shown = ordered[(number - 1) * _PAGE : number * _PAGE]
    runs = visit.record.runs()[::-1]
    counts = visit.record.change_counts()
    response = visit.page(
        "history.html",
        log=[make_decision(one, held, outcomes) for one in shown],
        undoable={one.number for one in held},
        total=len(log),
        number=number,
        more=len(ordered) > number * _PAGE,
        runs=[RunRow(run=one, numbers=_numbers(counts.get(one.number, {}))) for one in runs[:_RUNS]],
        runs_in_all=len(runs),
        by=author_of(visit.request),
        token=visit.site.token,
    )
    response.headers["cache-control"] = "no-store"
    return response


def _numbers(counted: Mapping[tuple[str, str], int]) -> str:
    """Say how many entries a run gained, altered and lost."""
    totals = {turn: sum(n for (kind, how), n in counted.items() if how == turn and kind in ENTRIES) for turn in _TURNS}
    return ", ".join(f"{n:,} {turn}" for turn, n in totals.items() if n) or "no entry changed"


def show_run(visit: Visit) -> Response:
    """Show what one run changed, and why."""
    number = read_number(visit.request.path_params["number"], least=1, most=10**9, otherwise=1)
    run = next((one for one in visit.record.runs() if one.number == number), None)
    if run is None:
        raise ServeError("C104", f"The record has no run {number}.", "History lists the runs.")
    counted = visit.record.change_counts().get(number, {})
    groups = [(kind, _group(visit, number, kind, counted)) for kind in _KINDS]
    return visit.page("run.html", run=run, numbers=_numbers(counted), groups=[one for one in groups if one[1][1]])


def _group(
    visit: Visit, number: int, kind: str, counted: Mapping[tuple[str, str], int]
) -> tuple[str, int, Sequence[ChangeRow]]:
    """Return what a run changed of one kind: the heading, how many in all, and the first of them."""
    total = sum(n for (of, _), n in counted.items() if of == kind)
    found = visit.record.changes_of(number, kind, _CHANGES) if total else ()
    ordered = sorted(found, key=lambda one: ("lost", "altered", "gained").index(turn_of(one)))
    return count_words(total, *_nouns(kind)), total, [_change_row(visit, one) for one in ordered]


def _nouns(kind: str) -> tuple[str, str]:
    return {"occupancy": "office held", "entity": "name"}.get(kind, kind), _KINDS[kind]


def _change_row(visit: Visit, change: Change) -> ChangeRow:
    kept = change.after if change.after is not None else change.before
    label = label_of(kept, visit.names) if isinstance(kept, Event | Quotation | Pledge | Occupancy | Entity) else ""
    altered = change.before is not None and change.after is not None
    there = change.entry is not None and _is_there(visit, change.kind, change.entry)
    return ChangeRow(
        turn=turn_of(change),
        words=label or (change.entry or change.was or ""),
        path=f"/{PATHS[change.kind]}/{path_part(change.entry or '')}" if there else "",
        facets=tuple(altered_facets(change)) if altered else (),
        cause=cause_words(change.cause).partition(";")[0],
        into=f"/{PATHS[change.kind]}/{path_part(change.cause.into)}" if change.cause.into else "",
    )


def _is_there(visit: Visit, kind: str, entry: str) -> bool:
    """Tell whether an entry is in the record as it is now."""
    if kind == EntryKind.ENTITY:
        return entry in visit.names.entities
    return visit.record.learned(entry) is not None


# ---- taking back, and how far the record is ----


def undo(site: Site, request: Request, form: FormData) -> Response:
    """Take a decision back; that is a decision too."""
    number = read_number(field_of(form, "number"), least=1, most=10**9, otherwise=1)
    because = field_of(form, "because") or "taken back"
    with deciding(site) as record:
        add_decision(record, DecisionKind.UNDO, by=signed_by(request, form), because=because, undoes=number)
    return lead_to(way_back(form, "/history"))


def show_waiting(request: Request) -> Response:
    """Tell whether the record is still being put together, for the line above a page."""
    site = site_of(request)
    with site.records.reading() as (record, state):
        visit = Visit(site=site, request=request, record=record, state=state)
        job = site.jobs.conclusion()
        response = visit.page("waiting.html", waiting_fault=job.fault if job else "", asked=True)
    response.headers["cache-control"] = "no-store"
    return response


def put_together(site: Site, request: Request, form: FormData) -> Response:  # noqa: ARG001 - as every form's
    """Have the record put together again, where decisions wait and nothing is under way."""
    site.jobs.conclude()
    return lead_to(way_back(form, "/history"))


routes: Final = [
    Route("/history", answered(show)),
    Route("/history/waiting", show_waiting),
    Route("/history/together", taken(put_together), methods=["POST"]),
    Route("/history/undo", taken(undo), methods=["POST"]),
    Route("/history/runs/{number}", answered(show_run)),
]
