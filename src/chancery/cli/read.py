"""`chancery read`: reports into a record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.exits import Exit
from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.model.text import Skipped
    from chancery.pipeline import Summary

UNSUPPORTED: Final = "C019"  # a kind that Chancery does not read is no failure
TIME_LIMIT: Final = 10.0  # seconds; the same as `chancery.reading.workers.Limits`, which help must not import
MEMORY_LIMIT: Final = 2048  # megabytes, likewise
MEGABYTE: Final = 2**20
SHOWN_A_CODE: Final = 5  # skipped inputs that are named before the rest is only counted

Progress = Callable[[int, int, str], None]

HELP: Final = make_help(
    """Read reports into a record.

    PATH is a file or a folder of .txt and .html reports. Each is read in a worker with a time limit and a memory
    cap, so that a poisonous file costs itself only. Reading the same report again changes nothing; an interrupted
    run goes on where it stopped.""",
    "chancery read reports/                     every report of a folder",
    "chancery read a.html b.txt --record my.db  two reports, into a record of that name",
    "chancery read reports/ --time-limit 60     for slow machines and long pages",
)


@click.command("read", help=HELP, short_help="Read reports into a record.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@record_option
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=TIME_LIMIT,
    show_default=True,
    metavar="SECONDS",
    help="How long one report may take.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(1),
    default=MEMORY_LIMIT,
    show_default=True,
    metavar="MB",
    help="How much memory one report may take.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary, only what failed.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    record_path: Path,
    time_limit: float,
    memory_limit: int,
    quiet: bool,
) -> None:
    """Read reports into a record."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.pipeline import read_paths  # noqa: PLC0415
    from chancery.reading.workers import Limits  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415

    limits = Limits(seconds=time_limit, memory=memory_limit * MEGABYTE)
    with Record.open(record_path, create=True) as record, show_progress(quiet=quiet) as progress:
        summary = read_paths(paths, record, limits=limits, progress=progress)
        counts = record.counts()
    failed = [skipped for skipped in summary.skipped if skipped.code != UNSUPPORTED]
    if not quiet:
        write_text(render_summary(summary, counts, record_path))
    elif failed:
        click.echo("\n".join(skipped_lines(failed)), err=True)
    if failed:
        ctx.exit(Exit.SKIPPED)


def render_summary(summary: Summary, counts: dict[str, int], record_path: Path) -> str:
    """Say what a run read, what the record now holds, what was skipped, and what to do next.

    Args:
        summary: Of the run.
        counts: Of the record.
        record_path: The record, for the commands to try next.
    """
    from chancery.cli.options import DEFAULT_RECORD  # noqa: PLC0415
    from chancery.views.labels import count_words  # noqa: PLC0415

    held = (("events", "event"), ("quotations", "quotation"), ("pledges", "pledge"), ("people", "person"))
    rows = [count_words(counts[key], noun, "people" if noun == "person" else None) for key, noun in held]
    rows.append(count_words(counts["occupancies"], "office held", "offices held"))
    lines = [
        f"Read {count_words(summary.reports, 'report')}: {summary.new:,} new, {summary.known:,} known already.",
        f"{record_path} now holds {count_words(counts['reports'], 'report')}:",
        *(f"  {row}" for row in rows),
    ]
    if summary.skipped:
        lines += ["", f"Skipped {count_words(len(summary.skipped), 'input')}:", *skipped_lines(summary.skipped)]
    if counts["events"]:
        option = "" if str(record_path) == DEFAULT_RECORD else f" --record {record_path}"
        lines += ["", "Next:", f"  chancery timeline{option}", f"  chancery page --output site{option}"]
    return "\n".join(lines) + "\n"


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[str]:
    """Say what was skipped and why, grouped by code; of many with one code the first few."""
    from chancery.cli.output import one_line  # noqa: PLC0415

    seen: Counter[str] = Counter()
    totals = Counter(entry.code for entry in skipped)
    for entry in sorted(skipped, key=lambda entry: (entry.code, entry.path)):
        seen[entry.code] += 1
        if seen[entry.code] <= SHOWN_A_CODE:
            named = entry.path in entry.reason
            reason = one_line(entry.reason if named else f"{entry.path}: {entry.reason}")
            yield f"  [{entry.code}] {reason}"
        elif seen[entry.code] == totals[entry.code]:
            yield f"  [{entry.code}] and {totals[entry.code] - SHOWN_A_CODE:,} more like these"


@contextmanager
def show_progress(*, quiet: bool) -> Iterator[Progress | None]:
    """Show a progress bar on stderr while it is a terminal; plain runs stay silent."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - takes longer to import than most commands to run
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    from chancery.cli.output import one_line  # noqa: PLC0415

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None, name="")

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=escape(one_line(name)))

        yield advance
