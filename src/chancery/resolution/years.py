"""Lends reports that name no year the year of reports that tell the same happening with it.

"Berg took the oath on May 3" is dated by a report that names the year of it. Only
happenings that no other year repeats lend a year: a vote of one state, a change of office of one
person, a meeting of the same people on the same day, a first visit to one host. A report that
could take two different years takes none.

Source: codebook, section 2.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.facts import Dating
from chancery.model.text import DateBasis
from chancery.resolution.accounts import Told
from chancery.resolution.participants import states_of

_NEWS_DAYS: Final = 2  # as in reports.py: news appears within two days of what it tells
_VAGUE_DAYS: Final = 500  # a wider date lends no year
_FIRST: Final = re.compile(r"\bfirst\b", re.IGNORECASE)

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A happening told with or without a year, under what would be the same elsewhere."""

    report: str
    key: _Key
    when: Edtf
    words: str


def lend_years(datings: Mapping[str, Dating], told: Iterable[Told]) -> dict[str, Dating]:
    """Date the reports whose day is known and whose year is not, from the happenings of others.

    Args:
        datings: What each report says of its own date, by report id.
        told: The accounts of all reports, dated as far as each report alone allows.

    Returns:
        New datings, for those reports only that gained a year.
    """
    by_report: dict[str, list[_Anchor]] = {}
    by_key: dict[_Key, list[_Anchor]] = {}
    for anchor in (anchor for one in sorted(told, key=lambda t: t.place_in_text) for anchor in _anchors(one)):
        by_report.setdefault(anchor.report, []).append(anchor)
        by_key.setdefault(anchor.key, []).append(anchor)
    gained: dict[str, Dating] = {}
    waiting = {report for report, dating in datings.items() if _is_yearless(dating)}
    while True:
        fresh: dict[str, Dating] = {}
        for report in sorted(waiting):
            found = dict(_years(report, by_report.get(report, ()), by_key, gained))
            dating = _dated(datings[report], *next(iter(found.items()))) if len(found) == 1 else None
            if dating is not None:
                fresh[report] = dating
        if not fresh:
            return gained
        gained |= fresh
        waiting -= set(fresh)


def _is_yearless(dating: Dating) -> bool:
    return dating.published is not None and dating.published.cycle is not None


def _anchors(told: Told) -> Iterator[_Anchor]:
    when = told.when
    if when is None or (when.cycle is None and (when.width_days is None or when.width_days > _VAGUE_DAYS)):
        return
    exact = when.is_day or (when.cycle is not None and when.cycle[0] == when.cycle[1])
    everyone = (*told.actors, *told.recipients)
    day = _month_day(when) if exact else ""
    if told.type == "ELECT" and exact:
        yield from (
            _Anchor(told.report, ("vote", state, day), when, told.evidence.quote) for state in states_of(told.actors)
        )
    people = [one.entity for one in everyone if one.entity and one.entity != one.state]
    if told.type in {"OFFICE", "ELECT"} and told.mode in {"assume", "appoint", "leave", "oust", "election"}:
        yield from (
            _Anchor(told.report, (told.mode, person, day), when, told.evidence.quote) for person in people if exact
        )
    if told.type == "CONSULT" and exact and len(everyone) > 1:
        others = {one.entity for one in everyone if one.entity} | states_of(everyone)
        for person in people:
            pairs = sorted(others - {person})
            yield from (
                _Anchor(told.report, ("meeting", person, other, day), when, told.evidence.quote) for other in pairs
            )
    if told.mode == "visit" and _FIRST.search(told.evidence.quote):
        hosts = states_of(told.recipients)
        people = [one.entity for one in told.actors if one.entity and one.entity != one.state]
        yield from (
            _Anchor(told.report, ("first visit", p, host), when, told.evidence.quote) for p in people for host in hosts
        )


def _month_day(when: Edtf) -> str:
    return when.text[-5:]


def _years(
    report: str, own: Iterable[_Anchor], by_key: Mapping[_Key, Sequence[_Anchor]], gained: Mapping[str, Dating]
) -> Iterator[tuple[int, str]]:
    """Yield the years that others lend to the yearless happenings of a report, with the reason."""
    for anchor in own:
        if anchor.when.cycle is None:
            continue
        for other in by_key[anchor.key]:
            when: Edtf | None = other.when
            if when is not None and other.report in gained and when.cycle is not None:
                year = gained[other.report].published
                when = when.intersect(Edtf.year(year.earliest.year)) if year and year.earliest else when
            if other.report == report or when is None or when.cycle is not None:
                continue
            day = anchor.when.intersect(when)
            if day is not None and day.earliest is not None and day.is_day:
                yield day.earliest.year, f"Report {other.report} tells the same with its year: “{_short(other.words)}”"


def _short(words: str) -> str:
    return words if len(words) <= 160 else f"{words[:157]}..."  # noqa: PLR2004 - one line


def _dated(dating: Dating, year: int, why: str) -> Dating | None:
    """Give a day without a year the year lent; the happening may lie some months before it."""
    if dating.published is None or dating.published.cycle is None:
        return None
    day = dating.published.intersect(Edtf.year(year))
    if day is None or day.earliest is None or day.latest is None:
        return None
    published = Edtf.between(day.earliest, day.latest + dt.timedelta(_NEWS_DAYS))
    because = tuple(fact for fact in dating.because if "fixes the year" not in fact)
    return Dating(report=dating.report, published=published, basis=DateBasis.INFERRED, because=(*because, why))
