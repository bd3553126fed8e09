"""Scores occupancies: who held which office, and when."""

from __future__ import annotations

from typing import Final

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.dates import dates_agree, range_covers
from chancery.evaluation.exported import ExportedOccupancy
from chancery.evaluation.figures import Miss, Score, percent
from chancery.evaluation.gold import GoldOccupancy
from chancery.evaluation.text import normalise

LEAST_ALIKE: Final = 0.34
"""Share of telling words that two names of one office must have in common."""

SYNONYMS: Final = {"affairs": "foreign", "premier": "prime", "chairman": "speaker"}
IGNORED: Final = frozenset({"of", "the", "for", "to", "minister"})


def score_occupancies(comparison: Comparison) -> Score:
    """Look for each required occupancy on its own: one of the record may answer several."""
    wanted = [want for want in comparison.gold.occupancies if not want.optional]
    got = comparison.in_scope(comparison.record.occupancies)
    hits = [[have for have in got if same_holding(comparison, want, have)] for want in wanted]
    undated = [
        want for want, found in zip(wanted, hits, strict=True) if not any(held_then(want, have) for have in found)
    ]
    right = sum(any(same_holding(comparison, want, have) for want in wanted) for have in got)
    return Score(
        {
            "recall": percent(sum(map(bool, hits)), len(wanted)),
            "dated recall": percent(len(wanted) - len(undated), len(wanted)),
            "precision": percent(right, len(got)),
            "gold": len(wanted),
            "got": len(got),
        },
        tuple(Miss("occupancy", _name(want)) for want in undated),
    )


def same_holding(comparison: Comparison, want: GoldOccupancy, have: ExportedOccupancy) -> bool:
    """Tell whether the person is right and the offices' names are alike."""
    same_person = comparison.is_entity(want.person, have.person)
    return same_person and office_likeness(want.office, have.office) >= LEAST_ALIKE


def held_then(want: GoldOccupancy, have: ExportedOccupancy) -> bool:
    """Tell whether the dates agree, or the record's interval covers the gold's moment."""
    if want.at:
        return range_covers(have.start, have.end, want.at)
    return dates_agree(want.start, have.start) and dates_agree(want.end, have.end)


def office_likeness(one: str, other: str) -> float:
    """Return the share of telling words that two names of an office have in common.

    Example:
        >>> office_likeness("foreign minister", "minister of foreign affairs")
        1.0
    """
    left, right = _telling_words(one), _telling_words(other)
    return len(left & right) / max(1, len(left | right))


def _telling_words(office: str) -> set[str]:
    words = set(normalise(office).split()) - IGNORED
    return {SYNONYMS.get(word, word) for word in words}


def _name(want: GoldOccupancy) -> str:
    return f"{want.person} {want.office} {want.start or want.end or want.at}"
