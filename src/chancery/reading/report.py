"""Bytes to `Report`: the whole journey of the reading stage, on one page.

1. Tell what the bytes are; the format's reader decodes them (`originals`).
2. It cuts them into pieces that know their places in the original.
3. Tell furniture from content, then the layout of the content.
4. Tell speakers, outlet, date and language.
5. Join the content to the clean text, block by block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from chancery.codebooks.outlets import publishing_state
from chancery.errors import InputError
from chancery.model.text import Block, BlockKind, Report, Span, TurnKind, stated_id
from chancery.reading.authors import find_authors
from chancery.reading.boxes import is_author_name
from chancery.reading.datelines import read_dateline
from chancery.reading.furniture import judge_page
from chancery.reading.imprint import find_imprint
from chancery.reading.languages import identify
from chancery.reading.layout import Layout, lay_out
from chancery.reading.learned import Verdict
from chancery.reading.mastheads import Masthead, find_masthead
from chancery.reading.originals import load, read_original
from chancery.reading.pieces import (
    LONGEST_WORD,
    Aligned,
    Finding,
    Piece,
    join,
)
from chancery.reading.published import Stamps, find_published
from chancery.reading.publisher import find_outlet, outlet_names
from chancery.reading.source import Extract, Item, Kind, PageData
from chancery.reading.title_text import title_text
from chancery.reading.transcripts import Turn, find_turns, is_sure_label

_SEPARATOR: Final = "\n\n"
_SIGNED: Final = 3  # bylines that may bear the day
_LAST: Final = 6  # lines of a report, and of its page, that may close a statement
_OPENING: Final = 3  # paragraphs among which a stamp may stand
_LOOKED_AT: Final = 200  # lines at either end of a page in which days are looked for
_STAMP: Final = 25  # words of a line that bears a day
_MOST_AUTHORS: Final = 50
_UNSAID: Final = re.compile("\\s*[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+\\s*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2}(?![A-Za-z])")
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
    item = load(path, name=name)
    return parse_report(item.data, path=item.name)


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
    return parse_item(Item(name=path, data=data, kind=Kind.TEXT))


def parse_item(item: Item) -> Report:
    """Read a report from its original, whatever format that has.

    Args:
        item: The original, and what its container states about it.

    Returns:
        The report, freed of its furniture.

    Raises:
        InputError: As `read_original`, and C018 if there is nothing but furniture.
    """
    return make_report(item, read_original(item))


def item_id(item: Item) -> str:
    """Return the id of the report that an item gives: a hash of its bytes, and of what is stated about them."""
    return stated_id(item.data, asdict(item.stated))


def make_report(item: Item, extract: Extract) -> Report:
    """Make a report of what a format's reader took out of an original.

    Args:
        item: The original, and what its container states about it.
        extract: What `read_original` gave for it.

    Returns:
        The report, freed of its furniture.

    Raises:
        InputError: C018 if there is nothing but furniture.
    """
    pieces, page = extract.pieces, _tidied(item.stated.over(extract.page))
    verdict = judge_page(pieces, outlets=outlet_names())
    masthead = _masthead(extract)
    layout = _layout(pieces, verdict, page, masthead)
    found = verdict.found | layout.dropped
    parts = _parts(pieces, layout)
    if not any(part.kind in _BODY for part in parts) and (not _is_bare(extract) or not parts):
        remedy = "Save the report's text itself."
        raise InputError("C018", f"{item.name} holds no report that could be told apart from its furniture.", remedy)
    report = _assemble(item, extract, parts)
    return _described(report, page, layout, pieces, found, masthead=masthead)


def explain_furniture(data: bytes, *, path: str) -> list[tuple[str, Finding]]:
    """Tell each piece of furniture of a text or a page with the rule that dropped it.

    Raises:
        InputError: As `parse_report`, but for C018.
    """
    pieces, _, found = read_layout(data, path=path)
    return [(pieces[index].text, found[index]) for index in sorted(found)]


def read_layout(data: bytes, *, path: str) -> tuple[Sequence[Piece], Layout, Mapping[int, Finding]]:
    """Read the pieces of a text or a page, what each is, and which are furniture.

    Raises:
        InputError: As `parse_report`, but for C018.
    """
    extract = read_original(Item(name=path, data=data, kind=Kind.TEXT))
    verdict = judge_page(extract.pieces, outlets=outlet_names())
    layout = _layout(extract.pieces, verdict, extract.page, _masthead(extract))
    return extract.pieces, layout, verdict.found | layout.dropped


def _tidied(page: PageData) -> PageData:
    """Take out of a container's words what no title, name or address has; most pages stay as they are."""
    return PageData(
        title=_tidy(page.title),
        subtitle=_tidy(page.subtitle),
        authors=tuple(filter(None, map(_tidy, page.authors[:_MOST_AUTHORS]))),
        site=_tidy(page.site),
        url=_tidy(page.url),
        date=_tidy(page.date),
        language=_tidy(page.language),
    )


def _tidy(value: str | None) -> str | None:
    return _UNSAID.sub(" ", value[:LONGEST_WORD]).strip() or None if value else None


def _is_bare(extract: Extract) -> bool:
    """Tell an original that says nothing about itself outside its text: plain text, as a rule."""
    return extract.page == PageData()


def _masthead(extract: Extract) -> Masthead | None:
    return find_masthead(extract.pieces) if _is_bare(extract) else None


def _layout(pieces: Sequence[Piece], verdict: Verdict, page: PageData, masthead: Masthead | None) -> Layout:
    found, known = verdict.found, outlet_names()
    names = frozenset(i for i in range(len(pieces)) if i not in found and is_author_name(pieces, i, known))
    lines = masthead.lines if masthead else ()
    return lay_out(pieces, verdict.found, title=page.title, names=names, masthead=lines, held=verdict.held)


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


def _assemble(item: Item, extract: Extract, parts: Sequence[_Part]) -> Report:
    whole = join([part.body for part in parts], _SEPARATOR)
    blocks, offset = [], 0
    for part in parts:
        end = offset + len(part.body.text)
        span = Span(min(offset + part.label, end), end)
        blocks.append(Block(kind=part.kind, span=span, speaker=part.speaker, turn=part.turn))
        offset = end + len(_SEPARATOR)
    return Report(
        id=item_id(item),
        path=item.name,
        text=whole.text,
        blocks=tuple(blocks),
        encoding=extract.encoding,
        alignment=whole.runs,
        language=identify(whole.text) or _stated_language(item.stated),
        doubts=extract.doubts,
    )


def _stated_language(stated: PageData) -> str | None:
    """Return the two-letter code that a container gives, for a text too short to tell by."""
    code = _LANGUAGE.match(stated.language or "")
    return code[0].lower() if code else None


def _described(
    report: Report,
    page: PageData,
    layout: Layout,
    pieces: Sequence[Piece],
    found: Mapping[int, Finding],
    *,
    masthead: Masthead | None,
) -> Report:
    """Add title, authors, outlet, address and date."""
    title = title_text(pieces, layout.title_lines) if layout.title_lines else page.title
    furniture = tuple(pieces[index].text[:LONGEST_WORD] for index in sorted(found))
    top = layout.title or 0
    whole, lines, bylines = (
        [pieces[index].text for index in sorted(layout.kinds, key=by) if layout.kinds[index] is kind]
        for kind, by in (
            (BlockKind.PARAGRAPH, int),
            (BlockKind.DATELINE, lambda index: (index < top, index)),  # above the title may stand today's date
            (BlockKind.BYLINE, int),
        )
    )
    stamps = Stamps(
        datelines=lines,
        paragraphs=whole,
        bylines=bylines[:_SIGNED],
        kickers=[pieces[index].text for index in sorted(found) if index < top],
        head=_head_lines(pieces, layout),
        beside=[piece.text[:LONGEST_WORD] for piece in pieces[top + 1 : _first(pieces, layout)][:_LOOKED_AT]],
        closings=[*_ends(pieces, layout), *(piece.text[:LONGEST_WORD] for piece in pieces[-_LAST:])],
        ends=_ends(pieces, layout),
        page=[piece.text[:LONGEST_WORD] for piece in (*pieces[:_LOOKED_AT], *pieces[_LOOKED_AT:][-_LOOKED_AT:])],
    )
    published, basis, because = find_published(page, stamps, title=title)
    own_names = [masthead.name] if masthead else []
    if page == PageData() and not (masthead and publishing_state(masthead.name)):
        own_names = [*find_imprint(pieces, found, layout.title), *own_names]
    outlet = find_outlet(page, paragraphs=whole, furniture=furniture, title=title, names=own_names)
    return replace(
        report,
        title=title,
        subtitle=pieces[layout.subtitle].text if layout.subtitle is not None else None,
        outlet=outlet,
        authors=page.authors or find_authors(pieces, layout, found, outlet=outlet),
        url=page.url,
        published=published,
        published_basis=basis,
        published_because=because,
        furniture=furniture,
    )


def _first(pieces: Sequence[Piece], layout: Layout) -> int:
    """Return the index of the first paragraph."""
    heads = {layout.title, layout.subtitle}
    return next((at for at in sorted(layout.kinds) if pieces[at].is_prose and at not in heads), 0)


def _head_lines(pieces: Sequence[Piece], layout: Layout) -> list[str]:
    """Return the short lines of a report above its body and among its first paragraphs."""
    body = [at for at in sorted(layout.kinds) if pieces[at].is_prose and at not in {layout.title, layout.subtitle}]
    end = body[_OPENING - 1] if len(body) >= _OPENING else len(pieces)
    lines = [
        pieces[at].text
        for at in sorted(layout.kinds)
        if at < end and at != layout.title and pieces[at].words <= _STAMP and not pieces[at].is_prose
    ]
    return lines[:_LOOKED_AT]


def _ends(pieces: Sequence[Piece], layout: Layout) -> list[str]:
    """Return the last lines of a report."""
    content = [at for at in sorted(layout.kinds) if at != layout.title]
    return [pieces[at].text[:LONGEST_WORD] for at in content[-_LAST:]]
