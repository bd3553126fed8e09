"""Finds the words of a decision again, in a report that may be read otherwise by now.

Source: design, principle 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chancery.model.dates import Edtf
from chancery.model.decisions import Anchor, Decision, DecisionKind, EntryKind, in_force
from chancery.model.evidence import Evidence
from chancery.model.mentions import Observations
from chancery.model.rulings import Pin, Rulings
from chancery.model.text import DateBasis, Report, Span

_OF_SENTENCES = frozenset({EntryKind.EVENT, EntryKind.PLEDGE})
_PINNED = 12  # places of one entry that a ruling names; its accounts are one already, so that few would do


@dataclass(frozen=True, slots=True)
class Ground:
    """A report as it is read now.

    Attributes:
        text: Its clean text.
        sentences: Its sentences, in order.
    """

    text: str
    sentences: tuple[Span, ...] = ()


Grounds = Mapping[str, Ground]
"""The reports that decisions are about, by id."""


def find_again(pin: Evidence, text: str) -> Span | None:
    """Return where the words of a pin stand now; None if they are gone, or stand in several other places.

    Spaces and line ends may have changed.

    Example:
        >>> find_again(Evidence("r", Span(0, 9), "They met."), "Title. They met.")
        Span(start=7, end=16)
    """
    if pin.span.end <= len(text) and pin.span.of(text) == pin.quote:
        return pin.span
    words = r"\s+".join(map(re.escape, pin.quote.split()))
    if not words:
        return None
    found = [match.span() for match in re.finditer(words, text)]
    return Span(*found[0]) if len(found) == 1 else None


def overlaps(one: Span, other: Span) -> bool:
    """Tell whether one of two stretches holds the other: a sentence may have been cut or joined since."""
    return (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)


def places_of(anchor: Anchor, grounds: Grounds) -> tuple[tuple[int, Evidence, Span], ...]:
    """Return the pins of an anchor that are found again: position, pin, and where it stands now."""
    found: list[tuple[int, Evidence, Span]] = []
    for position, pin in enumerate(anchor.pins):
        ground = grounds.get(pin.report)
        span = find_again(pin, ground.text) if ground is not None else None
        if span is not None:
            found.append((position, pin, span))
    return tuple(found)


def reports_of(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of the reports that decisions in force are about."""
    anchors = [anchor for decision in in_force(decisions) for anchor in decision.targets]
    pinned = {pin.report for anchor in anchors for pin in anchor.pins}
    return frozenset(pinned | {anchor.entry for anchor in anchors if anchor.kind is EntryKind.REPORT})


def dated_by_decision(
    inputs: Iterable[tuple[Report, Observations]], decisions: Iterable[Decision]
) -> Iterator[tuple[Report, Observations]]:
    """Yield reports, with the dates that people set in place of what the reports say of their own dates."""
    dates = {
        decision.targets[0].entry: decision
        for decision in in_force(decisions)
        if decision.kind is DecisionKind.SET and decision.targets[0].kind is EntryKind.REPORT
    }
    for report, seen in inputs:
        decision = dates.get(report.id)
        yield (report if decision is None else _dated(report, decision)), seen


def _dated(report: Report, decision: Decision) -> Report:
    known = decision.value not in {None, "unknown"}
    return replace(
        report,
        published=Edtf.parse(str(decision.value)) if known else None,
        published_basis=DateBasis.METADATA if known else DateBasis.UNKNOWN,
        published_because=(f"set by {decision.by} (decision {decision.number}): {decision.because}",),
    )


def find_rulings(decisions: Iterable[Decision], grounds: Grounds) -> Rulings:
    """Turn what people decided about joining into rulings between places in reports as they are read now."""
    same: list[tuple[Pin, Pin]] = []
    apart: list[tuple[Pin, Pin]] = []
    for decision in in_force(decisions):
        if decision.kind not in {DecisionKind.SAME, DecisionKind.APART, DecisionKind.SPLIT}:
            continue
        one, other = (_pins(anchor, grounds) for anchor in decision.targets[:2])
        into = same if decision.kind is DecisionKind.SAME else apart
        into.extend((a, b) for a in one for b in other if a != b)
    return Rulings(same=tuple(dict.fromkeys(same)), apart=tuple(dict.fromkeys(apart)))


def _pins(anchor: Anchor, grounds: Grounds) -> list[Pin]:
    """Return where an anchor's words stand; each sentence that now holds them, or that they hold."""
    found: list[Pin] = []
    for position, pin, span in places_of(anchor, grounds)[:_PINNED]:
        kind = _pin_kind(anchor, position)
        near = grounds[pin.report].sentences if anchor.kind in _OF_SENTENCES else ()
        places = dict.fromkeys([span, *(sentence for sentence in near if overlaps(sentence, span))])
        found.extend(Pin(pin.report, place.start, place.end, kind) for place in places)
    return found


def _pin_kind(anchor: Anchor, position: int) -> str:
    if anchor.kind is EntryKind.ENTITY:
        return f"person {anchor.names[position]}"
    if anchor.kind is EntryKind.EVENT:
        mode = next((value for facet, value in anchor.said if facet == "mode"), None)
        return f"{anchor.sort}/{mode}" if mode else anchor.sort
    if anchor.kind is EntryKind.PLEDGE:
        return f"pledge {next((value for facet, value in anchor.said if facet == 'what'), '')}"
    return anchor.kind.value
