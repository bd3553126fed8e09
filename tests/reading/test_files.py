"""Files and folders to inputs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chancery.reading.files import find_inputs


def test_folder_is_searched_in_order_without_hidden_files(tmp_path: Path) -> None:
    """Files come sorted, folders are entered, hidden ones are passed over."""
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.html", "b/c.htm", ".hidden.txt", "plain"):
        (tmp_path / name).write_text("words")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    inputs, skipped = find_inputs([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in inputs] == ["a.html", "b/c.htm", "plain", "z.txt"]
    assert [(Path(skip.path).name, skip.code) for skip in skipped] == [("picture.png", "C019")]


def test_missing_path_is_skipped_with_code(tmp_path: Path) -> None:
    """A path that is not there does not stop the others."""
    (tmp_path / "a.txt").write_text("words")
    inputs, skipped = find_inputs([tmp_path / "none", tmp_path / "a.txt"])
    assert [path.name for path in inputs] == ["a.txt"]
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
