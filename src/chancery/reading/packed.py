"""One compressed stream (gzip, bzip2, xz) as bytes that can be read, never more at once than asked for.

Several streams one after the other are one, as web archives have them. What unpacks to far more
than any text does is refused, whatever its header says.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import IO, TYPE_CHECKING, Final, Protocol

from chancery.errors import InputError
from chancery.reading.source import Budget

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO: Final = 500
"""Times its packed size that anything may unpack to; text has 3 to 20, pages of one site in one stream under 100."""
FREE_SIZE: Final = 2**20
"""Bytes that may be unpacked from anything, whatever the ratio."""
STREAM_STARTS: Final = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")

_CHUNK: Final = 16 * 2**10
_GZIP: Final = 31  # zlib's number for a gzip header of any window
_MAX_DICTIONARY: Final = 128 * 2**20  # bytes; xz -9 needs 65 MB
_CUT_OFF: Final = "is cut off"
_BROKEN: Final = "is damaged"
_DEBRIS: Final = "has debris where a compressed stream should begin"
_FAULTS: Final = (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError)


class Readable(Protocol):
    """Bytes that are only read forward."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, b"" at the end."""
        ...


class Unpacker(Protocol):
    """What the three standard libraries share, once zlib's tail is kept for it."""

    @property
    def eof(self) -> bool:
        """Tell whether the stream has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Tell whether nothing more comes without further input."""
        ...

    @property
    def unused_data(self) -> bytes:
        """Return what was fed after the end."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack at most `max_length` bytes; what does not fit is kept."""
        ...


class Inflater:
    """Unpacks deflate, with the interface of the other two."""

    def __init__(self, window: int) -> None:
        """Begin a stream; `window` as zlib has it."""
        self._inner = zlib.decompressobj(window)
        self._full = False

    @property
    def eof(self) -> bool:
        """Tell whether the stream has ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Tell whether nothing more comes without further input."""
        return not self._full and not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """Return what was fed after the end."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack at most `max_length` bytes; what does not fit is kept."""
        unpacked = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self._full = len(unpacked) == max_length and not self._inner.eof
        return unpacked


def unpack(source: Readable, *, name: str, budget: Budget) -> IO[bytes]:
    """Open a compressed stream; reading it raises where it is at fault.

    Args:
        source: The stream; only read forward.
        name: What to call it.
        budget: Counts what comes out.

    Returns:
        The unpacked bytes, to be read forward. Reading raises InputError: C060 where the stream is
        damaged or cut off, C061 where it unpacks to more than the budget or than any text does.
    """
    return io.BufferedReader(Unpacked(source, name=name, budget=budget))


class Unpacked(io.RawIOBase):
    """The bytes in a compressed stream; what comes before a fault is given before it is raised."""

    def __init__(self, source: Readable, *, name: str, budget: Budget) -> None:
        """Open a stream; nothing is read yet."""
        super().__init__()
        self._source = source
        self._name = name
        self._budget = budget
        self._unpacker: Unpacker | None = None
        self._input = b""
        self._taken = 0
        self._given = 0
        self._streams = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as one step goes; 0 at the end.

        Raises:
            InputError: C060 or C061.
        """
        view = memoryview(buffer).cast("B")
        data = self._next(len(view)) if len(view) else b""
        view[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while True:
            if self._unpacker is None and not self._begin():
                return b""
            data = self._step(size)
            if data:
                self._count(len(data))
                return data

    def _begin(self) -> bool:
        """Begin the next stream, if there is one; zero bytes after the last are padding."""
        start = self._input.lstrip(b"\x00") if self._streams else self._input
        while len(start) < max(map(len, STREAM_STARTS)) and (more := self._read()):
            start = start.lstrip(b"\x00") + more if self._streams else start + more
        start = start.lstrip(b"\x00") if self._streams else start
        self._input = start
        if not start and self._streams:
            return False
        self._unpacker = _unpacker(start)
        if self._unpacker is None:
            raise self._damaged(_DEBRIS)
        self._streams += 1
        return True

    def _step(self, size: int) -> bytes:
        unpacker = self._unpacker
        if unpacker is None:
            return b""
        data = b""
        if unpacker.needs_input:
            data, self._input = self._input or self._read(), b""
            if not data:
                raise self._damaged(_CUT_OFF)
        try:
            unpacked = unpacker.decompress(data, size)
        except MemoryError:
            raise self._too_much() from None
        except _FAULTS:
            raise self._damaged(_BROKEN) from None
        if unpacker.eof:
            self._input, self._unpacker = unpacker.unused_data, None
        return unpacked

    def _read(self) -> bytes:
        data = self._source.read(_CHUNK)
        self._taken += len(data)
        return data

    def _count(self, size: int) -> None:
        self._budget.take(size, name=self._name)
        self._given += size
        if self._given > FREE_SIZE and self._given > MAX_RATIO * self._taken:
            raise self._too_much()

    def _too_much(self) -> InputError:
        return InputError("C061", f"{self._name} unpacks to far more than text does.", "Unpack it yourself.")

    def _damaged(self, how: str) -> InputError:
        return InputError("C060", f"{self._name} {how}; what came before was read.", "Get it again.")


def _unpacker(start: bytes) -> Unpacker | None:
    if start.startswith(STREAM_STARTS[0]):
        return Inflater(_GZIP)
    if start.startswith(STREAM_STARTS[1]):
        return bz2.BZ2Decompressor()
    if start.startswith(STREAM_STARTS[2]):
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MAX_DICTIONARY)
    return None
