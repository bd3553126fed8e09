"""Keeps finished pages until the record changes, and answers `304 Not Modified` where a browser has the page."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chancery.errors import RecordError
from chancery.web.asker import current_asker
from chancery.web.records import Records, State

_MOST: Final = 32 * 2**20  # bytes of pages that are kept
_LARGEST: Final = 2 * 2**20
_WORTH_PACKING: Final = 1024
_LEVEL: Final = 5
_NOT_SENT: Final = frozenset({b"content-length", b"content-type"})  # of an answer without a body

Key = tuple[str, bytes, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer.

    Attributes:
        headers: Without length and encoding.
        body: As it is.
        packed: Compressed with gzip; None where that gains nothing.
        tag: A hash of the body: the same page has the same in every run.
    """

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    packed: bytes | None
    tag: str


class KeptPages:
    """Answers from what is kept; keeps what is answered, unless the answer says `no-store`.

    What a page shows depends on its address, on the record, and, where there are accounts, on who asks: nobody is
    given what was made for somebody else, nor for another role.
    """

    def __init__(self, app: ASGIApp, *, records: Records) -> None:
        """Take what answers, and the record that the answers are made of."""
        self.app = app
        self._records = records
        self._state: State | None = None
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or make the answer and keep it."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(("/assets/", "/add")):
            await self.app(scope, receive, send)
            return
        try:
            state = self._records.state()
        except RecordError:  # whoever answers says so
            await self.app(scope, receive, send)
            return
        asker = current_asker()
        key = (scope["path"], scope["query_string"], f"{asker.key} {asker.role} {asker.name}" if asker else "")
        kept = self._find(state, key)
        if kept is None:
            caught = _Caught(send)
            await self.app(scope, receive, caught.take)
            kept = caught.answer()
            if kept is None:
                return
            self._keep(state, key, kept)
        await _send(kept, Headers(scope=scope), send)

    def _find(self, state: State, key: Key) -> Kept | None:
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state, self._size = state, 0
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, state: State, key: Key, kept: Kept) -> None:
        with self._lock:
            if state != self._state or key in self._kept:
                return
            self._kept[key] = kept
            self._size += _size(kept)
            while self._size > _MOST:
                self._size -= _size(self._kept.popitem(last=False)[1])


class _Caught:
    """Holds an answer back until it is known whether it may be kept; passes on what may not."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._whole = False

    async def take(self, message: Message) -> None:
        """Take a piece of the answer."""
        if message["type"] == "http.response.start":
            if message["status"] == 200 and b"no-store" not in dict(message["headers"]).get(b"cache-control", b""):  # noqa: PLR2004
                self._start = message
                return
        elif self._start is not None:
            self._parts.append(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if sum(map(len, self._parts)) <= _LARGEST:
                return
            await self._pass_on()
            return
        await self._send(message)

    async def _pass_on(self) -> None:
        """Send what was held back of an answer that is too large to keep."""
        assert self._start is not None  # noqa: S101 - there is a body only after a start
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": b"".join(self._parts), "more_body": not self._whole})
        self._start = None

    def answer(self) -> Kept | None:
        """Return the whole answer; None if it was passed on."""
        if self._start is None or not self._whole:
            return None
        body = b"".join(self._parts)
        packed = gzip.compress(body, _LEVEL, mtime=0) if len(body) >= _WORTH_PACKING else None
        headers = tuple(pair for pair in self._start["headers"] if pair[0] != b"content-length")
        return Kept(headers, body, packed, f'"{hashlib.sha256(body).hexdigest()[:24]}"')


def _size(kept: Kept) -> int:
    return len(kept.body) + len(kept.packed or b"")


async def _send(kept: Kept, asked: Headers, send: Send) -> None:
    """Send a finished answer: not at all where the browser has it, compressed where it takes that."""
    status, body = 200, kept.body
    headers = MutableHeaders(raw=list(kept.headers))
    if matches(asked.get("if-none-match", ""), kept.tag):
        status, body = 304, b""
        headers = MutableHeaders(raw=[pair for pair in kept.headers if pair[0] not in _NOT_SENT])
    elif kept.packed is not None and takes_gzip(asked.get("accept-encoding", "")):
        body = kept.packed
        headers["content-encoding"] = "gzip"
    headers["etag"] = kept.tag
    headers.setdefault("cache-control", "private, no-cache")
    headers.add_vary_header("Accept-Encoding")
    if current_asker():
        headers.add_vary_header("Cookie, Authorization")
    if status != 304:  # noqa: PLR2004 - as the standard numbers it
        headers["content-length"] = str(len(body))
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})


def matches(asked: str, tag: str) -> bool:
    """Tell whether a browser has the page with this tag.

    Example:
        >>> matches('W/"a", "b"', '"b"'), matches("*", '"b"'), matches('"c"', '"b"')
        (True, True, False)
    """
    tags = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return tag in tags or "*" in tags


def takes_gzip(header: str) -> bool:
    """Tell whether a client takes gzip.

    Example:
        >>> takes_gzip("gzip, br"), takes_gzip("gzip;q=0"), takes_gzip("")
        (True, False, False)
    """
    for one in header.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
