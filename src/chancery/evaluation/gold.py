"""Reads a gold file: what a careful reader would enter from a set of documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from chancery.errors import GoldError
from chancery.evaluation.dates import range_of
from chancery.evaluation.shape import Complaint, Row, rows_of
from chancery.evaluation.text import normalise

Pieces: TypeAlias = dict[str, tuple[str, ...]]
"""Document -> verbatim pieces of the sentences that say it."""

SEASON: Final = re.compile(r"-?\d{4}-2\d[~?%]?")
"""EDTF seasons are dates, but no score places them on the calendar: they agree with all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """Someone or something that is named.

    Attributes:
        kind: `person`, `state`, `organisation` or `place`.
        names: Every surface form, normalised.
    """

    kind: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """What is known of one document; nothing is asked about what is `None`.

    Attributes:
        published: EDTF interval that a careful reader could defend.
        title: Title that the text shows.
        outlet: Outlet that the text shows.
        furniture: Pieces that must not be in the clean text.
    """

    published: str | None
    title: str | None
    outlet: str | None
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """One event; `actors` and `recipients` are ids of gold entities."""

    id: str
    type: str
    mode: str | None
    status: str | None
    when: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    evidence: Pieces
    optional: bool

    @property
    def label(self) -> str:
        """Name of the event among the misses."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuotation:
    """Words of a speaker, who is a gold entity or `journalist`."""

    doc: str
    speaker: str
    content: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldOccupancy:
    """A person's holding of an office, seen at a date or known to start or end at one."""

    person: str
    office: str
    start: str | None
    end: str | None
    at: str | None
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPledge:
    """An undertaking; `statuses` is what became of it, in no order."""

    id: str | None
    by: str | None
    to: str | None
    what: str
    amount: float | None
    currency: str | None
    mutual: bool
    statuses: frozenset[str]
    evidence: Pieces
    optional: bool

    @property
    def label(self) -> str:
        """Name of the pledge among the misses."""
        return self.id or self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One document's words for a quotation."""

    doc: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A whole gold file, in its own order."""

    entities: dict[str, GoldEntity]
    documents: dict[str, GoldDocument]
    events: tuple[GoldEvent, ...]
    quotations: tuple[GoldQuotation, ...]
    occupancies: tuple[GoldOccupancy, ...]
    pledges: tuple[GoldPledge, ...]
    same_quotation: tuple[tuple[Rendering, Rendering], ...]


def load_gold(path: Path) -> dict[str, Any]:
    """Read a gold file and check its shape.

    Args:
        path: A YAML file.

    Returns:
        The parsed file, as `report.evaluate` takes it.

    Raises:
        GoldError: C041, if the file cannot be opened or is not YAML; C042, if a field is
            missing or of the wrong kind.
    """
    try:
        with Path(path).open(encoding="utf-8") as file:
            gold = yaml.load(file, Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise GoldError(
            code="C041",
            message=f"Gold file {path} cannot be read: {_first_line(problem)}.",
            remedy="Name a YAML file in UTF-8.",
        ) from problem
    read_gold(gold, name=f"Gold file {path}")
    return dict(gold)


def read_gold(gold: object, *, name: str = "The gold") -> Gold:
    """Turn a parsed gold file into typed values.

    Args:
        gold: What the YAML parser made of the file.
        name: How error messages call it.

    Raises:
        GoldError: C042, if a field is missing or of the wrong kind, or a date is not EDTF.
    """
    root = Row.of(gold, where="", complain=partial(_misshapen, name))
    return Gold(
        entities=root.by_key("entities", _entity),
        documents=root.by_key("documents", _document),
        events=root.each("events", _event),
        quotations=root.each("quotations", _quotation),
        occupancies=root.each("occupancies", _occupancy),
        pledges=root.each("pledges", _pledge),
        same_quotation=_pairs(root),
    )


def _misshapen(name: str, problem: str) -> GoldError:
    return GoldError(
        code="C042",
        message=f"{name}: {problem}.",
        remedy="Correct that field; quote ids and dates that YAML misreads.",
    )


def _first_line(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror
    return " ".join(str(problem).split())


def _date(row: Row, field: str) -> str | None:
    date = row.maybe_date(field)
    if date and range_of(date) is None and not SEASON.fullmatch(date):
        row.reject(field, f"is {date!r}, not an EDTF date")
    return date


def _pieces(row: Row) -> Pieces:
    inner = row.row("evidence")
    return {document: inner.one_or_more_texts(document) for document in inner.fields}


def _entity(row: Row) -> GoldEntity:
    if not row.has("names"):
        row.reject("names", "is missing")
    names = frozenset(normalise(name) for name in row.texts("names"))
    return GoldEntity(kind=row.text("kind"), names=names)


def _document(row: Row) -> GoldDocument:
    return GoldDocument(
        published=_date(row, "published"),
        title=row.maybe_text("title"),
        outlet=row.maybe_text("outlet"),
        furniture=row.texts("furniture"),
    )


def _event(row: Row) -> GoldEvent:
    return GoldEvent(
        id=row.text("id"),
        type=row.text("type"),
        mode=row.maybe_text("mode"),
        status=row.maybe_text("status") if row.has("status") else "occurred",
        when=_date(row, "when"),
        actors=row.texts("actors"),
        recipients=row.texts("recipients"),
        evidence=_pieces(row),
        optional=row.flag("optional"),
    )


def _quotation(row: Row) -> GoldQuotation:
    return GoldQuotation(
        doc=row.text("doc"),
        speaker=row.text("speaker"),
        content=row.text("content"),
        optional=row.flag("optional"),
    )


def _occupancy(row: Row) -> GoldOccupancy:
    at = _date(row, "at")
    if at and range_of(at) is None:
        row.reject("at", f"is {at!r}, a season, which has no days")
    return GoldOccupancy(
        person=row.text("person"),
        office=row.text("office"),
        start=_date(row, "start"),
        end=_date(row, "end"),
        at=at,
        optional=row.flag("optional"),
    )


def _pledge(row: Row) -> GoldPledge:
    return GoldPledge(
        id=row.maybe_text("id"),
        by=row.maybe_text("by"),
        to=row.maybe_text("to"),
        what=row.text("what"),
        amount=row.maybe_number("amount"),
        currency=row.maybe_text("currency"),
        mutual=row.flag("mutual"),
        statuses=frozenset(row.each("status", lambda status: status.text("is"))),
        evidence=_pieces(row),
        optional=row.flag("optional"),
    )


def _pairs(root: Row) -> tuple[tuple[Rendering, Rendering], ...]:
    pairs = enumerate(root.items("same_quotation"))
    return tuple(_pair(pair, f"same_quotation[{index}]", root.complain) for index, pair in pairs)


def _pair(value: object, where: str, complain: Complaint) -> tuple[Rendering, Rendering]:
    rows = rows_of(value, where=where, complain=complain)
    if len(rows) != 2:  # noqa: PLR2004 - a pair has two
        problem = f"{where} does not hold two renderings"
        raise complain(problem)
    one, other = (Rendering(doc=row.text("doc"), content=row.text("content")) for row in rows)
    return one, other
