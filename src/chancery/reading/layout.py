"""What each piece is in the layout of its report: title, subtitle, byline, caption, paragraph.

1. Every piece above the body gets a shape: date line, byline, role, place, caption, sentence, label.
2. The title is the line that is repeated, follows the breadcrumb, or stands last before the body.
3. Lines above the title, and the title's repetitions, are furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.datelines import read_date_line, read_dateline
from chancery.reading.pieces import Finding, Piece, fold, small_share
from chancery.reading.transcripts import is_sure_label, names_official

_MAX_TITLE: Final = 45
_MAX_SUBTITLE: Final = 60
_MIN_TITLE: Final = 3
_HEAD: Final = 14  # pieces above the body that are looked at
_NAME: Final = r"[^\W\d_a-z][\w’'.-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w’'.-]*){1,3}"
_BYLINE: Final = re.compile(
    rf"(?i:by|written by|author|text by|story by|from):? (?P<names>{_NAME}(?:(?:, | and | & ){_NAME}){{0,4}})"
    r"(?:\s*[,|–—-] ?.{0,80})?|"
    r"\(?(?i:additional |further )?(?i:reporting|writing|editing) by .{3,250}"
)
_CAPITAL_NAME: Final = re.compile(_NAME)
_ROLE: Final = re.compile(
    r"(?!(?:joint |chair[’']s )?(?:statement|remarks|press|call|meeting)\b)"
    r"[^,]{3,60}, (?:[\w’'.-]+ ){0,6}(?:secretary|minister|spokes\w+|ambassador|president|premier|director|advis[eo]r|"
    r"representative|envoy|coordinator|chancellor|official|commissioner|chair\w*|counsel\w*|fellow|professor|correspondent|"
    r"editor|reporter|journalist|chargé|consul|administrator)\w*\b(?-i:(?:,? (?:[A-Z(][\w’'.&()-]*|of|for|the|"
    r"and|to|in|at|on|&))*)",
    re.IGNORECASE,
)
_ORGAN: Final = re.compile(
    r"(?:office|bureau|ministry|department|embassy|permanent mission|delegation|government|secretariat|press service|"
    r"media note|press release|press statement|press briefing|fact sheet|remarks|statement|readout|notice|speech|"
    r"news|opinion|analysis|interview|transcript)\b(?: (?:of|for|to)\b.{0,80}| by .{0,80})?",
    re.IGNORECASE,
)
_VENUE: Final = re.compile(
    r"(?:.{2,60}\b(?:room|hall|palace|airport|hotel|cent(?:er|re)|building|house|headquarters|auditorium|embassy|residence|"
    r"university|ministry|department|studio)|via .{3,40}|.{0,30}\bD\.?C\.?)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,2}(?:, [^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,2}){0,2}"
)
_TIME: Final = re.compile(r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?(?: .{0,20})?", re.IGNORECASE)
_CREDIT: Final = r"[\w.’'/, -]{2,60}"
_CAPTION: Final = re.compile(
    r"(?:file )?(?:photo|picture|image|credit|source|illustration|caption|pictured|file)s?"
    r"(?: (?:by|courtesy(?: of)?|credit|source))? ?[:/|] ?\S|"
    r"(?:photo|image|picture) (?:by|courtesy)|©|"
    # a credit at the end, in brackets or not; but "(ABCD)" is an abbreviation and "(Place, 2020)" a date
    rf".*\((?:photo|picture|image|credit|source)?:? ?(?!(?-i:[A-Z0-9-]{{4,}})\)|[^()]*\d{{4}}\)){_CREDIT}\)$|"
    rf".*\b(?:photo|image|credit): ?{_CREDIT}$|"
    r".*/ ?(?:AFP|AP|Reuters|EPA|TASS|Getty Images|Xinhua|file)\)?$|"
    r".{3,150}\((?:left|right|center|centre|l|r|c|from left|second .{3,12})\)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Layout:
    """The layout of a page.

    Attributes:
        kinds: Kind of each piece that is content, by index.
        dropped: Findings about pieces that turned out to be furniture.
        title: Index of the title.
        subtitle: Index of the subtitle.
        authors: Names in bylines.
    """

    kinds: dict[int, BlockKind] = field(default_factory=dict)
    dropped: dict[int, Finding] = field(default_factory=dict)
    title: int | None = None
    subtitle: int | None = None
    authors: tuple[str, ...] = ()


def lay_out(
    pieces: Sequence[Piece],
    furniture: Mapping[int, Finding],
    *,
    title: str | None = None,
    names: frozenset[int] = frozenset(),
    masthead: Sequence[int] = (),
) -> Layout:
    """Tell what each piece is.

    Args:
        pieces: The page, in order.
        furniture: Findings by index.
        title: The title as the page's metadata has it.
        names: Indices of bare authors' names.
        masthead: Indices of the outlet's name and the lines that stick to it.

    Returns:
        The kinds of the content and the furniture that only the layout shows.
    """
    layout = Layout()
    above = frozenset(masthead)
    content = [index for index in range(len(pieces)) if index not in furniture and index not in above]
    for index in above - set(furniture):
        layout.dropped[index] = Finding("masthead", "the outlet's name and motto above the report", 1.0)
    head = _head(pieces, content)
    layout.title = _find_title(pieces, content, head, furniture, title)
    _drop_repeats(pieces, content, layout)
    _drop_above_title(pieces, head, furniture, layout)
    _name_kinds(pieces, content, head, names, layout)
    layout.subtitle = _find_subtitle(pieces, head, layout)
    return layout


def byline_names(text: str) -> tuple[str, ...]:
    """Return the names in a byline; none if the line is no byline."""
    match = _BYLINE.fullmatch(text)
    if match is None or not match["names"]:
        return ()
    return tuple(name for name in re.split(r", | and | & ", match["names"]) if name[0].isupper())


def is_caption(piece: Piece) -> bool:
    """Tell a caption or a picture's credit by its words."""
    return piece.words <= _MAX_SUBTITLE and bool(_CAPTION.match(piece.text))


def _head(pieces: Sequence[Piece], content: Sequence[int]) -> list[int]:
    """Return the indices above the body: up to the last mark of a head before real paragraphs."""
    end = next((place for place, index in enumerate(content) if _opens_body(pieces[index])), len(content))
    copies = Counter(fold(pieces[index].text) for index in content)
    place, deepest = end, min(end + _HEAD, len(content))
    while place < deepest and place - end <= 2 and pieces[content[place]].words <= _MAX_SUBTITLE:  # noqa: PLR2004
        piece = pieces[content[place]]
        if read_dateline(piece.text):
            break
        if place and (_is_mark(piece) or copies[fold(piece.text)] > 1):
            end = place + 1
        place += 1
    return list(content[: min(end, _HEAD + 6)])


def _opens_body(piece: Piece) -> bool:
    """Tell a paragraph, a speaker's turn, or what an agency's dateline opens."""
    if piece.is_prose or is_sure_label(piece.text):
        return True
    opening = read_dateline(piece.text) if piece.is_sentence else None
    return opening is not None and bool(opening.tag or opening.date)


def _is_mark(piece: Piece) -> bool:
    """Tell what only stands above a body: dates, bylines, captions."""
    return bool(read_date_line(piece.text) or _BYLINE.fullmatch(piece.text)) or is_caption(piece)


def _is_title_like(piece: Piece) -> bool:
    """Tell a line that has a title's length, ending and words."""
    text = piece.text
    if piece.kind is BlockKind.TITLE:
        return True
    opens = text[0].isalnum() or text[0] in "‘“'\"«¿¡[($€£#"
    closes = not text.endswith((".", ":", ";", ",")) or text.endswith(("...", "U.S.", "Jr.", "Inc.", "Ltd."))
    if piece.kind not in {None, BlockKind.HEADING} or not _MIN_TITLE <= piece.words <= _MAX_TITLE:
        return False
    if not (opens and closes) or _is_mark(piece) or read_dateline(text):
        return False
    return not (is_sure_label(text) or names_official(text) or _is_head_line(piece))


def _is_head_line(piece: Piece) -> bool:
    """Tell a role, hour, venue, place or office above a body, as far as titles must be told from it."""
    text = piece.text
    if _ROLE.fullmatch(text):
        return True
    if piece.words >= 9:  # noqa: PLR2004 - longer than any place
        return False
    if _TIME.fullmatch(text) or _is_venue(piece):
        return True
    if _PLACE.fullmatch(text):
        return "," in text or piece.words <= 3  # noqa: PLR2004
    return bool(_ORGAN.fullmatch(text)) and piece.words < 7  # noqa: PLR2004


def _find_title(
    pieces: Sequence[Piece],
    content: Sequence[int],
    head: Sequence[int],
    furniture: Mapping[int, Finding],
    known: str | None,
) -> int | None:
    """Pick the line that most looks and stands like a title; the first of its copies below a breadcrumb."""
    wanted = fold(known) if known else None
    if wanted:
        same = [index for index in content if fold(pieces[index].text) == wanted]
        return same[0] if same else None
    if len(head) == len(content):
        head = head[: max(1, len(head) - 1)]
    candidates = _candidates(pieces, head)
    if not candidates:
        return None
    copies = Counter(fold(pieces[index].text) for index in content)

    def weight(index: int) -> tuple[float, int]:
        crumb = any(furniture[at].rule == "breadcrumb" for at in range(max(0, index - 2), index) if at in furniture)
        teased = any(
            furniture[at].rule == "teaser-heading" for at in range(max(0, index - 1), index) if at in furniture
        )
        repeated = copies[fold(pieces[index].text)] > 1
        long = pieces[index].words >= 3  # noqa: PLR2004
        alone = index != head[0] or len(head) < 2 or pieces[index].words > 2  # noqa: PLR2004
        marked = pieces[index].kind is BlockKind.TITLE
        return 4 * marked + 3 * repeated + 2 * crumb + 2 * long + alone - 0.5 * teased, -index

    return max(candidates, key=weight)


def _candidates(pieces: Sequence[Piece], head: Sequence[int]) -> list[int]:
    """Return the lines that may be the title: none after the line that names an official's role."""
    candidates = []
    for place, index in enumerate(head):
        piece = pieces[index]
        after = pieces[head[place + 1]] if place + 1 < len(head) else None
        if piece.words < _MAX_TITLE and _ROLE.fullmatch(piece.text):
            break
        if _is_title_like(piece) or (place == 0 and after and _is_short_title(piece, after)):
            candidates.append(index)
    return candidates


def _is_short_title(piece: Piece, after: Piece) -> bool:
    """Tell a title of two or three words by the byline, office or date line under it."""
    marked = _is_mark(after) or _ROLE.fullmatch(after.text) or (_ORGAN.fullmatch(after.text) and after.words < 7)  # noqa: PLR2004
    return bool(marked) and 1 < piece.words < 5 and "," not in piece.text and not _is_bare_line(piece)  # noqa: PLR2004


def _is_bare_line(piece: Piece) -> bool:
    """Tell an office, a role, a venue, a place or an hour, as they stand above releases."""
    text = piece.text
    if _is_mark(piece) or _TIME.fullmatch(text) or _ROLE.fullmatch(text) or _ORGAN.fullmatch(text):
        return True
    return _is_venue(piece) or ("," in text and bool(_PLACE.fullmatch(text)))


def _is_venue(piece: Piece) -> bool:
    """Tell the name of a hall or building: it has hardly a word in small letters."""
    return bool(_VENUE.fullmatch(piece.text)) and small_share(piece.text) < 0.4  # noqa: PLR2004


def _drop_repeats(pieces: Sequence[Piece], content: Sequence[int], layout: Layout) -> None:
    """Drop the title's later copies, and the second of two equal neighbours, as captions come."""
    title = fold(pieces[layout.title].text) if layout.title is not None else None
    seen: dict[str, int] = {}
    for place, index in enumerate(content):
        text = fold(pieces[index].text)
        if index != layout.title and title and text == title:
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
    pieces: Sequence[Piece], head: Sequence[int], furniture: Mapping[int, Finding], layout: Layout
) -> None:
    """Drop section names and teasers above the title; dates, bylines and longer lines stay."""
    if layout.title is None:
        return
    crumbs = {
        fold(item)
        for at in furniture
        if furniture[at].rule == "breadcrumb"
        for item in re.split(r"[|›»>/→•·]", pieces[at].text)
    }
    for index in head:
        if index >= layout.title:
            break
        piece = pieces[index]
        section = piece.words <= 4 and not _is_bare_line(piece) and not is_sure_label(piece.text)  # noqa: PLR2004
        teased = any(f.rule in {"teaser-heading", "breadcrumb"} for at, f in furniture.items() if at < layout.title)
        if fold(piece.text) in crumbs or section or (teased and _is_title_like(piece)):
            layout.dropped.setdefault(
                index, Finding("above-title", "a section's name or a teaser above the title", 1.0)
            )


def _name_kinds(
    pieces: Sequence[Piece], content: Sequence[int], head: Sequence[int], names: frozenset[int], layout: Layout
) -> None:
    in_head = frozenset(head)
    authors: list[str] = []
    for index in content:
        if index in layout.dropped or index in layout.kinds:
            continue
        piece = pieces[index]
        if index == layout.title:
            layout.kinds[index] = BlockKind.TITLE
        elif index in names:
            layout.kinds[index] = BlockKind.BYLINE
            authors.append(piece.text)
        else:
            layout.kinds[index] = _kind(piece, in_head=index in in_head, titled=layout.title is not None)
            if layout.kinds[index] is BlockKind.BYLINE:
                authors += _authors(piece.text)
    layout.authors = tuple(dict.fromkeys(authors))


def _authors(text: str) -> tuple[str, ...]:
    return byline_names(text) or ((text,) if _CAPITAL_NAME.fullmatch(text) and not _ORGAN.fullmatch(text) else ())


def _kind(piece: Piece, *, in_head: bool, titled: bool) -> BlockKind:
    text = piece.text
    if piece.kind not in {None, BlockKind.TITLE, BlockKind.PARAGRAPH}:
        return piece.kind or BlockKind.PARAGRAPH
    if piece.words > _MAX_SUBTITLE or is_sure_label(text):
        return BlockKind.PARAGRAPH
    if _BYLINE.fullmatch(text):
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
    if read_date_line(text) or _TIME.fullmatch(text):
        return BlockKind.DATELINE
    if is_caption(piece):
        return BlockKind.CAPTION
    if piece.words < 12 and _ROLE.fullmatch(text):  # noqa: PLR2004
        return BlockKind.BYLINE
    if piece.words <= 6 and (_is_venue(piece) or ("," in text and _PLACE.fullmatch(text))):  # noqa: PLR2004
        return BlockKind.DATELINE
    if piece.words <= 8 and _ORGAN.fullmatch(text):  # noqa: PLR2004
        return BlockKind.BYLINE
    if titled and piece.words <= 4 and _CAPITAL_NAME.fullmatch(text):  # noqa: PLR2004
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
        if layout.kinds.get(index) in {BlockKind.PARAGRAPH, BlockKind.HEADING} and pieces[index].words > 3:  # noqa: PLR2004
            layout.kinds[index] = BlockKind.SUBTITLE
            return index
        if layout.kinds.get(index) is BlockKind.PARAGRAPH:
            return None
    return None
