"""Events, quotations, pledges, offices and entities, in windows and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from chancery.model.offices import Occupancy
from chancery.record.browsing import (
    Wanted,
    events_with,
    occupancies_with,
    pledges_of,
    pledges_with,
    quotations_with,
)
from chancery.views.json_export import export_pinned
from chancery.web.api.asking import After, AfterId, Id, Limit, Values, Word, reading, wanted, window_of_ids
from chancery.web.api.shapes import Exportable, answer_of, entry_json, give, give_window, problems, vacant_of
from chancery.web.asking import window
from chancery.web.site import Visit

router: Final = APIRouter()
_LIST: Final = problems(400, 422, 503)
_ONE: Final = problems(404, 422, 503)
Filters = Annotated[Wanted, Depends(wanted)]


@router.get("/events", summary="Events in time", responses={200: answer_of("event", many=True), **_LIST})
def events(request: Request, wanted: Filters, after: After = None, limit: Limit = 50) -> Response:
    """Give the events that meet all filters, in time, the undated last."""

    def answer(visit: Visit) -> Response:
        rows = visit.events(wanted)
        chosen, end = window(rows, after, limit)
        found = events_with(visit.record, [row.id for row in chosen])
        return give_window((entry_json(visit, one) for one in found), after=end, total=len(rows))

    return reading(request, answer)


@router.get("/events/{id}", summary="One event", responses={200: answer_of("event"), **_ONE})
def event(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give one event with its accounts and their evidence."""
    return reading(request, lambda visit: _one(visit, "event", events_with(visit.record, [id])))


@router.get("/quotations", summary="Quotations in time", responses={200: answer_of("quotation", many=True), **_LIST})
def quotations(
    request: Request,
    *,
    state: Values = [],  # noqa: B006 - FastAPI copies it
    person: Values = [],  # noqa: B006
    text: Annotated[str, Query(max_length=500)] = "",
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Give the quotations that meet all filters, in time, the undated last."""
    asked = Wanted(states=tuple(state), people=tuple(person), text=text)

    def answer(visit: Visit) -> Response:
        rows = visit.quotations(asked)
        chosen, end = window(rows, after, limit)
        found = quotations_with(visit.record, [row.id for row in chosen])
        return give_window((entry_json(visit, one) for one in found), after=end, total=len(rows))

    return reading(request, answer)


@router.get("/quotations/{id}", summary="One quotation", responses={200: answer_of("quotation"), **_ONE})
def quotation(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give one quotation with its renderings."""
    return reading(request, lambda visit: _one(visit, "quotation", quotations_with(visit.record, [id])))


@router.get("/pledges", summary="Pledges", responses={200: answer_of("pledge", many=True), **_LIST})
def pledges(
    request: Request,
    state: Values = [],  # noqa: B006 - FastAPI copies it
    after: AfterId = None,
    limit: Limit = 50,
) -> Response:
    """Give the pledges to which all of some states or entities are a party, by id."""

    def answer(visit: Visit) -> Response:
        found = {one.id: one for one in pledges_of(visit.record, state)}
        chosen, end = window_of_ids(sorted(found), after, limit)
        return give_window((entry_json(visit, found[one]) for one in chosen), after=end, total=len(found))

    return reading(request, answer)


@router.get("/pledges/{id}", summary="One pledge", responses={200: answer_of("pledge"), **_ONE})
def pledge(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give one pledge with its history."""
    return reading(request, lambda visit: _one(visit, "pledge", pledges_with(visit.record, [id])))


@router.get("/occupancies", summary="Offices held", responses={200: answer_of("occupancy", many=True), **_LIST})
def occupancies(
    request: Request, holder: Word = None, of: Word = None, after: AfterId = None, limit: Limit = 50
) -> Response:
    """Give who held which office, by id: of one person, of one state or organisation, or all."""

    def answer(visit: Visit) -> Response:
        held: tuple[Occupancy, ...] = visit.lasting("occupancies", visit.record.occupancies)
        found = {o.id: o for o in held if holder in {None, o.holder} and of in {None, o.post.of}}
        chosen, end = window_of_ids(sorted(found), after, limit)
        return give_window((entry_json(visit, found[one]) for one in chosen), after=end, total=len(found))

    return reading(request, answer)


@router.get("/occupancies/{id}", summary="One office held", responses={200: answer_of("occupancy"), **_ONE})
def occupancy(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give one holding of an office."""
    return reading(request, lambda visit: _one(visit, "occupancy", occupancies_with(visit.record, [id])))


@router.get("/vacancies", summary="Vacant offices", responses={200: answer_of("vacancy", many=True), **_LIST})
def vacancies(request: Request, of: Word = None, after: AfterId = None, limit: Limit = 50) -> Response:
    """Give the offices that reports call vacant, by id: of one state or organisation, or all."""

    def answer(visit: Visit) -> Response:
        found = {one.id: one for one in vacant_of(visit) if of in {None, one.post.of}}
        chosen, end = window_of_ids(sorted(found), after, limit)
        return give_window((export_pinned(found[one]) for one in chosen), after=end, total=len(found))

    return reading(request, answer)


@router.get("/vacancies/{id}", summary="One vacant office", responses={200: answer_of("vacancy"), **_ONE})
def vacancy(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give one vacancy of an office."""

    def answer(visit: Visit) -> Response:
        found = next((one for one in vacant_of(visit) if one.id == id), None)
        if found is None:
            raise visit.missing("vacancy")
        return give(export_pinned(found))

    return reading(request, answer)


@router.get("/entities", summary="People, states, bodies", responses={200: answer_of("entity", many=True), **_LIST})
def entities(
    request: Request,
    kind: Literal["person", "state", "organisation", "place"] | None = None,
    text: Annotated[str, Query(max_length=200, description="A part of a name.")] = "",
    after: AfterId = None,
    limit: Limit = 50,
) -> Response:
    """Give entities by id: of one kind, or with a part of a name."""

    def answer(visit: Visit) -> Response:
        known, part = visit.names.entities, text.casefold()
        called = (one for one in known.values() if any(part in name.casefold() for name in one.names))
        ids = sorted(one.id for one in called if kind in {None, one.kind})
        chosen, end = window_of_ids(ids, after, limit)
        return give_window((entry_json(visit, known[one]) for one in chosen), after=end, total=len(ids))

    return reading(request, answer)


@router.get("/entities/{id}", summary="One entity", responses={200: answer_of("entity"), **_ONE})
def entity(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give one person, state, organisation or place."""

    def answer(visit: Visit) -> Response:
        known = visit.names.entities.get(id)
        return _one(visit, "entity", (known,) if known else ())

    return reading(request, answer)


def _one(visit: Visit, kind: str, found: Sequence[Exportable]) -> Response:
    """Give the one entry that has an id.

    Raises:
        QueryError: C050 if there is none.
    """
    if not found:
        raise visit.missing(kind)
    return give(entry_json(visit, found[0]))
