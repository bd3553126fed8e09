"""Which reports and entities the chosen part of a record needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import SECOND_CODER, Question
from chancery.model.offices import Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record.store import Record
from chancery.record.streams import Choice, each_event, each_occupancy, each_pledge, each_quotation

Fact = Event | Quotation | Pledge | Occupancy


@dataclass(slots=True)
class Scope:
    """The ids of what facts cite and name, with the originals of cited reprints and the reprints of cited reports."""

    reports: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    pledges: set[str] = field(default_factory=set)

    def add(self, fact: Fact) -> None:
        """Note what a fact cites and names."""
        self.reports.update(item.report for item in all_evidence(fact))
        self.entities.update(named_in(fact))
        if isinstance(fact, Event):
            self.events.add(fact.id)
        elif isinstance(fact, Pledge):
            self.pledges.add(fact.id)

    def asks(self, question: Question) -> bool:
        """Tell whether a question is about what was chosen alone; the name of a second coder is no entry."""
        sides = (question.one,) if question.kind.startswith(SECOND_CODER) else (question.one, question.other)
        kinds = (self.entities, self.events, self.pledges, self.reports)
        return all(any(side in kind for kind in kinds) for side in sides)


def find_scope(record: Record, choice: Choice) -> Scope:
    """Return what the chosen facts cite and name."""
    scope = Scope()
    for batches in (each_event(record, choice), each_quotation(record, choice), each_pledge(record, choice)):
        for batch in batches:
            for fact in batch:
                scope.add(fact)
    for occupancy in each_occupancy(record, choice):
        scope.add(occupancy)
    for reprint in record.reprints():
        if reprint.report in scope.reports:
            scope.reports.add(reprint.of)
    scope.reports.update([reprint.report for reprint in record.reprints() if reprint.of in scope.reports])
    scope.entities &= {entity.id for entity in record.entities()}
    return scope


def all_evidence(fact: Fact) -> Iterator[Evidence]:
    """Yield the evidence of a fact and of its parts."""
    yield from fact.evidence
    if isinstance(fact, Event):
        for telling in fact.tellings:
            yield from telling.evidence
    elif isinstance(fact, Quotation):
        yield from (rendering.content for rendering in fact.renderings)
    elif isinstance(fact, Pledge):
        yield from (step.evidence for step in fact.steps)


def named_in(fact: Fact) -> Iterable[str]:
    """Return the ids of the entities that a fact names; states and organisations among them by their codes."""
    if isinstance(fact, Event):
        parts = (*fact.actors, *fact.recipients)
        named = [*(part.entity for part in parts), *(part.state for part in parts)]
    elif isinstance(fact, Quotation):
        named = [fact.speaker, *fact.also, fact.state, *fact.addressees]
    elif isinstance(fact, Pledge):
        named = [fact.by, fact.by_state, fact.to, fact.to_state]
    else:
        named = [fact.holder, fact.post.of]
    return [name for name in named if name is not None]
