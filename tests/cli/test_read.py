"""`chancery read`: its summary and exit code; the reading itself is tested with the pipeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import Result

from chancery.cli.read import SHOWN_A_CODE, other_languages, skipped_lines
from chancery.model.mentions import Observations
from chancery.model.text import Skipped
from chancery.record.store import Record
from views.samples import REPORTS, make_conclusions

Run = Callable[..., Result]

MISSING = Skipped("gone.txt", "C010", "gone.txt does not exist. Check the path.")
PICTURE = Skipped("photo.png", "C019", "photo.png is not of a kind that Chancery reads. Give .txt or .html.")


@dataclass(frozen=True)
class FakeSummary:
    """What the pipeline returns."""

    reports: int
    new: int
    known: int
    skipped: tuple[Skipped, ...]
    skips: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def asked() -> list[tuple[Sequence[str], Any]]:
    """Return what the pipeline was asked for: inputs and options."""
    return []


@pytest.fixture
def skipping(monkeypatch: pytest.MonkeyPatch, asked: list[tuple[Sequence[str], Any]]) -> list[Skipped]:
    """Put a pipeline in place that reads the invented reports and skips what the test says."""
    skipped: list[Skipped] = []
    pipeline = ModuleType("chancery.pipeline")

    def read_paths(
        paths: Sequence[str],
        record: Record,
        *,
        options: Any,  # noqa: ANN401
        limits: Any,  # noqa: ANN401
        progress: Any,  # noqa: ANN401
    ) -> FakeSummary:
        assert limits.seconds > 0
        asked.append((paths, options))
        new = sum(record.add(report, Observations(program="test")) for report in REPORTS.values())
        record.conclude(make_conclusions())
        assert progress is None
        assert paths
        codes = Counter(skip.code for skip in skipped)
        return FakeSummary(len(REPORTS), new, len(REPORTS) - new, tuple(skipped), dict(codes))

    pipeline.__dict__["read_paths"] = read_paths
    monkeypatch.setitem(__import__("sys").modules, "chancery.pipeline", pipeline)
    return skipped


def test_summary_counts_and_says_what_is_next(
    run: Run, skipping: list[Skipped], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first run tells what the record now holds, and goes on to the timeline."""
    assert not skipping
    monkeypatch.chdir(tmp_path)
    result = run("read", "reports")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Read 6 reports: 6 new, 0 known already.\n"
        "chancery.db now holds 6 reports:\n"
        "  38 events\n  3 quotations\n  1 pledge\n  4 people\n  4 offices held\n"
        "\nNext:\n  chancery timeline\n  chancery page --output site\n"
    )
    assert run("read", "reports").stdout.startswith("Read 6 reports: 0 new, 6 known already.\n")


def test_failed_input_ends_with_3(run: Run, skipping: list[Skipped], tmp_path: Path) -> None:
    """What was skipped is told with its code; the rest is read."""
    skipping += [MISSING, PICTURE]
    result = run("read", "reports", "--record", tmp_path / "a.db")
    assert result.exit_code == 3
    assert (
        "Skipped 2 inputs:\n"
        "  [C010] gone.txt does not exist. Check the path.\n"
        "  [C019] photo.png is not of a kind that Chancery reads. Give .txt or .html.\n"
    ) in result.stdout
    assert f"  chancery timeline --record {tmp_path / 'a.db'}\n" in result.stdout


def test_unsupported_kind_is_no_failure(run: Run, skipping: list[Skipped], tmp_path: Path) -> None:
    """A picture in a folder of reports does not fail the run."""
    skipping.append(PICTURE)
    assert run("read", "reports", "--record", tmp_path / "a.db").exit_code == 0


def test_quiet_tells_failures_only(run: Run, skipping: list[Skipped], tmp_path: Path) -> None:
    """`--quiet` keeps stdout empty."""
    skipping += [MISSING, PICTURE]
    result = run("read", "reports", "--quiet", "--record", tmp_path / "a.db")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "  [C010] gone.txt does not exist. Check the path.\n"


def test_many_skipped_inputs_are_grouped() -> None:
    """A thousand faults of one kind take a few lines."""
    lines = list(skipped_lines([Skipped(f"{n:04}.txt", "C011", "empty") for n in range(1000)]))
    assert len(lines) == SHOWN_A_CODE + 1
    assert lines[-1] == "  [C011] and 995 more like these"


def test_skipped_inputs_that_nobody_named_are_counted() -> None:
    """A table of a million bad rows names a few, and says how many there are."""
    named = [Skipped(f"{n:04}.txt", "C011", "empty") for n in range(1000)]
    lines = list(skipped_lines(named, {"C011": 1_000_000}))
    assert lines[-1] == "  [C011] and 999,995 more like these"


def test_other_languages_are_one_line() -> None:
    """Reports in other languages are counted; where all are English, or tell none, nothing is said."""
    assert list(other_languages({"en": 7, "ky": 3, "ru": 2, "": 1})) == [
        "5 reports are in other languages (ky 3, ru 2): kept, not yet read for events."
    ]
    assert list(other_languages({"ru\x1b": 1})) == [
        "1 report is in another language (ru\u27e8U+001B\u27e9 1): kept, not yet read for events."
    ]
    assert list(other_languages({"en": 7, "": 1})) == []


def test_other_languages_stand_in_the_summary(run: Run, skipping: list[Skipped], tmp_path: Path) -> None:
    """The line follows what the record holds."""
    assert not skipping
    with Record.open(tmp_path / "a.db", create=True) as record:
        russian = replace(REPORTS["agency"], id="0" * 16, language="ru")
        record.add(russian, Observations(program="test"))
    result = run("read", "reports", "--record", tmp_path / "a.db")
    assert "\n1 report is in another language (ru 1): kept, not yet read for events.\n" in result.stdout


def test_inputs_and_options_reach_the_pipeline(
    run: Run, skipping: list[Skipped], asked: list[tuple[Sequence[str], Any]], tmp_path: Path
) -> None:
    """Addresses and standard input stay as they are written."""
    assert not skipping
    named = ("https://news.example//a", "-", "folder")
    mapped = ("--map", "text=body", "--map", "outlet=source")
    assert run("read", *named, *mapped, "--allow-private", "--record", tmp_path / "a.db").exit_code == 0
    [(paths, options)] = asked
    assert tuple(paths) == named
    assert (options.columns, options.allow_private) == (("text=body", "outlet=source"), True)


@pytest.mark.parametrize("pair", ["text", "text=", "colour=red"])
def test_map_that_names_no_column_is_a_usage_error(run: Run, tmp_path: Path, pair: str) -> None:
    """A mistake in `--map` is told before anything is made or read."""
    result = run("read", "rows.csv", "--map", pair, "--record", tmp_path / "a.db")
    assert result.exit_code == 2
    assert "--map" in result.stderr
    assert not (tmp_path / "a.db").exists()


def test_read_without_paths_is_a_usage_error(run: Run) -> None:
    """Nothing to read is a mistake."""
    assert run("read").exit_code == 2


def test_defaults_are_those_of_the_workers() -> None:
    """The limits that help shows are the ones that hold."""
    from chancery.cli.read import MEGABYTE, MEMORY_LIMIT, TIME_LIMIT  # noqa: PLC0415
    from chancery.reading.workers import Limits  # noqa: PLC0415

    assert Limits() == Limits(seconds=TIME_LIMIT, memory=MEMORY_LIMIT * MEGABYTE)
