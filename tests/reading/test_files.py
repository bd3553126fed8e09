"""Files and folders to inputs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chancery.reading.files import find_inputs, not_read


def test_folder_is_searched_in_order_without_hidden_files(tmp_path: Path) -> None:
    """Files come sorted, folders are entered, hidden ones are passed over."""
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.html", "b/c.htm", ".hidden.txt", "plain"):
        (tmp_path / name).write_text("words")
    os.mkfifo(tmp_path / "pipe.txt")
    inputs, skipped = find_inputs([tmp_path])
    names = [str(path.relative_to(tmp_path)) for path in inputs if isinstance(path, Path)]
    assert names == ["a.html", "b/c.htm", "plain", "z.txt"]
    assert [(Path(skip.path).name, skip.code) for skip in skipped] == [("pipe.txt", "C019")]


def test_standard_input_and_addresses_are_inputs_as_they_are_named(tmp_path: Path) -> None:
    """Neither is looked for on the disk, and each is read once."""
    (tmp_path / "a.txt").write_text("words")
    named = ["-", "https://news.example//a?b=c", tmp_path / "a.txt", str(tmp_path / "a.txt"), "-", "HTTP://x.example"]
    inputs, skipped = find_inputs(named)
    assert inputs == ["-", "https://news.example//a?b=c", tmp_path / "a.txt", "HTTP://x.example"]
    assert skipped == []


@pytest.mark.parametrize(
    ("name", "code"), [("a.txt", "C012"), ("in.zip!/A.HTML", "C012"), ("photo.png", "C019"), ("", "C019")]
)
def test_what_claims_to_be_text_fails(name: str, code: str) -> None:
    """A file of a kind that is not read is a failure only where its name says that it is text."""
    assert not_read(name).code == code


def test_notes_and_programs_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    """They are text, but no reports; who names one wants it read."""
    for name in ("README.md", "gold.yaml", "fetch.PY", "a.txt", ".git.md"):
        (tmp_path / name).write_text("words")
    (tmp_path / "old.md").mkdir()
    (tmp_path / "old.md" / "b.txt").write_text("words")
    inputs, skipped = find_inputs([tmp_path])
    assert inputs == [tmp_path / "a.txt", tmp_path / "old.md" / "b.txt"]
    assert [(Path(skip.path).name, skip.code) for skip in skipped] == [
        ("README.md", "C019"),
        ("fetch.PY", "C019"),
        ("gold.yaml", "C019"),
    ]
    assert find_inputs([tmp_path / "README.md"]) == ([tmp_path / "README.md"], [])


def test_missing_path_is_skipped_with_code(tmp_path: Path) -> None:
    """A path that is not there does not stop the others."""
    (tmp_path / "a.txt").write_text("words")
    inputs, skipped = find_inputs([tmp_path / "none", tmp_path / "a.txt"])
    assert [Path(path).name for path in inputs] == ["a.txt"]
    assert [skip.code for skip in skipped] == ["C010"]


def test_links_in_circles_end(tmp_path: Path) -> None:
    """A link to its own folder is entered once."""
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "loop").symlink_to(tmp_path)
    inputs, skipped = find_inputs([tmp_path, tmp_path / "a.txt"])
    assert (len(inputs), skipped) == (1, [])


def test_unreadable_folder_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be listed is one line of the summary."""

    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    inputs, skipped = find_inputs([tmp_path])
    assert (inputs, [skip.code for skip in skipped]) == ([], ["C013"])


def test_a_record_in_the_folder_is_passed_over_silently(tmp_path: Path) -> None:
    """A record that lies among its reports is no report, nor is what lies beside it."""
    (tmp_path / "a.txt").write_text("The ministers met.")
    (tmp_path / "chancery.db").write_bytes(b"SQLite format 3\x00" + bytes(100))
    for name in ("chancery.db-wal", "chancery.db-shm", "chancery.db.watch.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "notes-wal").write_text("The ministers met again.")
    inputs, skipped = find_inputs([tmp_path])
    assert [Path(found).name for found in inputs] == ["a.txt", "notes-wal"]
    assert skipped == []
