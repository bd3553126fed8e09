"""Writes the pages of `docs/reference` from the program itself, so that they cannot say otherwise.

python docs/generate.py           writes them
python docs/generate.py --check   fails if one is stale
"""

# ruff: noqa: INP001 - a program, no part of a package
from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click

from chancery import errors
from chancery.cli import conllu
from chancery.cli.exits import MEANINGS, exit_for
from chancery.cli.main import COMMANDS, DEBUG_VARIABLE
from chancery.cli.main import chancery as group
from chancery.pipeline import code_report, conclude_again
from chancery.reading.report import parse_report
from chancery.record.store import Record
from chancery.views.exports.columns import TABLES
from chancery.views.exports.formats import FORMATS, Format
from chancery.views.exports.material import Material
from chancery.views.published import SCHEMA_VERSION, schema

FOLDER: Final = Path(__file__).parent / "reference"
WIDTH: Final = 100
_MARK: Final = "<!-- Written by docs/generate.py; change what it is written from. -->"
_GROUP: Final = re.compile(r"── (\w+) {2,}(.+?) \(((?:C\d\dx(?:, )?)+)\)$", re.MULTILINE)
_PATTERN_SHOWN: Final = 60


def errors_page() -> str:
    """List the error codes by kind, each with what it means and the exit code that it leads to."""
    lines = [
        "# Error codes",
        "",
        "Every error has a code, says what is wrong, and what to do:",
        "`[C010] report.txt does not exist. Check the path.`",
        "A code never changes its meaning. Errors of one input are listed in the summary of `chancery read`; the other",
        "inputs go on. Any other error ends the command with one line on stderr.",
        "",
        f"What is no error of this list is a fault of the program: `{DEBUG_VARIABLE}=1` shows its traceback.",
    ]
    for name, what, ranges in _GROUP.findall(errors.__doc__ or ""):
        prefixes = tuple(ranges.replace("x", "").split(", "))
        codes = {code: meaning for code, meaning in errors.CODES.items() if code.startswith(prefixes)}
        kind: type[errors.ChanceryError] = getattr(errors, name)
        ends = exit_for(kind(next(iter(codes)), "", ""))
        lines += ["", f"## {name}: {what} ({ranges})", ""]
        if kind is errors.InputError:
            lines += [
                "`chancery read` skips the input and ends with 3; C019 alone, a file of another kind, ends with 0.",
                "",
            ]
        else:
            lines += [f"Ends a command with {ends.value}: {MEANINGS[ends]}.", ""]
        lines += ["| code | meaning |", "|---|---|", *(f"| {code} | {meaning} |" for code, meaning in codes.items())]
    return _page(lines)


def exit_codes_page() -> str:
    """List the exit codes."""
    lines = [
        "# Exit codes",
        "",
        "The same for every command.",
        "",
        "| code | meaning |",
        "|---|---|",
        *(f"| {code.value} | {meaning} |" for code, meaning in MEANINGS.items()),
    ]
    return _page(lines)


def commands_page() -> str:
    """Show the help of the program and of each command."""
    lines = [
        "# Commands",
        "",
        "What `chancery --help` and `chancery COMMAND --help` say.",
        "",
        *_help(group, "chancery"),
    ]
    for name in COMMANDS:
        lines += [
            "",
            f"## chancery {name}",
            "",
            *_help(import_module(f"chancery.cli.{name}").command, f"chancery {name}"),
        ]
    return _page(lines)


def _help(command: click.Command, name: str) -> list[str]:
    names = ["-h", "--help"]
    with click.Context(
        command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=names
    ) as context:
        return ["```text", *(line.rstrip() for line in command.get_help(context).splitlines()), "```"]


def schema_page() -> str:
    """Tell the fields of an export, object by object."""
    published = schema()
    lines = [
        f"# The export: schema {SCHEMA_VERSION}",
        "",
        published["description"],
        "",
        f"The schema itself is `src/chancery/views/schema/record-{SCHEMA_VERSION}.schema.json` (JSON Schema 2020-12);",
        "the package holds it, and `chancery export` checks what it writes against it. Every field is always there;",
        "null and an empty list mean that nothing is known.",
        "",
        *_fields("The whole", published),
    ]
    for name, definition in published["$defs"].items():
        if definition.get("type") == "object":
            lines += ["", *_fields(name.capitalize(), definition)]
        else:
            lines += ["", f"## {name.capitalize()}", "", definition["description"]]
    return _page(lines)


_REST_HEAD: Final = """\
`chancery serve` answers programs under `/api/v1`. The OpenAPI 3.1 document at `/api/v1/openapi.json` says all; `/api`
shows it as a page. Entries have the shape that an export has (`schema.md`); dates are EDTF level 1, offsets are
Unicode characters of a report's clean text. `state` and `person` may be repeated, and all must hold; `outlet`
likewise, and any of them does."""

_REST_FOOT: Final = """\
Lists come in windows: `{"items": [...], "next": ..., "total": ...}`. Give `next` as `after`; it is null at the end.
`limit` is 1 to 200.

```console
$ curl -s 'http://127.0.0.1:8000/api/v1/events?state=KGZ&state=RUS&from=2020-10&to=2020-10&limit=2'
$ curl -s 'http://127.0.0.1:8000/api/v1/who?office=foreign%20minister&of=KGZ&on=2020-10-23'
$ curl -s -H 'Content-Type: application/json' -d '{"text": "..."}' http://127.0.0.1:8000/api/v1/reports
```

Answers carry an `ETag` that is a hash of the answer: the same in every run, another once the record says something
else. Ask with `If-None-Match` and get `304`. A request that cannot be answered gets a problem document (RFC 9457)
with Chancery's code:

```json
{"type": "about:blank", "title": "Not Found", "status": 404, "code": "C050",
 "detail": "The record has no event e-1.", "remedy": "It may have been taken up in another entry."}
```

| status | when |
|---|---|
| 400, 422 | the question does not fit its description, or cannot be |
| 403, 421 | from another site's page; under a name that is not the server's (C102) |
| 404 | there is none |
| 409 | a name fits several entries |
| 413 | more than 100 MB, or 20 additions wait already (C103) |
| 503 | the record cannot be read now (C02x) |

`outlet` finds reprints too: an event that an outlet prints in another's report counts as told there. `search` counts
all, and brings the best `limit` of each kind."""


def rest_page() -> str:
    """List what programs may ask of `chancery serve`, as its own description tells."""
    from chancery.web.app import make_app  # noqa: PLC0415 - the other pages need no server
    from chancery.web.pages.programs import read_operations  # noqa: PLC0415
    from chancery.web.settings import Settings  # noqa: PLC0415

    described = make_app(Settings(record=Path("chancery.db"))).state.api.openapi()
    lines = ["# REST", "", *_REST_HEAD.split("\n"), "", "| asks for | gives | with |", "|---|---|---|"]
    for operation in read_operations(described):
        values = ", ".join(f"`{name}`" for name, where, _ in operation.values if where == "query")
        asks = f"`{operation.method} {operation.path.removeprefix('/api/v1')}`"
        lines.append(f"| {asks} | {operation.description} | {values} |")
    return _page([*lines, "", *_REST_FOOT.split("\n")])


def _fields(title: str, definition: dict[str, Any]) -> Iterator[str]:
    yield from [f"## {title}", ""]
    if "$schema" not in definition:
        yield from [definition["description"], ""]
    yield from ["| field | type | meaning |", "|---|---|---|"]
    for name, field in definition["properties"].items():
        yield f"| `{name}` | {_type(field)} | {_meaning(field)} |"
        for inner, part in field.get("items", {}).get("properties", {}).items():
            yield f"| `{name}[].{inner}` | {_type(part)} | {_meaning(part)} |"


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    types = field.get("type", "any")
    if types == "array":
        return f"list of {_type(field['items'])}"
    return " or ".join([types] if isinstance(types, str) else types)


def _meaning(field: dict[str, Any]) -> str:
    parts = [field.get("description", "")]
    values = [value for value in field.get("enum", ()) if value is not None]
    if values:
        parts.append("One of " + ", ".join(f"`{value}`" for value in values) + ".")
    pattern = field.get("pattern", "")
    if pattern and len(pattern) <= _PATTERN_SHOWN:
        parts.append(f"Like `{pattern}`.")
    if field.get("minItems"):
        parts.append(f"At least {field['minItems']}.")
    return " ".join(part for part in parts if part).replace("|", "\\|")


def _page(lines: list[str]) -> str:
    return "\n".join([lines[0], "", _MARK, *lines[1:]]) + "\n"


EXAMPLE: Final = ("n02-shringla-readout.txt", "n03-commission-agency.txt")  # of the bundled reports on India and Nepal
_SHOWN_LINES: Final = 8
_SHOWN_WIDTH: Final = 160


def exports_page() -> str:
    """Tell each format of `chancery export`: what it is, what it loses, and its beginning for two bundled reports."""
    lines = [
        "# Export formats",
        "",
        "`chancery export --format NAME --output PATH`; which to take, and how to read it: `docs/how-to/export.md`.",
        "",
        "Every entry of every format names who published it, its address and its language, whether a person has",
        "reviewed it, and its pins: `document:start-end`, in Unicode characters of that document's clean text, with",
        "the words there. Words are cut after 200 characters without `--text full`; texts of reports are in none then,",
        "except `json`, whose schema has them, and `conllu`. An address that does not lead to a web page is left out.",
        "",
        "The examples are the first lines of two bundled reports, "
        + " and ".join(f"`examples/india-nepal/{name}`" for name in EXAMPLE)
        + ", long lines cut.",
        "",
        "| format | what it is | output |",
        "|---|---|---|",
    ]
    for shape in FORMATS.values():
        form = "folder" if shape.is_folder else f"`{shape.suffix}`"
        lines.append(f"| [`{shape.name}`](#{shape.name}) | {shape.words} | {form} |")
    with TemporaryDirectory() as folder, _example(Path(folder)) as record:
        for shape in FORMATS.values():
            lines += ["", f"## {shape.name}", "", f"{shape.words[:1].upper()}{shape.words[1:]}.", ""]
            lines += [f"Not in it: {shape.loses}", ""]
            lines += _shown(shape, record, Path(folder))
    return _page([*lines, "", "## The columns of csv and parquet", "", *_columns()])


def _example(folder: Path) -> Record:
    record = Record.open(folder / "example.db", create=True)
    for name in EXAMPLE:
        path = Path(__file__).parents[1] / "examples" / "india-nepal" / name
        report = parse_report(path.read_bytes(), path=f"examples/india-nepal/{name}")
        record.add(report, code_report(report))
    conclude_again(record)
    return record


def _shown(shape: Format, record: Record, folder: Path) -> Iterator[str]:
    with record.snapshot():
        material = Material(record)
        if shape.name == "parquet":
            yield "The tables of [`csv`](#csv), with types; the meaning of each column is in its field's metadata."
            return
        if not shape.is_folder:
            pieces = shape.lines(material) if shape.writer else conllu.write(material)
            yield from _block("".join(pieces))
            return
        (folder / shape.name).mkdir()
        shape.fill(material, folder / shape.name)
        for path in sorted((folder / shape.name).iterdir()):
            text = path.read_text(encoding="utf-8")
            if path.name in {"dictionary.csv", "questions.csv"} or text.count("\n") < 1:
                continue
            yield from (f"`{path.name}`:", "", *_block(text, lines=3), "")


def _block(text: str, *, lines: int = _SHOWN_LINES) -> Iterator[str]:
    shown = text.splitlines()
    if not shown:
        yield "Nothing in these two reports."
        return
    cut = (line if len(line) <= _SHOWN_WIDTH else f"{line[:_SHOWN_WIDTH]}…" for line in shown[:lines])
    more = [f"… and {len(shown) - lines:,} more lines"] if len(shown) > lines else []
    yield from ("```text", *(line.rstrip() for line in cut), *more, "```")


def _columns() -> Iterator[str]:
    for table, columns in TABLES.items():
        yield from (f"### {table}", "", "| column | type | meaning |", "|---|---|---|")
        yield from (f"| `{column.name}` | {column.kind.value} | {column.meaning} |" for column in columns)
        yield ""


PAGES: Final[dict[str, Callable[[], str]]] = {
    "commands.md": commands_page,
    "errors.md": errors_page,
    "exit-codes.md": exit_codes_page,
    "exports.md": exports_page,
    "rest.md": rest_page,
    "schema.md": schema_page,
}
"""File name -> what writes its text."""


def stale() -> list[str]:
    """Return the names of the pages that are not what they would be now."""
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    wanted = {name: write() for name, write in PAGES.items()}
    return sorted(name for name in {*written, *wanted} if written.get(name) != wanted.get(name))


def main() -> None:
    """Write the pages, or with `--check` tell which are stale."""
    if "--check" in sys.argv[1:]:
        names = stale()
        sys.exit(f"Stale: {', '.join(names)}. Run `make docs`." if names else 0)
    FOLDER.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
