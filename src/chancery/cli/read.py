"""`chancery read`: reports into a record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.exits import Exit
from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.model.text import Skipped
    from chancery.pipeline import Summary
    from chancery.record.address import Place
    from chancery.record.store import Record

UNSUPPORTED: Final = "C019"  # a kind that Chancery does not read is no failure
TIME_LIMIT: Final = 10.0  # seconds; the same as `chancery.reading.workers.Limits`, which help must not import
MEMORY_LIMIT: Final = 2048  # megabytes, likewise
MEGABYTE: Final = 2**20
READ_LANGUAGES: Final = frozenset({"", "en"})  # those in which events are read, and what tells no language
KEY_VARIABLE: Final = "CHANCERY_CODER_KEY"
SHOWN_A_CODE: Final = 5  # skipped inputs that are named before the rest is only counted

Progress = Callable[[int, int | None, str], None]

HELP: Final = make_help(
    """Read reports into a record.

    PATH is a file, a folder, an http(s) address, or - for standard input. What it holds is told by its content,
    not by its name: plain text, HTML and MHTML pages, PDF, DOCX, mail and mailboxes, JSONL and CSV tables, RSS and
    Atom feeds, web archives (WARC), and ZIP, TAR, gzip, bzip2 and xz of any of these.

    Tables are read row by row. Columns that are named text, title, url, date or outlet are found; --map names
    others. Only an address that you name makes Chancery use the network; it asks robots.txt first.

    Each report is read in a worker with a time limit and a memory cap, so that a poisonous file costs itself only.
    Reading the same report again changes nothing; an interrupted run goes on where it stopped. Reports in other
    languages than English are kept, and not yet read for events.

    --coder asks a language model of your own as well, at any endpoint of the chat completions kind; its key is taken
    from CHANCERY_CODER_KEY. It is off unless asked for: then the reports' texts go to that address, and nowhere
    else. What it says must stand in the report word for word, changes nothing that Chancery reads itself, and becomes a
    question where the two differ (`chancery review`).""",
    "chancery read reports/                      every report of a folder",
    "chancery read news.zip mail.mbox paper.pdf  archives, mailboxes and documents, all in one",
    "chancery read rows.jsonl --map text=body --map outlet=source",
    "                                            a table whose columns have other names",
    "chancery read https://news.example/feed.xml each entry of a feed",
    "curl -s https://news.example/a | chancery read -",
    "                                            from standard input",
    "chancery read reports/ --record my.db       into a record of that name",
    "chancery read reports/ --time-limit 60      for slow machines and long reports",
)


@click.command("read", help=HELP, short_help="Read reports into a record.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
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
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column of a table holds what: text, title, subtitle, url, date, outlet, authors, language. Give it "
    "once for each.",
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch addresses of this machine and of private networks too; else refused."
)
@click.option(
    "--coder",
    type=click.Choice(["openai"]),
    help="Have a language model that you run read the reports too; where it reads otherwise, a question is kept.",
)
@click.option("--base-url", metavar="URL", help="Where the model answers: http://127.0.0.1:8080/v1.")
@click.option("--model", metavar="NAME", help="The model's name there.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary, only what failed.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    record_path: Place,
    time_limit: float,
    memory_limit: int,
    columns: tuple[str, ...],
    allow_private: bool,
    coder: str | None,
    base_url: str | None,
    model: str | None,
    quiet: bool,
) -> None:
    """Read reports into a record."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.pipeline import read_paths  # noqa: PLC0415
    from chancery.reading.items import Options  # noqa: PLC0415
    from chancery.reading.workers import Limits  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415

    check_columns(columns)
    if coder and not (base_url and model):
        needed = "--coder needs --base-url and --model."
        raise click.UsageError(needed)
    options = Options(columns=columns, allow_private=allow_private)
    limits = Limits(seconds=time_limit, memory=memory_limit * MEGABYTE)
    with Record.open(record_path, create=True) as record, show_progress(quiet=quiet) as progress:
        summary = read_paths(paths, record, options=options, limits=limits, progress=progress)
        second = _second_coder(record, str(base_url), str(model), progress) if coder else []
        counts, languages = record.counts(), record.languages()
    failed = [skipped for skipped in summary.skipped if skipped.code != UNSUPPORTED]
    if not quiet:
        write_text(render_summary(summary, counts, record_path, languages))
    elif failed:
        click.echo("\n".join(skipped_lines(failed, summary.skips)), err=True)
    for line in second:
        click.echo(line, err=True)
    if failed or len(second) > 1:
        ctx.exit(Exit.SKIPPED)


def _second_coder(record: Record, base_url: str, model: str, progress: Progress | None) -> list[str]:
    """Have a second coder read the record's reports; return what to say of it: a line, then one for each failure."""
    import os  # noqa: PLC0415 - only here

    from chancery.cli.output import one_line  # noqa: PLC0415
    from chancery.coders.endpoint import Endpoint  # noqa: PLC0415
    from chancery.coders.run import code_record  # noqa: PLC0415

    endpoint = Endpoint(base_url=base_url, model=model, key=os.environ.get(KEY_VARIABLE))
    run = code_record(record, endpoint, progress)
    told = (
        f"{endpoint.coder} was asked about {run.asked} reports: {run.readings} events, {run.refused} answers refused."
    )
    return [one_line(told), *(one_line(f"{path}: {error}") for path, error in run.failed[:SHOWN_A_CODE])]


def check_columns(columns: Sequence[str]) -> None:
    """Refuse a `--map` that names no column, before anything is read."""
    if not columns:
        return
    from chancery.errors import InputError  # noqa: PLC0415 - imported on use
    from chancery.reading.columns import Columns  # noqa: PLC0415

    try:
        Columns.parse(columns)
    except InputError as error:
        wrong = f"{error.message} {error.remedy}".strip()
        raise click.BadParameter(wrong, param_hint="--map") from error


def render_summary(
    summary: Summary, counts: Mapping[str, int], record_path: Place, languages: Mapping[str, int] | None = None
) -> str:
    """Say what a run read, what the record now holds, what was skipped, and what to do next.

    Args:
        summary: Of the run.
        counts: Of the record.
        record_path: The record, for the commands to try next.
        languages: Of the record: how many reports are in each.
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
        *other_languages(languages or {}),
    ]
    if summary.skipped:
        total = count_words(sum(summary.skips.values()), "input")
        lines += ["", f"Skipped {total}:", *skipped_lines(summary.skipped, summary.skips)]
    if counts["events"]:
        option = "" if str(record_path) == DEFAULT_RECORD else f" --record {record_path}"
        lines += ["", "Next:", f"  chancery timeline{option}", f"  chancery page --output site{option}"]
    return "\n".join(lines) + "\n"


def other_languages(languages: Mapping[str, int]) -> Iterator[str]:
    """Say how many reports wait for a later version, because they are not in English."""
    from chancery.cli.output import one_line  # noqa: PLC0415
    from chancery.views.labels import count_words  # noqa: PLC0415

    others = {code: count for code, count in languages.items() if code not in READ_LANGUAGES}
    if others:
        named = ", ".join(f"{one_line(code)} {count:,}" for code, count in others.items())
        total = sum(others.values())
        verb, noun = ("is", "another language") if total == 1 else ("are", "other languages")
        yield f"{count_words(total, 'report')} {verb} in {noun} ({named}): kept, not yet read for events."


def skipped_lines(skipped: Sequence[Skipped], totals: Mapping[str, int] | None = None) -> Iterator[str]:
    """Say what was skipped and why, grouped by code; of many with one code the first few.

    Args:
        skipped: Inputs that are named.
        totals: How many there are of each code, where not all are named.
    """
    from chancery.cli.output import one_line  # noqa: PLC0415

    seen: Counter[str] = Counter()
    totals = totals or Counter(entry.code for entry in skipped)
    for entry in sorted(skipped, key=lambda entry: (entry.code, entry.path)):
        seen[entry.code] += 1
        if seen[entry.code] <= SHOWN_A_CODE:
            named = entry.path in entry.reason
            reason = one_line(entry.reason if named else f"{entry.path}: {entry.reason}")
            yield f"  [{entry.code}] {reason}"
        elif seen[entry.code] == SHOWN_A_CODE + 1:
            yield f"  [{entry.code}] and {totals[entry.code] - SHOWN_A_CODE:,} more like these"


@contextmanager
def show_progress(*, quiet: bool, what: str = "Reading") -> Iterator[Progress | None]:
    """Show a progress bar on stderr while it is a terminal; plain runs stay silent."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - takes longer to import than most commands to run
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    from chancery.cli.output import one_line  # noqa: PLC0415

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, name="")

        def advance(done: int, total: int | None, name: str) -> None:
            bar.tasks[0].total = total  # `update` cannot take a total back; without one the bar pulses
            bar.update(task, completed=done, name=escape(one_line(name)))

        yield advance
