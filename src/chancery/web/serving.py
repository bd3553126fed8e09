"""Runs a server until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import uvicorn
from starlette.applications import Starlette

from chancery.errors import ServeError

_WAITING: Final = 128  # connections that wait to be taken
_PATIENCE_S: Final = 5  # for answers under way when it stops


def open_socket(host: str, port: int) -> socket.socket:
    """Listen on an address.

    Args:
        host: An address of this machine.
        port: A port, or 0 for any free one.

    Raises:
        ServeError: C101 if it is taken, or is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol is named so that asyncio sends small pieces at once; else each answer waits 40 ms for its second half
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host.strip("[]"), port))
    except OSError as error:
        listening.close()
        why = error.strerror or str(error)
        raise ServeError("C101", f"Cannot serve on {host}, port {port}: {why}.", "Choose another --port.") from error
    listening.listen(_WAITING)
    return listening


def run(app: Starlette, listening: socket.socket, *, proxied: bool = False, ready: Callable[[], None]) -> None:
    """Answer until Ctrl-C or a signal to end.

    Args:
        app: What answers.
        listening: Where.
        proxied: Whether a proxy on this machine says who asks, and how; nobody else is believed.
        ready: Is called once requests are answered at once.
    """
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="on",
        proxy_headers=proxied,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    with listening, suppress(KeyboardInterrupt):  # which uvicorn passes on once it has stopped
        _Server(config, ready).run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
