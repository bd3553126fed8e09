"""`chancery pledges`: who undertook what, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import EdtfType, json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.model.dates import Edtf
    from chancery.model.pledges import Pledge
    from chancery.record.address import Place
    from chancery.record.store import Record

HELP: Final = make_help(
    """Show the ledger of pledges: who undertook what to whom, by when, where it stands, and which sentence says so.

    A pledge is a thing to deliver or do: a loan, flights, vaccines, a meeting of a commission by a day. Its latest
    step counts: pledged, reaffirmed, suspended, resumed, delivered, cancelled, denied, unconfirmed. Where reports
    disagree about it, both are kept and the row is DISPUTED. With --today a pledge has an age, what was told later is
    left out, and what is past its day without being delivered is OVERDUE. The id opens the whole history:
    chancery show ID.""",
    "chancery pledges                                  everything",
    "chancery pledges --by Russia --to KGZ             between two states",
    "chancery pledges --open --today 2021-01-31        what was still owed on a day",
    "chancery pledges --json                           for other programs",
)


@click.command("pledges", help=HELP, short_help="Show who undertook what, and what became of it.")
@click.option("--by", metavar="STATE", help="Undertaken by this state or organisation, or by its people.")
@click.option("--to", metavar="STATE", help="Undertaken to it.")
@click.option("--open", "only_open", is_flag=True, help="Only what is neither delivered nor cancelled nor denied.")
@click.option("--today", type=EdtfType(), metavar="DATE", help="Read the ledger as of this day: 2020-10-23.")
@record_option
@json_option
def command(
    *,
    by: str | None,
    to: str | None,
    only_open: bool,
    today: Edtf | None,
    record_path: Place,
    as_json: bool,
) -> None:
    """Show who undertook what, and what became of it."""
    from chancery.cli.output import terminal_width, write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.json_export import export_json  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.pledges import export_row, make_rows, render_ledger  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        rows = make_rows(_chosen(record, by, to), _day(today))
        rows = tuple(row for row in rows if row.is_open or not only_open)
        if as_json:
            exported = {item["id"]: item for item in export_json(record)["pledges"]}
            write_json([export_row(row, exported[row.pledge.id]) for row in rows])
            return
        names = Names(record.entities())
        write_text(render_ledger(rows, names, width=terminal_width()) if rows else "No pledge fits.\n")


def _day(today: Edtf | None) -> dt.date | None:
    if today is None:
        return None
    if today.latest is None:
        message = f"{today} is no day. Write it like 2020-10-23."
        raise click.BadParameter(message, param_hint="--today")
    return today.latest


def _chosen(record: Record, by: str | None, to: str | None) -> list[Pledge]:
    """Return the pledges between the parties named; of a mutual one either may come first."""
    from chancery.views.lookup import find_state  # noqa: PLC0415

    giver = find_state(by, record) if by else None
    taker = find_state(to, record) if to else None
    return [one for one in record.pledges() if _is_between(one, giver, taker)]


def _is_between(one: Pledge, giver: str | None, taker: str | None) -> bool:
    undertaken, owed = {one.by, one.by_state}, {one.to, one.to_state}
    orders = [(undertaken, owed), (owed, undertaken)] if one.mutual else [(undertaken, owed)]
    return any((giver is None or giver in mine) and (taker is None or taker in theirs) for mine, theirs in orders)
