"""Finds time expressions in English news with a small grammar over its own tokens.

1. `read_tokens` splits the text; numbers keep their value, line breaks stop every expression.
2. `_mention` tries the rules at each word or number that can begin an expression, longest first.
3. `read_period` reads a period of the calendar: a date, month, year, decade, season, weekday, "this week".
4. The words around it add a bound ("since"), a part ("early") or the end of a range.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from chancery.extraction.periods import DASHES, MONTHS, PAD, WORDS, Fields, Found, Token, read_period, read_tokens
from chancery.model.text import Document, Report, Span
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimePart, TimeUnit

_ANCHOR_STOPS: Final = frozenset(
    {
        "on",
        "in",
        "at",
        "and",
        "as",
        "to",
        "that",
        "who",
        "which",
        "when",
        "\n",
        *',.;:()"-',
        *"\u201c\u201d\u2013\u2014",
    }
)
_ANCHOR_LENGTH: Final = 5
_PLURAL: Final = frozenset({"coming", "past", "last", "next", "recent", "following", "previous"})
_ROUGH: Final = frozenset({"about", "around", "some", "nearly", "almost", "over", "roughly", "approximately", "more"})
_OF: Final = DASHES | frozenset({"'s", "\u2019s"})
_PLAIN_FIELDS: Final = frozenset({"kind", "year", "month", "day"})
_CURRENCY: Final = frozenset({"$", "\u20ac", "\u00a3", "\u2116", "#"})
_GLUE: Final = frozenset(".,:=_&" + string.ascii_letters + string.digits)


def find_times(doc: Document, report: Report) -> tuple[TimeMention, ...]:
    """Find the time expressions of a report that name a date; durations are left out.

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
    tokens = read_tokens(text)
    mentions: list[TimeMention] = []
    i = PAD
    while i < len(tokens) - PAD:
        tok = tokens[i]
        found = _mention(tokens, i) if tok.text[0].isdigit() or tok.low in _TRIGGERS else None
        if found is None or found[0] <= i:
            i += 1
            continue
        i, fields = found
        mentions.append(TimeMention(span=Span(tok.start, tokens[i - 1].end), **fields))
    return _fill_anchors(mentions, text)


def _mention(toks: list[Token], i: int) -> Found | None:
    """Try every rule at one token, and add what the words before and behind it say."""
    if toks[i - 1].low in _CURRENCY:
        return None
    if toks[i].value is not None and toks[i - 1].end == toks[i].start and _GLUE.intersection(toks[i - 1].text[-1]):
        return None  # part of a longer number or name
    for rule in _RULES:
        found = rule(toks, i)
        if found:
            return found
    return _range_or_core(toks, i)


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
    if low in {"than", "on"} and toks[i - 2].low in {"later", "or"}:
        return TimeBound.BY if low == "than" else TimeBound.IN
    return TimeBound(WORDS.bounds.get(low, "in"))


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
    return other[0], joined


def _parted(toks: list[Token], i: int) -> Found | None:
    """Read a period with "early", "mid", "the end of", "the first half of" before it, or without."""
    j = i + (toks[i].low == "the")
    low = toks[j].low
    part: TimePart | None = None
    if low in {"early", "late", "mid"}:
        part, k = TimePart(WORDS.parts[low]), j + 1 + (toks[j + 1].text in DASHES)
        k += toks[k].low == "to" and toks[k + 1].text in DASHES and 2
        k += toks[k].low == "in"
    elif low in WORDS.parts and toks[j + 1].low == "of":
        part, k = TimePart(WORDS.parts[low]), j + 2
    elif low in {"first", "second"} and toks[j + 1].low == "half" and toks[j + 2].low == "of":
        part, k = TimePart(f"{low} half"), j + 3
    elif low in {"earlier", "later"} and toks[j + 1].low in {"this", "today", "in"}:
        part, k = TimePart(low), j + 1 + (toks[j + 1].low == "in")
    elif low in {"year", "month"} and toks[j + 1].low in _OF and toks[j + 2].low == "end":
        return j + 3, _this(low) | {"part": TimePart.LATE}
    else:
        return read_period(toks, i)
    found = read_period(toks, k, sure=True) or _bare_period(toks, k)
    if found is None or "part" in found[1]:
        return None
    return found[0], found[1] | {"part": part}


def _this(unit: str) -> Fields:
    return {"kind": TimeKind.SHIFT, "unit": TimeUnit(unit), "count": 0, "whole": True}


def _bare_period(toks: list[Token], i: int) -> Found | None:
    """Read "the month" and "the year" in "the end of the year"."""
    j = i + (toks[i].low == "the")
    unit = toks[j].low
    return (j + 1, _this(unit)) if j > i and unit in {"day", "week", "month", "year", "decade", "century"} else None


def _day_word(toks: list[Token], i: int) -> Found | None:
    count = WORDS.day_words.get(toks[i].low)
    return None if count is None else (i + 1, {"kind": TimeKind.SHIFT, "unit": TimeUnit.DAY, "count": count})


def _is_out(toks: list[Token], i: int) -> Found | None:
    """Read "before the month is out"."""
    unit = toks[i + 2].low
    if [toks[i + k].low for k in (0, 1, 3)] != ["before", "the", "is"] or toks[i + 4].low not in {"out", "over"}:
        return None
    return (i + 5, _this(unit) | {"bound": TimeBound.BY}) if unit in {"week", "month", "year", "decade"} else None


def _count(toks: list[Token], i: int) -> tuple[int, int, TimeUnit, bool] | None:
    """Read "three days", "a month", "some 80 years": where it ends, how many, of what, roughly or not."""
    rough = toks[i].low in _ROUGH
    j = i + rough + (toks[i].low == "more" and toks[i + 1].low == "than")
    j += toks[j].low == "a" and toks[j + 1].low in {"few", "couple"}
    if toks[j].low in {"several", "few", "many"}:
        j += 1
        unit = WORDS.units.get(toks[j].low)
        return (j + 1, 3, TimeUnit(unit), True) if unit and toks[j].low.endswith("s") else None
    if toks[j].low == "couple" and toks[j + 1].low == "of":
        unit = WORDS.units.get(toks[j + 2].low)
        return (j + 3, 2, TimeUnit(unit), True) if unit else None
    number = toks[j].value if toks[j].value is not None and not toks[j].suffix else WORDS.numbers.get(toks[j].low)
    if number is None:
        return None
    unit = WORDS.units.get(toks[j + 1].low)
    return (j + 2, number, TimeUnit(unit), rough) if unit else None


def _distance(toks: list[Token], i: int) -> Found | None:
    """Read "two days ago", "three days after his inauguration", "a year later"."""
    counted = _count(toks, i)
    if counted is None:
        return None
    j, number, unit, rough = counted
    word = toks[j].low
    fields: Fields = {"unit": unit, "rough": rough}
    if word == "ago":
        return j + 1, fields | {"kind": TimeKind.SHIFT, "count": -number}
    if word == "from" and toks[j + 1].low in {"now", "today"}:
        return j + 2, fields | {"kind": TimeKind.SHIFT, "count": number}
    if word in {"later", "earlier"}:
        return j + 1, fields | {"kind": TimeKind.BACK, "count": number if word == "later" else -number}
    if word in {"after", "before", "following"}:
        return _anchored(toks, j + 1, fields | {"count": -number if word == "before" else number})
    return None


def _within(toks: list[Token], i: int) -> Found | None:
    """Read "within a month of his election", "within two weeks"."""
    counted = _count(toks, i + 1) if toks[i].low == "within" else None
    if counted is None:
        return None
    j, number, unit, rough = counted
    fields: Fields = {"unit": unit, "rough": rough, "bound": TimeBound.WITHIN, "count": number}
    if toks[j].low in {"of", "after"}:
        return _anchored(toks, j + 1, fields)
    return j, fields | {"kind": TimeKind.SHIFT}


def _span_from_now(toks: list[Token], i: int) -> Found | None:
    """Read "the past two years", "the next three months", "in the coming weeks", "recent days"."""
    j = i + (toks[i].low == "the")
    if toks[j].low not in _PLURAL or (j == i and toks[j].low not in {"recent", "coming"}):
        return None
    back = toks[j].low in {"past", "last", "recent", "previous"}
    counted = _count(toks, j + 1)
    unit = WORDS.units.get(toks[j + 1].low) if toks[j + 1].low.endswith("s") else None
    if counted is None and unit is None:
        return None
    end, number, kind, rough = counted or (j + 2, 3, TimeUnit(unit or "day"), True)
    if toks[end].low == "of":
        return None
    count = -number if back else number
    return end, {"kind": TimeKind.SHIFT, "unit": kind, "count": count, "rough": rough, "bound": TimeBound.WITHIN}


def _anchored(toks: list[Token], i: int, fields: Fields) -> Found | None:
    """Read what a distance is from, and the date that stands beside it."""
    dated = read_period(toks, i)
    if dated and dated[1]["kind"] is TimeKind.DATE:
        end, anchor = dated[0], Span(toks[i].start, toks[dated[0] - 1].end)
        return end, fields | {"kind": TimeKind.ANCHORED, "anchor": anchor} | _anchor_date(dated[1])
    j = i
    while j < i + _ANCHOR_LENGTH and toks[j].low not in _ANCHOR_STOPS:
        j += 1
    if j == i:
        return None
    k = j + (toks[j].text == "(")
    dated = read_period(toks, k + 1) if toks[k].low in {"on", "in"} else None
    found = _anchor_date(dated[1]) if dated and dated[1]["kind"] is TimeKind.DATE else {}
    return j, fields | {"kind": TimeKind.ANCHORED, "anchor": Span(toks[i].start, toks[j - 1].end)} | found


def _anchor_date(fields: Fields) -> Fields:
    return {f"anchor_{key}": fields[key] for key in ("year", "month", "day") if key in fields}


def _fill_anchors(mentions: list[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """Date "his inauguration" by "inauguration on November 24" told elsewhere in the report."""
    if not any(m.kind is TimeKind.ANCHORED and m.anchor_month is None and m.anchor_year is None for m in mentions):
        return tuple(mentions)
    told: dict[str, set[tuple[int | None, int | None, int | None]]] = {}
    for mention in mentions:
        words = text[max(0, mention.span.start - 60) : mention.span.start].lower().split()
        if mention.kind is TimeKind.DATE and len(words) > 1 and words[-1] in {"on", "in"}:
            told.setdefault(words[-2], set()).add((mention.year, mention.month, mention.day))
    filled: list[TimeMention] = []
    for mention in mentions:
        head = mention.anchor.of(text).lower().split()[-1] if mention.anchor else ""
        dates = told.get(head, set()) if mention.anchor_month is None and mention.anchor_year is None else set()
        if len(dates) == 1:
            year, month, day = next(iter(dates))
            filled.append(replace(mention, anchor_year=year, anchor_month=month, anchor_day=day))
        else:
            filled.append(mention)
    return tuple(filled)


_RULES: Final[tuple[Callable[[list[Token], int], Found | None], ...]] = (
    _is_out,
    _within,
    _distance,
    _span_from_now,
    _day_word,
)
_TRIGGERS: Final = frozenset(
    {"the", "that", "same", "within", "before", "earlier", "later", "few", "several", "many", "recent", "year", "month"}
    | _ROUGH | MONTHS.keys() | WORDS.weekdays.keys() | WORDS.seasons.keys() | WORDS.numbers.keys()
    | WORDS.ordinals.keys() | WORDS.day_words.keys() | WORDS.directions.keys() | WORDS.parts.keys()
)  # fmt: skip
