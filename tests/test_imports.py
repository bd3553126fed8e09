"""What imports load, and what the built package holds."""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest
from hatchling.builders.wheel import WheelBuilder

import chancery

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src"
HEAVY: Final = (
    "spacy",
    "thinc",
    "numpy",
    "onnxruntime",
    "torch",
    "trafilatura",
    "lxml",
    "lemminflect",
    "charset_normalizer",
)
LIGHT_MODULES: Final = (
    "chancery.cli.main",
    "chancery.codebooks.plover",
    "chancery.codebooks.states",
    "chancery.evaluation.report",
    "chancery.model.events",
    "chancery.pipeline",
    "chancery.record.store",
    "chancery.views.chronology",
    "chancery.views.entry",
    "chancery.views.json_export",
    "chancery.views.page",
    "chancery.views.sources",
)
QUERIES: Final = ("timeline", "show", "sources", "export", "page", "evaluate")


def loaded_by(code: str, *, path: Path = SOURCE) -> list[str]:
    """Return the modules that a fresh interpreter has loaded after some code."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sorted(sys.modules))"],
        env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return run.stdout.split("\n")[-2].split()


def test_imports_chancery_itself_loads_nothing_else() -> None:
    """`import chancery` costs what one small file costs."""
    before, after = loaded_by("pass"), loaded_by("import chancery")
    assert set(after) - set(before) <= {"chancery", "__future__"}


@pytest.mark.parametrize("module", LIGHT_MODULES)
def test_imports_of_what_asks_a_record_load_no_model(module: str) -> None:
    """Neither a model runtime nor a page reader is loaded where only a record is asked."""
    heavy = set(HEAVY) - (
        {"charset_normalizer", "lxml", "numpy", "trafilatura"} if module == "chancery.pipeline" else set()
    )
    assert heavy & set(loaded_by(f"import {module}")) == set()


@pytest.mark.parametrize("name", QUERIES)
def test_imports_of_a_command_load_no_model(name: str) -> None:
    """Every command but `read` answers without a model."""
    assert set(HEAVY) & set(loaded_by(f"import chancery.cli.{name}")) == set()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    built = list(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    assert len(built) == 1
    return zipfile.ZipFile(built[0])


def test_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    """Codebooks, templates, style, script and schema are in the wheel, beside all modules, and nothing else is."""
    files = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "chancery").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert {Path(name).suffix for name in files} >= {".py", ".toml", ".html", ".json", ".css", ".js", ".typed"}
    files.add("chancery/language/model/MODEL_CARD.md")  # from `training/`, where it is written
    info = f"chancery-{chancery.__version__}.dist-info/"
    packed = {name for name in wheel.namelist() if not name.startswith(info)}
    assert packed == files
    entries = configparser.ConfigParser()
    entries.read_string(wheel.read(f"{info}entry_points.txt").decode())
    assert dict(entries["console_scripts"]) == {"chancery": "chancery.cli.main:main"}
    assert set(entries["spacy_factories"]) == {"chancery_annotator", "chancery_sentences"}
    assert f"{info}licenses/LICENSE" in wheel.namelist()


def test_wheel_runs_where_the_source_is_not(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """The unpacked wheel answers, and finds its codebooks, templates and schema."""
    wheel.extractall(tmp_path / "unpacked")
    code = (
        "import chancery, sys; from pathlib import Path\n"
        "from chancery.codebooks import plover, states; from chancery.record.store import Record\n"
        "from chancery.views.json_export import export_json, validate; from chancery.views.page import render_page\n"
        f"with Record.open({str(tmp_path / 'a.db')!r}, create=True) as record:\n"
        "    validate(export_json(record)); page = ''.join(render_page(record))\n"
        "print(Path(chancery.__file__).parts[-3], len(states.states()) > 190, len(plover.event_types()) > 15, "
        "'</html>' in page)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (run.stdout, run.stderr) == ("unpacked True True True\n", "")
