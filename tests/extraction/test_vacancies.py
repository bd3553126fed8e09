"""Offices that sentences call vacant, and who only claims one."""

from __future__ import annotations

import pytest

from extraction.observed import read

VACANT = [
    (
        "The post of Zambian ambassador to Russia has been vacant since May 2019.",
        ("ambassador to Russia", "ZMB", "May 2019"),
    ),
    ("Peru's finance minister post has remained vacant since March 2021.", ("finance minister", "PER", "March 2021")),
    ("The position of defence minister fell vacant in June 2022.", ("defence minister", None, "June 2022")),
    ("Her resignation left the post of finance minister vacant.", ("finance minister", None, None)),
    ("Kenya has had no ambassador in Kabul since 2018.", ("ambassador in Kabul", "Kenya", "2018")),
    ("There has been no Belgian ambassador in Chad since 2018.", ("ambassador in Chad", "BEL", "2018")),
    ("Tonga has not had an ambassador to Bolivia since 2008.", ("ambassador to Bolivia", "Tonga", "2008")),
    ("Haiti has been without a president for months.", ("president", "Haiti", None)),
    ("Lebanon still has no president.", ("president", "Lebanon", None)),
    (
        "Ruth Banda resigned as foreign minister of Malawi in May 2019. The post has been vacant ever since.",
        ("foreign minister", None, None),
    ),
]
NOT_VACANT = [
    "The office of president of the court is not vacant.",
    "The post of speaker would become vacant if she resigned.",
    "The minister visited vacant buildings in Lima.",
    "Poland has no plans to send an ambassador.",
    "There is no minister who would agree.",
    "Ethiopia's ambassador left without a word.",
]


@pytest.mark.parametrize(("text", "expected"), VACANT)
def test_a_vacancy_takes_office_owner_and_beginning(text: str, expected: tuple[str, str | None, str | None]) -> None:
    """The office stands in the same words or right before; whose it is may be a state named before."""
    seen = read(text)
    (found,) = seen.found.vacancies
    owner = found.of or (seen.found.entities[found.owner].name if found.owner is not None else None)
    time = seen.words(seen.found.times[found.time].span) if found.time is not None else None
    assert (found.office, owner, time) == expected


@pytest.mark.parametrize("text", NOT_VACANT)
def test_no_vacancy_is_read_into_other_words(text: str) -> None:
    """What is denied, only possible or about something else calls no office vacant."""
    assert read(text).found.vacancies == ()


CLAIMED = [
    ("Ana Costa declared herself interim president of Peru on 23 January 2019.", ("acting president", "PER", "claims")),
    ("Rui Lima, the head of the National Assembly, proclaimed himself president.", ("president", None, "claims")),
    ("Self-proclaimed president Rui Lima met the French ambassador.", ("president", None, "claims")),
    ("Rival Prime Minister Ana Costa entered Lima.", ("prime minister", None, "claims")),
    ("Chile recognised Ana Costa as interim president of Bolivia.", ("acting president", "BOL", "recognised")),
    ("Ana Costa was recognised by Brazil as the legitimate president of Honduras.", ("president", "HND", "recognised")),
    ("Rui Lima claims to be the president of Gabon.", ("president", "GAB", "claims")),
    ("Ana Costa, who claims the presidency of Malawi, flew to Paris.", ("president", "MWI", "claims")),
    ("Rui Lima was sworn in as rival president in January 2018.", ("president", None, "claims")),
]


@pytest.mark.parametrize(("text", "expected"), CLAIMED)
def test_a_claim_is_no_holding(text: str, expected: tuple[str, str | None, str]) -> None:
    """The words of a claim show a claim, and nobody in the office."""
    told = [(one.office, one.of, one.relation) for one in read(text).found.offices]
    assert expected in told
    assert not {"holds", "assumes"} & {relation for office, _, relation in told if office == expected[0]}


@pytest.mark.parametrize(
    "text",
    [
        "The rival Korean leaders met in Singapore.",
        "She was declared president after the vote.",
        "Rui Lima was recognised as a great reformer.",
        "The government of Peru declared itself ready.",
    ],
)
def test_other_words_claim_nothing(text: str) -> None:
    """Rivals of two states, winners of votes and praise are no claims."""
    assert not {"claims", "recognised"} & {one.relation for one in read(text).found.offices}
