"""Reads events and quotations as plain rows, a batch at a time: a fifth of the cost of making dataclasses of them.

For tables, which take a row apart again at once; whatever else wants events asks `streams`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import Select, Table, select

from chancery.record import schema
from chancery.record.among import among
from chancery.record.store import Record
from chancery.record.streams import Choice, Cited, batches, chosen_events, chosen_quotations, cited

Row = tuple[Any, ...]

_AT_ONCE: Final = 2000  # rows are small, and each query has its price

EVENT: Final = (
    "id", "type", "mode", "status", "dated", "first_day", "last_day", "place", "score", "office", "contexts", "because",
)  # fmt: skip
PARTICIPANT: Final = ("event", "role", "ordinal", "entity", "state", "sector", "office")
TELLING: Final = ("event", "ordinal", "report", "dated", "place", "status")
EVIDENCE: Final = ("owner", "kind", "part", "ordinal", "report", "start", "end", "quote")
QUOTATION: Final = (
    "id", "kind", "speaker", "state", "office", "asker", "cue", "venue", "dated", "first_day", "last_day",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationRows:
    """A batch of quotations and of their parts, with the columns that the constants above name.

    Attributes:
        quotations: In the order of time.
        also: Further speakers by quotation.
        evidence: Of quotations and renderings, as for events.
        reports: What citations of the reports say, by id.
    """

    quotations: list[Row]
    also: dict[str, list[str]]
    evidence: list[Row]
    reports: dict[str, Cited]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRows:
    """A batch of events and of their parts, with the columns that the constants above name.

    Attributes:
        events: In the order of time.
        participants: By event, actors first, each side in order.
        tellings: By event, in order.
        evidence: Of events and tellings: by owner, kind, part, in order.
        reports: What citations of the reports say, by id.
    """

    events: list[Row]
    participants: list[Row]
    tellings: list[Row]
    evidence: list[Row]
    reports: dict[str, Cited]


def event_rows(record: Record, choice: Choice | None = None) -> Iterator[EventRows]:
    """Yield the chosen events as rows, in the order of time."""
    for ids in batches(chosen_events(record, choice or Choice()), _AT_ONCE):
        event, part, telling = schema.EVENT, schema.PARTICIPANT, schema.TELLING
        report = schema.REPORT.c.id.label("report")
        told = [telling.c[name] if name != "report" else report for name in TELLING]
        chosen = select(*(part.c[name] for name in PARTICIPANT)).where(among(part.c.event, ids))
        participants = _by_owner(_all(record, chosen.order_by(part.c.event, part.c.role, part.c.ordinal)), ids)
        shown = select(*told).join(schema.REPORT, schema.REPORT.c.reading == telling.c.reading)
        shown = shown.where(among(telling.c.event, ids)).order_by(telling.c.event, telling.c.ordinal)
        tellings = _by_owner(_all(record, shown), ids)
        evidence = _evidence(record, ids, ("event", "telling"))
        yield EventRows(
            events=_in_order(record, event, EVENT, ids),
            participants=participants,
            tellings=tellings,
            evidence=evidence,
            reports=cited(record, {row[4] for row in evidence} | {row[2] for row in tellings}),
        )


def quotation_rows(record: Record, choice: Choice | None = None) -> Iterator[QuotationRows]:
    """Yield the chosen quotations as rows, in the order of time."""
    for ids in batches(chosen_quotations(record, choice or Choice()), _AT_ONCE):
        joint = schema.ALSO_SPEAKER
        also: dict[str, list[str]] = {}
        query = select(joint.c.quotation, joint.c.entity).where(among(joint.c.quotation, ids))
        for quotation, speaker in _all(record, query.order_by(joint.c.quotation, joint.c.ordinal)):
            also.setdefault(quotation, []).append(speaker)
        evidence = _evidence(record, ids, ("quotation", "rendering"))
        yield QuotationRows(
            quotations=_in_order(record, schema.QUOTATION, QUOTATION, ids),
            also=also,
            evidence=evidence,
            reports=cited(record, {row[4] for row in evidence}),
        )


def _in_order(record: Record, table: Table, columns: Sequence[str], ids: Sequence[str]) -> list[Row]:
    found = _all(record, select(*(table.c[name] for name in columns)).where(among(table.c.id, ids)))
    by_id = {row[0]: row for row in found}
    return [by_id[name] for name in ids]


def _evidence(record: Record, ids: Sequence[str], kinds: Sequence[str]) -> list[Row]:
    evidence, report = schema.EVIDENCE, schema.REPORT
    columns = [evidence.c[name] if name != "report" else report.c.id for name in EVIDENCE]
    query = select(*columns).join(report, report.c.reading == evidence.c.reading)
    query = query.where(among(evidence.c.owner, ids), evidence.c.kind.in_(kinds))
    # the order of the index, which costs nothing; the sort by place keeps it within an owner
    order = (evidence.c.kind, evidence.c.owner, evidence.c.part, evidence.c.ordinal)
    found = _all(record, query.order_by(*order))
    return _by_owner(found, ids)


def _by_owner(rows: Sequence[Row], ids: Sequence[str]) -> list[Row]:
    """Put rows that begin with the id of their owner in the order of the owners; those of one stay as they are."""
    place = {name: index for index, name in enumerate(ids)}
    keys = [place[row[0]] for row in rows]
    return [rows[at] for at in sorted(range(len(rows)), key=keys.__getitem__)]


def _all(record: Record, query: Select[Any]) -> list[Row]:
    with record._reading() as connection:  # noqa: SLF001 - of one package
        return cast("list[Row]", list(connection.execute(query).all()))  # a row is a tuple
