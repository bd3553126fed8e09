"""Reports made by hand, a sentence a line, with what an ideal extraction would see in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.mentions import (
    EntityKind,
    EntityMention,
    EventMention,
    NamedBy,
    Observations,
    OfficeMention,
    PledgeMention,
    QuotationMention,
)
from chancery.model.pledges import PledgeState
from chancery.model.quotations import QuotationKind
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span, TurnKind
from chancery.model.times import TimeKind, TimeMention


@dataclass
class Draft:
    """A report being written; every method adds a mention and returns its position.

    Attributes:
        lines: Its sentences, each a paragraph; "Name: words" is a turn of a transcript where `spoken`.
    """

    lines: list[str]
    published: str | None = None
    spoken: bool = False
    entities: list[EntityMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    quotations: list[QuotationMention] = field(default_factory=list)
    pledges: list[PledgeMention] = field(default_factory=list)
    offices: list[OfficeMention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The clean text."""
        return "\n\n".join(self.lines)

    def span(self, words: str, nth: int = 0) -> Span:
        """Find words in the text."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def sentence(self, span: Span) -> Span:
        """Find the line around a span."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        return Span(start, len(self.text) if end < 0 else end)

    def person(self, name: str, nth: int = 0, **values: Any) -> int:  # noqa: ANN401 - fields of the mention
        """Add a named person."""
        return self._entity(EntityKind.PERSON, name, nth, values)

    def state(self, name: str, code: str, nth: int = 0, **values: Any) -> int:  # noqa: ANN401 - fields of the mention
        """Add a state."""
        return self._entity(EntityKind.STATE, name, nth, {"key": code, **values})

    def place(self, name: str, of: str | None = None, nth: int = 0) -> int:
        """Add a place."""
        return self._entity(EntityKind.PLACE, name, nth, {"of": of})

    def organisation(self, name: str, nth: int = 0, **values: Any) -> int:  # noqa: ANN401 - fields of the mention
        """Add an organisation."""
        return self._entity(EntityKind.ORGANISATION, name, nth, values)

    def pronoun(self, word: str, nth: int = 0, gender: str | None = None) -> int:
        """Add a pronoun; `word` may hold more words around it, of which the first counts."""
        span = self.span(word, nth)
        first = Span(span.start, span.start + len(word.partition(" ")[0]))
        return self._entity(
            EntityKind.PERSON, word.partition(" ")[0], 0, {"by": NamedBy.PRONOUN, "gender": gender}, first
        )

    def title(self, words: str, office: str, nth: int = 0, **values: Any) -> int:  # noqa: ANN401 - fields of the mention
        """Add a description by office."""
        return self._entity(EntityKind.PERSON, words, nth, {"by": NamedBy.DESCRIPTION, "office": office, **values})

    def _entity(self, kind: EntityKind, name: str, nth: int, values: dict[str, Any], span: Span | None = None) -> int:
        span = span or self.span(name, nth)
        values = {"by": NamedBy.NAME, "whole": span, **values}
        self.entities.append(EntityMention(kind=kind, span=span, name=name, **values))
        return len(self.entities) - 1

    def day(self, words: str, year: int | None, month: int, day: int | None = None) -> int:
        """Add a date."""
        self.times.append(TimeMention(span=self.span(words), kind=TimeKind.DATE, year=year, month=month, day=day))
        return len(self.times) - 1

    def event(self, words: str, code: str, *, by: tuple[int, ...] = (), to: tuple[int, ...] = (), **values: Any) -> int:  # noqa: ANN401 - fields of the mention
        """Add an event."""
        span = self.span(words)
        values = {"status": EventStatus.OCCURRED, "mode": None, "because": words, **values}
        self.events.append(
            EventMention(type=code, span=span, sentence=self.sentence(span), actors=by, recipients=to, **values)
        )
        return len(self.events) - 1

    def quote(self, words: str, *, by: tuple[int, ...] = (), **values: Any) -> int:  # noqa: ANN401 - fields of the mention
        """Add a quotation."""
        span = self.span(words)
        values = {"kind": QuotationKind.DIRECT, **values}
        self.quotations.append(QuotationMention(content=span, sentence=self.sentence(span), speakers=by, **values))
        return len(self.quotations) - 1

    def pledge(self, words: str, state: PledgeState, **values: Any) -> int:  # noqa: ANN401 - fields of the mention
        """Add a pledge."""
        span = self.span(words)
        self.pledges.append(PledgeMention(what=span, state=state, sentence=self.sentence(span), **values))
        return len(self.pledges) - 1

    def office(self, person: int, relation: str = "holds", *, time: int | None = None, name: str | None = None) -> None:
        """Add an observation of the office that a person's title names."""
        mention = self.entities[person]
        office = name or str(mention.office)
        self.offices.append(
            OfficeMention(
                person=person, office=office, of=mention.of, relation=relation,
                sentence=self.sentence(mention.span), time=time,
            )
        )  # fmt: skip

    def done(self) -> tuple[Report, Observations]:
        """Return the report and what is seen in it."""
        order = sorted(range(len(self.entities)), key=lambda i: self.entities[i].span)
        if order != list(range(len(order))):
            unsorted = "a draft names its entities in the order of the text"
            raise AssertionError(unsorted)
        report = Report(
            id=hashlib.sha256(self.text.encode()).hexdigest()[:16],
            path=f"{self.lines[0][:20]}.txt",
            text=self.text,
            blocks=tuple(self._blocks()),
            published=Edtf.parse(self.published) if self.published else None,
            published_basis=DateBasis.DATELINE if self.published else DateBasis.UNKNOWN,
        )
        return report, Observations(
            program="draft",
            sentences=tuple(block.span for block in report.blocks),
            entities=tuple(self.entities),
            times=tuple(self.times),
            events=tuple(self.events),
            quotations=tuple(self.quotations),
            pledges=tuple(self.pledges),
            offices=tuple(self.offices),
        )

    def _blocks(self) -> list[Block]:
        found, start = [], 0
        for line in self.lines:
            label, colon, _ = line.partition(": ")
            skip = len(label) + 2 if self.spoken and colon else 0
            found.append(
                Block(
                    kind=BlockKind.PARAGRAPH,
                    span=Span(start + skip, start + len(line)),
                    speaker=label if skip else None,
                    turn=TurnKind.STATEMENT if skip else None,
                )
            )
            start += len(line) + 2
        return found
