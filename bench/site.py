"""Measures `chancery site`: pages, megabytes, seconds and memory for each record that is named.

python bench/site.py demo.db large.db
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

_WRITE: Final = """
import sys
from pathlib import Path
from chancery.web.publishing.writing import write_site
print(write_site(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def measure(record: Path) -> str:
    """Write the site of a record in a process of its own; return a row of a table."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _WRITE, record, folder], check=True, capture_output=True, text=True
        )
        waited = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        files = [file for file in Path(folder).rglob("*") if file.is_file()]
        whole = sum(file.stat().st_size for file in files) / 2**20
        index = sum(file.stat().st_size for file in files if file.parent.name == "search") / 2**20
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = after.ru_maxrss / 2**10  # of the largest process so far: name small records first
    return (
        f"| {record.name} | {int(done.stdout):,} | {whole:,.1f} | {index:,.1f} | "
        f"{busy:,.0f} | {waited:,.0f} | {memory:,.0f} |"
    )


def main() -> None:
    """Print a row for each record."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("records", type=Path, nargs="+", metavar="RECORD")
    print("| record | pages | MB | of these the index | processor time, s | waited, s | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for record in parser.parse_args().records:
        print(measure(record), flush=True)


if __name__ == "__main__":
    main()
