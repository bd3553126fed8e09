"""`chancery site`: the record as a folder of pages."""

from __future__ import annotations

import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """Write the record as a folder of pages for any web server.

    The pages are those of `chancery serve`: the chronicle with its timeline, each event with the accounts of all
    reports, people, states, organisations, relations, pledges, quotations, sources and reports. They need no
    server, open from the folder too, load nothing from elsewhere, and read without JavaScript; search and filters
    need it.

    What others wrote stays theirs: pages of reports show what stands around the evidence, and the whole text only
    with --text full. The folder appears whole or not at all, and takes the place of a site written before.""",
    "chancery site --output public               then open public/index.html",
    "chancery site --output public --text full   reports in full, where you may publish them",
)


@click.command("site", help=HELP, short_help="Write the record as a folder of pages.")
@record_option
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The folder: new, empty or a site."
)
@click.option(
    "--text",
    type=click.Choice(["excerpts", "full"]),
    default="excerpts",
    show_default=True,
    help="How much of reports is shown.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
def command(*, record_path: Place, output: Path, text: str, quiet: bool) -> None:
    """Write the record as a folder of pages."""
    from chancery.web.app import bring_up_to_date  # noqa: PLC0415 - imported on use
    from chancery.web.publishing.writing import write_site  # noqa: PLC0415
    from chancery.web.settings import Settings  # noqa: PLC0415

    bring_up_to_date(Settings(record=record_path))
    with replaced_folder(output) as folder, show_pages(quiet=quiet) as progress:
        pages = write_site(record_path, folder, full=text == "full", progress=progress)
    if not quiet:
        size = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
        click.echo(f"Wrote {pages:,} pages ({size / 2**20:,.1f} MB) to {output}; open {output / 'index.html'}.")


@contextmanager
def replaced_folder(path: Path) -> Iterator[Path]:
    """Give a folder to be filled; it takes the place of nothing, of an empty folder, or of a site written before.

    Args:
        path: Where it shall lie.

    Raises:
        QueryError: If anything else is there, if the place is missing or read-only, or the disk is full.
    """
    from chancery.cli.output import unwritable  # noqa: PLC0415 - imported on use

    _check(path)
    path = path.resolve()  # "." has no name of its own
    mark = secrets.token_hex(6)
    made, old = path.with_name(f".{path.name}.{mark}.part"), path.with_name(f".{path.name}.{mark}.old")
    try:
        made.mkdir()
        yield made
        if path.exists():
            path.replace(old)
        try:
            made.replace(path)
        except OSError:
            if old.exists():
                old.replace(path)
            raise
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)


def _check(path: Path) -> None:
    """Make sure that nothing is lost where a site shall lie.

    Raises:
        QueryError: C051 if something is there that is no site of ours, or files that are not of the site.
    """
    from chancery.errors import QueryError  # noqa: PLC0415 - imported on use
    from chancery.web.publishing.writing import MANIFEST, read_manifest  # noqa: PLC0415

    told = ""
    if path.is_symlink():
        told = "it is a link"
    elif path.exists() and not path.is_dir():
        told = "a file has this name"
    elif path.exists():
        there = {
            file.relative_to(path).as_posix() for file in path.rglob("*") if not file.is_dir() or file.is_symlink()
        }
        try:
            foreign = sorted(there - set(read_manifest(path))) if there else []
            told = f"it holds {foreign[0]}, which is not of the site" if foreign else ""
        except ValueError:
            told = f"it is not empty, and no site that Chancery wrote ({MANIFEST} is missing)"
    if told:
        raise QueryError("C051", f"{path} cannot be written: {told}.", "Name another place with --output.")


@contextmanager
def show_pages(*, quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """Show a progress bar on stderr while it is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - takes longer to import than most commands to run
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("Writing"), BarColumn(), MofNCompleteColumn(), TextColumn("pages known of"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Writing", total=None)

        def advance(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
