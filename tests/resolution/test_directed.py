"""Toward whom an act is directed whose clause names nobody, and which acts stay without a recipient."""

from __future__ import annotations

import pytest

from chancery.model.events import Event
from chancery.resolution.conclude import conclude
from extraction.observed import read


def events(kind: str, *paragraphs: str) -> list[Event]:
    """Return the events of a type that a report adds up to."""
    reading = read(*paragraphs)
    return [one for one in conclude([(reading.report, reading.found)]).events if one.type == kind]


def toward(kind: str, *paragraphs: str) -> list[str | None]:
    """Return the states of the recipients of the only event of a type, in order."""
    (event,) = events(kind, *paragraphs)
    return sorted({str(one.state) for one in event.recipients})


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Peru criticised the accord on Monday.", ["BRA", "CHL"]),
        ("Bolivia's foreign minister, Ines Mora, denounced the accord again.", ["BRA", "CHL"]),
        ("Peru condemned the conclusions of the accord.", ["BRA", "CHL"]),
    ],
)
def test_a_thing_leads_back_to_its_parties(words: str, states: list[str]) -> None:
    """What is denounced was told before with those whose it is."""
    assert toward("ACCUSE", "A border accord between Chile and Brazil was published in May.", words) == states


def test_an_act_leads_back_to_whoever_did_it() -> None:
    """The demand that is rejected is that of the state that made one."""
    told = "Kenya ordered the ferry to close. The ferry belongs to Tanzania.", "Tanzania rejected the order on Friday."
    assert toward("REJECT", "Kenya demanded fees from Uganda. Rwanda was silent.", "Uganda rejected the demand.") == [
        "KEN"
    ]
    assert len(events("REJECT", *told)) == 1


def test_a_thing_of_one_s_own_leads_to_nobody() -> None:
    """Whoever drops the own plan directs that at no other state."""
    assert toward("REJECT", "Peru's plan was published in May.", "Peru rejected the plan on Monday.") == []


@pytest.mark.parametrize(
    "words",
    [
        "Norway's foreign minister, Berta Nyl, met Chad's president, Idris Mahat, on Monday and pledged new tents.",
        "Berta Nyl, the Norwegian foreign minister, met President Idris Mahat of Chad on Monday. Nyl pledged tents.",
    ],
)
def test_a_promise_is_made_to_whoever_is_met(words: str) -> None:
    """What is said in a meeting is said to those who meet."""
    assert toward("AGREE", words, "Sudan and Niger were not mentioned.") == ["TCD"]


def test_a_claimed_attack_was_on_those_told_before() -> None:
    """Whoever owns up to an attack attacked whom it hit."""
    found = events(
        "ASSAULT", "Gunmen killed two Kenyan officers on Monday.", "The Islamic State claimed responsibility."
    )
    claimed = [one for one in found if any(actor.entity == "ISIS" for actor in one.actors)]
    assert {one.state for event in claimed for one in event.recipients} == {"KEN"}


def test_the_only_other_state_of_a_sentence_receives() -> None:
    """A promise about another state's workers is made to that state; a state where things lie is no party."""
    assert toward("AGREE", "Qatar promised to raise the wages of Nepalese workers.") == ["NPL"]
    assert toward("AGREE", "Qatar promised to raise wages on its ships near Malta.") == []


def test_the_other_of_two_states_receives_where_they_deal_with_each_other() -> None:
    """Between two states that a report is about, an act without a recipient is for the other."""
    told = "Peru sent Chile tents on Monday. Chile thanked Peru.", "Peru also agreed to study a longer railway."
    assert toward("AGREE", *told) == ["CHL"]
    third = "Peru sent Chile tents on Monday. Chile thanked Peru.", "Peru agreed with Brazil to study a railway."
    assert "CHL" not in toward("AGREE", *third)


def test_an_act_at_home_stays_without_a_recipient() -> None:
    """A state that is named once makes no pair of a report about another."""
    assert toward("AGREE", "Peru's president promised stricter laws. Peru will vote in May.", "Chile is far.") == []


def test_thanks_to_a_host_go_to_whoever_was_met() -> None:
    """The "host" is no one else than the one met in the sentence before."""
    met = "Daniel Kamau, the president of Kenya, and Hussein Salim, the president of Tanzania, met in May."
    assert toward("SUPPORT", "It rained.", f"{met} Salim thanked his host for the opening of the border.") == ["KEN"]
