"""Who does what to whom where a report names nobody anew: both ministers, the government, lists, own people abroad."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancery.model.events import Event, Participant
from chancery.resolution.conclude import conclude
from extraction.observed import read


def events(kind: str, *paragraphs: str, outlet: str | None = None) -> list[Event]:
    """Return the events of a type that a report adds up to, in the order of the text."""
    reading = read(*paragraphs)
    report = replace(reading.report, outlet=outlet)
    told = [one for one in conclude([(report, reading.found)]).events if one.type == kind]
    return sorted(told, key=lambda one: one.evidence[0].span.start)


def lands(participants: tuple[Participant, ...]) -> list[str]:
    """Return the states that participants act for, in order."""
    return sorted({str(one.state) for one in participants})


def last(kind: str, *paragraphs: str, outlet: str | None = None) -> tuple[list[str], list[str]]:
    """Return the states of the actors and of the recipients of the last event of a type."""
    event = events(kind, *paragraphs, outlet=outlet)[-1]
    return lands(event.actors), lands(event.recipients)


MET = "Ghanaian Trade Secretary Ama Boateng met Chad's trade minister, Idris Mahat, in Accra on Monday."


@pytest.mark.parametrize(
    ("opening", "words", "kind", "both"),
    [
        (MET, "The ministers condemned Sudan.", "ACCUSE", ["GHA", "TCD"]),
        (
            "Peruvian President Luis Rojas and Chilean President Eva Soto met in Lima.",
            "The two defence ministers signed a treaty on radars.",
            "SUPPORT",
            ["CHL", "PER"],
        ),
        (
            "Norway and Iceland signed a treaty on Monday.",
            "The delegations also thanked Denmark.",
            "SUPPORT",
            ["ISL", "NOR"],
        ),
        ("Kenya and Uganda held talks on Monday.", "The governments asked Rwanda for help.", "REQUEST", ["KEN", "UGA"]),
    ],
)
def test_a_plural_title_means_those_who_met(opening: str, words: str, kind: str, both: list[str]) -> None:
    """Ministers, delegations and governments of whom nobody is named anew are those of whoever met last."""
    assert last(kind, opening, words)[0] == both


def test_a_president_is_none_of_the_ministers() -> None:
    """A minister who met a president is not joined by him as "the ministers"."""
    words = "Chilean Trade Minister Eva Soto met Peruvian President Luis Rojas.", "The ministers condemned Brazil."
    assert "PER" not in {land for one in events("ACCUSE", *words) for land in lands(one.actors)}


def test_governments_of_states_that_are_named_are_theirs() -> None:
    """The governments of A and B are no others, whoever met before."""
    words = "Kenya and Uganda held talks on Monday.", "The governments of Chad and Niger thanked Rwanda."
    assert "KEN" not in last("SUPPORT", *words)[0]


@pytest.mark.parametrize(
    ("words", "kind", "states"),
    [
        ("Peru, Chile sign fishing accord", "SUPPORT", ["CHL", "PER"]),
        ("Kenya, Uganda and Rwanda condemn Sudan", "ACCUSE", ["KEN", "RWA", "UGA"]),
        ("Norway, Iceland thank Denmark", "SUPPORT", ["ISL", "NOR"]),
    ],
)
def test_a_heading_lists_without_and(words: str, kind: str, states: list[str]) -> None:
    """What opens with several states before one verb is done by all."""
    assert last(kind, words)[0] == states


def test_a_state_in_a_phrase_of_its_own_is_in_no_list() -> None:
    """A state behind "in" only says where the other one acts."""
    assert last("SUPPORT", "In Peru, Chile signed a fishing accord.")[0] == ["CHL"]


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("The president of the Growers' Association, Hugo Paz, appealed to the government to act.", ["ECU"]),
        ("The former minister Rosa Vega urged the government to act.", ["ECU"]),
        ("Hugo Paz, who leads an opposition party, urged the government to act.", ["ECU"]),
    ],
)
def test_critics_at_home_mean_their_own_government(words: str, states: list[str]) -> None:
    """Whoever stands apart from a government holds the own one to account, though another was named last."""
    home = "Ecuador closed its ports. Ecuador is calm. Ecuador is dry. Ecuador voted on Sunday."
    assert last("REQUEST", home, "Peru voted too.", words)[1] == states


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("The authorities in Lima promised Bolivia help.", ["PER"]),
        ("The authorities in Nairobi promised Bolivia help.", ["KEN"]),
        ("The government in Oslo promised Bolivia help.", ["NOR"]),
    ],
)
def test_authorities_are_those_of_their_place(words: str, states: list[str]) -> None:
    """A place right behind a body says whose it is."""
    assert last("AGREE", "Brazil voted on Sunday.", words)[0] == states


def test_an_embassy_is_not_of_the_place_where_it_sits() -> None:
    """A mission abroad acts for whoever sent it."""
    words = "China has protested for weeks.", "Its embassy in Manila accused Japan of meddling."
    assert last("ACCUSE", *words)[0] != ["PHL"]


@pytest.mark.parametrize("envoy", ["Belarus", "Laos", "Cyprus"])
def test_a_state_that_ends_like_a_plural_has_one_envoy(envoy: str) -> None:
    """An object is the ambassador, however the name of his state ends."""
    words = f"The Chilean foreign ministry summoned the ambassador of {envoy} and urged him to leave."
    assert last("REQUEST", "President Luis Rojas of Chile spoke.", words)[1] == lands(
        events("ACCUSE", words)[-1].recipients
    )


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Peru deplored the arrest of two Peruvian sailors in Quito.", ["ECU"]),
        ("Kenya condemned the beating of Kenyan students in Kampala.", ["UGA"]),
        ("Norway criticised the detention of Norwegian workers in Oman.", ["OMN"]),
    ],
)
def test_who_suffers_is_not_to_blame(words: str, states: list[str]) -> None:
    """A state that deplores what befell people of its own blames the state where it befell them."""
    assert last("ACCUSE", words)[1] == states


def test_a_government_may_blame_foreign_people() -> None:
    """People of another state are blamed themselves."""
    assert last("ACCUSE", "Peru accused Chilean fishermen of smuggling.")[1] == ["CHL"]


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        (
            "Deputy Prime Minister and Foreign Minister Omar Haddad flew to Rabat.",
            "The Deputy Prime Minister thanked Kenya.",
        ),
        (
            "Deputy Prime Minister and Minister of Energy Lars Holm flew to Rabat.",
            "The Deputy Prime Minister thanked Kenya.",
        ),
        ("Prime Minister and Minister of Finance Omar Haddad flew to Rabat.", "The Prime Minister thanked Kenya."),
    ],
)
def test_a_double_title_is_two_offices(opening: str, words: str) -> None:
    """Whoever has two offices is meant by either."""
    (thanks,) = events("SUPPORT", opening, words)
    (flight,) = events("CONSULT", opening, words)
    assert {one.entity for one in thanks.actors} == {one.entity for one in flight.actors}


def test_two_givers_give_each_other_nothing() -> None:
    """Of two states that give in one sentence neither receives what the other gives."""
    words = "In June Brazil delivered 200,000 vaccine doses, and Spain delivered ten ambulances."
    assert all(lands(one.recipients) == [] for one in events("AID", words))


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Its foreign minister, Jan Berg, criticised Spain.", ["NOR"]),
        ("Its trade minister, Ola Dahl, criticised Spain.", ["NOR"]),
        ("Its ambassador, Eva Lund, criticised Spain.", ["NOR"]),
    ],
)
def test_its_minister_is_of_the_state_told_before(words: str, states: list[str]) -> None:
    """A possessive takes up the state that the sentence before opens with."""
    home = "Peru voted on Sunday. Peru is calm. Peru is dry. Peru closed its ports."
    assert last("ACCUSE", home, f"Norway has been silent. {words}")[0] == states
