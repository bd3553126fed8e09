"""Reads events as plain rows, a batch at a time: a fifth of the cost of making dataclasses of them.

For tables, which take a row apart again at once; whatever else wants events asks `streams`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, select

from chancery.record import schema
from chancery.record.store import Record
from chancery.record.streams import AT_ONCE, Choice, Cited, batches, chosen_events, cited

Row = tuple[Any, ...]

EVENT: Final = (
    "id", "type", "mode", "status", "dated", "first_day", "last_day", "place", "score", "office", "contexts", "because",
)  # fmt: skip
PARTICIPANT: Final = ("event", "role", "ordinal", "entity", "state", "sector", "office")
TELLING: Final = ("event", "ordinal", "report", "dated", "place", "status")
EVIDENCE: Final = ("owner", "kind", "part", "ordinal", "report", "start", "end", "quote")


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
    for ids in batches(chosen_events(record, choice or Choice()), 4 * AT_ONCE):
        yield _read(record, ids)


def _read(record: Record, ids: Sequence[str]) -> EventRows:
    event, part, telling, evidence = schema.EVENT, schema.PARTICIPANT, schema.TELLING, schema.EVIDENCE
    report = schema.REPORT.c.id.label("report")
    shown = schema.REPORT.c.reading
    told = [telling.c[name] if name != "report" else report for name in TELLING]
    said = [evidence.c[name] if name != "report" else report for name in EVIDENCE]
    queries: tuple[Select[Any], ...] = (
        select(*(event.c[name] for name in EVENT)).where(event.c.id.in_(ids)),
        select(*(part.c[name] for name in PARTICIPANT)).where(part.c.event.in_(ids)),
        select(*told).join(schema.REPORT, shown == telling.c.reading).where(telling.c.event.in_(ids)),
        select(*said)
        .join(schema.REPORT, shown == evidence.c.reading)
        .where(evidence.c.owner.in_(ids), evidence.c.kind.in_(("event", "telling"))),
    )
    with record._reading() as connection:  # noqa: SLF001 - of one package
        found = [[tuple(row) for row in connection.execute(query).all()] for query in queries]
    place = {name: index for index, name in enumerate(ids)}
    events, participants, tellings, pieces = found
    events.sort(key=lambda row: place[row[0]])
    participants.sort(key=lambda row: (place[row[0]], row[1], row[2]))
    tellings.sort(key=lambda row: (place[row[0]], row[1]))
    pieces.sort(key=lambda row: (place[row[0]], row[1], row[2], row[3]))
    return EventRows(
        events=events,
        participants=participants,
        tellings=tellings,
        evidence=pieces,
        reports=cited(record, {row[4] for row in pieces} | {row[2] for row in tellings}),
    )
