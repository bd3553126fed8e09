"""Titles, authors and days of every fifth marked page are read as well as was measured."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

BENCH: Final = Path(__file__).parents[2] / "bench"
EVERY: Final = 5  # pages, to be fast; `bench/heads.py` reads them all


def _bench(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a script outside the package
    for name in ("reading", "heads"):
        spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
    return module


def test_heads_are_read_as_well_as_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Precision and recall of each field stay above their floors."""
    heads = _bench(monkeypatch)
    gold = heads.read_heads(heads.bench.PAGES)["tuned"]
    sample = {page: gold[page] for page in sorted(gold)[::EVERY]}
    counts: Counter[str] = Counter()
    for _, found, _ in heads.score_set(heads.bench.PAGES / "tuned", sample):
        counts += found
    floors = {"title": (0.94, 0.93), "authors": (0.88, 0.82), "date": (0.96, 0.94)}
    for field, (precision, recall) in floors.items():
        both, said, told = (counts[f"{field} {key}"] for key in ("both", "said", "told"))
        assert both >= precision * said, f"{field}: {both} right of {said} said"
        assert both >= recall * told, f"{field}: {both} right of {told} told"
