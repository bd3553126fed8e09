"""Codes who acts: the state and the PLOVER sector of any phrase, with or without a name.

A phrase is read up to its first preposition for what the actor is, and whole for the state: "rebels
in Darfur" are rebels of Sudan. An office decides before any other word, a group with a name of its own
before the words that only say what its people do; a state alone is its government, a people alone are
civilians. What nothing tells stays unknown.

Source: PLOVER 2.0 sectors and its rule for territories; own vocabulary in `actors.toml`; offices,
bodies, groups, places and organisations from their codebooks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from chancery.codebooks.groups import match_group, match_locality
from chancery.codebooks.leaders import holders_named
from chancery.codebooks.names import Phrases, particles
from chancery.codebooks.organisations import match_organisation, organisations
from chancery.codebooks.outlets import outlet_by_name
from chancery.codebooks.posts import plural_of
from chancery.codebooks.sectors import PREPOSITIONS, data, find_sector
from chancery.codebooks.states import StateKind, StateMatch, match_state, states
from chancery.codebooks.statesmen import match_statesman, shortened
from chancery.codebooks.titles import match_post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

_ALONE: Final = re.compile(r"('s\b|[,()\"\u201c\u201d])")
_JOINED: Final = re.compile(
    r"\b([A-Z][A-Za-z.]+)-(led|based|dominated|speaking|appointed|run|backed|born|controlled|held|allied|trained)\b"
)
_OFFICIAL: Final = frozenset({"official", "state", "state-run", "state-owned", "government-owned", "government-run"})
_LONG: Final = 6  # letters of a name of which one may be misspelt
_PLACED: Final = frozenset({"in", "near", "across", "inside", "throughout", "at"})
_UNRECOGNISED: Final = "X"  # begins the codes of states that no ISO code has, Kosovo apart
_AS_GOVERNMENT: Final = frozenset({"name", "capital", "seat", "adjective"})


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


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose an actor is.

    Attributes:
        state: State or organisation.
        by: How it is named: "name", "adjective", "demonym", "capital", "seat", "people", "organisation", "group",
            "leader", "figure", "sentence".
        said: In which words.
        sector: What a seat alone acts as.
    """

    state: str | None
    by: str
    said: str
    sector: str | None = None


_NOBODY: Final = _Owner(None, "", "")


def code_actor(phrase: str, date: dt.date | None = None, sentence: str = "") -> ActorCode:
    """Code a phrase for an actor.

    Args:
        phrase: As a text has it: "three Turkish fishermen", "a former finance minister".
        date: When it acts; a state that had gone by then is not its own successor.
        sentence: Where it stands, for people whose state no word of theirs tells: the only state that it names, or
            the only one in which something happens.

    Example:
        >>> code_actor("a British frigate")
        ActorCode(state='GBR', sector='MIL', because=('British', 'frigate'))
        >>> code_actor("rebels in Darfur").state, code_actor("rebels in Darfur").sector
        ('SDN', 'REB')
    """
    words = _split(phrase)
    owner = _owner(words, date)
    sector, told = find_sector(words)
    if owner.state is None and not owner.by:
        owner = _of_leader(words, date) or _of_statesman(words, date) or _misspelt(words, date) or owner
        sector = "GOV" if owner.by == "leader" and date is not None and sector is None else sector
    if owner is _NOBODY and sentence:
        owner = _beside(_split(sentence), date)
    if sector in {"JRN", "BUS"} and _OFFICIAL.intersection(word.lower() for word in words):
        sector = "GOV"
    sector = _without_words(words, owner) if sector is None else _with_owner(owner, sector, told)
    return ActorCode(owner.state, sector, tuple(dict.fromkeys(filter(None, (owner.said, told)))))


def _without_words(words: Sequence[str], owner: _Owner) -> str | None:
    """Return the sector of a phrase that tells only whose it is."""
    alone = len([word for word in words if word != "'s"]) <= len(owner.said.split()) + 1
    if owner.by in _AS_GOVERNMENT and alone:
        return owner.sector or "GOV"
    if owner.by == "demonym" or (owner.by == "people" and (owner.said.endswith("s") or alone)):
        return "CVL"
    if "ethnic" in (word.lower() for word in words):
        return "CVL"
    known = organisations().get(owner.state or "") if owner.by == "organisation" else None
    return known.kind if known is not None and known.kind in {"IGO", "NGO"} else None


def _with_owner(owner: _Owner, sector: str, told: str) -> str:
    """Return the sector of people whose owner has a say in it."""
    if sector == "GOV" and owner.by == "people" and owner.state != "PSE" and told in {"leader", "leaders"}:
        return "ELI"  # of a people without a state of its own
    known = organisations().get(owner.state or "")
    kind = known.kind if known is not None else None
    if kind == "IGO" and sector in {"GOV", "LEG", "JUD", "ELI", "BUS"}:
        return "IGO"
    return "NGO" if kind == "NGO" and sector in {"GOV", "CVL", "SOC", "ELI"} else sector


def _split(phrase: str) -> list[str]:
    """Divide a phrase into words; brackets, commas and the genitive stand alone."""
    plain = phrase.replace("\u2019", "'").replace("secretary general", "secretary-general")
    plain = _JOINED.sub(r"\1 \2", plain)
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
    told: Mapping[str, list[str]] = data()["people"]
    forms = [plural_of(form) for form in told["plurals"]] + told["masses"]
    return Phrases((form, find_sector([form])[0] or find_sector(form.split())[0] or "CVL") for form in forms)


@cache
def _bodies() -> Phrases[str]:
    told: Mapping[str, list[str]] = data()["bodies"]
    return Phrases(((form, code) for code, forms in told.items() for form in forms), fold=False)


# ---- state ----


def _owner(words: Sequence[str], date: dt.date | None) -> _Owner:
    """Return the first state, people, group or organisation that a phrase names."""
    weak: _Owner | None = None
    for at in range(len(words)):
        if at and words[at - 1].lower() == "ethnic":
            continue  # "ethnic Albanians" are rather citizens of another state
        found, scattered = _owner_at(words, at, date)
        if found is None:
            continue
        if not scattered:
            return found if weak is None or found.by in {"name", "adjective", "capital"} else weak
        weak = weak or found
    return weak or _NOBODY


def _owner_at(words: Sequence[str], at: int, date: dt.date | None) -> tuple[_Owner | None, bool]:
    """Return whom the longest name at a word means, and whether it is a people of several states."""
    group, people = match_group(words, at), match_locality(words, at)
    body, organisation, there = _bodies().longest(words, at), match_organisation(words, at), match_state(words, at)
    end = max(one[1] for one in (group, people, body, (None, 0)) if one)
    end = max(end, organisation.end if organisation else 0, there.end if there else 0)
    said = " ".join(words[at:end])
    if not end:
        return None, False
    if group and group[1] == end and group[0].state:
        return _Owner(_of_date(group[0].state, date), "group", said), False
    if there and there.readings and there.end == end and not _is_inside(there, people, end):
        reading = there.readings[0]
        return _Owner(_of_date(reading.code, date), str(reading.by), said, reading.sector), False
    if people and people[1] == end:
        return _Owner(_of_date(people[0].state, date), "people", said), people[0].scattered
    if organisation and organisation.end == end:
        return _Owner(_organisation(organisation.id, organisation.form), "organisation", said), False
    return (_Owner(body[0], "organisation", said), False) if body and body[1] == end else (None, False)


def _beside(sentence: Sequence[str], date: dt.date | None) -> _Owner:
    """Return the only state that a sentence names, else the only one where something is, else the only one by name."""
    named: dict[str, _Owner] = {}
    inside: dict[str, _Owner] = {}
    plain: dict[str, _Owner] = {}
    at = 0
    while at < len(sentence):
        found, _ = _owner_at(sentence, at, date)
        if found is None or found.state is None or found.state not in states() or found.by == "group":
            at += 1
            continue
        named.setdefault(found.state, found)
        if found.by != "people":
            plain.setdefault(found.state, found)
        before = sentence[at - 1].lower() if at else ""
        before = sentence[at - 2].lower() if before == "the" and at > 1 else before
        if before in _PLACED or found.by == "capital":
            inside.setdefault(found.state, found)
        at += len(found.said.split())
    for told in (named, inside, plain):
        if len(told) == 1:
            only = next(iter(told.values()))
            return _Owner(only.state, "sentence", only.said)
    return _NOBODY


def _is_inside(there: StateMatch, people: tuple[object, int] | None, end: int) -> bool:
    """Tell whether a word for a state means its people here; parts of states with an entry speak for themselves."""
    kind = states()[there.readings[0].code].kind
    return people is not None and people[1] == end and kind is not StateKind.TERRITORY


def _of_date(code: str, date: dt.date | None) -> str:
    """Return the state that a territory is part of, and without a date the one that continues a former state."""
    entry = states()[code]
    if entry.kind is StateKind.FORMER:
        return code if date is not None else entry.of or data()["continued"].get(code, code)
    unrecognised = entry.kind is StateKind.PARTIAL and code.startswith(_UNRECOGNISED) and code != "XKX"
    part = entry.kind is StateKind.TERRITORY or unrecognised
    return entry.of if part and entry.of else code


def _organisation(name: str, form: str) -> str:
    known = organisations()[name]
    outlet = outlet_by_name(form) or outlet_by_name(known.name) if known.kind == "OUTLET" else None
    return known.of or (outlet.state if outlet is not None and outlet.state in states() else name)


def _of_leader(words: Sequence[str], date: dt.date | None) -> _Owner | None:
    """Return the only state whose carried leaders a phrase can name: "President Museveni", "Angela Merkel"."""
    post, end = None, 0
    for at in range(len(words)):
        found = match_post(words, at)
        if found is not None:
            post, end = found, found.end
            break
    name = [word for word in words[end:] if word[:1].isupper() or word.partition("-")[0].lower() in particles()]
    if not name or len(name) > _LONG or any(word.lower() in PREPOSITIONS for word in words[end:]):
        return None
    owners = {one.of for one in holders_named(name, post.office if post else None, date)}
    return _Owner(str(owners.pop()), "leader", " ".join(name)) if len(owners) == 1 else None


def _of_statesman(words: Sequence[str], date: dt.date | None) -> _Owner | None:
    """Return the state that a public figure acted for: "President Suharto", "Yasser Arafat"."""
    found = match_statesman(words)
    if found is None:
        return None
    return _Owner(found[0] if found[0] in organisations() else _of_date(found[0], date), "figure", found[1])


def _misspelt(words: Sequence[str], date: dt.date | None) -> _Owner | None:
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
            return _Owner(_of_date(code, date), by, word)
    return None


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
