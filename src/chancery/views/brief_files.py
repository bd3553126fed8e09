"""Writes a brief as a Word document and as a PDF."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from chancery.views.brief import Brief, Item, cites_words, source_words

if TYPE_CHECKING:
    from docx.document import Document

_GREY: Final = (0x5A, 0x5A, 0x5A)
_SMALL: Final = 9.5  # points
_REPLACEMENT: Final = "\ufffd"
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_docx(brief: Brief) -> bytes:
    """Write a brief as a Word document (Office Open XML)."""
    import docx  # noqa: PLC0415 - only briefs need it

    document: Document = docx.Document()
    document.core_properties.title = _xml(brief.title)
    document.core_properties.author = "Chancery"
    document.add_heading(_xml(brief.title), level=0)
    _grey(document.add_paragraph(), brief.scope)
    for section in brief.sections:
        document.add_heading(section.heading, level=1)
        for item in section.items:
            _add_item(document, item)
    document.add_heading("Sources", level=1)
    for source in brief.sources:
        line = f"{source.number}. {source_words(source)}" + (f", {source.link}" if source.link else "")
        document.add_paragraph(_xml(line))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_item(document: Document, item: Item) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    if item.when:
        paragraph.add_run(f"{_xml(item.when)}  ").bold = True
    paragraph.add_run(f"{_xml(item.what)} ")
    _grey(paragraph, cites_words(item.cites))
    if item.quote:
        quote = document.add_paragraph(style="Quote")
        quote.add_run(_xml(item.quote))


def _grey(paragraph: Any, text: str) -> None:  # noqa: ANN401 - a paragraph of python-docx
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = paragraph.add_run(_xml(text))
    run.font.color.rgb = RGBColor(*_GREY)
    run.font.size = Pt(_SMALL)


def _xml(text: str) -> str:
    """Replace what XML 1.0 cannot hold."""
    return _NO_XML.sub(_REPLACEMENT, text)


def render_pdf(brief: Brief) -> bytes:
    """Write a brief as a PDF.

    Typst reads the brief as data, so that no word of a report can act as markup. Scripts without a font on
    this machine show as boxes.
    """
    import typst  # noqa: PLC0415 - only briefs need it

    template = files(__package__).joinpath("assets", "brief.typ").read_bytes()
    inputs = {"brief": json.dumps(_data(brief), ensure_ascii=False)}
    document: bytes = typst.compile(template, format="pdf", sys_inputs=inputs)
    return document


def _data(brief: Brief) -> Mapping[str, Any]:
    sources = [{"number": s.number, "words": source_words(s), "link": s.link} for s in brief.sources]
    return {**asdict(brief), "sources": sources}
