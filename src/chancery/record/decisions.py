"""The log of decisions, to which lines are added and from which none is taken, and what became of each.

Every function works inside a transaction of its caller.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from chancery.errors import QueryError
from chancery.model.decisions import Anchor, Decision, DecisionKind, Outcome, Review, in_force
from chancery.record.codec import decode, encode
from chancery.record.lasting import DECISION
from chancery.record.observations import check_text
from chancery.record.schema import OUTCOME


def add(connection: Connection, draft: Decision) -> Decision:
    """Add a decision to the log.

    Args:
        connection: Inside a transaction that may write.
        draft: The decision; its number is given here.

    Returns:
        The decision as it was kept.

    Raises:
        QueryError: If it undoes what is not there, or is undone already (C080).
        InputError: If a text holds characters that no text has.
    """
    check_text("a decision", draft.by, draft.because, draft.value or "")
    if draft.undoes is not None:
        _check_undo(read(connection), draft.undoes)
    decision = replace(draft, number=last(connection) + 1)
    row = {
        name: getattr(decision, name)
        for name in ("number", "by", "because", "at", "field", "value", "undoes")
    }  # fmt: skip
    connection.execute(insert(DECISION), {**row, "kind": decision.kind.value, "targets": encode(decision.targets)})
    return decision


def _check_undo(log: tuple[Decision, ...], number: int) -> None:
    known = {decision.number: decision for decision in log}
    if number not in known:
        raise QueryError("C080", f"There is no decision {number}.", "`chancery decisions` lists them.")
    taken_back = {one.undoes for one in log if one.undoes is not None and _holds(log, one.number)}
    if number in taken_back:
        raise QueryError("C080", f"Decision {number} is undone already.", "`chancery decisions` lists them.")


def _holds(log: tuple[Decision, ...], number: int) -> bool:
    """Tell whether an undo was not taken back itself."""
    return not any(one.undoes == number and _holds(log, one.number) for one in log)


def read(connection: Connection) -> tuple[Decision, ...]:
    """Return the whole log."""
    return tuple(_decision(row) for row in connection.execute(select(DECISION).order_by(DECISION.c.number)))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        number=row.number,
        kind=DecisionKind(row.kind),
        by=row.by,
        because=row.because,
        at=row.at,
        targets=decode(row.targets, tuple[Anchor, ...]),
        field=row.field,
        value=row.value,
        undoes=row.undoes,
    )


def last(connection: Connection) -> int:
    """Return the number of the last decision, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(DECISION.c.number), 0))).scalar_one())


def digest_of(connection: Connection, until: int | None = None) -> str:
    """Return a hash of the log, without the times; empty where nobody has decided anything.

    Args:
        connection: Inside a transaction.
        until: The number of the last decision that counts; None for all.
    """
    columns = [column for column in DECISION.c if column.name != "at"]
    query = select(*columns).order_by(DECISION.c.number)
    rows = connection.execute(query if until is None else query.where(DECISION.c.number <= until)).all()
    return hashlib.sha256("".join(f"{encode(tuple(row))}\n" for row in rows).encode()).hexdigest() if rows else ""


def outcomes(connection: Connection) -> dict[int, Outcome]:
    """Return what became of the decisions, by number."""
    return {
        row.decision: Outcome(decision=row.decision, entries=decode(row.entries, tuple[str, ...]), lost=row.lost)
        for row in connection.execute(select(OUTCOME).order_by(OUTCOME.c.decision))
    }


def reviews(connection: Connection) -> dict[str, Review]:
    """Return who says that an entry is right, by the entry's id; of several the latest."""
    told = outcomes(connection)
    found: dict[str, Review] = {}
    for decision in in_force(read(connection)):
        outcome = told.get(decision.number)
        if decision.kind is DecisionKind.RIGHT and outcome is not None and outcome.lost is None:
            review = Review(by=decision.by, at=decision.at, because=decision.because, decision=decision.number)
            found.update(dict.fromkeys(outcome.entries, review))
    return found
