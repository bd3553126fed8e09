"""One event: the accounts side by side, where they differ, why it was coded so, and what is near it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.codebooks.plover import EventType, event_types
from chancery.model.events import Event, Participant
from chancery.record.browsing import Row, events_between, events_with, parts_of
from chancery.views.drawing import quad_class, states_of
from chancery.views.entry import make_event_entry
from chancery.views.labels import date_words
from chancery.views.sources import read_sources_of
from chancery.web.pages.chronicle import EventItem, make_item, make_items
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
    """Show one event."""
    found = events_with(visit.record, [visit.request.path_params["id"]])
    if not found:
        raise visit.missing("event")
    (event,) = found
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
        near=near(visit, event),
        facet_rows=facet_rows(compare_one(visit, event), sources) if len(event.tellings) > 1 else [],
        visit_of=_whole(visit, event),
        parts=make_items(visit, parts_of(visit.record, event.id)),
        reviewed=event.id in visit.reviews,
        word=make_word(visit, event),
        pair=states if len(states) == _SIDES else None,
    )


def _whole(visit: Visit, event: Event) -> EventItem | None:
    """Return the visit during which talks were held."""
    found = events_with(visit.record, [event.part_of]) if event.part_of else ()
    return make_item(found[0], visit) if found else None


def near(visit: Visit, event: Event) -> list[EventItem]:
    """Return the events of the same states, or of the same person, that lie nearest in time."""
    sides = sorted(states_of(event))[:_SIDES]
    sides = sides or [who.entity for who in (*event.actors, *event.recipients) if who.entity][:1]
    day = (event.when.earliest or event.when.latest) if event.when else None
    if day is None or not sides:
        return []
    found = events_between(visit.record, sides, (_shift(day, -_DAYS), _shift(day, _DAYS)))
    rows = [row for row in found if row.id != event.id]
    nearest = sorted(rows, key=lambda row: (abs((dt.date.fromisoformat(row.day) - day).days), row.id))[:_NEAR]
    return make_items(visit, _in_time(nearest))


def coded_as(event: Event) -> EventType | None:
    """Return the codebook's entry for an event's type."""
    return event_types().get(event.type)


def _party(who: Participant, visit: Visit) -> Party:
    words = visit.names.participant(who)
    office = f", {who.office}" if who.office and who.entity else ""
    return Party(words=f"{words}{office}", link=who.entity or who.state or "")


def _shift(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(max(1, day.toordinal() + days), dt.date.max.toordinal()))


def _in_time(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows)


routes: Final = [Route("/events/{id}", answered(show))]
