"""Two reports of the same words, of which one is dated."""

from __future__ import annotations

import pytest

from chancery.model.facts import Dating
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

WORDS = "we will not sign any paper that leaves the fishermen of our coast without their boats"
DATED = (
    f'LIMA, May 3, 2019 (Agency) - Foreign Minister Vera Orlova spoke in Lima. "{WORDS}," she told reporters on Friday.'
)


def date(*texts: str) -> list[Dating]:
    """Date texts together."""
    inputs = [(report, code_report(report)) for report in (parse_report(text.encode(), path="t") for text in texts)]
    by_report = {dating.report: dating for dating in conclude(inputs).datings}
    return [by_report[report.id] for report, _ in inputs]


@pytest.mark.parametrize(
    "text",
    [
        f'The ministry of Peru spoke of the talks. "{WORDS}," said Vera Orlova, the foreign minister.',
        f'Peru and Chile did not agree. "{WORDS}," Foreign Minister Orlova said on Friday.',
        f"Peru\u2019s Foreign Minister Vera Orlova said: \u201c{WORDS}.\u201d She left Lima.",
    ],
)
def test_same_words_as_news_date_the_other_report(text: str) -> None:
    """Who quotes the same words as news appears within a week of the other, and the reasons show the words."""
    _, dating = date(DATED, text)
    assert str(dating.published) == "2019-04-26/2019-05-10"
    assert any("has the same words" in reason for reason in dating.because)


@pytest.mark.parametrize(
    "text",
    [
        f'Peru and Chile will talk again. "{WORDS}," Foreign Minister Orlova said in 2019.',
        f'Peru and Chile will talk again. "{WORDS}," Foreign Minister Orlova had said.',
        f'Peru and Chile did not agree. "{WORDS}," Foreign Minister Orlova said on Monday.',
        'Peru and Chile did not agree. "We will not sign any paper," Foreign Minister Orlova said on Friday.',
    ],
    ids=["told with its year", "looks back", "another day", "too short"],
)
def test_other_words_date_nothing(text: str) -> None:
    """Words repeated later, spoken on another day, or that anybody may say again tie nothing."""
    _, dating = date(DATED, text)
    assert not any("has the same words" in reason for reason in dating.because)


def test_words_that_were_news_twice_date_nothing() -> None:
    """Where dated reports of the words are months apart, a third may be of either time."""
    text = f'Peru and Chile did not agree. "{WORDS}," Foreign Minister Orlova said.'
    *_, dating = date(DATED, DATED.replace("May 3, 2019", "June 7, 2019").replace("told reporters", "said"), text)
    assert not any("has the same words" in reason for reason in dating.because)
