"""Reads events and quotations as plain rows, a batch at a time: a fifth of the cost of making dataclasses of them.

For tables, which take a row apart again at once; whatever else wants events asks `streams`. Rows come as the
database driver gives them, reports by the number of their reading: a join with the reports for each piece of evidence
would cost more than looking each report up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Select, Table, select

from chancery.record import schema
from chancery.record.among import among
from chancery.record.observations import edtf
from chancery.record.store import Record
from chancery.record.streams import (
    Choice,
    batches,
    chosen_events,
    chosen_pledges,
    chosen_quotations,
    may_lie_within,
)

Row = tuple[Any, ...]
Owned = dict[str, list[Row]]  # rows by the id that they begin with, in the order of the ids asked for

_AT_ONCE: Final = 2000  # rows are small, and each query has its price

EVENT: Final = (
    "id", "type", "mode", "status", "dated", "first_day", "last_day", "place", "score", "office", "contexts", "because",
)  # fmt: skip
PARTICIPANT: Final = ("event", "role", "ordinal", "entity", "state", "sector", "office")
TELLING: Final = ("event", "ordinal", "reading", "dated", "place", "status")
EVIDENCE: Final = ("owner", "kind", "part", "ordinal", "reading", "start", "end", "quote")
_IN_ENTRY: Final = itemgetter(1, 2, 3)
QUOTATION: Final = (
    "id", "kind", "speaker", "state", "office", "asker", "cue", "venue", "dated", "first_day", "last_day",
)  # fmt: skip

PLEDGE: Final = ("id", "by", "by_state", "to", "to_state", "what", "amount", "currency", "due", "mutual")
STEP: Final = ("pledge", "ordinal", "state", "dated")


class Source(NamedTuple):
    """What rows say of a report."""

    id: str
    outlet: str | None
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationRows:
    """A batch of quotations and of their parts, with the columns that the constants above name.

    Attributes:
        quotations: In the order of time.
        also: Further speakers by quotation.
        evidence: Of quotations and renderings, as for events.
        sources: The reports that they cite, by reading.
    """

    quotations: list[Row]
    also: Owned
    evidence: Owned
    sources: dict[int, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRows:
    """A batch of events and of their parts, with the columns that the constants above name.

    Attributes:
        events: In the order of time.
        participants: By event, actors first, each side in order.
        tellings: By event, in order.
        evidence: Of events and tellings: by owner, then by kind and part, in order.
        sources: The reports that they cite, by reading.
    """

    events: list[Row]
    participants: Owned
    tellings: Owned
    evidence: Owned
    sources: dict[int, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRows:
    """A batch of pledges and of their parts, with the columns that the constants above name.

    Attributes:
        pledges: In the order of their first steps.
        steps: By pledge, in order.
        evidence: Of pledges and steps, as for events.
        sources: The reports that they cite, by reading.
    """

    pledges: list[Row]
    steps: Owned
    evidence: Owned
    sources: dict[int, Source]


def event_rows(record: Record, choice: Choice | None = None) -> Iterator[EventRows]:
    """Yield the chosen events as rows, in the order of time."""
    for ids in batches(chosen_events(record, choice or Choice()), _AT_ONCE):
        tellings = _parts(record, schema.TELLING, TELLING, ids)
        evidence = _evidence(record, ids)
        cited = {row[4] for rows in evidence.values() for row in rows}
        yield EventRows(
            events=_in_order(record, schema.EVENT, EVENT, ids),
            participants=_parts(record, schema.PARTICIPANT, PARTICIPANT, ids),
            tellings=tellings,
            evidence=evidence,
            sources=_sources(record, cited | {row[2] for rows in tellings.values() for row in rows}),
        )


def quotation_rows(record: Record, choice: Choice | None = None) -> Iterator[QuotationRows]:
    """Yield the chosen quotations as rows, in the order of time."""
    for ids in batches(chosen_quotations(record, choice or Choice()), _AT_ONCE):
        evidence = _evidence(record, ids)
        yield QuotationRows(
            quotations=_in_order(record, schema.QUOTATION, QUOTATION, ids),
            also=_parts(record, schema.ALSO_SPEAKER, ("quotation", "entity"), ids),
            evidence=evidence,
            sources=_sources(record, {row[4] for rows in evidence.values() for row in rows}),
        )


def pledge_rows(record: Record, choice: Choice | None = None) -> Iterator[PledgeRows]:
    """Yield the chosen pledges as rows, in the order of their first steps."""
    choice = choice or Choice()
    for asked in batches(chosen_pledges(record, choice), _AT_ONCE):
        steps = _parts(record, schema.PLEDGE_STEP, STEP, asked)
        ids = [name for name in asked if may_lie_within([edtf(row[3]) for row in steps[name]], choice)]
        if not ids:
            continue
        evidence = _evidence(record, ids)
        yield PledgeRows(
            pledges=_in_order(record, schema.PLEDGE, PLEDGE, ids),
            steps={name: steps[name] for name in ids},
            evidence=evidence,
            sources=_sources(record, {row[4] for rows in evidence.values() for row in rows}),
        )


def _in_order(record: Record, table: Table, columns: Sequence[str], ids: Sequence[str]) -> list[Row]:
    found = _all(record, select(*(table.c[name] for name in columns)).where(among(table.c.id, ids)))
    by_id = {row[0]: row for row in found}
    return [by_id[name] for name in ids]


def _parts(record: Record, table: Table, columns: Sequence[str], ids: Sequence[str]) -> Owned:
    query = select(*(table.c[name] for name in columns)).where(among(table.c[columns[0]], ids))
    return _by_owner(_all(record, query.order_by(*table.primary_key.columns)), ids)


def _evidence(record: Record, ids: Sequence[str]) -> Owned:
    """Return the evidence of entries and of their parts; the sort is here, where it keeps to one entry's rows."""
    evidence = schema.EVIDENCE
    query = select(*(evidence.c[name] for name in EVIDENCE)).where(among(evidence.c.owner, ids))
    owned = _by_owner(_all(record, query), ids)
    for rows in owned.values():
        rows.sort(key=_IN_ENTRY)
    return owned


def _sources(record: Record, readings: Iterable[int]) -> dict[int, Source]:
    report = schema.REPORT
    query = select(report.c.reading, report.c.id, report.c.outlet, report.c.url, report.c.language)
    found: dict[int, Source] = {}
    for numbers in batches(sorted(readings)):
        for reading, *told in _all(record, query.where(report.c.reading.in_(numbers))):
            found[reading] = Source(*told)
    return found


def _by_owner(rows: Iterable[Row], ids: Iterable[str]) -> Owned:
    """Put rows that begin with the id of their owner beside one another; those of one stay in order."""
    owned: Owned = {name: [] for name in ids}
    for row in rows:
        owned[row[0]].append(row)
    return owned


def _all(record: Record, query: Select[Any]) -> list[Row]:
    """Return rows as the driver gives them, which spares a wrapper around each."""
    with record._reading() as connection, connection.execute(query) as result:  # noqa: SLF001 - of one package
        return cast("list[Row]", result.cursor.fetchall())
