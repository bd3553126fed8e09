"""Archives: what is in them, and what hostile ones try."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.archives import open_tar, open_zip, unpack
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item

TEXT = b"The ministers met in Lorne on Friday. "
FILES = {"2020/a.txt": TEXT * 3, "2020/b.txt": TEXT * 5, "c.html": b"<p>Salt</p>"}
EVIL = ["/etc/salt", "../salt", "a/../../salt", "C:/salt", "c:salt", "a\\salt"]

Opener = Callable[[bytes], list[Found]]


def zipped(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


def tarred(files: Iterable[tuple[str, bytes]], form: int = tarfile.PAX_FORMAT, mode: str = "w") -> bytes:
    """Make a TAR archive."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in files:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def read_zip(data: bytes, budget: Budget | None = None) -> list[Found]:
    """Read a whole ZIP archive."""
    return list(open_zip(io.BytesIO(data), name="x.zip", budget=budget or Budget()))


class Pipe(io.RawIOBase):
    """A source that cannot seek, and gives a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        """Stand at the beginning."""
        super().__init__()
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Return no more than 1000 bytes."""
        return self._inner.read(min(size, 1000) if size >= 0 else 1000)


def read_tar(data: bytes, budget: Budget | None = None) -> list[Found]:
    """Read a whole TAR archive, through a pipe."""
    source: IO[bytes] = Pipe(data)  # type: ignore[assignment]
    return list(open_tar(source, name="x.tar", budget=budget or Budget()))


def items(found: Iterable[Found]) -> dict[str, bytes]:
    """Return what was read, by name."""
    return {one.name.partition("!/")[2]: one.data for one in found if isinstance(one, Item)}


def codes(found: Iterable[Found]) -> list[str]:
    """Return why the rest was not read."""
    return [one.code for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize(
    ("data", "opener"),
    [
        (zipped(FILES.items()), read_zip),
        (zipped(FILES.items(), zipfile.ZIP_STORED), read_zip),
        (zipped(FILES.items(), zipfile.ZIP_BZIP2), read_zip),
        (b"MZ program before " + zipped(FILES.items()), read_zip),
        (tarred(FILES.items()), read_tar),
        (tarred(FILES.items(), tarfile.GNU_FORMAT), read_tar),
        (tarred(FILES.items(), tarfile.USTAR_FORMAT), read_tar),
        (tarred(FILES.items(), mode="w:gz"), read_tar),
        (tarred(FILES.items(), mode="w:bz2"), read_tar),
        (tarred(FILES.items(), mode="w:xz"), read_tar),
    ],
)
def test_archives_give_their_files(data: bytes, opener: Opener) -> None:
    """Every file is given whole, in order, under the archive's name."""
    found = opener(data)
    assert items(found) == FILES
    assert list(items(found)) == list(FILES)
    assert not codes(found)


@pytest.mark.parametrize(("make", "opener"), [(zipped, read_zip), (tarred, read_tar)])
def test_archives_pass_over_folders_and_hidden_files(make: Callable[..., bytes], opener: Opener) -> None:
    """Folders, dotfiles and the resource forks of one system need no word."""
    files = [("__MACOSX/a.txt", b"x"), (".git/config", b"x"), ("a/.DS_Store", b"x"), ("./b.txt", TEXT), ("d/", b"")]
    found = opener(make(files))
    assert items(found) == {"b.txt": TEXT}
    assert not codes(found)


@pytest.mark.parametrize(("make", "opener"), [(zipped, read_zip), (tarred, read_tar)])
def test_archives_refuse_names_that_lead_away(make: Callable[..., bytes], opener: Opener) -> None:
    """A member with such a name is refused; the others are read."""
    found = opener(make([*((name, b"x") for name in EVIL), ("a.txt", TEXT)]))
    assert codes(found) == ["C063"] * len(EVIL)
    assert items(found) == {"a.txt": TEXT}


def test_zip_refuses_a_name_with_a_zero_byte() -> None:
    """A name that ends early for some readers and late for others is refused."""
    data = zipped([("a.txtX.exe", b"x"), ("b.txt", TEXT)]).replace(b"a.txtX", b"a.txt\x00")
    assert codes(read_zip(data)) == ["C063"]


def test_archives_refuse_links() -> None:
    """Links are refused, whatever they point to."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/salt")
    assert codes(read_zip(file.getvalue())) == ["C063"]
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            member = tarfile.TarInfo("link.txt")
            member.type, member.linkname = kind, "/etc/salt"
            tar.addfile(member)
    assert codes(read_tar(file.getvalue())) == ["C063"] * 4


@pytest.mark.parametrize(("make", "opener"), [(zipped, read_zip), (tarred, read_tar)])
def test_archives_read_both_of_two_members_with_one_name(make: Callable[..., bytes], opener: Opener) -> None:
    """A name that occurs twice hides nothing."""
    with pytest.warns(UserWarning, match="Duplicate name") if make is zipped else nullcontext():
        data = make([("a.txt", b"one"), ("a.txt", b"two")])
    assert [one.data for one in opener(data) if isinstance(one, Item)] == [b"one", b"two"]


def test_zip_names_are_printable_whatever_their_bytes() -> None:
    """Names of any encoding are harmless, and UTF-8 is read also where no flag says so."""
    salt = zipped([("соль.txt", TEXT)])
    unflagged = salt.replace(struct.pack("<H", 0x800) + b"\x08\x00", struct.pack("<H", 0) + b"\x08\x00")
    assert items(read_zip(unflagged)) == {"соль.txt": TEXT}
    broken = salt.replace("соль".encode(), b"\xff\xfe\x1b[2J\xff\xff"[:8])
    found = read_zip(broken)
    assert [one.data for one in found if isinstance(one, Item)] == [TEXT]
    assert not codes(found)
    assert all(one.name.isprintable() for one in found if isinstance(one, Item))
    found = read_tar(tarred([("caf\udce9\x1b.txt", TEXT)], tarfile.GNU_FORMAT))
    assert items(found) == {"caf\ufffd\ufffd.txt": TEXT}


def test_zip_tells_a_password_and_reads_the_rest() -> None:
    """An encrypted member is named as such; the next one is read."""
    data = bytearray(zipped([("a.txt", b"secret"), ("b.txt", TEXT)], zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    found = read_zip(bytes(data))
    assert codes(found) == ["C062"]
    assert items(found) == {"b.txt": TEXT}


def test_zip_goes_on_after_a_broken_member() -> None:
    """A member with a false checksum is skipped alone."""
    data = zipped([("a.txt", b"salt"), ("b.txt", TEXT)], zipfile.ZIP_STORED).replace(b"salt", b"soda")
    found = read_zip(data)
    assert codes(found) == ["C060"]
    assert items(found) == {"b.txt": TEXT}


def test_zip_tells_a_packing_it_does_not_read() -> None:
    """An unknown method is no fault of the archive."""
    assert codes(read_zip(zipped([("a.txt", TEXT)], zipfile.ZIP_LZMA))) == ["C019"]


@pytest.mark.parametrize(("make", "opener"), [(zipped, read_zip), (tarred, read_tar)])
def test_archives_refuse_a_member_that_is_too_large(make: Callable[..., bytes], opener: Opener) -> None:
    """A member above the limit is skipped; the next one is read."""
    noise = random.Random(1).randbytes(2**20) * (ITEM_LIMIT // 2**20)  # noqa: S311 - no secret
    found = opener(make([("a.bin", noise + b"x"), ("b.txt", TEXT)]))
    assert codes(found) == ["C014"]
    assert items(found) == {"b.txt": TEXT}


def lying(data: bytes, *, size: int, says: int) -> bytes:
    """Change the unpacked size that a ZIP archive states."""
    return data.replace(struct.pack("<I", size), struct.pack("<I", says))


def test_zip_is_not_fooled_by_a_header_that_lies() -> None:
    """Zeros that unpack to far more than the header says are a bomb, and take no memory."""
    size = 200 * 2**20
    data = lying(zipped([("a.txt", bytes(size)), ("b.txt", TEXT)]), size=size, says=10)
    tracemalloc.start()
    found = read_zip(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes(found) == ["C061"]
    assert items(found) == {"b.txt": TEXT}
    assert peak < 2 * ITEM_LIMIT


def test_zip_is_not_fooled_by_a_packed_member_below_the_ratio() -> None:
    """A member that hides its size below the ratio of a bomb stops at the limit of one report."""
    noise = random.Random(1).randbytes(2**15)  # noqa: S311 - no secret
    size = ITEM_LIMIT + 2**20
    inner = noise * (size // len(noise))
    assert codes(read_zip(lying(zipped([("a.txt", inner)]), size=size, says=10))) == ["C014"]


def overlapping(count: int) -> bytes:
    """Make a ZIP archive whose directory names one member's data many times over, as published bombs do."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(bytes(2**20)) + kernel.flush()
    crc = zlib.crc32(bytes(2**20))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 2**20, 1, 0) + b"a"
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 2**20, 1, 0, 0, 0, 0, 0, 0)
    directory = (entry + b"a") * count
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(local) + len(packed), 0)
    return local + packed + directory + end


def test_zip_refuses_members_that_lie_over_one_another() -> None:
    """Such an archive is refused whole, before anything is unpacked."""
    found = read_zip(overlapping(5000))
    assert codes(found) == ["C061"]
    assert not items(found)


def test_zip_refuses_an_endless_directory() -> None:
    """The directory is not read into memory beyond its limit."""
    count = 40 * 2**20 // 47
    data = overlapping(1)
    at = data.index(b"PK\x01\x02")
    directory = data[at : at + 47] * count
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), at, 0)
    with pytest.raises(InputError, match="C061"):
        read_zip(data[:at] + directory + end)


@pytest.mark.parametrize(
    ("make", "opener"),
    [(zipped, read_zip), (tarred, read_tar), (lambda files: tarred(files, mode="w:gz"), read_tar)],
)
def test_archives_keep_to_the_budget(make: Callable[..., bytes], opener: Callable[..., list[Found]]) -> None:
    """Bytes and items are counted over the whole archive."""
    noise = random.Random(1).randbytes(10_000)  # noqa: S311 - no secret
    data = make([(f"{number}.bin", noise) for number in range(20)])
    with pytest.raises(InputError, match="C061"):
        opener(data, Budget(total=100_000))
    with pytest.raises(InputError, match="C061"):
        opener(data, Budget(items=10))


def streamed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Make a ZIP archive as a pipe gets it: sizes follow the data."""
    file = io.BytesIO()

    class OneWay(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object, /) -> int:
            return file.write(data)  # type: ignore[arg-type]

    with zipfile.ZipFile(OneWay(), "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[type-var]
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("make", [zipped, streamed])
def test_zip_without_directory_gives_what_came_before(make: Callable[..., bytes]) -> None:
    """A ZIP archive cut before its directory is read from its members' own headers."""
    data = make(FILES.items())
    cut = data[: data.index(b"PK\x01\x02")]
    found = read_zip(cut)
    assert items(found) == FILES
    assert codes(found) == ["C060"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_tar_that_is_cut_off_gives_what_came_before(mode: str) -> None:
    """A TAR archive cut in its third member gives the first two and one line."""
    noise = {name: random.Random(name).randbytes(30_000) for name in ("a.bin", "b.bin", "c.bin")}  # noqa: S311
    data = tarred(noise.items(), mode=mode)
    found = read_tar(data[: 85_000 if mode == "w" else 80_000])
    assert list(items(found)) in (["a.bin", "b.bin"], ["a.bin"])
    assert codes(found) == ["C060"]


@pytest.mark.parametrize(
    ("data", "opener"),
    [
        (zipped(FILES.items()), read_zip),
        (streamed(FILES.items()), read_zip),
        (tarred(FILES.items(), tarfile.USTAR_FORMAT)[:4096], read_tar),
        (tarred(FILES.items(), mode="w:gz"), read_tar),
        (tarred(FILES.items(), mode="w:xz"), read_tar),
    ],
)
def test_truncation_at_any_byte_is_one_line(data: bytes, opener: Opener) -> None:
    """Whatever is left of an archive, what is given is true, and the loss is told."""
    for end in range(0, len(data), 1 if len(data) < 1500 else 7):
        found = opener(data[:end])
        assert items(found).items() <= FILES.items()
        assert set(codes(found)) <= {"C060"}
        assert codes(found) or items(found) == FILES


MADE = [zipped(FILES.items()), streamed(FILES.items()), tarred(FILES.items()), tarred(FILES.items(), mode="w:bz2")]


@given(st.sampled_from(MADE), st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=8))
@settings(max_examples=300)
def test_changed_bytes_never_raise_anything_else(data: bytes, changes: list[tuple[int, int]]) -> None:
    """A few bytes changed anywhere end in items, lines with codes, or an `InputError`."""
    changed = bytearray(data)
    for at, value in changes:
        changed[at % len(changed)] = value
    for opener in (read_zip, read_tar):
        with suppress(InputError):
            opener(bytes(changed))


@given(st.binary(max_size=2000))
@settings(max_examples=200)
def test_any_bytes_are_no_archive_and_no_crash(data: bytes) -> None:
    """Bytes of any kind end in one line with a code."""
    assert codes(read_zip(data))[-1:] == ["C060"]
    assert set(codes(read_tar(data))) <= {"C060"}


def test_tar_with_endless_extended_headers_takes_no_memory() -> None:
    """An extended header of 100 MB is passed over, not read into memory."""
    member = tarfile.TarInfo("././@LongLink")
    member.type, member.size = b"L", 100 * 2**20
    data = member.tobuf(tarfile.USTAR_FORMAT) + bytes(100 * 2**20) + tarred([("a.txt", TEXT)])
    tracemalloc.start()
    source = io.BytesIO(data)
    found = list(open_tar(source, name="x.tar", budget=Budget()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert items(found) == {"a.txt": TEXT}
    assert peak < 8 * 2**20


def test_tar_with_a_chain_of_extended_headers_is_read() -> None:
    """Ten thousand extended headers before one file are no recursion."""
    member = tarfile.TarInfo("././@LongLink")
    member.type, member.size = b"L", 6
    chain = (member.tobuf(tarfile.USTAR_FORMAT) + b"b.txt\x00".ljust(512, b"\x00")) * 10_000
    assert items(read_tar(chain + tarred([("a.txt", TEXT)]))) == {"b.txt": TEXT}


def test_tar_refuses_sparse_files() -> None:
    """A sparse file that claims exabytes is skipped; the next one is read."""
    member = tarfile.TarInfo("a.txt")
    member.type, member.size = b"S", 0
    pax = tarfile.TarInfo("b.txt")
    pax.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.realsize": "9" * 18, "GNU.sparse.name": "b.txt"}
    data = member.tobuf(tarfile.USTAR_FORMAT) + pax.tobuf(tarfile.PAX_FORMAT) + tarred([("c.txt", TEXT)])
    found = read_tar(data)
    assert codes(found) == ["C019", "C019"]
    assert items(found) == {"c.txt": TEXT}


def test_tar_streams_many_members_in_constant_memory() -> None:
    """Members are forgotten once they were given."""

    def endless() -> Iterator[bytes]:
        header = tarfile.TarInfo("a.txt")
        header.size = 5
        block = header.tobuf(tarfile.USTAR_FORMAT) + b"salt.".ljust(512, b"\x00")
        for _ in range(10_000 // 50):
            yield block * 50
        yield bytes(1024)

    class Source(io.RawIOBase):
        def __init__(self) -> None:
            super().__init__()
            self._parts, self._rest = endless(), b""

        def read(self, size: int = -1, /) -> bytes:
            self._rest = self._rest or next(self._parts, b"")
            part, self._rest = self._rest[:size], self._rest[size:]
            return part

    tracemalloc.start()
    source: IO[bytes] = Source()  # type: ignore[assignment]
    count = sum(1 for _ in open_tar(source, name="x.tar", budget=Budget()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 2**21


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_unpack_reads_streams_one_after_the_other(compress: Callable[[bytes], bytes]) -> None:
    """Several streams are one, padded or not; lines can be read out of them."""
    packed = compress(b"salt\nso") + compress(b"da\n") + compress(b"") + bytes(512)
    with unpack(io.BytesIO(packed), name="x", budget=Budget()) as stream:
        assert stream.readline() == b"salt\n"
        assert stream.read() == b"soda\n"


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_unpack_gives_everything_before_the_fault(compress: Callable[[bytes], bytes]) -> None:
    """A stream cut off at any byte raises C060, after the lines before it."""
    packed = compress(b"salt\nsoda\n")
    for end in range(len(packed)):
        with (
            pytest.raises(InputError, match="C060"),
            unpack(io.BytesIO(packed[:end]), name="x", budget=Budget()) as cut,
        ):
            cut.read()
    with unpack(io.BytesIO(packed + b"debris"), name="x", budget=Budget()) as debris:
        assert [debris.readline(), debris.readline()] == [b"salt\n", b"soda\n"]
        with pytest.raises(InputError, match="C060"):
            debris.readline()


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_unpack_stops_bombs(compress: Callable[[bytes], bytes]) -> None:
    """What unpacks to far more than text is refused early, in little memory."""
    packed = compress(bytes(40 * 2**20))
    tracemalloc.start()
    with pytest.raises(InputError, match="C061"), unpack(io.BytesIO(packed), name="x", budget=Budget()) as stream:
        deque(iter(lambda: stream.read(2**16), b""), maxlen=0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_unpack_keeps_to_the_budget() -> None:
    """Every unpacked byte is counted."""
    budget = Budget(total=1000)
    with unpack(io.BytesIO(gzip.compress(TEXT * 10)), name="x", budget=budget) as stream:
        stream.read()
    assert budget.total == 1000 - len(TEXT) * 10
    with (
        pytest.raises(InputError, match="C061"),
        unpack(io.BytesIO(gzip.compress(TEXT * 100)), name="x", budget=budget) as stream,
    ):
        stream.read()


def test_unpack_refuses_a_dictionary_of_gigabytes() -> None:
    """A tiny xz stream may not ask for more memory than any sensible one needs."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 2**20}]
    packed = bytearray(lzma.compress(TEXT, filters=filters))
    packed[16] = 38  # the dictionary's size in the block header: 2 GB
    packed[12 + (packed[12] + 1) * 4 - 4 : 12 + (packed[12] + 1) * 4] = struct.pack(
        "<I", zlib.crc32(packed[12 : 12 + (packed[12] + 1) * 4 - 4])
    )
    with (
        pytest.raises(InputError, match=r"C06[01]"),
        unpack(io.BytesIO(bytes(packed)), name="x", budget=Budget()) as stream,
    ):
        stream.read()
