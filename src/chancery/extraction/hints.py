"""Reads times that no calendar tells: "now", "recently", "the future", "at night", "10:30 a.m.", "that morning"."""

from __future__ import annotations

from typing import Final

from chancery.extraction.timetokens import WORDS, Fields, Found, Token
from chancery.model.times import TimeKind, TimeUnit

PARTS_OF_DAY: Final = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "dawn": "MO",
    "dusk": "EV",
    "noon": "MI",
    "midnight": "NI",
}
_NOUNS: Final = {
    ("the", "time"): frozenset({"at", "of", "by"}),
    ("the", "day"): frozenset({"of"}),
    ("the", "past"): frozenset({"in", "of"}),
    ("the", "present"): frozenset({"at", "to", "until", "in"}),
}
_MEANT: Final[dict[str, Fields]] = {
    "BACK": {"kind": TimeKind.BACK, "count": 0},
    "TODAY": {"kind": TimeKind.SHIFT, "unit": TimeUnit.DAY, "count": 0},
}
"""What a phrase of the codebook refers to: the date told before, or the day of the text itself."""
_AFTER_NOUNS: Final = frozenset({"and", "in", "on", "but", "as", "was", "were", "is"})
_AFTER_THEN: Final = _AFTER_NOUNS | {
    "the",
    "a",
    "it",
    "he",
    "she",
    "they",
    "we",
    "had",
    "has",
    "have",
    "his",
    "her",
    "their",
}
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59
_NOON: Final = 12
_ZONES: Final = frozenset({"gmt", "utc", "est", "edt", "cet", "cest", "pst", "pdt", "bst", "msk"})


def read_vague(toks: list[Token], i: int) -> Found | None:
    """Read "now", "the same time", "recently", "the future", "former"."""
    low, nxt = toks[i].low, toks[i + 1].low
    for words, reference in WORDS.vague_starts.get(low, ()):
        if len(words) > 1 and words[1] != nxt:  # which tells nearly all apart
            continue
        if all(toks[i + k].low == word for k, word in enumerate(words)):
            if not _stands(toks, i, i + len(words), words):
                return None
            return i + len(words), _MEANT.get(reference) or {"kind": TimeKind.VAGUE, "value": reference or None}
    return None


def read_then(toks: list[Token], i: int) -> Found | None:
    """Read "then" in "since then", "by then": the date told before."""
    closed = not toks[i + 1].text[0].isalpha() or toks[i + 1].low in _AFTER_THEN  # not "by then Senator Ruiz"
    then = toks[i].low == "then" and toks[i - 1].low in {"since", "by", "until", "till"} and closed
    return (i + 1, dict(_MEANT["BACK"])) if then else None


def read_greeting(toks: list[Token], i: int) -> Found | None:
    """Read "Good morning", which is said on the day itself."""
    clock = PARTS_OF_DAY.get(toks[i + 1].low) if toks[i].low == "good" else None
    return (i + 2, _MEANT["TODAY"] | {"clock": clock}) if clock else None


def _stands(toks: list[Token], i: int, end: int, words: tuple[str, ...]) -> bool:
    """Tell "at the time" from "the time to act", "former" from "the former"."""
    closed = not toks[end].text[0].isalpha()
    if words == ("former",):
        return toks[i - 1].low != "the" or not (closed or toks[end].low in _AFTER_NOUNS)
    if words in _NOUNS:
        return toks[i - 1].low in _NOUNS[words] and (closed or toks[end].low in _AFTER_NOUNS)
    return True


def read_part_of_day(toks: list[Token], i: int) -> Found | None:
    """Read "that morning", "the next evening", "at night"."""
    low, nxt = toks[i].low, toks[i + 1].low
    if low == "that" and nxt in PARTS_OF_DAY:
        fields: Fields = {"kind": TimeKind.BACK, "unit": TimeUnit.DAY, "count": 0, "whole": True}
        return i + 2, fields | {"clock": PARTS_OF_DAY[nxt]}
    if low == "night" and toks[i - 1].low in {"at", "by"}:
        return i + 1, {"kind": TimeKind.VAGUE, "clock": "NI"}
    return None


def read_clock(toks: list[Token], i: int) -> Found | None:
    """Read "10:30", "9:34 p.m. EST", "11 a.m.", "1900 GMT", with the zone where one is told."""
    tok = toks[i]
    hour_text, colon, minute_text = tok.text.partition(":")
    if not hour_text.isdecimal() or (colon and not (minute_text.isdecimal() and len(minute_text) == len("00"))):
        return None
    half = toks[i + 1].low.replace(".", "")
    zoned = toks[i + 1].low in _ZONES
    if not colon and half not in {"am", "pm"} and not (zoned and len(tok.text) == len("1900")):
        return None
    hour, minute = int(hour_text), int(minute_text or 0)
    if zoned and not colon:
        hour, minute = divmod(hour, 100)
    j = i + 1
    if half in {"am", "pm"} and hour <= _NOON:
        j, hour = j + 1, hour % _NOON + _NOON * (half == "pm")
    elif toks[j].low in {"hrs", "hours", "h"}:
        j += 1
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return None
    zone = toks[j].text.upper() if toks[j].low in _ZONES else ""
    clock = f"{hour:02d}:{minute:02d}" + (f" {zone}" if zone else "")
    return j + bool(zone), {"kind": TimeKind.VAGUE, "clock": clock}
