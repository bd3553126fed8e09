"""`chancery who`: who held a position, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.options import EdtfType, json_option, make_help, record_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chancery.model.dates import Edtf
    from chancery.model.offices import Vacancy
    from chancery.record.address import Place
    from chancery.record.store import Record
    from chancery.views.labels import Names
    from chancery.views.who import Holding

HELP: Final = make_help(
    """Show who held a position, from when until when, and what that rests on.

    POSITION is an office in any usual wording; STATE a state by its code, name, adjective or capital, or an
    organisation by its id. With --on, those known to have held it that day come first; then those whom nothing
    rules out. An end that no report tells is not known, so nobody is assumed to have left. Where two people are told
    to hold it at once, both are shown; who only claims it is marked so. A vacancy is shown where a report tells of one,
    never for want of a name. The id at the end of a line opens the evidence: chancery show ID.""",
    "chancery who 'foreign minister' KGZ                  all holders that the record knows",
    "chancery who 'foreign minister' KGZ --on 2020-10-20  on one day",
    "chancery who president Russia --on 2017-11           in a month",
    "chancery who 'secretary-general' UN --json           for other programs",
)


@click.command("who", help=HELP, short_help="Show who held a position, and when.")
@click.argument("position", metavar="POSITION")
@click.argument("state", metavar="STATE")
@click.option("--on", type=EdtfType(), metavar="DATE", help="On this date: 2020, 2020-10, 2020-10-23.")
@record_option
@json_option
def command(*, position: str, state: str, on: Edtf | None, record_path: Place, as_json: bool) -> None:
    """Show who held a position, and when."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.labels import Names  # noqa: PLC0415
    from chancery.views.lookup import find_state  # noqa: PLC0415
    from chancery.views.vacancies import find_vacancies  # noqa: PLC0415
    from chancery.views.who import find_holdings, read_office, render_who  # noqa: PLC0415

    with Record.open(record_path, readonly=True) as record, record.snapshot():
        office, of = read_office(position), find_state(state, record)
        holdings = find_holdings(record, office, of, on)
        vacancies = find_vacancies(record, of, office, on)
        names = Names(record.entities())
        if as_json:
            write_json(_exported(record, holdings, vacancies, names, office=office, of=of, on=on))
            return
        if holdings or vacancies:
            write_text(render_who(holdings, names, on=on, vacancies=vacancies))
        else:
            write_text(_nobody(record, office, of, names, dated=on is not None))


def _exported(
    record: Record,
    holdings: Sequence[Holding],
    vacancies: Sequence[Vacancy],
    names: Names,
    *,
    office: str,
    of: str,
    on: Edtf | None,
) -> dict[str, Any]:
    """Write what is known of a position for other programs."""
    from chancery.views.json_export import Printers, export_entry, export_pinned, reviewed_fields  # noqa: PLC0415
    from chancery.views.who import contradictions, export_holding, export_who  # noqa: PLC0415

    prints, reviews = Printers(record.reprints()), record.reviews()
    held = [one.occupancy for one in holdings]
    exported = [export_entry(one, prints) | reviewed_fields(reviews.get(one.id)) for one in held]
    return export_who(
        office=office,
        of=of,
        on=on,
        holdings=[export_holding(one, item) for one, item in zip(holdings, exported, strict=True)],
        vacancies=[export_pinned(one) for one in vacancies],
        contradictions=contradictions(held, vacancies, names),
    )


def _nobody(record: Record, office: str, of: str, names: object, *, dated: bool) -> str:
    """Say that the record knows no holder, and which positions of the state it knows."""
    from chancery.views.labels import Names, plain  # noqa: PLC0415

    known = sorted({plain(one.post.office) for one in record.occupancies() if one.post.of == of})
    state = names.state(of) if isinstance(names, Names) else of
    listed = f" Positions that it knows there: {', '.join(known)}." if known else ""
    return f"The record knows no {plain(office)} of {state}{' then' if dated else ''}.{listed}\n"
