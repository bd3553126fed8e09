"""The ledger of pledges: its latest step, age, what is overdue, what is disputed."""

from __future__ import annotations

import datetime as dt

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.pledges import Pledge, PledgeState, PledgeStep
from chancery.model.text import Span
from chancery.views.labels import Names
from chancery.views.pledges import make_rows, render_ledger


def pledge(*steps: tuple[str, str | None, str], due: str | None = None) -> Pledge:
    """Make a pledge of steps: state, date, report."""
    made = [
        PledgeStep(
            state=PledgeState(state),
            when=Edtf.parse(when) if when else None,
            evidence=Evidence(report, Span(0, 4), "said"),
        )
        for state, when, report in steps
    ]
    return Pledge(
        id="l-0000000001",
        what="ferry",
        evidence=tuple(step.evidence for step in made),
        steps=tuple(made),
        by="PER",
        by_state="PER",
        to="CHL",
        to_state="CHL",
        due=Edtf.parse(due) if due else None,
    )


def test_what_is_past_its_day_is_overdue_unless_it_was_done() -> None:
    """A day that has passed makes a pledge overdue; delivery ends it."""
    promised = ("pledged", "2023-01-10", "a")
    (late,) = make_rows([pledge(promised, due="2023-06")], dt.date(2023, 8, 1))
    (done,) = make_rows([pledge(promised, ("delivered", "2023-07-02", "b"), due="2023-06")], dt.date(2023, 8, 1))
    assert (late.overdue, late.is_open, late.days) == (True, True, 203)
    assert (done.overdue, done.is_open) == (False, False)


def test_a_ledger_of_a_day_leaves_out_what_came_later() -> None:
    """On a day before the delivery the pledge is open."""
    one = pledge(("pledged", "2023-01-10", "a"), ("delivered", "2023-07-02", "b"))
    (row,) = make_rows([one], dt.date(2023, 3, 1))
    assert (row.latest.state, row.is_open) == (PledgeState.PLEDGED, True)


def test_two_reports_that_disagree_are_both_kept() -> None:
    """A report that stands by a pledge and one that calls it suspended, of one day, dispute each other."""
    one = pledge(("suspended", "2023-01-10", "a"), ("reaffirmed", "2023-01-10", "b"))
    (row,) = make_rows([one], None)
    assert [step.state for step in row.disputed] == [PledgeState.SUSPENDED]
    assert "DISPUTED" in render_ledger([row], Names(()))


def test_a_ledger_fits_eighty_columns() -> None:
    """No line is wider than a terminal."""
    rows = make_rows([pledge(("pledged", "2023-01-10", "a"), due="2023-06")], dt.date(2023, 8, 1))
    lines = render_ledger(rows, Names(())).splitlines()
    assert max(map(len, lines)) <= 80
    assert any("OVERDUE" in line for line in lines)
