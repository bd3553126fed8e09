"""Stores which people of which reports were joined and why, and the questions that this left open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Table, or_, select

from chancery.model.evidence import Evidence
from chancery.model.facts import Question, Sighted
from chancery.model.text import Span
from chancery.record.codec import decode, encode
from chancery.record.schema import QUESTION, QUESTION_EVIDENCE, REPORT, SIGHTED

_PLACE: Final = ("start", "end", "quote")


def sighted_rows(sighted: Iterable[Sighted], reading: Callable[[str], int]) -> list[dict[str, object]]:
    """Return the rows of people as reports name them.

    Args:
        sighted: The people.
        reading: Gives the reading shown of a report.
    """
    ordinals: dict[str, int] = defaultdict(int)
    rows: list[dict[str, object]] = []
    for one in sighted:
        because = {"entity": one.entity, "ordinal": ordinals[one.entity], "because": encode(one.because)}
        rows.append({**because, "name": one.name, **_place(one.evidence, reading)})
        ordinals[one.entity] += 1
    return rows


def question_rows(
    questions: Iterable[Question], reading: Callable[[str], int]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return the rows of questions, and those of their evidence."""
    rows: list[dict[str, object]] = []
    pins: list[dict[str, object]] = []
    for question in questions:
        people = {"one": question.one, "other": question.other, "because": encode(question.because)}
        rows.append({"id": question.id, "kind": question.kind, **people})
        pins.extend(
            {"question": question.id, "ordinal": ordinal, **_place(item, reading)}
            for ordinal, item in enumerate(question.evidence)
        )
    return rows, pins


def _place(item: Evidence, reading: Callable[[str], int]) -> dict[str, object]:
    place = dict(zip(_PLACE, (item.span.start, item.span.end, item.quote), strict=True))
    return {"reading": reading(item.report), **place}


def sighted(connection: Connection, entity: str | None = None) -> tuple[Sighted, ...]:
    """Return the people as reports name them, by entity; of one entity, or of all."""
    where = () if entity is None else (SIGHTED.c.entity == entity,)
    return tuple(
        Sighted(
            entity=row.entity,
            name=row.name,
            because=decode(row.because, tuple[str, ...]),
            evidence=Evidence(row.report, Span(row.start, row.end), row.quote),
        )
        for row in _pinned(connection, SIGHTED, where, (SIGHTED.c.entity, SIGHTED.c.ordinal))
    )


def questions(connection: Connection, entity: str | None = None) -> tuple[Question, ...]:
    """Return the open questions in the order of their ids; those about one entity, or all."""
    where = () if entity is None else (or_(QUESTION.c.one == entity, QUESTION.c.other == entity),)
    chosen = connection.execute(select(QUESTION).where(*where).order_by(QUESTION.c.id)).all()
    pins: dict[str, list[Evidence]] = defaultdict(list)
    of_chosen = (QUESTION_EVIDENCE.c.question.in_(select(QUESTION.c.id).where(*where)),)
    order = (QUESTION_EVIDENCE.c.question, QUESTION_EVIDENCE.c.ordinal)
    for row in _pinned(connection, QUESTION_EVIDENCE, of_chosen, order):
        pins[row.question].append(Evidence(row.report, Span(row.start, row.end), row.quote))
    return tuple(
        Question(
            id=row.id,
            kind=row.kind,
            one=row.one,
            other=row.other,
            because=decode(row.because, tuple[str, ...]),
            evidence=tuple(pins[row.id]),
        )
        for row in chosen
    )


def _pinned(
    connection: Connection, table: Table, where: Iterable[ColumnElement[bool]], order: Iterable[Column[Any]]
) -> Iterable[Any]:
    query = select(table, REPORT.c.id.label("report")).join(REPORT, REPORT.c.reading == table.c.reading)
    return connection.execute(query.where(*where).order_by(*order)).all()
