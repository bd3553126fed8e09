"""Groups and places whose names tell of which state somebody is.

Source: own vocabulary in `groups.toml` and `localities.toml`; sectors from PLOVER 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from chancery.codebooks.names import Phrases, load
from chancery.codebooks.outlets import outlets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OF_SEVERAL = "IMG"
_NO_PRESS = frozenset({"ministry", "presidency", "organisation"})
_COMMON = frozenset(
    {
        "Nation",
        "Trend",
        "Petra",
        "Fergana",
        "Dawn",
        "Mehr",
        "Avesta",
        "Jiji",
        "Kabar",
        "Foreign Affairs",
        "Foreign Policy",
    }
)  # other names and words
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
