"""Connections that lead where they were checked to lead, and end when their time is up.

A name is looked up once; every number that it stands for is checked, and the connection goes to one
of these numbers. A server that changes its answer between the check and the connection gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

import httpcore

from chancery.reading.addresses import check_ip
from chancery.reading.politeness import NotNowError

Resolve = Callable[[str, int], list[str]]
"""Looks a host up: name and port to numbers, the likeliest to answer first."""

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

_TRIED: Final = 4  # numbers of one name
_LEAST_S: Final = 2.0  # seconds for each, within the time for all


def resolve(host: str, port: int) -> list[str]:
    """Look a host up with the system's resolver.

    Raises:
        OSError: If it has no number.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Deadline:
    """A moment at which work must be done."""

    def __init__(self, seconds: float) -> None:
        """Start the clock."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            httpcore.ReadTimeout: If there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked numbers only, for one request."""

    def __init__(self, shown: str, *, deadline: Deadline, allow_private: bool, resolve: Resolve) -> None:
        """Take what the request may do.

        Args:
            shown: The address that is asked for, for messages.
            deadline: When the whole answer must be there.
            allow_private: Whether the connection may lead into the own network.
            resolve: Looks names up.
        """
        self._shown = shown
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """Look the host up, check its numbers, and connect to the first that answers.

        Raises:
            NotNowError: If the name has no number.
            InputError: C065 if one of its numbers is private.
            httpcore.ConnectError: If none answers.
        """
        numbers = self._numbers(host, port)
        whole = Deadline(timeout or self._deadline.left())
        for tried, number in enumerate(numbers, 1):
            share = whole.left() if tried == len(numbers) else max(_LEAST_S, whole.left() / 2)
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    number, port, min(share, self._deadline.left()), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if tried == len(numbers):
                    raise
            else:
                return TimedStream(stream, self._deadline)
        raise httpcore.ConnectError

    def _numbers(self, host: str, port: int) -> list[str]:
        try:
            numbers = self._resolve(host, port)[:_TRIED]
        except (OSError, UnicodeError) as error:
            reason = f"{host} is not known ({getattr(error, 'strerror', None) or 'no such name'})"
            raise NotNowError(reason, "Check the address and the network.") from error
        for number in numbers:
            check_ip(number.partition("%")[0], self._shown, allow_private=self._allow_private)
        return numbers

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks before it connects again; it is told not to."""
        time.sleep(min(seconds, self._deadline.left()))


class TimedStream(httpcore.NetworkStream):
    """A stream on which nothing goes on after the deadline, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        """Take the stream and its deadline."""
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline is stricter
        """Read some bytes."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Write bytes."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close it."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt it; the certificate must be that of the name asked for, not of the number."""
        seconds = min(timeout or self._deadline.left(), self._deadline.left())
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        """Return what httpcore wants to know of the socket."""
        return self._stream.get_extra_info(info)


def proxy_of_environment(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for addresses of this scheme, unless it exempts the host."""
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 - asked for by few

    return None if proxy_bypass(host) else getproxies().get(scheme)
