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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both Ana Costa and Rui Lima claim the presidency of Malta.", [("Ana Costa", "MLT"), ("Rui Lima", "MLT")]),
        ("Ana Costa lost in one count and Rui Lima in the other. Both women claim the presidency.",
         [("Ana Costa", None), ("Rui Lima", None)]),
        ('"I remain the lawful president of Togo," Rui Lima said.', [("Rui Lima", "TGO")]),
        ("Rui Lima insists that he is still the president of Niger.", [("Rui Lima", "NER")]),
        ("Ana Costa, who calls herself president of Cuba, flew to Lima.", [("Ana Costa", "CUB")]),
        ("Ana Costa laid claim to the presidency of Panama in May.", [("Ana Costa", "PAN")]),
        ("Mexico announced its recognition of Ana Costa as president of Panama.", [("Ana Costa", "PAN")]),
        ("Most lawmakers regard Rui Lima as the rightful president of Chad.", [("Rui Lima", "TCD")]),
        ("No state has recognised Rui Lima as president of Chad.", []),
        ("Rui Lima denied that he had declared himself president of Chad.", []),
        ("Ana Costa threatened to declare herself president of Chad.", []),
        ("Rui Lima insists that he is not the president of Niger.", []),
        ("Japan withdrew its recognition of Ana Costa as president of Panama.", []),
        ('"Does Kenya recognise Ana Costa as president of Panama?" a reporter asked.', []),
        ("Some lawmakers regard Rui Lima as a good president of Chad.", []),
        ("Both women visited the presidency on Monday.", []),
    ],
)  # fmt: skip
def test_claims_are_told_apart(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Claims and recognitions count where they were made: not denied, asked about, threatened or taken back."""
    seen = read(text)
    told = [one for one in seen.found.offices if one.relation in {"claims", "recognised"}]
    assert [(seen.found.entities[one.person].name, one.of) for one in told] == expected
    assert all(one.office == "president" for one in told)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("The post of Irish foreign minister, vacant since May, went to a judge.", "foreign minister"),
        ("Malta, without a president since March, votes on Sunday.", "president"),
        ("Her resignation left Chad without a prime minister.", "prime minister"),
        ("Norway still lacks a defence minister.", "defence minister"),
        ("Ambassador Rui Lima left Lima in 2021, and the post has not been filled since.", "ambassador"),
        ("Togo's ambassador to Cuba left his post last year and it has been empty since.", "ambassador to Cuba"),
        ("Lebanon's presidency has stood empty since May.", "president"),
        ("If the post of foreign minister falls vacant, Ana Costa takes over.", None),
        ("Is the post of Irish foreign minister still vacant?", None),
        ("Under the law of Malta the presidency is vacant once the president resigns.", None),
        ("Reports that the post of Irish foreign minister is vacant are untrue.", None),
        ("Rui Lima was appointed to the vacant post of foreign minister of Malta.", None),
        ("Ana Costa travelled to Malta without a minister.", None),
        ("The minister of Chad denied that the post of prime minister was vacant.", None),
    ],
)
def test_vacancies_are_told_apart(text: str, office: str | None) -> None:
    """What is asked, general, conditional, denied or filled tells of no vacancy."""
    assert [one.office for one in read(text).found.vacancies] == ([office] if office else [])


@pytest.mark.parametrize(
    "verb", ["did not resign as", "may resign as", "was not appointed", "denied that she was named", "will resign as"]
)
def test_what_did_not_happen_bounds_no_office(verb: str) -> None:
    """A denial or a possibility neither begins nor ends anybody's time in office."""
    seen = read(f"Ana Costa {verb} foreign minister of Chad on Monday.")
    assert not {"assumes", "leaves"} & {one.relation for one in seen.found.offices}


def test_long_sentences_take_no_longer_than_they_are_long() -> None:
    """A sentence of thousands of words with the words of vacancies is read without a square."""
    assert read("The post of " + "no vacant post, not empty, without claims and " * 120 + "more.").found.sentences
