"""`chancery compare`: the accounts of one event side by side, or how two outlets tell the same events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import as_of_option, json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.model.events import Event
    from chancery.record.address import Place
    from chancery.record.store import Record
    from chancery.views.sources import Source

HELP: Final = make_help(
    """Put the accounts of one event side by side, or sum up how two outlets tell the same events.

    EVENT is the id of an event, or how it begins. For each facet (date, place, actors, rank of a visit, status,
    topics, figures, words) the table says whether the reports agree, differ, or only one tells it, each version with
    its sentence. With --outlets, events that both outlets tell are counted by facet; the two that differ most are
    shown.""",
    "chancery compare e-3f2a91c0                         the accounts of one event",
    "chancery compare e-3f2a91c0 --json                  for other programs",
    "chancery compare --outlets 'Volga News' 'Dispatch'  two outlets",
)


@click.command("compare", help=HELP, short_help="Put the accounts of one event side by side.")
@click.argument("event", metavar="[EVENT]", required=False)
@click.option("--outlets", nargs=2, metavar="A B", help="Compare two outlets by name, or by how their names begin.")
@record_option
@as_of_option
@json_option
def command(
    *, event: str | None, outlets: tuple[str, str] | None, record_path: Place, as_of: int | None, as_json: bool
) -> None:
    """Put accounts side by side."""
    from chancery.record.store import Record  # noqa: PLC0415 - imported on use

    if (event is None) == (outlets is None):
        either = "Give the id of an event, or --outlets A B."
        raise click.UsageError(either)
    with Record.open(record_path, readonly=True) as record, record.as_of(as_of):
        if outlets is not None:
            _show_outlets(record, outlets, as_json=as_json)
        elif event is not None:
            _show_event(record, event, as_json=as_json)


def _show_event(record: Record, name: str, *, as_json: bool) -> None:
    from chancery.cli.output import terminal_width, write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.views.compare import compare_event, export_comparison  # noqa: PLC0415
    from chancery.views.compare_text import render_comparison  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415

    event = find_event(record, name)
    names, sources = Names(record.entities()), read_sources(record)
    comparison = compare_event(event, record.quotations(), names, tuple(sources))
    if as_json:
        write_json(export_comparison(comparison))
        return
    alone = "" if len(event.tellings) > 1 else "\nOne report tells this event; there is nothing to compare it with.\n"
    write_text(render_comparison(comparison, names, sources, width=terminal_width()) + alone)


def find_event(record: Record, name: str) -> Event:
    """Return the event that a user means.

    Raises:
        QueryError: C050 if nothing, or something else than an event, has this id.
    """
    from chancery.errors import QueryError  # noqa: PLC0415 - imported on use
    from chancery.model.events import Event  # noqa: PLC0415

    kind, found = record.find(name)
    if not isinstance(found, Event):
        problem = f"{found.id} is no event, but a {kind}."
        raise QueryError("C050", problem, "Give the id of an event; `chancery timeline` lists them.")
    return found


def _show_outlets(record: Record, outlets: tuple[str, str], *, as_json: bool) -> None:
    from chancery.cli.output import terminal_width, write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.views.compare import compare_outlets, export_outlets  # noqa: PLC0415
    from chancery.views.compare_text import render_outlets  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415

    names, sources = Names(record.entities()), read_sources(record)
    outlet_of = {report: source.outlet for report, source in sources.items()}
    one, other = (_find_outlet(name, sources) for name in outlets)
    if one == other:
        same = f"Both names mean {one}."
        raise click.UsageError(same)
    compared = compare_outlets(record, one, other, outlet_of, names)
    if as_json:
        write_json(export_outlets(compared))
        return
    write_text(render_outlets(compared, names, sources, width=terminal_width()))


def _find_outlet(name: str, sources: Mapping[str, Source]) -> str:
    """Return the outlet of this name, or whose name begins so."""
    from chancery.views.lookup import unknown_name, unsure_name  # noqa: PLC0415 - imported on use

    known = sorted({source.outlet for source in sources.values()})
    folded = name.casefold()
    exact = [outlet for outlet in known if outlet.casefold() == folded]
    fits = exact or [o for o in known if o.casefold().removeprefix("the ").startswith(folded.removeprefix("the "))]
    if not fits:
        raise unknown_name(name, known[:5])
    if len(fits) > 1:
        raise unsure_name(name, ", ".join(fits))
    return fits[0]
