"""What a decision holds on to, taken apart by reports."""

from __future__ import annotations

import pytest

from chancery.errors import QueryError
from chancery.model.decisions import Anchor
from chancery.model.evidence import Evidence
from chancery.model.text import Span
from chancery.record.anchors import split_anchor

FIRST, SECOND = "a1" * 8, "b2" * 8
PINS = tuple(Evidence(report, Span(0, 4), "They") for report in (FIRST, SECOND))
ANCHOR = Anchor(kind="event", entry="e-1", sort="CONSULT", label="talks", pins=PINS)
OUTLETS = {FIRST: "The Harbour Post", SECOND: "Island Radio"}


@pytest.mark.parametrize("name", ["a1a1", "The Harbour Post", "harbour"])
def test_a_report_is_named_by_its_id_or_its_outlet(name: str) -> None:
    """The beginning is enough, in any case, with or without the article."""
    one, other = split_anchor(ANCHOR, [name], OUTLETS)
    assert ([pin.report for pin in one.pins], [pin.report for pin in other.pins]) == ([FIRST], [SECOND])


@pytest.mark.parametrize("name", ["", "Gazette", "zz"])
def test_a_report_that_does_not_tell_it_is_an_error_that_lists_those_that_do(name: str) -> None:
    """The message names each report with its outlet."""
    with pytest.raises(QueryError, match="C050") as raised:
        split_anchor(ANCHOR, [name], OUTLETS)
    assert f"{SECOND} (Island Radio)" in str(raised.value)


def test_two_reports_of_one_outlet_must_be_named_by_their_ids() -> None:
    """A name that fits both splits nothing."""
    with pytest.raises(QueryError, match="2 reports"):
        split_anchor(ANCHOR, ["harbour"], dict.fromkeys((FIRST, SECOND), "The Harbour Post"))


def test_nothing_left_on_one_side_is_no_split() -> None:
    """All reports together are the entry as it is."""
    with pytest.raises(QueryError, match="C081"):
        split_anchor(ANCHOR, ["harbour", "island"], OUTLETS)
