"""Whose page it is, by what the page says of itself."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.reading.imprint import SIGNS, find_imprint, weights
from chancery.reading.publisher_names import publisher_name
from chancery.reading.report import parse_report
from chancery.reading.text import read_text

BENCH: Final = Path(__file__).parents[2] / "bench"
STORY: Final = """Ostland and Sudmark agree on ferry

The transport ministers of Ostland and Sudmark agreed on Tuesday to open a ferry across the strait by June.

They met in Port Amaro and signed a memorandum on customs, the ministries said after the talks.

The ferry will carry two hundred lorries a day, and Ostland will pay for the pier on its own side."""
PAGES: Final = {
    "a copyright line and a name at the top": (
        "Harbour Ledger\nHome\nWorld\nSport\n\n{story}\n\nMost read\n© 2021 Harbour Ledger. All rights reserved.",
        "Harbour Ledger",
    ),
    "what its reader is to follow": (
        "Menu\nWorld\n\n{story}\n\nFollow Strait Dispatch on Telegram\nAbout Strait Dispatch\n(c) Strait Dispatch 2021",
        "Strait Dispatch",
    ),
    "capitals are undone as the page does": (
        "THE GULL OBSERVER\nNews\nOpinion\n\n{story}\n\nMore from The Gull Observer\n(c) The Gull Observer 2020",
        "The Gull Observer",
    ),
    "an agency, not its publisher's theme": (
        "Transport Agency of Ostland\nNews\n\n{story}\n\n© 2021 Transport Agency of Ostland\nTheme: Soft News",
        "Transport Agency of Ostland",
    ),
    "nothing that names anybody": ("Menu\nWorld\nSearch\n\n{story}\n\nPrivacy\nTerms\nCookies", None),
    "a network on which others publish": ("Log in\n\n{story}\n\nFollow us on Facebook\n© 2021 Meta", None),
}


@pytest.mark.parametrize(("page", "name"), PAGES.values(), ids=PAGES)
def test_a_page_names_its_outlet(page: str, name: str | None) -> None:
    """The name for which most speaks is the outlet; where nothing speaks for any, it is unknown."""
    assert parse_report(page.format(story=STORY).encode(), path="page.txt").outlet == name


NAMES: Final = {
    "2019 by Harbour Times Ltd.": "Harbour Times",
    "Welcome to the Gull Observer": "Gull Observer",
    "Harbour Times, all": None,
    "Press Office": None,
    "Office of the Spokesperson": None,
    "Republic of Kenya": None,
    "FRANCE": None,
    "The Ministry": None,
    "Ministry of Foreign Affairs": None,
    "The Foreign Ministry of Sudmark": "The Foreign Ministry of Sudmark",
    "read more": None,
    "Wednesday, 4 August": None,
    "Facebook": None,
    "Поиск": None,
    "desk@harbour.example": None,
    "RU": None,
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_what_can_be_a_publishers_name(text: str, name: str | None) -> None:
    """Menus, offices, states, days and platforms publish nothing by themselves."""
    assert publisher_name(text) == name


@given(st.lists(st.text(max_size=80), max_size=30))
def test_any_lines_are_read(lines: list[str]) -> None:
    """No line breaks the search, and a name found stands on the page, capitals aside."""
    pieces = read_text("\n".join(lines))
    for name in find_imprint(pieces, {}, None):
        assert name.casefold() in "\n".join(piece.text for piece in pieces).casefold()


def test_weights_are_of_known_signs() -> None:
    """No fitted weight is of a sign that nothing counts any more."""
    page = read_text(PAGES["a copyright line and a name at the top"][0].format(story=STORY))
    assert find_imprint(page, {}, None)
    bare = {name for name in weights() if not name.startswith(("line_", "row_start_"))}
    assert set(SIGNS) - {"line", "row_start"} <= bare | set(SIGNS)
    assert {"start", "copyright", "handle", "lines", "trade", "part_of"} <= bare


def _heads(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a script outside the package
    for name in ("reading", "heads"):
        spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
    return module


def test_outlets_of_marked_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """On pages kept apart, the outlets said are mostly right, and most are said."""
    heads = _heads(monkeypatch)
    total: Counter[str] = Counter()
    gold = heads.read_heads(heads.bench.PAGES)
    for name in ("apart5", "apart6", "apart7", "apart8"):
        for _, counts, _ in heads.score_set(heads.bench.PAGES / name, gold[name]):
            total += counts
    assert total["outlet both"] / total["outlet said"] >= 0.72
    assert total["outlet both"] / total["outlet told"] >= 0.55
