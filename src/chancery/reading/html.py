"""HTML pages to pieces: trafilatura tells what is the report, the source tells its words.

1. trafilatura extracts title, date, author and the report's text, without any network. Where it
   finds nothing, or the page is too large for it, every segment outside navigation is kept.
2. The source is cut into its visible segments; those that trafilatura kept are the pieces, so
   that every word is verbatim and has its place in the source.
3. Captions between the kept segments are kept too.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

from chancery.model.text import BlockKind
from chancery.reading.markup import Segment, read_segments
from chancery.reading.pieces import Piece, count_words, fold, limited
from chancery.reading.source import PageData

_LOOKS_HTML: Final = re.compile(
    r"\s*(?:<!--(?:(?!-->).){0,2000}-->\s*)*+<(?:!doctype html|html\b|head\b|body\b|"
    r"\?xml[^>]{0,200}\?>\s*(?:<!doctype[^>]{0,300}>\s*)?<html\b)|"
    r"\s*<(?:div|article|p|h1|section|table|main|span|title|meta)\b[^>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
_KINDS: Final = {
    "h1": BlockKind.HEADING,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "p": BlockKind.PARAGRAPH,
    "li": BlockKind.PARAGRAPH,
}
_MAX_PARSED: Final = 4 * 2**20  # characters; trafilatura hangs on pages of 10 MB
_NEAR: Final = 20_000  # characters ahead in which a kept segment is looked for, however many there are
_FAR_SEARCHES: Final = 10**8  # characters looked through beyond that; a fraction of a second
_TELLING: Final = 40  # characters of a segment that stands nowhere else by chance
_TRIES: Final = 50
_MAX_TAGS: Final = 50_000  # one paragraph with 300,000 takes trafilatura 20 s
_AWAY: Final = frozenset({"nav", "footer", "form", "button"})
_NO_AUTHOR: Final = re.compile(
    r"https?:|@|\d|\b(?:admin|editor|staff|webmaster|newsroom|desk|team|author)\b", re.IGNORECASE
)


def looks_like_html(text: str) -> bool:
    """Tell HTML from plain text by how it begins."""
    return bool(_LOOKS_HTML.match(text[:5000]))


def read_html(source: str) -> tuple[list[Piece], PageData]:
    """Take the report out of a page.

    Args:
        source: The decoded file.

    Returns:
        The report's pieces, in order, and what the page says about itself; no pieces when
        nothing on the page reads like a report.

    Raises:
        TooManyPiecesError: If there are more lines than any report has.
    """
    segments = limited(read_segments(source))
    if not segments:
        return [], PageData()
    document = _extract(source) if len(source) <= _MAX_PARSED and source.count("<") <= _MAX_TAGS else None
    page = _page_data(document) if document else PageData()
    kept = _kept(segments, _paragraphs(document)) if document else set()
    kept = kept | _captions(segments, kept) if kept else _shown(segments)
    title = _title_segment(segments, page.title, kept)
    if title is not None:
        kept.add(title)
    pieces = [_piece(segments[index], title=index == title) for index in sorted(kept)]
    return pieces, page


def _extract(source: str) -> Any | None:  # noqa: ANN401 - trafilatura has no types
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.3 s that plain text does not need

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return bare_extraction(
        source,
        include_tables=False,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _paragraphs(document: Any) -> list[str]:  # noqa: ANN401 - as above
    if document.body is None:
        return (document.text or "").splitlines()
    return ["".join(element.itertext()) for element in document.body]


def _page_data(document: Any) -> PageData:  # noqa: ANN401 - as above
    names = [name.strip() for name in (document.author or "").split(";")]
    return PageData(
        title=document.title or None,
        authors=tuple(name for name in names if name and not _NO_AUTHOR.search(name)),
        site=document.sitename or None,
        url=document.url or None,
        date=document.date or None,
        language=document.language or None,
    )


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _kept(segments: Sequence[Segment], paragraphs: Sequence[str]) -> set[int]:
    """Find the segments that make up the extracted text, in order where words repeat."""
    squeezed = [_squeeze(paragraph) for paragraph in paragraphs]
    wanted = "".join(squeezed)
    starts = frozenset(accumulate(map(len, squeezed), initial=0))
    bodies = [_squeeze(segment.body.text) for segment in segments]
    source, ahead = "".join(bodies), list(accumulate(map(len, bodies)))
    kept: set[int] = set()
    cursor, far = 0, _FAR_SEARCHES
    for index, segment in enumerate(segments):
        words = bodies[index]
        near = cursor + _NEAR + len(words)
        place = wanted.find(words, cursor, near)
        if len(words) < _TELLING and place > cursor:  # a menu's "The Minister" is no place inside a paragraph
            place = _at_start(wanted, words, range(place, near), starts)
            if place > cursor and _comes(source, ahead[index], wanted[cursor : min(place, cursor + _TELLING)]):
                continue
        if place < 0 and far > 0 and len(words) >= _TELLING:
            place, far = wanted.find(words, cursor), far - len(wanted)
        if place < 0 or (len(words) < 20 and place > cursor + 400):  # noqa: PLR2004 - a short word far ahead
            continue
        if segment.open_tags & _AWAY:
            continue
        kept.add(index)
        cursor = place + len(words)
    return kept


def _comes(source: str, at: int, words: str) -> bool:
    """Tell whether what a short text would skip is still to come, so that the text is a link to it."""
    return source.find(words, at, at + _NEAR) >= 0


def _at_start(wanted: str, words: str, where: range, starts: frozenset[int]) -> int:
    """Return the first place of a short text that is a whole paragraph; -1 if there is none."""
    place = where.start
    for _ in range(_TRIES):
        if place < 0 or (place in starts and place + len(words) in starts):
            return place
        place = wanted.find(words, place + 1, where.stop)
    return -1


def _shown(segments: Sequence[Segment]) -> set[int]:
    """Keep whatever is not marked as navigation, when the extractor finds nothing; if it holds a sentence."""
    shown = {index for index, segment in enumerate(segments) if not segment.open_tags & (_AWAY | {"aside"})}
    return shown if any(Piece(body=segments[index].body).is_sentence for index in shown) else set()


def _captions(segments: Sequence[Segment], kept: set[int]) -> set[int]:
    """Keep captions that stand between the report's segments, or just above the first."""
    if not kept:
        return set()
    first, last = min(kept), max(kept)
    return {
        index
        for index in range(max(0, first - 8), last)
        if "figcaption" in segments[index].open_tags and count_words(segments[index].body.text) > 2  # noqa: PLR2004
    }


def _title_segment(segments: Sequence[Segment], title: str | None, kept: set[int]) -> int | None:
    """Find the heading that says the title; the last one above the report."""
    if not title or not kept:
        return None
    wanted = fold(title)
    same = [index for index, segment in enumerate(segments) if fold(segment.body.text) == wanted]
    headed = [index for index in same if segments[index].tag in {"h1", "h2"}] or same
    first = min(kept - set(same), default=len(segments))
    above = [index for index in headed if index <= first]
    chosen = above or headed
    return chosen[-1] if chosen else None


def _piece(segment: Segment, *, title: bool) -> Piece:
    kind = BlockKind.TITLE if title else _KINDS.get(segment.tag)
    if "figcaption" in segment.open_tags:
        kind = BlockKind.CAPTION
    return Piece(body=segment.body, kind=kind)
