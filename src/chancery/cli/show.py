"""`chancery show`: one entry with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.options import as_of_option, json_option, make_help, record_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chancery.model.events import Event
    from chancery.model.offices import Entity, Vacancy
    from chancery.model.text import Report
    from chancery.record.address import Place
    from chancery.record.queries import Found
    from chancery.record.store import Record
    from chancery.views.entry import Entry
    from chancery.views.labels import Names

HELP: Final = make_help(
    """Show one entry whole: its facts, each report's own account, where reports differ, and why it was coded so.

    ID is the id of an event, quotation, pledge, office held, vacancy, person, state, organisation or report, or
    the beginning of one; of persons and organisations also the name. The evidence stands between marks in its
    paragraph. With --original it is shown where it stood in the page, letter or file that was read.""",
    "chancery show e-3f2a91c0             an event of the timeline",
    "chancery show 'Sergei Lavrov'        a person: offices, acts, words",
    "chancery show e-3f2a91c0 --original  its evidence in the pages themselves, furniture and all",
    "chancery show e-3f2a91c0 --as-of 3   as the record was after run 3",
    "chancery show e-3f2a91c0 --json      for other programs",
)

SECTIONS: Final = {
    "report": "documents",
    "entity": "entities",
    "occupancy": "occupancies",
    "event": "events",
    "quotation": "quotations",
    "pledge": "pledges",
    "vacancy": "vacancies",
}


@click.command("show", help=HELP, short_help="Show one entry with its evidence.")
@click.argument("name", metavar="ID")
@record_option
@as_of_option
@json_option
@click.option("--original", "as_original", is_flag=True, help="Show the evidence where it stood in the original.")
def command(*, name: str, record_path: Place, as_of: int | None, as_json: bool, as_original: bool) -> None:
    """Show one entry with its evidence."""
    from chancery.cli.output import PIPE_WIDTH, terminal_width, write_json, write_text  # noqa: PLC0415 - on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.entry import render_entry  # noqa: PLC0415

    if as_json and as_original:
        both = "Give --json or --original, not both."
        raise click.UsageError(both)
    with Record.open(record_path, readonly=True) as record, record.as_of(as_of):
        vacancy = record.vacancy(name)
        kind, found = ("vacancy", vacancy) if vacancy is not None else record.find(name)
        if as_json:
            write_json(_exported(record, kind, found.id))
            return
        if as_original:
            write_text("\n".join(original_lines(record, found)) + "\n")
            return
        width = terminal_width()
        entry = with_decisions(record, make_entry(record, found))
        text = render_entry(entry, width=width or PIPE_WIDTH)
        related = _related(record, found, width)
    write_text(f"{text}\n{related}" if related else text)


def with_decisions(record: Record, entry: Entry) -> Entry:
    """Add to an entry what people decided about it, and since when the record holds it."""
    from dataclasses import replace  # noqa: PLC0415

    from chancery.views.decisions import decided_facts  # noqa: PLC0415

    return replace(entry, facts=(*entry.facts, *decided_facts(record, entry.id)))


def _exported(record: Record, kind: str, entry: str) -> dict[str, Any]:
    from chancery.views.json_export import export_json  # noqa: PLC0415

    listed: list[dict[str, Any]] = export_json(record)[SECTIONS[kind]]
    return next(item for item in listed if item["id"] == entry)


def original_lines(record: Record, found: Found | Vacancy) -> Iterator[str]:
    """Show the evidence of an entry where it stood in the originals; of a report its whole original.

    Args:
        record: The record.
        found: The entry.

    Raises:
        QueryError: C050 if the entry is a person, state or organisation, which have no evidence of their own.
    """
    from chancery.errors import QueryError  # noqa: PLC0415
    from chancery.model.offices import Entity  # noqa: PLC0415
    from chancery.model.text import Report, Span  # noqa: PLC0415
    from chancery.views.labels import plain, visible  # noqa: PLC0415
    from chancery.views.originals import render_original  # noqa: PLC0415

    if isinstance(found, Entity):
        problem = f"{plain(found.name)} has no evidence of its own."
        raise QueryError("C050", problem, "Name one of the events, words or offices that `chancery show` lists for it.")
    if isinstance(found, Report):
        original = record.original(found.id)
        yield from render_original(found, original, ()) if original is None else [visible(original).rstrip("\n")]
        return
    spans: dict[str, list[Span]] = {}
    for piece in record.evidence_of(found.id):
        spans.setdefault(piece.report, []).append(piece.span)
    for number, (report_id, places) in enumerate(spans.items()):
        report = record.report(report_id)
        yield from [""] * bool(number)
        yield f"{plain(report.path)} [{report.id[:8]}]"
        yield from render_original(report, record.original(report_id), places)


def make_entry(record: Record, found: Found | Vacancy) -> Entry:
    """Tell whatever kind of entry was found."""
    from chancery.model.events import Event  # noqa: PLC0415
    from chancery.model.offices import Entity, Occupancy, Vacancy  # noqa: PLC0415
    from chancery.model.pledges import Pledge  # noqa: PLC0415
    from chancery.model.quotations import Quotation  # noqa: PLC0415
    from chancery.views import entry  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415
    from chancery.views.vacancies import make_vacancy_entry  # noqa: PLC0415

    names, sources = Names(record.entities()), read_sources(record)
    match found:
        case Event():
            return entry.make_event_entry(found, names, sources)
        case Quotation():
            return entry.make_quotation_entry(found, names, sources)
        case Pledge():
            return entry.make_pledge_entry(found, names, sources)
        case Occupancy():
            return entry.make_occupancy_entry(found, names, sources)
        case Vacancy():
            return make_vacancy_entry(found, names, sources)
        case Entity():
            return entry.make_entity_entry(found, names)
        case _:
            return entry.make_report_entry(sources[found.id])


def _related(record: Record, found: Found | Vacancy, width: int | None) -> str:
    """List what an entity took part in, or what a report tells; nothing for other entries."""
    from chancery.model.offices import Entity  # noqa: PLC0415
    from chancery.model.text import Report  # noqa: PLC0415
    from chancery.views.chronology import make_years, render_years  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.sources import read_sources  # noqa: PLC0415

    if not isinstance(found, Entity | Report):
        return ""
    names, sources = Names(record.entities()), read_sources(record)
    lines = list(_offices_and_words(record, found, names)) if isinstance(found, Entity) else []
    events = [event for event in record.events() if _concerns(event, found)]
    chronicle = f"Events\n\n{render_years(make_years(events, names, sources), width=width)}" if events else ""
    return "\n".join([*lines, chronicle]) if lines else chronicle


def _concerns(event: Event, found: Entity | Report) -> bool:
    parties = (*event.actors, *event.recipients)
    told = any(telling.report == found.id for telling in event.tellings)
    return told or any(found.id in {party.entity, party.state} for party in parties)


def _offices_and_words(record: Record, entity: Entity, names: Names) -> Iterator[str]:
    from chancery.views.chronology import distinct_length  # noqa: PLC0415
    from chancery.views.entry import held_words, post_words  # noqa: PLC0415
    from chancery.views.labels import plain  # noqa: PLC0415

    held = record.occupancies(holder=entity.id)
    if held:
        yield "Offices\n"
        length = distinct_length([occupancy.id for occupancy in held])
        for occupancy in held:
            yield f"  {post_words(occupancy, names)}, {held_words(occupancy)} {occupancy.id[:length]}"
        yield ""
    spoken = record.quotations(speaker=entity.id)
    if spoken:
        yield "Words\n"
        length = distinct_length([quotation.id for quotation in spoken])
        for quotation in spoken:
            yield f"  \u201c{plain(quotation.renderings[0].content.quote)}\u201d {quotation.id[:length]}"
        yield ""
