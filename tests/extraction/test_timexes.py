"""Time expressions with the extents and values of TIMEX3."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.dates import find_timexes
from chancery.model.times import TimeBound, TimeKind, TimePart, TimeUnit
from pace import assert_grows_in_line

# written for this test: a sentence, and each expression with its kind and the value that no EDTF tells
TIMEXES = [
    ("Talks ran for three days.", [("three days", "duration", "P3D")]),
    ("The siege took over two and a half years.", [("over two and a half years", "duration", "P2.5Y")]),
    ("A ten-day tour, a month-long strike.", [("ten-day", "duration", "P10D"), ("month-long", "duration", "P1M")]),
    ("She is 18 years old.", [("18 years old", "duration", "P18Y")]),
    ("They held it for several weeks or five hours.", [
        ("several weeks", "duration", "PXW"), ("five hours", "duration", "PT5H"),
    ]),
    ("Within days the town fell.", [("days", "duration", "PXD")]),
    ("Within two weeks the town fell.", [("two weeks", "shift", "P2W")]),
    ("Both met over the next two weeks.", [("the next two weeks", "shift", "P2W")]),
    ("A few months later it was over.", [("A few months later", "back", "FUTURE_REF")]),
    ("In the last week of August rain fell.", [("the last week of August", "date", "P1W")]),
    ("He spoke daily, and every Monday in public.", [
        ("daily", "set", "XXXX-XX-XX"), ("every Monday", "set", "XXXX-XX-XX"),
    ]),
    ("It costs a million per month.", [("per month", "set", "P1M")]),
    ("The former envoy is now in Oslo.", [("former", "vague", "PAST_REF"), ("now", "vague", "PRESENT_REF")]),
    ("At the time, the future looked dim.", [("the time", "vague", None), ("the future", "vague", "FUTURE_REF")]),
    ("It struck at night.", [("night", "vague", None)]),
    ("It struck at 9:34 p.m. EST.", [("9:34 p.m. EST", "vague", None)]),
    ("The spring offensive and the winter of 1943.", [("spring", "date", None), ("the winter of 1943", "date", None)]),
    ("From 3 to 5 March and on May 4 and 5.", [
        ("3", "date", None), ("5 March", "date", None), ("May 4", "date", None), ("5", "date", None),
    ]),
    ("The war (1939-45) and 499-493 BC.", [
        ("1939", "date", None), ("45", "date", None), ("499", "date", None), ("493 BC", "date", None),
    ]),
    ("They will sign before the month is out.", [("the month", "shift", None)]),
    ("It fell on May 9 and the 13th.", [("May 9", "date", None), ("the 13th", "date", None)]),
    ("The monk (c. 314-368) died.", [("314", "date", None), ("368", "date", None)]),
    ("In 480 BC they came; in 479 they left.", [("480 BC", "date", None), ("479", "date", None)]),
    ("Summers are hot; over the weekend, on Halloween, it froze.", [
        ("Summers", "set", None), ("the weekend", "shift", None), ("Halloween", "date", None),
    ]),
    ("In the months ahead, by year end, they will talk.", [
        ("the months ahead", "shift", None), ("year end", "shift", None),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TIMEXES)
def test_timexes_have_the_extent_and_value_of_timex3(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """Prepositions stay outside, articles and modifiers inside, and each end of a range stands alone."""
    assert [(m.span.of(text), m.kind, m.value) for m in find_timexes(text)] == expected


# written for this test: words that only look like time expressions
NO_TIMEXES = [
    "The former and the latter agreed.",
    "They sprang a trap; prices fall, and they spring to arms.",
    "The past government had no time to act.",
    "Page 347 of 368, a score of 10-12.",
    "It cost $9:30.",
    "In 347 homes, on 480 farms, until 211 had left.",
    "Said so.\u00b2 He left.",
    "Some 90s kids met H2 fans.",
    "He has a new year contract and two thousand four men.",
]


@pytest.mark.parametrize("text", NO_TIMEXES)
def test_timexes_leave_false_friends_alone(text: str) -> None:
    """Verbs, pairs, pages and scores are no times."""
    assert find_timexes(text) == ()


# written for this test: words and the time of day in them
CLOCKS = [
    ("at 9:34 p.m. EST", "21:34 EST"),
    ("at 12:05 a.m.", "00:05"),
    ("at 05:30hrs", "05:30"),
    ("at 11 a.m.", "11:00"),
    ("at 1900 GMT", "19:00 GMT"),
    ("at night", "NI"),
    ("that morning", "MO"),
    ("on the morning of May 3", "MO"),
]


@pytest.mark.parametrize(("text", "clock"), CLOCKS)
def test_timexes_keep_the_time_of_day_and_its_zone(text: str, clock: str) -> None:
    """Times of day are written as ISO 8601 and TIMEX3 write them."""
    assert find_timexes(f"It struck {text}, they said.")[0].clock == clock


def test_an_end_of_a_range_keeps_to_its_own_words() -> None:
    """A year before the dash lends no month to the day behind it."""
    first, last = find_timexes("The emperor (c. 1818 - January 8, 1880) died.")
    assert (first.year, first.month, first.day) == (1818, None, None)
    assert (last.year, last.month, last.day) == (1880, 1, 8)


def test_old_numbers_count_before_christ_where_most_years_do() -> None:
    """In a text on 480 BC, "in 479" is 479 BC."""
    assert [m.year for m in find_timexes("In 480 BC they came; in 479 they left.")] == [-479, -478]


def test_ends_of_a_range_share_what_is_told_once() -> None:
    """Month and year that stand behind the last day also count for the first."""
    first, last = find_timexes("They met on 3-5 March 2019.")
    assert (first.year, first.month, first.day, first.end_day) == (2019, 3, 3, None)
    assert (last.year, last.month, last.day, last.end_day) == (2019, 3, 5, None)


# written for this test: a sentence with the words of its times, their years and months
YEARS = [
    ("Monks came in the 11th and 12th centuries.", [("the 11th", 1000, None), ("12th centuries", 1100, None)]),
    (
        "It stood from the fifth to the third centuries BC.",
        [("the fifth", -499, None), ("third centuries BC", -299, None)],
    ),
    ("It was a port from about 900 to around 650 BC.", [("900", -899, None), ("650 BC", -649, None)]),
    ("He was buried in March of 487, it is said.", [("March of 487", 487, 3)]),
    ("The line was drawn after the Korean War.", [("the Korean War", 1950, 6)]),
    ("Nobody wrote in the Middle Ages.", [("the Middle Ages", 500, None)]),
    ("Airports have changed since 9/11.", [("9/11", 2001, 9)]),
    ("They served in the Korean War.", []),
    ("It was used after the Korean War Memorial.", []),
    ("The score was 9/11.", []),
    ("The 11th and 12th floors are shut.", []),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_timexes_know_ages_and_old_years(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    """Centuries in pairs, wars and ages by name, years of three digits; a war that is told of is no time."""
    assert [(m.span.of(text), m.year, m.month) for m in find_timexes(text)] == expected


# written for this test: an expression with the fields that it must have
FIELDS = [
    ("[Twelve] months ago, the port opened.", {"kind": TimeKind.SHIFT, "count": -12}),
    ("It arrived three days prior to the talks.", {"kind": TimeKind.ANCHORED, "count": -3}),
    ("It arrived two weeks ahead of the summit.", {"kind": TimeKind.ANCHORED, "count": -2}),
    ("It arrived a month in advance of the vote.", {"kind": TimeKind.ANCHORED, "count": -1}),
    ("It opened two weeks ahead of schedule.", {"kind": TimeKind.DURATION}),
    ("Your note of 12 October last, which came late", {"month": 10, "day": 12, "count": -1}),
    ("On 12 October last week's note came.", {"month": 10, "day": 12, "count": None}),
    ("They came in that November too.", {"kind": TimeKind.BACK, "month": 11}),
    ("It fell in the '90s.", {"year": 1990, "unit": TimeUnit.DECADE}),
    ("It fell in the late 80s.", {"year": 1980, "unit": TimeUnit.DECADE, "part": TimePart.LATE}),
    ("It fell in the 1970's.", {"year": 1970, "unit": TimeUnit.DECADE}),
    ("It fell in the 1970's budget.", {"year": 1970, "unit": None}),
    ("It opens the day after tomorrow.", {"kind": TimeKind.SHIFT, "count": 2}),
    ("It opened the day before yesterday.", {"kind": TimeKind.SHIFT, "count": -2}),
    ("It opened a fortnight ago.", {"kind": TimeKind.SHIFT, "unit": TimeUnit.WEEK, "count": -2}),
    ("It opened half a century ago.", {"kind": TimeKind.SHIFT, "unit": TimeUnit.YEAR, "count": -50, "rough": True}),
    ("It opened half a year ago.", {"kind": TimeKind.SHIFT, "unit": TimeUnit.MONTH, "count": -6}),
    ("Growth fell in Q3 2021.", {"quarter": 3, "year": 2021}),
    ("Growth fell in H2 2021.", {"part": TimePart.SECOND_HALF, "year": 2021}),
    ("They signed on 2020/06/12.", {"year": 2020, "month": 6, "day": 12}),
    ("They signed on New Year’s Eve.", {"month": 12, "day": 31}),
    ("He came in nineteen seventy-two.", {"year": 1972}),
    ("He came in two thousand and four.", {"year": 2004}),
    ("He came in twenty minutes.", {"kind": TimeKind.DURATION}),
    ("The following Monday they left.", {"kind": TimeKind.BACK, "weekday": 0, "count": 1}),
    ("In the winter of 2019-20 it snowed.", {"season": 24, "year": 2019, "end_year": None}),
    ("The post-2015 agenda was agreed.", {"year": 2015, "bound": TimeBound.AFTER}),
    ("The pre-2011 border was drawn.", {"year": 2011, "bound": TimeBound.BEFORE}),
]


@pytest.mark.parametrize(("text", "fields"), FIELDS)
def test_timexes_keep_what_the_words_say(text: str, fields: dict[str, object]) -> None:
    """Distances before something to come, days of a month last, months told before."""
    found = find_timexes(text)[0]
    assert {name: getattr(found, name) for name in fields} == fields


PIECES = [
    *"0123456789 .,-/:\n'\u2019\u2013$",
    "2020", " May ", " October ", " the ", " ago", " of ", "two ", "days ", "early ", "end", " BC", "480", " a.m.",
    " later", " after ", "his ", " every ", "first ", " half ", " century", " within ", "some ", "night ", "-long",
    " Christmas ", "\u00b2", "AD", "in 347,", " few ", " and ", " to ", "spring ", " Monday", " before ",
    "\U0001f600", "\u0661", "\x00",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join))
def test_timexes_stay_in_order_whatever_the_text(text: str) -> None:
    """Expressions never overlap, never leave the text and never cross a line; ranges have come apart."""
    found = find_timexes(text)
    ends = [0, *(m.span.end for m in found)]
    assert all(end <= m.span.start < m.span.end <= len(text) for end, m in zip(ends, found, strict=False))
    assert not any("\n" in m.span.of(text) for m in found)
    assert not any(m.timexes or m.end_year or m.end_month or m.end_day for m in found)
    undated = {TimeKind.DURATION, TimeKind.SET, TimeKind.VAGUE}
    assert all(m.unit is None or m.count is None or m.kind in undated or m.unit.value != "hour" for m in found)


HOSTILE = [
    "the end of the early May 4 - 5 and 3 to ",
    "about around some over just ",
    "a a a a few few ",
    "'9 '99 \u2019 ",
    "twenty-twenty-",
    "the first half of the first half of ",
    "within a month of within a month of ",
    "9" * 40,
    "1-" * 20,
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_timexes_read_hostile_text_in_linear_time(piece: str) -> None:
    """Ten times the text costs about ten times the time."""
    assert_grows_in_line(lambda size: find_timexes(piece * (size // len(piece))), 10_000)
