"""Finds the stretch of a text around a place, without a look at every stretch for every place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from chancery.model.text import Span


class Around:
    """Finds which of many spans, which may lie in each other, holds another one most closely."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the spans in any order."""
        order = sorted((span.start, -span.end, -at) for at, span in enumerate(spans))
        self._starts = [start for start, _, _ in order]
        self._ends = [-end for _, end, _ in order]
        self._places = [-at for _, _, at in order]
        self._reach = [*accumulate(self._ends, max)]  # of each and those before it the furthest end

    def innermost(self, span: Span) -> int | None:
        """Return the position of the shortest span that holds another; of several the first, None if none does."""
        found: tuple[int, int] | None = None
        for at in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            longest = found is not None and span.end - self._starts[at] > found[0]
            if longest or self._reach[at] < span.end:
                break
            if self._ends[at] >= span.end:
                here = (self._ends[at] - self._starts[at], self._places[at])
                found = here if found is None else min(found, here)
        return found[1] if found is not None else None
