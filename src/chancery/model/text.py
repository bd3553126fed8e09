"""A report as text: spans, blocks and the report itself.

Offsets are Unicode characters of `Report.text`, half-open.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from chancery.model.dates import Edtf


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters.

    Attributes:
        start: First character.
        end: One past the last character; never before `start`.

    Raises:
        ValueError: If the span is reversed or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that no text can have."""
        if self.start < 0 or self.end < self.start:
            reversed_span = f"no such span: {self.start}-{self.end}"
            raise ValueError(reversed_span)

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def content_id(data: bytes) -> str:
    """Return the id of a report: the first 16 hexadecimal digits of the SHA-256 of its original bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def stated_id(data: bytes, stated: Mapping[str, object]) -> str:
    """Return the id of a report of which a container says more than its original does.

    One text that two outlets print is two reports; the same row, read again, is the same report.

    Args:
        data: The original bytes.
        stated: What the container says, by name: strings and lists of strings. Empty values say nothing.

    Returns:
        The first 16 hexadecimal digits of a SHA-256; `content_id` where nothing is stated.

    Example:
        >>> stated_id(b"words", {"site": None}) == content_id(b"words")
        True
    """
    told = {name: value for name, value in stated.items() if value}
    if not told:
        return content_id(data)
    head = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return content_id(head.encode() + b"\0" + data)


class BlockKind(StrEnum):
    """What a piece of clean text is in the layout of its report."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


class TurnKind(StrEnum):
    """What a speaker's turn is in a transcript."""

    STATEMENT = "statement"
    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, title or caption of the clean text.

    Attributes:
        kind: Its place in the layout.
        span: The words, without a speaker's label.
        speaker: The label of whoever speaks the block, in a transcript: "Sergey Lavrov",
            "Question"; repeated on every paragraph of the turn.
        turn: Statement, question or answer; None outside transcripts.
    """

    kind: BlockKind
    span: Span
    speaker: str | None = None
    turn: TurnKind | None = None


class DateBasis(StrEnum):
    """What a report's publication date rests on (codebook, section 2)."""

    METADATA = "metadata"
    DATELINE = "dateline"
    TEXT = "text"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One news report, statement or transcript, freed of its furniture.

    Attributes:
        id: First 16 hexadecimal digits of the SHA-256 of the original bytes, and of what a
            container states about them (`stated_id`).
        path: Where it was read from, as the user named it.
        text: The clean text: blocks joined by blank lines.
        blocks: The pieces of the clean text, in order, not overlapping.
        alignment: `(clean start, original start, length)` runs in characters, ascending; the
            original is the decoded file.
        furniture: Pieces of the original that are not content, in order.
        published: Publication date as far as the report itself tells.
        published_because: The facts that the date rests on.
        doubts: Why the text may not be what a reader of the original sees, one line each.
    """

    id: str
    path: str
    text: str
    blocks: tuple[Block, ...]
    url: str | None = None
    title: str | None = None
    subtitle: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    encoding: str = "utf-8"
    published: Edtf | None = None
    published_basis: DateBasis = DateBasis.UNKNOWN
    published_because: tuple[str, ...] = ()
    alignment: tuple[tuple[int, int, int], ...] = ()
    furniture: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def to_original(self, offset: int) -> int | None:
        """Return the character of the decoded original that a character of `text` came from.

        Args:
            offset: A character of `text`.

        Returns:
            The offset in the original, or None where the text was made by the reader.
        """
        index = bisect_right(self.alignment, (offset, 2**62, 0)) - 1
        if index < 0:
            return None
        clean, original, length = self.alignment[index]
        return original + offset - clean if offset < clean + length else None


class Token(Protocol):
    """What extraction asks of a token; spaCy's `Token` satisfies it."""

    @property
    def text(self) -> str:
        """The token's characters."""
        ...

    @property
    def idx(self) -> int:
        """Offset of its first character."""
        ...

    @property
    def i(self) -> int:
        """Its index in the document."""
        ...

    @property
    def pos_(self) -> str:
        """Its universal part of speech."""
        ...

    @property
    def lemma_(self) -> str:
        """Its lemma."""
        ...

    @property
    def morph(self) -> object:
        """Its features; as a string "Number=Sing|Tense=Past"."""
        ...

    @property
    def dep_(self) -> str:
        """Its relation to its head, in Universal Dependencies v2."""
        ...

    @property
    def head(self) -> Token:
        """Its head; itself for a root."""
        ...

    @property
    def ent_iob_(self) -> str:
        """Whether a name begins at it, "B", or goes on, "I"; anything else outside names."""
        ...

    @property
    def ent_type_(self) -> str:
        """Kind of the name that it stands in, "PERSON"; empty outside names."""
        ...


class TokenSpan(Protocol):
    """What extraction asks of a sentence; spaCy's `Span` satisfies it."""

    @property
    def start_char(self) -> int:
        """Offset of its first character."""
        ...

    @property
    def end_char(self) -> int:
        """One past its last character."""
        ...

    def __iter__(self) -> Iterator[Token]:
        """Yield its tokens."""
        ...


class Document(Protocol):
    """What extraction asks of an annotated text; spaCy's `Doc` satisfies it."""

    @property
    def text(self) -> str:
        """The clean text."""
        ...

    @property
    def sents(self) -> Iterator[TokenSpan]:
        """The sentences, in order."""
        ...

    def __iter__(self) -> Iterator[Token]:
        """Yield the tokens, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no report, and why.

    Attributes:
        path: As the user named it.
        code: A key of `chancery.errors.CODES`.
        reason: One line for people, with the remedy.
    """

    path: str
    code: str
    reason: str = field(compare=False)
