"""What people decide, for programs: the log, adding to it, the open questions, and what each run changed."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from chancery.errors import ServeError
from chancery.model.decisions import Decision, DecisionKind, in_force
from chancery.model.evidence import Evidence
from chancery.record.anchors import add_decision
from chancery.record.kinds import ENTRIES
from chancery.views.deciding import answered, make_draft, takes
from chancery.views.decisions import export_change, export_decision, export_run
from chancery.views.review import Open
from chancery.web.api.asking import Limit, reading
from chancery.web.api.schemas import Json
from chancery.web.api.shapes import answer_of, give, give_window, problems
from chancery.web.asker import signed_as
from chancery.web.forms import deciding
from chancery.web.pages.review import listed
from chancery.web.site import Visit, site_of

router: Final = APIRouter()
_LIST: Final = problems(400, 422, 503)
_TAKEN: Final = {"same": 2, "apart": 2, "split": 2, "right": 1, "wrong": 1, "set": 3}
_OPEN_ENDED: Final = frozenset({"split"})
_A_NAME: Final = r"\S"
_MOST: Final = 2000

Words = Annotated[str, Field(min_length=1, max_length=_MOST, pattern=_A_NAME)]
Number = Annotated[int, Path(ge=1, le=10**9)]
AfterNumber = Annotated[int | None, Query(ge=1, le=10**9, description="`next` of the window before.")]


class GivenDecision(BaseModel):
    """A decision about entries: `what` as the arguments of `chancery decide`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    decision: Literal["same", "apart", "split", "right", "wrong", "set"]
    what: Annotated[
        list[Words],
        Field(min_length=1, max_length=200, description="Ids or names; of split reports, of set a field and a value."),
    ]
    by: Annotated[str, Field(min_length=1, max_length=120, pattern=_A_NAME, description="Who decides.")]
    because: Annotated[Words, Field(description="Why.")]


class GivenUndo(BaseModel):
    """The taking back of a decision."""

    model_config = ConfigDict(extra="forbid", strict=True)

    decision: Literal["undo"]
    undoes: Annotated[int, Field(ge=1, le=10**9, description="Number of the decision.")]
    by: Annotated[str, Field(min_length=1, max_length=120, pattern=_A_NAME, description="Who decides.")]
    because: Annotated[Words, Field(description="Why.")]


@router.get("/decisions", summary="Decisions", responses={200: answer_of("decision", many=True), **_LIST})
def decisions(request: Request, after: AfterNumber = None, limit: Limit = 50) -> Response:
    """Give the log of decisions, the first first, and what became of each."""

    def answer(visit: Visit) -> Response:
        log, outcomes = visit.record.decisions(), visit.record.outcomes()
        held = in_force(log)
        rest = [one for one in log if after is None or one.number > after]
        told = [export_decision(one, held, outcomes) for one in rest[:limit]]
        end = str(rest[limit - 1].number) if len(rest) > limit else None
        return give_window(told, after=end, total=len(log))

    return reading(request, answer)


@router.post(
    "/decisions",
    summary="Decide",
    status_code=202,
    responses={202: answer_of("decision"), **problems(400, 403, 404, 409, 413, 422, 503)},
)
def decide(request: Request, given: GivenDecision | GivenUndo) -> Response:
    """Add a decision to the log; `location` tells when the record has been put together again."""
    site = site_of(request)
    with deciding(site) as record:
        made = _decide(record, given)
        held, outcomes = in_force(record.decisions()), record.outcomes()
    told = export_decision(made, held, outcomes)
    job = site.jobs.conclusion()
    headers = {"cache-control": "no-store"} | ({"location": f"/api/v1/jobs/{job.id}"} if job else {})
    return give(told, status=202, headers=headers)


def _decide(record: Any, given: GivenDecision | GivenUndo) -> Decision:  # noqa: ANN401 - a record, open for writing
    kind = DecisionKind(given.decision)
    if isinstance(given, GivenUndo):
        return add_decision(record, kind, by=signed_as(given.by), because=given.because, undoes=given.undoes)
    needed = _TAKEN[given.decision]
    if len(given.what) < needed or (len(given.what) > needed and given.decision not in _OPEN_ENDED):
        told = f"{given.decision!r} takes {needed} words{' or more' * (given.decision in _OPEN_ENDED)} in `what`."
        raise ServeError("C105", told, "See `chancery decide --help`.")
    draft = make_draft(record, given.decision, given.what)
    return add_decision(record, kind, by=signed_as(given.by), because=given.because, **draft)


@router.get("/questions", summary="Open questions", responses={200: answer_of("open_question", many=True), **_LIST})
def questions(
    request: Request,
    kind: Literal["same person", "same event", "same pledge", "date", "decisions", "second coder", "second coder only"]
    | None = None,
    limit: Limit = 50,
) -> Response:
    """Give the first open questions, the most valuable first; those whose answers wait to be followed are left out."""

    def answer(visit: Visit) -> Response:
        asked = listed(visit).questions
        done = answered(visit.record, asked)
        left = [one for one in asked if one.id not in done and kind in {None, one.kind}]
        return give_window([_question(one) for one in left[:limit]], after=None, total=len(left))

    return reading(request, answer)


def _question(question: Open) -> Json:
    return {
        "id": question.id,
        "kind": question.kind,
        "about": list(question.about),
        "asks": question.asks,
        "because": list(question.because),
        "versions": list(question.versions),
        "takes": sorted(takes(question)),
        "value": question.value,
        "evidence": [_pin(one) for one in question.evidence],
    }


def _pin(evidence: Evidence) -> Json:
    span = evidence.span
    return {"document": evidence.report, "start": span.start, "end": span.end, "quote": evidence.quote}


@router.get("/changes", summary="Runs", responses={200: answer_of("run", many=True), **_LIST})
def runs(request: Request, after: AfterNumber = None, limit: Limit = 50) -> Response:
    """Give the runs that concluded something, the first first, with the numbers of entries that each changed."""

    def answer(visit: Visit) -> Response:
        known, counts = visit.record.runs(), visit.record.change_counts()
        rest = [one for one in known if after is None or one.number > after]
        told = [
            export_run(one)
            | {
                "changed": [
                    {"kind": kind, "change": turn, "number": n}
                    for (kind, turn), n in sorted(counts.get(one.number, {}).items())
                    if kind in ENTRIES
                ]
            }
            for one in rest[:limit]
        ]
        end = str(rest[limit - 1].number) if len(rest) > limit else None
        return give_window(told, after=end, total=len(known))

    return reading(request, answer)


@router.get(
    "/changes/{run}", summary="What a run changed", responses={200: answer_of("changes"), **problems(404, 422, 503)}
)
def changes(
    request: Request,
    run: Number,
    kind: Literal["event", "quotation", "pledge", "occupancy", "entity"] = "event",
    limit: Limit = 50,
) -> Response:
    """Give the first changes of one run to entries of one kind, each with its cause."""

    def answer(visit: Visit) -> Response:
        found = next((one for one in visit.record.runs() if one.number == run), None)
        if found is None:
            raise ServeError("C104", f"The record has no run {run}.", "/changes lists the runs.")
        told = [export_change(one) for one in visit.record.changes_of(run, kind, limit)]
        total = sum(n for (of, _), n in visit.record.change_counts().get(run, {}).items() if of == kind)
        return give({**export_run(found), "changes": told, "total": total})

    return reading(request, answer)
