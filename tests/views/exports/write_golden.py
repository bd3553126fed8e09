"""Writes the golden files of the exports anew: `python tests/views/exports/write_golden.py`; look at the difference."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from chancery.record.store import Record
from chancery.views.exports.formats import FORMATS
from chancery.views.exports.material import Material
from views.samples import make_record

GOLDEN = Path(__file__).parent / "golden"
MODEL = "conllu"  # loads the language model, whose words are tested with it
BINARY = "parquet"


def write_format(name: str, record: Record, folder: Path) -> dict[str, str]:
    """Return the files of a format by their names in the golden folder."""
    shape = FORMATS[name]
    material = Material(record)
    if not shape.is_folder:
        return {f"{name}{shape.suffix}": "".join(shape.lines(material))}
    target = folder / name
    target.mkdir()
    shape.fill(material, target)
    return {f"{name}/{path.name}": path.read_text(encoding="utf-8") for path in sorted(target.iterdir())}


def main() -> None:
    """Write every file."""
    with tempfile.TemporaryDirectory() as folder, Record.open(make_record(Path(folder) / "sample.db")) as record:
        for name in FORMATS:
            if name in {MODEL, BINARY}:
                continue
            with record.snapshot():
                for file, text in write_format(name, record, Path(folder)).items():
                    (GOLDEN / file).parent.mkdir(exist_ok=True, parents=True)
                    (GOLDEN / file).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
