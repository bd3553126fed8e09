"""`chancery precedents`: when such a thing was done before, by holders of the same position."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Show when such a thing was done before, by the holders of the same position, and what reports claim about it.

    WHAT is the id of an event, or a kind of happening: visit, trip, journey, talks, meeting, summit, call; before it
    "first", "foreign", and the rank of a visit; after it "to" and a state. A first is what a report calls so, else the
    earliest that the record knows of a holder. What a report says of custom is shown as its claim, not as a fact.""",
    "chancery precedents e-3f2a91c0                           what came before an event",
    "chancery precedents 'first foreign visit' --state KGZ    of each president, each minister",
    "chancery precedents 'state visit to Russia' --state KGZ  of one rank, to one host",
    "chancery precedents 'first foreign visit' --state KGZ --office president",
)


@click.command("precedents", help=HELP, short_help="Show when such a thing was done before.")
@click.argument("what", metavar="WHAT")
@click.option("--state", metavar="STATE", help="Whose office-holders: code, name, adjective or capital.")
@click.option("--office", metavar="POSITION", help="Of one position only, in any usual wording.")
@record_option
@json_option
def command(*, what: str, state: str | None, office: str | None, record_path: Place, as_json: bool) -> None:
    """Show when such a thing was done before."""
    from chancery.cli.compare import find_event  # noqa: PLC0415 - imported on use
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views import precedents as view  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.lookup import find_state  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415
    from chancery.views.who import read_office  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        events, occupancies = record.events(), record.occupancies()
        claims = view.read_claims(record.inputs())
        if state is None:
            event = find_event(record, what)
            found = view.precedents_of(event, events, occupancies, claims)
            about = view.claims_about(claims, (event, *(one.event for one in found)))
        else:
            kind = view.read_kind(what)
            kind = kind if kind.host is None else replace(kind, host=find_state(kind.host, record))
            found = view.find_precedents(kind, events, occupancies, claims, find_state(state, record))
            about = view.claims_about(claims, (one.event for one in found))
        wanted = read_office(office) if office else None
        found = tuple(one for one in found if wanted in {None, one.office})
        if as_json:
            write_json(view.export_precedents(found, about))
            return
        first = state is not None and kind.first
        shown = view.render_precedents(found, about, Names(record.entities()), read_sources(record), first=first)
        write_text(shown if found or about else "The record knows no precedent.\n")
