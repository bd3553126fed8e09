"""The ledger of pledges, and one pledge with its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.model.pledges import Pledge
from chancery.record.browsing import pledges_of, pledges_with
from chancery.views.entry import make_pledge_entry, party_words
from chancery.views.labels import Names, amount_words, date_words, plain
from chancery.views.sources import read_sources_of
from chancery.web.asking import read_number
from chancery.web.site import Visit, answered

_PAGE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeItem:
    """One pledge as a row of the ledger.

    Attributes:
        fate: Its last step.
        history: Its steps, with their dates.
        sides: Codes of the states and ids of the entities that are a party.
    """

    id: str
    what: str
    by: str
    to: str
    amount: str
    due: str
    fate: str
    history: str
    sides: frozenset[str]


def make_pledge(pledge: Pledge, names: Names) -> PledgeItem:
    """Put one pledge into a row."""
    steps = [f"{step.state.value}{f' {date_words(step.when)}' if step.when else ''}" for step in pledge.steps]
    return PledgeItem(
        id=pledge.id,
        what=plain(pledge.what),
        by=party_words(pledge.by, pledge.by_state, names),
        to=party_words(pledge.to, pledge.to_state, names),
        amount=amount_words(pledge.amount, pledge.currency),
        due=date_words(pledge.due) if pledge.due else "",
        fate=pledge.steps[-1].state.value if pledge.steps else "pledged",
        history=", then ".join(steps),
        sides=frozenset(filter(None, (pledge.by, pledge.by_state, pledge.to, pledge.to_state))),
    )


def make_pledges(pledges: Iterable[Pledge], names: Names) -> list[PledgeItem]:
    """Put pledges into rows."""
    return [make_pledge(pledge, names) for pledge in pledges]


def show_all(visit: Visit) -> Response:
    """Show the ledger."""
    params = visit.request.query_params
    state, fate = params.get("state", ""), params.get("fate", "")
    listed: list[PledgeItem] = visit.remembered("ledger", lambda: make_pledges(pledges_of(visit.record), visit.names))
    states = Counter(side for item in listed for side in item.sides if side in visit.directory.choices["states"])
    fates = Counter(item.fate for item in listed if not state or state in item.sides)
    wanted = [item for item in listed if (not state or state in item.sides) and (not fate or item.fate == fate)]
    number = read_number(params.get("page"), least=1, most=100_000, otherwise=1)
    shown = wanted[(number - 1) * _PAGE : number * _PAGE]
    return visit.page(
        "pledges.html",
        items=shown,
        total=len(wanted),
        state=state,
        fate=fate,
        fates=fates.most_common(),
        states=sorted((visit.names.state(code), code, n) for code, n in states.items()),
        number=number,
        more=len(wanted) > number * _PAGE,
    )


def show(visit: Visit) -> Response:
    """Show one pledge."""
    found = pledges_with(visit.record, [visit.request.path_params["id"]])
    if not found:
        raise visit.missing("pledge")
    (pledge,) = found
    evidence = (*pledge.evidence, *(step.evidence for step in pledge.steps))
    sources = read_sources_of(visit.record, {piece.report for piece in evidence})
    entry = make_pledge_entry(pledge, visit.names, sources)
    return visit.page("entry.html", entry=entry, title=entry.heading, eyebrow="Pledge")


routes: Final = [Route("/pledges", answered(show_all)), Route("/pledges/{id}", answered(show))]
