"""Each event has the time of its own clause, or of one that is tied to it."""

from __future__ import annotations

import pytest

from extraction.observed import read


@pytest.mark.parametrize(
    ("sentence", "kind", "time"),
    [
        pytest.param(
            "Estonia is set for local elections on April 11, which will be paired with a referendum on a constitution.",
            "ELECT", "April 11", id="a relative clause about a dated event",
        ),
        pytest.param(
            "On Monday Norway and Chile signed a plan of consultations for this year and the next.",
            "SUPPORT", "On Monday"[3:], id="a plan for a year is not of that year",
        ),
        pytest.param(
            "The vote was scheduled for October 4 by the president of Chile.", "ELECT", "October 4", id="scheduled for",
        ),
        pytest.param(
            "Kenya and Chile will hold a forum in Nairobi in the spring.",
            "CONSULT", "the spring", id="a season to come",
        ),
    ],
)  # fmt: skip
def test_times_of_events(sentence: str, kind: str, time: str) -> None:
    """The time that the clause gives its event."""
    reading = read(sentence)
    times = {reading.time(event) for event in reading.found.events if event.type == kind}
    assert time in times


@pytest.mark.parametrize(
    ("sentence", "kind", "time"),
    [
        pytest.param(
            "The leaders of Kenya and Chile, who met in Nairobi, agreed on Friday to open embassies.",
            "CONSULT", "Friday", id="a meeting in a relative clause",
        ),
        pytest.param(
            "Norway called on Chile to publish the January memorandum.", "REQUEST", None, id="which paper is meant",
        ),
        pytest.param(
            "Peru accused Bolivia of hiding the 2015 map.", "ACCUSE", None, id="which map is meant",
        ),
        pytest.param(
            "Ghana thanked Togo for the February shipment.", "SUPPORT", None, id="which shipment is meant",
        ),
        pytest.param(
            "Norwegian Foreign Minister Eva Lind met the Chilean envoy at the October gathering.", "CONSULT", "October",
            id="a gathering is met at",
        ),
    ],
)  # fmt: skip
def test_times_of_relative_clauses_and_names(sentence: str, kind: str, time: str | None) -> None:
    """Who met and agreed did so at one time; a month that says which paper is meant dates nobody's words."""
    reading = read(sentence)
    times = {reading.time(event) for event in reading.found.events if event.type == kind}
    assert times == {time}
