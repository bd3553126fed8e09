"""Pasted pages of many kinds of sites, each line marked; and lines that no rule may take."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[2]
BENCH: Final = ROOT / "bench" / "reading.py"


def _bench() -> Any:  # noqa: ANN401 - a script outside the package
    spec = importlib.util.spec_from_file_location("bench_reading", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_reading"] = module
    spec.loader.exec_module(module)
    return module


bench: Final = _bench()
SHARED = ROOT.parent / "shared" / "corpora"


@pytest.mark.parametrize(
    ("name", "pages", "dropped", "lost"),
    [  # a little below what was measured (docs/measured.md)
        ("tuned", 566, 0.972, 0.008),
        ("apart", 14, 0.89, 0.05),
        ("apart3", 10, 0.95, 0.05),
        ("apart4", 12, 0.95, 0.04),
        ("apart5", 21, 0.92, 0.055),
        ("apart6", 20, 0.965, 0.06),
        ("apart7", 32, 0.965, 0.024),
        ("apart8", 34, 0.97, 0.019),
    ],
)
def test_marked_pages_lose_furniture_and_keep_content(name: str, pages: int, dropped: float, lost: float) -> None:
    """The share of furniture dropped and of content lost is at least what was measured."""
    figures = bench.score_pages(bench.PAGES / name)
    assert figures["pages"] == pages
    assert figures["dropped share"] >= dropped
    assert figures["lost share"] <= lost


def test_each_page_to_tune_on_has_one_hand() -> None:
    """Who wrote a page is told for each of them, once: those of one hand are held out together."""
    hands = tomllib.loads((bench.PAGES / "hands.toml").read_text(encoding="utf-8"))
    named = [name for names in hands.values() for name in names.split()]
    assert sorted(named) == sorted(path.stem for path in (bench.PAGES / "tuned").glob("*.txt"))


def test_marked_page_as_html_holds_its_lines() -> None:
    """Every template shows every line of content."""
    page = next(bench.marked_pages(bench.PAGES / "tuned"))
    for template in bench.TEMPLATES:
        source, wanted = bench.html_page(page, template)
        assert len(wanted.splitlines()) == sum(mark == "+" for mark in page.marks)
        assert source.count("<p>") == len(wanted.splitlines()) - 1


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference folder is not there")
def test_turns_of_public_transcripts_are_told() -> None:
    """Labels and where their turns begin agree with the annotation."""
    assert bench.score_turns(SHARED)["F1"] >= 0.99


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference folder is not there")
def test_clean_public_texts_stay_whole() -> None:
    """Releases and news without furniture lose hardly a line."""
    assert bench.score_clean(SHARED)["share"] <= 0.005
