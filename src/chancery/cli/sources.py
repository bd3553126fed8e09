"""`chancery sources`: the reports of a record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import json_option, make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place

HELP: Final = make_help(
    """List the reports of a record: outlet, title, date, what the date rests on, and how many events they tell.

    A date that no report states is worked out from other facts, which are listed; one that cannot be worked out
    stays open.""",
    "chancery sources                    all reports, earliest first",
    "chancery sources --why              how each date was worked out, in sentences",
    "chancery sources --record my.db     of another record",
    "chancery sources --json             for other programs",
)
NO_REPORT: Final = "The record holds no report yet.\n"


@click.command("sources", help=HELP, short_help="List the reports of a record.")
@record_option
@json_option
@click.option("--why", is_flag=True, help="Tell how each date was worked out, and what was thought before.")
def command(*, record_path: Place, as_json: bool, why: bool) -> None:
    """List the reports of a record."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.json_export import export_json  # noqa: PLC0415
    from chancery.views.sources import explain_sources, read_sources, render_sources  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        if as_json:
            listed = export_json(record)["documents"]
            write_json([{key: value for key, value in item.items() if key != "text"} for item in listed])
            return
        if why:
            sources = read_sources(record).values()
            past = {source.id: record.past_datings(source.id) for source in sources}
            write_text(explain_sources(sources, past=past) if sources else NO_REPORT)
            return
        told = Counter(report for event in record.events() for report in {t.report for t in event.tellings})
        sources = read_sources(record).values()
    write_text(render_sources(sources, events_told=told) if sources else NO_REPORT)
