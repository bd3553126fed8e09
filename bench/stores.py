"""Measures a record in a file against the same record in a PostgreSQL database.

    python bench/stores.py 'postgresql://user@/database?host=/run/postgresql' chancery.db

The reports and conclusions of a record, one that `bench/large.py` made for instance, are added, concluded and asked of
both, and copied from one to the other; the exports must be the same, byte for byte. The record `bench_stores` of the
database is dropped before and after.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from chancery.model.facts import Conclusions
from chancery.model.mentions import Observations
from chancery.model.text import Report
from chancery.record.address import Address, Place
from chancery.record.copying import copy_record
from chancery.record.store import Record
from chancery.views.json_export import export_json, render_json

NAME: Final = "bench_stores"
Inputs = list[tuple[Report, Observations]]
SEARCHES: Final = ("talks", "minister visit", "trade", "border")


def timed(what: str, act: Callable[[], Any], figures: dict[str, float]) -> Any:  # noqa: ANN401 - whatever the act gives
    """Run an act, and keep how many seconds it took."""
    started = time.perf_counter()
    given = act()
    figures[what] = time.perf_counter() - started
    return given


def fill(record: Record, inputs: Inputs) -> None:
    """Add reports one by one."""
    for report, found in inputs:
        record.add(report, found)


def ask(record: Record) -> None:
    """Search ten times for each of some words."""
    for _ in range(10):
        for words in SEARCHES:
            record.search(words)


def digest(record: Record) -> str:
    """Return a hash of the JSON export."""
    with record.snapshot():
        return hashlib.sha256("".join(render_json(export_json(record))).encode()).hexdigest()


def measure(place: Place, inputs: Inputs, conclusions: Conclusions) -> tuple[str, dict[str, float]]:
    """Make a record at a place and ask it; return the hash of its export, and seconds."""
    figures: dict[str, float] = {}
    record = timed("make an empty record", lambda: Record.open(place, create=True), figures)
    with record:
        timed("add the reports", lambda: fill(record, inputs), figures)
        timed("conclude", lambda: record.conclude(conclusions), figures)
        timed("conclude again", lambda: record.conclude(conclusions), figures)
        timed("read all conclusions", record.conclusions, figures)
        timed("40 searches", lambda: ask(record), figures)
        return timed("export as JSON", lambda: digest(record), figures), figures


def main() -> None:
    """Print the figures of both stores side by side."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("address")
    options.add_argument("record", type=Path, help="a record whose reports and conclusions are taken")
    given = options.parse_args()
    joined = "&" if "?" in given.address else "?"
    address = Address.parse(f"{given.address}{joined}record={NAME}")
    drop(address)
    with Record.open(given.record, readonly=True) as record:
        inputs, conclusions = list(record.inputs()), record.conclusions()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.db")
        one, in_file = measure(file, inputs, conclusions)
        other, on_server = measure(address, inputs, conclusions)
        drop(address)
        moved: dict[str, float] = {}
        with Record.open(file) as source, Record.open(address, create=True) as target:
            rows = timed("to the database", lambda: copy_record(source, target), moved)
        with Record.open(address) as source, Record.open(Path(folder, "b.db"), create=True) as target:
            timed("back to a file", lambda: copy_record(source, target), moved)
            back = digest(target)
    print(
        f"{len(inputs)} reports, {len(conclusions.events)} events, {rows} rows; exports alike: {one == other == back}"
    )
    for what, seconds in in_file.items():
        print(f"| {what} | {seconds:.2f} s | {on_server[what]:.2f} s |")
    for what, seconds in moved.items():
        print(f"| copy {what} | {seconds:.2f} s | |")
    drop(address)


def drop(address: Address) -> None:
    """Drop the record of a measurement before."""
    import psycopg  # noqa: PLC0415 - an optional dependency

    with psycopg.connect(address.conninfo, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {NAME} CASCADE")


if __name__ == "__main__":
    main()
