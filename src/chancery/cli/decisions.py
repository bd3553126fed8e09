"""`chancery decisions`: the log of what people decided, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Show what people decided about the record, in the order of the log: who, when, why, and what became of it.

    A decision is lost when what it was about is gone, says something else by now, or cannot be told apart from
    another thing. It is applied to nothing then; look at it again, and decide anew or undo it.""",
    "chancery decisions                 the whole log",
    "chancery decisions --lost          those that no longer fit anything",
    "chancery decisions --json          for other programs",
)


@click.command("decisions", help=HELP, short_help="Show what people decided, and what became of it.")
@click.option("--lost", "only_lost", is_flag=True, help="Those that are applied to nothing.")
@record_option
@json_option
def command(*, only_lost: bool, record_path: Place, as_json: bool) -> None:
    """Show what people decided."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.model.decisions import in_force  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.decisions import export_decision, render_decisions, state_of  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        log, outcomes = record.decisions(), record.outcomes()
    held = in_force(log)
    shown = [one for one in log if not only_lost or state_of(one, held, outcomes) == "lost"]
    if as_json:
        write_json([export_decision(one, held, outcomes) for one in shown])
    elif only_lost and log and not shown:
        write_text("No decision is lost.\n")
    else:
        write_text(render_decisions(log, shown, outcomes))
