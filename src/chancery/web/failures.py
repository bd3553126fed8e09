"""What a request is told that cannot be answered: a page with a way back, or a problem document; never a traceback."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from chancery.errors import ChanceryError, QueryError, RecordError, ServeError
from chancery.web.guards import HEADERS
from chancery.web.site import Site, render

API: Final = "/api/"
PROBLEM: Final = "application/problem+json"
_OURS: Final = ServeError("C105", "Something went wrong on our side.", "Try again; the server's own output says more.")
_STATUSES: Final = {
    "C052": 409,
    "C080": 409,
    "C081": 409,
    "C082": 422,
    "C083": 422,
    "C086": 422,
    "C102": 403,
    "C103": 413,
    "C104": 404,
    "C105": 400,
    "C110": 403,
    "C111": 400,
    "C112": 429,
    "C113": 503,
}
_TITLES: Final = {
    400: "This cannot be asked",
    401: "Log in first",
    403: "That is not allowed",
    404: "Nothing is here",
    405: "This page does not take that",
    409: "That cannot be now",
    413: "That is too much",
    429: "Too often",
    421: "Wrong address",
    422: "This cannot be decided",
    500: "Something went wrong",
    503: "The record cannot be read now",
}


class Failures:
    """Makes the answers to requests that fail."""

    def __init__(self, site: Site) -> None:
        """Take the server that answers."""
        self._site = site

    def refuse(self, scope: Scope, status: int, error: ServeError) -> ASGIApp:
        """Answer a request that a guard turned away."""
        return self.answer(Request(scope), status, error)

    def on_error(self, request: Request, error: Exception) -> Response:
        """Answer a request that ended in one of our own errors."""
        assert isinstance(error, ChanceryError)  # noqa: S101 - registered for these
        return self.answer(request, status_of(error), error)

    def on_http(self, request: Request, error: Exception) -> Response:
        """Answer a request for what is not there, or that a form or route refused."""
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for these
        if error.status_code == HTTPStatus.NOT_FOUND:
            known = ServeError("C104", "There is no page at this address.", "Go back, or start from the chronicle.")
        else:
            known = ServeError("C105", f"{error.detail}.", "Go back, or start from the chronicle.")
        response = self.answer(request, error.status_code, known)
        response.headers.update(error.headers or {})
        return response

    def on_fault(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 - the log has it, the page not
        """Answer a request that hit a fault of the program."""
        response = self.answer(request, 500, _OURS)
        response.headers.update(HEADERS)  # such an answer is sent from outside of the guards
        return response

    def answer(self, request: Request, status: int, error: ChanceryError) -> Response:
        """Say what is wrong, as a page or as a problem document."""
        if request.url.path.startswith(API):
            response = problem(status, error)
        else:
            title = _TITLES.get(status, HTTPStatus(status).phrase)
            response = render(self._site, request, "failure.html", status=status, title=title, error=error)
        response.headers["cache-control"] = "no-store"
        return response


def status_of(error: ChanceryError) -> int:
    """Return the status that an error is answered with."""
    if isinstance(error, RecordError):
        return 503
    if isinstance(error, QueryError):
        return _STATUSES.get(error.code, 404)
    return _STATUSES.get(error.code, 400)


def problem(status: int, error: ChanceryError, **more: Any) -> Response:  # noqa: ANN401 - whatever JSON holds
    """Write a problem document.

    Source: RFC 9457.
    """
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": error.code,
        "detail": error.message,
        "remedy": error.remedy,
        **more,
    }
    return Response(msgspec.json.encode(told), status_code=status, media_type=PROBLEM)
