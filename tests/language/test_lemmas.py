"""Edit scripts lead from every form to its lemma."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.language.lemmas import apply_script, lemma_of, script_of

WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFG'-", min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_a_script_made_from_a_pair_rewrites_the_form(form: str, lemma: str) -> None:
    """A script made from a pair rewrites the form."""
    assert apply_script(form, script_of(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "other", "expected"),
    [("signed", "sign", "visited", "visit"), ("Talks", "talk", "Visits", "visit"), ("was", "be", "was", "be")],
)
def test_a_script_carries_over_to_like_words(form: str, lemma: str, other: str, expected: str) -> None:
    """A script carries over to like words."""
    assert apply_script(other, script_of(form, lemma)) == expected


def test_a_script_that_would_leave_nothing_keeps_the_word() -> None:
    """A script that would leave nothing keeps the word."""
    assert apply_script("s", "lower|3|") == "s"


@pytest.mark.parametrize(
    ("form", "upos", "script", "lemma"),
    [
        ("denied", "VERB", "lower|2|", "deny"),
        ("cancelled", "VERB", "lower|2|", "cancel"),
        ("Ladies", "NOUN", "lower|1|", "lady"),
        ("talks", "NOUN", "lower|1|", "talk"),
        ("people", "NOUN", "lower|6|person", "person"),
        ("tazed", "VERB", "lower|1|", "taze"),
        ("Talas", "PROPN", "keep|0|", "Talas"),
    ],
)
def test_the_dictionary_mends_what_a_script_makes_up(form: str, upos: str, script: str, lemma: str) -> None:
    """Listed forms get a listed lemma; unlisted ones follow the script."""
    assert lemma_of(form, upos, script) == lemma
