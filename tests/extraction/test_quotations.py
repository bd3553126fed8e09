"""Quotations in English news, statements and transcripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.mentions import Observations, QuotationMention
from chancery.model.quotations import QuotationKind
from chancery.model.text import Block, BlockKind, Report, Span, TurnKind

DIRECT, MIXED, INDIRECT = QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT


def report_of(*paragraphs: str | tuple[str, str], first: BlockKind = BlockKind.PARAGRAPH) -> Report:
    """Make a report of paragraphs; a pair is a speaker's label and the words of a turn."""
    blocks: list[Block] = []
    text = ""
    for paragraph in paragraphs:
        label, words = paragraph if isinstance(paragraph, tuple) else (None, paragraph)
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(words))
        kind = first if not blocks else BlockKind.PARAGRAPH
        turn = None if label is None else TurnKind.QUESTION if label == "Question" else TurnKind.ANSWER
        blocks.append(Block(kind=kind, span=span, speaker=label, turn=turn))
        text += words
    return Report(id="t", path="t.txt", text=text, blocks=tuple(blocks))


def seen(report: Report) -> Observations:
    """Return what extraction finds in a report."""
    return observe(annotate(report), report, program="t")


def rows(report: Report) -> list[tuple[str, str]]:
    """Return "speaker, speaker" and content of every quotation, in the order of the text."""
    found = seen(report)
    quotations = sorted(found.quotations, key=lambda one: one.content)
    return [(speaker(found, one), one.content.of(report.text)) for one in quotations]


def speaker(found: Observations, one: QuotationMention) -> str:
    """Return the names of the speakers, or the label of the turn."""
    return ", ".join(found.entities[i].name for i in one.speakers) or one.label or ""


# shapes of cues that name their speaker in another place: a paragraph, and its quotations as (speaker, named, content)
SPEAKERS = [
    ("“It was never safe,” claimed Anna Novak, whose boat sank.", [("Anna Novak", "Anna Novak", "It was never safe")]),
    ("The Novak campaign said that the vote was not counted.",
     [("", "The Novak campaign", "the vote was not counted")]),
    ("Anna Novak's lawyer said that the vote was not counted.",
     [("", "Anna Novak's lawyer", "the vote was not counted")]),
    ("State radio quoted an army officer as saying that the town had fallen “at dawn”.",
     [("", "an army officer", "the town had fallen “at dawn")]),
    ("The head of the mission said the vote was “free but not fair”.",
     [("", "The head of the mission", "free but not fair")]),
    ("The town had no water, according to Anna Novak, an engineer at the Delta Institute.",
     [("Anna Novak", "Anna Novak", "The town had no water")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_speakers_are_named_wherever_they_stand(text: str, expected: list[tuple[str, str, str]]) -> None:
    """A speaker behind the cue, quoted by another, or known by a description only is kept as the text names her."""
    report = report_of(text)
    found = seen(report)
    assert [
        (speaker(found, one), one.named.of(text) if one.named else "", one.content.of(text)) for one in found.quotations
    ] == expected


def test_words_that_go_on_keep_how_their_speaker_is_named() -> None:
    """A paragraph of words alone is of whoever spoke last, though no name is known."""
    report = report_of("“We have no bread,” a baker in Homs said.", "“And nobody comes to help us here.”")
    assert [one.named and one.named.of(report.text) for one in seen(report).quotations] == ["a baker in Homs"] * 2


# written for this test: a sentence, and its quotations as (speaker, content)
SENTENCES = [
    (
        '"We shall keep the bridge open for every lorry," President Anna Novak said on Monday.',
        [("Anna Novak", "We shall keep the bridge open for every lorry")],
    ),
    (
        '"The bridge stays open," said Anna Novak, who came by train.',
        [("Anna Novak", "The bridge stays open")],
    ),
    (
        '"The bridge stays open for lorries", wrote President Anna Novak on Monday.',
        [("Anna Novak", "The bridge stays open for lorries")],
    ),
    (
        "The Tallinn office of the World Bank said that the loan would be ready in May.",
        [("World Bank", "the loan would be ready in May")],
    ),
    (
        "World Bank vice president and head of trade Anna Novak said that the loan would be ready in May.",
        [("Anna Novak", "the loan would be ready in May")],
    ),
    (
        "The judge presiding over the case, Anna Novak, said that the court would sit again in May.",
        [("Anna Novak", "the court would sit again in May")],
    ),
    (
        "Estonian Red Cross chair Anna Novak said that the loan would be ready in May.",
        [("Anna Novak", "the loan would be ready in May")],
    ),
    (
        "Anna Novak has stated her intention to endorse one of her rivals, but had not yet decided on one.",
        [("Anna Novak", "her intention to endorse one of her rivals")],
    ),
    (
        "President Anna Novak met farmers in the north. “We hear you and we will act,” she told reporters.",
        [("she", "We hear you and we will act")],
    ),
    (
        'President Anna Novak criticised the ruling, calling it "hollow and unfair".',
        [("Anna Novak", "hollow and unfair")],
    ),
    (
        'President Anna Novak praised the Estonian president for waiting and said that Poland "will carry its share".',
        [("Anna Novak", "will carry its share")],
    ),
    (
        "“The harbour,” President Anna Novak said, “must be dredged before winter.”",
        [("Anna Novak", "The harbour,” President Anna Novak said, “must be dredged before winter.")],
    ),
    (
        "President Anna Novak said that the harbour would be dredged before winter.",
        [("Anna Novak", "the harbour would be dredged before winter")],
    ),
    (
        "President Anna Novak told reporters on Monday the harbour would be dredged.",
        [("Anna Novak", "the harbour would be dredged")],
    ),
    (
        "The harbour will be dredged before winter, President Anna Novak said on Monday.",
        [("Anna Novak", "The harbour will be dredged before winter")],
    ),
    (
        "According to President Anna Novak, the harbour will be dredged before winter.",
        [("Anna Novak", "the harbour will be dredged before winter")],
    ),
    (
        "President Anna Novak expressed confidence that the harbour would be dredged.",
        [("Anna Novak", "the harbour would be dredged")],
    ),
    (
        "President Anna Novak thanked Poland, noting that the two ports trade every day.",
        [("Anna Novak", "the two ports trade every day")],
    ),
    (
        "President Anna Novak said the port was shut, adding that the ferry would sail on.",
        [("Anna Novak", "the port was shut"), ("Anna Novak", "the ferry would sail on")],
    ),
    (
        '"We shall keep the bridge open", President Anna Novak said, repeating her words of last year.',
        [("Anna Novak", "We shall keep the bridge open")],
    ),
    (
        '“We shall keep the bridge open," President Anna Novak said.',
        [("Anna Novak", "We shall keep the bridge open")],
    ),
    (
        "President Anna Novak was quoted as saying “the bridge must stay open this year”.",
        [("Anna Novak", "the bridge must stay open this year")],
    ),
    (
        "Anna Novak, the president of Poland, said the port would open in spring.",
        [("Anna Novak", "the port would open in spring")],
    ),
    (
        "Senator Peter Lind of Georgia said the port would open in spring.",
        [("Peter Lind", "the port would open in spring")],
    ),
    (
        "President Anna Novak called it unlikely that the harbour would be dredged.",
        [("Anna Novak", "unlikely that the harbour would be dredged")],
    ),
    (
        "President Anna Novak reiterated the commitment of Poland to open borders.",
        [("Anna Novak", "the commitment of Poland to open borders")],
    ),
    (
        "In his words, President Peter Lind “has no time for old maps”.",
        [("his", "has no time for old maps")],
    ),
    (
        "President Anna Novak promised that Poland would send two ferries.",
        [("Anna Novak", "Poland would send two ferries")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[row[0][:50] for row in SENTENCES])
def test_quotations_have_words_and_speaker(text: str, expected: list[tuple[str, str]]) -> None:
    """Each shape of attribution gives its words and its speaker."""
    assert rows(report_of(text)) == expected


# written for this test: sentences that hold no words of a speaker
SILENT = [
    'The so-called "ring road" was opened by Poland.',
    "Poland demanded that Estonia withdraw the ship.",
    "Poland did not say that the ship would leave.",
    "Poland could say that the ship would leave.",
    "President Anna Novak called on Estonia to withdraw the ship.",
    "The harbour was sold to a firm in Estonia, which Poland denied.",
    "Poland announced a survey in July and stopped it in August.",
    "President Anna Novak told journalists before she left for the north.",
    "If Poland says that the ship must leave, it will leave.",
    'A firm called "North Star" dredges the harbour.',
]


@pytest.mark.parametrize("text", SILENT)
def test_quotations_are_not_every_mark_and_verb(text: str) -> None:
    """Scare quotes, bare performatives and things not said are no quotations."""
    assert rows(report_of(text)) == []


def test_quotations_keep_speaker_across_paragraphs() -> None:
    """A paragraph that opens with a mark continues the words of the one before."""
    report = report_of(
        "“The road was long,” President Anna Novak said. “It has not ended.",
        "“It will be longer still for those who come after us.”",
        "Poland is a member of NATO.",
        "“Nobody knows who says these words in the end.”",
    )
    assert rows(report) == [
        ("Anna Novak", "The road was long"),
        ("Anna Novak", "It has not ended."),
        ("Anna Novak", "It will be longer still for those who come after us."),
    ]


def test_quotations_follow_a_colon_into_the_next_paragraph() -> None:
    """A cue with a colon introduces the paragraph below it."""
    report = report_of("President Anna Novak said:", "“The road was long and it has not ended.”")
    assert rows(report) == [("Anna Novak", "The road was long and it has not ended.")]


def test_quotations_take_turns_as_they_are() -> None:
    """Every paragraph of a turn is one quotation; a bare courtesy is none."""
    report = report_of(
        ("Question", "Will the ports open?"),
        ("MINISTER NOVAK", "They will open in May."),
        ("MINISTER NOVAK", "Thank you very much."),
    )
    found = seen(report).quotations
    assert [(one.label, one.asker, one.content.of(report.text)) for one in found] == [
        ("Question", True, "Will the ports open?"),
        ("MINISTER NOVAK", False, "They will open in May."),
    ]


def test_quotations_include_words_retold_in_a_turn() -> None:
    """What a turn says that a named person said is a quotation of that person too."""
    words = "Minister Peter Lind told me that the ferry would sail in May."
    found = rows(report_of(("MINISTER NOVAK", words)))
    assert ("Peter Lind", "the ferry would sail in May") in found


def test_quotations_read_a_statement_in_the_first_person() -> None:
    """A statement under one name with an office gives one quotation a paragraph."""
    words = "Poland welcomes the opening of the new bridge, and we will go on to support those who built it."
    report = report_of("Foreign Minister Anna Novak", words, first=BlockKind.BYLINE)
    assert rows(report) == [("Anna Novak", words)]


def test_quotations_leave_an_unsigned_report_alone() -> None:
    """A report that only tells of a person is not that person's statement."""
    words = "Poland welcomes the opening of the new bridge, and Novak will go on to support those who built it."
    assert rows(report_of("Foreign Minister Anna Novak", words, first=BlockKind.TITLE)) == []


def test_quotations_carry_cue_time_and_venue() -> None:
    """The cue, its date and the occasion are kept."""
    report = report_of(
        '"The bridge stays open," President Anna Novak told reporters on 3 May 2021 at a news conference.'
    )
    found = seen(report)
    (one,) = found.quotations
    assert one.cue == "told reporters"
    assert one.venue == "at a news conference"
    assert one.time is not None
    assert found.times[one.time].span.of(report.text) == "3 May 2021"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"The bridge stays open," Anna Novak said.', MIXED),
        ('"The bridge stays open this year," Anna Novak said.', DIRECT),
        ('Anna Novak said that the bridge "will never be shut again".', MIXED),
        ("Anna Novak said that the bridge would stay open.", INDIRECT),
    ],
)
def test_quotations_tell_direct_mixed_and_indirect(text: str, kind: QuotationKind) -> None:
    """Whole words in marks are direct, pieces mixed, clauses indirect."""
    assert [one.kind for one in seen(report_of(text)).quotations] == [kind]


_WORDS = st.sampled_from(
    'President Anna Novak said told reporters that the bridge is open , . “ ” " ‘ ’ : and adding he she Poland '
    "according to “We Monday called it in a statement was who on , , said".split(" ")
)


@settings(max_examples=150)
@given(st.lists(st.lists(_WORDS, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=3))
def test_quotations_lie_inside_their_evidence(paragraphs: list[str]) -> None:
    """Any text: every content is inside its evidence, and every position exists."""
    report = report_of(*paragraphs)
    found = seen(report)
    for one in found.quotations:
        assert one.sentence.contains(one.content)
        assert one.content.end > one.content.start
        assert one.sentence.end <= len(report.text)
        assert all(0 <= i < len(found.entities) for i in one.speakers)
        assert one.time is None or 0 <= one.time < len(found.times)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("West Motor Company recalled its buses. West said that the brakes were old.",
         [("West Motor Company", "the brakes were old")]),
        ("An Interpol spokesperson said that nobody was sought there. The spokesperson added that no names were given.",
         [("Interpol spokesperson", "nobody was sought there"), ("Interpol spokesperson", "no names were given")]),
        ("The judge Rosa Lima remarked, “It was a long wait. I saw it all,” further remarking, “We are done here now.”",
         [("Rosa Lima", "It was a long wait. I saw it all,” further remarking, “We are done here now.")]),
        ("According to Lima University scholar Ana Novak, the vote was held in haste.",
         [("Ana Novak", "the vote was held in haste")]),
    ],
)  # fmt: skip
def test_speakers_are_taken_up_from_what_was_said_before(text: str, expected: list[tuple[str, str]]) -> None:
    """A name cut short, "the spokesperson" and "remarking" after words in marks speak as the one named before."""
    assert rows(report_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Marchers held a banner saying “put it to the people now”.",
        "The amendment states: “all persons born in the land are its citizens.”",
        "Zambia's database states that it runs three ferries.",
        "Customs data indicated that exports to Ghana doubled in May.",
        "State media said that the town had fallen to the rebels.",
        "The Lima Gazette said that the minister would resign on Friday.",
    ],
)
def test_what_bears_words_speaks_for_nobody(text: str) -> None:
    """Banners, laws, figures and media that only report are held by no record as speakers."""
    assert rows(report_of(text)) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("According to President Banda's critics, the plan is a ploy to stay in power.", "President Banda's critics"),
        ("Opponents of President Banda said that he had lied to the court.", "Opponents of President Banda"),
        ("A number of senators said that the vote was “a sham from the first day on”.", "A number of senators"),
    ],
)
def test_critics_do_not_speak_for_whom_they_criticise(text: str, named: str) -> None:
    """Whoever is only described stays without an entity, and never is the one that he opposes."""
    report = report_of(text)
    found = seen(report).quotations
    assert [(one.speakers, one.named and one.named.of(report.text)) for one in found] == [((), named)]


@pytest.mark.parametrize("who", ["The Kenya Geological Survey", "Two opposition figures"])
def test_bodies_and_people_that_sound_like_figures_speak(who: str) -> None:
    """A body whose name ends like figures speaks, and so do people who are called figures."""
    assert rows(report_of(f"{who} said that the ground may shake into May.")) != []


def test_two_quotations_before_one_cue_are_read() -> None:
    """What stands in marks before the cue is said, whole by whole."""
    report = report_of('"The dam is open," "the river is high," the minister said on Monday.')
    assert [one.content.of(report.text) for one in seen(report).quotations] == ["The dam is open", "the river is high"]
