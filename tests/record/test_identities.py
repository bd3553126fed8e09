"""Joined people and open questions are stored with their words, and read back as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancery.errors import UnsupportedFact
from chancery.model.facts import Conclusions, Question, Sighted
from chancery.model.mentions import Observations
from chancery.record.store import Record
from views.samples import REPORTS, evidence, make_conclusions


def conclusions() -> Conclusions:
    """Make the sample's conclusions with a joined person and a question."""
    said, told = evidence("agency", "held talks"), evidence("ministry", "today I received")
    sighted = tuple(
        Sighted(entity="aidar-nurlanov", name="Aidar Nurlanov", because=because, evidence=pin)
        for because, pin in (((), said), (("the same name", "both act for KAZ"), told))
    )
    question = Question(
        id="q-1",
        kind="same person",
        one="farrukh-saidov",
        other="rustam-aliev",
        because=("why",),
        evidence=(told, said),
    )
    return replace(make_conclusions(), sighted=sighted, questions=(question,))


@pytest.fixture
def record(empty: Record) -> Record:
    """Open an empty record with the sample's reports."""
    for report in REPORTS.values():
        empty.add(report, Observations(program="test"))
    return empty


def test_round_trip(record: Record) -> None:
    """What goes in comes out, whole and by entity; concluding again replaces it."""
    made = conclusions()
    with record:
        record.conclude(made)
        assert (record.sighted(), record.questions()) == (made.sighted, made.questions)
        assert record.sighted("rustam-aliev") == ()
        assert record.questions("rustam-aliev") == made.questions
        before = record.digest()
        record.conclude(made)
        assert record.digest() == before
        record.conclude(make_conclusions())
        assert (record.sighted(), record.questions()) == ((), ())
        assert record.digest() != before


def test_false_quote_is_refused(record: Record) -> None:
    """A question pinned to words that its report does not say is not stored."""
    made = conclusions()
    pin = replace(made.sighted[0].evidence, quote="x" * len(made.sighted[0].evidence.quote))
    with record, pytest.raises(UnsupportedFact):
        record.conclude(replace(made, questions=(replace(made.questions[0], evidence=(pin,)),)))


def test_question_about_nobody_is_refused(record: Record) -> None:
    """A question names people of the record."""
    made = conclusions()
    with record, pytest.raises(ValueError, match="names nobody"):
        record.conclude(replace(made, questions=(replace(made.questions[0], one="nobody"),)))
