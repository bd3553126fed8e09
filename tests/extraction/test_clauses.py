"""Clauses: what the tree says of subjects, objects, roles, status and time, in sentences of our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.clauses import read_row
from chancery.extraction.rows import Row
from chancery.extraction.sentence import Sentence, Word
from chancery.extraction.tree import Tree
from chancery.extraction.units import Unit, UnitKind
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Block, BlockKind, Span
from extraction.observed import read

Token = tuple[str, str, str, int, str]  # form, part of speech, relation, head, features


def made(*tokens: Token, names: tuple[str, ...] = ()) -> Row:
    """Read a sentence whose tree is given, not parsed; every word in `names` is a mention of a state."""
    words, start = [], 0
    for text, pos, rel, head, feats in tokens:
        span = Span(start, start + len(text))
        lemma = {"signed": "sign", "met": "meet", "urged": "urge", "said": "say"}.get(text, text)
        words.append(Word(text, text.lower(), span, pos, lemma, frozenset(feats.split("|")), rel, head))
        start += len(text) + 1
    text = " ".join(word.text for word in words)
    whole = Span(0, len(text))
    sentence = Sentence(whole, tuple(words), Block(kind=BlockKind.PARAGRAPH, span=whole), text)
    named = [word for word in words if word.text in names]
    mentions = [
        EntityMention(kind=EntityKind.STATE, span=w.span, name=w.text, by=NamedBy.NAME, whole=w.span, key=w.text)
        for w in named
    ]
    return read_row(sentence, tuple(enumerate(mentions)), ())


def subjects(row: Row, lemma: str) -> list[str]:
    """Return the names of a verb's subjects."""
    verb = next(verb for verb in row.verbs if lemma in verb.lemmas)
    return [row.tree.mentions[i].name for i in verb.subjects]


def filling(row: Row, lemma: str, role: str) -> list[str]:
    """Return the names in a role of a verb."""
    verb = next(verb for verb in row.verbs if lemma in verb.lemmas)
    return [row.tree.mentions[i].name for i in verb.roles.get(role, ())]


PAST = "Tense=Past|VerbForm=Fin"


def test_subjects_and_objects_are_those_of_the_tree() -> None:
    """The subject may stand far from its verb."""
    row = made(
        ("Peru", "PROPN", "nsubj", 4, ""), (",", "PUNCT", "punct", 0, ""), ("with", "ADP", "case", 3, ""),
        ("Chile", "PROPN", "nmod", 0, ""), ("met", "VERB", "root", 4, PAST), ("Cuba", "PROPN", "obj", 4, ""),
        names=("Peru", "Chile", "Cuba"),
    )  # fmt: skip
    assert subjects(row, "meet") == ["Peru"]
    assert filling(row, "meet", "obj") == ["Cuba"]


def test_a_relative_pronoun_stands_for_its_antecedent() -> None:
    """In "the treaty that Peru signed" it is the object, in "Peru, which signed" the subject."""
    row = made(
        ("treaty", "NOUN", "root", 0, ""), ("that", "PRON", "obj", 3, ""), ("Peru", "PROPN", "nsubj", 3, ""),
        ("signed", "VERB", "acl:relcl", 0, PAST), names=("Peru",),
    )  # fmt: skip
    assert "treaty" in row.verbs[0].objects
    row = made(
        ("Peru", "PROPN", "root", 0, ""), ("which", "PRON", "nsubj", 2, ""), ("signed", "VERB", "acl:relcl", 0, PAST),
        ("it", "PRON", "obj", 2, ""), names=("Peru",),
    )  # fmt: skip
    assert subjects(row, "sign") == ["Peru"]


def test_an_infinitive_is_done_by_whoever_is_urged() -> None:
    """Object control goes by the verb."""
    row = made(
        ("Peru", "PROPN", "nsubj", 1, ""), ("urged", "VERB", "root", 1, PAST), ("Cuba", "PROPN", "obj", 1, ""),
        ("to", "PART", "mark", 4, ""), ("sign", "VERB", "xcomp", 1, "VerbForm=Inf"), names=("Peru", "Cuba"),
    )  # fmt: skip
    assert subjects(row, "sign") == ["Cuba"]


def test_a_name_with_a_genitive_owns_the_noun_after_it_even_where_the_parser_errs() -> None:
    """The tree is mended: "Peru 's decision" is a decision."""
    row = made(
        ("met", "VERB", "root", 0, PAST), ("Peru", "PROPN", "obj", 0, ""), ("'s", "PART", "case", 1, ""),
        ("envoy", "NOUN", "conj", 1, ""), names=("Peru",),
    )  # fmt: skip
    assert (row.tree.rel(1), row.tree.parents[1], row.tree.rel(3)) == ("nmod:poss", 3, "obj")


def test_a_verb_without_a_subject_in_the_tree_takes_the_nearest_free_name() -> None:
    """A parser's error costs no event."""
    row = made(
        ("Peru", "PROPN", "dep", 1, ""), ("met", "VERB", "root", 1, PAST), ("Cuba", "PROPN", "obj", 1, ""),
        names=("Peru", "Cuba"),
    )  # fmt: skip
    assert subjects(row, "meet") == ["Peru"]


@given(st.lists(st.integers(0, 7), min_size=8, max_size=8), st.lists(st.integers(1, 8), max_size=4))
def test_units_fold_any_tree_without_a_cycle(heads: list[int], cuts: list[int]) -> None:
    """Whatever words a mention covers, every node reaches a root."""
    safe = [min(at, head) for at, head in enumerate(heads)]  # a forest
    words = [Word("a", "a", Span(at, at + 1), "X", "a", frozenset(), "dep", head) for at, head in enumerate(safe)]
    edges = sorted({0, 8, *cuts})
    spans = [Span(one, other) for one, other in pairwise(edges)]
    tree = Tree(words, [Unit(UnitKind.WORD, span, "a") for span in spans], {})
    for node in range(len(spans)):
        assert len(list(tree.above(node))) < len(spans)


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("Japan, which Vietnam had criticised, thanked Norway.", "SUPPORT", ["Japan"], ["Norway"]),
        ("The agreement that Japan signed with Vietnam is short.", "SUPPORT", ["Japan", "Vietnam"], []),
        ("Poland called on Hungary to ratify the treaty.", "REQUEST", ["Poland"], ["Hungary"]),
        ("Ghana demanded that Togo release the fishermen.", "REQUEST", ["Ghana"], ["Togo"]),
        ("The armies of Japan and Vietnam attacked Norway.", "ASSAULT", ["Japan", "Vietnam"], ["Norway"]),
        ("Speaking after talks with Anna Berg, Paul Weber praised Norway.", "CONSULT", ["Anna Berg", "Paul Weber"], []),
    ],
)
def test_participants_are_found_through_the_tree(
    sentence: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    """Relatives, infinitives, content clauses, owners and adjuncts show who takes part."""
    reading = read(sentence)
    event = next(event for event in reading.found.events if event.type == kind)
    assert sorted(reading.names(event.actors)) == actors
    assert reading.names(event.recipients) == recipients


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Italy announced a decision to send aid to Libya.", "AID", EventStatus.PLANNED),
        ("If Malta asks for it, Italy will send aid to Libya.", "AID", EventStatus.CONDITIONAL),
        ("Malta claims that Italy suspended aid to Libya.", "SANCTION", EventStatus.ALLEGED),
        ("Anna Berg will travel to Oslo after talks with Paul Weber.", "CONSULT", EventStatus.OCCURRED),
    ],
)
def test_status_follows_what_governs_the_clause(sentence: str, kind: str, status: EventStatus) -> None:
    """Plans, conditions and claims reach down the tree, "after" does not."""
    events = [event for event in read(sentence).found.events if event.type == kind and event.mode != "visit"]
    assert [event.status for event in events] == [status]


@pytest.mark.parametrize(
    ("sentence", "kind", "time"),
    [
        ("After holding talks with Paul Weber on 3 May 2020, Anna Berg thanked Norway.", "SUPPORT", "3 May 2020"),
        ("Anna Berg visited Oslo in June 2019; Paul Weber met her in May 2021.", "CONSULT", "June 2019"),
    ],
)
def test_time_comes_from_the_own_clause_or_one_tied_to_it(sentence: str, kind: str, time: str) -> None:
    """A participle shares its time with its main clause; a semicolon parts clauses."""
    reading = read(sentence)
    event = next(event for event in reading.found.events if event.type == kind)
    assert reading.time(event) == time


def test_a_description_between_which_a_thing_stands_is_read_once() -> None:
    """The parties of "between" are looked for below the phrase, not in the phrase itself."""
    reading = read("Norway praised the talks between the presidents, and Chile criticised Peru.")
    assert {"SUPPORT", "ACCUSE"} <= {event.type for event in reading.found.events}


def test_thanks_for_a_deed_name_its_doer() -> None:
    """Of "thanked Chile for cancelling a debt" Chile cancelled it."""
    reading = read("Peru thanked Chile for cancelling a debt of 20 million dollars.")
    (aid,) = [event for event in reading.found.events if event.type == "AID"]
    assert reading.names(aid.actors) == ["Chile"]


def test_the_time_on_the_verb_goes_before_one_inside_a_noun() -> None:
    """Of "after the flood of 2015 they pledged it in June 2016" June is the time of the pledge."""
    reading = read("After the flood of 2015 Peru pledged 20 million dollars to Chile in June 2016.")
    (event,) = [event for event in reading.found.events if event.type == "AGREE"]
    assert reading.time(event) == "June 2016"


def test_giving_up_a_post_is_leaving_it() -> None:
    """A particle of the verb makes the sense."""
    reading = read("Ana Costa became acting president of Peru in May and gave up that post in June.")
    assert [event.mode for event in reading.found.events if event.type == "OFFICE"] == ["assume", "leave"]
