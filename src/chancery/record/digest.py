"""A hash of all that a record says, the same whatever the order in which it was read."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from chancery.record import schema
from chancery.record.codec import encode

_REPORT = schema.REPORT
_ORIGINAL = schema.REPORT.alias("original")


def _of(*tables: Any) -> Select[Any]:  # noqa: ANN401 - tables and columns, as `select` takes them
    return select(*tables)


def _by_report(table: Any, *columns: Any) -> Select[Any]:  # noqa: ANN401 - columns, as `select` takes them
    rows = select(_REPORT.c.id, _REPORT.c.program, *columns)
    return rows.join(table, table.c.reading == _REPORT.c.reading)


def _without(table: Any, *names: str) -> list[Any]:  # noqa: ANN401 - a table, by its columns
    return [column for column in table.c if column.name not in names]


# Their readings are numbers; those are told by report and program.
_PINNED: Final = frozenset(
    {
        schema.TELLING,
        schema.EVIDENCE,
        schema.DATING,
        schema.REPRINT,
        schema.SIGHTED,
        schema.QUESTION_EVIDENCE,
        schema.VACANCY_EVIDENCE,
    }
)

# Numbers that depend on the order of reading, paths and wall-clock times are left out.
_CONTENT: Final[tuple[Select[Any], ...]] = (
    _of(*_without(_REPORT, "reading")).order_by(_REPORT.c.id, _REPORT.c.program),
    *(
        _by_report(table, *_without(table, "reading")).order_by(_REPORT.c.id, _REPORT.c.program, *order)
        for table, order in (
            (schema.BLOCK, (schema.BLOCK.c.ordinal,)),
            (schema.MENTION, (schema.MENTION.c.kind, schema.MENTION.c.ordinal)),
            (schema.DATING, ()),
        )
    ),
    *(_of(table).order_by(*table.primary_key.columns) for table in schema.DERIVED if table not in _PINNED),
    _by_report(schema.TELLING, *_without(schema.TELLING, "reading")).order_by(
        schema.TELLING.c.event, schema.TELLING.c.ordinal
    ),
    _by_report(schema.EVIDENCE, *_without(schema.EVIDENCE, "reading", "number")).order_by(
        schema.EVIDENCE.c.kind, schema.EVIDENCE.c.owner, schema.EVIDENCE.c.part, schema.EVIDENCE.c.ordinal
    ),
    _by_report(schema.REPRINT, _ORIGINAL.c.id, schema.REPRINT.c.printed)
    .join(_ORIGINAL, _ORIGINAL.c.reading == schema.REPRINT.c.original)
    .order_by(_REPORT.c.id, _REPORT.c.program),
    _by_report(schema.SIGHTED, *_without(schema.SIGHTED, "reading")).order_by(
        schema.SIGHTED.c.entity, schema.SIGHTED.c.ordinal
    ),
    _by_report(schema.QUESTION_EVIDENCE, *_without(schema.QUESTION_EVIDENCE, "reading")).order_by(
        schema.QUESTION_EVIDENCE.c.question, schema.QUESTION_EVIDENCE.c.ordinal
    ),
    _by_report(schema.VACANCY_EVIDENCE, *_without(schema.VACANCY_EVIDENCE, "reading")).order_by(
        schema.VACANCY_EVIDENCE.c.vacancy, schema.VACANCY_EVIDENCE.c.ordinal
    ),
    _of(schema.DERIVATION.c.program, schema.DERIVATION.c.digest),
)


def content_digest(connection: Connection) -> str:
    """Return the SHA-256 of the record's content, as 64 hexadecimal digits.

    Paths, wall-clock times and the ledger of skipped inputs do not count: the same reports read in
    any order, from any folder, at any time, give the same digest.
    """
    total = hashlib.sha256()
    for number, query in enumerate(_CONTENT):
        total.update(f"{number}\n".encode())
        for row in connection.execute(query):
            total.update(encode(tuple(row)).encode())
            total.update(b"\n")
    return total.hexdigest()
