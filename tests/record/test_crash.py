"""Kills and company: the record is whole at every moment, and a killed run is finished by the next."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import chancery
from chancery.record.address import Place
from chancery.record.store import Record
from record import killed
from record.made import derive, make_observations, make_report

RECORDS, KILLS, SEED = 5, 4, 20201023


def test_crash_killed_runs_are_finished_by_the_next(tmp_path: Path) -> None:
    """After kills at random moments, running again gives the record of an undisturbed run, and no other file."""
    paths = [str(Path(chancery.__file__).parents[1]), str(Path(__file__).parents[1])]
    run = subprocess.run(
        [sys.executable, killed.__file__, str(tmp_path), str(RECORDS), str(KILLS), str(SEED)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    *digests, killed_at_work = run.stdout.split()
    assert len(digests) == RECORDS + 1
    assert len(set(digests)) == 1
    assert int(killed_at_work) > RECORDS * KILLS // 2
    assert len(list(tmp_path.iterdir())) == RECORDS + 1


def test_crash_readers_see_whole_states_while_another_writes(path: Place) -> None:
    """Each state that a reader sees has as many events as its conclusions rest on, each with its words."""
    Record.open(path, create=True).close()
    done = threading.Event()
    seen: list[int] = []
    faults: list[str] = []

    def read() -> None:
        with Record.open(path, readonly=True) as record:
            while not done.is_set():
                with record.snapshot():
                    events, quotations = record.events(), record.quotations()
                    texts = {report.id: report.text for report in record.reports()}
                    if len(events) != len(quotations):
                        faults.append(f"{len(events)} events beside {len(quotations)} quotations")
                    faults.extend(
                        item.quote
                        for e in events
                        for item in e.evidence
                        if item.span.of(texts[item.report]) != item.quote
                    )
                    seen.append(len(events))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        with Record.open(path) as record:
            for number in range(15):
                record.add(make_report(number), make_observations(make_report(number)))
                record.conclude(derive(record.inputs()))
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not faults
    assert len(set(seen)) > 1


def test_crash_two_writers_share_a_record(path: Place) -> None:
    """Two programs that read into one record take turns; nothing is lost or doubled."""
    Record.open(path, create=True).close()

    def write(start: int) -> None:
        with Record.open(path, busy_s=30) as record:
            for number in range(start, start + 20):
                record.add(make_report(number), make_observations(make_report(number)))

    writers = [threading.Thread(target=write, args=(start,)) for start in (0, 10)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Record.open(path) as record:
        assert record.counts()["reports"] == 30
        assert [report.id for report, _ in record.inputs()] == sorted(make_report(n).id for n in range(30))
