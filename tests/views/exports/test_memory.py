"""What a streaming export holds in memory does not follow the size of the record."""

from __future__ import annotations

import tracemalloc
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chancery.model.mentions import Observations
from chancery.record.store import Record
from chancery.views.exports import tables
from chancery.views.exports.formats import FORMATS
from chancery.views.exports.material import Material
from views.samples import make_conclusions, make_report

TEXT = "The two ministers spoke of water and grain. " * 500
REPORTS = 60


@pytest.fixture(scope="module")
def long_texts(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Return a record of reports whose texts are 22,000 characters long, 1.3 million in all."""
    record = Record.open(tmp_path_factory.mktemp("long") / "a.db", create=True)
    report = make_report("ministry")
    for number in range(REPORTS):
        text = f"Report {number}. {TEXT}"
        record.add(
            replace(report, id=f"{number:016x}", text=text, blocks=(), path=f"{number}.txt"),
            Observations(program="1/1"),
        )
    empty = dict.fromkeys(("events", "quotations", "pledges", "occupancies", "datings", "reprints", "questions"), ())
    record.conclude(replace(make_conclusions(), **empty, sighted=(), entities=()))
    return record


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a few reports at a time, as a large record is read some hundred at a time."""
    monkeypatch.setattr("chancery.record.streams.AT_ONCE", 20)
    monkeypatch.setattr(tables, "_REPORTS", 4)


def drained(material: Material, name: str) -> int:
    """Write a format to nowhere; return the most bytes that it held."""

    def pieces() -> Iterator[Any]:
        if FORMATS[name].is_folder:
            yield from tables.each_batch(material)
        else:
            yield from FORMATS[name].lines(material)

    tracemalloc.start()
    try:
        deque(pieces(), maxlen=0)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("few_at_once")
@pytest.mark.parametrize("name", ["json", "csv", "ftm", "jsonld"])
def test_texts_pass_through_a_few_at_a_time(long_texts: Record, name: str) -> None:
    """With the full text asked for, no more than some texts are in memory: half of them all would be too much."""
    with long_texts.snapshot():
        drained(Material(long_texts, full_text=True), name)  # what is read once and kept
        most = drained(Material(long_texts, full_text=True), name)
    assert most < REPORTS * len(TEXT) / 2, most
