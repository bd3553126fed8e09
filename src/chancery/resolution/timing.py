"""Weighs when two happenings were: their dates, and when they were told where a date is unknown or wide."""

from __future__ import annotations

import datetime as dt
from typing import Final

from chancery.model.dates import Edtf
from chancery.resolution.happenings import Happening
from chancery.resolution.profiles import NARROW, Profile

NEAR: Final = 3  # days between reports that tell the same news
LATE: Final = 400  # days; what a report tells without a date is seldom older
_LAG: Final = 10  # days in which news is told without a date
_MONTH: Final = 31  # days
_MONTHS: Final = 62  # days
_SAME_DAY: Final = 2.5  # two of the same sides seldom act alike on one day of several years
_YEARS: Final = 3 * 366  # days between reports that speak of one war without its year


def days_apart(one: Profile, other: Profile) -> int:
    """Return how many days lie between two dates; 0 where they overlap or one is unknown."""
    a, b = one.happening.when, other.happening.when
    if a is None or b is None or a.overlaps(b):
        return 0
    if one.days is None or other.days is None:
        return 1
    return max(1, one.days[0] - other.days[1], other.days[0] - one.days[1])


def recurring(one: Happening, other: Happening) -> bool:
    """Tell whether two dates can be compared only by day and month, since one has no year."""
    return one.when is not None and other.when is not None and not (one.when.has_year and other.when.has_year)


def time_told(one: Profile, other: Profile) -> tuple[float, str]:
    """Return what dates and days of publication say, 0 where they are silent."""
    value, why = 0.0, ""
    if one.days is not None and other.days is not None:
        wide = max(one.width, other.width)
        value = (
            3.0
            if wide == 1
            else 2.5
            if wide <= NEAR
            else 2.0
            if wide <= NARROW
            else 1.5
            if wide <= _MONTH
            else 1.0
            if wide <= _MONTHS
            else 0.25
        )
        value = 0.0 if wide > LATE else value
        why = f"same date ({one.happening.when}, {other.happening.when})"
    if names_the_day(one, other) or names_the_day(other, one):
        value, why = 2.0, "the plan names the day"
    a, b = one.happening.when, other.happening.when
    if a is not None and b is not None and value < _SAME_DAY and _same_day_of_a_year(a, b):
        value, why = _SAME_DAY, f"same day of a year ({a}, {b})"
    if value < 1.0:
        near, told = _weigh_publication(one, other)
        value, why = (near, told) if near > value or not value else (value, why)
    return value, why


def _same_day_of_a_year(one: Edtf, other: Edtf) -> bool:
    """Tell whether two dates are one day, of which at least one does not tell the year."""
    days = [when.is_day or (when.cycle is not None and when.cycle[0] == when.cycle[1]) for when in (one, other)]
    return all(days) and not (one.has_year and other.has_year) and one.overlaps(other)


def _weigh_publication(one: Profile, other: Profile) -> tuple[float, str]:
    """Weigh when it was told, where a date is unknown or wide: what has no date is mostly news of the day."""
    for dated, undated in ((one, other), (other, one)):
        if (lag := _lag_in_year(dated.happening.when, undated)) is not None:
            return (1.5, "told without its date soon after") if lag <= _LAG else (0.0, "")
    exact, vague = sorted((one, other), key=lambda p: p.width)
    if vague.days is not None and vague.width > NARROW and exact.width > NARROW:
        near, why = _weigh_appearance(one, other)
        return max(0.0, near), why  # who says when, however widely, may tell of it long after
    if exact.days is None or exact.width > NARROW:
        return _weigh_appearance(one, other)
    lag = _lag(exact.days, vague)
    if lag is None:
        return 0.0, ""
    if lag < -NEAR:  # a plan
        return 0.5 if lag >= -_MONTHS else 0.0, "told as a plan before"
    close = 1.5 if lag <= _LAG else -0.5 if lag <= _MONTHS else -1.0 if lag <= LATE else -1.5
    if _LAG < lag <= _MONTH and exact.happening.mode is not None and exact.happening.type != "CONSULT":
        close = 0.25  # "has suspended aid" stays news for weeks
    return close, "told without its date soon after"


def _lag(days: tuple[int, int], vague: Profile) -> int | None:
    """Return how many days after a date a report without that date appeared; None where that is not known."""
    if vague.published is not None:
        known = vague.published[1] - vague.published[0] <= NARROW
        return vague.published[0] - days[1] if known else None
    cycles = [t.published.cycle for t in vague.happening.told if t.published is not None and t.published.cycle]
    if not cycles:
        return None
    (month, day), _ = cycles[0]
    done = dt.date.fromordinal(days[1])
    return (30 * (month - done.month) + day - done.day) % 360


def _lag_in_year(when: Edtf | None, undated: Profile) -> int | None:
    """Return how many days after a day without a year a report without one appeared that dates nothing itself."""
    if when is None or when.cycle is None or when.cycle[0] != when.cycle[1] or undated.happening.when is not None:
        return None
    cycles = [t.published.cycle for t in undated.happening.told if t.published is not None and t.published.cycle]
    if not cycles:
        return None
    (month, day), (done_month, done) = cycles[0][0], when.cycle[0]
    return (30 * (month - done_month) + day - done) % 360


def _weigh_appearance(one: Profile, other: Profile) -> tuple[float, str]:
    """Weigh whether two reports that do not say when appeared on the same days."""
    a, b = one.published, other.published
    if a is None or b is None or max(a[1] - a[0], b[1] - b[0]) > NARROW:
        return 0.0, ""
    apart = max(a[0] - b[1], b[0] - a[1])
    return (2.0, "told in reports of the same days") if apart <= NEAR else (0.0 if apart <= _MONTHS else -1.5, "")


def told_before(undated: Profile, dated: Profile) -> bool:
    """Tell whether one tells as done, without a date, what the other dates later than that report."""
    if undated.days is not None or undated.published is None or dated.days is None:
        return False
    return undated.happening.moods == {"real"} and undated.published[1] < dated.days[0]


def names_the_day(plan: Profile, deed: Profile) -> bool:
    """Tell whether a plan names the day of a deed without its year, in a report of the weeks before: "on May 3"."""
    when, told = plan.happening.when, plan.published
    if when is None or when.has_year or plan.happening.moods != {"planned"} or told is None or deed.days is None:
        return False
    done = deed.happening.when
    soon = told[0] <= deed.days[0] and told[1] >= deed.days[0] - _MONTHS and told[1] - told[0] <= LATE
    return soon and deed.width <= NEAR and done is not None and when.overlaps(done)


def comes_of_plan(plan: Profile, deed: Profile) -> bool:
    """Tell whether a report of the days after a plan's day tells it as done: "will visit on May 3", "has visited"."""
    if plan.happening.moods != {"planned"} or plan.days is None or plan.width > NARROW or deed.days is not None:
        return False
    lag = _lag(plan.days, deed)
    return lag is not None and 0 <= lag <= _LAG


def within_years(one: Profile, other: Profile) -> bool:
    """Tell whether two reports appeared within a few years, as far as is known."""
    known = [p.published for p in (one, other) if p.published is not None]
    return len(known) < len((one, other)) or max(known[0][0] - known[1][1], known[1][0] - known[0][1]) <= _YEARS
