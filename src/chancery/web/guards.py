"""Stands between the network and the pages: who may ask, under which name, from where, how much at once.

Headers   every answer says what a browser may do with it: run our own files, and nothing else
Names     requests under a name that is not the server's are refused (DNS rebinding)
Origins   requests that change something must come from our own pages, or from a program
Bodies    a request brings no more than the limit, whatever it says of its length
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chancery.errors import ServeError

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would take the origin from our own forms too
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN: Final = frozenset({"same-origin", "none"})

Refuse = Callable[[Scope, int, ServeError], ASGIApp]
"""Makes the answer to a request that is refused."""


class HeadersGuard:
    """Adds to every answer what a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_guarded if scope["type"] == "http" else send)


class NamesGuard:
    """Refuses requests under a name that is not the server's."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], refuse: Refuse, any_address: bool = False) -> None:
        """Take what answers, and the names it answers to; addresses in numbers too, if `any_address`."""
        self.app = app
        self._hosts = hosts
        self._any_address = any_address
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http":
            named = Headers(scope=scope).getlist("host")
            if len(named) != 1 or not self._answers_to(host_of(named[0])):
                error = ServeError("C102", "This server does not answer to that name.", "Use the address it printed.")
                await self._refuse(scope, 421, error)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _answers_to(self, host: str) -> bool:
        return host in self._hosts or (self._any_address and is_address(host))


class OriginsGuard:
    """Refuses requests that would change something and come from another site's page."""

    def __init__(self, app: ASGIApp, *, refuse: Refuse) -> None:
        """Take what answers."""
        self.app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http" and scope["method"] not in _SAFE and not comes_from_here(Headers(scope=scope)):
            error = ServeError(
                "C102", "The request came from another site's page.", "Open the page here, and send again."
            )
            await self._refuse(scope, 403, error)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class BodiesGuard:
    """Cuts requests off that bring more than the limit."""

    def __init__(self, app: ASGIApp, *, limit: int, refuse: Refuse) -> None:
        """Take what answers, and the limit in bytes."""
        self.app = app
        self._limit = limit
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse: by what the request says of its length, or by what it brings."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "0")
        if not (told.isascii() and told.isdigit()) or int(told) > self._limit:
            await self._too_much(scope, receive, send)
            return
        brought, begun = 0, False

        async def receive_counted() -> Message:
            nonlocal brought
            message = {"type": "http.disconnect"} if brought > self._limit else await receive()
            brought += len(message.get("body", b""))
            return message if brought <= self._limit else {"type": "http.disconnect"}

        async def send_noted(message: Message) -> None:
            nonlocal begun
            if begun or brought <= self._limit:
                begun = True
                await send(message)

        try:
            await self.app(scope, receive_counted, send_noted)
        except Exception:
            if brought <= self._limit:
                raise
        if brought > self._limit and not begun:
            await self._too_much(scope, receive, send)

    async def _too_much(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = f"{self._limit / 2**20:.0f} MB"
        error = ServeError(
            "C103", f"The request brings more than {most}.", "Send less at once, or use `chancery read`."
        )
        await self._refuse(scope, 413, error)(scope, receive, send)


def host_of(header: str) -> str:
    """Return the name in a `Host` header, without the port.

    Example:
        >>> host_of("localhost:8000"), host_of("[::1]:8000")
        ('localhost', '[::1]')
    """
    name, colon, port = header.strip().lower().rpartition(":")
    return name if colon and port.isdigit() and name else header.strip().lower()


def is_address(host: str) -> bool:
    """Tell whether a host is an address in numbers, as browsers write it.

    Example:
        >>> is_address("192.0.2.1"), is_address("[2001:db8::1]"), is_address("a.example")
        (True, True, False)
    """
    try:
        ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def comes_from_here(headers: Headers) -> bool:
    """Tell whether a request comes from one of our pages, or from no page at all.

    Browsers say from which kind of site a request comes, older ones the origin; programs say neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _OWN:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
