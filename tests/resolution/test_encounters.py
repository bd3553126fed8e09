"""Two reports of one meeting, of which one is dated."""

from __future__ import annotations

import pytest

from chancery.model.facts import Dating
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

DATED = "OSLO, May 3, 2019 (Agency) - Foreign Minister Vera Orlova met today with Foreign Minister Karl Dahl in Oslo."


def datings(*texts: str) -> list[Dating]:
    """Date texts together."""
    inputs = [(report, code_report(report)) for report in (parse_report(text.encode(), path="t") for text in texts)]
    by_report = {dating.report: dating for dating in conclude(inputs).datings}
    return [by_report[report.id] for report, _ in inputs]


def test_meeting_of_two_people_today_dates_the_other_report() -> None:
    """The same two people in the same city on the day of both reports."""
    _, dating = datings(
        DATED,
        "The ministry said: Foreign Minister Karl Dahl held talks today with Foreign Minister Vera Orlova in Oslo.",
    )
    assert str(dating.published) == "2019-05-02/2019-05-04"
    assert any("same two people" in reason for reason in dating.because)


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Karl Dahl held talks today with Foreign Minister Vera Orlova in Riga.",
        "Foreign Minister Karl Dahl held talks with Foreign Minister Vera Orlova in Oslo.",
        "Foreign Minister Karl Dahl spoke by phone today with Foreign Minister Vera Orlova in Oslo about talks.",
        "Foreign Minister Karl Dahl held talks today with Foreign Minister Anna Berg in Oslo.",
    ],
)
def test_other_meetings_date_nothing(text: str) -> None:
    """Another city, another day, a call or another person."""
    _, dating = datings(DATED, text)
    assert dating.published is None


def test_two_meetings_in_one_city_date_nothing() -> None:
    """Where the two met there twice, a third report may be of either."""
    text = "The ministry said: Foreign Minister Karl Dahl held talks today with Foreign Minister Vera Orlova in Oslo."
    *_, dating = datings(DATED, DATED.replace("May 3, 2019", "June 9, 2020"), text)
    assert dating.published is None


TRAVELLED = (
    "A joint statement was released.\n\nAt the invitation of Foreign Minister Vera Orlova, Foreign Minister Karl Dahl "
    "travelled to Oslo on Friday, May 3, 2019. They reviewed trade."
)


@pytest.mark.parametrize(
    "text",
    [
        "MINISTER ORLOVA: It is good to have Minister Dahl here today.\n\nMINISTER DAHL: Thank you, Minister Orlova.",
        "Oslo\n\nFOREIGN MINISTER ORLOVA: Welcome. We will talk today.\n\nFOREIGN MINISTER DAHL: Thank you.",
    ],
    ids=["no city", "the city in its dateline"],
)
def test_day_of_a_journey_dates_the_remarks_of_the_two(text: str) -> None:
    """A statement that tells the day of the meeting dates the transcript of the same day, to the day."""
    _, dating = datings(TRAVELLED, text)
    assert str(dating.published) == "2019-05-02/2019-05-04"


def test_day_of_a_journey_dates_no_remarks_in_another_city() -> None:
    """The two may have met elsewhere on another day."""
    text = "Riga\n\nMINISTER ORLOVA: Welcome. We will talk today.\n\nMINISTER DAHL: Thank you, Minister Orlova."
    _, dating = datings(TRAVELLED, text)
    assert dating.published is None
