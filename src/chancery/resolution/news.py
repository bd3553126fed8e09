"""The dated news of one report, which each of its undated acts is compared with."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from chancery.codebooks.plover import VERBAL
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.resolution.accounts import Told
from chancery.resolution.participants import states_of

_NEWS_DAYS: Final = 7
_NEWS: Final = VERBAL | {"CONSULT"}
_NEXT: Final = 300  # characters to what is told right before
REAL: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
"""What happened, as far as is told."""
REACH: Final = 700
"""Characters between two sentences of one train of thought."""


class News:
    """What one report tells with days that are news of it.

    Attributes:
        told: The accounts, in the order of the text.
        published: When the report was published.
        states: Those that take part in something dated.
        only: The only day that is told of; None of several or none.
    """

    def __init__(self, told: Sequence[Told], spoken: Sequence[tuple[int, Edtf]], published: Edtf | None) -> None:
        """Look at the accounts of a report and at the days of its quotations, each with where it is told."""
        self.told, self.published = told, published
        self._starts = [one.span.start for one in told]
        fresh = [one for one in told if one.when is not None and is_news(one.when, published)]
        self.states = {state for one in fresh for state in states_of((*one.actors, *one.recipients))}
        self._acts = [one for one in fresh if is_act(one)]
        self._acts_of: dict[str, list[int]] = {}
        for at, one in enumerate(self._acts):
            for person in people_of(one):
                self._acts_of.setdefault(person, []).append(at)
        days = [(at, day) for at, day in spoken if is_news(day, published)]
        days += [(one.span.start, one.when) for one in fresh if one.when is not None and one.status in REAL]
        self._days = sorted(days, key=lambda told_day: told_day[0])
        self.only = days[0][1] if len({day for _, day in days}) == 1 else None

    def __bool__(self) -> bool:
        """Tell whether any day is told of."""
        return bool(self._days)

    def acts_of(self, people: Iterable[str]) -> list[Told]:
        """Return the dated acts in which one of some people takes part, in the order of the text."""
        return [self._acts[at] for at in sorted({at for one in people for at in self._acts_of.get(one, ())})]

    def latest_before(self, start: int) -> Edtf | None:
        """Return the latest of the days that are told of shortly before a character."""
        first = bisect_left(self._days, start - REACH, key=lambda told_day: told_day[0])
        last = bisect_right(self._days, start, key=lambda told_day: told_day[0])
        return max((day for _, day in self._days[first:last]), key=lambda day: day.sort_key, default=None)

    def told_last(self, start: int) -> Edtf | None:
        """Return the day of what is told last right before a character, where that is dated."""
        for at in range(bisect_left(self._starts, start) - 1, -1, -1):
            if start - self._starts[at] > _NEXT:
                return None
            if self.told[at].when is not None:
                return self.told[at].when
        return None


def is_act(one: Told) -> bool:
    """Tell whether saying it is the news: words, meetings, and denials of whatever it is."""
    return (one.type in _NEWS and one.status in REAL) or one.status is EventStatus.DENIED


def is_news(when: Edtf, published: Edtf | None) -> bool:
    """Tell whether a day lies in the week before publication."""
    if published is None:
        return False
    if when == published:  # "today" in a report whose own day is known by an interval
        return True
    widths = (when.width_days if when.has_year else 1, published.width_days if published.has_year else 1)
    if any(width is None or width > _NEWS_DAYS + 1 for width in widths):  # a week with both its ends
        return False
    if when.overlaps(published):
        return True
    if not (when.earliest and published.earliest and published.latest):
        return False
    return published.earliest - dt.timedelta(_NEWS_DAYS) <= when.earliest <= published.latest


def people_of(one: Told) -> set[str]:
    """Return the people who take part; a state is none."""
    everyone = (*one.actors, *one.recipients)
    return {p.entity for p in everyone if p.entity is not None and p.entity != p.state}
