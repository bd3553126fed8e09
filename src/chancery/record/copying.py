"""Copies a record whole from one store into another: every row under its own number, in one transaction.

The guards of the target look at each row, so a quote that its report does not say is not copied either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, func, insert, select, text

from chancery.errors import RecordError
from chancery.record import schema, search
from chancery.record.lasting import CHANGE, DECISION, IMPRINT, RUN
from chancery.record.store import Record
from chancery.record.stores import is_server

# Those that others refer to first; a test holds them against all tables there are.
TABLES: Final[tuple[Table, ...]] = (
    schema.REPORT,
    schema.ORIGINAL,
    schema.BLOCK,
    schema.MENTION,
    schema.LEDGER,
    schema.REFERENCE_TABLE,
    schema.REFERENCE_ROW,
    DECISION,
    *schema.DERIVED,
    schema.DERIVATION,
    schema.DATING_PAST,
    RUN,
    CHANGE,
    IMPRINT,
)
_ROWS: Final = 500  # in memory at once
_NUMBERED: Final = (schema.REPORT, schema.LEDGER, schema.EVIDENCE, schema.DATING_PAST)


def copy_record(source: Record, target: Record, told: Callable[[int, int], None] | None = None) -> int:
    """Copy everything that one record holds into another, which is empty.

    Args:
        source: An open record; what others write to it meanwhile is not copied.
        target: An open record, in which nothing may be.
        told: Called with the number of rows copied and that of all.

    Returns:
        How many rows were copied.

    Raises:
        RecordError: C027 if the target is not empty; it stays as it was. Others if a store cannot be used.
    """
    done = 0
    with source.transaction() as giving, target.transaction(writing=True) as taking:
        if full := [table.name for table in TABLES if _count(taking, table)]:
            problem = f"{target.path} is not empty: it has entries in {full[0]!r}."
            raise RecordError("C027", problem, "Name a record that does not exist yet.")
        total = sum(_count(giving, table) for table in TABLES)
        for table in TABLES:
            for rows in _rows_of(giving, table):
                taking.execute(insert(table), rows)
                if table is schema.REPORT:
                    _index(taking, rows)
                done += len(rows)
                if told:
                    told(done, total)
        search.index_evidence(taking)
        _count_on(taking)
    return done


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _rows_of(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table in the order of their keys, some at a time."""
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_ROWS)
    with connection.execute(query) as found:
        for rows in found.mappings().partitions():
            yield [dict(row) for row in rows]


def _index(connection: Connection, reports: Sequence[dict[str, Any]]) -> None:
    for row in reports:
        search.index_report(connection, row["reading"], row["title"], row["text"])


def _count_on(connection: Connection) -> None:
    """Let the server number new rows from the last one that came under its own number."""
    if not is_server(connection):
        return
    for table in _NUMBERED:
        (key,) = table.primary_key.columns
        last = connection.execute(select(func.max(key))).scalar_one()
        if last is not None:
            names = {"table": table.name, "key": key.name, "last": last}
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, :key), :last)"), names)
