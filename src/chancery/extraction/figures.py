"""Reads dates in figures alone, 25/11/2020, 12.XI.2020, 2020-10-23T14:30, and years of three digits: "c. 347"."""

from __future__ import annotations

import re
from typing import Final

from chancery.extraction.timetokens import DASHES, FOUR_DIGITS, WORDS, Fields, Found, Token
from chancery.model.dates import month_length
from chancery.model.text import Span
from chancery.model.times import TimeKind, TimeUnit

_SIGN: Final = re.compile(r"[./-]")
_PARTS: Final = 3  # day, month, year
_MONTHS: Final = 12
_LEAP_YEAR: Final = 2000
_LAST_CENTURY: Final = 1900
_THIS_CENTURY: Final = 2000
_FIRST_SHORT_YEAR: Final = 30  # "'99" is 1999, "'14" is 2014
_FIRST_BARE: Final = 4  # "on the second" is mostly the second of some things
_ROMAN: Final = {
    roman: number
    for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1)
}
_LONGEST_MONTH: Final = 31
_AFTER_DAY: Final = frozenset(
    {"to", "and", "was", "were", "it", "he", "she", "they", "we", "the", "a", "in", "at", "but"}
)
_BEFORE_OLD_YEAR: Final = frozenset(
    {"in", "by", "until", "since", "from", "after", "before", "about", "around", "of", "to", "year", "("}
)
_CERTAIN: Final = frozenset({"in", "around", "year", "circa"})  # words that leave a number at a sentence's end a year


def is_day(month: int, day: int) -> bool:
    """Tell whether some year has a day."""
    return 1 <= month <= _MONTHS and 1 <= day <= month_length(_LEAP_YEAR, month)


def read_figures(toks: list[Token], i: int) -> Found | None:
    """Read "23.10.2020", "25/11/2020", "12.XI.2020"; of "4/10/2020", which is read both ways, the year alone."""
    text = toks[i].text
    parts = _SIGN.split(text)
    if len(parts) != _PARTS:
        return None
    if len(parts[0]) == FOUR_DIGITS:
        year, month, day = map(int, parts)
        return (i + 1, _day(year, month, day)) if is_day(month, day) else None
    first, year = int(parts[0]), int(parts[2])
    roman = _ROMAN.get(parts[1])
    if roman is None and not parts[1].isdigit():
        return None
    second = roman or int(parts[1])
    if "." not in text and roman is None:
        if first != second and first <= _MONTHS and second <= _MONTHS:
            return i + 1, {"kind": TimeKind.DATE, "year": year}
        first, second = max(first, second), min(first, second)
    return (i + 1, _day(year, second, first)) if is_day(second, first) else None


def _day(year: int, month: int, day: int) -> Fields:
    return {"kind": TimeKind.DATE, "year": year, "month": month, "day": day}


def read_short_year(toks: list[Token], i: int) -> Found | None:
    """Read "'99" and "c. 347"."""
    if toks[i].value is not None:
        return read_old_years(toks, i)
    if toks[i].text in {"'", "\u2019"}:
        year = toks[i + 1]
        if year.value is None or len(year.text) != len("99") or toks[i - 1].end == toks[i].start:
            return None
        century = _LAST_CENTURY if year.value >= _FIRST_SHORT_YEAR else _THIS_CENTURY
        return i + 2, {"kind": TimeKind.DATE, "year": century + year.value}
    return None


def read_bare_day(toks: list[Token], i: int) -> Found | None:
    """Read "on the 13th" and "on the fifth", a day of the month told before or now, "the 3rd of last month"."""
    day, word = toks[i + 1], toks[i + 1].low
    number = day.value if day.suffix else WORDS.ordinals.get(word) or WORDS.late_ordinals.get(word)
    of_century = toks[i - 2].low in {"century", "centuries"}  # "from the 8th century to the 11th"
    if toks[i].low != "the" or number is None or not 1 <= number <= _LONGEST_MONTH or of_century:
        return None
    if toks[i + 2].low == "of" and toks[i + 3].low in {"last", "this", "next"} and toks[i + 4].low == "month":
        shift = {"unit": TimeUnit.MONTH, "count": WORDS.directions[toks[i + 3].low]}
        return i + 5, {"kind": TimeKind.DATE, "day": number, **shift}
    if not day.suffix and (toks[i - 1].low not in {"on", "until", "by"} or number < _FIRST_BARE):
        return None  # "from the first", "to the second"
    led = toks[i - 1].low in {"on", "by", "of", "from", "to", "until", "till", "and"}
    if not led or not _stands_alone(toks, i + 2):
        return None
    return i + 2, {"kind": TimeKind.DATE, "day": number}


def _stands_alone(toks: list[Token], i: int) -> bool:
    """Tell whether no noun stands behind an ordinal, or one joined with it: not "the 5th and 6th rounds"."""
    after = toks[i]
    if after.text[0].isalpha() and after.low not in _AFTER_DAY:
        return False
    k = i + 1 + (toks[i + 1].low == "the")
    joined = after.low in {"and", "to"} or after.text in DASHES
    return not joined or not toks[k].suffix or not toks[k + 1].text[0].isalpha() or toks[k + 1].low in _AFTER_DAY


def read_old_years(toks: list[Token], i: int) -> Found | None:
    """Read "c. 347", "(837-908)": years of three digits count only where their signs leave no doubt."""
    first, last = toks[i].value, toks[i + 2].value
    about = toks[i - 1].low == "circa" or (toks[i - 1].text == "." and toks[i - 2].low in {"c", "ca"})
    if first is None or toks[i].suffix or len(toks[i].text) != FOUR_DIGITS - 1:
        return None
    fields: Fields = {"kind": TimeKind.DATE, "year": first}
    closed = toks[i + 3].text in {")", ";"} and len(toks[i + 2].text) == FOUR_DIGITS - 1
    if toks[i + 1].text in DASHES and last and last > first and closed and (about or toks[i - 1].text in {"(", ";"}):
        return i + 3, fields | {"end_year": last, "ends": (toks[i].end, toks[i + 2].start)}
    return (i + 1, fields) if about else None


def find_old_years(toks: list[Token]) -> list[tuple[Span, int]]:
    """Find numbers of three digits that stand where a year may: "in 347 the monk died", "until 211"."""
    found: list[tuple[Span, int]] = []
    for before, tok, after, last in zip(toks, toks[1:], toks[2:], toks[3:], strict=False):
        if not _is_old_year(tok) or before.low not in _BEFORE_OLD_YEAR:
            continue
        if after.text in DASHES and _is_old_year(last) and (last.value or 0) > (tok.value or 0):  # "about 360-366"
            found += [(Span(one.start, one.end), one.value or 0) for one in (tok, last)]
            continue
        ends = after.text == "." and before.low in _CERTAIN
        closed = not after.text[0].isalnum() or after.capital or after.low in _AFTER_DAY
        if closed and (ends or after.text not in {"%", "."} | DASHES):
            found.append((Span(tok.start, tok.end), tok.value or 0))
    return found


def _is_old_year(tok: Token) -> bool:
    return tok.value is not None and tok.value > _LONGEST_MONTH and not tok.suffix and len(tok.text) == FOUR_DIGITS - 1
