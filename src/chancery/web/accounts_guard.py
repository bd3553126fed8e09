"""Stands before everything where a server has accounts: who asks, and may they?

What is not named here needs the role that reads, or the one that reviews if it changes something: a page that is added
later is guarded from its first day.
"""

from __future__ import annotations

import hmac
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chancery.errors import ServeError
from chancery.web.accounts import Accounts
from chancery.web.asker import ASKER, Asker, Role
from chancery.web.guards import Refuse

FORM_HEADER: Final = "x-chancery-token"
LOGIN: Final = "/login"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_API: Final = "/api/"
_OWN: Final = frozenset({"/account", "/account/password", "/logout", "/logout/everywhere"})
_BEARER: Final = "bearer "


class AccountsGuard:
    """Lets through who is logged in, or brings a token, and has the role that is needed."""

    def __init__(self, app: ASGIApp, *, accounts: Accounts, refuse: Refuse, https: bool) -> None:
        """Take what answers, and who may ask."""
        self.app = app
        self._accounts = accounts
        self._refuse = refuse
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in somebody's name, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        needed = needed_role(scope["method"], scope["path"])
        if needed is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            asker = await run_in_threadpool(self._find, request)
        except ServeError as error:
            await self._refuse(scope, 503, error)(scope, receive, send)
            return
        before = ASKER.set(asker)
        try:
            await (self._refusal(request, asker, needed) or self.app)(scope, receive, send)
        finally:
            ASKER.reset(before)

    def _find(self, request: Request) -> Asker | None:
        told = request.headers.get("authorization", "")
        if told:  # whoever brings a token is a program, whatever cookies come along
            is_token = told.lower().startswith(_BEARER) and request.url.path.startswith(_API)
            return self._accounts.of_token(told[len(_BEARER) :].strip()) if is_token else None
        secret = request.cookies.get(cookie_name(https=is_https(request, told=self._https)), "")
        return self._accounts.of_session(secret) if secret else None

    def _refusal(self, request: Request, asker: Asker | None, needed: Role) -> ASGIApp | None:
        """Return the answer to a request that may not be; None if it may."""
        if asker is None:
            return self._unknown(request)
        if not asker.role.may(needed):
            error = ServeError("C110", f"That needs the role of {_article(needed)}.", "Ask an admin for it.")
            return self._refuse(request.scope, 403, error)
        from_page = asker.form_token and request.method not in _SAFE
        if from_page and request.url.path.startswith(_API):
            given = request.headers.get(FORM_HEADER, "")
            if not hmac.compare_digest(given.encode(), asker.form_token.encode()):
                error = ServeError(
                    "C102", "A session alone changes nothing here.", "Programs bring a token: Authorization: Bearer ..."
                )
                return self._refuse(request.scope, 403, error)
        return None

    def _unknown(self, request: Request) -> ASGIApp:
        """Ask who it is: a person on a page, a program by the header that says so."""
        path = request.url.path
        if path.startswith(_API):
            error = ServeError("C110", "This server has accounts.", "Bring a token: Authorization: Bearer ...")
            return _with_header(self._refuse(request.scope, 401, error), b"www-authenticate", b"Bearer")
        if "hx-request" in request.headers:  # a part of a page that was left open: the whole page goes to the login
            return Response(status_code=401, headers={"hx-redirect": LOGIN, "cache-control": "no-store"})
        wanted = f"{path}?{request.url.query}" if request.url.query else path
        asked = f"?next={quote(wanted, safe='/')}" if request.method in _SAFE and wanted != "/" else ""
        return RedirectResponse(f"{LOGIN}{asked}", status_code=303, headers={"cache-control": "no-store"})


def needed_role(method: str, path: str) -> Role | None:
    """Return the role that a request needs; None if anybody may ask.

    Example:
        >>> needed_role("GET", "/login"), needed_role("GET", "/events/x"), needed_role("POST", "/api/v1/decisions")
        (None, <Role.READER: 'reader'>, <Role.REVIEWER: 'reviewer'>)
    """
    if path == LOGIN or path.startswith("/assets/"):
        return None
    if path == "/accounts" or path.startswith("/accounts/"):
        return Role.ADMIN
    if path in _OWN or (method in _SAFE and not (path == "/add" or path.startswith("/add/"))):
        return Role.READER
    return Role.REVIEWER


def is_https(request: Request, *, told: bool) -> bool:
    """Tell whether a browser reaches the server over https: as the server was told, or as the request came."""
    return told or request.url.scheme == "https"


def cookie_name(*, https: bool) -> str:
    """Return the name of the cookie; browsers take a name with this prefix over https only, from this host alone.

    Source: RFC 6265bis, section 4.1.3.2.
    """
    return "__Host-chancery" if https else "chancery_session"


def _article(role: Role) -> str:
    return f"an {role}" if role is Role.ADMIN else f"a {role}"


def _with_header(app: ASGIApp, name: bytes, value: bytes) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (name, value)]
            await send(message)

        await app(scope, receive, send_more)

    return answer
