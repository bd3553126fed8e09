"""`chancery evaluate`: a record against a gold file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.options import DEFAULT_RECORD, RECORD_VARIABLE, RecordType, make_help
from chancery.errors import GoldError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chancery.record.address import Place

HELP: Final = make_help(
    """Score a record against a gold file: precision, recall and F1 for each kind of entry.

    GOLD is a YAML file of what a careful desk officer would enter; DOCS is the folder of the documents that it
    covers. The record to score is --record, or an export given with --export.""",
    "chancery evaluate gold.yaml reports/                       chancery.db",
    "chancery evaluate gold.yaml reports/ --export record.json  an export of any program",
    "chancery evaluate gold.yaml reports/ --misses              and what was missed",
)


@click.command("evaluate", help=HELP, short_help="Score a record against a gold file.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("docs", type=click.Path(path_type=Path))
@click.option(
    "--record",
    "record_path",
    type=RecordType(),
    envvar=RECORD_VARIABLE,
    metavar="FILE",
    help=f"The record.  [default: {DEFAULT_RECORD}]",
)
@click.option("--export", "export_path", type=click.Path(path_type=Path), metavar="FILE", help="An export instead.")
@click.option("--misses", is_flag=True, help="List what is missing or wrong.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    gold: Path,
    docs: Path,
    record_path: Place | None,
    export_path: Path | None,
    misses: bool,
    as_json: bool,
) -> None:
    """Score a record against a gold file."""
    from click.core import ParameterSource  # noqa: PLC0415 - imported on use

    from chancery.cli.output import write_json, write_text  # noqa: PLC0415
    from chancery.evaluation.gold import load_gold  # noqa: PLC0415
    from chancery.evaluation.report import evaluate, render  # noqa: PLC0415
    from chancery.evaluation.text import load_texts  # noqa: PLC0415

    if export_path and ctx.get_parameter_source("record_path") is ParameterSource.COMMANDLINE:
        message = "Give --record or --export, not both."
        raise click.UsageError(message)
    known, texts = load_gold(gold), load_texts(docs)
    exported = _read_export(export_path) if export_path else _export(record_path or Path(DEFAULT_RECORD))
    evaluation = evaluate(known, exported, texts)
    if as_json:
        listed = {"misses": [{"label": m.label, "detail": m.detail} for m in evaluation.misses]} if misses else {}
        write_json({**evaluation.figures, **listed})
    else:
        write_text(render(evaluation, misses=misses) + "\n")


def _export(record_path: Place) -> Mapping[str, Any]:
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.json_export import export_json  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        return export_json(record)


def _read_export(path: Path) -> Mapping[str, Any]:
    """Read an exported record.

    Raises:
        GoldError: If the file is missing or is no JSON object.
    """
    try:
        exported = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _no_export(path, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _no_export(path, "is not JSON in UTF-8") from error
    if not isinstance(exported, dict):
        raise _no_export(path, "is not an exported record")
    return exported


def _no_export(path: Path, why: str) -> GoldError:
    return GoldError("C043", f"{path} {why}.", "Make an export with `chancery export`.")
