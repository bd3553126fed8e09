"""What several people decided of one thing without knowing of one another, and what is still to be settled of it.

Within one record a later decision is made by someone who can see the earlier ones, and overrules them. Where two
records become one it is not so: neither of two contradicting decisions counts then. Uniting takes both back with an
undo that names the other as its value ("not the same" alone stays in force, since a false merge is worse than a missed
one), and they are a question until somebody decides again, or takes an undo back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.model.claims import WHO
from chancery.model.decisions import Anchor, Decision, DecisionKind, in_force

_IDENTITY: Final = frozenset({DecisionKind.SAME, DecisionKind.APART, DecisionKind.SPLIT})
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two decisions that do not go together."""

    one: Decision
    other: Decision


def disputes(log: Iterable[Decision]) -> tuple[Dispute, ...]:
    """Return what nobody has settled yet, in the order of the earlier decisions.

    Args:
        log: A whole log.
    """
    lines = tuple(log)
    known = {decision.number: decision for decision in lines}
    held = in_force(lines)
    pairs: dict[tuple[int, int], int] = {}
    for undo in _undos(lines):
        if undo.undoes is not None and undo.value is not None and int(undo.value) in known:
            first, second = sorted((undo.undoes, int(undo.value)))
            pairs[first, second] = max(undo.number, pairs.get((first, second), 0))
    found = [(Dispute(known[first], known[second]), since) for (first, second), since in sorted(pairs.items())]
    return tuple(dispute for dispute, since in found if not _is_settled(dispute, since, held))


def _undos(log: Sequence[Decision]) -> list[Decision]:
    """Return the undos that hold: those that no undo which holds itself takes back."""
    standing: dict[int, Decision] = {}
    for one in sorted(log, key=lambda line: -line.number):
        if one.undoes is not None and all(later.undoes != one.number for later in standing.values()):
            standing[one.number] = one
    return list(standing.values())


def _is_settled(dispute: Dispute, since: int, held: Iterable[Decision]) -> bool:
    """Tell whether somebody has decided again, or taken back that one of the two was undone."""
    numbers = {dispute.one.number, dispute.other.number}
    apart = {one.number for one in (dispute.one, dispute.other) if one.kind in {DecisionKind.APART, DecisionKind.SPLIT}}
    return any(
        (later.number > since and about_same(later, dispute.one)) or later.number in numbers - apart for later in held
    )


def contradict(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions are about one thing and say different things of it."""
    verdicts = [_verdict(decision) for decision in (one, other)]
    return verdicts[0] != verdicts[1] and about_same(one, other)


def _verdict(decision: Decision) -> tuple[str | None, ...]:
    kind = DecisionKind.APART if decision.kind is DecisionKind.SPLIT else decision.kind
    return (kind.value, decision.field, decision.value)


def about_same(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions answer the same question: are these one, is this right, what is this value.

    That an entry is right, or wrong, is said of all its values.
    """
    if DecisionKind.UNDO in {one.kind, other.kind} or (one.kind in _IDENTITY) != (other.kind in _IDENTITY):
        return False
    if one.kind in _IDENTITY:
        left, right = one.targets[:_PAIR], other.targets[:_PAIR]
        return any(all(map(_is_same, left, order)) for order in (right, right[::-1]))
    both_set = one.kind is other.kind is DecisionKind.SET
    return _is_same(one.targets[0], other.targets[0]) and (not both_set or one.field == other.field)


def _is_same(one: Anchor, other: Anchor) -> bool:
    """Tell whether two people saw one entry: in the same words, with the same people in it."""
    if (one.kind, one.sort) != (other.kind, other.sort):
        return False
    if one.entry == other.entry:
        return True
    if _who(one) != _who(other) and not one.names:
        return False
    return not _places(one).isdisjoint(_places(other))


def _who(anchor: Anchor) -> frozenset[tuple[str, str]]:
    return frozenset((facet, value) for facet, value in anchor.said if facet in WHO)


def _places(anchor: Anchor) -> frozenset[tuple[object, str]]:
    names = anchor.names or ("",) * len(anchor.pins)
    return frozenset(zip(anchor.pins, (name.casefold() for name in names), strict=True))


def verdict_words(decision: Decision) -> str:
    """Tell in a few words what somebody said.

    Example:
        >>> verdict_words(Decision(number=1, kind=DecisionKind.SET, by="Ana", because="", at="", field="date",
        ...                        value="2020"))
        'Ana: date is 2020'
    """
    words = {DecisionKind.SAME: "they are one", DecisionKind.APART: "they are not one", DecisionKind.SPLIT: "it is two"}
    said = f"{decision.field} is {decision.value}" if decision.field else words.get(decision.kind, decision.kind.value)
    return f"{decision.by}: {said}"
