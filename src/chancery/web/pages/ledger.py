"""The ledger of pledges, and one pledge with its history."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.model.pledges import Pledge
from chancery.record.browsing import pledges_of, pledges_with
from chancery.views.entry import make_pledge_entry, party_words
from chancery.views.labels import Names, amount_words, date_words, plain
from chancery.views.pledges import Row, age_words, make_rows
from chancery.views.sources import read_sources_of
from chancery.web.asking import read_day, read_number
from chancery.web.pages.deciding import make_word
from chancery.web.site import Visit, answered

_PAGE: Final = 100
_MARKS: Final = ("overdue", "disputed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeItem:
    """One pledge as a row of the ledger.

    Attributes:
        fate: Its last step.
        history: Its states in time, with their dates.
        sides: Codes of the states and ids of the entities that are a party.
        overdue: Whether it should have been done by the day asked for, and nobody tells that it was.
        disputed: What other reports say to the contrary, about the same time.
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
    overdue: bool
    disputed: str


def make_pledge(pledge: Pledge, names: Names, today: dt.date | None = None) -> PledgeItem:
    """Put one pledge into a row, as it stands on a day."""
    stands = next(iter(make_rows([pledge], today)), None)
    return PledgeItem(
        id=pledge.id,
        what=plain(pledge.what),
        by=party_words(pledge.by, pledge.by_state, names),
        to=party_words(pledge.to, pledge.to_state, names),
        amount=amount_words(pledge.amount, pledge.currency),
        due=date_words(pledge.due) if pledge.due else "",
        fate=stands.latest.state.value if stands else "pledged",
        history=", then ".join(_steps_in_words(pledge)),
        sides=frozenset(filter(None, (pledge.by, pledge.by_state, pledge.to, pledge.to_state))),
        overdue=stands is not None and stands.overdue,
        disputed=", ".join(sorted({step.state.value for step in stands.disputed})) if stands else "",
    )


def _steps_in_words(pledge: Pledge) -> Iterator[str]:
    """Yield the steps, what several reports tell of one state in a row only once: by its closest date."""
    for state, steps in groupby(pledge.steps, key=lambda step: step.state):
        dates = [step.when for step in steps if step.when is not None]
        closest = min(dates, key=lambda when: (when.width_days or dt.date.max.toordinal(), when.sort_key), default=None)
        yield f"{state.value} {date_words(closest)}" if closest else state.value


def make_pledges(pledges: Iterable[Pledge], names: Names, today: dt.date | None = None) -> list[PledgeItem]:
    """Put pledges into rows."""
    return [make_pledge(pledge, names, today) for pledge in pledges]


def show_all(visit: Visit) -> Response:
    """Show the ledger."""
    params = visit.request.query_params
    state, fate = params.get("state", ""), params.get("fate", "")
    on, mark = read_day(params.get("on"), first=False), params.get("mark", "")
    today = on or dt.datetime.now(dt.UTC).date()
    listed: list[PledgeItem] = visit.lasting(
        ("ledger", today, visit.renewed), lambda: make_pledges(pledges_of(visit.record), visit.names, today)
    )
    states = Counter(side for item in listed for side in item.sides if side in visit.directory.choices["states"])
    fates = Counter(item.fate for item in listed if not state or state in item.sides)
    wanted = [
        item
        for item in listed
        if (not state or state in item.sides)
        and (not fate or item.fate == fate)
        and (mark not in _MARKS or getattr(item, mark))
    ]
    number = read_number(params.get("page"), least=1, most=100_000, otherwise=1)
    shown = wanted[(number - 1) * _PAGE : number * _PAGE]
    response = visit.page(
        "pledges.html",
        items=shown,
        total=len(wanted),
        state=state,
        fate=fate,
        fates=fates.most_common(),
        states=sorted((visit.names.state(code), code, n) for code, n in states.items()),
        number=number,
        more=len(wanted) > number * _PAGE,
        on=params.get("on", "") if on else "",
        today=today.isoformat(),
        mark=mark,
        marks=[(name, sum(1 for item in listed if getattr(item, name))) for name in _MARKS],
    )
    if on is None:
        response.headers["cache-control"] = "no-store"  # tomorrow other pledges are overdue
    return response


def show(visit: Visit) -> Response:
    """Show one pledge."""
    found = pledges_with(visit.record, [visit.request.path_params["id"]])
    if not found:
        raise visit.missing("pledge")
    (pledge,) = found
    evidence = (*pledge.evidence, *(step.evidence for step in pledge.steps))
    sources = read_sources_of(visit.record, {piece.report for piece in evidence})
    entry = make_pledge_entry(pledge, visit.names, sources)
    today = dt.datetime.now(dt.UTC).date()
    row = next(iter(make_rows([pledge], today)), None)
    word = make_word(visit, pledge)
    stands = _stands(row) if row else []
    response = visit.page("entry.html", entry=entry, title=entry.heading, eyebrow="Pledge", word=word, stands=stands)
    if row is not None and row.overdue is False and row.is_open and pledge.due is not None:
        response.headers["cache-control"] = "no-store"  # it may be overdue tomorrow
    return response


def _stands(row: Row) -> list[tuple[str, str]]:
    """Say where a pledge stands today: its state, since when, and whether it is overdue or disputed."""
    age = age_words(row.days)
    told = [(row.latest.state.value, f"made {age} ago" if age and row.is_open else "")]
    told += [("overdue", "it should be done by now, and no report tells that it was")] if row.overdue else []
    disputed = [f"{step.state.value}: {plain(step.evidence.quote)}" for step in row.disputed[:2]]
    return told + ([("disputed", "; ".join(disputed))] if disputed else [])


routes: Final = [Route("/pledges", answered(show_all)), Route("/pledges/{id}", answered(show))]
