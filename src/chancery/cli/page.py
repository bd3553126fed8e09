"""`chancery page`: the chronicle as one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

NAME: Final = "index.html"

HELP: Final = make_help(
    """Write the chronicle as one HTML page that holds everything it needs.

    The page loads nothing from anywhere: open it in any browser, keep it, mail it, print it. It shows a drawn
    timeline, filters by state, person, act, status, outlet and words, and every entry opens to its evidence. It
    reads well without JavaScript too.""",
    "chancery page --output site                 writes site/index.html",
    "chancery page --output site --record my.db  of another record",
)


@click.command("page", help=HELP, short_help="Write the chronicle as one HTML page.")
@record_option
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The folder; made if new."
)
def command(*, record_path: Place, output: Path) -> None:
    """Write the chronicle as one HTML page."""
    from chancery.cli.output import unwritable, write_file  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.page import render_page  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        text = render_page(record)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(output, error) from error
    write_file(output / NAME, text)
    click.echo(f"Wrote {output / NAME}; open it in a browser.")
