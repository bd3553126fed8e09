"""Gives the tests of whole runs a record of the bundled reports."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.program import PATIENCE_S, PATIENT, SETS, Done, command, started, wait_for_writing

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a run takes here and now, in seconds; to know when to disturb one.

    Attributes:
        loading: Until something is written.
        writing: From then to the end.
    """

    loading: float
    writing: float


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A record of all bundled reports, read in one run that nothing disturbed.

    Attributes:
        record: The file; never written to again.
        run: The run that made it.
        pace: How long that took.
    """

    record: Path
    run: Done
    pace: Pace


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; no longer than for a module, since its loop would stand in the way of others."""
    from e2e.browser import chromium  # noqa: PLC0415 - most tests of whole runs need no browser

    with chromium() as started_one:
        yield started_one


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Read the bundled reports."""
    record = tmp_path_factory.mktemp("undisturbed") / "all.db"
    line = command("read", *(f"examples/{name}" for name in SETS), "--record", record, *PATIENT)
    begun = time.monotonic()
    with started(line) as process:
        wait_for_writing(process, record)
        written = time.monotonic()
        out, err = process.communicate(timeout=PATIENCE_S)
    run = Done(process.returncode, out.decode(), err.decode())
    assert (run.code, run.err) == (0, "")
    return Undisturbed(record, run, Pace(written - begun, time.monotonic() - written))
