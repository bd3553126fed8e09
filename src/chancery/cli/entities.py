"""`chancery entities`: the people, states, organisations and places of a record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place
    from chancery.record.store import Record

KINDS: Final = ("person", "state", "organisation", "place")
HELP: Final = make_help(
    """List the people, states, organisations and places of a record, each once, however spelled.

    A line gives kind, name, state, how many offices, events, words and pledges name it, other spellings and id; those
    named most come first. `chancery why ID` tells why mentions were taken for one person.""",
    "chancery entities                               everything",
    "chancery entities --kind person --state KGZ     the people of one state",
    "chancery entities --kind person --limit 20      those named most",
    "chancery entities --json                        for other programs",
)


@click.command("entities", help=HELP, short_help="List people, states, organisations and places.")
@click.option("--kind", type=click.Choice(KINDS), help="Of one kind only.")
@click.option("--state", metavar="STATE", help="Of one state only: code, name, adjective or capital.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Show the first N only.")
@record_option
@json_option
def command(*, kind: str | None, state: str | None, limit: int | None, record_path: Place, as_json: bool) -> None:
    """List the people, states, organisations and places of a record."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.dossier import render_entities  # noqa: PLC0415
    from chancery.views.json_export import export_json  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.lookup import find_state  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        of = find_state(state, record) if state else None
        told = count_entries(record)
        every = record.entities()
        chosen = [e for e in every if kind in {None, e.kind.value} and of in {None, e.country}]
        shown = sorted(chosen, key=lambda e: (-told[e.id], e.id))[:limit]
        if as_json:
            exported = {item["id"]: item for item in export_json(record)["entities"]}
            write_json([exported[entity.id] for entity in shown])
            return
        write_text(render_entities(shown, Names(every), told) if shown else "No entity fits.\n")


def count_entries(record: Record) -> Counter[str]:
    """Count the offices, events, quotations and pledges that name each entity."""
    told: Counter[str] = Counter()
    for occupancy in record.occupancies():
        told.update({occupancy.holder, occupancy.post.of or ""})
    for event in record.events():
        parties = (*event.actors, *event.recipients)
        told.update({name for party in parties for name in (party.entity, party.state) if name})
    for quotation in record.quotations():
        told.update({name for name in (quotation.speaker, *quotation.also) if name})
    for pledge in record.pledges():
        told.update({name for name in (pledge.by, pledge.to, pledge.by_state, pledge.to_state) if name})
    return told
