"""A quick look at a page of an archive: is it worth the full extraction?

Archives hold many pages that are no report: lists of headlines, galleries, empty shells. The gate
takes a page's main text with resiliparse, in a fraction of what trafilatura needs, and asks for
paragraphs. It is made to let through: what it cannot judge, it calls worth reading.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from typing import Final

_MAX_PAGE: Final = 2 * 2**20  # characters; resiliparse needs 10 ms for a third of a megabyte
_MAX_DEPTH: Final = 300  # open elements; lxml allows 256, and resiliparse's time grows with their square
_MAX_TAGS: Final = 50_000
_CLOSED_BY_NEXT: Final = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr".split()
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ENDS: Final = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]]*$")
_SPACED: Final = 80  # characters of a paragraph; a headline has fewer
_SENTENCE: Final = 40  # of a question in an interview; "We are sorry." has fewer
_UNSPACED: Final = 30  # of one in a script without blanks between words
_LONG: Final = 300  # characters of a paragraph that needs no other beside it
_MIN_PROSE: Final = 200  # characters of a flash of two sentences
_MUCH: Final = 1500
_SHARE: Final = 0.6


def worth_reading(html: bytes | str) -> bool:
    """Tell whether a page may hold a report.

    Args:
        html: The page; bytes are taken for UTF-8 where they have no mark, since only lengths and
            signs count, which every encoding of Latin script shares.

    Returns:
        False for a page whose main text has no two sentences in a row, one of them a paragraph, no long one, and is not
        mostly paragraphs; True where the page is too large or too deeply nested to look at.
    """
    page = html if isinstance(html, str) else _decoded(html)
    if len(page) > _MAX_PAGE or _is_too_deep(page):
        return True
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - only archives need it

    text = extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False, comments=False)
    return _holds_report([line for raw in text.splitlines() if (line := raw.strip())])


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8", errors="replace")


def _is_too_deep(page: str) -> bool:
    """Count how many elements are open at once; those that the next one closes do not count."""
    if page.count("<") > _MAX_TAGS:
        return True
    depth = 0
    for match in _TAG.finditer(page):
        if match[2].lower() in _CLOSED_BY_NEXT:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _MAX_DEPTH:
            return True
    return False


def _holds_report(lines: list[str]) -> bool:
    prose = [line for line in lines if _is_paragraph(line)]
    total = sum(map(len, prose))
    if any(_is_unspaced(line) for line in prose):
        return True
    if total < _MIN_PROSE:
        return False
    if any(len(line) >= _LONG for line in prose):
        return True
    if any(_belong(one, other) for one, other in pairwise(lines)):
        return True
    return total >= _MUCH and total >= _SHARE * sum(map(len, lines))


def _belong(one: str, other: str) -> bool:
    """Tell a paragraph with a sentence beside it; teasers stand between headlines, which have no full stop."""
    sentences = all(len(line) >= _SENTENCE and _ENDS.search(line[-6:]) for line in (one, other))
    return sentences and (_is_paragraph(one) or _is_paragraph(other))


def _is_paragraph(line: str) -> bool:
    return bool(_ENDS.search(line[-6:])) and (len(line) >= _SPACED or _is_unspaced(line))


def _is_unspaced(line: str) -> bool:
    return len(line) >= _UNSPACED and 20 * line.count(" ") < len(line)
