"""Meetings found in the words with which a host receives a guest, in transcripts of invented talks."""

from __future__ import annotations

import pytest

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.events import Event
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

HEAD = "Anna Lind, Minister for Foreign Affairs of Sweden\n\nStockholm, Sweden\n\n"
ANSWER = "\n\nFOREIGN MINISTER ROSSI: Thank you, Anna. Italy is glad of its friends in the north.\n"


def meetings(first: str, *, answer: str = ANSWER) -> list[Event]:
    """Return the meetings of a transcript in which the Swedish minister speaks first."""
    report = parse_report(f"{HEAD}MINISTER LIND: Good morning. {first}{answer}".encode(), path="a.txt")
    found = conclude([(report, observe(annotate(report), report, program="test"))]).events
    return [event for event in found if event.type == "CONSULT" and event.mode != "visit"]


@pytest.mark.parametrize(
    "words",
    [
        "It is a real pleasure to have Italian Foreign Minister Rossi here today.",
        "I am delighted to welcome my friend, Foreign Minister Rossi of the Italian Republic, to Stockholm.",
        "We are honored to receive Italian Foreign Minister Rossi this morning.",
        "It’s so good to have you here in Stockholm.",
    ],
)
def test_a_host_who_receives_a_guest_meets_him(words: str) -> None:
    """The two people meet, on the day of the transcript and in its city."""
    (event,) = meetings(words)
    assert {actor.entity.split("-")[-1] for actor in event.actors if actor.entity} == {"lind", "rossi"}
    assert event.where == "Stockholm"
    assert event.evidence[0].quote == words


@pytest.mark.parametrize(
    "words",
    [
        "It was good to speak with Italian Foreign Minister Rossi by phone.",
        "I am pleased to have the support of Foreign Minister Rossi for our plan.",
        "I hope to welcome Italian Foreign Minister Rossi here next year.",
        "It is a pleasure to have our own ambassador, Ulla Berg, here today.",
        "We welcome the courage of Italian fishermen.",
    ],
)
def test_praise_hopes_and_calls_are_no_reception(words: str) -> None:
    """Somebody must be there, from another side."""
    assert [e for e in meetings(words) if any("receives a guest" in why for why in e.because)] == []


def test_a_second_courtesy_is_no_second_meeting() -> None:
    """What is said again to the same guest adds nothing."""
    first = "It is a pleasure to have Italian Foreign Minister Rossi here. So, Paolo, it is very good to have you here."
    (event,) = meetings(first)
    assert len(event.evidence) == 1


def test_a_report_without_turns_receives_nobody() -> None:
    """In prose the words are somebody's, not the meeting."""
    report = parse_report(b"Anna Lind said that it was a pleasure to have Paolo Rossi here today.", path="a.txt")
    found = conclude([(report, observe(annotate(report), report, program="test"))]).events
    assert not any("receives a guest" in why for event in found for why in event.because)
