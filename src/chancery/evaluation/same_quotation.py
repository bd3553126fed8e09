"""Scores renderings: one quotation that two documents give in different words is one."""

from __future__ import annotations

from typing import Final

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.exported import ExportedQuotation, Pin
from chancery.evaluation.figures import Miss, Score
from chancery.evaluation.gold import Rendering
from chancery.evaluation.text import Spot, same_document

SHOWN: Final = 60
"""Characters of a quotation shown among the misses."""


def score_same_quotation(comparison: Comparison) -> Score:
    """Count the pairs of renderings that one quotation of the record has both of."""
    pairs = comparison.gold.same_quotation
    apart = [pair for pair in pairs if not is_joined(comparison, *pair)]
    misses = tuple(Miss("same quotation", one.content[:SHOWN]) for one, _ in apart)
    return Score({"joined": len(pairs) - len(apart), "of": len(pairs)}, misses)


def is_joined(comparison: Comparison, one: Rendering, other: Rendering) -> bool:
    """Tell whether one quotation of the record has both renderings."""
    return any(
        has_rendering(comparison, one, have) and has_rendering(comparison, other, have)
        for have in comparison.record.quotations
    )


def has_rendering(comparison: Comparison, want: Rendering, have: ExportedQuotation) -> bool:
    """Tell whether a quotation has a rendering that overlaps the gold's."""
    spot = comparison.corpus.spot(want.doc, want.content)
    if spot is None:
        return False
    return any(_overlaps(comparison, spot, rendering) for rendering in have.renderings)


def _overlaps(comparison: Comparison, want: Spot, rendering: Pin) -> bool:
    name = comparison.file_names.get(rendering.document, rendering.document)
    if not same_document(name, want.document):
        return False
    have = comparison.corpus.spot_in(want.document, rendering.quote)
    return have is not None and want.meets(have)
