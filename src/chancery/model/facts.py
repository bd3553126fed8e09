"""What all reports of a record add up to: the output of resolution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.decisions import Outcome
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.offices import Entity, Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.text import DateBasis, Span

SECOND_CODER: Final = "second coder"
SECOND_CODER_ONLY: Final = "second coder only"
"""How the kinds of question begin in which a second coder reads otherwise."""
_COVERED: Final = 0.8  # share of the characters of a passage that makes it the same passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When a report was published, as concluded from all reports.

    Attributes:
        report: Report id.
        because: The facts that led to it.
    """

    report: str
    published: Edtf | None
    basis: DateBasis
    because: tuple[str, ...]


def covers(stretches: Iterable[Span], span: Span) -> bool:
    """Tell whether stretches of a text hold nearly all of a span.

    Example:
        >>> covers([Span(0, 50), Span(52, 90)], Span(10, 100)), covers([Span(0, 50)], Span(10, 100))
        (True, False)
    """
    held = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in stretches)
    return held >= _COVERED * (span.end - span.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A report that prints the text of another, whole or cut, lightly edited or with something added.

    Attributes:
        report: Id of the reprint.
        of: Id of the original, which is no reprint itself.
        printed: The stretches of the original's text that the reprint prints, ascending.
    """

    report: str
    of: str
    printed: tuple[Span, ...] = ()

    def prints(self, evidence: Evidence) -> bool:
        """Tell whether the reprint prints nearly all of the original's words that support a fact."""
        return evidence.report == self.of and covers(self.printed, evidence.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """A person of one report, and why that is the person of the others.

    Attributes:
        entity: Entity id.
        name: As the report spells it most fully.
        because: Why the report's person was joined to those of the others; empty for the first.
        evidence: The sentence that names the person first.
    """

    entity: str
    name: str
    because: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that resolution leaves to a person: are these two one?

    Attributes:
        id: Hash of its kind and of its evidence.
        kind: "same person", "same event", "same pledge", or "second coder" and "second coder only" where a second
            coder reads otherwise.
        one: Id of an entity, an event or a pledge; of a report, where only the second coder sees an event.
        other: Id of another of the kind, or the second coder's name.
        because: What speaks for it and against it.
        evidence: The sentences that name the two, or tell of them.
    """

    id: str
    kind: str
    one: str
    other: str
    because: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def about(self) -> tuple[str, ...]:
        """The entries that it is about: two, or one where a second coder reads otherwise."""
        return (self.one,) if self.kind.startswith(SECOND_CODER) else (self.one, self.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusions:
    """Everything derived from the observations of a record; derived again when more arrive."""

    entities: tuple[Entity, ...] = ()
    occupancies: tuple[Occupancy, ...] = ()
    events: tuple[Event, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    datings: tuple[Dating, ...] = ()
    reprints: tuple[Reprint, ...] = ()
    sighted: tuple[Sighted, ...] = ()
    questions: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
