"""What every format is made from: the chosen facts in batches, what they cite, and who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, TypeVar

from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record.scope import Fact, Scope, all_evidence, find_scope
from chancery.record.store import Record
from chancery.record.streams import (
    Choice,
    Cited,
    chosen_events,
    chosen_quotations,
    cited,
    each_document,
    each_event,
    each_occupancy,
    each_pledge,
    each_quotation,
)
from chancery.views.labels import Names
from chancery.views.sources import safe_link

SHORT: Final = 200  # characters of evidence where the full text was not asked for
SEPARATOR: Final = "; "

F = TypeVar("F", Event, Quotation, Pledge, Occupancy)


@dataclass(slots=True)
class Losses:
    """What a format cannot hold: counted by reason, and told to `sink` one by one where there is one.

    Example:
        >>> losses = Losses()
        >>> losses.note("the place of an event", "e-1"); losses.note("the place of an event", "e-2")
        >>> losses.lines()
        ['the place of an event: 2']
    """

    sink: Callable[[str, str], None] | None = None
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, reason: str, entry: str) -> None:
        """Note that something of an entry is lost."""
        self.counts[reason] += 1
        if self.sink is not None:
            self.sink(entry, reason)

    def lines(self) -> list[str]:
        """Return a line for each reason, the most frequent first."""
        return [f"{reason}: {count:,}" for reason, count in sorted(self.counts.items(), key=lambda x: (-x[1], x[0]))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a fact comes from: what every row of an export carries.

    Attributes:
        outlets: Who published it.
        urls: Addresses that lead to web pages.
        languages: ISO 639-1 codes.
        pins: `document:start-end` for each piece of evidence.
        evidence: The words; short ones unless the full text was asked for.
    """

    reports: tuple[Cited, ...]
    outlets: tuple[str, ...]
    urls: tuple[str, ...]
    languages: tuple[str, ...]
    pins: tuple[str, ...]
    evidence: tuple[str, ...]
    published: Edtf | None


class Material:
    """The chosen part of an open record.

    Attributes:
        record: The record, inside a snapshot.
        choice: Which part.
        full_text: Whether texts are wanted whole.
        losses: What the format could not hold, noted by whoever writes it.
    """

    def __init__(
        self, record: Record, choice: Choice | None = None, *, full_text: bool = False, losses: Losses | None = None
    ) -> None:
        """Take an open record; keep it in a snapshot while the material is used."""
        self.record = record
        self.choice = choice or Choice()
        self.full_text = full_text
        self.losses = losses or Losses()
        self._cited: dict[str, Cited] = {}
        self._called: dict[str, str] = {}

    # -- facts --

    def events(self) -> Iterator[Event]:
        """Yield the chosen events in the order of time."""
        return self._each(each_event(self.record, self.choice))

    def quotations(self) -> Iterator[Quotation]:
        """Yield the chosen quotations in the order of time."""
        return self._each(each_quotation(self.record, self.choice))

    def pledges(self) -> Iterator[Pledge]:
        """Yield the chosen pledges in the order of their first steps."""
        return self._each(each_pledge(self.record, self.choice))

    def occupancies(self) -> Iterator[Occupancy]:
        """Yield the chosen occupancies by post and in time."""
        return self._each([tuple(each_occupancy(self.record, self.choice))])

    def documents(self) -> Iterator[Cited]:
        """Yield the reports that the chosen facts cite, all of them where nothing was left out; texts if wanted."""
        return each_document(self.record, self.scope.reports if self.scope else None, text=self.full_text)

    def entities(self) -> Iterator[Entity]:
        """Yield the entities that the chosen facts name, all of them where nothing was left out."""
        return (
            entity for entity in self.names.entities.values() if self.scope is None or entity.id in self.scope.entities
        )

    def leave_out(self, kinds: Iterable[str]) -> None:
        """Note that a format holds no entry of some kinds: events, quotations, pledges, offices."""
        ids: Mapping[str, Callable[[], Iterable[str]]] = {
            "events": lambda: chosen_events(self.record, self.choice),
            "quotations": lambda: chosen_quotations(self.record, self.choice),
            "pledges": lambda: (pledge.id for batch in each_pledge(self.record, self.choice) for pledge in batch),
            "offices": lambda: (occupancy.id for occupancy in each_occupancy(self.record, self.choice)),
        }
        for kind in kinds:
            for name in ids[kind]():
                self.losses.note(kind, name)

    # -- what is known of them --

    @cached_property
    def names(self) -> Names:
        """All entities, and what they are called."""
        return Names(self.record.entities())

    @cached_property
    def scope(self) -> Scope | None:
        """What the chosen facts cite and name; None where everything is chosen."""
        return None if self.choice.is_all else find_scope(self.record, self.choice)

    @cached_property
    def originals(self) -> dict[str, str]:
        """The reports that print the text of another, with the id of that."""
        return {reprint.report: reprint.of for reprint in self.record.reprints()}

    @cached_property
    def _reviewed(self) -> frozenset[str]:
        return reviewed_ids(self.record)

    def reviewed(self, fact_id: str) -> bool:
        """Tell whether a person has reviewed an entry."""
        return fact_id in self._reviewed

    def entity(self, name: str | None) -> Entity | None:
        """Return an entity that the record knows."""
        return None if name is None else self.names.entities.get(name)

    def called(self, entity: str) -> str:
        """Return an entity's name, looked up once for however many rows name it."""
        if entity not in self._called:
            self._called[entity] = self.names.of(entity)
        return self._called[entity]

    def report(self, name: str) -> Cited:
        """Return what a citation of a report says."""
        if name not in self._cited:
            self._cited |= cited(self.record, [name])
        return self._cited[name]

    def origin(self, fact: Fact) -> Origin:
        """Return where a fact comes from."""
        return self.origin_of(dict.fromkeys(all_evidence(fact)))

    def origin_of(self, evidence: Iterable[Evidence]) -> Origin:
        """Return where some evidence comes from, each report once, in the order of the evidence."""
        pieces = list(evidence)
        reports = [self.report(name) for name in dict.fromkeys([piece.report for piece in pieces])]
        dates = [report.published for report in reports if report.published is not None]
        return Origin(
            reports=tuple(reports),
            outlets=_once(report.outlet for report in reports),
            urls=_once(link_of(report) for report in reports),
            languages=_once(report.language for report in reports),
            pins=tuple(pin(piece) for piece in pieces),
            evidence=_once(self.words(piece.quote) for piece in pieces),
            published=min(dates, key=lambda date: date.sort_key) if dates else None,
        )

    def cite(self, facts: Iterable[Fact]) -> None:
        """Read what citations of the reports of some facts say, all at once."""
        self._cited = cited(self.record, {item.report for fact in facts for item in all_evidence(fact)})

    def words(self, text: str) -> str:
        """Return a text whole where that was asked for, else its beginning."""
        return text if self.full_text else shorten(text)

    def _each(self, batches: Iterable[tuple[F, ...]]) -> Iterator[F]:
        for batch in batches:
            self.cite(batch)
            yield from batch


def link_of(report: Cited) -> str | None:
    """Return the address of a report, if it leads to a web page."""
    return _link(report.url)


@lru_cache(maxsize=4096)
def _link(url: str | None) -> str | None:
    return safe_link(url)


def reviewed_ids(record: Record) -> frozenset[str]:
    """Return the ids of the entries that a person has reviewed: the one place where exports ask for them."""
    return frozenset(record.reviews())


def pin(evidence: Evidence) -> str:
    """Write where evidence stands.

    Example:
        >>> from chancery.model.text import Span
        >>> pin(Evidence("7f3a5b0c9d1e2f40", Span(10, 25), "words"))
        '7f3a5b0c9d1e2f40:10-25'
    """
    return f"{evidence.report}:{evidence.span.start}-{evidence.span.end}"


def shorten(text: str, width: int = SHORT) -> str:
    r"""Cut a text between words, with an ellipsis where something is left out.

    Example:
        >>> shorten("The two ministers met in Strelsau.", 20), shorten(" two\nlines ")
        ('The two ministers …', 'two lines')
    """
    spaced = "  " in text or text[:1] == " " or text[-1:] == " "
    if len(text) <= width and not spaced and text.isprintable():  # nearly always; no other white space is printable
        return text
    return _cut(text, width)


@lru_cache(maxsize=4096)
def _cut(text: str, width: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= width else f"{plain[: width - 1].rsplit(' ', 1)[0]} …"


def joined(parts: Iterable[str | None]) -> str:
    """Join several values of one cell.

    Example:
        >>> joined(["KGZ", None, "RUS"])
        'KGZ; RUS'
    """
    return SEPARATOR.join([part for part in parts if part])


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([value for value in values if value]))


def first_day(when: Edtf | None) -> str | None:
    """Return the first day that a date may mean, or None."""
    day = when.earliest if when else None
    return day.isoformat() if day else None


def last_day(when: Edtf | None) -> str | None:
    """Return the last day that a date may mean, or None."""
    day = when.latest if when else None
    return day.isoformat() if day else None
