"""Web archives (WARC) to items: each page, text or PDF that a server answered with, one at a time.

1. fastwarc finds the records in any stream, packed or not; one record is in memory at a time.
2. HTTP heads are read here, and bodies are unpacked here, because both are bounded here.
3. What is no report by its kind (pictures, scripts, redirects, robots.txt) is passed over silently.
"""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.files import skipped
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item, Kind, PageData

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_STEP: Final = 16 * 2**20
_HEAD_LIMIT: Final = 64 * 2**10  # bytes of an HTTP head; servers refuse to send half of it
_KINDS: Final = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/plain": Kind.TEXT,
    "application/pdf": Kind.PDF,
}
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_OWN_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=|^\s*<\?xml[^>]{0,200}encoding\s*=", re.IGNORECASE)
_CHUNK: Final = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_LONGEST_NAME: Final = 2000
_NO_LENGTH: Final = "a record without a length"
_NOT_WHOLE: Final = "the last record is not whole"
_UNREADABLE: Final = "a record that cannot be read"
_MAX_LAYERS: Final = 3  # encodings of one body; nobody has use for more
_GZIP_OR_ZLIB: Final = 47
_RAW_DEFLATE: Final = -15


class Readable(Protocol):
    """A stream of bytes that may only go forward."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none at the end."""
        ...


class _Stream:
    """What fastwarc reads from: a fault of the source ends it and is kept, since it must not cross Rust."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._place = 0
        self.fault: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        if self.fault:
            return b""
        try:
            data = self._source.read(size if size >= 0 else _HEAD_LIMIT)
        except Exception as error:  # noqa: BLE001 - raised again by whoever iterates
            self.fault = error
            return b""
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        message = f"no way from {self._place} to {offset}, {whence}"
        raise io.UnsupportedOperation(message)

    def close(self) -> None:
        """Leave the source to whoever opened it."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a record holds: a body with what its head says."""

    body: bytes
    content_type: str
    encodings: tuple[str, ...] = ()


class _CutError(Exception):
    """A record ends before its length."""


class _TooLargeError(Exception):
    """A body unpacks to more than one report may have."""


def open_warc(source: Readable, *, name: str, budget: Budget) -> Iterator[Found]:
    """Read the pages of a web archive.

    Args:
        source: The archive; it need not be seekable. Plain, or packed as fastwarc knows it (gzip,
            zstd, lz4).
        name: What to call it.
        budget: What it may unpack to.

    Yields:
        One item for each page, text or PDF that was answered with status 200, or was archived by
        itself; C014 for one that is too large, and C060, last, where the archive is damaged or cut off.
        The date of the crawl is not the date of publication, so items bear none.

    Raises:
        InputError: C061 if the archive holds more than the budget.
    """
    stream = _Stream(source)
    try:
        for record in _records(stream):
            found = _found(record, name=name, budget=budget)
            _finish(record, name=name, budget=budget)
            if isinstance(found, Item):
                budget.take_item(name=name)
            if found:
                yield found
    except (_CutError, OSError) as error:
        if isinstance(stream.fault, InputError):
            raise stream.fault from None
        message = f"{name} is damaged or cut off ({str(error).rstrip('.')}); what came before was read."
        yield skipped(name, InputError("C060", message, "Fetch or save it again."))


def _records(stream: _Stream) -> Iterator[WarcRecord]:
    """Yield the records.

    Raises:
        _CutError: At the first fault of the source or of a record.
        OSError: At the first fault of the packing.
    """
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - only archives need it

    records = iter(ArchiveIterator(stream, parse_http=False))
    while (record := _next(records)) is not None:
        if "Content-Length" not in record.headers:
            raise _CutError(_NO_LENGTH)
        yield record
    if stream.fault:
        raise _CutError(str(stream.fault))


def _finish(record: WarcRecord, *, name: str, budget: Budget) -> None:
    """Pass over what was not read of a record, in steps, and check that it was whole.

    Raises:
        _CutError: If it ends before its length.
    """
    read = record.reader.tell()
    budget.take(read, name=name)
    while step := record.consume(_STEP):
        budget.take(step, name=name)
        read += step
    if read < record.content_length:
        raise _CutError(_NOT_WHOLE)


def _next(records: Iterator[WarcRecord]) -> WarcRecord | None:
    try:
        return next(records, None)
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a fault of the library, which derives from BaseException
            raise _CutError(_UNREADABLE) from None
        raise


def _found(record: WarcRecord, *, name: str, budget: Budget) -> Found | None:
    """Turn a record into an item; None for what is no page."""
    uri = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    item_name = f"{name}!/{_UNPRINTABLE.sub(' ', uri)[:_LONGEST_NAME]}"
    try:
        answer = _answer(record)
        kind = _kind(answer, uri) if answer else None
        if answer is None or kind is None:
            return None
        body = _unpacked(answer)
    except _TooLargeError:
        return _too_large(item_name)
    budget.take(max(0, len(body) - len(answer.body)), name=name)
    if kind is not Kind.PDF:
        body = _in_own_words(body, answer.content_type)
    url = uri if uri.lower().startswith(("http://", "https://")) else None
    return Item(name=item_name, data=body, kind=kind, stated=PageData(url=url)) if body else None


def _too_large(name: str) -> Skipped:
    message = f"{name} has more than {ITEM_LIMIT / 2**20:.0f} MB."
    return skipped(name, InputError("C014", message, "Leave it out."))


def _answer(record: WarcRecord) -> _Answer | None:
    """Read the body of a record that a page can be; None for any other."""
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415 - as above

    declared = record.headers.get("Content-Type") or ""
    if record.record_type in (WarcRecordType.resource, WarcRecordType.conversion):
        return _Answer(_read(record, ITEM_LIMIT), declared) if _main_type(declared) in _KINDS else None
    if record.record_type != WarcRecordType.response or "http" not in declared.lower():
        return None
    start = _read(record, _HEAD_LIMIT, partial=True)
    end = _HEAD_END.search(start)
    status = _STATUS.match(start)
    if end is None or status is None or status[1] != b"200":
        return None
    head = _headers(start[: end.start()])
    content_type = head.get("content-type", "")
    if _main_type(content_type) not in {*_KINDS, ""}:
        return None
    body = start[end.end() :]
    body += _read(record, max(0, ITEM_LIMIT - len(body)))
    packed = f"{head.get('content-encoding', '')},{head.get('transfer-encoding', '')}".lower().split(",")
    return _Answer(body, content_type, tuple(one.strip() for one in packed if one.strip()))


def _read(record: WarcRecord, limit: int, *, partial: bool = False) -> bytes:
    """Read up to `limit` bytes; unless `partial`, more than that is a fault."""
    if not partial and record.content_length > limit + _HEAD_LIMIT:
        raise _TooLargeError
    data = bytearray()
    while len(data) < limit + (not partial):
        part = record.reader.read(limit + (not partial) - len(data))
        if not part:
            break
        data += part
    if len(data) > limit:
        raise _TooLargeError
    return bytes(data)


def _headers(head: bytes) -> Mapping[str, str]:
    lines = head.decode("latin-1").splitlines()[1:]
    pairs = (line.partition(":") for line in lines if not line.startswith((" ", "\t")))
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _main_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _kind(answer: _Answer, uri: str) -> Kind | None:
    """Tell the kind of a body by what its server says, a PDF by itself."""
    if uri.partition("?")[0].endswith("/robots.txt"):
        return None
    if answer.body.startswith(b"%PDF-"):
        return Kind.PDF
    declared = _main_type(answer.content_type)
    return _KINDS.get(declared) if declared else _untold(answer)


def _untold(answer: _Answer) -> Kind | None:
    """Take a body of no stated kind for a page where it begins as one."""
    return Kind.HTML if not answer.encodings and answer.body[:100].lstrip().startswith(b"<") else None


def _unpacked(answer: _Answer) -> bytes:
    """Undo the encodings of a body, last first; many archives keep the head of a body that was unpacked already."""
    body = answer.body
    if len(answer.encodings) > _MAX_LAYERS:
        return body
    for encoding in reversed(answer.encodings):
        if encoding == "chunked":
            body = _dechunked(body)
        elif encoding in {"gzip", "x-gzip", "deflate"}:
            body = _inflated(body)
        elif encoding in {"br", "zstd"}:
            body = _read_packed(body, encoding)
    return body


def _dechunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while (size := _CHUNK.match(body, at)) is not None:
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return b"".join(parts) if parts else body


def _inflated(body: bytes) -> bytes:
    """Unpack gzip, zlib or raw deflate, as servers mix them up; a body that is none of them is left as it is."""
    for window in (_GZIP_OR_ZLIB, _RAW_DEFLATE):
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(body, ITEM_LIMIT + 1)
        except zlib.error:
            continue
        if len(data) > ITEM_LIMIT:
            raise _TooLargeError
        if data and (unpacker.eof or window == _GZIP_OR_ZLIB):
            return data
    return body


def _read_packed(body: bytes, encoding: str) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader  # noqa: PLC0415 - as above

    reader = (BrotliReader if encoding == "br" else ZstdReader)(io.BytesIO(body))
    data = bytearray()
    try:
        while len(data) <= ITEM_LIMIT and (part := reader.read(2**20)):
            data += part
    except OSError:
        return bytes(data) or body
    if len(data) > ITEM_LIMIT:
        raise _TooLargeError
    return bytes(data)


def _in_own_words(body: bytes, content_type: str) -> bytes:
    """Turn a body into UTF-8 where only its head tells the encoding, since heads do not travel with items."""
    match = _CHARSET.search(content_type)
    if match is None or body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body
    if _OWN_CHARSET.search(body[:4096]):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return body
    try:
        text = body.decode(match[1], errors="replace")
    except (LookupError, ValueError):
        return body
    return codecs.BOM_UTF8 + text.encode("utf-8", errors="replace")
