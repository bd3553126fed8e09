"""Unites records: what several hold goes into one, to be concluded again.

A report is known by its content, so one that two records hold is one report. Where programs of
different versions read it, the newest reading counts, as when one record is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select

from chancery.model.decisions import Anchor, Decision, DecisionKind, in_force
from chancery.record import decisions, observations, originals, schema
from chancery.record.store import Record

_NUMBER: Final = re.compile(r"\d+")
# Kinds of decision that answer the same question.
_SUBJECTS: Final[Mapping[DecisionKind, str]] = {
    DecisionKind.SAME: "identity",
    DecisionKind.APART: "identity",
    DecisionKind.SPLIT: "identity",
    DecisionKind.RIGHT: "truth",
    DecisionKind.WRONG: "truth",
    DecisionKind.SET: "value",
    DecisionKind.UNDO: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """What uniting did.

    Attributes:
        reports: Reports that the new record holds.
        shared: Those that more than one of the records held.
        reread: Those of the shared ones that programs of different versions had read.
        tables: Reference tables left out, since another of the same name says something else.
        contradictions: Decisions of people that do not go together, one line each.
    """

    reports: int
    shared: int
    reread: int
    tables: tuple[str, ...]
    contradictions: tuple[str, ...]


def unite(into: Record, records: Sequence[Record]) -> United:
    """Copy readings, originals, paths, decisions and reference tables of records into a new one; nothing is concluded.

    Args:
        into: A new record.
        records: Those to be united, open for reading; of two reference tables with one name the first's counts.

    Raises:
        RecordError: If `into` cannot be written.
    """
    readings = sorted(reading for place, record in enumerate(records) for reading in _readings(record, place))
    held: dict[str, set[int]] = {}
    programs: dict[str, set[tuple[int, ...]]] = {}
    for program, place, reading, name in readings:
        record = records[place]
        with record._reading() as connection:  # noqa: SLF001 - of one package
            report, found = observations.read(connection, reading)
            original = originals.shown_original(connection, name)
        into.add(report, found, original)
        for path in _paths(record, name):
            into.note_again(path, name, found.program)
        held.setdefault(name, set()).add(place)
        programs.setdefault(name, set()).add(program)
    for record in records:
        for skipped in record.skipped():
            into.note_skip(skipped)
    return United(
        reports=len(held),
        shared=sum(len(places) > 1 for places in held.values()),
        reread=sum(len(read_by) > 1 for read_by in programs.values()),
        tables=_unite_tables(into, records),
        contradictions=_unite_decisions(into, records),
    )


def _readings(record: Record, place: int) -> list[tuple[tuple[int, ...], int, int, str]]:
    """Return each report's newest reading with the program's version, by which readings are put in order."""
    report = schema.REPORT
    with record._reading() as connection:  # noqa: SLF001 - of one package
        newest = set(observations.newest_readings(connection))
        rows = connection.execute(select(report.c.reading, report.c.id, report.c.program)).all()
    return [(_version(row.program), place, row.reading, row.id) for row in rows if row.reading in newest]


def _version(program: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBER.findall(program))


def _paths(record: Record, report: str) -> list[str]:
    ledger = schema.LEDGER
    query = select(ledger.c.path).where(ledger.c.report == report).distinct().order_by(ledger.c.path)
    with record._reading() as connection:  # noqa: SLF001 - of one package
        return list(connection.execute(query).scalars())


def _unite_tables(into: Record, records: Sequence[Record]) -> tuple[str, ...]:
    known: dict[str, str] = {}
    left: list[str] = []
    for record in records:
        for table in record.reference().tables:
            if known.setdefault(table.name, table.digest) == table.digest:
                into.import_reference(table)
            else:
                left.append(table.name)
    return tuple(left)


def _unite_decisions(into: Record, records: Sequence[Record]) -> tuple[str, ...]:
    """Copy the logs of decisions in the order of time; what both hold counts once.

    Returns:
        A line for each pair of decisions of two records that contradict one another. The later holds until a person
        decides again.
    """
    logs = [(one.at, place, one.number, one) for place, record in enumerate(records) for one in record.decisions()]
    numbers: dict[tuple[int, int], int] = {}
    known: dict[Decision, int] = {}
    for _, place, number, decision in sorted(logs, key=lambda told: told[:3]):
        undoes = None if decision.undoes is None else numbers.get((place, decision.undoes))
        draft = replace(decision, number=0, undoes=undoes)
        if draft not in known:
            with into._writing() as connection:  # noqa: SLF001 - of one package
                known[draft] = decisions.add(connection, draft).number
        numbers[place, number] = known[draft]
    return tuple(_contradictions([in_force(record.decisions()) for record in records]))


def _contradictions(logs: Sequence[Sequence[Decision]]) -> Iterator[str]:
    said: dict[tuple[object, ...], tuple[int, Decision]] = {}
    for place, log in enumerate(logs):
        for decision in log:
            about = (_SUBJECTS[decision.kind], decision.field, frozenset(map(_anchored, decision.targets)))
            before = said.setdefault(about, (place, decision))
            other = before[1]
            if before[0] != place and (other.kind, other.value) != (decision.kind, decision.value):
                what = " and ".join(dict.fromkeys(target.label for target in decision.targets))
                first, second = _saying(other), _saying(decision)
                yield f"{what}: {other.by} says {first}, {decision.by} says {second}"


def _saying(decision: Decision) -> str:
    return decision.kind.value if decision.field is None else f"{decision.field} is {decision.value}"


def _anchored(anchor: Anchor) -> tuple[object, ...]:
    return anchor.kind, frozenset(anchor.pins) or anchor.entry
