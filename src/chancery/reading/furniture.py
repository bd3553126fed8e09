"""What of a page is furniture: widgets, teasers, notices, boxes; with the reason for each.

1. Each rule of `widgets`, `notices` and `appeals` weighs a piece by where it stands: above,
   inside or below the report's paragraphs. A title that the body takes up is spared.
2. `boxes` finds the notes on author and outlet at the foot.
3. `surroundings` finds what its neighbours give away.
4. `learned` weighs, of each line that is left, its shape, words and place together.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final

from chancery.reading.appeals import APPEALS, addresses_reader
from chancery.reading.boxes import find_boxes, is_author_name
from chancery.reading.heads import is_title_like
from chancery.reading.learned import Verdict, find_learned
from chancery.reading.notices import NOTICES
from chancery.reading.phrases import phrase_rules
from chancery.reading.pieces import LONGEST_WORD, Finding, Piece, is_debris
from chancery.reading.rules import Rule, most_words
from chancery.reading.surroundings import (
    MAX_HEADLINE,
    find_beside,
    find_foot,
    find_headlines,
    find_menus,
    find_posts,
    find_pull_quotes,
    find_sticking,
    find_thread,
)
from chancery.reading.titles import body_stems, is_taken_up
from chancery.reading.widgets import RULES

ENOUGH: Final = 1.0
_HALF: Final = 0.5  # inside a report, enough beside other furniture
_CLEAN: Final = 0.75  # share of paragraphs in a text without any furniture, which needs no second look
_FEW: Final = 8  # pieces of a report that was pasted without its page
_MOST: Final = 3000  # lines of a page; what has more is a book or a table, and would take seconds
_LONGEST: Final = 100  # words; a longer piece is never furniture by its shape
_MAX_LETTERS: Final = 1500
_SPEECH: Final = 3  # paragraphs to "you" that make a speech or a letter
_LEADING: Final = 3  # paragraphs above the title that may be notices to the reader
_SPARED: Final = frozenset(
    {"navigation", "teaser-heading", "account", "payment", "app", "opinion", "consent", "button", "genre"}
)
_RULES: Final = tuple((rule, most_words(rule) or _LONGEST) for rule in (*RULES, *NOTICES, *APPEALS, *phrase_rules()))
_BY_WORDS: Final = tuple(tuple(rule for rule, most in _RULES if words <= most) for words in range(_LONGEST + 1))

_DEBRIS: Final = Finding("debris", f"more than {LONGEST_WORD} characters without a blank", 1.0)


class Zone(IntEnum):
    """Where a piece stands; the index into a rule's weights."""

    ABOVE = 0
    INSIDE = 1
    BELOW = 2


def find_furniture(pieces: Sequence[Piece], *, outlets: frozenset[str] = frozenset()) -> dict[int, Finding]:
    """Tell the furniture of a page: what the rules find, and what the lines' evidence together says.

    Args:
        pieces: The page, in order.
        outlets: Folded names of known outlets, for the boxes at the foot.

    Returns:
        Index of each piece that is furniture, with the rule that says so.
    """
    return judge_page(pieces, outlets=outlets).found


def judge_page(pieces: Sequence[Piece], *, outlets: frozenset[str] = frozenset()) -> Verdict:
    """Tell the furniture of a page as `find_furniture` does, and which lines are surely none.

    Args:
        pieces: The page, in order.
        outlets: Folded names of known outlets, for the boxes at the foot.

    Returns:
        The furniture, and what is held.
    """
    found, body = by_rules(pieces, outlets=outlets)
    prose = sum(1 for piece in pieces if piece.is_prose)
    clean = not found and (_CLEAN * len(pieces) <= prose or len(pieces) <= _FEW)
    if clean or len(pieces) > _MOST:
        return Verdict(found)
    weights = [weigh_everywhere(piece) for piece in pieces]
    return find_learned(pieces, found, body, weights)


def by_rules(
    pieces: Sequence[Piece], *, outlets: frozenset[str] = frozenset()
) -> tuple[dict[int, Finding], tuple[int, int]]:
    """Tell the furniture that the rules alone find.

    Args:
        pieces: The page, in order.
        outlets: Folded names of known outlets, for the boxes at the foot.

    Returns:
        The findings by index, and the first and last paragraph of the body.
    """
    found = {**find_boxes(pieces, outlets, is_notice=_is_notice), **find_posts(pieces), **find_thread(pieces)}
    body = _body_range(pieces, found)
    stems = body_stems(pieces, [at for at in range(body[0], body[1] + 1) if pieces[at].is_prose])
    for index, piece in enumerate(pieces):
        zone = Zone.BELOW if index in found else _zone(index, *body)
        finding = _DEBRIS if is_debris(piece.text) else judge(piece, zone)
        if finding and not (zone is Zone.ABOVE and finding.rule in _SPARED and _is_own_title(piece, stems)):
            found[index] = finding
    half = {at for at in range(len(pieces)) if at not in found and _weigh(pieces[at], _zone(at, *body))[1] >= _HALF}
    half = {at for at in half if body[0] < at or not _is_own_title(pieces[at], stems)}
    if sum(1 for at in range(body[0], body[1] + 1) if addresses_reader(pieces[at])) >= _SPEECH:
        half = {at for at in half if not pieces[at].is_sentence}
    beside = find_beside(pieces, found, half)
    found |= {at: Finding("beside", "a line like a button beside others", 1.0) for at in beside}
    names = {index for index in range(len(pieces)) if is_author_name(pieces, index, outlets)}
    found = find_pull_quotes(pieces, body) | found
    found |= find_menus(pieces, found, body, names=names)
    found |= find_headlines(pieces, found, body)
    return found | find_foot(pieces, found, body[1], names=names), body


def weigh_everywhere(piece: Piece) -> tuple[float, float, float]:
    """Return what the rules weigh for a piece above, inside and below a body."""
    if piece.words > _LONGEST or len(piece.text) > _MAX_LETTERS:
        return 0.0, 0.0, 0.0
    weights = {rule.name: rule.weights for rule in _met(piece)}.values()
    return sum(w[0] for w in weights), sum(w[1] for w in weights), sum(w[2] for w in weights)


def judge(piece: Piece, zone: Zone) -> Finding | None:
    """Weigh one piece by its shape and place.

    Args:
        piece: The line.
        zone: Above, inside or below the report's paragraphs.

    Returns:
        The finding, or None for content.
    """
    hits, score = _weigh(piece, zone)
    if score < ENOUGH:
        return None
    best = max(hits, key=lambda rule: rule.weights[zone])
    return Finding(best.name, best.reason, score)


def _weigh(piece: Piece, zone: Zone) -> tuple[list[Rule], float]:
    """Return the rules that a piece meets, and the sum of their weights."""
    if piece.words > _LONGEST or len(piece.text) > _MAX_LETTERS:
        return [], 0.0
    hits = [rule for rule in _met(piece) if rule.weights[zone]]
    return hits, sum({rule.name: rule.weights[zone] for rule in hits}.values())


@lru_cache(maxsize=8192)  # a page asks for each of its pieces three times
def _met(piece: Piece) -> tuple[Rule, ...]:
    return tuple(rule for rule in _BY_WORDS[piece.words] if rule.matches(piece))


def _is_notice(piece: Piece) -> bool:
    return judge(piece, Zone.BELOW) is not None


def _is_own_title(piece: Piece, body: frozenset[str]) -> bool:
    return is_title_like(piece) and is_taken_up(piece.text, body)


def _body_range(pieces: Sequence[Piece], boxes: dict[int, Finding]) -> tuple[int, int]:
    """Return the first and last paragraph; notices that read like paragraphs do not count at the ends."""
    aside = find_sticking(pieces, _headings(pieces)) | set(boxes)
    prose = [index for index, piece in enumerate(pieces) if piece.is_prose and index not in aside]
    while prose and judge(pieces[prose[-1]], Zone.BELOW):
        prose.pop()
    start = next((place for place, index in enumerate(prose) if not judge(pieces[index], Zone.ABOVE)), 0)
    prose = prose[start:]
    start = _after_notices(pieces, prose)
    return (prose[start], prose[-1]) if prose else (0, -1)


def _headings(pieces: Sequence[Piece]) -> frozenset[int]:
    short = ((at, judge(piece, Zone.BELOW)) for at, piece in enumerate(pieces) if piece.words <= MAX_HEADLINE)
    return frozenset(at for at, finding in short if finding and finding.rule == "teaser-heading")


def _after_notices(pieces: Sequence[Piece], prose: Sequence[int]) -> int:
    """Return how many of the first paragraphs are notices to the reader above the report's own title."""
    for skipped in range(min(_LEADING, len(prose) - 1), 0, -1):
        if not all(addresses_reader(pieces[index]) for index in prose[:skipped]):
            continue
        body = body_stems(pieces, prose[skipped:])
        above = (pieces[at] for at in range(prose[0]))
        under = (pieces[at] for at in range(prose[skipped - 1] + 1, prose[skipped]))
        if any(_is_own_title(piece, body) for piece in under) and not any(_is_own_title(p, body) for p in above):
            return skipped
    return 0


def _zone(index: int, first: int, last: int) -> Zone:
    if index < first or last < 0:
        return Zone.ABOVE
    return Zone.BELOW if index > last else Zone.INSIDE
