"""Vacant positions are stored with their words, and read back as they were, also as they were before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf
from chancery.model.facts import Conclusions
from chancery.model.mentions import Observations
from chancery.model.offices import Position, Vacancy
from chancery.record.store import Record
from views.samples import REPORTS, evidence, make_conclusions


def conclusions(*reports: str) -> Conclusions:
    """Make the sample's conclusions with a vacancy that reports tell of."""
    words = {"agency": "held talks", "ministry": "today I received"}
    vacancy = Vacancy(
        id="v-1",
        post=Position(office="ambassador to Peru", of="KAZ"),
        evidence=tuple(sorted(evidence(report, words[report]) for report in reports)),
        start=Edtf.parse("2023-05"),
        seen=Edtf.parse("2024-03-14"),
    )
    return replace(make_conclusions(), vacancies=(vacancy,))


@pytest.fixture
def record(empty: Record) -> Record:
    """Open an empty record with the sample's reports."""
    for report in REPORTS.values():
        empty.add(report, Observations(program="test"))
    return empty


def test_round_trip(record: Record) -> None:
    """What goes in comes out, whole; concluding again replaces it."""
    made = conclusions("agency", "ministry")
    with record:
        record.conclude(made)
        assert record.vacancies() == made.vacancies
        before = record.digest()
        record.conclude(make_conclusions())
        assert record.vacancies() == ()
        assert record.digest() != before


def test_an_earlier_run_is_restored(record: Record) -> None:
    """A vacancy of which fewer reports told then is told by these."""
    first = conclusions("agency")
    with record:
        record.conclude(first)
        run = record.runs()[-1].number
        record.conclude(conclusions("agency", "ministry"))
        with record.as_of(run):
            assert record.vacancies() == first.vacancies


def test_false_quote_is_refused(record: Record) -> None:
    """A vacancy pinned to words that its report does not say is not stored."""
    (made,) = conclusions("agency").vacancies
    pin = replace(made.evidence[0], quote="x" * len(made.evidence[0].quote))
    with record, pytest.raises(UnsupportedFact):
        record.conclude(replace(make_conclusions(), vacancies=(replace(made, evidence=(pin,)),)))
