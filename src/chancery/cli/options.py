"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from chancery.cli.exits import exits_help
from chancery.model.dates import Edtf
from chancery.record.address import Place, is_address, place_of

DEFAULT_RECORD: Final = "chancery.db"
RECORD_VARIABLE: Final = "CHANCERY_RECORD"

F = TypeVar("F", bound=Callable[..., Any])


class RecordType(click.ParamType["Place"]):
    """Where a record lies: a file, or postgresql://… for a database."""

    name = "record"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:  # noqa: ANN401
        """Keep a path as it is, and read an address; what is no address ends as every unusable record does."""
        if is_address(value):
            return place_of(value)
        path: Path = click.Path(path_type=Path).convert(value, param, ctx)
        return path


def record_option(command: F) -> F:
    """Add `--record FILE`."""
    return click.option(
        "--record",
        "record_path",
        type=RecordType(),
        default=DEFAULT_RECORD,
        envvar=RECORD_VARIABLE,
        show_default=True,
        show_envvar=True,
        metavar="FILE",
        help="The record: a file, or postgresql://… for one in a database.",
    )(command)


def as_of_option(command: F) -> F:
    """Add `--as-of RUN`."""
    return click.option(
        "--as-of",
        type=click.IntRange(1),
        metavar="RUN",
        help="As the record was after this run; `chancery changes --runs` lists them.",
    )(command)


def json_option(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON, as `chancery export` does.")(command)


def make_help(what: str, *examples: str) -> str:
    """Write a help page that teaches: what a command does, how it is used, how it ends.

    Args:
        what: Paragraphs.
        examples: Command lines, each with what it does after two spaces or more.
    """
    shown = "\n".join(f"  {example}" for example in examples)
    return f"{cleandoc(what)}\n\n\b\nExamples:\n{shown}\n\n\b\nExit codes:\n{exits_help()}"


class EdtfType(click.ParamType[Edtf]):
    """A date on the command line: 2020, 2020-10, 2020-10-23 or any other EDTF level 1 string."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Edtf:  # noqa: ANN401
        """Read the date; what is none is a usage error that says how to write one."""
        from chancery.errors import UnsupportedFact  # noqa: PLC0415

        if isinstance(value, Edtf):
            return value
        try:
            return Edtf.parse(value)
        except UnsupportedFact as error:
            self.fail(f"{error.message} Write it like 2020, 2020-10 or 2020-10-23.", param, ctx)
