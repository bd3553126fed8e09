"""Earlier happenings of a kind, by the holders of a position."""

from __future__ import annotations

from dataclasses import replace

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.offices import Occupancy, Position
from chancery.model.text import Span
from chancery.views.labels import Names
from chancery.views.precedents import find_precedents, read_kind, render_precedents

WORDS = Evidence("a" * 16, Span(0, 24), "Ana Costa went to Rabat.")
VISIT = Event(
    id="e-1",
    type="CONSULT",
    mode="visit",
    status=EventStatus.OCCURRED,
    actors=(Participant(entity="ana-costa", state="PER", sector="GOV", office="president"),),
    recipients=(Participant(entity="MAR", state="MAR"),),
    evidence=(WORDS,),
    tellings=(Telling(report="a" * 16, when=None, where=None, status=EventStatus.OCCURRED, evidence=(WORDS,)),),
    when=Edtf.parse("2019-03-02"),
    where=None,
    contexts=(),
    score=1.9,
)


def holding(office: str) -> Occupancy:
    """Make a holding of an office of Peru that nothing ends."""
    return Occupancy(
        id=f"o-{office}", holder="ana-costa", post=Position(office=office, of="PER"), evidence=(WORDS,),
        start=Edtf.parse("2017"),
    )  # fmt: skip


def test_a_holder_of_two_positions_is_listed_under_the_one_that_the_reports_give() -> None:
    """Nobody tells when she ceased to be prime minister; she went as president."""
    held = [holding("president"), holding("prime minister")]
    found = find_precedents(read_kind("first foreign visit"), [VISIT], held, (), "PER")
    assert [one.office for one in found] == ["president"]


def test_without_an_office_in_the_reports_both_positions_are_listed() -> None:
    """What nobody tells is not decided."""
    plain = replace(VISIT, actors=(Participant(entity="ana-costa", state="PER", sector="GOV"),))
    held = [holding("president"), holding("prime minister")]
    found = find_precedents(read_kind("visit"), [plain], held, (), "PER")
    assert [one.office for one in found] == ["president", "prime minister"]


def test_a_first_that_no_report_calls_so_is_marked() -> None:
    """The earliest that the record has need not be the first that was made."""
    found = find_precedents(read_kind("first visit"), [VISIT], [holding("president")], (), "PER")
    assert "called so by no report" in render_precedents(found, (), Names(()), {}, first=True)
    assert "called so by no report" not in render_precedents(found, (), Names(()), {})
