"""All reports of a record dated together."""

from __future__ import annotations

import datetime as dt

import pytest

from chancery.codebooks.leaders import carried
from chancery.model.dates import Edtf
from chancery.model.facts import Dating
from chancery.model.mentions import Observations
from chancery.model.reference import Reference, ReferenceKind, ReferenceTable, Tenure
from chancery.model.text import Report
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude
from resolution.dating_cases import cases, known

NOTHING = Reference()
MOST_EXCLUDED = 0.02


def read(*texts: str) -> list[tuple[Report, Observations]]:
    """Read texts as reports of one record."""
    reports = [parse_report(text.encode(), path="t") for text in texts]
    return [(report, code_report(report)) for report in reports]


def date(*texts: str, reference: Reference = NOTHING) -> list[Dating]:
    """Date texts together, in their order."""
    inputs = read(*texts)
    by_report = {dating.report: dating for dating in conclude(inputs, reference).datings}
    return [by_report[report.id] for report, _ in inputs]


def table(*tenures: Tenure) -> Reference:
    """Make reference data of one table."""
    rows = ReferenceTable(name="made.csv", kind=ReferenceKind.OFFICEHOLDERS, digest="0", tenures=tenures)
    return Reference(tables=(rows,))


def held(person: str, office: str, of: str, start: str, end: str | None = None) -> Tenure:
    """Make a row of a table."""
    return Tenure(person=person, office=office, of=of, start=Edtf.parse(start), end=Edtf.parse(end) if end else None)


ORLOVA = table(held("Vera Orlova", "foreign minister", "EST", "2014-05-05", "2016-09-30"))
BOTH = table(*ORLOVA.tables[0].tenures, held("Karl Dahl", "foreign minister", "EST", "2012-05-05", "2014-05-05"))


def is_right(published: Edtf | None, day: dt.date) -> bool:
    """Tell whether an interval may hold the true day; of a day without a year, whether news of it came then."""
    if published is None:
        return True
    if published.cycle is not None:
        return any(Edtf.day(day - dt.timedelta(back)).within(published) for back in range(4))
    return Edtf.day(day).within(published)


@pytest.mark.parametrize("name", ["tuned", "apart"])
@pytest.mark.parametrize("reference", [NOTHING, carried()], ids=["alone", "with the carried table"])
def test_datings_rarely_exclude_the_true_day(name: str, reference: Reference) -> None:
    """Of the intervals of reports that were written with a day in mind, at most 2 % miss it."""
    found = [
        is_right(dating.published, day)
        for record in cases(name)
        for (day, _), dating in zip(record, date(*(text for _, text in record), reference=reference), strict=True)
    ]
    assert len(found) >= 20
    assert found.count(False) / len(found) <= MOST_EXCLUDED


def test_datings_are_often_found() -> None:
    """With the carried table, most reports of the cases get an interval with a year."""
    datings = [
        dating for record in cases("tuned") for dating in date(*(text for _, text in record), reference=carried())
    ]
    dated = [one for one in datings if one.published is not None and one.published.has_year]
    assert len(dated) / len(datings) >= 0.6


WEEK = 8


@pytest.mark.parametrize(("name", "share"), [("together", 0.9), ("together apart", 0.5)])
def test_deeds_told_elsewhere_date_reports(name: str, share: float) -> None:
    """Reports without a year are dated to the week by what others tell with it, and none wrongly."""
    found: list[bool] = []
    for record in cases(name):
        for (day, text), dating in zip(record, date(*(text for _, text in record)), strict=True):
            assert is_right(dating.published, day), (day, dating)
            exact = dating.published is not None and (dating.published.width_days or WEEK) < WEEK
            found += [exact] if text in known(name) else []
    assert len(found) >= 10
    assert found.count(True) / len(found) >= share


SIGNED = "LIMA, May 3, 2019 (Agency) - Peru and Chile signed a treaty on whales in Lima on Friday."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On May 3 Peru and Chile signed the treaty on whales. Nobody came.", "2019-05-03/2019-05-17"),
        ("On May 4 Peru and Chile signed the treaty on whales. Nobody came.", "XXXX-05-04/XXXX-05-18"),
        ("On May 3 Peru and Bolivia signed the treaty on whales. Nobody came.", "XXXX-05-03/XXXX-05-17"),
        ("On May 3 Peru and Chile did not sign the treaty on whales. Nobody came.", None),
        ("On May 3 Peru and Chile marked the anniversary of the treaty on whales that they signed.", None),
        ("Whales\n\nBy Ana Costa\nMay 5\n\nPeru and Chile signed a treaty on whales on Friday.", "2019-05-05"),
        ("Whales\n\nBy Ana Costa\nMay 5\n\nPeru and Chile signed a treaty on whales on Thursday.", "XXXX-05-05"),
        ("Whales\n\nPeru and Chile signed their treaty in Lima on Friday.", None),
    ],
)
def test_deeds_date_only_what_tells_of_them(text: str, expected: str | None) -> None:
    """Another day, another party, a deed not done, an anniversary, another weekday, too few words in common."""
    _, dating = date(SIGNED, text)
    assert (str(dating.published) if dating.published is not None else None) == expected


def test_deed_told_in_two_years_dates_nothing() -> None:
    """Reports that lead to different years are named as a contradiction."""
    other = "LIMA, May 3, 2012 (Agency) - Peru and Chile signed a treaty on whales in Lima on Thursday."
    for text, expected in (
        ("On May 3 Peru and Chile signed the treaty on whales. Nobody came.", "XXXX-05-03/XXXX-05-17"),
        ("Whales\n\nBy Ana Costa\nMay 5\n\nPeru and Chile signed the treaty on whales on May 3.", "XXXX-05-05"),
    ):
        *_, dating = date(SIGNED, other, text)
        assert str(dating.published) == expected
        assert any(reason.startswith("Contradiction:") and "different years" in reason for reason in dating.because)


PACT = "SUVA, 15 March 2019 (Agency) - Fiji and Tonga signed a trade pact in Suva on Thursday."
EXPELLED = "QUITO, 3 May 2011 (Agency) - Peru expelled Ecuador's consul over a fishing row on Monday."
BOATS = "TOKYO, 10 June 2016 (Agency) - Japan handed over three patrol boats to Fiji on Thursday in Suva harbour."
SHUT = "ACCRA, 5 August 2014 (Agency) - Togo closed its border crossing at Aflao to lorries from Ghana on Monday."


@pytest.mark.parametrize(
    ("dated", "text", "expected"),
    [
        (PACT, "NUKUALOFA, 14 March (Agency) - Fiji and Tonga signed a pact on trade in fish.", "2019-03-14"),
        (PACT, "NUKUALOFA, 16 March (Agency) - Fiji and Tonga signed a pact on trade in fish.", "2019-03-16"),
        (PACT, "NUKUALOFA, 14 June (Agency) - Fiji and Tonga signed a pact on trade in fish.", "XXXX-06-14"),
        (PACT, "NUKUALOFA, 13 March (Agency) - Fiji and Tonga signed a pact on trade in fish.", "XXXX-03-13"),
        (PACT, "NUKUALOFA, 14 March (Agency) - Fiji and Samoa signed a pact on trade in fish.", "XXXX-03-14"),
        (PACT, "NUKUALOFA, 14 March (Agency) - Fiji and Tonga signed a charter of seamen.", "XXXX-03-14"),
        (PACT, "NUKUALOFA, 14 March (Agency) - Fiji and Tonga will sign a pact on trade in fish.", "XXXX-03-14"),
        (
            PACT,
            "NUKUALOFA, 14 March (Agency) - Fiji and Tonga marked the anniversary of the trade pact they signed.",
            "XXXX-03-14",
        ),
        (EXPELLED, "LIMA, 2 May (Agency) - Peru expelled the consul of Ecuador over fishing rights.", "2011-05-02"),
        (EXPELLED, "LIMA, 2 May (Agency) - Peru did not expel the consul of Ecuador over fishing.", "XXXX-05-02"),
        (BOATS, "SUVA, 9 June (Agency) - Japan gave Fiji three patrol boats at the harbour.", "2016-06-09"),
        (BOATS, "SUVA, 9 June (Agency) - Japan gave Fiji a school bus and two tents.", "XXXX-06-09"),
        (SHUT, "LOME, 4 August (Agency) - Togo shut the border crossing at Aflao to lorries of Ghana.", "2014-08-04"),
        (SHUT, "LOME, 4 August (Agency) - Togo shut its border with Ghana.", "XXXX-08-04"),
    ],
)
def test_deed_of_a_lead_without_its_day_dates_the_report(dated: str, text: str, expected: str) -> None:
    """What a report of a day without its year tells as its news was done on that day, or just before."""
    _, dating = date(dated, text)
    assert str(dating.published) == expected


MET = "LIMA, May 3, 2019 (Agency) - Peru's foreign minister Rosa Diaz met her Chilean counterpart Juan Soto on Friday."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("May 3", "2019-05-03"),
        ("May 4", "2019-05-04"),
        ("May 5", "XXXX-05-05"),
        ("May 2", "XXXX-05-02"),
    ],
)
def test_meeting_told_as_news_was_on_the_day_or_the_day_before(words: str, expected: str) -> None:
    """A dateline is of the day of a meeting or of the next; another pair, or another week, is another meeting."""
    told = f"SANTIAGO, {words} (Agency) - Foreign minister Rosa Diaz of Peru met Juan Soto, her Chilean counterpart."
    _, dating = date(MET, told)
    assert str(dating.published) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Friday", "2019-05-05"),
        ("on Thursday", "XXXX-05-05"),
        ("last week", "XXXX-05-05"),
    ],
)
def test_meeting_on_a_weekday_before_a_day_without_its_year(words: str, expected: str) -> None:
    """The year is that in which the weekday falls on the day on which others tell the meeting."""
    text = f"Whales\n\nBy Ana Costa\nMay 5\n\nForeign ministers Rosa Diaz of Peru and Juan Soto of Chile met {words}."
    _, dating = date(MET, text)
    assert str(dating.published) == expected


def test_acts_of_a_day_without_its_year_lie_in_the_week_before() -> None:
    """A weekday beside a day whose year is unknown may be any of seven days, of that year or the one before."""
    text = "Whales\n\nBy Ana Costa\nJanuary 2\n\nPeru and Chile signed a treaty on whales on Monday."
    inputs = read(text)
    assert {str(event.when) for event in conclude(inputs, NOTHING).events} == {"XXXX-12-27/XXXX-01-02"}


def test_office_bounds_a_report_on_both_sides() -> None:
    """Who is told of as minister in the news was minister then; the reasons name the table."""
    (dating,) = date("Estonian Foreign Minister Vera Orlova met the envoys on Tuesday.", reference=ORLOVA)
    assert str(dating.published) == "2014-05-04/2016-10-07"
    assert all("made.csv" in reason for reason in dating.because)


def test_office_leaves_one_year_for_a_day() -> None:
    """A day of news takes the only year in which the office fits."""
    (dating,) = date(
        "Estonian Foreign Minister Vera Orlova met the envoys on July 3. The mine closed in January 2016.",
        reference=ORLOVA,
    )
    assert str(dating.published) == "2016-07-03/2016-07-05"


def test_several_years_left_give_the_whole_stretch() -> None:
    """Where the office fits in two years, the interval holds both days."""
    (dating,) = date("Estonian Foreign Minister Vera Orlova met the envoys on July 3.", reference=ORLOVA)
    assert str(dating.published) == "2014-07-03/2016-07-05"
    assert any("2014, 2015, 2016" in reason for reason in dating.because)


def test_weekday_beside_a_day_picks_the_year() -> None:
    """A weekday that stands beside the day rules out the years in which it was another."""
    text = "Estonian Foreign Minister Vera Orlova met the envoys on Friday, July 3."
    (dating,) = date(text, reference=ORLOVA)
    assert str(dating.published) == "2015-07-03/2015-07-05"


BACKGROUND = [
    pytest.param("The plan that Estonian Foreign Minister Vera Orlova signed was dropped on Tuesday.", id="aside"),
    pytest.param("In 2015 Estonian Foreign Minister Vera Orlova spoke of it.", id="another year"),
    pytest.param("The visit of then Estonian Foreign Minister Vera Orlova was recalled on Tuesday.", id="then"),
]


@pytest.mark.parametrize("text", BACKGROUND)
def test_old_offices_do_not_end_a_report(text: str) -> None:
    """Background shows that a report is not older than the office, and nothing about how young it is."""
    (dating,) = date(text, reference=ORLOVA)
    assert dating.published is None or dating.published.latest is None


def test_former_holder_puts_a_report_behind_the_office() -> None:
    """A report that says "former" appeared after the end."""
    (dating,) = date("Former Estonian Foreign Minister Vera Orlova opened the fair on Tuesday.", reference=ORLOVA)
    assert str(dating.published) == "2016-09-30/.."


def test_namesake_of_another_state_bounds_nothing() -> None:
    """The state of the office must agree."""
    (dating,) = date("Latvian Foreign Minister Vera Orlova met the envoys on Tuesday.", reference=ORLOVA)
    assert dating.published is None


def test_known_end_of_one_table_completes_an_older_one() -> None:
    """A table that does not know of an end yields to one that does."""
    older = held("Vera Orlova", "foreign minister", "EST", "2014-05-05")
    both = table(older, *ORLOVA.tables[0].tenures)
    (dating,) = date("Estonian Foreign Minister Vera Orlova met the envoys on Tuesday.", reference=both)
    assert str(dating.published) == "2014-05-04/2016-10-07"


OATH = "Estonian President Karl Dahl took office on June 30, 2012, in Tallinn."
AGAIN = (
    "The president of Estonia, Karl Dahl, received the envoys on July 3. Karl Dahl took office as president on June 30."
)


def test_happening_told_elsewhere_lends_its_year() -> None:
    """A day without a year takes the year in which others tell the same."""
    _, dating = date(OATH, AGAIN)
    assert str(dating.published) == "2012-07-03/2012-07-05"
    assert any("tells the same with its year" in reason for reason in dating.because)


def test_offices_told_elsewhere_bound_a_report() -> None:
    """Start and end of an office may come from two other reports."""
    text = "Estonian President Karl Dahl said on Friday that he was tired."
    *_, dating = date(OATH, "Estonian President Karl Dahl resigned on May 5, 2016.", text)
    assert str(dating.published) == "2012-06-29/2016-05-12"


def test_datings_are_revised_when_reports_arrive() -> None:
    """What is not known at first is known later, whatever the order."""
    (alone,) = date(AGAIN)
    assert str(alone.published) == "XXXX-07-03"
    dating, _ = date(AGAIN, OATH)
    assert str(dating.published) == "2012-07-03/2012-07-05"


def test_datings_do_not_depend_on_order() -> None:
    """The same reports in any order are dated alike."""
    texts = (OATH, AGAIN, "Former Estonian President Karl Dahl opened the fair on Tuesday.")
    one, other = (
        sorted(date(*order, reference=ORLOVA), key=lambda dating: dating.report) for order in (texts, texts[::-1])
    )
    assert one == other


def test_two_years_for_one_happening_are_a_contradiction() -> None:
    """Reports that give different years are named, and lend none."""
    other = "Estonian President Karl Dahl took office on June 30, 2014, in Tallinn."
    dating, *_ = date(AGAIN, OATH, other)
    assert str(dating.published) == "XXXX-07-03"
    assert any(reason.startswith("Contradiction:") and "different years" in reason for reason in dating.because)


def test_numbered_occasion_dates_reports_near_each_other() -> None:
    """Two reports that open with the fourth dialogue of two states appeared in the same days."""
    _, dating = date(
        "On January 22, 2019, the fourth Estonia-Kenya Strategic Dialogue was held in Nairobi. Kenya thanked Estonia.",
        "The fourth Estonia-Kenya Strategic Dialogue ended in Nairobi with a call of Kenya and Estonia for peace.",
    )
    assert str(dating.published) == "2019-01-15/2019-01-31"


def test_own_date_stands_against_a_table() -> None:
    """A report's own date is kept, and what contradicts it is told."""
    text = "TALLINN, May 3, 2010 (Agency) - Estonian Foreign Minister Vera Orlova met the envoys."
    (dating,) = date(text, reference=ORLOVA)
    assert str(dating.published) == "2010-05-03"
    assert any("Contradiction" in reason and "made.csv" in reason for reason in dating.because)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The text of the following statement was released by the governments of Peru and Chile.\n\n"
            "Foreign Minister Ana Costa travelled to Santiago on Friday, May 3, 2019. They reviewed trade.",
            "2019-05-03/2019-05-10", id="behind what announces a statement",
        ),
        pytest.param(
            "The leaders discussed trade.\n\nThe presidents met on 3 March for the 2016 Peru-Chile Summit in Lima. "
            "They spoke about fish.",
            "2016-03-03/2016-03-05", id="the year in the name of the occasion",
        ),
        pytest.param(
            "On March 26, 2019, the ministry of Peru renewed the charter of the council, which advises schools.",
            None, id="an old deed is no news by itself",
        ),
    ],
)  # fmt: skip
def test_openings_date_a_report(text: str, expected: str | None) -> None:
    """The first sentences that tell something date a report, if it is news."""
    (dating,) = date(text)
    assert (str(dating.published) if dating.published else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Karl Dahl, who took office on March 24, told the agency of fish. He is to meet the king on April 2.",
            "XXXX-03-24/XXXX-04-02",
        ),
        (
            "The envoys, who came to Quito on December 28, praised the plan. The ministers will meet on January 9.",
            "XXXX-12-28/XXXX-01-09",
        ),
        ("Karl Dahl took office on March 24. He said that he was to meet the king on April 2.", None),
        ("The treaty was signed on March 24. The ministers will meet on November 2.", None),
    ],
    ids=["an office and a plan", "over the turn of the year", "a plan of the past", "too far apart"],
)
def test_reports_lie_between_what_is_over_and_what_is_to_come(text: str, expected: str | None) -> None:
    """The last day told as past and the first told as to come enclose a report, in whatever year."""
    (dating,) = date(text)
    told = str(dating.published) if dating.published is not None else None
    assert (told == expected) if expected else told not in {"XXXX-03-24/XXXX-04-02", "XXXX-03-24/XXXX-11-02"}


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Vera Orlova met the Chilean minister in Lima today. The Foreign Minister thanked her guest.", True),
        ("Vera Orlova met the Chilean envoy in Lima today. The Defence Minister thanked her guest.", False),
        ("Vera Orlova met the Chilean envoy in Lima today. She thanked her guest.", False),
        ("Vera Orlova met the former Foreign Minister in Lima today. The Foreign Minister smiled.", False),
        ("Vera Orlova met Karl Dahl in Lima today. The Foreign Minister thanked her guest.", False),
        ("They welcomed the release of Foreign Minister Vera Orlova on Monday.", False),
    ],
)
def test_office_spoken_of_belongs_to_whom_a_table_knows_in_it(text: str, dated: bool) -> None:  # noqa: FBT001 - a case
    """A name without a title and a title without a name are one person where a table says so."""
    (dating,) = date(f"Talks\n\n{text}", reference=BOTH)
    assert (dating.published is not None and dating.published.latest == dt.date(2016, 10, 7)) is dated


TWICE = table(
    held("Karl Dahl", "president", "EST", "2010-01-10", "2014-01-10"),
    held("Karl Dahl", "president", "EST", "2018-01-10"),
    held("Vera Orlova", "foreign minister", "EST", "2013-05-05", "2016-09-30"),
)


def test_days_between_two_spells_are_ruled_out() -> None:
    """Whoever came back after four years was no news in office between, and the reasons say so."""
    (dating,) = date(
        "Talks\n\nEstonian President Karl Dahl met Estonian Foreign Minister Vera Orlova on Monday.", reference=TWICE
    )
    assert str(dating.published) == "2013-05-04/2014-01-17"
    assert any("was not president" in reason for reason in dating.because)


def test_days_between_two_spells_of_a_person_of_the_past_rule_nothing_out() -> None:
    """Who is told of as former may be told of at any time."""
    (dating,) = date(
        "Talks\n\nFormer Estonian President Karl Dahl met Estonian Foreign Minister Vera Orlova on Monday.",
        reference=TWICE,
    )
    assert str(dating.published) == "2013-05-04/.."
