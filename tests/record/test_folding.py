"""Both kinds of store search for the same words."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.record.folding import placed_words, words_of
from chancery.record.search import excerpt, vector

# letters and signs that Unicode had when SQLite's tables were made; newer signs are words to SQLite, and none here
LATIN = "aAzZ09_'-. \néÉñÇßİıſŒøÅẤựeo\u0301\u0327\u0332"
OTHERS = "йЙЁжґІΩςσάΐالعَربية北京カタ½²Ⅷ☃😀«»…"
TEXTS = st.text(st.sampled_from(LATIN + OTHERS), max_size=30)


def fts5_words(text: str) -> list[str]:
    """Return the words that SQLite's search sees."""
    with contextlib.closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE VIRTUAL TABLE t USING fts5(a, tokenize='unicode61 remove_diacritics 2')")
        raw.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        raw.execute("INSERT INTO t VALUES (?)", (text,))
        return [row[0] for row in raw.execute('SELECT term FROM v ORDER BY "offset"')]


@settings(max_examples=300)
@given(TEXTS)
def test_words_are_those_of_sqlite(text: str) -> None:
    """Case and accents fold alike, and words end at the same signs."""
    assert words_of(text) == fts5_words(text)


@given(TEXTS)
def test_words_are_found_at_their_places(text: str) -> None:
    """What stands at a place folds to the word."""
    assert [word for _, _, word in placed_words(text)] == words_of(text)
    assert all(words_of(text[start:end]) == [word] for start, end, word in placed_words(text))


@pytest.mark.parametrize(
    ("whole", "wanted", "shown"),
    [
        ("Peru met Chile.", {"peru", "chile"}, "«Peru» met «Chile»."),
        (" ".join(["a"] * 50) + " tea", {"tea"}, "…" + " ".join(["a"] * 23) + " «tea»"),
        ("tea " + " ".join(["a"] * 50), {"tea"}, "«tea» " + " ".join(["a"] * 23) + "…"),
        ("Peru", {"chile"}, ""),
    ],
)
def test_excerpt_shows_most_of_the_words(whole: str, wanted: set[str], shown: str) -> None:
    """The words stand between marks, and what is left out is dots."""
    assert excerpt(whole, frozenset(wanted)) == shown


def test_vector_stays_as_small_as_the_server_takes_it() -> None:
    """A text of more words than fit is found by the first of them; one word said often is one entry."""
    many = vector(" ".join(f"word{number}" for number in range(200_000)))
    assert len(many) < 2_000_000
    assert many.startswith("'word0':")
    assert vector("tea " * 100_000).count(",") == 255
