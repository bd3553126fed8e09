"""Inputs of all kinds in one folder: what is in them is read, bad parts cost themselves, a second run knows it all."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from chancery.cli.exits import Exit
from e2e.program import PATIENT, Done, FolderRun, chancery, digest, exported

LEAD = (
    "KATHMANDU, 15 January 2021 - Nepal's foreign minister, Pradeep Gyawali, met his Indian counterpart, "
    'S. Jaishankar, in New Delhi on {day}. "We opened every file," Gyawali said.'
)
RUSSIAN = (
    "Министр иностранных дел Руритании прибыл в пятницу в Москву и встретился с российским коллегой. Стороны обсудили "
    "подготовку совместной комиссии, поставки топлива и открытие двух новых переходов на границе.\n"
)


def page(day: str) -> str:
    """Write a page."""
    return f"<!DOCTYPE html><html><body><article><h1>Talks</h1>\n<p>{LEAD.format(day=day)}</p></article></body></html>"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> FolderRun:
    """Read a table, an archive, a packed page, a report in another language, and things that are none."""
    place = tmp_path_factory.mktemp("inputs")
    folder = place / "in"
    folder.mkdir()
    rows = [{"body": LEAD.format(day=day), "source": "The Valley Paper"} for day in ("Monday", "Tuesday")]
    table = "".join(json.dumps(row) + "\n" for row in rows) + "{cut\n"
    (folder / "rows.data").write_text(table, encoding="utf-8")
    with zipfile.ZipFile(folder / "pages.zip", "w") as archive:
        archive.writestr("2021/a.html", page("Wednesday"))
        archive.writestr("rows.jsonl", table)  # the same rows, under other names
        archive.writestr("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "packed").write_bytes(gzip.compress(page("Thursday").encode()))
    (folder / "cut.gz").write_bytes(gzip.compress(page("Friday").encode())[:-20])
    (folder / "other.txt").write_text(RUSSIAN, encoding="utf-8")
    (folder / "notes.md").write_text("To do: nothing.", encoding="utf-8")
    record = place / "a.db"
    return FolderRun(folder, record, read(folder, record))


def read(folder: Path, record: Path) -> Done:
    """Read a folder, whose tables have names of their own for their columns."""
    mapped = ("--map", "text=body", "--map", "outlet=source")
    return chancery("read", folder.name, *mapped, "--record", record, *PATIENT, cwd=folder.parent)


def test_inputs_of_all_kinds_are_read(inputs: FolderRun) -> None:
    """Rows, members and packed pages are reports; the same row in two tables is one."""
    assert (inputs.run.code, inputs.run.err) == (Exit.SKIPPED, "")
    assert inputs.run.lines[0] == "Read 7 reports: 5 new, 2 known already."
    documents = exported(inputs.record)["documents"]
    assert sorted(document["path"] for document in documents) == [
        "in/other.txt",
        "in/packed",
        "in/pages.zip!/2021/a.html",
        "in/pages.zip!/rows.jsonl!/1",
        "in/pages.zip!/rows.jsonl!/2",
    ]
    assert [document["outlet"] for document in documents].count("The Valley Paper") == 2


def test_inputs_that_give_no_report_are_lines(inputs: FolderRun) -> None:
    """Each bad row, member and file is one line; nothing else is lost for it."""
    assert sorted(line[2:8] for line in inputs.run.lines if line.startswith("  [C")) == [
        "[C019]",
        "[C019]",
        "[C060]",
        "[C067]",
        "[C067]",
    ]


def test_inputs_in_other_languages_are_told(inputs: FolderRun) -> None:
    """They are kept, and say no event."""
    [line] = [line for line in inputs.run.lines if "language" in line]
    assert line == "1 report is in another language (ru 1): kept, not yet read for events."


def test_inputs_read_again_are_known(inputs: FolderRun) -> None:
    """A second run changes nothing."""
    before = digest(inputs.record)
    again = read(inputs.folder, inputs.record)
    assert again.lines[0] == "Read 7 reports: 0 new, 7 known already."
    assert digest(inputs.record) == before


def test_inputs_show_evidence_in_the_original(inputs: FolderRun) -> None:
    """The page's own source is shown around the words that an event rests on."""
    page_id = next(d["id"] for d in exported(inputs.record)["documents"] if d["path"].endswith("a.html"))
    event = next(e["id"] for e in exported(inputs.record)["events"] if page_id in json.dumps(e))
    shown = chancery("show", event, "--original", "--record", inputs.record)
    assert (shown.code, shown.err) == (0, "")
    assert "<h1>Talks</h1>" in shown.out
    assert "\u27e6" in shown.out


def test_inputs_on_standard_input_may_be_nothing(tmp_path: Path) -> None:
    """An empty pipe is one line."""
    run = chancery("read", "-", "--record", tmp_path / "a.db")
    assert run.code == Exit.SKIPPED
    assert "  [C011] <stdin> " in run.out
