"""Text: what counts as the same words and the same document, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import ChanceryError
from chancery.evaluation.text import Corpus, Spot, load_texts, normalise, same_document


@given(st.text())
def test_normalising_twice_changes_nothing_but_case_folding_oddities(text: str) -> None:
    """Normal text has single spaces, no outer ones and straight quotes."""
    normal = normalise(text)
    assert normal == " ".join(normal.split())
    assert not set("‘’“”") & set(normal)


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("000", "in/000_495.txt", True),
        ("000_495.txt", "000", True),
        ("000", "001_4.txt", False),
        ("a/x.txt", "b/x.txt", True),
    ],
)
def test_documents_are_known_by_the_start_of_their_file_names(left: str, right: str, wanted: bool) -> None:  # noqa: FBT001 - a column of the table
    """Folders do not matter, and a name may be cut short."""
    assert same_document(left, right) is wanted


def test_corpus_spots_pieces_whatever_their_quotes_and_spaces() -> None:
    """A piece is found in normalised text, in the first document that has it."""
    corpus = Corpus({"d1.txt": "Nothing here.", "d10.txt": "He said  “Yes”."})
    assert corpus.spot("d1", 'said "yes"') == Spot("d10.txt", 3, 13)
    assert corpus.spot_in("d1.txt", "yes") is None
    assert corpus.first_named("d1") == "d1.txt"
    assert corpus.spot("d2", "yes") is None


@pytest.mark.parametrize(
    ("other", "wanted"), [(Spot("d", 9, 12), True), (Spot("d", 10, 12), False), (Spot("e", 5, 10), False)]
)
def test_spots_meet_when_they_share_a_character(other: Spot, wanted: bool) -> None:  # noqa: FBT001 - a column of the table
    """Touching ends share nothing, and neither do different documents."""
    assert Spot("d", 5, 10).meets(other) is wanted


def test_loading_texts_takes_only_text_files(tmp_path: Path) -> None:
    """Other files and folders are passed over, and bad bytes do not stop the reading."""
    (tmp_path / "a.txt").write_bytes(b"caf\xc3\xa9 \xff")
    (tmp_path / "ORIGIN.md").write_text("not a document", encoding="utf-8")
    (tmp_path / "b.txt").mkdir()
    assert load_texts(tmp_path) == {"a.txt": "café \ufffd"}


def test_loading_texts_names_a_missing_folder(tmp_path: Path) -> None:
    """A missing folder is told with its own code and path."""
    with pytest.raises(ChanceryError, match=r"\[C040\] .*nowhere cannot be read: No such file"):
        load_texts(tmp_path / "nowhere")
