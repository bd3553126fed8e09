"""The language stage on text: grammar, names, places, and whatever a page may hold."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from chancery.language.annotator import Annotator, batches
from chancery.language.pipeline import annotate, load, split
from chancery.language.subwords import DIGIT, LOWER, MIXED, OTHER, TITLE, UPPER, shape_of
from chancery.reading.report import parse_report

TALKS = "The foreign ministers of Ruritania and Sylvania met in Strelsau on Tuesday and signed two agreements."


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    """Return the pipeline."""
    return load()


def word(doc: Doc, text: str) -> spacy.tokens.Token:
    """Return the first token that reads so."""
    return next(token for token in doc if token.text == text)


def test_subject_verb_object_and_coordination(nlp: spacy.Language) -> None:
    """Subject verb object and coordination."""
    doc = nlp(TALKS)
    met, signed = word(doc, "met"), word(doc, "signed")
    assert (met.dep_, met.pos_, met.lemma_, met.morph.get("Tense")) == ("root", "VERB", "meet", ["Past"])
    assert (word(doc, "ministers").dep_, word(doc, "ministers").head) == ("nsubj", met)
    assert (signed.dep_, signed.head) == ("conj", met)
    assert (word(doc, "agreements").dep_, word(doc, "agreements").head) == ("obj", signed)


def test_passive_negation_and_mood(nlp: spacy.Language) -> None:
    """Passive negation and mood."""
    doc = nlp("The loan was not suspended by Moscow.")
    verb = word(doc, "suspended")
    assert verb.morph.get("Voice") == ["Pass"]
    assert word(doc, "loan").dep_ == "nsubj:pass"
    assert word(doc, "not").morph.get("Polarity") == ["Neg"]
    assert (word(doc, "Moscow").head, word(doc, "Moscow").dep_.split(":")[0]) == (verb, "obl")


def test_capitals_that_act_are_places(nlp: spacy.Language) -> None:
    """Capitals that act are places."""
    doc = nlp("Moscow and Bishkek will maintain contacts.")
    assert [(name.text, name.label_) for name in doc.ents] == [("Moscow", "PLACE"), ("Bishkek", "PLACE")]


def test_long_names_stay_whole(nlp: spacy.Language) -> None:
    """Long names stay whole."""
    doc = nlp("The Eurasian Fund for Stabilisation and Development approved the loan.")
    assert [name.text for name in doc.ents] == ["Eurasian Fund for Stabilisation and Development"]


def test_blanks_hang_on_words_and_sentences_are_kept(nlp: spacy.Language) -> None:
    """Blanks hang on words and sentences are kept."""
    text = f"  {TALKS}\n\n  Nobody   left.  "
    doc = nlp(text)
    assert doc.text == text
    assert [sentence.text.strip() for sentence in doc.sents] == [TALKS, "Nobody   left."]
    for sentence in doc.sents:
        roots = [token for token in sentence if token.head == token]
        assert len(roots) == 1
    assert all(token.pos_ == "SPACE" for token in doc if token.is_space)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", ".", "…", "a", "\u200b", "🙂 🙂", "الوزير", "部长会见了大使。"])
def test_texts_without_english_do_no_harm(nlp: spacy.Language, text: str) -> None:
    """Texts without English do no harm."""
    assert nlp(text).text == text


@given(st.text(max_size=300))
@settings(max_examples=40)
def test_any_text_is_annotated_whole(text: str) -> None:
    """Any text is annotated whole."""
    doc = load()(text)
    assert doc.text == text
    for sentence in doc.sents:
        assert len([token for token in sentence if token.head == token]) == 1


def test_a_sentence_beyond_the_models_reach_is_read_to_its_end(nlp: spacy.Language) -> None:
    """A sentence beyond the model's reach is read to its end."""
    listed = ", ".join(f"Minister Ivan Petrov of Ruritania on {day} March" for day in range(1, 32))
    doc = nlp(f"The delegation met {listed * 6} and then left for Sylvania.")
    assert len(list(doc.sents)) == 1
    assert len([token for token in doc if token.head == token]) == 1
    assert word(doc, "Sylvania").ent_type_ == "PLACE"
    assert len(doc) > 1500


def test_a_batch_gives_what_each_sentence_gives_alone() -> None:
    """A batch gives what each sentence gives alone."""
    annotator = Annotator()
    sentences = [TALKS.split(), "Nobody left .".split(), ["No"]]
    together = annotator.annotate(sentences)
    assert [annotator.annotate([sentence])[0] for sentence in sentences] == together


def test_batches_hold_like_lengths_within_the_budget() -> None:
    """Batches hold like lengths within the budget."""
    lengths = [40, 3, 600, 5, 38, 4]
    found = list(batches(lengths, budget=100))
    assert sorted(place for batch in found for place in batch) == list(range(6))
    assert all(len(batch) == 1 or len(batch) * max(lengths[at] for at in batch) <= 100 for batch in found)


def test_letter_shapes() -> None:
    """Letter shapes."""
    shapes = [shape_of(one) for one in ("minister", "Lavrov", "EU", "McAllister", "2020th", "—", "A", "co-op")]
    assert shapes == [LOWER, TITLE, UPPER, MIXED, DIGIT, OTHER, TITLE, LOWER]


def test_a_report_is_annotated_in_place_and_by_any_pipeline() -> None:
    """A report is annotated in place and by any pipeline."""
    report = parse_report(f"Ministers meet\n\n{TALKS}\n\nThey left at noon, the ministry said.".encode(), path="a.txt")
    doc = annotate(report)
    assert doc.text == split(report).text == report.text
    assert [token.is_sent_start for token in doc] == [token.is_sent_start for token in split(report)]
    other = spacy.blank("en")
    other.add_pipe("chancery_annotator")
    assert [token.dep_ for token in annotate(report, pipeline=other)] == [token.dep_ for token in doc]


def test_the_components_are_found_without_importing_chancery() -> None:
    """The components are found without importing chancery."""
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('chancery_sentences'); nlp.add_pipe('chancery_annotator');"
        "print([token.dep_ for token in nlp('He left.')])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['nsubj', 'root', 'punct']"
