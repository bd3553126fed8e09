"""Words that speak for furniture or for content."""

from __future__ import annotations

import pytest

from chancery.reading.learned import model
from chancery.reading.lexicon import EMPTY, LEXICON_NAMES, Lexicon, tokens


def test_tokens_are_words_pairs_and_edges() -> None:
    """Numbers are one word, and the first and the last word are told."""
    assert tokens("Skip 12 ads") == ["skip", "#", "ads", "skip #", "# ads", "^skip", "ads$"]
    assert tokens("…") == []


def test_weights_are_added_up() -> None:
    """A line says the weights of its known words, less the longer it is; what is known is a share."""
    lexicon = Lexicon(0.5, {"skip": 2.0, "^skip": 1.0})
    said, known = lexicon.say("Skip")
    assert (said, known) == (pytest.approx(0.5 + 3 / 3**0.5), pytest.approx(2 / 3))
    assert lexicon.say("") == (0.5, 0.0)
    assert abs(Lexicon(90.0, {}).say("x")[0]) < 10


def test_rows_know_their_neighbours() -> None:
    """Each line has a row with what the lines beside it say."""
    rows = Lexicon(0.0, {"skip": 2.0}).rows(["Skip", "Treaty"])
    assert all(len(row) == len(LEXICON_NAMES) for row in rows)
    assert rows[1][LEXICON_NAMES.index("words_say_before")] == rows[0][0] > 0
    assert EMPTY.rows([]) == []


@pytest.mark.parametrize("line", ["Accept all cookies", "Subscribe to our newsletter", "Most read", "Privacy Policy"])
def test_own_words_speak_for_furniture(line: str) -> None:
    """The table that is shipped knows what pages say about themselves."""
    assert model().lexicon.say(line)[0] > 0


@pytest.mark.parametrize(
    "line", ["The ministers agreed to meet again.", "He condemned the attack and recalled the ambassador."]
)
def test_words_of_reports_speak_for_content(line: str) -> None:
    """And what reports say."""
    assert model().lexicon.say(line)[0] < 0
