"""Files and folders to the list of inputs; nothing is opened further than its first bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from chancery.errors import ChanceryError, InputError
from chancery.model.text import Skipped

READ_SUFFIXES: Final = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
_TEXT_START: Final = 1024
_REMEDY: Final = "Save it as .txt or .html."


def find_inputs(paths: Sequence[Path]) -> tuple[list[Path], list[Skipped]]:
    """List the reports that paths name; folders are searched through, in order of names.

    Args:
        paths: Files and folders, as the user named them.

    Returns:
        The files to read, each once, and what was passed over with its reason: C010 missing,
        C013 unreadable folder, C019 another kind of file. Hidden files of a folder are passed
        over silently, named ones are read.
    """
    inputs: list[Path] = []
    skipped: list[Skipped] = []
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for found in _walk(path, seen):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                inputs.append(found)
    return inputs, skipped


def skipped(path: Path | str, error: ChanceryError) -> Skipped:
    """Turn an error about one input into the line that the summary shows."""
    return Skipped(str(path), error.code, f"{error.message} {error.remedy}".strip())


def _walk(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Skipped]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield skipped(path, InputError("C010", f"{path} does not exist.", "Check the path."))
        return
    except OSError as error:
        yield _unreadable(path, error)
        return
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return
    seen.add(key)
    if path.is_dir():
        yield from _walk_folder(path, seen)
    else:
        yield _told(path)


def _walk_folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Skipped]:
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for name in names:
        if not name.startswith("."):
            yield from _walk(folder / name, seen)


def _told(path: Path) -> Path | Skipped:
    """Tell a file that is read from one that is not, by suffix, else by its first bytes."""
    suffix = path.suffix.lower()
    if not path.is_file():
        return skipped(path, InputError("C019", f"{path} is no ordinary file.", _REMEDY))
    if suffix in READ_SUFFIXES or (not suffix and _starts_as_text(path)):
        return path
    return skipped(path, InputError("C019", f"{path} is of a kind that is not read.", _REMEDY))


def _starts_as_text(path: Path) -> bool:
    """Tell text by its first bytes; an empty or unreadable file goes on, to be reported as such."""
    try:
        with path.open("rb") as file:
            start = file.read(_TEXT_START)
    except OSError:
        return True
    return b"\x00" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))


def _unreadable(path: Path, error: OSError) -> Skipped:
    message = f"{path} cannot be opened: {error.strerror}."
    return skipped(path, InputError("C013", message, "Check its permissions."))
