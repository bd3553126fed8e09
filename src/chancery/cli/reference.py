"""`chancery reference`: tables of office-holders, states and memberships that bound the dates of reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import make_help, record_option
from chancery.model.reference import ReferenceKind

if TYPE_CHECKING:
    from chancery.record.address import Place
    from chancery.record.store import Record

HELP: Final = make_help(
    """Keep reference tables in a record.

    A table of office-holders says who was in office when, so that a report without a year can be dated by the
    people in it. What a table says is never evidence for an entry, and the reasoning names the table. Without
    any table everything works.""",
    "chancery reference import ministers.csv    take a table, or its newer edition; see its own help",
    "chancery reference list                    the tables of the record",
    "chancery reference forget ministers.csv    leave a table out again",
)
IMPORT_HELP: Final = make_help(
    """Take a table into a record, and date its reports again.

    The table is a comma-separated file in UTF-8 with a header. Office-holders need the columns country, position,
    person, start and end, with dates like 2020-10-23, 2020-10 or 2020; states need ISO3166-1-Alpha-3 and a name;
    organisations need ISO_3166_3, org_id, org_name and org_member. Rows that cannot be read are named and left out.
    A file of the same name takes the place of the one imported before.""",
    "chancery reference import ministers.csv --kind officeholders",
    "chancery reference import members.csv --kind organisations --record my.db",
)
LIST_HELP: Final = make_help("List the reference tables of a record.", "chancery reference list --record my.db")
FORGET_HELP: Final = make_help(
    "Leave a reference table out, and date the reports again.", "chancery reference forget ministers.csv"
)
_SHOWN_SKIPS: Final = 10


@click.group("reference", help=HELP, short_help="Keep tables of office-holders, states, memberships.")
def command() -> None:
    """Keep reference tables in a record."""


@command.command("import", help=IMPORT_HELP, short_help="Take a table into a record.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([kind.value for kind in ReferenceKind]), required=True, help="What it lists.")
@record_option
def import_table(*, file: Path, kind: str, record_path: Place) -> None:
    """Take a table into a record."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.reading.references import read_reference  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415

    table, skips = read_reference(file, ReferenceKind(kind))
    for skip in skips[:_SHOWN_SKIPS]:
        click.echo(f"left out {skip.path}: {skip.reason} [{skip.code}]", err=True)
    if len(skips) > _SHOWN_SKIPS:
        click.echo(f"left out {len(skips) - _SHOWN_SKIPS} more rows", err=True)
    with Record.open(record_path, create=True) as record:
        new = record.import_reference(table)
        changed = _derive(record) if new else 0
    state = "imported" if new else "already there"
    write_text(f"{table.name}: {table.size} rows of {kind}, {state}; {changed} reports dated otherwise than before\n")


@command.command("list", help=LIST_HELP, short_help="List the tables of a record.")
@record_option
def list_tables(*, record_path: Place) -> None:
    """List the tables of a record."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.codebooks.leaders import carried  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record:
        tables = (*carried().tables, *record.reference().tables)
    write_text("".join(f"{table.name}: {table.size} rows of {table.kind.value}\n" for table in tables))


@command.command("forget", help=FORGET_HELP, short_help="Leave a table out again.")
@click.argument("name")
@record_option
def forget_table(*, name: str, record_path: Place) -> None:
    """Leave a table out again."""
    from chancery.cli.output import write_text  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.lookup import unknown_name  # noqa: PLC0415 - imported on use

    with Record.open(record_path) as record:
        if not record.forget_reference(name):
            raise unknown_name(name, [table.name for table in record.reference().tables])
        changed = _derive(record)
    write_text(f"{name}: left out; {changed} reports dated otherwise than before\n")


def _derive(record: Record) -> int:
    """Derive the record's conclusions again; return how many reports were dated otherwise."""
    from chancery.pipeline import conclude_again  # noqa: PLC0415 - imported on use

    before = {dating.report: dating.published for dating in record.datings()}
    conclude_again(record)
    return sum(before.get(dating.report) != dating.published for dating in record.datings())
