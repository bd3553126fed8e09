"""Quotations: who said what, verbatim where verbatim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence, require


class QuotationKind(StrEnum):
    """How the words are given (codebook, section 6)."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The same words as one report gives them.

    Attributes:
        content: Where the words stand, as evidence.
    """

    content: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of one or more speakers, in one or more renderings.

    Attributes:
        id: Hash of the report and the span of its first rendering.
        speaker: Entity id; None for an unknown one.
        also: Further speakers of joint words.
        state: ISO 3166-1 alpha-3 code that the speaker speaks for.
        office: In which capacity, "foreign minister".
        asker: True for a question of a journalist.
        named: How the text names the speaker: "a senior official", "she"; None where it does not.
        addressees: Entity ids of those to whom it is said.
        addressed: How the text names them: "reporters"; None where it does not.
        acts: Ids of the events that saying so is, or that the speaker does in these words: a promise, a demand.

    Raises:
        UnsupportedFact: If `evidence` or `renderings` is empty.
    """

    id: str
    kind: QuotationKind
    renderings: tuple[Rendering, ...]
    evidence: tuple[Evidence, ...]
    speaker: str | None = None
    also: tuple[str, ...] = ()
    state: str | None = None
    office: str | None = None
    asker: bool = False
    cue: str | None = None
    venue: str | None = None
    when: Edtf | None = None
    named: str | None = None
    addressees: tuple[str, ...] = ()
    addressed: str | None = None
    acts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a quotation that no report gives."""
        require(self.evidence, f"quotation {self.id}")
        require(tuple(r.content for r in self.renderings), f"content of quotation {self.id}")
