"""Scores pledges: found, and right in parties, amount and fate."""

from __future__ import annotations

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.exported import ExportedPledge, Part
from chancery.evaluation.figures import Score
from chancery.evaluation.gold import GoldPledge
from chancery.evaluation.matching import match, tally


def score_pledges(comparison: Comparison) -> Score:
    """Match pledges by overlapping evidence, an equal amount first, and count them."""

    def likeness(want: GoldPledge, have: ExportedPledge) -> float:
        if not comparison.overlaps(want.evidence, have):
            return 0.0
        return 2.0 if want.amount and same_amount(want, have) else 1.0

    def whole(want: GoldPledge, have: ExportedPledge) -> bool:
        terms = same_terms(want, have) and want.statuses <= have.statuses
        return terms and same_parties(comparison, want, have)

    got = comparison.in_scope(comparison.record.pledges)
    matching = match(comparison.gold.pledges, got, likeness)
    found, unfound = tally("pledge found", matching)
    entire, broken = tally("pledge whole", matching, right=whole)
    return Score({"found": found, "whole": entire}, (*unfound, *broken))


def same_amount(want: GoldPledge, have: ExportedPledge) -> bool:
    """Tell whether both name an amount, the same to less than one unit."""
    if not want.amount or not have.amount:
        return False
    return abs(want.amount - have.amount) < 1


def same_terms(want: GoldPledge, have: ExportedPledge) -> bool:
    """Tell whether amount and currency are right, where the gold names an amount."""
    return not want.amount or (same_amount(want, have) and want.currency == have.currency)


def same_parties(comparison: Comparison, want: GoldPledge, have: ExportedPledge) -> bool:
    """Tell whether both parties are right; those of a mutual pledge may change places."""
    orders = [(want.by, want.to), (want.to, want.by)] if want.mutual else [(want.by, want.to)]
    return any(_is_party(comparison, by, have.by) and _is_party(comparison, to, have.to) for by, to in orders)


def _is_party(comparison: Comparison, gold_id: str | None, part: Part) -> bool:
    return comparison.stands_for(part, gold_id) if gold_id else False
