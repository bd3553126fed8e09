"""People are compared by name first, then by what reports say of them; every answer has its reasons."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.resolution.matching import Profile, Tier, compare
from chancery.resolution.names import read_name
from chancery.resolution.parts import read_parts
from chancery.resolution.skeletons import LONGEST, blocks, read_word
from resolution.named_pairs import profile


@pytest.mark.parametrize(
    ("one", "other", "tier", "reason"),
    [
        ("Sadyr Japarov", "Sadyr Zhaparov", Tier.SAME, "spellings of one full name"),
        ("Kim Jong-un", "Kim Jong-il", Tier.DIFFERENT, "the given names differ: Jong-un, Jong-il"),
        ("Mohammed bin Salman", "Mohammed bin Nayef", Tier.DIFFERENT, "their fathers differ: Salman, Nayef"),
        ("George Hall Jr.", "George Hall Sr.", Tier.DIFFERENT, "they are of different generations"),
        ("Tony Reyes", "Antony Reyes", Tier.QUESTION, "neither an office nor a state agrees"),
        ("Ali Hassan", "Hassan Ali", Tier.QUESTION, "no agreeing office, state and date"),
        ("Anna Kuznetsova", "Anna Kuznetsov", Tier.QUESTION, "one surname is a man's, the other a woman's"),
    ],
)
def test_answer_names_its_reason(one: str, other: str, tier: Tier, reason: str) -> None:
    """Same, different and question each say why."""
    verdict = compare(profile(one, ""), profile(other, ""))
    assert verdict.tier is tier
    assert reason in verdict.reasons


@pytest.mark.parametrize(
    ("one", "other", "tier"),
    [
        ("foreign minister@PER@2020", "foreign minister@PER@2021", Tier.SAME),
        ("foreign minister@PER@2020", "deputy foreign minister@PER@2020", Tier.QUESTION),
        ("foreign minister@PER@2020", "foreign minister@CHL@2020", Tier.QUESTION),
        ("foreign minister@PER@1990", "foreign minister@PER@2021", Tier.QUESTION),
        ("", "foreign minister@PER@2021", Tier.QUESTION),
    ],
)
def test_misprint_needs_office_state_and_date(one: str, other: str, tier: Tier) -> None:
    """A letter apart is the same person in the same office of the same state at about the same time only."""
    assert compare(profile("Marta Valdivieso", one), profile("Marta Valdivesso", other)).tier is tier


def test_one_word_never_joins_on_the_name_alone() -> None:
    """A surname needs office and state, however rare it is."""
    alone, full = profile("Valdivieso", ""), profile("Marta Valdivieso", "")
    assert compare(alone, full).tier is Tier.QUESTION
    assert compare(alone, alone).tier is Tier.QUESTION
    titled = [profile(name, "foreign minister@PER@2020") for name in ("Valdivieso", "Marta Valdivieso")]
    assert compare(*titled).tier is Tier.SAME


def test_namesakes_of_two_states_are_a_question() -> None:
    """One full name in two states is asked about, never joined."""
    here, there = profile("Nurlan Asanov", "mayor@KGZ@2020"), profile("Nurlan Asanov", "ambassador@KAZ@2020")
    assert compare(here, there).tier is Tier.QUESTION


def test_gender_keeps_apart() -> None:
    """Mr and Mrs of one name are two people."""
    man, woman = (Profile(names=(read_name("Kim Lee"),), genders=frozenset({gender})) for gender in "mf")
    assert compare(man, woman).tier is Tier.DIFFERENT


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Lavrov, Sergei", ("Sergei",), ("Lavrov",)),
        ("KAZAKBAEV Ruslan", ("Ruslan",), ("KAZAKBAEV",)),
        ("Xi Jinping", ("Jinping",), ("Xi",)),
        ("Ki-moon Ban", ("Ki-moon",), ("Ban",)),
        ("Nguyen Xuan Phuc", ("Xuan", "Phuc"), ("Nguyen",)),
        ("Staffan de Mistura", ("Staffan",), ("Mistura",)),
        ("Mohammed bin Salman Al Saud", ("Mohammed",), ("Saud",)),
        ("Vladimir Vladimirovich Putin", ("Vladimir",), ("Putin",)),
    ],
)
def test_parts_follow_the_tradition(name: str, given: tuple[str, ...], family: tuple[str, ...]) -> None:
    """Order, particles, fathers and patronymics are read as the name's tradition has them."""
    parts = read_parts(read_name(name))[0]
    assert (parts.given, parts.family) == (given, family)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    """No text breaks the matcher; the answer does not depend on the order."""
    a, b = (Profile(names=(read_name(text),), first=dt.date(2020, 1, 1)) for text in (one, other))
    assert compare(a, b).tier is compare(b, a).tier


def test_long_words_cost_little() -> None:
    """A hostile name of any length is cut."""
    assert len(read_word("\u0645" * 10_000 + "a" * 10_000).arabic) <= LONGEST
    assert blocks("\u0648\u0647" * 10_000)
