"""Servers on this machine that answer as a test says, for what is fetched; and a clock that a test moves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

import pytest

from chancery.errors import InputError
from chancery.reading.web import Web, WebSettings

PAGE = b"<html><head><title>Talks</title></head><body><p>The ministers met in Strelsau.</p></body></html>"
QUICK = WebSettings(allow_private=True, delay=0.0, retries=0)

Respond = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request; `server.site` knows the answers."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer, and note what was asked for."""
        self.close_connection = True
        site = self.server.site
        site.asked.append((self.path, dict(self.headers)))
        with suppress(ConnectionError):
            site.answers.get(self.path, not_found)(self)

    def send(self, status: int, data: bytes = b"", **headers: str) -> None:
        """Send a whole answer; names of headers have _ for -."""
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(data)))
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def send_raw(self, data: bytes) -> None:
        """Send bytes that need not be HTTP."""
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the standard library's signature
        """Say nothing."""


def not_found(handler: Handler) -> None:
    """Answer 404."""
    handler.send(404)


@dataclass
class Site:
    """What a server answers, and what it was asked."""

    address: str = ""
    port: int = 0
    answers: dict[str, Respond] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """Return the paths that were asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def add(self, path: str, data: bytes, *, status: int = 200, **headers: str) -> str:
        """Answer a path with some bytes, and return its address."""
        self.answers[path] = lambda handler: handler.send(status, data, **headers)
        return self.address + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Answer a path with a redirect, and return its address."""
        return self.add(path, b"", status=status, Location=to)


class Server(ThreadingHTTPServer):
    """A server with answers."""

    daemon_threads = True
    site: Site

    def handle_error(self, *_: Any) -> None:  # noqa: ANN401
        """Say nothing: clients here break off on purpose."""


@contextmanager
def serve(context: SSLContext | None = None) -> Iterator[Site]:
    """Serve a site on a free port of 127.0.0.1, encrypted if a context is given."""
    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.site = Site(f"http{'s' if context else ''}://127.0.0.1:{server.server_port}", server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Return the time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Move the time."""
        self.slept.append(round(seconds, 3))
        self.time += seconds


def failure(web: Web, address: str) -> InputError:
    """Return the error with which an address is refused or given up."""
    with pytest.raises(InputError) as caught:
        web.fetch(address)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy.endswith((".", "--allow-private.")) or "feed:" in caught.value.remedy
    return caught.value


def polite(clock: Clock, **settings: float) -> Web:
    """Return the web by a clock of ours."""
    return Web(WebSettings(allow_private=True, **settings), clock=clock, sleep=clock.sleep)  # type: ignore[arg-type]
