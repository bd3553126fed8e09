"""The language stage: English text to a spaCy `Doc` with sentences, tags, trees and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from chancery.language.component import NAME, AnnotatorComponent
from chancery.language.sentences import set_sentence_starts
from chancery.model.text import Report

SENTENCES = "chancery_sentences"


@Language.factory(SENTENCES, assigns=["token.is_sent_start"])
def make_splitter(nlp: Language, name: str) -> SentenceComponent:  # noqa: ARG001 - spaCy's signature
    """Make the component that finds sentences by our rules."""
    return SentenceComponent()


class SentenceComponent:
    """Sets `is_sent_start`; a blank line always begins a sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the first token of every sentence."""
        starts = [token.idx + len(token) for token in doc if token.text.count("\n") > 1]
        return set_sentence_starts(doc, starts)


@cache
def load(*, threads: int = 1) -> Language:
    """Return Chancery's English pipeline: tokens, sentences, then every annotation in one pass.

    It is built once a process for each number of threads.

    Args:
        threads: Processor cores that one batch of sentences may use.

    Returns:
        A spaCy pipeline that sets `pos_`, `morph`, `lemma_`, `head`, `dep_` (Universal
        Dependencies v2), `ents` and `is_sent_start`.

    Raises:
        ModelError: C070 if the weights are not the card's, C071 if they are missing.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe(SENTENCES)
    nlp.add_pipe(NAME, config={"threads": threads})
    return nlp


@cache
def load_tokenizer() -> Language:
    """Return the tokenizer alone; it is built once a process."""
    return spacy.blank("en")


def split(report: Report) -> Doc:
    """Split a report's clean text into tokens and sentences.

    Returns:
        A `Doc` whose text is `report.text`, so that offsets agree.
    """
    doc = load_tokenizer().make_doc(report.text)
    return set_sentence_starts(doc, (block.span.start for block in report.blocks))


def annotate_all(reports: Iterable[Report]) -> Iterator[Doc]:
    """Annotate the clean texts of several reports, whose sentences share batches.

    Args:
        reports: The reports; a group of them is taken at a time.

    Yields:
        A `Doc` for each, whose text is the report's.
    """
    nlp = load()
    docs = (
        set_sentence_starts(nlp.make_doc(report.text), (block.span.start for block in report.blocks))
        for report in reports
    )
    component: AnnotatorComponent = nlp.get_pipe(NAME)  # type: ignore[assignment]  # ours, by that name
    yield from component.pipe(docs)


def annotate(report: Report, *, pipeline: Language | None = None) -> Doc:
    """Annotate a report's clean text.

    Args:
        report: The report.
        pipeline: Another spaCy pipeline that gives Universal Dependencies and names; ours by default.

    Returns:
        A `Doc` whose text is `report.text`, so that offsets agree.
    """
    nlp = pipeline or load()
    doc = nlp.make_doc(report.text)
    doc = set_sentence_starts(doc, (block.span.start for block in report.blocks))
    for name, component in nlp.pipeline:
        if name != SENTENCES:
            doc = component(doc)
    return doc
