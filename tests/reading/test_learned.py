"""What the trained model may take from a page, and what it never takes."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from itertools import permutations

import pytest

from chancery.model.text import BlockKind
from chancery.reading.evidence import CLASSES, NAMES, Evidence, see, word_classes
from chancery.reading.furniture import by_rules, find_furniture, weigh_everywhere
from chancery.reading.learned import Trees, judge_all
from chancery.reading.pieces import Aligned, Piece
from chancery.reading.report import parse_report
from chancery.reading.text import read_text

PAGE = """Till innehåll
Nyheter
Logga in

Brava and Oster sign a treaty on eels

4 May 2016

LINDAU - Brava and Oster signed a treaty on eels in Lindau on Wednesday, after nine years of talks.

The ministers of both countries said that the eels would be counted each spring.

Fler artiklar
Prenumerera på nyhetsbrev
Om cookies
"""


def _piece(text: str, kind: BlockKind | None = None) -> Piece:
    return Piece(body=Aligned.whole(text), kind=kind)


def _evidence(pieces: list[Piece]) -> Evidence:
    found, body = by_rules(pieces)
    return Evidence(pieces, found, body, [weigh_everywhere(piece) for piece in pieces])


def test_each_line_gets_all_numbers() -> None:
    """There is one finite number for each name, for each piece that no rule found."""
    evidence = _evidence(read_text(PAGE))
    rows = evidence.rows()
    assert tuple(rows) == evidence.open
    assert all(len(row) == len(NAMES) and all(map(math.isfinite, row)) for row in rows.values())


def test_names_are_told_apart() -> None:
    """No number has the name of another, and each class of words has words."""
    assert len(set(NAMES)) == len(NAMES)
    assert all(word_classes()[name] for name in CLASSES)


def test_weights_ask_only_for_numbers_that_are_there() -> None:
    """Every node of every tree points forward, and to a number that exists."""
    data = json.loads(files("chancery.reading").joinpath("furniture.json").read_text(encoding="utf-8"))
    for tree in data["trees"]:
        for place, (feature, _, low, high) in enumerate(tree):
            assert feature < len(NAMES)
            assert feature < 0 or place < min(low, high) <= max(low, high) < len(tree)


def test_foreign_menu_goes_and_report_stays() -> None:
    """Buttons of another language around an English report go; its title, date and paragraphs stay."""
    pieces = read_text(PAGE)
    gone = {pieces[index].text for index in find_furniture(pieces)}
    kept = {piece.text for piece in pieces} - gone
    assert {"Till innehåll", "Prenumerera på nyhetsbrev", "Om cookies"} <= gone
    assert {"Brava and Oster sign a treaty on eels", "4 May 2016"} <= kept
    assert sum(piece.is_prose for piece in pieces) == 2
    assert all(piece.text in kept for piece in pieces if piece.is_prose)


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TITLE])
def test_what_the_page_itself_marks_stays(kind: BlockKind) -> None:
    """A line that markup calls heading, caption or title is not for the model to take."""
    pieces = [_piece(piece.text, kind if piece.text == "Fler artiklar" else None) for piece in read_text(PAGE)]
    found, _ = by_rules(pieces)
    gone = find_furniture(pieces)
    assert {pieces[index].text for index in gone.keys() - found.keys()}.isdisjoint({"Fler artiklar"})


def test_a_text_without_furniture_is_left_alone() -> None:
    """Where no rule finds anything between paragraphs, nothing goes."""
    sentence = "The ministers of both countries said that the eels would be counted each spring."
    assert find_furniture([_piece(f"{number} times. {sentence}") for number in range(12)]) == {}


def test_no_pieces_and_strange_ones_are_read() -> None:
    """An empty page and lines of signs alone have evidence too."""
    assert judge_all(_evidence([])) == ({}, {})
    for text in ("—", "\u202e", "1", "…", "(", "a" * 5000):
        assert len(see(_piece(text)).row) == len(see(_piece("A line.")).row)


def test_trees_are_added_up() -> None:
    """A look adds the leaves that a row reaches to what it starts from."""
    trees = [[[0, 1.5, 1, 2], [-1, 2.0, 0, 0], [-1, -2.0, 0, 0]]]
    made = Trees(0.0, trees)
    assert made.chances([(1.0,), (2.0,)]) == pytest.approx([1 / (1 + math.exp(-2)), 1 / (1 + math.exp(2))])
    assert Trees(1.0, []).chances([(1.0,)]) == pytest.approx([1 / (1 + math.exp(-1))])


PARAGRAPHS = (
    "The two ministers met on Friday in the hall of the old salt exchange and signed nothing at all.",
    "They will meet again in the spring, when the ferry runs, both of their offices said after the talks.",
    "Kenya will send 200 police officers to Haiti by the end of June, President William Ruto said.",
    '"We do not want a war," the president told reporters in Baku.',
    "Japan lent Vietnam 50 billion yen for a port near Haiphong.",
    "No date has been set for the next round.",
)
STRANGE = (
    "ADVERTISEMENT",
    "Read also: Ferry tickets to cost more",
    "Subscribe to our newsletter",
    "- -",
    "QUJD" * 1000,
)


@pytest.mark.parametrize("line", STRANGE, ids=lambda line: line[:12])
def test_short_reports_keep_every_paragraph(line: str) -> None:
    """A report of two paragraphs stays whole, whatever stands between them."""
    for first, second in permutations(PARAGRAPHS, 2):
        text = parse_report(f"{first}\n\n{line}\n\n{second}".encode(), path="a.txt").text
        assert [said for said in (first, second) if said not in text] == []


@pytest.mark.parametrize("head", ["12 January 2022", "Stockholm, Sweden", "Ferries to run again", "By Anna Lund"])
def test_short_reports_keep_what_stands_above_them(head: str) -> None:
    """A day, a place, a title or an author above one paragraph is no furniture."""
    for said in PARAGRAPHS:
        report = parse_report(f"{head}\n\n{said}".encode(), path="a.txt")
        assert (report.furniture, said in report.text) == ((), True)


SIGNED = """JOINT DECLARATION

The Government of Brava and the Government of Oster have agreed that eels will be counted each spring.

Done at Lindau on 4 May 2016 in two originals.

For the Government of Brava
Anna Holt

For the Government of Oster
P. Weil

Share
Print this page
Related documents
Contact us
"""


def test_those_who_signed_stay() -> None:
    """The lines for whom and by whom a text was signed stay, and the buttons under them go."""
    report = parse_report(SIGNED.encode(), path="a.txt")
    assert all(
        name in report.text for name in ("Government of Brava\n", "Anna Holt", "Government of Oster\n", "P. Weil")
    )
    assert "Related documents" not in report.text


ENTRIES = """LIVE
Live: Talks in Lindau on the eels of the strait
Share
Refreshes every minute

18:50
Talks end
The two ministers have left the hall and said nothing to reporters.
Share this entry

17:12
Oster asks for more time
Oster's minister told the meeting that her country needs three months and a map.
She did not say which map.
Share this entry

15:05
No deal yet
Both sides are still in the room.
Share this entry
Show older entries
Most read
Cookie policy
"""


def test_entries_of_a_live_page_stay() -> None:
    """What stands under an hour is a report's, however short; what follows each entry is not."""
    text = parse_report(ENTRIES.encode(), path="a.txt").text
    for line in (
        "Talks end",
        "Oster asks for more time",
        "She did not say which map.",
        "Both sides are still in the room.",
    ):
        assert line in text
    assert "Share this entry" not in text
    assert "Most read" not in text


def test_members_with_seat_and_party_stay() -> None:
    """A member's line above a question stays."""
    page = (
        f"{PAGE}\nSir Olaf Brand (Lindau North) (Lib)\nWill the minister tell the house how many eels were counted?\n"
    )
    assert "Sir Olaf Brand (Lindau North) (Lib)" in parse_report(page.encode(), path="a.txt").text
