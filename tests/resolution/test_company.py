"""Undated acts take the day of the news that they are told with, or none."""

from __future__ import annotations

import pytest

from chancery.model.events import EventStatus
from chancery.model.mentions import NamedBy
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
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
        ("Peru praised Chile in 2019.", "../2023-05-03"),
        ("Peru praised Chile two years ago.", "../2023-05-03"),
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


def test_readouts_take_the_interval_of_their_report() -> None:
    """Words told undated are news of the report's own day, however vaguely that is known."""
    draft = Draft(["Peru praised Chile.", "It rained.", "It poured.", "Peru thanked Kenya."], "2023-05/2023-08")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    again, kenya = draft.state("Peru", "PER", 1), draft.state("Kenya", "KEN")
    draft.event("praised", "SUPPORT", by=(peru,), to=(chile,))
    draft.event("thanked", "SUPPORT", by=(again,), to=(kenya,))
    assert {str(event.when) for event in conclude([draft.done()]).events} == {"2023-05/2023-08"}


@pytest.mark.parametrize(
    "sentence",
    ["Peru had praised Chile.", "It came after Peru praised Chile.", "Peru praised Chile in talks long ago."],
)
def test_words_about_another_time_only_precede_the_report(sentence: str) -> None:
    """A pluperfect, a clause with "after" and "ago" look back."""
    draft = Draft(["It rained.", "It poured.", "It snowed.", sentence], "2023-05/2023-08")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    words = "had praised" if "had" in sentence else "praised"
    draft.event(words, "SUPPORT", by=(peru,), to=(chile,))
    assert dates(draft)["SUPPORT"] == "../2023-08"


def test_history_puts_the_words_behind_it_before_the_report() -> None:
    """After a dated deed of the past an undated word is of the past too: only the report bounds it."""
    draft = Draft(["It rained.", "Peru attacked Chile in May 2015.", "Chile accused Peru."], "2023-05-03")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    again, other = draft.state("Chile", "CHL", 1), draft.state("Peru", "PER", 1)
    draft.event("attacked", "ASSAULT", by=(peru,), to=(chile,), time=draft.day("May 2015", 2015, 5))
    draft.event("accused", "ACCUSE", by=(again,), to=(other,))
    assert dates(draft)["ACCUSE"] == "../2023-05-03"


def test_denials_are_of_the_day_of_the_news() -> None:
    """What somebody denies is dated by the denial."""
    draft = Draft(
        ["Peru met Chile on 2 May 2023.", "It rained.", "It poured.", "It denied that it had blamed Chile."],
        "2023-05-03",
    )
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    other = draft.state("Chile", "CHL", 1)
    draft.event("met", "CONSULT", by=(peru, chile), time=draft.day("2 May 2023", 2023, 5, 2))
    draft.event("blamed", "ACCUSE", by=(peru,), to=(other,), status=EventStatus.DENIED)
    assert dates(draft)["ACCUSE"] == "2023-05-02"


def test_plans_take_the_days_of_the_journey() -> None:
    """Meetings planned for a journey are of its days, which the report opens with."""
    draft = Draft(["Peru will travel on 7 May 2023.", "It rained.", "Peru will meet Chile."], "2023-05-03")
    peru, chile = draft.state("Peru", "PER", 1), draft.state("Chile", "CHL")
    draft.day("7 May 2023", 2023, 5, 7)
    draft.event("meet", "CONSULT", by=(peru, chile), status=EventStatus.PLANNED)
    assert dates(draft)["CONSULT"] == "2023-05-07"


def test_plans_lie_behind_the_report_that_tells_them() -> None:
    """A plan without any date is bounded by the report."""
    draft = Draft(["It rained.", "Peru will help Chile."], "2023-05-03")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    draft.event("help", "AID", by=(peru,), to=(chile,), status=EventStatus.PLANNED)
    assert dates(draft)["AID"] == "2023-05-03/.."


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        pytest.param("Kenya recently donated five boats to Malawi.", "AID", "2022-12-04/2023-03-04", id="recently"),
        pytest.param("Ghana has recently expelled two envoys of Togo.", "SANCTION", "2022-12-04/2023-03-04", id="has"),
        pytest.param(
            "He spoke of the sanctions that Chile imposed on Russia in response to Moscow's unprovoked war on Ukraine.",
            "SANCTION", "2022-02-24/2023-03-04", id="an answer",
        ),
        pytest.param("He condemned Russia's annexation of Crimea.", "COERCE", "2014-03-18", id="a name that all know"),
        pytest.param("She recalled how Togo and Benin attacked Niger.", "ASSAULT", "../2023-03-04", id="nothing told"),
    ],
)  # fmt: skip
def test_background_is_bounded_by_what_is_known(text: str, kind: str, expected: str) -> None:
    """What no clause dates is dated by "recently", by what it answers, by its name, else by the report."""
    report = parse_report(f"Lima, March 4, 2023 (Agency) - It rained in Lima. It poured.\n\n{text}".encode(), path="t")
    events = conclude([(report, code_report(report))]).events
    assert [str(event.when) for event in events if event.type == kind] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru and Chile held talks on Monday. Kenya joined the talks as an observer.", {"2023-02-27"}),
        ("Peru and Chile met on Tuesday. The next day Kenya and Malawi met.", {"2023-02-28", "2023-03-01"}),
        (
            "A treaty of May 3 was kept. On Tuesday Peru and Chile met. Later that day Kenya and Malawi met.",
            {"2023-02-28"},
        ),
        ("Peru and Chile met for the first time since the founding of the forum in 2015.", {"2023-03-03/2023-03-04"}),
        ("Angola thanked Zambia for a loan that was announced last year.", {"2023-03-03/2023-03-04"}),
    ],
)
def test_times_are_those_of_the_clause(text: str, expected: set[str]) -> None:
    """Whoever joins talks is of their day; "the next day" counts from the weekday told; "since" is another time."""
    report = parse_report(f"LIMA, March 4, 2023 (Agency) - {text}".encode(), path="t")
    events = conclude([(report, code_report(report))]).events
    assert {str(event.when) for event in events if event.type in {"CONSULT", "SUPPORT"}} == expected


@pytest.mark.parametrize(
    ("text", "under_way"),
    [
        ("Peru expressed support for the negotiations between Chile and Bolivia.", True),
        ("Peru hopes for the successful conclusion of the talks between Chile and Bolivia.", True),
        ("The minister of Peru backed Bolivia's border talks with Chile.", True),
        ("Peru spoke of the support it gave after the talks between Chile and Bolivia.", False),
    ],
)
def test_talks_that_somebody_backs_are_under_way(text: str, under_way: bool) -> None:  # noqa: FBT001 - a case
    """Talks that are supported, or to be concluded, go on when the report appears."""
    words = f"Lima, March 4, 2023 (Agency) - It rained in Lima. It poured.\n\n{text}"
    report = parse_report(words.encode(), path="t")
    events = conclude([(report, code_report(report))]).events
    found = [event for event in events if event.type == "CONSULT"]
    assert any(e.status is EventStatus.ONGOING and str(e.when) == "2023-03-04" for e in found) is under_way


TALKS = (
    "NAIROBI, June 20, 2023 (Agency) - It rained in Nairobi.\n\n"
    "On 5 May Kenyan President William Ruto met {who} in Quito. "
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TALKS.format(who="Ecuadorian President Guillermo Lasso") + "They agreed to plant trees.", "2023-05-05"),
        (
            TALKS.format(who="Ecuadorian President Guillermo Lasso")
            + "Trees are dear. Ruto and Lasso agreed to plant.",
            "../2023-06-20",
        ),
        (TALKS.format(who="the mayor") + "Kenya agreed to plant trees.", "../2023-06-20"),
    ],
    ids=["right behind the talks", "further down", "somebody else"],
)
def test_company_dates_what_those_who_met_said(text: str, expected: str) -> None:
    """The sentence behind that of the talks is of their day, if those who met speak in it."""
    report = parse_report(text.encode(), path="t")
    (conclusions,) = [conclude([(report, code_report(report))])]
    assert {str(event.when) for event in conclusions.events if event.type == "AGREE"} == {expected}


def test_joint_texts_are_of_the_day_that_dates_them() -> None:
    """A joint text appears some days after the talks; its words were said on their day."""
    text = (
        "The text of the following statement was released by the Governments of Peru and Chile.\n\n"
        "Foreign Minister Ana Costa of Peru travelled to Santiago on Tuesday, 2 May 2023.\n\n"
        "Foreign Minister Ana Costa of Peru and Foreign Minister Luis Vega of Chile agreed to launch a yearly forum."
    )
    report = parse_report(text.encode(), path="t")
    conclusions = conclude([(report, code_report(report))])
    assert {str(event.when) for event in conclusions.events if event.type == "AGREE"} == {"2023-05-02"}
