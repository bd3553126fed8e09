"""`chancery serve`: the record in a browser, and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Serve the record to a browser and to programs on this machine.

    Open the address that it prints. The pages show the chronicle with its timeline, each event with the accounts of
    all reports side by side, people, states and their relations, pledges, quotations and sources; reports can be added
    in the browser too. They load nothing from elsewhere and read well without JavaScript. Programs find the same under
    /api/v1, described at /api/v1/openapi.json.

    Only this machine can reach it, unless several people shall: --auth asks who it is, with the accounts that
    `chancery accounts` keeps, and is needed on any address that others reach. Other commands may read and write the
    record meanwhile; the pages show it as it is. Ctrl-C stops it.""",
    "chancery serve                          chancery.db, at http://127.0.0.1:8000",
    "chancery serve --record my.db --port 0  another record, at any free port",
    "chancery serve --auth --host 0.0.0.0 --name records.example.org --behind-proxy",
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
@click.option("--auth", is_flag=True, help="Ask who it is; see `chancery accounts`.")
@click.option(
    "--accounts",
    "accounts_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of accounts; else the one beside the record. Implies --auth.",
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name that browsers reach it under; repeatable.")
@click.option(
    "--behind-proxy", is_flag=True, help="A proxy before it, on this machine, speaks https and says who asks."
)
def command(
    *,
    record_path: Place,
    host: str,
    port: int,
    allow_private: bool,
    auth: bool,
    accounts_file: Path | None,
    names: tuple[str, ...],
    behind_proxy: bool,
) -> None:
    """Serve the record to browsers and programs."""
    from chancery.web.accounts import Accounts, accounts_path  # noqa: PLC0415 - imported on use
    from chancery.web.app import bring_up_to_date, make_app, warm_up  # noqa: PLC0415 - imported on use
    from chancery.web.serving import open_socket, run  # noqa: PLC0415
    from chancery.web.settings import Settings, check_host, host_names, is_own  # noqa: PLC0415

    accounts = (accounts_file or accounts_path(record_path)) if auth or accounts_file else None
    if accounts is None:
        check_host(host)
    else:
        Accounts(accounts).listed()  # tells at once what is wrong with the file
    settings = Settings(
        record=record_path,
        hosts=host_names(host) | {name.lower() for name in names},
        allow_private=allow_private,
        accounts=accounts,
        https=behind_proxy,
        any_address=not is_own(host),
    )
    bring_up_to_date(settings)
    listening = open_socket(host, port)
    app = make_app(settings)
    warm_up(app)
    where = f"[{host.strip('[]')}]" if ":" in host else host
    told = f"Serving {record_path} at http://{where}:{listening.getsockname()[1]}/ (Ctrl-C stops it)"
    if not (is_own(host) or behind_proxy):
        click.echo("Passwords and pages travel unencrypted: put a proxy that speaks https before it.", err=True)
    run(app, listening, proxied=behind_proxy, ready=lambda: click.echo(told))
    click.echo("Stopped.")
