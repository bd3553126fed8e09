"""Measures exports: time and memory of each format on a large record, and how memory grows with the record.

    python bench/exports.py                       makes records of 10,000 and 100,000 events in a temporary folder
    python bench/exports.py --record large.db     uses a record that is there (`bench/large.py` makes one)
    python bench/exports.py --formats json parquet

Each export is a program of its own, as `chancery export` is, and finds its modules compiled, as an installed one does:
a small record is exported first, into the same cache. Printed are seconds by the clock, seconds of the
processor, megabytes written, and the largest memory that the program had, Python and libraries included. Memory is the
kernel's count of the program itself (`VmHWM`), told at its end: what `wait4` tells of a child begins with the memory
of whoever started it, which had made a large record before.
"""

from __future__ import annotations

import argparse
import json
import os
import re
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
A_FEW: Final = 20  # events of the record that is exported first
KILOBYTES: Final = 1024  # of the kernel's count in a megabyte
ALONE: Final = "--alone"  # how this file is started to export once


def export_alone(arguments: list[str]) -> None:
    """Export as the command line does, and print what it took: processor seconds and megabytes."""
    from chancery.cli.main import chancery  # noqa: PLC0415 - here, so that what measures stays small

    try:
        chancery.main(["export", *arguments])
    except SystemExit as leaving:
        if leaving.code:
            raise
    status = Path("/proc/self/status").read_text(encoding="ascii")
    largest = re.search(r"VmHWM:\s+(\d+) kB", status)
    print(json.dumps([time.process_time(), int(largest[1]) / KILOBYTES if largest else 0]))


def compiled(folder: Path) -> dict[str, str]:
    """Return the environment of a program that keeps what it compiles in a folder."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def measure(record: Path, name: str, folder: Path) -> tuple[float, float, float, float]:
    """Export once.

    Returns:
        Seconds by the clock, of the processor, megabytes of memory and of output.
    """
    target = folder / name
    arguments = ["--format", name, "--record", str(record), "--output", str(target)]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, ALONE, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        env=compiled(folder),
    )
    if done.returncode:
        sys.exit(f"{name} failed with {done.returncode}")
    wall = time.perf_counter() - start
    processor, memory = json.loads(done.stdout)
    size = sum(path.stat().st_size for path in target.rglob("*")) if target.is_dir() else target.stat().st_size
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    return wall, processor, memory, size / 2**20


def print_table(record: Path, formats: list[str], folder: Path) -> None:
    """Measure formats and print them as a table in Markdown."""
    small = folder / "small.db"
    if not small.exists():
        make_large(small, A_FEW)
    for name in formats:
        measure(small, name, folder)
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
    if sys.argv[1:2] == [ALONE]:
        export_alone(sys.argv[2:])
    else:
        main()
