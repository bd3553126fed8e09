"""Scores evidence: every quote must stand in its document."""

from __future__ import annotations

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.exported import Pin
from chancery.evaluation.figures import Score


def score_evidence(comparison: Comparison) -> Score:
    """Count the pins, and those that do not hold; an item without any counts as one bad pin."""
    total = unfounded = 0
    for item in comparison.record.founded():
        total += max(1, len(item.evidence))
        unfounded += sum(not is_founded(comparison, pin) for pin in item.evidence)
        unfounded += not item.evidence
    return Score({"unfounded": unfounded, "evidence": total})


def is_founded(comparison: Comparison, pin: Pin) -> bool:
    """Tell whether a pin holds; one on a document outside the texts needs only some quote."""
    if not pin.quote:
        return False
    name = comparison.text_name(pin.document)
    return name is None or comparison.corpus.holds(name, pin.quote)
