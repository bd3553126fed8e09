"""Decisions are replayed on what they were about, or lost with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from chancery.errors import QueryError
from chancery.model.claims import claims_of, pins_of, said_of, sort_of
from chancery.model.dates import Edtf
from chancery.model.decisions import Anchor, Decision, DecisionKind, EntryKind, Outcome
from chancery.model.events import Event, EventStatus
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Sighted
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity
from chancery.model.text import Span
from chancery.resolution.grounds import Ground, find_again
from chancery.resolution.replay import replay
from chancery.resolution.values import FIELDS, check_value, names_entities, set_value
from record.made import MINISTER, PERU, derive, make_observations, make_report

REPORTS = [make_report(number) for number in range(3)]
MADE = derive((report, make_observations(report)) for report in REPORTS)
GROUNDS = {report.id: Ground(report.text) for report in REPORTS}


def anchor(entry: Any, conclusions: Conclusions = MADE) -> Anchor:  # noqa: ANN401 - any entry
    """Return the anchor of an entry."""
    names = {entity.id: (entity.name, *entity.names) for entity in conclusions.entities}
    claims = claims_of(entry, lambda one: names.get(one or "", (one or "",)))
    kind = EntryKind(type(entry).__name__.casefold())
    return Anchor(kind=kind, entry=entry.id, sort=sort_of(entry), label="x", pins=pins_of(entry), said=said_of(claims))


def decide(kind: DecisionKind, *entries: Any, number: int = 1, **values: str) -> Decision:  # noqa: ANN401
    """Decide about entries."""
    targets = tuple(map(anchor, entries))
    return Decision(number=number, kind=kind, by="Ana", because="seen", at="2026", targets=targets, **values)  # type: ignore[arg-type]


def outcome(conclusions: Conclusions, *decisions: Decision, texts: dict[str, Ground] = GROUNDS) -> Outcome:
    """Return what became of the last decision."""
    return replay(conclusions, decisions, texts).outcomes[-1]


def with_events(events: Iterable[Event]) -> Conclusions:
    """Return the conclusions with other events."""
    return replace(MADE, events=tuple(events))


def test_nothing_decided_changes_nothing() -> None:
    """Without decisions the conclusions stay the very same."""
    assert replay(MADE, (), {}) is MADE


def test_wrong_takes_the_entry_away_and_nothing_else() -> None:
    """The struck event is gone, the outcome names it."""
    event = MADE.events[1]
    after = replay(MADE, [decide(DecisionKind.WRONG, event)], GROUNDS)
    assert after.events == (MADE.events[0], MADE.events[2])
    assert after.quotations == MADE.quotations
    assert after.outcomes == (Outcome(decision=1, entries=(event.id,)),)


def test_an_entry_is_found_again_under_another_id_and_place() -> None:
    """Words that moved in the clean text still say which event is meant."""
    event = MADE.events[0]
    report = REPORTS[0]
    moved = Evidence(
        report.id, Span(event.evidence[0].span.start + 9, event.evidence[0].span.end + 9), event.evidence[0].quote
    )
    telling = replace(event.tellings[0], evidence=(moved,))
    again = replace(event, id="e-other", evidence=(moved,), tellings=(telling,))
    texts = GROUNDS | {report.id: Ground(f"Oh dear! {report.text}")}
    found = outcome(with_events([again, *MADE.events[1:]]), decide(DecisionKind.RIGHT, event), texts=texts)
    assert found.entries == ("e-other",)


@pytest.mark.parametrize("kind", [DecisionKind.RIGHT, DecisionKind.WRONG])
@pytest.mark.parametrize(
    "change",
    [
        {"status": EventStatus.PLANNED},
        {"when": Edtf.parse("2019")},
        {"mode": None},
        {"where": "Cusco"},
        {"actors": ()},
        {"type": "ACCUSE"},
    ],
)
def test_right_and_wrong_are_lost_when_the_entry_says_something_else(
    kind: DecisionKind, change: dict[str, Any]
) -> None:
    """A word about one content is none about another, though the id is the same; nothing is taken away."""
    event = MADE.events[0]
    altered = with_events([replace(event, **change), *MADE.events[1:]])
    after = replay(altered, [decide(kind, event)], GROUNDS)
    assert after.outcomes[0].lost
    assert after.events == altered.events


def test_wrong_leaves_alone_what_another_report_tells_too() -> None:
    """Who struck an event had not seen the report that tells it since."""
    event, other = MADE.events[:2]
    evidence = (*event.evidence, *other.evidence)
    grown = with_events(
        [replace(event, evidence=evidence, tellings=(*event.tellings, *other.tellings)), MADE.events[2]]
    )
    found = outcome(grown, decide(DecisionKind.WRONG, event))
    assert "look at it again" in str(found.lost)


def test_a_decision_is_lost_with_its_report_its_words_or_its_entry() -> None:
    """Each way of being lost has its reason."""
    event = MADE.events[0]
    gone = {name: ground for name, ground in GROUNDS.items() if name != REPORTS[0].id}
    assert outcome(MADE, decide(DecisionKind.RIGHT, event), texts=gone).lost == "its report is gone"
    other = GROUNDS | {REPORTS[0].id: Ground("Other words.")}
    assert "no longer in the report" in str(outcome(MADE, decide(DecisionKind.RIGHT, event), texts=other).lost)
    assert "no entry" in str(outcome(with_events(MADE.events[1:]), decide(DecisionKind.RIGHT, event)).lost)


def test_of_two_that_say_the_same_in_one_sentence_none_is_chosen() -> None:
    """Where nothing tells two entries apart, the decision is applied to neither."""
    event = MADE.events[0]
    twins = with_events([replace(event, id="e-a"), replace(event, id="e-b"), *MADE.events[1:]])
    assert outcome(twins, decide(DecisionKind.WRONG, event)).lost == "it may mean e-a or e-b"


def test_set_needs_all_who_took_part() -> None:
    """Who met two in one sentence met each: a date set for one meeting is not set for the other."""
    event = MADE.events[0]
    other = replace(event, id="e-b", recipients=(replace(event.recipients[0], state="BOL"),))
    found = outcome(with_events([other]), decide(DecisionKind.SET, event, field="date", value="1999"))
    assert found.lost == "what rests on these words says something else now"


def test_set_values_follow_one_another() -> None:
    """A later value holds; the event says who set it, and a right that was said between is told of what it saw."""
    event = MADE.events[0]
    first = decide(DecisionKind.SET, event, field="date", value="1999")
    second = decide(DecisionKind.SET, event, number=2, field="place", value="Puno")
    after = replay(MADE, [first, second], GROUNDS)
    changed = next(one for one in after.events if one.id == event.id)
    assert (str(changed.when), changed.where) == ("1999", "Puno")
    assert changed.because[-1] == "place set by Ana (decision 2): seen"
    assert after.outcomes[0].entries == after.outcomes[1].entries == (event.id,)


def test_a_person_who_was_split_is_told_as_split() -> None:
    """Each part is spelt in fewer ways than the person was; the reports that spell it so say which part is meant."""
    whole = Entity(id="ana-costa", kind=EntityKind.PERSON, name="Ana Costa", names=("Ana Costa", "Anna Costa"))
    pins = [MADE.events[at].evidence[0] for at in (0, 1)]
    parts = [replace(whole, id=f"p-{name}", name=name, names=(name,)) for name in whole.names]
    sighted = tuple(
        Sighted(entity=part.id, name=part.name, because=(), evidence=pin) for part, pin in zip(parts, pins, strict=True)
    )
    after = replace(MADE, entities=(*MADE.entities, *parts), sighted=sighted)
    targets = tuple(
        replace(anchor(whole), pins=(pin,), names=(part.name,)) for part, pin in zip(parts, pins, strict=True)
    )
    decision = replace(decide(DecisionKind.SPLIT, whole), targets=targets)
    assert outcome(after, decision) == Outcome(decision=1, entries=("p-Ana Costa", "p-Anna Costa"))


def test_an_event_struck_is_no_visit_of_others() -> None:
    """Talks that were part of a struck visit stay, as part of nothing."""
    visit, talks, _ = MADE.events
    before = with_events([visit, replace(talks, part_of=visit.id)])
    (left,) = replay(before, [decide(DecisionKind.WRONG, visit)], GROUNDS).events
    assert (left.id, left.part_of) == (talks.id, None)


VALUES = {
    "date": "2020-10",
    "text": "in Lima",
    "words": "some words",
    "type": "consult/THIRD-party",
    "event status": "Denied",
    "quotation kind": "mixed",
    "held": "former",
    "state": "bol",
    "entities": "ana-quispe",
    "number": "1,500",
    "currency": "usd",
}
ENTRIES = {
    EntryKind.EVENT: MADE.events[0], EntryKind.QUOTATION: MADE.quotations[0],
    EntryKind.PLEDGE: replace(MADE.pledges[0], by=MINISTER.id),
    EntryKind.OCCUPANCY: MADE.occupancies[0], EntryKind.ENTITY: MINISTER,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind in ENTRIES for field in FIELDS[kind]])
def test_every_field_can_be_set(kind: EntryKind, field: str) -> None:
    """Each field of each kind takes its value, and nothing else changes but what it says of itself."""
    value = check_value(kind, field, VALUES[FIELDS[kind][field]])
    entities = (PERU,) if names_entities(kind, field) else ()
    entry = ENTRIES[kind]
    after = set_value(entry, field, value, entities)
    assert after != entry
    assert after.id == entry.id


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (EntryKind.EVENT, "date", "last Tuesday"),
        (EntryKind.EVENT, "type", "PICNIC"),
        (EntryKind.EVENT, "type", "CONSULT/picnic"),
        (EntryKind.EVENT, "status", "unknown"),
        (EntryKind.EVENT, "colour", "red"),
        (EntryKind.PLEDGE, "amount", "nan"),
        (EntryKind.PLEDGE, "currency", "euros"),
        (EntryKind.ENTITY, "country", "ZZZ"),
        (EntryKind.ENTITY, "name", "  "),
        (EntryKind.REPORT, "place", "Lima"),
    ],
)
def test_values_that_do_not_fit_are_refused(kind: EntryKind, field: str, value: str) -> None:
    """The message says how the value is written."""
    with pytest.raises(QueryError, match=r"\[C082\]"):
        check_value(kind, field, value)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("They met. ", Span(0, 9)),
        ("Then:\nThey\n met.", Span(6, 16)),
        ("They meet.", None),
        ("x They met. They met.", None),
        ("", None),
    ],
)
def test_words_are_found_again_or_not(text: str, span: Span | None) -> None:
    """Spaces may change; words that stand in several other places say nothing."""
    assert find_again(Evidence("r", Span(0, 9), "They met."), text) == span


def test_states_are_known_by_their_codes() -> None:
    """A state has no words of its own: the decision is about the code."""
    right = decide(DecisionKind.RIGHT, PERU)
    assert outcome(MADE, right).entries == ("PER",)
    left = replace(MADE, entities=tuple(one for one in MADE.entities if one.id != "PER"))
    assert outcome(left, right).lost == "nothing is called PER any more"
