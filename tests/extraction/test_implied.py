"""Who takes part by what the words of an object, of a modifier and of a list imply."""

from __future__ import annotations

import pytest

from chancery.model.mentions import EventMention
from extraction.observed import Reading, read


def told(kind: str, text: str) -> tuple[Reading, EventMention]:
    """Return the only event of a type that a text tells."""
    reading = read("It rained.", text)
    (event,) = (event for event in reading.found.events if event.type == kind)
    return reading, event


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The minister confirmed Peru's readiness to help Chile.", ["minister", "Peru"], ["Chile"]),
        ("Berta Nyl underlined Norway's commitment to supporting Chad.", ["Berta Nyl"], ["Chad"]),
        ("Envoys restated the Kenyan commitment to help Uganda.", ["Envoys", "Kenyan"], ["Uganda"]),
        ("Peru confirmed its readiness to help Chile.", ["Peru"], ["Chile"]),
    ],
)
def test_a_will_is_its_holder_s(text: str, actors: list[str], recipients: list[str]) -> None:
    """Whose readiness it is never receives it; whoever shall be helped does."""
    reading, event = told("AGREE", text)
    assert [name for name in reading.names(event.actors) if name in actors]
    assert reading.names(event.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "doers", "victims"),
    [
        ("Omani papers told of Rashid Salim's murder by Chadian soldiers.", ["Chadian soldiers"], ["Rashid Salim"]),
        ("Papers told of his murder by Peruvian troops.", ["Peruvian troops"], ["his"]),
        ("Papers told of Chile's bombing of a Peruvian port.", ["Chile"], ["Peruvian"]),
    ],
)
def test_a_victim_owns_what_others_do(text: str, doers: list[str], victims: list[str]) -> None:
    """Of "his murder by soldiers" the soldiers are the actors; without "by" the owner is."""
    reading, event = told("ASSAULT", text)
    assert reading.names(event.actors) == doers
    assert [name for name in reading.names(event.recipients) if name in victims]


@pytest.mark.parametrize(
    ("text", "bidden"),
    [
        ("Norway called for members of NATO to pay more.", ["NATO"]),
        ("Kenya called for rebels in Congo to lay down arms.", ["rebels"]),
        ("Peru called for Chilean troops to leave the valley.", ["Chilean troops"]),
        ("Peru urged allies such as Chile to leave the valley.", ["Chile"]),
        ("Peru urged its neighbours, including Chile, to open the ports.", ["Chile"]),
        ("Peru called for an end to the drought.", []),
    ],
)
def test_whoever_shall_do_it_is_asked(text: str, bidden: list[str]) -> None:
    """An infinitive behind "for", and an example behind "such as", tell who is asked."""
    reading, event = told("REQUEST", text)
    assert reading.names(event.recipients) == bidden


@pytest.mark.parametrize(
    ("text", "faced"),
    [
        ("Anti-French protests shook Niamey on Sunday.", ["French"]),
        ("Thousands joined anti-Chilean protests in Lima.", ["Chilean"]),
        ("There were anti-Kenyan riots in Kampala on Friday.", ["Kenyan"]),
    ],
)
def test_protests_are_against_whom_anti_says(text: str, faced: list[str]) -> None:
    """Whom they are against does not protest."""
    reading, event = told("PROTEST", text)
    assert faced[0] not in reading.names(event.actors)
    assert reading.names(event.recipients)[:1] == faced


def test_a_state_s_own_protests_stay_its_own() -> None:
    """A plain adjective says who protests."""
    reading, event = told("PROTEST", "French protests shook the south on Sunday.")
    assert reading.names(event.actors) == ["French"]


@pytest.mark.parametrize("text", ["Pro-Russian militants attacked a base.", "Anti-Russian militants attacked a base."])
def test_a_side_taken_is_no_home(text: str) -> None:
    """Militants for or against a state are not that state's."""
    reading = read("It rained.", text)
    assert all(mention.of != "RUS" for mention in reading.found.entities if mention.sector)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("A Kabul bombing killed two Afghan officers.", []),
        ("A Baghdad car bomb attack killed two Iraqi officers.", []),
        ("An Israeli attack killed two Syrian officers.", ["Israeli"]),
    ],
)
def test_a_city_is_the_scene_of_an_attack(text: str, actors: list[str]) -> None:
    """The city before a bombing says where it was, an adjective whose it was."""
    reading, event = told("ASSAULT", text)
    assert reading.names(event.actors) == actors


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Egypt condemned the memorandum that Ethiopia signed with Eritrea.", ["Ethiopia", "Eritrea"]),
        ("Chile rejected an agreement that would give Peru a port.", ["Peru"]),
        ("Chile criticised the treaty that Peru signed.", ["Peru"]),
    ],
)
def test_a_deal_belongs_to_those_in_its_clause(text: str, owners: list[str]) -> None:
    """Whoever signs a deal, or gains by it, is whom its critics turn against."""
    reading = read("It rained.", text)
    (event,) = (event for event in reading.found.events if event.type in {"ACCUSE", "REJECT"})
    assert reading.names(event.recipients) == owners


def test_a_month_can_be_a_surname() -> None:
    """A month behind a given name is a name, then and later; behind "in" it is a month."""
    reading = read("Theresa May arrived in Rome on Friday.", "In May the king met May in Oslo.")
    assert [one.name for one in reading.found.entities if "May" in one.name] == ["Theresa May"]
    assert [reading.words(time.span) for time in reading.found.times] == ["Friday", "May"]


def test_no_month_without_a_given_name_is_a_surname() -> None:
    """Months elsewhere stay months."""
    reading = read("Peru and Chile signed the treaty in May, and June was hot.")
    assert [one.name for one in reading.found.entities] == ["Peru", "Chile"]


def test_georgia_is_america_s_where_a_report_is_of_america() -> None:
    """Nothing else of the Caucasus is named, and America more often."""
    reading = read("The United States voted. The U.S. is calm.", "Senator Marcus Hale of Georgia spoke in Georgia.")
    georgia = [one for one in reading.found.entities if one.name == "Georgia"]
    assert {(one.kind.value, one.of) for one in georgia} == {("place", "USA")}
    assert [one.of for one in reading.found.entities if one.office] == ["USA"]


@pytest.mark.parametrize(
    "text", ["Georgia thanked Armenia.", "Georgia opened an embassy in Tbilisi's twin town.", "Georgia voted."]
)
def test_georgia_is_a_state_elsewhere(text: str) -> None:
    """Its neighbours, its capital, or no word of America make it the state."""
    reading = read("The United States spoke, the U.S. said." if text != "Georgia voted." else "It rained.", text)
    assert any(one.key == "GEO" for one in reading.found.entities)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Goran Ilic promised him an answer.", ["him"]),
        ("Berta Nyl offered her talks.", []),
        ("The envoys of Chile promised them new tents.", ["them"]),
        ("Goran Ilic promised an answer.", []),
    ],
)
def test_a_promise_is_made_to_its_object(text: str, heard: list[str]) -> None:
    """Whoever stands as the object of a promise hears it; "her talks" are hers."""
    reading, event = told("AGREE", text)
    assert [name for name in reading.names(event.recipients) if name != "her"] == heard
