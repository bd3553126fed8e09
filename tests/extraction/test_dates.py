"""Time expressions in English news."""

from __future__ import annotations

import dataclasses

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.dates import find_times
from chancery.model.text import Report
from chancery.model.times import TimeBound, TimeKind, TimeMention
from pace import assert_grows_in_line

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def find(text: str) -> tuple[TimeMention, ...]:
    """Find the time expressions of a text."""
    return find_times(NLP(text), Report(id="t", path="t.txt", text=text, blocks=()))


# written for this test: a sentence, and the words of each expression
SPANS = [
    ("The envoys met on October 23, 2020 in Vienna.", ["October 23, 2020"]),
    ("They met on 23 October 2020 and again on 4 Nov. in Rome.", ["23 October 2020", "4 Nov."]),
    ("A ceasefire dated 2020-10-23 holds.", ["2020-10-23"]),
    ("The treaty of 23.10.2020 lapsed.", ["23.10.2020"]),
    ("She resigned in October 2011 and died in 2017.", ["October 2011", "2017"]),
    ("Votes are due in early 2021 or late October.", ["early 2021", "late October"]),
    ("It was sealed in mid-May 2019.", ["mid-May 2019"]),
    ("The fair runs Feb. 24-25 and May 23-27.", ["Feb. 24-25", "May 23-27"]),
    ("They talked between 3 and 5 March.", ["3 and 5 March"]),
    ("The tour lasts from May 2019 to June 2020.", ["May 2019 to June 2020"]),
    ("He said on Monday that last week was calm.", ["Monday", "last week"]),
    ("They met on Friday, January 4, 2019.", ["Friday, January 4, 2019"]),
    ("Two days ago and again eight years ago it failed.", ["Two days ago", "eight years ago"]),
    ("Today\u2019s accord follows yesterday's row.", ["Today", "yesterday"]),
    ("Both will meet before the month is out.", ["before the month is out"]),
    ("The plan holds until the end of next year.", ["the end of next year"]),
    ("He flew there within a month of his election in 2017.", ["within a month of his election", "2017"]),
    (
        "Three days after his inauguration (on November 24) he left.",
        ["Three days after his inauguration", "November 24"],
    ),
    ("On the same day, and later that year, shops shut.", ["the same day", "later that year"]),
    ("Two days before his departure for Lisbon he fell ill.", ["Two days before his departure"]),
    ("The fort fell on the night of 20 June 1791 to them.", ["the night of 20 June 1791"]),
    (
        "They left the previous evening, a year after the revolt in Quito.",
        ["the previous evening", "a year after the revolt"],
    ),
    ("The league of 477-450 BC broke up in the 5th century BC.", ["477-450 BC", "the 5th century BC"]),
    ("The nineteenth century ended well for them; the sixties did not.", ["The nineteenth century", "the sixties"]),
    (
        "Some years ago, or 24 hours ago, or a couple of years back.",
        ["Some years ago", "24 hours ago", "a couple of years back"],
    ),
    (
        "In the last week of August 1918 and the first ten months of 1915.",
        ["the last week of August 1918", "the first ten months of 1915"],
    ),
    (
        "Troops held out for just over two and a half years before the truce.",
        ["just over two and a half years before the truce"],
    ),
    ("It ended on 30 September 420.", ["30 September 420"]),
    ("They wed on Christmas Day 2007.", ["Christmas Day 2007"]),
    ("He took office on December 1 of that year.", ["December 1 of that year"]),
    ("In the 1990s and since 2015 trade grew.", ["the 1990s", "2015"]),
    ("In the summer of 2018 the border opened.", ["the summer of 2018"]),
    ("The war of 1999-2001 and the 2019/20 season.", ["1999-2001", "2019/20"]),
    ("Exports fell in the past two years.", ["the past two years"]),
    ("Elections were held earlier this year.", ["earlier this year"]),
    ("In May the envoy left.", ["May"]),
    ("It rose in the first half of 2021.", ["the first half of 2021"]),
    ("1937\n\nThe siege began.", ["1937"]),
]


@pytest.mark.parametrize(("text", "words"), SPANS)
def test_times_cover_the_words_that_name_them(text: str, words: list[str]) -> None:
    """Each expression is found once, with the words that belong to it."""
    assert [mention.span.of(text) for mention in find(text)] == words


# written for this test: words that only look like dates
NO_DATES = [
    "The two sides may sign. Thousands march on the capital.",
    "May I ask a question?",
    "Prime Minister Theresa May said so, and a march 15 miles long followed.",
    "The 2,000 soldiers and 2019 troops left the Sun and sat down.",
    "UN resolution 2259 and Article 1948 bind them, for $2000 or €2015.",
    "A second round of a six-year term, a two-day visit.",
    "The Sunday Times wrote of Black Friday sales and the October Revolution.",
    "He leads the Black September movement; April Smith does not.",
    "Flight 2011 left at 10:30 from room 2020.",
    "The fall of Kabul and the spring in his step.",
    "Between 5 and 7 people, 12 of them women.",
    "The last day of talks.",
    "The present government, like the former one, now recently lost three days.",
    "Page 347, c. 12 of them, some 400 to 500 men, 10,000 years.",
    "He lives on the 13th floor, behind the 5th column, for the 20th time.",
    "They sat from the 25th to the 26th session, and on the 5th and 6th rounds.",
    "They voted on the second reading and came to the third point.",
    "Christmas Island and Easter Island sent envoys; a Thanksgiving dinner was given.",
    "Hundreds of years ago nobody wrote it down; scores of weeks later nobody read it.",
    "The fiscal board met the financial sector.",
    "Rule 12.13 and item 4.1 of the list; the 3d film.",
    "Every Ramadan tent was full; that summery air, a long weekend.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_times_leave_false_friends_alone(text: str) -> None:
    """Verbs, names, amounts, articles and durations are no dates."""
    assert find(text) == ()


PIECES = [
    *"0123456789 .,-/'\n",
    "2020",
    " May ",
    " October ",
    " the ",
    " ago",
    " of ",
    "two ",
    "days ",
    "early ",
    "end",
]

# written for this test: words and the fields that they fill
FIELDS = [
    ("on October 4", {"kind": "date", "month": 10, "day": 4}),
    ("since 2015", {"kind": "date", "year": 2015, "bound": "since"}),
    ("by the end of next year", {"kind": "shift", "unit": "year", "count": 1, "part": "late", "bound": "by"}),
    ("prior to March 2020", {"year": 2020, "month": 3, "bound": "before"}),
    ("last Friday", {"kind": "weekday", "weekday": 4, "count": -1}),
    ("last October", {"kind": "date", "month": 10, "count": -1}),
    ("October 4 last year", {"kind": "date", "month": 10, "day": 4, "unit": "year", "count": -1}),
    ("several weeks ago", {"kind": "shift", "unit": "week", "count": -3, "rough": True}),
    ("a year later", {"kind": "back", "unit": "year", "count": 1}),
    ("the following day", {"kind": "back", "unit": "day", "count": 1}),
    ("February 24 - March 2, 2021", {"year": 2021, "month": 2, "day": 24, "end_year": 2021, "end_month": 3}),
    ("from December 30 to January 2, 2021", {"year": 2020, "month": 12, "end_year": 2021, "end_day": 2}),
    ("two days after the vote on May 3, 2020", {"kind": "anchored", "count": 2, "anchor_month": 5, "anchor_day": 3}),
    ("the third quarter of 2020", {"year": 2020, "quarter": 3}),
    ("the 18th century", {"year": 1700, "unit": "century"}),
    ("44 BC", {"year": -43}),
    ("499 to 493 BC", {"year": -498, "end_year": -492}),
    ("5 March 480 BC", {"year": -479, "month": 3, "day": 5}),
    ("the fifth of January 2019", {"year": 2019, "month": 1, "day": 5}),
    ("the later 1800s", {"year": 1800, "unit": "century", "part": "late"}),
    ("AD 842", {"year": 842}),
    ("the 480s BC", {"year": -488, "unit": "decade"}),
    ("the 9th century BC", {"year": -899, "unit": "century"}),
    ("the thirties", {"year": 1930, "unit": "decade"}),
    ("the following evening", {"kind": "back", "unit": "day", "count": 1}),
    ("the year before", {"kind": "back", "unit": "year", "count": -1}),
    ("the day before the vote", {"kind": "anchored", "unit": "day", "count": -1}),
    ("48 hours ago", {"kind": "shift", "unit": "day", "count": -2}),
    ("the night of May 3", {"kind": "date", "month": 5, "day": 3, "clock": "NI"}),
    ("twenty-five years ago", {"kind": "shift", "unit": "year", "count": -25}),
    ("the first half of 2021", {"year": 2021, "part": "first half"}),
    ("later that year", {"kind": "back", "unit": "year", "part": "later"}),
    ("this 18 of May", {"kind": "date", "month": 5, "day": 18, "count": 0}),
    ("this May 18", {"kind": "date", "month": 5, "day": 18, "count": 0}),
    ("They did not open it until May 3, 2020", {"year": 2020, "month": 5, "bound": "in"}),
    ("They kept it open until May 3, 2020", {"year": 2020, "month": 5, "bound": "until"}),
    ("a forum in the spring, they said", {"kind": "date", "season": 21}),
]


@pytest.mark.parametrize(("text", "fields"), FIELDS)
def test_times_keep_what_the_words_say(text: str, fields: dict[str, object]) -> None:
    """The reading holds the words' own terms, unresolved."""
    found = dataclasses.asdict(find(f"It was done {text}.")[0])
    assert {key: found[key] for key in fields} == fields


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("They met on 3 March for the 2016 Peru-Chile Summit in Lima.", 2016),
        ("At the 2019 regional security conference in Accra on May 7 they spoke of fish.", 2019),
        ("The envoys met on 9 June during the Lake Chad Forum 2021.", 2021),
        ("They met on 3 March, and they recalled the 2016 Summit.", None),
        ("They met on 3 March for the opening of the school founded in 2016.", None),
        ("They met on 3 March 2018 for the 2017 forum.", 2018),
    ],
)
def test_names_of_occasions_lend_days_their_year(text: str, year: int | None) -> None:
    """A day of an occasion is of the year in its name; another year of the sentence is another matter."""
    assert [time.year for time in find(text) if time.day] == [year]


def test_anchor_takes_its_date_from_elsewhere() -> None:
    """An anchor like "his inauguration" is dated by the sentence that gives its day."""
    text = "He left a week after his inauguration. Crowds saw the inauguration on November 24."
    first = find(text)[0]
    assert first.kind is TimeKind.ANCHORED
    assert (first.anchor_month, first.anchor_day) == (11, 24)


def test_anchor_told_on_two_days_stays_undated() -> None:
    """Two dates for one word date nothing."""
    text = "He left a week after the talks. There were talks on May 3 and talks on May 9."
    assert find(text)[0].anchor_month is None


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_times_stay_in_order_whatever_the_text(text: str) -> None:
    """Expressions never overlap and never leave the text."""
    found = find(text)
    ends = [0, *(m.span.end for m in found)]
    assert all(end <= m.span.start < m.span.end <= len(text) for end, m in zip(ends, found, strict=False))
    assert not {m.kind for m in found} & {TimeKind.DURATION, TimeKind.SET, TimeKind.VAGUE}
    assert all(m.span.contains(part) for m in found for part in m.timexes)


def test_times_read_hostile_text_in_linear_time() -> None:
    """A long run of dates and numbers costs no more than its length."""
    doc = NLP.make_doc("")

    def find(times: int) -> None:
        text = "the end of the early May 4 - 5 and 3 to " * times
        line = spacy.tokens.Doc(doc.vocab, words=[text], spaces=[False])
        find_times(line, Report(id="t", path="t", text=text, blocks=()))

    assert_grows_in_line(find, 500)


def test_bound_defaults_to_the_period_itself() -> None:
    """A plain date is meant as the day itself."""
    assert find("They met on May 4.")[0].bound is TimeBound.IN
