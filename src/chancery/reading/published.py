"""When a report was published, as far as the page tells.

In the order of trust: the page's own metadata; a line that says "published"; the day beside whoever signs, since the
head of a page may bear the day on which it was opened; other lines of a day above the report; a dateline; a day
without a year beside whoever signs; a day below the report, as statements have it; a section's name with a day above
the title; a day in the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf
from chancery.model.text import DateBasis
from chancery.reading.datelines import find_date, read_date_line, read_dateline
from chancery.reading.source import PageData

Found = tuple[Edtf, DateBasis, tuple[str, ...]]

_PUBLISHED: Final = re.compile(r"\b(?:publish|posted|release|issued)", re.IGNORECASE)
_UPDATED: Final = re.compile(r"\b(?:updat|modif|edit)ed\b", re.IGNORECASE)
_KICKER: Final = re.compile(r" ?[|•·] ?")
_KICKED: Final = 2  # parts of a kicker: section and day
_OPENINGS: Final = 3  # paragraphs, one of which an agency's dateline may open
_CLOSING: Final = re.compile(r"\W*(?:dated?\b|done\b|issued\b|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}, )", re.IGNORECASE)


def find_published(
    page: PageData,
    *,
    title: str | None,
    datelines: Sequence[str],
    paragraphs: Sequence[str],
    bylines: Sequence[str] = (),
    kickers: Sequence[str] = (),
    closings: Sequence[str] = (),
) -> tuple[Edtf | None, DateBasis, tuple[str, ...]]:
    """Tell when a report was published, and what that rests on.

    Args:
        page: What the page says about itself.
        title: The report's title.
        datelines: Date lines and datelines above the body.
        paragraphs: The body, in order.
        bylines: Bylines above the body, which may bear the day.
        kickers: What else stands above the title; a section's name there may be followed by the day.
        closings: The last lines of the page, one of which may be the day of a statement.

    Returns:
        Date, basis and reasons; `(None, UNKNOWN, ())` when the page does not tell.
    """
    written = _metadata_date(page)
    if written:
        return written, DateBasis.METADATA, (f"the page's metadata give {written}",)
    told = (
        _in_head(datelines, bylines),
        _in_opening(paragraphs, datelines),
        _in_passing(bylines, closings, kickers),
        _in_title(title),
    )
    return next((found for group in told for found in group), (None, DateBasis.UNKNOWN, ()))


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
    for line in kickers:
        if len(_KICKER.split(line)) <= _KICKED and (date := read_date_line(line)):
            yield _of_line(line, date, "above")


def _in_title(title: str | None) -> Iterator[Found]:
    if title and (named := find_date(title)):
        yield named.date, DateBasis.TEXT, (f"the title names {title[named.start : named.end]!r}",)


def _of_line(line: str, date: Edtf, side: str) -> Found:
    return date, DateBasis.DATELINE, (f"the line {line.strip()!r} {side} the report",)
