"""Time expressions as read, before anyone asks what day they mean.

Every field is a plain value. `chancery.extraction.dates` fills them, `chancery.resolution.dates`
turns them into EDTF.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chancery.model.text import Span


class TimeKind(StrEnum):
    """What a time expression is."""

    DATE = "date"
    """A calendar date, whole or partial: "4 October", "2017", "early 2021", "the 1990s"."""
    WEEKDAY = "weekday"
    """A day of the week: "on Monday", "last Friday"."""
    SHIFT = "shift"
    """A distance from now: "yesterday" (-1 day), "next year" (+1 year), "two days ago"."""
    ANCHORED = "anchored"
    """A distance from something told: "three days after his inauguration"."""
    BACK = "back"
    """A reference to the last date told: "the same day", "that year", "the following day"."""
    DURATION = "duration"
    """A length of time that says nothing of when: "three days", "a six-year term"."""
    SET = "set"
    """A time that comes again: "daily", "every Monday", "each year"."""
    VAGUE = "vague"
    """A time that no calendar tells: "now", "recently", "the future"."""


class TimeUnit(StrEnum):
    """Units of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class TimePart(StrEnum):
    """A part of a period: "early 2021"."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"
    EARLY_TO_MID = "early to mid"
    MID_TO_LATE = "mid to late"
    EARLIER = "earlier"
    """Before now: "earlier this year"."""
    LATER = "later"
    """After now: "later this month"."""


class TimeBound(StrEnum):
    """How the thing told lies to the period named."""

    IN = "in"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within"
    """Between now or the anchor and the distance from it: "within a month of his election"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression in its words' own terms.

    Attributes:
        span: The expression: "October 4", "late October", "three days after his inauguration".
        kind: Which of the fields below matter.
        bound: "since 2015" is `SINCE`, "before the month is out" `BY`; plain dates are `IN`.
        part: "early", "mid", "late" of the period.
        year: Astronomical (0 is 1 BC); of a decade or century, its first year.
        month: 1 to 12.
        day: 1 to 31.
        season: EDTF's 21 (spring) to 24 (winter).
        quarter: 1 to 4.
        feast: A movable feast by its rule: "easter", "easter-2" (Good Friday), "orthodox", "islamic-10-01"
            (month and day of the Islamic calendar).
        weekday: 0 (Monday) to 6 (Sunday); 5 with `unit` week is the weekend.
        unit: Unit of the distance, of the period referred to ("that year") or of the precision.
        count: Distance in units, negative for the past: "two days ago" is -2, "this week" 0;
            for weekdays, months and seasons -1 "last", 0 "this", 1 "next", None for a bare name;
            for a month or day with `unit` year, which year ("October 4 last year"), for a day alone with `unit`
            month, which month, for a weekday with `unit` week, which week ("Monday last week").
        whole: True where the unit is a calendar period ("last week"), False for a distance ("a week ago").
        nth: Which weekday of the month, 1 to 5, -1 for the last: "the first Monday in October".
        rough: True where the expression itself says "about", "some", "several".
        lean: To which side it is rough: -1 "nearly", -2 "less than", 1 "more than", 0 either.
        exact: Of "three years ago today", how many days lie between now and that day of the year; None if none is told.
        end_year: End of a range ("May 23-27", "1999-2001"), as are the next two.
        end_month: 1 to 12.
        end_day: 1 to 31.
        anchor: The words that the distance is from: "his inauguration"; None for now.
        anchor_year: Date of the anchor where the text gives it beside it, as are the next two.
        anchor_month: 1 to 12.
        anchor_day: 1 to 31.
        timexes: The extents in the sense of TIMEX3 where they are not the span itself: both ends of a
            range, the words behind "within".
        value: The value in the sense of TIMEX3 of what no EDTF tells: "P3D", "PRESENT_REF".
        clock: The time of day as ISO 8601 writes it, with the zone where it is told: "21:34-05:00"; parts
            of the day as TIMEX3 writes them: "MO", "AF", "EV", "NI".

    Source: the distinctions of TIMEX3 (TimeML 1.2.1), with EDTF's periods.
    """

    span: Span
    kind: TimeKind
    bound: TimeBound = TimeBound.IN
    part: TimePart | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    feast: str | None = None
    weekday: int | None = None
    unit: TimeUnit | None = None
    count: int | None = None
    whole: bool = False
    nth: int | None = None
    rough: bool = False
    lean: int = 0
    exact: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    anchor: Span | None = None
    anchor_year: int | None = None
    anchor_month: int | None = None
    anchor_day: int | None = None
    timexes: tuple[Span, ...] = ()
    value: str | None = None
    clock: str | None = None
