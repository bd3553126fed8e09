"""The annotation of a report: spaCy's blank English tokenizer and our own sentence rules.

A trained model will take its place here; everything downstream sees only `model.text.Document`.
"""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from chancery.language.sentences import set_sentence_starts
from chancery.model.text import Report


@cache
def load() -> Language:
    """Return the tokenizer; it is built once a process."""
    return spacy.blank("en")


def annotate(report: Report) -> Doc:
    """Split a report's clean text into tokens and sentences.

    Returns:
        A `Doc` whose text is `report.text`, so that offsets agree.
    """
    doc = load().make_doc(report.text)
    return set_sentence_starts(doc, (block.span.start for block in report.blocks))
