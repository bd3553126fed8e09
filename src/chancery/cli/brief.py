"""`chancery brief`: a briefing note, with numbered sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import EdtfType, make_help, record_option

if TYPE_CHECKING:
    from chancery.model.dates import Edtf
    from chancery.record.address import Place
    from chancery.views.brief import Brief

SUFFIXES: Final = (".md", ".docx", ".pdf")

HELP: Final = make_help(
    """Write a briefing note: chronology, offices, open pledges, words, and where reports differ, each line with the
    numbers of its sources.

    One STATE gives all that it takes part in, several what lies between them. Nothing is made up: what
    happened is said in the words of its code, and under it stands the sentence of a report. The suffix of --output
    says the format: .md, .docx or .pdf.""",
    "chancery brief KGZ RUS                               as Markdown, on the terminal",
    "chancery brief KGZ RUS --output brief.docx           as a Word document",
    "chancery brief Kyrgyzstan --since 2020 --output b.pdf  as a PDF, from a year on",
)


@click.command("brief", help=HELP, short_help="Write a briefing note.")
@click.argument("states", metavar="STATE...", nargs=-1, required=True)
@click.option("--since", type=EdtfType(), metavar="DATE", help="Nothing that ended before: 2020, 2020-10, 2020-10-23.")
@click.option("--until", type=EdtfType(), metavar="DATE", help="Nothing that began after.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="A .md, .docx or .pdf file.")
@record_option
def command(
    *, states: tuple[str, ...], since: Edtf | None, until: Edtf | None, output: Path | None, record_path: Place
) -> None:
    """Write a briefing note."""
    from chancery.cli.output import write_bytes, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.brief import make_brief, render_markdown  # noqa: PLC0415
    from chancery.views.lookup import find_state  # noqa: PLC0415

    suffix = output.suffix.lower() if output is not None else ".md"
    if suffix not in SUFFIXES:
        message = f"A brief is a .md, .docx or .pdf file, not {suffix or 'a file without a suffix'}."
        raise click.UsageError(message)
    with Record.open(record_path, readonly=True) as record, record.snapshot():
        codes = list(dict.fromkeys(find_state(state, record) for state in states))
        brief = make_brief(record, codes, since=since, until=until)
    if output is None:
        write_text(render_markdown(brief))
        return
    write_bytes(output, _render(brief, suffix))
    click.echo(f"Wrote {output}.", err=True)


def _render(brief: Brief, suffix: str) -> bytes:
    from chancery.views.brief import render_markdown  # noqa: PLC0415
    from chancery.views.brief_files import render_docx, render_pdf  # noqa: PLC0415

    if suffix == ".md":
        return render_markdown(brief).encode("utf-8", "backslashreplace")
    return render_docx(brief) if suffix == ".docx" else render_pdf(brief)
