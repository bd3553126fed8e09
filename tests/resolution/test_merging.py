"""Accounts of different reports joined to events, whatever their order, as people ruled and no further."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from dataclasses import replace
from math import comb
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.rulings import Pin, Rulings
from chancery.model.text import Span
from chancery.resolution.accounts import Told
from chancery.resolution.events import join_accounts, resolve_events
from chancery.resolution.scoring import MERGE

BENCH = Path(__file__).parents[2] / "bench"
SPEC = importlib.util.spec_from_file_location("made_events", BENCH / "made_events.py")
assert SPEC is not None
assert SPEC.loader is not None
MADE = importlib.util.module_from_spec(SPEC)
sys.modules["made_events"] = MADE
SPEC.loader.exec_module(MADE)

COSTA = Participant(entity="ana-costa", state="PRT", sector="GOV")
LIMA = Participant(entity="rui-lima", state="BRA", sector="GOV")
PORTUGAL = Participant(entity="PRT", state="PRT")
BRAZIL = Participant(entity="BRA", state="BRA")


def told(report: str, words: str, predicate: str, **facts: object) -> Told:
    """Make an account of a meeting of two ministers."""
    start = words.index(predicate)
    made = Told(
        type="CONSULT",
        mode=None,
        status=EventStatus.OCCURRED,
        actors=(COSTA, LIMA),
        recipients=(),
        when=Edtf.parse("2023-05-02"),
        where=None,
        report=report,
        span=Span(start, start + len(predicate)),
        evidence=Evidence(report, Span(0, len(words)), words),
        published=Edtf.parse("2023-05-02"),
    )
    return replace(made, **facts)  # type: ignore[arg-type]


def wire(**facts: object) -> Told:
    """Tell of the meeting as an agency does."""
    return told("a" * 16, "Ana Costa met Rui Lima to talk about the fishing treaty.", "met", **facts)


def readout(**facts: object) -> Told:
    """Tell of the meeting as a ministry does."""
    return told("b" * 16, "The ministers held talks on the fishing treaty and on visas.", "held talks", **facts)


def events(*accounts: Told, **options: object) -> tuple[Event, ...]:
    """Resolve accounts."""
    return resolve_events(accounts, **options).events  # type: ignore[arg-type]


def pin(account: Told) -> Pin:
    """Pin an account by its sentence."""
    span = account.evidence.span
    return Pin(account.report, span.start, span.end, account.type)


def test_two_reports_of_one_meeting_are_one_event_with_both_versions() -> None:
    """The event says why it was joined, and keeps what each report tells."""
    first = wire(when=Edtf.parse("2023-05-02/2023-05-03"))
    (event,) = events(first, readout(when=Edtf.parse("2023-05-01/2023-05-02"), where="Lisbon"))
    assert [telling.where for telling in event.tellings] == [None, "Lisbon"]
    assert any("same participants" in why for why in event.because)
    assert [difference.facet for difference in event.differences] == ["date"]


def test_what_is_only_told_more_exactly_is_no_difference() -> None:
    """A day within the days of another report, and a city within its state, contradict nothing."""
    (event,) = events(wire(where="Portugal"), readout(when=Edtf.parse("2023-05-01/2023-05-02"), where="Lisbon"))
    assert event.differences == ()


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"when": Edtf.parse("2023-05-20"), "published": Edtf.parse("2023-05-20")}, id="another day"),
        pytest.param({"mode": "phone", "when": None}, id="a call on some day"),
        pytest.param({"actors": (COSTA, Participant(entity="eva-sol", state="BRA"))}, id="somebody else"),
        pytest.param({"type": "AGREE"}, id="another type of act"),
        pytest.param({"status": EventStatus.PLANNED, "when": Edtf.parse("2023-05-03/2023-05-31")}, id="a later plan"),
    ],
)
def test_what_contradicts_is_never_joined(facts: dict[str, object]) -> None:
    """Another day, person, act or means makes another event."""
    assert len(events(wire(), readout(**facts))) == 2


def test_negotiations_under_way_are_no_meeting_that_took_place() -> None:
    """Two ministers met on a day on which their states go on negotiating: the meeting is not the negotiations."""
    words = "They backed the negotiations between Portugal and Brazil on the fishing treaty."
    both = (PORTUGAL, BRAZIL)
    process = told("b" * 16, words, "negotiations", actors=both, status=EventStatus.ONGOING)
    assert len(events(wire(), process)) == 2
    held = told("b" * 16, words, "negotiations", actors=both)
    assert len(events(wire(), held)) == 1


@pytest.mark.parametrize(
    ("one", "other", "events_left"),
    [
        ("Ana Costa and Rui Lima held bilateral talks.", "Costa and Lima met in a trilateral format.", 2),
        ("Costa and Lima met, a tripartite meeting with Peru.", "Lima met Costa for a four-way round.", 2),
        ("Costa met Lima for a two-way exchange.", "Lima met Costa at the quadrilateral summit.", 2),
        ("Costa and Lima held bilateral talks.", "Costa met Lima on the fishing treaty.", 1),
        ("Costa met Lima bilaterally after the trilateral.", "Costa met Lima at the trilateral meeting.", 1),
    ],
)
def test_meetings_with_different_numbers_of_sides_are_two(one: str, other: str, events_left: int) -> None:
    """A bilateral meeting is not the trilateral one of that day; who says nothing of sides may mean either."""
    accounts = told("a" * 16, one, "Costa"), told("b" * 16, other, "Costa")
    assert len(events(*accounts)) == events_left


def test_places_in_two_states_are_two_meetings() -> None:
    """Lisbon is not in Brazil."""
    assert len(events(wire(where="Lisbon"), readout(where="Brasilia"))) == 2


def test_two_visits_of_one_president_stay_two() -> None:
    """A vague account that fits both joins neither, and is asked about."""
    visit = {"mode": "visit", "actors": (COSTA,), "recipients": (BRAZIL,)}
    first = wire(**visit, when=Edtf.parse("2023-03-01"), published=Edtf.parse("2023-03-01"))
    second = readout(**visit, when=Edtf.parse("2023-09-01"), published=Edtf.parse("2023-09-01"))
    vague = told("c" * 16, "Costa visited Brazil in 2023.", "visited", **visit, when=Edtf.parse("2023"), published=None)
    resolved = resolve_events((first, second, vague))
    assert len(resolved.events) == 3
    assert {question.kind for question in resolved.questions} == {"same event"}


def test_what_is_likely_but_not_sure_is_a_question_with_its_reasons() -> None:
    """An undated account of people who met before, published weeks later in other words, is left to a person."""
    words = "Costa and Lima sat down for breakfast with mayors, bishops and bankers."
    later = told("b" * 16, words, "sat down", when=None, published=Edtf.parse("2023-06-10"))
    resolved = resolve_events((wire(), later))
    (question,) = resolved.questions
    assert {question.one, question.other} == {event.id for event in resolved.events}
    assert any(why.startswith("same participants") for why in question.because)


def test_talks_are_part_of_the_visit_and_not_the_visit() -> None:
    """Both events stay, and one names the other."""
    visit = wire(mode="visit", actors=(COSTA,), recipients=(BRAZIL,), when=Edtf.parse("2023-05-01/2023-05-03"))
    talks, journey = sorted(events(visit, readout()), key=lambda event: event.mode or "")
    assert (talks.part_of, journey.part_of) == (journey.id, None)


def test_same_joins_what_nothing_else_would() -> None:
    """A person's word comes before the weights."""
    other = readout(when=Edtf.parse("2023-05-20"), published=Edtf.parse("2023-05-20"))
    (event,) = events(wire(), other, rulings=Rulings(same=((pin(wire()), pin(other)),)))
    assert len(event.tellings) == 2


def test_apart_binds_what_was_joined_to_either_side() -> None:
    """Where a is not c, and b is a, b never joins c."""
    third = told("c" * 16, "Costa and Lima met about the fishing treaty.", "met")
    apart = Rulings(same=((pin(wire()), pin(readout())),), apart=((pin(wire()), pin(third)),))
    found = events(wire(), readout(), third, rulings=apart)
    assert sorted(len(event.tellings) for event in found) == [1, 2]
    assert len(events(wire(), readout(), third)) == 1


def test_apart_splits_what_one_report_tells_twice() -> None:
    """Two sentences of one report that a person split stay two events."""
    again = replace(
        wire(), span=Span(70, 73), evidence=Evidence("a" * 16, Span(60, 90), "Costa met Lima once more there")
    )
    again = replace(again, span=Span(66, 69))
    assert len(events(wire(), again)) == 1
    assert len(events(wire(), again, rulings=Rulings(apart=((pin(wire()), pin(again)),)))) == 2


def test_rulings_that_contradict_leave_things_apart() -> None:
    """What is ruled apart is not joined by a ruling that it is the same."""
    both = ((pin(wire()), pin(readout())),)
    assert len(events(wire(), readout(), rulings=Rulings(same=both, apart=both))) == 2


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(random: object) -> None:
    """Any order of the same accounts gives the same events and questions."""
    accounts = [account for kind in ("CONSULT", "AID") for _, account in MADE.make_accounts(kind, 200)]
    shuffled = list(accounts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve_events(shuffled) == resolve_events(accounts)


@pytest.mark.parametrize("number", [1000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_made_up_events_are_joined_precisely(number: int) -> None:
    """Of the pairs joined 98 in 100 are right, of the true pairs 90 in 100 are joined."""
    right = got = true = 0
    for kind in MADE.SHARES:
        truth: dict[str, int] = {}
        accounts = []
        for event, account in MADE.make_accounts(kind, number):
            truth[account.report] = event
            accounts.append(account)
        for joined, _ in join_accounts(accounts):
            for happening in joined:
                counts = Counter(truth[one.report] for one in happening.told)
                got += comb(counts.total(), 2)
                right += sum(comb(count, 2) for count in counts.values())
        true += sum(comb(count, 2) for count in Counter(truth.values()).values())
    assert 100 * right >= 98 * got
    assert 100 * right >= 90 * true


def test_the_threshold_is_what_the_figures_were_measured_at() -> None:
    """Another threshold needs the figures of `docs/measured.md` again."""
    assert MERGE == 0.0


# ---- what nothing dates ------------------------------------------------------------------------


def undated(report: str, words: str, predicate: str, **facts: object) -> Told:
    """Tell of a meeting in a report that nothing dates."""
    return told(report, words, predicate, when=None, published=None, **facts)


def test_two_undated_reports_of_talks_of_two_people_are_asked_about() -> None:
    """Ministers meet again and again: alike words in two readouts do not say that they are of one day."""
    words = "Ana Costa met Rui Lima today and spoke about the fishing treaty and the tunnel."
    resolved = resolve_events((undated("a" * 16, words, "met"), undated("b" * 16, f"{words} ", "met")))
    assert len(resolved.events) == 2
    assert [question.kind for question in resolved.questions] == ["same event"]


def test_remarks_at_a_meeting_and_a_report_of_it_are_one_event() -> None:
    """A transcript and a readout of the same two people, in one city, about the same, are of one meeting."""
    heard = "It is a pleasure to have Rui Lima here to speak about the fishing treaty and the tunnel."
    one = undated("a" * 16, heard, "have", spoken=True, where="Lisbon")
    words = "Ana Costa met Rui Lima today in Lisbon and spoke about the fishing treaty and the tunnel."
    assert len(events(one, undated("b" * 16, words, "met", where="Lisbon"))) == 1
    assert len(events(one, undated("b" * 16, words, "met", where="Porto"))) == 2
    other = "Ana Costa met Rui Lima today in Lisbon; students asked for grants and visas."
    assert len(events(one, undated("b" * 16, other, "met", where="Lisbon"))) == 2
    rivals = [undated(letter * 16, words, "met", where="Lisbon") for letter in "bc"]
    assert len(events(one, *rivals)) == 3


WAR: dict[str, object] = {"type": "ASSAULT", "actors": (PORTUGAL,), "recipients": (BRAZIL,)}


def test_one_war_is_one_event_in_reports_of_its_years() -> None:
    """Nobody says again when a war began; a raid is another matter."""
    first = told("a" * 16, "Prices rose with Portugal's war on Brazil.", "war", **{**WAR, "when": None})
    later = told(
        "b" * 16, "The war against Brazil goes on.", "war", when=None, published=Edtf.parse("2024-01-09"), **WAR
    )
    assert len(events(first, later)) == 1
    raid = told("b" * 16, "A raid on Brazil failed.", "raid", when=None, published=Edtf.parse("2024-01-09"), **WAR)
    assert len(events(first, raid)) == 2


SIGNERS: dict[str, object] = {"actors": (PORTUGAL, BRAZIL)}


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("Brazil and Portugal agreed on the fishing zone and the tunnel.", True),
        ("Brazil and Portugal agreed to exchange students.", False),
    ],
)
def test_an_agreement_and_its_signing_are_one_event(words: str, one: bool) -> None:  # noqa: FBT001 - a case
    """What is joined is the signing; of another matter it is another event."""
    signed = told(
        "a" * 16,
        "Portugal and Brazil signed a treaty on the fishing zone and a tunnel.",
        "signed",
        type="SUPPORT",
        **SIGNERS,
    )
    found = events(signed, told("b" * 16, words, "agreed", type="AGREE", **SIGNERS))
    assert sorted(event.type for event in found) == (["SUPPORT"] if one else ["AGREE", "SUPPORT"])


def test_two_papers_signed_on_one_day_are_two_events() -> None:
    """What all signings share says nothing."""
    words = "Portugal and Brazil signed an agreement on {}."
    papers = [
        told(letter * 16, words.format(matter), "signed", type="SUPPORT", **SIGNERS)
        for letter, matter in (("a", "rail freight"), ("b", "training of doctors"))
    ]
    assert len(events(*papers)) == 2


def test_a_plan_that_names_the_day_is_the_plan_of_the_deed() -> None:
    """A plan for "May 2", read in April, is for the second of May that came; the deed is no plan any more."""
    plan = told(
        "b" * 16, "Costa and Lima are to meet on May 2.", "are to meet", status=EventStatus.PLANNED,
        when=Edtf.parse("XXXX-05-02"), published=Edtf.parse("2023-04-20/2023-06-01"),
    )  # fmt: skip
    (event,) = events(wire(), plan)
    assert event.status is EventStatus.OCCURRED
    late = replace(plan, published=Edtf.parse("2023-08-01"))
    assert len(events(wire(), late)) == 2


def test_news_of_a_day_without_its_year_fits_a_report_of_that_day() -> None:
    """Neither has a year; the deed is of January 2, and the report that does not date it too."""
    day = Edtf.parse("XXXX-01-02")
    recall = {"type": "SANCTION", "mode": "withdraw", "actors": (PORTUGAL,), "recipients": (BRAZIL,)}
    dated = told(
        "a" * 16, "Portugal recalled its envoy the next day.", "recalled", **{**recall, "when": day, "published": None}
    )
    fresh = told("b" * 16, "Portugal recalled its envoy.", "recalled", **{**recall, "when": None, "published": day})
    assert len(events(dated, fresh)) == 1
    late = replace(fresh, published=Edtf.parse("XXXX-06-20"))
    assert len(events(dated, late)) == 2


def test_talks_of_states_join_neither_of_two_meetings_of_a_day() -> None:
    """Presidents and ministers met on one day; a report of the two countries' talks may be of either."""
    heads = (Participant(entity="eva-reis", state="PRT"), Participant(entity="joao-melo", state="BRA"))
    summit = told("c" * 16, "Presidents Reis and Melo met on the fishing treaty.", "met", actors=heads)
    states = told("d" * 16, "Portugal and Brazil held talks on fishing.", "held talks", actors=(PORTUGAL, BRAZIL))
    ministers = told("a" * 16, "Ministers Costa and Lima met on the fishing treaty.", "met")
    resolved = resolve_events([ministers, summit, states])
    assert len(resolved.events) == 3
    assert any(question.kind == "same event" for question in resolved.questions)
    assert len(events(ministers, states)) == 1


def test_what_two_accounts_leave_out_joins_no_third_to_contradict_it() -> None:
    """The states' talks may be the ministers', but the presidents' are not the ministers', whatever is between."""
    heads = (Participant(entity="eva-reis", state="PRT"), Participant(entity="joao-melo", state="BRA"))
    summit = told("c" * 16, "The presidents spoke of quite other things.", "spoke", actors=heads)
    states = told(
        "d" * 16, "Brazil and Portugal held talks on fishing treaty and visas.", "held", actors=(BRAZIL, PORTUGAL)
    )
    for event in events(wire(), readout(), states, summit):
        assert not {"ana-costa", "eva-reis"} <= {actor.entity for actor in event.actors}


def test_a_day_without_its_year_is_the_same_day_of_a_year() -> None:
    """A pact signed on one day by the same two, of which one report does not tell the year."""
    pact = {"type": "SUPPORT", "actors": (PORTUGAL, BRAZIL)}
    dated = told("a" * 16, "Portugal and Brazil signed the fishing treaty.", "signed", **pact)
    later = told(
        "b" * 16, "On May 2 Brazil and Portugal signed the treaty on fishing.", "signed",
        **pact, when=Edtf.parse("XXXX-05-02"), published=Edtf.parse("XXXX-09-01"),
    )  # fmt: skip
    assert len(events(dated, later)) == 1
    assert len(events(dated, replace(later, when=Edtf.parse("XXXX-05-03")))) == 2


def test_two_of_three_who_talked_may_have_talked_alone() -> None:
    """Beside a meeting of three, two of them may meet: that is asked about, unless both reports tell of a summit."""
    third = Participant(entity="ama-boateng", state="GHA", sector="GOV")
    three = told("c" * 16, "Costa, Lima and Boateng met on the fishing treaty.", "met", actors=(COSTA, LIMA, third))
    resolved = resolve_events([wire(), three])
    assert len(resolved.events) == 2
    assert [question.kind for question in resolved.questions] == ["same event"]
    summit = {"mode": "multilateral"}
    assert len(events(wire(**summit), replace(three, mode="multilateral"))) == 1


# ---- what acts are about ---------------------------------------------------------------------

PROMISED = "Costa promised Lima forty lorries of seed."


def promise(report: str, words: str, when: str | None, published: str, **facts: object) -> Told:
    """Make an account of a promise of one minister to another."""
    facts = {"type": "AGREE", "actors": (COSTA,), "recipients": (LIMA,), **facts}
    return told(
        report,
        words,
        "promised",
        when=None if when is None else Edtf.parse(when),
        published=Edtf.parse(published),
        **facts,
    )


@pytest.mark.parametrize(
    "words",
    [
        "The seed that Costa promised never left the port.",
        "The seed which Ana Costa had promised in spring was sold elsewhere.",
        "Farmers wait for the seed Costa promised, and it rains.",
    ],
)
def test_what_was_promised_once_is_recalled_years_later(words: str) -> None:
    """The verb, the minister and the matter make up for the date."""
    first = promise("a" * 16, PROMISED, "2020-02-24", "2020-02-25")
    assert len(events(first, promise("b" * 16, words, None, "2023-05-18", recipients=()))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "The aid that Costa promised never left the port.",
        "The ships that Costa promised never left the port.",
        "Some seed that Costa promised never left the port.",
        "Costa promised seed for forty lorries.",
    ],
)
def test_another_or_a_common_matter_is_not_recalled(words: str) -> None:
    """What is too common, another, or not spoken of as known stays apart."""
    first = promise("a" * 16, PROMISED, "2020-02-24", "2020-02-25")
    assert len(events(first, promise("b" * 16, words, None, "2023-05-18", recipients=()))) == 2


def test_what_was_promised_twice_is_not_recalled() -> None:
    """Either may be meant, so neither is."""
    first = promise("a" * 16, PROMISED, "2020-02-24", "2020-02-25")
    again = promise("c" * 16, "Costa promised Lima a shipload of seed.", "2022-06-01", "2022-06-02")
    later = promise("b" * 16, "The seed that Costa promised never left the port.", None, "2023-05-18", recipients=())
    assert len(events(first, again, later)) == 3


def test_nothing_recalls_what_comes_after_it() -> None:
    """A report tells of no promise that is made when it has appeared."""
    first = promise("a" * 16, PROMISED, "2023-06-24", "2023-06-25")
    later = promise("b" * 16, "The seed that Costa promised never left the port.", None, "2023-05-18", recipients=())
    assert len(events(first, later)) == 2


def accusation(report: str, words: str, predicate: str, **facts: object) -> Told:
    """Make an account of words of blame."""
    return told(report, words, predicate, **{"type": "ACCUSE", "actors": (COSTA,), **facts})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "(2) Costa condemned the repeated launches of heavy rockets and asked Kenya to continue its patience.",
            "Costa said she would continue to trade with Kenya and condemned the illegal felling of cedar trees.",
        ),
        (
            "Costa condemned the jailing of four editors and thanked the mayor.",
            "Costa thanked the mayor for the stadium and condemned the dumping of waste oil offshore.",
        ),
        (
            "Costa condemned the burning of rural schools and praised the new bridge.",
            "Costa praised the new bridge and condemned the cheap sale of passports online.",
        ),
    ],
)
def test_words_of_blame_about_different_things_are_two(one: str, other: str) -> None:
    """What else their sentences say does not make them one."""
    found = events(accusation("a" * 16, one, "condemned"), accusation("b" * 16, other, "condemned"))
    assert len(found) == 2


def test_words_of_blame_about_one_thing_are_one() -> None:
    """Though the sentences go on to different acts."""
    one = "Costa condemned the repeated launches of heavy rockets by the army and asked Kenya for patience."
    other = "Costa spoke of trade and condemned the launches of rockets near the border."
    assert len(events(accusation("a" * 16, one, "condemned"), accusation("b" * 16, other, "condemned"))) == 1


def test_what_is_told_in_passing_shares_a_word_with_what_it_joins() -> None:
    """A friendship built over decades is no welcome of that day, whoever is friends."""
    both = {"type": "SUPPORT", "actors": (PORTUGAL, BRAZIL)}
    one = told("a" * 16, "The two leaders welcomed the signing of notes on coastal radar.", "welcomed", **both)
    other = told("b" * 16, "We open a chapter in a friendship that our two peoples have built.", "built", **both)
    assert len(events(one, other)) == 2
    same = told("b" * 16, "They named the notes on radar that both had welcomed.", "welcomed", **both)
    assert len(events(one, same)) == 1
