"""What the record said at any earlier run can be asked, and why it says something else now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chancery.errors import QueryError
from chancery.model.events import Event
from chancery.model.mentions import Observations
from chancery.model.text import Report
from chancery.record.address import Address, Place
from chancery.record.causes import CauseKind
from chancery.record.store import Record
from record.another import content_of
from record.conftest import Fresh
from record.made import PROGRAM, derive, fill, make_event, make_observations, make_report
from record.strategies import conclusions_about, reports

PARTS = ("entities", "occupancies", "events", "quotations", "pledges", "questions", "datings", "reprints", "outcomes")


def told(record: Record) -> dict[str, list[Any]]:
    """Return everything concluded that history follows, in no order."""
    conclusions = record.conclusions()
    return {part: sorted(map(repr, getattr(conclusions, part))) for part in PARTS} | {
        "reports": [report.id for report in record.reports()]
    }


@settings(max_examples=25)
@given(st.lists(reports(), min_size=1, max_size=4, unique_by=lambda report: report.id), st.data())
def test_history_gives_back_every_earlier_state(fresh: Fresh, about: list[Report], data: st.DataObject) -> None:
    """Whatever runs concluded, one after the other, is what the record says as of each of them."""
    with fresh() as place, Record.open(place, create=True) as record:
        said: dict[int, dict[str, list[Any]]] = {}
        for number, report in enumerate(about, start=1):
            record.add(report, Observations(program=PROGRAM))
            for _ in range(data.draw(st.integers(1, 2))):
                record.conclude(data.draw(conclusions_about(about[:number])))
                said[len(record.runs())] = told(record)
        for run, before in said.items():
            with record.as_of(run):
                assert told(record) == before
        assert told(record) == said[len(record.runs())]


def test_history_is_asked_of_a_record_opened_for_reading(filled: Record, path: Place) -> None:
    """Asking what was said before changes nothing in the record, and needs no leave to."""
    before = told(filled)
    fill(filled, [77])
    filled.close()
    content = content_of(path)
    with Record.open(path, readonly=True) as record:
        assert told(record) != before
        with record.as_of(1):
            assert told(record) == before
        assert len(record.events()) == 7
        with pytest.raises(DBAPIError):
            record._connection.execute(text("DELETE FROM event"))
    assert content_of(path) == content


def test_history_names_the_new_report_that_tells_an_entry(filled: Record) -> None:
    """What a new report adds has that report for its cause."""
    fill(filled, [77])
    ((run, changes),) = filled.changes(1)
    assert run.number == 2
    gained = {change.entry: change for change in changes if change.was is None}
    event = gained[f"e-{make_report(77).id}"]
    assert (event.cause.kind, event.cause.names) == (CauseKind.REPORT, (make_report(77).id,))
    (tenure,) = [change for change in changes if change.kind == "occupancy"]
    assert (tenure.entry, tenure.was) == ("o-quispe", "o-quispe")
    assert tenure.cause.kind is CauseKind.REPORT


def test_history_names_another_program(filled: Record) -> None:
    """What the same reports give to another program has the program for its cause."""
    conclusions = derive(filled.inputs())
    fewer = replace(conclusions, events=conclusions.events[1:])
    filled.conclude(fewer, program="9")
    ((_, changes),) = filled.changes(1)
    (lost,) = changes
    assert (lost.was, lost.entry) == (conclusions.events[0].id, None)
    assert (lost.cause.kind, lost.cause.names) == (CauseKind.PROGRAM, (PROGRAM, "9"))


def test_history_knows_an_event_again_under_another_id(filled: Record) -> None:
    """An earlier report of an event gives it another id: one entry is altered, none lost and none gained."""
    before = derive(filled.inputs())
    earlier = make_report(77)
    filled.add(earlier, make_observations(earlier))
    event = before.events[0]
    also = make_event(earlier)
    grown = replace(
        event, id="e-new", evidence=(*also.evidence, *event.evidence), tellings=(*also.tellings, *event.tellings)
    )
    filled.conclude(replace(derive(filled.inputs()), events=(grown, *before.events[1:])))
    ((_, changes),) = filled.changes(1)
    (change,) = [change for change in changes if change.kind == "event"]
    assert (change.was, change.entry) == (event.id, "e-new")
    assert change.before == event
    assert change.after == grown
    assert change.cause.kind is CauseKind.REPORT
    assert filled.learned("e-new") == 1
    with filled.as_of(1):
        assert filled.event(event.id) == event


def test_history_says_into_which_entry_a_lost_one_went(filled: Record) -> None:
    """Of two events that turn out to be one, the one that goes names the one that stays."""
    before = derive(filled.inputs())
    one, other = before.events[:2]
    both = replace(one, evidence=(*one.evidence, *other.evidence), tellings=(*one.tellings, *other.tellings))
    filled.conclude(replace(before, events=(both, *before.events[2:])))
    ((_, changes),) = filled.changes(1)
    by_was = {change.was: change for change in changes}
    assert by_was[other.id].entry is None
    assert by_was[other.id].cause.into == one.id
    assert by_was[one.id].entry == one.id


def test_history_keeps_no_run_that_had_nothing_new(filled: Record) -> None:
    """Putting the same record together again is no run."""
    filled.conclude(derive(filled.inputs()))
    assert len(filled.runs()) == 1


def test_history_begins_with_what_an_older_program_concluded(filled: Record) -> None:
    """A record from before there was a history keeps its first state all the same."""
    before = told(filled)
    for statement in (
        f"DROP TRIGGER change_refuses_delete {'ON change' if isinstance(filled.path, Address) else ''}",
        f"DROP TRIGGER run_refuses_delete {'ON run' if isinstance(filled.path, Address) else ''}",
        "DELETE FROM change",
        "DELETE FROM run",
        "DELETE FROM imprint",
    ):
        filled._connection.exec_driver_sql(statement)
    filled._connection.commit()
    fill(filled, [77])
    assert [run.number for run in filled.runs()] == [1, 2]
    assert {change.kind for _, changes in filled.changes(1) for change in changes} <= {
        "event", "quotation", "pledge", "occupancy", "dating",
    }  # fmt: skip
    with filled.as_of(1):
        assert told(filled) == before


@pytest.mark.parametrize("table", ["decision", "run", "change"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET at = 'x'"])
def test_history_is_never_overwritten(filled: Record, table: str, act: str) -> None:
    """The store itself refuses to forget."""
    filled._connection.exec_driver_sql(
        "INSERT INTO decision VALUES (1, 'right', 'A', 'b', 'c', '[]', NULL, NULL, NULL)"
    )
    statement = act.format(table).replace("change SET at", "change SET cause")
    with pytest.raises(DBAPIError, match="never overwritten"):
        filled._connection.exec_driver_sql(statement)


def test_history_has_no_other_runs(filled: Record) -> None:
    """A run that was not is an error that names where runs are listed."""
    with pytest.raises(QueryError, match=r"\[C084\]"), filled.as_of(7):
        pass
    with pytest.raises(QueryError, match=r"\[C084\]"):
        list(filled.changes(7))


def test_history_tells_before_and_after_over_several_runs(filled: Record) -> None:
    """Each run's change shows what the entry said before and after that run, not what it says today."""
    conclusions = derive(filled.inputs())
    event = conclusions.events[0]
    for town in ("Cusco", "Puno"):
        filled.conclude(replace(conclusions, events=(replace(event, where=town), *conclusions.events[1:])), town)
    steps = [change for _, changes in filled.changes(1) for change in changes]
    assert [(place(step.before), place(step.after)) for step in steps] == [("Cusco", "Puno"), ("Lima", "Cusco")]


def place(kept: Any) -> str | None:  # noqa: ANN401 - whatever a change holds
    """Return the place of an event."""
    assert isinstance(kept, Event)
    return kept.where
