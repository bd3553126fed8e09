"""The gallery notebook and the README's example run, and say what they claim."""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import nbformat
import pytest
from nbclient import NotebookClient

ROOT: Final = Path(__file__).parents[2]


def gallery() -> ModuleType:
    """Load `docs/gallery.py`."""
    spec = importlib.util.spec_from_file_location("docs_gallery", ROOT / "docs" / "gallery.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_gallery_is_clean_and_what_its_cells_say() -> None:
    """No output, and no cell that somebody changed in the file only."""
    module = gallery()
    assert module.NOTEBOOK.read_text(encoding="utf-8") == nbformat.writes(module.notebook()) + "\n"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook's own machinery
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_gallery_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs; the plot is a picture, an event shows its evidence."""
    shutil.copytree(ROOT / "examples" / "kyrgyz-russia", tmp_path / "examples" / "kyrgyz-russia")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    book = gallery().notebook()
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert {"text/html", "image/png"} <= kinds
    shown = "".join(output.get("data", {}).get("text/html", "") for output in outputs)
    assert "<mark>" in shown
    assert "chancery-results" in shown
    assert not [output for output in outputs if output["output_type"] == "error"]


def test_readme_goes_from_a_folder_to_a_plot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's example runs as it stands, in five lines of code."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```pycon\n(.*?)```", text, re.DOTALL) if "relation" in b)
    assert len(re.findall(r"^>>> ", block, re.MULTILINE)) == 5
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    shutil.copytree(ROOT / "examples" / "kyrgyz-russia", tmp_path / "reports")
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    sys.modules.pop("matplotlib.pyplot", None)
    assert runner.run(test).failed == 0
    assert (tmp_path / "relation.png").stat().st_size > 1000
