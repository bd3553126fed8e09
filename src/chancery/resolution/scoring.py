"""How much speaks for two happenings of different reports being one: named reasons, added up.

Whatever contradicts ends the comparison; the rest is weighed in nats, so that sums can be compared.
A pair that reaches `MERGE` is one event; one that reaches only `ASK` is a question for a person.

Source: codebook, section 8. The weights were set on the bundled examples, on two topics of MEANTIME
and on made-up years of events; `bench/merging.py` prints what they give on what was kept apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Protocol

from chancery.resolution.happenings import Happening
from chancery.resolution.likeness import (
    goes_on,
    is_still_to_come,
    modes_agree,
    names_of,
    side_shared,
    sides_differ,
    years_differ,
)
from chancery.resolution.matters import is_strange, recalls
from chancery.resolution.participants import states_of
from chancery.resolution.profiles import NARROW, Profile
from chancery.resolution.readouts import are_of_both_sides
from chancery.resolution.timing import (
    LATE,
    comes_of_plan,
    days_apart,
    names_the_day,
    recurring,
    time_told,
    told_before,
    within_years,
)
from chancery.resolution.words import Weights

MERGE: Final = 0.0
ASK: Final = -1.5

_PRIOR: Final = -4.0
_PRIOR_VERBAL: Final = -5.5
_RIVALS: Final = 0.5  # of the logarithm of how many others are as near
_PERSON: Final = 1.5
_STATE: Final = 0.75
_MOST_PARTICIPANTS: Final = 3.5
_WORDS: Final = 4.0  # times the cosine
_MOST_WORDS: Final = 2.5
_MOST_WORDS_VERBAL: Final = 4.0
_STRANGE: Final = 1.25
_OTHER_MATTER: Final = 2.5
_FIGURE: Final = 1.0
_LARGE_FIGURE: Final = 2.0
_LARGE: Final = 10**5
_MOST_FIGURES: Final = 3.0
_UNIQUE: Final = 1.0
_QUOTATION: Final = 2.0
_LITTLE: Final = 0.15  # cosine of whole reports below which they have nothing in common
_PHONE: Final = "phone"
_SUMMIT: Final = "multilateral"
_ONE_MEANING: Final = {"OFFICE", "ELECT"}
_JUST_BELOW: Final = 0.1
_DATED: Final = 1.0
_ONE_OCCASION: Final = 0.1
"""Cosine of remarks before a meeting and of a report above which they may be of one.

Of 2,001 releases of one ministry without their dates, 15 pairs of remarks and report of the same two people, in one
city and without a rival, are above it, and all are of one meeting; in random parts of the releases too. Of two reports
of talks with one partner no likeness tells whether they are of one occasion (`bench/occasions.py`).
"""
_REMARKS: Final = 2.0
_READOUTS: Final = 2.0
_SAME_SORT: Final = 1.0
_MEETING: Final = 1.75
_LASTS: Final = 2.5
_RECALLED: Final = 3.0


_SAME_WORDS: Final = 1.0
_BORNE: Final = 1.0  # nobody is expelled twice in a season


class Reports(Protocol):
    """What is known of reports as wholes."""

    def likeness(self, one: str, other: str, but: frozenset[str]) -> float:
        """Return how alike the sentences are that tell of events, without some words, 0 to 1."""

    def whole_likeness(self, one: str, other: str, but: frozenset[str]) -> float:
        """Return how alike two whole texts are."""

    def words_of(self, report: str) -> frozenset[str]:
        """Return the stems of a whole text."""

    def are_of_one_meeting(self, one: str, other: str) -> bool:
        """Tell whether two reports tell of one meeting as their news."""

    def give_the_same_words(self, one: str, other: str) -> bool:
        """Tell whether two reports quote the same long words of somebody."""


@dataclass(frozen=True, slots=True)
class Score:
    """What speaks for two happenings being one.

    Attributes:
        value: Sum in nats.
        because: The reasons, the strongest first.
        dated: Whether their dates are evidence, rather than merely no contradiction.
    """

    value: float
    because: tuple[str, ...]
    dated: bool

    def among(self, rivals: int) -> Score:
        """Return the score where nothing contradicts several pairs of the same happenings.

        Args:
            rivals: How many such pairs the one with fewer of them has.
        """
        return Score(self.value - _RIVALS * math.log(max(1, rivals)), self.because, self.dated)


_Reasons = list[tuple[float, str]]


def contradiction(one: Profile, other: Profile) -> bool:
    """Tell whether two happenings cannot be one, whatever speaks for it."""
    return one.happening.type != other.happening.type or clash(one, other)


def clash(one: Profile, other: Profile) -> bool:
    """Tell whether two happenings cannot be one, whatever they are called."""
    a, b = one.happening, other.happening
    return bool(
        not one.reports.isdisjoint(other.reports)
        or days_apart(one, other) > 0
        or not modes_agree(a, b)
        or _places_differ(one, other)
        or years_differ(a, b)
        or told_before(one, other)
        or told_before(other, one)
        or _moods_differ(one, other)
        or goes_on(a) != goes_on(b)
        or _one_by_phone(one, other)
        or _is_one_more(one, other)
        or (one.sorts and other.sorts and one.sorts.isdisjoint(other.sorts))
        or (recurring(a, b) and not a.when.overlaps(b.when))  # type: ignore[union-attr,arg-type]
        or sides_differ(a, b)
    )


def score(one: Profile, other: Profile, weights: Weights, reports: Reports, *, months: int = 1) -> Score | None:
    """Weigh what speaks for two happenings being one; None where something contradicts it.

    Args:
        one: A happening of some reports.
        other: A happening of others.
        weights: How telling words are.
        reports: What is known of reports as wholes.
        months: In how many months such an act is told.
    """
    return None if contradiction(one, other) else weigh(one, other, weights, reports, months=months)


def weigh(one: Profile, other: Profile, weights: Weights, reports: Reports, *, months: int = 1) -> Score | None:
    """Weigh what speaks for two happenings being one that nothing contradicts; None where nobody is shared."""
    reasons: _Reasons = []
    if not _weigh_participants(one.happening, other.happening, reasons):
        return None
    told = time_told(one, other)
    recalled = recalls(one, other) or recalls(other, one)
    if recalled or (one.lasts and other.lasts):
        told = max(0.0, told[0]), told[1]
    reasons.append(told)
    dated = told[0] >= _DATED
    if not one.is_verbal and (one.happening.mode is not None or _are_people(one)):
        reasons.append((_UNIQUE / max(1, months), "an act that is seldom told"))
    _weigh_place(one, other, reasons)
    _weigh_words(one, other, weights, reasons)
    sure = _weigh_occasion(one, other, reports, reasons) or recalled
    if recalled:
        reasons.append((_RECALLED, "recalled by what it was about"))
    if not dated:
        _weigh_reports(one, other, reports, reasons)
    prior = _PRIOR_VERBAL if one.is_verbal else _PRIOR
    total = sum(value for value, _ in reasons) + prior
    unsure = not sure and told[0] == 0  # what people do again and again needs something to say when
    if unsure or _is_two_of_many(one.happening, other.happening):
        total = min(total, MERGE - _JUST_BELOW)
    reasons.sort(key=lambda reason: -reason[0])
    return Score(total, tuple(why for value, why in reasons if value > 0), dated)


# ---- participants ---------------------------------------------------------------------------


def _weigh_participants(one: Happening, other: Happening, reasons: _Reasons) -> bool:
    """Weigh who takes part; False where somebody contradicts, or nobody is shared."""
    if one.type == "ELECT":
        voting = states_of(one.actors) & states_of(other.actors)
        reasons.append((2.0, f"same state: {', '.join(sorted(voting))}"))
        return bool(voting)
    sides = [(one.actors, other.actors)]
    if one.type != "CONSULT" or one.mode == "visit":
        sides.append((one.recipients, other.recipients))
    value, names, missing, complete = 0.0, list[str](), 0, True
    for mine, yours in sides:
        if not mine and not yours:
            continue
        if not mine or not yours:
            missing += not any(all(t.unsaid for t in h.told) for h in (one, other))
            complete = False
            continue
        shared = side_shared(mine, yours)
        if shared is None:
            return False
        complete &= len(mine) == len(yours)
        missing += one.type == "CONSULT" and one.mode != "visit" and min(len(mine), len(yours)) == 1
        value += sum(_STATE if by_state else _PERSON for _, by_state in shared)
        names += [name for name, _ in shared]
    if not names:
        return not (one.actors or one.recipients) or not (other.actors or other.recipients)
    role = 0.5 * (complete and len(names) > 1) - 0.5 * missing
    reasons.append((min(value, _MOST_PARTICIPANTS), f"same participants: {', '.join(sorted(names))}"))
    reasons.append((role, "same roles"))
    return True


def parties_differ(one: Happening, other: Happening) -> bool:
    """Tell whether somebody whom one names contradicts whom the other names in the same role."""
    if one.type == "ELECT":
        return False
    sides = [(one.actors, other.actors)]
    if one.type != "CONSULT" or one.mode == "visit":
        sides.append((one.recipients, other.recipients))
    return any(mine and yours and side_shared(mine, yours) is None for mine, yours in sides)


def _is_two_of_many(one: Happening, other: Happening) -> bool:
    """Tell talks of two states from talks of three, two of them the same: two often meet beside a summit."""
    if one.type != "CONSULT" or one.mode == "visit" or one.mode == other.mode == _SUMMIT:
        return False
    few, many = sorted(len(states_of(h.actors)) for h in (one, other))
    return few == len((one, other)) and many > few


def _are_people(one: Profile) -> bool:
    """Tell whether two or more named people meet, rather than states."""
    actors = one.happening.actors
    return len(actors) > 1 and all(actor.entity != actor.state for actor in actors)


# ---- mood and means --------------------------------------------------------------------------


def _moods_differ(one: Profile, other: Profile) -> bool:
    """Tell whether one is no telling of the other's deed: a plan for later, or a denial of something else."""
    a, b = one.happening, other.happening
    if a.moods & b.moods:
        return False
    if a.moods | b.moods == {"real", "planned"}:
        if any(names_the_day(p, d) or comes_of_plan(p, d) for p, d in ((one, other), (other, one))):
            return False
        known = one.days is not None and other.days is not None
        return not known or is_still_to_come(a, b) or is_still_to_come(b, a) or max(one.width, other.width) > LATE
    return max(one.width, other.width) > NARROW


def _one_by_phone(one: Profile, other: Profile) -> bool:
    """Tell whether only one was a call, and the other had a place or is not known to be of the same days."""
    calls = [p for p in (one, other) if p.happening.mode == _PHONE]
    rest = [p for p in (one, other) if p.happening.mode != _PHONE]
    return len(calls) == len(rest) == 1 and (bool(rest[0].where) or max(one.width, other.width) > NARROW)


def _is_one_more(one: Profile, other: Profile) -> bool:
    """Tell whether only one is told as one more of its kind, and their figures differ: "sent another 30,000 doses"."""
    return one.again != other.again and bool(one.numbers and other.numbers) and one.numbers.isdisjoint(other.numbers)


# ---- place and words ------------------------------------------------------------------------


def _places_differ(one: Profile, other: Profile) -> bool:
    """Tell whether both name places, all in different states; votes and changes of office have no one place."""
    differ = bool(one.places and other.places and not one.places & other.places)
    return differ and one.happening.type not in _ONE_MEANING


def _weigh_place(one: Profile, other: Profile, reasons: _Reasons) -> None:
    if one.where & other.where:
        reasons.append((0.75, f"same place: {', '.join(sorted(one.where & other.where))}"))
    elif one.places & other.places:
        reasons.append((0.25, "places in one state"))
    elif one.where and other.where:
        reasons.append((-0.5, "other places"))


def _weigh_words(one: Profile, other: Profile, weights: Weights, reasons: _Reasons) -> None:
    verbal, a, b = one.is_verbal, one.happening, other.happening
    if a.mode is not None and a.mode == b.mode and a.mode != "visit":
        reasons.append((0.5, f"same mode: {a.mode}"))
    if one.predicates & other.predicates:
        reasons.append((0.5, "same verb"))
    borne = {who.entity for who in a.recipients if who.entity != who.state} & names_of(b.recipients)
    if a.mode is not None and a.mode == b.mode and borne:
        reasons.append((_BORNE, f"done to the same person: {', '.join(sorted(map(str, borne)))}"))
    likeness = weights.likeness(one.words, other.words)
    most = _MOST_WORDS_VERBAL if verbal else _MOST_WORDS
    shared = sorted(one.words & other.words, key=lambda w: (-weights.of(w), w))[:5]
    strange = is_strange(one, other, likeness)
    if strange:
        reasons.append((-_OTHER_MATTER if verbal else -_STRANGE, ""))
    if not (verbal and strange):  # what all signings share says nothing where their matters differ
        reasons.append((min(most, _WORDS * likeness * (1.5 if verbal else 1.0)), f"shared words: {', '.join(shared)}"))
    numbers = one.numbers & other.numbers
    if not numbers and one.numbers and other.numbers:
        reasons.append((-0.5, ""))
    if numbers:
        value = sum(_LARGE_FIGURE if n.endswith("%") or float(n) >= _LARGE else _FIGURE for n in numbers)
        reasons.append((min(_MOST_FIGURES, value), f"shared figures: {', '.join(sorted(numbers))}"))
    if one.quoted & other.quoted:
        reasons.append((_QUOTATION, "the same quotation in both"))
    if a.type == "OFFICE" and names_of(a.actors) & names_of(b.actors) and a.office and a.office == b.office:
        reasons.append((1.5, f"same office: {a.office}"))


def _weigh_reports(one: Profile, other: Profile, reports: Reports, reasons: _Reasons) -> None:
    """Weigh what the reports have in common beside these sentences, where no date speaks."""
    names = one.names | other.names  # they count as participants already
    best = max(reports.likeness(a, b, names) for a in one.reports for b in other.reports)
    if best >= _LITTLE:
        reasons.append((min(2.0, _WORDS * best), "reports of one occasion"))


def _weigh_occasion(one: Profile, other: Profile, reports: Reports, reasons: _Reasons) -> bool:
    """Weigh what makes up for a date; return whether anything does."""
    if one.lasts and other.lasts and within_years(one, other):
        reasons.append((_LASTS, "one war, told within years"))
        return True
    if any(reports.are_of_one_meeting(a, b) for a in one.reports for b in other.reports):
        reasons.append((_MEETING, "told in reports of one meeting"))
        matters = (one.words - one.predicates) & (other.words - other.predicates)
        if one.is_verbal and one.sorts & other.sorts and matters:
            reasons.append((_SAME_SORT, f"the same kind of act there: {', '.join(sorted(one.sorts & other.sorts))}"))
        return True
    if _are_remarks_and_report(one, other):
        names = one.names | other.names
        if max(reports.whole_likeness(a, b, names) for a in one.reports for b in other.reports) >= _ONE_OCCASION:
            reasons.append((_REMARKS, "remarks at a meeting, and a report of it"))
            return True
    if _met_alike(one, other) and are_of_both_sides(one, other, reports.words_of):
        reasons.append((_READOUTS, "readouts of both sides, with the same matters"))
        return True
    if any(reports.give_the_same_words(a, b) for a in one.reports for b in other.reports):
        reasons.append((_SAME_WORDS, "reports that quote the same words"))
        return True
    return bool(one.quoted & other.quoted or one.numbers & other.numbers) or one.happening.type in _ONE_MEANING


def _are_remarks_and_report(one: Profile, other: Profile) -> bool:
    """Tell whether the same people meet in a transcript and in a report, in one place."""
    return _met_alike(one, other) and one.spoken != other.spoken and bool(one.where & other.where)


def _met_alike(one: Profile, other: Profile) -> bool:
    """Tell whether the same people meet in both, and not by phone or on a visit that may have many talks."""
    a, b = one.happening, other.happening
    met = a.type == "CONSULT" and {_PHONE, "visit"}.isdisjoint({a.mode, b.mode})
    return met and _are_people(one) and _are_people(other) and names_of(a.actors) == names_of(b.actors)
