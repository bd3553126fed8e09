"""One entry, whole."""

from __future__ import annotations

import pytest

from chancery.record.store import Record
from chancery.views.entry import make_event_entry, render_entry
from chancery.views.labels import Names
from chancery.views.sources import read_sources


@pytest.mark.parametrize("width", [60, 100])
def test_event_is_told_whole(sample: Record, width: int) -> None:
    """Each report keeps its own date and place, and differences are marked."""
    event = next(event for event in sample.events() if event.differences)
    entry = make_event_entry(event, Names(sample.entities()), read_sources(sample))
    assert [account.differs for account in entry.accounts] == [frozenset({"date"})] * 2
    assert [dict(account.version)["place"] for account in entry.accounts] == ["State Residence", "Tashkent"]
    text = render_entry(entry, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert text.count("(reports differ)") == 2
