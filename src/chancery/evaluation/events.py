"""Scores events: found, and right in type, participants, date and status."""

from __future__ import annotations

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.dates import dates_agree
from chancery.evaluation.exported import ExportedEvent
from chancery.evaluation.figures import Score
from chancery.evaluation.gold import GoldEvent
from chancery.evaluation.matching import holds_always, match, tally


def score_events(comparison: Comparison) -> Score:
    """Match events by overlapping evidence and count them, ever more strictly."""

    def likeness(want: GoldEvent, have: ExportedEvent) -> float:
        return event_likeness(comparison, want, have)

    def sided(want: GoldEvent, have: ExportedEvent) -> bool:
        return same_type(want, have) and same_sides(comparison, want, have)

    def whole(want: GoldEvent, have: ExportedEvent) -> bool:
        return sided(want, have) and same_date(want, have) and same_status(want, have)

    standards = {
        "found": ("event found", holds_always),
        "type": ("event type", same_type),
        "type+actors": ("event actors", sided),
        "type+date": ("event date", lambda g, r: same_type(g, r) and same_date(g, r)),
        "whole": ("event whole", whole),
    }
    got = comparison.in_scope(comparison.record.events)
    matching = match(comparison.gold.events, got, likeness)
    told = {name: tally(label, matching, right=right, free=same_type) for name, (label, right) in standards.items()}
    figures = {name: counted for name, (counted, _) in told.items()}
    return Score(figures, tuple(miss for _, misses in told.values() for miss in misses))


def event_likeness(comparison: Comparison, want: GoldEvent, have: ExportedEvent) -> float:
    """Return how alike two events are, 0 without overlapping evidence.

    Type weighs most, then the share of participants that are present on either side, then
    date and mode.
    """
    if not comparison.overlaps(want.evidence, have):
        return 0.0
    likeness = 1 + 4 * same_type(want, have) + share_present(comparison, want, have)
    return likeness + 0.5 * same_date(want, have) + 0.5 * (want.mode == have.mode)


def share_present(comparison: Comparison, want: GoldEvent, have: ExportedEvent) -> float:
    """Return the share of the gold participants that take part, on whichever side."""
    wanted = [*want.actors, *want.recipients]
    parts = [*have.actors, *have.recipients]
    if not wanted:
        return 1.0
    return sum(comparison.is_present(gold_id, parts) for gold_id in wanted) / len(wanted)


def same_type(want: GoldEvent, have: ExportedEvent) -> bool:
    """Tell whether two events are of one type."""
    return want.type == have.type


def same_sides(comparison: Comparison, want: GoldEvent, have: ExportedEvent) -> bool:
    """Tell whether every gold participant is present on its own side."""
    actors = comparison.all_present(want.actors, have.actors)
    return actors and comparison.all_present(want.recipients, have.recipients)


def same_date(want: GoldEvent, have: ExportedEvent) -> bool:
    """Tell whether two events' dates agree."""
    return dates_agree(want.when, have.when)


def same_status(want: GoldEvent, have: ExportedEvent) -> bool:
    """Tell whether two events' statuses agree; begun and over count alike."""
    return _told(want.status) == _told(have.status)


def _told(status: str | None) -> str | None:
    return "occurred" if status == "ongoing" else status
