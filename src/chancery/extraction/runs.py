"""Runs of capitalised words: how far a name of a person, a place or a body goes.

A person's name takes in initials, hyphens, particles and suffixes ("K. P. Sharma Oli", "Ursula von
der Leyen", "Kim Jong-un"). A body's name needs a head word ("Party", "Agency") and goes on over "of",
"for" and "and" ("Fund for Stabilisation and Development").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final

from chancery.codebooks.names import given_names, not_names, openers, particles, suffixes
from chancery.codebooks.organisations import match_organisation
from chancery.codebooks.posts import is_middle, is_surname
from chancery.codebooks.states import match_state
from chancery.codebooks.titles import match_post
from chancery.extraction.inflection import can_be_noun, verb_lemmas

# head words of bodies that no list can hold: "Investment Promotion Agency", "Bank of X"
BODY_HEADS: Final = frozenset(
    "Agency Authority Academy Alliance Assembly Association Bank Board Bureau Centre Center Chamber Club Coalition "
    "Command Commission Committee Company Confederation Conference Congress Consortium Corporation Corps Council Court "
    "Department Directorate Duma Embassy Federation Fleet Force Forces Forum Foundation Front Fund Government Group "
    "House Initiative Institute Institution League Ministry Mission Movement Office Organisation Organization "
    "Parliament Party Program Programme Rally Secretariat Senate Service Services Society Tribunal Union University "
    "Airlines Airways Air Aviation Telekom Telecom Holding Holdings Energy Oil Inc Inc. Ltd Ltd. Corp Corp. News Press "
    "Times Post Herald Tribune Gazette Courier Dispatch Radio Television TV Democrats Brotherhood Guard Guards Corps "
    "Army Navy Police Network Trust School College Church Museum".split()
)
# these end the name of a body as often as they stand in a person's or a place's
_WEAK_HEADS: Final = frozenset("Air Oil Post Guard Energy Press House News".split())
PLACE_HEADS: Final = frozenset(
    "Room Hall Hotel Airport Palace Square Street Sea Ocean River Lake Valley Island Islands Mountains Mountain Strait "
    "Gulf Peninsula Province Region City Bay Avenue Road Bridge Castle Port Desert Coast Park Base District Oblast "
    "County Canal Corridor Pass Cape Mount Basin Border Village Airfield Harbour Harbor Garden Gardens".split()
)
# lower-case particles that are English words too: part of a name only with a hyphen
_ENGLISH: Final = frozenset({"as", "an", "at", "ad", "i", "ten", "to", "do", "den", "mac", "na", "y", "st", "anak"})
_ARTICLES: Final = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "ul", "ur"})
_HYPHENS: Final = frozenset({"-", "‑", "–"})
_MONTHS: Final = frozenset({"April", "August", "June", "March", "May"})  # that are surnames too
_JOINS: Final = frozenset({"of", "for", "on"})
_DAYS: Final = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_LONGEST: Final = 16  # words; longer runs are headings or lists


def is_initial(text: str) -> bool:
    """Tell whether a word is an initial or several: "J.", "K.P.", "K"."""
    letters = text.replace(".", "")
    return letters.isalpha() and letters.isupper() and (len(letters) == 1 or text.count(".") == len(letters))


@lru_cache(maxsize=20_000)
def starts_name(text: str) -> bool:
    """Tell whether a capitalised word can be the first of a name."""
    letters = text.replace("'", "")
    return len(text) > 1 and text[0].isupper() and letters.isalpha() and text not in not_names()


def person_end(texts: Sequence[str], index: int) -> int:
    """Return the index after the run of words that can be a person's name, or `index` without one."""
    at = _first(texts, index)
    if at == index:
        return index
    while at < len(texts) and at - index < _LONGEST:
        after = _next(texts, at)
        if after == at:
            break
        at = after
    return at


def _first(texts: Sequence[str], index: int) -> int:
    """Return the index after the first part of a name."""
    text = texts[index]
    if is_initial(text):
        after = index + 1
        while after < len(texts) and is_initial(texts[after]):
            after += 1
        return after + 1 if after < len(texts) and starts_name(texts[after]) and text not in {"I", "A"} else index
    hyphen = index + 2 < len(texts) and texts[index + 1] == "-"
    if text.lower() in _ARTICLES and hyphen and starts_name(texts[index + 2]):
        return index + 3
    if text.lower() in {"al-", "el-"} and index + 1 < len(texts) and starts_name(texts[index + 1]):
        return index + 2
    return index + 1 if starts_name(text) else index


def _next(texts: Sequence[str], at: int) -> int:
    """Return the index after the next part of a name, or `at` if the name ends there."""
    text = texts[at]
    if text in _HYPHENS and at + 1 < len(texts) and texts[at - 1][-1:].isalpha() and _is_joined(texts, at):
        return at + 2
    if text[:1].isupper() and is_initial(text) and text not in {"I", "A"}:
        goes_on = at + 1 < len(texts) and starts_name(texts[at + 1])
        return at + 1 if text.endswith(".") or goes_on else at
    if text in suffixes():
        return at + 1
    if (
        text in _MONTHS
        and texts[at - 1] in given_names()
        and not any(word.isdigit() for word in texts[at + 1 : at + 2])
    ):
        return at + 1  # "Theresa May"
    if starts_name(text):
        return at + 1 if _can_continue(texts, at) else at
    return _past_particles(texts, at)


def _is_joined(texts: Sequence[str], at: int) -> bool:
    """Tell whether "-X" belongs to a name: "Gulnara-Klara", "Jong-un"; not "Russia-led"."""
    after = texts[at + 1]
    if texts[at] == "–" or not after.isalpha():
        return False
    if match_state(texts, at + 1) and after not in given_names():
        return False
    return starts_name(after) or (after.islower() and len(after) <= 5 and not _is_word(after))  # noqa: PLR2004


def _is_word(lower: str) -> bool:
    return can_be_noun(lower) or bool(verb_lemmas(lower)) or lower in {"born", "style", "wide", "pro", "in", "the"}


def _past_particles(texts: Sequence[str], at: int) -> int:
    """Pass "von der Leyen", "bin Salman", "al-Sudani", "al- Jaafari"."""
    after = at
    while after < len(texts) and after - at < 3 and texts[after].lower().rstrip("-") in particles():  # noqa: PLR2004
        hyphen = texts[after].endswith("-") or (after + 1 < len(texts) and texts[after + 1] in _HYPHENS)
        if texts[after].lower() in _ENGLISH and not hyphen:
            return at
        after += 1
        if after < len(texts) and texts[after] in _HYPHENS:
            after += 1
    capital = after < len(texts) and starts_name(texts[after])
    return after + 1 if after > at and capital else at


def _can_continue(texts: Sequence[str], index: int) -> bool:
    if texts[index] in openers():
        return False
    if is_surname(texts, index) or is_middle(texts, index):
        return True
    return not match_post(texts, index) and (match_state(texts, index) is None or texts[index] in given_names())


# ---- bodies ---------------------------------------------------------------------------------


def body_end(texts: Sequence[str], index: int) -> int:
    """Return the index after the name of a body that no list has, or `index` without one."""
    if not _is_capital(texts, index) or texts[index] in openers():
        return index
    run = _capitals(texts, index)
    heads = [i for i in range(index, run) if texts[i] in BODY_HEADS]
    if not heads or (len(heads) == 1 and heads[0] == index and _only_head(texts, index)):
        return index
    if heads[-1] == run - 1 and texts[heads[-1]] in _WEAK_HEADS and texts[index] in given_names():
        return index
    end = heads[-1] + 1
    more = _linked(texts, end)
    return more if more > end or end - index > 1 else index


def _only_head(texts: Sequence[str], index: int) -> bool:
    """Tell whether nothing follows a lone "Party" or "Council"."""
    return index + 1 >= len(texts) or texts[index + 1] not in _JOINS


def _is_capital(texts: Sequence[str], at: int) -> bool:
    return at < len(texts) and texts[at][:1].isupper() and texts[at][-1:].isalnum() and len(texts[at]) > 1


def _capitals(texts: Sequence[str], index: int) -> int:
    """Return the end of the capitalised words at `index`, over hyphens, "&" and "People's"."""
    at = index + 1
    headed = texts[index] in BODY_HEADS
    while at < len(texts) and at - index < _LONGEST:
        if _is_capital(texts, at) and texts[at] not in openers():
            if headed and match_post(texts, at):
                break
            headed = headed or texts[at] in BODY_HEADS
            at += 1
        elif _is_capital(texts, at + 1) and (
            texts[at] in {"-", "&", "–"}
            or (texts[at] in {"'s", "'"} and _owns(texts[at - 1]) and not _is_known(texts, index, at))
        ):
            at += 2
        elif (not headed or texts[at - 1] in _WEAK_HEADS) and _joins_subjects(texts, at):
            at += 2  # "Foreign and Commonwealth Office", "Relief and Works Agency"
        else:
            break
    return at


def _owns(word: str) -> bool:
    """Tell whether "'s" after this word stands inside a name: "People's Party", not "Germany's Office"."""
    return can_be_noun(word.lower())


def _is_known(texts: Sequence[str], index: int, end: int) -> bool:
    """Tell whether a body or state that is known ends here, and so owns what follows: "the United Nations' fund"."""
    found = match_organisation(texts, index) or match_state(texts, index)
    return found is not None and found.end == end


def _joins_subjects(texts: Sequence[str], at: int) -> bool:
    """Tell whether "and" joins what a body is about: "Relief and Works Agency"."""
    if texts[at] != "and" or not _is_capital(texts, at + 1) or match_state(texts, at - 1):
        return False
    after = list(takewhile(lambda word: word[:1].isupper(), texts[at + 1 : at + 4]))
    headed = any(word in BODY_HEADS for word in after) and after[0] not in given_names()
    return headed and can_be_noun(texts[at - 1].lower()) and can_be_noun(after[0].lower())


def _linked(texts: Sequence[str], end: int) -> int:
    """Pass "of Stabilisation and Development", "of the USA" after a head word."""
    at = end
    while at < len(texts) and texts[at] in _JOINS:
        if at + 1 < len(texts) and texts[at + 1] in _DAYS:
            return at
        begin = at + 2 if at + 1 < len(texts) and texts[at + 1] == "the" else at + 1
        if not _is_capital(texts, begin) or match_post(texts, begin):
            return at
        at = _capitals(texts, begin)
        state = match_state(texts, begin)
        if state and state.readings:
            return state.end
        while at + 1 < len(texts) and texts[at] == "and" and _is_capital(texts, at + 1):
            if match_post(texts, at + 1) or match_state(texts, at + 1) or texts[at + 1] in given_names():
                return at
            at = _capitals(texts, at + 1)
    return at
