"""What can be asked of a record; each question is one transaction, unless it is asked in a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import ColumnElement

from chancery.errors import QueryError
from chancery.model.dates import Edtf
from chancery.model.decisions import Decision, Outcome, Review
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Dating, Question, Reprint, Sighted
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity, Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.text import Report
from chancery.record import (
    decisions,
    facts,
    history,
    identities,
    observations,
    originals,
    past,
    queries,
    runs,
    schema,
    search,
    superseded,
    vacancies,
)
from chancery.record.opened import Opened
from chancery.record.past import Change
from chancery.record.queries import Day, Found
from chancery.record.runs import Run
from chancery.record.search import Hit
from chancery.record.superseded import PastDating


class Answers(Opened):
    """A record that is open, as one that is asked."""

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

    def readings_of(self, report_ids: Iterable[str]) -> Iterator[tuple[Report, Observations]]:
        """Yield those of these reports that the record holds, with what their newest readings found."""
        for report_id in sorted(set(report_ids)):
            with self._reading() as connection:
                pair = observations.newest(connection, report_id)
            if pair is not None:
                yield pair

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
            since: First day, or a date whose first day is meant; of words without a day that of their report.
            until: Last day, or a date whose last day is meant.
        """
        conditions: list[ColumnElement[bool]] = queries.said_within(since, until)
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

    def vacancies(self) -> tuple[Vacancy, ...]:
        """Return the positions that reports call vacant, in the order of the ids."""
        with self._reading() as connection:
            return vacancies.vacancies(connection)

    def vacancy(self, name: str) -> Vacancy | None:
        """Return the only vacancy with this id, or one that begins so; None if there is none, or several.

        A vacancy is no entry that can be decided about, so that `find` does not know it.
        """
        wanted = name.strip()
        with self._reading() as connection:
            return vacancies.vacancy(connection, wanted) if wanted.startswith(vacancies.PREFIX) else None

    def decisions(self) -> tuple[Decision, ...]:
        """Return the log of decisions, the first first."""
        with self._reading() as connection:
            return decisions.read(connection)

    def outcomes(self) -> dict[int, Outcome]:
        """Return what became of the decisions in force when the record was concluded, by number."""
        with self._reading() as connection:
            return decisions.outcomes(connection)

    def reviews(self) -> dict[str, Review]:
        """Return who says that an entry is right, by the entry's id; the latest word of each."""
        with self._reading() as connection:
            return decisions.reviews(connection)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs that concluded something, the first first."""
        with self._reading() as connection:
            return runs.runs(connection)

    def changes(self, since: int) -> Iterator[tuple[Run, tuple[Change, ...]]]:
        """Yield what each run after run `since` changed, the latest run first.

        Raises:
            QueryError: If there was no such run (C084).
        """
        with self._reading() as connection:
            yield from past.changes(connection, since)

    def changes_of(self, run: int, kind: str, limit: int) -> tuple[Change, ...]:
        """Return the first changes that a run made to entries of one kind.

        Raises:
            QueryError: If there was no such run (C084).
        """
        with self._reading() as connection:
            return past.changes_of(connection, run, kind, limit)

    def change_counts(self) -> dict[int, dict[tuple[str, str], int]]:
        """Return how many entries each run gained, lost and altered: by run, then by kind and turn."""
        with self._reading() as connection:
            return past.change_counts(connection)

    def learned(self, entry: str) -> int | None:
        """Return the run since which the record holds an entry, under whatever id; None if it does not."""
        with self._reading() as connection:
            return history.learned(connection, entry)

    @contextmanager
    def as_of(self, run: int | None) -> Iterator[Self]:
        """Answer every question inside the block as the record would have after a run; None means now.

        Full-text search is not held to it.

        Args:
            run: The number of a run.

        Raises:
            QueryError: If there was no such run (C084).
        """
        with self._reading(beside=True) as connection:
            if run is None or runs.is_last(connection, run):
                yield self
                return
            with past.restored(connection, run, readonly=self.readonly):
                yield self

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
                outcomes=tuple(self.outcomes().values()),
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
            return search.search(connection, words, limit)

    def counts(self) -> dict[str, int]:
        """Return how many entries of each kind there are, and how many inputs were skipped."""
        with self._reading() as connection:
            return queries.counts(connection)


def _unknown(kind: str, name: str) -> QueryError:
    return QueryError("C050", f"The record has no {kind} {name}.", "`chancery show` takes the beginning of an id too.")
