"""PDF documents to pieces: the characters of each page in reading order, without running lines.

PDFium reads the pages, one after the other, and runs nothing that they hold. Limits are checked
before what they limit is fetched: compressed streams that unpack to too much, pages, signs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from itertools import islice
from typing import Any, Final

from chancery.errors import InputError
from chancery.reading.pdf_layout import Page, body_size, lay_out_pages
from chancery.reading.pdf_lines import PageLines, read_lines
from chancery.reading.pdf_paragraphs import read_pieces
from chancery.reading.pieces import MAX_PIECES
from chancery.reading.properties import read_properties, with_sure_title
from chancery.reading.source import Extract, PageData

_MAX_PAGES: Final = 10_000
_MAX_SIGNS: Final = 1_000_000  # four novels; spaCy parses no longer text
_MAX_STREAM: Final = 64 * 2**20  # unpacked bytes of what is no picture; a page of dense text has 0.1 MB
_MAX_STREAMS: Final = 256 * 2**20  # of all that are looked into
_DEFLATE_RATIO: Final = 1032  # nothing packs better
_MAX_LAYERS: Final = 3
_CHUNK: Final = 2**20
_LOOK_BACK: Final = 600  # bytes before "stream" that hold its dictionary
_STREAM: Final = re.compile(rb"stream\r?\n")
_PASSWORD: Final = 4  # PDFium's number for it
_FEW: Final = 50  # signs on a page that may be a picture of one
_UNSURE: Final = 0.02  # share of signs without a character


def read_pdf(data: bytes, *, path: str) -> Extract:
    """Take the text out of a PDF.

    Args:
        data: The whole file.
        path: What to call it in messages.

    Returns:
        The characters of its pages in reading order, pages parted by form feeds, and its
        paragraphs; running lines are in the text, but no pieces.

    Raises:
        InputError: C062 password, C068 damaged, C069 pictures of pages, C014 too many pages or
            signs, or a stream that unpacks to too much.
    """
    _check_streams(data, path=path)
    pages, page, doubts = _read_pages(data, path=path)
    if not any(one.segments for one in pages):
        remedy = "Recognise its text (OCR) first."
        raise InputError("C069", f"{path} holds no text: its pages are pictures, or empty.", remedy)
    size = body_size(pages)
    laid = lay_out_pages(pages, size)
    text = _assemble(laid)
    pieces = read_pieces(laid, size, title=page.title)
    if len(pieces) > MAX_PIECES:
        raise _too_large(path, f"{MAX_PIECES:,} lines or paragraphs")
    doubts += _doubts(pages)
    return Extract(text=text, pieces=pieces, page=with_sure_title(page, pieces), encoding="pdf", doubts=tuple(doubts))


def _too_large(path: str, limit: str) -> InputError:
    return InputError("C014", f"{path} has more than {limit}.", "Split it, or leave it out.")


def _check_streams(data: bytes, *, path: str) -> None:
    """Unpack what could unpack to too much, a piece at a time and for nothing but its length.

    PDFium unpacks a stream whole, up to 1 GB.
    """
    left = _MAX_STREAMS
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        opening = data[max(0, match.start() - _LOOK_BACK) : match.start()].rsplit(b"obj", 1)[-1]
        layers = opening.count(b"/Fl")
        if layers < 2 and (end - match.end()) * _DEFLATE_RATIO * layers < _MAX_STREAM:  # noqa: PLR2004 - packed once
            continue
        if re.search(rb"/Subtype\s*/Image", opening):
            continue
        size = _unpacked(data[match.end() : end], layers)
        left -= size
        if size > _MAX_STREAM or left < 0:
            raise _too_large(path, f"{_MAX_STREAM >> 20} MB in one of its streams, unpacked")


def _unpacked(packed: bytes, layers: int) -> int:
    """Count the bytes that a stream unpacks to, up to a little more than the limit."""
    size = 0
    for layer in range(min(layers, _MAX_LAYERS)):
        unpacker = zlib.decompressobj()
        size, rest, inner = 0, packed, []
        try:
            while rest and not unpacker.eof and size <= _MAX_STREAM:
                chunk = unpacker.decompress(rest, _CHUNK)
                size, rest = size + len(chunk), unpacker.unconsumed_tail
                if layer + 1 < layers:
                    inner.append(chunk)
        except zlib.error:
            break  # encrypted or damaged; PDFium sees to it
        if size > _MAX_STREAM:
            break
        packed = b"".join(inner)
    return size


def _read_pages(data: bytes, *, path: str) -> tuple[list[PageLines], PageData, list[str]]:
    """Read the pages one by one; a damaged one is a doubt."""
    import pypdfium2  # noqa: PLC0415 - a library that only PDFs need

    pages: list[PageLines] = []
    damaged, pictures = 0, 0
    try:
        with pypdfium2.PdfDocument(data) as document:
            count = len(document)
            if count > _MAX_PAGES:
                raise _too_large(path, f"{_MAX_PAGES:,} pages")
            _check_signs(document, path=path)
            for number in range(count):
                try:
                    lines, picture = _read_page(document, number)
                except pypdfium2.PdfiumError:
                    lines, picture, damaged = PageLines([], [], 0.0, 0.0), False, damaged + 1
                pictures += picture
                pages.append(lines)
            page = read_properties(document.get_metadata_value("Title"), document.get_metadata_value("Author"))
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise InputError("C062", f"{path} is protected with a password.", "Save it without.") from None
        raise _damaged(path) from None
    if damaged == len(pages):
        raise _damaged(path)
    doubts = [f"{damaged} of {count} pages: damaged, and left out"] if damaged else []
    if pictures:
        doubts.append(f"{pictures} of {count} pages: pictures without text")
    return pages, page, doubts


def _damaged(path: str) -> InputError:
    return InputError("C068", f"{path} is damaged: no page of it can be opened.", "Get another copy.")


def _check_signs(document: Any, *, path: str) -> None:  # noqa: ANN401 - no types
    """Count the signs of all pages first: that takes a tenth of the time of reading them."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - as above

    left = _MAX_SIGNS
    for number in range(len(document)):
        with suppress(PdfiumError), closing(document[number]) as page, closing(page.get_textpage()) as text:
            left -= text.count_chars()
        if left < 0:
            raise _too_large(path, f"{_MAX_SIGNS:,} characters of text")


def _read_page(document: Any, number: int) -> tuple[PageLines, bool]:  # noqa: ANN401 - no types
    """Read the lines of a page, and tell whether it is the picture of one."""
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        signs = text.count_chars()
        box = page.get_bbox()
        picture = signs < _FEW and _is_picture(page, box)
        return read_lines(text.raw, signs, box), picture


def _is_picture(page: Any, box: Sequence[float]) -> bool:  # noqa: ANN401 - no types
    """Tell a page of which a picture covers half."""
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    area = (box[2] - box[0]) * (box[3] - box[1])
    for thing in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3), _FEW):
        left, low, right, high = thing.get_bounds()
        if (right - left) * (high - low) > area / 2:
            return True
    return False


def _assemble(pages: Sequence[Page]) -> str:
    """Put the document's text together, and tell each line its place in it."""
    parts: list[str] = []
    length = 0
    for number, page in enumerate(pages):
        if number:
            parts.append("\f")
            length += 1
        for at, line in enumerate(page.lines()):
            if at:
                parts.append("\n")
                length += 1
            line.start = length
            parts.append(line.text)
            length += len(line.text)
    return "".join(parts)


def _doubts(pages: Sequence[PageLines]) -> list[str]:
    doubts = []
    if any(page.mirrored for page in pages):
        doubts.append("right-to-left text: the order of words is not verified")
    unknown, signs = sum(page.unknown for page in pages), sum(page.signs for page in pages)
    if unknown > _UNSURE * signs:
        doubts.append(f"{unknown} of {signs} signs: the fonts do not tell which characters they are")
    return doubts
