"""Who speaks and to whom, in hard cases of our own, from text to record."""

from __future__ import annotations

import pytest

from chancery.codebooks.leaders import carried
from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.quotations import Quotation
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

NOVAK, LIND = "anna-novak", "peter-lind"


def spoken(*paragraphs: str) -> list[Quotation]:
    """Read a report and return its quotations in the order of the text."""
    text = "\n\n".join(("12 May 2021", *paragraphs))
    report = parse_report(text.encode(), path="t.txt")
    found = conclude([(report, observe(annotate(report), report, program="t"))], carried()).quotations
    return sorted(found, key=lambda one: one.renderings[0].content.span)


def rows(*paragraphs: str) -> list[tuple[str | None, str]]:
    """Return speaker and words of each quotation."""
    return [(one.speaker, one.renderings[0].content.quote) for one in spoken(*paragraphs)]


def test_words_go_on_over_paragraphs_that_open_with_a_mark() -> None:
    """Opening marks are repeated, the last one closes; pronouns lead back to the speakers."""
    found = rows(
        "Foreign Minister Anna Novak of Poland met reporters on Monday.",
        "“We came here to listen,” she said. “Nobody wants another winter without gas.",
        "“Our neighbours have been patient, and we thank them.",
        "“Now it is our turn to be generous.”",
        "Her Estonian counterpart Peter Lind agreed.",
        "“It is late,” he told reporters, “but it is not too late.” He added: “We shall sign in May.”",
    )
    assert [who for who, _ in found] == [NOVAK, NOVAK, NOVAK, NOVAK, LIND, LIND]
    assert found[2][1] == "Our neighbours have been patient, and we thank them."
    assert found[4][1] == "It is late,” he told reporters, “but it is not too late."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # nested
            "“She told me ‘the port is closed’ and hung up,” Anna Novak, the Polish foreign minister, said.",
            [(NOVAK, "She told me ‘the port is closed’ and hung up")],
        ),
        (  # a question inside words in marks
            "Polish Foreign Minister Anna Novak said: “When the envoy asked ‘who will pay?’, I said ‘we will’.”",
            [(NOVAK, "When the envoy asked ‘who will pay?’, I said ‘we will’.")],
        ),
        (  # the closing mark forgotten
            "“The bridge stays open, Anna Novak told reporters in Warsaw.",
            [(NOVAK, "The bridge stays open")],
        ),
        (  # marks that do not match, split by the cue
            '"We shall pay our share”, Estonian Prime Minister Peter Lind said, "and not a cent more."',
            [(LIND, 'We shall pay our share”, Estonian Prime Minister Peter Lind said, "and not a cent more.')],
        ),
        ("Estonia's so-called “silk line” was closed by the Polish “liberators”.", []),  # scare quotes
        (  # a word of manner in marks
            "Polish Foreign Minister Anna Novak “flatly” rejected the plan, which she called “a gift to smugglers”.",
            [(NOVAK, "a gift to smugglers")],
        ),
        (
            "Estonian foreign ministry spokesman Karl Tamm said the embassy would reopen in June.",
            [("karl-tamm", "the embassy would reopen in June")],
        ),
        (
            "A spokesman for the Polish foreign ministry said the embassy would reopen in June.",
            [("POL", "the embassy would reopen in June")],
        ),
        (
            "The Polish foreign ministry issued a statement. The statement said that the embassy would reopen in June.",
            [("POL", "the embassy would reopen in June")],
        ),
        (
            "Interfax quoted Polish Foreign Minister Anna Novak as saying that the embassy would reopen in June.",
            [(NOVAK, "the embassy would reopen in June")],
        ),
        ("Interfax reported that the Polish embassy would reopen in June.", []),  # a source is no speaker
        ("Poland denied all claims that the envoy had been paid.", []),  # what is denied is another's
        (
            "Anna Novak was calm on Monday. Speaking to Peter Lind, she said that it was far too late.",
            [(NOVAK, "it was far too late")],
        ),
    ],
)  # fmt: skip
def test_words_have_their_speaker(text: str, expected: list[tuple[str | None, str]]) -> None:
    """Each hard shape gives its words and its speaker."""
    assert rows(text) == expected


def test_joint_speakers_are_all_speakers() -> None:
    """Of "X and Y said" both are speakers, in the order of the text."""
    (one,) = spoken(
        "The foreign ministers of Poland and Estonia, Anna Novak and Peter Lind, said the talks would go on."
    )
    assert (one.speaker, one.also) == (NOVAK, (LIND,))


@pytest.mark.parametrize(
    ("text", "addressees", "addressed"),
    [
        ("Polish President Anna Novak told reporters in Warsaw that the gas would flow.", (), "reporters"),
        ("Polish President Anna Novak assured Estonia that the gas would flow again.", ("EST",), "Estonia"),
        (
            "In a letter to Estonian Prime Minister Peter Lind, President Anna Novak wrote that the gas would flow.",
            (LIND,),
            "Estonian Prime Minister Peter Lind",
        ),
        (
            "Polish President Anna Novak replied to the Estonian prime minister that the gas would flow again.",
            ("EST",),
            "the Estonian prime minister",
        ),
        ("Polish President Anna Novak said that the gas would flow to Estonia again.", (), None),
    ],
)
def test_words_have_their_addressee(text: str, addressees: tuple[str, ...], addressed: str | None) -> None:
    """Those who are told something are kept, by the record's name or the text's."""
    (one,) = spoken(text)
    assert (one.speaker, one.addressees, one.addressed) == (NOVAK, addressees, addressed)


def test_occasions_are_kept_with_their_day() -> None:
    """An interview and talks are occasions, and the day in their phrase is that of the words."""
    interview, talks = spoken(
        "In an interview with TASS on Tuesday, Polish President Anna Novak said that the gas would flow again.",
        "Speaking in Riga after talks on 3 May 2021, Polish President Anna Novak said that the line was safe.",
    )
    assert (interview.venue, str(interview.when)) == ("In an interview with TASS on Tuesday", "2021-05-11")
    assert (talks.venue, str(talks.when)) == ("Speaking in Riga after talks on 3 May 2021", "2021-05-03")


def test_words_of_a_source_without_a_name_are_kept_as_such() -> None:
    """Diplomats are no entity; the record keeps how the text names them."""
    diplomats, officials = spoken(
        "Diplomats said that the talks had failed. According to Western officials, the envoy left at night."
    )
    assert (diplomats.speaker, diplomats.named) == (None, "Diplomats")
    assert (officials.speaker, officials.named) == (None, "Western officials")


def test_initials_of_a_labelled_speaker_are_his() -> None:
    """Under "NG:" speaks whoever was labelled in full before; initials that nobody there has stay open."""
    found = spoken(
        "Interview with Nora Gray",
        "Nora Gray: We have worked on this river for ten years, and the water is cleaner now.",
        "AB: What is the next step for the team in Peru?",
        "NG: We want to bring the salmon back to the upper valley.",
        "AB: Will it cost a lot?",
        "NG: It will cost less than the dam did, and the villages will have fish again.",
    )
    assert [one.speaker for one in found] == ["nora-gray", None, "nora-gray", None, "nora-gray"]
