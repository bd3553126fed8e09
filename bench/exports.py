"""Measures exports: time and memory of each format on a large record, and how memory grows with the record.

    python bench/exports.py                       makes records of 10,000 and 100,000 events in a temporary folder
    python bench/exports.py --record large.db     uses a record that is there (`bench/large.py` makes one)
    python bench/exports.py --formats json parquet

Each export is a process of its own, as `chancery export` is. Printed are seconds by the clock, seconds of the
processor, megabytes written, and the largest memory that the process had, Python and libraries included.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from large import make_large

FORMATS: Final = (
    "json", "plover", "polecat", "gdelt", "icews", "cameo", "csv", "parquet", "ftm", "popolo", "jsonld", "ics",
    "bibtex", "csl-json",
)  # fmt: skip
SIZES: Final = (10_000, 100_000)
KILOBYTES: Final = 1024  # of Linux's `ru_maxrss` in a megabyte


def measure(record: Path, name: str, folder: Path) -> tuple[float, float, float, float]:
    """Export once.

    Returns:
        Seconds by the clock, of the processor, megabytes of memory and of output.
    """
    target = folder / name
    command = [sys.executable, "-m", "chancery.cli", "export", "--format", name, "--record", str(record)]
    start = time.perf_counter()
    with subprocess.Popen([*command, "--output", str(target)], stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name} failed with {process.returncode}")
    wall = time.perf_counter() - start
    size = sum(path.stat().st_size for path in target.rglob("*")) if target.is_dir() else target.stat().st_size
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KILOBYTES, size / 2**20


def print_table(record: Path, formats: list[str], folder: Path) -> None:
    """Measure formats and print them as a table in Markdown."""
    print("| format | seconds | processor | memory, MB | output, MB |\n|---|---|---|---|---|")
    for name in formats:
        wall, cpu, memory, size = measure(record, name, folder)
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {memory:.0f} | {size:.0f} |", flush=True)


def main() -> None:
    """Measure as the command line asks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--record", type=Path, metavar="RECORD")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS), metavar="NAME")
    args = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f}\n")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if args.record is not None:
            print_table(args.record, args.formats, folder)
            return
        for size in SIZES:
            record = folder / f"{size}.db"
            make_large(record, size)
            print(f"{size:,} events:\n")
            print_table(record, args.formats, folder)
            print()


if __name__ == "__main__":
    main()
