"""One original to its `Extract`: tells what the bytes are, and asks that format's reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from chancery.errors import InputError
from chancery.reading.decode import check_size, decode
from chancery.reading.files import not_read, unreadable
from chancery.reading.html import looks_like_html, read_html
from chancery.reading.pieces import MAX_PIECES, TooManyPiecesError, is_debris, limited, without_debris
from chancery.reading.source import ITEM_LIMIT, Extract, Item, Kind, PageData
from chancery.reading.text import read_text

START: Final = 64 * 2**10
"""Bytes by which a kind is told."""

DOCUMENTS: Final = frozenset({Kind.TEXT, Kind.HTML, Kind.PDF, Kind.DOCX, Kind.EML, Kind.MHTML})
"""Kinds that give one report each; the others are containers."""

_MAX_TEXT: Final = 1_000_000  # characters, four novels; spaCy parses no longer text


def load(path: Path, *, name: str | None = None) -> Item:
    """Read a file.

    Args:
        path: The file.
        name: What to call it; the path by default.

    Raises:
        InputError: If the file is missing (C010), cannot be opened (C013), is empty (C011) or too large (C014).
    """
    shown = name or str(path)
    try:
        check_size(path.stat().st_size, path=shown, limit=ITEM_LIMIT)
        return Item(name=shown, data=path.read_bytes())
    except FileNotFoundError:
        raise InputError("C010", f"{shown} does not exist.", "Check the path.") from None
    except OSError as error:
        raise unreadable(shown, error) from error


def read_original(item: Item) -> Extract:
    """Take text, layout and metadata out of an original, whatever format it has.

    Args:
        item: Its kind is told by its bytes where it is not given.

    Raises:
        InputError: C011 empty, C012 binary, C014 too large or too many lines, C019 a kind that
            holds no single report, or what the format's reader raises.
    """
    check_size(len(item.data), path=item.name, limit=ITEM_LIMIT)
    try:
        extract = _read(item, item.kind or _told(item))
        pieces = [part for piece in limited(extract.pieces) for part in without_debris(piece)]
    except TooManyPiecesError:
        raise _too_large(item.name, f"{MAX_PIECES:,} lines or paragraphs") from None
    if sum(len(part.text) for part in pieces if not is_debris(part.text)) > _MAX_TEXT:
        raise _too_large(item.name, f"{_MAX_TEXT:,} characters of text")
    return replace(extract, pieces=pieces)


def _told(item: Item) -> Kind:
    from chancery.reading.kinds import tell_kind  # noqa: PLC0415 - the table of formats, only where none is given

    kind = tell_kind(item.data[:START], name=item.name)
    if kind is None and item.data[:START].strip():
        raise not_read(item.name)
    return kind or Kind.TEXT


def _read(item: Item, kind: Kind) -> Extract:
    """Ask the reader of a kind; each loads its own library."""
    match kind:
        case Kind.TEXT | Kind.HTML:
            return _read_characters(item, kind)
        case Kind.PDF:
            from chancery.reading.pdf import read_pdf  # noqa: PLC0415 - most reports need no PDF library

            return read_pdf(item.data, path=item.name)
        case Kind.DOCX:
            from chancery.reading.docx import read_docx  # noqa: PLC0415 - as above

            return read_docx(item.data, path=item.name)
        case Kind.EML:
            from chancery.reading.mail import read_eml  # noqa: PLC0415 - as above

            return read_eml(item.data, path=item.name)
        case Kind.MHTML:
            from chancery.reading.mhtml import read_mhtml  # noqa: PLC0415 - as above

            return read_mhtml(item.data, path=item.name)
        case _:
            raise not_read(item.name)


def _read_characters(item: Item, kind: Kind) -> Extract:
    decoded = decode(item.data, path=item.name)
    page = PageData()
    if kind is Kind.HTML or looks_like_html(decoded.text):
        pieces, page = read_html(decoded.text)
    else:
        pieces = read_text(decoded.text)
    return Extract(text=decoded.text, pieces=pieces, page=page, encoding=decoded.encoding)


def _too_large(path: str, limit: str) -> InputError:
    return InputError("C014", f"{path} has more than {limit}.", "Split it, or leave it out.")
