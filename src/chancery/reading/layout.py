"""What each piece is in the layout of its report: title, subtitle, byline, caption, paragraph.

1. Every piece above the body gets a shape: date line, byline, role, place, caption, sentence, label.
2. The title is the line for which most speaks.
3. Lines above the title, and the title's repetitions, are furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.datelines import find_date, read_date_line, read_dateline
from chancery.reading.heads import (
    BYLINE,
    MAX_SUBTITLE,
    ORGAN,
    PLACE,
    ROLE,
    TIME,
    is_bare_line,
    is_capital_name,
    is_caption,
    is_entry,
    is_mark,
    is_title_like,
    is_venue,
)
from chancery.reading.pieces import Finding, Piece, fold
from chancery.reading.title_choice import find_title
from chancery.reading.title_text import title_lines
from chancery.reading.titles import body_stems, is_taken_up, stems
from chancery.reading.transcripts import is_sure_label

_HEAD: Final = 14  # pieces below the first paragraph that may still be above the body
_SECTION: Final = 5  # words of a section's name
_SECTIONS: Final = frozenset({"navigation", "menu", "button"})
_NUMBERED: Final = re.compile(  # "Decree No. 12"
    r"[^\W\d_][\w ]{2,60} n(?:o|r|°)\.? ?\d[\d/-]*|(?:joint|final) (?:declaration|statement|communiqu[eé])",
    re.IGNORECASE,
)
_ISSUER: Final = re.compile(r"of the [A-Z].{3,80}")  # below "DECREE No. 12"
_NAMED: Final = 2  # lines of a masthead that go for sure: the name and the motto
_SIGNED: Final = 8  # words of a line that signs and dates a report
_NEAR: Final = 3  # lines above the title that may be its date or place
_DEEPEST: Final = 60  # pieces above the body that are looked at


@dataclass(slots=True)
class Layout:
    """The layout of a page.

    Attributes:
        kinds: Kind of each piece that is content, by index.
        dropped: Findings about pieces that turned out to be furniture.
        title: Index of the title.
        title_lines: Indices of the lines over which it goes.
        subtitle: Index of the subtitle.
        described: Indices of bare names whose owners' biographies follow.
    """

    kinds: dict[int, BlockKind] = field(default_factory=dict)
    dropped: dict[int, Finding] = field(default_factory=dict)
    title: int | None = None
    title_lines: tuple[int, ...] = ()
    subtitle: int | None = None
    described: frozenset[int] = frozenset()


def lay_out(
    pieces: Sequence[Piece],
    furniture: Mapping[int, Finding],
    *,
    title: str | None = None,
    names: frozenset[int] = frozenset(),
    masthead: Sequence[int] = (),
    held: frozenset[int] = frozenset(),
) -> Layout:
    """Tell what each piece is.

    Args:
        pieces: The page, in order.
        furniture: Findings by index.
        title: The title as the page's metadata has it.
        names: Indices of bare authors' names.
        masthead: Indices of the outlet's name and the lines that stick to it.
        held: Indices of lines that are surely the report's own, wherever they stand.

    Returns:
        The kinds of the content and the furniture that only the layout shows.
    """
    layout = Layout(described=names)
    above = frozenset(masthead[:_NAMED]) | (frozenset(masthead) - held)
    content = [index for index in range(len(pieces)) if index not in furniture and index not in above]
    for index in above - set(furniture):
        layout.dropped[index] = Finding("masthead", "the outlet's name and motto above the report", 1.0)
    head = _head(pieces, content)
    layout.title = find_title(pieces, content, furniture, title)
    if layout.title is not None:
        layout.title_lines = title_lines(pieces, content, layout.title)
    _drop_repeats(pieces, content, layout)
    _drop_above_title(pieces, head, furniture, layout, held=held)
    _drop_sections(pieces, head, furniture, layout)
    _name_kinds(pieces, content, head, names, layout)
    layout.subtitle = _find_subtitle(pieces, head, layout)
    return layout


def _head(pieces: Sequence[Piece], content: Sequence[int]) -> list[int]:
    """Return the indices above the body: up to the last mark of a head before real paragraphs."""
    end = next((place for place, index in enumerate(content) if _opens_body(pieces[index])), len(content))
    copies = Counter(fold(pieces[index].text) for index in content)
    place, deepest = end, min(end + _HEAD, len(content))
    while place < deepest and place - end <= 2 and pieces[content[place]].words <= MAX_SUBTITLE:  # noqa: PLR2004
        piece = pieces[content[place]]
        if read_dateline(piece.text):
            break
        if place and (is_mark(piece) or copies[fold(piece.text)] > 1):
            end = place + 1
        place += 1
    return list(content[: min(end, _DEEPEST)])


def _opens_body(piece: Piece) -> bool:
    """Tell a paragraph, a speaker's turn, or what an agency's dateline opens."""
    if piece.is_prose or is_sure_label(piece.text):
        return True
    opening = read_dateline(piece.text) if piece.is_sentence else None
    return opening is not None and bool(opening.tag or opening.date)


def _drop_repeats(pieces: Sequence[Piece], content: Sequence[int], layout: Layout) -> None:
    """Drop the title's later copies, and the second of two equal neighbours, as captions come."""
    title = fold(pieces[layout.title].text) if layout.title is not None else None
    seen: dict[str, int] = {}
    for place, index in enumerate(content):
        text = fold(pieces[index].text)
        if index not in layout.title_lines and title and text == title:
            layout.dropped[index] = Finding("repeated-title", "the title once more", 1.0)
        elif text in seen and place - seen[text] <= 2 and _repeats_as_caption(pieces[index]):  # noqa: PLR2004
            layout.dropped[index] = Finding("repeated-line", "the line above once more", 1.0)
            layout.kinds.setdefault(content[seen[text]], BlockKind.CAPTION)
        else:
            seen[text] = place


def _repeats_as_caption(piece: Piece) -> bool:
    """Tell a line whose copy beside it is no more than the picture's second text."""
    return piece.words > 3 and not is_sure_label(piece.text) and piece.text[0].isalnum()  # noqa: PLR2004


def _drop_above_title(
    pieces: Sequence[Piece],
    head: Sequence[int],
    furniture: Mapping[int, Finding],
    layout: Layout,
    *,
    held: frozenset[int],
) -> None:
    """Drop section names and teasers above the title; dates, bylines, longer lines and what is held stay."""
    if layout.title is None:
        return
    crumbs = {
        fold(item)
        for at in furniture
        if furniture[at].rule == "breadcrumb"
        for item in re.split(r"[|›»>/→•·]", pieces[at].text)
    }
    teased = any(f.rule in {"teaser-heading", "breadcrumb"} for at, f in furniture.items() if at < layout.title)
    apart = frozenset(head).union(furniture)
    body = body_stems(pieces, [at for at, piece in enumerate(pieces) if at not in apart and piece.is_prose])
    sure = is_taken_up(pieces[layout.title].text, body)
    above = [index for index in head if index < layout.title and index not in layout.title_lines]
    for place, index in enumerate(above):
        piece = pieces[index]
        near = len(above) - place <= _NEAR and not _is_menu_date(pieces, above, place)
        genre = piece.words == 1 and bool(ORGAN.fullmatch(piece.text))
        bare = is_bare_line(piece) and (near or not sure) and not genre
        own = _is_own(piece, body, below=[pieces[at] for at in head if index < at <= layout.title])
        section = (piece.words <= 4 or sure) and not (bare or own or is_sure_label(piece.text))  # noqa: PLR2004
        teaser = teased and is_title_like(piece) and not own
        headed = index - 1 in furniture and furniture[index - 1].rule == "teaser-heading"
        if fold(piece.text) in crumbs or teaser or (section and (headed or index not in held)):
            layout.dropped.setdefault(
                index, Finding("above-title", "a section's name or a teaser above the title", 1.0)
            )


def _is_own(piece: Piece, body: frozenset[str], *, below: Sequence[Piece]) -> bool:
    """Tell a line above the title that is the report's own: its number, or words that the body takes up."""
    numbered = _NUMBERED.fullmatch(piece.text) or _ISSUER.fullmatch(piece.text)
    if numbered or (piece.words > 2 and is_taken_up(piece.text, body)):  # noqa: PLR2004
        return True
    right_above = len(below) == 1 and is_title_like(piece) and piece.words > _SECTION
    return right_above and bool(stems(piece.text) & body)


def _drop_sections(
    pieces: Sequence[Piece], head: Sequence[int], furniture: Mapping[int, Finding], layout: Layout
) -> None:
    """Drop the copies of sections' names that stand in menus or above the title."""
    gone = {at: furniture[at] for at in furniture if furniture[at].rule in _SECTIONS} | layout.dropped
    names = {fold(pieces[at].text) for at in gone if pieces[at].words <= _SECTION}
    for index in head:
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        heads = after is not None and after.is_prose and (pieces[index].gap > 0 or pieces[index].text.isupper())
        if heads or read_date_line(pieces[index].text) or is_sure_label(pieces[index].text):
            continue
        if index not in layout.dropped and index not in layout.title_lines and fold(pieces[index].text) in names - {""}:
            layout.dropped[index] = Finding("repeated-line", "a section's name once more", 1.0)


def _is_menu_date(pieces: Sequence[Piece], lines: Sequence[int], place: int) -> bool:
    """Tell one of several dates in a row, as calendars and archives list them."""
    beside = [lines[at] for at in (place - 1, place + 1) if 0 <= at < len(lines)]
    dated = read_date_line(pieces[lines[place]].text)
    return bool(dated) and any((read_date_line(pieces[at].text) or dated) != dated for at in beside)


def _name_kinds(
    pieces: Sequence[Piece], content: Sequence[int], head: Sequence[int], names: frozenset[int], layout: Layout
) -> None:
    in_head = frozenset(head)
    for index in content:
        if index in layout.dropped or index in layout.kinds:
            continue
        piece = pieces[index]
        if index in layout.title_lines:
            layout.kinds[index] = BlockKind.TITLE
        elif index in names:
            layout.kinds[index] = BlockKind.BYLINE
        else:
            layout.kinds[index] = _kind(piece, in_head=index in in_head, titled=layout.title is not None)


def _kind(piece: Piece, *, in_head: bool, titled: bool) -> BlockKind:
    text = piece.text
    if piece.kind not in {None, BlockKind.TITLE, BlockKind.PARAGRAPH}:
        return piece.kind or BlockKind.PARAGRAPH
    if piece.words > MAX_SUBTITLE or is_sure_label(text):
        return BlockKind.PARAGRAPH
    if BYLINE.fullmatch(text):
        return BlockKind.BYLINE
    if in_head:
        return _head_kind(piece, titled=titled)
    if is_caption(piece) and not piece.is_prose:
        return BlockKind.CAPTION
    short = piece.words <= 14 and not text.endswith((".", ":", ";", ",", "!", "”", '"'))  # noqa: PLR2004
    is_heading = short and piece.gap > 0 and piece.words > 1 and text[0].isupper()
    return BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH


def _head_kind(piece: Piece, *, titled: bool) -> BlockKind:
    text = piece.text
    if read_date_line(text) or TIME.fullmatch(text):
        return BlockKind.DATELINE
    if is_caption(piece):
        return BlockKind.CAPTION
    if piece.words < 12 and ROLE.fullmatch(text):  # noqa: PLR2004
        return BlockKind.BYLINE
    if piece.words <= 6 and (is_venue(piece) or ("," in text and PLACE.fullmatch(text))):  # noqa: PLR2004
        return BlockKind.DATELINE
    if piece.words <= 8 and ORGAN.fullmatch(text):  # noqa: PLR2004
        return BlockKind.BYLINE
    if titled and piece.words <= 4 and is_capital_name(text):  # noqa: PLR2004
        return BlockKind.BYLINE
    return BlockKind.PARAGRAPH


def _find_subtitle(pieces: Sequence[Piece], head: Sequence[int], layout: Layout) -> int | None:
    """Find the line after the title that is neither byline, date nor caption."""
    if layout.title is None:
        return None
    for index in head:
        if index <= layout.title or index in layout.dropped:
            continue
        if read_dateline(pieces[index].text):
            return None
        if is_sure_label(pieces[index].text):
            return None
        if pieces[index].words <= _SIGNED and find_date(pieces[index].text):
            layout.kinds[index] = BlockKind.BYLINE
            continue
        if is_entry(pieces[index]):
            continue
        if layout.kinds.get(index) in {BlockKind.PARAGRAPH, BlockKind.HEADING} and pieces[index].words > 3:  # noqa: PLR2004
            layout.kinds[index] = BlockKind.SUBTITLE
            return index
        if layout.kinds.get(index) is BlockKind.PARAGRAPH:
            return None
    return None
