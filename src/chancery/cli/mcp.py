"""`chancery mcp`: the record for assistants, over the Model Context Protocol."""

from __future__ import annotations

import ipaddress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Serve the record to an assistant over the Model Context Protocol.

    The assistant can search, list and compare events, ask who held a position, read dossiers and pledges, and check a
    quotation: "did X say Y?" is answered with the sentence, or with "not in the record". Every answer carries its
    evidence, and what reports say is marked as data. Nothing is changed unless --write is given; then reports
    may be added.

    Over standard input and output by default, as assistants on this machine start their servers; with --http on
    a loopback address. Needs the extra `assistants`: pip install 'chancery[assistants]'.""",
    "chancery mcp --record my.db            for an assistant that starts it itself",
    "chancery mcp --record my.db --http 8001  at http://127.0.0.1:8001/mcp",
)


@click.command("mcp", help=HELP, short_help="Serve the record to assistants.")
@record_option
@click.option("--http", "port", type=click.IntRange(1, 65535), metavar="PORT", help="Serve over HTTP on this port.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="A loopback address.")
@click.option("--write", "writable", is_flag=True, help="Let assistants add reports.")
def command(*, record_path: Place, port: int | None, host: str, writable: bool) -> None:
    """Serve the record to an assistant."""
    if find_spec("mcp") is None:
        message = "The protocol's package is not installed: pip install 'chancery[assistants]'."
        raise click.UsageError(message)
    if not _is_loopback(host):
        message = f"{host} is no loopback address; assistants are served on this machine only."
        raise click.UsageError(message)
    from chancery.assistants.server import serve_http, serve_stdio  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415

    with Record.open(record_path, create=writable):  # an error here is told before anything is served
        pass
    if port is None:
        serve_stdio(record_path, writable=writable)
        return
    click.echo(f"Serving {record_path} at http://{host}:{port}/mcp; Ctrl-C ends it.", err=True)
    serve_http(record_path, host=host, port=port, writable=writable)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
