"""From originals to a record: what is known costs nothing, a fault costs itself, nothing piles up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chancery import pipeline
from chancery.errors import ChanceryError, InputError, RecordError
from chancery.model.facts import Conclusions
from chancery.model.mentions import Observations
from chancery.model.text import Report, Skipped
from chancery.pipeline import NAMED_A_CODE, PROGRAM, code_report, read_found, read_paths
from chancery.reading.items import Source
from chancery.reading.report import parse_report
from chancery.reading.source import Item, Kind, PageData
from chancery.reading.workers import worker_count
from chancery.record.originals import Original
from chancery.record.store import Record

LEAD = "Two ministers met on Friday in the hall of the old salt exchange and signed nothing at all"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return an empty record."""
    with Record.open(tmp_path / "a.db", create=True) as opened:
        yield opened


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put the work into this process, without extraction, and return the names of what was worked on."""
    names: list[str] = []

    def run_here(
        function: Callable[[Source], Any], inputs: Iterable[Source], **_: object
    ) -> Iterator[tuple[Source, Any]]:
        for source in inputs:
            names.append(str(source) if isinstance(source, Path) else source.name)
            try:
                yield source, function(source)
            except ChanceryError as error:
                yield source, error

    def conclude(inputs: Iterable[tuple[Report, Observations]], _: object) -> Conclusions:
        assert all(seen.program == PROGRAM for _, seen in inputs)
        return Conclusions(entities=(), occupancies=(), events=(), quotations=(), pledges=(), datings=())

    monkeypatch.setattr(pipeline, "run_guarded", run_here)
    monkeypatch.setattr(pipeline, "code_report", lambda _: Observations(program=PROGRAM))
    monkeypatch.setattr(pipeline, "conclude", conclude)
    return names


def row(number: int, *, outlet: str | None = None, words: str = "") -> Item:
    """Make an item of a table."""
    data = f"{words or f'{LEAD}, said number {number}'}.".encode()
    return Item(name=f"rows!/{number}", data=data, kind=Kind.TEXT, stated=PageData(site=outlet))


def test_items_become_reports_with_their_originals(record: Record, worked: list[str]) -> None:
    """Each item is a report under its name, and the record keeps what it was read from."""
    summary = read_found([row(1), row(2)], record)
    assert (summary.reports, summary.new, summary.known, summary.skips) == (2, 2, 0, {})
    assert worked == ["rows!/1", "rows!/2"]
    reports = {report.path: report for report in record.reports()}
    assert record.original(reports["rows!/1"].id) == row(1).data.decode()
    assert record.has_path("rows!/2", PROGRAM)


def test_items_that_are_known_are_not_worked_on(record: Record, worked: list[str]) -> None:
    """The same row again is known by its hash, whatever its number; another outlet's copy is another report."""
    read_found([row(1, outlet="A")], record)
    again = Item(name="other!/9", data=row(1).data, stated=PageData(site="A"))
    summary = read_found([again, row(1, outlet="B"), row(1)], record)
    assert (summary.new, summary.known) == (2, 1)
    assert worked == ["rows!/1", "rows!/1", "rows!/1"]
    assert sorted(report.outlet or "" for report in record.reports()) == ["", "A", "B"]
    assert record.has_path("other!/9", PROGRAM)


def test_nothing_new_starts_no_worker(record: Record, worked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that finds nothing to do ends at once."""
    read_found([row(1)], record)
    monkeypatch.setattr(pipeline, "run_guarded", None)
    assert read_found([row(1), Skipped("a", "C011", "empty")], record).known == 1
    assert len(worked) == 1


def test_faults_cost_themselves_only(record: Record, worked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What has no report, what a reader refuses and what no record takes are lines; the rest is read."""
    pack = Original.pack

    def packed(text: str, *, encoding: str) -> Original:
        if "number 4" in text:
            raise InputError("C012", "rows!/4 holds characters that no text has.", "Read it again.")
        return pack(text, encoding=encoding)

    monkeypatch.setattr(Original, "pack", packed)
    found = [Skipped("rows!/1", "C067", "no text"), row(2), Item(name="rows!/3", data=b" ", kind=Kind.TEXT), row(4)]
    summary = read_found([*found, row(5)], record)
    assert (summary.new, summary.skips) == (2, {"C067": 1, "C011": 1, "C012": 1})
    assert [(skip.path, skip.code) for skip in summary.skipped] == [
        ("rows!/1", "C067"),
        ("rows!/3", "C011"),
        ("rows!/4", "C012"),
    ]
    assert record.skipped() == tuple(sorted(summary.skipped, key=lambda skip: skip.path))
    assert len(worked) == 4


def test_report_that_the_record_refuses_is_a_line(
    record: Record, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Characters that no text has cost their report; a record that cannot be written ends the run."""
    add = Record.add

    def refusing(self: Record, report: Report, *rest: Any) -> bool:  # noqa: ANN401 - as `Record.add`
        if "number 1" in report.text:
            raise InputError("C012", "report 1 holds characters that no text has.", "Read it again.")
        if "number 3" in report.text:
            raise RecordError("C022", "a.db cannot be written.", "Free the disk.")
        return add(self, report, *rest)

    monkeypatch.setattr(Record, "add", refusing)
    summary = read_found([row(1), row(2)], record)
    assert (summary.new, summary.skips) == (1, {"C012": 1})
    with pytest.raises(RecordError):
        read_found([row(3)], record)
    assert len(worked) == 3


def test_skipped_inputs_do_not_pile_up(record: Record, worked: list[str]) -> None:
    """Of many faults of one kind the first are named, and all are counted and noted."""
    total = NAMED_A_CODE + 500
    summary = read_found((Skipped(f"rows!/{n}", "C067", "no text") for n in range(total)), record)
    assert len(summary.skipped) == NAMED_A_CODE
    assert summary.skips == {"C067": total}
    assert len(record.skipped()) == total
    assert worked == []


def test_items_are_taken_as_fast_as_they_are_read(record: Record, worked: list[str]) -> None:
    """A container of any size needs the memory of a few items: none is taken long before it is worked on."""
    ahead: list[int] = []

    def large() -> Iterator[Item]:
        for number in range(40):
            ahead.append(number - len(worked))
            yield row(number)

    assert read_found(large(), record).new == 40
    assert len(worked) == 40
    assert max(ahead) <= worker_count(iter(()))


def test_progress_counts_files_and_then_items(record: Record, worked: list[str], tmp_path: Path) -> None:
    """While all inputs are files their number is known; a container's items nobody has counted."""
    shown: list[tuple[int, int | None, str]] = []
    (tmp_path / "a.txt").write_text(f"{LEAD}.")
    (tmp_path / "b.txt").write_text(f"{LEAD}, twice.")

    def show(done: int, total: int | None, name: str) -> None:
        shown.append((done, total, Path(name).name))

    read_found([tmp_path / "a.txt", tmp_path / "b.txt"], record, progress=show, total=2)
    assert shown == [(1, 2, "a.txt"), (2, 2, "b.txt"), (2, 2, "putting the record together")]
    del shown[:]
    read_found([tmp_path / "a.txt", row(1), row(2)], record, progress=show, total=2)
    assert shown == [(1, 2, "a.txt"), (2, None, "1"), (3, None, "2"), (3, 3, "putting the record together")]
    assert len(worked) == 4


def test_paths_of_all_kinds_are_read(record: Record, worked: list[str], tmp_path: Path) -> None:
    """Folders, files by their content, and what is missing, in one run; a second run knows it all."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{LEAD}.")
    (folder / "b.jsonl").write_text('{"text": "' + LEAD + ', as a row."}\n{"text": ""}\n')
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    summary = read_paths([folder, tmp_path / "none"], record)
    assert (summary.new, summary.skips) == (2, {"C010": 1, "C067": 1, "C019": 1})
    again = read_paths([str(folder)], record)
    assert (again.new, again.known, len(worked)) == (0, 2, 2)


def test_other_languages_are_kept_and_not_read_for_events() -> None:
    """A report in another language says nothing yet."""
    report = replace(parse_report(f"{LEAD}.".encode(), path="a.txt"), language="ky")
    assert code_report(report) == Observations(program=PROGRAM)
