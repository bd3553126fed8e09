"""Word documents to pieces: paragraphs and headings in order, as they read with all changes accepted.

1. The package is a ZIP file; of its members only three are unpacked, each up to a limit.
2. Entities are never resolved, and nothing outside the file is opened.
3. Deleted words, notes, hidden words and the cells of tables are left out; a table that holds the
   whole report is its layout, and kept.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chancery.errors import InputError
from chancery.model.text import BlockKind
from chancery.reading.pieces import MAX_PIECES, Aligned, Piece
from chancery.reading.properties import read_properties, with_sure_title
from chancery.reading.source import ITEM_LIMIT, Extract, PageData
from chancery.reading.text import without_controls

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_PART: Final = 2 * ITEM_LIMIT  # bytes; a million characters take some 20 MB
_MAX_TAGS: Final = 3_000_000  # each takes some 100 bytes when parsed
_MAX_TEXT: Final = 1_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0"
_W: Final = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/wordprocessingml/(?:2006/)?main\}"
)
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_MAIN: Final = "word/document.xml"
_OFFICE_DOCUMENT: Final = "/relationships/officeDocument"
_LEFT_OUT: Final = frozenset(
    "del moveFrom delText delInstrText instrText footnoteReference endnoteReference commentReference annotationRef "
    "footnoteRef endnoteRef pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr fldData rt".split()
)
_BREAKS: Final = frozenset({"br", "cr"})
_SIGNS: Final = {"tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
_HEADING: Final = re.compile(r"heading ?\d", re.IGNORECASE)
_TOC: Final = re.compile(r"toc ?\d|table of figures|index ?\d|header|footer|footnote text|endnote text", re.IGNORECASE)
_BODY_LEVEL: Final = 9  # outline level of what is no heading
_MAX_BASES: Final = 20
_BULLET: Final = re.compile(r"[•◦▪●·‣∙]\s*(?=\S)")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as the document has it.

    Attributes:
        text: Its words, with a line feed at each break of a line.
        kind: Its kind, where its style tells.
        in_table: Whether it stands in a table's cell.
        in_list: Whether it is an item of a list.
        left_out: Whether its style is that of a table of contents or the like.
    """

    text: str
    kind: BlockKind | None = None
    in_table: bool = False
    in_list: bool = False
    left_out: bool = False


def read_docx(data: bytes, *, path: str) -> Extract:
    """Take the text out of a Word document.

    Args:
        data: The whole file.
        path: What to call it in messages.

    Returns:
        Its paragraphs; those of tables are in the text, but no pieces, unless a table is the
        layout of the whole report.

    Raises:
        InputError: C062 password, C068 damaged, C011 no text, C014 too large.
    """
    if data.startswith(_OLE):
        message = f"{path} is protected with a password, or of the kind before .docx."
        raise InputError("C062", message, "Save it as .docx, without a password.")
    try:
        paragraphs, page = _read_package(data, path=path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, KeyError) as error:
        raise _damaged(path, str(error)) from None
    if sum(len(paragraph.text) for paragraph in paragraphs) > _MAX_TEXT:
        raise _too_large(path, f"{_MAX_TEXT:,} characters of text")
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not text.strip():
        raise InputError("C011", f"{path} holds no text.", "Check that it was saved whole.")
    pieces = _pieces(paragraphs)
    if len(pieces) > MAX_PIECES:
        raise _too_large(path, f"{MAX_PIECES:,} lines or paragraphs")
    return Extract(text=text, pieces=pieces, page=with_sure_title(page, pieces), encoding="docx")


def _damaged(path: str, reason: str) -> InputError:
    reason = " ".join(reason.split())[:100]
    return InputError("C068", f"{path} is damaged: {reason or 'it cannot be unpacked'}.", "Get another copy.")


def _too_large(path: str, limit: str) -> InputError:
    return InputError("C014", f"{path} has more than {limit}.", "Split it, or leave it out.")


def _read_package(data: bytes, *, path: str) -> tuple[list[_Paragraph], PageData]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = frozenset(package.namelist())
        main = _main_part(package, names, path=path)
        if main not in names:
            raise _damaged(path, f"it has no {_MAIN}")
        root = _parse(package, main, path=path)
        styles = main.rpartition("/")[0] + "/styles.xml"
        kinds = _style_kinds(_parse(package, styles, path=path)) if styles in names else {}
        core = _parse(package, "docProps/core.xml", path=path) if "docProps/core.xml" in names else None
    if root is None:
        raise _damaged(path, f"{main} is no XML")
    said = {} if core is None else {_tag(element): element.text for element in core}
    page = read_properties(said.get(_DC + "title"), said.get(_DC + "creator"))
    return list(_paragraphs(root, kinds)), page


def _main_part(package: zipfile.ZipFile, names: frozenset[str], *, path: str) -> str:
    """Find the part that holds the text, which most programs give one name."""
    root = _parse(package, "_rels/.rels", path=path) if _MAIN not in names and "_rels/.rels" in names else None
    for relation in () if root is None else root:
        if relation.get("Type", "").endswith(_OFFICE_DOCUMENT):
            return relation.get("Target", "").lstrip("/")
    return _MAIN


def _parse(package: zipfile.ZipFile, name: str, *, path: str) -> _Element | None:
    """Unpack and parse a part; None where it is no XML."""
    from lxml import etree  # noqa: PLC0415 - a library that only some formats need

    info = package.getinfo(name)
    if info.flag_bits & 1:
        raise InputError("C062", f"{path} is protected with a password.", "Save it without.")
    if info.file_size > _MAX_PART:
        raise _too_large(path, f"{_MAX_PART >> 20} MB in {name}, unpacked")
    with package.open(info) as file:
        content = file.read(_MAX_PART + 1)
    if len(content) > _MAX_PART:
        raise _too_large(path, f"{_MAX_PART >> 20} MB in {name}, unpacked")
    if content.count(b"<") > _MAX_TAGS:
        raise _too_large(path, f"{_MAX_TAGS:,} tags in {name}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def _tag(element: _Element) -> str:
    """Return a tag, without the namespace if it is Word's own; comments and entities have none."""
    return _W.sub("", element.tag, count=1) if isinstance(element.tag, str) else ""


def _value(element: _Element | None, name: str = "val") -> str | None:
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if _W.sub("", str(key)) == name), None)


def _child(element: _Element | None, name: str) -> _Element | None:
    return None if element is None else next((child for child in element if _tag(child) == name), None)


def _style_kinds(root: _Element | None) -> dict[str, str]:
    """Return the name of each style, or of the heading or title that it builds on."""
    styles: dict[str, tuple[str, str | None, bool]] = {}
    for style in () if root is None else root:
        if _tag(style) == "style":
            level = _value(_child(_child(style, "pPr"), "outlineLvl"))
            headed = level is not None and level.isdigit() and int(level) < _BODY_LEVEL
            named = _value(_child(style, "name")) or ""
            styles[_value(style, "styleId") or ""] = named, _value(_child(style, "basedOn")), headed
    return {key: _style_name(key, styles) for key in styles}


def _style_name(key: str, styles: Mapping[str, tuple[str, str | None, bool]]) -> str:
    at: str | None = key
    for _ in range(_MAX_BASES):
        name, base, headed = styles.get(at or "", ("", None, False))
        if headed:
            return "heading 1"
        if _kind_of(name) or _TOC.match(name) or base is None:
            return name
        at = base
    return ""


def _kind_of(name: str) -> BlockKind | None:
    name = name.lower()
    if _HEADING.match(name):
        return BlockKind.HEADING
    return {"title": BlockKind.TITLE, "caption": BlockKind.CAPTION}.get(name)


def _paragraphs(root: _Element, styles: Mapping[str, str]) -> Iterator[_Paragraph]:
    """Yield the paragraphs in order; one whose mark was deleted goes on with the next."""
    begun = ""
    last: _Paragraph | None = None
    for element, in_table in _blocks(root, in_table=False):
        parts: list[str] = []
        boxes: list[_Element] = []
        _spell(element, parts, boxes)
        properties = _child(element, "pPr")
        text = begun + "".join(parts)
        begun = ""
        style = styles.get(_value(_child(properties, "pStyle")) or "", _value(_child(properties, "pStyle")) or "")
        level = _value(_child(properties, "outlineLvl"))
        headed = level is not None and level.isdigit() and int(level) < _BODY_LEVEL
        last = _Paragraph(
            text=text,
            kind=BlockKind.HEADING if headed else _kind_of(style),
            in_table=in_table,
            in_list=_child(properties, "numPr") is not None,
            left_out=bool(_TOC.match(style)),
        )
        if _child(_child(properties, "rPr"), "del") is not None:
            begun = text
        else:
            yield last
        for box in boxes:
            yield from _paragraphs(box, styles)
    if begun and last:
        yield last


def _blocks(parent: _Element, *, in_table: bool) -> Iterator[tuple[_Element, bool]]:
    """Yield the paragraphs under an element that are no part of another paragraph."""
    for child in _chosen(parent):
        tag = _tag(child)
        if tag == "p":
            yield child, in_table
        elif tag and tag not in _LEFT_OUT:
            yield from _blocks(child, in_table=in_table or tag == "tbl")


def _chosen(parent: _Element) -> Iterator[_Element]:
    """Yield the children; of two forms of one thing the first."""
    for child in parent:
        if child.tag == _MC + "AlternateContent":
            yield from child[:1]
        else:
            yield child


def _spell(parent: _Element, parts: list[str], boxes: list[_Element]) -> None:
    """Collect the words of a paragraph, and the text boxes fixed to it."""
    for child in _chosen(parent):
        tag = _tag(child)
        if tag in {"t", _MATH_TEXT}:
            parts.append((child.text or "").replace("\n", " ").replace("\r", " "))
        elif tag in _SIGNS:
            parts.append(_SIGNS[tag])
        elif tag in _BREAKS:
            parts.append("\n")
        elif tag == "txbxContent":
            boxes.append(child)
        elif tag == "r" and _is_hidden(child):
            continue
        elif tag and tag not in _LEFT_OUT:
            _spell(child, parts, boxes)


def _is_hidden(run: _Element) -> bool:
    vanish = _child(_child(run, "rPr"), "vanish")
    return vanish is not None and _value(vanish) not in {"0", "false", "off"}


def _pieces(paragraphs: list[_Paragraph]) -> list[Piece]:
    """Turn paragraphs into pieces, one for each line that was broken by hand."""
    with_tables = _is_laid_out_by_table(paragraphs)
    pieces: list[Piece] = []
    place, gap, was_item, titled = 0, 1, False, False
    for paragraph in paragraphs:
        start, place = place, place + len(paragraph.text) + 1
        if paragraph.left_out or (paragraph.in_table and not with_tables):
            continue
        kind = BlockKind.HEADING if titled and paragraph.kind is BlockKind.TITLE else paragraph.kind
        for line in paragraph.text.split("\n"):
            body = without_controls(Aligned.whole(line, start)).stripped()
            start += len(line) + 1
            bullet = _BULLET.match(body.text)
            body = body.cut(bullet.end(), len(body.text)) if bullet else body
            if not body.text:
                gap += 1
                continue
            pieces.append(Piece(body=body, gap=0 if was_item and paragraph.in_list else gap, kind=kind))
            gap, was_item, titled = 0, paragraph.in_list, titled or kind is BlockKind.TITLE
        gap = max(gap, 1)
    return pieces


def _is_laid_out_by_table(paragraphs: list[_Paragraph]) -> bool:
    """Tell a document whose prose stands in tables only."""
    prose = {
        paragraph.in_table
        for paragraph in paragraphs
        if not paragraph.left_out and Piece(body=Aligned(" ".join(paragraph.text.split()), ())).is_prose
    }
    return prose == {True}
