"""Reports and what is asked of the whole: search, who held what; and adding reports."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from chancery import __version__
from chancery.errors import ServeError
from chancery.model.dates import Edtf
from chancery.record.finding import CLOSE, KINDS, OPEN, find_words
from chancery.views.json_export import CODEBOOK, export_pinned
from chancery.views.published import SCHEMA_VERSION
from chancery.views.sources import read_sources_of
from chancery.views.vacancies import find_vacancies
from chancery.views.who import contradictions, export_holding, find_holdings, read_office
from chancery.web.api.asking import AfterId, Day, Id, Limit, Word, reading, window_of_ids
from chancery.web.api.schemas import Json
from chancery.web.api.shapes import answer_of, entry_json, give, give_window, problems, report_json
from chancery.web.asking import read_day
from chancery.web.jobs import Job
from chancery.web.pages.adding import job_for_address, job_for_bytes, job_for_text
from chancery.web.site import Visit, site_of

router: Final = APIRouter()
_RAW: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_ADDED: Final = problems(400, 403, 413, 415, 422)


class GivenText(BaseModel):
    """The text of a report."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=4_000_000)]
    title: Annotated[str, Field(max_length=120)] = ""


class GivenAddress(BaseModel):
    """An http(s) address to fetch."""

    model_config = ConfigDict(extra="forbid")

    address: Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2000)]


@router.get("/", summary="What is served", responses={200: answer_of("about"), **problems(503)})
def about(request: Request) -> Response:
    """Give the versions, and how many entries of each kind there are."""

    def answer(visit: Visit) -> Response:
        versions = {"chancery": __version__, "schema": SCHEMA_VERSION, "codebook": CODEBOOK}
        return give({**versions, "counts": dict(visit.counts)})

    return reading(request, answer)


@router.get("/reports", summary="Reports", responses={200: answer_of("report", many=True), **problems(400, 422, 503)})
def reports(request: Request, outlet: Word = None, after: AfterId = None, limit: Limit = 50) -> Response:
    """Give reports without their texts, by id: all, or those of one outlet."""

    def answer(visit: Visit) -> Response:
        heads = visit.directory.heads.values()
        ids = sorted(head.id for head in heads if outlet in {None, head.outlet})
        chosen, end = window_of_ids(ids, after, limit)
        found = read_sources_of(visit.record, chosen)
        return give_window((report_json(found[one], text=False) for one in chosen), after=end, total=len(ids))

    return reading(request, answer)


@router.get(
    "/reports/{id}", summary="One report", responses={200: answer_of("report_with_text"), **problems(404, 422, 503)}
)
def report(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give one report with its clean text, which the offsets of all evidence count in."""

    def answer(visit: Visit) -> Response:
        if id not in visit.directory.heads:
            raise visit.missing("report")
        return give(report_json(read_sources_of(visit.record, {id})[id], text=True))

    return reading(request, answer)


@router.get("/search", summary="Search", responses={200: answer_of("findings"), **problems(400, 422, 503)})
def search(
    request: Request,
    *,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    kind: Literal["entity", "event", "quotation", "pledge", "occupancy", "report"] | None = None,
    state: Word = None,
    outlet: Word = None,
    limit: Limit = 20,
) -> Response:
    """Give the entries that hold all the words, of each kind the best first, or the latest where too many do."""

    def answer(visit: Visit) -> Response:
        kinds = (kind,) if kind else KINDS
        found = find_words(visit.record, q, kinds=kinds, state=state, outlet=outlet, limit=limit, owners=visit.owners)
        marks = str.maketrans({OPEN: "«", CLOSE: "»"})
        items = [
            {"kind": hit.kind, "id": hit.id, "excerpt": hit.excerpt.translate(marks), "score": hit.score}
            for hit in found.found
        ]
        counted = {"totals": found.totals, "states": found.states, "outlets": found.outlets}
        return give({**counted, "items": items, "latest_first": sorted(found.latest)})

    return reading(request, answer)


@router.get("/who", summary="Who held an office", responses={200: answer_of("position"), **problems(400, 422, 503)})
def who(
    request: Request,
    office: Annotated[str, Query(min_length=1, max_length=200, description="foreign minister")],
    of: Annotated[str, Query(min_length=1, max_length=200, description="KGZ, or id of an organisation")],
    on: Day = None,
) -> Response:
    """Give who held or claims an office, and when it is vacant, in time; on a day, those known to hold it first."""
    day = Edtf.parse(on) if on and read_day(on, first=True) else None

    def answer(visit: Visit) -> Response:
        post = read_office(office)
        held = find_holdings(visit.record, post, of, day)
        vacant = find_vacancies(visit.record, of, post, day)
        told = [export_holding(one, entry_json(visit, one.occupancy)) for one in held]
        clashes = contradictions([one.occupancy for one in held], vacant, visit.names)
        rest = {"vacancies": list(map(export_pinned, vacant)), "contradictions": clashes}
        return give({"items": told, "next": None, "total": len(told), **rest})

    return reading(request, answer)


# ---- adding ----


@router.post("/reports", summary="Add a report", status_code=202, responses={202: answer_of("job"), **_ADDED})
def add(request: Request, given: GivenText | GivenAddress) -> Response:
    """Take a text or an address, to be read into the record; `/jobs/{id}` tells how far it has come."""
    if isinstance(given, GivenText):
        return _added(request, job_for_text(given.text, given.title))
    return _added(request, job_for_address(given.address))


@router.post(
    "/reports/file",
    summary="Add a file",
    status_code=202,
    responses={202: answer_of("job"), **_ADDED},
    openapi_extra=_RAW,
)
async def add_file(
    request: Request, name: Annotated[str, Query(min_length=1, max_length=200, description="Its name.")]
) -> Response:
    """Take the bytes of a file of any kind that is read: text, HTML, PDF, DOCX, mail, a table, an archive."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/octet-stream":
        raise ServeError("C105", "A file is sent as application/octet-stream.", "Set the Content-Type.")
    return _added(request, job_for_bytes(await request.body(), name))


@router.get("/jobs/{id}", summary="How far it has come", responses={200: answer_of("job"), **problems(404, 422)})
def job(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give how far the reading of what was added has come, and in the end what it changed in the record."""
    found = site_of(request).jobs.find(id)
    if found is None:
        raise ServeError("C104", "Nothing is known of this job.", "The server may have been started anew.")
    return give(_job(found), headers={"cache-control": "no-store"})


def _added(request: Request, job: Job) -> Response:
    site_of(request).jobs.add(job)
    return give(_job(job), status=202, headers={"location": f"/api/v1/jobs/{job.id}", "cache-control": "no-store"})


def _job(job: Job) -> Json:
    summary = job.summary
    skipped = summary.skipped if summary else ()
    return {
        "id": job.id,
        "state": job.state.value,
        "done": job.done,
        "total": job.total,
        "new": summary.new if summary else 0,
        "known": summary.known if summary else 0,
        "skipped": [{"path": one.path, "code": one.code, "reason": one.reason} for one in skipped],
        "changes": [
            {"kind": c.kind, "added": list(c.added), "changed": list(c.changed), "gone": list(c.gone)}
            for c in job.changes
        ],
        "fault": job.fault,
    }
