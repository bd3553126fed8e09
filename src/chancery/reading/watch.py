"""Feeds watched: what is new since the last visit, and a memory that survives a restart.

The memory holds what a server wants to hear again (ETag, Last-Modified) and which entries are done.
Losing it costs time only: the record knows by itself what it has read.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.feeds import FeedEntry, entry_name, own_text
from chancery.reading.files import is_address, skipped
from chancery.reading.source import Found
from chancery.reading.web import MOST_ENTRIES, Web, fetch_page, read_entries

TRIES: Final = 3
"""Rounds in which the page of an entry is tried, before what the feed holds of it must do."""

_VERSION: Final = 1
_REMEMBERED: Final = 5 * MOST_ENTRIES  # entries of one feed
_LARGEST: Final = 64 * 2**20  # bytes of a memory


@dataclass(slots=True, kw_only=True)
class Visited:
    """What is remembered of one feed.

    Attributes:
        etag: The server's mark of the version that was read whole.
        last_modified: Its date.
        tries: Digest of an entry's id to how often it was tried; `TRIES` once it is done with.
    """

    etag: str | None = None
    last_modified: str | None = None
    tries: dict[str, int] = field(default_factory=dict)


class Memory:
    """What is remembered of all feeds, in a small file."""

    def __init__(self, path: Path) -> None:
        """Read the file; what is missing, damaged or from another version is forgotten."""
        self._path = path
        self._feeds: dict[str, Visited] = {}
        with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            if path.stat().st_size <= _LARGEST:
                self._feeds = _feeds(json.loads(path.read_bytes()))

    def of(self, feed: str) -> Visited:
        """Return what is remembered of a feed."""
        return self._feeds.get(feed) or Visited()

    def keep(self, visits: Mapping[str, Visited]) -> None:
        """Remember visits, in the file too, which is written whole or not at all.

        Raises:
            InputError: C013 if it cannot be written.
        """
        if not visits:
            return
        self._feeds |= visits
        feeds = {
            feed: {"etag": one.etag, "last_modified": one.last_modified, "tries": one.tries}
            for feed, one in sorted(self._feeds.items())
        }
        temporary = self._path.with_name(f".{self._path.name}.{secrets.token_hex(6)}.part")
        try:
            with temporary.open("w", encoding="utf-8") as file:
                json.dump({"version": _VERSION, "feeds": feeds}, file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError as error:
            message = f"{self._path} cannot be written: {error.strerror}."
            raise InputError(
                "C013", message, "Until it can, a restart reads the feeds from their beginning."
            ) from error
        finally:
            with suppress(OSError):
                temporary.unlink()


def _feeds(data: Any) -> dict[str, Visited]:  # noqa: ANN401 - whatever a file holds
    """Read a memory.

    Raises:
        ValueError: If it is none of this version; likewise `LookupError`, `TypeError` and `AttributeError`.
    """
    if data["version"] != _VERSION:
        raise ValueError(data["version"])
    return {
        str(feed): Visited(
            etag=_line(one.get("etag")),
            last_modified=_line(one.get("last_modified")),
            tries={str(key): int(tries) for key, tries in one["tries"].items()},
        )
        for feed, one in data["feeds"].items()
    }


def _line(value: object) -> str | None:
    """Return a header's value; nothing that would break out of a header is believed."""
    return value if isinstance(value, str) and value.isprintable() else None


def read_list(path: Path) -> list[str | Path]:
    """Read the list of what is watched.

    Args:
        path: A text file: one address, file or folder a line; a line that begins with # is a comment.
            Files and folders are relative to its own folder.

    Returns:
        Each once, in the order of the list.

    Raises:
        InputError: C010 if it does not exist, C013 if it cannot be opened, C012 if it is no text,
            C011 if it names nothing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("C010", f"{path} does not exist.", "Make a file that names one feed a line.") from None
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}."
        raise InputError("C013", message, "Name a file of feeds, one a line.") from error
    except ValueError as error:
        raise InputError("C012", f"{path} is no text in UTF-8.", "Name a file of feeds, one a line.") from error
    lines = (line.strip().replace("\0", "") for line in text.splitlines())
    named = list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not named:
        raise InputError("C011", f"{path} names no feed.", "Write one address a line.")
    return [line if is_address(line) else path.parent / line for line in named]


@dataclass(slots=True, kw_only=True)
class Round:
    """One visit to each feed of a list.

    Attributes:
        memory: What was remembered before.
        web: What fetches.
        known: Whether the record has read a report of this name.
        stopped: Whether the user wants to end.
        failures: What could not be fetched this time; it is tried again in the next round.
    """

    memory: Memory
    web: Web
    known: Callable[[str], bool]
    stopped: Callable[[], bool]
    failures: list[Skipped] = field(default_factory=list)
    _visits: dict[str, Visited] = field(default_factory=dict)

    def news(self, watched: Iterable[str | Path]) -> Iterator[Path | Found]:
        """Give the files and folders as they are, and of the feeds what is new, as it comes."""
        for one in watched:
            if self.stopped():
                return
            if isinstance(one, Path):
                yield one
            else:
                yield from self._news_of(one)

    def settle(self) -> None:
        """Remember the visits, now that all that they gave is in the record."""
        try:
            self.memory.keep(self._visits)
        except InputError as error:
            self.failures.append(skipped("", error))

    def _news_of(self, feed: str) -> Iterator[Found]:
        past = self.memory.of(feed)
        try:
            fetched = self.web.fetch(feed, etag=past.etag, last_modified=past.last_modified)
            if fetched.status == HTTPStatus.NOT_MODIFIED:
                return
            entries = read_entries(fetched, feed=feed)
        except InputError as error:
            if not self.stopped():
                self.failures.append(skipped(feed, error))
            return
        visit = Visited(tries={})
        whole = True
        for entry in entries:
            if self.stopped():
                whole = False
                break
            key = _key(entry)
            found = self._new(entry, feed, past.tries.get(key, 0))
            if isinstance(found, int):
                visit.tries[key] = found
            elif found is not None:
                visit.tries[key] = TRIES
                yield found
            whole = whole and visit.tries.get(key) == TRIES
        if whole:  # else the server would say that nothing is new
            visit.etag, visit.last_modified = _line(fetched.etag), _line(fetched.last_modified)
        older = [item for item in past.tries.items() if item[0] not in visit.tries]
        visit.tries = dict([*older, *visit.tries.items()][-_REMEMBERED:])
        self._visits[feed] = visit

    def _new(self, entry: FeedEntry, feed: str, tries: int) -> Found | int | None:
        """Return what is new of an entry, or how often it was tried by now; None if the user ended that."""
        name = entry_name(entry, feed=feed)
        if tries >= TRIES or (entry.link and self.known(entry.link)) or self.known(name):
            return TRIES
        page = fetch_page(entry, feed=feed, web=self.web)
        if self.stopped() and isinstance(page, Skipped):
            return None
        if not isinstance(page, Skipped):
            return page
        if entry.link and page.code == "C064" and tries + 1 < TRIES:
            self.failures.append(page)
            return tries + 1
        return own_text(entry, feed=feed) or page


def _key(entry: FeedEntry) -> str:
    """Return a short digest of what tells an entry from the others of its feed."""
    told = entry.id or entry.link or f"{entry.title}\n{entry.html}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
