"""Reports that do not say when they were written."""

from __future__ import annotations

import re

import pytest
import spacy

from chancery.extraction.dates import find_times
from chancery.model.dates import Edtf
from chancery.model.facts import Dating
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.resolution.settling import date_report

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def conclude(text: str, *, title: bool = False, future: tuple[str, ...] = ()) -> Dating:
    """Date a text whose paragraphs are parted by blank lines; `future` names planned dates."""
    blocks = [
        Block(kind=BlockKind.PARAGRAPH, span=Span(match.start(), match.end())) for match in re.finditer(r"[^\n]+", text)
    ]
    if title:
        blocks[0] = Block(kind=BlockKind.TITLE, span=blocks[0].span)
    report = Report(id="t", path="t", text=text, blocks=tuple(blocks))
    times = find_times(NLP(text), report)
    planned = {i for i, m in enumerate(times) if m.span.of(text) in future}
    return date_report(report, times, future=planned)


# written for this test: text, planned dates, interval, basis
CASES = [
    pytest.param(
        "Minister Orlova met her guest on November 9.\n\n"
        "A new vote is expected in early 2019.\n\nThe old one was held on October 1.",
        ("early 2019",), "2018-11-09/2018-11-11", "inferred", id="a near plan fixes the year",
    ),
    pytest.param(
        "The premier arrived in Oslo this week and met the king on May 12.\n\n"
        "He won the vote of December 20, 2020. He was sworn in in late January.",
        (), "2021-05-12/2021-05-16", "inferred", id="a near full date fixes the year, this week the end",
    ),
    pytest.param(
        "The envoy said on June 3 that talks go on.", (), "XXXX-06-03", "unknown", id="nothing fixes the year",
    ),
    pytest.param(
        "The envoy said on June 3 that talks go on.\n\nShe was born on April 5, 1961.",
        (), "XXXX-06-03", "unknown", id="a far year fixes nothing",
    ),
    pytest.param(
        "The envoy said on June 3 that talks go on.\n\nThey began on April 5, 2018.",
        (), "XXXX-06-03", "unknown", id="nobody writes out the running year",
    ),
    pytest.param(
        "The envoy said on June 3 that all goals stand.\n\nThe targets are set for 2030.",
        ("2030",), "XXXX-06-03", "unknown", id="a goal fixes nothing",
    ),
    pytest.param(
        "The envoy said on Monday, June 3 that talks go on.\n\n"
        "She took office on December 2, 2019. She went home in late January.",
        (), "XXXX-06-03", "unknown", id="a weekday refutes a year",
    ),
    pytest.param(
        "The envoy will travel on June 3.",
        ("June 3",), "XXXX-04-04/XXXX-06-03", "unknown", id="a plan alone gives no year",
    ),
    pytest.param(
        "The envoy said on Monday that the pact of June 3 holds.", (), None, "unknown",
        id="background beside a weekday",
    ),
    pytest.param(
        "We celebrated Freedom Day on July 9 with friends.", (), None, "unknown", id="a feast is no news",
    ),
    pytest.param("The two states are friends.", (), None, "unknown", id="no date at all"),
    pytest.param(
        "Tuesday, April 12, 2022\n\nThe ministers met and talked.", (), "2022-04-12", "text", id="a line of its own",
    ),
    pytest.param(
        "OSLO, April 12, 2022 (Agency) - The ministers met.", (), "2022-04-12", "dateline", id="a dateline",
    ),
    pytest.param(
        "The ministers met in Oslo on Tuesday, April 12, 2022, and spoke of trade.",
        (), "2022-04-12/2022-04-14", "inferred", id="a full day opens the news",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "future", "published", "basis"), CASES)
def test_reports_are_dated_by_what_they_tell(
    text: str, future: tuple[str, ...], published: str | None, basis: str
) -> None:
    """The report follows the latest day it tells as past; no year is made up."""
    dating = conclude(text, future=future)
    assert (dating.published and str(dating.published), str(dating.basis)) == (published, basis)
    assert dating.because
    assert all(reason.endswith(".") for reason in dating.because)


def test_reports_take_the_date_that_ends_their_title() -> None:
    """A full date at the end of the title is the report's own."""
    dating = conclude("Remarks by Minister Dahl, Oslo, May 3, 2021\n\nWe met today.", title=True)
    assert (str(dating.published), dating.basis) == ("2021-05-03", DateBasis.TEXT)


def test_reports_distrust_a_title_older_than_their_news() -> None:
    """A title's date that the body overtakes is an event's, not the report's."""
    text = "After the vote of May 3, 2021\n\nThe winner was sworn in on June 1, 2021."
    assert conclude(text, title=True).basis is not DateBasis.TEXT


def test_reports_keep_their_own_date() -> None:
    """A date from the metadata is returned with its basis."""
    report = Report(
        id="t", path="t", text="", blocks=(), published=Edtf.parse("2020-01-02"), published_basis=DateBasis.METADATA
    )
    dating = date_report(report, (), future=())
    assert (str(dating.published), dating.basis) == ("2020-01-02", DateBasis.METADATA)


def test_reports_tell_why() -> None:
    """The reasons name the words that the date rests on."""
    dating = conclude(
        "Ms Orlova met her guest on November 9.\n\nA vote is expected in early 2019.", future=("early 2019",)
    )
    assert any("November 9" in reason for reason in dating.because)
    assert any("early 2019" in reason for reason in dating.because)


def test_day_further_down_keeps_a_stretch() -> None:
    """A day that stands behind the opening is older news: the report came within two weeks of it."""
    text = "The envoys talked.\n\nThey were friendly.\n\nThe first of them arrived on June 3."
    assert str(conclude(text).published) == "XXXX-06-03/XXXX-06-17"
