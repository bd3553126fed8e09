"""`chancery copy`: a record from one store to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import RecordType, make_help

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Copy a whole record to a file, or to a PostgreSQL database, that holds none yet.

    Everything goes along: reports and their originals, what was read and skipped, reference tables, decisions, the
    history, and what it all adds up to. The copy answers every question as the record itself, and its export is the
    same, byte for byte. It is made whole or not at all; the record stays as it is.""",
    "chancery copy chancery.db copy.db                          to another file",
    "chancery copy chancery.db postgresql://ana@host/archive    to a database, as the record `chancery`",
    "chancery copy 'postgresql://host/archive?record=asia' a.db  from a database",
)


@click.command("copy", help=HELP, short_help="Copy a record to another file or database.")
@click.argument("source", metavar="FROM", type=RecordType())
@click.argument("target", metavar="TO", type=RecordType())
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
def command(*, source: Place, target: Place, quiet: bool) -> None:
    """Copy a whole record."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.cli.read import show_progress  # noqa: PLC0415
    from chancery.record.copying import copy_record  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.labels import count_words  # noqa: PLC0415

    with (
        Record.open(source, readonly=True) as giving,
        Record.open(target, create=True) as taking,
        show_progress(quiet=quiet, what="Copying") as progress,
    ):
        copy_record(giving, taking, (lambda done, total: progress(done, total, "")) if progress else None)
        counts = taking.counts()
    if not quiet:
        held = f"{count_words(counts['reports'], 'report')} and {count_words(counts['events'], 'event')}"
        write_text(f"Copied {held} to {target}\n")
