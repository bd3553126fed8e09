"""Bad input: one clear line with a code and a remedy, the other files go on, the record stays whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from chancery import __version__
from chancery.cli.exits import Exit
from chancery.cli.main import INTERRUPTED
from chancery.errors import CODES
from e2e.bad_inputs import BAD, ENCODED, ODD_NAMES, make_bad_odd_names, make_folder, write_oddly
from e2e.conftest import Undisturbed
from e2e.program import (
    EXAMPLES,
    PATIENCE_S,
    PATIENT,
    SETS,
    Done,
    FolderRun,
    chancery,
    command,
    cramped,
    digest,
    exported,
    is_whole,
    started,
    unprivileged,
    wait_for_none,
)

UNSAFE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ONE: Final = EXAMPLES / "greece-turkey" / "g01-survey-dispute.txt"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pipes, links and signals")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> FolderRun:
    """Read the folder of everything, named twice."""
    place = tmp_path_factory.mktemp("mixed")
    folder, record = make_folder(place / "in"), place / "a.db"
    return FolderRun(folder, record, chancery("read", "in", folder, "--record", record, *PATIENT, cwd=place))


def skipped(run: Done) -> list[str]:
    """Return the lines of a summary that tell what was skipped."""
    return [line for line in run.lines if line.startswith("  [C")]


def by_name(mixed: FolderRun) -> dict[str, dict[str, Any]]:
    """Return the reports of the record by the names of their files."""
    return {Path(document["path"]).name: document for document in exported(mixed.record)["documents"]}


def assert_one_line(run: Done, code: str, exit_code: int) -> None:
    """Make sure that a run ended with one line that has a code, the problem and a remedy."""
    assert (run.code, run.out) == (exit_code, ""), run.err
    assert re.fullmatch(rf"chancery: \[{code}\] [^\n]+\. [^\n]+\.\n", run.err), run.err


# -- bad files among good ones --


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_one_line_with_a_code_and_a_remedy(mixed: FolderRun, name: str) -> None:
    """A file that cannot be read is named once, with why and what to do."""
    lines = [line for line in skipped(mixed.run) if f"in/{name}" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"  [{BAD[name][0]}] ")
    assert re.search(r"\. [A-Z].*\.$", lines[0]), lines[0]


def test_bad_files_say_their_code_and_reason_once(mixed: FolderRun) -> None:
    """No line says its own code twice."""
    assert [line for line in skipped(mixed.run) if len(re.findall(r"\[C\d{3}\]", line)) != 1] == []


def test_bad_files_end_with_3_and_nothing_on_stderr(mixed: FolderRun) -> None:
    """The exit code says that something was skipped; the rest of the run was quiet."""
    assert (mixed.run.code, mixed.run.err) == (Exit.SKIPPED, "")


def test_bad_files_are_all_that_is_skipped(mixed: FolderRun) -> None:
    """Every good file is read: odd names, odd encodings, a twin."""
    assert Counter(line[3:7] for line in skipped(mixed.run)) == Counter(code for code, _ in BAD.values())
    files = len(ENCODED) + len(ODD_NAMES) + 1
    new = len({data for _, data in ENCODED.values()}) + len(ODD_NAMES)
    assert mixed.run.lines[0] == f"Read {files} reports: {new} new, {files - new} known already."


def test_bad_files_leave_the_record_whole(mixed: FolderRun) -> None:
    """SQLite finds no fault, and no other file lies beside the record."""
    assert is_whole(mixed.record)
    assert sorted(entry.name for entry in mixed.record.parent.iterdir()) == ["a.db", "in"]


@pytest.mark.parametrize("name", ENCODED)
def test_encodings_are_told_apart(mixed: FolderRun, name: str) -> None:
    """The clean text is what its writer wrote, whatever the encoding."""
    text = by_name(mixed)[name]["text"]
    assert " ".join(ENCODED[name][0].split()) == " ".join(text.split())


def test_same_content_under_two_names_is_one_report(mixed: FolderRun) -> None:
    """A twin adds a path and nothing else."""
    texts = Counter(document["text"] for document in exported(mixed.record)["documents"])
    assert len(exported(mixed.record)["documents"]) == len({data for _, data in ENCODED.values()}) + len(ODD_NAMES)
    assert max(texts.values()) == len([name for name in ENCODED if name.startswith("utf-16")])


# -- names of files --


@pytest.mark.parametrize("args", [("sources",), ("sources", "--json"), ("timeline",), ("export",)], ids=" ".join)
def test_names_of_files_cannot_command_the_terminal(mixed: FolderRun, args: tuple[str, ...]) -> None:
    """No control character of a name comes out raw, and what is shown is UTF-8."""
    run = chancery(*args, "--record", mixed.record)
    assert (run.code, run.err) == (0, "")
    assert UNSAFE.findall(run.out) == []
    run.out.encode("utf-8")


def test_names_of_skipped_files_cannot_command_the_terminal(tmp_path: Path) -> None:
    """The summary names odd files on one line each, without raw control characters."""
    folder = make_bad_odd_names(tmp_path / "in")
    for args in ((), ("--quiet",)):
        run = chancery("read", folder, "--record", tmp_path / "a.db", *args)
        assert run.code == Exit.SKIPPED
        told = run.out + run.err
        assert UNSAFE.findall(told) == []
        told.encode("utf-8")
        lines = [line for line in told.split("\n") if line.startswith("  [C011] ")]
        assert len(lines) == 6  # five, and one that counts the rest
    assert not (tmp_path / "taken").exists()


def test_names_of_files_cannot_command_the_progress_bar(tmp_path: Path) -> None:
    """On a terminal the bar shows names without their escape sequences or markup."""
    import pty  # noqa: PLC0415 - not on every system

    folder = tmp_path / "in"
    folder.mkdir()
    for name in ODD_NAMES:
        write_oddly(folder, name, ONE.read_bytes())
    leader, follower = pty.openpty()
    line = command("read", folder, "--record", tmp_path / "a.db", *PATIENT)
    with started(line, output=follower) as process:
        os.close(follower)
        shown = drain(leader)
        process.wait(PATIENCE_S)
    os.close(leader)
    assert process.returncode == 0, shown
    assert b"Reading" in shown
    assert b"\x1b]0;owned" not in shown
    assert b"\xff\xfe" not in shown
    assert b"Traceback" not in shown


def drain(terminal: int) -> bytes:
    """Read what a terminal shows until nothing holds it open."""
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # what Linux says when the other end has closed
            return shown
        if not piece:
            return shown
        shown += piece


# -- paths --


def test_missing_path_is_one_line_and_the_rest_is_read(tmp_path: Path) -> None:
    """A path that does not exist costs itself only."""
    run = chancery("read", tmp_path / "none", ONE, "--record", tmp_path / "a.db", *PATIENT)
    assert (run.code, run.err) == (Exit.SKIPPED, "")
    assert run.lines[0] == "Read 1 report: 1 new, 0 known already."
    assert len(skipped(run)) == 1
    assert skipped(run)[0].startswith("  [C010] ")


def test_empty_folder_is_no_failure(tmp_path: Path) -> None:
    """A folder without reports makes an empty record that every command can open."""
    (tmp_path / "in").mkdir()
    record = tmp_path / "a.db"
    run = chancery("read", tmp_path / "in", "--record", record)
    assert (run.code, run.lines[0], run.err) == (0, "Read 0 reports: 0 new, 0 known already.", "")
    for args in (["timeline"], ["sources"], ["export"], ["page", "--output", str(tmp_path / "site")]):
        assert chancery(*args, "--record", record).code == 0


def test_pipe_named_by_itself_does_not_hang(tmp_path: Path) -> None:
    """Nothing is opened that may block for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    run = chancery("read", tmp_path / "pipe.txt", "--record", tmp_path / "a.db")
    assert [line[:8] for line in skipped(run)] == ["  [C019]"]


def test_unreadable_file_and_folder_cost_themselves_only(tmp_path: Path) -> None:
    """What permissions keep closed is named; its neighbours are read."""
    folder = tmp_path / "in"
    (folder / "locked").mkdir(parents=True)
    shutil.copy(ONE, folder / "good.txt")
    shutil.copy(ONE, folder / "locked" / "inner.txt")
    shutil.copy(EXAMPLES / "greece-turkey" / "g05-analysis.txt", folder / "locked.txt")
    for path in (folder / "locked", folder / "locked.txt"):
        path.chmod(0)
    try:
        run = unprivileged("read", folder, "--record", tmp_path / "a.db", *PATIENT)
    finally:
        (folder / "locked").chmod(0o700)
    if run is None:
        pytest.skip("no way to give up root's rights")
    assert (run.code, run.err) == (Exit.SKIPPED, "")
    assert run.lines[0] == "Read 1 report: 1 new, 0 known already."
    assert [line[:8] for line in skipped(run)] == ["  [C013]"] * 2


# -- the record --


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"my notes\n", "C020"), (b"", "C020"), (b"SQLite format 3\0" + bytes(1008), "C020")],
    ids=["text", "empty", "another database"],
)
def test_record_that_is_none_is_left_as_it_is(tmp_path: Path, content: bytes, code: str) -> None:
    """Neither reading into it nor asking it changes a byte of somebody's file."""
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    assert_one_line(chancery("read", ONE, "--record", path), code, Exit.RECORD)
    assert_one_line(chancery("timeline", "--record", path), code, Exit.RECORD)
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.db"]


def test_record_of_a_newer_version_is_left_as_it_is(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """An older program does not touch what it cannot understand."""
    path = tmp_path / "newer.db"
    shutil.copy(undisturbed.record, path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    for args in (["read", str(ONE)], ["timeline"], ["export"]):
        assert_one_line(chancery(*args, "--record", path), "C021", Exit.RECORD)
    assert path.read_bytes() == before


def test_record_that_is_damaged_is_told(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """A record that was cut short is no reason for a traceback."""
    path = tmp_path / "cut.db"
    path.write_bytes(undisturbed.record.read_bytes()[: 3 * 4096])
    for args in (["read", str(ONE)], ["timeline"], ["export"]):
        assert_one_line(chancery(*args, "--record", path), "C025", Exit.RECORD)


def test_record_in_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    """Folders are not made up."""
    assert_one_line(chancery("read", ONE, "--record", tmp_path / "none" / "a.db"), "C022", Exit.RECORD)


def test_record_that_is_a_folder_is_one_line(tmp_path: Path) -> None:
    """A folder is no record."""
    assert_one_line(chancery("read", ONE, "--record", tmp_path), "C020", Exit.RECORD)
    assert_one_line(chancery("timeline", "--record", tmp_path), "C020", Exit.RECORD)


def test_record_in_a_read_only_folder(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """Reading into a folder that is closed fails with one line; asking a record there works."""
    closed = tmp_path / "closed"
    closed.mkdir()
    shutil.copy(undisturbed.record, closed / "a.db")
    closed.chmod(0o555)
    (closed / "a.db").chmod(0o444)
    try:
        runs = [
            unprivileged("read", ONE, "--record", closed / "new.db"),
            unprivileged("read", ONE, "--record", closed / "a.db"),
            unprivileged("timeline", "--record", closed / "a.db"),
        ]
        left = sorted(entry.name for entry in closed.iterdir())
    finally:
        closed.chmod(0o755)
    new, old, timeline = runs
    if new is None or old is None or timeline is None:
        pytest.skip("no way to give up root's rights")
    assert_one_line(new, "C022", Exit.RECORD)
    assert_one_line(old, "C022", Exit.RECORD)
    assert (timeline.code, timeline.err) == (0, "")
    assert left == ["a.db"]


def test_record_on_a_full_disk_stays_whole(tmp_path: Path) -> None:
    """When the record can grow no further, one line says so, and a later run finishes it."""
    record = tmp_path / "a.db"
    assert chancery("read", ONE, "--record", record, *PATIENT).code == 0
    run = cramped(
        record.stat().st_size + 16_384, "read", *(EXAMPLES / name for name in SETS), "--record", record, *PATIENT
    )
    assert_one_line(run, "C022", Exit.RECORD)
    assert is_whole(record)
    again = chancery("read", *(EXAMPLES / name for name in SETS), "--record", record, *PATIENT)
    assert (again.code, again.err) == (0, "")


def test_record_in_use_is_one_line(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """While another program writes for long, reading gives up with one line."""
    path = tmp_path / "a.db"
    shutil.copy(undisturbed.record, path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert_one_line(chancery("read", EXAMPLES, "--record", path), "C023", Exit.RECORD)
        assert chancery("timeline", "--record", path).code == 0
    finally:
        other.close()
    assert digest(path) == digest(undisturbed.record)


# -- outputs --


@pytest.mark.parametrize("args", [("export", "--output"), ("page", "--output")], ids=" ".join)
def test_output_that_cannot_be_written_is_one_line(
    undisturbed: Undisturbed, tmp_path: Path, args: tuple[str, ...]
) -> None:
    """An output below a file gets its code and a remedy."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = chancery(*args, tmp_path / "file" / "inner", "--record", undisturbed.record)
    assert_one_line(run, "C051", Exit.FAILED)


def test_output_to_a_pipe_goes_through_it(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """A pipe or device named as output is written to, not replaced by a file: /dev/null must survive."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with started([sys.executable, "-c", "import sys; print(open(sys.argv[1]).read())", str(pipe)]) as reader:
        run = chancery("export", "--output", pipe, "--record", undisturbed.record)
        assert pipe.is_fifo()
        out, _ = reader.communicate(timeout=PATIENCE_S)
    assert run.code == 0
    assert json.loads(out)["chancery"] == __version__


# -- interruption --


@pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans in /proc")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "signal_number"),
    [("made", signal.SIGINT), ("loading", signal.SIGINT), ("written", signal.SIGINT), ("written", signal.SIGTERM)],
    ids=str,
)
def test_interrupt_is_one_line_and_leaves_the_record_whole(
    undisturbed: Undisturbed, tmp_path: Path, moment: str, signal_number: signal.Signals
) -> None:
    """Ctrl-C reaches every process of the run: one line, 130, no orphan; the next run goes on."""
    record = tmp_path / "a.db"
    args = ["read", *(f"examples/{name}" for name in SETS), "--record", str(record), *PATIENT]
    with started(command(*args)) as process:
        wait_for(record, moment)
        os.killpg(process.pid, signal_number)
        out, err = process.communicate(timeout=PATIENCE_S)
        assert wait_for_none(process.pid) == []
    if signal_number == signal.SIGINT:
        assert (process.returncode, out, err.decode()) == (Exit.INTERRUPTED, b"", f"\nchancery: {INTERRUPTED}\n")
    else:
        assert (process.returncode, out) == (-signal_number, b"")
    assert is_whole(record)
    again = chancery(*args)
    assert (again.code, again.err) == (0, "")
    assert digest(record) == digest(undisturbed.record)


def wait_for(record: Path, moment: str) -> None:
    """Wait until the record is made, until workers are loading, or until the first report is in it."""
    log = Path(f"{record}-wal")
    end = time.monotonic() + PATIENCE_S
    while not (log.exists() and log.stat().st_size if moment == "written" else record.exists()):
        assert time.monotonic() < end
        time.sleep(0.002)
    if moment == "loading":
        time.sleep(0.7)


def test_codes_of_bad_files_are_documented() -> None:
    """The codes that these tests expect exist."""
    assert {code for code, _ in BAD.values()} <= CODES.keys()
