"""Puts a server together: guards outside, pages and the API inside."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from chancery.errors import ChanceryError, RecordError
from chancery.record.store import Record
from chancery.views.deciding import is_waiting
from chancery.web.accounts import Accounts
from chancery.web.accounts_guard import AccountsGuard
from chancery.web.api.app import PREFIX, make_api
from chancery.web.attempts import Attempts
from chancery.web.failures import Failures
from chancery.web.guards import BodiesGuard, HeadersGuard, NamesGuard, OriginsGuard
from chancery.web.jobs import Jobs
from chancery.web.kept import KeptPages
from chancery.web.pages import (
    adding,
    chronicle,
    comparing,
    deciding,
    entities,
    events,
    history,
    ledger,
    logins,
    pairs,
    programs,
    reports,
    review,
    searching,
    words,
)
from chancery.web.records import Records
from chancery.web.settings import Settings
from chancery.web.site import Site, Visit, assets, make_templates

_THREADS: Final = 8  # that answer at once; more only wait for one another
_YEAR: Final = 365 * 24 * 3600
_FIRST: Final = ("event.html", "search.html")

PAGES: Final = (
    chronicle,
    events,
    words,
    ledger,
    entities,
    pairs,
    reports,
    searching,
    adding,
    review,
    deciding,
    history,
    comparing,
    programs,
)


def make_app(settings: Settings, jobs: Jobs | None = None) -> Starlette:
    """Make the application that serves one record; the record is opened on the first request.

    Args:
        settings: What the server is told.
        jobs: What reads added reports; by default, into the record that is served.
    """
    site = Site(
        settings=settings,
        records=Records(settings.record),
        templates=make_templates(),
        jobs=jobs or Jobs(settings.record, allow_private=settings.allow_private),
        secret=secrets.token_urlsafe(32),
    )
    accounts = Accounts(settings.accounts) if settings.accounts else None
    failures = Failures(site)
    api = make_api(site, failures)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        site.jobs.after = lambda: warm_up(app)
        follow_decisions(site)
        yield
        site.jobs.close()
        site.records.close()

    app = Starlette(
        routes=[
            Route("/assets/{digest}/{name}", give_asset),
            Mount(PREFIX, api),
            *(route for page in PAGES for route in page.routes),
            *(logins.routes if accounts else ()),
        ],
        middleware=[
            Middleware(HeadersGuard),
            Middleware(NamesGuard, hosts=settings.hosts, refuse=failures.refuse, any_address=settings.any_address),
            Middleware(OriginsGuard, refuse=failures.refuse),
            *(
                [Middleware(AccountsGuard, accounts=accounts, refuse=failures.refuse, https=settings.https)]
                if accounts
                else []
            ),
            Middleware(BodiesGuard, limit=settings.body_limit, refuse=failures.refuse),
            Middleware(KeptPages, records=site.records),
        ],
        exception_handlers={
            ChanceryError: failures.on_error,
            HTTPException: failures.on_http,
            Exception: failures.on_fault,
        },
        lifespan=lifespan,
    )
    app.state.site, app.state.api = site, api
    app.state.accounts, app.state.attempts = accounts, Attempts()
    return app


def bring_up_to_date(settings: Settings) -> None:
    """Bring an older record up to date, where it may be written; else it is served as it is.

    Raises:
        RecordError: If it is not there, is no record, or is too old to be read as it is.
    """
    try:
        Record.open(settings.record).close()
    except RecordError as error:
        if error.code != "C022":
            raise
    Record.open(settings.record, readonly=True).close()


def warm_up(app: Starlette) -> None:
    """Make what the first pages would wait for; a record that cannot be read is told to who asks for it."""
    site: Site = app.state.site
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "app": app}
    with suppress(ChanceryError), site.records.reading() as (record, state):
        visit = Visit(site=site, request=Request(scope), record=record, state=state)
        chronicle.show(visit)
        _ = visit.entries
        for name in _FIRST:
            site.templates.get_template(name)


def follow_decisions(site: Site) -> None:
    """Have decisions followed that were kept when a server or a review ended too soon."""
    with suppress(ChanceryError), site.records.reading() as (record, _):
        if is_waiting(record):
            site.jobs.conclude()


async def give_asset(request: Request) -> Response:
    """Give a file that pages load; its address changes with its content."""
    name = request.path_params["name"]
    if name not in assets():
        raise HTTPException(404)
    body, kind = assets()[name]
    return Response(body, media_type=kind, headers={"cache-control": f"public, max-age={_YEAR}, immutable"})
