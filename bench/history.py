"""What the history of a record costs: time, disk and memory of runs that alter little, and of asking for the past.

    python bench/history.py --events 100000 --runs 10

Reports and events are made up. Each run adds reports with new events, and alters as many old events. The record
is asked for what it said after the first run, and for what all later runs changed.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.record import history
from chancery.record.store import Record

PER_REPORT = 10
SENTENCE = "On this day the minister of the northern republic met the envoy of the southern one for the {}th time. "


def make_report(number: int) -> Report:
    """Make a report that tells of ten meetings."""
    text = "".join(SENTENCE.format(number * PER_REPORT + at) for at in range(PER_REPORT))
    return Report(
        id=hashlib.sha256(str(number).encode()).hexdigest()[:16],
        path=f"{number}.txt",
        text=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),),
        published=Edtf.parse("2020-05-04"),
        published_basis=DateBasis.DATELINE,
    )


def make_events(report: Report) -> Iterator[Event]:
    """Make the meetings that a report tells of."""
    start = 0
    for at in range(PER_REPORT):
        end = report.text.index(". ", start) + 1
        proof = (Evidence.of(report, Span(start, end)),)
        telling = Telling(report=report.id, when=None, where=None, status=EventStatus.OCCURRED, evidence=proof)
        yield Event(
            id=f"e-{report.id[:10]}{at:02}",
            type="CONSULT",
            mode=None,
            status=EventStatus.OCCURRED,
            actors=(Participant(entity="PER", state="PER"), Participant(entity="CHL", state="CHL")),
            recipients=(),
            evidence=proof,
            tellings=(telling,),
            when=report.published,
        )
        start = end + 1


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print what something took of processor time, and how much of that went into history."""
    start, before = time.process_time(), spent[0]
    yield
    share = f", {spent[0] - before:.2f} s of it history" if spent[0] > before else ""
    print(f"{what}: {time.process_time() - start:.2f} s{share}", flush=True)


spent = [0.0]


def counted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that adds its processor time to `spent`."""

    def run(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[0] += time.process_time() - start

    return run


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--share", type=float, default=0.01, help="of events that a run adds, and alters")
    given = parser.parse_args()
    for name in ("find_changes", "keep"):
        patch.object(history, name, counted(getattr(history, name))).start()
    states = tuple(
        Entity(id=code, kind=EntityKind.STATE, name=code, names=(code,), country=code) for code in ("CHL", "PER")
    )
    reports, fresh = given.events // PER_REPORT, max(1, int(given.events * given.share) // PER_REPORT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        with Record.open(path, create=True) as record:
            events: list[Event] = []
            for run in range(given.runs):
                first = 0 if run == 0 else reports + (run - 1) * fresh
                for number in range(first, reports + run * fresh):
                    report = make_report(number)
                    record.add(report, Observations(program="bench"))
                    events.extend(make_events(report))
                for at in range(run, given.events if run else 0, round(1 / given.share)):
                    events[at] = replace(events[at], where=f"place {run}")
                if run in {0, 1, given.runs - 1}:
                    with timed(f"run {run + 1}, {len(events)} events"):
                        record.conclude(Conclusions(entities=states, events=tuple(events)), "bench")
                else:
                    record.conclude(Conclusions(entities=states, events=tuple(events)), "bench")
            with timed("what the record said after run 1, opened"), record.as_of(1):
                pass
            with timed("a timeline of a day as of run 1"), record.as_of(1):
                record.events(since=Edtf.parse("2019"), until=Edtf.parse("2019"))
            with timed("changes since run 1"):
                told = sum(len(changes) for _, changes in record.changes(1))
            print(f"{told} changes since run 1")
            size = "SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name"
            try:
                sizes = {row.name: row.size for row in record._connection.exec_driver_sql(size)}  # noqa: SLF001
                kept = sum(sizes.get(name, 0) for name in ("change", "imprint", "run"))
                print(f"history {kept / 2**20:.1f} MiB of {sum(sizes.values()) / 2**20:.1f} MiB", flush=True)
                print({name: round(sizes.get(name, 0) / 2**20, 1) for name in ("change", "imprint")})
            except Exception as error:  # noqa: BLE001 - SQLite may be built without dbstat
                print(f"no sizes by table: {error}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
