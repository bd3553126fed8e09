"""Reads the forms that decide something: where they come from, who signs them, and where they lead back to."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.errors import ServeError
from chancery.record.store import Record
from chancery.web.asker import current_asker, signed_as
from chancery.web.site import Site, site_of

_COOKIE: Final = "chancery_author"
_YEAR: Final = 365 * 24 * 3600
_LARGEST: Final = 256 * 1024  # bytes of a form without files
_FIELDS: Final = 400  # of an entry that hundreds of reports tell, each report is one
_NAME: Final = 120  # letters of an author's name
_TEXT: Final = 2000
_PATIENCE_S: Final = 30.0  # while another thread or program writes what it concluded


def check_token(site: Site, form: FormData) -> None:
    """Make sure that a form is one of this server's.

    Raises:
        ServeError: C102 if it does not bring the server's token.
    """
    if not hmac.compare_digest(str(form.get("token", "")).encode(), site.token.encode()):
        remedy = "Open the page again, and send once more."
        raise ServeError("C102", "The form is not one of this server's, or the server was started anew.", remedy)


def taken(write: Callable[[Site, Request, FormData], Response]) -> Callable[[Request], object]:
    """Turn what writes into what a route calls: the form is read and checked, then it writes on a thread of its own."""

    async def answer(request: Request) -> Response:
        site = site_of(request)
        told = request.headers.get("content-length", "")
        if not told.isdigit() or int(told) > _LARGEST:
            raise ServeError("C103", "The form brings more than a decision takes.", "Give a shorter reason.")
        async with request.form(max_files=0, max_fields=_FIELDS) as form:
            check_token(site, form)
            response = await run_in_threadpool(write, site, request, form)
        by = field_of(form, "by", _NAME)
        if by:
            keep_author(response, by)
        response.headers["cache-control"] = "no-store"
        return response

    return answer


def field_of(form: FormData, name: str, most: int = _TEXT) -> str:
    """Return the words of a field, without what is longer than it takes."""
    return " ".join(str(form.get(name, "")).split())[:most]


def author_of(request: Request) -> str:
    """Return who signs the decisions that come from this browser; nothing before anybody has."""
    asker = current_asker()
    if asker:
        return asker.name
    told = " ".join(unquote(request.cookies.get(_COOKIE, "")).split())
    return "".join(letter for letter in told if letter.isprintable())[:_NAME]


def signed_by(request: Request, form: FormData) -> str:
    """Return who signs a form: the account where there are accounts, else whom it names, else who signed before."""
    return signed_as(field_of(form, "by", _NAME) or author_of(request))


def keep_author(response: Response, by: str) -> None:
    """Have the browser remember who signs."""
    response.set_cookie(_COOKIE, quote(by), max_age=_YEAR, path="/", samesite="strict", httponly=True)


def lead_to(address: str) -> Response:
    """Lead the browser to a page of this server."""
    return RedirectResponse(address, status_code=303)


def way_back(form: FormData, otherwise: str) -> str:
    r"""Return where a form leads back to: a page of this server, whatever it says.

    Example:
        >>> way_back(FormData({"next": "//example.org"}), "/"), way_back(FormData({"next": "/history?page=2"}), "/")
        ('/', '/history?page=2')
    """
    told = str(form.get("next", ""))
    own = told.startswith("/") and not told.startswith(("//", "/\\")) and told.isascii() and told.isprintable()
    return told if own and len(told) <= _TEXT else otherwise


@contextmanager
def deciding(site: Site) -> Iterator[Record]:
    """Open the record to add a decision; afterwards it is put together again, behind what is being read.

    Raises:
        RecordError: If the record cannot be written.
    """
    with Record.open(site.settings.record, busy_s=_PATIENCE_S) as record:
        yield record
    site.jobs.conclude()
