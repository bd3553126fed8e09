"""Accounts compared, for programs: one event's facets and precedents, and two outlets."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chancery.errors import ServeError
from chancery.model.events import Event
from chancery.record.browsing import events_with
from chancery.views.compare import export_comparison, export_outlets
from chancery.views.precedents import export_precedents
from chancery.web.api.asking import Id, reading
from chancery.web.api.shapes import answer_of, give, problems
from chancery.web.pages.comparing import compare_one, compare_two, find_precedents
from chancery.web.site import Visit

router: Final = APIRouter()
_ONE: Final = problems(404, 422, 503)
Outlet = Annotated[str, Query(min_length=1, max_length=200, description="Name of an outlet.")]


def _event(visit: Visit, name: str) -> Event:
    found = events_with(visit.record, [name])
    if not found:
        raise visit.missing("event")
    return found[0]


@router.get(
    "/events/{id}/comparison", summary="An event's accounts compared", responses={200: answer_of("comparison"), **_ONE}
)
def comparison(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give on each facet whether the accounts of an event agree, differ, or only some tell it."""
    return reading(request, lambda visit: give(export_comparison(compare_one(visit, _event(visit, id)))))


@router.get(
    "/events/{id}/precedents", summary="An event's precedents", responses={200: answer_of("precedents"), **_ONE}
)
def precedents(request: Request, id: Id) -> Response:  # noqa: A002 - as the address names it
    """Give earlier events of the kind by holders of the same office, and what reports claim about it."""
    return reading(request, lambda visit: give(export_precedents(*find_precedents(visit, _event(visit, id)))))


@router.get(
    "/outlets/comparison",
    summary="Two outlets compared",
    responses={200: answer_of("outlets"), **problems(400), **_ONE},
)
def outlets(request: Request, one: Outlet, other: Outlet) -> Response:
    """Give how two outlets tell the same events, of very many the latest, and what only one of them tells."""
    if one == other:
        raise ServeError("C105", "An outlet cannot be compared with itself.", "Name two.")
    return reading(request, lambda visit: give(export_outlets(compare_two(visit, one, other))))
