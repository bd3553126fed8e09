"""The codebook of predicates is whole and speaks PLOVER."""

from __future__ import annotations

import pytest

from chancery.codebooks.plover import event_types, score
from chancery.codebooks.predicates import Sense, all_senses, verb_senses
from chancery.extraction.inflection import unlisted_lemmas, verb_lemmas

KINDS = {"person", "state", "organisation", "place"}


@pytest.mark.parametrize("sense", all_senses(), ids=lambda sense: f"{sense.lemma}-{sense.type}-{sense.mode}")
def test_senses_name_types_modes_and_kinds_that_exist(sense: Sense) -> None:
    """Each sense is coded in the ontology."""
    assert sense.mode is None or sense.mode in event_types()[sense.type].modes
    assert sense.actor_kinds | sense.recipient_kinds <= KINDS


def test_every_type_has_predicates() -> None:
    """No type of PLOVER, nor of the two extensions, is without a word for it."""
    assert {sense.type for sense in all_senses()} == set(event_types())


UNLISTED = frozenset(
    "airdrop amnesty bankroll baton bushwhack cannonade carpetbomb codevelop cofinance cohost coproduce criminalise "
    "criminalize delist disinvite felicitate firebomb lionise machete mothball outfight outgun overfly pillory reboot "
    "reequip relaunch ringfence strongarm surveil torch unban unchain unfreeze uninvite wiretap".split()
)
"""Verbs too new or too rare for lemminflect's lists."""


def test_verbs_are_verbs_that_inflection_knows() -> None:
    """A misspelled lemma would never be found; what the lists lack is spelled right by our own eyes."""
    unlisted = {sense.lemma for sense in all_senses() if sense.is_verb and not verb_lemmas(sense.lemma)}
    assert unlisted == UNLISTED
    assert all(lemma in unlisted_lemmas(lemma) for lemma in UNLISTED)


def test_the_most_demanding_sense_comes_first() -> None:
    """What asks for more is tried before what asks for less."""
    ranks = [sense.strictness for sense in verb_senses("withdraw")]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(
    ("code", "mode", "expected"),
    [("CONSULT", "visit", 4.0), ("CONSULT", None, 2.5), ("ACCUSE", None, -3.0), ("PROTEST", "vandalize", -5.0),
     ("ELECT", "election", None)],
)  # fmt: skip
def test_scores_follow_the_first_decision(code: str, mode: str | None, expected: float | None) -> None:
    """The manual's faults are mended as docs/decisions/0001 says; extensions have no score."""
    assert score(code, mode) == expected
