"""Compares every figure and every miss with those of the reference scorer, where it is at hand."""

from __future__ import annotations

import functools
import importlib.util
import os
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from chancery.evaluation.dates import dates_agree
from chancery.evaluation.gold import load_gold
from chancery.evaluation.report import evaluate
from chancery.evaluation.text import load_texts
from evaluation.perfect import DATES, damaged_gold, damaged_record, perfect_record

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHANCERY_SHARED", ROOT.parent / "shared"))
GOLDS = [("seeds", "seeds"), ("dev", "gold/dev/docs")]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the folder `shared` is not there"),
]


@functools.cache
def reference() -> ModuleType:
    """Load the reference scorer; what it works out again and again, it is made to remember."""
    spec = importlib.util.spec_from_file_location("reference_scorer", SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("norm", "key"):
        setattr(module, name, functools.cache(getattr(module, name)))
    return module


def remembering(gold: dict[str, Any], record: dict[str, Any], docs: Path) -> Any:  # noqa: ANN401 - has no types
    """Return a reference scorer that looks each piece and each item's evidence up only once."""
    scorer = reference().Scorer(gold, record, docs)
    look_up, spot = scorer.evidence, functools.cache(scorer.spot)
    spots: dict[str, list[tuple[str, int, int]]] = {}

    def evidence(item: dict[str, Any]) -> list[tuple[str, int, int]]:
        key = repr(item.get("evidence"))
        if key not in spots:
            spots[key] = look_up(item)
        return spots[key]

    scorer.evidence, scorer.spot = evidence, spot
    return scorer


@functools.cache
def material(name: str, folder: str) -> tuple[dict[str, Any], Path, dict[str, str]]:
    """Load a gold file, the folder of its documents, and their texts."""
    gold = load_gold(SHARED / "gold" / name / "gold.yaml")
    return gold, SHARED / folder, load_texts(SHARED / folder)


def assert_agreement(gold: dict[str, Any], record: dict[str, Any], docs: Path) -> None:
    """Score twice and compare all."""
    scorer = remembering(gold, record, docs)
    figures = scorer.all()
    ours = evaluate(gold, record, load_texts(docs))
    assert ours.figures == figures
    assert [tuple(miss) for miss in ours.misses] == scorer.misses


@pytest.mark.parametrize(("name", "folder"), GOLDS)
def test_agreement_on_an_empty_record(name: str, folder: str) -> None:
    """An empty record gets the same figures and misses from both scorers."""
    gold, docs, _ = material(name, folder)
    assert_agreement(gold, {}, docs)


@pytest.mark.parametrize(("name", "folder"), GOLDS)
def test_agreement_on_a_perfect_record(name: str, folder: str) -> None:
    """A record made from the gold itself gets the same figures and misses from both scorers."""
    gold, docs, texts = material(name, folder)
    assert_agreement(gold, perfect_record(gold, texts), docs)


BATCHES = [
    pytest.param(*gold, batch, marks=[pytest.mark.slow] if gold[0] == "dev" and batch else [])
    for gold in GOLDS
    for batch in range(10)
]


@pytest.mark.parametrize(("name", "folder", "batch"), BATCHES)
def test_agreement_on_damaged_records(name: str, folder: str, batch: int) -> None:
    """Twenty randomly damaged records get the same figures and misses from both scorers."""
    gold, docs, texts = material(name, folder)
    perfect = perfect_record(gold, texts)
    for seed in range(20 * batch, 20 * batch + 20):
        random = Random(seed)  # noqa: S311 - repeatable, not secret
        asked = gold if seed % 4 == 0 else damaged_gold(gold, random)
        assert_agreement(asked, damaged_record(perfect, texts, random), docs)


def test_agreement_is_tried_on_every_kind_of_miss() -> None:
    """The random damage brings about each label that a miss can have."""
    gold, _, texts = material("seeds", "seeds")
    perfect = perfect_record(gold, texts)
    records = (damaged_record(perfect, texts, Random(seed)) for seed in range(20))  # noqa: S311 - repeatable, not secret
    labels = {miss.label for record in records for miss in evaluate(gold, record, texts).misses}
    assert labels == {
        "document", "published", "furniture", "title", "outlet", "entity", "mixed entity",
        "event found", "event type", "event actors", "event date", "event whole", "merging", "swallowed",
        "quotation", "occupancy", "pledge found", "pledge whole", "same quotation",
    }  # fmt: skip


@pytest.mark.parametrize("gold", DATES)
def test_agreement_on_pairs_of_dates(gold: str | int | None) -> None:
    """Two dates agree exactly where the reference says so."""
    for got in DATES:
        wanted = reference().dates_agree(gold, got)
        assert dates_agree(_text(gold), _text(got)) == wanted, (gold, got)


def _text(date: str | int | None) -> str | None:
    return None if date is None else str(date)
