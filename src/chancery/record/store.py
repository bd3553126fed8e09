"""The record: opened, added to, concluded and asked.

Each method is one transaction, unless it runs inside `Record.snapshot`. A `Record` belongs to one
thread at a time; programs that share a record each open their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Self

from sqlalchemy import Connection

from chancery import __version__
from chancery.model.decisions import Anchor, Decision, DecisionKind
from chancery.model.facts import Conclusions
from chancery.model.mentions import Observations
from chancery.model.reference import Reference, ReferenceTable
from chancery.model.text import Report, Skipped
from chancery.record import conclusions as derived
from chancery.record import decisions, faults, files, history, observations, originals, references, search, superseded
from chancery.record.address import Address, Place, place_of
from chancery.record.answers import Answers
from chancery.record.digest import content_digest
from chancery.record.originals import Original
from chancery.record.postgresql import open_address
from chancery.record.runs import Run

BUSY_S: Final = 5.0  # a `conclude` of 500 reports holds the file for 0.15 s, an `add` for 3 ms (two busy cores)


def utc_now() -> dt.datetime:
    """Return the time by the wall clock, in UTC."""
    return dt.datetime.now(dt.UTC)


class Record(Answers):
    """A record that is open; what can be asked of it is in `Answers`.

    Attributes:
        path: Where it lies.
        readonly: Whether it was opened for questions only.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Record.open(f"{folder}/a.db", create=True) as record:
        ...     record.counts()["reports"]
        0
    """

    def __init__(self, path: Place, connection: Connection, *, readonly: bool, now: Callable[[], dt.datetime]) -> None:
        """Take an open connection; use `Record.open`."""
        super().__init__(path, connection, readonly=readonly, now=now)
        self._basis: tuple[int, ...] | None = None
        self._decided: int | None = None

    @classmethod
    def open(
        cls,
        path: str | Place,
        *,
        create: bool = False,
        readonly: bool = False,
        busy_s: float = BUSY_S,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> Self:
        """Open a record.

        Args:
            path: The file, or an address in a database that begins with `postgresql://`.
            create: Make an empty record if there is none.
            readonly: Change nothing; works in a read-only folder too.
            busy_s: How long to wait for another program that writes, in seconds.
            now: The clock for the ledger.

        Raises:
            RecordError: If the file is missing (C024), is no record (C020), comes from a newer version
                (C021), cannot be written (C022), is in use (C023) or damaged (C025), or its database cannot be
                reached (C026).
        """
        place = place_of(path)
        with faults.translated(place, opening=True):
            if isinstance(place, Address):
                connection = open_address(place, create=create, readonly=readonly, busy_s=busy_s)
            else:
                connection = files.open_file(place, create=create, readonly=readonly, busy_s=busy_s)
            return cls(place, connection, readonly=readonly, now=now)

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
                search.index_report(connection, reading, report.title, report.text)
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

    # -- what people decided --

    def decide(
        self,
        kind: DecisionKind,
        *,
        by: str,
        because: str,
        targets: Sequence[Anchor] = (),
        field: str | None = None,
        value: str | None = None,
        undoes: int | None = None,
    ) -> Decision:
        """Add a line to the log of decisions; it takes effect when the record is concluded again.

        Args:
            kind: What is decided.
            by: Who decides.
            because: Why.
            targets: What it is about.
            field: Which value is set.
            value: The value.
            undoes: The number of the decision that is taken back.

        Raises:
            QueryError: If there is no such decision to undo, or it is undone already (C080).
            InputError: If a text holds characters that no text has.
            RecordError: If the record cannot be written or is in use.
        """
        draft = Decision(
            number=0, kind=kind, by=by, because=because, at=self._at(), targets=tuple(targets), field=field,
            value=value, undoes=undoes,
        )  # fmt: skip
        with self._writing() as connection:
            return decisions.add(connection, draft)

    def decided(self) -> tuple[Decision, ...]:
        """Return the whole log of decisions; the next `conclude` counts as following these."""
        log = self.decisions()
        self._decided = log[-1].number if log else 0
        return log

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

        They count as derived from what the last `inputs` of this `Record` yielded, and as following what the
        last `decided` returned, or from all that the record holds if these were not called. Reports and
        decisions added since leave `is_concluded` false. What changed is kept, with its causes.

        Raises:
            UnsupportedFact: If a quote is not what its report says.
            ValueError: If the conclusions name reports or entities that do not exist.
            RecordError: If the record cannot be written or is in use.
        """
        with self._writing() as connection:
            readings = self._basis if self._basis is not None else observations.newest_readings(connection)
            decided = self._decided if self._decided is not None else decisions.last(connection)
            before, at = superseded.datings(connection), self._at()
            turn = history.find_changes(connection, conclusions)
            derived.replace_all(connection, conclusions, readings)
            search.index_evidence(connection)
            superseded.keep(connection, before, at=at)
            run = Run(
                number=0,
                at=at,
                program=program,
                digest=_digest(connection, readings, decided),
                last_reading=max(readings, default=0),
                last_decision=decided,
                reference=references.digest_of(connection),
            )
            history.keep(connection, turn, run, conclusions.outcomes)
            derived.note_derivation(connection, program=program, digest=run.digest, at=at)
        self._basis = self._decided = None

    def digest(self) -> str:
        """Return a hash of everything the record says, without paths and wall-clock times."""
        with self._reading() as connection:
            return content_digest(connection)


def _digest(connection: Connection, readings: Sequence[int], decided: int | None = None) -> str:
    """Return a hash of what conclusions are derived from: readings, reference tables and decisions if there are any."""
    read, known = observations.digest_of(connection, readings), references.digest_of(connection)
    return read + known + decisions.digest_of(connection, decided)
