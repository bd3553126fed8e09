"""When background was, whose talks "their talks" are, and when accounts told in passing or undated are of one event."""

from __future__ import annotations

import pytest

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.events import Event
from chancery.model.facts import Question
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude
from extraction.observed import read


def concluded(*reports: tuple[str, ...]) -> tuple[tuple[Event, ...], tuple[Question, ...]]:
    """Return the events and questions that some reports add up to."""
    readings = [read(*paragraphs) for paragraphs in reports]
    drawn = conclude([(one.report, one.found) for one in readings])
    return drawn.events, drawn.questions


def events(kind: str, *reports: tuple[str, ...]) -> list[Event]:
    """Return the events of a type."""
    return [one for one in concluded(*reports)[0] if one.type == kind]


@pytest.mark.parametrize(
    ("sentence", "kind", "when"),
    [
        ("Mari Tamm met Andris Kalns on 29 May 2019, five days after she took office.", "OFFICE", "2019-05-24"),
        ("Abiy Tola visited Nairobi in June 2018, two months after he took office.", "OFFICE", "2018-03-16/2018-05-16"),
        ("Ana Rojas flew to Lima within a month of her election in 2016.", "ELECT", "2016"),
        ("In late October 2020, after Lena Berg became president of Sweden, talks ended.", "OFFICE", "../2020-10"),
        ("Ana Rojas flew to Lima on 5 May 2016, some weeks after her election.", "ELECT", "../2016-05-07"),
    ],
)
def test_background_is_dated_by_what_it_stands_beside(sentence: str, kind: str, when: str) -> None:
    """The date behind an anchor is its own; else the distance leads back from the date of the clause."""
    (event,) = events(kind, (sentence,))
    assert str(event.when) == when


@pytest.mark.parametrize(
    ("opening", "meeting", "who"),
    [
        (
            "At the invitation of Foreign Minister Lena Berg of Sweden, Chilean Minister Pablo Rojas flew to Lund.",
            "During their meeting, they reviewed trade.",
            {"lena-berg", "pablo-rojas"},
        ),
        (
            "Italian Minister Carla Neri came to Athens as guest of Foreign Minister Nikos Vlachos of Greece.",
            "In their talks they discussed gas.",
            {"carla-neri", "nikos-vlachos"},
        ),
    ],
)
def test_their_talks_are_of_the_two_told_before(opening: str, meeting: str, who: set[str]) -> None:
    """Two people of two states, though no "and" joins them."""
    talks = [event for event in events("CONSULT", (opening, meeting)) if event.mode is None]
    assert who in [{one.entity for one in event.actors} for event in talks]


def test_negotiations_that_ministers_back_are_not_their_meeting() -> None:
    """A round of offices goes on beside the meeting of the two."""
    text = (
        "LUND, 10 April 2019\n\nForeign Minister Lena Berg of Sweden met Chilean Foreign Minister Pablo Rojas in Lund"
        " on Tuesday. They expressed support for the conclusion of the negotiations between Chile and Sweden on copper."
    )
    report = parse_report(text.encode(), path="lund.txt")
    drawn = conclude([(report, observe(annotate(report), report, program="test"))])
    assert [event.status.value for event in drawn.events if event.type == "CONSULT"] == ["occurred", "ongoing"]


BERG = "Foreign Minister Lena Berg of Sweden met today in Lund with Chilean Foreign Minister Pablo Rojas."
ROJAS = "Chile's Foreign Minister Pablo Rojas met today in Lund with the Swedish foreign minister, Lena Berg."


@pytest.mark.parametrize(
    ("other", "number"),
    [
        pytest.param((ROJAS, "They discussed glaciers, the museum and copper."), 1, id="the same matters"),
        pytest.param((ROJAS, "They discussed salmon, visas and a railway."), 2, id="other matters"),
        pytest.param((ROJAS, "They discussed bilateral trade and regional security."), 2, id="what all list"),
        pytest.param((BERG, "They discussed glaciers, the museum and copper."), 2, id="one ministry's next readout"),
    ],
)
def test_undated_readouts_of_both_sides(other: tuple[str, str], number: int) -> None:
    """Each side names its own first and lists the same matters, or the pair is a question."""
    first = (BERG, "The ministers discussed copper, the museum in Lund and glaciers.")
    drawn, questions = concluded(first, other)
    assert sum(event.type == "CONSULT" for event in drawn) == number
    assert number == 1 or any(one.kind == "same event" for one in questions)


def test_undated_readouts_with_a_rival_are_asked_about() -> None:
    """Two readouts of one side may be of two days, so that the other's fits neither."""
    first = (BERG, "The ministers discussed copper, the museum in Lund and glaciers.")
    again = (BERG, "The ministers discussed copper, glaciers, the museum in Lund and the harbour.")
    assert len(events("CONSULT", first, again, (ROJAS, "They discussed glaciers, the museum and copper."))) == 3


def test_a_signing_told_in_a_clause_is_the_signing() -> None:
    """The words around it are of the protest, not of another paper."""
    news = ("Uganda and Kenya signed a memorandum on oil trucks on 12 January 2015.",)
    aside = ("Sudan criticised the memorandum that Uganda signed with Kenya on 12 January 2015.",)
    treaty = ("Sudan criticised the treaty that Uganda signed with Kenya on 12 January 2015.",)
    signed = [event for event in events("SUPPORT", news, aside) if len(event.actors) == 2]
    assert len(signed) == 1
    assert len([event for event in events("SUPPORT", news, treaty) if len(event.actors) == 2]) == 2


def test_two_presidencies_of_one_state_are_two() -> None:
    """What a state presides over is part of what it assumes."""
    one = ("Ghana will assume the presidency of the African Union.",)
    other = ("Chad welcomed Ghana's upcoming presidency of the Economic Community of West African States.",)
    same = ("Chad welcomed Ghana's upcoming presidency of the African Union.",)
    assert len(events("OFFICE", one, other)) == 2
    assert {event.office for event in events("OFFICE", one, same)} == {"presidency of AU"}
