"""Vectors of words from inside the language model."""

from __future__ import annotations

import numpy as np
import pytest

from chancery import coding
from chancery.coding import type_pair
from chancery.language.graphs import with_output
from chancery.language.vectors import model_hash, open_vectors


def test_each_word_has_a_vector_and_alike_sentences_alike_ones() -> None:
    """Words that mean the same are nearer than words that do not."""
    words = [["Peru", verb, "Chile"] for verb in ("praised", "lauded", "bombed")]
    praised, lauded, bombed = (one[1] / np.linalg.norm(one[1]) for one in open_vectors().of(words))
    assert praised @ lauded > praised @ bombed


def test_a_sentence_beyond_the_models_reach_has_a_vector_for_every_word() -> None:
    """Long sentences are read in windows."""
    (found,) = open_vectors().of([["Peru", "met", "Chile", ","] * 200])
    assert found.shape == (800, 384)


def test_an_output_is_appended_to_the_model() -> None:
    """The message names the value as an output of the graph, with lengths of more than one byte."""
    assert with_output(b"model", "x") == b"model" + bytes([0x3A, 5, 0x62, 3, 0x0A, 1]) + b"x"
    assert with_output(b"", "y" * 200).startswith(bytes([0x3A, 0xCE, 0x01, 0x62, 0xCB, 0x01, 0x0A, 0xC8, 0x01]))


def test_another_language_model_leaves_the_classifier_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors that the classifier was not taught are not asked for."""
    assert model_hash()
    monkeypatch.setattr(coding, "language_model", lambda: "another")
    found = type_pair("Norway thanked Chad.", "Norway", "Chad")
    assert found.looked.pools is None
    assert found.type == "SUPPORT"
