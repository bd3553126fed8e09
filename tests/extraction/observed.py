"""Reads a text of a test all the way through extraction."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.mentions import EventMention, Observations
from chancery.model.text import Block, BlockKind, Report, Span, content_id


@dataclass(frozen=True)
class Reading:
    """A report with what was found in it."""

    report: Report
    found: Observations

    def names(self, positions: tuple[int, ...]) -> list[str]:
        """Return the names of mentions."""
        return [self.found.entities[position].name for position in positions]

    def words(self, span: Span) -> str:
        """Return the words at a span."""
        return span.of(self.report.text)

    def time(self, event: EventMention) -> str | None:
        """Return the words of an event's time."""
        return None if event.time is None else self.words(self.found.times[event.time].span)


def read(*paragraphs: str) -> Reading:
    """Read paragraphs as the body of a report."""
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    report = Report(id=content_id(text.encode()), path="test.txt", text=text, blocks=tuple(blocks))
    return Reading(report, observe(annotate(report), report, program="test"))
