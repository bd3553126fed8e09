"""Records of reports written by hand, whose questions are of pledges and of what only a second coder sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from chancery.model.events import EventStatus
from chancery.model.pledges import PledgeState
from chancery.model.second_readings import SecondReading
from chancery.model.text import Span
from chancery.pipeline import conclude_again
from chancery.record.store import Record
from resolution.drafts import Draft

WELLS = "Kenya lent Nepal forty wells on 3 May 2021."


def promise(day: str, words: str, verb: str = "promised") -> Draft:
    """Return a report of a promise."""
    draft = Draft([f"Peru {verb} Chile a {words}."], day)
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    draft.pledge(words, PledgeState.PLEDGED, by=peru, to=chile)
    return draft


def keep(path: Path, drafts: Sequence[Draft], second: Sequence[SecondReading] = ()) -> Path:
    """Make a record of drafts; the readings of a second coder are of the last."""
    with Record.open(path, create=True) as record:
        for number, draft in enumerate(drafts):
            report, seen = draft.done()
            record.add(report, replace(seen, second=tuple(second)) if number == len(drafts) - 1 else seen)
        conclude_again(record)
    return path


def make_pledged(path: Path) -> Path:
    """Make a record with two pledges that may be one."""
    return keep(path, [promise("2023-05-02", "river bridge"), promise("2023-06-02", "village school")])


def make_coded(path: Path) -> Path:
    """Make a record with a sentence in which only a second coder sees an event, of two types."""
    draft = Draft(["Peru met Chile.", WELLS], "2021-05-04")
    peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
    draft.event("met", "CONSULT", by=(peru, chile))
    draft.state("Kenya", "KEN")
    draft.state("Nepal", "NPL")
    report, _ = draft.done()
    start = report.text.index(WELLS)
    reading = SecondReading(
        span=Span(start, start + len(WELLS)), type="AID", mode=None, status=EventStatus.OCCURRED,
        actors=("Kenya",), recipients=("Nepal",), coder="openai:tiny",
    )  # fmt: skip
    met = replace(
        reading, span=Span(0, len("Peru met Chile.")), type="CONSULT", actors=("Peru", "Chile"), recipients=()
    )
    return keep(path, [draft], [met, reading, replace(reading, type="SUPPORT", recipients=())])
