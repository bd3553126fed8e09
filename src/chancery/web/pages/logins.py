"""Logging in and out, one's own account, and the accounts of all for who keeps them."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chancery.errors import ServeError
from chancery.web.accounts import SESSION_S, Accounts
from chancery.web.accounts_guard import cookie_name, is_https
from chancery.web.asker import Asker, Role, current_asker
from chancery.web.attempts import Attempts
from chancery.web.passwords import LEAST
from chancery.web.site import render, site_of

_MOST: Final = 16 * 1024  # bytes of a form here; nobody needs to be logged in to send one
_WRONG: Final = "The name or the password is wrong."


# ---- logging in and out ----


def show_login(request: Request) -> Response:
    """Show the form."""
    return _page(request, "login.html", next=safe_next(request.query_params.get("next", "")), name="", wrong="")


async def log_in(request: Request) -> Response:
    """Log in with a name and a password; the answer to a wrong name and to a wrong password is the same."""
    given = await read_form(request)
    name, wanted = given.get("name", ""), safe_next(given.get("next", ""))
    try:
        known = await run_in_threadpool(_check, request, name, given.get("password", ""))
    except ServeError as error:
        if error.code != "C112":
            raise
        return _page(request, "login.html", status=429, next=wanted, name=name, wrong=f"{error.message} {error.remedy}")
    if known is None:
        return _page(request, "login.html", status=401, next=wanted, name=name, wrong=_WRONG)
    return await run_in_threadpool(_begin, request, known, wanted)


def _check(request: Request, name: str, password: str) -> str | None:
    """Return the account that a name and a password are right for.

    Raises:
        ServeError: C112 if there were too many attempts.
    """
    attempts: Attempts = request.app.state.attempts
    address = request.client.host if request.client else ""
    attempts.begin(name, address)
    known = accounts_of(request).check(name, password)
    if known is not None:
        attempts.succeed(name, address)
    return known


def _begin(request: Request, name: str, wanted: str) -> Response:
    """Begin a session of its own for this browser; the one before it ends."""
    accounts = accounts_of(request)
    if old := _secret(request):
        accounts.end_session(old)
    response = _to(wanted)
    response.set_cookie(
        _cookie(request),
        accounts.start_session(name),
        max_age=SESSION_S,
        path="/",
        secure=_https(request),
        httponly=True,
        samesite="strict",
    )
    return response


async def log_out(request: Request) -> Response:
    """Log out of this browser."""
    await _form_of_session(request)
    await run_in_threadpool(accounts_of(request).end_session, _secret(request))
    return _gone(request)


async def log_out_everywhere(request: Request) -> Response:
    """Log out of all browsers."""
    await _form_of_session(request)
    await run_in_threadpool(accounts_of(request).end_sessions, _asker().name)
    return _gone(request)


# ---- one's own account ----


def show_own(request: Request) -> Response:
    """Show one's own account."""
    return _own(request)


async def change_password(request: Request) -> Response:
    """Change one's own password; all sessions end, and this browser begins another."""
    given = await _form_of_session(request)
    name = _asker().name
    try:
        if await run_in_threadpool(_check, request, name, given.get("old", "")) is None:
            return _own(request, status=400, wrong="The old password is wrong.")
        await run_in_threadpool(accounts_of(request).set_password, name, given.get("new", ""))
    except ServeError as error:
        if error.code not in {"C111", "C112"}:
            raise
        return _own(request, status=400, wrong=f"{error.message} {error.remedy}")
    return await run_in_threadpool(_begin, request, name, "/account")


def _own(request: Request, *, status: int = 200, wrong: str = "") -> Response:
    return _page(request, "own_account.html", status=status, token=_asker().form_token, least=LEAST, wrong=wrong)


# ---- everybody's accounts ----


def show_all(request: Request) -> Response:
    """Show all accounts."""
    return _all(request)


def _changing(change: Callable[[Accounts, Mapping[str, str]], None]) -> Callable[[Request], Any]:
    """Turn a change of the accounts into what a route calls."""

    async def answer(request: Request) -> Response:
        given = await _form_of_session(request)
        if not _asker().keeps_accounts:  # the guard has seen to it; this is the second lock
            raise ServeError("C110", "That needs the role of an admin.", "Ask an admin for it.")
        try:
            await run_in_threadpool(change, accounts_of(request), given)
        except ServeError as error:
            if error.code != "C111":
                raise
            wrong = f"{error.message} {error.remedy}"
            return await run_in_threadpool(_all, request, status=400, wrong=wrong)
        return _to("/accounts")

    return answer


def _add(accounts: Accounts, given: Mapping[str, str]) -> None:
    accounts.add(given.get("name", ""), _role(given), given.get("password", ""))


def _remove(accounts: Accounts, given: Mapping[str, str]) -> None:
    accounts.remove(given.get("name", ""))


def _set_role(accounts: Accounts, given: Mapping[str, str]) -> None:
    accounts.set_role(given.get("name", ""), _role(given))


def _role(given: Mapping[str, str]) -> Role:
    try:
        return Role(given.get("role", ""))
    except ValueError as error:
        raise ServeError("C111", "There is no such role.", "Choose reader, reviewer or admin.") from error


def _all(request: Request, *, status: int = 200, wrong: str = "") -> Response:
    listed = accounts_of(request).listed()
    roles = [role.value for role in Role]
    return _page(
        request,
        "accounts_list.html",
        status=status,
        token=_asker().form_token,
        accounts=listed,
        roles=roles,
        least=LEAST,
        wrong=wrong,
    )


# ---- shared parts ----


def accounts_of(request: Request) -> Accounts:
    """Return the accounts of a server that has some."""
    accounts: Accounts = request.app.state.accounts
    return accounts


async def read_form(request: Request) -> dict[str, str]:
    """Read a small form.

    Raises:
        ServeError: C103 if it is not small.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            raise ServeError("C103", "The form brings too much.", "Send less.")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))


async def _form_of_session(request: Request) -> dict[str, str]:
    """Read a form that a page of this session brought.

    Raises:
        ServeError: C102 if it is none of this session's.
    """
    given = await read_form(request)
    if not hmac.compare_digest(given.get("token", "").encode(), _asker().form_token.encode()):
        raise ServeError("C102", "The form is not one of this session's.", "Open the page again, and send once more.")
    return given


def safe_next(wanted: str) -> str:
    """Return where to go after logging in: a page of this server, whatever the address says.

    Example:
        >>> safe_next("/events/x"), safe_next("//evil.example"), safe_next("https://evil.example")
        ('/events/x', '/', '/')
    """
    plain = wanted.isprintable() and "\\" not in wanted and len(wanted) <= _MOST
    return wanted if plain and wanted.startswith("/") and not wanted.startswith("//") else "/"


def _asker() -> Asker:
    asker = current_asker()
    assert asker is not None  # noqa: S101 - the guard lets nobody else through
    return asker


def _https(request: Request) -> bool:
    return is_https(request, told=site_of(request).settings.https)


def _cookie(request: Request) -> str:
    return cookie_name(https=_https(request))


def _secret(request: Request) -> str:
    return request.cookies.get(_cookie(request), "")


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=303, headers={"cache-control": "no-store"})


def _gone(request: Request) -> Response:
    response = _to("/login")
    response.delete_cookie(_cookie(request), path="/", secure=_https(request), httponly=True, samesite="strict")
    return response


def _page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - as shown
    response = render(site_of(request), request, template, status=status, **values)
    response.headers["cache-control"] = "no-store"
    return response


routes: Final = [
    Route("/login", show_login),
    Route("/login", log_in, methods=["POST"]),
    Route("/logout", log_out, methods=["POST"]),
    Route("/logout/everywhere", log_out_everywhere, methods=["POST"]),
    Route("/account", show_own),
    Route("/account/password", change_password, methods=["POST"]),
    Route("/accounts", show_all),
    Route("/accounts", _changing(_add), methods=["POST"]),
    Route("/accounts/remove", _changing(_remove), methods=["POST"]),
    Route("/accounts/role", _changing(_set_role), methods=["POST"]),
]
