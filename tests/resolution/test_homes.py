"""Where a report is at home without a dateline, whose national somebody is, and whose government critics address."""

from __future__ import annotations

import pytest

from chancery.model.events import Event, Participant
from chancery.resolution.conclude import conclude
from extraction.observed import read


def concluded(*paragraphs: str) -> tuple[Event, ...]:
    """Return the events that a report adds up to."""
    reading = read(*paragraphs)
    return tuple(conclude([(reading.report, reading.found)]).events)


def only(kind: str, *paragraphs: str) -> Event:
    """Return the only event of a type."""
    (event,) = (one for one in concluded(*paragraphs) if one.type == kind)
    return event


def states(participants: tuple[Participant, ...]) -> list[str]:
    """Return the states that participants act for, in order."""
    return sorted({str(one.state) for one in participants})


@pytest.mark.parametrize(
    ("opening", "sentence", "home"),
    [
        (
            "Peru voted on Sunday. Peru is calm. Peru is dry.",
            "The interior minister, Ana Costa, accused Chile of meddling.",
            "PER",
        ),
        ("Chad's parliament met. Chad is dry. Chad is calm.", "The government condemned Sudan on Friday.", "TCD"),
        ("Nepal's king spoke. Nepal is high. Nepal is calm.", "The speaker, Hari Rana, criticised India.", "NPL"),
    ],
)
def test_a_report_about_one_state_is_at_home_there(opening: str, sentence: str, home: str) -> None:
    """Titles without a state, and "the government", are of the state that a report is clearly about."""
    assert states(only("ACCUSE", opening, sentence).actors) == [home]


def test_a_report_about_two_states_is_at_home_in_neither() -> None:
    """Between two that are named alike nobody is chosen."""
    event = only(
        "ACCUSE", "Peru and Chile voted. Peru is calm; Chile is not.", "Minister Ana Costa criticised Bolivia."
    )
    assert states(event.actors) == ["None"]


@pytest.mark.parametrize(
    "words",
    [
        "Leyla Demir, a Turkish national, accused Norway of fraud.",
        "Leyla Demir is a Turkish lawyer. Leyla Demir accused Norway of fraud.",
    ],
)
def test_nationals_act_for_their_own_state(words: str) -> None:
    """A nationality that is told is where somebody belongs, wherever the report is at home."""
    assert states(only("ACCUSE", "Norway voted. Norway is calm. Norway is cold.", words).actors) == ["TUR"]


def test_a_visit_to_a_state_makes_no_national() -> None:
    """A state beside a name is no nationality without a word for it."""
    event = only("ACCUSE", "It rained.", "Leyla Demir, a Turkish airline's guest, accused Norway of fraud.")
    assert states(event.actors) == ["None"]


@pytest.mark.parametrize(
    "critic", ["Kenyan opposition leader Mary Wanjiru", "Kenyan protesters", "Kenyan senator Mary Wanjiru"]
)
def test_critics_address_their_own_government(critic: str) -> None:
    """The opposition of a state means its own government, though another state was named before."""
    event = only("ACCUSE", "Uganda did not comment.", f"In Kampala, {critic} accused the government of fraud.")
    assert states(event.recipients) == ["KEN"]


def test_envoys_address_the_government_spoken_of() -> None:
    """A foreign minister means the government told before."""
    told = "Kenya's foreign minister, James Odhiambo, spoke in Kampala. Uganda has arrested two Kenyans."
    event = only("REQUEST", told, "Odhiambo urged the government to free them.")
    assert states(event.recipients) == ["UGA"]


def test_whoever_leads_a_delegation_meets_too() -> None:
    """A delegation's head, named behind it, takes part."""
    event = only("CONSULT", "It rained.", "Oskar Lund of Sweden met a delegation from Peru, led by Minister Ana Costa.")
    assert len(event.actors) == 2
    assert states(event.actors) == ["PER", "SWE"]


def test_both_countries_are_those_named_last() -> None:
    """Without a meeting before it, "both countries" takes up the only two states of the sentence before."""
    told = "Norway and Sweden are calm. Norway is cold. Sweden is not.", "Chad and Sudan blamed each other on Monday."
    event = only("REQUEST", *told, "The African Union called on both countries to stop.")
    assert states(event.recipients) == ["SDN", "TCD"]


def test_leaders_of_parties_act_at_home() -> None:
    """Who leads a party acts for no other state, and for none only where nothing tells it."""
    told = (
        "Boris Hald became leader of the Labour Party of Norway. Norwegian prime minister Boris Hald spoke.",
        "It rained.",
    )
    event = only("REQUEST", *told, "Hald asked Sweden for tents.")
    assert states(event.actors) == ["NOR"]


@pytest.mark.parametrize(
    ("told", "home"),
    [
        ("Italy offered to mediate. Foreign Minister Antonio Rossi accused Libya of delay.", "ITA"),
        ("Spain was silent. The next day Foreign Minister Luz Prado accused Libya of delay.", "ESP"),
    ],
)
def test_a_second_minister_is_of_the_state_told_before(told: str, home: str) -> None:
    """Of two foreign ministers without a state one is at home, the other where the sentence before was."""
    opening = "Malta voted. Malta is calm, and Malta is dry. Foreign Minister Ian Borg spoke."
    assert states(only("ACCUSE", opening, told).actors) == [home]


def test_the_opposition_is_at_home() -> None:
    """An opposition without a state is that of the report's own; what its leader says she says herself."""
    opening = "Malta voted. Malta is calm, and Malta is dry."
    told = "The opposition accused Chile of fraud, and its leader, Maria Vella, called on Chile to apologise."
    assert states(only("ACCUSE", opening, told).actors) == ["MLT"]
    (asking,) = only("REQUEST", opening, told).actors
    assert asking.entity is not None


def test_talks_of_those_who_follow() -> None:
    """An opening "their" waits for the subject, whoever met before."""
    before = "Ian Borg of Malta met Antonio Rossi of Italy on Monday."
    told = "After their talks in Algiers, the Tunisian and Algerian foreign ministers condemned Libya."
    meetings = [one for one in concluded("It rained.", before, told) if one.type == "CONSULT"]
    assert sorted(states(one.actors) for one in meetings) == [["DZA", "TUN"], ["ITA", "MLT"]]


def test_plural_titles_of_a_state_are_no_one_else() -> None:
    """The Algerian ministers are not the two others who met."""
    before = "Foreign Minister Ian Borg of Malta met Foreign Minister Antonio Rossi of Italy on Monday."
    event = only("ACCUSE", "It rained.", before, "The Algerian foreign ministers of both terms condemned Libya.")
    assert states(event.actors) == ["DZA"]
