"""Compares two people across reports: the same, different, or a question for a person to answer.

Names are compared first, then what reports say of the two. Spellings of one full name are the same
person unless something speaks against it. A short form, an initial or a name left out needs an
office or a state that agrees; a misprint and a name of one word need both. What stays between
"same" and "different" is a question. Every answer names its reasons.

Source: codebook, section 4.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from chancery.codebooks.posts import posts
from chancery.resolution.exclusive import are_exclusive
from chancery.resolution.name_match import NameMatch, Need, compare_names
from chancery.resolution.names import PersonName
from chancery.resolution.people import fits_office

ATTESTED: Final = 2  # titles that must name a state before it tells two namesakes apart
_TEN_YEARS: Final = dt.timedelta(days=3652)
"""Two sightings in one office that lie further apart than this do not excuse a misprint."""
_FIVE_YEARS: Final = dt.timedelta(days=1826)
"""Two spellings seen further apart than this, in offices that do not agree, may be two people's."""
A_YEAR: Final = dt.timedelta(days=365)


class Tier(StrEnum):
    """The three answers."""

    SAME = "same"
    QUESTION = "question"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer with its reasons.

    Attributes:
        reasons: In words, the deciding one first.
        misprint: Whether it rests on names that are no spellings of one, which a third may come as near.
    """

    tier: Tier
    reasons: tuple[str, ...]
    misprint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What reports say of one person.

    Attributes:
        names: Every form of the name.
        offices: Office and owner of each title; the owner is None where it is not told.
        states: States and organisations that the person acts for.
        attested: How often titles name one of `states`.
        genders: What honorifics tell.
        first: First day on which the person is seen, None if unknown.
        last: Last day.
    """

    names: tuple[PersonName, ...]
    offices: frozenset[tuple[str, str | None]] = frozenset()
    states: frozenset[str] = frozenset()
    attested: int = 0
    genders: frozenset[str] = frozenset()
    first: dt.date | None = None
    last: dt.date | None = None


def compare(one: Profile, other: Profile) -> Verdict:
    """Say whether two people are one.

    Args:
        one: A person of some reports.
        other: A person of others.

    Example:
        >>> from chancery.resolution.names import read_name
        >>> one, other = (Profile(names=(read_name(n),)) for n in ("Sergey Lavrov", "Sergei Lawrow"))
        >>> compare(one, other).tier.value
        'same'
        >>> one, other = (Profile(names=(read_name(n),)) for n in ("Kim Jong-un", "Kim Jong-il"))
        >>> compare(one, other).tier.value
        'different'
    """
    if one.genders and other.genders and not one.genders & other.genders:
        return Verdict(Tier.DIFFERENT, ("the reports give them different genders",))
    states = one.states | other.states
    found = [compare_names(a, b, states) for a, b in product(one.names, other.names)]
    best = max(found, key=lambda match: match.need)
    against = [match for match in found if match.need is Need.NEVER]
    if best.need is Need.NEVER:
        return Verdict(Tier.DIFFERENT, (best.reason,))
    if against:
        return Verdict(Tier.QUESTION, (best.reason, f"another spelling speaks against it: {against[0].reason}"))
    return _weighed(best, one, other)


def _weighed(match: NameMatch, one: Profile, other: Profile) -> Verdict:
    """Weigh what reports say of two people whose names may be one."""
    office, state = _shared_office(one, other), sorted(one.states & other.states)
    said = [f"both are {office}"] if office else []
    said += [f"both act for {state[0]}"] if state else []
    apart = bool(one.states and other.states) and not state
    spelt = not {name.words for name in one.names} & {name.words for name in other.names}
    if apart and not office and (spelt or min(one.attested, other.attested) >= ATTESTED):
        who = f"{', '.join(sorted(one.states))}; {', '.join(sorted(other.states))}"
        return Verdict(Tier.QUESTION, (match.reason, f"they act for different states ({who})"))
    if match.need is Need.NOTHING and spelt and not office and not at_one_time(one, other, _FIVE_YEARS):
        return Verdict(Tier.QUESTION, (match.reason, *said, "no office agrees, and years lie between"))
    if match.need is Need.NOTHING and not office and holds_two_at_once(one, other):
        return Verdict(Tier.QUESTION, (match.reason, *said, "at one time they hold offices that nobody holds at once"))
    if match.need >= Need.OFFICE and not office and _clash(one, other):
        return Verdict(Tier.QUESTION, (match.reason, "at one time they serve in different branches"))
    if match.need is Need.EITHER and not office and one.offices and other.offices and _has_initial(one, other):
        return Verdict(Tier.QUESTION, (match.reason, *said, "no office agrees"))
    enough = {
        Need.NOTHING: True,
        Need.EITHER: bool(state) or (office is not None and not apart),
        Need.OFFICE: office is not None and bool(state),
        Need.BOTH: office is not None and bool(state) and at_one_time(one, other, _TEN_YEARS),
        Need.ASK: False,
    }[match.need]
    if enough:
        return Verdict(Tier.SAME, (match.reason, *said), misprint=match.need is Need.BOTH)
    return Verdict(Tier.QUESTION, (match.reason, *said, _WANTED[match.need]))


_RANK: Final = re.compile(r"^(?:(?:first|second|acting|deputy|vice|assistant|senior|junior) )+")
_WANTED: Final = {
    Need.ASK: "the name alone cannot decide",
    Need.BOTH: "no agreeing office, state and date",
    Need.OFFICE: "the name is common, and no office agrees",
    Need.EITHER: "neither an office nor a state agrees",
}


def _has_initial(one: Profile, other: Profile) -> bool:
    """Tell whether one of two people is known by an initial only, which many share."""
    return not all(any(name.is_full for name in profile.names) for profile in (one, other))


def _shared_office(one: Profile, other: Profile) -> str | None:
    shared = sorted(
        max(mine, others, key=len)
        for (mine, of), (others, theirs) in product(one.offices, other.offices)
        if (fits_office(mine, others) or fits_office(others, mine))
        and (of == theirs or None in (of, theirs))
        and ("deputy" in mine) == ("deputy" in others)
    )
    return shared[0] if shared else None


def _clash(one: Profile, other: Profile) -> bool:
    """Tell whether titles put the two into different branches within a year: a minister, a police chief."""
    known = one.first and one.last and other.first and other.last and one.offices and other.offices
    return bool(known) and at_one_time(one, other, A_YEAR) and not _branches(one) & _branches(other)


def holds_two_at_once(one: Profile, other: Profile) -> bool:
    """Tell whether reports of the same time put the two into offices that one person does not hold together.

    Somebody who changes office is seen in one after the other, not in both by turns.
    """
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    overlap = one.first <= other.last and other.first <= one.last
    mine, theirs = ({office for office, _ in profile.offices} for profile in (one, other))
    return overlap and are_exclusive(mine, theirs)


def _branches(profile: Profile) -> set[str]:
    """Return the branches of the offices that are known; a deputy's is that of whom he stands in for."""
    plain = (_RANK.sub("", office) for office, _ in profile.offices)
    return {posts()[office].sector if office in posts() else "" for office in plain}


def at_one_time(one: Profile, other: Profile, apart: dt.timedelta) -> bool:
    """Tell whether nothing puts the two further apart in time than that; an unknown day does not."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first - other.last <= apart and other.first - one.last <= apart
