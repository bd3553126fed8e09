"""Reads one period of the calendar from tokens: a date, month, year, decade, season, weekday, "this week".

Each rule takes the tokens and the index at which the period would begin, and answers with the index
behind it and the fields of its `TimeMention`, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from chancery.codebooks.times import read_time_words
from chancery.model.dates import month_length
from chancery.model.times import TimeBound, TimeKind, TimeUnit

_TOKEN: Final = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d+[.:]\d+|\d+(?:st|nd|rd|th|s)?(?![A-Za-z])"
    r"|['\u2019][Ss]\b|[^\W\d_]+|\n|\S"
)
WORDS: Final = read_time_words()
MONTHS: Final = WORDS.sure | WORDS.doubtful | WORDS.short
DASHES: Final = frozenset({"-", "\u2010", "\u2012", "\u2013", "\u2014"})
_MAY_NEEDS: Final = frozenset(
    {
        "in",
        "since",
        "until",
        "till",
        "during",
        "through",
        "throughout",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "of",
    }
)
_PREPOSITIONS: Final = _MAY_NEEDS | frozenset(
    {"by", "from", "to", "before", "after", "between", "and", "on", "around", "circa", "for"}
)
_YEAR_NEEDS: Final = _PREPOSITIONS | DASHES | frozenset({"the", "year", "(", ",", ";", "'s", "\u2019s"})
_SHIFTED: Final = {"following": 1, "next": 1, "previous": -1, "preceding": -1}
_TIMES_OF_DAY: Final = frozenset({"morning", "afternoon", "evening", "night"})
_THAT: Final = frozenset({"that", "same"})
_OLDEST_BARE_YEAR: Final = 1900
_LAST_BARE_YEAR: Final = 2099
_OLDEST_YEAR: Final = 1000
_FIRST_ZERO_DECADE: Final = 2000
_FOUR_DIGITS: Final = 4

Fields = dict[str, Any]
Found = tuple[int, Fields]


@dataclass(slots=True)
class Token:
    """A word, number or sign of the grammar.

    Attributes:
        low: In lower case.
        start: Offset of its first character.
        end: One past its last character.
        value: The number, if it is one of at most four digits.
        suffix: What follows the digits: "th", "s".
    """

    text: str
    low: str
    start: int
    end: int
    value: int | None = None
    suffix: str = ""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_EDGE: Final = Token("\n", "\n", -1, -1)
PAD: Final = 12


def read_tokens(text: str) -> list[Token]:
    """Split a text, with `PAD` empty tokens at either end so that every rule may look around."""
    tokens = [_EDGE] * PAD
    for match in _TOKEN.finditer(text):
        word = match.group()
        token = Token(word, word.lower(), match.start(), match.end())
        if word[0].isdigit():
            digits = word.rstrip("sthnrd")
            if digits.isdigit() and len(digits) <= _FOUR_DIGITS:
                token.value, token.suffix = int(digits), word[len(digits) :]
        tokens.append(token)
    return tokens + [_EDGE] * PAD


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
        return _numeric(toks, i, sure=sure)
    if tok.low in MONTHS:
        return _year_after(toks, _month_first(toks, i, sure=sure))
    if tok.low in WORDS.weekdays:
        return _weekday(toks, i, count=None)
    if tok.low in WORDS.seasons:
        return _season(toks, i)
    if tok.low in WORDS.directions:
        return _relative(toks, i)
    if tok.low == "the":
        return _the(toks, i, sure=sure)
    if tok.low in WORDS.ordinals or tok.low in {"q", "q1", "q2", "q3", "q4"}:
        return _quarter(toks, i)
    if tok.low in _THAT:
        return _back(toks, i)
    return None


def _the(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read what begins with "the"."""
    nxt = toks[i + 1]
    if nxt.low in WORDS.seasons and (toks[i + 2].low == "of" or toks[i - 1].low in {"in", "during", "by", "since"}):
        return _season(toks, i + 1)
    if nxt.value is not None and (nxt.suffix or toks[i + 2].low == "of" or toks[i + 2].low in MONTHS):
        return _numeric(toks, i + 1, sure=sure)
    if nxt.low == "year" and toks[i + 2].value is not None:
        return _year(toks, i + 2, sure=True)
    if nxt.low in _SHIFTED and toks[i + 2].low in WORDS.units and not toks[i + 2].low.endswith("s"):
        unit = TimeUnit(WORDS.units[toks[i + 2].low])
        return i + 3, {"kind": TimeKind.BACK, "unit": unit, "count": _SHIFTED[nxt.low], "whole": True}
    if nxt.low == "day" and toks[i + 2].low in {"before", "after"} and toks[i + 3].low in {",", ".", "\n", ";"}:
        return i + 3, {"kind": TimeKind.BACK, "unit": TimeUnit.DAY, "count": 1 if toks[i + 2].low == "after" else -1}
    if nxt.low in WORDS.ordinals:
        return _quarter(toks, i + 1)
    if nxt.low == "same":
        return _back(toks, i + 1)
    return _relative(toks, i + 1) if nxt.low in {"current", "coming", "past"} else None


def _numeric(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read what begins with a number: 2020-10-23, 23.10.2020, 4 October, the 1990s, 17th century, 2017."""
    tok = toks[i]
    if tok.value is None:
        return _dotted(toks, i)
    if tok.suffix == "s":
        fits = len(tok.text) > _FOUR_DIGITS and tok.value % 10 == 0
        unit = TimeUnit.CENTURY if tok.value % 100 == 0 and tok.value < _FIRST_ZERO_DECADE else TimeUnit.DECADE
        return (i + 1, {"kind": TimeKind.DATE, "year": tok.value, "unit": unit}) if fits else None
    if tok.suffix and toks[i + 1].low == "century":
        return i + 2, {"kind": TimeKind.DATE, "year": (tok.value - 1) * 100, "unit": TimeUnit.CENTURY}
    if tok.suffix and toks[i + 1].text in DASHES and toks[i + 2].low == "century":
        return i + 3, {"kind": TimeKind.DATE, "year": (tok.value - 1) * 100, "unit": TimeUnit.CENTURY}
    if len(tok.text) == _FOUR_DIGITS and toks[i + 1].text == "-" == toks[i + 3].text:
        year, month, day = tok.value, toks[i + 2].value, toks[i + 4].value
        if month and day and _is_day(month, day) and toks[i + 4].end - tok.start == 10:  # noqa: PLR2004 - 2020-10-23
            return i + 5, {"kind": TimeKind.DATE, "year": year, "month": month, "day": day}
    return _day_first(toks, i) or (None if tok.suffix else _year(toks, i, sure=sure))


def _dotted(toks: list[Token], i: int) -> Found | None:
    parts = toks[i].text.replace("/", ".").split(".")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):  # noqa: PLR2004 - day, month, year
        return None
    first, second, year = map(int, parts)
    if "/" in toks[i].text:
        if (first > 12) == (second > 12):  # noqa: PLR2004 - 4/10/2020 is read both ways
            return None
        first, second = max(first, second), min(first, second)
    return (
        (i + 1, {"kind": TimeKind.DATE, "year": year, "month": second, "day": first})
        if _is_day(second, first)
        else None
    )


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= month_length(2000, month)  # noqa: PLR2004 - months of a year


def _is_month(toks: list[Token], i: int) -> bool:
    return toks[i].low in MONTHS and toks[i].capital


def _day_first(toks: list[Token], i: int) -> Found | None:
    """Read "23 October 2020", "the 18th of May", "3-5 March", "between 3 and 5 March"."""
    day, j = toks[i].value, i + 1
    last: int | None = None
    second = toks[j + 1]
    if (toks[j].text in DASHES or toks[j].low in {"and", "to", "or"}) and second.value and j + 2 < len(toks):
        last, j = second.value, j + 2
    j += toks[j].low == "of"
    if not _is_month(toks, j) or day is None:
        return None
    month = MONTHS[toks[j].low]
    if not _is_day(month, day) or (last is not None and (not _is_day(month, last) or last <= day)):
        return None
    fields: Fields = {"kind": TimeKind.DATE, "month": month, "day": day}
    if last is not None:
        fields |= {"end_day": last}
    j += 1
    j += toks[j].text == "." and toks[j - 1].low in WORDS.short
    return _year_after(toks, (j, fields))


def _month_first(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read "October 23", "Feb. 24-25", "October 2011", or a bare month that can be nothing else."""
    tok = toks[i]
    if not tok.capital or toks[i - 1].low in WORDS.name_first:
        return None
    month, j = MONTHS[tok.low], i + 1
    j += toks[j].text == "." and tok.low in WORDS.short
    k = j + (toks[j].low == "the")
    day = toks[k].value
    if day is not None and len(toks[k].text) <= _FOUR_DIGITS and _is_day(month, day) and toks[k].suffix != "s":
        return _day_range(toks, k + 1, {"kind": TimeKind.DATE, "month": month, "day": day})
    fields: Fields = {"kind": TimeKind.DATE, "month": month}
    if _has_year(toks, j):
        return j, fields
    if tok.low in WORDS.short:
        return None
    following = toks[i + 1]
    if following.low in WORDS.name_last or (
        following.capital and tok.low in WORDS.doubtful and following.end > following.start
    ):
        return None
    before = toks[i - 1].low
    if tok.low == "may":
        return (j, fields) if sure or before in _MAY_NEEDS else None
    if tok.low in WORDS.doubtful:
        return (j, fields) if sure or before in _PREPOSITIONS else None
    return j, fields


def _day_range(toks: list[Token], j: int, fields: Fields) -> Found:
    """Read the end of "23-27", "23 to 27", "23 and 24" behind a month."""
    last = toks[j + 1].value
    joins = toks[j].text in DASHES or toks[j].low in {"to", "and", "through"}
    if joins and last and _is_day(fields["month"], last) and last > fields["day"] and not _unit_after(toks, j + 2):
        return j + 2, fields | {"end_day": last}
    return j, fields


def _unit_after(toks: list[Token], j: int) -> bool:
    return toks[j].low in MONTHS or toks[j].low in WORDS.units or toks[j].low in WORDS.not_before


def _has_year(toks: list[Token], j: int) -> bool:
    k = j + (toks[j].low in {",", "of"})
    tok = toks[k]
    return tok.value is not None and not tok.suffix and len(tok.text) == _FOUR_DIGITS and tok.value >= _OLDEST_YEAR


def _year_after(toks: list[Token], found: Found | None) -> Found | None:
    """Add the year behind a month or day: ", 2020", "of that year", "last year"."""
    if found is None:
        return None
    j, fields = found
    if _has_year(toks, j):
        k = j + (toks[j].low in {",", "of"})
        return k + 1, fields | {"year": toks[k].value}
    k = j + (toks[j].low in {",", "of"})
    if toks[k].low in {"this", "last", "next"} and toks[k + 1].low == "year":
        return k + 2, fields | {"unit": TimeUnit.YEAR, "count": WORDS.directions[toks[k].low]}
    k += toks[k].low == "the"
    if toks[k].low in _THAT and toks[k + 1].low == "year":
        return k + 2, fields | {"kind": TimeKind.BACK, "unit": TimeUnit.YEAR, "count": 0}
    return j, fields


def _year(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read a bare year or range of years, unless the words beside it make it a number."""
    tok, before, after = toks[i], toks[i - 1], toks[i + 1]
    if tok.value is None or tok.suffix:
        return None
    era = after.low.upper()
    if era in {"BC", "BCE", "AD", "CE"} and after.text.isupper():
        return i + 2, {"kind": TimeKind.DATE, "year": tok.value if era in {"AD", "CE"} else 1 - tok.value}
    if len(tok.text) != _FOUR_DIGITS or tok.value < _OLDEST_YEAR or tok.value > _LAST_BARE_YEAR:
        return None
    if (
        after.low in WORDS.not_before
        or before.low in WORDS.not_after
        or (before.text == "." and toks[i - 2].low == "no")
    ):
        return None
    if not sure and tok.value < _OLDEST_BARE_YEAR and before.low not in _YEAR_NEEDS:
        return None
    if not sure and tok.value % 100 == 0 and after.text.islower() and after.text.endswith("s"):
        return None
    return _years(toks, i, tok.value)


def _years(toks: list[Token], i: int, year: int) -> Found:
    """Read "1999-2001" and "2019/20"."""
    fields: Fields = {"kind": TimeKind.DATE, "year": year}
    last = toks[i + 2]
    if (toks[i + 1].text in DASHES or toks[i + 1].text == "/") and last.value is not None and not last.suffix:
        end = last.value if len(last.text) == _FOUR_DIGITS else year // 100 * 100 + last.value
        if year < end <= year + 100 and len(last.text) in {2, 4}:
            return i + 3, fields | {"end_year": end}
    return i + 1, fields


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
        _month_first(toks, k, sure=True) if toks[k].low in MONTHS else _day_first(toks, k) if toks[k].value else None
    )
    if dated and "day" in dated[1]:
        dated = _year_after(toks, dated)
    if dated and "day" in dated[1]:
        return dated[0], dated[1] | {"weekday": WORDS.weekdays[tok.low]}
    return j, {"kind": TimeKind.WEEKDAY, "weekday": WORDS.weekdays[tok.low], "count": count}


def _season(toks: list[Token], i: int) -> Found | None:
    """Read "summer of 2018", "this winter", "in spring"; "fall" only where it is a season."""
    fields: Fields = {"kind": TimeKind.DATE, "season": WORDS.seasons[toks[i].low]}
    dated = _year_after(toks, (i + 1, fields))
    if dated and dated[0] > i + 1:
        return dated
    if toks[i - 1].low in {"in", "during"} and toks[i].low != "fall" and toks[i + 1].low in {",", ".", "\n", "and"}:
        return i + 1, fields
    return None


def _quarter(toks: list[Token], i: int) -> Found | None:
    tok = toks[i]
    number = WORDS.ordinals.get(tok.low)
    if number is None or toks[i + 1].low != "quarter":
        return None
    dated = _year_after(toks, (i + 2, {"kind": TimeKind.DATE, "quarter": number}))
    return dated if dated and dated[0] > i + 2 else None


def _relative(toks: list[Token], i: int) -> Found | None:  # noqa: PLR0911 - one return per rule
    """Read "last week", "this summer", "next Friday", "last October"."""
    count, nxt = WORDS.directions[toks[i].low], toks[i + 1]
    if nxt.low in WORDS.weekdays:
        return _weekday(toks, i + 1, count=count)
    if nxt.low in WORDS.units and not nxt.low.endswith("s") and toks[i].low in {"past", "coming"}:
        unit = TimeUnit(WORDS.units[nxt.low])
        return i + 2, {"kind": TimeKind.SHIFT, "unit": unit, "count": count, "bound": TimeBound.WITHIN}
    if nxt.low == "day":  # "the last day of talks" is not yesterday, "next day" counts from the day told
        return (i + 2, {"kind": TimeKind.BACK, "unit": TimeUnit.DAY, "count": 1, "whole": True}) if count == 1 else None
    if nxt.low in WORDS.units and (not nxt.low.endswith("s") or toks[i + 2].low in _TIMES_OF_DAY):
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


def _back(toks: list[Token], i: int) -> Found | None:
    """Read "that year", "the same day"."""
    i += toks[i].low == "that" and toks[i + 1].low == "same"
    unit = toks[i + 1].low
    if unit not in {"day", "week", "month", "year"} or (
        unit == "day" and toks[i].low == "that" and toks[i + 2].text.islower()
    ):
        return None
    return i + 2, {"kind": TimeKind.BACK, "unit": TimeUnit(unit), "count": 0, "whole": True}
