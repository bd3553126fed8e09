"""What the lines around a line show together."""

from __future__ import annotations

import pytest

from chancery.reading.pieces import Aligned, Piece
from chancery.reading.sequences import SEQUENCE_NAMES, is_hour, is_like_sentence, sequence_rows
from chancery.reading.text import read_text


def _row(text: str, line: str) -> dict[str, float]:
    pieces = read_text(text)
    at = next(index for index, piece in enumerate(pieces) if piece.text == line)
    return dict(zip(SEQUENCE_NAMES, sequence_rows(pieces, [False] * len(pieces))[at], strict=True))


@pytest.mark.parametrize(
    "text", ["14:32 GMT", "9.05 pm", "2h ago", "(20:41 GMT)", "38m ago", "11h05", "5 minutes ago", "just now"]
)
def test_hours_that_stand_alone(text: str) -> None:
    """What stands above the entry of a live page is told, however it is written."""
    assert is_hour(text)


@pytest.mark.parametrize("text", ["14 soldiers", "At 9:30 the ministers met.", "2024", "Resolution 1701", "12", "ago"])
def test_no_hours(text: str) -> None:
    """Numbers and sentences with an hour in them are none."""
    assert not is_hour(text)


@pytest.mark.parametrize(
    "text", ["The judges are seated.", "Brunei has said nothing.", "Shippers cheered.", "“We shall obey.”"]
)
def test_short_sentences(text: str) -> None:
    """A sentence of three words is one."""
    assert is_like_sentence(Piece(body=Aligned.whole(text))) is (len(text.split()) > 2)


@pytest.mark.parametrize("text", ["Share this entry", "Most read", "Sign in", "Subscribe. Renew.", "Terms of use", ""])
def test_buttons_are_no_sentences(text: str) -> None:
    """A button is none."""
    assert not is_like_sentence(Piece(body=Aligned.whole(text)))


def test_entries_stand_under_their_hours() -> None:
    """Each line knows how far under an hour it stands, and how many hours the page has."""
    page = "A day in Aktau\n\n18:50\nSummit ends\nThe presidents have left.\n\n17:12\nIran asks for time\n"
    assert (_row(page, "Summit ends")["since_hour"], _row(page, "Summit ends")["hours"]) == (1.0, 2.0)
    assert _row(page, "The presidents have left.")["since_hour"] == 2.0


def test_list_ends_where_lines_are_set_off() -> None:
    """What a colon opens goes on to the first line that stands farther apart, or is too long for an item."""
    page = "The agreements cover:\nTaxation\nHealth\n\nCitizens may stay.\nAir\n"
    lines = ("Taxation", "Health", "Citizens may stay.", "Air")
    assert [_row(page, line)["since_colon"] for line in lines] == [1, 2, 0, 0]


def test_headings_know_their_table_of_contents() -> None:
    """A line that is said again below knows it, and so does its copy."""
    page = "In this piece\nA deal\nOutlook\n\nThe two states agreed on a mine in May.\n\nA deal\n\nOutlook\n"
    assert (_row(page, "A deal")["copy_below"], _row(page, "A deal")["copy_above"]) == (1.0, 0.0)


def test_empty_and_long_pages_have_rows() -> None:
    """There is one row for each piece, of one length."""
    assert sequence_rows([], []) == []
    pieces = [Piece(body=Aligned.whole("word " * 3000)), Piece(body=Aligned.whole("…"))]
    assert {len(row) for row in sequence_rows(pieces, [False, True])} == {len(SEQUENCE_NAMES)}
