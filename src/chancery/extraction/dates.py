"""Finds time expressions in English news with a small grammar over its own tokens.

1. `read_tokens` splits the text; numbers keep their value, line breaks stop every expression.
2. `_mention` tries the rules at each word or number that can begin an expression, longest first.
3. `read_period` reads a period of the calendar: a date, month, year, decade, season, weekday, "this week".
4. The words around it add a bound ("since"), a part ("early"), a part of the day or the end of a range.
5. `find_times` keeps what says when; `find_timexes` also gives lengths, sets and vague times, as TIMEX3 marks them.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from chancery.extraction.distances import (
    date_anchors,
    read_beside,
    read_distance,
    read_from_now,
    read_within,
    with_years_of_occasions,
)
from chancery.extraction.hints import PARTS_OF_DAY, read_clock, read_part_of_day, read_vague
from chancery.extraction.lengths import ROUGH, Length, read_duration, read_length, read_set
from chancery.extraction.numerals import find_old_years, read_bare_day, read_spoken_year
from chancery.extraction.periods import AFTER_SEASON, read_bare_season, read_period
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
_OLD_SHARE: Final = 4  # a text that tells this part of its years from so far back is about those times
_SATURDAY: Final = 5
_CLAUSE: Final = 8  # words back to a negation
_WHEN: Final = frozenset({"during", "after", "before", "since", "until", "following"})
_NAMED_AS_PERIODS: Final = frozenset({"middle", "world", "wwii", "wwi", "ww2", "ww1", "9", "first", "second"})
_UNITS: Final = frozenset({"day", "week", "month", "year", "decade", "century"})
_Rule = Callable[[list[Token], int], Found | None]


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
    return date_anchors(with_years_of_occasions(list(_scan(text, everything=False)), text), text)


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
    return date_anchors(found, text)


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
    last = replace(plain, span=spans[1], year=year, month=month, day=mention.end_day)
    return replace(plain, span=spans[0]), last


def _mention(toks: list[Token], i: int, *, everything: bool) -> Found | None:
    """Try every rule at one token, and add what the words before and behind it say."""
    if toks[i - 1].low in _CURRENCY:
        return None
    glued = toks[i].text[0].isdigit() and toks[i - 1].end == toks[i].start and toks[i - 1].text != "AD"
    if glued and _GLUE.intersection(toks[i - 1].text[-1]):
        return None  # part of a longer number or name
    for rule in _RULES:
        found = rule(toks, i)
        if found:
            return found
    found = _range_or_core(toks, i)
    if found or not everything:
        return found
    return next((more for rule in _MORE_RULES if (more := rule(toks, i))), None)


def _range_or_core(toks: list[Token], i: int) -> Found | None:
    found = _parted(toks, i)
    if not found:
        return None
    end, fields = found
    if fields["kind"] is TimeKind.DATE and "end_year" not in fields and "end_day" not in fields:
        found = _range(toks, i, end, fields)
        end, fields = found
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
        k += toks[k].low == "to" and toks[k + 1].text in DASHES and 2
        k += toks[k].low == "in"
        if toks[k].low in {"the", "morning", "evening"} and (found := _day_part(toks, k)):
            return found
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
    """Read "the month" and "the year" in "the end of the year"."""
    j = i + (toks[i].low == "the")
    unit = toks[j].low
    return (j + 1, _this(unit)) if j > i and unit in _UNITS else None


def _day_word(toks: list[Token], i: int) -> Found | None:
    count = WORDS.day_words.get(toks[i].low)
    return None if count is None else (i + 1, {"kind": TimeKind.SHIFT, "unit": TimeUnit.DAY, "count": count})


def _is_out(toks: list[Token], i: int) -> Found | None:
    """Read "before the month is out"; TIMEX3 marks "the month"."""
    unit = toks[i + 2].low
    if [toks[i + k].low for k in (0, 1, 3)] != ["before", "the", "is"] or toks[i + 4].low not in {"out", "over"}:
        return None
    if unit not in {"week", "month", "year", "decade"}:
        return None
    return i + 5, _this(unit) | {"bound": TimeBound.BY, "core": (toks[i + 1].start, toks[i + 2].end)}


def _feast(toks: list[Token], i: int) -> Found | None:
    """Read "Christmas 2007"; without a year it may be every year's."""
    found = _bare_feast(toks, i)
    if found is None:
        return None
    j, fields = found
    year = toks[j].value
    return (j + 1, fields | {"year": year}) if year and len(toks[j].text) == len("2007") else None


def _era(toks: list[Token], i: int) -> Found | None:
    """Read "World War II" and "the Middle Ages" where they say when: "after World War II"."""
    j = i + (toks[i].low == "the")
    inside = toks[i - 1].low in {"in", "of"} and toks[j].low in _NAMED_AS_PERIODS  # not "a hero of the Korean War"
    if toks[i - 1].low not in _WHEN and not inside:
        return None
    for words, fields in WORDS.eras.get(toks[j].text, ()):
        if all(toks[j + k].text == word for k, word in enumerate(words)) and not toks[j + len(words)].capital:
            return j + len(words), {"kind": TimeKind.DATE, **fields}
    return None


def _bare_feast(toks: list[Token], i: int) -> Found | None:
    """Read "Christmas", "Halloween", "Christmas Eve", "New Year's Day"."""
    new_year = [toks[i].text, toks[i + 1].text, toks[i + 2].low.replace("\u2019", "'")] == ["New", "Year", "'s"]
    if new_year and toks[i + 3].low in {"eve", "day"}:
        month, day = (12, 31) if toks[i + 3].low == "eve" else (1, 1)
        return i + 4, {"kind": TimeKind.DATE, "month": month, "day": day}
    if toks[i].low not in WORDS.feasts or not toks[i].capital:
        return None
    month, day = WORDS.feasts[toks[i].low]
    eve = toks[i + 1].low == "eve"
    return i + 1 + (eve or toks[i + 1].low in {"day", "night"}), {
        "kind": TimeKind.DATE,
        "month": month,
        "day": day - eve,
    }


def _in_season(toks: list[Token], i: int) -> Found | None:
    """Read "in the spring", which is the spring nearest to the report on the side of the tense."""
    if toks[i].low != "the" or toks[i - 1].low != "in":
        return None
    season, after = WORDS.seasons.get(toks[i + 1].low), toks[i + 2]
    if season is None or after.low in {"of", "and", "or"} or after.value is not None:
        return None
    closed = not after.text[0].isalpha() or after.low in AFTER_SEASON
    return (i + 2, {"kind": TimeKind.DATE, "season": season}) if closed else None


def _weekend(toks: list[Token], i: int) -> Found | None:
    """Read "over the weekend", "this day"; the words leave open whether it is past."""
    named = toks[i].low == "the"
    fields: Fields = {"kind": TimeKind.SHIFT, "count": 0}
    if toks[i + named].low == "weekend" and not toks[i + named + 1].capital:
        return i + named + 1, fields | {"unit": TimeUnit.WEEK, "weekday": _SATURDAY, "whole": True}
    if toks[i].low == "this" and toks[i + 1].low == "day" and toks[i - 1].low in {"on", "to"}:
        return i + 2, fields | {"unit": TimeUnit.DAY}
    return None


_RULES: Final[tuple[_Rule, ...]] = (
    _is_out,
    read_within,
    read_spoken_year,
    read_distance,
    read_from_now,
    read_beside,
    _feast,
    _in_season,
    _day_word,
)
_MORE_RULES: Final[tuple[_Rule, ...]] = (
    read_clock,
    read_duration,
    read_set,
    read_part_of_day,
    read_vague,
    read_bare_season,
    read_bare_day,
    _era,
    _bare_feast,
    _weekend,
)
_TRIGGERS: Final = frozenset(
    {"the", "that", "same", "within", "before", "earlier", "later", "few", "several", "many", "recent", "year", "month"}
    | {"more", "less", "fewer", "just", "only", "at", "half", "q", "h", "new"}
    | {word for word in WORDS.units if word.endswith("s")} | PARTS_OF_DAY.keys() | WORDS.feasts.keys()
    | ROUGH | MONTHS.keys() | WORDS.weekdays.keys() | WORDS.seasons.keys() | WORDS.numbers.keys()
    | WORDS.ordinals.keys() | WORDS.late_ordinals.keys() | WORDS.day_words.keys() | WORDS.directions.keys()
    | WORDS.parts.keys()
)  # fmt: skip
_MORE_TRIGGERS: Final = frozenset(
    {"another", "hours", "minutes", "weekend", "every", "each", "per", "'", "\u2019"}
    | {first.lower() for first in WORDS.eras}
    | WORDS.units.keys() | WORDS.recurring.keys() | WORDS.sets.keys() | WORDS.vague_starts.keys()
)  # fmt: skip
