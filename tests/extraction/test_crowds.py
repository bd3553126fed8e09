"""People who act without a name: their state, their sector, and what they do."""

from __future__ import annotations

import pytest

from chancery.model.mentions import EntityKind, NamedBy
from extraction.observed import read


@pytest.mark.parametrize(
    ("sentence", "name", "state", "sector"),
    [
        ("Turkish fishermen blocked the port.", "Turkish fishermen", "TUR", "CVL"),
        ("Armed Sudanese insurgents signed the paper.", "Sudanese insurgents", "SDN", "REB"),
        ("Rebels in the Ivory Coast blocked the road.", "Rebels", "CIV", "REB"),
        ("Students throughout Chile demonstrated on Monday.", "Students", "CHL", "EDU"),
        ("Thousands of Iraqi refugees crossed the border.", "Iraqi refugees", "IRQ", "REF"),
        ("Chechen refugees left the camp.", "Chechen refugees", "RUS-CE", "REF"),
        ("Some 200 Albanians demonstrated in Athens.", "Albanians", "ALB", "CVL"),
        ("Gunmen attacked the convoy.", "Gunmen", None, "REB"),
        ("Hundreds of ethnic Albanians left Prizren.", "Albanians", None, "CVL"),
    ],
)
def test_people_have_state_and_sector(sentence: str, name: str, state: str | None, sector: str) -> None:
    """The words before the noun, or right after it, tell the state; without them it stays unknown."""
    found = [one for one in read(sentence).found.entities if one.sector]
    assert [(one.name, one.of, one.sector, one.kind) for one in found] == [(name, state, sector, EntityKind.PERSON)]


@pytest.mark.parametrize(
    ("sentence", "name", "state", "by"),
    [
        ("Kenyan police arrested two men.", "Kenyan police", "KEN", NamedBy.METONYM),
        ("Riot police in Kenya arrested two men.", "Riot police", "KEN", NamedBy.METONYM),
        ("Security forces arrested two men.", "Security forces", None, NamedBy.DESCRIPTION),
        ("Troops in Mali opened fire.", "Troops", None, NamedBy.DESCRIPTION),  # foreign ones, perhaps
    ],
)
def test_police_and_soldiers_act_for_their_state(sentence: str, name: str, state: str | None, by: NamedBy) -> None:
    """They are a mention of the state, as its government is."""
    found = next(one for one in read(sentence).found.entities if one.name == name)
    assert (found.kind, found.key, found.by) == (EntityKind.STATE, state, by)


@pytest.mark.parametrize(
    "sentence",
    [
        "The police station in Bangui burned down.",
        "The army base is old.",
    ],
)
def test_a_noun_that_only_describes_another_is_nobody(sentence: str) -> None:
    """A station is no policeman."""
    assert not [one for one in read(sentence).found.entities if one.sector]


def test_a_people_with_an_article_alone_stays_the_side_that_it_names() -> None:
    """ "The Palestinians" negotiate."""
    assert not [one for one in read("The Palestinians rejected the plan.").found.entities if one.sector]


def test_people_act_and_are_acted_on() -> None:
    """They fill the roles of a clause like everyone else."""
    reading = read("Ugandan rebels abducted two Kenyan priests.")
    event = next(one for one in reading.found.events if one.type == "ASSAULT")
    assert reading.names(event.actors) == ["Ugandan rebels"]
    assert reading.names(event.recipients) == ["Kenyan priests"]
