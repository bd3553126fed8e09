"""The command `chancery` itself: help, laziness, errors and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import Result

from chancery import __version__
from chancery.cli.exits import MEANINGS, Exit
from chancery.cli.main import COMMANDS, INTERRUPTED
from chancery.errors import GoldError, InputError, QueryError, RecordError

Run = Callable[..., Result]


def start(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | environment,
    )


def test_help_lists_every_command_and_exit_code(run: Run) -> None:
    """The first help page names each command and what each exit code means."""
    result = run("--help")
    assert result.exit_code == 0
    for name, summary in COMMANDS.items():
        assert f"  {name}" in result.output
        assert summary in result.output
    for code, meaning in MEANINGS.items():
        assert f"{code.value:<5}{meaning}" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_has_an_example_and_exit_codes(run: Run, name: str) -> None:
    """Every help page shows how the command is typed."""
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"\n    chancery {name} " in result.output
    assert "130  interrupted" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_command_says_of_itself_what_the_list_says(name: str) -> None:
    """The list of commands, which imports none of them, does not go stale."""
    assert import_module(f"chancery.cli.{name}").command.short_help == COMMANDS[name]


def test_version(run: Run) -> None:
    """`--version` prints the name and the package's version."""
    assert run("--version").output == f"chancery {__version__}\n"


def test_unknown_command_is_a_usage_error(run: Run) -> None:
    """A command that does not exist ends with 2 and points to the help."""
    result = run("frobnicate")
    assert result.exit_code == Exit.USAGE
    assert "No such command 'frobnicate'" in result.output


def test_help_imports_no_command() -> None:
    """Help answers without loading the store, templates or progress bars."""
    done = start(
        "import sys\nfrom chancery.cli.main import chancery\n"
        "try:\n    chancery.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "loaded = {'sqlalchemy', 'jinja2', 'rich', 'spacy', 'babel', 'chancery.record.store'} & set(sys.modules)\n"
        "sys.exit(str(sorted(loaded)) if loaded else 0)"
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("C013", "a.txt cannot be opened.", "Check it."), 1),
        (QueryError("C050", "Nothing is called x.", "Look."), 1),
        (GoldError("C041", "gold.yaml cannot be read.", "Look."), 1),
        (RecordError("C025", "a.db is damaged.", "Restore it."), 4),
    ],
)
def test_known_error_is_one_line_with_code_and_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    """An error raised on purpose becomes one line on stderr and its exit code."""
    _sabotage(monkeypatch, error)
    result = run("export")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", f"chancery: {error}\n")


def test_interrupt_is_one_line_and_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and says that nothing is lost, below the terminal's ^C."""
    _sabotage(monkeypatch, KeyboardInterrupt())
    result = run("export")
    assert result.exit_code == Exit.INTERRUPTED
    assert result.stderr == f"\nchancery: {INTERRUPTED}\n"


def test_unexpected_error_is_one_line_without_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program says how to report it; the traceback waits for CHANCERY_DEBUG=1."""
    _sabotage(monkeypatch, ZeroDivisionError("over\nzero"))
    result = run("export")
    assert result.exit_code == Exit.FAILED
    assert result.stderr.count("\n") == 1
    assert "ZeroDivisionError: over zero" in result.stderr
    assert "CHANCERY_DEBUG=1" in result.stderr
    monkeypatch.setenv("CHANCERY_DEBUG", "1")
    assert "Traceback" in run("export").stderr


def test_closed_pipe_is_silent(sample_path: Path) -> None:
    """A reader that stops early, such as `head`, causes no complaint."""
    source = (
        "import os, sys\nread, write = os.pipe()\nos.dup2(write, 1)\nos.close(read)\nos.close(write)\n"
        f"sys.argv = ['chancery', 'timeline', '--record', {str(sample_path)!r}]\n"
        "from chancery.cli.main import main\nmain()"
    )
    done = start(source)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["timeline", "sources", "export"])
def test_missing_record_ends_with_4(run: Run, tmp_path: Path, name: str) -> None:
    """A record that does not exist gets one line with a remedy, and is not made."""
    path = tmp_path / "none.db"
    result = run(name, "--record", path)
    assert result.exit_code == Exit.RECORD
    assert result.stderr == (
        f"chancery: [C024] {path} does not exist. Make a record with `chancery read`, or name another file.\n"
    )
    assert not path.exists()


def test_other_file_as_record_ends_with_4(run: Run, tmp_path: Path) -> None:
    """A file that is no record is refused and left alone."""
    path = tmp_path / "notes.txt"
    path.write_text("my notes", encoding="utf-8")
    result = run("timeline", "--record", path)
    assert result.exit_code == Exit.RECORD
    assert "[C020]" in result.stderr
    assert path.read_text(encoding="utf-8") == "my notes"


def test_record_comes_from_the_environment(run: Run, sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CHANCERY_RECORD names the record for a whole session."""
    monkeypatch.setenv("CHANCERY_RECORD", str(sample_path))
    assert run("sources").exit_code == 0


def _sabotage(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make `chancery export` raise an error."""
    command = import_module("chancery.cli.export").command

    def fail(*_: object, **__: object) -> None:
        raise error

    assert isinstance(command, click.Command)
    monkeypatch.setattr(command, "callback", fail)
