"""Attributions without a clause, and those that go beyond a sentence, in sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.extraction.observe import find_all_attributions
from chancery.extraction.passages import with_passages
from chancery.extraction.reported import Form, Reported
from chancery.language.pipeline import annotate
from chancery.model.text import Block, BlockKind, Report, Span

CLAUSE, INFINITIVE, PHRASE = Form.CLAUSE, Form.INFINITIVE, Form.PHRASE


def report_of(*paragraphs: str) -> Report:
    """Return paragraphs as a report."""
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    return Report(id="r", path="r", text=text, blocks=tuple(blocks))


def attributions(*paragraphs: str) -> list[tuple[Form, str | None, str, str]]:
    """Return form, speaker, lemma and words of each attribution."""
    report = report_of(*paragraphs)
    return [
        (
            one.form,
            one.speaker.of(report.text) if one.speaker else None,
            one.lemma,
            " / ".join(span.of(report.text) for span in one.content),
        )
        for one in find_all_attributions(annotate(report), report)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana hopes to open the port in May.", (INFINITIVE, "Ghana", "hope", "to open the port in May")),
        ("The premier refused to resign.", (INFINITIVE, "The premier", "refuse", "to resign")),
        ("Analysts expect Chad to raise the tax.", (INFINITIVE, "Analysts", "expect", "Chad to raise the tax")),
        ("The envoy urged both sides to stop the fighting.",
         (INFINITIVE, "The envoy", "urge", "both sides to stop the fighting")),
        ("Peru called on its neighbours to open the border.",
         (INFINITIVE, "Peru", "call", "its neighbours to open the border")),
        ("Villagers recalled seeing two boats.", (INFINITIVE, "Villagers", "recall", "seeing two boats")),
        ("The port is expected to open in May.", (INFINITIVE, None, "expect", "The port / to open in May")),
        ("Nobody believed his threat to resign.", (INFINITIVE, "his", "threat", "to resign")),
        ("Senator Amina Bello criticised the budget.", (PHRASE, "Senator Amina Bello", "criticise", "the budget")),
        ("The union accused the company of lying.", (PHRASE, "The union", "accuse", "the company of lying")),
        ("The plan was rejected by the opposition.", (PHRASE, "the opposition", "reject", "The plan")),
        ("Fiji's minister warned of higher prices.", (PHRASE, "Fiji's minister", "warn", "of higher prices")),
        ("Laos congratulated Nepal on its election.", (PHRASE, "Laos", "congratulate", "Nepal on its election")),
    ],
)  # fmt: skip
def test_stances_are_attributions_with_their_form(text: str, expected: tuple[Form, str | None, str, str]) -> None:
    """Hopes, orders, blame and warnings without a clause give holder, cue and what they are about."""
    assert expected in attributions(text)


@pytest.mark.parametrize(
    "text",
    [
        "The storm threatened the harbour.",  # nobody speaks
        "The road was closed by the army.",
        "The minister criticised her.",  # nothing is said of what for
        "The boat carried forty people to the island.",
    ],
)
def test_acts_of_things_and_of_hands_are_no_stances(text: str) -> None:
    """What a thing does, and what is done, attributes nothing."""
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["“The bridge is old. Nobody will mend it,” the mayor said."],
         (CLAUSE, "the mayor", "say", "The bridge is old. Nobody will mend it,")),
        (["“The bridge is old,” the mayor said. “Nobody will mend it.”"],
         (CLAUSE, "the mayor", "say", "The bridge is old, / Nobody will mend it.")),
        (["“The bridge is old,” said the mayor of Kisumu on Friday.", "“Nobody will mend it for us.”"],
         (CLAUSE, "the mayor of Kisumu", "say", "The bridge is old, / Nobody will mend it for us.")),
        (["The mayor was blunt. She said: “The bridge is old.”"], (CLAUSE, "She", "say", "The bridge is old.")),
        (["A diplomat in Quito put it bluntly: “No bridge, no market.”"],
         (CLAUSE, "A diplomat in Quito", "put it", "No bridge, no market.")),
        (["The bridge could cost $9 million, estimates the Kenyan Roads Institute."],
         (CLAUSE, "the Kenyan Roads Institute", "estimate", "The bridge could cost $9 million")),
        (["The radio quoted a judge as saying that the bridge was shut."],
         (CLAUSE, "a judge", "say", "the bridge was shut")),
        (["The mayor said that the bridge was shut, adding that it would open in May."],
         (CLAUSE, "The mayor", "say", "the bridge was shut")),
        (["QUITO, May 4 (Wire) - The bridge will open, the mayor said."],
         (CLAUSE, "the mayor", "say", "The bridge will open")),
    ],
)  # fmt: skip
def test_words_go_on_beyond_their_sentence(paragraphs: list[str], expected: tuple[Form, str, str, str]) -> None:
    """Words in marks before, after and below their cue are all its content; cues turned round have their source."""
    assert expected in attributions(*paragraphs)


def test_words_after_a_sentence_of_another_are_not_taken() -> None:
    """A mark that only sets off a term, and words whose sentence says more, end what was said before."""
    found = attributions("“It is late,” the mayor said. The “old bridge” is shut. “We wait,” a driver said.")
    assert [words for *_, words in found] == ["It is late,", "We wait,"]


def test_attributions_inside_others_are_marked() -> None:
    """What somebody is said to believe stands inside what is said."""
    report = report_of("The mayor said that drivers believe the bridge is safe.")
    found = {one.lemma: one.inside for one in find_all_attributions(annotate(report), report)}
    assert found == {"say": False, "believe": True}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="“”\"' .,aB:", max_size=30).filter(str.strip), min_size=1, max_size=4), st.data())
def test_wild_marks_keep_every_attribution(paragraphs: list[str], data: st.DataObject) -> None:
    """Whatever the marks, as many attributions come out as went in, each with its own words."""
    report = report_of(*paragraphs)
    end = len(report.text)
    starts = sorted(data.draw(st.lists(st.integers(0, max(0, end - 1)), max_size=4)))
    given_in = [
        Reported(
            cue=Span(at, at + 1), lemma="say", thought=False, denied=False, speaker=None, mention=None,
            content=(Span(at, min(end, at + 2)),),
        )
        for at in starts
    ]  # fmt: skip
    sentences = [block.span for block in report.blocks]
    found = with_passages(report, sentences, given_in)
    assert [one.cue for one in found] == [one.cue for one in given_in]
    assert all(
        any(span.contains(had.content[0]) for span in one.content) for one, had in zip(found, given_in, strict=True)
    )
