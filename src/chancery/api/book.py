"""A record as Python programs and notebooks use it: read into it, ask it, look at what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from chancery.api.comparison import Comparison
from chancery.api.hits import Hits
from chancery.api.relation import Relation
from chancery.api.results import Entry, F, Results, Shape
from chancery.errors import QueryError
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.offices import Entity, Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record.scope import Fact, all_evidence
from chancery.record.store import Record
from chancery.record.streams import Choice, each_event, each_pledge, each_quotation
from chancery.views import entry as telling
from chancery.views.asked import read_act
from chancery.views.exports import fact_rows
from chancery.views.exports.material import Material
from chancery.views.lookup import find_state
from chancery.views.relation import make_relation
from chancery.views.sources import Source, make_source
from chancery.views.vacancies import find_vacancies
from chancery.views.who import find_holdings, read_office

if TYPE_CHECKING:
    from chancery.pipeline import Summary

Day = str | dt.date | Edtf | None
"""A date as a user writes it: "2020", "2020-10", "2020-10-23", a `datetime.date`, or an `Edtf`."""
Words = str | Iterable[str] | None

_FOUND: Final = 50


class Book:
    """An open record.

    Example:
        >>> import tempfile, chancery
        >>> with tempfile.TemporaryDirectory() as folder, chancery.open(f"{folder}/my.db") as book:
        ...     book
        <Book my.db: 0 reports, 0 events, 0 quotations, 0 pledges>
    """

    def __init__(self, record: Record) -> None:
        """Take an open record; use `chancery.open`."""
        self.record = record

    # -- life --

    def close(self) -> None:
        """Close the file; what was read is in it already."""
        self.record.close()

    def __enter__(self) -> Self:
        """Return the book itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def __repr__(self) -> str:
        """Say what the record holds."""
        counts = self.record.counts()
        told = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("reports", "events", "quotations", "pledges"))
        return f"<Book {self.record.path.name}: {told}>"

    # -- reading --

    def read(self, *paths: str | Path, progress: Callable[[int, int | None, str], None] | None = None) -> Summary:
        """Read files, folders and addresses into the record, and conclude again.

        Args:
            *paths: As `chancery read` takes them.
            progress: Called with inputs done, inputs in all or None, and the one just done.

        Returns:
            How many reports were new, known or skipped, and why.

        Raises:
            InputError: If a path does not exist.
            RecordError: If the record cannot be written.
        """
        from chancery.api.reading import without_main  # noqa: PLC0415 - brings the readers of pages and documents
        from chancery.pipeline import read_paths  # noqa: PLC0415

        with without_main():
            return read_paths([Path(path) if isinstance(path, str) and "://" not in path else path for path in paths],
                              self.record, progress=progress)  # fmt: skip

    # -- questions --

    def events(
        self,
        state: Words = None,
        *,
        since: Day = None,
        until: Day = None,
        type: str | None = None,  # noqa: A002
    ) -> Results[Event]:
        """Return events in the order of time; those without a date come last.

        Args:
            state: A state by its code, name, adjective or capital, or an organisation; of several, all take part.
            since: Nothing that ended before.
            until: Nothing that began after.
            type: A PLOVER type, ELECT or OFFICE, also with a mode: "CONSULT/visit".

        Raises:
            QueryError: If a state or a type is not known.
        """
        with self.record.snapshot():
            choice = self._choice(state, since, until, type)
            return self._results([event for batch in each_event(self.record, choice) for event in batch], self._event)

    def quotations(
        self, speaker: str | None = None, *, state: Words = None, since: Day = None, until: Day = None
    ) -> Results[Quotation]:
        """Return quotations in the order of time.

        Args:
            speaker: Name or id of a person.
            state: States, one of which the speaker speaks for.
            since: Nothing said before.
            until: Nothing said after.
        """
        with self.record.snapshot():
            said = (q for batch in each_quotation(self.record, self._choice(state, since, until)) for q in batch)
            who = self._entity(speaker).id if speaker is not None else None
            return self._results([q for q in said if who in (None, q.speaker, *q.also)], self._quotation)

    def pledges(self, state: Words = None, *, since: Day = None, until: Day = None) -> Results[Pledge]:
        """Return pledges in the order of their first steps: of one state by it or to it, of several between them."""
        with self.record.snapshot():
            choice = self._choice(state, since, until)
            return self._results([p for batch in each_pledge(self.record, choice) for p in batch], self._pledge)

    def who(self, office: str, state: str, *, on: Day = None) -> Results[Occupancy]:
        """Return who held an office, in time; on a day, those who are known to first.

        Args:
            office: In any usual wording: "foreign minister".
            state: A state, or an organisation.
            on: A day, or any other date.
        """
        with self.record.snapshot():
            of = find_state(state, self.record)
            holdings = find_holdings(self.record, read_office(office), of, _edtf(on))
            return self._results([holding.occupancy for holding in holdings], self._occupancy)

    def vacancies(self, office: str, state: str, *, on: Day = None) -> tuple[Vacancy, ...]:
        """Return when reports call an office vacant, in time; never concluded from silence.

        Args:
            office: In any usual wording: "foreign minister".
            state: A state, or an organisation.
            on: A day, or any other date; what nothing rules out counts.
        """
        with self.record.snapshot():
            return find_vacancies(self.record, find_state(state, self.record), read_office(office), _edtf(on))

    def event(self, event_id: str) -> Entry[Event]:
        """Return one event by its id or the beginning of it."""
        with self.record.snapshot():
            kind, found = self.record.find(event_id)
            if not isinstance(found, Event):
                raise QueryError("C050", f"{event_id} is a {kind}, no event.", "`book.events()` has the ids.")
            return Entry(found, self._event.tell)

    def compare(self, event: str | Event | Entry[Event]) -> Comparison:
        """Set the reports of an event beside one another: who says what, and where they differ."""
        if isinstance(event, Event):
            entry = Entry(event, self._event.tell)
        else:
            entry = self.event(event) if isinstance(event, str) else event
        return Comparison(entry.told())

    def search(self, words: str, *, limit: int = _FOUND) -> Hits:
        """Return the reports, then the quotations, that hold all the words; best first."""
        with self.record.snapshot():
            return Hits(self.record.search(words, limit=limit), words)

    def relation(self, one: str, other: str, *, since: Day = None, until: Day = None) -> Relation:
        """Return the index of the relation of two states: PLOVER's intensities of their acts, by month."""
        with self.record.snapshot():
            choice = self._choice((one, other), since, until)
            events = (event for batch in each_event(self.record, choice) for event in batch)
            first, second = choice.states
            names = Material(self.record).names
            return Relation(make_relation(events, first, second), (names.state(first), names.state(second)))

    def entities(self) -> tuple[Entity, ...]:
        """Return the people, states, organisations and places of the record."""
        return self.record.entities()

    # -- how --

    def _choice(self, state: Words, since: Day, until: Day, act: str | None = None) -> Choice:
        words = [state] if isinstance(state, str) else list(state or ())
        kind, mode = read_act(act)
        codes = tuple(find_state(word, self.record) for word in words)
        return Choice(states=codes, since=_edtf(since), until=_edtf(until), type=kind, mode=mode)

    def _entity(self, name: str) -> Entity:
        kind, found = self.record.find(name)
        if not isinstance(found, Entity):
            raise QueryError("C050", f"{name} is a {kind}, no person.", "Give a name or the id of an entity.")
        return found

    def _results(self, facts: Sequence[F], shape: Shape[F]) -> Results[F]:
        return Results(facts, shape)

    def _shape(self, table: str, tell: Callable[..., Any], row: Callable[..., Any]) -> Shape[Any]:
        material = _Kept(self.record)
        return Shape(
            table=table,
            tell=lambda fact: tell(fact, material.get().names, self._sources(fact)),
            row=lambda fact: row(fact, material.get()),
        )

    @property
    def _event(self) -> Shape[Event]:
        return self._shape("events", telling.make_event_entry, fact_rows.event_row)

    @property
    def _quotation(self) -> Shape[Quotation]:
        return self._shape("quotations", telling.make_quotation_entry, fact_rows.quotation_row)

    @property
    def _pledge(self) -> Shape[Pledge]:
        return self._shape("pledges", telling.make_pledge_entry, fact_rows.pledge_row)

    @property
    def _occupancy(self) -> Shape[Occupancy]:
        return self._shape("occupancies", telling.make_occupancy_entry, fact_rows.occupancy_row)

    def _sources(self, fact: Fact) -> Mapping[str, Source]:
        """Return the reports that a fact cites, with the dates that were concluded for them."""
        cited: Iterable[Evidence] = all_evidence(fact)
        with self.record.snapshot():
            datings = {dating.report: dating for dating in self.record.datings()}
            names = sorted({item.report for item in cited})
            return {name: make_source(self.record.report(name), datings.get(name)) for name in names}


class _Kept:
    """The material of results, made when the first of them is shown or tabled."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._material: Material | None = None

    def get(self) -> Material:
        """Return it."""
        if self._material is None:
            self._material = Material(self._record)
        return self._material


def open(path: str | Path, *, readonly: bool = False) -> Book:  # noqa: A001 - `chancery.open` is what users write
    """Open a record, or make an empty one where there is none.

    Args:
        path: The file.
        readonly: Change nothing; then there must be a record.

    Raises:
        RecordError: If the file is no record (C020), comes from a newer version (C021), is missing (C024) ...
    """
    return Book(Record.open(path, create=not readonly, readonly=readonly))


def _edtf(day: Day) -> Edtf | None:
    """Read a date.

    Raises:
        UnsupportedFact: If it is none (C032).
    """
    if day is None or isinstance(day, Edtf):
        return day
    return Edtf.day(day) if isinstance(day, dt.date) else Edtf.parse(day)
