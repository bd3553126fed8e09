"""Words around names: forms of address, particles, given names, and the matching of phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.codebooks.names import (
    Phrases,
    given_names,
    honorifics,
    load,
    match_honorific,
    normalise,
    not_names,
    openers,
    particles,
    pieces,
    prefixes,
    suffixes,
    unaccented,
)


@pytest.mark.parametrize(
    ("text", "gender", "end"),
    [
        ("Mr Smith", "m", 1),
        ("Mrs. Smith", "f", 1),
        ("Dr Smith", None, 1),
        ("Her Excellency Ms Smith", "f", 2),
        ("H.E. Smith", None, 1),
        ("Lt. Gen. Smith", None, 2),
        ("Ayatollah Smith", "m", 1),
        ("Dame Smith", "f", 1),
        ("Comrade Smith", None, 1),
    ],
)
def test_match_honorific_tells_gender(text: str, gender: str | None, end: int) -> None:
    """A form of address tells the gender where it has one."""
    found = match_honorific(text.split(), 0)
    assert found is not None
    assert (found[0].gender, found[1]) == (gender, end)


@pytest.mark.parametrize("table", ["honorifics", "given"])
def test_names_have_one_gender(table: str) -> None:
    """No form of address and no given name stands under two genders, nor twice under one."""
    forms = [form for listed in load("names")[table].values() for form in listed]
    assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize("word", ["de", "bin", "al", "von", "uulu", "abdel", "ben"])
def test_particles_are_known(word: str) -> None:
    """Particles of several traditions are there."""
    assert word in particles()


def test_prefixes_end_in_a_joint() -> None:
    """What is joined to a part of a name ends in a hyphen or an apostrophe."""
    assert all(prefix[-1] in "-'" for prefix in prefixes())


@pytest.mark.parametrize("word", ["Monday", "October", "However", "Ministry", "During"])
def test_not_names_are_known(word: str) -> None:
    """Months, weekdays, openers and words of bodies are no names of people."""
    assert word in not_names()


@pytest.mark.parametrize(("name", "gender"), [("Sergei", "m"), ("Maria", "f"), ("Sadyr", "m"), ("Gulnara", "f")])
def test_given_names_tell_gender(name: str, gender: str) -> None:
    """Common given names tell the gender."""
    assert given_names()[name] == gender


def test_given_names_are_no_openers() -> None:
    """No given name is a word that begins sentences; suffixes are no given names either."""
    assert not set(given_names()) & (openers() | suffixes())


def test_honorifics_are_many() -> None:
    """The table of forms of address is not a stub."""
    assert len(honorifics()) > 100


@pytest.mark.parametrize(
    ("text", "end", "value"),
    [
        ("secretary general", 2, "SG"),
        ("Secretary-General", 1, "SG"),
        ("Secretary - General said", 3, "SG"),
        ("secretary of", 1, "S"),
        ("secretary, general", 1, "S"),
        ("general", None, None),
    ],
)
def test_phrases_find_the_longest(text: str, end: int | None, value: str | None) -> None:
    """Hyphens may be anywhere, a comma ends a phrase, and the longest wins."""
    phrases = Phrases([("secretary", "S"), ("secretary-general", "SG")])
    found = phrases.longest(text.split(), 0)
    assert found == (None if value is None else (value, end))


@pytest.mark.parametrize("words", [["RFE/RL"], ["RFE", "/", "RL"], ["RFE/", "RL"]])
def test_phrases_pass_strokes(words: list[str]) -> None:
    """A form with a stroke is found however the tokenizer splits it."""
    phrases = Phrases([("RFE/RL", "station"), ("RFE", "part")], fold=False)
    assert phrases.longest([*words, "reported"], 0) == ("station", len(words))


@given(st.text())
def test_normalise_is_idempotent(text: str) -> None:
    """What is normalised stays as it is."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(st.text(alphabet="abcXYZ", min_size=1), min_size=1))
def test_phrases_find_every_entry(words: list[str]) -> None:
    """A phrase that was put in is found, whole."""
    phrases = Phrases([(" ".join(words), "found")])
    assert phrases.longest(words, 0) == ("found", len(words))


@given(st.text(alphabet="abc -'.", max_size=20))
def test_pieces_are_plain_words(text: str) -> None:
    """Pieces hold no hyphens, points or spaces."""
    assert all(piece.isalnum() for piece in pieces(text))


@pytest.mark.parametrize(("form", "plain"), [("Yaoundé", "Yaounde"), ("Málaga", "Malaga"), ("Beştepe", "Bestepe")])
def test_unaccented_takes_accents_off(form: str, plain: str) -> None:
    """Accents fall off, letters stay."""
    assert unaccented(form) == plain
