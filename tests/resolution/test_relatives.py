"""A relative of somebody in office is not who goes by the surname."""

from __future__ import annotations

import pytest

from chancery.resolution.coreference import find_referents
from chancery.resolution.scene import set_scene
from resolution.drafts import Draft


def owners(told: str, words: str, whole: str = "President Lima") -> tuple[object, ...]:
    """Return whom "President Lima", "Lima" and the full name mean."""
    draft = Draft([f"{whole} left Quito.", "Lima met Ruiz of Peru.", told])
    draft.person("Lima", whole=draft.span(whole), office="president", of="ECU")
    draft.person("Lima", 1)
    draft.person(words)
    refs = find_referents(set_scene(*draft.done())).refs
    return refs[0], refs[1], refs[2]


@pytest.mark.parametrize(
    "told",
    [
        "Ana Lima, the president's sister, asked for more.",
        "Ana Lima, a daughter of the president, asked for more.",
        "The president's elder sister, Ana Lima, asked for more.",
        "He came with his wife Ana Lima.",
    ],
)
def test_a_relative_is_not_who_goes_by_the_surname(told: str) -> None:
    """Who is told by office and surname is one person, the relative another."""
    president, plain, relative = owners(told, "Ana Lima")
    assert president == plain
    assert relative != president


@pytest.mark.parametrize(
    "told",
    [
        "Ana Lima, the first woman in that office, asked for more.",
        "Ana Lima spoke of her sister.",
        "Ana Lima, whose brother runs a bank, asked for more.",
    ],
)
def test_who_is_nobody_s_relative_goes_by_the_surname(told: str) -> None:
    """The full name is the president's, though a relative is spoken of."""
    president, plain, full = owners(told, "Ana Lima")
    assert president == plain == full


def test_a_relative_alone_goes_by_the_surname() -> None:
    """Where the report gives nobody in office that surname, the surname is the relative's."""
    draft = Draft(["Ana Lima, the president's sister, asked for more.", "Lima met Ruiz."])
    draft.person("Ana Lima")
    draft.person("Lima", 1)
    refs = find_referents(set_scene(*draft.done())).refs
    assert refs[0] == refs[1]
