"""One event: the accounts side by side, where they differ, why it was coded so, and what is near it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.codebooks.plover import EventType, event_types
from chancery.model.events import Event, Participant
from chancery.record.browsing import UNDATED, Wanted, events_with
from chancery.record.owners import Owners
from chancery.views.drawing import quad_class, states_of
from chancery.views.entry import make_event_entry
from chancery.views.labels import date_words
from chancery.views.sources import read_sources_of
from chancery.web.pages.chronicle import EventItem, make_item, year_of
from chancery.web.pages.comparing import compare_one, facet_rows
from chancery.web.pages.deciding import make_word
from chancery.web.site import Visit, answered

_NEAR: Final = 8
_DAYS: Final = 120
_SIDES: Final = 2  # states that make a related event; of a summit of twenty, any two


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone who takes part.

    Attributes:
        link: Id of the entity or state to look up; empty where there is none.
    """

    words: str
    link: str


def show(visit: Visit) -> Response:
    """Show one event; those beside it are read with it, in one go."""
    name = visit.request.path_params["id"]
    owners = visit.entries
    beside, parts = near(visit, name), owners.parts.get(name, [])
    read = {event.id: event for event in events_with(visit.record, list(dict.fromkeys([name, *beside, *parts])))}
    if name not in read:
        raise visit.missing("event")
    event = read[name]
    reports = {piece.report for piece in (*event.evidence, *(e for t in event.tellings for e in t.evidence))}
    sources = read_sources_of(visit.record, reports)
    states = sorted(states_of(event))
    return visit.page(
        "event.html",
        entry=make_event_entry(event, visit.names, sources),
        event=event,
        kind=quad_class(event.type),
        when=date_words(event.when),
        actors=[_party(who, visit) for who in event.actors],
        recipients=[_party(who, visit) for who in event.recipients],
        coded=coded_as(event),
        near=_items(visit, (read[one] for one in beside if one in read)),
        facet_rows=facet_rows(compare_one(visit, event), sources) if len(event.tellings) > 1 else [],
        visit_of=_whole(visit, event),
        parts=_items(visit, (read[one] for one in parts if one in read)),
        reviewed=event.id in visit.reviews,
        word=make_word(visit, event),
        pair=states if len(states) == _SIDES else None,
    )


def _items(visit: Visit, events: Iterable[Event]) -> list[EventItem]:
    """Put events into words, each first of a year under its heading."""
    items: list[EventItem] = []
    owners, year = visit.entries, None
    for event in events:
        heading = year_of(owners.days[owners.place[event.id]])
        items.append(make_item(event, visit, heading if heading != year else ""))
        year = heading
    return items


def _whole(visit: Visit, event: Event) -> EventItem | None:
    """Return the visit during which talks were held."""
    found = events_with(visit.record, [event.part_of]) if event.part_of else ()
    return make_item(found[0], visit) if found else None


def near(visit: Visit, name: str) -> list[str]:
    """Return the events of the same states, or of the same person, that lie nearest in time, in time.

    Args:
        visit: The request.
        name: Id of the event, which may be none.
    """
    owners = visit.entries
    at = owners.place.get(name)
    if at is None or at not in owners.stretches["event"] or owners.days[at] == UNDATED:
        return []
    day = dt.date.fromisoformat(owners.days[at])
    close = (owners.ids[one] for one in _shared(visit, at) if one != at and _far(owners, one, day) <= _DAYS)
    nearest = sorted(close, key=lambda one: (_far(owners, owners.place[one], day), one))[:_NEAR]
    return sorted(nearest, key=owners.place.__getitem__)


def _shared(visit: Visit, at: int) -> Iterable[int]:
    """Return where the events of the same states stand; without states, of one of the same people."""
    owners = visit.entries
    sides = sorted(owners.states[at])[:_SIDES]
    if sides:
        first, *others = sorted((owners.events_of[side] for side in sides), key=len)
        return set(first).intersection(*others)
    (event,) = events_with(visit.record, [owners.ids[at]])
    person = next((who.entity for who in (*event.actors, *event.recipients) if who.entity), None)
    rows = visit.events(Wanted(people=(person,))) if person else ()
    return (owners.place[row.id] for row in rows)


def _far(owners: Owners, at: int, day: dt.date) -> int:
    """Return how many days lie between an event and a day; of an event without a day, more than there are."""
    other = owners.days[at]
    return dt.date.max.toordinal() if other == UNDATED else abs((dt.date.fromisoformat(other) - day).days)


def coded_as(event: Event) -> EventType | None:
    """Return the codebook's entry for an event's type."""
    return event_types().get(event.type)


def _party(who: Participant, visit: Visit) -> Party:
    words = visit.names.participant(who)
    office = f", {who.office}" if who.office and who.entity else ""
    return Party(words=f"{words}{office}", link=who.entity or who.state or "")


routes: Final = [Route("/events/{id}", answered(show))]
