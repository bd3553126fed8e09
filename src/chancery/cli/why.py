"""`chancery why`: which mentions were taken for one person, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Show which mentions of which reports were taken for one person, and for which reasons.

    Each report's person is shown as that report spells the name, with the sentence that names it first and why it was
    joined to the others. Pairs that may be one person, but could not be decided, follow as open questions.
    `chancery decide split ID REPORT` takes apart what was joined wrongly, `chancery decide apart ID ID` keeps two
    people apart for good, and `chancery decide undo N` takes a decision back.""",
    "chancery why 'Sooronbai Jeenbekov'    a person by any spelling",
    "chancery why sooronbai-jeenbekov      by id",
    "chancery why 'Ri Yong-ho' --json      for other programs",
)


@click.command("why", help=HELP, short_help="Show why mentions were taken for one person.")
@click.argument("name", metavar="ENTITY")
@record_option
@json_option
def command(*, name: str, record_path: Place, as_json: bool) -> None:
    """Show which mentions were taken for one person, and why."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.dossier import export_question, export_sighted, find_entity, render_why  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        entity = find_entity(record, name)
        sighted, questions = record.sighted(entity.id), record.questions(entity.id)
        if as_json:
            joined, asked = map(export_sighted, sighted), map(export_question, questions)
            write_json({"entity": entity.id, "joined": list(joined), "questions": list(asked)})
            return
        write_text(render_why(entity, sighted, questions, Names(record.entities()), read_sources(record)))
