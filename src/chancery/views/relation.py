"""Follows the relation of two states: acts and their PLOVER scores by month, visits, what the latest month changed.

Scores are PLOVER's intensities of acts, from -10 (violence) to +10 (aid given). A month's score is the mean over the
acts that happened in it and are dated to it; beside it stand their number and the range within which the mean would lie
in nineteen of twenty such months (1.96 standard errors, from three acts on). Acts that are planned, denied, alleged or
conditional do not count, nor do those whose month is not known; how many these are is told.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, stdev
from typing import Final

from chancery.model.events import Event, EventStatus
from chancery.model.reference import Membership, Reference
from chancery.views.drawing import QUAD_CLASSES, quad_class

_HAPPENED: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_ENOUGH: Final = 3  # acts that a range needs
_NORMAL: Final = 1.96
_NORM_MONTHS: Final = 12
_SOME: Final = 6
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The acts of one month between two states.

    Attributes:
        first: First day of the month.
        counts: Acts by class: "vc", "mc", "vf", "mf", "oo".
        scores: PLOVER scores of those that have one.
        some: The first of them, as many as fit under a pointer.
    """

    first: dt.date
    counts: dict[str, int] = field(default_factory=dict)
    scores: tuple[float, ...] = ()
    some: tuple[Event, ...] = ()

    @property
    def number(self) -> int:
        """How many acts."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        """Mean score; None without a scored act."""
        return fmean(self.scores) if self.scores else None

    @property
    def reach(self) -> float | None:
        """How far the mean may lie off on either side; None where there are too few acts to say."""
        if len(self.scores) < _ENOUGH:
            return None
        return _NORMAL * stdev(self.scores) / math.sqrt(len(self.scores))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the table of changes: the latest month against the year before it.

    Attributes:
        name: What is compared.
        latest: In the latest month.
        norm: Mean month of the year before.
        low: Lowest month of that year.
        high: Highest month.
    """

    name: str
    latest: float | None
    norm: float | None
    low: float | None
    high: float | None

    @property
    def unusual(self) -> bool:
        """Whether the latest month lies outside everything that the year before had."""
        if self.latest is None or self.low is None or self.high is None:
            return False
        return not self.low <= self.latest <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a record tells of two states with each other.

    Attributes:
        months: From the first month with an act to the last, the empty ones too.
        changes: The latest month against the year before; empty where the record does not reach back a year.
        visits: From one to the other, and back.
        left_out: Acts that did not happen, or not yet.
        undated: Acts whose month is not known.
    """

    months: tuple[Month, ...]
    changes: tuple[Change, ...]
    visits: tuple[tuple[Event, ...], tuple[Event, ...]]
    left_out: int
    undated: int


def make_relation(events: Iterable[Event], one: str, other: str) -> Relation:
    """Follow the relation of two states.

    Args:
        events: Those in which both take part, in time.
        one: Code of a state.
        other: Code of the other.
    """
    listed = list(events)
    happened = [event for event in listed if event.status in _HAPPENED]
    dated = [(month, event) for event in happened if (month := month_of(event)) is not None]
    months = _fill(dated)
    return Relation(
        months=months,
        changes=_changes(months),
        visits=(_visits(listed, one, other), _visits(listed, other, one)),
        left_out=len(listed) - len(happened),
        undated=len(happened) - len(dated),
    )


def month_of(event: Event) -> dt.date | None:
    """Return the first day of the month in which an event lies; None where that is not known."""
    if event.when is None or event.when.earliest is None or event.when.latest is None:
        return None
    first, last = event.when.earliest, event.when.latest
    return first.replace(day=1) if (first.year, first.month) == (last.year, last.month) else None


def common_organisations(reference: Reference, one: str, other: str) -> tuple[tuple[Membership, Membership], ...]:
    """Return the organisations that both states belong to by the imported tables, by name; of namesakes one."""
    tables = [table.memberships for table in reference.tables]
    by_state = [{m.organisation: m for rows in tables for m in rows if m.state == state} for state in (one, other)]
    both = by_state[0].keys() & by_state[1].keys()
    pairs = sorted(((by_state[0][o], by_state[1][o]) for o in both), key=lambda pair: (pair[0].name, pair[0].role))
    return tuple({(mine.name, mine.role, yours.role): (mine, yours) for mine, yours in pairs}.values())


def _fill(dated: Sequence[tuple[dt.date, Event]]) -> tuple[Month, ...]:
    if not dated:
        return ()
    found: dict[dt.date, list[Event]] = {}
    for month, event in dated:
        found.setdefault(month, []).append(event)
    months: list[Month] = []
    at, last = min(found), max(found)
    while at <= last:
        months.append(_month(at, found.get(at, ())))
        if (at.year, at.month) == (dt.MAXYEAR, _MONTHS):
            break
        at = dt.date(at.year + at.month // _MONTHS, at.month % _MONTHS + 1, 1)
    return tuple(months)


def _month(first: dt.date, events: Sequence[Event]) -> Month:
    counts: dict[str, int] = {}
    for event in events:
        kind = quad_class(event.type)
        counts[kind] = counts.get(kind, 0) + 1
    scores = tuple(event.score for event in events if event.score is not None)
    return Month(first=first, counts=counts, scores=scores, some=tuple(events[:_SOME]))


def _changes(months: Sequence[Month]) -> tuple[Change, ...]:
    if len(months) <= _NORM_MONTHS:
        return ()
    *_, latest = months
    year = months[-_NORM_MONTHS - 1 : -1]
    words = {short: name for name, short in QUAD_CLASSES.items()}
    counted = [
        Change(
            name=f"acts of {words[kind]}",
            latest=latest.counts.get(kind, 0),
            norm=fmean(month.counts.get(kind, 0) for month in year),
            low=min(month.counts.get(kind, 0) for month in year),
            high=max(month.counts.get(kind, 0) for month in year),
        )
        for kind in words
    ]
    means = [month.mean for month in year if month.mean is not None]
    scores = [score for month in year for score in month.scores]
    mean = Change(
        name="mean score of an act",
        latest=latest.mean,
        norm=fmean(scores) if scores else None,
        low=min(means, default=None),
        high=max(means, default=None),
    )
    return (*counted, mean)


def _visits(events: Iterable[Event], guest: str, host: str) -> tuple[Event, ...]:
    def acts_for(event: Event, state: str, *, actor: bool) -> bool:
        return any(who.state == state for who in (event.actors if actor else event.recipients))

    return tuple(
        event
        for event in events
        if (event.type, event.mode) == ("CONSULT", "visit")
        and acts_for(event, guest, actor=True)
        and acts_for(event, host, actor=False)
    )
