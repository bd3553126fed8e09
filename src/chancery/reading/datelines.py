"""Dates and places that a page writes down for its reader: date lines, datelines, dates in titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from chancery.codebooks.outlets import outlet_by_name
from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))"  # an hour may be glued to it
_GLUED: Final = r"(?:\b|(?<=shed)|(?<=dated)|(?<=sted))"  # "PublishedMay 12, 2021"
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_GLUED}{_MONTH} {_DAY} ?,? {_YEAR}",
        rf"{_GLUED}{_DAY} (?:day )?(?:of )?{_MONTH} ?,? {_YEAR}",
        rf"\b{_YEAR}\.? {_MONTH} {_DAY}\b",
        rf"\b{_DAY}(?P<sign>[-/]){_MONTH}(?P=sign){_YEAR}",
        rf"\b{_MONTH} {_DAY},? \d\d:\d\d(?::\d\d)?(?: [a-z]{{3,4}})? {_YEAR}",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>0?[1-9]|1[0-2])-(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<![\w.])(?P<year>(?:19|20)\d\d)\. ?(?P<number>0?[1-9]|1[0-2])\. ?(?P<day>0?[1-9]|[12]\d|3[01])(?![\w])",
        rf"(?<!\d){_YEAR} ?[年년] ?(?P<number>0?[1-9]|1[0-2]) ?[月월] ?(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        r"\b(?P<day>0?[1-9]|[12]\d|3[01])\. ?(?P<number>0?[1-9]|1[0-2])\. ?(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<![\w/])(?P<year>(?:19|20)\d\d)/(?P<number>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])\b",
        rf"\b{_DAY}\. ?{_MONTH} ?{_YEAR}",
        # with strokes or hyphens, only where the day cannot be a month
        r"(?<![\w/-])(?P<day>1[3-9]|2\d|3[01])(?P<sign>[/-])(?P<number>0?[1-9]|1[0-2])(?P=sign)(?P<year>(?:19|20)\d\d)\b",
        r"(?<![\w/-])(?P<number>0?[1-9]|1[0-2])(?P<sign>[/-])(?P<day>1[3-9]|2\d|3[01])(?P=sign)(?P<year>(?:19|20)\d\d)\b",
        r"(?<![\w.:/-])(?P<day>0[1-9]|[12]\d|3[01])\.(?P<number>0[1-9]|1[0-2])\.(?P<short>[0-4]\d)(?![\w:]|\.\d)",
        rf"{_GLUED}{_MONTH} {_DAY} ?,? [’'](?P<short>\d\d)\b",
        # the hour of a telegram: "121430Z MAY 21"
        rf"\b(?P<day>0[1-9]|[12]\d|3[01])[0-2]\d[0-5]\dz? {_MONTH} (?P<short>\d\d)(?!\d)",
    )
)
_YEARLESS: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b{_MONTH} {_DAY}\b(?![,.]? ?\d(?!\d?[:.h]\d\d))",
        rf"\b{_DAY} {_MONTH}(?![\w,]? ?\d(?!\d?[:.h]\d\d))",
    )
)
# "12 de mayo de 2023", "12. Mai 2023", above an English report on the page of an outlet of another language
_FOREIGN: Final = re.compile(
    rf"\b{_DAY}[.º]?(?: del?)? (?P<name>[^\W\d_]{{3,12}})\.?,?(?: del?)? {_YEAR}\b", re.IGNORECASE
)
_FOREIGN_DAY: Final = re.compile(r"\b(?P<day>0?[1-9]|[12]\d) (?P<name>[^\W\d_]{3,12})\b")
_FOREIGN_LINE: Final = re.compile(r"\W*(?:[^\W\d_]{3,14},? )?\d{1,2}[.º]?(?: del?)? (?P<name>[^\W\d_]{3,12})\W*")
_LOCALES: Final = (
    "es pt fr de it nl sv da nb fi pl cs sk hu ro bg sr sl el ru uk be tr az kk ky uz id ms vi sq et lv lt ca".split()
)
_BEFORE_FOREIGN: Final = re.compile(r"\W*(?:[^\W\d_]{2,14}\W+){0,3}")
_AFTER_FOREIGN: Final = re.compile(r"\W*(?:[^\W\d_]{1,8}\W*)?(?:\d{1,2}[:.]\d\d.{0,12})?")
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ?)?"
# what may stand beside a day in a line that is nothing but a stamp, piece by piece
_BESIDE: Final = re.compile(
    r"[\W_]+|"
    r"(?:(?:(?:first |last |originally )?(?:published|updated?|posted|created|uploaded|added|issued|modified|"
    r"released?)|dated?|sent|(?:release|publication) date|for immediate release|debated|"
    r"(?:meeting|sitting|session|hearing)(?= of\b))(?: (?:on|at|of|in|online))?|"
    r"at|on|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    # the hour and its zone
    r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.? ?m\b\.?)?|\d{1,2}h\d\d|\d{1,2} ?[ap]\.? ?m\b\.?|"
    r"\d{4}(?= ?(?:gmt|utc|hrs)))"
    r"(?: ?(?:local|(?:[a-z]+ )?(?:standard|daylight|summer)) time| ?\(?(?:gmt|utc|uhr|hrs|[a-z]{2,4}t)(?:[+-]\d+)?)?|"
    # "Vol. 12, No. 34 (2024)", as papers number their issues
    r"(?:vol(?:ume)?|issue|no|nr|number|edition)\b[.:]? ?(?:no\.? ?)?(?:\d[\d,.]*|[ivxlc]+)(?: ?\((?:19|20)\d\d\))?"
    r")(?![^\W_])",
    re.IGNORECASE,
)
# when it was changed, behind when it was published
_CHANGED: Final = re.compile(r"(?:last )?(?:updated?|modified|güncelleme)\b .{3,40}", re.IGNORECASE)
_LONGEST: Final = 120  # characters on either side of a stamp's day
_DAY_NAME: Final = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
_NO_REGION: Final = rf"(?!(?i:{_MONTH.replace('?P<month>', '?:')}) \d|{_DAY_NAME})"
_WHEN: Final = (
    rf"(?:{_DAY_NAME},? ?)?"
    r"(?:(?:\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:of )?\w{3,9}\.?)(?:,? \d{4})?|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_BIG: Final = r"[^\W\d_a-zà-ÿ]"
_LETTERS: Final = r"[^\W\d_a-zà-ÿ.'’-]"
_REGION: Final = rf"{_NO_REGION}{_BIG}[\w.'’-]*\.?"
_LEAD: Final = re.compile(
    # an agency that stands first: "(Reuters) ROME, 3 May -"
    r"(?P<first>[(\[/][A-Z][^()\[\]/\n]{1,40}[)\]/][,.]? (?:[—–-]{1,2} )?)?"
    # a place in capitals, perhaps with its region
    rf"(?P<place>{_BIG}(?:{_LETTERS}|[.'’-])+(?:[ /-]{_BIG}(?:{_LETTERS}|[.'’-])*){{0,4}}"
    rf"(?:, {_REGION}(?: {_REGION}){{0,2}})?|"
    # or in title case
    rf"{_BIG}[\w’'.-]+(?: {_BIG}[\w’'.-]+){{0,2}}(?:, {_REGION}(?: {_REGION})?)?(?: \[[A-Z][\w ]{{2,30}}\])?)"
    # the day before or after the agency
    rf"(?P<date>(?: ?[—–-] |[,.]? ?|, )(?:{_WHEN}|{_DAY_NAME}))?"
    rf"[,.]? ?(?P<tag>[(\[/][A-Z][^()\[\]/\n]{{1,40}}[)\]/])?(?P<tail>,? ?{_WHEN})?"
    # a dash, a hyphen between blanks, or a colon
    r"(?P<end>\.? ?(?:—|–|--) ?|(?<=(?:19|20)\d\d)\. (?=[A-Z])|"
    r"(?:(?<=[)\]/])|\.? )- |(?<=[)\]/])[.:] | ?: |(?<=[)\]/]) )(?=[\"“‘'«(\[]?[^\W_])"
)
_AGENCY_AFTER: Final = re.compile(r"(?P<name>[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})\. (?=[\"“‘'«(]?[^\W_])")
_BARE: Final = re.compile(r"\((?P<tag>[A-Z][^()\n]{1,40})\) ?(?:—|–|--?) ?(?=[\"“‘'«]?[^\W_])")
_PLACE_BEFORE: Final = re.compile(
    rf"\(?{_BIG}[\w.’'-]+(?: {_BIG}[\w.’'-]+){{0,2}}(?:, {_REGION}(?: {_REGION})?)?(?:,| [–—-]) (?i:{_WEEKDAY})"
)
_SIGNED: Final = re.compile(r"\W*(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?\W*)?(?:from our|by) [^.!?]{3,60}", re.IGNORECASE)
_MONTH_LINE: Final = re.compile(rf"\W*(?:published|issue)?:?\W*{_MONTH},? {_YEAR}\W*(?:issue)?\W*", re.IGNORECASE)
_SEASON_LINE: Final = re.compile(rf"\W*(?:spring|summer|autumn|fall|winter),? {_YEAR}\W*(?:issue)?\W*", re.IGNORECASE)
_PARTS: Final = re.compile(r" ?[|•·] ?| / ")
_NO_PLACE: Final = frozenset(_MONTHS) | {"question", "answer", "q", "a", "update", "exclusive", "analysis", "breaking"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that the text writes out.

    Attributes:
        date: Day precision; without a year where none is written.
        start: First character of the words.
        end: One past the last.
        foreign: Whether the month is named in another language than English.
    """

    date: Edtf
    start: int
    end: int
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of an agency report: "MOSCOW, Feb 3 (Reuters) -".

    Attributes:
        place: As written; "" where the agency stands alone.
        tag: What stands in brackets, an agency's name as a rule.
        date: The date, if it is written.
        end: Where the report itself begins.
    """

    place: str
    tag: str | None
    date: Edtf | None
    end: int


def find_date(text: str, *, yearless: bool = False) -> Dated | None:
    """Find the first date of day precision.

    Args:
        text: A line or title; only its first 500 characters are read.
        yearless: Whether a day and month without a year will do.

    Returns:
        The date, or None.
    """
    shapes = _SHAPES + (_YEARLESS if yearless else ())
    for shape in shapes:
        match = shape.search(text[:500])
        date = _date(match) if match else None
        if match and date:
            return Dated(date, match.start(), match.end())
    return _foreign_date(text[:500])


def find_dates(text: str, *, yearless: bool = False) -> Iterator[Edtf]:
    """Find every date of day precision that names its month, or that can be read in one way only.

    Args:
        text: A line; only its first 500 characters are read.
        yearless: Whether a day and month without a year will do.
    """
    for shape in _SHAPES + (_YEARLESS if yearless else ()):
        yield from filter(None, map(_date, shape.finditer(text[:500])))


def _foreign_date(text: str) -> Dated | None:
    match = _FOREIGN.search(text)
    number = _foreign_months().get(match["name"].casefold()) if match else None
    if match is None or number is None:
        return None
    try:
        date = Edtf.parse(f"{match['year']}-{number:02d}-{int(match['day']):02d}")
    except UnsupportedFact:
        return None
    return Dated(date, match.start(), match.end(), foreign=True)


def _foreign_day(text: str) -> Dated | None:
    """Find a day without a year whose month has the name of another language: "06 GIU"."""
    for match in _FOREIGN_DAY.finditer(text):
        number = _foreign_months().get(match["name"].casefold())
        if number:
            return Dated(
                Edtf.parse(f"XXXX-{number:02d}-{int(match['day']):02d}"), match.start(), match.end(), foreign=True
            )
    return None


def _is_beside(text: str, *, changed: bool = False) -> bool:
    """Tell what is nothing but weekday, hour, number of an issue and words for publishing.

    Args:
        text: What stands before or after a day.
        changed: Whether a later day, of the last change, may end it.
    """
    at = 0
    while at < len(text) <= _LONGEST:
        if changed and _CHANGED.fullmatch(text, at):
            return True
        piece = _BESIDE.match(text, at)
        if piece is None:
            return False
        at = piece.end()
    return at >= len(text)


def is_foreign_day(text: str) -> bool:
    """Tell a line that is a day in another language, without a year: "lunes 4 de septiembre"."""
    match = _FOREIGN_LINE.fullmatch(text)
    return match is not None and match["name"].casefold() in _foreign_months()


@cache
def _foreign_months() -> Mapping[str, int]:
    """Return the months of languages other than English, as they stand beside a day and alone."""
    from babel.dates import get_month_names  # noqa: PLC0415 - few pages need it

    found: dict[str, int] = {}
    for locale in _LOCALES:
        names = (
            get_month_names("wide", "format", locale),
            get_month_names("wide", "stand-alone", locale),
            get_month_names("abbreviated", "format", locale),
        )
        for number, name in (item for table in names for item in table.items()):
            found.setdefault(name.casefold().rstrip("."), number)
    return {name: number for name, number in found.items() if len(name) > 2 and name.isalpha()}  # noqa: PLR2004


def read_date_line(text: str) -> Edtf | None:
    """Read a line that holds a date, perhaps with weekday, hour or "Published", and nothing else."""
    for part in _PARTS.split(text):
        found = find_date(part)
        if found is None:
            continue
        before, after = part[: found.start], part[found.end :]
        ends = _is_beside(after, changed=True) or _SIGNED.fullmatch(after)
        if found.foreign and _BEFORE_FOREIGN.fullmatch(before) and _AFTER_FOREIGN.fullmatch(after):
            return found.date
        if ends and (_is_beside(before) or _PLACE_BEFORE.fullmatch(before)):
            return found.date
    return None


def read_month(text: str) -> Edtf | None:
    """Read a line that is a month and its year, as magazines have it; of a season, the year.

    Example:
        >>> str(read_month("September 2017")), str(read_month("FALL 2017")), read_month("In September 2017")
        ('2017-09', '2017', None)
    """
    match = _MONTH_LINE.fullmatch(text)
    season = None if match else _SEASON_LINE.fullmatch(text)
    if match:
        return Edtf.parse(f"{match['year']}-{_month_number(match['month']):02d}")
    return Edtf.parse(season["year"]) if season else None


def read_dateline(text: str) -> Dateline | None:
    """Read the dateline at the start of a paragraph, if there is one.

    Example:
        >>> read_dateline("ASTANA (XYZ) — The ministers met.").place
        'ASTANA'
    """
    bare = _BARE.match(text[:60])
    if bare and outlet_by_name(bare["tag"]):
        return Dateline("", bare["tag"], None, bare.end())
    match = _LEAD.match(text[:160])
    if match is None or match["place"].casefold() in _NO_PLACE:
        return None
    place, tag, end = match["place"], _agency(match["tag"] or match["first"]), match.end()
    when = f"{match['date'] or ''} {match['tail'] or ''} {tag or ''}"
    found = find_date(when, yearless=True) or _foreign_day(when)
    if not _closes(match, dated=found is not None):
        return None
    after = _AGENCY_AFTER.match(text, end) if tag is None and match["end"].strip(" .") in {"-", "–", "—"} else None
    if after and outlet_by_name(after["name"]):
        tag, end = after["name"], after.end()
    if not (place.isupper() or tag or found):
        return None
    return Dateline(place, tag, found.date if found else None, end)


def _agency(bracketed: str | None) -> str | None:
    return bracketed.strip(" ,.—–-")[1:-1].strip() if bracketed else None


def _closes(match: re.Match[str], *, dated: bool) -> bool:
    """Tell whether the end suits the rest: a dash always does; a colon, a stop or nothing needs agency or day."""
    mark = match["end"].strip()
    tagged = match["tag"] is not None
    if mark in {":", ""}:
        return dated and (tagged or bool(mark))
    return tagged or (dated and match["place"].isupper()) if mark == "." else True


def _date(match: re.Match[str]) -> Edtf | None:
    groups = match.groupdict()
    number = int(groups["number"]) if groups.get("number") else _month_number(groups["month"])
    short = groups.get("short")
    year = groups.get("year") or (f"20{short}" if short else "XXXX")
    try:
        return Edtf.parse(f"{year}-{number:02d}-{int(groups['day']):02d}")
    except UnsupportedFact:
        return None


def _month_number(word: str) -> int:
    start = word.casefold()[:3]
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(start))
