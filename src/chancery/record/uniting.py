"""Unites records: what several hold goes into one, to be concluded again.

A report is known by its content, so one that two records hold is one report. Where programs of
different versions read it, the newest reading counts, as when one record is read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from sqlalchemy import select

from chancery.model.decisions import Decision, DecisionKind, in_force
from chancery.model.disputes import about_same, contradict, verdict_words
from chancery.record import decisions, observations, originals, schema
from chancery.record.store import Record

_NUMBER: Final = re.compile(r"\d+")
BY: Final = "chancery merge"
"""Who signs that two decisions were taken back since they do not go together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """What uniting did.

    Attributes:
        reports: Reports that the new record holds.
        shared: Those that more than one of the records held.
        reread: Those of the shared ones that programs of different versions had read.
        tables: Reference tables left out, since another of the same name says something else.
        contradictions: Decisions of people that do not go together and wait to be settled, one line each.
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

    Decisions of two records that contradict one another are taken back, both, until somebody decides again
    (`model/disputes.py`).

    Returns:
        A line for each such pair.
    """
    logs = [record.decisions() for record in records]
    lines = [(one.at, place, one.number, one) for place, log in enumerate(logs) for one in log]
    numbers: dict[tuple[int, int], int] = {}
    known: dict[Decision, int] = {}
    for _, place, number, decision in sorted(lines, key=lambda told: told[:3]):
        undoes = None if decision.undoes is None else numbers.get((place, decision.undoes))
        value = decision.value
        if undoes is not None and value is not None:  # the decision that contradicts the undone one
            value = str(numbers.get((place, int(value)), value))
        draft = replace(decision, number=0, undoes=undoes, value=value)
        if draft not in known:
            with into._writing() as connection:  # noqa: SLF001 - of one package
                known[draft] = decisions.add(connection, draft).number
        numbers[place, number] = known[draft]
    held = {one.number: one for one in in_force(into.decisions())}
    sides = [{numbers[place, one.number] for one in log} for place, log in enumerate(logs)]
    return tuple(_dispute(into, one, other) for one, other in _contradictions(held, sides))


def _contradictions(held: Mapping[int, Decision], sides: Sequence[set[int]]) -> list[tuple[Decision, Decision]]:
    """Return the pairs of decisions in force of which nobody knew both, and which contradict one another.

    Of what one record says twice of one thing, the later counts.
    """
    last: list[list[Decision]] = []
    for side in sides:
        mine = [held[number] for number in sorted(side) if number in held]
        last.append([one for at, one in enumerate(mine) if not any(about_same(one, later) for later in mine[at + 1 :])])
    pairs = {
        (min(one.number, other.number), max(one.number, other.number))
        for (here, mine), (there, theirs) in combinations(list(zip(sides, last, strict=True)), 2)
        for one in mine
        if one.number not in there
        for other in theirs
        if other.number not in here and contradict(one, other)
    }
    return [(held[one], held[other]) for one, other in sorted(pairs)]


def _dispute(into: Record, one: Decision, other: Decision) -> str:
    """Take back two decisions, but "not the same", each with the number of the other beside it; tell them in a line."""
    told = f"{verdict_words(one)}; {verdict_words(other)}"
    held = {decision.number for decision in in_force(into.decisions())}
    for mine, theirs in ((one, other), (other, one)):
        if mine.number in held and mine.kind not in {DecisionKind.APART, DecisionKind.SPLIT}:
            value = str(theirs.number)
            into.decide(DecisionKind.UNDO, by=BY, because=f"{told}; to be settled", undoes=mine.number, value=value)
    what = " and ".join(dict.fromkeys(target.label for target in one.targets[: 1 if one.field else None]))
    return f"{what}: {told}"
