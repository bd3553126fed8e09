"""Puts the API together."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chancery import __version__
from chancery.errors import ChanceryError, ServeError
from chancery.web.api import comparing, decisions, entries, reports
from chancery.web.api.shapes import components
from chancery.web.failures import Failures, problem
from chancery.web.site import Site

PREFIX: Final = "/api/v1"
_ROUTERS: Final = (entries.router, comparing.router, reports.router, decisions.router)
_ABOUT: Final = (
    "A diplomatic record: events, quotations, pledges and offices, each pinned to the sentences that say it. "
    "Dates are EDTF level 1; offsets are Unicode characters of a report's clean text. Answers carry ETags; lists come "
    "in windows: give `next` as `after`. Where the server has accounts, requests bring `Authorization: Bearer TOKEN`."
)


class Api(FastAPI):
    """The API with the schemas of the export among its own."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        if not self.openapi_schema:
            made = super().openapi()
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            schemas.update(components())
            self.openapi_schema = made
        return self.openapi_schema


def make_api(site: Site, failures: Failures) -> FastAPI:
    """Make the API of a server."""
    api = Api(
        title="Chancery",
        version=__version__,
        description=_ABOUT,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(known_only)],
    )
    api.add_exception_handler(ChanceryError, failures.on_error)
    api.add_exception_handler(HTTPException, failures.on_http)
    api.add_exception_handler(RequestValidationError, on_invalid)
    for router in _ROUTERS:
        api.include_router(router)
    api.state.site = site
    return api


def known_only(request: Request) -> None:
    """Refuse a parameter that nothing reads: whoever misspells a filter would take the whole list for the filtered one.

    Raises:
        RequestValidationError: If the address brings one that the description does not have, or has once, twice.
    """
    if not request.query_params:
        return
    operations = request.app.openapi()["paths"].get(request.scope["route"].path_format, {})
    described = operations.get(request.method.lower(), {}).get("parameters", ())
    asked = {one["name"]: one["schema"] for one in described if one["in"] == "query"}
    known = sorted(asked)
    told = f"There is no such parameter; there are {', '.join(known) or 'none'}."
    faults = dict.fromkeys(set(request.query_params) - set(known), told)
    faults |= {
        name: "This parameter may stand once."
        for name, schema in asked.items()
        if schema.get("type") != "array" and len(request.query_params.getlist(name)) > 1
    }
    if faults:
        raise RequestValidationError(
            [{"type": "extra", "loc": ("query", name), "msg": faults[name]} for name in sorted(faults)]
        )


def on_invalid(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's signature
    """Answer a request whose values do not fit what is described."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these
    faults = [{"where": [str(part) for part in one["loc"]], "what": one["msg"]} for one in error.errors()]
    told = ServeError("C105", "The request does not fit its description.", "See /api/v1/openapi.json.")
    response = problem(422, told, errors=faults)
    response.headers["cache-control"] = "no-store"
    return response
