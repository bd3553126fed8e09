"""What all reports add up to: replaced as a whole, founded, and told apart from what was not yet concluded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import UnsupportedFact
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Reprint
from chancery.model.mentions import Observations
from chancery.model.text import Report, Span
from chancery.record.address import Place
from chancery.record.store import Record
from record.conftest import Fresh
from record.made import PROGRAM, derive, fill, make_event, make_observations, make_report
from record.strategies import conclusions_about, reports


def _by_id(facts: Iterable[Any]) -> dict[str, Any]:
    return {getattr(fact, "id", None) or fact.report: fact for fact in facts}


@settings(max_examples=20)
@given(st.lists(reports(), min_size=1, max_size=3, unique_by=lambda report: report.id), st.data())
def test_conclusions_come_back_as_they_were(fresh: Fresh, about: list[Report], data: st.DataObject) -> None:
    """Anything that may be concluded is read back the same, whatever was concluded before."""
    first, second = data.draw(conclusions_about(about)), data.draw(conclusions_about(about))
    with fresh() as place, Record.open(place, create=True) as record:
        for report in about:
            record.add(report, Observations(program=PROGRAM))
        for conclusions in (first, second):
            record.conclude(conclusions)
            back = record.conclusions()
            for kind in ("entities", "occupancies", "events", "quotations", "pledges", "datings", "reprints"):
                assert _by_id(getattr(back, kind)) == _by_id(getattr(conclusions, kind))
        once = record.digest()
        record.conclude(first)
        record.conclude(second)
        assert record.digest() == once


def test_conclusions_are_missing_until_drawn_from_all_reports(filled: Record) -> None:
    """A report that came later leaves the conclusions unfinished, and the old ones in sight."""
    assert filled.is_concluded()
    filled.add(make_report(50), make_observations(make_report(50)))
    assert not filled.is_concluded()
    assert len(filled.events()) == 6
    fill(filled, ())
    assert filled.is_concluded()
    assert len(filled.events()) == 7


def test_conclusions_of_nothing_need_not_be_drawn(empty: Record) -> None:
    """An empty record is concluded."""
    assert empty.is_concluded()


def test_conclusions_of_another_program_are_drawn_again(filled: Record) -> None:
    """A program that may conclude otherwise does not take over what an older one concluded."""
    assert not filled.is_concluded("0.2.0")
    filled.conclude(derive(filled.inputs()), "0.2.0")
    assert filled.is_concluded("0.2.0")


def test_conclusions_count_for_the_reports_they_were_drawn_from(filled: Record, path: Place) -> None:
    """A report that another program adds in the meantime is not taken for read."""
    inputs = list(filled.inputs())
    with Record.open(path) as other:
        other.add(make_report(50), make_observations(make_report(50)))
    filled.conclude(derive(inputs))
    assert not filled.is_concluded()


@pytest.mark.parametrize(
    ("span", "quote"),
    [
        pytest.param(Span(0, 4), "Chile", id="other words"),
        pytest.param(Span(10**6, 10**6 + 4), "Peru", id="outside the text"),
        pytest.param(Span(4, 5), " ", id="blank"),
        pytest.param(Span(0, 0), "", id="empty"),
    ],
)
def test_conclusions_with_false_quotes_are_refused_whole(filled: Record, span: Span, quote: str) -> None:
    """One false quote, and the record keeps the conclusions it had."""
    before = filled.digest()
    false = Evidence(make_report(1).id, span, quote)
    for event in (
        replace(make_event(make_report(1)), evidence=(false,)),
        replace(
            make_event(make_report(1)), tellings=(replace(make_event(make_report(1)).tellings[0], evidence=(false,)),)
        ),
    ):
        with pytest.raises(UnsupportedFact, match=r"\[C031\]"):
            filled.conclude(replace(filled.conclusions(), events=(event,)))
    assert filled.digest() == before


def test_conclusions_quote_of_another_report_is_refused(filled: Record) -> None:
    """A real quote pinned to the wrong report is false."""
    one, other = make_report(1), make_report(2)
    pinned = replace(Evidence.of(one, Span(0, len(one.title or ""))), report=other.id)
    with pytest.raises(UnsupportedFact, match=r"\[C031\]"):
        filled.conclude(replace(filled.conclusions(), events=(replace(make_event(one), evidence=(pinned,)),)))


def _unknown_entity(old: Conclusions) -> Conclusions:
    return replace(old, entities=old.entities[1:], occupancies=())


def _unknown_original(old: Conclusions) -> Conclusions:
    return replace(old, reprints=(Reprint(report=make_report(1).id, of="0" * 16),))


def _chained_reprint(old: Conclusions) -> Conclusions:
    one, two, three = (make_report(number).id for number in (1, 2, 3))
    return replace(old, reprints=(Reprint(report=one, of=two), Reprint(report=two, of=three)))


def _unknown_report(old: Conclusions) -> Conclusions:
    return replace(old, events=(make_event(make_report(99)),))


def _same_id(old: Conclusions) -> Conclusions:
    return replace(old, events=(old.events[0], old.events[0]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_unknown_entity, "names the entity"),
        (_unknown_report, "which the record does not hold"),
        (_same_id, "2 facts of one kind have the id"),
        (_unknown_original, "which the record does not hold"),
        (_chained_reprint, "both a reprint and an original"),
    ],
)
def test_conclusions_that_do_not_hold_together_are_refused(filled: Record, change: Any, message: str) -> None:  # noqa: ANN401
    """Such conclusions are a fault of the program; the record keeps those it had."""
    before = filled.digest()
    with pytest.raises(ValueError, match=message):
        filled.conclude(change(filled.conclusions()))
    assert filled.digest() == before
