"""Scores quotations: the words found, and found with their speaker."""

from __future__ import annotations

from typing import Final

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.exported import ExportedQuotation
from chancery.evaluation.figures import Miss, Score, percent
from chancery.evaluation.gold import GoldQuotation
from chancery.evaluation.text import Spot

LEAST_OVERLAP: Final = 0.5
"""Share of the gold's words that must be in the record's quotation."""

JOURNALIST: Final = "journalist"
SHOWN: Final = 70
"""Characters of a quotation shown among the misses."""


def score_quotations(comparison: Comparison) -> Score:
    """Look for each required quotation on its own: several may lie in one of the record's."""
    wanted = [want for want in comparison.gold.quotations if not want.optional]
    got = comparison.in_scope(comparison.record.quotations)
    hits = [[have for have in got if has_words(comparison, want, have)] for want in wanted]
    silent = [
        want
        for want, found in zip(wanted, hits, strict=True)
        if not any(has_speaker(comparison, want, have) for have in found)
    ]
    return Score(
        {
            "content recall": percent(sum(map(bool, hits)), len(wanted)),
            "content+speaker recall": percent(len(wanted) - len(silent), len(wanted)),
            "gold": len(wanted),
            "got": len(got),
        },
        tuple(Miss("quotation", f"{want.speaker}: {want.content[:SHOWN]}") for want in silent),
    )


def has_words(comparison: Comparison, want: GoldQuotation, have: ExportedQuotation) -> bool:
    """Tell whether a quotation, in any rendering, holds enough of the gold's words."""
    spot = comparison.corpus.spot(want.doc, want.content)
    if spot is None or spot.start == spot.end:
        return False
    contents = [have.content, *(rendering.quote for rendering in have.renderings)]
    return any(_share(comparison, spot, words) >= LEAST_OVERLAP for words in contents if words)


def has_speaker(comparison: Comparison, want: GoldQuotation, have: ExportedQuotation) -> bool:
    """Tell whether the speaker is right; a journalist may go without a name."""
    if want.speaker != JOURNALIST:
        return comparison.stands_for(have.speaker, want.speaker)
    speaker = have.speaker.entity
    return speaker in (None, JOURNALIST) or JOURNALIST in comparison.names_of(speaker)


def _share(comparison: Comparison, want: Spot, words: str) -> float:
    have = comparison.corpus.spot_in(want.document, words)
    return want.shared(have) / (want.end - want.start) if have else 0.0
