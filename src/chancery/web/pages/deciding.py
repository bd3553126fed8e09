"""Correcting one entry: it is right or wrong, a value is this, it is two, it is one with another or is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chancery.errors import ChanceryError, RecordError, ServeError
from chancery.model.claims import pins_of
from chancery.model.decisions import DecisionKind, EntryKind, in_force
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity
from chancery.model.text import Report
from chancery.record.anchors import add_decision
from chancery.record.queries import Found
from chancery.resolution.values import FIELDS
from chancery.views.deciding import make_draft
from chancery.views.decisions import decided_by_entry, label_of, learned_facts
from chancery.views.labels import plain
from chancery.views.sources import read_sources_of
from chancery.web.forms import author_of, deciding, field_of, lead_to, signed_by, taken
from chancery.web.pages.history import DecisionRow, make_decision
from chancery.web.pages.searching import PATHS
from chancery.web.site import Site, Visit, answered, path_part

_TELLERS: Final = 200  # reports that can be told apart in a form
_LIKELY: Final = 12
_STRUCK: Final = frozenset({EntryKind.EVENT, EntryKind.QUOTATION, EntryKind.PLEDGE, EntryKind.OCCUPANCY})
_JOINED: Final = frozenset({EntryKind.EVENT, EntryKind.QUOTATION, EntryKind.PLEDGE})
LABELS: Final = {
    DecisionKind.RIGHT: "Mark right",
    DecisionKind.WRONG: "Mark wrong",
    DecisionKind.SET: "Set a value",
    DecisionKind.SPLIT: "These are two",
    DecisionKind.SAME: "The same as …",
    DecisionKind.APART: "Not the same as …",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One report that tells an entry, to be told apart from the others."""

    report: str
    outlet: str
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What people decided about an entry, for its page.

    Attributes:
        facts: `(label, words)` of the decisions that hold, and of when the record learned of it.
        offered: `(kind, label)` of what can be decided about it.
        entry: Its id.
    """

    entry: str
    facts: tuple[tuple[str, str], ...]
    offered: tuple[tuple[str, str], ...]


def make_word(visit: Visit, found: Found) -> Word:
    """Return what people decided about an entry, and what can be decided."""
    told = 2 if isinstance(found, Report) else len({pin.report for pin in _pins(visit, found)})
    decided = visit.remembered("decided", lambda: decided_by_entry(visit.record))
    runs = visit.remembered("runs", visit.record.runs)
    return Word(
        entry=found.id,
        facts=(*decided.get(found.id, ()), *learned_facts(visit.record, found.id, runs)),
        offered=tuple((kind.value, LABELS[kind]) for kind in offered(found, told)),
    )


def offered(found: Found, told: int) -> tuple[DecisionKind, ...]:
    """Return what can be decided about an entry that so many reports tell."""
    kind = EntryKind(type(found).__name__.casefold())
    person = isinstance(found, Entity) and found.kind is EntityKind.PERSON
    joined = kind in _JOINED or person
    chosen = {
        DecisionKind.RIGHT: kind is not EntryKind.REPORT,
        DecisionKind.WRONG: kind in _STRUCK,
        DecisionKind.SET: True,
        DecisionKind.SPLIT: joined and told > 1,
        DecisionKind.SAME: joined,
        DecisionKind.APART: joined,
    }
    return tuple(one for one, fits in chosen.items() if fits)


def _pins(visit: Visit, found: Found) -> Sequence[Evidence]:
    if isinstance(found, Report):
        return ()
    if isinstance(found, Entity):
        return [one.evidence for one in visit.record.sighted(found.id)]
    return pins_of(found)


def show(visit: Visit) -> Response:
    """Show the forms of what can be decided about one entry."""
    return _show(visit, visit.request.query_params.get("kind", ""), "decide.html")


def show_part(visit: Visit) -> Response:
    """Give the forms alone, for the page of the entry."""
    return _show(visit, visit.request.query_params.get("kind", ""), "decide_part.html")


def _show(visit: Visit, kind: str, template: str, fault: ChanceryError | None = None, **said: str) -> Response:
    _, found = visit.record.find(visit.request.path_params["id"])
    entry_kind = EntryKind(type(found).__name__.casefold())
    tellers = _tellers(visit, found)
    can = offered(found, 2 if isinstance(found, Report) else len({pin.report for pin in _pins(visit, found)}))
    chosen = next((one for one in can if one.value == kind), None)
    response = visit.page(
        template,
        entry=found.id,
        path=f"/{PATHS[entry_kind.value]}/{path_part(found.id)}",
        label=label_of(found, visit.names),
        offered=[(one, LABELS[one]) for one in ([chosen] if chosen else can)],
        fields=tuple(FIELDS[entry_kind]),
        tellers=tellers,
        likely=_likely(visit, found),
        log=_log(visit, found.id),
        by=author_of(visit.request),
        token=visit.site.token,
        fault=fault,
        said=said,
    )
    response.headers["cache-control"] = "no-store"
    return response


def _tellers(visit: Visit, found: Found) -> list[Teller]:
    first: dict[str, Evidence] = {}
    for pin in _pins(visit, found):
        first.setdefault(pin.report, pin)
    sources = read_sources_of(visit.record, list(first)[:_TELLERS])
    return [
        Teller(report=name, outlet=source.outlet, title=source.title, words=plain(first[name].quote))
        for name, source in sources.items()
        if name in first
    ]


def _likely(visit: Visit, found: Found) -> list[tuple[str, str]]:
    """Return what the record itself asks of whether it is the same: id and words."""
    others = [
        question.other if question.one == found.id else question.one
        for question in visit.record.questions()
        if found.id in question.about and len(question.about) > 1
    ]
    told = []
    for name in dict.fromkeys(others[:_LIKELY]):
        try:
            told.append((name, label_of(visit.record.find(name)[1], visit.names)))
        except ChanceryError:
            continue
    return told


def _log(visit: Visit, entry: str) -> list[DecisionRow]:
    """Return the decisions about an entry, the latest first."""
    log, outcomes = visit.record.decisions(), visit.record.outcomes()
    held = in_force(log)
    about = [
        one
        for one in log
        if entry in {target.entry for target in one.targets}
        or (one.number in outcomes and entry in outcomes[one.number].entries)
    ]
    return [make_decision(one, held, outcomes) for one in reversed(about)]


def decide(site: Site, request: Request, form: FormData) -> Response:
    """Add what a form decides, and lead back to the entry."""
    name, kind = request.path_params["id"], field_of(form, "kind")
    if kind not in LABELS:
        raise ServeError("C105", f"{kind[:40]!r} is nothing that can be decided.", "Use the forms of the entry's page.")
    because = field_of(form, "because")
    try:
        with deciding(site) as record:
            found_kind, found = record.find(name)
            draft = make_draft(record, kind, [found.id, *_rest(form, kind)])
            add_decision(record, DecisionKind(kind), by=signed_by(request, form), because=because, **draft)
    except (RecordError, ServeError):
        raise
    except ChanceryError as error:
        with site.records.reading() as (record, state):
            visit = Visit(site=site, request=request, record=record, state=state)
            said = {key: field_of(form, key) for key in ("because", "value", "field", "other")}
            return _show(visit, kind, "decide.html", error, **said)
    return lead_to(f"/{PATHS[found_kind]}/{path_part(found.id)}")


def _rest(form: FormData, kind: str) -> list[str]:
    """Return what a decision takes beside its entry, in the order of `chancery decide`."""
    if kind == DecisionKind.SET:
        return [field_of(form, "field"), field_of(form, "value")]
    if kind == DecisionKind.SPLIT:
        return [str(one) for one in form.getlist("report")]
    if kind in {DecisionKind.SAME, DecisionKind.APART}:
        return [name_of(field_of(form, "other"))]
    return []


def name_of(told: str) -> str:
    """Return the entry that somebody names by its address, its id or its name.

    Example:
        >>> name_of("http://127.0.0.1:8000/events/e-3f2a?x=1"), name_of("Ana Costa")
        ('e-3f2a', 'Ana Costa')
    """
    address, slash, last = told.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")
    return last if slash and address.rpartition("/")[2] in PATHS.values() else told


routes: Final = [
    Route("/decide/{id}", answered(show)),
    Route("/decide/{id}", taken(decide), methods=["POST"]),
    Route("/decide/{id}/form", answered(show_part)),
]
