"""Tells in which PLOVER sector an actor is, from the words of a phrase.

Source: PLOVER 2.0 sectors; own vocabulary in `actors.toml`; offices and bodies from their codebooks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.groups import match_group
from chancery.codebooks.names import Phrases, load
from chancery.codebooks.organisations import match_body, match_organisation, organisations
from chancery.codebooks.posts import match_flags, plural_of
from chancery.codebooks.states import match_state
from chancery.codebooks.titles import match_post

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PREPOSITIONS: Final = frozenset("in of from at on to for with near inside outside across around operating".split())
_CROWD: Final = re.compile(r"(?:ers|ors|ists|ants|ians|ents)$")  # nouns for people of no listed kind
_ONE: Final = re.compile(r"(?:er|or|ist|ian)$")  # one of them, after an article
_WEAK: Final = frozenset({"GOV", "CVL", "ELI", "SOC", "LAB", "PTY"})
_ARMED: Final = frozenset({"REB", "PRM", "UAF"})
_PARTIES: Final = frozenset({"PTY", "OPP"})
_FORCES: Final = frozenset({"MIL", "COP", "SPY", "JUD", "LEG"})
_OFFICES: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
_RULING: Final = re.compile(r"\b(?:government|ministr|minister|authorit|administration|cabinet|ambassador|emirate)")
_HIDDEN: Final = re.compile(r"(?:men|man|attackers?|assailants?|fighters?|militants?|bombers?|assassins?|raiders?)$")
_DASH: Final = "\u2014"

Told = tuple[str, str]  # sector, and the words that tell it


@cache
def data() -> dict[str, Any]:
    """Return the vocabulary as its file has it."""
    return load("actors")


@cache
def _phrases() -> Phrases[str]:
    told: Mapping[str, list[str]] = data()["sectors"]
    plurals = [(plural_of(form), sector) for sector, forms in told.items() for form in forms]
    return Phrases([*plurals, *((form, sector) for sector, forms in told.items() for form in forms)])


@cache
def _former_phrases() -> Phrases[str]:
    return Phrases((form, "former") for form in data()["flags"]["former"])


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(data()["words"][table])


def find_sector(words: Sequence[str]) -> tuple[str | None, str]:
    """Return the sector that a phrase tells, and in which words.

    Args:
        words: The words of a phrase, brackets and genitives apart.
    """
    named = _named(words)
    plain = [word if at not in named else _DASH for at, word in enumerate(words)]
    head = next((at for at, word in enumerate(plain) if at and word.lower() in PREPOSITIONS), len(plain))
    said = _said(plain, head)
    group = next((sector for sector, is_group in named.values() if is_group), None)
    if group is not None:
        return _joined(group, said)
    if said is not None:
        return said
    for at in range(len(plain)):
        body = match_body(plain, at)
        if body is not None:
            return body.sector, " ".join(plain[at : body.end])
    listed = next((sector for sector, _ in named.values() if sector), None)
    return (listed, "the organisation") if listed is not None else _crowd(plain[:head])


def _said(words: Sequence[str], head: int) -> Told | None:
    """Return what a phrase's common words tell: an office, or the last listed word."""
    gone = any(_former_phrases().longest(words, at) for at in range(len(words)))
    listed = _listed(words[:head]) or _listed(words)
    post = _office(words, head)
    if post is not None and (listed is None or listed[0] in _WEAK or (gone and listed[0] == post[0])):
        return ("ELI" if gone and post[0] in _OFFICES else post[0]), post[1]
    if listed is None:
        return None
    if listed[1].lower() in _words("kin"):
        return ("ELI" if _office(words, len(words)) else listed[0]), listed[1]
    around = {word.lower() for word in words[:head]}
    if listed[0] in {"REB", "CVL"} and around & _words("unknown") and _HIDDEN.search(listed[1]):
        return "UAF", listed[1]
    if listed[0] == "REB" and around & _words("loyal"):
        return "PRM", listed[1]
    return ("ELI" if gone and listed[0] == "GOV" else listed[0]), listed[1]


def _joined(group: str, said: Told | None) -> tuple[str | None, str]:
    """Join the sector of a group with what its people are called: "Hamas gunmen", "Boeing workers", "BBC editor"."""
    by_name = group, "the group"
    if said is None:
        return by_name
    sector, words = said
    if group in _ARMED | _PARTIES and sector == "GOV" and _RULING.search(words.lower()):
        return said
    if group in _ARMED:
        return said if sector in {"CVL", "JRN", "MED", "REF", "REL", "JUD", "CRM", "COP", "BUS"} else by_name
    kept = {"GOV", "ELI", "SOC", "PTY", "NGO"} | ({"CVL", "REB", *_FORCES} if group in _FORCES else set())
    return by_name if sector in kept else said


def _crowd(words: Sequence[str]) -> tuple[str | None, str]:
    """Return civilians for a noun for people that no list has: "skiers", "a footballer"."""
    several = next((word for word in words if word.islower() and _CROWD.search(word)), None)
    if several is None and words and words[0].lower() in {"a", "an", "one"}:
        several = next((word for word in words[-1:] if word.islower() and _ONE.search(word)), None)
    return ("CVL", several) if several else (None, "")


def _named(words: Sequence[str]) -> dict[int, tuple[str | None, bool]]:
    """Return the places of words in the name of an organisation, group or state: its sector, and if it is a group."""
    found: dict[int, tuple[str | None, bool]] = {}
    for at in range(len(words)):
        group, organisation, there = match_group(words, at), match_organisation(words, at), match_state(words, at)
        value: tuple[str | None, bool] = (None, False)
        end = at
        if group is not None and (organisation is None or group[1] >= organisation.end):
            value, end = (group[0].sector, True), group[1]
        elif organisation is not None:
            known = organisations()[organisation.id]
            value, end = (known.sector, known.kind == "GROUP"), organisation.end
        elif there is not None and there.readings and there.readings[0].by in {"name", "capital"}:
            end = there.end
        found |= {i: value for i in range(at, end) if i not in found}
    return found


def _office(words: Sequence[str], head: int) -> Told | None:
    """Return the first office that begins before a word: "president of the Chamber of Deputies" is a legislator's."""
    for at in range(head):
        start = match_flags(words, at)[1]
        found = match_post(words, start) if start < len(words) else None
        if found is not None and not (found.office == "head" and found.plural):
            return found.post.sector, found.wording or found.office
    return None


def _listed(words: Sequence[str]) -> Told | None:
    """Return the sector of the last listed word, a strong one before a weak one."""
    found: list[Told] = []
    at = 0
    while at < len(words):
        hit = _phrases().longest(words, at)
        if hit:
            found.append((hit[0], " ".join(words[at : hit[1]])))
        at = hit[1] if hit else at + 1
    strong = [one for one in found if one[0] not in _WEAK]
    chosen = strong or found
    return chosen[-1] if chosen else None
