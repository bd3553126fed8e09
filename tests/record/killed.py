"""Reads made-up reports in child processes that are killed, and compares with an undisturbed run.

Run as a program: `killed.py FOLDER RECORDS KILLS SEED`. It prints one line per record: its digest.
The first is of the undisturbed run. One process forks all children, so the imports are paid once.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from chancery.record.store import Record
from record.made import fill

REPORTS = 40


def read(path: Path) -> None:
    """Read all reports into a record, as far as that has not been done."""
    with Record.open(path, create=True) as record:
        fill(record, range(REPORTS))


def read_and_be_killed(path: Path, after_s: float) -> bool:
    """Start a reader and kill it after some seconds; tell whether it was still at work."""
    child = os.fork()
    if child == 0:
        read(path)
        os._exit(0)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def digest(path: Path) -> str:
    """Return the digest of a record, whose file must be whole."""
    with Record.open(path, readonly=True) as record:
        return record.digest()


def main(folder: Path, records: int, kills: int, seed: int) -> None:
    """Read `records` records with `kills` kills each."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    started = time.monotonic()
    read(folder / "undisturbed.db")
    whole_s = time.monotonic() - started
    print(digest(folder / "undisturbed.db"))  # noqa: T201 - read by the test
    hit = 0
    for number in range(records):
        path = folder / f"{number}.db"
        for _ in range(kills):
            hit += read_and_be_killed(path, chance.uniform(0, whole_s * 1.1 / kills))
        read(path)
        print(digest(path))  # noqa: T201 - read by the test
    print(hit)  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
