"""`chancery read`: its summary and exit code; the reading itself is tested with the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import Result

from chancery.cli.read import SHOWN_A_CODE, skipped_lines
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


@pytest.fixture
def skipping(monkeypatch: pytest.MonkeyPatch) -> list[Skipped]:
    """Put a pipeline in place that reads the invented reports and skips what the test says."""
    skipped: list[Skipped] = []
    pipeline = ModuleType("chancery.pipeline")

    def read_paths(paths: Sequence[Path], record: Record, *, limits: Any, progress: Any) -> FakeSummary:  # noqa: ANN401
        assert limits.seconds > 0
        new = sum(record.add(report, Observations(program="test")) for report in REPORTS.values())
        record.conclude(make_conclusions())
        assert progress is None
        assert paths
        return FakeSummary(len(REPORTS), new, len(REPORTS) - new, tuple(skipped))

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


def test_read_without_paths_is_a_usage_error(run: Run) -> None:
    """Nothing to read is a mistake."""
    assert run("read").exit_code == 2


def test_defaults_are_those_of_the_workers() -> None:
    """The limits that help shows are the ones that hold."""
    from chancery.cli.read import MEGABYTE, MEMORY_LIMIT, TIME_LIMIT  # noqa: PLC0415
    from chancery.reading.workers import Limits  # noqa: PLC0415

    assert Limits() == Limits(seconds=TIME_LIMIT, memory=MEMORY_LIMIT * MEGABYTE)
