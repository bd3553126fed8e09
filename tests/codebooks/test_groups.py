"""Groups, places and figures are listed once each, under codes that the codebooks know."""

from __future__ import annotations

from collections import Counter

import pytest

from chancery.codebooks.groups import Group, match_group, match_locality
from chancery.codebooks.names import load
from chancery.codebooks.organisations import organisations
from chancery.codebooks.states import states
from chancery.codebooks.statesmen import match_statesman

SECTORS = frozenset("REB PRM CRM PTY OPP MIL COP SPY LEG JUD LAB BUS REL EDU NGO SET CVL".split())


def test_every_form_is_listed_once() -> None:
    """A name means one group, one place and one person."""
    groups = [form for by_state in load("groups").values() for forms in by_state.values() for form in forms]
    places = [form for forms in load("localities")["in"].values() for form in forms]
    figures = [name for names in load("statesmen")["of"].values() for name in names]
    for listed in (groups, places, figures):
        assert not [form for form, times in Counter(listed).items() if times > 1]
    assert not set(groups) & set(places)


def test_every_code_is_known() -> None:
    """States are those of the codebook, sectors those of PLOVER."""
    told = load("groups")
    assert set(told) <= SECTORS
    assert {code for by_state in told.values() for code in by_state} - {"IMG"} <= set(states())
    assert {code for table in load("localities").values() for code in table} <= set(states())
    assert set(load("statesmen")["of"]) <= set(states()) | set(organisations())


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("Allied Democratic Forces", Group("COD", "REB")),
        ("allied democratic forces", None),
        ("Xinhua", Group("CHN", "JRN")),
        ("Democratic Forces", None),
    ],
)
def test_groups_are_found_by_exact_case(words: str, group: Group | None) -> None:
    """A name in other letters is other words."""
    found = match_group(words.split(), 0)
    assert (found[0] if found else None) == group


def test_peoples_of_several_states_are_marked() -> None:
    """The state of a scattered people gives way to one that a phrase names; that of a city does not."""
    tuareg, osaka = match_locality(["Tuareg"], 0), match_locality(["Osaka"], 0)
    assert tuareg is not None
    assert tuareg[0].scattered
    assert osaka is not None
    assert not osaka[0].scattered


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("Prime Minister Olof Palme", ("SWE", "Olof Palme")),
        ("President Mugabe", ("ZWE", "Mugabe")),
        ("Tendai Mugabe", None),
        ("Mugabe Chirwa", None),
        ("Wojciech Jaruzelsky", ("POL", "Wojciech Jaruzelsky")),
        ("Wojtek Jaruzelsky", None),
        ("the president", None),
    ],
)
def test_figures_are_known_by_a_whole_name_or_a_lone_surname(phrase: str, told: tuple[str, str] | None) -> None:
    """Somebody else of the surname is nobody; one letter of a surname may be wrong."""
    assert match_statesman(phrase.split()) == told
