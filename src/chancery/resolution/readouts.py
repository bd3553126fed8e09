"""Tells that two undated reports of talks are readouts of both sides: each names its own first, and the matters agree.

What one ministry gives out after two meetings with one guest is as alike as what it gives out after one, so reports
that begin with the same person tie nothing. Where each side begins with its own, in one city, and the matters that they
list are largely the same, a reader takes them for one meeting; rivals are looked for where pairs are weighed.

Source: codebook, section 8; `bench/occasions.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from chancery.resolution.profiles import Profile
from chancery.resolution.words import stem, stems

_LEAST: Final = 3  # words of matters that one lists and the other has as well
_SHARE: Final = 0.5  # of the words of what each lists
_COMMON: Final = frozenset(
    map(
        stem,
        "bilateral relations relationship relation ties cooperation issues issue matters topics range region regional "
        "security trade economic economy peace stability partnership support international development global strategy "
        "strengthen strengthening ways deepen deepening expand expanding mutual interest interests shared common "
        "importance important efforts ongoing current situation developments world political dialogue agenda areas "
        "sector sectors field fields countries country nations government governments people state states minister "
        "ministers foreign affairs meeting talks promote promoting further including".split(),
    )
)
"""What nearly every report of talks lists."""


def are_of_both_sides(one: Profile, other: Profile, words: Callable[[str], frozenset[str]]) -> bool:
    """Tell whether two reports of talks are readouts of both sides with the same matters.

    Args:
        one: Talks of the same people as the other, told without a date that decides.
        other: Talks told by other reports.
        words: Gives the stems of a whole report.
    """
    if one.spoken or other.spoken or not one.where & other.where or _first(one) == _first(other):
        return False
    names = one.names | other.names
    found = set[str]()
    for mine, yours in ((one, other), (other, one)):
        listed = _matters(mine) - names
        said = frozenset[str]().union(*map(words, yours.reports))
        if len(listed & said) < _SHARE * len(listed):
            return False
        found |= listed & said
    return len(found) >= _LEAST


def _first(one: Profile) -> str | None:
    """Return whom a report names first of those who met."""
    told = min(one.happening.told, key=lambda t: (t.heads, t.span.start))
    return told.actors[0].entity if told.actors else None


def _matters(one: Profile) -> frozenset[str]:
    """Return the words of what was talked about, without what nearly every report lists."""
    topics = (topic.quote for told in one.happening.told for topic in told.topics)
    return frozenset[str]().union(*map(stems, topics)) - _COMMON
