"""Judges whether two happenings of one report are one, and what contradicts that of any two.

Source: codebook, section 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from chancery.codebooks.plover import VERBAL
from chancery.codebooks.states import state_forms
from chancery.model.events import EventStatus, Participant
from chancery.resolution.accounts import RECEIVED, predicate_of
from chancery.resolution.happenings import Happening
from chancery.resolution.own_times import years_told
from chancery.resolution.participants import states_of
from chancery.resolution.words import stems

ALIKE: Final = 55.0
"""Likeness of content words above which two verbal acts of one report are one act.

Set by eye on the bundled examples, not measured: it awaits a benchmark of repeated acts.
"""
_ONCE: Final = frozenset({"CONSULT", "OFFICE", "PROTEST"})  # of which a report seldom tells two alike
_NARROW: Final = 14  # days
_PHONE: Final = "phone"
_STOP: Final = frozenset(
    "the a an of to in on at for by with and or that this his her its their our we they he she it is are was were be "
    "been has have had will would as from said says after before during not also who which".split()
)
_EACH: Final = re.compile(r"\b(?:one after (?:the other|another)|one by one|separately|each in turn)\b")
_SIDES: Final = re.compile(
    r"\b(?:(?P<two>bilateral|two-way|tête-à-tête)|(?P<three>trilateral|tripartite|three-way)|"
    r"(?P<four>quadrilateral|quadripartite|four-way))\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}|\d+")

Verdict = tuple[int, str]
DIFFERENT: Final[Verdict] = (0, "")


def same_inside(one: Happening, other: Happening) -> Verdict:
    """Judge two happenings of one report."""
    agreed = _participants_agree(one, other)
    if agreed == 0 or not modes_agree(one, other):
        return DIFFERENT
    if places_differ(one, other) or years_differ(one, other) or sides_differ(one, other):
        return DIFFERENT
    if one.mode != other.mode and (_one_by_one(one) or _one_by_one(other)):
        return DIFFERENT  # a broker receives each side before he brings them together
    if goes_on(one) != goes_on(other) and not _share_somebody(one, other):
        return DIFFERENT  # negotiations that ministers back are not their own meeting
    a, b = one.when, other.when
    dated = a is not None and b is not None
    if a is not None and b is not None and not a.overlaps(b):
        return DIFFERENT
    together = one.told[0].evidence == other.told[0].evidence
    if one.moods != other.moods and (together or not (dated and _real_or_planned(one, other))):
        return DIFFERENT
    if not _is_retold(one, other, dated=dated, together=together):
        return DIFFERENT
    return agreed + 2 * dated + together, "told again in one report: type and participants agree, dates do not differ"


def goes_on(one: Happening) -> bool:
    """Tell negotiations that every account has under way: they are no single meeting that took place."""
    if one.type != "CONSULT" or one.mode is not None:
        return False
    return all(told.status is EventStatus.ONGOING for told in one.told)


def _one_by_one(one: Happening) -> bool:
    """Tell talks that somebody held with each of several by themselves: "received them one after the other"."""
    return one.type == "CONSULT" and any(_EACH.search(told.evidence.quote) for told in one.told)


def _share_somebody(one: Happening, other: Happening) -> bool:
    """Tell whether a person or body takes part in both, by name; a state does not count."""
    mine, yours = ({who.entity for who in h.actors if who.entity and who.entity != who.state} for h in (one, other))
    return not mine.isdisjoint(yours)


def _is_retold(one: Happening, other: Happening, *, dated: bool, together: bool) -> bool:
    """Tell whether the second of two accounts in one report adds to the first, rather than telling of another act."""
    if _nameless(one, other):
        return one.moods == other.moods and one.type not in VERBAL and same_verb(one, other)
    if one.type == "ELECT":
        return dated or one.when is None or other.when is None
    if one.type in VERBAL:
        told_apart = one.recipients and other.recipients and names_of(one.recipients) != names_of(other.recipients)
        same_actors = names_of(one.actors) == names_of(other.actors)
        alike = together or _heads(one, other) or alike_words(one, other) >= ALIKE
        return same_actors and not told_apart and alike
    return dated or together or one.type in _ONCE or alike_words(one, other) >= ALIKE


def _heads(one: Happening, other: Happening) -> bool:
    """Tell whether one is told by headings alone, and the other in the text with the same verb."""
    heading = [all(told.heads for told in happening.told) for happening in (one, other)]
    return heading[0] != heading[1] and same_verb(one, other)


# ---- participants ---------------------------------------------------------------------------


def _participants_agree(one: Happening, other: Happening) -> int:
    """Return how many participants are shared; 0 where somebody contradicts."""
    if _nameless(one, other):
        return 1
    if one.type == "ELECT":
        return len(states_of(one.actors) & states_of(other.actors))
    if one.type == "CONSULT" and one.mode != "visit":
        return 0 if _is_no_reception(one, other) else _side(one.actors, other.actors)
    acting = _side(one.actors, other.actors)
    if one.actors and other.actors and acting == 0:
        return 0
    if not one.actors or not other.actors:
        acting = 0
    receiving = _side(one.recipients, other.recipients)
    if one.recipients and other.recipients and receiving == 0:
        return 0
    return acting + receiving


def _is_no_reception(one: Happening, other: Happening) -> bool:
    """Tell whether only one is a host's welcome, and the other a call, or a dialogue of states rather than people."""
    received = [all(t.because == RECEIVED for t in h.told) for h in (one, other)]
    if received[0] == received[1]:
        return False
    return _PHONE in {one.mode, other.mode} or names_of(one.actors) != names_of(other.actors)


def _nameless(one: Happening, other: Happening) -> bool:
    """Tell whether one of two names nobody, so that nothing but its verb can speak for it."""
    return not (one.actors or one.recipients) or not (other.actors or other.recipients)


def same_verb(one: Happening, other: Happening) -> bool:
    """Tell whether two happenings are told with forms of one word."""
    verbs = (frozenset[str]().union(*(stems(predicate_of(t)) for t in h.told)) for h in (one, other))
    return not frozenset.isdisjoint(*verbs)


def side_shared(one: Sequence[Participant], other: Sequence[Participant]) -> list[tuple[str, bool]] | None:
    """Return who of the smaller side stands in the larger, and whether by the state alone; None if one does not."""
    small, large = sorted((one, other), key=len)
    shared: list[tuple[str, bool]] = []
    for a in small:
        met = [b for b in large if _is_same(a, b)]
        if not met:
            return None
        itself = any(a.entity == b.entity and a.entity != a.state for b in met)
        shared.append((str(a.entity if itself else a.state or a.entity), not itself))
    return shared


def _side(one: Sequence[Participant], other: Sequence[Participant]) -> int:
    """Return how many of the smaller side stand in the larger; 0 if one of them does not."""
    return len(side_shared(one, other) or ())


def _is_same(one: Participant, other: Participant) -> bool:
    """Tell whether two participants are one, or one is the state that the other acts for."""
    if one.entity is None or other.entity is None:  # people without a name: of one state and sector, or not the same
        return (one.entity, one.state, one.sector) == (other.entity, other.state, other.sector)
    if one.entity == other.entity:
        return True
    by_state = one.entity == one.state or other.entity == other.state
    return by_state and one.state is not None and one.state == other.state


def names_of(side: Sequence[Participant]) -> set[str]:
    """Return the entities of one side."""
    return {one.entity for one in side if one.entity is not None}


def years_differ(one: Happening, other: Happening) -> bool:
    """Tell whether an undated account's sentences name years, none of which is the other's."""
    for undated, dated in ((one, other), (other, one)):
        when = dated.when
        if undated.when is None and when is not None and when.earliest and when.latest:
            years = {year for t in undated.told for year in years_told(t)}
            if years and not any(when.earliest.year <= year <= when.latest.year for year in years):
                return True
    return False


def sides_differ(one: Happening, other: Happening) -> bool:
    """Tell whether words give two meetings different numbers of sides: "bilateral talks" and "a trilateral meeting"."""
    if one.type != "CONSULT" or other.type != "CONSULT":
        return False
    mine, yours = (frozenset[str]().union(*(_sides_in(told.evidence.quote) for told in h.told)) for h in (one, other))
    return bool(mine and yours) and mine.isdisjoint(yours)


@lru_cache(maxsize=4096)
def _sides_in(words: str) -> frozenset[str]:
    return frozenset(found.lastgroup or "" for found in _SIDES.finditer(words))


# ---- mode, mood, place, words ---------------------------------------------------------------


def modes_agree(one: Happening, other: Happening) -> bool:
    """Tell whether two modes, and the offices that a change of office is about, go together."""
    modes = {one.mode, other.mode}
    if one.type == "OFFICE" and one.office and other.office and one.office != other.office:
        same_day = one.when is not None and one.when == other.when and one.when.is_day
        if not same_day or one.office.removeprefix("acting ") != other.office.removeprefix("acting "):
            return False
    return len(modes) == 1 or (None in modes and "visit" not in modes and one.type not in {"OFFICE", "ELECT"})


def _real_or_planned(one: Happening, other: Happening) -> bool:
    """Tell whether one is the plan of what the other tells as done, on an exact date."""
    moods = one.moods | other.moods
    a, b = one.when, other.when
    known = a is not None and b is not None and max(a.width_days or 10**6, b.width_days or 10**6) <= _NARROW
    return moods == {"real", "planned"} and known and not (is_still_to_come(one, other) or is_still_to_come(other, one))


def is_still_to_come(plan: Happening, deed: Happening) -> bool:
    """Tell whether a plan told on the day of a deed or later runs on beyond it: "will meet before the month is out"."""
    done = deed.when
    if plan.moods != {"planned"} or plan.when is None or done is None or not (plan.when.latest and done.latest):
        return False
    told = [t.published.earliest for t in plan.told if t.published is not None and t.published.earliest is not None]
    return plan.when.latest > done.latest and any(day >= done.latest for day in told)


def places_differ(one: Happening, other: Happening) -> bool:
    """Tell whether both name places, all in different states."""
    if one.type == "ELECT":
        return False
    here, there = _codes(one.places), _codes(other.places)
    return bool(here and there and not here & there)


@lru_cache(maxsize=4096)
def _codes(places: tuple[str, ...]) -> frozenset[str]:
    return frozenset(reading.code for place in places for reading in state_forms().get(place, ()))


def alike_words(one: Happening, other: Happening) -> float:
    """Return how many content words the likest sentences of two happenings share, 0 to 100."""
    return max(
        fuzz.token_set_ratio(content_words(a.evidence.quote), content_words(b.evidence.quote))
        for a in one.told
        for b in other.told
    )


@lru_cache(maxsize=65536)
def content_words(text: str) -> str:
    """Return the words of a text that carry its content, in small letters.

    Example:
        >>> content_words("They said that the loan is ready.")
        'loan ready'
    """
    return " ".join(word for word in _WORD.findall(text.lower()) if word not in _STOP)
