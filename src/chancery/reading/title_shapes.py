"""What speaks for a line, or against it, as a title by its own words and shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.datelines import find_date, read_dateline
from chancery.reading.heads import (
    BYLINE,
    ORGAN,
    PLACE,
    ROLE,
    TIME,
    is_capital_name,
    is_caption,
    is_entry,
    is_stamp,
    is_title_like,
    is_venue,
)
from chancery.reading.pieces import Piece, small_share
from chancery.reading.title_lines import SUBJECT, bare, is_sort, reasons_to_give_way
from chancery.reading.transcripts import is_sure_label, names_official

_SMALL: Final = 0.2  # share of words in small letters; names and titles in title case have less
_FEW: Final = 2
SHORT: Final = 4  # words of a name
_HOUR: Final = 9
_LONG: Final = 18
_LENGTHS: Final = (1, 2, 3, 5, 8, 14)
_MOST_PARTS: Final = 4
_MOST_COMMAS: Final = 3
_CLOSES: Final = {".": "stop", ":": "colon", ";": "comma", ",": "comma", "?": "asks", "!": "exclaims"}
_PARTED: Final = re.compile(r"\s[|/\\›»>•·▸→▾]\s?|//|▾")
_TWO_PEOPLE: Final = re.compile(r"(?:[A-Z]\S+ ){1,3}[A-Z]\S+(?:(?:,| and| &) (?:[A-Z]\S+ ){1,3}[A-Z]\S+)+")
_MADE: Final = re.compile(
    r"(?:first )?(?:adjusted|updated|modified|published|posted|created|edited|printed|still current|last (?:updated?|"
    r"modified|edited|changed|reviewed)|latest update)\b.*\d",
    re.IGNORECASE,
)
_PATTERNS: Final = {
    "starts_item": re.compile(r"\d{1,2}[.)] "),
    "starts_rank": re.compile(r"\d{1,2} \D"),
    "stamped": re.compile(r"\d{1,2}[:./]\d\d?(?:[:./]\d\d+)?\b"),
    "brackets": re.compile(r"[(\[{].*[)\]}]$"),
    "money": re.compile(r".*(?:[$€£¥₹₮°%]|\b(?:USD|EUR|GBP)\b)"),
    "rate": re.compile(r".*(?:\d ?°|\b(?:USD|EUR|AQI|GBP|RUB)\b|(?:\d+/\d+\b.*){2})"),
    "colon_inside": re.compile(r".+: .."),
    "quoted": re.compile(r".*(?:[“”‘«\"]|(?:^|\s)')"),
    "serial": re.compile(r".*\(?\d{1,2}/\d{1,2}\)?$"),
    "you": re.compile(r".*\b(?:you|your|yours)\b", re.IGNORECASE),
    "we": re.compile(r".*\b(?:we|us|our|i|my)\b", re.IGNORECASE),
    "weekday": re.compile(r".*\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:left|right|centre|center),)"),
    "day_made": _MADE,
    "names": re.compile(rf"{_TWO_PEOPLE.pattern}$"),
    "subject": SUBJECT,
}
_LINKED: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|says?|said|to|as|after|over|amid|for|of|in|on|with|by|from|at)\b"
)


def line_signs(piece: Piece) -> Iterator[tuple[str, float]]:
    """Yield what speaks for a line and against it, whatever stands around it."""
    text = piece.text
    yield from _lengths(piece)
    yield from ((name, bool(pattern.match(text))) for name, pattern in _PATTERNS.items())
    yield _CLOSES.get(text.rstrip("\"'”’»)")[-1:], "dots" if text.endswith("…") else "open"), True
    yield from _letters(piece)
    yield from _sorts(piece)
    reasons = list(reasons_to_give_way(piece))
    yield "gives_way", bool(reasons)
    yield from ((name, True) for name in reasons)


def _lengths(piece: Piece) -> Iterator[tuple[str, float]]:
    """Say how long a line is."""
    yield from ((f"to_{most}", piece.words <= most) for most in _LENGTHS)
    yield from ((f"over_{least}", piece.words > least) for least in (20, 30))
    yield "sentence", piece.is_sentence
    yield "prose", piece.is_prose
    yield "long_prose", piece.is_prose and piece.words > _LONG


def _letters(piece: Piece) -> Iterator[tuple[str, float]]:
    """Say how a line is written."""
    text, small = piece.text, small_share(piece.text)
    yield "capitals", text.isupper() and piece.words > 1
    yield "small", small
    yield "cased", small < _SMALL
    yield "cased_short", small < _SMALL and piece.words <= SHORT
    yield "starts_small", bare(piece).text[:1].islower()
    yield "starts_sign", not text[0].isalnum() and text[0] not in "‘“'\"«¿¡[($€£#"
    yield "starts_digit", text[0].isdigit()
    yield "digits", sum(map(str.isdigit, text)) / len(text)
    yield "parted", bool(_PARTED.search(text))
    yield "parts", min(_MOST_PARTS, len(_PARTED.findall(text)))
    yield "commas", min(_MOST_COMMAS, text.count(","))
    yield "linked", bool(_LINKED.search(text)) and piece.words > _FEW


def _sorts(piece: Piece) -> Iterator[tuple[str, float]]:
    """Say what a line is by its words."""
    text, words = piece.text, piece.words
    yield "marked", piece.kind is BlockKind.TITLE
    yield "title_like", is_title_like(piece)
    yield "caption", is_caption(piece)
    yield "entry", is_entry(piece)
    yield "stamp", is_stamp(text)
    yield "day_inside", words > _FEW and find_date(text) is not None
    yield "dateline", read_dateline(text) is not None
    yield "byline", bool(BYLINE.fullmatch(text))
    yield "name", is_capital_name(text)
    yield "role", bool(ROLE.fullmatch(text))
    yield "organ", bool(ORGAN.fullmatch(text))
    yield "place", bool(PLACE.fullmatch(text))
    yield "hour", bool(TIME.fullmatch(text)) and words < _HOUR
    yield "venue", is_venue(piece)
    yield "speaker", is_sure_label(text)
    yield "official", names_official(text)
    yield "sort", is_sort(text)


def beside_signs(piece: Piece) -> Iterator[tuple[str, float]]:
    """Yield what a line above or below says about its neighbour."""
    text = piece.text
    yield "day", is_stamp(text)
    yield "byline", bool(BYLINE.fullmatch(text)) or bool(ROLE.fullmatch(text))
    yield "name", is_capital_name(text) and piece.words <= SHORT
    yield "prose", piece.is_prose
    yield "sentence", piece.is_sentence and not piece.is_prose
    yield "title", is_title_like(piece)
    yield "word", piece.words <= _FEW
    yield "caption", is_caption(piece)
    yield "dateline", read_dateline(text) is not None


def is_head_mark(piece: Piece) -> bool:
    """Tell a day, a byline or an official's role, as they stand below a title."""
    return is_stamp(piece.text) or bool(BYLINE.fullmatch(piece.text) or ROLE.fullmatch(piece.text))
