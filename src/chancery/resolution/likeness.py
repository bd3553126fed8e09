"""Judges whether two happenings are one: a score with its reason, 0 where anything speaks against it.

Source: codebook, section 8.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from chancery.codebooks.states import state_forms
from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.resolution.accounts import VERBAL
from chancery.resolution.happenings import Happening
from chancery.resolution.participants import states_of

ALIKE: Final = 55.0
"""Likeness of content words above which two verbal acts of one report are one act.

Set by eye on the bundled examples, not measured: it awaits a benchmark of repeated acts.
"""
_ONCE: Final = frozenset({"CONSULT", "OFFICE", "PROTEST"})  # of which a report seldom tells two alike
_NEAR: Final = dt.timedelta(days=3)
"""Reports published this close tell the same news."""
_LATE: Final = dt.timedelta(days=400)  # a report tells without date what is no older than this
_NARROW: Final = 14  # days
_VAGUE: Final = 400  # days; that two intervals of years overlap says nothing of what happened in them
_STOP: Final = frozenset(
    "the a an of to in on at for by with and or that this his her its their our we they he she it is are was were be "
    "been has have had will would as from said says after before during not also who which".split()
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WORD: Final = re.compile(r"[^\W\d_]{3,}|\d+")

Verdict = tuple[int, str]
DIFFERENT: Final[Verdict] = (0, "")


def same_inside(one: Happening, other: Happening) -> Verdict:
    """Judge two happenings of one report."""
    agreed = _participants_agree(one, other)
    if agreed == 0 or not _modes_agree(one, other) or places_differ(one, other) or _years_differ(one, other):
        return DIFFERENT
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


def _is_retold(one: Happening, other: Happening, *, dated: bool, together: bool) -> bool:
    """Tell whether the second of two accounts in one report adds to the first, rather than telling of another act."""
    if one.type == "ELECT":
        return dated or one.when is None or other.when is None
    if one.type in VERBAL:
        told_apart = one.recipients and other.recipients and _names(one.recipients) != _names(other.recipients)
        same_actors = _names(one.actors) == _names(other.actors)
        return same_actors and not told_apart and (together or alike_words(one, other) >= ALIKE)
    return dated or together or one.type in _ONCE or alike_words(one, other) >= ALIKE


def same_across(one: Happening, other: Happening) -> Verdict:
    """Judge two happenings of different reports."""
    told_together = not {t.report for t in one.told}.isdisjoint(t.report for t in other.told)
    agreed = 0 if told_together else _participants_agree(one, other)
    if agreed == 0 or not _modes_agree(one, other) or places_differ(one, other) or _years_differ(one, other):
        return DIFFERENT
    if not (one.moods == other.moods or _real_or_planned(one, other)):
        return DIFFERENT
    a, b = one.when, other.when
    if a is not None and b is not None:
        if not a.overlaps(b) or (one.type in VERBAL and not _same_words(one, other)):
            return DIFFERENT
        if one.type == "ELECT" and not (_is_narrow(a, b) or _names(one.actors) & _names(other.actors) - _states(one)):
            return DIFFERENT  # a state may hold several votes in a season
        if a.has_year and b.has_year and _is_narrow(a, b, _VAGUE):
            return agreed + 3, f"type, participants and date agree ({a}, {b})"
    if _same_change(one, other):
        return agreed, "one change of one person in one office, told with and without its date"
    alike = one.type not in VERBAL or alike_words(one, other) >= ALIKE
    complete = _fully_agree(one, other) or (one.type in VERBAL and _one_side_left_out(one, other))
    if alike and _published_together(one, other) and complete:
        return agreed, "type and participants agree in reports of the same days"
    return DIFFERENT


# ---- participants ---------------------------------------------------------------------------


def _participants_agree(one: Happening, other: Happening) -> int:
    """Return how many participants are shared; 0 where somebody contradicts."""
    if one.type == "ELECT":
        return len(states_of(one.actors) & states_of(other.actors))
    if one.type == "CONSULT" and one.mode != "visit":
        return _side(one.actors, other.actors)
    acting = _side(one.actors, other.actors)
    if one.actors and other.actors and acting == 0:
        return 0
    if not one.actors or not other.actors:
        acting = 0
    receiving = _side(one.recipients, other.recipients)
    if one.recipients and other.recipients and receiving == 0:
        return 0
    return acting + receiving


def _side(one: Sequence[Participant], other: Sequence[Participant]) -> int:
    """Return how many of the smaller side stand in the larger; 0 if one of them does not."""
    small, large = sorted((one, other), key=len)
    matched = [any(_is_same(a, b) for b in large) for a in small]
    return sum(matched) if all(matched) else 0


def _is_same(one: Participant, other: Participant) -> bool:
    """Tell whether two participants are one, or one is the state that the other acts for."""
    if one.entity is None or other.entity is None:  # people without a name: of one state and sector, or not the same
        return (one.entity, one.state, one.sector) == (other.entity, other.state, other.sector)
    if one.entity == other.entity:
        return True
    by_state = one.entity == one.state or other.entity == other.state
    return by_state and one.state is not None and one.state == other.state


def _names(side: Sequence[Participant]) -> set[str | None]:
    return {one.entity for one in side}


def _years_differ(one: Happening, other: Happening) -> bool:
    """Tell whether an undated account's sentences name years, none of which is the other's."""
    for undated, dated in ((one, other), (other, one)):
        when = dated.when
        if undated.when is None and when is not None and when.earliest and when.latest:
            years = {int(year) for t in undated.told for year in _YEAR.findall(t.evidence.quote)}
            if years and not any(when.earliest.year <= year <= when.latest.year for year in years):
                return True
    return False


def _states(happening: Happening) -> set[str | None]:
    return {one.state for one in happening.actors}


def _is_narrow(one: Edtf, other: Edtf, days: int = _NARROW) -> bool:
    return max(one.width_days or 10**6, other.width_days or 10**6) <= days


def _same_change(one: Happening, other: Happening) -> bool:
    """Tell whether an undated change of office is the dated one that an earlier or later report tells."""
    if one.type != "OFFICE" or (one.when is None) == (other.when is None) or not (one.office or other.office):
        return False
    dated, undated = (one, other) if one.when is not None else (other, one)
    when, told = dated.when, undated.told[0].published
    if when is None or told is None or not (when.earliest and when.latest and told.earliest and told.latest):
        return False
    return when.earliest <= told.latest and told.earliest - when.latest <= _LATE


def _one_side_left_out(one: Happening, other: Happening) -> bool:
    """Tell whether two accounts differ only in that one does not say to whom."""
    return len(one.actors) == len(other.actors) and not (one.recipients and other.recipients)


def _fully_agree(one: Happening, other: Happening) -> bool:
    same = len(one.actors) == len(other.actors) and len(one.recipients) == len(other.recipients)
    enough = len(one.actors) + len(one.recipients) > 1 or one.type in {"ELECT", "OFFICE"}
    return same and enough


# ---- mode, mood, place, words ---------------------------------------------------------------


def _modes_agree(one: Happening, other: Happening) -> bool:
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
    return moods == {"real", "planned"} and known and not (_still_to_come(one, other) or _still_to_come(other, one))


def _still_to_come(plan: Happening, deed: Happening) -> bool:
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


def _published_together(one: Happening, other: Happening) -> bool:
    a, b = one.told[0].published, other.told[0].published
    return a is not None and b is not None and _are_near(a, b)


def _are_near(one: Edtf, other: Edtf) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return one.cycle is not None and one.overlaps(other)
    wide = max(one.width_days or 0, other.width_days or 0) > _NARROW
    return not wide and one.earliest - _NEAR <= other.latest and other.earliest - _NEAR <= one.latest


def _same_words(one: Happening, other: Happening) -> bool:
    """Tell whether two verbal acts of one time are one: the same mode in a narrow time, or like words."""
    a, b = one.when, other.when
    narrow = a is not None and b is not None and max(a.width_days or 10**6, b.width_days or 10**6) <= _NARROW
    same_mode = one.mode is not None and one.mode == other.mode
    return (narrow and same_mode) or alike_words(one, other) >= ALIKE


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
