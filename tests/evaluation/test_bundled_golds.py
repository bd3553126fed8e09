"""The gold files that come with the program are whole: they load, and a perfect record has nothing to be told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
import yaml

from chancery.evaluation.gold import load_gold
from chancery.evaluation.report import evaluate
from chancery.evaluation.text import load_texts, normalise, same_document
from evaluation.perfect import perfect_record

GOLDS: Final = sorted((Path(__file__).parents[2] / "examples").glob("*/gold.yaml"))


@pytest.fixture(params=GOLDS, ids=lambda path: path.parent.name)
def bundled(request: pytest.FixtureRequest) -> Path:
    """Return one gold file after the other."""
    assert isinstance(request.param, Path)
    return request.param


def test_bundled_gold_finds_nothing_amiss_in_a_perfect_record(bundled: Path) -> None:
    """Each event, quotation, occupancy and pledge can be found, whole."""
    gold = yaml.safe_load(bundled.read_text(encoding="utf-8"))
    texts = {path.name: path.read_text(encoding="utf-8") for path in bundled.parent.glob("*.txt")}
    scored = evaluate(load_gold(bundled), perfect_record(gold, texts), load_texts(bundled.parent))
    assert scored.figures["events"]["whole"]["f"] == 100
    assert scored.figures["pledges"]["whole"]["f"] == 100
    assert scored.figures["quotations"]["content+speaker recall"] == 100
    assert scored.figures["occupancies"]["dated recall"] == 100
    assert scored.figures["evidence"]["unfounded"] == 0
    assert not scored.misses


def test_bundled_gold_names_verbatim_pieces(bundled: Path) -> None:
    """Every piece of evidence and every quotation stands in its report."""
    gold = yaml.safe_load(bundled.read_text(encoding="utf-8"))
    texts = {path.name: normalise(path.read_text(encoding="utf-8")) for path in bundled.parent.glob("*.txt")}
    wanted = [(quotation["doc"], quotation["content"]) for quotation in gold["quotations"]]
    for kind in ("occupancies", "events", "pledges"):
        for entry in gold[kind]:
            for name, pieces in entry["evidence"].items():
                wanted += [(name, piece) for piece in (pieces if isinstance(pieces, list) else [pieces])]
    for name, piece in wanted:
        assert any(same_document(path, name) and normalise(piece) in text for path, text in texts.items()), piece
