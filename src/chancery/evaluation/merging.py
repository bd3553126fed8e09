"""Scores merging: what several documents tell is one event, and different events stay apart."""

from __future__ import annotations

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.exported import ExportedEvent, Pin
from chancery.evaluation.figures import Miss, Score
from chancery.evaluation.gold import GoldEvent


def score_merging(comparison: Comparison) -> Score:
    """Count gold events of several documents found as one, and events that swallow another."""
    several = [event for event in comparison.gold.events if len(event.evidence) > 1 and not event.optional]
    apart = [event for event in several if not is_merged(comparison, event)]
    swallowed = [event for event in comparison.record.events if swallows(comparison, event)]
    figures = {
        "merged": len(several) - len(apart),
        "of": len(several),
        "swallowed": len(swallowed),
    }
    misses = [Miss("merging", event.id) for event in apart]
    misses += [Miss("swallowed", event.id) for event in swallowed]
    return Score(figures, tuple(misses))


def is_merged(comparison: Comparison, want: GoldEvent) -> bool:
    """Tell whether one event of the record has evidence in each of the gold event's documents."""
    return any(
        have.type == want.type
        and all(comparison.overlaps({document: pieces}, have) for document, pieces in want.evidence.items())
        for have in comparison.record.events
    )


def swallows(comparison: Comparison, have: ExportedEvent) -> bool:
    """Tell whether pins on two documents point to gold events with none in common."""
    sides = [(pin.document, _told_by(comparison, have, pin)) for pin in have.evidence]
    return any(
        one and other and one.isdisjoint(other) and document != elsewhere
        for document, one in sides
        for elsewhere, other in sides
    )


def _told_by(comparison: Comparison, have: ExportedEvent, pin: Pin) -> set[str]:
    """Return the gold events of this type that one pin points to."""
    spot = comparison.spot_of(pin)
    if spot is None:
        return set()
    return {
        want.id
        for want in comparison.gold.events
        if want.type == have.type and any(spot.meets(wanted) for wanted in comparison.gold_spots(want.evidence))
    }
