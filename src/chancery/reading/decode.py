"""Bytes to characters: encodings, limits, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from chancery.errors import InputError

SIZE_LIMIT: Final = 32 * 2**20
_SAMPLE: Final = 64 * 2**10
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF",
    b"MZ\x90", b"BZh91AY&SY", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3", b"\xd0\xcf\x11\xe0",
    b"OggS", b"ID3\x03", b"ID3\x04", b"\x00\x00\x00\x18ftyp", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED: Final = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL: Final = 0.02  # share of control characters above which a file is not text
_MAX_BROKEN: Final = 0.01  # share of broken sequences up to which UTF-8 is still believed
_PARITY: Final = 0.3  # share of one parity's bytes that must be equal for UTF-16


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, before anything is taken away.

    Attributes:
        text: The decoded file; offsets into the original count its characters.
        encoding: Name of the encoding, as Python knows it.
    """

    text: str
    encoding: str


def decode(data: bytes, *, path: str, limit: int = SIZE_LIMIT) -> Decoded:
    """Turn the bytes of a text or HTML file into characters.

    Args:
        data: The whole file.
        path: Name for messages.
        limit: Largest size, in bytes.

    Raises:
        InputError: C014 if the file is too large, C011 if it is empty or blank, C012 if it is
            binary.
    """
    check_size(len(data), path=path, limit=limit)
    if data.startswith(_MAGIC):
        raise _binary(path)
    decoded = _with_bom(data) or _utf16(data) or _utf8(data) or _declared(data) or _guessed(data)
    if decoded is None:
        raise _binary(path)
    sample = decoded.text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL * len(sample):
        raise _binary(path)
    if not decoded.text.strip("\x00 \t\r\n\f\v\ufeff\u00a0\u200b\u3000"):
        raise _empty(path)
    return decoded


def check_size(size: int, *, path: str, limit: int = SIZE_LIMIT) -> None:
    """Refuse a file that is empty or too large, by its size alone.

    Raises:
        InputError: C011 or C014.
    """
    if size == 0:
        raise _empty(path)
    if size > limit:
        message = f"{path} has {size / 2**20:.1f} MB; the limit is {limit / 2**20:.0f} MB."
        raise InputError("C014", message, "Split it, or leave it out.")


def _empty(path: str) -> InputError:
    return InputError("C011", f"{path} is empty or holds no text.", "Check how it was saved.")


def _binary(path: str) -> InputError:
    remedy = "Save the report as text or HTML first."
    return InputError("C012", f"{path} is binary, not text.", remedy)


def _with_bom(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return Decoded(text, encoding.removesuffix("-sig"))
    return None


def _utf16(data: bytes) -> Decoded | None:
    """Tell UTF-16 without a mark: the high bytes repeat, and some of them are zero."""
    sample = data[: min(len(data), _SAMPLE) & ~1]
    if len(sample) < 4 or len(data) % 2 or b"\x00" not in sample:  # noqa: PLR2004 - two characters
        return None
    even, odd = sample[::2], sample[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        common = max((high.count(value), value) for value in set(high))[0]
        stray = low.count(0) >= min(_MAX_CONTROL * len(low) + 1, high.count(0))
        if common > 2 * _PARITY * len(high) and not stray:
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    return None


def _utf8(data: bytes) -> Decoded | None:
    """Believe UTF-8 also with a few broken sequences, as cut files have at their end."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    strange = sum(1 for character in text[:_SAMPLE] if character > "\x7f")
    few = broken <= max(1, _MAX_BROKEN * len(text)) and strange > 2 * broken
    return Decoded(text, "utf-8") if few and b"\x00" not in data[:_SAMPLE] else None


def _declared(data: bytes) -> Decoded | None:
    head = data[:4096]
    match = _DECLARED.search(head) or _XML_DECLARED.search(head)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        if name.startswith(("utf-8", "utf-16", "utf-32")):
            return None
        return Decoded(data.decode(name, errors="replace"), name)
    except (LookupError, ValueError, AssertionError):
        return None


def _guessed(data: bytes) -> Decoded | None:
    """Ask charset-normalizer about a sample; the rest of the file follows its answer."""
    if b"\x00" in data[:_SAMPLE]:
        return None
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    name = codecs.lookup(best.encoding).name
    return Decoded(data.decode(name, errors="replace"), name)
