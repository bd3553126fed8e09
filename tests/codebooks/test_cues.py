"""Reporting verbs: each form leads to its verb, and diplomatic acts to their type."""

from __future__ import annotations

import pytest
from lemminflect import getInflection

from chancery.codebooks.cues import cue_forms
from chancery.codebooks.names import load
from chancery.codebooks.plover import event_types

# lemminflect doubles no consonant in words it has not seen; it also offers rare hyphenated spellings.
LISTED_BY_HAND = {"quip", "tweet", "retweet", "read", "set", "undertake"}


@pytest.mark.parametrize(
    ("form", "lemma", "kind", "tense"),
    [
        ("said", "say", "neutral", "past"),
        ("says", "say", "neutral", "present"),
        ("saying", "say", "neutral", "participle"),
        ("told reporters", "told reporters", "neutral", "phrase"),
        ("according to", "according to", "neutral", "phrase"),
        ("was quoted as saying", "was quoted as saying", "neutral", "phrase"),
        ("voiced hope that", "voiced hope that", "neutral", "phrase"),
        ("expressed confidence that", "expressed confidence that", "neutral", "phrase"),
        ("quipped", "quip", "neutral", "past"),
        ("called", "call", "neutral", "past"),
        ("dubbed", "dub", "neutral", "past"),
        ("deems", "deem", "neutral", "present"),
        ("envisioned", "envision", "neutral", "past"),
        ("praised", "praise", "SUPPORT", "past"),
        ("criticised", "criticise", "ACCUSE", "past"),
        ("criticized", "criticize", "ACCUSE", "past"),
        ("condemns", "condemn", "ACCUSE", "present"),
        ("warned", "warn", "THREATEN", "past"),
        ("called on", "call on", "REQUEST", "past"),
        ("urging", "urge", "REQUEST", "participle"),
        ("vows", "vow", "AGREE", "present"),
        ("agreed", "agree", "AGREE", "past"),
        ("ruled out", "rule out", "REJECT", "past"),
        ("denied", "deny", "REJECT", "past"),
    ],
)
def test_cue_forms_lead_to_verbs(form: str, lemma: str, kind: str, tense: str) -> None:
    """A form gives its verb, the act it performs and its tense."""
    cue = cue_forms()[form]
    assert (cue.lemma, cue.kind, cue.tense) == (lemma, kind, tense)


def test_cue_kinds_are_event_types() -> None:
    """An act is a PLOVER type, or neutral."""
    assert {cue.kind for cue in cue_forms().values()} <= {*event_types(), "neutral"}


def test_cue_lemmas_have_one_kind() -> None:
    """No verb stands in two lists, nor twice in one."""
    lemmas = [lemma for entry in load("cues")["verbs"].values() for lemma in entry["lemmas"]]
    assert sorted(lemmas) == sorted(set(lemmas))


def test_cue_phrases_have_one_kind() -> None:
    """No phrase stands in two lists, nor twice in one."""
    phrases = [phrase for forms in load("cues")["phrases"].values() for phrase in forms]
    assert sorted(phrases) == sorted(set(phrases))


@pytest.mark.parametrize("verb", sorted(set(load("cues")["forms"]) - LISTED_BY_HAND))
def test_cue_forms_are_lemminflect_s(verb: str) -> None:
    """The listed forms of a verb are those that lemminflect makes."""
    made = {form for tag in ("VBZ", "VBD", "VBN", "VBG") for form in getInflection(verb, tag=tag)}
    listed = load("cues")["forms"][verb]
    assert {form for tense in ("present", "past", "participle") for form in listed[tense]} == made


def test_cue_forms_of_all_verbs_are_listed() -> None:
    """Every verb has forms and no form is listed for nothing."""
    verbs = {lemma.split()[0] for entry in load("cues")["verbs"].values() for lemma in entry["lemmas"]}
    assert verbs == set(load("cues")["forms"])


@pytest.mark.parametrize(("form", "performs"), [("said", False), ("praised", True)])
def test_cue_performs_an_act(form: str, performs: bool) -> None:  # noqa: FBT001 - a table of cases
    """Neutral verbs report words; the others are acts."""
    assert cue_forms()[form].performs is performs
