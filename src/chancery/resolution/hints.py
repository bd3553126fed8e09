"""Bounds on the day of a report from what its text tells: dates with a year, ages, anniversaries, sessions.

What is told as past lies before the report; what is planned lies after it. "The 30th anniversary of
the 1992 treaty" and "now 62, born in 1958" name the year that they are told in, as does "last year, in 2019".
Sessions of the UN General Assembly are numbered by year since 1946 and open in September.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from chancery.codebooks.times import read_time_words
from chancery.model.text import Report, Span
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimeUnit
from chancery.resolution.constraints import Fact, Trust
from chancery.resolution.days_told import AHEAD, NEWS, YEAR, DayTold, lead_spans, sentence_around

_TOLD: Final = 100  # characters that a reason repeats
_TEN: Final = 10
_ARTICLE: Final = 2  # letters of "an"
_OLDEST: Final = 1900  # an older date bounds nothing that anyone wants to know
_SESSION_ZERO: Final = 1945  # session n of the General Assembly opens in September of this year + n
_PLANS: Final = re.compile(
    r"\b(?:agenda|vision|goals?|targets?|strategy|roadmap|programme?|budget|deadline|mandate|bid|candida\w+|host(?:ing)?"
    r"|forecasts?|projected|projections?|aims?|presidency|chair\w*|membership|preparations?|championships?|olympics?|games|cup|expo|elections?)\b",
    re.IGNORECASE,
)
_UP_TO: Final = re.compile(
    r"\b(?:to|through|until|till|by|for|than|towards?|in advance of|ahead of|prior to|up to|upcoming)"
    r"(?: the(?: end of)?)?\s*$|[-\u2013/]\s*$",
    re.IGNORECASE,
)
_YEAR_AFTER: Final = re.compile(
    r"(?:^|\b(?:in|since|during|of|the|after|from|early|late|mid|middle|end|spring|summer|autumn|fall|winter|year|and|or|a|between)"
    r"[ -]*|[(,] *)$",
    re.IGNORECASE,
)
_INTENT: Final = re.compile(
    r"\b(?:look(?:ing|s|ed)? forward to|towards?|ahead of|to (?:be (?:held|\w+ed)|take place))\b"
    r"|\b(?:commit(?:t)?|intend|want|hope|aim|seek|plan|expect|need|propos|pledg|promis"
    r"|agree)(?:s|d|e|ed|es|ing)?"
    r" (?:\w+ )?to\b|\bin order to\b|\bfor the\b *$"
)
_OF: Final = re.compile(r"\b(?:of|from|since|the|(?<!be )(?:signed|held) (?:on|in))(?: the)? *$", re.IGNORECASE)
_REPORTED_PLAN: Final = re.compile(r"\b(?:would|had been|was to|were to|then)\b")
_WORDS: Final = read_time_words()
_TENS: Final = {word: value for word, value in _WORDS.numbers.items() if value >= _TEN * 2 and value < _TEN * _TEN}
_COUNTS: Final = {
    **{word: value for word, value in _WORDS.numbers.items() if len(word) > _ARTICLE},
    **_WORDS.ordinals,
    **_WORDS.late_ordinals,
    **{f"{ten[:-1]}ieth": value for ten, value in _TENS.items()},
    "hundredth": 100,
}
_BESIDE: Final = re.compile(r",? (?:\(|in |on )?")
_NUMBER: Final = r"(\d{1,3}(?:st|nd|rd|th)?|[a-z]+(?:-[a-z]+)?)"
_ANNIVERSARY: Final = re.compile(
    rf"\b{_NUMBER} (?:anniversary of|years of|years since) [^.;:!?\n]{{0,80}}?\b((?:18|19|20)\d\d)\b", re.IGNORECASE
)
_KEPT_ON: Final = re.compile(r"(?<!ed)(?<!born)(?<!begun)(?<!won) on (?:[A-Z]\w+ \d{1,2}|\d{1,2} [A-Z]\w+),? \d{4}$")
"""A day that may be that of the anniversary: "the 59th anniversary of your independence on June 1, 2021"."""
_BORN: Final = re.compile(
    r"\b(?:aged |age |, )(\d\d)\b[^.\n]{0,60}?\bborn [^.\n]{0,40}?\b(19\d\d)\b"
    r"|\bborn [^.\n]{0,40}?\b(19\d\d)\b[^.\n]{0,80}?\b(?:is |aged |now )(\d\d)\b"
)
_SESSION: Final = re.compile(
    rf"\b{_NUMBER} (?:regular )?session of the (?:UN|U\.N\.|United Nations) General Assembly\b"
    rf"|\b(?:UN|U\.N\.|United Nations) General Assembly['\u2019]s {_NUMBER} session\b",
    re.IGNORECASE,
)
_NOT_NOW: Final = re.compile(
    r"\b(?:ago|nearly|almost|more than|over|about|some|around|less than|last|previous"
    r"|next|upcoming|coming|ahead of|will|would|had|then|earlier)\b",
    re.IGNORECASE,
)
_FEAST: Final = re.compile(
    r"\b(?:marks?|marked|marking|celebrat\w+|commemorat\w+|honou?r\w*|observ\w+|occasion|wreaths?|ceremon\w+|today"
    r"|this (?:year|month|week))\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]?")
_ROUGH: Final = re.compile(r"\b(?:nearly|almost|more than|over|about|some|around|less than|had|then)\b", re.IGNORECASE)
_TO_COME: Final = re.compile(
    r"\b(?:expires?|ends?|begins?|starts?|opens?|runs?(?: out)?|lapses?|enters?|closes?|comes?|due|concludes?|takes?)\b"
    r"(?: \w+){0,4}? *$"
)
_JOINED: Final = 8  # characters between a year and what counts years
_MARGIN: Final = dt.timedelta(days=45)
"""Anniversaries are told of some weeks before and behind the year that they fall in."""


def find_hints(report: Report, told: Sequence[DayTold], times: Sequence[TimeMention]) -> tuple[Fact, ...]:
    """Return what the text of a report says about the day that it appeared.

    Args:
        report: The report.
        told: The dates that it tells.
        times: All its time expressions, in text order.
    """
    leads = sorted(lead_spans(report, report.blocks))
    return (
        *_from_dates(told),
        *_beside(report.text, times, leads),
        *_from_leads(lead.of(report.text) for lead in leads),
    )


def _from_dates(told: Sequence[DayTold]) -> Iterator[Fact]:
    """Yield the bounds of past and of planned dates: of each only the sharpest."""
    past = [item for item in told if _is_past(item)]
    last = max(past, key=lambda item: (item.when.earliest or dt.date.min, item.words), default=None)
    if last is not None:
        yield Fact(low=last.when.earliest, because=f"It tells of {last.words} as past.", trust=Trust.STRONG)
    ahead = [item for item in told if _is_ahead(item)]
    first = min(ahead, key=lambda item: (item.when.latest or dt.date.max, item.words), default=None)
    if first is not None:
        yield Fact(
            high=first.when.latest, because=f"It tells of {first.words} as still to come.", trust=Trust.FAIR, quiet=True
        )


def _is_past(item: DayTold) -> bool:
    """Tell whether the sentence says that the date is over, or begun."""
    if (
        not item.past
        or not item.when.earliest
        or item.when.earliest.year < _OLDEST
        or item.mention.kind is TimeKind.BACK
    ):
        return False
    if item.mention.month is None and not _YEAR_AFTER.search(item.before):  # "the NATO 2030 initiative"
        return False
    around = item.before + item.after
    if (
        _UP_TO.search(item.before)
        or _TO_COME.search(item.before)
        or _INTENT.search(item.before)
        or AHEAD.search(around)
        or (item.mention.month is None and _PLANS.search(around))
    ):
        return False
    return NEWS.search(around) is not None


def _is_ahead(item: DayTold) -> bool:
    """Tell whether the sentence itself plans something for the date."""
    if not item.when.latest or item.mention.bound not in {TimeBound.IN, TimeBound.BY} or item.mention.end_year:
        return False
    around = item.before + item.after
    if _OF.search(item.before) or _REPORTED_PLAN.search(around) or YEAR.search(around):
        return False
    return item.future and AHEAD.search(around) is not None


def _beside(text: str, times: Sequence[TimeMention], leads: Sequence[Span]) -> Iterator[Fact]:
    """Yield what "last year, in 2019" says; in the leads also "ten years ago, in 2009"."""
    for first, last in pairwise(times):
        told, dated = (first, last) if first.kind is TimeKind.SHIFT else (last, first)
        count, year = _years_away(told), dated.year
        if count is None or dated.kind is not TimeKind.DATE or year is None or dated.end_year is not None:
            continue
        if year < _OLDEST or not _BESIDE.fullmatch(text[first.span.end : last.span.start][:_JOINED]):
            continue
        words = Span(first.span.start, last.span.end).of(text)
        if told.whole:
            yield _in_year(year - count, words)
        elif any(lead.contains(told.span) for lead in leads) and not _ROUGH.search(_sentence_of(text, told.span)):
            low, high = dt.date(year - count - 1, 7, 1), dt.date(year - count + 1, 6, 30)
            yield _fair(low, high, f"It says “{words}”, so it is of about {year - count}.")


def _years_away(time: TimeMention) -> int | None:
    """Return how many years an expression lies from the report: -1 for "last year"."""
    exact = time.kind is TimeKind.SHIFT and time.unit is TimeUnit.YEAR and time.part is None and not time.rough
    return time.count if exact and time.bound is TimeBound.IN and time.exact is None else None


def _sentence_of(text: str, span: Span) -> str:
    before, after = sentence_around(text, span)
    return before + span.of(text) + after


def _from_leads(leads: Iterable[str]) -> Iterator[Fact]:
    """Yield what anniversaries, ages and sessions say; further down they are as often told of the past."""
    for lead in leads:
        for sentence in _SENTENCE.finditer(lead):
            yield from _from_sentence(sentence[0])


def _in_year(year: int, words: str) -> Fact:
    low, high = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Fact(low=low, high=high, because=f"It says “{words.strip()}”, so it is of {year}.", trust=Trust.STRONG)


def _from_sentence(sentence: str) -> Iterator[Fact]:
    for match in _ANNIVERSARY.finditer(sentence):
        count, base = read_number(match[1]), int(match[2])
        if (
            count
            and not _KEPT_ON.search(match[0])
            and _FEAST.search(sentence)
            and not _NOT_NOW.search(sentence)
            and len(YEAR.findall(sentence)) == 1
        ):
            year = base + count
            low, high = dt.date(year, 1, 1) - _MARGIN, dt.date(year, 12, 31) + _MARGIN
            yield _fair(low, high, f"It tells “{_short(match[0])}”, which falls in {year}.")
    for match in _BORN.finditer(sentence):
        age, born = int(match[1] or match[4]), int(match[2] or match[3])
        low, high = dt.date(born + age, 1, 1), dt.date(born + age + 1, 12, 31)
        yield _fair(low, high, f"It tells of somebody born in {born} who is {age}.")
    for match in _SESSION.finditer(sentence):
        count = read_number(match[1] or match[2])
        if count and not _NOT_NOW.search(sentence) and not YEAR.search(sentence):
            opens = _SESSION_ZERO + count
            low, high = dt.date(opens, 7, 1), dt.date(opens + 1, 9, 30)
            yield _fair(low, high, f"It tells of “{match[0]}”, which opened in September {opens}.")


def _fair(low: dt.date, high: dt.date, because: str) -> Fact:
    return Fact(low=low, high=high, because=because, trust=Trust.FAIR)


def _short(words: str) -> str:
    return words if len(words) <= _TOLD else f"{words[:60]} ... {words[-30:]}"


def read_number(words: str | None) -> int | None:
    """Read "30", "30th", "thirty", "thirtieth", "thirty-first"; None for another word.

    Example:
        >>> read_number("seventy-fifth"), read_number("30th"), read_number("several")
        (75, 30, None)
    """
    plain = (words or "").lower()
    digits = re.match(r"\d+", plain)
    if digits:
        return int(digits[0])
    tens, _, unit = plain.partition("-")
    if unit and tens in _TENS:
        small = _COUNTS.get(unit)
        return _TENS[tens] + small if small and small < _TEN else None
    return _COUNTS.get(plain)
