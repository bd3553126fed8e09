"""Takes stock of a record: which entries it has, and what each is like; two stocks tell what changed between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, Table, func, select

from chancery.record import schema
from chancery.record.browsing import asking
from chancery.record.store import Record

_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("type", "mode", "status", "dated", "place"),
    "quotation": ("kind", "speaker", "state", "dated"),
    "pledge": ("by", "by_state", "to", "to_state", "amount", "due"),
    "occupancy": ("holder", "office", "of", "start", "end", "seen", "status"),
}
_TABLES: Final = {
    "event": schema.EVENT,
    "quotation": schema.QUOTATION,
    "pledge": schema.PLEDGE,
    "occupancy": schema.OCCUPANCY,
}

Stock = Mapping[str, Mapping[str, tuple[Any, ...]]]
"""What each entry is like, by kind and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of the entries of one kind.

    Attributes:
        kind: "report", "entity", "event", "quotation", "pledge" or "occupancy".
        added: Ids that are new.
        changed: Ids of entries that say something else now, or rest on more or fewer sentences.
        gone: Ids that are no more: taken up in others, or concluded otherwise.
    """

    kind: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def take_stock(record: Record) -> Stock:
    """Say what each entry of a record is like now."""
    owners = select(schema.EVIDENCE.c.owner, func.count()).group_by(schema.EVIDENCE.c.owner)
    report, entity = schema.REPORT, schema.ENTITY
    with asking(record) as connection:
        rests_on: dict[str, int] = {row[0]: row[1] for row in connection.execute(owners)}
        stock: dict[str, dict[str, tuple[Any, ...]]] = {
            "report": {row[0]: () for row in connection.execute(select(report.c.id).where(report.c.shown))},
            "entity": {row[0]: () for row in connection.execute(select(entity.c.id).where(entity.c.kind != "place"))},
        }
        for kind, table in _TABLES.items():
            rows = connection.execute(_said(table, _SAID[kind])).all()
            stock[kind] = {row[0]: (*row[1:], rests_on.get(row[0], 0)) for row in rows}
    return stock


def compare_stocks(before: Stock, after: Stock) -> tuple[Change, ...]:
    """Return what changed, kind by kind; kinds without a change are left out."""
    changes = (_compare(kind, before.get(kind, {}), now) for kind, now in after.items())
    return tuple(change for change in changes if change.added or change.changed or change.gone)


def _compare(kind: str, before: Mapping[str, tuple[Any, ...]], now: Mapping[str, tuple[Any, ...]]) -> Change:
    return Change(
        kind=kind,
        added=tuple(sorted(now.keys() - before.keys())),
        changed=tuple(sorted(one for one in now.keys() & before.keys() if now[one] != before[one])),
        gone=tuple(sorted(before.keys() - now.keys())),
    )


def _said(table: Table, columns: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    return select(table.c.id, *(table.c[name] for name in columns))
