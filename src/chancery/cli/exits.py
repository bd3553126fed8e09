"""What the exit code of every command means: the one place that says so."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from chancery.errors import ChanceryError, RecordError


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    FAILED = 1
    USAGE = 2
    SKIPPED = 3
    RECORD = 4
    INTERRUPTED = 130


MEANINGS: Final[dict[Exit, str]] = {
    Exit.OK: "all well",
    Exit.FAILED: "it failed; one line on stderr says why, with a code",
    Exit.USAGE: "the command was not understood",
    Exit.SKIPPED: "finished, but some inputs failed and were skipped",
    Exit.RECORD: "the record cannot be used",
    Exit.INTERRUPTED: "interrupted (Ctrl-C)",
}


class ReaderGone(Exception):  # noqa: N818 - no error: `head` has seen enough
    """Whoever reads our output has stopped reading; Click would end with 1."""


def exit_for(error: ChanceryError) -> Exit:
    """Return the exit code that an error ends a command with."""
    return Exit.RECORD if isinstance(error, RecordError) else Exit.FAILED


def exits_help() -> str:
    """Write the exit codes for a help page, one a line."""
    return "\n".join(f"  {code.value:<5}{meaning}" for code, meaning in MEANINGS.items())
