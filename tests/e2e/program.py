"""Runs the installed program as a user does: a process of its own, with its output as bytes."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from chancery.record.store import Record
from chancery.views.json_export import export_json

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
SETS: Final = ("kyrgyz-russia", "india-nepal", "greece-turkey")
PATIENCE_S: Final = 300.0  # no test measures time; this only ends a program that hangs
PATIENT: Final = ("--time-limit", str(PATIENCE_S))  # a busy machine must not make a good report look slow

_SCRIPT: Final = Path(sysconfig.get_path("scripts")) / "chancery"
_UNPRIVILEGED: Final = """
import ctypes, os, sys
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
        sys.exit(77)
os.execv(sys.argv[1], sys.argv[1:])
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run of the program ended with.

    Attributes:
        code: Exit code; negative for a signal.
        out: Standard output.
        err: Standard error.
    """

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Return the lines of standard output, split at line feeds only."""
        return self.out.split("\n")


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a run, freed of what a developer's shell may set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHANCERY_", "PYTEST_", "COV_"))}
    return {**kept, "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1", **(extra or {})}


def command(*args: str | bytes | Path) -> list[str | bytes]:
    """Return the command line of a run."""
    return [str(_SCRIPT), *(arg if isinstance(arg, bytes) else str(arg) for arg in args)]


def chancery(*args: str | bytes | Path, cwd: Path = ROOT, extra: Mapping[str, str] | None = None) -> Done:
    """Run `chancery` to its end."""
    return _run(command(*args), cwd, extra)


def unprivileged(*args: str | Path, cwd: Path = ROOT) -> Done | None:
    """Run `chancery` so that permissions bind it, also where the tests run as root; None where that cannot be had."""
    if os.geteuid() != 0:
        return chancery(*args, cwd=cwd)
    if sys.platform != "linux":
        return None
    done = _run([sys.executable, "-c", _UNPRIVILEGED, *command(*args)], cwd, None)
    return None if done.code == 77 else done


def cramped(most: int, *args: str | Path, cwd: Path = ROOT) -> Done:
    """Run `chancery` where no file may grow beyond some bytes, as on a disk that fills up."""
    limit = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
    return _run([sys.executable, "-c", f"{limit}os.execv(sys.argv[1], sys.argv[1:])", *command(*args)], cwd, None)


def _run(line: Sequence[str | bytes], cwd: Path, extra: Mapping[str, str] | None) -> Done:
    with started(line, cwd=cwd, extra=extra) as process:
        out, err = process.communicate(timeout=PATIENCE_S)
    return Done(process.returncode, out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "surrogateescape"))


@contextmanager
def started(
    line: Sequence[str | bytes],
    *,
    cwd: Path = ROOT,
    extra: Mapping[str, str] | None = None,
    output: int = subprocess.PIPE,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program at the head of a process group of its own, and leave none of it behind.

    Args:
        line: The command line.
        cwd: The folder it starts in.
        extra: What to add to its environment.
        output: Where its output and errors go: two pipes, or one terminal.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it, and so
    try:  # would all that they start
        process = subprocess.Popen(
            line,
            cwd=cwd,
            env=environment(extra),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


def wait_for_writing(process: subprocess.Popen[bytes], record: Path) -> None:
    """Wait until the first report is in a record, or the run has ended."""
    log = Path(f"{record}-wal")
    while process.poll() is None and not (log.exists() and log.stat().st_size):
        time.sleep(0.005)


def living(group: int) -> list[str]:
    """Return the processes of a group that are not dead, each with its state and command."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                if int(fields[2]) == group and fields[0] not in {"Z", "X"}:
                    line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    found.append(f"{entry.name} {fields[0]} {line[:160]}")
    return found


def wait_for_none(group: int, patience_s: float = 30.0) -> list[str]:
    """Wait until no process of a group lives; return those that still do."""
    end = time.monotonic() + patience_s
    while (left := living(group)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def is_whole(record: Path) -> bool:
    """Tell whether SQLite finds no fault in a record, looking at a copy: the next run finds it as the last left it."""
    copy = record.with_name(f"{record.name}.looked-at")
    for suffix in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copy(f"{record}{suffix}", f"{copy}{suffix}")
    connection = sqlite3.connect(copy)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


def digest(record: Path) -> str:
    """Return the hash of what a record says."""
    with Record.open(record, readonly=True) as opened:
        return opened.digest()


def exported(record: Path) -> dict[str, Any]:
    """Return the export of a record."""
    with Record.open(record, readonly=True) as opened:
        return export_json(opened)


@dataclass(frozen=True, slots=True)
class FolderRun:
    """A run over a folder of inputs.

    Attributes:
        folder: The folder.
        record: The record that the run made.
        run: How it ended.
    """

    folder: Path
    record: Path
    run: Done
