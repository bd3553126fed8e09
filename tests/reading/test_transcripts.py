"""Speakers' labels and turns."""

from __future__ import annotations

import pytest

from chancery.model.text import TurnKind
from chancery.reading.transcripts import find_label, find_turns, title_speaker


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Question: Will the pier be built?", "Question"),
        ("Q: And the ice?", "Q"),
        ("QUESTION (via interpreter): And the ice?", "QUESTION (via interpreter)"),
        ("Arvo Kallas: No, we will not.", "Arvo Kallas"),
        ("SECRETARY VOLD: Good morning.", "SECRETARY VOLD"),
        ("MR AL-RASHID: Good morning.", "MR AL-RASHID"),
        ("MODERATOR: The next question, please.", "MODERATOR"),
        ("FOREIGN MINISTER ÇELİK:\u00a0 Thank you.", "FOREIGN MINISTER ÇELİK"),
        ("He said it plainly: no.", None),
        ("The result: a pier without a ship.", None),
        ("Note: the pier is closed.", None),
        ("At 10:30 the ministers left.", None),
        ("https://courier.example", None),
        ("Salt: the facts", None),
    ],
)
def test_label_is_told_from_prose(text: str, label: str | None) -> None:
    """A name or role before a colon is a label; a colon in prose is not."""
    found = find_label(text)
    assert (found[0] if found else None) == label


def test_turns_carry_speaker_over_paragraphs() -> None:
    """A turn lasts until the next label, and questions are told from answers."""
    lines = ["SECRETARY VOLD: Good morning.", "We met.", "QUESTION: And?", "SECRETARY VOLD: And we talked."]
    turns = find_turns(lines, None)
    assert [turn and turn.speaker for turn in turns] == [
        "SECRETARY VOLD",
        "SECRETARY VOLD",
        "QUESTION",
        "SECRETARY VOLD",
    ]
    kinds = [TurnKind.STATEMENT, TurnKind.STATEMENT, TurnKind.QUESTION, TurnKind.ANSWER]
    assert [turn and turn.kind for turn in turns] == kinds
    assert lines[0][turns[0].start :] == "Good morning." if turns[0] else False


def test_news_with_colons_is_no_transcript() -> None:
    """Two lines with colons do not make a transcript."""
    assert find_turns(["New Delhi: The ministers met.", "They talked.", "Both sides: no comment."], None) == [None] * 3


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Foreign Minister Arvo Kallas’s statement and answers to media questions", "Arvo Kallas"),
        ("Remarks by Foreign Minister Aino Virtanen at the Harbour Forum", "Aino Virtanen"),
        ("Statement by the Minister of Foreign Affairs of Dravia, Oda Kesh, on salt", "Oda Kesh"),
        ("Remarks by Foreign Minister Oda Kesh and replies to the press after talks with Aino Virtanen", "Oda Kesh"),
        ("Remarks by Oda Kesh following a meeting with Aino Virtanen", "Oda Kesh"),
        ("Remarks following a meeting with Aino Virtanen", None),
        ("Answers to questions by Foreign Minister Oda Kesh at a conference with Aino Virtanen", "Oda Kesh"),
        ("Interview with Foreign Minister of Estonia Oda Kesh", "Oda Kesh"),
        ("Transcript: Foreign Minister Oda Kesh meets the press, Riga", "Oda Kesh"),
        ("Statement by Permanent Representative of Sri Lanka to the United Nations Oda Kesh", "Oda Kesh"),
        ("Statements by Foreign Minister Oda Kesh and Foreign Minister Aino Virtanen of Dravia", None),
        ("Remarks on the anniversary of Oda Kesh", None),
        ("Two islands agree to share a lighthouse", None),
    ],
)
def test_title_names_speaker(title: str, speaker: str | None) -> None:
    """The title says whose statement it is."""
    assert title_speaker(title) == speaker


HOUSES = [  # own lines in the manner of several houses; speaker and kind of each
    (
        ["President of Norland Rill Anders: Good day.", "Oda Kesh (retranslated): Thank you.", "Question: And salt?"],
        [
            ("President of Norland Rill Anders", "statement"),
            ("Oda Kesh (retranslated)", "statement"),
            ("Question", "question"),
        ],
    ),
    (
        ["Mr. Orrin (Norland): We agree.", "We thank you.", "Ms. Kesh (Dravia) (spoke in French): We do not."],
        [
            ("Mr. Orrin (Norland)", "statement"),
            ("Mr. Orrin (Norland)", "statement"),
            ("Ms. Kesh (Dravia) (spoke in French)", "statement"),
        ],
    ),
    (
        ["**Q:** Why?", "**Minister Kesh:** Because.", "**Q:** When?"],
        [("Q", "question"), ("Minister Kesh", "answer"), ("Q", "question")],
    ),
    (
        ["[00:00:12] Anna Berg: Good day.", "00:01:40 Tam Orrin: Good day.", "[00:02:10] Anna Berg: And salt?"],
        [("Anna Berg", "statement"), ("Tam Orrin", "statement"), ("Anna Berg", "statement")],
    ),
    (["Q. Why?", "A. Because.", "Q. When?"], [("Q", "question"), ("A", "answer"), ("Q", "question")]),
    (
        ["AFP: Will there be a visit?", "Mao Ling: No.", "Pia Holm (Radio Seagull): When?", "Mao Ling: In May."],
        [("AFP", "question"), ("Mao Ling", "answer"), ("Pia Holm (Radio Seagull)", "question"), ("Mao Ling", "answer")],
    ),
    (
        ["MODERATOR: Welcome.", "MINISTER KESH: (via interpreter) Thank you. [Laughter.]", "QUESTION (off-mike): And?"],
        [("MODERATOR", "statement"), ("MINISTER KESH", "statement"), ("QUESTION (off-mike)", "question")],
    ),
]


@pytest.mark.parametrize(("lines", "turns"), HOUSES)
def test_turns_of_other_houses_are_told(lines: list[str], turns: list[tuple[str, str]]) -> None:
    """Labels of presidencies, assemblies, web pages and recordings are read alike."""
    found = find_turns(lines, None)
    assert [(turn.speaker, str(turn.kind)) if turn else None for turn in found] == turns


def test_initials_are_no_answers() -> None:
    """A name's initial before a stop is a label only where questions bear one too."""
    assert find_turns(["A. Berg said no.", "They left."], None) == [None, None]
