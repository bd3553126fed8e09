"""What of a page is furniture: widgets, teasers, notices, boxes; with the reason for each.

1. Each rule of `widgets.RULES` weighs a piece by where it stands: above, inside or below the
   report's paragraphs.
2. `boxes` finds the notes on author and outlet at the foot.
3. A teasers' heading takes the headlines under it along.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from chancery.reading.boxes import find_boxes, is_author_name
from chancery.reading.pieces import LONGEST_WORD, Finding, Piece, is_debris
from chancery.reading.widgets import RULES

ENOUGH: Final = 1.0
_LONGEST: Final = 100  # words; a longer piece is never furniture by its shape
_MAX_LETTERS: Final = 1500
_MAX_HEADLINE: Final = 22
_MENU: Final = 4  # short lines in a row that make a menu


_DEBRIS: Final = Finding("debris", f"more than {LONGEST_WORD} characters without a blank", 1.0)
_OPENS_LIST: Final = frozenset({"teaser-heading", "navigation"})


class Zone(IntEnum):
    """Where a piece stands; the index into a rule's weights."""

    ABOVE = 0
    INSIDE = 1
    BELOW = 2


def find_furniture(pieces: Sequence[Piece], *, outlets: frozenset[str] = frozenset()) -> dict[int, Finding]:
    """Tell the furniture of a page.

    Args:
        pieces: The page, in order.
        outlets: Folded names of known outlets, for the boxes at the foot.

    Returns:
        Index of each piece that is furniture, with the rule that says so.
    """
    found = find_boxes(pieces, outlets, is_notice=_is_notice)
    first, last = _body_range(pieces, found)
    for index, piece in enumerate(pieces):
        zone = Zone.BELOW if index in found else _zone(index, first, last)
        finding = _DEBRIS if is_debris(piece.text) else judge(piece, zone)
        if finding:
            found[index] = finding
    names = {index for index in range(len(pieces)) if is_author_name(pieces, index, outlets)}
    found.update(_menus(pieces, found, first, last, names=names))
    found.update(_headlines(pieces, found, last))
    return found


def judge(piece: Piece, zone: Zone) -> Finding | None:
    """Weigh one piece by its shape and place.

    Args:
        piece: The line.
        zone: Above, inside or below the report's paragraphs.

    Returns:
        The finding, or None for content.
    """
    if piece.words > _LONGEST or len(piece.text) > _MAX_LETTERS:
        return None
    hits = [rule for rule in RULES if rule.weights[zone] and rule.matches(piece)]
    score = sum({rule.name: rule.weights[zone] for rule in hits}.values())
    if score < ENOUGH:
        return None
    best = max(hits, key=lambda rule: rule.weights[zone])
    return Finding(best.name, best.reason, score)


def _is_notice(piece: Piece) -> bool:
    return judge(piece, Zone.BELOW) is not None


def _body_range(pieces: Sequence[Piece], boxes: dict[int, Finding]) -> tuple[int, int]:
    """Return the first and last paragraph; notices that read like paragraphs do not count at the ends."""
    aside = _sticking(pieces) | set(boxes)
    prose = [index for index, piece in enumerate(pieces) if piece.is_prose and index not in aside]
    while prose and judge(pieces[prose[-1]], Zone.BELOW):
        prose.pop()
    start = next((place for place, index in enumerate(prose) if not judge(pieces[index], Zone.ABOVE)), 0)
    return (prose[start], prose[-1]) if prose else (0, -1)


def _zone(index: int, first: int, last: int) -> Zone:
    if index < first or last < 0:
        return Zone.ABOVE
    return Zone.BELOW if index > last else Zone.INSIDE


def _menus(
    pieces: Sequence[Piece], found: dict[int, Finding], first: int, last: int, *, names: set[int]
) -> dict[int, Finding]:
    """Find rows of very short lines at the edges that hold a widget or stand beside one."""
    menus: dict[int, Finding] = {}
    for run in _runs(pieces, found):
        outside = run[-1] < first or run[0] > last >= 0
        widgets = sum(1 for index in run if index in found)
        if outside and len(run) >= _MENU and 2 * widgets >= len(run):
            for index in run:
                menus.setdefault(index, Finding("menu", "one of many short lines beside widgets", 1.0))
    return {index: finding for index, finding in menus.items() if index not in found and index not in names}


def _runs(pieces: Sequence[Piece], found: dict[int, Finding]) -> list[list[int]]:
    """Group the indices of neighbouring lines of at most three words, widgets included."""
    runs: list[list[int]] = [[]]
    for index, piece in enumerate(pieces):
        if index in found or (piece.words <= 3 and "," not in piece.text):  # noqa: PLR2004
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _headlines(pieces: Sequence[Piece], found: dict[int, Finding], last: int) -> dict[int, Finding]:
    """Take the headlines after a teasers' heading at the foot along with it."""
    headlines: dict[int, Finding] = {}
    sticking = _sticking(pieces)
    under = False
    for index, piece in enumerate(pieces):
        if index in found:
            under = found[index].rule in _OPENS_LIST or (under and found[index].rule != "about-box")
            continue
        below = under and index > last >= 0 and not piece.is_prose
        if index in sticking or (below and piece.words <= _MAX_HEADLINE):
            headlines[index] = Finding("headline", "a headline under the heading of other reports", 1.0)
    return headlines


def _sticking(pieces: Sequence[Piece]) -> set[int]:
    """Return the short lines that stick to a teasers' heading, in a page that sets off its paragraphs."""
    if 3 * sum(1 for piece in pieces if piece.gap) <= len(pieces):
        return set()
    sticking: set[int] = set()
    under = False
    for index, piece in enumerate(pieces):
        finding = judge(piece, Zone.BELOW) if piece.words <= _MAX_HEADLINE else None
        if finding and finding.rule == "teaser-heading":
            under = True
        elif under and piece.gap == 0 and piece.words <= _MAX_HEADLINE:
            sticking.add(index)
        else:
            under = False
    return sticking
