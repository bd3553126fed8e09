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


def test_words_without_a_day_count_by_their_report(run: Run, tmp_path: Path) -> None:
    """What was said on no day that the text tells is found, and shown, by when its report appeared."""
    record = tmp_path / "record.db"
    for year in (2021, 2023):
        path = tmp_path / f"{year}.txt"
        path.write_text(
            f"The harbour\n\nQUITO, 4 May {year} - The port was shut in {year}.\n\n"
            f'"The port of {year} will open again very soon," Mayor Anna Novak said.\n'
        )
        run("read", path, "--record", record)
    shown = run("quotes", "--since", "2022", "--record", record).stdout
    assert "reported 4 May 2023" in shown
    assert "2021" not in shown
    assert "2021" in run("quotes", "--until", "2022", "--record", record).stdout


def test_a_heading_and_the_text_below_it_tell_one_pledge(run: Run, tmp_path: Path) -> None:
    """The amount of the text, and what became of the thing before its term, belong to what the heading names."""
    record = tmp_path / "record.db"
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text(
        "Norway promises Malawi a clinic\n\nLILONGWE, 3 March 2023 - Norway will build a clinic in Zomba for $4 million"
        " by the end of 2024, Foreign Minister Ingrid Solberg promised on Friday.\n"
    )
    second.write_text(
        "The clinic\n\nLILONGWE, 9 May 2024 - Norway has postponed the clinic in Zomba, Health Minister Khumbize"
        " Kandodo said on Thursday.\n"
    )
    run("read", first, second, "--record", record)
    (one,) = json.loads(run("pledges", "--json", "--record", record).stdout)
    assert (one["amount"], [step["is"] for step in one["status"]][-1]) == (4_000_000, "suspended")
