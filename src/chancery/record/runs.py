"""The runs that concluded something, numbered from 1.

Every function works inside a transaction of its caller.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from chancery.errors import QueryError
from chancery.record.lasting import RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run that concluded something.

    Attributes:
        number: From 1.
        program: Which program concluded.
        digest: Hash of what it concluded from.
        last_reading: The number of the last reading that it took in.
        last_decision: The number of the last decision that it followed.
        reference: Hash of the reference tables.
    """

    number: int
    at: str
    program: str
    digest: str
    last_reading: int
    last_decision: int
    reference: str


def runs(connection: Connection) -> tuple[Run, ...]:
    """Return all runs, the first first."""
    return tuple(Run(**row._mapping) for row in connection.execute(select(RUN).order_by(RUN.c.number)))  # noqa: SLF001


def run(connection: Connection, number: int) -> Run:
    """Return one run.

    Raises:
        QueryError: If there was none of this number (C084).
    """
    found = connection.execute(select(RUN).where(RUN.c.number == number)).first()
    if found is None:
        raise QueryError("C084", f"The record has no run {number}.", "`chancery changes --runs` lists them.")
    return Run(**found._mapping)  # noqa: SLF001 - the documented way to a row's names


def last(connection: Connection) -> int:
    """Return the number of the last run, 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(RUN.c.number), 0))).scalar_one())


def is_last(connection: Connection, number: int) -> bool:
    """Tell whether a run is the last one."""
    return number == last(connection) > 0


def add(connection: Connection, this: Run) -> None:
    """Keep a run under its number."""
    connection.execute(insert(RUN), {name: getattr(this, name) for name in RUN.c.keys()})  # noqa: SIM118 - columns
