"""Groups, places and public figures whose names tell of which state somebody is.

Source: own vocabulary in `groups.toml`, `localities.toml` and `statesmen.toml`; sectors from PLOVER 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from chancery.codebooks.names import Phrases, load, match_honorific, unaccented
from chancery.codebooks.outlets import outlets
from chancery.codebooks.titles import match_post

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OF_SEVERAL = "IMG"
_NO_PRESS = frozenset({"ministry", "presidency", "organisation"})
_COMMON = frozenset(
    {"Nation", "Trend", "Petra", "Fergana", "Dawn", "Mehr", "Avesta", "Jiji", "Kabar"}
)  # other names and words
_LONG = 6  # letters of a surname of which one may be misspelt
_SHORTEST = 4  # letters of an outlet's short form; shorter ones mean too much else


@dataclass(frozen=True, slots=True)
class Group:
    """A group that acts in its own name: an armed group, a party, a firm, a church.

    Attributes:
        state: ISO 3166-1 alpha-3 code of the state that it acts in; None for a group of several.
        sector: PLOVER sector.
    """

    state: str | None
    sector: str


@dataclass(frozen=True, slots=True)
class Locality:
    """A city, province or people inside a state.

    Attributes:
        state: ISO 3166-1 alpha-3 code.
        scattered: True for a people of several states, whose state another word of a phrase overrules.
    """

    state: str
    scattered: bool


@cache
def _groups() -> Phrases[Group]:
    return Phrases([*_outlets(), *_listed()], fold=False)


def _outlets() -> Iterator[tuple[str, Group]]:
    for outlet in outlets().values():
        if outlet.kind not in _NO_PRESS and len(outlet.state) == 3:  # noqa: PLR2004 - a state, no organisation
            group = Group(outlet.state, "JRN")
            yield from (
                (form, group)
                for form in outlet.names
                if (len(form) >= _SHORTEST or form == outlet.name) and form not in _COMMON
            )


def _listed() -> Iterator[tuple[str, Group]]:
    told: Mapping[str, Mapping[str, list[str]]] = load("groups")
    for sector, by_state in told.items():
        for state, forms in by_state.items():
            group = Group(None if state == _OF_SEVERAL else state, sector)
            yield from ((form, group) for form in forms)


def match_group(words: Sequence[str], at: int) -> tuple[Group, int] | None:
    """Return the group whose name begins at a word, by exact case, and the index after it.

    Example:
        >>> match_group(["the", "Allied", "Democratic", "Forces"], 1)
        (Group(state='COD', sector='REB'), 4)
    """
    return _groups().longest(words, at)


@cache
def _localities() -> Phrases[Locality]:
    told: Mapping[str, Mapping[str, list[str]]] = load("localities")
    return Phrases(
        (
            (form, Locality(state, scattered=table == "scattered"))
            for table in ("in", "scattered")
            for state, forms in told[table].items()
            for form in forms
        ),
        fold=False,
    )


def match_locality(words: Sequence[str], at: int) -> tuple[Locality, int] | None:
    """Return the place or people inside a state whose name begins at a word, and the index after it.

    Example:
        >>> match_locality(["Fulani", "herders"], 0)
        (Locality(state='NGA', scattered=True), 1)
    """
    return _localities().longest(words, at)


@cache
def _statesmen() -> Phrases[str]:
    told: Mapping[str, list[str]] = load("statesmen")["of"]
    return Phrases(((unaccented(name), state) for state, names in told.items() for name in names), fold=False)


def match_statesman(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the state or organisation of the first public figure whom a phrase names, and the words that do.

    A surname alone means nobody where another name stands beside it: "Prime Minister Thatcher", not "Emma Thatcher".

    Example:
        >>> match_statesman(["President", "Suharto"]), match_statesman(["Emma", "Thatcher"])
        (('IDN', 'Suharto'), None)
    """
    plain = [unaccented(word) for word in words]
    for at in range(len(plain)):
        found = _statesmen().longest(plain, at)
        if found is None:
            continue
        whole = found[1] > at + 1
        alone = not _is_name(words, at - 1) and not _is_name(words, found[1])
        if whole or alone:
            return found[0], " ".join(words[at : found[1]])
    return _slip_of_statesman(plain)


def _slip_of_statesman(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the only figure of whose given name and surname a phrase has all but a letter: "Chun Do Hwan" is none."""
    for first, last in pairwise(words):
        if len(last) >= _LONG and last[:1].isupper():
            near = {state for short in shortened(last.lower()) for state in _slips().get((first, short), ())}
            if len(near) == 1:
                return near.pop(), f"{first} {last}"
    return None


@cache
def _slips() -> Mapping[tuple[str, str], set[str]]:
    """Return the states of figures by given name and what the surname is with one letter left out."""
    found: dict[tuple[str, str], set[str]] = {}
    told: Mapping[str, list[str]] = load("statesmen")["of"]
    for state, names in told.items():
        for name in names:
            words = unaccented(name).split()
            if len(words) == 2 and len(words[1]) >= _LONG:  # noqa: PLR2004 - given name and surname
                for short in shortened(words[1].lower()):
                    found.setdefault((words[0], short), set()).add(state)
    return found


def shortened(word: str) -> set[str]:
    """Return a word and what it is with one letter left out: two words one letter apart share one."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _is_name(words: Sequence[str], at: int) -> bool:
    """Tell whether a word beside a name is another name: no title, no form of address."""
    if not (0 <= at < len(words) and words[at][:1].isupper()):
        return False
    titles = (match_post(words, start) for start in range(at + 1))
    return not match_honorific([*words[: at + 1], "X", "Y"], at) and not any(one and one.end > at for one in titles)
