"""Reads times that have a name: feasts, wars and ages, seasons, budget years, "over the weekend".

Each rule takes the tokens and the index at which the expression would begin, and answers with the index
behind it and the fields of its `TimeMention`, or None.
"""

from __future__ import annotations

from typing import Final

from chancery.extraction.numerals import read_year_after
from chancery.extraction.periods import AFTER_SEASON
from chancery.extraction.timetokens import DASHES, FOUR_DIGITS, WORDS, Fields, Found, Token
from chancery.model.times import TimeKind, TimeUnit

_SATURDAY: Final = 5
_WHEN: Final = frozenset({"during", "after", "before", "since", "until", "following"})
_NAMED_AS_PERIODS: Final = frozenset({"middle", "world", "wwii", "wwi", "ww2", "ww1", "9", "first", "second"})
_EDGES: Final = {"outbreak": "start", "start": "start", "beginning": "start", "end": "end", "close": "end"}
_SPANS: Final = _EDGES.keys() | {"remainder", "rest", "course", "height", "eve", "aftermath", "wake"}
_FEAST_AFTER: Final = frozenset(
    {"on", "at", "by", "before", "after", "since", "until", "over", "during", "last", "next", "this"}
)
_CLOSING: Final = AFTER_SEASON | {"for", "by", "he", "she", "they", "it", "we", "with", "from", "of"}
_FISCAL_STARTS: Final = 4  # the earliest month in which a budget year begins that is not the year's own
_ERA_ENDS: Final = ("year", "month", "day")


def read_feast(toks: list[Token], i: int) -> Found | None:
    """Read "Christmas 2007", "last Easter", "on Christmas Day"; a name that nothing puts in time is left alone."""
    led = toks[i].low in {"last", "next", "this"}
    j = i + led + (led and toks[i + 1].low == "year")  # "last year Halloween"
    found = read_bare_feast(toks, j)
    if found is None:
        return None
    if led:
        unit = {"unit": TimeUnit.YEAR} if j > i + 1 else {}
        return found[0], found[1] | unit | {"count": WORDS.directions[toks[i].low]}
    dated = read_year_after(toks, found)
    if dated and dated[0] > found[0]:
        return dated
    after = toks[found[0]]
    closed = not after.text[0].isalpha() or after.low in _CLOSING
    within = toks[i - 1].low == "of" and toks[i - 2].low in _SPANS | {"month"}  # "at the end of Ramadan"
    return found if (within or toks[i - 1].low in _FEAST_AFTER) and closed else None


def read_bare_feast(toks: list[Token], i: int) -> Found | None:
    """Read "Christmas", "Halloween", "Good Friday", "New Year's Day"."""
    if not toks[i].capital:
        return None
    for words, fields in WORDS.feasts.get(toks[i].low, ()):
        if all(toks[i + k].low.replace("\u2019", "'") == word for k, word in enumerate(words)):
            j = i + len(words)
            return j + (toks[j].low in {"day", "night", "sunday"}), {"kind": TimeKind.DATE, **fields}
    return None


def read_era(toks: list[Token], i: int) -> Found | None:
    """Read "World War II" and "the Middle Ages" where they say when: "after World War II"."""
    j = i + (toks[i].low == "the")
    inside = toks[i - 1].low == "in" and toks[j].low in _NAMED_AS_PERIODS  # not "a hero of the Korean War"
    within = toks[i - 1].low == "of" and (toks[i - 2].low in _SPANS or toks[j].low in _NAMED_AS_PERIODS)
    found = _era(toks, j) if toks[i - 1].low in _WHEN or inside or within else None
    if found or j > i:
        return found
    named = _era(toks, i)  # "Cold War-era bunkers"
    beside = named and toks[named[0]].text in DASHES and toks[named[0] + 1].low in {"era", "related"}
    return (named[0] + 2, named[1]) if named and beside else None


def read_era_edge(toks: list[Token], i: int) -> Found | None:
    """Read the first or last day of a war or age, from which people count: "the outbreak of World War II"."""
    j = i + (toks[i].low == "the")
    edge = _EDGES.get(toks[j].low)
    k = j + 2 + (toks[j + 2].low == "the") if edge and toks[j + 1].low == "of" else j
    found = _era(toks, k)
    if found is None or (k == j and "end_year" in found[1]):
        return None
    end, fields = found
    last = edge == "end" and "end_year" in fields
    told = {
        key: fields[f"end_{key}" if last else key] for key in _ERA_ENDS if (f"end_{key}" if last else key) in fields
    }
    return end, {"kind": TimeKind.DATE, **told}


def _era(toks: list[Token], i: int) -> Found | None:
    for words, fields in WORDS.eras.get(toks[i].text, ()):
        if all(toks[i + k].text == word for k, word in enumerate(words)) and not toks[i + len(words)].capital:
            return i + len(words), {"kind": TimeKind.DATE, **fields}
    return None


def read_fiscal(toks: list[Token], i: int) -> Found | None:
    """Read "fiscal year 2019", "FY2020"; since states begin theirs in other months, all that it may be."""
    if toks[i].text == "FY":
        j = i + 1
    elif toks[i].low in {"fiscal", "financial"}:
        j = i + 1 + (toks[i + 1].low == "year")
    else:
        return None
    year = toks[j].value
    if year is None or toks[j].suffix or len(toks[j].text) != FOUR_DIGITS:
        return None
    last = toks[j + 2].value
    if (toks[j + 1].text in DASHES or toks[j + 1].text == "/") and last in {year + 1, (year + 1) % 100}:
        return j + 3, {"kind": TimeKind.DATE, "year": year, "end_year": year + 1}
    first: Fields = {"year": year - 1, "month": _FISCAL_STARTS}
    return j + 1, {"kind": TimeKind.DATE, **first, "end_year": year + 1, "end_month": _FISCAL_STARTS - 1}


def read_in_season(toks: list[Token], i: int) -> Found | None:
    """Read "in the spring", which is the spring nearest to the report on the side of the tense."""
    if toks[i].low != "the" or toks[i - 1].low != "in":
        return None
    season, after = WORDS.seasons.get(toks[i + 1].low), toks[i + 2]
    if season is None or after.low in {"of", "and", "or"} or after.value is not None:
        return None
    closed = not after.text[0].isalpha() or after.low in AFTER_SEASON
    return (i + 2, {"kind": TimeKind.DATE, "season": season}) if closed else None


def read_weekend(toks: list[Token], i: int) -> Found | None:
    """Read "over the weekend", "this day"; the words leave open whether it is past."""
    named = toks[i].low == "the"
    fields: Fields = {"kind": TimeKind.SHIFT, "count": 0}
    said = named or toks[i - 1].low in {"at", "over", "during", "this"}  # not "a long weekend"
    if toks[i + named].low == "weekend" and said and not toks[i + named + 1].capital:
        return i + named + 1, fields | {"unit": TimeUnit.WEEK, "weekday": _SATURDAY, "whole": True}
    if toks[i].low == "this" and toks[i + 1].low == "day" and toks[i - 1].low in {"on", "to"}:
        return i + 2, fields | {"unit": TimeUnit.DAY}
    return None
