"""Intervals of days under facts that bound them, and what to do when facts contradict one another.

Every fact gives a first day, a last day or both, with the words that it rests on. Facts are taken in
the order of their trust; of equal trust, those that say "not before" go first, since nobody tells of what
has not happened, while an old office or an old plan is often told again. A fact that leaves no day
is set aside and named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from chancery.model.dates import Edtf

WITHIN_YEAR: Final = dt.timedelta(days=363)
"""Nobody tells a day without its year when the next one is at hand."""
_TOLD: Final = 160  # characters


class Trust(IntEnum):
    """How far a fact is believed against others."""

    WEAK = 1
    """A reading that background can imitate: an office named in the news."""
    FAIR = 2
    """What a table, another report, or an ordinal tells."""
    STRONG = 3
    """What the report itself tells with its year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One bound on the day of a report.

    Attributes:
        low: It did not appear before this day.
        high: It did not appear after this day.
        gap: First and last of the days between on which it did not appear.
        because: A sentence.
        trust: Against other facts.
        quiet: Whether setting it aside says only that it was told of the past.
        present: Whether it is about the present of the report, so that a first day alone says something.
    """

    because: str
    low: dt.date | None = None
    high: dt.date | None = None
    gap: tuple[dt.date, dt.date] | None = None
    trust: Trust = Trust.FAIR
    quiet: bool = False
    present: bool = False

    @property
    def order(self) -> tuple[int, bool, dt.date, dt.date, str, bool, bool]:
        """Place in the order in which facts are taken; facts that differ in anything have different places."""
        low = self.low or dt.date.min
        return -self.trust, self.low is None, low, self.high or dt.date.max, self.because, self.quiet, not self.present


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that are left.

    Attributes:
        low: First day, None if nothing bounds it.
        high: Last day, None if nothing bounds it.
        gaps: Facts that rule out days between.
        lowest: The fact behind `low`.
        highest: The fact behind `high`.
        clashes: Facts set aside, each with one that stands against it.
        present: Whether a first day rests on something about the present of the report.
        notes: What was told and bounds nothing, since reports disagree on it.
    """

    low: dt.date | None = None
    high: dt.date | None = None
    lowest: Fact | None = None
    highest: Fact | None = None
    clashes: tuple[tuple[Fact, Fact], ...] = ()
    present: bool = False
    notes: tuple[str, ...] = ()
    gaps: tuple[Fact, ...] = ()

    @property
    def width(self) -> int | None:
        """Number of days, None if an end is open."""
        return (self.high - self.low).days + 1 if self.low and self.high else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences of the facts behind its ends."""
        ends = (fact.because for fact in (self.lowest, self.highest) if fact is not None)
        return tuple(dict.fromkeys(ends))

    def holds(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether some day from `first` to `last` is left."""
        ruled_out = any(fact.gap and fact.gap[0] <= first and last <= fact.gap[1] for fact in self.gaps)
        return not ruled_out and (self.low is None or last >= self.low) and (self.high is None or first <= self.high)

    def take(self, fact: Fact) -> Window:
        """Return what a fact leaves; where it leaves nothing, the same days and the clash."""
        against = self._against(fact)
        if against is not None:
            return replace(self, clashes=(*self.clashes, (fact, against)))
        changed = replace(self, present=self.present or (fact.present and fact.low is not None))
        if fact.low is not None and (self.low is None or fact.low > self.low):
            changed = replace(changed, low=fact.low, lowest=fact)
        if fact.high is not None and (self.high is None or fact.high < self.high):
            changed = replace(changed, high=fact.high, highest=fact)
        return changed

    def clip(self) -> Window:
        """Return the days that are left when an end that lies in a gap is moved to the border of the gap."""
        for fact in sorted(self.gaps, key=lambda one: one.order):
            first, last = fact.gap or (dt.date.max, dt.date.min)
            low_in = self.low is not None and first <= self.low <= last
            high_in = self.high is not None and first <= self.high <= last
            if low_in and not high_in:
                return replace(self, low=last + dt.timedelta(1), lowest=fact).clip()
            if high_in and not low_in:
                return replace(self, high=first - dt.timedelta(1), highest=fact).clip()
        return self

    def _against(self, fact: Fact) -> Fact | None:
        if fact.low and self.high and fact.low > self.high:
            return self.highest
        if fact.high and self.low and fact.high < self.low:
            return self.lowest
        return None


def narrow(facts: Iterable[Fact]) -> Window:
    """Return the days that facts leave.

    Args:
        facts: In any order; the result does not depend on it.
    """
    window = Window()
    for fact in sorted(set(facts), key=lambda fact: fact.order):
        if fact.gap:
            window = replace(window, gaps=(*window.gaps, fact))
        elif fact.low or fact.high:
            window = window.take(fact)
        else:
            window = replace(window, notes=(*window.notes, fact.because))
    return window.clip()


def clash_words(window: Window) -> tuple[str, ...]:
    """Write a sentence for each contradiction that people should see."""
    loud = ((aside, against) for aside, against in window.clashes if not aside.quiet)
    return (
        *(f"Contradiction: {_inner(note)}; so it bounds nothing." for note in window.notes),
        *dict.fromkeys(
            f"Contradiction: {_inner(aside.because)}, but {_inner(against.because)}; the first was set aside."
            for aside, against in loud
        ),
    )


def shorten(words: str) -> str:
    """Return the words of a sentence that a reason repeats."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _TOLD else f"{plain[: _TOLD - 3]}..."


def in_words(when: Edtf) -> str:
    """Say when something was, inside a sentence.

    Example:
        >>> in_words(Edtf.parse("2022-03-08")), in_words(Edtf.parse("2022-02-24/2022-03-23"))
        ('on 2022-03-08', 'between 2022-02-24 and 2022-03-23')
    """
    if when.is_day or when.earliest is None or when.latest is None:
        return f"on {when}" if when.is_day else f"in {when}"
    return f"between {when.earliest} and {when.latest}"


def _inner(sentence: str) -> str:
    """Make a sentence part of another one."""
    first = (
        sentence[:1].lower() if sentence.startswith(("The ", "It ", "Report ", "In ", "By ", "A ")) else sentence[:1]
    )
    return f"{first}{sentence[1:].rstrip('.')}"
