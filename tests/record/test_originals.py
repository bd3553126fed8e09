"""Originals: kept with the reading that they belong to, never overwritten, whole or said to be damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import RecordError
from chancery.model.text import Skipped
from chancery.record.address import Place
from chancery.record.originals import Original
from chancery.record.store import Record
from record.another import another_program, refusals
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
    "statement",
    ["UPDATE original SET packed = packed", "UPDATE report SET doubts = '[\"no\"]'"],
    ids=["text", "doubts"],
)
def test_original_and_doubts_are_never_overwritten(empty: Record, path: Place, statement: str) -> None:
    """The store itself refuses it, whichever program writes."""
    report = make_report(1)
    empty.add(report, make_observations(report), Original.pack(PAGE, encoding="utf-8"))
    empty.close()
    with another_program(path) as run, pytest.raises(refusals(), match="never"):
        run(statement)


@pytest.mark.parametrize("packed", [b"", b"no", Original.pack("a" * 900, encoding="").packed[:-3]])
def test_original_that_is_damaged_is_told(empty: Record, packed: bytes) -> None:
    """Bytes that cannot be unpacked are damage, with a remedy."""
    report = make_report(1)
    empty.add(report, make_observations(report), Original("utf-8", packed))
    with pytest.raises(RecordError, match=r"\[C025\] .*Restore"):
        empty.original(report.id)


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
