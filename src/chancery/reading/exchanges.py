"""One request and its answer, with limits on all that a server decides: time, size, packing."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import unquote, urlsplit

import httpcore

from chancery.errors import InputError
from chancery.reading.addresses import Address, show
from chancery.reading.connections import CheckedBackend, Deadline, Resolve, proxy_of_environment
from chancery.reading.politeness import NotNowError

_PLAIN: Final = frozenset({"", "identity"})
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_OPENED_AT_ONCE: Final = 2**16  # bytes unpacked before they are counted
_IN_A_BROWSER: Final = "Open it in a browser; if it opens there, try again later."


class BrokenOffError(NotNowError):
    """A connection broke, or none came about: another try may do better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for, and what the answer may cost.

    Attributes:
        address: The address.
        shown: The address that the user, a feed or a redirect named, for messages.
        headers: Headers besides Host and Connection.
        size: Bytes of the answer, unpacked.
        cut: Whether a larger answer is cut there; else it is refused.
        connect_s: Seconds to connect.
        whole_s: Seconds for everything.
        allow_private: Whether it may lead into the own network.
        proxy: A proxy to ask instead of the host.
        trust_env: Whether the environment may name the proxy.
        resolve: Looks names up.
    """

    address: Address
    shown: str
    headers: Mapping[str, str]
    size: int
    cut: bool
    connect_s: float
    whole_s: float
    allow_private: bool
    proxy: str | None
    trust_env: bool
    resolve: Resolve


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        status: Its code.
        headers: By names in lower case; of several with one name the last.
        data: The content, unpacked; empty unless the status is one of success.
    """

    status: int
    headers: Mapping[str, str]
    data: bytes


def exchange(request: Request) -> Answer:
    """Send one request; redirects are not followed.

    Raises:
        BrokenOffError: If the connection broke off or nobody answered.
        NotNowError: If the answer did not come for another reason, or cannot be unpacked.
        InputError: C014 if it is larger than the limit; C065 if it leads into the own network.
    """
    address = request.address
    headers = list({"Host": address.authority, "Connection": "close", **request.headers}.items())
    url = httpcore.URL(  # given whole, it would lose what follows a semicolon
        scheme=address.scheme.encode(),
        host=address.host.encode(),
        port=None if address.is_usual_port else address.port,
        target=address.target.encode(),
    )
    timeouts = {"connect": request.connect_s, "pool": request.connect_s}
    with (
        _told(request),
        _pool(request) as pool,
        pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as response,
    ):
        said = {_text(name).lower(): _text(value) for name, value in response.headers}
        status = response.status
        if not 200 <= status < 300:  # noqa: PLR2004 - the codes of success
            return Answer(status, said, b"")
        return Answer(status, said, _content(request, said, response.iter_stream()))


def _pool(request: Request) -> httpcore.ConnectionPool:
    address = request.address
    proxy = request.proxy or (proxy_of_environment(address.scheme, address.host) if request.trust_env else None)
    backend = CheckedBackend(
        request.shown,
        deadline=Deadline(request.whole_s),
        allow_private=request.allow_private or proxy is not None,  # the user chose where the proxy is
        resolve=request.resolve,
    )
    if proxy is None:
        return httpcore.ConnectionPool(_certificates(), network_backend=backend)
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        url = httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target="/")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(proxy)  # noqa: TRY301 - told below
        auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        return httpcore.HTTPProxy(url, auth, ssl_context=_certificates(), network_backend=backend)
    except (ValueError, TypeError) as error:  # TypeError: its letters are not ASCII
        reason = f"the proxy {show(proxy)!r} has no address of the form http://host:port"
        raise NotNowError(reason, "Name another, or none.") from error


@cache
def _certificates() -> ssl.SSLContext:
    """Load whom to trust, once: the system's authorities, and those of `certifi`."""
    return httpcore.default_ssl_context()


@contextmanager
def _told(request: Request) -> Iterator[None]:
    """Turn what httpcore raises into a reason that people understand."""
    try:
        yield
    except httpcore.ConnectTimeout as error:
        reason = f"{request.address.host} did not answer within {request.connect_s:g} s"
        raise BrokenOffError(reason) from error
    except httpcore.TimeoutException as error:
        reason = f"{request.address.host} was too slow: the whole had not come within {request.whole_s:g} s"
        raise NotNowError(reason) from error
    except httpcore.ConnectError as error:
        reason = _unconnected(error, request.address.host)
        raise NotNowError(reason, "Check the address and the network.") from error
    except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
        reason = f"{request.address.host} broke off ({_first_line(error)})"
        raise BrokenOffError(reason) from error
    except (httpcore.ProtocolError, httpcore.ProxyError, httpcore.UnsupportedProtocol) as error:
        raise NotNowError(_first_line(error), _IN_A_BROWSER) from error


def _unconnected(error: Exception, host: str) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"{host} shows a certificate that is not to be trusted ({cause.verify_message})"
        if isinstance(cause, ssl.SSLError):
            return f"{host} speaks no TLS that is understood"
        cause = cause.__cause__ or cause.__context__
    return f"{host} cannot be connected to ({_first_line(error)})"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0].strip().rstrip(".") or type(error).__name__


def _content(request: Request, headers: Mapping[str, str], stream: Iterable[bytes]) -> bytes:
    """Read and unpack the content, as far as the limit goes."""
    length = headers.get("content-length", "")
    if not request.cut and length.isdigit() and int(length[:15]) > request.size:
        raise _too_large(request)
    content = bytearray()
    for part in _unpacked(stream, headers.get("content-encoding", "").strip().lower()):
        content += part
        if len(content) > request.size:
            if request.cut:
                return bytes(content[: request.size])
            raise _too_large(request)
    return bytes(content)


def _unpacked(stream: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """Unpack a stream little by little, so that a bomb is noticed before it has gone off."""
    if packing in _PLAIN:
        yield from stream
        return
    if packing not in _PACKED:
        reason = f"it is packed as {packing[:40]!r}, which was not asked for"
        raise NotNowError(reason, _IN_A_BROWSER)
    unpacker = None
    try:
        for part in stream:
            unpacker = unpacker or zlib.decompressobj(_window(part))
            while part and not unpacker.eof:
                yield unpacker.decompress(part, _OPENED_AT_ONCE)
                part = unpacker.unconsumed_tail  # noqa: PLW2901 - what is left of it
    except zlib.error as error:
        reason = "its packing is damaged"
        raise BrokenOffError(reason) from error
    if unpacker is not None and not unpacker.eof:
        reason = "its packing is cut off"
        raise BrokenOffError(reason)


def _window(start: bytes) -> int:
    """Tell gzip and zlib from bare deflate, which some servers send, by the first byte."""
    zipped = start[:1] == b"\x1f" or start[0] & 0x0F == 8  # noqa: PLR2004 - RFC 1950, section 2.2
    return zlib.MAX_WBITS | 32 if zipped else -zlib.MAX_WBITS


def _too_large(request: Request) -> InputError:
    message = f"{request.shown} is larger than {request.size / 2**20:,.0f} MB."
    return InputError("C014", message, "Save it as a file, and cut it.")


def _text(value: bytes) -> str:
    """Read a header: UTF-8 where it is, for the addresses in it; else as HTTP has it."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
