"""Tells reports without a year, or without any day, of whose deeds others tell with their date.

"Peru and Chile signed the treaty on May 3" is dated by a report that tells the signing with its year. "Signed it on
Monday", in a report of May 5 of an unknown year, is too, if May 3 was the Monday before it in the year that the other
gives. So is "signed it", told as the news of a report of May 4, if the other's day is at most two days before. Only
deeds of a kind that is rarely repeated count, told of the same parties, on the same day, in words that agree; of
office, the same person. Reports that lead to different years are named, and date nothing.

Source: codebook, section 2.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.model.dates import Edtf, is_leap
from chancery.model.facts import Dating
from chancery.model.times import TimeKind, TimeMention
from chancery.resolution.accounts import Told
from chancery.resolution.constraints import WITHIN_YEAR, Fact, Trust, shorten
from chancery.resolution.coreference import Referents
from chancery.resolution.deeds_told import EXACT, OFFICE, OFTEN, Deed, Key, days_of, find_deeds
from chancery.resolution.entities import Cast
from chancery.resolution.scene import Scene, future_times, resolve_times

_WEEK: Final = dt.timedelta(days=6)
_NEWS: Final = dt.timedelta(days=2)
"""So long after a deed a report still tells it as news without its day."""
_SIDES: Final = 2
_PEOPLE: Final = 2
_NEWS_WORDS: Final = 2  # that they must share where the news of one was done on the day of the other, or just before
_WORDS: Final = 3  # that two reports must share where no day of the year ties them


@dataclass(slots=True)
class SharedDeeds:
    """The deeds that reports tell, by what they share.

    Attributes:
        scenes: The reports by id.
        by_report: Deeds of each report.
        by_key: Deeds of all reports by kind and parties.
    """

    scenes: Mapping[str, Scene]
    by_report: Mapping[str, tuple[Deed, ...]]
    by_key: Mapping[Key, tuple[Deed, ...]]
    _whens: dict[tuple[str, Edtf], tuple[Edtf | None, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, scenes: Sequence[Scene], referents: Sequence[Referents], cast: Cast, accounts: Iterable[Told]
    ) -> SharedDeeds:
        """Find the deeds of all reports.

        Args:
            scenes: The reports.
            referents: Whom their mentions mean, in the same order.
            cast: Everyone of all reports.
            accounts: What the reports tell, dated as far as each alone allows.
        """
        by_report = find_deeds(scenes, referents, cast, accounts)
        by_key: dict[Key, list[Deed]] = {}
        for deed in (deed for deeds in by_report.values() for deed in deeds):
            for key in deed.keys(days_of(deed.when)):
                by_key.setdefault(key, []).append(deed)
        told_by = {key: tuple(deeds) for key, deeds in by_key.items()}
        return cls({scene.report.id: scene for scene in scenes}, by_report, told_by)

    def facts_for(self, report: str, datings: Mapping[str, Dating]) -> Iterator[Fact]:
        """Yield what others tell of the deeds of a report that it tells without their year."""
        scene = self.scenes[report]
        own = scene.dating.published
        if own is not None and own.has_year:
            return
        for deed in self.by_report.get(report, ()):
            if deed.ahead:
                continue
            found = [
                (fact, other)
                for other in self._others(deed, own)
                if (day := self._day(other, datings)) is not None and (fact := self._fact(deed, other, day, own))
            ]
            if not found:
                continue
            last = min(fact.high or dt.date.max for fact, _ in found)
            if max(fact.low or dt.date.min for fact, _ in found) <= last:
                yield min((fact for fact, _ in found), key=lambda fact: fact.order)
            else:
                one, two = (f"report {found[i][1].report}" for i in (0, -1))
                because = f"{one.capitalize()} and {two} give different years to “{shorten(deed.quote)}”."
                yield Fact(because=because, trust=Trust.FAIR)

    def _others(self, deed: Deed, own: Edtf | None) -> list[Deed]:
        """Return what other reports tell of the same parties in words that agree, each once."""
        days = days_of(deed.when) or days_of(own, back=_WEEK.days)
        near = {id(other): other for key in deed.keys(days) for other in self.by_key.get(key, ())}
        fits = (one for one in near.values() if one.report != deed.report and _agree(deed, one))
        return sorted(fits, key=lambda one: (one.report, one.quote))

    def _day(self, deed: Deed, datings: Mapping[str, Dating]) -> Edtf | None:
        """Return the day of a deed, where it is known with its year."""
        published = datings[deed.report].published
        when = deed.when
        if deed.time is not None and published is not None and published.has_year:
            if published != self.scenes[deed.report].dating.published and (published.width_days or EXACT + 1) > EXACT:
                return None
            when = self._resolved(deed.report, published)[deed.time]
        exact = when is not None and when.has_year and (when.width_days or EXACT + 1) <= EXACT
        return when if exact else None

    def _resolved(self, report: str, published: Edtf) -> tuple[Edtf | None, ...]:
        if (report, published) not in self._whens:
            scene = self.scenes[report]
            ahead = future_times(scene.report, scene.seen)
            self._whens[report, published] = resolve_times(scene.seen, published, ahead=ahead)
        return self._whens[report, published]

    def _fact(self, deed: Deed, other: Deed, day: Edtf, own: Edtf | None) -> Fact | None:
        """Return the days of a report that tells a deed without the year in which another puts it."""
        if day.earliest is None or day.latest is None:
            return None
        because = f"Report {other.report} tells the same with its year: “{shorten(other.quote)}”."
        if deed.time is None:
            return _as_news(deed, other, day, own, because)
        if deed.when is not None and deed.when.cycle is not None and _is_dated(self._time(deed)):
            placed = deed.when.intersect(day)
            if placed is None or placed.earliest is None:
                return None
            return Fact(low=placed.earliest, high=placed.earliest + WITHIN_YEAR, because=because, trust=Trust.FAIR)
        if own is not None and own.cycle is not None:
            return self._counted_back(deed, day, own, because)
        return self._undated(deed, other, day, because) if own is None else None

    def _time(self, deed: Deed) -> TimeMention:
        return self.scenes[deed.report].seen.times[deed.time or 0]

    def _counted_back(self, deed: Deed, day: Edtf, own: Edtf, because: str) -> Fact | None:
        """Try the years in which a report of a known day of the year may have told the deed by its weekday."""
        if own.cycle is None or own.cycle[0] != own.cycle[1] or day.earliest is None:
            return None
        month, last = own.cycle[0]
        for year in (day.earliest.year, day.earliest.year + 1):
            if (month, last) == (2, 29) and not is_leap(year):
                continue
            published = dt.date(year, month, last)
            when = self._resolved(deed.report, Edtf.day(published))[deed.time or 0]
            near = dt.timedelta() <= published - day.earliest <= WITHIN_YEAR
            if near and when is not None and when.has_year and (when.width_days or 0) <= 1 and when.overlaps(day):
                return Fact(low=day.earliest, high=day.earliest + WITHIN_YEAR, because=because, trust=Trust.FAIR)
        return None

    def _undated(self, deed: Deed, other: Deed, day: Edtf, because: str) -> Fact | None:
        """Put a report that tells the deed as the news of a weekday into the week of that day."""
        time = self._time(deed)
        first, last = day.earliest, day.latest
        if not deed.lead or first is None or last is None or len(deed.words & other.words) < _WORDS:
            return None
        if time.kind is not TimeKind.WEEKDAY or time.count is not None:
            return None
        if time.weekday not in {first.weekday(), last.weekday()}:
            return None
        return Fact(low=first, high=last + _WEEK, because=because, trust=Trust.WEAK, quiet=True)


def _as_news(deed: Deed, other: Deed, day: Edtf, own: Edtf | None, because: str) -> Fact | None:
    """Take the year in which a deed that a report tells as its news, without a day, was done as news of that day."""
    if (
        not deed.lead
        or own is None
        or own.cycle is None
        or own.cycle[0] != own.cycle[1]
        or not _agree_well(deed, other)
    ):
        return None
    if day.earliest is None or day.latest is None:
        return None
    for year in (day.latest.year, day.latest.year + 1):
        if own.cycle[0] == (2, 29) and not is_leap(year):
            continue
        published = dt.date(year, *own.cycle[0])
        if day.earliest <= published <= day.latest + _NEWS:
            return Fact(low=day.earliest, high=day.earliest + WITHIN_YEAR, because=because, trust=Trust.FAIR)
    return None


def _is_dated(time: TimeMention) -> bool:
    return time.kind is TimeKind.DATE and time.day is not None


def _agree(one: Deed, other: Deed) -> bool:
    """Tell whether two reports may tell of one deed: parties and words agree."""
    people, words = one.people & other.people, one.words & other.words
    if one.family == OFFICE:
        return bool(people)
    if one.family in OFTEN:
        return len(one.sides & other.sides) >= _SIDES and len(words) >= _WORDS and not other.ahead
    if len(one.sides & other.sides) >= _SIDES:
        return len(people) >= _PEOPLE or bool(words)
    alone = min(len(one.sides), len(other.sides)) < _SIDES  # otherwise each tells of another party
    return alone and len(words) >= _WORDS


def _agree_well(one: Deed, other: Deed) -> bool:
    """Tell whether two tellings agree in more than one word, where no day of either ties them."""
    people, words = one.people & other.people, one.words & other.words
    if one.family == OFFICE:
        return bool(people)
    return len(one.sides & other.sides) >= _SIDES and (len(people) >= _PEOPLE or len(words) >= _NEWS_WORDS)
