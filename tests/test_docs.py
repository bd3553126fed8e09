"""Documents say what the program does: generated pages are fresh, links lead somewhere, versions agree."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final
from urllib.parse import unquote

import click
import pytest

import chancery
from chancery.cli.exits import MEANINGS, Exit
from chancery.cli.main import COMMANDS
from chancery.errors import CODES

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "chancery"
TRAINING: Final = ROOT / "training"
DOCUMENTS: Final = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").glob("*.md"),
        *(ROOT / "bench").glob("*.md"),
        *TRAINING.glob("*.md"),
    )
)
_LINK: Final = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")
_PATH: Final = re.compile(r"`((?:docs|examples|src|tests|bench|training|requirements)/[\w./*-]+)`")
_RAISED: Final = re.compile(r"\"(C\d{3})\"")


def name_of(path: Path) -> str:
    """Return how a document is called in test ids."""
    return path.relative_to(ROOT).as_posix()


def generator() -> ModuleType:
    """Load `docs/generate.py`."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_is_fresh() -> None:
    """Every page of `docs/reference` is what `make docs` would write now, and there is no other."""
    assert generator().stale() == []


def test_reference_tells_every_error_and_exit_code() -> None:
    """No code is left out because its kind is not in the tree of errors."""
    pages = generator()
    assert {
        f"C{number}" for number in re.findall(r"^\| C(\d{3}) \|", pages.errors_page(), re.MULTILINE)
    } == CODES.keys()
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", pages.exit_codes_page(), re.MULTILINE)} == set(
        map(int, Exit)
    )
    assert MEANINGS.keys() == set(Exit)


def test_errors_are_raised_with_codes_that_exist() -> None:
    """Each code of the list is raised somewhere, and no other is."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "errors.py"]
    raised = {code for text in texts for code in _RAISED.findall(text)}
    assert raised == CODES.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_command_explains_itself(name: str) -> None:
    """A command has help, examples that it would understand, and a word on every option."""
    command: click.Command = import_module(f"chancery.cli.{name}").command
    examples = re.findall(rf"^ *(?:\S+ \| )?chancery {name}\b(.*)$", command.help or "", re.MULTILINE)
    assert examples
    known = {option for parameter in command.params for option in parameter.opts}
    for example in examples:
        used = re.findall(r"(?<= )--[a-z-]+", example.split("  ")[0].split("|")[0])
        assert set(used) <= known
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_shows_every_command(name: str) -> None:
    """The README has a line for each command."""
    assert f"chancery {name} " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_changelog_begins_with_the_version_of_the_package() -> None:
    """The newest entry of the changelog, the package and its metadata have one version."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[?(\d+\.\d+\.\d+)\b", text, re.MULTILINE)
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert versions[0] == chancery.__version__ == metadata["project"]["version"]
    assert versions == sorted(set(versions), key=lambda version: tuple(map(int, version.split("."))), reverse=True)


def without_code(text: str) -> str:
    """Return a document without its code blocks."""
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def links(text: str) -> Iterator[str]:
    """Yield the addresses of links outside code blocks."""
    for match in _LINK.finditer(without_code(text)):
        yield match[1] or match[2]


def headings(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    titles = re.findall(
        r"^#+ (.+)$", re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    """Relative links lead to files that exist and headings that are there."""
    for link in links(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = unquote(link).partition("#")
        target = (document.parent / place).resolve() if place else document
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor and target.suffix == ".md":
            assert anchor in headings(target), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_paths_in_documents_exist(document: Path) -> None:
    """Files and folders that a document names in code style are there."""
    for path in _PATH.findall(document.read_text(encoding="utf-8")):
        assert any(ROOT.glob(path.rstrip("/"))), path
