"""Keeps what the record thought of a report's date before it knew better.

Conclusions are replaced whole; a dating that changes is kept with the time until which it stood.
Every function works inside a transaction of its caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from chancery.model.dates import Edtf
from chancery.model.text import DateBasis
from chancery.record import schema
from chancery.record.codec import decode
from chancery.record.observations import edtf

_Said = tuple[str | None, str, str]
"""Date, basis and reasons, as they are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDating:
    """What the record thought of a report's date, and when.

    Attributes:
        since: When the record began to think so, None if that was before it kept such times.
        until: When it learned better.
    """

    published: Edtf | None
    basis: DateBasis
    because: tuple[str, ...]
    since: str | None
    until: str


def datings(connection: Connection) -> dict[str, _Said]:
    """Return the datings that stand, by report id."""
    dating, report = schema.DATING, schema.REPORT
    rows = connection.execute(
        select(report.c.id, dating.c.published, dating.c.basis, dating.c.because).join(
            report, report.c.reading == dating.c.reading
        )
    )
    return {row.id: (row.published, row.basis, row.because) for row in rows}


def keep(connection: Connection, before: Mapping[str, _Said], *, at: str) -> None:
    """Keep the datings that no longer stand.

    Args:
        connection: Inside the transaction that replaced them.
        before: What `datings` returned before.
        at: The time now.
    """
    now = datings(connection)
    past = schema.DATING_PAST
    changed = {report: said for report, said in before.items() if report in now and now[report][:2] != said[:2]}
    if not changed:
        return
    last = select(past.c.report, func.max(past.c.until).label("until")).group_by(past.c.report)
    since = {row.report: row.until for row in connection.execute(last)}
    rows = [
        {"report": report, "published": said[0], "basis": said[1], "because": said[2],
         "since": since.get(report), "until": at}
        for report, said in sorted(changed.items())
    ]  # fmt: skip
    connection.execute(insert(past), rows)


def past(connection: Connection, report_id: str) -> tuple[PastDating, ...]:
    """Return what the record thought of a report's date before, earliest first."""
    table = schema.DATING_PAST
    rows = connection.execute(select(table).where(table.c.report == report_id).order_by(table.c.seq)).all()
    return tuple(
        PastDating(
            published=edtf(row.published),
            basis=DateBasis(row.basis),
            because=decode(row.because, tuple[str, ...]),
            since=row.since,
            until=row.until,
        )
        for row in rows
    )
