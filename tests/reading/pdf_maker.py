"""PDFs written by hand, for tests: pages of positioned text, in few fonts, as small as can be read.

The letters are those of Courier, each 0.6 of its size wide, so that a test can tell where they end.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH = 0.6
"""Of a letter, in its size."""


@dataclass(slots=True)
class Text:
    """A line of text.

    Attributes:
        x: Left edge, in points.
        y: Baseline above the page's foot.
        words: Its words.
        size: Size of the letters.
        turned: Whether it runs upwards.
        wide: Room between the words beyond a blank, in points.
    """

    x: float
    y: float
    words: str
    size: float = 10
    turned: bool = False
    wide: float = 0


@dataclass(slots=True)
class Sheet:
    """A page.

    Attributes:
        texts: What stands on it.
        rotate: How far a viewer turns it, in degrees.
        extra: Other drawing, as PDF has it.
    """

    texts: list[Text] = field(default_factory=list)
    rotate: int = 0
    extra: bytes = b""


def wrapped(
    words: str, *, x: float, y: float, signs: int, size: float = 10, leading: float = 12, indent: float = 0
) -> list[Text]:
    """Break a paragraph into lines of at most so many signs; the last one's `y` tells where it ended."""
    lines: list[Text] = []
    room = signs - round(indent / size / WIDTH)
    line = ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > room:
            lines.append(Text(x + (0 if lines else indent), y - leading * len(lines), line, size))
            line, room = word, signs
        else:
            line = f"{line} {word}".strip()
    lines.append(Text(x + (0 if lines else indent), y - leading * len(lines), line, size))
    return lines


def justified(texts: Sequence[Text], *, signs: int) -> list[Text]:
    """Stretch all lines but the last to the same width."""
    for text in texts[:-1]:
        blanks = text.words.count(" ")
        text.wide = (signs - len(text.words)) * WIDTH * text.size / blanks if blanks else 0
    return list(texts)


def make_pdf(
    sheets: Iterable[Sheet], *, info: dict[str, str] | None = None, catalog: bytes = b"", packed: bool = True
) -> bytes:
    """Write a PDF.

    Args:
        sheets: Its pages.
        info: Title, Author and the like.
        catalog: More entries of the catalog.
        packed: Whether the pages' streams are compressed.
    """
    sheets = list(sheets)
    codes = _Codes()
    streams = [codes.stream(sheet) for sheet in sheets]
    kids = b" ".join(b"%d 0 R" % (10 + 2 * at) for at in range(len(sheets)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 5 0 R >>",
        5: stream(codes.to_unicode()),
        6: b"<< %s >>" % b" ".join(b"/%s %s" % (k.encode(), _string(v)) for k, v in (info or {}).items()),
    }
    for at, content in enumerate(streams):
        objects[10 + 2 * at] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (sheets[at].rotate, 11 + 2 * at)
        )
        objects[11 + 2 * at] = stream(content, packed=packed)
    return assemble(objects, trailer=b"/Root 1 0 R /Info 6 0 R")


def stream(content: bytes, *, packed: bool = False, entries: bytes = b"") -> bytes:
    """Write a stream object's body."""
    if packed:
        content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def assemble(objects: dict[int, bytes], *, trailer: bytes) -> bytes:
    """Write numbered objects with their table of places."""
    parts = [b"%PDF-1.7\n"]
    places: dict[int, int] = {}
    length = len(parts[0])
    for number, body in sorted(objects.items()):
        places[number] = length
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)]
    parts.append(b"xref\n0 %d\n%s" % (size, b"".join(rows)))
    parts.append(b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, length))
    return b"".join(parts)


def _string(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


class _Codes:
    """Codes for characters that the plain font has not, told by a map to Unicode."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}

    def stream(self, sheet: Sheet) -> bytes:
        """Write a page's drawing."""
        parts = [sheet.extra]
        for text in sheet.texts:
            way = b"0 1 -1 0" if text.turned else b"1 0 0 1"
            font, shown = self._shown(text.words)
            parts.append(
                b"BT /%s %g Tf %g Tw %s %g %g Tm <%s> Tj ET" % (font, text.size, text.wide, way, text.x, text.y, shown)
            )
        return b"\n".join(parts)

    def _shown(self, words: str) -> tuple[bytes, bytes]:
        try:
            return b"F1", words.encode("cp1252").hex().encode()
        except UnicodeEncodeError:
            return b"F2", bytes(self._code(sign) for sign in words).hex().encode()

    def _code(self, sign: str) -> int:
        if sign == " ":
            return 0x20
        return self.codes.setdefault(sign, 0x21 + len(self.codes))

    def to_unicode(self) -> bytes:
        """Write the map."""
        pairs = [(0x20, " "), *((code, sign) for sign, code in self.codes.items())]
        rows = b"\n".join(b"<%02X> <%s>" % (code, sign.encode("utf-16-be").hex().encode()) for code, sign in pairs)
        return (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
            b"1 begincodespacerange <00> <FF> endcodespacerange\n"
            b"%d beginbfchar\n%s\nendbfchar endcmap end end" % (len(pairs), rows)
        )
