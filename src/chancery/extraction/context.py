"""One sentence while its names are read: its pieces, and what the whole report shows of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.codebooks.states import StateForm
from chancery.extraction.people import Names
from chancery.extraction.pieces import Piece, PieceKind
from chancery.extraction.sentence import Sentence
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

_AROUND_GEORGIA = ("RUS", "ARM", "AZE", "TUR", "UKR")
Found = tuple[list[EntityMention], int]
"""Mentions, and the index of the piece after them."""


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence, its pieces and the report's names."""

    sentence: Sentence
    pieces: Sequence[Piece]
    names: Names

    def lower(self, at: int) -> str:
        """Return a piece in small letters, or "" outside the sentence."""
        return self.pieces[at].lower if 0 <= at < len(self.pieces) else ""

    def kind(self, at: int) -> PieceKind | None:
        """Return the kind of a piece, or None outside the sentence."""
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else None

    def text(self, span: Span) -> str:
        """Return the words of a span of the sentence."""
        start = self.sentence.span.start
        return self.sentence.text[span.start - start : span.end - start]

    def reading(self, piece: Piece) -> StateForm:
        """Return the reading of a state's form that the rest of the report makes likeliest."""
        return max(piece.states, key=lambda form: (self.names.states[form.code], -piece.states.index(form)))

    def is_province(self, piece: Piece) -> bool:
        """Tell whether Georgia is America's: in a report of America that names nothing else of the Caucasus."""
        seen = self.names.states
        around = any(seen[code] for code in _AROUND_GEORGIA) or self.names.is_caucasian
        return piece.text == "Georgia" and seen["USA"] >= seen["GEO"] and not around

    def code(self, owner: Piece | None) -> str | None:
        """Return the state or organisation that a piece names."""
        if owner is None:
            return None
        return self.reading(owner).code if owner.states else owner.organisation

    def make(self, kind: EntityKind, piece: Piece, by: NamedBy, *, key: str | None = None) -> EntityMention:
        """Return the mention of one piece."""
        return EntityMention(kind=kind, span=piece.span, name=piece.text, by=by, whole=piece.span, key=key)

    def over(self, kind: EntityKind, first: int, end: int, by: NamedBy, *, key: str | None = None) -> EntityMention:
        """Return the mention of several pieces, `end` not included."""
        span = Span(self.pieces[first].span.start, self.pieces[end - 1].span.end)
        return EntityMention(kind=kind, span=span, name=self.text(span), by=by, whole=span, key=key)
