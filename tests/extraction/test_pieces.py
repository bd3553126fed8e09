"""The first look at a sentence."""

from __future__ import annotations

import pytest

from chancery.extraction.runs import body_end, person_end
from chancery.model.mentions import EntityKind, NamedBy
from extraction.observed import read

# written for this test: words, and how many of them are the person's name
PEOPLE = [
    ("K. P. Rao spoke", 3),
    ("Greta von der Aue spoke", 4),
    ("Kim Jong - un spoke", 4),
    ("Ibrahim al- Tikriti spoke", 3),
    ("Hassan Sheikh Farah spoke", 3),
    ("Ali Haji Omar spoke", 3),
    ("Hassan Prime Minister", 1),
    ("Anna at home", 1),
    ("However it was", 0),
]
# written for this test: words, and how many of them are the body's name
BODIES = [
    ("Movement for Rural Renewal and others", 4),
    ("Fund for Stabilisation and Development said", 5),
    ("Communist Party of Greece and Malta", 4),
    ("Rural Party President Anna Holt", 2),
    ("Party leaders met", 0),
    ("Rural Union on Tuesday", 2),
]


@pytest.mark.parametrize(("words", "length"), PEOPLE)
def test_pieces_measure_names_of_people(words: str, length: int) -> None:
    """Initials, particles and hyphens belong to a name; ordinary words do not."""
    assert person_end(words.split(), 0) == length


@pytest.mark.parametrize(("words", "length"), BODIES)
def test_pieces_measure_names_of_bodies(words: str, length: int) -> None:
    """A body's name goes on over "of" and "for", and stops before titles, days and other bodies."""
    assert body_end(words.split(), 0) == length


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Former president Sharif Sheikh Warsame urged the court.", "Sharif Sheikh Warsame"),
        ("President Guled Haji Warsame met the ambassador.", "Guled Haji Warsame"),
        ("Ayaan Sheikh Nur spoke in Cairo.", "Ayaan Sheikh Nur"),
        ("On Monday Sheikh Hasina spoke in Doha.", "Hasina"),
        ("Kuwaiti Sheikh Sabah spoke in Doha.", "Sabah"),
    ],
)
def test_a_form_of_address_inside_a_name_belongs_to_it(text: str, name: str) -> None:
    """Where one name is seen around it, "Sheikh" is no title; after a day or a nationality it is one."""
    found = read(text).found.entities
    people = [one.name for one in found if one.kind is EntityKind.PERSON and one.by is NamedBy.NAME]
    assert people == [name]
