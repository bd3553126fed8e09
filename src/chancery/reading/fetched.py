"""What an address gave: the bytes, what the server says of them, and whether they are a feed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import urljoin

from chancery.errors import InputError
from chancery.reading.source import Kind

_START: Final = 64 * 2**10  # bytes by which a kind is told
_HEAD: Final = 2**18  # bytes of a page in which its head ends
_LINK: Final = re.compile(rb"<link\b[^>]{1,1000}>", re.IGNORECASE)
_FEED_LINK: Final = re.compile(rb"application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF: Final = re.compile(rb"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        address: Where it came from in the end, without what only counts visitors.
        status: 200, or 304 if it is as it was; then there is no data.
        data: The bytes, unpacked.
        media_type: As the server calls it, in lower case, without parameters.
        etag: The server's mark of this version.
        last_modified: The server's date of this version.
    """

    address: str
    status: int
    data: bytes = field(repr=False)
    media_type: str = ""
    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_feed(self) -> bool:
        """Tell a feed by its bytes; what the server calls it is often wrong."""
        from chancery.reading.kinds import tell_kind  # noqa: PLC0415 - brings the readers of tables with it

        try:
            return tell_kind(self.data[:_START], name="") is Kind.FEED
        except InputError:
            return False

    @property
    def feed_named(self) -> str | None:
        """Return the address of the feed that a page speaks of in its head."""
        links = _LINK.findall(self.data[:_HEAD])
        href = _HREF.search(next(filter(_FEED_LINK.search, links), b""))
        try:
            return urljoin(self.address, unescape(href[1].decode("utf-8", "replace"))) if href else None
        except ValueError:
            return None
