"""`chancery code`: what a sentence is coded as, and why; a file of sentences as PLOVER records."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.exits import Exit
from chancery.cli.options import EdtfType, make_help

if TYPE_CHECKING:
    from chancery.coding import Asked, Text
    from chancery.errors import InputError
    from chancery.model.dates import Edtf

HELP: Final = make_help(
    """Print which events a sentence tells of, and why: the codebook's word, who stands in which role, the words that
    decide whether it happened, the day, the place, what it is about, and PLOVER's category and score. What was
    looked at and not coded follows, with the reason. Where the codebook has no word for what one party did to
    another, a learned classifier is asked, and the event says so with its probability; beside the codebook's own events
    its opinion is shown and decides nothing.

    With --actor, and --recipient where there is one, say which of PLOVER's 16 types that party's act is: codebook and
    classifier are weighed together, and what speaks for the answer is shown, with the likeliest other types.

    With --file, read a sentence a line, or a JSON object a line with `text` and, if you like, `id` and `date`, and
    write a PLOVER 2.0 record a line. An object with `actor` and, if there is one, `recipient`, in the sentence's own
    words, gives one line with the type of that act. A line that cannot be read is skipped and named on standard
    error.""",
    "chancery code 'Norway will send tents to Chad tomorrow.' --date 2021-02-24",
    "chancery code 'Norway sent tents to Chad.' --actor Norway --recipient Chad",
    "chancery code --json 'Malta accused Italy of suspending aid.'",
    "chancery code --file sentences.txt > events.jsonl",
    "chancery code --file - --date 2021-02-24 < stories.jsonl > events.jsonl",
)

LONGEST: Final = 20_000  # characters of one line; a sentence has some 150
_EACH: Final = 500  # lines between two signs of progress


@click.command("code", help=HELP, short_help="Show how a sentence is coded, and why.")
@click.argument("sentence", required=False)
@click.option("--date", type=EdtfType(), metavar="DATE", help='The day it was written, for "today" and weekdays.')
@click.option("--file", "path", metavar="FILE", help="A sentence or a JSON object a line; - reads standard input.")
@click.option("--actor", metavar="WORDS", help="Only say what this party of the sentence did.")
@click.option("--recipient", metavar="WORDS", help="The party to which it was done, with --actor.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sentence: str | None,
    date: Edtf | None,
    path: str | None,
    actor: str | None,
    recipient: str | None,
    as_json: bool,
) -> None:
    """Code a sentence, or a file of them."""
    if (sentence is None) == (path is None) or (recipient is not None and actor is None):
        fault = "Give a sentence, or --file FILE; --recipient goes with --actor."
        raise click.UsageError(fault)
    if path is not None and actor is not None:
        fault = "Give --actor with a sentence; in a file each line names its own parties."
        raise click.UsageError(fault)
    if path is not None:
        _code_file(ctx, path, date)
        return
    if actor is not None:
        from chancery.cli.two_parties import print_pair  # noqa: PLC0415 - imported on use

        print_pair((sentence or "")[:LONGEST], actor, recipient, as_json=as_json)
        return
    from chancery.cli.explained import shown_as_json, shown_as_text  # noqa: PLC0415 - imported on use
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415
    from chancery.coding import Text, explain  # noqa: PLC0415

    explained = explain(Text(id=None, text=(sentence or "")[:LONGEST], date=date))
    if as_json:
        write_json(shown_as_json(explained))
    else:
        write_text(shown_as_text(explained))


# ---- a file of sentences ------------------------------------------------------------


def _code_file(ctx: click.Context, path: str, date: Edtf | None) -> None:
    """Write what each line gives, as the lines come: PLOVER records, or the type of an act between given parties."""
    skipped: list[str] = []
    lines = events = 0
    with _opened(path) as stream:
        told = groupby(_texts(stream, date, skipped), key=lambda one: one[1].__class__.__name__)
        for kind, group in told:
            write = _write_pairs if kind == "Asked" else _write_records
            for written in write(group, skipped):
                lines += 1
                events += written
                if lines % _EACH == 0 and sys.stderr.isatty():
                    click.echo(f"{lines:,} lines, {events:,} events", err=True)
    click.echo(f"{lines:,} lines, {events:,} events, {len(skipped):,} lines skipped", err=True)
    if skipped:
        ctx.exit(Exit.SKIPPED)


def _write_records(texts: Iterable[tuple[int, Any]], _skipped: list[str]) -> Iterator[int]:
    from chancery.cli.explained import plover_rows  # noqa: PLC0415 - imported on use
    from chancery.cli.output import write_text  # noqa: PLC0415
    from chancery.coding import code_texts  # noqa: PLC0415

    for coded in code_texts(text for _, text in texts):
        rows = list(plover_rows(coded))
        for row in rows:
            write_text(json.dumps(row, ensure_ascii=False) + "\n")
        yield len(rows)


def _write_pairs(asked: Iterable[tuple[int, Any]], skipped: list[str]) -> Iterator[int]:
    from chancery.cli.two_parties import write_pairs  # noqa: PLC0415 - imported on use

    for written in write_pairs(asked, skipped):
        if written:
            yield 1


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    from chancery.errors import InputError  # noqa: PLC0415 - imported on use

    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; only opening it may fail so
    except FileNotFoundError as error:
        raise InputError("C010", f"{path} does not exist.", "Name a file, or - for standard input.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            "C013", f"{path} cannot be opened: {reason}.", "Name a file, or - for standard input."
        ) from error
    with stream:
        yield stream


def _texts(
    stream: Any,  # noqa: ANN401 - any binary file
    date: Edtf | None,
    skipped: list[str],
) -> Iterator[tuple[int, Text | Asked]]:
    """Yield the texts of a file by their lines; what is none is told on standard error and passed over."""
    from chancery.cli.output import one_line  # noqa: PLC0415 - imported on use
    from chancery.errors import InputError  # noqa: PLC0415

    number = 0
    while line := stream.readline(8 * LONGEST):
        number += 1
        whole = line.endswith(b"\n") or len(line) < 8 * LONGEST
        while not whole and (rest := stream.readline(8 * LONGEST)):
            whole = rest.endswith(b"\n")
            line = line[: 8 * LONGEST] + b" "
        try:
            text = _text(line, number, date)
        except InputError as error:
            skipped.append(error.code)
            click.echo(f"chancery: {one_line(str(error))}", err=True)
            continue
        if text is not None:
            yield number, text


def _text(line: bytes, number: int, date: Edtf | None) -> Text | Asked | None:
    from chancery.coding import Text  # noqa: PLC0415 - imported on use

    if b"\0" in line:
        raise _bad("C012", number, "holds binary data", "Give plain text in UTF-8.")
    try:
        said = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError as error:
        raise _bad("C012", number, "is not UTF-8", "Convert the file to UTF-8.") from error
    if len(said) > LONGEST:
        raise _bad("C014", number, f"is longer than {LONGEST:,} characters", "Put one sentence on a line.")
    if not said:
        return None
    if said.startswith("{"):
        return _from_json(said, number, date)
    return Text(id=str(number), text=said, date=date)


def _from_json(said: str, number: int, date: Edtf | None) -> Text | Asked:
    from chancery.coding import Asked, Text  # noqa: PLC0415 - imported on use
    from chancery.errors import UnsupportedFact  # noqa: PLC0415
    from chancery.model.dates import Edtf  # noqa: PLC0415

    try:
        told = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise _bad("C067", number, "is no JSON object", "Give an object with a `text`.") from error
    text = told.get("text") if isinstance(told, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise _bad("C067", number, "has no `text`", "Give an object with a `text`.")
    stated = told.get("date")
    try:
        day = Edtf.parse(stated) if isinstance(stated, str) and stated.strip() else date
    except UnsupportedFact as error:
        raise _bad("C032", number, "has a date that is not EDTF", "Write it like 2021-02-24.") from error
    name = told.get("id")
    plain = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
    found = Text(id=str(name) if isinstance(name, (str, int)) else str(number), text=plain, date=day)
    if not isinstance(told.get("actor"), str):
        return found
    recipient = told.get("recipient")
    return Asked(found, told["actor"], recipient if isinstance(recipient, str) else None)


def _bad(code: str, number: int, fault: str, remedy: str) -> InputError:
    from chancery.errors import InputError  # noqa: PLC0415 - imported on use

    return InputError(code, f"Line {number} {fault}.", remedy)
