"""Puts results out: text and JSON on stdout, files whole or not at all."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from chancery.cli.exits import ReaderGone
from chancery.errors import QueryError
from chancery.views.labels import plain

PIPE_WIDTH: Final = 100  # columns of prose where there is no terminal
_WIDEST: Final = 120


def one_line(text: str) -> str:
    """Put a message on one line; names of files and words of reports in it cannot command the terminal."""
    return plain(text)


def terminal_width() -> int | None:
    """Return the columns of the terminal on stdout; None for a pipe or a file."""
    return min(_WIDEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None


def write_text(text: str) -> None:
    """Write text to stdout as it is, in UTF-8.

    Raises:
        ReaderGone: If nobody reads it any more.
    """
    try:
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
    except BrokenPipeError as error:
        raise ReaderGone from error


def write_json(value: object) -> None:
    """Write a value to stdout as indented JSON."""
    write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write a text file whole or not at all: beside its place first, then moved there.

    Args:
        path: The file.
        pieces: Its text; a single string will do.

    Raises:
        QueryError: If the folder is missing or read-only, or the disk is full.
    """
    texts = [pieces] if isinstance(pieces, str) else pieces
    write_bytes(path, (text.encode("utf-8", "backslashreplace") for text in texts))


def write_bytes(path: Path, pieces: Iterable[bytes] | bytes) -> None:
    """Write a file whole or not at all, as `write_file` does.

    Args:
        path: The file.
        pieces: Its content.

    Raises:
        QueryError: If the folder is missing or read-only, or the disk is full.
    """
    content = [pieces] if isinstance(pieces, bytes) else pieces
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe or a device is written to, never replaced
        _write_through(path, content)
        return
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        with temporary.open("wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a folder to be filled; it gets its name only when all of it is there.

    Args:
        path: Where it shall lie; nothing, or an empty folder, may be there.

    Raises:
        QueryError: If something is there already, if the place is missing or read-only, or the disk is full.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        told = "it is there already and is not empty" if path.is_dir() else "a file has this name"
        raise QueryError("C051", f"{path} cannot be written: {told}.", "Name another place with --output.")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        temporary.mkdir()
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write_through(path: Path, content: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(content)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path | str, error: OSError) -> QueryError:
    """Return the error for an output that cannot be written."""
    told = os.strerror(error.errno) if error.errno else error.strerror or str(error)  # libraries add words of their own
    reason = told.lower()
    return QueryError("C051", f"{path} cannot be written: {reason}.", "Name another place with --output.")
