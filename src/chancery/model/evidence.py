"""Where a fact stands in a document, word for word."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.errors import UnsupportedFact
from chancery.model.text import Report, Span


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A sentence of a document that supports a fact.

    Attributes:
        report: Id of the report.
        span: Where in its clean text.
        quote: The words at that place, verbatim.

    Source: codebook, section 1; design, principle 1.
    """

    report: str
    span: Span
    quote: str

    @classmethod
    def of(cls, report: Report, span: Span) -> Evidence:
        """Take the words of `report` at `span` as evidence."""
        return cls(report.id, span, span.of(report.text))

    def check(self, text: str) -> None:
        """Make sure that the document says this, here.

        Args:
            text: Clean text of the report that the evidence names.

        Raises:
            UnsupportedFact: If the quote is empty or is not what stands at the span.
        """
        if not self.quote.strip() or self.span.of(text) != self.quote:
            raise UnsupportedFact(
                "C031",
                f"Report {self.report} does not say {self.quote[:60]!r} at {self.span.start}-{self.span.end}.",
                "Read the report again.",
            )


def require(evidence: tuple[Evidence, ...], what: str) -> None:
    """Refuse a fact without evidence.

    Raises:
        UnsupportedFact: If `evidence` is empty.
    """
    if not evidence:
        remedy = "Nothing is stored without the sentence that says it."
        raise UnsupportedFact("C030", f"{what} has no evidence.", remedy)
