"""Codes who acts: the state and the PLOVER sector of any phrase, with or without a name.

A phrase is read up to its first preposition for what the actor is, and whole for the state: "rebels
in Darfur" are rebels of Sudan. An office decides before any other word; a state alone is its
government; a people alone are civilians. What nothing tells stays unknown.

Source: PLOVER 2.0 sectors; own vocabulary in `actors.toml`; offices, bodies and organisations from
their codebooks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.leaders import holders_named
from chancery.codebooks.names import Phrases, load, particles
from chancery.codebooks.organisations import match_body, match_organisation, organisations
from chancery.codebooks.posts import match_flags, plural_of
from chancery.codebooks.states import StateKind, match_state, states
from chancery.codebooks.titles import match_post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

_PREPOSITIONS: Final = frozenset("in of from at on to for with near inside outside across around operating".split())
_ALONE: Final = re.compile(r"('s\b|[,()\"\u201c\u201d])")
_LED: Final = re.compile(r"\b([A-Z][A-Za-z.]+)-(led|based|dominated|speaking|appointed|run)\b")
_OFFICIAL: Final = frozenset({"official", "state", "state-run", "state-owned", "government-owned", "government-run"})
_LONG: Final = 6  # letters of a name of which one may be misspelt
_CROWD: Final = re.compile(r"(?:ers|ors|ists|ants|ians|ents)$")  # nouns for people of no listed kind
_WEAK: Final = frozenset({"GOV", "CVL", "ELI", "SOC", "LAB", "PTY"})


@dataclass(frozen=True, slots=True)
class ActorCode:
    """The state and sector of an actor.

    Attributes:
        state: ISO 3166-1 alpha-3 code, or the id of an intergovernmental organisation; None if nothing tells.
        sector: PLOVER sector; None if nothing tells.
        because: The words that decided.
    """

    state: str | None
    sector: str | None
    because: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return load("actors")


@cache
def _sector_phrases() -> Phrases[str]:
    told: Mapping[str, list[str]] = _data()["sectors"]
    plurals = [(plural_of(form), sector) for sector, forms in told.items() for form in forms]
    return Phrases([*plurals, *((form, sector) for sector, forms in told.items() for form in forms)])


@cache
def _people_phrases() -> Phrases[str]:
    told: Mapping[str, list[str]] = _data()["peoples"]
    return Phrases(((form, code) for code, forms in told.items() for form in forms), fold=False)


@cache
def _former_phrases() -> Phrases[str]:
    return Phrases((form, "former") for form in _data()["flags"]["former"])


def code_actor(phrase: str, date: dt.date | None = None) -> ActorCode:
    """Code a phrase for an actor.

    Args:
        phrase: As a text has it: "three Turkish fishermen", "a former finance minister".
        date: When it acts; a state that had gone by then is not its own successor.

    Example:
        >>> code_actor("a British frigate")
        ActorCode(state='GBR', sector='MIL', because=('British', 'frigate'))
        >>> code_actor("rebels in Darfur").state, code_actor("rebels in Darfur").sector
        ('SDN', 'REB')
    """
    words = _split(phrase)
    state, by, said = _state(words, date)
    sector, told = _sector(words)
    if state is None:
        state, by, said = _of_leader(words, date) or _misspelt(words, date)
        sector = "GOV" if by == "leader" and date is not None and sector is None else sector
    if sector in {"JRN", "BUS"} and _OFFICIAL.intersection(word.lower() for word in words):
        sector = "GOV"
    alone = len([word for word in words if word != "'s"]) <= len(said.split()) + 1
    if sector is None and by in {"name", "capital", "seat", "adjective"} and alone:
        sector = "GOV"
    elif sector is None and (by == "demonym" or (by == "people" and (said.endswith("s") or alone))):
        sector = "CVL"
    elif sector == "GOV" and by == "people" and state != "PSE" and told in {"leader", "leaders"}:
        sector = "ELI"  # of a people without a state of its own
    elif sector is None and "ethnic" in (word.lower() for word in words):
        sector = "CVL"
    elif sector is None and by == "organisation":
        known = organisations().get(state or "")
        sector = known.kind if known is not None and known.kind in {"IGO", "NGO"} else None
    return ActorCode(state, sector, tuple(dict.fromkeys(filter(None, (said, told)))))


def _split(phrase: str) -> list[str]:
    """Divide a phrase into words; brackets, commas and the genitive stand alone."""
    plain = phrase.replace("\u2019", "'").replace("secretary general", "secretary-general")
    plain = _LED.sub(r"\1 \2", plain)
    return _ALONE.sub(r" \1 ", plain.replace("Secretary General", "Secretary-General")).split()


def match_people(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Return the sector of people without a name whose noun begins at a word, and the index after it.

    Args:
        words: The words of a sentence.
        at: Where the noun begins: plurals and collectives only, "rebels", "riot police".

    Example:
        >>> match_people(["the", "riot", "police"], 1), match_people(["a", "frigate"], 1)
        (('COP', 3), None)
    """
    return _people_nouns().longest(words, at)


@cache
def _people_nouns() -> Phrases[str]:
    told: Mapping[str, list[str]] = _data()["people"]
    forms = [plural_of(form) for form in told["plurals"]] + told["masses"]
    return Phrases((form, _sector([form])[0] or _sector(form.split())[0] or "CVL") for form in forms)


# ---- state ----


def _state(words: Sequence[str], date: dt.date | None) -> tuple[str | None, str, str]:
    """Return the first state, people or organisation that a phrase names, how, and in which words."""
    for at in range(len(words)):
        people = _people_phrases().longest(words, at)
        organisation = match_organisation(words, at)
        there = match_state(words, at)
        ends = (people[1] if people else 0, organisation.end if organisation else 0, there.end if there else 0)
        if not any(ends):
            continue
        if at and words[at - 1].lower() == "ethnic":
            continue  # "ethnic Albanians" are rather citizens of another state
        said = " ".join(words[at : max(ends)])
        if people and ends[0] == max(ends):
            return people[0], "people", said
        if there and there.readings and ends[2] == max(ends):
            return _of_date(there.readings[0].code, date), str(there.readings[0].by), said
        if organisation:
            return _organisation(organisation.id), "organisation", said
    return None, "", ""


def _of_date(code: str, date: dt.date | None) -> str:
    """Return the state that a territory is part of, and without a date the one that continues a former state."""
    entry = states()[code]
    part = entry.kind is StateKind.TERRITORY or (entry.kind is StateKind.FORMER and date is None)
    return entry.of if part and entry.of else code


def _organisation(name: str) -> str:
    known = organisations()[name]
    return known.of or name


def _of_leader(words: Sequence[str], date: dt.date | None) -> tuple[str, str, str] | None:
    """Return the only state whose carried leaders a phrase can name: "President Museveni", "Angela Merkel"."""
    post, end = None, 0
    for at in range(len(words)):
        found = match_post(words, at)
        if found is not None:
            post, end = found, found.end
            break
    name = [word for word in words[end:] if word[:1].isupper() or word.partition("-")[0].lower() in particles()]
    if not name or len(name) > _LONG or any(word.lower() in _PREPOSITIONS for word in words[end:]):
        return None
    owners = {one.of for one in holders_named(name, post.office if post else None, date)}
    return (str(owners.pop()), "leader", " ".join(name)) if len(owners) == 1 else None


def _misspelt(words: Sequence[str], date: dt.date | None) -> tuple[str | None, str, str]:
    """Return the only state of whose forms one word is a letter away: "Ethopia", "Ghanian"."""
    capitals = [word for word in words if word[:1].isupper()]
    for word in capitals if len(capitals) == 1 and "ethnic" not in words else []:
        if len(word) < _LONG or not word.isalpha():
            continue
        near = {form for short in shortened(word.lower()) for form in _slips().get(short, ())}
        codes = {code for code, _ in near}
        if len(codes) == 1:
            code, by = min(near)
            by = "demonym" if by == "adjective" and word.endswith("s") else by
            return _of_date(code, date), by, word
    return None, "", ""


@cache
def _slips() -> Mapping[str, set[tuple[str, str]]]:
    """Return the one-word forms of states by what they are with one letter left out, with code and kind."""
    found: dict[str, set[tuple[str, str]]] = {}
    for entry in states().values():
        for by, forms in (("name", entry.names), ("adjective", entry.adjectives), ("demonym", entry.demonyms)):
            for form in forms:
                if len(form) >= _LONG and form.isalpha():
                    for short in shortened(form.lower()):
                        found.setdefault(short, set()).add((entry.code, by))
    return found


def shortened(word: str) -> set[str]:
    """Return a word and what it is with one letter left out: two words one letter apart share one."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


# ---- sector ----


def _sector(words: Sequence[str]) -> tuple[str | None, str]:
    """Return the sector that a phrase tells, and in which words."""
    gone = any(_former_phrases().longest(words, at) for at in range(len(words)))
    named = _named(words)
    words = [word if at not in named else "\u2014" for at, word in enumerate(words)]
    head = next((at for at, word in enumerate(words) if at and word.lower() in _PREPOSITIONS), len(words))
    listed = _listed(words[:head]) or _listed(words)
    post = _office(words[:head])
    if post is not None and (listed is None or listed[0] in _WEAK):
        held = "ELI" if gone and post[0] == "GOV" else post[0]
        return held, post[1]
    if listed is not None:
        return ("ELI" if gone and listed[0] == "GOV" else listed[0]), listed[1]
    for at in range(len(words)):
        body = match_body(words, at)
        if body is not None:
            return body.sector, " ".join(words[at : body.end])
    group = next((told for told in named.values() if told), None)
    if group is not None:
        return group, "the organisation"
    crowd = next((word for word in words[:head] if word.islower() and _CROWD.search(word)), None)
    return ("CVL", crowd) if crowd else (None, "")


def _named(words: Sequence[str]) -> dict[int, str | None]:
    """Return the places of words that belong to an organisation's or a state's name, with the sector it is in."""
    found: dict[int, str | None] = {}
    for at in range(len(words)):
        organisation, there = match_organisation(words, at), match_state(words, at)
        if organisation is not None:
            sector = organisations()[organisation.id].sector
            found |= {i: sector for i in range(at, organisation.end) if i not in found}
        elif there is not None and there.readings and there.readings[0].by in {"name", "capital"}:
            found |= {i: None for i in range(at, there.end) if i not in found}
    return found


def _office(words: Sequence[str]) -> tuple[str, str] | None:
    for at in range(len(words)):
        start = match_flags(words, at)[1]
        found = match_post(words, start) if start < len(words) else None
        if found is not None:
            return found.post.sector, found.wording or found.office
    return None


def _listed(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the sector of the last listed word, a strong one before a weak one."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        hit = _sector_phrases().longest(words, at)
        if hit:
            found.append((hit[0], " ".join(words[at : hit[1]])))
        at = hit[1] if hit else at + 1
    strong = [one for one in found if one[0] not in _WEAK]
    chosen = strong or found
    return chosen[-1] if chosen else None
