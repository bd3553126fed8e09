"""Bytes to lines of bounded length, whatever the encoding; a table of any size passes through."""

from __future__ import annotations

import codecs
import re
from typing import IO, Final

from chancery.errors import InputError
from chancery.reading.decode import decode
from chancery.reading.packed import Readable
from chancery.reading.source import ITEM_LIMIT

_SAMPLE: Final = 64 * 2**10
_CHUNK: Final = 64 * 2**10
_FIRST_END: Final = re.compile(r"\n|\r(?!\n)")
_NOT_ASCII: Final = bytes(range(0x80, 0x100))


class LineTooLongError(Exception):
    """A line is longer than any report; it was passed over."""


class Lines:
    """Characters of a source that is only read forward, by lines or as they come.

    Attributes:
        start: The first characters, at most 64 KiB of them; they are read again as lines.
        cut: Whether the source goes on after `start`.
    """

    def __init__(self, source: IO[bytes]) -> None:
        """Read the beginning, and tell the encoding and the end of line by it."""
        self._source = source
        self._fault: InputError | None = None
        beginning = self._read_beginning()
        self._decoder = codecs.getincrementaldecoder(_encoding(beginning))("replace")
        self._text = self._decoder.decode(beginning).removeprefix("\ufeff")
        self._at = 0
        self._more = True
        first = _FIRST_END.search(self._text)
        self._end = first[0] if first else "\n"
        self.start = self._text
        self.cut = len(beginning) == _SAMPLE

    def readline(self) -> str:
        """Return the next line with its end, "" after the last.

        Raises:
            InputError: If the source is at fault before the line's end.
            LineTooLongError: If the line is longer than any report; the next call goes on after it.
        """
        seen, long = self._at, False
        while (end := self._text.find(self._end, seen)) < 0 and self._more:
            seen = len(self._text) - self._at
            self._fill()
            if len(self._text) > ITEM_LIMIT and self._text.find(self._end, seen) < 0:
                long, self._text, seen = True, "", 0
        after = end + 1 if end >= 0 else len(self._text)
        line, self._at = self._text[self._at : after], after
        if long or len(line) > ITEM_LIMIT:
            raise LineTooLongError
        return line

    def read(self) -> str:
        """Return whatever characters come next, "" after the last."""
        while self._at >= len(self._text) and self._more:
            self._fill()
        text, self._text, self._at = self._text[self._at :], "", 0
        return text

    def skip(self, size: int) -> None:
        """Pass over the first characters; no more than `start` has."""
        self._at += size

    def _read_beginning(self) -> bytes:
        """Read the beginning; a fault in it waits until what lies before it was given."""
        parts, missing = [], _SAMPLE
        try:
            while missing > 0 and (part := self._read(missing)):
                parts.append(part)
                missing -= len(part)
        except InputError as error:
            self._fault = error
        return b"".join(parts)

    def _read(self, size: int) -> bytes:
        """Read what there is, at most `size` bytes: a fault further on must not take it along."""
        part: bytes = getattr(self._source, "read1", self._source.read)(size)
        return part

    def _fill(self) -> None:
        if self._fault:
            raise self._fault
        rest = self._text[self._at :]
        data = self._read(max(_CHUNK, len(rest)))  # doubling: a long line is copied a few times only
        self._more = bool(data)
        self._text, self._at = rest + self._decoder.decode(data, final=not data), 0


def read_start(source: Readable, size: int) -> bytes:
    """Read exactly `size` bytes, fewer only at the end, also from a source that gives less at a time."""
    parts, missing = [], size
    while missing > 0 and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _encoding(beginning: bytes) -> str:
    """Tell the encoding by the beginning; one that is no text is left to the rows' own faults."""
    if len(beginning) == _SAMPLE and b"\x00" not in beginning:
        beginning = beginning.rstrip(_NOT_ASCII)  # a letter cut in half says nothing about the encoding
    try:
        return decode(beginning, path="").encoding
    except InputError:
        return "utf-8"
