"""What programs may ask: the same filters as the pages have, checked and described."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from chancery.record.browsing import Wanted
from chancery.web.asking import read_day
from chancery.web.site import Visit, site_of

_CODE: Final = 200  # letters of an id or a name
_FEW: Final = 12
_DATE: Final = r"^\d{3}[\dX](-\d{2}(-\d{2})?)?$"

Id = Annotated[str, Path(min_length=1, max_length=_CODE, description="Id of the entry.")]
_NO_NUMBER: Final = r"[^\d.eE+-]"  # no code, id or name is written in the signs of a number alone
Values = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=_CODE, pattern=_NO_NUMBER)]], Query(max_length=_FEW)
]
Word = Annotated[str | None, Query(min_length=1, max_length=_CODE, pattern=_NO_NUMBER)]
_A_DAY: Final = "2020, 2020-10, 2020-10-23 or 202X."
Day = Annotated[str | None, Query(pattern=_DATE, description=_A_DAY)]
Since = Annotated[str | None, Query(alias="from", pattern=_DATE, description=_A_DAY)]
Until = Annotated[str | None, Query(alias="to", pattern=_DATE, description=_A_DAY)]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
After = Annotated[str | None, Query(pattern=r"^.+_.+$", max_length=_CODE, description="`next` of the window before.")]
AfterId = Annotated[str | None, Query(min_length=1, max_length=_CODE, description="`next` of the window before.")]


def wanted(  # noqa: PLR0913 - one parameter a filter
    *,
    state: Values = [],  # noqa: B006 - FastAPI copies it
    person: Values = [],  # noqa: B006
    outlet: Values = [],  # noqa: B006
    type: Annotated[  # noqa: A002 - PLOVER's word for it
        str | None, Query(pattern=r"^[A-Z]+(/[a-z-]+)?$", max_length=60, description="CONSULT or CONSULT/visit.")
    ] = None,
    status: Annotated[str | None, Query(pattern=r"^[a-z]+$", max_length=20)] = None,
    text: Annotated[str, Query(max_length=500)] = "",
    since: Since = None,
    until: Until = None,
    undated: bool = False,
) -> Wanted:
    """Read the filters of a list in time."""
    kind, _, mode = (type or "").partition("/")
    return Wanted(
        states=tuple(state),
        people=tuple(person),
        outlets=tuple(outlet),
        type=kind or None,
        mode=mode or None,
        status=status,
        text=text,
        since=read_day(since, first=True),
        until=read_day(until, first=False),
        undated=undated,
    )


def window_of_ids(ids: Sequence[str], after: str | None, limit: int) -> tuple[list[str], str | None]:
    """Cut a window out of a list of ids in their own order."""
    rest = ids if after is None else [one for one in ids if one > after]
    chosen = list(rest[:limit])
    return chosen, chosen[-1] if len(rest) > limit else None


def reading(request: Request, answer: Callable[[Visit], Response]) -> Response:
    """Answer a request with the record lent to it."""
    site = site_of(request)
    with site.records.reading() as (record, state):
        return answer(Visit(site=site, request=request, record=record, state=state, late=False))
