"""Undated acts take the day of the news that they are told with, or none."""

from __future__ import annotations

import pytest

from chancery.model.mentions import NamedBy
from chancery.resolution.conclude import conclude
from resolution.drafts import Draft


def dates(draft: Draft) -> dict[str, str]:
    """Return the date of each event, by its type."""
    return {event.type: str(event.when) for event in conclude([draft.done()]).events}


def news(second: str) -> Draft:
    """Write a report of dated talks and another sentence."""
    return Draft(["Peru met Chile on 2 May 2023.", "It rained.", "It poured.", second], "2023-05-03")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Peru praised Chile.", "2023-05-02"),
        ("Peru praised Chile in 2019.", "None"),
        ("Peru praised Chile two years ago.", "None"),
    ],
)
def test_company_dates_an_act_by_the_only_day_of_news(sentence: str, expected: str) -> None:
    """A verbal act of the same states is of the only day told, unless its sentence looks back."""
    draft = news(sentence)
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    one, other = draft.state("Peru", "PER", 1), draft.state("Chile", "CHL", 1)
    draft.event("met", "CONSULT", by=(peru, chile), time=draft.day("2 May 2023", 2023, 5, 2))
    draft.event("praised", "SUPPORT", by=(one,), to=(other,))
    assert dates(draft)["SUPPORT"] == expected


def test_company_dates_what_happened_during_the_talks() -> None:
    """A gift handed over during the talks is of their day."""
    draft = news("During the talks Peru gave Chile a boat.")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    one, other = draft.state("Peru", "PER", 1), draft.state("Chile", "CHL", 1)
    draft.event("met", "CONSULT", by=(peru, chile), time=draft.day("2 May 2023", 2023, 5, 2))
    draft.event("gave", "AID", by=(one,), to=(other,))
    assert dates(draft)["AID"] == "2023-05-02"


def test_company_dates_the_lead_near_publication() -> None:
    """What a report tells first and undated is news of its day; what it tells later may be background."""
    draft = Draft(["Peru praised Chile.", "It rained.", "It poured.", "Chile warned Kenya."], "2023-05-03")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    again, kenya = draft.state("Chile", "CHL", 1), draft.state("Kenya", "KEN")
    draft.event("praised", "SUPPORT", by=(peru,), to=(chile,))
    draft.event("warned", "THREATEN", by=(again,), to=(kenya,))
    assert dates(draft)["SUPPORT"] == "2023-05-02/2023-05-03"


def test_changes_of_office_are_joined_to_their_undated_telling() -> None:
    """One appointment told with and without its date is one event; another office is another event."""
    first = Draft(["Ana Costa was appointed on 2 May 2023."], "2023-05-03")
    ana = first.person("Ana Costa")
    first.event("appointed", "OFFICE", mode="appoint", by=(ana,), time=first.day("2 May 2023", 2023, 5, 2))
    later = Draft(["It rained.", "Ana Costa was appointed foreign minister."], "2023-06-09")
    ana = later.person("Ana Costa", office="foreign minister", of="PER")
    later.event("appointed", "OFFICE", mode="appoint", by=(ana,), office="foreign minister")
    (event,) = conclude([first.done(), later.done()]).events
    assert len(event.tellings) == 2
    assert str(event.when) == "2023-05-02"


def test_changes_before_the_dated_one_stay_apart() -> None:
    """A report from before the dated change tells of another one."""
    early = Draft(["It rained.", "Ana Costa was appointed foreign minister."], "2022-06-09")
    ana = early.person("Ana Costa", office="foreign minister", of="PER")
    early.event("appointed", "OFFICE", mode="appoint", by=(ana,), office="foreign minister")
    later = Draft(["Ana Costa was appointed on 2 May 2023."], "2023-05-03")
    ana = later.person("Ana Costa", by=NamedBy.NAME)
    later.event("appointed", "OFFICE", mode="appoint", by=(ana,), time=later.day("2 May 2023", 2023, 5, 2))
    assert len(conclude([early.done(), later.done()]).events) == 2


def test_visits_are_not_placed_where_the_visitor_comes_from() -> None:
    """Two tellings of one visit agree though one names the capital that the visitor left."""
    first = Draft(["Peru's Ana Costa flew to Chile on 2 May 2023."], "2023-05-03")
    ana = first.person("Ana Costa", office="foreign minister", of="PER")
    chile = first.state("Chile", "CHL")
    first.event("flew", "CONSULT", mode="visit", by=(ana,), to=(chile,), time=first.day("2 May 2023", 2023, 5, 2))
    other = Draft(["Ana Costa came from Lima to Chile on 2 May 2023."], "2023-05-04")
    ana = other.person("Ana Costa", office="foreign minister", of="PER")
    lima, chile = other.place("Lima", of="PER"), other.state("Chile", "CHL")
    time = other.day("2 May 2023", 2023, 5, 2)
    other.event("came", "CONSULT", mode="visit", by=(ana,), to=(chile,), place=lima, time=time)
    (event,) = conclude([first.done(), other.done()]).events
    assert event.where is None
    assert len(event.tellings) == 2
