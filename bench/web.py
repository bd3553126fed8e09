"""Measures the pages and the API: how long a page takes, how much is sent, how many requests a second are answered.

    chancery read examples/kyrgyz-russia --record demo.db
    python bench/large.py large.db
    python bench/web.py demo.db large.db

Each record is served as a user does, by one process. A page's time is what a client waits for it on loopback, first
right after the start ("cold": the names and choices of the record are looked up too), then for addresses that were not
asked before ("new"), then for one that was ("kept"); behind it, the processor time of the server, which is what other
work on the machine leaves alone. `wrk` measures requests a second and the 99th percentile, of one kept event page and
of pages of many events in turn; behind it, requests a second of the server's processor time.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from chancery.model.mentions import EntityKind
from chancery.record.browsing import Wanted, event_rows
from chancery.record.store import Record

SECONDS: Final = 8
CONNECTIONS: Final = 8
EVENTS: Final = 8000  # more than are answered in that time, so that each is asked for once
_TURNS: Final = """
local n, paths = 0, {{ {paths} }}
request = function() n = n % #paths + 1; return wrk.format("GET", paths[n]) end
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server under measurement."""

    address: str
    process: int

    def busy(self) -> float:
        """Return the processor time that it has used, in seconds."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(record: Path) -> Iterator[Server]:
    """Serve a record."""
    line = [sys.executable, "-m", "chancery.cli", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout  # noqa: S101 - a pipe was asked for
            yield Server(process.stdout.readline().partition(" at ")[2].partition("/ ")[0], process.pid)
        finally:
            process.terminate()
            process.wait()


def ask(address: str, path: str) -> tuple[float, int, str]:
    """Return how long a page took, in milliseconds, how many bytes came, packed, and the page."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    page = connection.getresponse().read()
    taken = 1000 * (time.perf_counter() - begun)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    size = len(connection.getresponse().read())
    connection.close()
    return taken, size, page.decode(errors="replace")


def first_visit(server: Server) -> None:
    """Measure the first page with all that it loads."""
    busy = server.busy()
    taken, size, page = ask(server.address, "/")
    busy = 1000 * (server.busy() - busy)
    loaded = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    sizes = [len(ask(server.address, path)[2].encode()) for path in loaded]
    print(f"  first page, cold: {taken:.0f} ms (processor {busy:.0f} ms); {size / 1024:.0f} KB packed,", end=" ")
    print(f"{len(page.encode()) / 1024:.0f} KB not; with its {len(loaded)} files {(size + sum(sizes)) / 1024:.0f} KB")


def timed(server: Server, name: str, paths: Iterable[str]) -> None:
    """Measure pages that were not asked before, each once, and the last of them once more."""
    listed = list(paths)
    busy = server.busy()
    new = [ask(server.address, path)[0] for path in listed]
    busy = 1000 * (server.busy() - busy) / len(listed)
    kept = ask(server.address, listed[-1])[0]
    print(f"  {name}: new {statistics.median(new):.0f} ms (processor {busy:.0f} ms), kept {kept:.1f} ms")


def rate(server: Server, name: str, paths: list[str]) -> None:
    """Measure requests a second."""
    wrk = shutil.which("wrk")
    if wrk is None:
        print(f"  {name}: wrk is not installed")
        return
    busy = server.busy()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "turns.lua"
        script.write_text(_TURNS.format(paths=", ".join(f'"{path}"' for path in paths)), encoding="utf-8")
        line = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(script), server.address]
        told = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    busy = server.busy() - busy
    found = {key: match[1] for key, pattern in _READ.items() if (match := re.search(pattern, told))}
    bad = f", {found['bad']} bad answers" if "bad" in found else ""
    each = int(found["number"]) / busy if busy else 0
    print(f"  {name}: {found['rate']} requests/s, 99th percentile {found['tail']}{bad}", end=" ")
    print(f"({each:.0f} a second of processor time)")


_READ: Final = {
    "rate": r"Requests/sec:\s+(\S+)",
    "tail": r"99%\s+(\S+)",
    "number": r"(\d+) requests in",
    "bad": r"Non-2xx or 3xx responses: (\d+)",
}


def measure(record: Path) -> None:
    """Measure one record."""
    with Record.open(record) as opened:
        rows = event_rows(opened, Wanted())
        counts = opened.counts()
    print(f"{record.name}: {counts['events']:,} events, {counts['reports']:,} reports")
    events = [f"/events/{row.id}" for row in rows[:: max(1, len(rows) // EVENTS)]][:EVENTS]
    states = sorted(_states(record))[:12]
    with serving(record) as server:
        first_visit(server)
        years = sorted({row.day[:4] for row in rows if row.day[:1].isdigit()})[-8:]
        timed(server, "chronicle of a year", [f"/?from={year}&to={year}" for year in years])
        timed(server, "chronicle of a state", [f"/?state={state}" for state in states])
        later = rows[:: max(1, len(rows) // 8)]
        timed(server, "window deep in the list", [f"/more?after={row.day}_{row.id}" for row in later])
        timed(server, "chronicle by words", [f"/?text={word}" for word in ("medicine", "visited+capital", "of")])
        for word in ("kestrel+belarus", "medicine", "visited+capital", "talks", "president", "of"):
            timed(server, f"search for {word.replace('+', ' ')}", [f"/search?q={word}"])
        timed(server, "event", events[:50])
        pairs = [f"/pairs/{one}/{other}" for one, other in pairwise(states)]
        timed(server, "pair", pairs)
        rate(server, "one event page, kept", events[:1])
        rate(server, f"{len(events):,} event pages in turn", events)
        rate(server, "one event of the API, kept", [f"/api/v1{events[0]}"])
        rate(server, f"{len(events):,} events of the API in turn", [f"/api/v1{event}" for event in events])


def _states(record: Path) -> list[str]:
    with Record.open(record, readonly=True) as opened:
        return [one.id for one in opened.entities(kind=EntityKind.STATE)]


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="+", type=Path)
    for record in parser.parse_args().records:
        measure(record)


if __name__ == "__main__":
    main()
