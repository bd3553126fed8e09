"""Attributions by trees, in sentences of our own: thoughts, unnamed sources and nouns included."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from chancery.extraction.attributing import WEIGHTS, digest
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
        ("The clerk asked, “Where is the seal?”", ("The clerk", "ask", "Where is the seal?")),
        ("One might question, “Far south of what?”", ("One", "question", "Far south of what?")),
        ("Villagers know what the river was.", ("Villagers", "know", "what the river was")),
        ("We will learn how much of a burden the debt has become.",
         ("We", "learn", "how much of a burden the debt has become")),
        ("The crew learnt how to seal the hull.", ("The crew", "learn", "how to seal the hull")),
        ("As the engineer summarised it: “The bridge carries people.”",
         ("the engineer", "summarise", "The bridge carries people.")),
        ("The old road is quicker, or so the drivers say.", ("the drivers", "say", "The old road is quicker")),
        ("She's like, “We never met.”", ("She", "be like", "We never met.")),
        ("The driver goes “Who paid you?”", ("The driver", "go", "Who paid you?")),
        ("I take it that the pier is closed.", ("I", "take it", "the pier is closed")),
        ("The minister says the repair is costly and will take a year.",
         ("The minister", "say", "the repair is costly and will take a year")),
        ("What do you think the court will decide?", ("you", "think", "the court will decide")),
        ("The port will open, as Peru announced in May.", ("Peru", "announce", "The port will open")),
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
        "You see, the river never froze.",
        "As soon as Chad found out, the envoy left.",  # a time
        "As far as the crew can tell, the ferry is safe.",
        "As time goes on, the pier rots.",
        "The port has added: two cranes, a pier and a canteen.",  # things
        "He was so sure of the vote that he left for Lima.",  # a consequence
        "Spain is ready, as everyone describes it, to talk.",  # a manner
    ],
)
def test_words_of_nobody_are_no_attributions(text: str) -> None:
    """Fillers, consequences and beliefs without a holder attribute nothing."""
    assert attributions(text) == []


def test_what_is_learnt_never_drops_what_somebody_says() -> None:
    """A named speaker's words, a source's and those taken up by "she" stay, whatever the weights say of their place."""
    said = ("Brazil will complain, the minister Rosa Lima said.", "It could cost millions, estimates the institute.")
    assert all(attributions(text) for text in (*said, "The treaty, she told reporters, was dead."))


def test_weights_are_those_that_they_name() -> None:
    """The weights' hash is of the weights, and all of them are numbers."""
    data = json.loads(files("chancery.extraction").joinpath(WEIGHTS).read_text(encoding="utf-8"))
    assert digest(data["weights"]) == data["sha256"]
    assert all(isinstance(weight, float) for weight in data["weights"].values())


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
