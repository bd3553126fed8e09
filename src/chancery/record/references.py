"""Keeps imported reference tables beside what reports say, never among it.

Every function works inside a transaction of its caller. A table is replaced by the next one of
its name, so that a newer edition of a file takes the place of the older.
"""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from chancery.model.reference import KnownState, Membership, Reference, ReferenceKind, ReferenceTable, Tenure
from chancery.record.codec import decode, encode
from chancery.record.observations import check_text
from chancery.record.schema import REFERENCE_ROW, REFERENCE_TABLE

_ROW_KINDS: Final = {
    ReferenceKind.OFFICEHOLDERS: Tenure,
    ReferenceKind.STATES: KnownState,
    ReferenceKind.ORGANISATIONS: Membership,
}


def put(connection: Connection, table: ReferenceTable, *, at: str) -> bool:
    """Store a table in place of the one with its name.

    Args:
        connection: Inside a transaction.
        table: The table.
        at: When it was imported.

    Returns:
        False if the same bytes are there already under this name; then nothing changes.

    Raises:
        InputError: If a text holds characters that no text has.
    """
    named = REFERENCE_TABLE.c.name == table.name
    known = connection.execute(select(REFERENCE_TABLE.c.digest, REFERENCE_TABLE.c.kind).where(named)).first()
    if known is not None and (known.digest, known.kind) == (table.digest, table.kind.value):
        return False
    check_text("a reference table", table.name)
    drop(connection, table.name)
    row = {"name": table.name, "kind": table.kind.value, "digest": table.digest, "at": at}
    connection.execute(insert(REFERENCE_TABLE), row)
    rows: list[Tenure | KnownState | Membership] = [*table.tenures, *table.states, *table.memberships]
    data = [{"name": table.name, "ordinal": i, "data": encode(one)} for i, one in enumerate(rows)]
    check_text("a reference table", *(str(one["data"]) for one in data))
    if data:
        connection.execute(insert(REFERENCE_ROW), data)
    return True


def drop(connection: Connection, name: str) -> bool:
    """Forget a table.

    Returns:
        Whether there was one of this name.
    """
    connection.execute(delete(REFERENCE_ROW).where(REFERENCE_ROW.c.name == name))
    return connection.execute(delete(REFERENCE_TABLE).where(REFERENCE_TABLE.c.name == name)).rowcount > 0


def read(connection: Connection) -> Reference:
    """Return all imported tables, in the order of their names."""
    tables = connection.execute(select(REFERENCE_TABLE).order_by(REFERENCE_TABLE.c.name)).all()
    return Reference(tables=tuple(_table(connection, row.name, ReferenceKind(row.kind), row.digest) for row in tables))


def _table(connection: Connection, name: str, kind: ReferenceKind, digest: str) -> ReferenceTable:
    query = select(REFERENCE_ROW.c.data).where(REFERENCE_ROW.c.name == name).order_by(REFERENCE_ROW.c.ordinal)
    rows: tuple[object, ...] = tuple(decode(data, _ROW_KINDS[kind]) for data in connection.execute(query).scalars())
    return ReferenceTable(
        name=name,
        kind=kind,
        digest=digest,
        tenures=tuple(row for row in rows if isinstance(row, Tenure)),
        states=tuple(row for row in rows if isinstance(row, KnownState)),
        memberships=tuple(row for row in rows if isinstance(row, Membership)),
    )


def digest_of(connection: Connection) -> str:
    """Return a hash of the imported tables; empty where there are none."""
    query = select(REFERENCE_TABLE.c.name, REFERENCE_TABLE.c.digest).order_by(REFERENCE_TABLE.c.name)
    rows = connection.execute(query).all()
    return hashlib.sha256("".join(f"{row.name} {row.digest}\n" for row in rows).encode()).hexdigest() if rows else ""
