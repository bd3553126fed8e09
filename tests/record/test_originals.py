"""Originals: kept with the reading that they belong to, never overwritten, whole or said to be damaged."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from chancery.errors import RecordError
from chancery.model.text import Skipped
from chancery.record import files, migrations
from chancery.record.originals import Original
from chancery.record.store import Record
from record.made import PROGRAM, derive, fill, make_observations, make_report

PAGE = "<html>\r\n<p>Peru &amp; Russia</p>\x00 \ud800 🤝</html>"


@given(text=st.text(st.characters(exclude_categories=())))
def test_original_comes_back_as_it_was(text: str) -> None:
    """Every character is kept, also those that no text has."""
    assert Original.pack(text, encoding="utf-8").text(Path("a.db")) == text


def test_original_is_kept_with_its_report(empty: Record) -> None:
    """What a report was read from can be asked for; another report has none."""
    report, bare = make_report(1), make_report(2)
    assert empty.add(report, make_observations(report), Original.pack(PAGE, encoding="cp1251"))
    assert empty.add(bare, make_observations(bare))
    assert empty.original(report.id) == PAGE
    assert empty.original(bare.id) is None
    assert empty.original("none") is None


def test_original_belongs_to_the_reading_that_is_shown(empty: Record) -> None:
    """A newer program's reading has its own original, which is asked for once conclusions rest on it."""
    report = make_report(1)
    empty.add(report, make_observations(report), Original.pack("old", encoding="utf-8"))
    empty.add(report, make_observations(report, program="9"), Original.pack("new", encoding="utf-8"))
    assert empty.original(report.id) == "old"
    empty.conclude(derive(empty.inputs()))
    assert empty.original(report.id) == "new"


def test_original_is_stored_with_its_report_or_not_at_all(empty: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in between leaves neither."""

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chancery.record.originals.add", fail)
    report = make_report(1)
    with pytest.raises(KeyboardInterrupt):
        empty.add(report, make_observations(report), Original.pack(PAGE, encoding="utf-8"))
    assert not empty.holds(report.id, PROGRAM)
    assert not empty.has_path(report.path, PROGRAM)


@pytest.mark.parametrize(
    "statement", ["UPDATE original SET packed = x'00'", "UPDATE report SET doubts = '[\"no\"]'"], ids=["text", "doubts"]
)
def test_original_and_doubts_are_never_overwritten(empty: Record, path: Path, statement: str) -> None:
    """The file itself refuses it, whichever program writes."""
    report = make_report(1)
    empty.add(report, make_observations(report), Original.pack(PAGE, encoding="utf-8"))
    empty.close()
    with contextlib.closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError, match="never"):
        raw.execute(statement)


@pytest.mark.parametrize("packed", [b"", b"no", Original.pack("a" * 900, encoding="").packed[:-3]])
def test_original_that_is_damaged_is_told(empty: Record, packed: bytes) -> None:
    """Bytes that cannot be unpacked are damage, with a remedy."""
    report = make_report(1)
    empty.add(report, make_observations(report), Original("utf-8", packed))
    with pytest.raises(RecordError, match=r"\[C025\] .*Restore"):
        empty.original(report.id)


def test_original_is_missing_in_a_record_of_the_first_version(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record made before originals were kept is brought up to date: its reports stay, without original or doubts."""
    first = migrations.MIGRATIONS[:1]
    report = make_report(1)

    def migrate_first(connection: Connection) -> int:
        return migrations.migrate(connection, first)

    with monkeypatch.context() as old:
        old.setattr(files, "migrate", migrate_first)
        old.setattr(files, "MIGRATIONS", first)
        old.setattr(files, "_check_tables", lambda *_: None)
        files.make(path)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        columns = "id, program, shown, digest, text, authors, encoding, published_basis, published_because, alignment"
        row = (report.id, PROGRAM, 1, "0", report.text, "[]", "utf-8", "unknown", "[]", "[]", "[]", "[]")
        raw.execute(f"INSERT INTO report ({columns}, furniture, sentences) VALUES ({', '.join('?' * 12)})", row)  # noqa: S608 - constants
        raw.commit()
    with Record.open(path) as record:
        assert record.report(report.id).text == report.text
        assert record.report(report.id).doubts == ()
        assert record.original(report.id) is None


def test_doubts_come_back_as_they_were(empty: Record) -> None:
    """Why a text may be wrong is stored with it."""
    report = replace(make_report(1), doubts=("right-to-left text: order of words not verified",))
    empty.add(report, make_observations(report))
    assert empty.report(report.id) == report


def test_path_is_known_once_it_was_read(filled: Record) -> None:
    """A path counts for the program that read it, also after it failed since; one that was only skipped does not."""
    filled.note_skip(Skipped("in/3.txt", "C010", "gone"), PROGRAM)
    filled.note_skip(Skipped("in/bad.txt", "C011", "empty"), PROGRAM)
    assert filled.has_path("in/3.txt", PROGRAM)
    assert not filled.has_path("in/3.txt", "another")
    assert not filled.has_path("in/bad.txt", PROGRAM)
    assert not filled.has_path("in/none.txt", PROGRAM)


def test_path_that_is_no_text_is_known_too(empty: Record) -> None:
    """A name of undecodable bytes is found again."""
    report = make_report(1, path="in/\udcff\0.txt")
    empty.add(report, make_observations(report))
    assert empty.has_path(report.path, PROGRAM)


def test_languages_are_counted(empty: Record) -> None:
    """Each report counts once, the most common language first; one that tells none is told apart."""
    for number, language in enumerate(["ky", "en", "en", None]):
        report = replace(make_report(number), language=language)
        empty.add(report, make_observations(report))
    fill(empty, [0])
    assert list(empty.languages().items()) == [("en", 2), ("", 1), ("ky", 1)]
