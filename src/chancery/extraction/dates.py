"""Finds time expressions in English news with a small grammar over its own tokens.

1. `read_tokens` splits the text; numbers keep their value, line breaks stop every expression.
2. `_mention` tries the rules at each word or number that can begin an expression, longest first.
3. `read_period` reads a period of the calendar: a date, month, year, decade, season, weekday, "this week".
4. The words around it add a bound ("since"), a part ("early"), a part of the day or the end of a range.
5. `find_times` keeps what says when; `find_timexes` also gives lengths, sets and vague times, as TIMEX3 marks them.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from chancery.extraction.beginnings import Rule, RulesByWord
from chancery.extraction.distances import (
    date_anchors,
    read_beside,
    read_distance,
    read_from_now,
    read_within,
    with_appositions,
    with_shared_years,
    with_years_of_occasions,
)
from chancery.extraction.figures import find_old_years, read_bare_day, read_short_year
from chancery.extraction.hints import PARTS_OF_DAY, read_clock, read_greeting, read_part_of_day, read_then, read_vague
from chancery.extraction.lengths import ROUGH, Length, read_duration, read_length, read_set
from chancery.extraction.named import (
    read_bare_feast,
    read_era,
    read_feast,
    read_fiscal,
    read_in_season,
    read_weekend,
)
from chancery.extraction.numerals import read_spoken_year
from chancery.extraction.parts import MONTHS_OF_YEAR, leading_part, read_wider
from chancery.extraction.periods import read_bare_season, read_period
from chancery.extraction.timetokens import (
    DASHES,
    MONTHS,
    PAD,
    WORDS,
    Fields,
    Found,
    Token,
    is_surname,
    read_tokens,
    surnames_among,
)
from chancery.model.text import Document, Report, Span
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimePart, TimeUnit

_OF: Final = DASHES | frozenset({"'s", "\u2019s"})
_PLAIN_FIELDS: Final = frozenset({"kind", "year", "month", "day", "ends"})
_CURRENCY: Final = frozenset({"$", "\u20ac", "\u00a3", "\u2116", "#"})
_GLUE: Final = frozenset(".,:=_&" + string.ascii_letters + string.digits)
_OLD: Final = 1000
_TURN: Final = 5  # years around the turn of a century
_OLD_SHARE: Final = 4  # a text that tells this part of its years from so far back is about those times
_CLAUSE: Final = 8  # words back to a negation
_UNITS: Final = frozenset({"day", "week", "month", "year", "decade", "century"})


def find_times(doc: Document, report: Report) -> tuple[TimeMention, ...]:
    """Find the time expressions of a report that say when; lengths and vague times are left out.

    Args:
        doc: The annotated clean text.
        report: The report; its blocks are not needed, since line breaks part them.

    Returns:
        Mentions in text order that do not overlap.

    Example:
        "elections on October 4" gives a DATE with month 10 and day 4; "last week" a SHIFT of -1 week.
    """
    del report
    text = doc.text  # spaCy puts it together from the tokens each time it is asked
    told = with_shared_years(with_years_of_occasions(list(_scan(text, everything=False)), text), text)
    return date_anchors(with_appositions(told, text), text)


def find_timexes(text: str) -> tuple[TimeMention, ...]:
    """Find all time expressions of a text, each with the extent that TIMEX3 gives it.

    Args:
        text: Any text.

    Returns:
        Mentions in text order that do not overlap; a range gives two, and "within" and "from" stay outside.

    Source: TimeML 1.2.1 and the TIMEX2 guideline (2005), as WikiWars applies them.

    Example:
        "from May 4 to 7" gives "May 4" and "7"; "within three days" gives "three days", of kind DURATION.
    """
    found = [part for mention in _scan(text, everything=True) for part in _apart(mention)]
    years = [mention.year for mention in found if mention.year is not None]
    old = [year for year in years if year < _OLD]
    if len(old) * _OLD_SHARE > len(years):  # then "in 347" is a year
        found = _with_old_years(found, text, before_christ=sum(year <= 0 for year in old) * 2 > len(old))
    return date_anchors(with_appositions(with_shared_years(found, text), text), text)


def _with_old_years(found: list[TimeMention], text: str, *, before_christ: bool) -> list[TimeMention]:
    """Add the years of two and three digits that stand where a year may."""
    taken = {mention.span.start for mention in found}
    more = [
        TimeMention(span=span, kind=TimeKind.DATE, year=1 - year if before_christ else year)
        for span, year in find_old_years(read_tokens(text))
        if span.start not in taken
    ]
    merged: list[TimeMention] = []
    for mention in sorted([*found, *more], key=lambda mention: mention.span.start):
        if not merged or merged[-1].span.end <= mention.span.start:
            merged.append(mention)
    return merged


def _scan(text: str, *, everything: bool) -> Iterator[TimeMention]:
    tokens, i = read_tokens(text), PAD
    surnames = surnames_among(tokens)
    triggers = _TRIGGERS | _MORE_TRIGGERS if everything else _TRIGGERS
    while i < len(tokens) - PAD:
        tok = tokens[i]
        found = _mention(tokens, i, everything=everything) if tok.text[0].isdigit() or tok.low in triggers else None
        if found is None or found[0] <= i or (found[0] == i + 1 and is_surname(tokens, i, surnames)):
            i += 1
            continue
        start, (i, fields) = tok.start, found
        yield _build(Span(start, tokens[i - 1].end), fields)


def _build(span: Span, fields: Fields) -> TimeMention:
    """Make the mention, with the extents of TIMEX3 where they are not its span."""
    ends, core = fields.pop("ends", None), fields.pop("core", None)
    if ends:
        return TimeMention(span=span, timexes=(Span(span.start, ends[0]), Span(ends[1], span.end)), **fields)
    return TimeMention(span=span, timexes=(Span(core[0], core[1] or span.end),) if core else (), **fields)


def _apart(mention: TimeMention) -> tuple[TimeMention, ...]:
    """Give each TIMEX3 extent of a mention a mention of its own."""
    spans = mention.timexes
    if len(spans) != 2:  # noqa: PLR2004 - the two ends of a range
        return (replace(mention, span=spans[0], timexes=()) if spans else mention,)
    plain = replace(mention, timexes=(), end_year=None, end_month=None, end_day=None)
    month = mention.month if mention.end_month is None and mention.end_year is None else mention.end_month
    year = mention.year if mention.end_year is None else mention.end_year
    if mention.unit is TimeUnit.CENTURY and year is not None:
        year -= 99  # the first of its years
    last = replace(plain, span=spans[1], year=year, month=month, day=mention.end_day)
    return replace(plain, span=spans[0]), last


def _mention(toks: list[Token], i: int, *, everything: bool) -> Found | None:
    """Try every rule at one token, and add what the words before and behind it say."""
    if toks[i - 1].low in _CURRENCY:
        return None
    glued = toks[i].text[0].isdigit() and toks[i - 1].end == toks[i].start and toks[i - 1].text != "AD"
    if glued and _GLUE.intersection(toks[i - 1].text[-1]):
        return None  # part of a longer number or name
    low = toks[i].low
    for rule in _BY_WORD.at(low):
        found = rule(toks, i)
        if found:
            return found
    found = _range_or_core(toks, i) or read_bare_day(toks, i)
    if found or not everything:
        return found
    return next((more for rule in _MORE_BY_WORD.at(low) if (more := rule(toks, i))), None)


def _range_or_core(toks: list[Token], i: int) -> Found | None:
    found = _parted(toks, i)
    if not found:
        return None
    end, fields = found
    if fields["kind"] is TimeKind.DATE and "end_year" not in fields and "end_day" not in fields:
        found = _range(toks, i, end, fields)
        end, fields = found
        if toks[end].text in DASHES and toks[end + 1].low in {"present", "today"}:  # "2013-present"
            fields["bound"] = TimeBound.SINCE
    if fields.get("bound") is None:
        fields["bound"] = _bound(toks, i)
    return end, fields


def _bound(toks: list[Token], i: int) -> TimeBound:
    low = toks[i - 1].low
    if low == "to" and toks[i - 2].low == "prior":
        return TimeBound.BEFORE
    if low == "of" and toks[i - 2].low == "as":
        return TimeBound.SINCE
    if toks[i - 1].text in DASHES and toks[i - 2].low in {"pre", "post"}:
        return TimeBound.BEFORE if toks[i - 2].low == "pre" else TimeBound.AFTER
    if low == "until" and _is_negated(toks, i - 2):  # "did not take office until May"
        return TimeBound.IN
    if low in {"than", "on"} and toks[i - 2].low in {"later", "or"}:
        return TimeBound.BY if low == "than" else TimeBound.IN
    return TimeBound(WORDS.bounds.get(low, "in"))


def _is_negated(toks: list[Token], i: int) -> bool:
    """Tell whether a clause is negated before a token."""
    for tok in reversed(toks[max(PAD, i - _CLAUSE + 1) : i + 1]):
        if tok.low in {"not", "never", "only"} or tok.low.endswith(("n't", "n\u2019t")):
            return True
        if tok.text in {",", ".", ";", ":"}:
            return False
    return False


def _range(toks: list[Token], i: int, end: int, fields: Fields) -> Found:
    """Join "from May 2019 to June 2020", "between October 4 and October 10", "February 24 - March 2"."""
    join, before = toks[end].low, toks[i - 1].low
    joins = {"from": {"to", "until", "till", "through"}, "between": {"and"}}.get(before, set())
    if join not in joins and join not in DASHES:
        return end, fields
    other = _parted(toks, end + 1)
    if not other or other[1]["kind"] is not TimeKind.DATE or set(other[1]) - _PLAIN_FIELDS:
        return end, fields
    if set(fields) - _PLAIN_FIELDS - {"part"}:
        return end, fields
    joined = fields | {f"end_{key}": other[1][key] for key in ("year", "month", "day") if key in other[1]}
    if "end_year" in joined and "month" in fields and "year" not in fields and "end_month" in joined:
        turns = (joined["end_month"], joined.get("end_day", 31)) < (fields["month"], fields.get("day", 1))
        joined["year"] = joined["end_year"] - turns
    joined["ends"] = (toks[end - 1].end, toks[end + 1].start)
    return other[0], joined


def _parted(toks: list[Token], i: int) -> Found | None:  # noqa: C901 - one branch per phrase
    """Read a period with "early", "mid", "the end of", "the first half of" before it, or without."""
    j = i + (toks[i].low == "the")
    low, nxt = toks[j].low, toks[j + 1].low
    part: TimePart | None = None
    value: str | None = None
    if (low in {"early", "late", "mid"} and nxt != "part") or (low == "later" and toks[j + 1].suffix == "s"):
        part, k = TimePart(WORDS.parts[low.removesuffix("r")]), j + 1 + (toks[j + 1].text in DASHES)
        part, k = read_wider(toks, k, low) or (part, k)
        k += toks[k].low == "to" and toks[k + 1].text in DASHES and 2
        k += toks[k].low == "in"
        if toks[k].low in {"the", "morning", "evening"} and (found := _day_part(toks, k)):
            return found
    elif (edge := _turn_or_edge(toks, j)) is not None:
        return edge
    elif low in WORDS.parts and nxt == "of":
        part, k = TimePart(WORDS.parts[low]), j + 2
    elif low in {"first", "second", "latter"} and nxt == "half" and toks[j + 2].low == "of":
        part, k = TimePart("first half" if low == "first" else "second half"), j + 3
    elif low in {"first", "early", "latter", "later"} and nxt == "part" and toks[j + 2].low == "of":
        part, k = TimePart.EARLY if low in {"first", "early"} else TimePart.LATE, j + 3
    elif low in {"first", "last", "final", "closing"} and (counted := _weeks_of(toks, j + 1)):
        part, (k, value) = TimePart.EARLY if low == "first" else TimePart.LATE, counted
    elif low in {"earlier", "later"} and nxt in {"this", "that", "today", "in"}:
        part, k = TimePart(low), j + 1 + (nxt == "in")
    elif low in {"year", "month"} and "end" in {nxt, toks[j + 2].low if nxt in _OF else ""}:
        return j + 2 + (nxt != "end"), _this(low) | {"part": TimePart.LATE}
    elif low in PARTS_OF_DAY:
        return _day_part(toks, i)
    else:
        return read_period(toks, i)
    found = read_period(toks, k, sure=True) or _bare_period(toks, k)
    if found is None or "part" in found[1]:
        return None
    return found[0], found[1] | {"part": part} | ({"value": value} if value else {})


def _turn_or_edge(toks: list[Token], i: int) -> Found | None:
    if toks[i].low == "turn" and toks[i + 1].low == "of":
        return _turn(toks, i + 2)
    return _edge_of(toks, i) if toks[i].low in {"first", "last", "final"} else None


def _turn(toks: list[Token], i: int) -> Found | None:
    """Read "the 20th century" behind "the turn of": some years before and after its first."""
    found = read_period(toks, i)
    if found is None or found[1].get("unit") is not TimeUnit.CENTURY or found[1]["year"] <= 0:
        return None
    first = found[1]["year"]
    return found[0], {"kind": TimeKind.DATE, "year": first - _TURN, "end_year": first + _TURN}


def _edge_of(toks: list[Token], i: int) -> Found | None:
    """Read "the first three months of 2021", "the last quarter of last year", "the first day of May"."""
    first, j = toks[i].low == "first", i + 1
    number = toks[j].value or WORDS.numbers.get(toks[j].low, 1)
    j += toks[j].value is not None or toks[j].low in WORDS.numbers
    unit = WORDS.units.get(toks[j].low)
    if unit is None or toks[j + 1].low != "of" or number >= MONTHS_OF_YEAR:
        return None
    found = read_period(toks, j + 2, sure=True) or _bare_period(toks, j + 2)
    return leading_part(found, TimeUnit(unit), number, first=first) if found else None


def _weeks_of(toks: list[Token], i: int) -> tuple[int, str] | None:
    """Read "week of" and "ten months of" in "the last week of August"; their length is the value of TIMEX3."""
    unit = WORDS.units.get(toks[i].low)
    if unit and toks[i + 1].low == "of":
        return i + 2, Length(i, 1, TimeUnit(unit), unit[0].upper(), rough=False).value
    length = read_length(toks, i)
    return (length.end + 1, length.value) if length and toks[length.end].low == "of" else None


def _day_part(toks: list[Token], i: int) -> Found | None:
    """Read "the night of 20 June 1791", "the early morning hours of 30 April"."""
    j = i + (toks[i].low == "the")
    j += toks[j].low in {"early", "late"}
    clock = PARTS_OF_DAY.get(toks[j].low)
    j += 1 + (toks[j + 1].low == "hours")
    if clock is None or toks[j].low not in {"of", "on"}:
        return None
    found = read_period(toks, j + 1)
    if not found or found[1]["kind"] is not TimeKind.DATE or "day" not in found[1]:
        return None
    return found[0], found[1] | {"clock": clock}


def _this(unit: str) -> Fields:
    return {"kind": TimeKind.SHIFT, "unit": TimeUnit(unit), "count": 0, "whole": True}


def _bare_period(toks: list[Token], i: int) -> Found | None:
    """Read "the month" and "the year" in "the end of the year", "summer" in "late summer"."""
    j = i + (toks[i].low == "the")
    unit = toks[j].low
    if unit in WORDS.seasons and (j > i or unit not in {"spring", "fall"} or toks[i - 2].low in {"in", "by", "since"}):
        return j + 1, {"kind": TimeKind.DATE, "season": WORDS.seasons[unit]}
    return (j + 1, _this(unit)) if j > i and unit in _UNITS else None


def _day_word(toks: list[Token], i: int) -> Found | None:
    count = WORDS.day_words.get(toks[i].low)
    return None if count is None else (i + 1, {"kind": TimeKind.SHIFT, "unit": TimeUnit.DAY, "count": count})


def _is_out(toks: list[Token], i: int) -> Found | None:
    """Read "before the month is out"; TIMEX3 marks "the month"."""
    unit = toks[i + 2].low
    framed = toks[i].low == "before" and toks[i + 1].low == "the" and toks[i + 3].low == "is"
    if not framed or toks[i + 4].low not in {"out", "over"}:
        return None
    if unit not in {"week", "month", "year", "decade"}:
        return None
    return i + 5, _this(unit) | {"bound": TimeBound.BY, "core": (toks[i + 1].start, toks[i + 2].end)}


_RULES: Final[tuple[Rule, ...]] = (
    _is_out,
    read_within,
    read_spoken_year,
    read_distance,
    read_from_now,
    read_beside,
    read_feast,
    read_in_season,
    read_fiscal,
    _day_word,
)
_MORE_RULES: Final[tuple[Rule, ...]] = (
    read_then,
    read_clock,
    read_duration,
    read_set,
    read_part_of_day,
    read_vague,
    read_bare_season,
    read_short_year,
    read_greeting,
    read_era,
    read_bare_feast,
    read_weekend,
)
_BY_WORD: Final = RulesByWord(_RULES)
_MORE_BY_WORD: Final = RulesByWord(_MORE_RULES)
_TRIGGERS: Final = frozenset(
    {"the", "that", "same", "within", "before", "earlier", "later", "few", "several", "many", "recent", "year", "month"}
    | {"more", "less", "fewer", "just", "only", "at", "half", "q", "h", "new"}
    | {word for word in WORDS.units if word.endswith("s")} | PARTS_OF_DAY.keys() | WORDS.feasts.keys()
    | {"fy", "fiscal", "financial"} | ROUGH | MONTHS.keys() | WORDS.weekdays.keys() | WORDS.seasons.keys()
    | WORDS.numbers.keys() | WORDS.ordinals.keys() | WORDS.late_ordinals.keys() | WORDS.day_words.keys()
    | WORDS.directions.keys() | WORDS.parts.keys()
)  # fmt: skip
_MORE_TRIGGERS: Final = frozenset(
    {"another", "hours", "minutes", "weekend", "every", "each", "per", "'", "\u2019", "then", "good"}
    | {first.lower() for first in WORDS.eras}
    | WORDS.units.keys() | WORDS.recurring.keys() | WORDS.sets.keys() | WORDS.vague_starts.keys()
)  # fmt: skip
