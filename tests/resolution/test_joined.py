"""Two reports read through: what is told differently and is one event, and what only looks alike."""

from __future__ import annotations

import pytest

from chancery.codebooks.leaders import carried
from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.events import Event
from chancery.pipeline import PROGRAM
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude


def events(*texts: str) -> list[Event]:
    """Return what reports add up to; the order in which they come changes nothing."""
    reports = [parse_report(text.encode(), path=f"{at}.txt") for at, text in enumerate(texts)]
    seen = [(one, observe(annotate(one), one, program=PROGRAM)) for one in reports]
    found = conclude(seen, carried()).events
    assert conclude(reversed(seen), carried()).events == found
    return list(found)


def joined(kind: str, *texts: str) -> bool:
    """Tell whether one event of a type has words of every report."""
    return any(
        one.type == kind and len({telling.report for telling in one.tellings}) == len(texts) for one in events(*texts)
    )


def sides(event: Event) -> tuple[list[str | None], list[str | None]]:
    """Return the entities of actors and recipients."""
    return [one.entity for one in event.actors], [one.entity for one in event.recipients]


ASKED = "PRAIA, 10 July 2018\n\nPrime Minister Joana Tavares of Cape Verde urged Senegal on Monday to join the cable."


def test_who_asked_is_told_by_another_report() -> None:
    """A request that names nobody who made it joins the one that does."""
    other = "DAKAR, 12 July 2018\n\nSenegal was urged this week to join the cable of Cape Verde."
    (event,) = (one for one in events(ASKED, other) if one.type == "REQUEST")
    assert sides(event) == (["joana-tavares"], ["SEN"])
    assert len(event.tellings) == 2


@pytest.mark.parametrize(
    "other",
    [
        "DAKAR, 12 July 2018\n\nGambia was urged this week to join the cable of Cape Verde.",
        "DAKAR, 12 July 2019\n\nSenegal was urged on Monday to join the cable of Cape Verde.",
    ],
)
def test_a_request_that_nobody_is_known_to_have_made_is_no_event(other: str) -> None:
    """Of another state, or another year, it joins nothing and says too little by itself."""
    found = [one for one in events(ASKED, other) if one.type == "REQUEST"]
    assert [len(one.tellings) for one in found] == [1]


def test_a_visit_told_in_passing_shares_no_other_words() -> None:
    """What a sentence is about beside it is no other matter of the visit."""
    one = "OSLO, 7 May 2014\n\nPresident Jan Hruska of Slovakia came to Norway today on a state visit."
    passing = "OSLO, 20 October 2014\n\nTrade has doubled since President Jan Hruska of Slovakia came to Norway in May."
    assert joined("CONSULT", one, passing)
    assert not joined("CONSULT", one, passing.replace("in May", "in September"))


def test_a_pronoun_s_matter_is_that_of_the_sentence_before() -> None:
    """To have signed "it" with somebody is the signing of that day by the same two; others signed another paper."""
    one = (
        "DOHA, 6 June 2014\n\nAdam Koroma, foreign minister of Mali, and Ali Sow, foreign minister of Chad, signed the "
        "Doha Declaration on Thursday."
    )
    other = (
        "BAMAKO, 7 June 2014\n\nMali has a paper. Foreign Minister Adam Koroma of Mali signed it with Ali Sow, the "
        "foreign minister of Chad, on Thursday."
    )
    assert joined("SUPPORT", one, other)
    assert not joined("SUPPORT", one, other.replace("Ali Sow, the foreign minister of Chad", "Omar Ba of Niger"))


def test_an_envoy_is_expelled_once_in_a_season() -> None:
    """Done to the same person in one month it is one act, whoever is named as doing it."""
    one = "SOFIA, 12 April 2016\n\nBulgaria on Monday expelled the Serbian ambassador, Milos Jankovic."
    other = (
        "BELGRADE, 3 July 2016\n\nThe embassy has been empty since Ambassador Milos Jankovic was sent home in April."
    )
    assert joined("SANCTION", one, other)
    assert not joined("SANCTION", one, other.replace("Milos Jankovic", "Petar Savic"))


def test_a_plan_for_a_day_is_done_in_a_report_of_the_days_after() -> None:
    """Weeks later it may be another visit."""
    plan = "WINDHOEK, 4 September 2017\n\nPresident Petrus Shilongo of Namibia will visit Cuba on September 5."
    done = (
        "HAVANA, 8 September 2017\n\nPresident Petrus Shilongo of Namibia has come home from an official visit to Cuba."
    )
    assert joined("CONSULT", plan, done)
    assert not joined("CONSULT", plan, done.replace("8 September 2017", "8 December 2017"))


def test_a_bare_surname_is_a_leader_s_where_news_means_nobody_else() -> None:
    """The war of Putin is one of Russia; an unknown surname is nobody's."""
    one = "HELSINKI, 3 November 2022\n\nFinland condemned Russia's war on Ukraine on Wednesday."
    other = "BERN, 8 November 2022\n\nThe ministers of Chile and Peru spoke of Putin's unprovoked war against Ukraine."
    assert joined("ASSAULT", one, other)
    assert not joined("ASSAULT", one, other.replace("Putin's", "Petrenko's"))


STAY = "LIMA, 3 May 2019\n\nForeign Minister Ana Ruiz of Chile met Foreign Minister Juan Paz of Peru in Lima on Friday."


@pytest.mark.parametrize(
    "sentence",
    [
        "The visit is her first to a neighbour.",
        "During the two-day visit she saw the port.",
        "This trip was her second.",
    ],
)
def test_the_visit_behind_talks_is_of_whoever_is_not_at_home(sentence: str) -> None:
    """Of two who met in Lima the Chilean came."""
    (visit,) = (one for one in events(f"{STAY}\n\n{sentence}") if one.mode == "visit")
    assert sides(visit) == (["ana-ruiz"], ["PER"])
    assert str(visit.when) == "2019-05-03"


@pytest.mark.parametrize(
    "text",
    [
        f"{STAY}\n\nThe visit of the king of Norway will be in June.",
        f"{STAY.replace('in Lima', 'in Rome')}\n\nThe visit is her first.",
        f"{STAY}\n\nThe meeting is her first.",
        "LIMA, 3 May 2019\n\nThe visit is her first to a neighbour.",
    ],
)
def test_no_visit_is_made_up(text: str) -> None:
    """Another visit, talks where neither is at home, and words about no talks tell of none."""
    assert not [one for one in events(text) if one.mode == "visit" and one.actors]


def test_within_the_week_counts_from_the_date_told_before() -> None:
    """Of what is to come it counts from the report."""
    text = "13 April 2021\n\nAna Ruiz of Chile, elected president on 24 May 2017, flew to Peru within the week."
    (visit,) = (one for one in events(text) if one.mode == "visit")
    assert visit.when is not None
    assert (str(visit.when.earliest), visit.when.latest.year if visit.when.latest else 0) == ("2017-05-24", 2017)
    (visit,) = (
        one for one in events("13 April 2021\n\nAna Ruiz of Chile will fly to Peru within the week.") if one.mode
    )
    assert visit.when is not None
    assert str(visit.when.earliest) == "2021-04-13"


def test_a_minister_s_government_is_that_of_the_state_spoken_for() -> None:
    """In a turn of a transcript "the government" is the speaker's, whoever was named before."""
    text = (
        "Press conference of Foreign Minister Ana Ruiz of Chile and Foreign Minister Juan Paz of Peru, Lima, "
        "3 May 2019\n\n"
        "Question: Mr Paz, will Chile get the water?\n\n"
        "Juan Paz: The new government will carry out all agreements with Chile."
    )
    (promise,) = (one for one in events(text) if one.type == "AGREE")
    assert [one.state for one in promise.actors] == ["PER"]


def test_figures_with_a_half_are_compared() -> None:
    """Three and a half million doses are 3.5 million."""
    one = "LIMA, 3 May 2021\n\nChile recently gave Peru 3.5 million doses of vaccine."
    other = "SANTIAGO, 4 May 2021\n\nChile recently added another three and a half million doses for Peru."
    assert joined("AID", one, other)
    assert not joined("AID", one, other.replace("three and a half", "six"))


def test_a_leader_s_war_is_the_state_s() -> None:
    """Who wages it by name does so for the state."""
    (war,) = (
        one for one in events("BERN, 8 May 2022\n\nChile spoke of Putin's war on Ukraine.") if one.type == "ASSAULT"
    )
    assert sides(war) == (["RUS"], ["UKR"])


def test_protesters_storm_the_parliament_of_their_own_state() -> None:
    """Whichever state the report spoke of last."""
    text = "BISHKEK, 6 May 2020\n\nChile sent a note. In Peru hundreds of Peruvians stormed the parliament building."
    (riot,) = (one for one in events(text) if one.type == "PROTEST")
    assert {one.state for one in (*riot.actors, *riot.recipients)} == {"PER"}


def test_a_broker_who_receives_each_side_has_not_yet_brought_them_together() -> None:
    """What he held with each by itself is no part of the talks of all three."""
    text = (
        "MUSCAT, 12 December 2014\n\nPresident Said Amri of Oman brought Prime Minister Ana Ruiz of Chile and "
        "President Juan Paz of Peru together in Muscat on Thursday.\n\nAmri received Ruiz and Paz one after the other."
    )
    found = [one for one in events(text) if one.type == "CONSULT"]
    assert sorted(str(one.mode) for one in found) == ["None", "third-party"]
