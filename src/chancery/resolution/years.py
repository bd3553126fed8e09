"""Tells reports that name no year what others say of the same happening with its year.

"Berg took the oath on May 3" is dated by a report that names the year of it: who tells a day without
its year tells it within a year of it. Only happenings that no other year repeats count: a vote of
one state, a change of office of one person, a meeting of the same people on the same day, a first visit
to one host. Where reports give two different years for it, none counts.

Source: codebook, section 2.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.times import read_time_words
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.facts import Dating
from chancery.resolution.accounts import Told
from chancery.resolution.constraints import WITHIN_YEAR, Fact, Trust, shorten
from chancery.resolution.participants import states_of

_VAGUE_DAYS: Final = 500  # a wider date lends no year
_WORD: Final = re.compile(r"[A-Z][a-z]+")
_WEEK: Final = 7  # days
_LEAP: Final = 2000  # a year that has every day
_MARCH_1: Final = (3, 1)  # the day before it differs from year to year
_FIRST: Final = re.compile(r"\bfirst\b", re.IGNORECASE)
_AHEAD: Final = frozenset({EventStatus.PLANNED, EventStatus.CONDITIONAL, EventStatus.DENIED})

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A happening told with or without a year, under what would be the same elsewhere.

    Attributes:
        weekday: On which it was, where a report of a day without its year tells no more: 0 (Monday) to 6.
    """

    report: str
    key: _Key
    when: Edtf
    words: str
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Happenings:
    """What reports tell that no other year repeats.

    Attributes:
        by_report: Of each report.
        by_key: Of all reports, by what is the same.
    """

    by_report: Mapping[str, tuple[_Anchor, ...]]
    by_key: Mapping[_Key, tuple[_Anchor, ...]]

    @classmethod
    def of(cls, told: Iterable[Told]) -> Happenings:
        """Arrange the accounts of all reports, dated as far as each report alone allows."""
        by_report: dict[str, list[_Anchor]] = {}
        by_key: dict[_Key, list[_Anchor]] = {}
        for anchor in (a for one in sorted(told, key=lambda t: t.place_in_text) for a in _anchors(one)):
            by_report.setdefault(anchor.report, []).append(anchor)
            by_key.setdefault(anchor.key, []).append(anchor)
        return cls(
            {report: tuple(found) for report, found in by_report.items()},
            {key: tuple(found) for key, found in by_key.items()},
        )

    def facts_for(self, report: str, datings: Mapping[str, Dating]) -> Iterator[Fact]:
        """Yield what others tell of the happenings of a report that it tells without their year."""
        for anchor in self.by_report.get(report, ()):
            if anchor.when.cycle is None:
                continue
            days = dict(self._days(anchor, datings))
            if len({day.year for day in days}) == 1:
                day = min(days)
                other = days[day]
                because = f"Report {other.report} tells the same with its year: “{shorten(other.words)}”."
                yield Fact(low=day, high=day + WITHIN_YEAR, because=because, trust=Trust.FAIR)
            elif days:
                one, *_, two = (days[day] for day in sorted(days))
                because = f"Reports {one.report} and {two.report} give different years to “{shorten(anchor.words)}”."
                yield Fact(because=because, trust=Trust.FAIR)

    def _days(self, anchor: _Anchor, datings: Mapping[str, Dating]) -> Iterator[tuple[dt.date, _Anchor]]:
        """Yield the days on which other reports put a happening."""
        for other in self.by_key[anchor.key]:
            when = _with_year(other.when, datings[other.report]) if other.report != anchor.report else None
            day = anchor.when.intersect(when) if when is not None else None
            if day is None or not day.is_day or day.earliest is None:
                continue
            if all(one.weekday in {None, day.earliest.weekday()} for one in (anchor, other)):
                yield day.earliest, other


def _with_year(when: Edtf, dating: Dating) -> Edtf | None:
    """Give a day without its year the last one before the report that tells it, if that is dated."""
    if when.cycle is None:
        return when
    published = dating.published
    if published is None or published.earliest is None or published.latest is None:
        return None
    placed = when.intersect(Edtf.between(published.latest - WITHIN_YEAR, published.latest))
    return placed if placed is not None and placed.is_day and (published.width_days or 0) < WITHIN_YEAR.days else None


def _anchors(told: Told) -> Iterator[_Anchor]:
    when = told.when
    if (
        when is None
        or told.status in _AHEAD
        or (when.cycle is None and (when.width_days is None or when.width_days > _VAGUE_DAYS))
    ):
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
    if told.type == "CONSULT" and len(everyone) > 1:
        yield from _meetings(told, [(day, None) for day in _news_days(told, when)] if exact else _week(told), people)
    if told.mode == "visit" and _FIRST.search(told.evidence.quote):
        hosts = states_of(told.recipients)
        people = [one.entity for one in told.actors if one.entity and one.entity != one.state]
        yield from (
            _Anchor(told.report, ("first visit", p, host), when, told.evidence.quote) for p in people for host in hosts
        )


def _meetings(told: Told, days: Iterable[tuple[Edtf, int | None]], people: Sequence[str]) -> Iterator[_Anchor]:
    """Yield a meeting as that of each two who took part, on each day that it may have been."""
    everyone = (*told.actors, *told.recipients)
    others = {one.entity for one in everyone if one.entity} | states_of(everyone)
    for when, weekday in days:
        for person in people:
            for other in sorted(others - {person}):
                key = ("meeting", person, other, _month_day(when))
                yield _Anchor(told.report, key, when, told.evidence.quote, weekday)


def _news_days(told: Told, when: Edtf) -> tuple[Edtf, ...]:
    """Return the day of a meeting; with the day before it where the day is only that of the report's news."""
    if when.cycle is None or when != told.published or when.cycle[0] == _MARCH_1:
        return (when,)
    before = dt.date(_LEAP, *when.cycle[0]) - dt.timedelta(1)
    return when, Edtf.parse(f"XXXX-{before:%m-%d}")


def _week(told: Told) -> list[tuple[Edtf, int | None]]:
    """Return the days of the week in which a meeting was, where its sentence names one weekday, and the weekday."""
    weekdays = read_time_words().weekdays
    words = (word.lower() for word in _WORD.findall(told.evidence.quote))
    named = tuple({weekdays[word] for word in words if word in weekdays})
    cycle = told.when.cycle if told.when is not None else None
    if cycle is None or len(named) != 1 or cycle[1] < cycle[0]:
        return []
    first, last = (dt.date(_LEAP, *day) for day in cycle)
    length = (last - first).days
    if length >= _WEEK:
        return []
    days = (first + dt.timedelta(step) for step in range(length + 1))
    return [(Edtf.parse(f"XXXX-{day:%m-%d}"), named[0]) for day in days]


def _month_day(when: Edtf) -> str:
    return when.text[-5:]
