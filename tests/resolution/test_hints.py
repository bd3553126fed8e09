"""What a text tells of its own day."""

from __future__ import annotations

import pytest
import spacy

from chancery.extraction.dates import find_times
from chancery.model.text import Block, BlockKind, Report, Span
from chancery.resolution.constraints import narrow
from chancery.resolution.days_told import tell_days
from chancery.resolution.hints import find_hints

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def bounds(text: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that a text leaves."""
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)))
    report = Report(id="t", path="t", text=text, blocks=(block,))
    times = find_times(NLP(text), report)
    window = narrow(find_hints(report, tell_days(report, times, ()), times))
    return (window.low and str(window.low), window.high and str(window.high))


# written for this test
CASES = [
    ("The truce was signed on May 3, 2014.", ("2014-05-03", None)),
    ("Talks began in 2012 and broke down in 2015.", ("2015-01-01", None)),
    ("She hopes to end it by 2030.", (None, None)),
    ("The treaty expires in February 2026, she said.", (None, None)),
    ("They intend to make it free in 2031, she said.", (None, None)),
    ("The ministers praised the Vision 2040 initiative.", (None, None)),
    ("A new round will be held in May 2016.", (None, "2016-05-31")),
    ("She said in 2015 that a round would be held in May 2016.", (None, None)),
    ("Last year, in 2015, trade doubled.", ("2016-01-01", "2016-12-31")),
    ("This year, 2022, will be hard.", ("2022-01-01", "2022-12-31")),
    ("They mark the 30th anniversary of the treaty of 1992.", ("2021-11-17", "2023-02-14")),
    ("They will mark the 30th anniversary of the treaty of 1992.", (None, None)),
    ("They mark nearly 30 years of the treaty of 1992.", (None, None)),
    ("We mark the 59th anniversary of your independence on June 1, 2021.", (None, None)),
    ("They mark the 30th anniversary of the pact signed on May 3, 1992.", ("2021-11-17", "2023-02-14")),
    ("They praised the preparations for the chairmanship of Ghana in 2031.", (None, None)),
    ("He addressed the 76th session of the UN General Assembly.", ("2021-07-01", "2022-09-30")),
    ("The next, the 77th session of the UN General Assembly, is near.", (None, None)),
    ("Karl Dahl, aged 63, was born in Riga in 1958.", ("2021-01-01", "2022-12-31")),
    ("Ties were cut in 2009, ten years ago.", ("2018-07-01", "2020-06-30")),
    ("Nothing happened.", (None, None)),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_hints_bound_a_report(text: str, expected: tuple[str | None, str | None]) -> None:
    """What is told as past lies before, what is planned after; a goal, a name or a guess bounds nothing."""
    assert bounds(text) == expected


def test_distance_from_a_year_is_no_anniversary() -> None:
    """Who left five years after a war left then, not now."""
    _, high = bounds("He left five years after the war of 1990.")
    assert high is None
