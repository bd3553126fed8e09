"""Links talks to the visit during which they were held: they stay two events.

Source: codebook, section 5, CONSULT/visit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus
from chancery.resolution.participants import states_of

_VISIT: Final = "visit"
_NOT_THERE: Final = frozenset({_VISIT, "phone"})
_LONGEST: Final = 31  # days; a visit dated more vaguely says too little of when the talks were
_REAL: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})


def link_talks(events: Iterable[Event]) -> tuple[Event, ...]:
    """Say of talks during which visit they were held, where exactly one visit fits.

    The visitor takes part in the talks, and so does somebody of the host; the dates overlap, or one report
    tells of both without a date for one of them.

    Args:
        events: All events.
    """
    listed = tuple(events)
    by_visitor: defaultdict[str, list[Event]] = defaultdict(list)
    for event in listed:
        if event.type == "CONSULT" and event.mode == _VISIT:
            for actor in event.actors:
                by_visitor[str(actor.entity)].append(event)
    return tuple(_linked(event, by_visitor) for event in listed)


def _linked(event: Event, by_visitor: Mapping[str, Sequence[Event]]) -> Event:
    if event.type != "CONSULT" or event.mode in _NOT_THERE:
        return event
    visits = {v.id: v for actor in event.actors for v in by_visitor.get(str(actor.entity), ())}
    fits = [visit for visit in visits.values() if _is_host(visit, event) and _is_then(visit, event)]
    exact = [visit for visit in fits if visit.when is not None and event.when is not None]
    chosen = exact or fits
    return replace(event, part_of=chosen[0].id) if len(chosen) == 1 else event


def _is_host(visit: Event, talks: Event) -> bool:
    """Tell whether the host state takes part in the talks, beside the visitor."""
    visitors = {one.entity for one in visit.actors}
    others = [one for one in talks.actors if one.entity not in visitors]
    return bool(states_of(others) & states_of(visit.recipients))


def _is_then(visit: Event, talks: Event) -> bool:
    same_mood = (visit.status in _REAL) == (talks.status in _REAL)
    if visit.when is None or talks.when is None:
        reports = {telling.report for telling in visit.tellings}
        return same_mood and any(telling.report in reports for telling in talks.tellings)
    exact = _is_exact(visit.when) and _is_exact(talks.when)
    return exact and visit.when.overlaps(talks.when)


def _is_exact(when: Edtf) -> bool:
    return when.width_days is not None and when.width_days <= _LONGEST
