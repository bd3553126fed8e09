"""What people decided about entries of a record, and how a decision finds its entry again.

A decision is about an entry as a person saw it: its anchor keeps the words that the entry rests on,
with the hash of their report, and what the entry said. Readings and rules may change; an anchor
that fits nothing, or more than one thing, is lost and is applied to nothing.

Source: design, principles 5 and 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chancery.model.evidence import Evidence


class DecisionKind(StrEnum):
    """What a person can decide."""

    SAME = "same"
    APART = "apart"
    SPLIT = "split"
    RIGHT = "right"
    WRONG = "wrong"
    SET = "set"
    UNDO = "undo"


class EntryKind(StrEnum):
    """The kinds of entry that a decision can be about; of a reading see `resolution/second.py`."""

    EVENT = "event"
    QUOTATION = "quotation"
    PLEDGE = "pledge"
    OCCUPANCY = "occupancy"
    ENTITY = "entity"
    REPORT = "report"
    READING = "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a decision holds on to.

    Attributes:
        entry: The entry's id when it was decided about; ids may change, so it is a hint only.
        sort: What the entry cannot lose and stay the same thing: an event's type, an occupancy's
            office and owner, an entity's kind.
        label: The entry in one line, for people.
        pins: The words that it rests on, the earliest first; none for states, organisations and reports.
        names: For a person the name beside each pin, as that report spells it; else empty.
        said: What the entry said, as `(facet, value)` pairs.
    """

    kind: EntryKind
    entry: str
    sort: str
    label: str
    pins: tuple[Evidence, ...] = ()
    names: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the log of decisions.

    Attributes:
        number: Its place in the log, from 1.
        by: Who decided.
        because: Why.
        at: When, as the record's clock told.
        targets: What it is about: two for "same", "apart" and "split", else one; entities that a set
            value names follow.
        field: Which value is set; None for other kinds.
        value: The value set, as text; of an undo that united records made, the number of the decision that contradicts
            the undone one (`model/disputes.py`); None for other kinds.
        undoes: The number of the decision that this one takes back; None for other kinds.
    """

    number: int
    kind: DecisionKind
    by: str
    because: str
    at: str
    targets: tuple[Anchor, ...] = ()
    field: str | None = None
    value: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a decision when the record was concluded.

    Attributes:
        decision: Its number.
        entries: Ids of the entries that it was found to be about; of "same" the entry that both
            became, of "apart" and "split" the entry on each side.
        lost: Why it was not applied; None if it was.
    """

    decision: int
    entries: tuple[str, ...] = ()
    lost: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's word that an entry is right.

    Attributes:
        decision: The number of the decision.
    """

    by: str
    at: str
    because: str
    decision: int


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold: no undo, and none that was taken back by an undo which holds itself.

    Example:
        >>> log = [Decision(number=1, kind=DecisionKind.RIGHT, by="A", because="", at=""),
        ...        Decision(number=2, kind=DecisionKind.UNDO, by="A", because="", at="", undoes=1)]
        >>> in_force(log)
        ()
    """
    ordered = sorted(decisions, key=lambda one: one.number)
    undone: set[int] = set()
    for one in reversed(ordered):
        if one.undoes is not None and one.number not in undone:
            undone.add(one.undoes)
    return tuple(one for one in ordered if one.kind is not DecisionKind.UNDO and one.number not in undone)
