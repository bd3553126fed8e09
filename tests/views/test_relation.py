"""Relations by month: only what happened counts, only where its month is known, with its uncertainty."""

from __future__ import annotations

import datetime as dt

import pytest

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.reference import Membership, Reference, ReferenceKind, ReferenceTable
from chancery.model.text import Block, BlockKind, Report, Span
from chancery.views.marked import Pin, mark_report
from chancery.views.months import draw_months, score_y
from chancery.views.relation import common_organisations, make_relation


def act(
    when: str | None, score: float = 1.0, kind: str = "SUPPORT", status: str = "occurred", mode: str | None = None
) -> Event:
    """Make an act of Russia toward Kyrgyzstan."""
    return Event(
        id=f"{when}{score}{kind}{status}",
        type=kind,
        mode=mode,
        status=EventStatus(status),
        actors=(Participant(entity="RUS", state="RUS"),),
        recipients=(Participant(entity="KGZ", state="KGZ"),),
        evidence=(Evidence("r", Span(0, 1), "x"),),
        tellings=(),
        when=Edtf.parse(when) if when else None,
        score=score,
    )


def test_relation_counts_what_happened_in_a_known_month() -> None:
    """Plans are left out, and so is what may lie in two months; both are told."""
    events = [
        act("2020-10-01"),
        act("2020-10-31/2020-11-01"),
        act(None),
        act("2020-12", status="planned"),
        act("2020-12"),
    ]
    relation = make_relation(events, "RUS", "KGZ")
    assert [(month.first, month.number) for month in relation.months] == [
        (dt.date(2020, 10, 1), 1),
        (dt.date(2020, 11, 1), 0),
        (dt.date(2020, 12, 1), 1),
    ]
    assert (relation.left_out, relation.undated) == (1, 2)


def test_relation_gives_a_range_from_three_acts_on() -> None:
    """Two acts have a mean and no range; equal ones a range of nothing."""
    two = make_relation([act("2020-10-01", 1.0), act("2020-10-02", 3.0)], "RUS", "KGZ").months[0]
    assert (two.mean, two.reach) == (2.0, None)
    three = make_relation(
        [act("2020-10-01", 1.0), act("2020-10-02", 3.0), act("2020-10-03", 5.0)], "RUS", "KGZ"
    ).months[0]
    assert three.mean == 3.0
    assert three.reach == pytest.approx(1.96 * 2 / 3**0.5)


def test_relation_compares_the_latest_month_with_the_year_before() -> None:
    """What lies outside everything of that year is unusual; less than a year gives no table."""
    year = [act(f"2019-{month:02d}-05", 2.0) for month in range(1, 13)]
    assert make_relation(year, "RUS", "KGZ").changes == ()
    changes = make_relation([*year, *(act("2020-01-05", -9.0, "ASSAULT") for _ in range(3))], "RUS", "KGZ").changes
    by_name = {change.name: change for change in changes}
    assert by_name["acts of material conflict"].unusual
    assert (by_name["mean score of an act"].latest, by_name["mean score of an act"].norm) == (-9.0, 2.0)
    assert not by_name["acts of material cooperation"].unusual


def test_relation_tells_visits_by_direction() -> None:
    """Who travels is the actor."""
    there, back = make_relation([act("2020-10", kind="CONSULT", mode="visit")], "RUS", "KGZ").visits
    assert (len(there), len(back)) == (1, 0)


def test_relation_finds_common_organisations() -> None:
    """Only tables that a user imported say who belongs to what; one that they list under two codes comes once."""

    def member(state: str, name: str, code: str | None = None) -> Membership:
        return Membership(state=state, organisation=code or name, name=name, role="member")

    rows = (member("RUS", "CSTO"), member("KGZ", "CSTO"), member("RUS", "BRICS"))
    rows += (member("RUS", "CSTO", "ODKB"), member("KGZ", "CSTO", "ODKB"))
    table = ReferenceTable(name="m.csv", kind=ReferenceKind.ORGANISATIONS, digest="d", memberships=rows)
    assert [one.name for one, _ in common_organisations(Reference(tables=(table,)), "RUS", "KGZ")] == ["CSTO"]
    assert common_organisations(Reference(), "RUS", "KGZ") == ()


def test_months_are_drawn_with_their_scores() -> None:
    """+10 is at the top, -10 at the foot; the words say what the drawing shows."""
    assert (score_y(10.0), score_y(0.0), score_y(-10.0)) == (0.0, 75.0, 150.0)
    (bar,) = draw_months(make_relation([act("2020-10-01", 4.0)], "RUS", "KGZ").months)
    assert bar.words == "October 2020: 1 act, mean score +4.0"
    assert (bar.score, bar.span) == (score_y(4.0), None)
    assert draw_months(()) == ()


def test_reports_are_marked_where_entries_rest() -> None:
    """Overlapping pins cut the words; together the stretches are the block."""
    text = "One two three.\n\nFour."
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, span=Span(0, 14)),
        Block(kind=BlockKind.PARAGRAPH, span=Span(16, 21), speaker="Her"),
    )
    report = Report(id="r", path="r.txt", text=text, blocks=blocks)
    pins = [Pin(Span(0, 7), "event", "e-1"), Pin(Span(4, 14), "quotation", "q-1"), Pin(Span(4, 14), "quotation", "q-1")]
    first, second = mark_report(report, pins)
    assert [(one.text, [pin.entry for pin in one.pins]) for one in first.stretches] == [
        ("One ", ["e-1"]),
        ("two", ["e-1", "q-1"]),
        (" three.", ["q-1"]),
    ]
    assert [pin.entry for pin in first.entries] == ["e-1", "q-1"]
    assert (second.speaker, second.entries, [one.text for one in second.stretches]) == ("Her", (), ["Four."])
