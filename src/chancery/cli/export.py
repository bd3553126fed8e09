"""`chancery export`: the record for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from chancery.cli.options import as_of_option, make_help, record_option

HELP: Final = make_help(
    """Write the whole record as JSON, in the published schema.

    The export holds the clean text of every report, so that each quote can be checked at its place. It is written
    whole or not at all.""",
    "chancery export --output record.json   to a file",
    "chancery export | jq '.events[0]'      to another program",
)


@click.command("export", help=HELP, short_help="Write the record as JSON.")
@record_option
@as_of_option
@click.option("--format", "kind", type=click.Choice(["json"]), default="json", show_default=True, help="The format.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="The file; stdout without it.")
def command(*, record_path: Path, as_of: int | None, kind: str, output: Path | None) -> None:  # noqa: ARG001 - one format so far
    """Write the record as JSON."""
    from chancery.cli.output import write_file, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.json_export import export_json, render_json, validate  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.as_of(as_of):
        exported = export_json(record)
    validate(exported)
    pieces = render_json(exported)
    if output is None:
        for piece in pieces:
            write_text(piece)
    else:
        write_file(output, pieces)
        click.echo(f"Wrote {output}", err=True)
