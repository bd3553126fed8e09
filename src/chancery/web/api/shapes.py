"""What the API gives, as JSON and as schemas; entries have the shape that an export of the record gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from starlette.responses import Response

from chancery.model.events import Event
from chancery.model.offices import Entity, Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.views.json_export import Printers, export_entry, reviewed_fields
from chancery.views.published import schema
from chancery.views.sources import Source
from chancery.web.api.decided import DECIDED
from chancery.web.api.schemas import MAYBE, NUMBER, REF, TEXT, TEXTS, Json, make_object
from chancery.web.failures import PROBLEM
from chancery.web.site import Visit

JSON: Final = "application/json"
Exportable = Entity | Occupancy | Event | Quotation | Pledge

_REPORT: Final[Mapping[str, Json]] = {
    "id": TEXT,
    "url": MAYBE,
    "title": MAYBE,
    "subtitle": MAYBE,
    "outlet": MAYBE,
    "authors": TEXTS,
    "language": MAYBE,
    "published": MAYBE,
    "published_basis": TEXT,
    "published_because": TEXTS,
    "reprint_of": MAYBE,
    "doubts": TEXTS,
}
_COUNTED: Final[Json] = {"type": "object", "additionalProperties": NUMBER}
OWN: Final[Mapping[str, Json]] = {
    "report": make_object("One report, without its text.", **_REPORT),
    "report_with_text": make_object("One report with its clean text.", **_REPORT, text=TEXT),
    "holding": {
        "description": "One person's holding of a position, and how sure it is on the day asked for.",
        "allOf": [{"$ref": f"{REF}occupancy_open"}],
        "required": ["known", "because"],
        "properties": {"known": {"type": "boolean"}, "because": TEXT},
    },
    "position": make_object(
        "What is told of one position: who holds or claims it, when it is vacant, and what does not fit together.",
        items={"type": "array", "items": {"$ref": f"{REF}holding"}},
        next={"type": "null", "description": "All come at once."},
        total=NUMBER,
        vacancies={"type": "array", "items": {"$ref": f"{REF}vacancy"}},
        contradictions={**TEXTS, "description": "Where reports do not fit together, in words."},
    ),
    "hit": make_object(
        "One entry that has all the words.",
        kind={"type": "string", "enum": ["entity", "event", "quotation", "pledge", "occupancy", "report"]},
        id=TEXT,
        excerpt={"type": "string", "description": "The words found stand between « and »."},
        score={"type": "number"},
    ),
    "findings": make_object(
        "What a search found.",
        totals=_COUNTED,
        items={"type": "array", "items": {"$ref": f"{REF}hit"}},
        states=_COUNTED,
        outlets=_COUNTED,
        latest_first={**TEXTS, "description": "Kinds of which the latest come first: too many have the words."},
    ),
    "skipped": make_object("An input that gave no report.", path=TEXT, code=TEXT, reason=TEXT),
    "change": make_object("What became of the entries of one kind.", kind=TEXT, added=TEXTS, changed=TEXTS, gone=TEXTS),
    "job": make_object(
        "How far the reading of what was added has come.",
        id=TEXT,
        state={"type": "string", "enum": ["waiting", "reading", "done", "failed"]},
        done=NUMBER,
        total={"type": ["integer", "null"]},
        new=NUMBER,
        known=NUMBER,
        skipped={"type": "array", "items": {"$ref": f"{REF}skipped"}},
        changes={"type": "array", "items": {"$ref": f"{REF}change"}},
        fault=TEXT,
    ),
    **DECIDED,
    "about": make_object("What is served.", chancery=TEXT, schema=TEXT, codebook=TEXT, counts=_COUNTED),
    "problem": {
        "description": "Why a request cannot be answered (RFC 9457), with Chancery's own code.",
        "type": "object",
        "required": ["type", "title", "status", "code", "detail", "remedy"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "code": TEXT,
            "detail": TEXT,
            "remedy": TEXT,
            "errors": {"type": "array", "items": {"type": "object"}},
        },
    },
}


def components() -> Json:
    """Return all schemas: those of an export, and the API's own."""
    exported = msgspec.json.decode(msgspec.json.encode(schema()["$defs"]).replace(b"#/$defs/", REF.encode()))
    holding = {**exported["occupancy"]}
    holding.pop("additionalProperties", None)
    return {**exported, "occupancy_open": holding, **OWN}


def answer_of(name: str, *, many: bool = False) -> Json:
    """Return how OpenAPI tells a good answer: one entry, or a window of a list."""
    one = {"$ref": f"{REF}{name}"}
    window = make_object(
        "A window of a list.",
        items={"type": "array", "items": one},
        next={"type": ["string", "null"], "description": "What to give as `after` for the next; null at the end."},
        total={**NUMBER, "description": "How many there are in all."},
    )
    return {"description": "As asked.", "content": {JSON: {"schema": window if many else one}}}


def problems(*statuses: int) -> dict[int | str, Json]:
    """Return how OpenAPI tells the answers to requests that fail."""
    told = {"content": {PROBLEM: {"schema": {"$ref": f"{REF}problem"}}}}
    return {status: {"description": "It cannot be answered.", **told} for status in statuses}


def give(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Write an answer."""
    return Response(msgspec.json.encode(value), status_code=status, media_type=JSON, headers=headers)


def give_window(items: Iterable[Json], *, after: str | None, total: int) -> Response:
    """Write a window of a list."""
    return give({"items": list(items), "next": after, "total": total})


def printers(visit: Visit) -> Printers:
    """Return which reports print which."""
    return visit.remembered("printers", lambda: Printers(visit.record.reprints()))


def entry_json(visit: Visit, entry: Exportable) -> Json:
    """Write an entry as an export does, with who has reviewed it."""
    return export_entry(entry, printers(visit)) | reviewed_fields(visit.reviews.get(entry.id))


def vacant_of(visit: Visit) -> tuple[Vacancy, ...]:
    """Return the vacancies that reports tell of, by id."""
    found: tuple[Vacancy, ...] = visit.lasting("vacancies", visit.record.vacancies)
    return found


def report_json(source: Source, *, text: bool) -> Json:
    """Write a report."""
    report = source.report
    told: Json = {
        "id": report.id,
        "url": report.url,
        "title": report.title,
        "subtitle": report.subtitle,
        "outlet": report.outlet,
        "authors": list(report.authors),
        "language": report.language,
        "published": str(source.published) if source.published else None,
        "published_basis": source.basis.value,
        "published_because": list(source.because),
        "reprint_of": source.original.id if source.original else None,
        "doubts": list(report.doubts),
    }
    return {**told, "text": report.text} if text else told
