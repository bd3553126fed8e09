"""Feeds (RSS, Atom) to entries and items; bytes only, nothing is ever fetched.

feedparser reads what feeds really look like. It is given a stream, never a string, since it takes
strings for addresses; document types are cut out by it, so that no entity unfolds and none is fetched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_tz
from html import unescape
from typing import Any, Final, Protocol
from urllib.parse import urljoin, urlsplit

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.files import skipped
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item, Kind, PageData

_MAX_TAGS: Final = 500_000  # ten thousand entries have as many; nested in each other they take 10 s
_YEARS: Final = range(1970, 2101)
_ISO: Final = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_LONG_YEAR: Final = re.compile(r"(?<![\d.:+-])\d{5,7}(?:-\d\d-|\s|$)")  # feedparser reads the year 20021 as 2002
_TAG: Final = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>")
_ENDING: Final = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:rss|feed|RDF)\s*>", re.IGNORECASE)
_END: Final = 4096  # bytes in which a whole feed's last tag stands; some append comments
_UNPRINTABLE: Final = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_LONGEST: Final = 2000  # characters of a title or an address
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2}(?![A-Za-z])")
_MAX_AUTHORS: Final = 20


class Readable(Protocol):
    """A stream of bytes that may only go forward."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed.

    Attributes:
        title: Its title, without markup.
        link: Absolute address of the report; http or https only.
        id: What the feed calls it; its link where it has no id.
        date: ISO 8601 date of publication, as written.
        html: The report, or its teaser; "" where the feed gives neither.
        is_html: Whether `html` is markup; else it is plain text.
        authors: Persons.
        site: The feed's title.
        language: ISO 639-1, as declared.
    """

    title: str | None = None
    link: str | None = None
    id: str | None = None
    date: str | None = None
    html: str = ""
    is_html: bool = True
    authors: tuple[str, ...] = ()
    site: str | None = None
    language: str | None = None


def entries(data: bytes, *, name: str = "the feed") -> list[FeedEntry]:
    """Read a feed.

    Args:
        data: The whole feed.
        name: What to call it in messages.

    Returns:
        Its entries, in its order; of a feed that is cut off, those before the cut.

    Raises:
        InputError: C014 if it is too large, C066 if it is no feed.
    """
    feed = _parse(data, name=name)
    return [_entry(raw, feed["feed"]) for raw in feed["entries"]]


def open_feed(source: Readable, *, name: str, budget: Budget) -> Iterator[Found]:
    """Read the entries of a feed as reports.

    Args:
        source: The feed.
        name: What to call it.
        budget: What it may give.

    Yields:
        One item for each entry with text, be it a teaser only; C011 for one without, and C060,
        last, where the feed is cut off.

    Raises:
        InputError: C014 if it is too large, C061 if it holds more entries than the budget, C066 if
            it is no feed.
    """
    data = _read(source)
    for number, entry in enumerate(entries(data, name=name), 1):
        budget.take_item(name=name)
        yield own_text(entry, feed=name, number=number) or _without_text(entry_name(entry, feed=name, number=number))
    if not _ENDING.search(data[-_END:]) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = f"{name} is cut off; the entries before the cut were read."
        yield skipped(name, InputError("C060", message, "Fetch or save it again."))


def _read(source: Readable) -> bytes:
    data = bytearray()
    while len(data) <= ITEM_LIMIT and (part := source.read(2**20)):
        data += part
    return bytes(data)


def _parse(data: bytes, *, name: str) -> Mapping[str, Any]:
    import feedparser  # noqa: PLC0415 - 0.1 s that other inputs do not need

    if len(data) > ITEM_LIMIT or data.count(b"<") > _MAX_TAGS:
        message = f"{name} has more than {ITEM_LIMIT / 2**20:.0f} MB, or more marks than any feed."
        raise InputError("C014", message, "Split it, or leave it out.")
    try:
        feed: Mapping[str, Any] = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it reads wild markup with many old parsers
        raise _no_feed(name) from error
    if not feed.get("version"):
        raise _no_feed(name)
    return feed


def _no_feed(name: str) -> InputError:
    return InputError("C066", f"{name} is no feed that can be read.", "Check that its address is that of RSS or Atom.")


def _entry(raw: Mapping[str, Any], feed: Mapping[str, Any]) -> FeedEntry:
    html, is_html = _content(raw)
    link = _address(raw.get("link"), feed.get("link"))
    names = [one.get("name") for one in raw.get("authors") or () if one.get("name")] or [raw.get("author")]
    return FeedEntry(
        title=_plain(raw.get("title")),
        link=link,
        id=_plain(raw.get("id")) or link,
        date=_date(raw),
        html=html,
        is_html=is_html,
        authors=tuple(filter(None, (_author(name) for name in names[:_MAX_AUTHORS]))),
        site=_plain(feed.get("title")),
        language=_language(feed.get("language")) or _language((raw.get("title_detail") or {}).get("language")),
    )


def _content(raw: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the fullest text of an entry, and whether it is markup."""
    texts = [*(raw.get("content") or ()), raw.get("summary_detail") or {}]
    best = max(texts, key=lambda text: len(text.get("value") or ""))
    value = best.get("value") or ""
    if _TAG.search(value):
        return value, True
    is_text = best.get("type") == "text/plain"
    return (value if is_text else unescape(value)).strip(), False


def _plain(value: object) -> str | None:
    """Return a line without markup."""
    if not isinstance(value, str):
        return None
    text = " ".join(unescape(_TAG.sub(" ", value[: 5 * _LONGEST])).split())
    return text[:_LONGEST] or None


def _author(name: object) -> str | None:
    """Return a person's name: "a@b.example (Name)" is Name, an address alone is none."""
    line = _plain(name) or ""
    bracketed = re.fullmatch(r"\S+@\S+ \((.+)\)", line)
    text = bracketed[1] if bracketed else re.sub(r"\s*<?\S+@\S+>?", "", line).strip()
    return text or None


def _address(link: object, base: object) -> str | None:
    """Return an absolute address of the web, or None."""
    if not isinstance(link, str):
        return None
    try:
        whole = urljoin(base if isinstance(base, str) else "", _UNPRINTABLE.sub("", link)[:_LONGEST])
        parts = urlsplit(whole)
        host = parts.hostname
    except ValueError:
        return None
    return whole if parts.scheme in {"http", "https"} and host else None


def _date(raw: Mapping[str, Any]) -> str | None:
    """Return the day as the feed writes it, since its readers count by its clock."""
    stated = dict(raw)  # a plain one: feedparser's own warns of what it makes up
    for key in ("published", "created", "updated"):
        text = stated.get(key)
        if isinstance(text, str) and _LONG_YEAR.search(text):
            continue
        numbers = (_numbers(text) if isinstance(text, str) else None) or stated.get(f"{key}_parsed")
        found = _day(*numbers[:3]) if numbers else None
        if found:
            return found
    return None


def _numbers(text: str) -> tuple[int, ...] | None:
    """Read year, month and day of a date, whether or not there is such a day."""
    iso = _ISO.match(text)
    if iso:
        return tuple(int(number) for number in iso.groups())
    try:
        parsed = parsedate_tz(text[:100])
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return parsed[:3] if parsed else None


def _day(year: int, month: int, day: int) -> str | None:
    """Return an ISO date, or None for a day that no calendar has or no feed was written on."""
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None


def _language(value: object) -> str | None:
    match = _LANGUAGE.match(value) if isinstance(value, str) else None
    return match[0].lower() if match else None


def _without_text(name: str) -> Skipped:
    return skipped(name, InputError("C011", f"{name} has a title and no text.", "Read the page that it links to."))


def entry_name(entry: FeedEntry, *, feed: str, number: int = 0) -> str:
    """Return what an entry's own text is called: its feed, and its link, id, title or number."""
    known = entry.link or entry.id or entry.title or str(number)
    return _UNPRINTABLE.sub(" ", f"{feed}!/{known}")[:_LONGEST]


def own_text(entry: FeedEntry, *, feed: str, number: int = 0) -> Item | None:
    """Return what a feed itself holds of an entry: the whole, or a few sentences; None if it holds nothing."""
    if not entry.html.strip():
        return None
    stated = PageData(
        title=entry.title,
        authors=entry.authors,
        site=entry.site,
        url=entry.link,
        date=entry.date,
        language=entry.language,
    )
    kind = Kind.HTML if entry.is_html else Kind.TEXT
    name = entry_name(entry, feed=feed, number=number)
    return Item(name=name, data=entry.html.encode("utf-8", errors="replace"), kind=kind, stated=stated)
