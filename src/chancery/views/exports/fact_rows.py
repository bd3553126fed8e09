"""One entry as a row of its tidy table; `columns.py` names the cells."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.model.dates import Edtf
from chancery.model.events import Event, Participant
from chancery.model.offices import Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.views.exports.cells import Cell
from chancery.views.exports.material import Material, Origin, first_day, joined, last_day

Row = Sequence[Cell]


def event_row(event: Event, material: Material) -> Row:
    """Return an event's row."""
    sides = [*_side(event.actors, material), *_side(event.recipients, material)]
    what = (event.id, event.type, event.mode, event.status.value, *when_cells(event.when), event.where, event.score)
    told = (joined(event.contexts), event.office, *sides, len(event.tellings), joined(event.because))
    origin = origin_cells(material.origin(event), reviewed=material.reviewed(event.id))
    return (*what, *told, *origin)


def quotation_row(quotation: Quotation, material: Material) -> Row:
    """Return a quotation's row."""
    name = material.names.of(quotation.speaker) if quotation.speaker else None
    who = (quotation.id, quotation.kind.value, quotation.speaker, name, joined(quotation.also))
    as_what = (quotation.state, quotation.office, quotation.asker)
    words = material.words(quotation.renderings[0].content.quote)
    where = (quotation.cue, quotation.venue, *when_cells(quotation.when))
    origin = origin_cells(material.origin(quotation), reviewed=material.reviewed(quotation.id))
    return (*who, *as_what, words, *where, *origin)


def pledge_row(pledge: Pledge, material: Material) -> Row:
    """Return a pledge's row."""
    by, to = (material.names.of(name) if name else None for name in (pledge.by, pledge.to))
    parties = (pledge.id, pledge.by, by, pledge.by_state, pledge.to, to, pledge.to_state)
    terms = (pledge.what, pledge.amount, pledge.currency, _date(pledge.due), pledge.mutual)
    fate = (pledge.steps[-1].state.value if pledge.steps else None, len(pledge.steps))
    origin = origin_cells(material.origin(pledge), reviewed=material.reviewed(pledge.id))
    return (*parties, *terms, *fate, *origin)


def occupancy_row(occupancy: Occupancy, material: Material) -> Row:
    """Return an occupancy's row."""
    held = (_date(occupancy.start), _date(occupancy.end), _date(occupancy.seen), occupancy.status, occupancy.basis)
    name = material.names.of(occupancy.holder)
    post = (occupancy.id, occupancy.holder, name, occupancy.post.office, occupancy.post.of)
    origin = origin_cells(material.origin(occupancy), reviewed=material.reviewed(occupancy.id))
    return (*post, *held, *origin)


def origin_cells(origin: Origin, *, reviewed: bool) -> Row:
    """Return the cells that every row has: outlets, addresses, languages, reviewed, pins, evidence."""
    told = (joined(origin.outlets), joined(origin.urls), joined(origin.languages))
    return (*told, reviewed, joined(origin.pins), joined(origin.evidence))


def when_cells(when: Edtf | None) -> Row:
    """Return a date with its first and last day."""
    return (_date(when), first_day(when), last_day(when))


def _side(parts: Sequence[Participant], material: Material) -> tuple[str, str]:
    names = [material.names.of(part.entity) if part.entity else material.names.state(part.state) for part in parts]
    codes = [part.state or part.entity for part in parts]
    return joined(dict.fromkeys(names)), joined(dict.fromkeys(codes))


def _date(when: Edtf | None) -> str | None:
    return str(when) if when else None
