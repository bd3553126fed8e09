"""`chancery diff`: what sets two records apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import RecordType, json_option, make_help

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Show which entries B has gained, lost or altered against A.

    A and B are records, or JSON exports of records; an export taken before another reading shows what that reading
    changed. Entries are matched by id, and else by the words that they rest on: an event that is now coded otherwise is
    altered, not lost and gained.""",
    "chancery diff monday.db friday.db            two records",
    "chancery export --output before.json; chancery read new/; chancery diff before.json chancery.db",
    "                                             what reading changed",
    "chancery diff a.db b.db --json | jq '.events.lost'",
)


@click.command("diff", help=HELP, short_help="Show what sets two records apart.")
@click.argument("before", metavar="A", type=RecordType())
@click.argument("after", metavar="B", type=RecordType())
@json_option
def command(*, before: Place, after: Place, as_json: bool) -> None:
    """Show what sets two records apart."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.views import differences  # noqa: PLC0415

    found = differences.compare(differences.read_items(before), differences.read_items(after))
    if as_json:
        write_json(differences.as_json(found))
    else:
        write_text(differences.render(found))
