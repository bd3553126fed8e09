"""What hangs on each entry."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from chancery.record.stakes import disputed_dates, stakes
from chancery.record.store import Record
from views.samples import make_record


def test_stakes_count_what_the_entries_say(tmp_path: Path) -> None:
    """The store counts as one would by reading everything."""
    counted: Counter[str] = Counter()
    with Record.open(make_record(tmp_path / "sample.db"), readonly=True) as record:
        for event in record.events():
            counted[event.id] += len(event.tellings)
            for party in {one.entity for one in (*event.actors, *event.recipients) if one.entity}:
                counted[party] += len(event.tellings)
        counted.update(one.holder for one in record.occupancies())
        for quotation in record.quotations():
            counted.update({name for name in (quotation.speaker, *quotation.also) if name})
        for pledge in record.pledges():
            counted[pledge.id] += len(pledge.steps)
            counted.update({name for name in (pledge.by, pledge.to) if name})
        assert +stakes(record) == +counted
        disputed = {one.id for one in record.events() if any(told.facet == "date" for told in one.differences)}
        assert set(disputed_dates(record)) == disputed


def test_stakes_of_an_empty_record_are_none(tmp_path: Path) -> None:
    """Nothing hangs on nothing."""
    with Record.open(tmp_path / "empty.db", create=True) as record:
        assert (dict(stakes(record)), disputed_dates(record)) == ({}, ())
