"""Every format of a record made by hand reads as it did when it was last looked at (`write_golden.py` writes anew)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chancery.record.store import Record
from chancery.views.exports.formats import FORMATS
from chancery.views.json_export import validate
from views.exports.write_golden import BINARY, GOLDEN, MODEL, write_format


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {MODEL, BINARY}])
def test_format_matches_golden(name: str, sample: Record, tmp_path: Path) -> None:
    """No column, field or value of a format changes by accident."""
    with sample.snapshot():
        written = write_format(name, sample, tmp_path)
    for file, text in written.items():
        assert text == (GOLDEN / file).read_bytes().decode(), file


def test_golden_json_follows_the_schema() -> None:
    """The golden export is one that readers of the schema take."""
    validate(json.loads((GOLDEN / "json.json").read_text(encoding="utf-8")))


def test_no_golden_file_is_left_over() -> None:
    """Each file belongs to a format."""
    folders = {path.name for path in GOLDEN.iterdir() if path.is_dir()}
    files = {path.name for path in GOLDEN.iterdir() if path.is_file()}
    assert folders == {name for name, shape in FORMATS.items() if shape.is_folder and name != BINARY}
    assert files == {
        f"{name}{shape.suffix}" for name, shape in FORMATS.items() if not shape.is_folder and name != MODEL
    }
