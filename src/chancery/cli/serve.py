"""`chancery serve`: the record in a browser, and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from chancery.cli.options import make_help, record_option

HELP: Final = make_help(
    """Serve the record to a browser and to programs on this machine.

    Open the address that it prints. The pages show the chronicle with its timeline, each event with the accounts of
    all reports side by side, people, states and their relations, pledges, quotations and sources; reports can be added
    in the browser too. They load nothing from elsewhere and read well without JavaScript. Programs find the same under
    /api/v1, described at /api/v1/openapi.json.

    Only this machine can reach it: any other address than one of its own is refused. Other commands may read and
    write the record meanwhile; the pages show it as it is. Ctrl-C stops it.""",
    "chancery serve                          chancery.db, at http://127.0.0.1:8000",
    "chancery serve --record my.db --port 0  another record, at any free port",
)


@click.command("serve", help=HELP, short_help="Serve the record to browsers and programs.")
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="An address of this machine.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="PORT", help="0 for any free one."
)
@click.option(
    "--allow-private", is_flag=True, help="Let pages fetch addresses of this machine and of private networks too."
)
def command(*, record_path: Path, host: str, port: int, allow_private: bool) -> None:
    """Serve the record to browsers and programs."""
    from chancery.web.app import bring_up_to_date, make_app, warm_up  # noqa: PLC0415 - imported on use
    from chancery.web.serving import open_socket, run  # noqa: PLC0415
    from chancery.web.settings import Settings, check_host, host_names  # noqa: PLC0415

    check_host(host)
    settings = Settings(record=record_path, hosts=host_names(host), allow_private=allow_private)
    bring_up_to_date(settings)
    listening = open_socket(host, port)
    app = make_app(settings)
    warm_up(app)
    where = f"[{host.strip('[]')}]" if ":" in host else host
    click.echo(f"Serving {record_path} at http://{where}:{listening.getsockname()[1]}/ (Ctrl-C stops it)")
    run(app, listening)
    click.echo("Stopped.")
