"""Reads the dates that are written with a number or the name of a month: 2020-10-23, 4 October, the 1990s, 480 BC.

Each rule takes the tokens and the index at which the date would begin, and answers with the index behind
it and the fields of its `TimeMention`, or None. The field `ends` of a range holds the offsets at which its
first end ends and its last end begins.
"""

from __future__ import annotations

from typing import Final

from chancery.extraction.figures import is_day, read_figures
from chancery.extraction.timetokens import DASHES, FOUR_DIGITS, MONTHS, WORDS, Fields, Found, Token
from chancery.model.times import TimeKind, TimeUnit

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
_BEFORE_SPOKEN: Final = _PREPOSITIONS - {"and", "on", "for", "to"}
_YEAR_NEEDS: Final = (
    _PREPOSITIONS | DASHES | frozenset({"the", "year", "years", "as", "or", "(", ",", ";", "'s", "\u2019s"})
)
_THAT: Final = frozenset({"that", "same"})
_BEFORE_CHRIST: Final = frozenset({"BC", "BCE", "B.C.", "B.C", "B.C.E."})
_CHRISTIAN: Final = frozenset({"AD", "CE", "A.D."})
_APOSTROPHES: Final = frozenset({"'", "\u2019"})
_FIRST_SHORT_DECADE: Final = 20
_LAST_SHORT_DECADE: Final = 100
_FIRST_SPOKEN: Final = 11
_LAST_SPOKEN: Final = 20
_TEN: Final = 10
_HUNDRED: Final = 100
_LAST_CENTURY: Final = 30
_LAST_MILLENNIUM: Final = 9
_OLDEST_BARE_YEAR: Final = 1900
_LAST_BARE_YEAR: Final = 2099
_OLDEST_YEAR: Final = 1000
_FIRST_ZERO_DECADE: Final = 2000


def read_numeric(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read what begins with a number: 2020-10-23, 23.10.2020, 4 October, the 1990s, 17th century, 2017."""
    tok = toks[i]
    if tok.value is None:
        return read_figures(toks, i)
    if tok.suffix == "s" and len(tok.text) == len("90s"):
        return read_short_decade(toks, i)
    if tok.suffix == "s":
        fits = len(tok.text) > FOUR_DIGITS and tok.value % 10 == 0
        unit = TimeUnit.CENTURY if tok.value % 100 == 0 and tok.value < _FIRST_ZERO_DECADE else TimeUnit.DECADE
        if _is_before_christ(toks[i + 1]) and tok.value % 10 == 0:  # the 480s BC are 489 to 480
            return i + 2, {"kind": TimeKind.DATE, "year": -(tok.value + 8), "unit": TimeUnit.DECADE}
        return (i + 1, {"kind": TimeKind.DATE, "year": tok.value, "unit": unit}) if fits else None
    if tok.suffix:
        century = read_century(toks, i, tok.value) or read_day_of(toks, i, tok.value)
        if century:
            return century
    if len(tok.text) == FOUR_DIGITS and toks[i + 1].text == toks[i + 3].text and toks[i + 1].text in {"-", "/"}:
        year, month, day = tok.value, toks[i + 2].value, toks[i + 4].value
        if month and day and is_day(month, day) and toks[i + 4].end - tok.start == 10:  # noqa: PLR2004 - 2020-10-23
            return i + 5, {"kind": TimeKind.DATE, "year": year, "month": month, "day": day}
    return read_day_first(toks, i) or (None if tok.suffix else read_year(toks, i, sure=sure))


def read_day_of(toks: list[Token], i: int, number: int) -> Found | None:
    """Read "the fifth of January", "the 1st day of Feb."."""
    j = i + 1 + (toks[i + 1].low == "day")
    if toks[j].low != "of" or not _is_month(toks, j + 1) or not is_day(MONTHS[toks[j + 1].low], number):
        return None
    k = j + 2 + (toks[j + 2].text == "." and toks[j + 1].low in WORDS.short)
    return read_year_after(toks, (k, {"kind": TimeKind.DATE, "month": MONTHS[toks[j + 1].low], "day": number}))


def read_short_decade(toks: list[Token], i: int) -> Found | None:
    """Read "90s" and "'90s" of the last century, behind "the", "early", "late" or "mid"."""
    j = i + (toks[i].text in _APOSTROPHES)
    value, before = toks[j].value, toks[i - 1]
    if value is None or toks[j].suffix != "s" or value % 10 or not _FIRST_SHORT_DECADE <= value < _LAST_SHORT_DECADE:
        return None
    joined = before.text in DASHES or before.low in {"and", "or", "to"}
    other = toks[i - 2]  # "the 1860s and 70s", "the '60s and '70s"
    beside = joined and other.suffix == "s" and other.value is not None and other.value % 10 == 0
    if before.low not in {"the", "early", "late", "mid"} and before.text not in DASHES and not beside:
        return None
    century = (other.value or 0) // 100 * 100 if beside and len(other.text) > FOUR_DIGITS else 1900
    return j + 1, {"kind": TimeKind.DATE, "year": century + value, "unit": TimeUnit.DECADE}


def read_spoken_year(toks: list[Token], i: int) -> Found | None:
    """Read a year in words, as transcripts write it: "in nineteen seventy-two", "in two thousand and four"."""
    if toks[i - 1].low not in _BEFORE_SPOKEN:
        return None
    first, j = WORDS.numbers.get(toks[i].low, 0), i + 1
    if first == 2 and toks[j].low == "thousand":  # noqa: PLR2004 - two thousand
        j += 1 + (toks[j + 1].low == "and")
        century, rest = _FIRST_ZERO_DECADE, _below_hundred(toks, j)
    elif _FIRST_SPOKEN <= first <= _LAST_SPOKEN:
        century, rest = first * 100, _below_hundred(toks, j)
        rest = rest if rest is not None and rest[1] >= _TEN else None
    else:
        return None
    if rest is None or toks[rest[0]].low in WORDS.units or toks[rest[0]].text in DASHES:
        return None
    return rest[0], {"kind": TimeKind.DATE, "year": century + rest[1]}


def _below_hundred(toks: list[Token], i: int) -> tuple[int, int] | None:
    """Read "four", "twelve", "seventy-two"."""
    value = WORDS.numbers.get(toks[i].low)
    if value is None or value >= _HUNDRED or toks[i].low in {"a", "an"}:
        return None
    ones = WORDS.numbers.get(toks[i + 2].low, _TEN)
    if value > _TEN and value % _TEN == 0 and toks[i + 1].text in DASHES and ones < _TEN:
        return i + 3, value + ones
    return i + 1, value


def read_century(toks: list[Token], i: int, number: int) -> Found | None:
    """Read "17th century", "sixteenth-century", "the 5th century BC"."""
    joined = _centuries(toks, i, number)
    if joined:
        return joined
    j = i + 1 + (toks[i + 1].text in DASHES)
    if toks[j].low == "millennium" and number <= _LAST_MILLENNIUM:
        past = _is_before_christ(toks[j + 1])  # the 2nd millennium BC is 2000 to 1001
        first = 1 - number * 1000 if past else (number - 1) * 1000
        return j + 1 + past, {"kind": TimeKind.DATE, "year": first, "end_year": first + 999}
    if toks[j].low != "century" or not 1 <= number <= _LAST_CENTURY:
        return None
    fields: Fields = {"kind": TimeKind.DATE, "year": (number - 1) * 100, "unit": TimeUnit.CENTURY}
    if _is_before_christ(toks[j + 1]):  # the 5th century BC is 500 to 401
        return j + 2, fields | {"year": 1 - number * 100}
    return j + 1 + (toks[j + 1].text in _CHRISTIAN), fields


def _centuries(toks: list[Token], i: int, number: int) -> Found | None:
    """Read "15th to 17th centuries", "the fifth and sixth centuries BC"."""
    j = i + 2 + (toks[i + 2].low == "the")
    last = toks[j].value if toks[j].suffix else WORDS.ordinals.get(toks[j].low) or WORDS.late_ordinals.get(toks[j].low)
    joins = toks[i + 1].low in {"to", "and", "or", "through"} or toks[i + 1].text in DASHES
    if (
        not joins
        or last is None
        or toks[j + 1].low not in {"century", "centuries"}
        or max(number, last) > _LAST_CENTURY
    ):
        return None
    ends = {"ends": (toks[i].end, toks[j].start), "unit": TimeUnit.CENTURY}
    if _is_before_christ(toks[j + 2]):
        years = {"year": 1 - number * 100, "end_year": 100 - last * 100}
        return (j + 3, {"kind": TimeKind.DATE, **years, **ends}) if last < number else None
    years = {"year": (number - 1) * 100, "end_year": last * 100 - 1}
    return (j + 2, {"kind": TimeKind.DATE, **years, **ends}) if number < last else None


def _is_before_christ(tok: Token) -> bool:
    return tok.text in _BEFORE_CHRIST


def _is_month(toks: list[Token], i: int) -> bool:
    return toks[i].low in MONTHS and toks[i].capital


def read_day_first(toks: list[Token], i: int) -> Found | None:
    """Read "23 October 2020", "the 18th of May", "3-5 March", "between 3 and 5 March"."""
    day, j = toks[i].value, i + 1
    last: int | None = None
    ends = (toks[i].end, toks[i + 2].start)
    second = toks[j + 1]
    if (toks[j].text in DASHES or toks[j].low in {"and", "to", "or"}) and second.value and j + 2 < len(toks):
        last, j = second.value, j + 2
    dashed = toks[j].text in DASHES and _is_month(toks, j + 1) and toks[i].end == toks[j].start  # "12-Nov-2020"
    j += dashed or toks[j].low == "of"
    if not _is_month(toks, j) or day is None:
        return None
    month = MONTHS[toks[j].low]
    if not is_day(month, day) or (last is not None and (not is_day(month, last) or last <= day)):
        return None
    fields: Fields = {"kind": TimeKind.DATE, "month": month, "day": day}
    if last is not None:
        fields |= {"end_day": last, "ends": ends}
    j += 1
    j += toks[j].text == "." and toks[j - 1].low in WORDS.short
    j += dashed and toks[j].text in DASHES and _has_year(toks, j + 1)
    return read_year_after(toks, (j, fields))


def read_month_first(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read "October 23", "Feb. 24-25", "October 2011", or a bare month that can be nothing else."""
    tok = toks[i]
    if not tok.capital or toks[i - 1].low in WORDS.name_first:
        return None
    month, j = MONTHS[tok.low], i + 1
    j += toks[j].text == "." and tok.low in WORDS.short
    k = j + (toks[j].low == "the")
    day = toks[k].value
    if day is not None and len(toks[k].text) <= FOUR_DIGITS and is_day(month, day) and toks[k].suffix != "s":
        return _day_range(toks, k + 1, {"kind": TimeKind.DATE, "month": month, "day": day})
    fields: Fields = {"kind": TimeKind.DATE, "month": month}
    if _has_year(toks, j) or _beside_month(toks, i, j):
        return j, fields
    if tok.low in WORDS.short:
        return None
    following = toks[i + 1]
    if following.low in WORDS.name_last or (
        following.capital and tok.low in WORDS.doubtful and following.end > following.start and not sure
    ):
        return None
    before = toks[i - 1].low
    if tok.low == "may":
        return (j, fields) if sure or before in _MAY_NEEDS else None
    if tok.low in WORDS.doubtful:
        return (j, fields) if sure or before in _PREPOSITIONS else None
    return j, fields


def _beside_month(toks: list[Token], i: int, j: int) -> bool:
    """Tell whether a month is one end of a range: "June through September", "Apr-Oct"."""
    ahead = _joins_months(toks[j]) and _is_month(toks, j + 1)
    back = i - 1 - (toks[i - 2].text == ".")
    behind = _joins_months(toks[i - 1]) and _is_month(toks, back - 1)
    return ahead or behind


def _joins_months(tok: Token) -> bool:
    return tok.text in DASHES or tok.low in {"to", "through", "until", "till", "and", "or"}


def _day_range(toks: list[Token], j: int, fields: Fields) -> Found:
    """Read the end of "23-27", "23 to 27", "23 and 24" behind a month."""
    last = toks[j + 1].value
    joins = toks[j].text in DASHES or toks[j].low in {"to", "and", "through"}
    if joins and last and is_day(fields["month"], last) and last > fields["day"] and not _unit_after(toks, j + 2):
        return j + 2, fields | {"end_day": last, "ends": (toks[j - 1].end, toks[j + 1].start)}
    return j, fields


def _unit_after(toks: list[Token], j: int) -> bool:
    return toks[j].low in MONTHS or toks[j].low in WORDS.units or toks[j].low in WORDS.not_before


def _has_year(toks: list[Token], j: int) -> bool:
    k = j + (toks[j].low in {",", "of"})
    tok = toks[k]
    if tok.value is None or tok.suffix or tok.end - tok.start != len(tok.text):
        return False
    if _is_before_christ(toks[k + 1]):
        return True
    if len(tok.text) == FOUR_DIGITS - 1 and (k == j or toks[j].low == "of"):  # "30 September 420."
        return toks[k + 1].text in {".", ")", ";", "]"} or (k > j and not toks[k + 1].text[0].isalnum())
    return len(tok.text) == FOUR_DIGITS and tok.value >= _OLDEST_YEAR


def _counted_from_christ(toks: list[Token], i: int) -> int | None:
    """Return the year of "44 BC", "AD 75" and "75 CE"."""
    tok, after = toks[i], toks[i + 1]
    if tok.value:
        return 1 - tok.value if _is_before_christ(after) else tok.value if after.text in _CHRISTIAN else None
    return after.value if tok.text in _CHRISTIAN and not after.suffix else None


def read_year_after(toks: list[Token], found: Found | None) -> Found | None:
    """Add the year behind a month or day: ", 2020", "of that year", "last year"."""
    if found is None:
        return None
    j, fields = found
    k = j + (toks[j].low in {",", "of"})
    counted = _counted_from_christ(toks, k)
    if counted is not None:
        return k + 2, fields | {"year": counted}
    if _has_year(toks, j):
        year = toks[k].value or 0
        next_too = "season" in fields and toks[k + 1].text in DASHES and toks[k + 2].value in {year + 1, year % 100 + 1}
        return k + 1 + 2 * next_too, fields | {"year": year}  # "the winter of 2019-20"
    if toks[k].low in {"this", "last", "next"} and toks[k + 1].low == "year":
        return k + 2, fields | {"unit": TimeUnit.YEAR, "count": WORDS.directions[toks[k].low]}
    if toks[j].low in {"last", "next"} and "day" in fields and not toks[j + 1].text[0].isalnum():  # "on 3 May last"
        return j + 1, fields | {"count": WORDS.directions[toks[j].low]}
    spoken = read_spoken_year(toks, k) if toks[k - 1].low == "of" else None
    if spoken:
        return spoken[0], fields | {"year": spoken[1]["year"]}
    k += toks[k].low == "the"
    if toks[k].low in _THAT and toks[k + 1].low == "year":
        return k + 2, fields | {"kind": TimeKind.BACK, "unit": TimeUnit.YEAR, "count": 0}
    return j, fields


def read_year(toks: list[Token], i: int, *, sure: bool) -> Found | None:
    """Read a bare year or range of years, unless the words beside it make it a number."""
    tok, before, after = toks[i], toks[i - 1], toks[i + 1]
    if tok.value is None or tok.suffix:
        return None
    era = _era(toks, i)
    if era:
        return era
    if before.low == "year" and toks[i - 2].low == "the" and 1 < len(tok.text) < FOUR_DIGITS:  # "in the year 71"
        return i + 1, {"kind": TimeKind.DATE, "year": tok.value}
    ranged = after.text in DASHES and len(toks[i + 2].text) == FOUR_DIGITS and (toks[i + 2].value or 0) > tok.value
    counted = _is_counted(toks, i) and not (ranged and before.low == "over")
    if counted or len(tok.text) != FOUR_DIGITS or not _OLDEST_YEAR <= tok.value <= _LAST_BARE_YEAR:
        return None
    about = before.text == "." and toks[i - 2].low in {"c", "ca", "b", "d", "r", "fl"}
    headed = before.low in {"\n", "."} and after.text in {",", ":", "\n"}
    doubtful = tok.value < _OLDEST_BARE_YEAR and before.low not in _YEAR_NEEDS
    if not sure and doubtful and not (about or ranged or headed):
        return None
    if not sure and tok.value % 100 == 0 and after.text.islower() and after.text.endswith("s"):
        return _years(toks, i, tok.value) if after.low in WORDS.measured else None
    named = before.low in {"the", "early", "late", "mid"} or before.text in DASHES
    if named and tok.value % 10 == 0 and after.low in {"'s", "\u2019s"} and not toks[i + 2].low.isalpha():
        return i + 2, {"kind": TimeKind.DATE, "year": tok.value, "unit": TimeUnit.DECADE}  # "in the 1990's."
    return _years(toks, i, tok.value)


def _is_counted(toks: list[Token], i: int) -> bool:
    """Tell whether the words beside a number make it a number of things, or of a list."""
    before, after = toks[i - 1], toks[i + 1]
    if after.low == "per" and before.low in {"until", "since"}:  # "until 1970 per the census"
        return False
    listed = before.text == "." and toks[i - 2].low == "no"
    return listed or after.low in WORDS.not_before or before.low in WORDS.not_after


def _era(toks: list[Token], i: int) -> Found | None:
    """Read "480 BC", "AD 842", "842 CE", "499-493 BC", "from 499 to 493 BC"."""
    about = toks[i + 2].low in {"about", "around"}
    tok, after, other = toks[i], toks[i + 1], toks[i + 2 + about]
    year = tok.value or 0
    if after.text in _CHRISTIAN or toks[i - 1].text in _CHRISTIAN:
        return i + 1 + (after.text in _CHRISTIAN), {"kind": TimeKind.DATE, "year": year}
    if after.text in _BEFORE_CHRIST:
        return i + 2, {"kind": TimeKind.DATE, "year": 1 - year}
    joins = after.text in DASHES or after.low in {"to", "and", "until", "or"}
    if joins and other.value and not other.suffix and other.value < year and toks[i + 3 + about].text in _BEFORE_CHRIST:
        ends = (tok.end, other.start)
        return i + 4 + about, {"kind": TimeKind.DATE, "year": 1 - year, "end_year": 1 - other.value, "ends": ends}
    return None


def _years(toks: list[Token], i: int, year: int) -> Found:
    """Read "1999-2001" and "2019/20"."""
    fields: Fields = {"kind": TimeKind.DATE, "year": year}
    last = toks[i + 2]
    if (toks[i + 1].text in DASHES or toks[i + 1].text == "/") and last.value is not None and not last.suffix:
        end = last.value if len(last.text) == FOUR_DIGITS else year // 100 * 100 + last.value
        if year < end <= year + 100 and len(last.text) in {2, 4}:
            return i + 3, fields | {"end_year": end, "ends": (toks[i].end, last.start)}
    return i + 1, fields
