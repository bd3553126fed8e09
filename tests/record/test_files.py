"""Files that are no records, cannot be used or are not there: nothing is made or changed by asking."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import chancery
from chancery.errors import RecordError
from chancery.record.store import Record
from record.made import fill, make_observations, make_report


@pytest.fixture(scope="session")
def store() -> str:
    """Return the kind of store that these tests are about."""
    return "sqlite"


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(4096))


def _nothing(path: Path) -> None:
    path.touch()


def _words(path: Path) -> None:
    path.write_text("Minister meets minister.\n" * 100, encoding="utf-8")


def _other_database(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.executescript("CREATE TABLE report (id); INSERT INTO report VALUES (1);")


def _folder(path: Path) -> None:
    path.mkdir()


def _link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def _newer(path: Path) -> None:
    _record(path)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 99")


def _cut(path: Path) -> None:
    _record(path)
    os.truncate(path, 5000)


def _scribbled(path: Path) -> None:
    _record(path)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"scribble" * 500)


def _without_table(path: Path) -> None:
    _record(path)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TABLE derivation")


def _record(path: Path) -> None:
    with Record.open(path, create=True) as record:
        fill(record, range(2))


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(_zeros, "C020", id="zeros"),
        pytest.param(_nothing, "C020", id="empty file"),
        pytest.param(_words, "C020", id="text"),
        pytest.param(_other_database, "C020", id="another program's database"),
        pytest.param(_folder, "C020", id="folder"),
        pytest.param(_newer, "C021", id="newer version"),
        pytest.param(_cut, "C025", id="cut off"),
        pytest.param(_scribbled, "C025", id="scribbled over"),
        pytest.param(_without_table, "C025", id="without a table"),
    ],
)
def test_files_that_are_no_records_are_refused_and_left_alone(
    path: Path, make: Callable[[Path], None], code: str, *, readonly: bool
) -> None:
    """Opening tells the fault with its code; the file's bytes stay as they are, and none comes beside it."""
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with (
        pytest.raises(RecordError, match=rf"\[{code}\] .*chancery.db"),
        Record.open(path, create=True, readonly=readonly),
    ):
        pass
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_files_missing_are_not_made_by_asking(path: Path) -> None:
    """Without leave to create, a missing record is an error."""
    with pytest.raises(RecordError, match=r"\[C024\]"):
        Record.open(path)
    with pytest.raises(RecordError, match=r"\[C024\]"):
        Record.open(path, readonly=True, create=True)
    assert not list(path.parent.iterdir())


def test_files_in_no_folder_cannot_be_made(tmp_path: Path) -> None:
    """A record needs a folder that exists."""
    with pytest.raises(RecordError, match=r"\[C022\] .*No such file"):
        Record.open(tmp_path / "none" / "chancery.db", create=True)


def test_files_behind_a_broken_link_are_not_made(path: Path) -> None:
    """A link to nowhere stays one."""
    _link_to_nowhere(path)
    with pytest.raises(RecordError, match=r"\[C02[24]\]"):
        Record.open(path, create=True)
    assert path.is_symlink()
    assert not path.exists()


def test_files_made_on_a_full_disk_leave_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while the record is made leaves no half of one."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordError, match=r"\[C022\] .*No space left"):
        Record.open(path, create=True)
    assert not list(path.parent.iterdir())


def test_files_left_by_a_kill_are_cleared(path: Path) -> None:
    """What a program that was killed while making the record left is removed by the next."""
    left = path.with_name(f".{path.name}.0123456789abcdef.new")
    other = path.with_name(f".{path.name}.notes.new")
    for file in (left, other):
        file.write_bytes(b"half")
    Record.open(path, create=True).close()
    assert sorted(file.name for file in path.parent.iterdir()) == [other.name, path.name]


def test_files_made_on_file_systems_without_hard_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no link can be made, the new record is moved to its place."""

    def unable(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", unable)
    with Record.open(path, create=True) as record:
        assert record.counts()["reports"] == 0


def test_files_full_disk_keeps_the_record_whole(filled: Record) -> None:
    """When no page can be added, the report is refused whole; later it goes in."""
    before = filled.conclusions()
    pages = filled._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    filled._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}").close()
    filled._connection.rollback()
    with pytest.raises(RecordError, match=r"\[C022\] .*full"):
        fill(filled, range(100, 200))
    filled._connection.exec_driver_sql("PRAGMA max_page_count = 1000000").close()
    filled._connection.rollback()
    assert filled.conclusions() == before
    fill(filled, range(200))
    assert filled.counts()["events"] >= 200


def test_files_in_use_are_told(filled: Record, path: Path) -> None:
    """Another program's write is waited for, then told; reading goes on meanwhile."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Record.open(path, busy_s=0.05) as waiting, pytest.raises(RecordError, match=r"\[C023\]"):
            waiting.add(make_report(50), make_observations(make_report(50)))
        assert len(filled.events()) == 6


def test_files_opened_for_reading_refuse_every_write(filled: Record, path: Path) -> None:
    """A record opened for questions takes nothing in."""
    filled.close()
    with Record.open(path, readonly=True) as record:
        assert len(record.events()) == 6
        with pytest.raises(RecordError, match=r"\[C022\]"):
            record.add(make_report(50), make_observations(make_report(50)))
        with pytest.raises(RecordError, match=r"\[C022\]"):
            record.conclude(record.conclusions())


def test_files_are_one_file_once_closed(filled: Record, path: Path) -> None:
    """A closed record has no second file beside it, neither after writing nor after reading."""
    filled.close()
    Record.open(path, readonly=True).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.fixture
def public(empty: Record, path: Path) -> Iterator[Path]:
    """Return a read-only folder, which everyone may enter, with a record that was not closed in it."""
    fill(empty, range(6))
    folder = Path(tempfile.mkdtemp())
    for file in path.parent.iterdir():
        if not file.name.endswith("-shm"):
            shutil.copy(file, folder)
            (folder / file.name).chmod(0o444)
    empty.close()
    folder.chmod(0o555)
    yield folder / path.name
    folder.chmod(0o755)
    shutil.rmtree(folder)


ASK = """
import os, sys
from chancery.errors import RecordError
from chancery.record.store import Record
if os.geteuid() == 0:  # whom no permission binds
    os.setuid(65534)
with Record.open(sys.argv[1], readonly=True) as record:
    print(len(record.reports()), len(record.events()), record.digest())
try:
    Record.open(sys.argv[1])
except RecordError as error:
    print(error.code)
"""


@pytest.mark.parametrize("closed", [True, False])
def test_files_in_a_read_only_folder_answer_questions(public: Path, path: Path, *, closed: bool) -> None:
    """Nothing but reading is needed, even if part of the content is still in the second file."""
    log = public.with_name(public.name + "-wal")
    if closed:
        public.parent.chmod(0o755)
        log.unlink()
        shutil.copyfile(path, public.parent / "closed.db")
        public.parent.chmod(0o555)
        public = public.parent / "closed.db"
    else:
        assert log.stat().st_size
    source = Path(chancery.__file__).parents[1]
    ask = subprocess.run(
        [sys.executable, "-c", ASK, str(public)],
        env={"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    with Record.open(path) as record:
        expected = record.digest()
    assert ask.stdout.split() == ["6", "6", expected, "C022"], ask.stderr


def test_files_nul_is_refused_by_the_file(filled: Record, path: Path) -> None:
    """No program can store a text that SQLite and Python would cut differently."""
    filled.close()
    with contextlib.closing(sqlite3.connect(path)) as raw:
        columns = ", ".join(row[1] for row in raw.execute("PRAGMA table_info(report)") if row[1] != "reading")
        copied = columns.replace("program", "'9'").replace("shown", "0").replace("text", "text || char(0)", 1)
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            raw.execute(f"INSERT INTO report ({columns}) SELECT {copied} FROM report LIMIT 1")  # noqa: S608
