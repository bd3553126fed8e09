"""The guarded pool: poison costs one input, and nothing outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from chancery.errors import ChanceryError
from chancery.reading.workers import Limits, run_guarded
from reading import jobs

TESTS = Path(__file__).parent.parent
PARENT = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs that a shell starts in the background ignore it
sys.path.insert(0, {tests!r})
from reading import jobs
from chancery.reading.workers import run_guarded
if __name__ == "__main__":
    for item, _ in run_guarded(jobs.{job}, {inputs}, workers=2):
        print(item, flush=True)
"""


def test_results_come_in_order_of_inputs() -> None:
    """More inputs than workers come back in order."""
    assert list(run_guarded(jobs.double, range(20), workers=2)) == [(i, 2 * i) for i in range(20)]


def test_poison_costs_one_input() -> None:
    """Time, memory, crash and fault each cost their input and have their code."""
    items = ["a", "sleep", "spin", "segfault", "b", "exit", "eat", "raise", "refuse", "c"]
    limits = Limits(seconds=3, memory=2**28)  # patient enough for a busy machine
    found = {
        item: result.code if isinstance(result, ChanceryError) else result
        for item, result in run_guarded(jobs.misbehave, items, limits=limits, workers=2)
    }
    assert found == {
        "a": "A",
        "sleep": "C015",
        "spin": "C015",
        "segfault": "C017",
        "b": "B",
        "exit": "C017",
        "eat": "C016",
        "raise": "C017",
        "refuse": "C011",
        "c": "C",
    }


def test_initializer_runs_in_workers() -> None:
    """What the initializer loads is there for each input."""
    assert list(run_guarded(jobs.loaded, [1], initializer=jobs.load)) == [(1, "something")]


def test_inputs_are_taken_as_results_are_asked_for() -> None:
    """An endless source of inputs is not read ahead."""
    taken = []

    def source() -> Iterator[int]:
        for number in range(10**9):
            taken.append(number)
            yield number

    results = run_guarded(jobs.double, source(), workers=1)
    assert next(results) == (0, 0)
    results.close()  # type: ignore[attr-defined]
    assert len(taken) < 10


def start_parent(folder: Path, job: str, inputs: str) -> subprocess.Popen[str]:
    """Start a program that works with a pool, and wait for its first result."""
    code = PARENT.format(tests=str(TESTS), job=job, inputs=inputs)
    path = os.pathsep.join(filter(None, [str(TESTS.parent / "src"), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    program = folder / "parent.py"
    program.write_text(code, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    parent.stdout.readline()
    return parent


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("job", "inputs"), [("slow", "range(100)"), ("misbehave", "['a', 'spin', 'spin']")])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_their_parent(tmp_path: Path, job: str, inputs: str, number: signal.Signals) -> None:
    """Whether killed or interrupted, a parent leaves no process behind, even one deep in C code."""
    parent = start_parent(tmp_path, job, inputs)
    children = psutil.Process(parent.pid).children(recursive=True)
    assert children
    parent.send_signal(number)
    parent.wait(timeout=5)
    assert parent.stdout is not None
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while any(is_running(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [child for child in children if is_running(child)] == []


def is_running(process: psutil.Process) -> bool:
    """Tell a live process from an ended one that nobody has asked about."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
