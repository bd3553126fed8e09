"""What reports tell in passing: beside a distance in time, in a clause about a thing, of a pair, of "there"."""

from __future__ import annotations

import pytest

from chancery.model.events import EventStatus
from chancery.model.mentions import EventMention
from chancery.resolution.conclude import conclude
from extraction.observed import Reading, read


def found(reading: Reading, kind: str, mode: str | None = None) -> list[EventMention]:
    """Return the events of a type and mode."""
    return [event for event in reading.found.events if event.type == kind and event.mode == mode]


@pytest.mark.parametrize(
    ("sentence", "kind", "mode", "words"),
    [
        ("President Ana Quispe flew to Quito within a month of her election in 2016.", "ELECT", "election", "election"),
        ("Mari Tamm met Andris Kalns on Friday, five days after she took the oath.", "OFFICE", "assume", "took"),
        ("Eero Kask fell ill a week after Mari Tamm's inauguration on 24 May.", "OFFICE", "assume", "inauguration"),
        ("Rosa Diaz spoke two days after talks with Latvian minister Juris Ozols in Oslo.", "CONSULT", None, "talks"),
    ],
)  # fmt: skip
def test_what_a_distance_in_time_is_from_is_an_event(sentence: str, kind: str, mode: str | None, words: str) -> None:
    """The words after "after" and "within a month of" tell of an act of their own."""
    reading = read(sentence)
    assert words in {reading.words(event.span).split()[-1] for event in found(reading, kind, mode)}


def test_a_distance_from_a_date_is_from_no_event() -> None:
    """Two days after a date, nothing else was done."""
    reading = read("Ana Quispe met Rui Lima two days after 4 May.")
    assert len(reading.found.events) == 1


def test_the_vote_has_not_the_place_of_the_journey() -> None:
    """Where somebody flew is not where she was elected."""
    reading = read("President Ana Quispe flew to Quito within a month of her election in 2016.")
    (vote,) = found(reading, "ELECT", "election")
    assert (vote.place, reading.time(vote)) == (None, "2016")


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("Norway praised the efforts that Chile has made.", "SUPPORT", ["Norway"], ["Chile"]),
        ("Mali criticised the map that Niger published.", "ACCUSE", ["Mali"], ["Niger"]),
        ("We deeply appreciate the voice that Ghana has within the African Union.", "SUPPORT", ["We"], ["Ghana"]),
        ("Norway praised the efforts that had failed.", "SUPPORT", ["Norway"], []),
    ],
)
def test_whose_a_thing_is_by_the_clause_about_it(
    sentence: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    """What is praised or criticised is theirs who do it in the relative clause."""
    reading = read(sentence)
    (event,) = found(reading, kind) or found(reading, kind, "disapprove")
    assert (reading.names(event.actors), reading.names(event.recipients)) == (actors, recipients)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sudan rejected the memorandum that Chad signed with Niger on 1 January.",
        "The treaty that Chad signed with Niger has lapsed.",
        "Oslo has read the accord which Chad signed with Niger in 2010.",
    ],
)
def test_what_is_signed_may_be_the_noun_before(sentence: str) -> None:
    """A relative clause has its object before it."""
    (event,) = found(read(sentence), "SUPPORT")
    assert read(sentence).names(event.actors) == ["Chad", "Niger"]


@pytest.mark.parametrize(
    "sentence",
    [
        "They built on the productive October 2021 Spain-Morocco dialogue on fishing.",
        "He recalled the Chile-Peru talks held in May.",
        "The report praised the Kenya/Uganda dialogue that was held in 2019.",
    ],
)
def test_two_hyphened_states_hold_their_talks(sentence: str) -> None:
    """Both names belong to the noun, with its date."""
    reading = read(sentence)
    talks = [event for event in found(reading, "CONSULT") if len(event.actors) == 2]
    assert talks
    assert reading.time(talks[0]) in {"October 2021", "May", "2019"}


def test_one_state_s_dialogue_is_no_meeting() -> None:
    """A dialogue needs two."""
    assert found(read("Norway's dialogue on fishing has begun."), "CONSULT") == []


def test_what_is_to_be_held_is_planned() -> None:
    """The clause on the noun says when."""
    reading = read("A summit of Peru and Chile, to be held in Lima in April 2030, was agreed.")
    (event,) = found(reading, "CONSULT", "multilateral")
    assert (event.status, reading.time(event)) == (EventStatus.PLANNED, "April 2030")


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        (
            "Luis Vega saw Ana Quispe on Monday and, separately, Foreign Minister Hugo Reyes.",
            [["Luis Vega", "Ana Quispe"], ["Luis Vega", "Hugo Reyes"]],
        ),
        (
            "Luis Vega met President Ana Quispe and, later, the speaker of parliament, Rosa Diaz.",
            [["Luis Vega", "Ana Quispe"], ["Luis Vega", "Rosa Diaz"]],
        ),
        ("Luis Vega met Ana Quispe and Hugo Reyes.", [["Luis Vega", "Ana Quispe", "Hugo Reyes"]]),
    ],
)
def test_who_is_met_apart_is_another_meeting(sentence: str, parties: list[list[str]]) -> None:
    """Persons met in one clause are one event, unless the words part them."""
    reading = read(sentence)
    assert [reading.names(event.actors) for event in found(reading, "CONSULT")] == parties


def test_two_offices_taken_at_once_are_two_events() -> None:
    """Each office has its own holders; a name after "and" begins another clause."""
    reading = read("Lena Berg rose to the twin positions of prime minister and acting president in May.")
    assert [event.office for event in found(reading, "OFFICE", "assume")] == ["prime minister", "acting president"]
    reading = read("Pablo Rojas became president and Prime Minister Hugo Diaz resigned in June.")
    assert [event.office for event in found(reading, "OFFICE", "assume")] == ["president"]


def test_powers_without_the_office_are_lent() -> None:
    """Who takes over the powers of a vacant office acts in it."""
    (event,) = found(read("Lena Berg took over the powers of the president of Sweden in May."), "OFFICE", "assume")
    assert event.office == "acting president"


@pytest.mark.parametrize(
    ("paragraphs", "to"),
    [
        (["Relations with Quito are warm since Ana Rojas travelled there in January."], ["Quito"]),
        (["Ana Rojas loves Quito.", "Her minister flew there in May."], ["Quito"]),
        (["Quito is the first capital that Ana Rojas visits in her new post."], ["Quito"]),
        (["Peru was the third country Ana Rojas visited in 2012."], ["Peru"]),
    ],
)
def test_places_that_are_taken_up(paragraphs: list[str], to: list[str]) -> None:
    """The place told last is there, and a place may be the subject of a clause that calls it the first visited."""
    reading = read(*paragraphs)
    (event,) = found(reading, "CONSULT", "visit")
    assert reading.names(event.recipients) == to


def test_nobody_is_seen_who_is_seen_as_something() -> None:
    """To see Peru as a rival is no meeting, and to meet the press is none."""
    assert found(read("Ana Rojas sees Peru as a rival. Rui Lima meets the press."), "CONSULT") == []


def test_an_invitation_is_not_what_a_journey_is_about() -> None:
    """Who invites is no object of "travelled"."""
    sentences = (
        "At the invitation of Foreign Minister Lena Berg, Pablo Rojas travelled to Stockholm on Tuesday.",
        "Pablo Rojas travelled to Stockholm on Tuesday at the invitation of the prime minister, Lena Berg.",
    )
    for sentence in sentences:
        reading = read(sentence)
        (event,) = found(reading, "CONSULT", "visit")
        assert reading.names(event.actors) == ["Pablo Rojas"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("After resuming office that he held eight years ago, Mr Novak has chosen Peru for a visit.", "OFFICE"),
        ("Ana Rojas also commented on the Peruvian pact, calling it absurd.", "ACCUSE"),
        ("Ana Rojas speaking to the Lima Institute think tank called the pact absurd.", "ACCUSE"),
    ],
)
def test_what_the_parser_hangs_on_a_noun(sentence: str, kind: str) -> None:
    """A gerund with its own object has the subject of the sentence, and a think tank thinks nothing."""
    reading = read(sentence)
    people = [reading.names(event.actors) for event in reading.found.events if event.type == kind]
    assert people in ([["Novak"]], [["Ana Rojas"]])


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Lena Berg welcomed Chile's upcoming presidency of the Pacific Alliance.", 1),
        ("Norway's forthcoming chairmanship of the Arctic Council was discussed.", 1),
        ("Chile's presidency of the Pacific Alliance lasted a year.", 0),
    ],
)
def test_a_presidency_to_come_is_planned(sentence: str, count: int) -> None:
    """Who presides does so for months; only the beginning is an event."""
    assert len(found(read(sentence), "OFFICE", "assume")) == count


def test_a_round_of_talks_is_of_those_who_talked_last() -> None:
    """The third round follows the talks told before; without any it is nobody's."""
    reading = read("Talks between Peru and Chile ended on Monday.", "The third round will be held in Quito in May.")
    rounds = [event for event in found(reading, "CONSULT") if event.status is EventStatus.PLANNED]
    assert [reading.names(event.actors) for event in rounds] == [["Peru", "Chile"]]
    assert found(read("The third round will be held in Quito in May."), "CONSULT") == []


def test_a_riot_without_a_place_is_where_the_report_is_from() -> None:
    """The dateline's state comes before one that only acts in the sentence before."""
    reading = read(
        "TALLINN \u2013 Norway suspended a grant to Estonia on Wednesday. Contacts with Tallinn went on. He denied that"
        " Norway had cancelled the grant. Supporters of the defeated parties stormed the parliament building."
    )
    (riot,) = found(reading, "PROTEST", "riot")
    assert reading.names(riot.actors) == ["TALLINN"]


def test_two_offices_taken_at_once_are_both_held() -> None:
    """The occupancies follow the events."""
    reading = read("Lena Berg rose to the twin positions of prime minister and acting president of Sweden in May 2020.")
    held = conclude([(reading.report, reading.found)]).occupancies
    assert {(one.post.office, str(one.start)) for one in held if one.start} == {
        ("prime minister", "2020-05"),
        ("acting president", "2020-05"),
    }
