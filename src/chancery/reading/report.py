"""Bytes to `Report`: the whole journey of the reading stage, on one page.

1. Decode; tell HTML from plain text by its beginning.
2. Cut into pieces that know their places in the original.
3. Tell furniture from content, then the layout of the content.
4. Tell speakers, outlet, date and language.
5. Join the content to the clean text, block by block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from chancery.errors import InputError
from chancery.model.text import Block, BlockKind, Report, Span, TurnKind, content_id
from chancery.reading.boxes import is_author_name
from chancery.reading.datelines import read_dateline
from chancery.reading.decode import Decoded, check_size, decode
from chancery.reading.furniture import find_furniture
from chancery.reading.html import looks_like_html, read_html
from chancery.reading.languages import identify
from chancery.reading.layout import Layout, lay_out
from chancery.reading.mastheads import Masthead, find_masthead
from chancery.reading.pieces import (
    LONGEST_WORD,
    MAX_PIECES,
    Aligned,
    Finding,
    Piece,
    TooManyPiecesError,
    is_debris,
    join,
    without_debris,
)
from chancery.reading.publisher import find_outlet, find_published, outlet_names
from chancery.reading.source import PageData
from chancery.reading.text import read_text
from chancery.reading.transcripts import Turn, find_turns, is_sure_label

_SEPARATOR: Final = "\n\n"
_MAX_TEXT: Final = 1_000_000  # characters, four novels; spaCy parses no longer text
_SIGNED: Final = 3  # bylines that may bear the day
_BODY: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One block to be."""

    body: Aligned
    kind: BlockKind
    label: int = 0
    speaker: str | None = None
    turn: TurnKind | None = None


def read_report(path: Path, *, name: str | None = None) -> Report:
    """Read a report from a file of plain text or HTML.

    Args:
        path: The file.
        name: What to call it in the report and in messages; the path by default.

    Returns:
        The report, freed of its furniture.

    Raises:
        InputError: If the file is missing (C010), cannot be opened (C013), or cannot be read
            (`parse_report`).
    """
    shown = name or str(path)
    try:
        check_size(path.stat().st_size, path=shown)
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("C010", f"{shown} does not exist.", "Check the path.") from None
    except OSError as error:
        remedy = "Check its permissions."
        raise InputError("C013", f"{shown} cannot be opened: {error.strerror}.", remedy) from error
    return parse_report(data, path=shown)


def parse_report(data: bytes, *, path: str) -> Report:
    """Read a report from the bytes of a file of plain text or HTML.

    Args:
        data: The whole file.
        path: What to call it in the report and in messages.

    Returns:
        The report, freed of its furniture.

    Raises:
        InputError: C011 empty, C012 binary, C014 too large or too many lines, C018 nothing but furniture.
    """
    decoded = decode(data, path=path)
    pieces, page = _read(decoded.text, path=path)
    found = find_furniture(pieces, outlets=outlet_names())
    layout = _layout(pieces, found, page)
    found |= layout.dropped
    parts = _parts(pieces, layout)
    if not any(part.kind in _BODY for part in parts) and (page != PageData() or not parts):
        remedy = "Save the report's text itself."
        raise InputError("C018", f"{path} holds no report that could be told apart from its furniture.", remedy)
    report = _assemble(decoded, parts, report_id=content_id(data), path=path)
    return _described(report, page, layout, pieces, found)


def explain_furniture(data: bytes, *, path: str) -> list[tuple[str, Finding]]:
    """Tell each piece of furniture with the rule that dropped it.

    Raises:
        InputError: As `parse_report`, but for C018.
    """
    pieces, page = _read(decode(data, path=path).text, path=path)
    found = find_furniture(pieces, outlets=outlet_names())
    found |= _layout(pieces, found, page).dropped
    return [(pieces[index].text, found[index]) for index in sorted(found)]


def _read(text: str, *, path: str) -> tuple[list[Piece], PageData]:
    try:
        pieces, page = read_html(text) if looks_like_html(text) else (read_text(text), PageData())
    except TooManyPiecesError:
        raise _too_large(path, f"{MAX_PIECES:,} lines or paragraphs") from None
    parts = [part for piece in pieces for part in without_debris(piece)]
    if sum(len(part.text) for part in parts if not is_debris(part.text)) > _MAX_TEXT:
        raise _too_large(path, f"{_MAX_TEXT:,} characters of text")
    return parts, page


def _too_large(path: str, limit: str) -> InputError:
    return InputError("C014", f"{path} has more than {limit}.", "Split it, or leave it out.")


def _layout(pieces: Sequence[Piece], found: Mapping[int, Finding], page: PageData) -> Layout:
    names = frozenset(i for i in range(len(pieces)) if i not in found and is_author_name(pieces, i, outlet_names()))
    masthead = _masthead(pieces, page)
    lines = masthead.lines if masthead else ()
    return lay_out(pieces, found, title=page.title, names=names, masthead=lines)


def _masthead(pieces: Sequence[Piece], page: PageData) -> Masthead | None:
    return find_masthead(pieces) if page == PageData() else None


def _parts(pieces: Sequence[Piece], layout: Layout) -> list[_Part]:
    """Turn the content into parts: datelines cut off, speakers told."""
    parts: list[_Part] = []
    for index in sorted(layout.kinds):
        kind = layout.kinds[index]
        parts += (
            _split_dateline(pieces[index].body)
            if kind is BlockKind.PARAGRAPH
            else [_Part(body=pieces[index].body, kind=kind)]
        )
    body = [at for at, part in enumerate(parts) if part.kind in _BODY - {BlockKind.CAPTION}]
    title = pieces[layout.title].text if layout.title is not None else None
    turns = find_turns([parts[at].body.text for at in body], title)
    for at, turn in zip(body, turns, strict=True):
        if turn:
            parts[at] = _spoken(parts[at], turn)
    return parts


def _split_dateline(body: Aligned) -> list[_Part]:
    opening = None if is_sure_label(body.text) else read_dateline(body.text)
    if opening is None:
        return [_Part(body=body, kind=BlockKind.PARAGRAPH)]
    head, rest = body.cut(0, opening.end).stripped(), body.cut(opening.end, len(body.text)).stripped()
    return [_Part(body=head, kind=BlockKind.DATELINE), _Part(body=rest, kind=BlockKind.PARAGRAPH)]


def _spoken(part: _Part, turn: Turn) -> _Part:
    kind = BlockKind.PARAGRAPH if turn.start else part.kind
    return replace(part, kind=kind, label=turn.start, speaker=turn.speaker, turn=turn.kind)


def _assemble(decoded: Decoded, parts: Sequence[_Part], *, report_id: str, path: str) -> Report:
    whole = join([part.body for part in parts], _SEPARATOR)
    blocks, offset = [], 0
    for part in parts:
        end = offset + len(part.body.text)
        span = Span(min(offset + part.label, end), end)
        blocks.append(Block(kind=part.kind, span=span, speaker=part.speaker, turn=part.turn))
        offset = end + len(_SEPARATOR)
    return Report(
        id=report_id,
        path=path,
        text=whole.text,
        blocks=tuple(blocks),
        encoding=decoded.encoding,
        alignment=whole.runs,
        language=identify(whole.text),
    )


def _described(
    report: Report, page: PageData, layout: Layout, pieces: Sequence[Piece], found: Mapping[int, Finding]
) -> Report:
    """Add title, authors, outlet, address and date."""
    title = pieces[layout.title].text if layout.title is not None else page.title
    furniture = tuple(pieces[index].text[:LONGEST_WORD] for index in sorted(found))
    whole, lines, bylines = (
        [pieces[index].text for index in sorted(layout.kinds) if layout.kinds[index] is kind]
        for kind in (BlockKind.PARAGRAPH, BlockKind.DATELINE, BlockKind.BYLINE)
    )
    masthead = _masthead(pieces, page)
    published, basis, because = find_published(
        page, title=title, datelines=lines, paragraphs=whole, bylines=bylines[:_SIGNED]
    )
    return replace(
        report,
        title=title,
        subtitle=pieces[layout.subtitle].text if layout.subtitle is not None else None,
        outlet=find_outlet(
            page, paragraphs=whole, furniture=furniture, title=title, masthead=masthead.name if masthead else None
        ),
        authors=page.authors or layout.authors,
        url=page.url,
        published=published,
        published_basis=basis,
        published_because=because,
        furniture=furniture,
    )
