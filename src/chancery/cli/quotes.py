"""`chancery quotes`: who said what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.options import EdtfType, json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.model.dates import Edtf
    from chancery.model.quotations import Quotation
    from chancery.record.address import Place
    from chancery.record.store import Record

HELP: Final = make_help(
    """Show who said what, when, on what occasion, in the words of each report.

    Words between quotation marks are the speaker's own, as that report gives them; others are a report's paraphrase.
    Of one saying that several reports give in different words, every rendering is shown. A quotation that is a
    promise, a demand, an accusation, a refusal or thanks names the event that it is, which is one truth told from two
    sides. Words for which the text tells no day stand with the day on which they were reported. The id at the end opens
    the evidence: chancery show ID.

    --in reads a file without any record and lists every attribution in it for programs, each with its speaker, cue and
    words and their offsets: thoughts ("believes"), stances ("urged them to go", "welcomed the plan"), sources without
    a name ("officials said") included.""",
    "chancery quotes                                  everything, by date",
    "chancery quotes --by Lavrov --since 2020-10      one speaker, from a month on",
    "chancery quotes --about 'strategic partner'      words in any order",
    "chancery quotes --state KGZ --until 2018         whoever speaks for a state",
    "chancery quotes --in report.txt                  all attributions of one text",
)


@click.command("quotes", help=HELP, short_help="Show who said what.")
@click.option("--by", metavar="NAME", help="Said by this person, state or body: a name or an id.")
@click.option("--about", metavar="TEXT", help="With all these words, in any order.")
@click.option("--state", metavar="STATE", help="Said for this state, by whomever.")
@click.option("--since", type=EdtfType(), metavar="DATE", help="Not said before: 2020, 2020-10, 2020-10-23.")
@click.option("--until", type=EdtfType(), metavar="DATE", help="Not after.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Show the first N only.")
@click.option("--in", "text_path", type=click.Path(path_type=Path), metavar="FILE", help="List a file's attributions.")
@record_option
@json_option
def command(  # noqa: PLR0913 - one argument for each option of the command
    *,
    by: str | None,
    about: str | None,
    state: str | None,
    since: Edtf | None,
    until: Edtf | None,
    limit: int | None,
    text_path: Path | None,
    record_path: Place,
    as_json: bool,
) -> None:
    """Show who said what."""
    from chancery.cli.output import terminal_width, write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.json_export import export_json  # noqa: PLC0415
    from chancery.views.labels import Names, count_words  # noqa: PLC0415
    from chancery.views.quotes import in_order, render_quotes  # noqa: PLC0415

    if text_path is not None:
        write_json(_attributions(text_path))
        return
    with Record.open(record_path, readonly=True) as record, record.snapshot():
        published = {one.report: one.published for one in record.datings() if one.published is not None}
        found = in_order(_found(record, (by, about, state), since=since, until=until), published)
        shown = found[:limit]
        if as_json:
            exported = {item["id"]: item for item in export_json(record)["quotations"]}
            write_json([exported[one.id] for one in shown])
            return
        left = len(found) - len(shown)
        more = f"\n{count_words(left, 'more quotation')}; use --since, or a larger --limit.\n" if left else ""
        names = Names(record.entities())
        text = render_quotes(shown, names, published=published, width=terminal_width()) if shown else "Nothing fits.\n"
        write_text(text + more)


def _found(
    record: Record,
    asked: tuple[str | None, str | None, str | None],
    *,
    since: Edtf | None,
    until: Edtf | None,
) -> tuple[Quotation, ...]:
    """Return the quotations that meet all conditions."""
    from chancery.views.dossier import find_entity  # noqa: PLC0415
    from chancery.views.lookup import find_state  # noqa: PLC0415
    from chancery.views.quotes import about as holding  # noqa: PLC0415

    by, about, state = asked
    speaker = find_entity(record, by).id if by else None
    code = find_state(state, record) if state else None
    found = record.quotations(speaker=speaker, state=code, since=since, until=until)
    return holding(found, record, about) if about else found


def _attributions(path: Path) -> list[dict[str, Any]]:
    """Return the attributions of a file as plain values."""
    from chancery.pipeline import attributions_of  # noqa: PLC0415 - loads the language model

    report, found = attributions_of(path)
    return [
        {
            "cue": one.cue.of(report.text),
            "lemma": one.lemma,
            "thought": one.thought,
            "denied": one.denied,
            "form": one.form.value,
            "inside": one.inside,
            "speaker": one.speaker.of(report.text) if one.speaker else None,
            "content": [span.of(report.text) for span in one.content],
            "spans": {
                "cue": [one.cue.start, one.cue.end],
                "speaker": [one.speaker.start, one.speaker.end] if one.speaker else None,
                "content": [[span.start, span.end] for span in one.content],
            },
        }
        for one in found
    ]
