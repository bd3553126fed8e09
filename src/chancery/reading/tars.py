"""TAR archives, member by member, in the memory of one member; packed ones too.

Not the standard library's reader: it keeps every member, reads extended headers of any length into
memory, and takes a damaged header for the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.lines import read_start
from chancery.reading.members import Member
from chancery.reading.packed import STREAM_STARTS, Readable, unpack
from chancery.reading.source import Budget, Found, Item

_BLOCK: Final = 512
_CHUNK: Final = 2**18
_MAX_EXTENDED: Final = 64 * 2**10  # bytes of an extended header; names have a few hundred
_PLAIN: Final = frozenset({b"0", b"\x00", b"7"})
_AWAY: Final = frozenset({b"1", b"2", b"3", b"4", b"6"})  # links, devices, pipes
_SILENT: Final = frozenset({b"g", b"K", b"V", b"D", b"M"})  # what belongs to the archive, not to a file
_SPARSE: Final = b"S"
_CUT_OFF: Final = "is cut off"
_DAMAGED: Final = "is damaged"
_RECORD: Final = re.compile(rb"(\d{1,7}) ([^=\n]{1,100})=")
_REMEDY: Final = "Get the archive again."


class _FaultError(Exception):
    """The archive is at fault; nothing more can be read of it."""


def open_tar(source: IO[bytes], *, name: str, budget: Budget) -> Iterator[Found]:
    """Read a TAR archive forward, also one that is packed with gzip, bzip2 or xz.

    Args:
        source: The archive.
        name: What to call it.
        budget: Counts bytes and members.

    Yields:
        An item per file, and for what is none the reason: C063 a name that leads away or a link,
        C014 too large, C019 a sparse file, C060 last where the archive is damaged or cut off. Folders
        and hidden files are passed over.

    Raises:
        InputError: C061 if it unpacks to more than the budget, or than any text does.
    """
    start = read_start(source, max(map(len, STREAM_STARTS)))
    stream: Readable = _Ahead(start, source)
    is_packed = start.startswith(STREAM_STARTS)
    if is_packed:
        stream = unpack(stream, name=name, budget=budget)
    tar = _Tar(stream)
    try:
        for header in tar.headers():
            member = header.member(name)
            if member.is_passed_over and not header.leads_away:
                continue
            budget.take_item(name=name)
            yield _read(tar, header, member, None if is_packed else budget)
    except _FaultError as fault:
        yield Skipped(name, "C060", f"{name} {fault}; what came before was read. {_REMEDY}")
    except InputError as error:
        if error.code != "C060":
            raise
        yield Skipped(name, error.code, f"{error.message} {error.remedy}")


def _read(tar: _Tar, header: _Header, member: Member, budget: Budget | None) -> Found:
    refused = member.refused()
    if refused:
        return refused
    if header.is_sparse:
        return member.skipped("C019", "is a sparse file, which is not read")
    if budget:
        budget.take(member.size, name=member.archive)
    return Item(name=member.path, data=tar.data())


@dataclass(slots=True)
class _Ahead:
    """A source whose first bytes were read already."""

    start: bytes
    source: Readable

    def read(self, size: int = -1, /) -> bytes:
        """Return the first bytes first."""
        if not self.start:
            return self.source.read(size)
        end = len(self.start) if size < 0 else size
        part, self.start = self.start[:end], self.start[end:]
        return part


@dataclass(frozen=True, slots=True)
class _Header:
    """One member's header.

    Attributes:
        name: Its name.
        size: Bytes that follow.
        type: One byte that tells its nature.
        is_sparse: Whether the bytes that follow are not the file's as they are.
    """

    name: str
    size: int
    type: bytes
    is_sparse: bool = False

    @property
    def leads_away(self) -> bool:
        """Tell what is neither file nor folder."""
        return self.type in _AWAY

    def member(self, archive: str) -> Member:
        """Tell what every archive tells of its members."""
        is_folder = self.type == b"5" or (self.type in _PLAIN and self.name.endswith("/"))
        return Member(archive, self.name, self.size, is_folder=is_folder, is_link=self.leads_away)


class _Tar:
    """The blocks of an archive, read forward."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._left = 0  # bytes of the member at hand, with what fills its last block
        self._size = 0

    def headers(self) -> Iterator[_Header]:
        """Yield each member's header; its data is passed over unless it was asked for.

        Raises:
            _FaultError: If the archive is damaged or cut off.
        """
        name: str | None = None
        stated: dict[str, str] = {}
        while (block := self._take(_BLOCK)) != bytes(_BLOCK):
            header = _parse(block)
            self._begin(header.size)
            if header.type == b"L":
                name = self._extended().partition(b"\x00")[0].decode(errors="replace")
            elif header.type in {b"x", b"X"}:
                stated = _parse_records(self._extended())
            elif header.type not in _SILENT:
                header = _stated(header, name, stated)
                self._begin(header.size)
                yield header
                name, stated = None, {}
            self._skip()

    def data(self) -> bytes:
        """Return the data of the member at hand, which must be of a size that can be held."""
        data = self._take(self._size)
        self._left -= self._size
        return data

    def _begin(self, size: int) -> None:
        self._size = size
        self._left = -(-size // _BLOCK) * _BLOCK

    def _extended(self) -> bytes:
        return self.data() if self._size <= _MAX_EXTENDED else b""

    def _skip(self) -> None:
        while self._left > 0:
            self._left -= len(self._take(min(self._left, _CHUNK)))

    def _take(self, size: int) -> bytes:
        data = read_start(self._stream, size)
        if len(data) < size:
            raise _FaultError(_CUT_OFF)
        return data


def _stated(header: _Header, name: str | None, stated: dict[str, str]) -> _Header:
    """Let extended headers outrank the plain one."""
    size = stated.get("size", "")
    is_sparse = header.type == _SPARSE or any(key.startswith("GNU.sparse.") for key in stated)
    return _Header(
        stated.get("GNU.sparse.name") or stated.get("path") or name or header.name,
        int(size) if size.isascii() and size.isdigit() and len(size) < 19 else header.size,  # noqa: PLR2004 - 2**62
        header.type,
        is_sparse,
    )


def is_tar(start: bytes) -> bool:
    """Tell a TAR archive by its first block: a header with its own checksum."""
    block = start[:_BLOCK]
    if len(block) < _BLOCK or not block[0] or b"\x00" not in block:
        return False
    return block[257:262] == b"ustar" or _number(block[148:156]) == _checksum(block)


def _parse(block: bytes) -> _Header:
    size = _number(block[124:136])
    if size is None or _number(block[148:156]) != _checksum(block):
        raise _FaultError(_DAMAGED)
    name = block[:100].partition(b"\x00")[0]
    prefix = block[345:500].partition(b"\x00")[0] if block[257:263] == b"ustar\x00" else b""
    whole = prefix + b"/" + name if prefix else name
    return _Header(whole.decode(errors="replace"), size, block[156:157])


def _checksum(block: bytes) -> int:
    return sum(block) - sum(block[148:156]) + 8 * ord(" ")


def _number(field: bytes) -> int | None:
    """Read an octal number, or a binary one, as large sizes have; None for what is neither."""
    if field[0] == 0x80:  # noqa: PLR2004 - the mark of a binary number
        return int.from_bytes(field[1:], "big")
    digits = field.partition(b"\x00")[0].strip()
    try:
        return int(digits or b"0", 8) if not digits.startswith((b"-", b"+")) and b"_" not in digits else None
    except ValueError:
        return None


def _parse_records(data: bytes) -> dict[str, str]:
    """Read the records of a POSIX extended header; what is malformed ends them."""
    stated: dict[str, str] = {}
    at = 0
    while record := _RECORD.match(data, at):
        end = at + int(record[1])
        if end <= record.end() or end > len(data):
            break
        stated[record[2].decode(errors="replace")] = data[record.end() : end - 1].decode(errors="replace")
        at = end
    return stated
