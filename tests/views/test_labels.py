"""Codes in plain words, and untrusted text made harmless."""

from __future__ import annotations

import pytest

from chancery.codebooks.plover import event_types
from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity
from chancery.views.labels import (
    Names,
    act_code,
    acts,
    amount_words,
    conjugate,
    count_words,
    date_words,
    join_words,
    plain,
    visible,
)


def test_every_type_and_mode_of_the_codebook_has_words() -> None:
    """No code of PLOVER or its extensions is shown as a bare code."""
    codes = {act_code(code, mode) for code, entry in event_types().items() for mode in (None, *entry.modes)}
    assert codes == set(acts())


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2020-10-23", "23 Oct 2020"),
        ("2017-10", "Oct 2017"),
        ("2021", "2021"),
        ("2021-02-24/2021-02-25", "24\u201325 Feb 2021"),
        ("2021-02-24/2021-03-02", "24 Feb \u2013 2 Mar 2021"),
        ("2019-11/2019-12", "Nov\u2013Dec 2019"),
        ("2020-12-30/2021-01-02", "30 Dec 2020 \u2013 2 Jan 2021"),
        ("2020-10~", "about Oct 2020"),
        ("2020-10?", "Oct 2020 (uncertain)"),
        ("2020%", "about 2020 (uncertain)"),
        ("2020~/2021", "about 2020 \u2013 2021"),
        ("../2020-10-15", "by 15 Oct 2020"),
        ("2024-03-14/..", "from 14 Mar 2024"),
        ("XXXX-11-29", "29 Nov (year unknown)"),
        ("201X", "2010s"),
        ("19XX", "1900s (century)"),
        ("2020-XX-XX", "2020"),
        ("2021-22", "summer 2021"),
        ("2021-21/2021-22", "spring 2021 \u2013 summer 2021"),
        ("-0044", "44 BCE"),
        ("XXXX", "date unknown"),
        ("../..", "date unknown"),
    ],
)
def test_date_reads_with_its_uncertainty(date: str, words: str) -> None:
    """Every shape of an EDTF level 1 date has words."""
    assert date_words(Edtf.parse(date)) == words


def test_missing_date_is_said() -> None:
    """Unknown is a value."""
    assert date_words(None) == "date unknown"


@pytest.mark.parametrize(
    ("predicate", "singular", "plural"),
    [
        ("visit", "visits", "visit"),
        ("be appointed", "is appointed", "are appointed"),
        ("reach out", "reaches out", "reach out"),
        ("deny it", "denies it", "deny it"),
        ("go on hunger strike", "goes on hunger strike", "go on hunger strike"),
        ("convey", "conveys", "convey"),
    ],
)
def test_verb_agrees_with_its_subject(predicate: str, singular: str, plural: str) -> None:
    """One visits, two visit."""
    assert conjugate(predicate, plural=False) == singular
    assert conjugate(predicate, plural=True) == plural


def test_participants_are_named_with_their_state() -> None:
    """A person is shown with the state that he acts for; a state by its name."""
    names = Names([Entity(id="x-y", kind=EntityKind.PERSON, name="X Y", names=("X Y",), country="KGZ")])
    whom = [
        Participant(entity="x-y", state="KGZ"),
        Participant(entity="RUS", state="RUS"),
        Participant(entity=None, state="CHN", office="ambassador"),
        Participant(entity=None),
    ]
    assert names.participants(whom) == "X Y (KGZ), Russia, China (ambassador) and someone unnamed"


def test_numbers_read_well() -> None:
    """Counts agree, amounts are grouped, lists end with "and"."""
    assert (count_words(1, "person", "people"), count_words(2, "person", "people")) == ("1 person", "2 people")
    assert (amount_words(8e6, "USD"), amount_words(2.5, None), amount_words(None, "USD")) == (
        "8,000,000 USD",
        "2.50",
        "",
    )
    assert [join_words(list(words)) for words in ("", "a", "ab")] == ["", "a", "a and b"]


@pytest.mark.parametrize("character", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\u2028", "\ud800"])
def test_dangerous_characters_show_themselves(character: str) -> None:
    """Escapes, overrides and lone surrogates become their code."""
    assert visible(f"a{character}b") == f"a\u27e8U+{ord(character):04X}\u27e9b"


@pytest.mark.parametrize("text", ["Жапаров", "\u0633\u0644\u200f\u0645", "\u06cc\u200c\u062e", "👩\u200d👩"])
def test_other_scripts_are_left_alone(text: str) -> None:
    """Marks and joiners that writing needs stay."""
    assert visible(text) == text


def test_plain_is_one_line() -> None:
    """Line breaks in a title cannot forge further lines."""
    assert plain(" A\n\n B\tC ") == "A B C"
