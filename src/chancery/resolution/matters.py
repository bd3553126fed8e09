"""Tells what two happenings are about apart, and finds whose matter another recalls.

Source: codebook, section 8.
"""

from __future__ import annotations

from typing import Final

from chancery.resolution.profiles import Profile
from chancery.resolution.timing import NEAR
from chancery.resolution.words import PAPERS, stem

_UNLIKE: Final = 0.05
_ENOUGH: Final = 4  # words; of fewer it says nothing that none is shared
_CLAUSE: Final = 3  # words of an act's own clause that say what it is about
_MATTER: Final = 1  # words; of what nothing is said, nothing can differ
_ANY_TWO: Final = frozenset(map(stem, "one two three both first second third new side leader country people".split()))
"""What may be said of any two who act together."""


def is_strange(one: Profile, other: Profile, likeness: float) -> bool:
    """Tell whether the words speak of different things: no wonder where a date is sure, unless the act is the words."""
    if one.is_verbal and (one.aside or other.aside):
        papers = [p.words & PAPERS for p in (one, other)]
        shared = (one.words | one.predicates) & (other.words | other.predicates)
        return not (shared - _ANY_TWO or one.sorts & other.sorts) or (all(papers) and papers[0].isdisjoint(papers[1]))
    if one.is_verbal and (one.elliptic or other.elliptic):
        return False
    if one.is_verbal:
        matters = [p.words - p.predicates - PAPERS - _ANY_TWO for p in (one, other)]
        if min(map(len, matters)) >= _MATTER and matters[0].isdisjoint(matters[1]):
            return True
        return min(len(one.matter), len(other.matter)) >= _CLAUSE and _own_matters_differ(one, other)
    if one.aside or other.aside:
        return False
    unlike = likeness < _UNLIKE and min(len(one.words), len(other.words)) >= _ENOUGH
    return unlike and max(one.width, other.width) > NEAR


def _own_matters_differ(one: Profile, other: Profile) -> bool:
    """Tell whether what is said in the acts' own clauses has nothing to do with all that the other's sentences say."""
    return one.matter.isdisjoint(other.words) and other.matter.isdisjoint(one.words)


def recalls(one: Profile, other: Profile) -> bool:
    """Tell whether one names the matter of the other as known: "the medicine that Berg promised".

    Only an undated account recalls, long after; the verb and the matter have to be those of a dated one before it.
    """
    if one.recalled is None or one.published is None or other.days is None or other.days[1] > one.published[0]:
        return False
    if one.predicates.isdisjoint(other.predicates):
        return False
    return one.recalled in other.matter
