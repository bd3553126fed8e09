"""A date in the sentence of an act that dates something else beside it dates no act of it."""

from __future__ import annotations

import pytest

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus
from chancery.model.evidence import Evidence
from chancery.model.text import Span
from chancery.resolution.accounts import Told
from chancery.resolution.conclude import conclude
from chancery.resolution.own_times import is_closed, names_another_year, years_told
from resolution.drafts import Draft


def told(words: str, predicate: str) -> Told:
    """Make an undated account of a sentence."""
    start = words.index(predicate)
    return Told(
        type="CONSULT",
        mode=None,
        status=EventStatus.OCCURRED,
        actors=(),
        recipients=(),
        when=None,
        where=None,
        report="a" * 16,
        span=Span(start, start + len(predicate)),
        evidence=Evidence("a" * 16, Span(0, len(words)), words),
        published=None,
    )


def only(draft: Draft, code: str) -> Event:
    """Return the only event of a type."""
    (event,) = (event for event in conclude([draft.done()]).events if event.type == code)
    return event


@pytest.mark.parametrize(
    ("words", "predicate", "years"),
    [
        ("Berg called on Lima and told him of the vote of 8 June 2020.", "called on", set()),
        ("Peru met Chile about the flood of 2019.", "met", set()),
        ("Kenya spoke to Chad about the attack of May 3, 2018.", "spoke", set()),
        ("Lima lauded the boats that Chile has lent since 2016 and asked for more.", "asked", set()),
        ("Peru and Chad met, the third round after one in Lima in April 2022.", "met", set()),
        ("Peru signed the treaty of 2010.", "signed", {2010}),
        ("Peru held the talks of 2010 in Lima.", "the talks of 2010", {2010}),
        ("Peru has asked for more since 2016.", "asked", {2016}),
        ("Peru met Chile in 2019.", "met", {2019}),
    ],
)
def test_years_of_other_things_are_none_of_an_act(words: str, predicate: str, years: set[int]) -> None:
    """A noun's own date is not the act's; a paper's year is, and so is one that the act has itself."""
    assert years_told(told(words, predicate)) == years


def test_a_sentence_names_another_year_unless_it_is_another_thing_s() -> None:
    """Years are compared with a date's."""
    act = told("Peru met Chile after the vote of 2020 and before 2022.", "met")
    assert names_another_year(act, Edtf.parse("2021-05-01"))
    assert not names_another_year(act, Edtf.parse("2022-01-03"))
    assert names_another_year(act, None)


@pytest.mark.parametrize(
    ("before", "closed"),
    [
        ("Lima lauded the boats lent since 2016 and ", True),
        ("Peru has been at war since May 2016 and formally ", True),
        ("Since Berg took office and ", False),
        ("Peru, which since 2016 ", False),
    ],
)
def test_what_is_told_since_a_year_ends_before_and(before: str, closed: bool) -> None:  # noqa: FBT001 - a table
    """What follows belongs to the sentence again."""
    assert is_closed(before) is closed


@pytest.mark.parametrize(
    ("line", "visit"),
    [
        ("Peru recalled its visit to Chile in February 2023 and thanked Kenya.", "visit"),
        ("Peru remembered the visit to Chile of February 2023 and warmly thanked Kenya.", "visit"),
        ("Peru mentioned the visit to Chile in February 2023 and thanked Kenya.", "visit"),
    ],
)
def test_the_time_of_what_is_recalled_dates_no_thanks(line: str, visit: str) -> None:
    """Who recalls February thanks by the day of the report, not then."""
    draft = Draft([line], "2023-11-03")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    kenya = draft.state("Kenya", "KEN")
    time = draft.day("February 2023", 2023, 2)
    draft.event(visit, "CONSULT", by=(peru,), to=(chile,), mode="visit", time=time)
    draft.event("thanked", "SUPPORT", by=(peru,), to=(kenya,), time=time)
    assert str(only(draft, "CONSULT").when) == "2023-02"
    assert str(only(draft, "SUPPORT").when).endswith("/2023-11-03")


def test_a_time_that_both_verbs_share_dates_both() -> None:
    """Who came in February and thanked did both then; so did who praised somebody on a day of the news."""
    draft = Draft(["Peru saw Chile in February 2023 and thanked Kenya."], "2023-11-03")
    peru, chile, kenya = draft.state("Peru", "PER"), draft.state("Chile", "CHL"), draft.state("Kenya", "KEN")
    time = draft.day("February 2023", 2023, 2)
    draft.event("saw", "CONSULT", by=(peru, chile), time=time)
    draft.event("thanked", "SUPPORT", by=(peru,), to=(kenya,), time=time)
    assert str(only(draft, "SUPPORT").when) == "2023-02"


@pytest.mark.parametrize(
    ("line", "verb", "predicate"),
    [
        ("The radars Peru promised in 2022 would be handed over to Kenya by 2025.", "promised", "be handed over"),
        ("The loan that Peru announced in 2022 will be paid to Kenya in 2025.", "announced", "be paid"),
        ("A ship Peru bought in 2022 has been lent to Kenya in 2025.", "bought", "been lent"),
    ],
)
def test_a_clause_about_the_subject_keeps_its_time(line: str, verb: str, predicate: str) -> None:
    """What was promised in one year is given in the other."""
    draft = Draft([line], "2024-07-08")
    peru, kenya = draft.state("Peru", "PER"), draft.state("Kenya", "KEN")
    promised = draft.day("2022", 2022, 1)
    draft.day("2025", 2025, 1)
    draft.event(verb, "AGREE", by=(peru,), time=promised)
    draft.event(predicate, "AID", by=(peru,), to=(kenya,), time=promised, status=EventStatus.PLANNED)
    assert str(only(draft, "AID").when) == "2025-01"
    assert str(only(draft, "AGREE").when) == "2022-01"


@pytest.mark.parametrize(
    "line",
    [
        "Peru held talks with Kenya, the second round after one in Tunis in April 2022.",
        "Peru held talks with Kenya that went better than those in Tunis in April 2022.",
        "Peru held talks with Kenya, unlike the first in Tunis in April 2022.",
    ],
)
def test_the_round_before_gives_talks_neither_day_nor_place(line: str) -> None:
    """These are of the day of the report, and their place is not told."""
    draft = Draft([line], "2024-07-08")
    peru, kenya, tunis = draft.state("Peru", "PER"), draft.state("Kenya", "KEN"), draft.place("Tunis", "TUN")
    draft.event("held talks", "CONSULT", by=(peru, kenya), place=tunis, time=draft.day("April 2022", 2022, 4))
    talks = only(draft, "CONSULT")
    assert (talks.where, "2022-04" in str(talks.when)) == (None, False)


def test_a_meeting_keeps_the_place_and_day_right_behind_it() -> None:
    """Only another round's are left out."""
    draft = Draft(["Peru held talks with Kenya after the vote in Tunis in April 2022."], "2024-07-08")
    peru, kenya, tunis = draft.state("Peru", "PER"), draft.state("Kenya", "KEN"), draft.place("Tunis", "TUN")
    draft.event("held talks", "CONSULT", by=(peru, kenya), place=tunis, time=draft.day("April 2022", 2022, 4))
    talks = only(draft, "CONSULT")
    assert (talks.where, str(talks.when)) == ("Tunis", "2022-04")
