"""`chancery site`: whole or not at all, and nothing that was there is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from chancery.web.publishing.writing import MANIFEST, write_site

Run = Callable[..., Result]


def files_of(folder: Path) -> set[str]:
    """Return the files of a folder."""
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def test_site_is_written(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """Into a new folder, with one line that says where to begin."""
    told = run("site", "--record", sample_path, "--output", tmp_path / "site")
    assert told.exit_code == 0
    assert "pages (" in told.stdout
    assert f"open {tmp_path / 'site' / 'index.html'}." in told.stdout
    assert {"index.html", "search.html", MANIFEST} <= files_of(tmp_path / "site")
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_site_takes_the_place_of_an_older_one(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """And of an empty folder; pages that are no more are gone."""
    place = tmp_path / "site"
    place.mkdir()
    assert run("site", "--record", sample_path, "--output", place).exit_code == 0
    (place / "index.html").write_text("old", encoding="utf-8")
    assert run("site", "--record", sample_path, "--output", place, "--quiet").stdout == ""
    assert (place / "index.html").read_text(encoding="utf-8") != "old"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_site_refuses_what_is_not_its_own(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """A folder with anything else, a file, a link; nothing of it is touched."""
    place = tmp_path / "site"
    assert run("site", "--record", sample_path, "--output", place).exit_code == 0
    (place / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "file").write_text("a", encoding="utf-8")
    (tmp_path / "link").symlink_to(place)
    before = files_of(tmp_path)
    for name, why in (("site", "mine.txt"), ("full", "no site"), ("file", "a file has"), ("link", "a link")):
        told = run("site", "--record", sample_path, "--output", tmp_path / name)
        assert (told.exit_code, "C051" in told.stderr, why in told.stderr) == (1, True, True)
    assert files_of(tmp_path) == before


def test_site_appears_whole_or_not_at_all(
    run: Run, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk in the middle leaves the older site as it was."""
    place = tmp_path / "site"
    assert run("site", "--record", sample_path, "--output", place).exit_code == 0
    before = {name: (place / name).read_bytes() for name in files_of(place)}

    def fill(path: Path, folder: Path, **options: object) -> int:
        write_site(path, folder, **options)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chancery.web.publishing.writing.write_site", fill)
    told = run("site", "--record", sample_path, "--output", place)
    assert (told.exit_code, "no space left" in told.stderr) == (1, True)
    assert {name: (place / name).read_bytes() for name in files_of(place)} == before
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_site_is_written_where_one_stands(
    run: Run, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder may be the one that the command runs in."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("site", "--record", sample_path, "--output", ".").exit_code == 0
    assert (tmp_path / "here" / "index.html").is_file()
    assert run("site", "--record", sample_path, "--output", "nowhere/site").exit_code == 1


def test_site_needs_a_record(run: Run, tmp_path: Path) -> None:
    """A slip of the pen makes neither a record nor a site."""
    told = run("site", "--record", tmp_path / "none.db", "--output", tmp_path / "site")
    assert (told.exit_code, "C024" in told.stderr) == (4, True)
    assert list(tmp_path.iterdir()) == []


def test_site_of_an_empty_record(run: Run, tmp_path: Path) -> None:
    """Says that there is nothing yet."""
    from chancery.record.store import Record  # noqa: PLC0415 - only here

    Record.open(tmp_path / "new.db", create=True).close()
    assert run("site", "--record", tmp_path / "new.db", "--output", tmp_path / "site").exit_code == 0
    assert "holds no events yet" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
