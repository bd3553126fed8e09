"""What a report is read from: its bytes wherever they lay, and what a format's reader takes out of them.

Three shapes meet here, so that every format is one function of its own:

- a *container* (archive, mailbox, feed, table) gives `Item`s: `(source, name, budget) -> Iterator[Found]`;
- a *document* (text, page, PDF, letter) gives one `Extract`: `(data, path) -> Extract`;
- `PageData` is what either says about a report outside its text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Final

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.pieces import Piece

ITEM_LIMIT: Final = 32 * 2**20
"""Bytes of one report's original, unpacked."""


class Kind(StrEnum):
    """What bytes are, told by themselves, never by their name alone."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EML = "eml"
    MHTML = "mhtml"
    MBOX = "mbox"
    JSONL = "jsonl"
    CSV = "csv"
    FEED = "feed"
    WARC = "warc"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """What a page, a container or a table says about a report, outside its text.

    Attributes:
        title: Title, without the site's name.
        subtitle: The line under it.
        authors: Persons.
        site: Name of the site or outlet.
        url: Canonical address.
        date: ISO 8601 date of publication.
        language: ISO 639-1, as declared.
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    site: str | None = None
    url: str | None = None
    date: str | None = None
    language: str | None = None

    def over(self, other: PageData) -> PageData:
        """Return what this says, with what only `other` says added."""
        gaps = {one.name: getattr(other, one.name) for one in fields(self) if not getattr(self, one.name)}
        return replace(self, **gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The original of one report, out of whatever held it.

    Attributes:
        name: Where it lay, for people and for messages: "news.zip!/2020/a.html",
            "box.mbox!/12", "rows.jsonl!/3", "feed.xml!/https://...".
        data: Its bytes, unpacked.
        kind: What it is, where the container knows; else it is told by its bytes.
        stated: What the container says about it; it outranks what the original itself says.
    """

    name: str
    data: bytes
    kind: Kind | None = None
    stated: PageData = field(default_factory=PageData)


Found = Item | Skipped
"""What a container gives: a report's original, or why there is none."""


@dataclass(slots=True, kw_only=True)
class Budget:
    """What one input may unpack to, over all its layers; shared by the containers inside it.

    Attributes:
        total: Bytes that may still be unpacked.
        items: Items that may still be given.
        depth: Containers that may still be opened inside this one.
    """

    total: int = 64 * 2**30
    items: int = 5_000_000
    depth: int = 3

    def take(self, size: int, *, name: str) -> None:
        """Count `size` unpacked bytes.

        Raises:
            InputError: C061 if the input unpacks to more than its budget.
        """
        self.total -= size
        if self.total < 0:
            raise InputError("C061", f"{name} unpacks to more than the limit.", "Unpack it yourself, and check it.")

    def take_item(self, *, name: str) -> None:
        """Count an item.

        Raises:
            InputError: C061 if the input holds more items than its budget.
        """
        self.items -= 1
        if self.items < 0:
            raise InputError("C061", f"{name} holds more items than the limit.", "Split it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a format's reader takes out of one original.

    Attributes:
        text: The original as characters; places of `pieces` count these. For text and HTML the
            decoded file; for a PDF or a letter the characters that the format holds, in its order.
        pieces: Lines or paragraphs in reading order, each with its places in `text`.
        page: What the original says about itself.
        encoding: Name of the encoding that the bytes had, as Python knows it; "pdf" or "docx"
            where there is none.
        doubts: Reasons why the text may not be what a reader of the original sees, one line each
            ("right-to-left text: order of words not verified").
    """

    text: str
    pieces: list[Piece]
    page: PageData = field(default_factory=PageData)
    encoding: str = "utf-8"
    doubts: tuple[str, ...] = ()
