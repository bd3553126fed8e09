"""What a page says twice: titles in paths, days, the site's own name, credits."""

from __future__ import annotations

import math
from typing import Final

import pytest

from chancery.reading.echoes import ECHO_NAMES, echo_rows
from chancery.reading.pieces import Aligned, Piece
from chancery.reading.titles import stems

BODY: Final = "The ministers of both countries said in the Lindau Gazette that the eels would be counted each spring."
PAGE: Final = (
    "Lindau Gazette",
    "Brava and Oster sign a treaty on eels | Lindau Gazette",
    "Brava and Oster sign a treaty on eels",
    "Posted 4 May 2016",
    "4 May 2016 at 18:20",
    "Photo: Nora Feld",
    BODY,
    "No. 77/2016",
    "Subscribe to Lindau Gazette",
)


def _row(place: int, texts: tuple[str, ...] = PAGE, sure: frozenset[int] = frozenset({8})) -> dict[str, float]:
    pieces = [Piece(body=Aligned.whole(text)) for text in texts]
    rows = echo_rows(pieces, [at in sure for at in range(len(pieces))], [stems(text) for text in texts])
    assert len(rows) == len(pieces)
    assert all(len(row) == len(ECHO_NAMES) and all(map(math.isfinite, row)) for row in rows)
    return dict(zip(ECHO_NAMES, rows[place], strict=True))


def test_a_name_that_buttons_hold_is_the_sites() -> None:
    """The outlet's name stands in a button, in a path and in a paragraph; a name said once in none of them."""
    name, other = _row(0), _row(0, ("Petra Lind", *PAGE[1:]))
    assert (name["in_furniture"], name["in_prose"], name["in_other"]) == (1.0, 1.0, 1.0)
    assert (other["in_furniture"], other["in_prose"], other["in_other"]) == (0.0, 0.0, 0.0)


def test_copies_of_a_title_know_each_other() -> None:
    """A title and the same with the site's name are alike; the one knows a copy above, the other one below."""
    path, title, alone = _row(1), _row(2), _row(2, ("a", "b", PAGE[2]), frozenset())
    assert (path["alike_below"], path["holds_other"]) == (1.0, 1.0)
    assert (title["alike_above"], title["alike_below"]) == (1.0, 0.0)
    assert alone["alike"] == 0.0


def test_days_are_counted_and_compared() -> None:
    """Two lines of the same day, the second with an hour; a line without a day sees both above it."""
    first, second, after = _row(3), _row(4), _row(5)
    assert (first["dated"], first["days_above"], first["days_below"], first["day_again"]) == (1.0, 0.0, 1.0, 1.0)
    assert (second["days_above"], second["day_near"]) == (1.0, 1.0)
    assert (after["dated"], after["days_above"], after["day_near"]) == (0.0, 2.0, 1.0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Photo: Nora Feld", "picture"),
        ("Illustration by Ole Winter", "picture"),
        ("© Omar Said/Pool", "picture"),
        ("Lupe Fa/Handout", "slashed"),
        ("ab/gta", "desk"),
        ("No. 77/2016", "numbered"),
        ("SC/14190", "numbered"),
    ],
)
def test_credits_initials_and_numbers_are_seen(text: str, name: str) -> None:
    """A credit, a desk's initials and a document's number have a shape of their own; a paragraph has none."""
    assert _row(0, (text, BODY), frozenset())[name] == 1.0
    assert _row(1, (text, BODY), frozenset())[name] == 0.0


def test_an_empty_page_and_long_lists_are_read() -> None:
    """No line at all, and many that are alike."""
    assert echo_rows([], [], []) == []
    assert _row(0, ("Ministers agree on eels again",) * 2000, frozenset())["alike"] == 0.0
