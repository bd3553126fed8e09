"""The record: opened, added to, concluded and asked.

Each method is one transaction, unless it runs inside `Record.snapshot`. A `Record` belongs to one
thread at a time; programs that share a file each open their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import ColumnElement, Connection

from chancery import __version__
from chancery.errors import QueryError
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Dating, Question, Reprint, Sighted
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.reference import Reference, ReferenceTable
from chancery.model.text import Report, Skipped
from chancery.record import conclusions as derived
from chancery.record import (
    facts,
    faults,
    files,
    identities,
    observations,
    originals,
    queries,
    references,
    schema,
    superseded,
)
from chancery.record.digest import content_digest
from chancery.record.originals import Original
from chancery.record.queries import Day, Found, Hit
from chancery.record.superseded import PastDating

BUSY_S: Final = 5.0  # a `conclude` of 500 reports holds the file for 0.15 s, an `add` for 3 ms (two busy cores)


def utc_now() -> dt.datetime:
    """Return the time by the wall clock, in UTC."""
    return dt.datetime.now(dt.UTC)


class Record:
    """A record file that is open.

    Attributes:
        path: Where it lies.
        readonly: Whether it was opened for questions only.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Record.open(f"{folder}/a.db", create=True) as record:
        ...     record.counts()["reports"]
        0
    """

    def __init__(self, path: Path, connection: Connection, *, readonly: bool, now: Callable[[], dt.datetime]) -> None:
        """Take an open connection; use `Record.open`."""
        self.path = path
        self.readonly = readonly
        self._connection = connection
        self._now = now
        self._basis: tuple[int, ...] | None = None

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        readonly: bool = False,
        busy_s: float = BUSY_S,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> Self:
        """Open a record.

        Args:
            path: The file.
            create: Make an empty record if there is no file.
            readonly: Change nothing; works in a read-only folder too.
            busy_s: How long to wait for another program that writes, in seconds.
            now: The clock for the ledger.

        Raises:
            RecordError: If the file is missing (C024), is no record (C020), comes from a newer version
                (C021), cannot be written (C022), is in use (C023) or damaged (C025).
        """
        file = Path(path)
        with faults.translated(file, opening=True):
            if create and not readonly and not files.is_taken(file):
                files.make(file)
            files.check_kind(file)
            if create and not readonly:
                files.clear_left(file)
            opened = files.open_for_reading if readonly else files.open_for_writing
            return cls(file, opened(file, busy_s), readonly=readonly, now=now)

    def close(self) -> None:
        """Close the file; what was added is in it already."""
        self._connection.close()
        self._connection.engine.dispose()

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    # -- what each report says --

    def holds(self, report_id: str, program: str) -> bool:
        """Tell whether this program's reading of the report is already there."""
        with self._reading() as connection:
            return observations.reading_of(connection, report_id, program) is not None

    def add(self, report: Report, found: Observations, original: Original | None = None) -> bool:
        """Store what a report says, with its original and a line in the ledger, in one transaction.

        Args:
            report: The report.
            found: What extraction found in it.
            original: What it was read from; None keeps none.

        Returns:
            False if it was there already. Then nothing changes, except that the ledger names the
            path if it has not yet done so.

        Raises:
            InputError: If a text holds characters that no text has.
            UnsupportedFact: If a mention does not lie in the report.
            RecordError: If the record cannot be written or is in use.
        """
        with self._writing() as connection:
            new = observations.reading_of(connection, report.id, found.program) is None
            if new:
                reading = observations.add(connection, report, found)
                if original is not None:
                    originals.add(connection, reading, original)
            entry = Skipped(report.path, observations.READ, "")
            observations.note(connection, entry, report_id=report.id, program=found.program, at=self._at())
            return new

    def note_again(self, path: str, report_id: str, program: str) -> bool:
        """Write down that a report which the record holds also lies at `path`.

        Returns:
            Whether the ledger did not say so already.
        """
        with self._writing() as connection:
            entry = Skipped(path, observations.READ, "")
            return observations.note(connection, entry, report_id=report_id, program=program, at=self._at())

    def note_skip(self, skipped: Skipped, program: str = __version__) -> bool:
        """Write down that an input gave no report, and why.

        Returns:
            Whether the ledger did not say so already.
        """
        with self._writing() as connection:
            return observations.note(connection, skipped, report_id=None, program=program, at=self._at())

    def has_path(self, path: str, program: str) -> bool:
        """Tell whether this program has read a report at `path`."""
        with self._reading() as connection:
            return observations.has_path(connection, path, program)

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the inputs that gave no report when last tried, by path."""
        with self._reading() as connection:
            return observations.skipped(connection)

    def inputs(self) -> Iterator[tuple[Report, Observations]]:
        """Yield each report with what its newest reading found, in the order of the ids.

        The next `conclude` counts as derived from these.
        """
        with self._reading() as connection:
            readings = self._basis = observations.newest_readings(connection)
        for reading in readings:
            with self._reading() as connection:
                pair = observations.read(connection, reading)
            yield pair

    def observations_digest(self) -> str:
        """Return a hash of what `inputs` yields."""
        with self._reading() as connection:
            return observations.digest_of(connection, observations.newest_readings(connection))

    # -- reference tables --

    def import_reference(self, table: ReferenceTable) -> bool:
        """Store a reference table in place of the one with its name, in one transaction.

        Returns:
            False if it was there already. Conclusions drawn before then leave `is_concluded` false.

        Raises:
            InputError: If a text holds characters that no text has.
            RecordError: If the record cannot be written or is in use.
        """
        with self._writing() as connection:
            return references.put(connection, table, at=self._at())

    def forget_reference(self, name: str) -> bool:
        """Forget a reference table; return whether there was one of this name."""
        with self._writing() as connection:
            return references.drop(connection, name)

    def reference(self) -> Reference:
        """Return all imported reference tables, in the order of their names."""
        with self._reading() as connection:
            return references.read(connection)

    # -- what all reports add up to --

    def is_concluded(self, program: str = __version__) -> bool:
        """Tell whether the conclusions are this program's, from all that the record holds by now."""
        with self._reading() as connection:
            newest = observations.newest_readings(connection)
            behind = derived.derivation(connection)
            return behind == (program, _digest(connection, newest)) or not (newest or behind)

    def conclude(self, conclusions: Conclusions, program: str = __version__) -> None:
        """Replace all conclusions, in one transaction.

        They count as derived from what the last `inputs` of this `Record` yielded, or from all that
        the record holds if it was not called. Reports added since leave `is_concluded` false.

        Raises:
            UnsupportedFact: If a quote is not what its report says.
            ValueError: If the conclusions name reports or entities that do not exist.
            RecordError: If the record cannot be written or is in use.
        """
        with self._writing() as connection:
            readings = self._basis if self._basis is not None else observations.newest_readings(connection)
            before = superseded.datings(connection)
            derived.replace_all(connection, conclusions, readings)
            superseded.keep(connection, before, at=self._at())
            digest = _digest(connection, readings)
            derived.note_derivation(connection, program=program, digest=digest, at=self._at())
        self._basis = None

    def digest(self) -> str:
        """Return a hash of everything the record says, without paths and wall-clock times."""
        with self._reading() as connection:
            return content_digest(connection)

    # -- questions --

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        """Answer every question inside the block from one state of the record."""
        with self._reading():
            yield self

    def reports(self) -> tuple[Report, ...]:
        """Return all reports, in the order of their ids."""
        return tuple(self.each_report())

    def each_report(self) -> Iterator[Report]:
        """Yield all reports in the order of their ids, one in memory at a time."""
        with self._reading() as connection:
            ids = observations.shown_ids(connection)
        for report_id in ids:
            yield self.report(report_id)

    def report(self, report_id: str) -> Report:
        """Return one report.

        Raises:
            QueryError: If the record has none with this id.
        """
        with self._reading() as connection:
            report = observations.shown_report(connection, report_id)
        if report is None:
            raise _unknown("report", report_id)
        return report

    def original(self, report_id: str) -> str | None:
        """Return what a report was read from, as characters; `Report.alignment` counts these.

        Returns:
            The decoded original, or None where the record keeps none.
        """
        with self._reading() as connection:
            kept = originals.shown_original(connection, report_id)
        return None if kept is None else kept.text(self.path)

    def languages(self) -> dict[str, int]:
        """Return how many reports are in each language, the most common first; "" is not known."""
        with self._reading() as connection:
            return observations.languages(connection)

    def entities(self, *, kind: EntityKind | None = None) -> tuple[Entity, ...]:
        """Return the entities, in the order of their ids."""
        with self._reading() as connection:
            return facts.entities(connection, [] if kind is None else [schema.ENTITY.c.kind == kind.value])

    def entity(self, entity_id: str) -> Entity:
        """Return one entity.

        Raises:
            QueryError: If the record has none with this id.
        """
        with self._reading() as connection:
            found = facts.entities(connection, [schema.ENTITY.c.id == entity_id])
        if not found:
            raise _unknown("entity", entity_id)
        return found[0]

    def events(
        self,
        *,
        states: Iterable[str] = (),
        since: Day = None,
        until: Day = None,
        type: str | None = None,  # noqa: A002 - PLOVER's word for it
    ) -> tuple[Event, ...]:
        """Return events in the order of time; those without a date come last.

        Args:
            states: Codes of states (or ids of organisations) that must all take part.
            since: First day, or a date whose first day is meant.
            until: Last day, or a date whose last day is meant.
            type: PLOVER type.
        """
        conditions = [*queries.taken_part_in_by(states), *queries.within(schema.EVENT, since, until)]
        if type is not None:
            conditions.append(schema.EVENT.c.type == type)
        with self._reading() as connection:
            return facts.events(connection, conditions)

    def event(self, event_id: str) -> Event:
        """Return one event.

        Raises:
            QueryError: If the record has none with this id.
        """
        with self._reading() as connection:
            found = facts.events(connection, [schema.EVENT.c.id == event_id])
        if not found:
            raise _unknown("event", event_id)
        return found[0]

    def quotations(
        self, *, speaker: str | None = None, state: str | None = None, since: Day = None, until: Day = None
    ) -> tuple[Quotation, ...]:
        """Return quotations in the order of time; those without a date come last.

        Args:
            speaker: Id of an entity that speaks, alone or with others.
            state: Code of the state that the speaker speaks for.
            since: First day, or a date whose first day is meant.
            until: Last day, or a date whose last day is meant.
        """
        conditions: list[ColumnElement[bool]] = queries.within(schema.QUOTATION, since, until)
        if speaker is not None:
            conditions.append(queries.spoken_by(speaker))
        if state is not None:
            conditions.append(schema.QUOTATION.c.state == state)
        with self._reading() as connection:
            return facts.quotations(connection, conditions)

    def pledges(self) -> tuple[Pledge, ...]:
        """Return all pledges in the order of their first steps."""
        with self._reading() as connection:
            return facts.pledges(connection)

    def occupancies(self, *, holder: str | None = None) -> tuple[Occupancy, ...]:
        """Return occupancies by post and in time, all or those of one person."""
        with self._reading() as connection:
            return facts.occupancies(connection, [] if holder is None else [schema.OCCUPANCY.c.holder == holder])

    def datings(self) -> tuple[Dating, ...]:
        """Return when each report was published, as concluded from all of them."""
        with self._reading() as connection:
            return facts.datings(connection)

    def reprints(self) -> tuple[Reprint, ...]:
        """Return the reports that print the text of another, in the order of their ids."""
        with self._reading() as connection:
            return facts.reprints(connection)

    def past_datings(self, report_id: str) -> tuple[PastDating, ...]:
        """Return what the record thought of a report's date before, earliest first."""
        with self._reading() as connection:
            return superseded.past(connection, report_id)

    def sighted(self, entity: str | None = None) -> tuple[Sighted, ...]:
        """Return the people as reports name them, with why they were joined; of one entity, or of all."""
        with self._reading() as connection:
            return identities.sighted(connection, entity)

    def questions(self, entity: str | None = None) -> tuple[Question, ...]:
        """Return what resolution left open, in the order of the ids; about one entity, or all."""
        with self._reading() as connection:
            return identities.questions(connection, entity)

    def conclusions(self) -> Conclusions:
        """Return everything that was concluded, from one state of the record."""
        with self.snapshot():
            return Conclusions(
                entities=self.entities(),
                occupancies=self.occupancies(),
                events=self.events(),
                quotations=self.quotations(),
                pledges=self.pledges(),
                sighted=self.sighted(),
                questions=self.questions(),
                datings=self.datings(),
                reprints=self.reprints(),
            )

    def holders(self, office: str, of: str, on: Edtf) -> tuple[str, ...]:
        """Return the ids of those who may have held an office on a date, the likeliest first."""
        with self._reading() as connection:
            return queries.holders(connection, office, of, on)

    def evidence_of(self, fact_id: str) -> tuple[Evidence, ...]:
        """Return all evidence of a fact and of its parts, each once, as it stands in the reports.

        Raises:
            QueryError: If the record has no fact with this id.
        """
        with self._reading() as connection:
            found = facts.evidence_of(connection, fact_id)
        if not found:
            raise _unknown("fact", fact_id)
        return found

    def find(self, name: str) -> tuple[str, Found]:
        """Return the kind and the entry with this id, name of an entity or beginning of an id.

        Raises:
            QueryError: If nothing (C050) or more than one entry (C052) fits.
        """
        with self._reading() as connection:
            return queries.find(connection, name)

    def search(self, words: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Return the reports, then the quotations, that hold all the words; best first."""
        with self._reading() as connection:
            return queries.search(connection, words, limit)

    def counts(self) -> dict[str, int]:
        """Return how many entries of each kind there are, and how many inputs were skipped."""
        with self._reading() as connection:
            return queries.counts(connection)

    # -- transactions --

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with faults.translated(self.path):
            if self._connection.in_transaction():
                yield self._connection
                return
            with self._connection.begin():
                self._connection.exec_driver_sql("BEGIN")
                yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.readonly:
            raise faults.unwritable(self.path, "it was opened for reading only")
        with faults.translated(self.path), self._connection.begin():
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield self._connection

    def _at(self) -> str:
        return self._now().isoformat(timespec="seconds")


def _unknown(kind: str, name: str) -> QueryError:
    return QueryError("C050", f"The record has no {kind} {name}.", "`chancery show` takes the beginning of an id too.")


def _digest(connection: Connection, readings: Sequence[int]) -> str:
    """Return a hash of what conclusions are derived from: readings, and reference tables if there are any."""
    return observations.digest_of(connection, readings) + references.digest_of(connection)
