"""Writes the record as JSON, in the shape that `schema/record-1.0.schema.json` publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import msgspec
from jsonschema import Draft202012Validator

from chancery import __version__
from chancery.errors import ChanceryError, UnsupportedFact
from chancery.model.dates import Edtf
from chancery.model.decisions import Review
from chancery.model.events import Event, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import SECOND_CODER, Question, Reprint
from chancery.model.offices import Entity, Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record.scope import Scope, find_scope
from chancery.record.store import Record
from chancery.record.streams import (
    Choice,
    Cited,
    each_document,
    each_event,
    each_occupancy,
    each_pledge,
    each_quotation,
    false_quote,
)
from chancery.views.published import SCHEMA_VERSION, check_entry, schema
from chancery.views.vacancies import export_vacancy

CODEBOOK: Final = "PLOVER 2.0 + ELECT OFFICE"

Json = dict[str, Any]
_REMEDY: Final = "Export the record again with this version of Chancery."
_PATH_PARTS: Final = 4
_REVIEWED: Final = ("entities", "occupancies", "events", "quotations", "pledges")


def stream_json(record: Record, choice: Choice | None = None) -> Iterator[str]:
    """Yield a record, or the chosen part of it, as indented JSON text, entry by entry, checked as it goes.

    Of a part, the documents are those that its facts cite, the entities those that they name, and the questions
    those about two of these. What is in memory at any time is a batch of facts.

    Raises:
        ChanceryError: If an entry does not follow the published schema (C043).
        UnsupportedFact: If a quote is not what its document says at that place (C031).
    """
    with record.snapshot():
        _refuse_false_quote(record)
        parts = each_part(record, choice)
        head = {"chancery": __version__, "schema": SCHEMA_VERSION, "codebook": CODEBOOK}
        yield "{\n" + ",\n".join(f"  {_line(key)}: {_line(value)}" for key, value in head.items())
        for key, (kind, entries) in parts.items():
            yield f",\n  {_line(key)}: ["
            before = "\n"
            for entry in entries:
                check_entry(kind, entry)
                yield before + _block(entry)
                before = ",\n"
            yield "]" if before == "\n" else "\n  ]"
        yield "\n}\n"


def each_part(record: Record, choice: Choice | None = None) -> dict[str, tuple[str, Iterator[Json]]]:
    """Return the lists of an export by key, each with its definition in the schema and its entries as they are read."""
    choice = choice or Choice()
    prints, reviews = Printers(record.reprints()), record.reviews()
    scope = None if choice.is_all else find_scope(record, choice)
    reports = each_document(record, None if scope is None else scope.reports, text=True)
    documents = (_document(report, prints) for report in reports)
    entities = (_entity(entity) for entity in record.entities() if scope is None or entity.id in scope.entities)
    questions = (_question(asked) for asked in record.questions() if scope is None or scope.asks(asked))
    parts: dict[str, tuple[str, Iterator[Json]]] = {
        "documents": ("document", documents),
        "entities": ("entity", entities),
        "occupancies": ("occupancy", map(_occupancy, each_occupancy(record, choice))),
        "events": ("event", (_event(fact, prints) for batch in each_event(record, choice) for fact in batch)),
        "quotations": (
            "quotation",
            (_quotation(fact, prints) for batch in each_quotation(record, choice) for fact in batch),
        ),
        "pledges": ("pledge", (_pledge(fact, prints) for batch in each_pledge(record, choice) for fact in batch)),
        "vacancies": ("vacancy", (export_pinned(one) for one in _vacant(record, scope))),
        "questions": ("question", questions),
    }
    for key in _REVIEWED:
        kind, entries = parts[key]
        parts[key] = kind, _with_reviews(entries, reviews, scope)
    return parts


def _with_reviews(entries: Iterable[Json], reviews: Mapping[str, Review], scope: Scope | None) -> Iterator[Json]:
    """Say who has reviewed each entry; of a part, an event is no part of one that is left out."""
    for entry in entries:
        if scope is not None and entry.get("part_of") not in scope.events and "part_of" in entry:
            entry["part_of"] = None
        yield entry | reviewed_fields(reviews.get(entry["id"]))


def _refuse_false_quote(record: Record) -> None:
    false = false_quote(record)
    if false is not None:
        said = f"Document {false.report} does not say {false.quote[:60]!r} at {false.span.start}-{false.span.end}."
        raise UnsupportedFact("C031", said, "Read the report again into a new record.")


def export_json(record: Record) -> Json:
    """Return the whole record as plain values, from one state of it.

    Documents, entities, occupancies and pledges come in the record's order, events and quotations
    in the order of time. Two records with the same content give the same export.
    """
    with record.snapshot():
        prints, reviews = Printers(record.reprints()), record.reviews()
        exported: Json = {
            "chancery": __version__,
            "schema": SCHEMA_VERSION,
            "codebook": CODEBOOK,
            "documents": [_document(report, prints) for report in each_document(record, text=True)],
            "entities": [_entity(entity) for entity in record.entities()],
            "occupancies": [_occupancy(occupancy) for occupancy in record.occupancies()],
            "events": [_event(event, prints) for event in record.events()],
            "quotations": [_quotation(quotation, prints) for quotation in record.quotations()],
            "pledges": [_pledge(pledge, prints) for pledge in record.pledges()],
            "vacancies": [export_pinned(one) for one in record.vacancies()],
            "questions": [_question(question) for question in record.questions()],
        }
    for kind in _REVIEWED:
        for entry in exported[kind]:
            entry.update(reviewed_fields(reviews.get(entry["id"])))
    return exported


def reviewed_fields(review: Review | None) -> Json:
    """Say whether a person has reviewed an entry, who and when."""
    return {
        "reviewed": review is not None,
        "reviewed_by": review.by if review else None,
        "reviewed_at": review.at if review else None,
    }


class Printers:
    """Knows which reports are reprints, and which words of their originals they print."""

    def __init__(self, reprints: Sequence[Reprint]) -> None:
        """Arrange reprints by their originals."""
        self.originals = {reprint.report: reprint.of for reprint in reprints}
        self._of: dict[str, list[Reprint]] = {}
        for reprint in reprints:
            self._of.setdefault(reprint.of, []).append(reprint)

    def of(self, *evidence: Evidence) -> list[str]:
        """Return the ids of the other reports that print any of these words."""
        found = {r.report for piece in evidence for r in self._of.get(piece.report, ()) if r.prints(piece)}
        return sorted(found)


def render_json(export: Mapping[str, Any]) -> Iterator[str]:
    """Yield an export as indented JSON text, entry by entry, with a line end at its end.

    Example:
        >>> print("".join(render_json({"chancery": "0.1.0", "events": [{"id": "e-1"}]})), end="")
        {
          "chancery": "0.1.0",
          "events": [
            {
              "id": "e-1"
            }
          ]
        }
    """
    opening = "{\n"
    for key, value in export.items():
        yield f"{opening}  {_line(key)}: "
        if isinstance(value, list) and value:
            for number, item in enumerate(value):
                yield ("[\n" if number == 0 else ",\n") + _block(item)
            yield "\n  ]"
        else:
            yield _line(value)
        opening = ",\n"
    yield "\n}\n" if export else "{}\n"


def validate(export: Mapping[str, Any]) -> None:
    """Make sure that an export follows the published schema, and that its documents say its quotes.

    Raises:
        ChanceryError: If it does not follow the schema (C043).
        UnsupportedFact: If a quote is not what its document says at that place (C031).
    """
    for fault in _validator().iter_errors(export):
        place = "/".join(str(part) for part in list(fault.absolute_path)[:_PATH_PARTS]) or "the whole"
        raise ChanceryError("C043", f"The export has a fault at {place}: {fault.message[:200]}.", _REMEDY)
    texts = {document["id"]: document["text"] for document in export["documents"]}
    for document in _printing(export):
        if document not in texts:
            raise ChanceryError("C043", f"The export names the document {document}, which it does not hold.", _REMEDY)
    entities = {entity["id"] for entity in export["entities"]}
    for pin in _pins(export):
        if pin["document"] not in texts:
            raise ChanceryError(
                "C043", f"The export has evidence in {pin['document']}, which it does not hold.", _REMEDY
            )
        start, end, quote = pin["start"], pin["end"], pin["quote" if "quote" in pin else "content"]
        if texts[pin["document"]][start:end] != quote:
            said = f"Document {pin['document']} does not say {quote[:60]!r} at {start}-{end}."
            raise UnsupportedFact("C031", said, _REMEDY)
    for name in _named(export):
        if name is not None and name not in entities:
            raise ChanceryError("C043", f"The export names the entity {name}, which it does not hold.", _REMEDY)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _line(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _block(item: object) -> str:
    lines = msgspec.json.format(msgspec.json.encode(item), indent=2).decode()
    return "    " + lines.replace("\n", "\n    ")


def _pins(export: Mapping[str, Any]) -> Iterator[Json]:
    for kind in ("occupancies", "events", "quotations", "pledges", "questions"):
        for fact in export.get(kind, ()):
            yield from fact["evidence"]
            for telling in fact.get("reports", ()):
                yield from (*telling["evidence"], *telling.get("topics", ()))
            yield from fact.get("renderings", ())
            if kind == "pledges":
                for step in fact["status"]:
                    yield from step["evidence"]


def _printing(export: Mapping[str, Any]) -> Iterator[str]:
    yield from (document["reprint_of"] for document in export["documents"] if document.get("reprint_of"))
    for kind, parts in (("events", "reports"), ("quotations", "renderings"), ("pledges", "status")):
        yield from (name for fact in export[kind] for part in fact[parts] for name in part.get("also_in", ()))


def _named(export: Mapping[str, Any]) -> Iterator[str | None]:
    yield from (occupancy["person"] for occupancy in export["occupancies"])
    for event in export["events"]:
        yield from (participant["entity"] for participant in (*event["actors"], *event["recipients"]))
        yield from (telling.get("voice") for telling in event["reports"])
    for quotation in export["quotations"]:
        yield from (quotation["speaker"], *quotation["also"], *quotation.get("addressees", ()))
    for pledge in export["pledges"]:
        yield from (pledge["by"], pledge["to"])
    happened = {event["id"] for event in export["events"]}
    yield from (name for event in export["events"] for name in [event.get("part_of")] if name not in happened)
    others = (*export["pledges"], *export["quotations"], *export["documents"])
    known = happened | {item["id"] for item in others}
    for question in export.get("questions", ()):
        both = not question["kind"].startswith(SECOND_CODER)
        sides = (question["one"], question["other"]) if both else (question["one"],)
        yield from (name for name in sides if name not in known)


def _date(date: Edtf | None) -> str | None:
    return None if date is None else str(date)


def _evidence(evidence: Iterable[Evidence]) -> list[Json]:
    return [_pin(item, "quote") for item in evidence]


def _pin(item: Evidence, words: str) -> Json:
    return {"document": item.report, "start": item.span.start, "end": item.span.end, words: item.quote}


def _document(report: Cited, prints: Printers) -> Json:
    return {
        "id": report.id,
        "path": report.path,
        "url": report.url,
        "title": report.title,
        "subtitle": report.subtitle,
        "outlet": report.outlet,
        "authors": list(report.authors),
        "language": report.language,
        "published": _date(report.published),
        "published_basis": report.basis.value,
        "published_because": list(report.because),
        "reprint_of": prints.originals.get(report.id),
        "doubts": list(report.doubts),
        "text": report.text,
    }


def _entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "names": list(entity.names),
        "country": entity.country,
        "wikidata": entity.wikidata,
    }


def _occupancy(occupancy: Occupancy) -> Json:
    return {
        "id": occupancy.id,
        "person": occupancy.holder,
        "office": occupancy.post.office,
        "of": occupancy.post.of,
        "start": _date(occupancy.start),
        "end": _date(occupancy.end),
        "seen": _date(occupancy.seen),
        "status": occupancy.status,
        "basis": occupancy.basis,
        "evidence": _evidence(occupancy.evidence),
    }


def _event(event: Event, prints: Printers) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "status": event.status.value,
        "when": _date(event.when),
        "where": event.where,
        "score": event.score,
        "office": event.office,
        "part_of": event.part_of,
        "actors": _each(_participant, event.actors),
        "recipients": _each(_participant, event.recipients),
        "reports": [_telling(telling, prints) for telling in event.tellings],
        "differences": [
            {"facet": d.facet, "versions": [{"document": report, "says": says} for report, says in d.versions]}
            for d in event.differences
        ],
        "because": list(event.because),
        "evidence": _evidence(event.evidence),
    }


def _each(write: Callable[[Any], Json], items: Iterable[object]) -> list[Json]:
    return [write(item) for item in items]


def _vacant(record: Record, scope: Scope | None) -> Iterator[Vacancy]:
    """Yield the vacancies; of a part, those of its states that its reports tell of."""
    for one in record.vacancies():
        told = {item.report for item in one.evidence}
        if scope is None or (one.post.of in scope.entities and told <= scope.reports):
            yield one


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "kind": question.kind,
        "one": question.one,
        "other": question.other,
        "because": list(question.because),
        "evidence": _evidence(question.evidence),
    }


def _participant(participant: Participant) -> Json:
    return {
        "entity": participant.entity,
        "state": participant.state,
        "sector": participant.sector,
        "as": participant.office,
    }


def _telling(telling: Telling, prints: Printers) -> Json:
    return {
        "document": telling.report,
        "also_in": prints.of(*telling.evidence),
        "when": _date(telling.when),
        "where": telling.where,
        "status": telling.status.value,
        "actors": _each(_participant, telling.actors),
        "recipients": _each(_participant, telling.recipients),
        "rank": telling.rank,
        "topics": _evidence(telling.topics),
        "figures": list(telling.figures),
        "voice": telling.voice,
        "evidence": _evidence(telling.evidence),
    }


def _quotation(quotation: Quotation, prints: Printers) -> Json:
    return {
        "id": quotation.id,
        "speaker": quotation.speaker,
        "also": list(quotation.also),
        "state": quotation.state,
        "as": quotation.office,
        "kind": quotation.kind.value,
        "asker": quotation.asker,
        "content": quotation.renderings[0].content.quote,
        "cue": quotation.cue,
        "named": quotation.named,
        "addressees": list(quotation.addressees),
        "addressed": quotation.addressed,
        "acts": list(quotation.acts),
        "venue": quotation.venue,
        "when": _date(quotation.when),
        "renderings": [
            _pin(rendering.content, "content") | {"also_in": prints.of(rendering.content)}
            for rendering in quotation.renderings
        ],
        "evidence": _evidence(quotation.evidence),
    }


def _pledge(pledge: Pledge, prints: Printers) -> Json:
    return {
        "id": pledge.id,
        "by": pledge.by,
        "by_state": pledge.by_state,
        "to": pledge.to,
        "to_state": pledge.to_state,
        "what": pledge.what,
        "amount": pledge.amount,
        "currency": pledge.currency,
        "due": _date(pledge.due),
        "mutual": pledge.mutual,
        "conditions": list(pledge.conditions),
        "because": list(pledge.because),
        "status": [
            {
                "is": step.state.value,
                "when": _date(step.when),
                "also_in": prints.of(step.evidence),
                "evidence": _evidence((step.evidence,)),
            }
            for step in pledge.steps
        ],
        "evidence": _evidence(pledge.evidence),
    }


def export_pinned(vacancy: Vacancy) -> Json:
    """Write a vacancy as an export of the whole record does."""
    return export_vacancy(vacancy, _evidence(vacancy.evidence))


def export_entry(entry: Entity | Occupancy | Event | Quotation | Pledge, prints: Printers) -> Json:
    """Write one entry as an export of the whole record does.

    Args:
        entry: What to write.
        prints: Which reports print which.
    """
    if isinstance(entry, Entity):
        return _entity(entry)
    if isinstance(entry, Occupancy):
        return _occupancy(entry)
    if isinstance(entry, Event):
        return _event(entry, prints)
    return _quotation(entry, prints) if isinstance(entry, Quotation) else _pledge(entry, prints)
