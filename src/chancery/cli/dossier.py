"""`chancery dossier`: what the record holds on one person, state or organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Show what the record holds on one person, state or organisation: offices, visits, meetings, other acts, words,
    pledges, and the reports that tell of them.

    NAME is an id or a name. A name that the record does not hold is looked for among other spellings of it, in
    Latin, Cyrillic, Greek or Arabic letters; if several people fit, they are listed. Questions that the record leaves
    open, such as whether two people are one, are shown too.""",
    "chancery dossier 'Sergei Lavrov'          a person",
    "chancery dossier 'Sergey Lawrow'          the same, otherwise spelled",
    "chancery dossier KGZ                      a state",
    "chancery dossier sergei-lavrov --json     for other programs",
)


@click.command("dossier", help=HELP, short_help="Show all on one person, state or organisation.")
@click.argument("name", metavar="NAME")
@record_option
@json_option
def command(*, name: str, record_path: Place, as_json: bool) -> None:
    """Show what the record holds on one entity."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.dossier import export_dossier, find_entity, make_dossier, render_dossier  # noqa: PLC0415
    from chancery.views.json_export import export_json  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        dossier = make_dossier(record, find_entity(record, name))
        if as_json:
            write_json(export_dossier(dossier, export_json(record)))
            return
        write_text(render_dossier(dossier, Names(record.entities()), read_sources(record)))
