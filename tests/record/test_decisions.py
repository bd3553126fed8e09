"""The log of decisions: only ever added to, undone by further lines, part of what the record rests on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError, QueryError
from chancery.model.decisions import Anchor, Decision, DecisionKind, EntryKind, Outcome, in_force
from chancery.record.anchors import add_decision, make_anchor, split_anchor
from chancery.record.store import Record
from record.conftest import Fresh
from record.made import MINISTER, derive, make_report

ANCHOR = Anchor(kind=EntryKind.REPORT, entry="r", sort="", label="a report")


def right(record: Record, because: str = "checked") -> Decision:
    """Say that something is right."""
    return record.decide(DecisionKind.RIGHT, by="Ana", because=because, targets=[ANCHOR])


def undo(record: Record, number: int) -> Decision:
    """Take a decision back."""
    return record.decide(DecisionKind.UNDO, by="Ana", because="no", undoes=number)


def test_decisions_come_back_as_they_were(filled: Record) -> None:
    """A decision keeps author, time, reason and what it is about."""
    anchor = make_anchor(filled, filled.events()[0], "talks")
    decision = filled.decide(
        DecisionKind.SET, by="Ana", because="seen \u201cit\u201d", targets=[anchor], field="date", value="2020"
    )
    assert decision.number == 1
    assert filled.decisions() == (decision,)
    assert anchor.pins == filled.events()[0].evidence
    assert ("where", "Lima") in anchor.said


def test_decisions_leave_the_record_unconcluded(filled: Record) -> None:
    """A new decision waits for the record to be put together again; the digest tells both apart."""
    before = filled.digest()
    right(filled)
    assert not filled.is_concluded()
    filled.decided()
    filled.conclude(derive(filled.inputs()))
    assert filled.is_concluded()
    assert filled.digest() != before


def test_decisions_made_meanwhile_are_not_followed_yet(filled: Record) -> None:
    """A decision that arrives while conclusions are drawn counts for the next time."""
    filled.decided()
    right(filled)
    filled.conclude(derive(filled.inputs()))
    assert not filled.is_concluded()


@given(st.lists(st.integers(0, 8), max_size=12))
@settings(max_examples=30)
def test_undo_and_undoing_the_undo(fresh: Fresh, wishes: list[int]) -> None:
    """A decision holds exactly if an even number of undos that hold stand over it, however deep they are nested."""
    with fresh() as place, Record.open(place, create=True) as record:
        for wish in wishes:
            log = record.decisions()
            if wish == 0 or not log:
                right(record)
                continue
            number = log[wish % len(log)].number
            holds = _holds(log, number)
            if holds:
                undo(record, number)
            else:
                with pytest.raises(QueryError, match=r"\[C080\]"):
                    undo(record, number)
        log = record.decisions()
        assert {one.number for one in in_force(log)} == {
            one.number for one in log if one.kind is DecisionKind.RIGHT and _holds(log, one.number)
        }


def _holds(log: tuple[Decision, ...], number: int) -> bool:
    return not any(_holds(log, one.number) for one in log if one.undoes == number)


def test_undo_of_nothing_is_refused(filled: Record) -> None:
    """There is no decision 5."""
    with pytest.raises(QueryError, match=r"\[C080\]"):
        undo(filled, 5)
    assert filled.decisions() == ()


def test_decisions_refuse_what_no_text_has(filled: Record) -> None:
    """A name with a NUL is no name."""
    with pytest.raises(InputError):
        filled.decide(DecisionKind.RIGHT, by="A\0", because="x", targets=[ANCHOR])


@pytest.mark.parametrize(("by", "because"), [("", "x"), ("Ana", " \n ")])
def test_decisions_have_author_and_reason(filled: Record, by: str, because: str) -> None:
    """Nobody decides for no reason."""
    with pytest.raises(QueryError, match=r"\[C086\]"):
        add_decision(filled, DecisionKind.RIGHT, by=by, because=because, targets=[ANCHOR])


def test_decisions_fit_the_kind_of_entry(filled: Record) -> None:
    """States are not joined, reports not struck, and an event is no quotation."""
    peru, event, words = (
        make_anchor(filled, found, "x") for found in (filled.entity("PER"), filled.events()[0], filled.quotations()[0])
    )
    for kind, targets in (
        (DecisionKind.SAME, [peru, event]),
        (DecisionKind.APART, [event, words]),
        (DecisionKind.WRONG, [peru]),
        (DecisionKind.RIGHT, [make_anchor(filled, filled.reports()[0], "x")]),
    ):
        with pytest.raises(QueryError, match=r"\[C083\]"):
            add_decision(filled, kind, by="Ana", because="x", targets=targets)
    assert filled.decisions() == ()


def test_decision_against_one_that_holds_is_refused(filled: Record) -> None:
    """What somebody has kept apart is joined only after that was taken back."""
    one, other = (make_anchor(filled, event, "x") for event in filled.events()[:2])
    apart = add_decision(filled, DecisionKind.APART, by="Ana", because="x", targets=[one, other])
    filled.decided()
    outcome = Outcome(decision=apart.number, entries=(one.entry, other.entry))
    conclusions = derive(filled.inputs())
    filled.conclude(type(conclusions)(**{name: getattr(conclusions, name) for name in PARTS}, outcomes=(outcome,)))
    with pytest.raises(QueryError, match=r"\[C081\].*undo 1"):
        add_decision(filled, DecisionKind.SAME, by="Ana", because="x", targets=[other, one])
    with pytest.raises(QueryError, match=r"\[C081\]"):
        add_decision(filled, DecisionKind.APART, by="Ana", because="x", targets=[one, one])


PARTS = ("entities", "occupancies", "events", "quotations", "pledges", "datings")


def test_split_parts_an_entry_by_reports(filled: Record) -> None:
    """Each side holds what its reports tell; a side without anything, and a report that tells nothing, are refused."""
    anchor = make_anchor(filled, filled.occupancies()[0], "office")
    first = make_report(0).id
    one, other = split_anchor(anchor, [first[:10]])
    assert {pin.report for pin in one.pins} == {first}
    assert {*one.pins, *other.pins} == set(anchor.pins)
    for wrong in (["zzz"], [""], [report.id for report in filled.reports()]):
        with pytest.raises(QueryError):
            split_anchor(anchor, wrong)


def test_reviews_name_who_says_that_an_entry_is_right(filled: Record) -> None:
    """The latest word that was applied counts; a lost one does not."""
    for because in ("first", "second", "third"):
        right(filled, because)
    filled.decided()
    conclusions = derive(filled.inputs())
    outcomes = (
        Outcome(decision=1, entries=("e-1",)),
        Outcome(decision=2, entries=("e-1",)),
        Outcome(decision=3, lost="gone"),
    )
    filled.conclude(type(conclusions)(**{name: getattr(conclusions, name) for name in PARTS}, outcomes=outcomes))
    assert {entry: review.because for entry, review in filled.reviews().items()} == {"e-1": "second"}


def test_anchor_of_a_person_keeps_each_reports_name(filled: Record) -> None:
    """A person without sightings is known by the id alone."""
    anchor = make_anchor(filled, filled.entity(MINISTER.id), "Ana Quispe")
    assert (anchor.sort, anchor.pins) == ("person", ())
