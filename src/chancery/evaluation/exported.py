"""Reads the parts of an exported record that scores look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from chancery.errors import ChanceryError
from chancery.evaluation.shape import Row
from chancery.evaluation.text import file_name, normalise


@dataclass(frozen=True, slots=True)
class Pin:
    """One piece of evidence: a quote and the id of the document that it is said to be from."""

    document: str
    quote: str


class Founded(Protocol):
    """Anything that stands on evidence."""

    @property
    def evidence(self) -> tuple[Pin, ...]:
        """Its pins."""


@dataclass(frozen=True, slots=True)
class Part:
    """A participant: the entity, and the state that it acts for."""

    entity: str | None
    state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedEntity:
    """An entity; `names` are normalised and hold its main name."""

    kind: str | None
    country: str | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedDocument:
    """A document; `name` is the file name by which gold and texts know it."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedEvent:
    """An event as the record has it."""

    id: str | None
    type: str
    mode: str | None
    status: str | None
    when: str | None
    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    evidence: tuple[Pin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedQuotation:
    """A quotation; `renderings` are pins whose quote is that document's content."""

    speaker: Part
    content: str
    renderings: tuple[Pin, ...]
    evidence: tuple[Pin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedOccupancy:
    """An occupancy as the record has it."""

    person: str | None
    office: str
    start: str | None
    end: str | None
    evidence: tuple[Pin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPledge:
    """A pledge as the record has it."""

    by: Part
    to: Part
    amount: float | None
    currency: str | None
    statuses: frozenset[str]
    evidence: tuple[Pin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An exported record, in its own order."""

    documents: tuple[ExportedDocument, ...]
    entities: dict[str, ExportedEntity]
    events: tuple[ExportedEvent, ...]
    quotations: tuple[ExportedQuotation, ...]
    occupancies: tuple[ExportedOccupancy, ...]
    pledges: tuple[ExportedPledge, ...]

    def founded(self) -> Iterator[Founded]:
        """Yield everything that must stand on evidence."""
        yield from self.occupancies
        yield from self.events
        yield from self.quotations
        yield from self.pledges


def read_exported(record: object) -> Exported:
    """Turn a parsed export into typed values.

    Args:
        record: The parsed JSON of `chancery export --format json`; what is missing is empty.

    Raises:
        ChanceryError: C043, if a section or a field is of the wrong kind.
    """
    root = Row.of(record, where="", complain=_misshapen)
    return Exported(
        documents=root.each("documents", _document),
        entities={row.text("id"): _entity(row) for row in root.rows("entities")},
        events=root.each("events", _event),
        quotations=root.each("quotations", _quotation),
        occupancies=root.each("occupancies", _occupancy),
        pledges=root.each("pledges", _pledge),
    )


def _misshapen(problem: str) -> ChanceryError:
    return ChanceryError(
        code="C043",
        message=f"The record: {problem}.",
        remedy="Export it again with `chancery export --format json`.",
    )


def _document(row: Row) -> ExportedDocument:
    return ExportedDocument(
        id=row.text("id"),
        name=file_name(row.maybe_text("path") or row.text("id")),
        title=row.maybe_text("title"),
        outlet=row.maybe_text("outlet"),
        published=row.maybe_date("published"),
        text=row.maybe_text("text") or "",
    )


def _entity(row: Row) -> ExportedEntity:
    names = (row.maybe_text("name"), *row.texts("names"))
    return ExportedEntity(
        kind=row.maybe_text("kind"),
        country=row.maybe_text("country"),
        names=frozenset(normalise(name) for name in names if name),
    )


def _pins(row: Row) -> tuple[Pin, ...]:
    return row.each("evidence", lambda pin: Pin(_document_id(pin), pin.maybe_text("quote") or ""))


def _renderings(row: Row) -> tuple[Pin, ...]:
    return row.each("renderings", lambda pin: Pin(_document_id(pin), pin.maybe_text("content") or ""))


def _document_id(pin: Row) -> str:
    return pin.text("document")


def _part(row: Row) -> Part:
    return Part(row.maybe_text("entity"), row.maybe_text("state"))


def _event(row: Row) -> ExportedEvent:
    return ExportedEvent(
        id=row.maybe_text("id"),
        type=row.text("type"),
        mode=row.maybe_text("mode"),
        status=row.maybe_text("status") if row.has("status") else "occurred",
        when=row.maybe_date("when"),
        actors=row.each("actors", _part),
        recipients=row.each("recipients", _part),
        evidence=_pins(row),
    )


def _quotation(row: Row) -> ExportedQuotation:
    return ExportedQuotation(
        speaker=Part(row.maybe_text("speaker"), row.maybe_text("state")),
        content=row.maybe_text("content") or "",
        renderings=_renderings(row),
        evidence=_pins(row),
    )


def _occupancy(row: Row) -> ExportedOccupancy:
    return ExportedOccupancy(
        person=row.maybe_text("person"),
        office=row.maybe_text("office") or "",
        start=row.maybe_date("start"),
        end=row.maybe_date("end"),
        evidence=_pins(row),
    )


def _pledge(row: Row) -> ExportedPledge:
    return ExportedPledge(
        by=Part(row.maybe_text("by"), row.maybe_text("by_state")),
        to=Part(row.maybe_text("to"), row.maybe_text("to_state")),
        amount=row.maybe_number("amount"),
        currency=row.maybe_text("currency"),
        statuses=frozenset(row.each("status", lambda status: status.text("is"))),
        evidence=_pins(row),
    )
