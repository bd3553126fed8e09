"""What the user names to the list of inputs; nothing is opened."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from chancery.errors import ChanceryError, InputError
from chancery.model.text import Skipped

STANDARD_INPUT: Final = "-"
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
_TEXTUAL: Final = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
_NO_REPORTS: Final = frozenset(
    ".md .rst .yaml .yml .toml .ini .cfg .conf .lock .log .py .ipynb .js .ts .css .scss .c .h .cpp .java .go .rs .rb"
    " .php .pl .r .sh .bat .sql .tex .bib".split()
)  # notes, settings and programs among reports are text too; who names one wants it read
_DATABASE: Final = b"SQLite format 3\x00"
_BESIDE: Final = re.compile(r"-(?:wal|shm|journal)$|\.watch\.json$")
_REMEDY: Final = "Save it as text, HTML or PDF."

Input = Path | str
"""A file, or "-" for standard input, or an address."""


def find_inputs(named: Sequence[Path | str]) -> tuple[list[Input], list[Skipped]]:
    """List the inputs that the user names; folders are searched through, in order of names.

    Args:
        named: Files, folders, "-" and http(s) addresses, as the user named them.

    Returns:
        The inputs, each once, and what was passed over with its reason: C010 missing, C013
        unreadable, C019 no ordinary file, or notes, settings and programs in a folder. Hidden
        files of a folder are passed over silently; what is named itself is read.
    """
    inputs: list[Input] = []
    skipped: list[Skipped] = []
    seen: set[tuple[int, int]] = set()
    for one in dict.fromkeys(named):
        if isinstance(one, str) and (one == STANDARD_INPUT or is_address(one)):
            inputs.append(one)
            continue
        for found in _walk(Path(one), seen):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                inputs.append(found)
    return inputs, skipped


def is_address(named: str) -> bool:
    """Tell an address from a path."""
    return bool(_ADDRESS.match(named))


def skipped(path: Path | str, error: ChanceryError) -> Skipped:
    """Turn an error about one input into the line that the summary shows."""
    return Skipped(str(path), error.code, f"{error.message} {error.remedy}".strip())


def not_read(name: str) -> InputError:
    """Return the error for bytes of a kind that is not read.

    C012 where the name says that it is text, which somebody will miss; else C019, as of a picture
    in a folder of reports.
    """
    if Path(name).suffix.lower() in _TEXTUAL:
        return InputError("C012", f"{name} is binary, not text.", _REMEDY)
    return InputError("C019", f"{name} is of a kind that is not read.", _REMEDY)


def unreadable(path: Path | str, error: OSError) -> InputError:
    """Return the error for a file or folder that the system will not open."""
    return InputError("C013", f"{path} cannot be opened: {error.strerror or error}.", "Check its permissions.")


def _walk(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Skipped]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield skipped(path, InputError("C010", f"{path} does not exist.", "Check the path."))
        return
    except OSError as error:
        yield skipped(path, unreadable(path, error))
        return
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return
    seen.add(key)
    if stat.S_ISDIR(status.st_mode):
        yield from _walk_folder(path, seen)
    elif stat.S_ISREG(status.st_mode):
        yield path
    else:  # a pipe would block for ever
        yield skipped(path, InputError("C019", f"{path} is no ordinary file.", _REMEDY))


def _walk_folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Skipped]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield skipped(folder, unreadable(folder, error))
        return
    for name in names:
        path = folder / name
        if name.startswith(".") or _is_record(path):
            continue
        if path.suffix.lower() in _NO_REPORTS and not path.is_dir():
            yield skipped(path, InputError("C019", f"{path} is no report by its name.", "Name it to have it read."))
        else:
            yield from _walk(path, seen)


def _is_record(path: Path) -> bool:
    """Tell a record, ours or another program's, and what its program keeps beside it: never a report."""
    base = path.with_name(_BESIDE.sub("", path.name))
    try:
        if not base.is_file():  # a pipe would block for ever
            return False
        with base.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False
