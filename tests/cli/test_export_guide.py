"""What the guide to exports shows is what happens: its commands run as they stand, and its files read back so."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Final

import pandas as pd
import pytest

from chancery.cli.export import FORMATS
from cli.conftest import Run
from views.exports.test_as_published import GDELT, ICEWS, POLECAT

GUIDE: Final = (Path(__file__).parents[2] / "docs" / "how-to" / "export.md").read_text(encoding="utf-8")
HOLDERS: Final = (
    "country,position,person,start,end,wikidata_id\nKazakhstan,foreign minister,Aidar Nurlanov,2020-01-01,,Q901\n"
)
STATES: Final = "ISO3166-1-Alpha-3,official_name_en,wikidata_id\nKAZ,Kazakhstan,Q232\n"


def blocks(language: str) -> list[str]:
    """Return the blocks of the guide that are in a language."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def commands() -> list[list[str]]:
    """Return the arguments of every `chancery` that the guide shows at a prompt, one block after another."""
    lines = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ chancery ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.fixture
def desk(tmp_path: Path, sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that has what the guide speaks of: records of several names, and tables to import."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHANCERY_RECORD", raising=False)
    for name in ("chancery", "monday", "friday", "mine", "theirs"):
        shutil.copy(sample_path, tmp_path / f"{name}.db")
    (tmp_path / "holders.csv").write_text(HOLDERS, encoding="utf-8")
    (tmp_path / "country-codes.csv").write_text(STATES, encoding="utf-8")
    return tmp_path


def test_guide_commands_run_as_they_stand(run: Run, desk: Path) -> None:
    """Each command ends well and leaves what it names."""
    told = {}
    for words in commands():
        if "before.json" in words:
            run("export", "--output", "before.json")
        arguments = ["KAZ" if word == "KGZ" else "UZB" if word == "RUS" else word for word in words]
        result = run(*arguments)
        assert result.exit_code == 0, (words, result.stderr)
        told[" ".join(words)] = result.stdout
        if "--output" in words:
            assert (desk / words[words.index("--output") + 1]).exists(), words
    assert len(told) == len(commands()) >= 9
    assert (desk / "lost.tsv").read_text(encoding="utf-8").startswith("entry\tlost\n")
    assert len((desk / "kgz-rus.jsonl").read_text(encoding="utf-8").splitlines()) > 3


def test_guide_scripts_read_what_is_exported(run: Run, desk: Path) -> None:
    """The lines of Python that the guide gives read the tables as it says."""
    for name, output in (("icews", "events.tab"), ("polecat", "events.txt"), ("gdelt", "gdelt")):
        assert run("export", "--format", name, "--output", output).exit_code == 0
    (script,) = blocks("python")
    found = []
    for statement in re.split(r"^(?=events = )", script, flags=re.MULTILINE)[1:]:
        scope = {"pandas": pd, "GDELT_NAMES": GDELT}
        exec(statement, scope)  # noqa: S102 - our own guide
        found.append(scope["events"])
    icews, polecat, gdelt = found
    assert list(icews.columns[: len(ICEWS)]) == ICEWS
    assert list(polecat.columns[: len(POLECAT)]) == POLECAT
    assert list(gdelt.columns) == GDELT
    assert all(len(table) > 10 for table in found)
    assert (desk / "gdelt" / "evidence.csv").exists()


def test_guide_names_every_format() -> None:
    """Whoever asks which format to take finds each of them."""
    named = set(re.findall(r"`([a-z-]+)`", GUIDE.split("## Which format")[1].split("## ")[0]))
    assert named == set(FORMATS)
