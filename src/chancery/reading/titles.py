"""Which line of a page is its report's title.

A menu, a kicker and a teaser look like titles; but the report takes up the words of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.heads import MAX_TITLE, ORGAN, ROLE, is_bare_line, is_mark, is_title_like
from chancery.reading.pieces import Finding, Piece, fold, small_share
from chancery.reading.title_lines import (
    first_opening,
    gives_way,
    is_sort,
    is_title_in_disguise,
    subject_line,
    without_site,
)

_OPENING: Final = 12  # paragraphs whose words a title shares
_STEM: Final = 6  # letters of a word that are compared
_MIN_WORD: Final = 4
_ENOUGH: Final = 2  # words that a title shares with its report
_NAME: Final = 4  # words; shorter lines in title case may be a site's name
_LONGEST_NAME: Final = 8
_SMALL: Final = 0.2
_COMMON: Final = frozenset(
    "with from that this these those what when where which while will would have been were they their them there "
    "over after before more most also into onto than then some such your about said says news page site only "
    "other here just like read back next home today latest could should under between against through during".split()
)
_LEAD: Final = 3  # paragraphs that tell what the title says
_TOLD: Final = 3  # words of a title that they hold
_ONE_HEAD: Final = 6  # lines of content between a title and what stands below it in the same head
_SPREAD: Final = 12  # lines, furniture included
_OTHERS: Final = frozenset({"teaser-heading", "teaser", "genre"})
_AFTER_HEAD: Final = 6  # lines below what seems the head, one of which may be the title
_LIVE: Final = re.compile(r"live ?[:|–-] ?\S", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?:from|by|authors?|source|issued by|published by|organi[sz]ation):", re.IGNORECASE)
_TWO_SENTENCES: Final = re.compile(r"(?:\S+ ){4,}\S*[a-z]{3}[.?!] [A-Z](?:\S+ ){3,}.*[.?!]$")
_IN_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=1024)  # a page's paragraphs are asked for by each line above them
def stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's words, without the commonest words."""
    words = _WORD.findall(text.casefold())
    return frozenset(word[:_STEM] for word in words if len(word) >= _MIN_WORD and word not in _COMMON)


def body_stems(pieces: Sequence[Piece], body: Sequence[int]) -> frozenset[str]:
    """Return what the first paragraphs of a body share with its title.

    Args:
        pieces: The page, in order.
        body: Indices of the paragraphs.
    """
    found: frozenset[str] = frozenset()
    for index in islice(body, _OPENING):
        found |= stems(pieces[index].text)
    return found


def is_taken_up(text: str, body: frozenset[str]) -> bool:
    """Tell whether a body takes up the words of a line, as it does those of its own title."""
    words = stems(text)
    shared = len(words & body)
    return shared >= _ENOUGH and 3 * shared >= len(words)


def find_title(
    pieces: Sequence[Piece],
    content: Sequence[int],
    head: Sequence[int],
    furniture: Mapping[int, Finding],
    known: str | None,
) -> int | None:
    """Pick the line that most looks and stands like a title, and whose words the body takes up.

    Args:
        pieces: The page, in order.
        content: Indices of what is no furniture.
        head: Indices of the content above the body.
        furniture: Findings by index.
        known: The title as the page's metadata has it.

    Returns:
        The title's index; the first of its copies below a breadcrumb.
    """
    wanted = fold(known) if known else None
    if wanted:
        same = [index for index in content if fold(pieces[index].text) == wanted]
        return same[0] if same else None
    if len(head) == len(content):
        head = head[: max(1, len(head) - 1)]
    subject = subject_line(pieces, head)
    if subject is not None:
        return subject
    candidates = _candidates(pieces, head)
    if not candidates:
        return _opening(pieces, content, head)
    copies = Counter(fold(pieces[index].text) for index in content)
    inside = frozenset(head)
    spoken = " | ".join(f" {fold(pieces[at].text)} " for at in content if at not in inside and pieces[at].is_prose)
    after = {index: head[place + 1 : place + 3] for place, index in enumerate(head)}
    body = body_stems(pieces, [index for index in content if index not in inside and pieces[index].is_prose])

    def weight(index: int) -> tuple[float, int]:
        text = pieces[index].text
        crumb = any(furniture[at].rule == "breadcrumb" for at in range(max(0, index - 2), index) if at in furniture)
        teased = any(
            furniture[at].rule == "teaser-heading" for at in range(max(0, index - 1), index) if at in furniture
        )
        repeated = copies[fold(text)] > 1 and pieces[index].words > 2 and not _has_twin(pieces, index)  # noqa: PLR2004
        long = pieces[index].words >= 3  # noqa: PLR2004
        alone = index != head[0] or len(head) < 2 or pieces[index].words > 2  # noqa: PLR2004
        marked = pieces[index].kind is BlockKind.TITLE
        shared = stems(text) & body
        named = (pieces[index].words <= _NAME and small_share(text) < _SMALL) or _is_name(pieces[index], spoken)
        far = 0.1 * sum(1 for at in head[head.index(index) + 1 :] if not is_mark(pieces[at]))
        taken_up = 0 if named else 3 * is_taken_up(text, body) + bool(shared)
        led = any(is_mark(pieces[at]) or pieces[at].is_sentence for at in after.get(index, ()))
        live = bool(_LIVE.match(text))
        return 5 * marked + 3 * repeated + 3 * live + 2 * crumb + 2 * long + alone + (
            led and bool(body)
        ) + taken_up - 0.5 * teased - (min(far, 2.0) if body else 0), -index

    best = max(candidates, key=weight)
    best = _above_subtitle(pieces, head, candidates, best, spoken=spoken, body=body)
    if copies[fold(pieces[best].text)] > 1 or pieces[best].kind is BlockKind.TITLE:
        return _above_copy(pieces, head, best)
    lead = body_stems(pieces, [at for at in content if at not in inside and pieces[at].is_prose][:_LEAD])
    return _first_told(pieces, head, frozenset(candidates), best, lead=lead, furniture=furniture)


def _opening(pieces: Sequence[Piece], content: Sequence[int], head: Sequence[int]) -> int | None:
    """Return the first line that the paragraphs after it take up, where a page has no head, as digests and posts."""
    start = list(content[: len(head) + _AFTER_HEAD])
    for index in first_opening(pieces, start):
        below = [at for at in content if at > index and pieces[at].is_prose][:_LEAD]
        if is_sort(pieces[index].text) or stems(pieces[index].text) & body_stems(pieces, below):
            return index
    return None


def _has_twin(pieces: Sequence[Piece], index: int) -> bool:
    """Tell a line that stands twice in a row, as the text of a picture does."""
    wanted = fold(pieces[index].text)
    return any(fold(pieces[at].text) == wanted for at in (index - 1, index + 1) if 0 <= at < len(pieces))


def _above_copy(pieces: Sequence[Piece], head: Sequence[int], best: int) -> int:
    """Return the title whose copy is the text of the picture below date or byline; else the line itself."""
    wanted = fold(pieces[best].text)
    marked = False
    for index in reversed(head[: head.index(best)]):
        marked = marked or is_mark(pieces[index])
        if marked and fold(pieces[index].text) == wanted:
            return index
    return best


def _first_told(
    pieces: Sequence[Piece],
    head: Sequence[int],
    candidates: frozenset[int],
    best: int,
    *,
    lead: frozenset[str],
    furniture: Mapping[int, Finding],
) -> int:
    """Return the first of the lines in one head that the opening paragraphs take up: captions come later."""
    place = head.index(best)
    for at in range(place - 1, max(-1, place - 1 - _ONE_HEAD), -1):
        index = head[at]
        other = any(furniture[i].rule in _OTHERS for i in range(index, best) if i in furniture)
        if other or best - index > _SPREAD:
            break
        if index in candidates and _is_told(pieces[index].text, lead):
            best = index
    return best


def _is_told(text: str, lead: frozenset[str]) -> bool:
    """Tell whether the opening paragraphs hold at least half of a line's words."""
    words = stems(text)
    shared = len(words & lead)
    return shared >= _TOLD and 2 * shared >= len(words)


def _above_subtitle(
    pieces: Sequence[Piece],
    head: Sequence[int],
    candidates: Sequence[int],
    best: int,
    *,
    spoken: str,
    body: frozenset[str],
) -> int:
    """Return the line above the best one, where that is its subtitle: right under it, and longer or of one body."""
    place = head.index(best)
    if not place or head[place - 1] not in candidates or best - head[place - 1] > 1:
        return best
    above = pieces[head[place - 1]]
    longer = above.words > pieces[best].words and not is_taken_up(above.text, body)
    name = above.words <= _NAME and small_share(above.text) < _SMALL
    cased = name and not (above.text.isupper() and pieces[best].text.isupper())
    ruled_out = longer or cased or _is_name(above, spoken)
    return best if ruled_out or pieces[best].kind is BlockKind.TITLE else head[place - 1]


def _is_name(piece: Piece, spoken: str) -> bool:
    """Tell a name that the body says in the same words, as no report does with its title."""
    return piece.words <= _LONGEST_NAME and f" {fold(piece.text).removeprefix('the ')} " in spoken


def _candidates(pieces: Sequence[Piece], head: Sequence[int]) -> list[int]:
    """Return the lines that may be the title: none after the line that names an official's role."""
    candidates = []
    for place, index in enumerate(head):
        piece = pieces[index]
        after = pieces[head[place + 1]] if place + 1 < len(head) else None
        if piece.words < MAX_TITLE and ROLE.fullmatch(piece.text):
            break
        if index and _LABEL.fullmatch(pieces[index - 1].text):
            continue
        if _TWO_SENTENCES.match(piece.text) or _IN_BRACKETS.fullmatch(piece.text):
            continue
        short = place == 0 and after is not None and _is_short_title(piece, after)
        if is_title_like(piece) or short or is_title_in_disguise(piece, after):
            candidates.append(index)
    sited = without_site([pieces[index].text for index in candidates])
    sure = [index for place, index in enumerate(candidates) if place not in sited and not gives_way(pieces[index])]
    return sure or candidates


def _is_short_title(piece: Piece, after: Piece) -> bool:
    """Tell a title of two or three words by the byline, office or date line under it."""
    marked = is_mark(after) or ROLE.fullmatch(after.text) or (ORGAN.fullmatch(after.text) and after.words < 7)  # noqa: PLR2004
    return bool(marked) and 1 < piece.words < 5 and "," not in piece.text and not is_bare_line(piece)  # noqa: PLR2004
