"""ZIP archives, member by member; of a cut or damaged one, what came before the fault.

1. The directory at the end tells the members; it may be only so large, and no two members may lie
   over one another, as they do in bombs.
2. Each member is unpacked within limits that its own header cannot move.
3. Without a directory, the members' own headers are followed from the beginning.
"""

from __future__ import annotations

import bz2
import io
import itertools
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final, cast

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.lines import read_start
from chancery.reading.members import Member
from chancery.reading.packed import FREE_SIZE, MAX_RATIO, Inflater, Unpacker
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item

_MAX_DIRECTORY: Final = 32 * 2**20  # bytes; 250,000 members with names of usual length
_NO_PLACE: Final = 2**62  # bytes; no file is as large
_CHUNK: Final = 64 * 2**10
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_LOCAL_MARK: Final = b"PK\x03\x04"
_DIRECTORY_MARKS: Final = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x08")
_DESCRIPTOR_MARK: Final = b"PK\x07\x08"
_DESCRIPTORS: Final = (12, 20)  # bytes after a member's data: checksum and two sizes, of 4 or of 8 bytes
_ENCRYPTED: Final = 0x1
_SIZES_FOLLOW: Final = 0x8
_UTF8: Final = 0x800
_UNKNOWN_SIZE: Final = 0xFFFFFFFF
_STORED: Final = 0
_DEFLATED: Final = 8
_BZIPPED: Final = 12
_AES: Final = 99
_FAULTS: Final = (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError)
_NO_DIRECTORY: Final = (
    zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, RuntimeError, OSError, EOFError, struct.error,
    IndexError,
)  # fmt: skip
_REMEDY: Final = "Get the archive again."


class _BrokenError(Exception):
    """A member is not what its header says."""


class _BombError(Exception):
    """A member unpacks to far more than text does."""


class _LargeError(Exception):
    """A member is larger than any report, whatever its header says."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a header tells of one member.

    Attributes:
        name: Its name.
        flags: Bits as the format has them.
        method: Number of the packing.
        crc: Checksum of the unpacked bytes; None where it follows them.
        packed: Bytes in the archive; None where the length follows them.
        size: Bytes unpacked, as the header says.
        offset: Where its own header begins.
        mode: Unix mode, 0 where there is none.
    """

    name: str
    flags: int
    method: int
    crc: int | None
    packed: int | None
    size: int
    offset: int
    mode: int = 0

    def member(self, archive: str) -> Member:
        """Tell what every archive tells of its members."""
        is_folder, is_link = self.name.endswith("/"), stat.S_ISLNK(self.mode)
        return Member(archive, self.name, self.size, is_folder=is_folder, is_link=is_link)


def open_zip(source: IO[bytes], *, name: str, budget: Budget) -> Iterator[Found]:
    """Read a ZIP archive.

    Args:
        source: The archive; it must be seekable, and is left open.
        name: What to call it.
        budget: Counts bytes and members.

    Yields:
        An item per file, and for what is none the reason: C063 a name that leads away or a link,
        C062 a password, C014 too large, C061 a bomb, C060 broken, C019 packed in a way that is not
        read. Folders and hidden files are passed over. Where the archive's directory is damaged or
        cut off, C060 for the archive comes last.

    Raises:
        InputError: C061 if it unpacks to more than the budget, or has a directory that is too large.
    """
    try:
        entries = _read_directory(source, name)
    except UnicodeDecodeError:
        yield from _walk(source, name, budget, is_whole=True)
        return
    except _NO_DIRECTORY:
        yield from _walk(source, name, budget, is_whole=False)
        return
    if _overlap(entries):
        problem = f"{name} has files that lie over one another, as bombs have. Unpack it yourself, and check it."
        yield Skipped(name, "C061", problem)
        return
    for entry in entries:
        if not _is_silent(entry, name):
            yield _read(source, entry, entry.member(name), budget)[0]


def _is_silent(entry: _Entry, name: str) -> bool:
    member = entry.member(name)
    return member.is_passed_over and not member.is_link


class _Narrow(io.RawIOBase):
    """A file that refuses to give as much at once as an endless directory has."""

    def __init__(self, source: IO[bytes], name: str) -> None:
        super().__init__()
        self._source = source
        self._name = name

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MAX_DIRECTORY:
            raise InputError("C061", f"{self._name} has a directory of too many files.", "Split it, or make it a TAR.")
        return self._source.read(-1 if size is None else size)


def _read_directory(source: IO[bytes], name: str) -> list[_Entry]:
    with zipfile.ZipFile(cast("IO[bytes]", _Narrow(source, name))) as archive:
        return [
            _Entry(
                _decoded(info.orig_filename, info.flag_bits),
                info.flag_bits,
                info.compress_type,
                info.CRC,
                info.compress_size,
                info.file_size,
                info.header_offset,
                info.external_attr >> 16,
            )
            for info in archive.infolist()
        ]


def _decoded(name: str, flags: int) -> str:
    """Read a name as UTF-8 where it is, though no flag says so."""
    if flags & _UTF8:
        return name
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name


def _overlap(entries: Sequence[_Entry]) -> bool:
    places = sorted((entry.offset, entry.packed or 0) for entry in entries)
    return any(
        offset + _LOCAL.size + packed > following for (offset, packed), (following, _) in itertools.pairwise(places)
    )


def _read(source: IO[bytes], entry: _Entry, member: Member, budget: Budget) -> tuple[Found, int | None]:
    """Read one member.

    Returns:
        What it is, and where its data ends; None where that cannot be told.
    """
    budget.take_item(name=member.archive)
    try:
        start = _data_start(source, entry)
    except _BrokenError:
        return member.skipped("C060", "is broken"), None
    end = None if entry.packed is None else start + entry.packed
    if refused := member.refused() or _unreadable(entry, member):
        return refused, end
    try:
        data, after = _unpack(source, entry, member, budget)
    except _BombError:
        return member.skipped("C061", "unpacks to far more than text does"), end
    except _LargeError:
        return member.skipped("C014", f"is larger than {ITEM_LIMIT // 2**20} MB"), end
    except (_BrokenError, *_FAULTS):
        return member.skipped("C060", "is broken"), end
    return Item(name=member.path, data=data), after if end is None else end


def _unreadable(entry: _Entry, member: Member) -> Skipped | None:
    if entry.flags & _ENCRYPTED or entry.method == _AES:
        return member.skipped("C062", "is protected with a password")
    if entry.method not in {_STORED, _DEFLATED, _BZIPPED}:
        return member.skipped("C019", f"is packed in a way that is not read (method {entry.method})")
    return None


def _data_start(source: IO[bytes], entry: _Entry) -> int:
    """Go to the member's data, behind its own header."""
    head = _read_at(source, entry.offset, _LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(_LOCAL_MARK):
        raise _BrokenError
    *_, name_size, extra_size = _LOCAL.unpack(head)
    return source.seek(entry.offset + _LOCAL.size + int(name_size) + int(extra_size))


def _unpack(source: IO[bytes], entry: _Entry, member: Member, budget: Budget) -> tuple[bytes, int]:
    """Unpack the data that the source stands at; return it, and where it ends."""
    if entry.method == _STORED:
        if entry.packed is None or entry.packed > ITEM_LIMIT:
            raise _LargeError if entry.packed else _BrokenError
        data = read_start(source, entry.packed)
        budget.take(len(data), name=member.archive)
        end = source.tell()
    else:
        data, end = _inflate(source, entry, member, budget)
    if entry.crc is not None and (zlib.crc32(data) != entry.crc or len(data) != entry.size):
        raise _BrokenError
    return data, end


def _inflate(source: IO[bytes], entry: _Entry, member: Member, budget: Budget) -> tuple[bytes, int]:
    unpacker: Unpacker = Inflater(-zlib.MAX_WBITS) if entry.method == _DEFLATED else bz2.BZ2Decompressor()
    parts, given, taken = [], 0, 0
    begin = source.tell()
    while not unpacker.eof:
        data = b""
        if unpacker.needs_input:
            left = _CHUNK if entry.packed is None else min(_CHUNK, entry.packed - taken)
            data = source.read(left) if left > 0 else b""
            if not data:
                raise _BrokenError
        taken += len(data)
        part = unpacker.decompress(data, _CHUNK)
        budget.take(len(part), name=member.archive)
        parts.append(part)
        given += len(part)
        if given > ITEM_LIMIT:
            raise _LargeError
        if given > FREE_SIZE and given > MAX_RATIO * taken:
            raise _BombError
    return b"".join(parts), begin + taken - len(unpacker.unused_data)


def _walk(source: IO[bytes], name: str, budget: Budget, *, is_whole: bool) -> Iterator[Found]:
    """Follow the members' own headers; `is_whole` if only the directory's names are at fault."""
    at: int | None = 0
    while at is not None and (entry := _local_entry(source, at)):
        if _is_silent(entry, name) and entry.packed is not None:
            at = _data_start(source, entry) + entry.packed
        else:
            found, end = _read(source, entry, entry.member(name), budget)
            if not _is_silent(entry, name):
                yield found
            at = end
        if at is not None and entry.flags & _SIZES_FOLLOW:
            at = _after_descriptor(source, at)
    if is_whole and at is not None and _read_at(source, at, len(_LOCAL_MARK)) in _DIRECTORY_MARKS:
        return
    yield Skipped(name, "C060", f"{name} is damaged or cut off; what came before was read. {_REMEDY}")


def _read_at(source: IO[bytes], at: int, size: int) -> bytes:
    """Read bytes at a place that a header tells; nothing where no file has such a place."""
    if not 0 <= at < _NO_PLACE:
        return b""
    source.seek(at)
    return read_start(source, size)


def _local_entry(source: IO[bytes], at: int) -> _Entry | None:
    head = _read_at(source, at, _LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(_LOCAL_MARK):
        return None
    _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack(head)
    raw = read_start(source, name_size + extra_size)
    if len(raw) < name_size + extra_size:
        return None
    if _UNKNOWN_SIZE in {packed, size}:
        size, packed = _large_sizes(raw[name_size:], size, packed)
    follows = bool(flags & _SIZES_FOLLOW) and not packed
    name = raw[:name_size].decode("utf-8", errors="replace")
    return _Entry(name, flags, method, None if follows else crc, None if follows else packed, size, at)


def _large_sizes(extra: bytes, size: int, packed: int) -> tuple[int, int]:
    """Find sizes beyond 4 GB, which stand in a field of their own."""
    while len(extra) >= 4:  # noqa: PLR2004 - id and length of a field
        field, length = struct.unpack_from("<HH", extra)
        if field == 1 and length >= 16 and len(extra) >= 20:  # noqa: PLR2004 - two numbers of 8 bytes
            size, packed = struct.unpack_from("<QQ", extra, 4)
            break
        extra = extra[4 + length :]
    return size, packed


def _after_descriptor(source: IO[bytes], at: int) -> int:
    """Find the next header behind the sizes that follow a member's data."""
    following = _read_at(source, at, 32)
    begin = len(_DESCRIPTOR_MARK) if following.startswith(_DESCRIPTOR_MARK) else 0
    for length in _DESCRIPTORS:
        if following[begin + length :].startswith(b"PK"):
            return at + begin + length
    return at
