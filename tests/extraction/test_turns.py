"""Turns of phrase of the press, people without a name, and what must be left alone."""

from __future__ import annotations

import pytest

from chancery.model.events import EventStatus
from extraction.observed import read


def types(sentence: str) -> list[tuple[str, str | None]]:
    """Return types and modes of the events of a sentence."""
    return [(one.type, one.mode) for one in read(sentence).found.events]


@pytest.mark.parametrize(
    ("sentence", "kind", "mode"),
    [
        ("Norwegian drones struck a Danish depot.", "ASSAULT", "drone"),
        ("Chadian warplanes hit a Libyan convoy.", "ASSAULT", "aerial"),
        ("A landmine killed two Malian soldiers.", "ASSAULT", "explosives"),
        ("Ghana took two French broadcasters off the air.", "COERCE", "censor"),
        ("Peru's soldiers sealed off the bridge to Chile.", "COERCE", "restrict"),
        ("Oslo threw out three Danish diplomats.", "SANCTION", "expel"),
        ("Kenya called its soldiers home from Chad.", "RETREAT", "withdraw"),
        ("Riot police in Ghana took up positions.", "MOBILIZE", "police"),
        ("Estonia and Latvia jointly opened a border post.", "COOPERATE", None),
        ("Peruvian and Chilean officials exchanged views on trade.", "CONSULT", None),
    ],
)
def test_turns_of_phrase_tell_of_acts(sentence: str, kind: str, mode: str | None) -> None:
    """Particles after the object, instruments, adverbs and two adjectives decide."""
    assert (kind, mode) in types(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The party took place on Karl Marx Avenue in Peru.", "PROTEST"),  # a thing is no crowd
        ("The report demonstrates a consensus in Chad.", "PROTEST"),
        ("The officials of Peru discussed trade.", "CONSULT"),  # with nobody of another state
        ("Norway's company ended her campaign in Chad.", "RETREAT"),
        ("We call for an end to the aggression in Chad.", "ACCUSE"),
        ("If we get our act together in Chad, we can win.", "CONSULT"),
    ],
)
def test_what_only_looks_like_a_turn_is_left_alone(sentence: str, kind: str) -> None:
    """The same words with another subject, object or particle tell of nothing."""
    assert kind not in {one for one, _ in types(sentence)}


@pytest.mark.parametrize(
    ("sentence", "actors", "recipients"),
    [
        ("Ghana said Togo was behind the raid.", ["Ghana"], ["Togo"]),
        ("Peru said that Chile was responsible for the leak.", ["Peru"], ["Chile"]),
    ],
)
def test_who_says_so_accuses(sentence: str, actors: list[str], recipients: list[str]) -> None:
    """The act is the speaker's, toward the subject of what is said."""
    reading = read(sentence)
    event = next(one for one in reading.found.events if one.type == "ACCUSE")
    assert (reading.names(event.actors), reading.names(event.recipients)) == (actors, recipients)


def test_a_price_that_others_will_pay_is_a_threat_made() -> None:
    """To say so is the threat, whatever the tense."""
    reading = read("Chad said Sudan would pay a heavy price.")
    event = next(one for one in reading.found.events if one.type == "THREATEN")
    assert (reading.names(event.actors), event.status) == (["Chad"], EventStatus.OCCURRED)


@pytest.mark.parametrize(
    ("sentence", "name", "state", "sector"),
    [
        ("Muslim leaders in Chad met the envoy.", "Muslim leaders", "TCD", "REL"),
        ("Thousands of Kenyans marched in Nairobi.", "Kenyans", "KEN", "CVL"),
        ("A gunman opened fire in Oslo.", "gunman", None, "REB"),
    ],
)
def test_more_people_without_a_name(sentence: str, name: str, state: str | None, sector: str) -> None:
    """Leaders of a faith, counted nationals and one gunman are people who act."""
    found = [one for one in read(sentence).found.entities if one.sector]
    assert [(one.name, one.of, one.sector) for one in found] == [(name, state, sector)]


@pytest.mark.parametrize("sentence", ["I can run in the election in Ghana.", "She will stand in the election in Peru."])
def test_who_stands_in_a_vote_tells_of_none(sentence: str) -> None:
    """The vote is a place to stand in, not what happened."""
    assert "ELECT" not in {kind for kind, _ in types(sentence)}


def test_a_delegation_that_somebody_leads_travels() -> None:
    """The word counts although it stands inside a state's mention."""
    reading = read("She led a Kenyan delegation to Chad.")
    (event,) = [one for one in reading.found.events if one.type == "CONSULT"]
    assert (event.mode, reading.names(event.recipients)) == ("visit", ["Chad"])


@pytest.mark.parametrize("verb", ["put", "beat", "cut"])
def test_forms_that_are_past_and_present_tell_of_the_past(verb: str) -> None:
    """News tells of what was done: "put", "beat", "cut"."""
    words = {
        "put": "put two Chadian activists in prison",
        "beat": "beat the protesters",
        "cut": "cut all ties with Chad",
    }
    events = read(f"Kenyan soldiers {words[verb]}.").found.events
    assert events
    assert {one.status for one in events} == {EventStatus.OCCURRED}
