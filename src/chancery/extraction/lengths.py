"""Reads lengths of time: "three days", "some 80 years", "a ten-day visit", "every day", "per month".

A length alone says nothing of when; `chancery.extraction.distances` reads what stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from chancery.extraction.timetokens import DASHES, WORDS, Fields, Found, Token
from chancery.model.times import TimeBound, TimeKind, TimeUnit

_LEANS: Final = {"nearly": -1, "almost": -1, "under": -2, "less": -2, "fewer": -2, "over": 1, "more": 1, "longer": 1}
"""To which side of its number a length is rough."""
ROUGH: Final = frozenset(
    {"about", "around", "some", "nearly", "almost", "over", "roughly", "approximately", "under", "perhaps"}
)
_EXACT: Final = frozenset({"just", "only", "exactly", "another"})
_THAN: Final = frozenset({"more", "less", "fewer", "longer"})
_CLOSE: Final = ("close", "to")
_MANY: Final = frozenset({"several", "few", "many"})
_BETWEEN: Final = frozenset(
    {"full", "whole", "long", "bloody", "brutal", "entire", "more", "consecutive", "straight", "single", "further"}
)
_BARE_AFTER: Final = frozenset({"for", "within", "after", "in", "and", "took"})
_TIMEX_UNITS: Final = {
    TimeUnit.DAY: "D",
    TimeUnit.WEEK: "W",
    TimeUnit.MONTH: "M",
    TimeUnit.QUARTER: "Q",
    TimeUnit.YEAR: "Y",
    TimeUnit.DECADE: "DE",
    TimeUnit.CENTURY: "CE",
}
_SMALLER: Final = {
    TimeUnit.WEEK: (TimeUnit.DAY, 7),
    TimeUnit.MONTH: (TimeUnit.DAY, 30),
    TimeUnit.YEAR: (TimeUnit.MONTH, 12),
    TimeUnit.DECADE: (TimeUnit.YEAR, 10),
    TimeUnit.CENTURY: (TimeUnit.YEAR, 100),
}
_FORTNIGHTS: Final = frozenset({"fortnight", "fortnights"})
_CLOCK_UNITS: Final = {"hour": "H", "hours": "H", "minute": "M", "minutes": "M"}
_LARGE: Final = {"hundred": 100, "dozen": 12}
_HOURS: Final = 24
_HALF: Final = 0.5
_ROUND: Final = 10
_LAST_PREFIX: Final = 3


@dataclass(frozen=True, slots=True)
class Length:
    """A counted unit of time.

    Attributes:
        end: Index of the token behind it.
        number: How many; None for "several", "a few".
        unit: Unit of the calendar; None for hours and minutes.
        code: TIMEX3's letters of the unit, with the T of a clock: "TH".
        rough: Whether its own words say "about".
        lean: To which side: -1 "nearly", -2 "less than", 1 "more than", 0 either.
    """

    end: int
    number: float | None
    unit: TimeUnit | None
    code: str
    rough: bool
    lean: int = 0

    @property
    def value(self) -> str:
        """The length as TIMEX3 writes it: "P3D", "PXM", "PT12H"."""
        clock, letters = ("T", self.code[1:]) if self.code[0] == "T" and len(self.code) > 1 else ("", self.code)
        return f"P{clock}{'X' if self.number is None else f'{self.number:g}'}{letters}"

    @property
    def has_days(self) -> bool:
        """Whether it can be counted on the calendar: not "three hours", but "24 hours"."""
        days = self.code == "TH" and self.number is not None and self.number >= _HOURS and self.number % _HOURS == 0
        return self.unit is not None or days

    @property
    def fields(self) -> Fields:
        """Unit and number of a mention that counts it; "several" counts as about three."""
        number = self.number if self.number is not None else 3
        if self.unit is None:
            return {"unit": TimeUnit.DAY, "count": round(number / _HOURS), "rough": self.rough, "lean": self.lean}
        if number != int(number) and self.unit in _SMALLER:  # "half a year", "two and a half centuries"
            unit, length = _SMALLER[self.unit]
            return {"unit": unit, "count": round(number * length), "rough": True, "lean": self.lean}
        whole = int(number) if number == int(number) else round(number)
        rough = self.rough or self.number is None or whole != number
        return {"unit": self.unit, "count": whole, "rough": rough, "lean": self.lean}


def read_length(toks: list[Token], i: int) -> Length | None:
    """Read "three days", "a month", "some 80 years", "two and a half years", "several weeks"."""
    length = _read_length(toks, i)
    lean = next((_LEANS[toks[k].low] for k in range(i, i + _LAST_PREFIX) if toks[k].low in _LEANS), 0) if length else 0
    return replace(length, lean=lean) if length and lean and length.rough else length


def _read_length(toks: list[Token], i: int) -> Length | None:
    j, rough = _prefix(toks, i)
    if toks[j - 1].low == "some" and toks[j].low in WORDS.units:  # "some years ago"
        return _counted(toks, j, None, rough=True, plural=True)
    j += toks[j].low == "a" and toks[j + 1].low in _MANY
    if toks[j].low in _MANY:
        return _counted(toks, j + 1, None, rough=True, plural=True)
    j += toks[j].low == "a" and toks[j + 1].low == "couple"
    if toks[j].low == "couple":
        return _counted(toks, j + 1 + (toks[j + 1].low == "of"), 2, rough=True, plural=True)
    read = _number(toks, j)
    if read is None:
        return None
    end, number = read
    if toks[end].low in {"to", "or", "and"} or toks[end].text in DASHES:
        other = _number(toks, end + 1)
        if other and other[1] > number >= 1 and toks[end].low != "and":
            end, number, rough = other[0], other[1], True
    return _counted(toks, end, number, rough=rough)


def read_duration(toks: list[Token], i: int) -> Found | None:
    """Read a length that stands alone: "for three days", "a ten-day visit", "18 years old", "within days"."""
    length = _hyphened(toks, i) or read_length(toks, i) or _bare(toks, i)
    if length is None:
        return None
    end = length.end
    if toks[end].low == "old":
        end += 1
    elif toks[end].low == "of" and toks[end + 1].low == "age":
        end += 2
    fields = length.fields if length.has_days else {}
    return end, fields | {"kind": TimeKind.DURATION, "value": length.value, "bound": TimeBound.IN}


def read_set(toks: list[Token], i: int) -> Found | None:
    """Read "daily", "every day", "each Monday", "per month"."""
    low, nxt = toks[i].low, toks[i + 1].low
    fields: Fields = {"kind": TimeKind.SET}
    if low in WORDS.sets and low not in WORDS.units:
        return i + 1, fields | {"value": WORDS.sets[low]}
    if low == "per" and nxt in WORDS.units:
        return i + 2, fields | {"value": f"P1{_TIMEX_UNITS[TimeUnit(WORDS.units[nxt])]}"}
    if low in {"every", "each"} and (nxt in WORDS.units or nxt in WORDS.weekdays):
        unit = WORDS.units.get(nxt, "day")
        return i + 2, fields | {"value": WORDS.sets.get(unit), "weekday": WORDS.weekdays.get(nxt)}
    return None


def _prefix(toks: list[Token], i: int) -> tuple[int, bool]:
    """Skip "about", "more than", "just over", "at least"; tell whether they make the number rough."""
    j, rough = i, False
    for _ in range(_LAST_PREFIX):
        low, nxt = toks[j].low, toks[j + 1].low
        if low in ROUGH:
            j, rough = j + 1, True
        elif (low in _THAN and nxt == "than") or (low == "at" and nxt in {"least", "most"}) or (low, nxt) == _CLOSE:
            j, rough = j + 2, True
        elif low in _EXACT:
            j += 1
        elif low == "a" and nxt in {"mere", "further"}:
            return j + 2 if toks[j + 2].low in WORDS.numbers else j, rough
        elif low == "a" and nxt == "little" and toks[j + 2].low == "more" and toks[j + 3].low == "than":
            j, rough = j + 4, True
        else:
            break
    return j, rough


def _number(toks: list[Token], i: int) -> tuple[int, float] | None:
    """Read "3", "22.8", "2 1/2", "twenty-five", "a hundred", "two and a half", "half a"."""
    tok, nxt = toks[i], toks[i + 1]
    if tok.text[0].isdigit():
        return _digits(toks, i)
    if tok.low == "half" and nxt.low in {"a", "an"}:
        return i + 2, _HALF
    number = WORDS.numbers.get(tok.low)
    if number is None:
        return None
    if tok.low in {"a", "an"} and nxt.low in _LARGE:
        return i + 2, _LARGE[nxt.low]
    ones = WORDS.numbers.get(toks[i + 2].low, _ROUND)
    if number > _ROUND and number % _ROUND == 0 and nxt.text in DASHES and ones < _ROUND:
        return i + 3, number + ones
    k = i + 2 + (toks[i + 2].low == "a")
    return (k + 1, number + _HALF) if nxt.low == "and" and toks[k].low == "half" else (i + 1, number)


def _digits(toks: list[Token], i: int) -> tuple[int, float] | None:
    whole, dot, part = toks[i].text.partition(".")
    plain = whole.replace(",", "") + dot + part
    if toks[i].suffix or not plain.replace(".", "", 1).isdecimal() or len(plain) > _ROUND:
        return None
    if [toks[i + k].text for k in (1, 2, 3)] == ["1", "/", "2"]:
        return i + 4, float(plain) + _HALF
    return i + 1, float(plain)


def _counted(toks: list[Token], i: int, number: float | None, *, rough: bool, plural: bool = False) -> Length | None:
    """Read the unit behind a number."""
    i += toks[i].text == "]" and toks[i - 2].text == "["  # "[ten] years ago", as editors mend words
    i += toks[i].low in _BETWEEN
    word = toks[i].low
    if word == "half" and toks[i + 1].text in DASHES and toks[i + 2].low in WORDS.units:
        i, word, number = i + 2, toks[i + 2].low, (number or 1) * _HALF
    if plural and not word.endswith("s") and word != "centuries":
        return None
    if word in _CLOCK_UNITS:
        return Length(i + 1, number, None, "T" + _CLOCK_UNITS[word], rough)
    if word in _FORTNIGHTS:
        return Length(i + 1, None if number is None else number * 2, TimeUnit.WEEK, "W", rough)
    if word not in WORDS.units or (toks[i + 1].text in DASHES and toks[i + 2].low == "long" and number == 1):
        return None  # "a month-long siege" is read at its month
    unit = TimeUnit(WORDS.units[word])
    return Length(i + 1, number, unit, _TIMEX_UNITS.get(unit, "X"), rough)


def _hyphened(toks: list[Token], i: int) -> Length | None:
    """Read "ten-day", "24-year", "month-long", "nine day long", "three-year-old"."""
    unit = WORDS.units.get(toks[i].low)
    if unit and toks[i + 1].text in DASHES and toks[i + 2].low == "long":
        return Length(
            i + 3, None if toks[i].low.endswith("s") else 1, TimeUnit(unit), _TIMEX_UNITS[TimeUnit(unit)], rough=False
        )
    read = _number(toks, i)
    if read is None:
        return None
    j, number = read
    dashed = toks[j].text in DASHES and toks[j].start == toks[j - 1].end
    length = _counted(toks, j + 1, number, rough=False) if dashed else None
    if length is None:
        return None
    tail = toks[length.end].text in DASHES and toks[length.end + 1].low in {"long", "old"}
    return Length(length.end + 2 * tail, number, length.unit, length.code, rough=False)


def _bare(toks: list[Token], i: int) -> Length | None:
    """Read "within days", "for weeks"."""
    if not toks[i].low.endswith("s") or toks[i - 1].low not in _BARE_AFTER or toks[i + 1].text in DASHES:
        return None
    length = _counted(toks, i, None, rough=True)
    return length if toks[i].low in WORDS.units or toks[i].low in _CLOCK_UNITS else None
