"""The model that is shipped is the one that its card describes; any other is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from chancery.errors import ModelError
from chancery.language.weights import CARD, FILES, FOLDER, check, load_labels, open_session

LIMIT = 30_000_000


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the shipped model."""
    return Path(shutil.copytree(FOLDER, tmp_path / "model"))


def test_the_shipped_files_are_the_cards_and_small_enough() -> None:
    """The shipped files are the card's and small enough."""
    check()
    assert sum((FOLDER / name).stat().st_size for name in FILES) <= LIMIT


def test_the_card_for_people_names_the_same_hashes() -> None:
    """The card for people names the same hashes."""
    card = (Path(__file__).parents[2] / "training" / "MODEL_CARD.md").read_text(encoding="utf-8")
    figures = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    assert all(figures[name]["sha256"] in card for name in FILES)


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_refused(copied: Path, name: str) -> None:
    """One changed byte is refused."""
    with (copied / name).open("r+b") as file:
        file.seek(100)
        byte = file.read(1)
        file.seek(100)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelError, match=r"\[C070\]"):
        open_session(copied)


@pytest.mark.parametrize("name", [*FILES, CARD])
def test_a_missing_file_is_told(copied: Path, name: str) -> None:
    """A missing file is told."""
    (copied / name).unlink()
    with pytest.raises(ModelError, match=r"\[C071\]"):
        check(copied)


def test_every_head_has_the_classes_that_later_stages_ask_for() -> None:
    """Every head has the classes that later stages ask for."""
    labels = load_labels()
    assert {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "ccomp", "xcomp", "root"} <= set(labels.rel)
    assert {"VERB", "AUX", "PROPN"} <= set(labels.upos)
    assert {"S-PERSON", "S-ORG", "S-PLACE", "S-NORP", "B-EVENT", "B-LAW"} <= set(labels.tags)
    assert any("Voice=Pass" in feats and "Tense=Past" in feats for feats in labels.feats)
