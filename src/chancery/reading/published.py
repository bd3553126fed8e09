"""When a report was published, as far as the page tells.

In the order of trust: the page's own metadata; a line that says "published"; the day beside whoever signs, since the
head of a page may bear the day on which it was opened; other lines of a day above the report; a day in numbers, where
the page tells which is the month; a dateline; a day without a year beside whoever signs; a day below the report, as
statements have it; a section's name with a day above the title; a line of the head that ends with a day; a day among
the widgets of the head; the page's own address; a line that says "published" elsewhere; a day without a year, a month,
in the head; a day in the title; the only day that short lines of the head name. A day without a year takes that of the
same day elsewhere on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf
from chancery.model.text import DateBasis
from chancery.reading.bylines import labelled_names
from chancery.reading.datelines import find_date, find_dates, read_date_line, read_dateline, read_month
from chancery.reading.numeric_days import read_numeric
from chancery.reading.source import PageData
from chancery.reading.titles import stems

Found = tuple[Edtf, DateBasis, tuple[str, ...]]

_PUBLISHED: Final = re.compile(r"\b(?:publish|posted|release|issued)", re.IGNORECASE)
_UPDATED: Final = re.compile(r"\b(?:updat|modif|edit)ed\b", re.IGNORECASE)
_STATED: Final = re.compile(
    r"\W*(?:first |originally )?(?:published|posted|issued|released)(?: (?:on|at|online))?\W", re.IGNORECASE
)
_EDITED: Final = re.compile(
    r"\W*(?:this )?(?:page|article)?(?: was)? ?last (?:edited|modified|updated|changed?|reviewed)\b", re.IGNORECASE
)
_AFTER_DAY: Final = re.compile(r"\W*(?:\([A-Z][^()]{1,80}\))?\W*")
_ANY_YEAR: Final = 2000  # stands in where a line has none
_SHOWN: Final = 80  # characters of a line that a reason quotes
_KICKER: Final = re.compile(r" ?[|•·] ?")
_KICKED: Final = 2  # parts of a kicker: section and day
_FEW: Final = 10  # words of a line that says little more than a day
_OPENINGS: Final = 3  # paragraphs, one of which an agency's dateline may open
_CONCLUDED: Final = re.compile(r"\W*(?:done|signed|given|issued|adopted|made) (?:at|in|on|this)\b", re.IGNORECASE)
_SPOKEN: Final = re.compile(
    r"\W*(?:statement|remarks|speech|address|delivered|adopted|given|issued|press|interview|transcript|as delivered)\b",
    re.IGNORECASE,
)
_PRINTED: Final = re.compile(r"page [A-Z]?\d{1,3}\b|.*\b(?:page |pp?\. ?)[A-Z]?\d{1,3}$", re.IGNORECASE)
_TELEGRAM: Final = re.compile(r"(?:[A-Z]{1,2} )?\d{6}Z [A-Z]{3} \d\d\b")
_VIEWED: Final = re.compile(r"[\d.,]+[KM]? views?\b", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"\S+\.\S+/(?P<year>(?:19|20)\d\d)/(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])/(?P<slug>[\w-]{8,})"
)
_SPLIT: Final = (2, 3)  # lines over which a calendar's leaf breaks a day
_LEAF: Final = 12  # characters of a line of it
_ENROL: Final = re.compile(r"add to (?:my |your )?calendar|\bical\b|registration (?:has|is|for)\b", re.IGNORECASE)
_OTHERS: Final = re.compile(r".{0,40}\b(?:created|joined|founded|registered|member since)\W*", re.IGNORECASE)
_MAY_BE_OTHERS: Final = ("datelines", "bylines", "kickers", "head", "beside", "ends")
_AROUND_EVENT: Final = 4  # lines from an event's day to what bids register for it
_CLOSING: Final = re.compile(r"\W*(?:dated?\b|done\b|issued\b|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}, )", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The lines of a page that may bear the day.

    Attributes:
        datelines: Date lines and datelines above the body.
        paragraphs: The body, in order.
        bylines: Bylines above the body.
        kickers: What else stands above the title; a section's name there may be followed by the day.
        head: Every short line of the report above its body, and among its first paragraphs.
        beside: All that stands between the title and the first paragraph, furniture too.
        closings: The last lines of report and page, one of which may be the day of a statement.
        ends: The last lines of the report alone.
        page: The whole page, in order.
    """

    datelines: Sequence[str] = ()
    paragraphs: Sequence[str] = ()
    bylines: Sequence[str] = ()
    kickers: Sequence[str] = ()
    head: Sequence[str] = ()
    beside: Sequence[str] = ()
    closings: Sequence[str] = ()
    ends: Sequence[str] = ()
    page: Sequence[str] = ()


def find_published(
    page: PageData, stamps: Stamps, *, title: str | None
) -> tuple[Edtf | None, DateBasis, tuple[str, ...]]:
    """Tell when a report was published, and what that rests on.

    Args:
        page: What the page says about itself.
        stamps: The lines that may tell.
        title: The report's title.

    Returns:
        Date, basis and reasons; `(None, UNKNOWN, ())` when the page does not tell.
    """
    written = _metadata_date(page)
    if written:
        return written, DateBasis.METADATA, (f"the page's metadata give {written}",)
    stamps = _own(stamps)
    told = (
        _in_head(stamps.datelines, stamps.bylines),
        _in_numbers(stamps),
        _in_opening(stamps.paragraphs, stamps.datelines),
        _in_passing(stamps.bylines, stamps.closings, stamps.kickers),
        _at_end(stamps.head),
        _beside(stamps.beside),
        _beside(stamps.ends),
        _in_address(stamps.page, title),
        _elsewhere(stamps.page),
        _unfinished(stamps.head),
        _of_issue((*stamps.head, *stamps.kickers)),
        _in_title(title),
        _among_few((*stamps.head, *stamps.kickers)),
    )
    found = next((found for group in told for found in group), None)
    return _with_year(found, stamps.page) if found else (None, DateBasis.UNKNOWN, ())


def _own(stamps: Stamps) -> Stamps:
    """Take out the days of others: of an event to come, of the day on which somebody joined."""
    lines = stamps.page
    others = {
        line
        for at, line in enumerate(lines)
        if find_date(line)
        and (
            any(map(_ENROL.search, lines[max(0, at - _AROUND_EVENT) : at + _AROUND_EVENT + 1]))
            or (at and _OTHERS.fullmatch(lines[at - 1]))
        )
    }
    if not others:
        return stamps
    kept = {name: [line for line in getattr(stamps, name) if line not in others] for name in _MAY_BE_OTHERS}
    return replace(stamps, **kept)


def _metadata_date(page: PageData) -> Edtf | None:
    try:
        return Edtf.parse(page.date[:10]) if page.date else None
    except UnsupportedFact:
        return None


def _in_head(datelines: Sequence[str], bylines: Sequence[str]) -> Iterator[Found]:
    lines = [(line, date) for line in datelines if (date := read_date_line(line))]
    signed = [(line, found.date) for line in bylines if (found := find_date(line)) and not _UPDATED.search(line)]
    published = any(_PUBLISHED.search(line) for line, _ in lines)
    for line, date in lines if published else [*signed, *lines]:
        yield _of_line(line, date, "above")


def _in_opening(paragraphs: Sequence[str], datelines: Sequence[str]) -> Iterator[Found]:
    for opening in map(read_dateline, (*paragraphs[:_OPENINGS], *(f"{line} — x" for line in datelines))):
        if opening and opening.date:
            yield opening.date, DateBasis.DATELINE, (f"the dateline of {opening.place}",)


def _in_passing(bylines: Sequence[str], closings: Sequence[str], kickers: Sequence[str]) -> Iterator[Found]:
    for line in bylines:
        if found := find_date(line, yearless=True):
            yield _of_line(line, found.date, "above")
    for line in closings:
        if _CLOSING.match(line) and (date := read_date_line(line)):
            yield _of_line(line, date, "below")
        elif _CONCLUDED.match(line) and (found := find_date(line)):
            yield _of_line(line, found.date, "below")
    for line in kickers:
        if len(_KICKER.split(line)) <= _KICKED and (date := read_date_line(line)):
            yield _of_line(line, date, "above")
        elif _PRINTED.match(line) and (found := find_date(line)):
            yield _of_line(line, found.date, "above")


def _in_numbers(stamps: Stamps) -> Iterator[Found]:
    """Yield days in numbers, that which says "published" first."""
    lines = [line for line in (*stamps.head, *stamps.datelines, *stamps.bylines) if not _UPDATED.match(line)]
    for line in sorted(lines, key=lambda line: not _PUBLISHED.search(line)):
        found = read_numeric(line, stamps.page)
        if found:
            date, basis, because = _of_line(line, found[0], "above")
            yield date, basis, (*because, found[1])


def _at_end(head: Sequence[str]) -> Iterator[Found]:
    """Yield the day with which a line of the head ends: "Quito, Sep 5, 2023 (PA)", "To the Minister, 11 March 2020"."""
    for line in head:
        date = read_date_line(line) or _last_day(line) or _beside_name(line)
        if date:
            yield _of_line(line, date, "above")


def _beside_name(line: str) -> Edtf | None:
    """Return the day that follows whoever wrote, without anything between: "By Ruth Banda March 5, 2021"."""
    found = find_date(line)
    named = found is not None and labelled_names(line[: found.start])
    return found.date if found and named and not _UPDATED.search(line) else None


def _last_day(line: str) -> Edtf | None:
    found = find_date(line)
    before = line[: found.start].rstrip() if found else ""
    if found is None or not _AFTER_DAY.fullmatch(line[found.end :]):
        return None
    led = before.endswith((",", "|", "·", "•", "—", "–", "/", ":", " of", "("))
    return found.date if led or (before.endswith(" on") and _SPOKEN.match(before)) else None


def _elsewhere(lines: Sequence[str]) -> Iterator[Found]:
    """Yield the day that a line anywhere calls that of publication, if all such lines agree; a wiki's last edit."""
    for shape in (_STATED, _TELEGRAM, _VIEWED, _EDITED):
        named = [(line, date) for line in lines if shape.match(line) and (date := _day_or_month(line))]
        if named and len({date for _, date in named}) == 1:
            yield _of_line(*named[0], "beside")


def _beside(lines: Sequence[str]) -> Iterator[Found]:
    """Yield the day among the widgets of the head, also broken over lines, if they name one only."""
    joined = [
        " ".join(lines[at : at + size])
        for size in _SPLIT
        for at in range(len(lines) - size + 1)
        if all(len(line) <= _LEAF for line in lines[at : at + size])
    ]
    days = {line: date for line in (*lines, *joined) if (date := read_date_line(line))}
    if len(set(days.values())) == 1:
        yield _of_line(*next(iter(days.items())), "above")


def _in_address(lines: Sequence[str], title: str | None) -> Iterator[Found]:
    """Yield the day in the page's own address, told by the words of the title."""
    for match in filter(None, map(_ADDRESS.search, lines)):
        shared = stems(title or "") & stems(match["slug"].replace("-", " "))
        if len(shared) > 1:
            day = Edtf.parse(f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}")
            yield day, DateBasis.DATELINE, (f"the page's address {match[0][:_SHOWN]!r}",)


def _day_or_month(line: str) -> Edtf | None:
    found = find_date(line)
    return found.date if found else read_month(_EDITED.sub("", line).strip(" :"))


def _unfinished(head: Sequence[str]) -> Iterator[Found]:
    """Yield a day without a year, or a month, that is a line of its own."""
    for line in head:
        found = find_date(line, yearless=True)
        if found and read_date_line(f"{line[: found.end]}, {_ANY_YEAR}{line[found.end :]}"):
            yield _of_line(line, found.date, "above")


def _of_issue(lines: Sequence[str]) -> Iterator[Found]:
    """Yield the month or season of a magazine's issue, if the head names one only."""
    months = {line: month for line in lines if (month := read_month(line))}
    if len(set(months.values())) == 1:
        yield _of_line(*next(iter(months.items())), "above")


def _with_year(found: Found, lines: Sequence[str]) -> Found:
    """Give a day without a year that of the same day elsewhere on the page, if only one year is named with it."""
    date, basis, because = found
    if not str(date).startswith("XXXX"):
        return found
    whole = [(line, day) for line in lines for day in find_dates(line) if str(day)[4:] == str(date)[4:]]
    if len({day for _, day in whole}) != 1:
        return found
    line, day = whole[0]
    return day, basis, (*because, f"the line {line.strip()[:_SHOWN]!r} has the year")


def _in_title(title: str | None) -> Iterator[Found]:
    if title and (named := find_date(title)):
        yield named.date, DateBasis.TEXT, (f"the title names {title[named.start : named.end]!r}",)


def _among_few(lines: Sequence[str]) -> Iterator[Found]:
    """Yield the only day that short lines of the head name, whatever else they say."""
    days = {line: found.date for line in lines if len(line.split()) <= _FEW and (found := find_date(line))}
    if len(set(days.values())) == 1:
        yield _of_line(*next(iter(days.items())), "above")


def _of_line(line: str, date: Edtf, side: str) -> Found:
    return date, DateBasis.DATELINE, (f"the line {line.strip()!r} {side} the report",)
