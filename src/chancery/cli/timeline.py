"""`chancery timeline`: what happened, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.options import EdtfType, as_of_option, json_option, make_help, record_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chancery.model.dates import Edtf
    from chancery.model.events import Event
    from chancery.record.address import Place
    from chancery.record.store import Record

HELP: Final = make_help(
    """Show what happened, by date: who did what to whom, where, told by how many reports.

    STATE is a state by its ISO code, name, adjective or capital, or an organisation by its id; several states
    mean the events that all of them take part in. Dates show their uncertainty; events without one come last. The
    id at the end of a line opens the evidence: chancery show ID.""",
    "chancery timeline                              everything",
    "chancery timeline KGZ Russia                   between two states",
    "chancery timeline Kyrgyz --since 2020-10       one state, from a month on",
    "chancery timeline --type CONSULT/visit         visits only",
    "chancery timeline --as-of 3                    as the record was after run 3",
    "chancery timeline --json | jq '.[].when'       for other programs",
)


@click.command("timeline", help=HELP, short_help="Show what happened, by date.")
@click.argument("states", metavar="[STATE]...", nargs=-1)
@click.option("--since", type=EdtfType(), metavar="DATE", help="Nothing that ended before: 2020, 2020-10, 2020-10-23.")
@click.option("--until", type=EdtfType(), metavar="DATE", help="Nothing that began after.")
@click.option("--type", "act", metavar="TYPE[/MODE]", help="A PLOVER type, ELECT or OFFICE: CONSULT, CONSULT/visit.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Show the first N only.")
@record_option
@as_of_option
@json_option
def command(
    *,
    states: tuple[str, ...],
    since: Edtf | None,
    until: Edtf | None,
    act: str | None,
    limit: int | None,
    record_path: Place,
    as_of: int | None,
    as_json: bool,
) -> None:
    """Show what happened, by date."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.chronology import event_order  # noqa: PLC0415
    from chancery.views.lookup import find_state  # noqa: PLC0415

    event_type, mode = read_act(act)
    with Record.open(record_path, readonly=True) as record, record.as_of(as_of):
        codes = [find_state(state, record) for state in states]
        found = record.events(states=codes, since=since, until=until, type=event_type)
        events = sorted((event for event in found if mode is None or event.mode == mode), key=event_order)
        shown = events[:limit]
        write_text(_as_json(shown, record) if as_json else _as_text(shown, record, total=len(events)))


def _as_json(events: Sequence[Event], record: Record) -> str:
    import json  # noqa: PLC0415

    from chancery.views.json_export import export_json  # noqa: PLC0415

    exported: dict[str, Any] = {event["id"]: event for event in export_json(record)["events"]}
    return json.dumps([exported[event.id] for event in events], ensure_ascii=False, indent=2) + "\n"


def _as_text(events: Sequence[Event], record: Record, *, total: int) -> str:
    from chancery.cli.output import terminal_width  # noqa: PLC0415
    from chancery.views.chronology import make_years, render_years  # noqa: PLC0415
    from chancery.views.labels import Names, count_words  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415

    if not events:
        return "No event fits.\n"
    years = make_years(events, Names(record.entities()), read_sources(record))
    left = total - len(events)
    more = f"\n{count_words(left, 'more event')}; use --since, or a larger --limit.\n" if left else ""
    return render_years(years, width=terminal_width()) + more


def read_act(act: str | None) -> tuple[str | None, str | None]:
    """Read `TYPE` or `TYPE/mode`, in any case.

    Raises:
        click.UsageError: If there is no such type or mode; the message lists those that exist.
    """
    from chancery.errors import QueryError  # noqa: PLC0415 - imported on use
    from chancery.views.asked import read_act as read  # noqa: PLC0415

    try:
        return read(act)
    except QueryError as error:
        message = f"{error.message} {error.remedy}"
        raise click.UsageError(message) from error
