"""Kills: whenever a run of reading is killed, the next one finishes it as if nothing had been.

Twenty kills in a normal run of the tests; `CHANCERY_KILLS=200` asks for more.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from e2e.conftest import Pace, Undisturbed
from e2e.program import (
    PATIENT,
    SETS,
    chancery,
    command,
    digest,
    exported,
    is_whole,
    started,
    wait_for_none,
    wait_for_writing,
)

KILLS: Final = int(os.environ.get("CHANCERY_KILLS", "20"))
BATCHES: Final = 4  # they run side by side
A_RECORD: Final = 5  # kills before a record is left to be finished
READ: Final = ("read", *(f"examples/{name}" for name in SETS), *PATIENT)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans in /proc")]


def run_and_kill(record: Path, pace: Pace, chance: random.Random) -> bool:
    """Start a run, kill it at a random moment, and tell whether it was still at work; no process may outlive it."""
    with started(command(*READ, "--record", record)) as process:
        if chance.random() < 0.4:  # somewhere on the way to the first report
            time.sleep(chance.uniform(0, pace.loading))
        else:  # while it writes; a second run of a record has less to write
            wait_for_writing(process, record)
            time.sleep(chance.uniform(0, pace.writing))
        process.kill()
        process.wait()
        assert wait_for_none(process.pid) == []
        return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("batch", range(BATCHES))
def test_kill_and_run_again_gives_the_undisturbed_record(undisturbed: Undisturbed, tmp_path: Path, batch: int) -> None:
    """After kills at random moments the record is whole, and a last run makes it equal to an undisturbed run's."""
    chance = random.Random(20201023 + batch)  # noqa: S311 - moments, not secrets
    left = KILLS // BATCHES + (batch < KILLS % BATCHES)
    wanted = digest(undisturbed.record), exported(undisturbed.record)
    number = 0
    while left:
        record = tmp_path / f"{number:03}.db"
        number += 1
        for _ in range(min(A_RECORD, left)):
            left -= run_and_kill(record, undisturbed.pace, chance)
            assert not record.exists() or is_whole(record)
        last = chancery(*READ, "--record", record)
        assert (last.code, last.err) == (0, "")
        assert is_whole(record)
        assert (digest(record), exported(record)) == wanted
        assert sorted(entry.name for entry in tmp_path.iterdir()) == [f"{done:03}.db" for done in range(number)]
