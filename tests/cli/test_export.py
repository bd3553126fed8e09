"""`chancery export`, `diff` and `merge`."""

from __future__ import annotations

import csv
import errno
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from chancery.cli.export import FORMATS as SHOWN
from chancery.model.evidence import Evidence
from chancery.record.store import Record
from chancery.views import differences
from chancery.views.exports.formats import FORMATS
from chancery.views.json_export import export_json, render_json, validate
from views.samples import TEXTS, make_conclusions, make_record, make_report

Run = Callable[..., Result]


def test_help_names_every_format(run: Run) -> None:
    """The list that help has without importing anything is that of the formats."""
    assert tuple(FORMATS) == SHOWN
    text = run("export", "--help").stdout
    assert all(f"  {name} " in text for name in FORMATS)


def test_export_is_the_json_of_the_record(run: Run, sample_path: Path) -> None:
    """Without a format it is the published JSON, streamed but the same."""
    with Record.open(sample_path, readonly=True) as record:
        whole = "".join(render_json(export_json(record)))
    assert run("export", "--record", sample_path).stdout == whole


def test_export_of_a_part_follows_the_schema_too(run: Run, sample_path: Path) -> None:
    """A part holds what its entries cite and name, no more, and no less."""
    result = run("export", "KAZ", "TJK", "--since", "2024", "--record", sample_path)
    part = json.loads(result.stdout)
    validate(part)
    assert 0 < len(part["events"]) < 38
    cited = {pin["document"] for event in part["events"] for pin in event["evidence"]}
    assert cited <= {document["id"] for document in part["documents"]} != set()


def test_unknown_format_and_folder_without_a_place_are_usage_errors(run: Run, sample_path: Path) -> None:
    """One line says which formats there are, or what is missing."""
    unknown = run("export", "--format", "xlsx", "--record", sample_path)
    assert (unknown.exit_code, "parquet" in unknown.stderr) == (2, True)
    nowhere = run("export", "--format", "csv", "--record", sample_path)
    assert (nowhere.exit_code, "name it with --output" in nowhere.stderr) == (2, True)


@pytest.mark.parametrize("name", ["csv", "parquet", "gdelt"])
def test_folders_appear_whole_and_are_never_overwritten(run: Run, sample_path: Path, tmp_path: Path, name: str) -> None:
    """A folder that holds something is left alone; an empty one is filled."""
    target = tmp_path / "out"
    target.mkdir()
    assert run("export", "--format", name, "--output", target, "--record", sample_path).exit_code == 0
    first = sorted(path.name for path in target.iterdir())
    assert first
    again = run("export", "--format", name, "--output", target, "--record", sample_path)
    assert (again.exit_code, "C051" in again.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["plover", "csv"])
def test_full_disk_leaves_nothing_under_the_name(
    run: Run, sample_path: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a file or folder would be taken for a whole one."""
    from chancery.views.exports import plover, tables  # noqa: PLC0415 - patched here

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(plover, "_row", full)
    monkeypatch.setattr(tables.CsvSink, "take", full)
    result = run("export", "--format", name, "--output", tmp_path / "out", "--record", sample_path)
    assert (result.exit_code, "C051" in result.stderr, "no space left" in result.stderr) == (1, True, True)
    assert list(tmp_path.iterdir()) == []


def test_losses_are_told_and_listed(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """Stderr sums up what a format cannot hold; the file names each entry."""
    result = run(
        "export",
        "--format",
        "ftm",
        "--losses",
        tmp_path / "lost.tsv",
        "--output",
        tmp_path / "x",
        "--record",
        sample_path,
    )
    assert "Not in this format: " in result.stderr
    with (tmp_path / "lost.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert rows
    assert all(row["entry"] and row["lost"] for row in rows)


def test_record_of_a_newer_version_is_refused(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """What a later program wrote is not guessed at."""
    newer = tmp_path / "newer.db"
    newer.write_bytes(sample_path.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    result = run("export", "--format", "plover", "--record", newer)
    assert (result.exit_code, "C021" in result.stderr) == (4, True)


def test_a_reader_that_goes_away_ends_the_export_in_peace(sample_path: Path) -> None:
    """`| head -1` is no error."""
    command = [sys.executable, "-m", "chancery.cli", "export", "--record", str(sample_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_conllu_holds_every_english_report(run: Run, sample_path: Path) -> None:
    """Each sentence says where it stands; what it says there is what the report says."""
    text = run("export", "--format", "conllu", "KAZ", "TJK", "--record", sample_path).stdout
    with Record.open(sample_path, readonly=True) as record:
        texts = {report.id: report.text for report in record.reports()}
    document = start = end = None
    sentences = 0
    for line in text.splitlines():
        name, _, value = line.removeprefix("# ").partition(" = ")
        document = value if name == "newdoc id" else document
        start = int(value) if name == "start_char" else start
        end = int(value) if name == "end_char" else end
        if name == "text":
            assert " ".join(texts[str(document)][start:end].split()) == value
            sentences += 1
    assert sentences > 5


# ---- diff and merge ----


def make_part(path: Path, keys: tuple[str, ...]) -> Path:
    """Make a record of some of the sample's reports, without conclusions."""
    from chancery.model.mentions import Observations  # noqa: PLC0415 - used here only

    with Record.open(path, create=True) as record:
        for key in keys:
            record.add(make_report(key), Observations(program="0.1.0/1"))
    return path


def test_diff_of_a_record_and_its_export_is_nothing(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """The two forms of a record are one thing."""
    run("export", "--output", tmp_path / "a.json", "--record", sample_path)
    told = json.loads(run("diff", tmp_path / "a.json", sample_path, "--json").stdout)
    assert all(not one["gained"] and not one["lost"] and not one["altered"] for one in told.values())
    assert told["events"]["same"] == 38


def test_diff_tells_gained_lost_and_altered(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """An event with another id but the same words is altered, not lost and gained."""
    with Record.open(sample_path, readonly=True) as record:
        export = export_json(record)
    (tmp_path / "a.json").write_text("".join(render_json(export)), encoding="utf-8")
    gone = export["events"].pop(0)
    export["events"][0]["id"] = "ffffffffffffffff"
    export["events"][1]["when"] = "1999"
    (tmp_path / "b.json").write_text("".join(render_json(export)), encoding="utf-8")
    told = json.loads(run("diff", tmp_path / "a.json", tmp_path / "b.json", "--json").stdout)["events"]
    assert [one["id"] for one in told["lost"]] == [gone["id"]]
    assert told["gained"] == []
    assert {"facet": "when", "was": told["altered"][0]["changes"][0]["was"], "is": "1999"} in told["altered"][0][
        "changes"
    ]
    text = run("diff", tmp_path / "b.json", tmp_path / "a.json").stdout
    assert "events: 1 gained, 0 lost, 1 altered" in text
    assert f"  + {gone['when'] or ''}".rstrip() in text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "C043"),
        ("{}", "C043"),
        ('{"schema": "1.0", "documents": [1]}', "C043"),
        ("words", "C020"),
        ("[" * 9**5, "C020"),
    ],
)
def test_diff_of_something_else_is_one_clear_error(
    run: Run, sample_path: Path, tmp_path: Path, content: str, code: str
) -> None:
    """What is neither a record nor an export is named."""
    (tmp_path / "x").write_text(content, encoding="utf-8")
    result = run("diff", sample_path, tmp_path / "x")
    assert (result.exit_code in {1, 4}, code in result.stderr) == (True, True)
    assert len(result.stderr.strip().splitlines()) == 1


def test_items_of_a_hostile_record_do_not_reach_the_terminal(run: Run, hostile_path: Path, tmp_path: Path) -> None:
    """Escapes of a report do nothing in a list of differences."""
    text = run("diff", make_part(tmp_path / "empty.db", ()), hostile_path).stdout
    assert "\x1b" not in text
    assert "events: 1 gained" in text


def test_merge_unites_reports(run: Run, tmp_path: Path) -> None:
    """Shared reports are one; paths and originals of both are kept; the sources stay as they are."""
    one, other = (
        make_part(tmp_path / "a.db", ("agency", "ministry")),
        make_part(tmp_path / "b.db", ("ministry", "site")),
    )
    before = one.read_bytes(), other.read_bytes()
    result = run("merge", one, other, "--output", tmp_path / "c.db")
    assert (result.exit_code, "3 reports, from 2 and 2; 1 in both" in result.stdout) == (0, True)
    with Record.open(tmp_path / "c.db", readonly=True) as record:
        assert {report.id for report in record.reports()} == {
            make_report(key).id for key in ("agency", "ministry", "site")
        }
    assert (one.read_bytes(), other.read_bytes()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "b.db", "c.db"]


def test_merge_gives_one_record_in_either_order(run: Run, tmp_path: Path) -> None:
    """Who was first does not matter."""
    keys = tuple(TEXTS)
    one, other = make_part(tmp_path / "a.db", keys[:4]), make_part(tmp_path / "b.db", keys[2:])
    run("merge", one, other, "--output", tmp_path / "c.db")
    run("merge", other, one, "--output", tmp_path / "d.db")
    exports = [run("export", "--record", tmp_path / name).stdout for name in ("c.db", "d.db")]
    assert exports[0] == exports[1]


def test_merge_keeps_decisions_and_tells_contradictions(run: Run, tmp_path: Path) -> None:
    """Both logs become one, what both hold once; two people who disagree are named."""
    from chancery.model.decisions import Anchor, DecisionKind, EntryKind  # noqa: PLC0415 - used here only

    pin = Evidence.of(make_report("ministry"), make_report("ministry").blocks[1].span)
    anchor = Anchor(kind=EntryKind.EVENT, entry="e-1", sort="CONSULT", label="a talk", pins=(pin,))
    paths = [make_part(tmp_path / name, ("agency", "ministry")) for name in ("a.db", "b.db")]
    for path, by, kind in ((paths[0], "Anna", DecisionKind.RIGHT), (paths[1], "Boris", DecisionKind.WRONG)):
        with Record.open(path) as record:
            record.decide(kind, by=by, because="so it is", targets=(anchor,))
    result = run("merge", *paths, "--output", tmp_path / "c.db")
    assert (result.exit_code, "a talk: Anna: right; Boris: wrong" in result.stdout) == (0, True)
    kept = ["Anna", "Boris", "chancery merge", "chancery merge"]
    with Record.open(tmp_path / "c.db", readonly=True) as record:
        assert [one.by for one in record.decisions()] == kept
    run("merge", tmp_path / "c.db", paths[0], "--output", tmp_path / "d.db")
    with Record.open(tmp_path / "d.db", readonly=True) as record:
        assert [one.by for one in record.decisions()] == kept


def test_merge_overwrites_nothing_and_leaves_nothing_half(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """A name that is taken, or a record that is none, is refused."""
    taken = make_record(tmp_path / "taken.db")
    result = run("merge", sample_path, sample_path, "--output", taken)
    assert (result.exit_code, "C051" in result.stderr) == (1, True)
    (tmp_path / "words").write_text("no record", encoding="utf-8")
    result = run("merge", sample_path, tmp_path / "words", "--output", tmp_path / "new.db")
    assert (result.exit_code, "C020" in result.stderr) == (4, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken.db", "words"]


def test_every_facet_is_a_field_of_the_schema() -> None:
    """What is compared is what an export has."""
    export = json.loads(json.dumps({"events": len(make_conclusions().events)}))
    assert export["events"] == 38
    from chancery.views.published import schema  # noqa: PLC0415 - used here only

    for kind, facets in differences.FACETS.items():
        name = schema()["properties"][kind]["items"]["$ref"].rpartition("/")[2]
        assert set(facets) <= schema()["$defs"][name]["properties"].keys()
