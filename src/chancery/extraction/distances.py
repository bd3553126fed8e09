"""Reads how far one time lies from another: "two days ago", "three days after his inauguration", "the past year".

Each rule takes the tokens and the index at which the expression would begin, and answers with the index
behind it and the fields of its `TimeMention`, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from chancery.extraction.hints import PARTS_OF_DAY
from chancery.extraction.lengths import Length, read_length
from chancery.extraction.named import read_era_edge
from chancery.extraction.periods import read_period
from chancery.extraction.timetokens import MONTHS, WORDS, Fields, Found, Token
from chancery.model.text import Span
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimeUnit

_ANCHOR_STOPS: Final = frozenset(
    {"on", "in", "at", "and", "as", "to", "that", "who", "which", "when", "for", "from", "of", "with", "by", "into"}
    | {"but", "or", "while"}
    | {"\n", *',.;:()"-', *"\u201c\u201d\u2013\u2014"}
)
_ANCHOR_LENGTH: Final = 5
_DETERMINERS: Final = frozenset(
    {"the", "his", "her", "its", "their", "our", "my", "your", "a", "an", "this", "these", "those", "such"}
)
_NAMED: Final = WORDS.units.keys() | WORDS.weekdays.keys() | MONTHS.keys()
_DISTANT: Final = frozenset({TimeKind.BACK, TimeKind.ANCHORED})
_BESIDE: Final = re.compile(r"(?:, | \()(?:i\.e\. )?(?:in |on )?")
_LISTED: Final = re.compile(r",? (?:and|or|to|through) (?:in |on |of )?(?:the )?")
_IN: Final = re.compile(r",? in ")
_NO_PARTS: Final = (None, None, None, None)
_APPOSITION: Final = 12  # characters between the two
_LATER: Final = {"later": 1, "earlier": -1, "previously": -1, "afterwards": 1, "afterward": 1}
_FROM_NOW: Final = frozenset({"coming", "past", "last", "next", "recent", "following", "previous"})
_THROUGH: Final = frozenset({"over", "for", "within", "during", "throughout"})
_BACKWARD: Final = frozenset({"past", "last", "recent", "previous"})
_LARGE: Final = frozenset(
    {"thousand", "thousands", "million", "millions", "billion", "hundreds", "dozen", "dozens", "scores", "tens"}
)
_SOON: Final = frozenset({"week", "month", "year"})
_AHEAD: Final = frozenset({"will", "would", "shall", "should", "must", "can", "may", "expects", "expected"})
_VERB_REACH: Final = 8  # tokens before "within the week" in which a verb says that it is to come
_LOOK_BACK: Final = 60
_YEAR_WORD: Final = r"(?:19|20)\d\d"
_NAME_WORDS: Final = r"(?:[\w&'\u2019.-]+\s+){0,5}?"
_MEETINGS: Final = (
    r"(?:[Ss]ummit|[Cc]onference|[Cc]ongress|[Ff]orum|[Aa]ssembly|[Ss]ession|[Mm]eeting|[Mm]inisterial|[Dd]ialogue"
    r"|[Tt]alks|[Cc]onsultations|[Ee]lections?|[Rr]eferendum)"
)
_OCCASION: Final = (
    rf"(?:the|their|its|an?)\s+(?:(?P<one>{_YEAR_WORD})\s+{_NAME_WORDS}{_MEETINGS}\b(?!\s+(?:of|in)\s+{_YEAR_WORD})"
    rf"|{_NAME_WORDS}{_MEETINGS}\s+(?P<other>{_YEAR_WORD})\b)"
)
_OCCASION_BEHIND: Final = re.compile(rf",?\s+(?:for|at|during)\s+{_OCCASION}")
_OCCASION_AHEAD: Final = re.compile(
    rf"\b(?:[Ff]or|[Aa]t|[Dd]uring)\s+{_OCCASION}(?:\s+in\s+[A-Z][\w-]+)?,?\s+(?:on|in)\s+$"
)


def read_distance(toks: list[Token], i: int) -> Found | None:
    """Read "two days ago", "three days after his inauguration", "a year later"."""
    length = read_length(toks, i)
    if length is None or not length.has_days:
        return _bare_distance(toks, i)
    return _placed(toks, length.end, length.fields, several=length.number is None)


def _placed(toks: list[Token], j: int, fields: Fields, *, several: bool) -> Found | None:
    word, number = toks[j].low, fields["count"]
    if word in {"ago", "back"}:
        return _to_the_day(toks, j + 1, fields | {"kind": TimeKind.SHIFT, "count": -number})
    ahead_of_now = word in {"'", "\u2019", "'s", "\u2019s"} and toks[j + 1].low == "time"
    if ahead_of_now and toks[j + 2].low != "to":  # "in two weeks' time"
        return j + 2, fields | {"kind": TimeKind.SHIFT, "count": number}
    if word == "from" and toks[j + 1].low in {"now", "today"}:
        return j + 2, fields | {"kind": TimeKind.SHIFT, "count": number}
    if word in _LATER:
        vague = ("FUTURE_REF" if _LATER[word] > 0 else "PAST_REF") if several else None
        return j + 1, fields | {"kind": TimeKind.BACK, "count": number * _LATER[word], "value": vague}
    ahead = [word, toks[j + 1].low, toks[j + 2].low]
    on_time = ahead[2] in {"schedule", "time"}  # "two weeks ahead of schedule" is no day
    if ahead == ["in", "advance", "of"] or (ahead[:2] in (["ahead", "of"], ["prior", "to"]) and not on_time):
        return read_anchor(toks, j + 2 + (word == "in"), fields | {"count": -number})
    if word in {"after", "before", "following"}:
        return read_anchor(toks, j + 1, fields | {"count": -number if word == "before" else number})
    return None


def _to_the_day(toks: list[Token], j: int, fields: Fields) -> Found:
    """Read "today" behind "three years ago", with which it names one day."""
    days = WORDS.day_words.get(toks[j].low)
    if days is None or fields["rough"] or not fields["count"]:
        return j, fields
    return j + 1 + (toks[j + 1].low in PARTS_OF_DAY), fields | {"exact": days}


def _bare_distance(toks: list[Token], i: int) -> Found | None:
    """Read "weeks later", "days after the vote", "years ago"."""
    word = toks[i].low
    before = toks[i - 1]
    many = before.low == "of" and toks[i - 2].low in _LARGE  # "hundreds of years ago"
    counted = many or before.text[0].isdigit() or before.low in WORDS.numbers or before.low in _LARGE
    if word not in WORDS.units or not word.endswith("s") or counted:
        return None
    fields: Fields = {"unit": TimeUnit(WORDS.units[word]), "count": 3, "rough": True}
    return _placed(toks, i + 1, fields, several=True)


def read_within(toks: list[Token], i: int) -> Found | None:
    """Read "within a month of his election", "within two weeks", "within the week"; TIMEX3 leaves "within" out."""
    if toks[i].low == "within" and toks[i + 1].low == "the" and toks[i + 2].low in _SOON and toks[i + 3].low != "of":
        ahead = any(tok.low in _AHEAD for tok in toks[max(0, i - _VERB_REACH) : i])
        kind = TimeKind.SHIFT if ahead else TimeKind.BACK  # "took office on Monday and flew to Rome within the week"
        found: Fields = {"kind": kind, "unit": TimeUnit(toks[i + 2].low), "count": 1, "bound": TimeBound.WITHIN}
        return i + 3, found | {"core": (toks[i + 1].start, 0)}
    length = read_length(toks, i + 1) if toks[i].low == "within" else None
    if length is None or not length.has_days:
        return None
    fields = length.fields | {"bound": TimeBound.WITHIN, "value": length.value, "core": (toks[i + 1].start, 0)}
    if toks[length.end].low in {"of", "after"}:
        anchored = read_anchor(toks, length.end + 1, fields)
        if anchored:
            return anchored
    return length.end, fields | {"kind": TimeKind.SHIFT}


def read_from_now(toks: list[Token], i: int) -> Found | None:
    """Read "the past two years", "the next three months", "in the coming weeks", "recent days"."""
    j = i + (toks[i].low == "the")
    ahead = toks[j + 1].low == "ahead" or [toks[j + 1].low, toks[j + 2].low] == ["to", "come"]
    if j > i and ahead and toks[j].low in WORDS.units and toks[j].low.endswith("s"):
        fields: Fields = {"kind": TimeKind.SHIFT, "unit": TimeUnit(WORDS.units[toks[j].low]), "count": 3, "rough": True}
        return j + 2 + (toks[j + 1].low == "to"), fields | {"bound": TimeBound.WITHIN}
    if toks[j].low not in _FROM_NOW or (j == i and toks[j].low not in {"recent", "coming"}):
        return None
    length = read_length(toks, j + 1)
    word = toks[j + 1].low
    if (
        toks[j].low == "next"
        and word in WORDS.units
        and not word.endswith("s")
        and toks[i - 1].low in _THROUGH
        and word != "day"
        and j > i
    ):
        fields = {"kind": TimeKind.SHIFT, "unit": TimeUnit(WORDS.units[word]), "count": 1}
        return j + 2, fields | {"bound": TimeBound.WITHIN}  # "over the next decade"
    if length is None or not length.has_days:
        if word not in WORDS.units or not word.endswith("s"):
            return None
        length = Length(j + 2, None, TimeUnit(WORDS.units[word]), "", rough=True)
    if toks[length.end].low == "of":
        return None
    fields = length.fields
    fields["count"] *= -1 if toks[j].low in _BACKWARD else 1
    value = length.value if length.code else None
    return length.end, fields | {"kind": TimeKind.SHIFT, "bound": TimeBound.WITHIN, "value": value}


def read_beside(toks: list[Token], i: int) -> Found | None:
    """Read "the day after the vote", "the night before his speech", "a day before the talks"."""
    if toks[i].low != "the" or toks[i + 2].low not in {"before", "after"}:
        return None
    unit = "day" if toks[i + 1].low in {"night", "morning"} else toks[i + 1].low
    if unit not in {"day", "week", "month", "year"}:
        return None
    sign = 1 if toks[i + 2].low == "after" else -1
    if toks[i + 3].low == ("next" if sign > 0 else "last") and unit != "day" and not toks[i + 4].text[0].isdigit():
        closed = toks[i + 4].low not in _NAMED  # "the week before last"
        fields: Fields = {"kind": TimeKind.SHIFT, "unit": TimeUnit(unit), "count": 2 * sign, "whole": True}
        return (i + 4, fields) if closed else None
    now = WORDS.day_words.get(toks[i + 3].low)
    if unit == "day" and now is not None and now * sign > 0:  # "the day after tomorrow"
        return i + 4, {"kind": TimeKind.SHIFT, "unit": TimeUnit.DAY, "count": now + sign}
    return read_anchor(toks, i + 3, {"unit": TimeUnit(unit), "count": sign})


def read_anchor(toks: list[Token], i: int, fields: Fields) -> Found | None:
    """Read what a distance is from, and the date that stands beside it.

    The anchor ends before a place or a person that belongs to another clause: "his departure" for Moscow.
    """
    dated = read_era_edge(toks, i) or read_period(toks, i)
    if dated and dated[1]["kind"] is TimeKind.DATE:
        end, anchor = dated[0], Span(toks[i].start, toks[dated[0] - 1].end)
        return end, fields | {"kind": TimeKind.ANCHORED, "anchor": anchor} | _anchor_date(dated[1])
    if toks[i].low.endswith("ing") and not toks[i].capital:
        return None
    j = i + (toks[i].low in _DETERMINERS)
    while j < i + _ANCHOR_LENGTH and toks[j].low not in _ANCHOR_STOPS:
        j += 1
    if j == i or toks[j - 1].low in _DETERMINERS:
        return None
    k = j + (toks[j].text == "(")
    dated = read_period(toks, k + 1) if toks[k].low in {"on", "in"} else None
    found = _anchor_date(dated[1]) if dated and dated[1]["kind"] is TimeKind.DATE else {}
    return j, fields | {"kind": TimeKind.ANCHORED, "anchor": Span(toks[i].start, toks[j - 1].end)} | found


def _anchor_date(fields: Fields) -> Fields:
    return {f"anchor_{key}": fields[key] for key in ("year", "month", "day") if key in fields}


def with_years_of_occasions(mentions: Sequence[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """Give "on 3 March for the 2016 summit", "at the 2016 conference on 3 March" the year in the occasion's name."""
    return tuple(
        replace(mention, year=year)
        if mention.kind is TimeKind.DATE
        and mention.month is not None
        and mention.year is None
        and (year := _year_of_occasion(mention.span, text)) is not None
        else mention
        for mention in mentions
    )


def _year_of_occasion(day: Span, text: str) -> int | None:
    behind = _OCCASION_BEHIND.match(text, day.end, day.end + _LOOK_BACK * 2)
    ahead = _OCCASION_AHEAD.search(text, max(0, day.start - _LOOK_BACK * 2), day.start)
    found = {int(match["one"] or match["other"]) for match in (behind, ahead) if match is not None}
    return found.pop() if len(found) == 1 else None


def with_shared_years(mentions: Sequence[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """Give both dates of "in March and April 2019", "on 3 March 2019 and 5 April" the year that one of them has."""
    told = list(mentions)
    for at in range(len(told) - 1, 0, -1):  # from the last, as lists have their year at the end
        first, last = told[at - 1], told[at]
        if _lacks_year(first) and last.year is not None and _are_listed(first, last, text):
            told[at - 1] = replace(first, year=last.year - ((first.month or 0) > (last.month or 0)))
    for at, (first, last) in enumerate(pairwise(told), start=1):
        later = (last.month or 0) >= (first.end_month or first.month or 0)
        if _lacks_year(last) and first.year is not None and later and _are_listed(first, last, text):
            told[at] = replace(last, year=first.end_year or first.year)
    for at, (time, other) in enumerate(pairwise(told)):  # "between May and June in 1981"
        bare = other.kind is TimeKind.DATE and (other.month, other.season, other.unit, other.end_year) == _NO_PARTS
        near = bare and _lacks_year(time) and 0 < other.span.start - time.span.end <= _APPOSITION
        if near and _IN.fullmatch(text, time.span.end, other.span.start):
            told[at] = replace(time, year=other.year)
            if at and _lacks_year(told[at - 1]) and _are_listed(told[at - 1], told[at], text):
                told[at - 1] = replace(told[at - 1], year=other.year)
    return tuple(told)


def _lacks_year(time: TimeMention) -> bool:
    return time.kind is TimeKind.DATE and time.month is not None and time.year is None and time.count is None


def _are_listed(first: TimeMention, last: TimeMention, text: str) -> bool:
    """Tell whether nothing but "and" stands between two dates with a month."""
    dates = first.kind is last.kind is TimeKind.DATE and first.month is not None and last.month is not None
    near = dates and 0 < last.span.start - first.span.end <= _APPOSITION
    return near and _LISTED.fullmatch(text, first.span.end, last.span.start) is not None


def with_appositions(mentions: Sequence[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """Give "two years later, in 1896," and "the following year (1896)" the date that stands behind them."""
    told = list(mentions)
    for at, (time, other) in enumerate(pairwise(mentions)):
        dated = other.kind is TimeKind.DATE and other.year is not None and other.end_year is None
        near = 0 < other.span.start - time.span.end <= _APPOSITION
        if time.kind in _DISTANT and dated and near and _BESIDE.fullmatch(text, time.span.end, other.span.start):
            told[at] = replace(other, span=time.span, timexes=time.timexes, bound=time.bound)
    return tuple(told)


def date_anchors(mentions: Sequence[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """Date "his inauguration" by "inauguration on November 24" told elsewhere in the report."""
    if not any(m.kind is TimeKind.ANCHORED and m.anchor_month is None and m.anchor_year is None for m in mentions):
        return tuple(mentions)
    told: dict[str, set[tuple[int | None, int | None, int | None]]] = {}
    for mention in mentions:
        words = text[max(0, mention.span.start - _LOOK_BACK) : mention.span.start].lower().split()
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
