"""What people decided about which accounts are of one thing, as resolution takes it.

A ruling holds between two pins. Resolution looks at nothing but the pins: who decided, when and why
is kept elsewhere, and so is the work of finding a decision's place again after a re-reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Pin:
    """A place in a report that tells of something.

    A pin means every account of its report and kind whose evidence, or whose predicate, stands at
    exactly that span. A sentence may tell of two events of one kind; the predicate tells them apart.

    Attributes:
        report: Id of the report, which is a hash of its content.
        start: First character of the place in the report's clean text.
        end: Character after the last.
        kind: For an event its type, or type and mode: "CONSULT", "CONSULT/visit". For a
            quotation "quotation", and the place is that of its content. For a person "person" and
            the fullest name by which the report calls them, "person Anna Berg". For a pledge "pledge"
            and the thing as the record names it, "pledge a loan of 300 million dollars".
    """

    report: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """Pairs of places that must, or must never, tell of one thing.

    "Same" is transitive: with a and b the same, and b and c, all three are one. "Apart" binds what was
    joined to either side, by a ruling or by resolution: whatever is one with a is never one with b.
    Where the two contradict each other, "apart" holds and the pair that would break it joins nothing.
    A pin that means no account is passed over. A pin that means several accounts keeps each of them
    apart, and joins none of them.

    Attributes:
        same: Pairs that are one.
        apart: Pairs that are not.
    """

    same: tuple[tuple[Pin, Pin], ...] = ()
    apart: tuple[tuple[Pin, Pin], ...] = ()


NO_RULINGS: Final = Rulings()
