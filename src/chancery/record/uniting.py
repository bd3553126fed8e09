"""Unites records: what several hold goes into one, to be concluded again.

A report is known by its content, so one that two records hold is one report. Where programs of
different versions read it, the newest reading counts, as when one record is read again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from chancery.errors import RecordError
from chancery.record import observations, originals, schema
from chancery.record.store import Record

_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """What uniting did.

    Attributes:
        reports: Reports that the new record holds.
        shared: Those that more than one of the records held.
        reread: Those of the shared ones that programs of different versions had read.
        tables: Reference tables left out, since another of the same name says something else.
    """

    reports: int
    shared: int
    reread: int
    tables: tuple[str, ...]


def unite(into: Record, records: Sequence[Record]) -> United:
    """Copy readings, originals, paths and reference tables of records into a new one; nothing is concluded.

    Args:
        into: A new record.
        records: Those to be united, open for reading; of two reference tables with one name the first's counts.

    Raises:
        RecordError: If one holds decisions of people, which cannot be carried over yet, or `into` cannot be written.
    """
    _refuse_decisions(records)
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


def _refuse_decisions(records: Sequence[Record]) -> None:
    """Refuse records in which people have decided something: leaving that out silently would be worse than stopping.

    A store that keeps no decisions has no `decided`. Once it has, this is where their logs are united: in the order
    of time, contradictory ones as questions.
    """
    for record in records:
        decided = getattr(record, "decided", None)
        if decided is not None and decided():
            raise RecordError(
                "C026",
                f"{record.path} holds decisions of people, which cannot be united yet.",
                "Take them back, or read the other record's reports into it with `chancery read`.",
            )
