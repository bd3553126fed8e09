"""What of a line the page says elsewhere: a title in a path and a share line, a day said twice, the site's own name.

The copy nearest to the report is the report's; the others are the page's. A name that buttons and notices hold too is
the site's. Each piece gets one row of numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from chancery.reading.datelines import find_date
from chancery.reading.pieces import Piece, fold

_FAR: Final = 8
_MOST: Final = 22  # words of a line that may be a title's copy
_DATED: Final = 14  # words of a line that is but a day and what belongs to it
_LEAST: Final = 3  # letters of a name
_STEMS: Final = 3  # of a line whose copies are looked for
_LIKE: Final = 0.6  # share of the words of both that two copies of a title have in common
_COMMON: Final = 40  # lines with the same stem, from which it tells nothing
_LETTERS: Final = 400
_MANY: Final = 400  # short lines; a page that has more is a list
_WHOLE: Final = 60_000  # characters in which names are looked for
_PICTURE: Final = re.compile(
    r"\W*(?:file )?(?:photo|foto|image|picture|illustration|graphic|graphics|video|footage|cartoon)s?"
    r"(?: ?credits?)?(?: by| from| courtesy of|: ?| ?[|/] ?)|\W*(?:credit|courtesy)(?: of)?[: ]|© ?[A-Z]",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")  # no day is written without one
_SLASHED: Final = re.compile(r"(?:[A-Z][\w.’'-]* ){1,3}?[A-Z][\w.’'-]* ?/ ?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}")
_DESK: Final = re.compile(r"\(?[A-Za-z]{1,4}(?:[./-][A-Za-z]{1,6}){1,3}\)?(?: \(.{2,20}\))?")
_NUMBERED: Final = re.compile(r"(?:[A-Za-z]+ )?(?:[Nn]o\.?|№|[A-Z]{1,6}[/-])\W?\w*\d[\w/.-]*")
ECHO_NAMES: Final = (
    "in_furniture", "in_prose", "in_other", "holds_other", "alike", "alike_above", "alike_below", "dated",
    "days_above", "days_below", "day_near", "day_again", "picture", "slashed", "desk", "numbered",
)  # fmt: skip


def echo_rows(
    pieces: Sequence[Piece], sure: Sequence[bool], stems: Sequence[Collection[str]]
) -> list[tuple[float, ...]]:
    """Return one row for each piece, in the order of `ECHO_NAMES`.

    Args:
        pieces: The page, in order.
        sure: Which of them the rules are sure of.
        stems: Beginnings of the longer words of each.
    """
    folded = [f" {fold(piece.text[:_LETTERS])} " for piece in pieces]
    furniture = _whole(text for text, told in zip(folded, sure, strict=True) if told)
    prose = _whole(text for text, piece in zip(folded, pieces, strict=True) if piece.is_prose)
    short = [0 < piece.words <= _MOST and not piece.is_prose for piece in pieces]
    others = _whole(text for text, told, kept in zip(folded, sure, short, strict=True) if kept and not told)
    parts = {text for text, kept in zip(folded, short, strict=True) if kept and text.count(" ") > _LEAST}
    parts = parts if len(parts) <= _MANY else set()
    alike, days = _alike(stems, short), _day_rows(pieces)
    rows: list[tuple[float, ...]] = []
    for at, piece in enumerate(pieces):
        text, brief = folded[at], 0 < piece.words <= _DATED
        named = brief and len(text) >= _LEAST + 2
        rows.append(
            (
                float(named and text in furniture),
                float(named and text in prose),
                float(named and others.count(text) > (not sure[at])),
                float(short[at] and any(part != text and part in text for part in parts)),
                *alike[at],
                *days[at],
                float(brief and bool(_PICTURE.match(piece.text))),
                float(brief and bool(_SLASHED.fullmatch(piece.text))),
                float(brief and bool(_DESK.fullmatch(piece.text))),
                float(brief and bool(_NUMBERED.fullmatch(piece.text))),
            )
        )
    return rows


def _whole(texts: Iterable[str]) -> str:
    return "|".join(texts)[:_WHOLE]


def _alike(stems: Sequence[Collection[str]], short: Sequence[bool]) -> list[tuple[float, ...]]:
    """Return how much of each line the likest other has, and whether such a one stands above and below."""
    places: dict[str, list[int]] = {}
    for at, own in enumerate(stems):
        for stem in own if short[at] else ():
            places.setdefault(stem, []).append(at)
    rows: list[tuple[float, ...]] = []
    for at, own in enumerate(stems):
        if not short[at] or len(own) < _STEMS:
            rows.append((0.0, 0.0, 0.0))
            continue
        shared = Counter(near for stem in own if len(places[stem]) <= _COMMON for near in places[stem] if near != at)
        shares = {near: count / len({*own, *stems[near]}) for near, count in shared.items() if 2 * count >= len(own)}
        like = [near for near, share in shares.items() if share >= _LIKE]
        rows.append(
            (max(shares.values(), default=0.0), float(any(n < at for n in like)), float(any(n > at for n in like)))
        )
    return rows


def _day_rows(pieces: Sequence[Piece]) -> list[tuple[float, ...]]:
    """Return whether each line is about a day, how many such stand above and below, how near, and the day's copies."""
    short = (piece.text[:_LETTERS] if piece.words <= _DATED else "" for piece in pieces)
    days = [find_date(text) if _DIGIT.search(text) else None for text in short]
    places = [at for at, day in enumerate(days) if day]
    times = Counter(day.date for day in days if day)
    rows: list[tuple[float, ...]] = []
    above = 0
    for at, day in enumerate(days):
        before, after = bisect_left(places, at), bisect_right(places, at)
        beside = (*places[max(0, before - 1) : before], *places[after : after + 1])
        near = min((abs(at - place) for place in beside), default=_FAR)
        rows.append(
            (
                float(day is not None),
                float(min(above, _FAR)),
                float(min(len(places) - above - (day is not None), _FAR)),
                float(min(near, _FAR)),
                float(day is not None and times[day.date] > 1),
            )
        )
        above += day is not None
    return rows
