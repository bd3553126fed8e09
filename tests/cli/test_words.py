"""`chancery quotes` and `chancery pledges`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "args"),
    [("quotes", ()), ("pledges", ("--today", "2024-07-01"))],
)
def test_listings_match_golden(run: Run, sample_path: Path, name: str, args: tuple[str, ...]) -> None:
    """Each listing reads as it did when it was last looked at, within eighty columns."""
    result = run(name, *args, "--record", sample_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("args", "number"),
    [
        ((), 3),
        (("--by", "Nurlanov"), 1),
        (("--about", "road water"), 1),
        (("--about", "no such words"), 0),
        (("--state", "Kazakh"), 1),
        (("--since", "2025"), 0),
        (("--limit", "2"), 2),
    ],
)
def test_quotes_are_chosen(run: Run, sample_path: Path, args: tuple[str, ...], number: int) -> None:
    """Speaker, words, state and time narrow the list."""
    result = run("quotes", *args, "--json", "--record", sample_path)
    assert (result.exit_code, len(json.loads(result.stdout))) == (0, number)


@pytest.mark.parametrize(
    ("args", "number"),
    [((), 1), (("--by", "KAZ"), 1), (("--by", "UZB"), 0), (("--to", "Uzbek"), 1), (("--open",), 0)],
)
def test_pledges_are_chosen(run: Run, sample_path: Path, args: tuple[str, ...], number: int) -> None:
    """Giver, taker and whether anything is left to do narrow the ledger."""
    result = run("pledges", *args, "--json", "--record", sample_path)
    assert (result.exit_code, len(json.loads(result.stdout))) == (0, number)


def test_pledges_of_a_day_say_how_they_stand(run: Run, sample_path: Path) -> None:
    """On a day between two steps the earlier one counts."""
    result = run("pledges", "--today", "2024-04-01", "--json", "--record", sample_path)
    (one,) = json.loads(result.stdout)
    assert (one["latest"], one["open"], one["age_days"]) == ("suspended", True, 18)


def test_quotes_of_a_file_hold_thoughts_and_unnamed_sources(run: Run, tmp_path: Path) -> None:
    """Without a record every attribution of a text is listed with its offsets."""
    path = tmp_path / "report.txt"
    path.write_text("The harbour\n\nOfficials said that the port was shut. Anna Novak believes that it will open.\n")
    found = json.loads(run("quotes", "--in", path).stdout)
    assert [(one["speaker"], one["lemma"], one["thought"], one["form"], one["inside"]) for one in found] == [
        ("Officials", "say", False, "clause", False),
        ("Anna Novak", "believe", True, "clause", False),
    ]
