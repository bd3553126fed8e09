"""Events: who does what to whom in sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.codebooks.plover import event_types
from chancery.model.events import EventStatus
from extraction.observed import read

Case = tuple[str, str, str | None, str, list[str], list[str]]

# sentence, type, mode, status, actors, recipients: one event that must be found, with all its parts
CASES: list[Case] = [
    # consultations
    ("Greek Foreign Minister Nikos Dendias met Egyptian counterpart Sameh Shoukry in Cairo on 3 May 2020.",
     "CONSULT", None, "occurred", ["Nikos Dendias", "Sameh Shoukry"], []),
    ("Presidents Anna Berg of Finland and Paul Weber of Austria held talks in Vienna.",
     "CONSULT", None, "occurred", ["Anna Berg", "Paul Weber"], []),
    ("Brazilian President Anna Berg will visit Argentina on 12 June.",
     "CONSULT", "visit", "planned", ["Anna Berg"], ["Argentina"]),
    ("Prime Minister Paul Weber traveled to Tokyo last week.",
     "CONSULT", "visit", "occurred", ["Paul Weber"], ["Tokyo"]),
    ("Defence Minister Paul Weber is to meet President Anna Berg on Saturday.",
     "CONSULT", None, "planned", ["Paul Weber", "Anna Berg"], []),
    ("President Anna Berg spoke by telephone with Prime Minister Paul Weber on Monday.",
     "CONSULT", "phone", "occurred", ["Anna Berg", "Paul Weber"], []),
    ("President Anna Berg came to Tokyo in November.",
     "CONSULT", "visit", "occurred", ["Anna Berg"], ["Tokyo"]),
    # a place or a day in front of the subject, without a comma
    ("On 29 October Peru expelled two Russian diplomats.",
     "SANCTION", "expel", "occurred", ["Peru"], ["Russian diplomats"]),
    ("On 3 May Japan and Vietnam signed an agreement on railways.",
     "SUPPORT", None, "occurred", ["Japan", "Vietnam"], []),
    ("On 12 June 2019 Hungary was urged by Poland to ratify the treaty.",
     "REQUEST", None, "occurred", ["Poland"], ["Hungary"]),
    ("In Geneva Iran and Iraq held talks.",
     "CONSULT", None, "occurred", ["Iran", "Iraq"], []),
    # words that are acts
    ("President Anna Berg thanked Norway for its help after the flood.",
     "SUPPORT", None, "occurred", ["Anna Berg"], ["Norway"]),
    ("Japan and Vietnam signed an agreement on railways.",
     "SUPPORT", None, "occurred", ["Japan", "Vietnam"], []),
    ("The agreement was signed by Japan and Vietnam in Hanoi.",
     "SUPPORT", None, "occurred", ["Japan", "Vietnam"], []),
    ("Poland urged Hungary to ratify the treaty.",
     "REQUEST", None, "occurred", ["Poland"], ["Hungary"]),
    ("Armenia accused Azerbaijan of shelling two villages.",
     "ACCUSE", "allege", "occurred", ["Armenia"], ["Azerbaijan"]),
    ("Ankara condemned France over the remarks.",
     "ACCUSE", "disapprove", "occurred", ["Ankara"], ["France"]),
    ("Egypt rejected the proposal from Ethiopia.",
     "REJECT", None, "occurred", ["Egypt"], ["Ethiopia"]),
    ("Foreign Minister Paul Weber warned Serbia against the move.",
     "THREATEN", None, "occurred", ["Paul Weber"], ["Serbia"]),
    ("India and Nepal agreed to reopen the border crossing.",
     "AGREE", None, "occurred", ["India", "Nepal"], []),
    # deeds
    ("Norway provided 2 million dollars in aid to Somalia.",
     "AID", None, "occurred", ["Norway"], ["Somalia"]),
    ("The United States imposed sanctions on Belarus in August.",
     "SANCTION", None, "occurred", ["United States"], ["Belarus"]),
    ("Sweden suspended its assistance to Mali.",
     "SANCTION", "discontinue", "occurred", ["Sweden"], ["Mali"]),
    ("Bulgaria expelled two Russian diplomats.",
     "SANCTION", "expel", "occurred", ["Bulgaria"], ["Russian diplomats"]),
    ("Iraq invaded Kuwait in August 1990.",
     "ASSAULT", None, "occurred", ["Iraq"], ["Kuwait"]),
    ("Kenya broke with Taiwan in 1963.",
     "SANCTION", "discontinue", "occurred", ["Kenya"], ["Taiwan"]),
    # votes and offices
    ("Kenya held presidential elections on 9 August 2022.",
     "ELECT", "election", "occurred", ["Kenya"], []),
    ("Anna Berg was inaugurated as president on 1 March.",
     "OFFICE", "assume", "occurred", ["Anna Berg"], []),
    ("Prime Minister Paul Weber resigned on Tuesday.",
     "OFFICE", "leave", "occurred", ["Paul Weber"], []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_events_take_their_parts_from_the_clause(case: Case) -> None:
    """A clause gives its type, mode, status, actors and recipients."""
    sentence, kind, mode, status, actors, recipients = case
    reading = read(sentence)
    found = [event for event in reading.found.events if (event.type, event.mode) == (kind, mode)]
    assert len(found) == 1, reading.found.events
    event = found[0]
    assert event.status == EventStatus(status)
    assert reading.names(event.actors) == actors
    assert reading.names(event.recipients) == recipients


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Italy plans to send aid to Libya.", EventStatus.PLANNED),
        ("Italy did not send aid to Libya.", EventStatus.DENIED),
        ("No one has suspended the aid to Libya.", EventStatus.DENIED),
        ("The minister denied that Italy had suspended aid to Libya.", EventStatus.DENIED),
        ("Italy may suspend aid to Libya.", EventStatus.CONDITIONAL),
        ("Italy allegedly sent aid to Libya.", EventStatus.ALLEGED),
        ("Malta accused Italy of suspending aid to Libya.", EventStatus.ALLEGED),
        ("Anna Berg did not take office until 3 May.", EventStatus.OCCURRED),
    ],
)
def test_status_follows_the_words_around_the_verb(sentence: str, status: EventStatus) -> None:
    """Plans, denials, conditions and allegations are no happenings."""
    events = [event for event in read(sentence).found.events if event.type in {"AID", "SANCTION", "OFFICE"}]
    assert [event.status for event in events] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "Italy is a member of the European Union.",
        "Italy maintains a naval base in the region.",
        "Malta urged Italy to visit Libya.",
        "The agreement covers fish and grain.",
        "Elections are a test of any government.",
        "Thank you very much, President Berg.",
        "When will Italy resume its aid to Libya?",
        "Malta is recognised by Italy as a partner.",
        "The pilot flies cargo to Libya.",
    ],
)
def test_standing_conditions_and_orders_are_no_visits_or_votes(sentence: str) -> None:
    """What is a condition, or only asked for, is not entered as done."""
    assert not [event for event in read(sentence).found.events if event.type in {"CONSULT", "ELECT", "SUPPORT", "AID"}]


def test_events_do_not_borrow_actors_from_another_clause() -> None:
    """A subject stays in its clause unless a link is shown."""
    reading = read("Spain welcomed the vote, while Portugal condemned Chile.")
    accuse = next(event for event in reading.found.events if event.type == "ACCUSE")
    assert reading.names(accuse.actors) == ["Portugal"]
    assert reading.names(accuse.recipients) == ["Chile"]


def test_events_share_the_subject_of_coordinated_verbs() -> None:
    """The second of two verbs has the first one's subject."""
    reading = read("Peru criticized Bolivia and recalled its ambassador from La Paz.")
    recall = next(event for event in reading.found.events if event.type == "SANCTION")
    assert reading.names(recall.actors) == ["Peru"]


def test_background_keeps_its_own_date() -> None:
    """Each event has the time of its own clause."""
    reading = read("President Anna Berg, who took office on 1 March 2019, met Prime Minister Paul Weber on 4 May 2020.")
    times = {event.type: reading.time(event) for event in reading.found.events}
    assert times == {"OFFICE": "1 March 2019", "CONSULT": "4 May 2020"}


def test_a_relative_clause_keeps_its_time_to_itself() -> None:
    """The time of "who took office in June" is not the time of the main verb."""
    reading = read("Prime Minister Anna Berg, who took office in June 2019, thanked Norway.")
    times = {event.type: reading.time(event) for event in reading.found.events}
    assert times == {"OFFICE": "June 2019", "SUPPORT": None}


def test_every_event_names_a_type_and_mode_of_the_ontology() -> None:
    """No coding falls outside PLOVER and its two extensions."""
    for sentence, *_ in CASES:
        for event in read(sentence).found.events:
            assert event.mode is None or event.mode in event_types()[event.type].modes


@settings(max_examples=60)
@given(st.lists(st.sampled_from(" ".join(case[0] for case in CASES).split()), max_size=60))
def test_any_order_of_words_is_read_without_a_fault(words: list[str]) -> None:
    """Nonsense gives events with spans inside their sentences, or none."""
    reading = read(" ".join(words) or "x")
    for event in reading.found.events:
        assert event.sentence.contains(event.span)
