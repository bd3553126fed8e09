"""`chancery export`: the record for other programs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final, TextIO

import click

from chancery.cli.options import EdtfType, as_of_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.model.dates import Edtf
    from chancery.record.address import Place
    from chancery.views.exports.formats import Format
    from chancery.views.exports.material import Losses, Material

# The names and first words of `chancery.views.exports.formats.FORMATS`, which help must not import; a test compares.
FORMATS: Final = (
    "json", "plover", "polecat", "gdelt", "icews", "cameo", "csv", "parquet", "ftm", "popolo", "wikidata", "jsonld",
    "conllu", "ics", "bibtex", "csl-json",
)  # fmt: skip

HELP: Final = make_help(
    """Write the record, or a part of it, for other programs.

    \b
    json      the record itself, in the published schema, with all texts
    plover    event data as JSON lines (PLOVER 2.0 manual)
    polecat   event data with POLECAT's columns
    gdelt     event data as GDELT 2.0's tables (a folder)
    icews     event data with ICEWS's columns
    cameo     dyads of states with CAMEO codes
    csv       one table a kind, with a data dictionary (a folder)
    parquet   the same tables, with types (a folder)
    ftm       FollowTheMoney entities
    popolo    people, posts and memberships
    wikidata  positions held, as QuickStatements
    jsonld    schema.org and PROV
    conllu    the annotated text; loads the language model
    ics       a calendar of planned meetings
    bibtex    the reports as a bibliography
    csl-json  the same for Zotero

    STATE chooses as in `chancery timeline`. Rows name outlet, address and language, whether a person has reviewed
    them, and where their evidence stands, with short evidence. What a format cannot hold is counted on stderr. A file
    is written whole or not at all.""",
    "chancery export --output record.json               everything, to a file",
    "chancery export | jq '.events[0]'                  to another program",
    "chancery export --format parquet --output tables   tables for pandas, polars, DuckDB, R",
    "chancery export KGZ RUS --since 2017 --format plover --output kgz-rus.jsonl",
    "                                                   event data of two states",
    "chancery export --format ftm --losses losses.tsv --output record.ftm.jsonl",
    "                                                   and a list of what it could not hold",
)


@click.command("export", help=HELP, short_help="Write the record for other programs.")
@click.argument("states", metavar="[STATE]...", nargs=-1)
@click.option("--format", "name", type=click.Choice(FORMATS), default="json", show_default=True, help="The format.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="PATH", help="The file or folder; stdout without it."
)
@click.option("--since", type=EdtfType(), metavar="DATE", help="Nothing that ended before: 2020, 2020-10, 2020-10-23.")
@click.option("--until", type=EdtfType(), metavar="DATE", help="Nothing that began after.")
@click.option("--type", "act", metavar="TYPE[/MODE]", help="Only events of a PLOVER type, ELECT or OFFICE.")
@click.option(
    "--text",
    type=click.Choice(["short", "full"]),
    default="short",
    show_default=True,
    help="Evidence cut short and no texts of reports, or all of both.",
)
@click.option(
    "--losses",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what the format could not hold, entry by entry.",
)
@record_option
@as_of_option
def command(  # noqa: PLR0913 - one for each option
    *,
    states: tuple[str, ...],
    name: str,
    output: Path | None,
    since: Edtf | None,
    until: Edtf | None,
    act: str | None,
    text: str,
    losses: Path | None,
    record_path: Place,
    as_of: int | None,
) -> None:
    """Write the record, or a part of it, for other programs."""
    from chancery.cli.timeline import read_act  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.record.streams import Choice  # noqa: PLC0415
    from chancery.views.exports.formats import FORMATS as KNOWN  # noqa: PLC0415
    from chancery.views.exports.material import Material  # noqa: PLC0415
    from chancery.views.lookup import find_state  # noqa: PLC0415

    shape = KNOWN[name]
    if shape.is_folder and output is None:
        message = f"{name} writes a folder: name it with --output."
        raise click.UsageError(message)
    kind, mode = read_act(act)
    with Record.open(record_path, readonly=True) as record, record.as_of(as_of), _counted(losses) as lost, _no_cycles():
        codes = tuple(find_state(state, record) for state in states)
        choice = Choice(states=codes, since=since, until=until, type=kind, mode=mode)
        material = Material(record, choice, full_text=text == "full", losses=lost)
        _write(shape, material, output)


def _write(shape: Format, material: Material, output: Path | None) -> None:
    from chancery.cli.output import new_folder, write_file, write_text  # noqa: PLC0415 - imported on use

    if shape.is_folder and output is not None:
        with new_folder(output) as folder:
            shape.fill(material, folder)
        click.echo(f"Wrote {output}", err=True)
        return
    pieces = shape.lines(material) if shape.writer else _annotated(shape, material)
    if output is None:
        for piece in pieces:
            write_text(piece)
    else:
        write_file(output, pieces)
        click.echo(f"Wrote {output}", err=True)


def _annotated(shape: Format, material: Material) -> Iterator[str]:
    from chancery.cli.conllu import write  # noqa: PLC0415 - loads the language model

    yield from write(material)
    material.leave_out(shape.without)


@contextmanager
def _counted(path: Path | None) -> Iterator[Losses]:
    """Give a count of losses; at the end it is told on stderr, and its entries are in the file if one is named."""
    from chancery.cli.output import write_file  # noqa: PLC0415 - imported on use
    from chancery.views.exports.cells import tab_line  # noqa: PLC0415
    from chancery.views.exports.material import Losses  # noqa: PLC0415

    with TemporaryFile("w+", encoding="utf-8", newline="") as listed:
        listed.write(tab_line(("entry", "lost")))
        losses = Losses(sink=None if path is None else lambda entry, lost: _note(listed, entry, lost))
        yield losses
        if path is not None:
            listed.seek(0)
            write_file(path, listed)
    if losses.counts:
        click.echo("Not in this format: " + "; ".join(losses.lines()) + ".", err=True)


def _note(listed: TextIO, entry: str, lost: str) -> None:
    from chancery.views.exports.cells import tab_line  # noqa: PLC0415 - imported on use

    listed.write(tab_line((entry, lost)))


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Do without the search for cycles: an export makes none, and the search takes a fifth of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
