"""Joins what one report calls an agreement ("agreed on a tunnel") with what another calls its signing.

The two are of different types, so they are compared only once everything of one type is joined, and joined only where
the sides are the same, the day is known and some matter of theirs has the same name. What is joined is the signing.

Source: codebook, sections 5 and 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chancery.resolution.blocking import candidates
from chancery.resolution.happenings import Happening
from chancery.resolution.participants import states_of
from chancery.resolution.profiles import Profile, Quoted, profile
from chancery.resolution.scoring import MERGE, Reports, clash, weigh
from chancery.resolution.words import PAPERS, Weights

AGREEING: Final = "AGREE"
SIGNING: Final = "SUPPORT"
_TREATY: Final = "treaty"
_SURE: Final = MERGE + 0.5
_SHARED: Final = 2  # words of the matter


def join_agreements(
    agreed: Sequence[Happening], signed: Sequence[Happening], *, reports: Reports, quoted: Quoted
) -> dict[Happening, Happening]:
    """Return which agreement is the signing of which happening; of several that fit, none.

    Args:
        agreed: What reports tell as an agreement.
        signed: What reports tell as support, signings among it.
        reports: What is known of reports as wholes.
        quoted: Where reports give words that other reports give too.
    """
    mutual = [profile(one, quoted) for one in agreed if _is_mutual(one)]
    treaties = [p for p in (profile(one, quoted) for one in signed) if _TREATY in p.sorts and _is_mutual(p.happening)]
    if not mutual or not treaties:
        return {}
    profiles = sorted((*mutual, *treaties), key=lambda p: (p.order, p.happening.type))
    weights = Weights(p.words for p in profiles)
    fits: dict[Happening, list[Happening]] = {}
    for pair in candidates(profiles, weights):
        one, other = (profiles[at] for at in divmod(pair, len(profiles)))
        if one.happening.type != other.happening.type and _are_one(one, other, weights, reports):
            a, b = sorted((one.happening, other.happening), key=lambda h: h.type)
            fits.setdefault(a, []).append(b)
    taken = [b for found in fits.values() for b in found]
    return {a: found[0] for a, found in fits.items() if len(found) == 1 and taken.count(found[0]) == 1}


def _is_mutual(happening: Happening) -> bool:
    return len(states_of(happening.actors)) > 1 and not happening.recipients and happening.moods == {"real"}


def _are_one(one: Profile, other: Profile, weights: Weights, reports: Reports) -> bool:
    if clash(one, other) or states_of(one.happening.actors) != states_of(other.happening.actors):
        return False
    matters = [p.words - p.predicates - PAPERS for p in (one, other)]
    found = weigh(one, other, weights, reports)
    return found is not None and found.dated and found.value >= _SURE and len(matters[0] & matters[1]) >= _SHARED
