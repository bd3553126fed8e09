"""Reads one period of the calendar from tokens: a date, month, year, decade, season, weekday, "this week".

Each rule takes the tokens and the index at which the period would begin, and answers with the index
behind it and the fields of its `TimeMention`, or None.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from chancery.extraction.numerals import (
    read_century,
    read_day_first,
    read_day_of,
    read_month_first,
    read_numeric,
    read_short_decade,
    read_year,
    read_year_after,
)
from chancery.extraction.timetokens import DASHES, MONTHS, WORDS, Fields, Found, Token
from chancery.model.dates import month_length
from chancery.model.times import TimeBound, TimeKind, TimePart, TimeUnit

_SHIFTED: Final = {"following": 1, "next": 1, "previous": -1, "preceding": -1}
AFTER_SEASON: Final = frozenset(
    {"and", "or", "to", "in", "when", "but", "as", "was", "is", "had", "the", "before", "after"}
)
_VERBS: Final = frozenset({"spring", "fall"})
_QUARTERS: Final = 4
_LEAP_YEAR: Final = 2000
_COMMON_YEAR: Final = 2001
_WEEKS: Final = 5  # that a month may touch
_TIMES_OF_DAY: Final = frozenset({"morning", "afternoon", "evening", "night"})
_THAT: Final = frozenset({"that", "same"})
_STYLED: Final = frozenset({"roaring", "swinging"})
_BACK_UNITS: Final = frozenset({"day", "week", "month", "year", "decade", "century"})


def read_period(toks: list[Token], i: int, *, sure: bool = False) -> Found | None:  # noqa: PLR0911 - one return per rule
    """Read one period of the calendar.

    Args:
        toks: Tokens of the text.
        i: Where the period would begin.
        sure: Whether the words before leave no doubt that a period follows.

    Returns:
        The index behind it and its fields, or None.
    """
    tok = toks[i]
    if tok.value is not None or tok.text[0].isdigit():
        return read_numeric(toks, i, sure=sure)
    if tok.low in MONTHS:
        return read_year_after(toks, read_month_first(toks, i, sure=sure))
    if tok.low in WORDS.weekdays:
        return _weekday(toks, i, count=None)
    if tok.low in WORDS.seasons:
        return _season(toks, i)
    if tok.low in WORDS.directions:
        return _this_day(toks, i) or _relative(toks, i)
    if tok.low == "the":
        return _the(toks, i, sure=sure)
    if tok.low in WORDS.ordinals or tok.low in WORDS.late_ordinals or tok.text in {"Q", "H"}:
        return _quarter(toks, i)
    if tok.text in {"'", "\u2019"}:
        return read_short_decade(toks, i)
    if tok.low in _THAT:
        return _back(toks, i)
    return None


def _the(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read what begins with "the"."""
    nxt = toks[i + 1]
    if nxt.low in WORDS.seasons and (toks[i + 2].low == "of" or toks[i - 1].low in {"in", "during", "by", "since"}):
        return _season(toks, i + 1)
    joined = (toks[i + 2].low in {"and", "to"} or toks[i + 2].text in DASHES) and toks[i + 4].low in MONTHS
    if nxt.value is not None and (nxt.suffix or toks[i + 2].low == "of" or toks[i + 2].low in MONTHS or joined):
        return read_numeric(toks, i + 1, sure=sure)
    styled = nxt.low in _STYLED  # "the roaring twenties"
    if nxt.text in {"'", "\u2019"} or toks[i + 1 + styled].low in WORDS.decades:
        return _decade(toks, i + 1 + styled)
    if nxt.low in {"year", "years"} and toks[i + 2].value is not None:
        return read_year(toks, i + 2, sure=True)
    last = _nth_weekday(toks, i + 1, -1) if nxt.low == "last" else None
    told = last or _back_from(toks, i) or _week_from(toks, i)
    if told:
        return told
    if nxt.low in WORDS.ordinals or nxt.low in WORDS.late_ordinals:
        return _quarter(toks, i + 1)
    if nxt.low == "same":
        return _back(toks, i + 1)
    return _relative(toks, i + 1) if nxt.low in {"current", "coming", "past"} else None


def _decade(toks: list[Token], i: int) -> Found | None:
    """Read "nineties" and "'90s" behind "the"."""
    year = WORDS.decades.get(toks[i].low)
    if year is None:
        return read_short_decade(toks, i)
    return i + 1, {"kind": TimeKind.DATE, "year": year, "unit": TimeUnit.DECADE}


def _back_from(toks: list[Token], i: int) -> Found | None:
    """Read "the following day", "the previous evening", "the year before"."""
    nxt = toks[i + 1]
    if nxt.low in _SHIFTED and toks[i + 2].low in WORDS.units and not toks[i + 2].low.endswith("s"):
        unit = TimeUnit(WORDS.units[toks[i + 2].low])
        return i + 3, {"kind": TimeKind.BACK, "unit": unit, "count": _SHIFTED[nxt.low], "whole": True}
    if nxt.low in _SHIFTED and toks[i + 2].low in _TIMES_OF_DAY:
        return i + 3, {"kind": TimeKind.BACK, "unit": TimeUnit.DAY, "count": _SHIFTED[nxt.low], "whole": True}
    if nxt.low in _SHIFTED and toks[i + 2].low in WORDS.weekdays and toks[i + 2].capital:
        return i + 3, {"kind": TimeKind.BACK, "weekday": WORDS.weekdays[toks[i + 2].low], "count": _SHIFTED[nxt.low]}
    if nxt.low in _SHIFTED and (shifted := _named_back(toks, i + 2, _SHIFTED[nxt.low])):
        return shifted
    beside = toks[i + 2].low in {"before", "after"} and toks[i + 3].low in {",", ".", "\n", ";", ")"}
    name = "day" if nxt.low in _TIMES_OF_DAY else nxt.low
    if name not in {"day", "week", "month", "year"} or not beside:
        return None
    fields: Fields = {"kind": TimeKind.BACK, "unit": TimeUnit(name), "whole": name != "day"}
    return i + 3, fields | {"count": 1 if toks[i + 2].low == "after" else -1}


def _named_back(toks: list[Token], i: int, count: int) -> Found | None:
    """Read "March" in "the following March", "summer" in "the previous summer"."""
    name, after = toks[i], toks[i + 1]
    if after.value is not None or (after.text[0].isalpha() and after.low not in AFTER_SEASON):
        return None
    if name.low in WORDS.seasons:
        return i + 1, {"kind": TimeKind.BACK, "season": WORDS.seasons[name.low], "count": count}
    if name.low in MONTHS and name.low not in WORDS.short and name.capital:
        return i + 1, {"kind": TimeKind.BACK, "month": MONTHS[name.low], "count": count}
    return None


def _weekday(toks: list[Token], i: int, *, count: int | None) -> Found | None:
    """Read "Monday", "last Friday", and the date that may stand behind it."""
    tok = toks[i]
    name = toks[i - 1].low in WORDS.name_first or (toks[i + 1].low in WORDS.name_last and toks[i + 1].capital)
    if not tok.capital or name:
        return None
    j = i + 1 + (toks[i + 1].low in _TIMES_OF_DAY)
    k = j + (toks[j].text == ",")
    k += toks[k].low == "the"
    dated = (
        read_month_first(toks, k, sure=True)
        if toks[k].low in MONTHS
        else read_day_first(toks, k)
        if toks[k].value
        else None
    )
    if dated and "day" in dated[1]:
        dated = read_year_after(toks, dated)
    if dated and "day" in dated[1]:
        return dated[0], dated[1] | {"weekday": WORDS.weekdays[tok.low]}
    fields: Fields = {"kind": TimeKind.WEEKDAY, "weekday": WORDS.weekdays[tok.low], "count": count}
    k = j + (toks[j].low == "of")
    if count is None and toks[k].low in {"last", "this", "next"} and toks[k + 1].low == "week":  # "Monday last week"
        return k + 2, fields | {"unit": TimeUnit.WEEK, "count": WORDS.directions[toks[k].low]}
    return j, fields


def _season(toks: list[Token], i: int) -> Found | None:
    """Read "summer of 2018", "this winter", "in spring"; "fall" only where it is a season."""
    fields: Fields = {"kind": TimeKind.DATE, "season": WORDS.seasons[toks[i].low]}
    dated = read_year_after(toks, (i + 1, fields))
    if dated and dated[0] > i + 1:
        return dated
    if toks[i - 1].low in {"in", "during"} and toks[i].low != "fall" and toks[i + 1].low in {",", ".", "\n", "and"}:
        return i + 1, fields
    return None


def _quarter(toks: list[Token], i: int) -> Found | None:
    tok = toks[i]
    if tok.text in {"Q", "H"}:
        return _short_part(toks, i)
    number = WORDS.ordinals.get(tok.low) or WORDS.late_ordinals.get(tok.low)
    if number is None:
        return None
    told = read_day_of(toks, i, number) or _nth_weekday(toks, i, number)
    if told:
        return told
    if toks[i + 1].low != "quarter" or number > _QUARTERS:
        return read_century(toks, i, number)
    dated = read_year_after(toks, (i + 2, {"kind": TimeKind.DATE, "quarter": number}))
    return dated if dated and dated[0] > i + 2 else None


def _nth_weekday(toks: list[Token], i: int, number: int) -> Found | None:
    """Read "the first Monday in October 2020", "the last Sunday of May"."""
    weekday, month = WORDS.weekdays.get(toks[i + 1].low), toks[i + 3]
    named = month.low in MONTHS and month.low not in WORDS.short and month.capital
    if weekday is None or toks[i + 2].low not in {"of", "in"} or not named or number > _WEEKS:
        return None
    fields: Fields = {"kind": TimeKind.DATE, "month": MONTHS[month.low], "weekday": weekday, "nth": number}
    return read_year_after(toks, (i + 4, fields))


def _week_from(toks: list[Token], i: int) -> Found | None:
    """Read "the week of June 21", "the week beginning 31 May"."""
    if toks[i + 1].low != "week" or toks[i + 2].low not in {"of", "beginning", "starting", "commencing"}:
        return None
    found = read_month_first(toks, i + 3, sure=True) if toks[i + 3].low in MONTHS else read_day_first(toks, i + 3)
    found = read_year_after(toks, found)
    if found is None or "day" not in found[1] or found[1].keys() & {"end_day", "end_month"}:
        return None
    end, fields = found
    first = dt.date(fields.get("year", _COMMON_YEAR), fields["month"], min(fields["day"], 28))
    last = first + dt.timedelta(fields["day"] - first.day + 6)
    return end, fields | {"end_month": last.month, "end_day": last.day} | (
        {"end_year": last.year} if "year" in fields else {}
    )


def _short_part(toks: list[Token], i: int) -> Found | None:
    """Read "Q3 2021" and "H1 2021"."""
    number, last = toks[i + 1].value, _QUARTERS if toks[i].text == "Q" else 2
    if number is None or not 1 <= number <= last or toks[i + 1].start != toks[i].end:
        return None
    fields: Fields = {"kind": TimeKind.DATE}
    if toks[i].text == "Q":
        fields["quarter"] = number
    else:
        fields["part"] = TimePart.FIRST_HALF if number == 1 else TimePart.SECOND_HALF
    dated = read_year_after(toks, (i + 2, fields))
    return dated if dated and "year" in dated[1] else None


def _relative(toks: list[Token], i: int) -> Found | None:  # noqa: PLR0911 - one return per rule
    """Read "last week", "this summer", "next Friday", "last October"."""
    if toks[i].low == "this" and toks[i + 1].low in {"past", "coming"}:
        return _relative(toks, i + 1)
    count, nxt = WORDS.directions[toks[i].low], toks[i + 1]
    if nxt.low in WORDS.weekdays:
        return _weekday(toks, i + 1, count=count)
    if nxt.low in WORDS.units and not nxt.low.endswith("s") and toks[i].low in {"past", "coming"}:
        unit = TimeUnit(WORDS.units[nxt.low])
        return i + 2, {"kind": TimeKind.SHIFT, "unit": unit, "count": count, "bound": TimeBound.WITHIN}
    if nxt.low == "day":  # "the last day of talks" is not yesterday, "next day" counts from the day told
        return (i + 2, {"kind": TimeKind.BACK, "unit": TimeUnit.DAY, "count": 1, "whole": True}) if count == 1 else None
    misspelt = nxt.low.endswith("s") and toks[i].low == "this" and toks[i + 2].text.islower()  # "this years talks"
    if nxt.low in WORDS.units and (not nxt.low.endswith("s") or misspelt or toks[i + 2].low in _TIMES_OF_DAY):
        return i + 2, {"kind": TimeKind.SHIFT, "unit": TimeUnit(WORDS.units[nxt.low]), "count": count, "whole": True}
    if nxt.low == "weekend":
        return i + 2, {"kind": TimeKind.SHIFT, "unit": TimeUnit.WEEK, "count": count, "whole": True, "weekday": 5}
    if nxt.low in _TIMES_OF_DAY and toks[i].low in {"this", "last"}:
        return i + 2, {"kind": TimeKind.SHIFT, "unit": TimeUnit.DAY, "count": count}
    if nxt.low in MONTHS and nxt.low not in WORDS.short and nxt.capital:
        return i + 2, {"kind": TimeKind.DATE, "month": MONTHS[nxt.low], "count": count}
    if nxt.low in WORDS.seasons and toks[i].low in {"this", "last", "next", "past", "coming"}:
        return i + 2, {"kind": TimeKind.DATE, "season": WORDS.seasons[nxt.low], "count": count}
    return None


def _this_day(toks: list[Token], i: int) -> Found | None:
    """Read "this 18 of May" and "this May 18", which are never far from now."""
    if toks[i].low != "this":
        return None
    later = 2 if toks[i + 2].low == "of" else 1
    month_first = toks[i + 1].low in MONTHS and toks[i + 1].capital
    month, day, end = (i + 1, i + 2, i + 3) if month_first else (i + 1 + later, i + 1, i + 2 + later)
    value = toks[day].value
    if toks[month].low not in MONTHS or toks[month].low in WORDS.short or value is None:
        return None
    if not 0 < value <= month_length(_LEAP_YEAR, MONTHS[toks[month].low]):
        return None
    return end, {"kind": TimeKind.DATE, "month": MONTHS[toks[month].low], "day": value, "count": 0}


def _back(toks: list[Token], i: int) -> Found | None:
    """Read "that year", "the same day"."""
    i += toks[i].low == "that" and toks[i + 1].low == "same"
    unit = toks[i + 1].low
    if unit in WORDS.sure and toks[i + 1].capital and not toks[i + 2].text[0].isdigit() and toks[i].low == "that":
        return i + 2, {"kind": TimeKind.BACK, "month": WORDS.sure[unit]}  # "that October"
    if unit in WORDS.weekdays and toks[i + 1].capital and toks[i].low == "that":  # "that Tuesday"
        return i + 2, {"kind": TimeKind.BACK, "weekday": WORDS.weekdays[unit], "count": 0}
    if unit in WORDS.seasons and toks[i + 2].value is None and toks[i + 2].low != "of":
        closed = not toks[i + 2].text[0].isalpha() or toks[i + 2].low in AFTER_SEASON
        core = {"core": (toks[i + 1].start, 0)} if toks[i].low == "same" else {}  # TIMEX3 marks "spring"
        return (i + 2, {"kind": TimeKind.BACK, "season": WORDS.seasons[unit]} | core) if closed else None
    if unit == "season" and toks[i].low == "same":
        return i + 2, {"kind": TimeKind.BACK, "count": 0}
    if unit not in _BACK_UNITS or (unit == "day" and toks[i].low == "that" and toks[i + 2].text.islower()):
        return None
    return i + 2, {"kind": TimeKind.BACK, "unit": TimeUnit(unit), "count": 0, "whole": True}


def read_bare_season(toks: list[Token], i: int) -> Found | None:
    """Read "the winter", "Spring", "that summer" without a year; "fall" and "spring" only as nouns.

    In "the spring offensive" TIMEX3 marks the season alone.
    """
    named = toks[i].low in {"the", "that"}
    j = i + named
    if toks[j].low in WORDS.recurring:
        return j + 1, {"kind": TimeKind.SET, "season": WORDS.recurring[toks[j].low]}
    word, after = toks[j].low, toks[j + 1]
    season = WORDS.seasons.get(word)
    if season is None or after.low == "of":
        return None
    if named and after.text[0].isalpha() and after.low not in AFTER_SEASON:
        return None
    known = toks[i - 1].low in {"in", "a", "of", "and", "the", "this"} or toks[j].capital
    return (j + 1, {"kind": TimeKind.DATE, "season": season}) if named or (word not in _VERBS or known) else None
