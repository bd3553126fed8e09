"""Sentence boundaries."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.language.pipeline import annotate
from chancery.model.text import Block, BlockKind, Report, Span


def split(text: str) -> list[str]:
    """Return the sentences of a text, which is one paragraph between blank lines."""
    blocks = []
    at = 0
    for paragraph in text.split("\n\n"):
        if paragraph:
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    report = Report(id="t", path="t.txt", text=text, blocks=tuple(blocks))
    return [sent.text.strip() for sent in annotate(report).sents if sent.text.strip()]


# written for this test: sentences that belong together, divided by "|"
PASSAGES = [
    "The envoys met in Tartu. | They will meet again.",
    "U.S. President Mary Holt spoke first. | Nobody replied.",
    "The talks ended in the U.S. | The delegation flew home.",
    "He left for the U.S. on Monday. | She stayed.",
    "Mr. Orlov met Mrs. Tamm and Dr. Weiss. | Prof. Lind was absent.",
    "A. B. Carter signed for the bank. | J. Ruiz did not.",
    "The note was drafted by P. K. Menon and handed over.",
    "They met on Oct. 4 in Sofia. | The text is dated Nov. 11, 2019.",
    "The visit began on Sept. 3. | It ended a week later.",
    "“We agree,” the minister said. | “We always did.”",
    "“We agree.” | The minister smiled.",
    '"Will you come?" he asked. | "Yes."',
    '"Will you come?" | She did not answer.',
    "'It is over.' | He left.",
    "It cost $3.5 million. | Nobody paid.",
    "Growth reached 2.4 per cent in 2018. | It fell later.",
    "The accord (signed in 2011) holds. | It has no end.",
    "The accord holds. | (It was signed in 2011.) | It has no end.",
    "He paused... and went on.",
    "He paused... | Then he went on.",
    "Will they sign? | Perhaps! | Nobody knows.",
    "The U.N. Security Council met. | The E.U. did not.",
    "The envoy of the U.N. said nothing. | We waited.",
    "St. Helena sent Gov. Reed. | Sen. Page came too.",
    "Gen. Maria Stoica and Lt. Col. Ion Pop arrived. | Maj. Dinu stayed.",
    "The firm, Baltic Gas Ltd., signed. | Its rival, Nord Oil Inc., refused.",
    "See Art. 5 of the treaty. | It says more.",
    "The report (p. 14) names no one. | Vol. 2 does.",
    "Tirana vs. Skopje was postponed. | It rained.",
    "She works in Washington, D.C. | He works in Rome.",
    "The ship sailed at 5 p.m. on Friday. | It never came back.",
    "They left at 9 a.m. | The others stayed.",
    "Several states, e.g. Peru and Chile, agreed. | Bolivia, i.e. La Paz, did not.",
    "Adm. Lee said: “No.” | The line went dead.",
    "H.E. Ana Moreno opened the session. | Hon. Tom Okello closed it.",
    "No. 10 declined to comment. | The palace did not.",
    "Ministers from Ghana, Togo, etc. attended. | Benin sent a note.",
    "“Peace is near,” he said, “if we want it.” | Few believed him.",
    "The minister – a lawyer – resigned. | The premier stayed.",
    "• Trade rose. | • Tourism fell.",
    "The pact runs to Dec. 31. | In January it lapses.",
    "Was it Capt. Silva? | It was.",
    "Amb. Fischer called on Rev. Paulsen. | They spoke of Mt. Athos.",
    "King George V. is meant here.",
    "“It’s over!” she cried. | He laughed.",
    "Relations are good!! | Trade is not.",
    "The line 'no comment.' was all he gave us.",
    "Under Sec. 12 they may appeal. | They will.",
    "Ms. Ode's plan failed. | Messrs. Hill and Ross wrote another.",
    "It rained in Brno.  | Nobody came.",
]


@pytest.mark.parametrize("passage", PASSAGES)
def test_sentences_end_where_a_reader_stops(passage: str) -> None:
    """Abbreviations, initials, figures and quotation marks neither hide nor invent a boundary."""
    expected = [part.strip() for part in passage.split("|")]
    assert split(passage.replace("| ", "").replace("|", "")) == expected


def test_sentences_begin_with_every_block() -> None:
    """A heading without a full stop does not run into the paragraph below it."""
    assert split("Talks resume\n\nThe envoys met. They left.") == ["Talks resume", "The envoys met.", "They left."]


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_sentences_lose_no_character(text: str) -> None:
    """The sentences of any text are the text."""
    report = Report(id="t", path="t.txt", text=text, blocks=())
    assert "".join(sent.text_with_ws for sent in annotate(report).sents) == text


def test_sentences_take_time_in_line_with_length() -> None:
    """A long run of closing marks costs no more than a text of that length."""
    report = Report(id="t", path="t.txt", text='. " ' * 20_000, blocks=())
    start = time.perf_counter()
    annotate(report)
    assert time.perf_counter() - start < 5
