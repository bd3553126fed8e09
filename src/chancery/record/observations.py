"""Stores what each report says, once and for good, and reads it back.

Every function works inside a transaction of its caller.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select

from chancery.errors import InputError, UnsupportedFact
from chancery.model.dates import Edtf
from chancery.model.mentions import (
    EntityMention,
    EventMention,
    Observations,
    OfficeMention,
    PledgeMention,
    PrecedentMention,
    QuotationMention,
    TopicMention,
    VacancyMention,
)
from chancery.model.second_readings import SecondReading
from chancery.model.text import Block, BlockKind, DateBasis, Report, Skipped, Span, TurnKind
from chancery.model.times import TimeMention
from chancery.record.codec import decode, encode
from chancery.record.schema import BLOCK, LEDGER, MENTION, REPORT

READ: Final = "read"  # the outcome of an input that gave a report; every other outcome is a code

Mention = (
    EntityMention
    | TimeMention
    | EventMention
    | QuotationMention
    | PledgeMention
    | OfficeMention
    | VacancyMention
    | TopicMention
    | PrecedentMention
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A tuple of `Observations`: its name there, its class, and the span that a mention is known by."""

    name: str
    mention: type[Any]
    span: str


_KINDS: Final = (
    _Kind("entities", EntityMention, "span"),
    _Kind("times", TimeMention, "span"),
    _Kind("events", EventMention, "span"),
    _Kind("quotations", QuotationMention, "content"),
    _Kind("pledges", PledgeMention, "what"),
    _Kind("offices", OfficeMention, "sentence"),
    _Kind("topics", TopicMention, "span"),
    _Kind("precedents", PrecedentMention, "span"),
    _Kind("second", SecondReading, "span"),
    _Kind("vacancies", VacancyMention, "sentence"),
)


def reading_of(connection: Connection, report_id: str, program: str) -> int | None:
    """Return the number of a program's reading of a report, or None if there is none."""
    query = select(REPORT.c.reading).where(REPORT.c.id == report_id, REPORT.c.program == program)
    number: int | None = connection.execute(query).scalar_one_or_none()
    return number


def newest_readings(connection: Connection) -> tuple[int, ...]:
    """Return the number of the newest reading of each report, in the order of the reports' ids."""
    newest = func.max(REPORT.c.reading)
    return tuple(connection.execute(select(newest).group_by(REPORT.c.id).order_by(REPORT.c.id)).scalars())


def newest(connection: Connection, report_id: str) -> tuple[Report, Observations] | None:
    """Return a report with what its newest reading found, None if the record does not hold it."""
    query = select(func.max(REPORT.c.reading)).where(REPORT.c.id == report_id)
    reading: int | None = connection.execute(query).scalar_one()
    return None if reading is None else read(connection, reading)


def digest_of(connection: Connection, readings: Sequence[int]) -> str:
    """Return a hash of what the given readings say, in the order given."""
    digests: dict[int, str] = {
        row.reading: f"{row.id} {row.program} {row.digest}\n"
        for row in connection.execute(select(REPORT.c.reading, REPORT.c.id, REPORT.c.program, REPORT.c.digest))
    }
    total = hashlib.sha256()
    for reading in readings:
        total.update(digests[reading].encode())
    return total.hexdigest()


def add(connection: Connection, report: Report, observations: Observations) -> int:
    """Store a report and what extraction found in it, as a new reading.

    Returns:
        The number of the reading.

    Raises:
        InputError: If a text holds a NUL or half of a surrogate pair.
        UnsupportedFact: If a mention has no words or does not lie in the report.
    """
    mentions = [_mention_row(report, kind, i, m) for kind, i, m in _mentions(observations)]
    row = _report_row(report, observations)
    row["shown"] = not connection.execute(select(REPORT.c.reading).where(REPORT.c.id == report.id).limit(1)).first()
    reading: int = connection.execute(insert(REPORT).returning(REPORT.c.reading), row).scalar_one()
    blocks = [_block_row(i, block) for i, block in enumerate(report.blocks)]
    for table, rows in ((BLOCK, blocks), (MENTION, mentions)):
        if rows:
            connection.execute(insert(table), [{"reading": reading, **r} for r in rows])
    return reading


def note(connection: Connection, entry: Skipped, *, report_id: str | None, program: str, at: str) -> bool:
    """Write into the ledger what became of an input, unless its last entry already says so.

    Returns:
        Whether a line was added.
    """
    path = storable(entry.path)
    said = (report_id, program, entry.code, storable(entry.reason))
    query = select(LEDGER.c.report, LEDGER.c.program, LEDGER.c.outcome, LEDGER.c.reason)
    last = connection.execute(query.where(LEDGER.c.path == path).order_by(LEDGER.c.seq.desc()).limit(1)).first()
    if last is not None and tuple(last) == said:
        return False
    row = dict(zip(("report", "program", "outcome", "reason"), said, strict=True))
    connection.execute(insert(LEDGER), {"path": path, "at": at, **row})
    return True


def has_path(connection: Connection, path: str, program: str) -> bool:
    """Tell whether the ledger says that this program read a report at a path, at any time."""
    query = select(LEDGER.c.seq).where(LEDGER.c.path == storable(path))
    query = query.where(LEDGER.c.program == program, LEDGER.c.outcome == READ).limit(1)
    return connection.execute(query).first() is not None


def skipped(connection: Connection) -> tuple[Skipped, ...]:
    """Return the inputs whose last entry in the ledger says that they gave no report, by path."""
    last = select(func.max(LEDGER.c.seq)).group_by(LEDGER.c.path)
    query = select(LEDGER.c.path, LEDGER.c.outcome, LEDGER.c.reason)
    rows = connection.execute(query.where(LEDGER.c.seq.in_(last), LEDGER.c.outcome != READ).order_by(LEDGER.c.path))
    return tuple(Skipped(*row) for row in rows)


def read(connection: Connection, reading: int) -> tuple[Report, Observations]:
    """Return one reading: the report and what extraction found in it."""
    row = connection.execute(select(REPORT).where(REPORT.c.reading == reading)).one()
    query = select(MENTION.c.kind, MENTION.c.data).where(MENTION.c.reading == reading)
    found: dict[str, list[Any]] = {kind.name: [] for kind in _KINDS}
    classes = {kind.name: kind.mention for kind in _KINDS}
    for kind, data in connection.execute(query.order_by(MENTION.c.kind, MENTION.c.ordinal)):
        found[kind].append(decode(data, classes[kind]))
    mentions = {name: tuple(items) for name, items in found.items()}
    sentences = decode(row.sentences, tuple[Span, ...])
    return _report(connection, row), Observations(program=row.program, sentences=sentences, **mentions)


def shown_report(connection: Connection, report_id: str) -> Report | None:
    """Return a report as the conclusions know it, or None if there is none."""
    row = connection.execute(select(REPORT).where(REPORT.c.id == report_id, REPORT.c.shown)).one_or_none()
    return None if row is None else _report(connection, row)


def shown_ids(connection: Connection) -> tuple[str, ...]:
    """Return the ids of all reports, in order."""
    return tuple(connection.execute(select(REPORT.c.id).where(REPORT.c.shown).order_by(REPORT.c.id)).scalars())


def languages(connection: Connection) -> dict[str, int]:
    """Return how many reports there are in each language, the most common first; "" for those that tell none."""
    name = func.coalesce(REPORT.c.language, "")
    query = select(name, func.count()).where(REPORT.c.shown).group_by(name).order_by(func.count().desc(), name)
    return {row[0]: row[1] for row in connection.execute(query)}


def storable(text: str) -> str:
    """Return a path, or words about one, as text that a database takes: undecodable bytes become escapes."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


def check_text(what: str, *texts: str | None) -> None:
    """Refuse characters that no text has and no database keeps.

    Args:
        what: What is checked, for the message.
        *texts: The texts; None is fine.

    Raises:
        InputError: If one holds a NUL or half of a surrogate pair.
    """
    for text in texts:
        if text is not None and ("\0" in text or not _is_whole(text)):
            raise InputError(
                "C012", f"{what} holds characters that no text has.", "Read the file again in its right encoding."
            )


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mentions(observations: Observations) -> Iterator[tuple[_Kind, int, Mention]]:
    for kind in _KINDS:
        for ordinal, mention in enumerate(getattr(observations, kind.name)):
            yield kind, ordinal, mention


def _mention_row(report: Report, kind: _Kind, ordinal: int, mention: Mention) -> dict[str, object]:
    span: Span = getattr(mention, kind.span)
    for part in _spans(mention):
        if part.end > len(report.text) or not part.of(report.text).strip():
            raise UnsupportedFact(
                "C031",
                f"Report {report.id} has no words at {part.start}-{part.end}, where one of its {kind.name} should be.",
                "Read the report again.",
            )
    quote = span.of(report.text)
    place = {"start": span.start, "end": span.end, "quote": quote}
    return {"kind": kind.name, "ordinal": ordinal, "data": encode(mention), **place}


def _spans(mention: Mention) -> Iterable[Span]:
    assert is_dataclass(mention)  # noqa: S101 - for the type checker; all mentions are
    values = (getattr(mention, field.name) for field in fields(mention))
    return (value for value in values if isinstance(value, Span))


def _report_row(report: Report, observations: Observations) -> dict[str, object]:
    named = (report.url, report.title, report.subtitle, report.outlet, report.language)
    check_text(f"report {report.id}", report.text, *named, *report.authors, *report.published_because, *report.doubts)
    try:
        content = encode((replace(report, path=""), observations))
    except UnicodeEncodeError:
        check_text(f"report {report.id}", "\0")
        raise
    return {
        "id": report.id,
        "program": observations.program,
        "digest": hashlib.sha256(content.encode()).hexdigest(),
        "text": report.text,
        "url": report.url,
        "title": report.title,
        "subtitle": report.subtitle,
        "outlet": report.outlet,
        "authors": encode(report.authors),
        "language": report.language,
        "encoding": report.encoding,
        "published": edtf_text(report.published),
        "published_basis": report.published_basis.value,
        "published_because": encode(report.published_because),
        "alignment": encode(report.alignment),
        "furniture": encode(report.furniture),
        "sentences": encode(observations.sentences),
        "doubts": encode(report.doubts),
    }


def _block_row(ordinal: int, block: Block) -> dict[str, object]:
    return {
        "ordinal": ordinal,
        "kind": block.kind.value,
        "start": block.span.start,
        "end": block.span.end,
        "speaker": block.speaker,
        "turn": block.turn.value if block.turn else None,
    }


def _report(connection: Connection, row: Row[Any]) -> Report:
    blocks = connection.execute(select(BLOCK).where(BLOCK.c.reading == row.reading).order_by(BLOCK.c.ordinal))
    # one report may lie at several paths: the first of them in order, whichever was read first
    path = connection.execute(select(func.min(LEDGER.c.path)).where(LEDGER.c.report == row.id)).scalar_one()
    return Report(
        id=row.id,
        path=path or "",
        text=row.text,
        blocks=tuple(
            Block(
                kind=BlockKind(b.kind),
                span=Span(b.start, b.end),
                speaker=b.speaker,
                turn=TurnKind(b.turn) if b.turn else None,
            )
            for b in blocks
        ),
        url=row.url,
        title=row.title,
        subtitle=row.subtitle,
        outlet=row.outlet,
        authors=decode(row.authors, tuple[str, ...]),
        language=row.language,
        encoding=row.encoding,
        published=edtf(row.published),
        published_basis=DateBasis(row.published_basis),
        published_because=decode(row.published_because, tuple[str, ...]),
        alignment=decode(row.alignment, tuple[tuple[int, int, int], ...]),
        furniture=decode(row.furniture, tuple[str, ...]),
        doubts=decode(row.doubts, tuple[str, ...]),
    )


def edtf_text(date: Edtf | None) -> str | None:
    """Return a date as a column holds it."""
    return None if date is None else str(date)


def edtf(text: str | None) -> Edtf | None:
    """Return the date that a column holds."""
    return None if text is None else Edtf.parse(text)
