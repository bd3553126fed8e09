"""The words of a title, where its line holds more than them, or they go on in the next line.

A line may begin with the title's number, a kicker or the mark of a forwarded mail, and end with what the page
offers beside the words, or with the site's name. A document's title may stand on several lines: its sort, what it is
about, and what is left of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from chancery.reading.datelines import find_date
from chancery.reading.heads import is_mark
from chancery.reading.pieces import Piece, count_words, fold
from chancery.reading.title_lines import SUBJECT, is_sort

_MOST_LINES: Final = 4
_MOST_WORDS: Final = 25  # of a line that goes on from the one above
_LEAST: Final = 3  # words that are left of a title
_MOST: Final = 600  # lines among which the site's name is looked for
_SITE: Final = 5  # words of a site's name
_STARTS: Final = (
    re.compile(r"(?:(?:fwd?|fw|aw|wg|tr)\.?: ?)+", re.IGNORECASE),
    re.compile(r"(?:UPDATE|REFILE|CORRECTED|RPT|WRAPUP|EXCLUSIVE|FACTBOX|TIMELINE)(?: ?\d{1,2})? ?- ?(?=\w)"),
    re.compile(r"[A-Z]{1,6}[-/. ]?\d[\d/.-]* \| "),
    re.compile(r"[A-Z][A-Z ]{2,20}(?: //| \|) (?=.*[a-z])"),
)  # a forwarded mail's, an agency's, a paper's number, a kicker
_OFFER: Final = (
    r"(?:\w+ )?(?:video|photos?|images?|gallery|audio|analysis|opinion|updated?|exclusive|interview|infographics?)"
)
_ENDS: Final = (
    re.compile(r" \(\d{1,2}/\d{1,2}\)$|(?<=[.!?]) \d{1,2}/\d{1,2}$"),  # of a thread
    re.compile(rf" [(\[]{_OFFER}(?:(?:,|/| and| [+&|]) ?{_OFFER})?[)\]]$", re.IGNORECASE),
    re.compile(r"(?<=[a-z?!\d’'”\"]) (?:VIDEO|PHOTOS?|AUDIO|UPDATED?|GALLERY)$"),
)
_EMPHASIS: Final = re.compile(r"([*_]{1,2})(?P<words>\w.*\S)\1\W*")
_BEHIND: Final = re.compile(r" ?(?P<sign>[|•·»–—-]) (?P<name>[^|•·»–—]+)$")
_STARTS_ON: Final = re.compile(r"(?:of|on|for|by|between|concerning|regarding|with regard to|in respect of)\b \S")
_GOES_ON: Final = re.compile(r".*\b(?:of|the|and|between|an?|its|their)$")


def title_lines(pieces: Sequence[Piece], content: Sequence[int], title: int) -> tuple[int, ...]:
    """Return the lines over which a title goes on: a document's sort above it, and the rest of a broken line.

    Args:
        pieces: The page, in order.
        content: Indices of what is no furniture.
        title: Index of the line that was picked.
    """
    held = frozenset(content)
    lines = [title]
    above = title - 1
    if above in held and _STARTS_ON.match(pieces[title].text) and is_sort(pieces[above].text):
        lines.insert(0, above)
    while len(lines) < _MOST_LINES and lines[-1] + 1 in held:
        last, after = pieces[lines[-1]], pieces[lines[-1] + 1]
        broken = _GOES_ON.fullmatch(last.text) or (is_sort(last.text) and _STARTS_ON.match(after.text))
        if not broken or after.is_sentence or after.words > _MOST_WORDS or is_mark(after):
            break
        lines.append(lines[-1] + 1)
    return tuple(lines)


def title_text(pieces: Sequence[Piece], lines: Sequence[int]) -> str:
    """Return a title without what is none of its words.

    Args:
        pieces: The page, in order.
        lines: Indices of the lines that hold it.
    """
    text = SUBJECT.sub("", " ".join(pieces[at].text for at in lines), count=1)
    for pattern in (_EMPHASIS, *_STARTS, _EMPHASIS, *_ENDS):
        match = pattern.match(text) if pattern not in _ENDS else pattern.search(text)
        shorter = text
        if match is not None:
            shorter = match["words"] if pattern is _EMPHASIS else text[: match.start()] + text[match.end() :]
        text = shorter if count_words(shorter) >= _LEAST else text
    short = (piece for at, piece in enumerate(pieces) if at not in lines and piece.words <= _MOST_WORDS)
    others = {fold(piece.text) for piece in islice(short, _MOST)}
    return _without_site(text, others)


def _without_site(text: str, others: set[str]) -> str:
    """Return a title without the name of the site behind it: after a bar, or where the page has either alone."""
    match = _BEHIND.search(text)
    if match is None or count_words(text[: match.start()]) < _LEAST or count_words(match["name"]) > _SITE:
        return text
    if find_date(match["name"]) is not None:
        return text
    is_said = fold(match["name"]) in others or fold(text[: match.start()]) in others
    return text[: match.start()] if match["sign"] == "|" or is_said else text
