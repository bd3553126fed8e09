"""Bytes to what they are: by marks at their beginning, then by how their text is built.

1. Formats that are not text begin with a mark of their own; marks of what is not read give None.
2. Text is told by its first lines: a feed, a letter, a mailbox, JSON, a page, a table.
3. What is none of these is a report in plain text. A file's name decides only whether even rows
   under unknown columns are a table.
"""

from __future__ import annotations

import io
import re
from typing import Final

from chancery.errors import InputError
from chancery.reading.columns import looks_like_table
from chancery.reading.decode import decode
from chancery.reading.html import looks_like_html
from chancery.reading.packed import STREAM_STARTS, Unpacked
from chancery.reading.source import Budget, Kind
from chancery.reading.tars import is_tar

_SAMPLE: Final = 64 * 2**10
_BLANK: Final = b" \t\r\n\x0c\xef\xbb\xbf"
_NOT_ASCII: Final = bytes(range(0x80, 0x100))
_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")
_PDF_WITHIN: Final = 1024  # bytes of debris that readers of the format forgive
_NOT_READ: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"\x7fELF", b"MZ\x90\x00", b"7z\xbc\xaf", b"Rar!\x1a",
    b"SQLite format 3\x00", b"\xd0\xcf\x11\xe0", b"OggS\x00", b"\x28\xb5\x2f\xfd", b"{\\rtf", b"%!PS-",
    b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\x00asm", b"II*\x00", b"MM\x00*",
)  # fmt: skip
_AT_FOUR: Final = (b"ftyp", b"Standard Jet DB", b"Standard ACE DB")  # films; Access
_ZIP_HEADER: Final = re.compile(rb"PK\x03\x04.{22}|PK\x01\x02.{24}", re.DOTALL)
_ZIP_NAME: Final = {b"PK\x03\x04": (26, 30), b"PK\x01\x02": (28, 46)}  # places of a name's length and of the name
_OFFICE: Final = frozenset({"[Content_Types].xml", "_rels/.rels"})
_OTHER_PARTS: Final = ("xl/", "ppt/", "visio/", "Documents/1/")  # of a package that is no Word document
_OTHER_PACKAGES: Final = frozenset({"mimetype", "META-INF/", "META-INF/MANIFEST.MF", "AndroidManifest.xml"})
_FEED: Final = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>)?(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml-[^>]{0,500}\?>"
    r"|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,5000}\]\s*)?>)*+"
    r"<(?:rss|(?:[\w-]{1,20}:)?feed|rdf:RDF)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_MAX_GAP: Final = 5000  # characters between two comments, and of a page's beginning
_XML_PAGE: Final = re.compile(r"<html[\s>]", re.IGNORECASE)
_HEADER: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]*(.{0,10000})")
_SENDING: Final = frozenset(
    "from sender received return-path message-id mime-version delivered-to x-original-to".split()
)
_HEADERS: Final = _SENDING | frozenset(
    "date subject to cc bcc reply-to content-type content-transfer-encoding content-location in-reply-to references"
    " dkim-signature list-id x-mailer snapshot-content-location".split()
)
_DELIVERED: Final = frozenset("received message-id to delivered-to return-path".split())
_ENOUGH: Final = 2  # known headers that make a letter
_MAX_HEADERS: Final = 500  # lines
_ENVELOPE: Final = re.compile(r"From \S.{0,300}")
_OBJECT: Final = re.compile(r'\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\}\s*(?:\n|$))')
_ARRAY: Final = re.compile(r'\[\s*\{\s*"(?:[^"\\\n]|\\.){0,200}"\s*:')
_TABLE_NAME: Final = (".csv", ".tsv", ".tab")


def tell_kind(start: bytes, *, name: str = "") -> Kind | None:
    """Tell what bytes are by how they begin.

    Args:
        start: The first bytes, up to 64 KiB; all of them, of something smaller.
        name: What it is called; it settles only whether even rows are a table or plain text.

    Returns:
        The kind, TEXT also for what is empty; None for what Chancery does not read: pictures,
        programs, films, databases, other office formats, XML that is neither page nor feed.
    """
    start = start[:_SAMPLE]
    bare = start.lstrip(_BLANK)
    if bare.startswith(b"%PDF-") or (b"%PDF-1." in start[:_PDF_WITHIN] and b" obj" in start):
        return Kind.PDF
    if bare.startswith(b"WARC/1."):
        return Kind.WARC
    if _is_stream(start):
        return Kind.GZIP
    if start.startswith(_ZIP_STARTS):
        return _tell_zip(start)
    if is_tar(start):
        return Kind.TAR
    if start.startswith(_NOT_READ) or start[4:].startswith(_AT_FOUR):
        return None
    return _tell_text(start, cut=len(start) == _SAMPLE, name=name)


def tell_packed(start: bytes) -> tuple[Kind, Kind | None]:
    """Tell what bytes are, and what a compressed stream holds.

    Args:
        start: The first bytes, up to 64 KiB.

    Returns:
        `Kind.GZIP` for any compressed stream (gzip, bzip2, xz), with the kind inside it, told by what
        can be unpacked of `start`. For anything else its own kind, TEXT where it has none, and None.
    """
    if _is_stream(start):
        return Kind.GZIP, tell_kind(_beginning_of(start))
    return tell_kind(start) or Kind.TEXT, None


def _beginning_of(packed: bytes) -> bytes:
    """Unpack the beginning of a stream, as far as it goes without a fault."""
    stream = Unpacked(io.BytesIO(packed), name="", budget=Budget(total=2 * _SAMPLE))
    parts, missing = [], _SAMPLE
    try:
        while missing > 0 and (part := stream.read(missing)):
            parts.append(part)
            missing -= len(part)
    except InputError:
        pass  # the sample ends where the stream goes on
    return b"".join(parts)


def _is_stream(start: bytes) -> bool:
    """Tell a compressed stream; a text that begins with "BZh" is none."""
    if start.startswith(b"BZh"):
        return start[3:4].isdigit() and start[4:10] in {b"1AY&SY", b"\x17rE8P\x90"}
    return start.startswith(STREAM_STARTS)


def _tell_zip(start: bytes) -> Kind | None:
    """Tell a Word document and other formats that are ZIP archives from an archive of files."""
    names = []
    for header in _ZIP_HEADER.finditer(start):
        size_at, name_at = _ZIP_NAME[header[0][:4]]
        size = int.from_bytes(start[header.start() + size_at :][:2], "little")
        names.append(start[header.start() + name_at :][:size].decode("utf-8", errors="replace"))
    if not _OFFICE.isdisjoint(names):
        is_other = any(one.startswith(_OTHER_PARTS) for one in names)
        return Kind.DOCX if not is_other or any(one.startswith("word/") for one in names) else None
    return None if names and names[0] in _OTHER_PACKAGES else Kind.ZIP


def _tell_text(start: bytes, *, cut: bool, name: str) -> Kind | None:
    if cut and b"\x00" not in start:
        start = start.rstrip(_NOT_ASCII) or start  # a letter cut in half says nothing about the encoding
    try:
        text = decode(start, path=name).text
    except InputError as error:
        return Kind.TEXT if error.code == "C011" else None
    text = text.lstrip("\ufeff \t\r\n\f").replace("\r\n", "\n")
    if _FEED.match(text):
        return Kind.FEED
    if starts_as_html(text):
        return Kind.HTML
    if text.startswith("<?xml"):
        return Kind.HTML if _XML_PAGE.search(text[:5000]) else None
    if _is_json(text):
        return Kind.JSONL
    whole_lines = text.rpartition("\n")[0] if cut else text
    return _tell_letter(whole_lines) or _tell_lines(text, cut=cut, name=name)


def starts_as_html(text: str) -> bool:
    """Tell a page by how it begins, however many comments stand before it."""
    at = len(text) - len(text.lstrip())
    while text.startswith("<!--", at) and (end := text.find("-->", at)) >= 0:
        at = end + len("-->")
        at += len(text[at : at + _MAX_GAP]) - len(text[at : at + _MAX_GAP].lstrip())
    return looks_like_html(text[at : at + _MAX_GAP])


def _is_json(text: str) -> bool:
    """Tell JSON objects by the first one's first key; where it ends may lie beyond the sample."""
    return bool(_ARRAY.match(text) or _OBJECT.match(text))


def _tell_letter(text: str) -> Kind | None:
    """Tell a mailbox, a letter and a page saved as a letter by the headers that they begin with."""
    envelope = _ENVELOPE.match(text)
    if envelope:
        text = text[envelope.end() :].removeprefix("\n")
    headers = _headers(text)
    known = headers.keys() & _HEADERS
    if len(known) < _ENOUGH or not known & _SENDING:
        return None
    if envelope:
        return Kind.MBOX
    is_page = "multipart/related" in headers.get("content-type", "").lower() and not known & _DELIVERED
    return Kind.MHTML if is_page else Kind.EML


def _headers(text: str) -> dict[str, str]:
    """Read the headers that a text begins with; none if another line stands among them."""
    headers: dict[str, str] = {}
    last = ""
    for line in text.split("\n", _MAX_HEADERS)[:_MAX_HEADERS]:
        if not line.strip():
            return headers
        if line[0] in " \t" and last:
            headers[last] += line
            continue
        found = _HEADER.fullmatch(line)
        if found is None:
            return {}
        last = found[1].lower()
        headers.setdefault(last, "")
        headers[last] += found[2]
    return headers


def _tell_lines(text: str, *, cut: bool, name: str) -> Kind:
    named = name.lower().endswith(_TABLE_NAME)
    return Kind.CSV if looks_like_table(text, cut=cut, named=named) else Kind.TEXT
