"""The relation of two states: scores by month, visits, pledges, organisations, and what the latest month changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chancery.errors import ServeError
from chancery.record.browsing import Wanted, events_with, pledges_of
from chancery.views.labels import Names, date_words, event_sentence, plain
from chancery.views.months import Bar, draw_months, month_words
from chancery.views.relation import Month, common_organisations, make_relation
from chancery.views.templating import cut
from chancery.web.pages.chronicle import make_item, make_items
from chancery.web.pages.ledger import make_pledges
from chancery.web.site import Visit, answered, path_part

_SHOWN: Final = 60
_LATEST: Final = 15
_MONTHS: Final = 120  # that are drawn and told
_MOST_READ: Final = 5000  # events of a pair, the latest ones
_LINE: Final = 140  # letters of an act under a pointer
_MONTH: Final = 7  # letters of "2020-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBar:
    """A drawn month with the address of its events.

    Attributes:
        key: The month as EDTF.
        told: Its acts in words, the first ones, and how many more there are.
    """

    key: str
    bar: Bar
    words: str
    told: str


def show_all(visit: Visit) -> Response:
    """List the pairs; a form may ask for any."""
    params = visit.request.query_params
    one, other = params.get("one", ""), params.get("other", "")
    if one and other and one != other:
        return RedirectResponse(f"/pairs/{path_part(one)}/{path_part(other)}", status_code=303)
    listed = [(a, visit.names.state(a), b, visit.names.state(b), n) for a, b, n in visit.pairs()[:_SHOWN]]
    states = sorted((visit.names.state(code), code) for code in visit.directory.choices["states"])
    return visit.page("pairs.html", pairs=listed, states=states, one=one, other=other)


def show(visit: Visit) -> Response:
    """Show one relation."""
    one, other = visit.request.path_params["one"], visit.request.path_params["other"]
    if one == other:
        raise ServeError("C105", "A state has no relation with itself.", "Choose two.")
    for code in (one, other):
        if code not in visit.directory.choices["states"]:
            known = visit.names.state(code)
            raise ServeError("C104", f"The record has no event of {plain(known)[:80]}.", "See the list of pairs.")
    rows = visit.events(Wanted(states=(one, other)))
    relation = visit.remembered(
        ("relation", one, other),
        lambda: make_relation(events_with(visit.record, [row.id for row in rows[-_MOST_READ:]]), one, other),
    )
    bars = [
        MonthBar(
            key=bar.month.first.isoformat()[:_MONTH],
            bar=bar,
            words=month_words(bar.month),
            told=_told(bar.month, visit.names),
        )
        for bar in draw_months(_shown(relation.months))
    ]
    return visit.page(
        "pair.html",
        one=one,
        other=other,
        names=(visit.names.state(one), visit.names.state(other)),
        relation=relation,
        bars=bars,
        months_left=max(0, len(relation.months) - _MONTHS),
        latest=month_words(relation.months[-1]) if relation.months else "",
        total=len(rows),
        events=make_items(visit, rows[-_LATEST:]),
        visits=[[make_item(event, visit) for event in events] for events in relation.visits],
        pledges=make_pledges(pledges_of(visit.record, [one, other])[:_SHOWN], visit.names),
        organisations=common_organisations(visit.record.reference(), one, other),
        has_reference=any(table.memberships for table in visit.record.reference().tables),
    )


def _told(month: Month, names: Names) -> str:
    lines = [f"{date_words(event.when)}: {cut(event_sentence(event, names), _LINE)}" for event in month.some]
    more = month.number - len(lines)
    return "\n".join([*lines, *([f"and {more:,} more"] if more else [])])


def _shown(months: Sequence[Month]) -> Sequence[Month]:
    """Return the latest months, from the first of them that has an act."""
    latest = months[-_MONTHS:]
    return tuple(dropwhile(lambda month: not month.number, latest)) or latest


routes: Final = [Route("/pairs", answered(show_all)), Route("/pairs/{one}/{other}", answered(show))]
