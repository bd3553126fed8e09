"""Paragraphs broken at a fixed width are joined, also inside a page; menus and lists are not."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from chancery.reading.pieces import Aligned, Piece
from chancery.reading.text import read_text
from chancery.reading.wrapped import unwrap

CLIPPING = """Search the stacks
About the collection of newspapers, maps and photographs of the National Library of Ruritania and its branches
Print Cite Save

The ministers of Ruritania and Syl-
vania signed the fishing treaty at
Strelsau last night, after a fort-
night of talks that had been broken
off twice.

Neither would say how many boats may
pass the cape. "Ask the fish," said
Mr. Vane, the Sylvanian.

Report a mistake
Return to top of page
"""
FIRST = (
    "The ministers of Ruritania and Sylvania signed the fishing treaty at Strelsau last night, after a fortnight "
    "of talks that had been broken off twice."
)
INVITED = (
    "1. At the invitation of the Foreign Minister of the Republic, the Minister of Foreign Affairs of the "
    "Co-operative Union paid an official visit to the capital from 3 to 5 May 2018, and met the Co-operative's members."
)


def lines(text: str) -> list[str]:
    """Return the pieces of a text."""
    return [piece.text for piece in read_text(text)]


def test_a_clipping_inside_a_page_gives_whole_sentences() -> None:
    """Only the clipping is broken; what stands around it stays as it is."""
    found = lines(CLIPPING)
    assert found == [
        *CLIPPING.splitlines()[:3],
        FIRST,
        'Neither would say how many boats may pass the cape. "Ask the fish," said Mr. Vane, the Sylvanian.',
        "Report a mistake",
        "Return to top of page",
    ]


def test_each_sign_leads_to_its_place() -> None:
    """Joined lines know where they stood, without the hyphens that went."""
    for piece in read_text(CLIPPING):
        for here, original, length in piece.body.runs:
            assert piece.text[here : here + length] == CLIPPING[original : original + length]


def test_numbered_paragraphs_and_items_of_a_communique_stay_apart() -> None:
    """Text out of a PDF viewer has no blank lines: numbers begin paragraphs, short lines end them."""
    text = """Download
1 / 2
1. At the invitation of the Foreign Minister of the Republic, the
Minister of Foreign Affairs of the Co-operative Union paid an official
visit to the capital from 3 to 5 May 2018, and met the Co-
operative's members.
2. The Ministers agreed that the two countries will go on with their
talks on rice.
(i) rice and its price, which the Ministers had spoken of at length in
the morning session;
(ii) the training of young diplomats.
Page 2"""
    assert lines(text) == [
        "Download",
        "1 / 2",
        INVITED,
        "2. The Ministers agreed that the two countries will go on with their talks on rice.",
        "(i) rice and its price, which the Ministers had spoken of at length in the morning session;",
        "(ii) the training of young diplomats.",
        "Page 2",
    ]


def test_menus_and_headlines_in_small_letters_stay_apart() -> None:
    """Entries differ in length: none of them went on because the next word did not fit."""
    menu = [
        "chile's president flies to bolivia for talks about the sea",
        "fishing treaty signed at last after ten years",
        "who is the new envoy of sylvania, and what he wants from us",
        "five dead as ferry sinks off the coast",
        "weather: rain",
        "two ministers resign over the loan that nobody remembers",
        "how to make bread",
    ]
    assert lines("\n".join(menu)) == menu


@given(st.lists(st.tuples(st.text(min_size=1, max_size=60), st.integers(0, 2)), max_size=30))
def test_no_sign_but_a_hyphen_is_lost(drawn: list[tuple[str, int]]) -> None:
    """Whatever is joined, all words stay, in order, whole lines at a time."""
    texts = [(text.strip(), gap) for text, gap in drawn if text.strip()]
    pieces = [Piece(body=Aligned.whole(text), gap=gap) for text, gap in texts]
    found = unwrap(pieces)
    signs = "".join(chain.from_iterable(text.split() for text, _ in texts))
    assert "".join("".join(piece.text.split()) for piece in found).replace("-", "") == signs.replace("-", "")
    assert len(found) <= len(pieces)
