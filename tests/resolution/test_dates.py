"""Time expressions against the day of publication."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.dates import find_times
from chancery.model.dates import Edtf
from chancery.model.text import Report, Span
from chancery.model.times import TimeKind, TimeMention, TimeUnit
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.dates import resolve_time
from chancery.resolution.scene import set_scene

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
CALENDAR = st.dates(dt.date(2001, 1, 1), dt.date(2001, 12, 31))


def resolve(words: str, published: str | None, *, previous: str | None = None, past: bool | None = None) -> str | None:
    """Resolve the first expression of some words."""
    text = f"It was {words}."
    mention = find_times(NLP(text), Report(id="t", path="t", text=text, blocks=()))[0]
    anchor = Edtf.parse(published) if published else None
    before = Edtf.parse(previous) if previous else None
    found = resolve_time(mention, anchor, previous=before, past=past)
    return str(found) if found else None


# written for this test; 2020-10-23 is a Friday
PAST = [
    ("on October 4, 2020", None, "2020-10-04"),
    ("on October 4", "2020-10-23", "2020-10-04"),
    ("on October 30", "2020-10-23", "2019-10-30"),
    ("on October 4", None, "XXXX-10-04"),
    ("in late October", None, "XXXX-10-21/XXXX-10-31"),
    ("on February 29", "2021-03-10", "2020-02-29"),
    ("on Monday", "2020-10-23", "2020-10-19"),
    ("on Friday", "2020-10-23", "2020-10-23"),
    ("on Monday", "2020-10-23/2020-10-25", "2020-10-19"),
    ("on Monday", None, None),
    ("last Wednesday", "2020-10-23", "2020-10-14/2020-10-21"),
    ("last Saturday", "2020-10-23", "2020-10-17"),
    ("yesterday", "2020-10-23/2020-10-25", "2020-10-22/2020-10-24"),
    ("last week", "2020-10-23", "2020-10-12/2020-10-18"),
    ("last month", "2020-01-15", "2019-12"),
    ("two days ago", "2020-03-01", "2020-02-28"),
    ("eight years ago", "2020-10-23", "2012"),
    ("earlier this year", "2020-10-23", "2020-01-01/2020-10-23"),
    ("last October", "2020-11-20", "2020-10"),
    ("last October", "2020-10-20", "2019-10"),
    ("on October 4 last year", "2020-10-23", "2019-10-04"),
    ("since 2015", "2020-10-23", "2015/.."),
    ("before October 15", "2020-10-23", "../2020-10-14"),
    ("after October 15, 2020", "2020-10-23", "2020-10-15/2020-10-23"),
    ("the 1990s", None, "1990/1999"),
    ("in the summer of 2018", None, "2018-06/2018-08"),
    ("within a month of his election in 2017", "2021-02-24", "2017-01/2018-01"),
    ("three days after his inauguration on November 24", None, "XXXX-11-27"),
    ("three days after his inauguration on November 24", "2017-11-28", "2017-11-27"),
    ("three days after his inauguration", "2017-11-28", None),
    ("in the past two weeks", "2020-10-23", "2020-10-06/2020-10-23"),
    ("about twenty years ago", "2020-10-23", "1995/2005"),
    ("nearly a decade ago", "2020-10-23", "2010/2013"),
]


@pytest.mark.parametrize(("words", "published", "expected"), PAST)
def test_past_times_lie_before_publication(words: str, published: str | None, expected: str | None) -> None:
    """In a clause about the past, words mean the nearest days before the report."""
    assert resolve(words, published, past=True) == expected


# written for this test: kinds of expression, each about another state's news
KINDS = [
    ("on Good Friday 2025", "2025-06-02", "2025-04-18"),
    ("over Easter", "2025-06-02", "2025-04-20"),
    ("at the end of Ramadan", "2022-06-02", "2022-04-02/2022-05-03"),
    ("on New Year's Eve", "2022-06-02", "2021-12-31"),
    ("at Christmas last year", "2022-06-02", "2021-12-25"),
    ("last Easter", "2025-06-02", "2025-04-20"),
    ("in fiscal year 2016", "2022-06-02", "2015-04/2017-03"),
    ("in FY2016", "2022-06-02", "2015-04/2017-03"),
    ("in the financial year 2016/17", "2022-06-02", "2016/2017"),
    ("on 07.IX.2016", "2022-06-02", "2016-09-07"),
    ("on 27-09-2016", "2022-06-02", "2016-09-27"),
    ("on 09/27/2016", "2022-06-02", "2016-09-27"),
    ("on 7/9/2016", "2022-06-02", "2016"),
    ("on 7-Sep-2016", "2022-06-02", "2016-09-07"),
    ("at 2016-09-07T11:30Z", "2022-06-02", "2016-09-07"),
    ("on March 22d, 1880", None, "1880-03-22"),
    ("on the 28th", "2022-06-02", "2022-05-28"),
    ("on the 2nd", "2022-06-02", "2022-06-02"),
    ("on the twelfth", "2022-06-02", "2022-05-12"),
    ("on the 9th of last month", "2022-06-02", "2022-05-09"),
    ("on the 28th", None, None),
    ("on the first day of April", "2022-06-02", "2022-04-01"),
    ("on the last day of 2019", "2022-06-02", "2019-12-31"),
    ("on the first Sunday of July 2019", "2022-06-02", "2019-07-07"),
    ("on the last Friday in May", "2022-06-02", "2022-05-27"),
    ("on Tuesday last week", "2022-06-02", "2022-05-24"),
    ("on Monday of this week", "2022-06-02", "2022-05-30"),
    ("in the week of May 9", "2022-06-02", "2022-05-09/2022-05-15"),
    ("in the week beginning 26 December 2016", "2022-06-02", "2016-12-26/2017-01-01"),
    ("the week before last", "2022-06-02", "2022-05-16/2022-05-22"),
    ("three years ago today", "2022-06-02", "2019-06-02"),
    ("a year ago tomorrow", "2022-06-02", "2021-06-03"),
    ("six months ago today", "2022-08-31", "2022-02-28"),
    ("nearly two years ago", "2022-06-02", "2020-06/2020-12"),
    ("less than a year ago", "2022-06-02", "2021-06/2022-03"),
    ("more than ten years ago", "2022-06-02", "2007/2012"),
    ("in the first three months of 2019", "2022-06-02", "2019-01/2019-03"),
    ("in the last quarter of last year", "2022-06-02", "2021-10/2021-12"),
    ("in the first decade of the 21st century", "2022-06-02", "2000/2009"),
    ("at the turn of the 20th century", "2022-06-02", "1895/1905"),
    ("in early to mid-2019", "2022-06-02", "2019-01/2019-08"),
    ("in the second millennium BC", None, "-1999/-1000"),
    ("in late spring 2019", "2022-06-02", "2019-04-30/2019-05-31"),
    ("in the past decade", "2022-06-02", "2012-01-01/2022-06-02"),
    ("on Monday, June 6", "2022-06-02", "2022-06-06"),
    ("on Monday, June 7", "2022-06-02", "2021-06-07"),
]


@pytest.mark.parametrize(("words", "published", "expected"), KINDS)
def test_kinds_of_expression_mean_their_days(words: str, published: str | None, expected: str | None) -> None:
    """Feasts, budget years, figures, bare days, weekdays of a month or a week, anniversaries to the day."""
    assert resolve(words, published, past=True) == expected


# written for this test: a clause of "since" inside a plan is no plan
BEGUN = [
    ("The loan will bring aid to two billion since Peru invaded Chile on May 3.", "2022-05-03"),
    ("The grant would raise the sum since the Malian army seized Gao on April 9.", "2022-04-09"),
    ("A third tranche will follow those paid since Togo and Benin broke with Ghana on March 1.", "2022-03-01"),
    ("In talks since Monday, the premier will sign the charter in Lima on July 9.", "2022-07-09"),
]


@pytest.mark.parametrize(("text", "expected"), BEGUN)
def test_since_puts_a_day_of_a_plan_into_the_past(text: str, expected: str) -> None:
    """What has lasted since a day is over; what follows a mere "since Monday" may be ahead."""
    report = parse_report(f"LIMA, June 2, 2022 (Agency) - {text}".encode(), path="t")
    scene = set_scene(report, code_report(report))
    assert str(scene.whens[-1]) == expected


TOLD_BEFORE = [
    ("the following summer", "2014-03-05", "2014-06/2014-08"),
    ("the previous October", "2014-03-05", "2013-10"),
    ("the following March", "2014-03-05", "2015-03"),
    ("that Tuesday", "2014-03-05", "2014-03-04"),
    ("that summer", "2014", "2014-06/2014-08"),
    ("on the 9th", "2014-03-05", "2014-03-09"),
    ("on the 9th", "2014-03-15", None),
]


@pytest.mark.parametrize(("words", "previous", "expected"), TOLD_BEFORE)
def test_what_follows_counts_from_the_date_told_before(words: str, previous: str, expected: str | None) -> None:
    """Seasons, months, weekdays and days of the month lean on the date before them."""
    assert resolve(words, "2022-06-02", previous=previous, past=True) == expected


# written for this test: dates that share a year or stand in apposition
SHARED = [
    ("They met in March and April 2019.", ["2019-03", "2019-04"]),
    ("They met in November and January 2019.", ["2018-11", "2019-01"]),
    ("They met on 3 March 2019 and 5 April.", ["2019-03-03", "2019-04-05"]),
    ("They met between May and June in 2018.", ["2018-05/2018-06", "2018"]),
    ("They met in May 2019. On 3 April they left.", ["2019-05", "2022-04-03"]),
    ("Two years later, in 1896, it burnt.", ["1896", "1896"]),
]


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_dates_beside_one_another_share_a_year(text: str, expected: list[str]) -> None:
    """A list has its year once; a distance has that of its apposition."""
    report = Report(id="t", path="t", text=text, blocks=())
    found = [resolve_time(time, Edtf.parse("2022-06-02"), past=True) for time in find_times(NLP(text), report)]
    assert [str(when) for when in found] == expected


FUTURE = [
    ("from October 20", "2020-10-23", "2020-10-20"),
    ("on November 29", "2017-11-20/2017-11-28", "2017-11-29"),
    ("on November 29", "2016-01-01/2018-11-22", "XXXX-11-29"),
    ("on October 4", "2020-10-23", "2021-10-04"),
    ("on Monday", "2020-10-23", "2020-10-26"),
    ("next year", "2020-10-23", "2021"),
    ("before the month is out", "2020-10-23", "2020-10-23/2020-10-31"),
    ("by the end of next year", "2020-10-23", "2020-10-23/2021-12-31"),
    ("by 2025", "2020-10-23", "2020-10-23/2025-12-31"),
    ("early 2021", "2020-10-23", "2021-01/2021-04"),
    ("later this month", "2020-10-23", "2020-10-23/2020-10-31"),
    ("within two days", "2020-10-23", "2020-10-23/2020-10-25"),
]


@pytest.mark.parametrize(("words", "published", "expected"), FUTURE)
def test_future_times_lie_after_publication(words: str, published: str, expected: str) -> None:
    """In a clause about the future, words mean the nearest days after the report."""
    assert resolve(words, published, past=False) == expected


UNSURE = [
    ("on October 4", "2020-10-23", "2020-10-04"),
    ("on April 11", "2020-10-23", "XXXX-04-11"),
    ("on Monday", "2020-10-23", "2020-10-19/2020-10-26"),
    ("on October 4", "2018/2021", "2017-10-04/2021-10-04"),
]


@pytest.mark.parametrize(("words", "published", "expected"), UNSURE)
def test_unknown_tense_widens_instead_of_guessing(words: str, published: str, expected: str) -> None:
    """Without tense, only a near day takes a year, and a weekday stays two-sided."""
    assert resolve(words, published) == expected


BACK = [
    ("the same day", "2020-10-04", "2020-10-04"),
    ("the following day", "2020-02-28", "2020-02-29"),
    ("two days later", "XXXX-11-29", "XXXX-12-01"),
    ("later that year, in that year", "2011-10", "2011"),
    ("on December 1 that year", "2011-10", "2011-12-01"),
    ("a year later", "2011-10", "2012"),
    ("the same day", None, None),
]


@pytest.mark.parametrize(("words", "previous", "expected"), BACK)
def test_references_take_the_date_last_told(words: str, previous: str | None, expected: str | None) -> None:
    """References like "that year" and "the same day" look back in the text, never at the report's date."""
    assert resolve(words, "2020-10-23", previous=previous) == expected


@given(st.dates(), st.integers(-5000, 5000), st.sampled_from(TimeUnit), st.booleans(), st.booleans())
def test_distances_never_fail(day: dt.date, count: int, unit: TimeUnit, whole: bool, rough: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Any distance from any day is an interval, or None beyond the calendar."""
    mention = TimeMention(span=Span(0, 1), kind=TimeKind.SHIFT, unit=unit, count=count, whole=whole, rough=rough)
    published = Edtf.parse(str(day))
    found = resolve_time(mention, published)
    assert found is None or found.width_days is not None


@given(st.dates(dt.date(1600, 1, 1), dt.date(2400, 1, 1)), st.integers(0, 40), CALENDAR, st.booleans())
def test_wider_publication_never_loses_the_answer(day: dt.date, width: int, month_day: dt.date, past: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """What a report of one day means lies within what a report of the weeks from that day may mean."""
    mention = TimeMention(span=Span(0, 1), kind=TimeKind.DATE, month=month_day.month, day=month_day.day)
    narrow = resolve_time(mention, Edtf.day(day), past=past)
    broad = resolve_time(mention, Edtf.between(day, day + dt.timedelta(width)), past=past)
    assert narrow is not None
    assert broad is not None
    assert narrow.within(broad)


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("today", "2014-03-01/..", "2014-03-01/.."),
        ("today", "XXXX-11-29", "XXXX-11-29"),
        ("yesterday", "2014-03-01/..", "2014-02-28/.."),
        ("on Monday", "2014-03-05/..", "2014-03-03/.."),
        ("last month", "../2014-03-05", "../2014-02"),
        ("on Monday", None, None),
    ],
)
def test_open_dates_of_reports_open_what_counts_from_them(words: str, published: str, expected: str | None) -> None:
    """An anchor that is known on one side bounds on that side; nothing is dropped."""
    assert resolve(words, published, past=True) == expected


@pytest.mark.parametrize(
    ("weekday", "count", "expected"),
    [(0, 1, "2023-05-08"), (4, 1, "2023-05-12"), (4, -1, "2023-04-28"), (3, -1, "2023-05-04")],
)
def test_following_weekdays_count_from_the_day_told(weekday: int, count: int, expected: str) -> None:
    """Told on a Friday, the following Friday is a week later and the previous Friday a week before."""
    time = TimeMention(span=Span(0, 1), kind=TimeKind.BACK, weekday=weekday, count=count)
    told, published = Edtf.parse("2023-05-05"), Edtf.parse("2023-06-01")
    assert str(resolve_time(time, published, previous=told)) == expected
    assert resolve_time(time, published) is None
