"""Bounds from names that began on a day, from summits by their host, and from feasts."""

from __future__ import annotations

import datetime as dt

import pytest

from chancery.model.text import Report
from chancery.reading.report import parse_report
from chancery.resolution.calendar import find_calendar_facts, find_feast


def bounds(text: str) -> set[tuple[str, str]]:
    """Return the first and last days that the public calendar gives a text."""
    report: Report = parse_report(text.encode(), path="t")
    return {(str(fact.low), str(fact.high)) for fact in find_calendar_facts(report)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The minister praised AUKUS.", {("2021-09-15", "None")}, id="a name has a first day"),
        pytest.param(
            "They spoke of the Paris Agreement and of AUKUS.", {("2021-09-15", "None")}, id="the latest name counts"
        ),
        pytest.param(
            "She condemned the premeditated and unprovoked war on Ukraine.", {("2022-02-24", "None")}, id="a war"
        ),
        pytest.param("He spoke of a war in the east of Ukraine.", set(), id="an older war"),
        pytest.param(
            "The leaders will meet again at the G20 summit in Osaka.", {("None", "2019-06-29")}, id="a summit to come"
        ),
        pytest.param("Little was done since the NATO summit in Vilnius.", {("2023-07-11", "None")}, id="a summit over"),
        pytest.param("They talked beside the G20 summit in Osaka.", set(), id="a summit at no known side"),
        pytest.param(
            "The G20 finance ministers wrapped up a meeting before the summit in Osaka.",
            set(),
            id="ministers meet earlier",
        ),
        pytest.param("Egypt was thanked for hosting the upcoming COP27.", {("None", "2022-11-20")}, id="by its number"),
        pytest.param("She thanked Rwanda for hosting the upcoming CHOGM.", {("None", "2022-06-25")}, id="by its host"),
        pytest.param("The G20 summit in Osaka in 2019 will be remembered.", set(), id="a year told speaks for itself"),
        pytest.param("We can keep the promises made at COP26.", set(), id="promises of a summit"),
        pytest.param("With the pledges of Paris and COP26 we may limit warming.", set(), id="means, not a journey"),
        pytest.param("Ministers will travel to COP26.", {("None", "2021-11-13")}, id="a journey to come"),
        pytest.param("They will meet at the Lima summit.", set(), id="no known occasion"),
        pytest.param(
            "They spoke of the upcoming Ninth Summit of the Americas and of a pledge of 2021.",
            {("None", "2022-06-10")},
            id="counted in words, beside another year",
        ),
        pytest.param(
            "Panama thanked her before the upcoming 7th Summit of the Americas.", {("None", "2015-04-11")}, id="counted"
        ),
        pytest.param(
            "They recalled the Ninth Summit of the Americas of 2022.", set(), id="counted and told with its year"
        ),
    ],
)
def test_calendar_bounds(text: str, expected: set[tuple[str, str]]) -> None:
    """Names that began on a day, and summits told as to come or over, bound the day of a report."""
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Today we mark World Press Freedom Day.", ("World Press Freedom Day", 5, 3)),
        ("They welcomed the celebration of International Women\u2019s Day.", ("International Women's Day", 3, 8)),
        ("The law was passed on Africa Day last year.", None),
        ("They celebrate Nowruz and Europe Day.", None),
        ("World Water Day 2019 was celebrated.", None),
    ],
)
def test_feasts_are_kept_near_their_day(text: str, found: tuple[str, int, int] | None) -> None:
    """The only feast that a report keeps counts, unless it is told of another year."""
    assert find_feast(text) == found


def test_calendar_is_no_guess_about_the_year() -> None:
    """A feast alone gives a season and no year."""
    assert find_feast("Today we mark Earth Day.") == ("Earth Day", 4, 22)
    assert dt.date(2024, 4, 22)
