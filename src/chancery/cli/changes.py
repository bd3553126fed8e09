"""`chancery changes`: what each run changed in the record, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

SHOWN: Final = 40

HELP: Final = make_help(
    """Show what runs changed: entries gained (+), lost (-) and altered (~), each with its cause.

    A run is one putting together of the record that had something new to go by: a report, a decision, a program,
    a reference table. An entry whose id changed, because an earlier report of it came in, is one altered entry. What
    the record said after any run is shown by --as-of of `chancery timeline`, `show`, `compare` and `export`.""",
    "chancery changes                   what the last run changed",
    "chancery changes --since 3         everything since run 3",
    "chancery changes --runs            the runs, with their times",
    "chancery changes --since 0 --json  the whole history, for other programs",
)


@click.command("changes", help=HELP, short_help="Show what each run changed, and why.")
@click.option("--since", type=click.IntRange(0), metavar="RUN", help="Since this run; without it, by the last run.")
@click.option("--runs", "only_runs", is_flag=True, help="List the runs only.")
@click.option("--limit", type=click.IntRange(1), default=SHOWN, show_default=True, metavar="N", help="Entries a run.")
@record_option
@json_option
def command(*, since: int | None, only_runs: bool, limit: int, record_path: Place, as_json: bool) -> None:
    """Show what each run changed."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.decisions import export_change, export_run, render_changes  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        runs = record.runs()
        if only_runs:
            if as_json:
                write_json([export_run(this) for this in runs])
            else:
                write_text("".join(f"{this.number:>5}  {this.at}  Chancery {this.program}\n" for this in runs))
            return
        turns = record.changes(max(0, len(runs) - 1) if since is None else since)
        if as_json:
            told = [export_run(this) | {"changes": [export_change(one) for one in found]} for this, found in turns]
            write_json(told)
            return
        text = "".join(render_changes(turns, Names(record.entities()), limit=limit))
        write_text(text or "Nothing changed.\n")
