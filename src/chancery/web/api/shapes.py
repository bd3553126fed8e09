"""What the API gives, as JSON and as schemas; entries have the shape that an export of the record gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from starlette.responses import Response

from chancery.views.json_export import Printers
from chancery.views.published import schema
from chancery.views.sources import Source
from chancery.web.failures import PROBLEM
from chancery.web.site import Visit

JSON: Final = "application/json"
_REF: Final = "#/components/schemas/"
Json = dict[str, Any]

_TEXT: Final[Json] = {"type": "string"}
_MAYBE: Final[Json] = {"type": ["string", "null"]}
_NUMBER: Final[Json] = {"type": "integer", "minimum": 0}
_TEXTS: Final[Json] = {"type": "array", "items": _TEXT}


def _object(what: str, **properties: Json) -> Json:
    """Return the schema of an object that has all its properties and no other."""
    return {
        "description": what,
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


_REPORT: Final[Mapping[str, Json]] = {
    "id": _TEXT,
    "url": _MAYBE,
    "title": _MAYBE,
    "subtitle": _MAYBE,
    "outlet": _MAYBE,
    "authors": _TEXTS,
    "language": _MAYBE,
    "published": _MAYBE,
    "published_basis": _TEXT,
    "published_because": _TEXTS,
    "reprint_of": _MAYBE,
    "doubts": _TEXTS,
}
_COUNTED: Final[Json] = {"type": "object", "additionalProperties": _NUMBER}
OWN: Final[Mapping[str, Json]] = {
    "report": _object("One report, without its text.", **_REPORT),
    "report_with_text": _object("One report with its clean text.", **_REPORT, text=_TEXT),
    "holding": {
        "description": "One person's holding of a position, and how sure it is on the day asked for.",
        "allOf": [{"$ref": f"{_REF}occupancy_open"}],
        "required": ["known", "because"],
        "properties": {"known": {"type": "boolean"}, "because": _TEXT},
    },
    "hit": _object(
        "One entry that has all the words.",
        kind={"type": "string", "enum": ["entity", "event", "quotation", "pledge", "occupancy", "report"]},
        id=_TEXT,
        excerpt={"type": "string", "description": "The words found stand between « and »."},
        score={"type": "number"},
    ),
    "findings": _object(
        "What a search found.",
        totals=_COUNTED,
        items={"type": "array", "items": {"$ref": f"{_REF}hit"}},
        states=_COUNTED,
        outlets=_COUNTED,
    ),
    "skipped": _object("An input that gave no report.", path=_TEXT, code=_TEXT, reason=_TEXT),
    "change": _object("What became of the entries of one kind.", kind=_TEXT, added=_TEXTS, changed=_TEXTS, gone=_TEXTS),
    "job": _object(
        "How far the reading of what was added has come.",
        id=_TEXT,
        state={"type": "string", "enum": ["waiting", "reading", "done", "failed"]},
        done=_NUMBER,
        total={"type": ["integer", "null"]},
        new=_NUMBER,
        known=_NUMBER,
        skipped={"type": "array", "items": {"$ref": f"{_REF}skipped"}},
        changes={"type": "array", "items": {"$ref": f"{_REF}change"}},
        fault=_TEXT,
    ),
    "about": _object("What is served.", chancery=_TEXT, schema=_TEXT, codebook=_TEXT, counts=_COUNTED),
    "problem": {
        "description": "Why a request cannot be answered (RFC 9457), with Chancery's own code.",
        "type": "object",
        "required": ["type", "title", "status", "code", "detail", "remedy"],
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer"},
            "code": _TEXT,
            "detail": _TEXT,
            "remedy": _TEXT,
            "errors": {"type": "array", "items": {"type": "object"}},
        },
    },
}


def components() -> Json:
    """Return all schemas: those of an export, and the API's own."""
    exported = msgspec.json.decode(msgspec.json.encode(schema()["$defs"]).replace(b"#/$defs/", _REF.encode()))
    holding = {**exported["occupancy"]}
    holding.pop("additionalProperties", None)
    return {**exported, "occupancy_open": holding, **OWN}


def answer_of(name: str, *, many: bool = False) -> Json:
    """Return how OpenAPI tells a good answer: one entry, or a window of a list."""
    one = {"$ref": f"{_REF}{name}"}
    window = _object(
        "A window of a list.",
        items={"type": "array", "items": one},
        next={"type": ["string", "null"], "description": "What to give as `after` for the next; null at the end."},
        total={**_NUMBER, "description": "How many there are in all."},
    )
    return {"description": "As asked.", "content": {JSON: {"schema": window if many else one}}}


def problems(*statuses: int) -> dict[int | str, Json]:
    """Return how OpenAPI tells the answers to requests that fail."""
    told = {"content": {PROBLEM: {"schema": {"$ref": f"{_REF}problem"}}}}
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
