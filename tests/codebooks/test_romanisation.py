"""The tables of romanisation are whole, and every pair of sounds can be met."""

from __future__ import annotations

import pytest

from chancery.codebooks.names import unaccented
from chancery.codebooks.romanisation import alphabets, arabic_letters, same_given, systems, traditions, wade_sounds


def test_sounds_are_letters_that_the_matcher_knows() -> None:
    """Every letter of another script has sounds of the alphabet of sounds."""
    known = set("aeiou") | set("bvgdzklmnprstfhqc") | set("ZCSTDGX")
    assert {sound for sounds in alphabets().values() for sound in sounds} <= known
    assert {sound for sounds in arabic_letters().values() for each in sounds for sound in each} <= known


@pytest.mark.parametrize("name", list(traditions()))
def test_pairs_differ_and_hold_both_ways(name: str) -> None:
    """No pair is of one sound with itself; each holds both ways."""
    told = traditions()[name]
    for pairs in (told.vowels, told.consonants):
        assert all(one != other and (other, one) in pairs for one, other in pairs)


def test_systems_read_longest_groups_first() -> None:
    """German reads "schtsch" whole; the agencies' system reads every word."""
    assert systems()[0].mark is None
    assert systems()[0].read("khrushchev") == "hruSCev"
    assert any(system.read("gorbatschow") == "gorbaCov" for system in systems())


def test_names_in_several_languages_meet() -> None:
    """Forms of one given name lead to one; no form leads to two."""
    assert same_given()["volodymyr"] == same_given()["vladimir"]
    assert same_given()[unaccented("yevgeny")] == same_given()["yevhen"]
    assert "zh" in wade_sounds()[0]["ch"]
