"""Attributions by trees, in sentences of our own: thoughts, unnamed sources and nouns included."""

from __future__ import annotations

import pytest

from chancery.extraction.observe import find_all_attributions
from chancery.language.pipeline import annotate
from chancery.model.text import Block, BlockKind, Report, Span


def attributions(text: str) -> list[tuple[str | None, str, str]]:
    """Return speaker, lemma and words of each attribution of a sentence."""
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)))
    report = Report(id="r", path="r", text=text, blocks=(block,))
    return [
        (one.speaker.of(text) if one.speaker else None, one.lemma, " / ".join(span.of(text) for span in one.content))
        for one in find_all_attributions(annotate(report), report)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said the port was shut.", ("Officials", "say", "the port was shut")),
        ("The port was shut, officials said.", ("officials", "say", "The port was shut")),
        ("The port, she said, was shut in May.", ("she", "say", "The port / was shut in May")),
        ("Anna Novak believes that the talks will fail.", ("Anna Novak", "believe", "the talks will fail")),
        ("According to the mayor, the port was shut.", ("the mayor", "according to", "the port was shut")),
        ("The port, as the minister noted, was shut.", ("the minister", "note", "The port / was shut")),
        ("They rejected his claim that the port was shut.", ("his", "claim", "the port was shut")),
        ("Nobody has said why the port was shut.", ("Nobody", "say", "why the port was shut")),
        ("Officials explained how the port was built.", ("Officials", "explain", "how the port was built")),
        ("Peru made it clear that the port was shut.", ("Peru", "make clear", "the port was shut")),
        ("They will remind Peru that the port is shut.", ("They", "remind", "the port is shut")),
        ("The envoy had no doubt that the port was shut.", ("The envoy", "doubt", "the port was shut")),
        ("Their argument is that the port was shut.", ("Their", "argument", "the port was shut")),
        ("It was reported that the port was shut.", (None, "report", "the port was shut")),
        ("The mayor told the court in a statement that the port was shut.",
         ("The mayor", "statement", "the port was shut")),
        ("In the view of the mayor, the port was shut.", ("the mayor", "in the view", "the port was shut")),
        ("“We are glad because the port is open,” the mayor told them, “and we shall keep it so.”",
         ("the mayor", "tell", "We are glad because the port is open, / and we shall keep it so.")),
    ],
)  # fmt: skip
def test_attributions_have_speaker_cue_and_words(text: str, expected: tuple[str, str, str]) -> None:
    """Each shape of attribution gives the words that name the speaker, the cue and what is said."""
    assert expected in attributions(text)


@pytest.mark.parametrize(
    "text",
    [
        "You know, the port was shut.",  # a filler
        "This means that the port is shut.",  # a consequence, of nobody's words
        "There is a belief that the port is shut.",  # nobody's
        "The mayor knows how to shut the port.",
    ],
)
def test_words_of_nobody_are_no_attributions(text: str) -> None:
    """Fillers, consequences and beliefs without a holder attribute nothing."""
    assert attributions(text) == []


def test_thoughts_are_told_from_words() -> None:
    """What is believed is no quotation; what is said is."""
    text = "Anna Novak believes that the talks will fail. She said that the port was shut."
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)))
    report = Report(id="r", path="r", text=text, blocks=(block,))
    found = find_all_attributions(annotate(report), report)
    assert [(one.lemma, one.thought) for one in found] == [("believe", True), ("say", False)]


def test_a_sentence_without_words_of_anyone_has_no_attribution() -> None:
    """A report of what happened attributes nothing."""
    assert attributions("The two presidents met in the old town on Friday.") == []
