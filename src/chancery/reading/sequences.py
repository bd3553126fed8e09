"""What the lines around a line show together: hours of a live page, lists under a colon, runs of one shape.

A line of three words may be an item of a list that a paragraph opens, the head of an entry under its hour, a
question with its answer below, or a button. None of them shows it alone. Each piece gets one row of numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

from chancery.reading.pieces import Piece

_HOUR: Final = re.compile(
    r"\W{0,2}(?:(?:at |on )?(?:\w{3,9}\.? \d{1,2}(?:, \d{4})?,? |\d{1,2} \w{3,9}(?: \d{4})?,? )?\d{1,2}[:.h]\d\d"
    r"(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?|"
    r"(?:an?|\d{1,2}) ?(?:s|m|h|d|mins?|hrs?|secs?|minutes?|hours?|days?) ago(?:[ (,].{0,20})?|just now)\W{0,2}",
    re.IGNORECASE,
)
_STARTS: Final = re.compile(r"[•●▪◦‣·*✓✔✅☑➤►▶→–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
_HELPS: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|must|shall|should|can|cannot|did|does|do|not|said|"
    r"says)\b|"
    r"\b(?:isn|aren|wasn|weren|hasn|haven|hadn|won|didn|doesn|don|can)['’]t\b"
)
_PAST: Final = re.compile(r"(?<=[a-z] )[a-z]{2,}(?:ed|ught|old|ent|ook|ave|eld|ade|aid)\b|(?<=[A-Za-z] )[a-z]{2,}ed\b")
_SUBJECT: Final = re.compile(
    r"[\"“‘'«]?(?:The|A|An|He|She|It|They|This|That|These|Those|His|Her|Its|Their|There|In|On|At|After|Under|Both|"
    r"No|Not|Some|Many|Most|Several|But|And|As|By|For|Since|Two|Three|Four|Five|Nobody|Nothing)\b"
)
_LAST: Final = "\"'”’»)]"
_FAR: Final = 8
_LIST: Final = 12  # lines under a colon that may be its list
_ITEM: Final = 24  # words
_MANY: Final = 60
_BESIDE: Final = 2
SEQUENCE_NAMES: Final = (
    "hour", "since_hour", "to_hour", "hours", "since_colon", "starts_item", "item_before", "item_after", "shape_run",
    "helps", "past", "subject", "like_sentence", "to_like_before", "to_like_after", "between_before",
    "between_after", "questions", "asks_above_answer", "same_words_run",
    "copy_above", "copy_below", "outline",
)  # fmt: skip


def is_hour(text: str) -> bool:
    """Tell an hour, or how long ago, that stands alone as it does above the entry of a live page."""
    return len(text) < _MANY and bool(_HOUR.fullmatch(text))


def is_like_sentence(piece: Piece) -> bool:
    """Tell a line, however short, that ends and reads as a sentence about somebody."""
    text = piece.text[:400]
    ends = text.rstrip(_LAST)[-1:] in {".", "!", "?", "…"} if len(piece.text) <= len(text) else True
    return ends and piece.words > 2 and bool(_HELPS.search(text) or _PAST.search(text) or _SUBJECT.match(text))  # noqa: PLR2004


def sequence_rows(pieces: Sequence[Piece], told: Sequence[bool]) -> list[tuple[float, ...]]:
    """Return one row for each piece, in the order of `SEQUENCE_NAMES`.

    Args:
        pieces: The page, in order.
        told: Which of them the rules are sure of.
    """
    texts = [piece.text[:400] for piece in pieces]
    hours = [is_hour(text) for text in texts]
    like = [is_like_sentence(piece) and not sure for piece, sure in zip(pieces, told, strict=True)]
    items = [match[0][-1] if (match := _STARTS.match(text)) and len(text) > len(match[0]) else "" for text in texts]
    asks = [text.rstrip(_LAST).endswith("?") and not sure for text, sure in zip(texts, told, strict=True)]
    since_hour, to_hour = _since(hours), _since(hours[::-1])[::-1]
    like_before, like_after = _since(like), _since(like[::-1])[::-1]
    before, after = _between(like, told), _between(like[::-1], told[::-1])[::-1]
    colons, shapes, lengths = _under_colons(pieces), _shape_runs(pieces), _length_runs(pieces)
    many_hours, many_asks = float(min(sum(hours), _FAR)), float(min(sum(asks), _FAR))
    last = len(pieces) - 1
    above, below = _copies(texts), _copies(texts[::-1])[::-1]
    outline = [sum(below[max(0, at - _BESIDE) : at + _BESIDE + 1]) / (2 * _BESIDE + 1) for at in range(len(pieces))]
    return [
        (
            float(hours[at]),
            since_hour[at],
            to_hour[at],
            many_hours,
            colons[at],
            float(bool(items[at])),
            float(bool(items[at]) and at > 0 and items[at - 1] == items[at]),
            float(bool(items[at]) and at < last and items[at + 1] == items[at]),
            shapes[at],
            float(bool(_HELPS.search(texts[at]))),
            float(bool(_PAST.search(texts[at]))),
            float(bool(_SUBJECT.match(texts[at]))),
            float(like[at]),
            like_before[at],
            like_after[at],
            before[at],
            after[at],
            many_asks,
            float(asks[at] and at < last and like[at + 1] and not asks[at + 1]),
            lengths[at],
            float(above[at]),
            float(below[at]),
            outline[at],
        )
        for at in range(len(pieces))
    ]


def _copies(texts: Sequence[str]) -> list[bool]:
    """Tell of each line whether it was said before: a table of contents comes above its headings, a menu twice."""
    seen: set[str] = set()
    told: list[bool] = []
    for text in texts:
        told.append(text in seen)
        seen.add(text)
    return told


def _since(marks: Sequence[bool]) -> list[float]:
    """Return for each place how many lines above it the nearest mark stands, its own not counted."""
    told: list[float] = []
    since = _FAR
    for mark in marks:
        told.append(float(since))
        since = 1 if mark else min(since + 1, _FAR)
    return told


def _between(like: Sequence[bool], told: Sequence[bool]) -> list[float]:
    """Return how many lines that the rules are sure of stand between each line and the nearest sentence above it."""
    counts: list[float] = []
    count = _FAR
    for is_like, sure in zip(like, told, strict=True):
        counts.append(float(count))
        count = 0 if is_like else min(count + sure, _FAR)
    return counts


def _under_colons(pieces: Sequence[Piece]) -> list[float]:
    """Return for each line of a list how far it stands under the line with a colon that opens the list; 0 elsewhere."""
    told: list[float] = []
    place = gap = 0
    is_open = False
    for piece in pieces:
        joins = is_open and place < _LIST and piece.words <= _ITEM and (not place or piece.gap <= gap)
        place = place + 1 if joins else 0
        gap = piece.gap if place == 1 else gap
        told.append(float(place))
        is_open = bool(place)
        if piece.text.endswith(":"):
            is_open, place = True, 0
    return told


def _shape_runs(pieces: Sequence[Piece]) -> list[float]:
    """Return the length of the run of neighbours that begin, end and stand apart alike."""
    return _runs([(p.text[0].isalnum() and p.text[0].isupper(), _end(p), min(p.gap, 1)) for p in pieces])


def _length_runs(pieces: Sequence[Piece]) -> list[float]:
    """Return the length of the run of neighbours of about as many words."""
    return _runs([min(5, round(math.log2(1 + piece.words))) for piece in pieces])


def _end(piece: Piece) -> str:
    last = piece.text.rstrip(_LAST)[-1:]
    return "." if last in {".", "!", "?"} else "a" if last.isalnum() else last


def _runs(shapes: Sequence[object]) -> list[float]:
    lengths: list[float] = []
    start = 0
    for at in range(1, len(shapes) + 1):
        if at == len(shapes) or shapes[at] != shapes[start]:
            lengths += [float(min(at - start, _FAR))] * (at - start)
            start = at
    return lengths
