"""Work on inputs that may be poison: time limit, memory cap, and a crash costs one input.

1. Workers come from a fork server, so that modules load once and a dead worker is replaced
   within milliseconds.
2. Each worker caps its memory, and asks the kernel to kill it when its parent is gone.
3. Only a few inputs wait in the pool at any time; results come in the order of the inputs.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, repeat
from multiprocessing import forkserver, resource_tracker
from typing import Any, Final, Generic, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from chancery.errors import ChanceryError, InputError

if sys.platform != "win32":
    import fcntl
    import resource

Item = TypeVar("Item")
Result = TypeVar("Result")
_AHEAD: Final = 3  # inputs in the pool for each worker
_TRIES: Final = 3  # starts of an input whose pool breaks before it is done
_KILLED: Final = frozenset({-9, 137})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one input may cost.

    Attributes:
        seconds: Time.
        memory: Bytes a worker may take beyond what it holds after loading; not enforced on macOS and Windows.
    """

    seconds: float = 10.0
    memory: int = 2 * 2**30


@dataclass(slots=True)
class _Job(Generic[Item]):
    item: Item
    future: Any = None
    tries: int = 0


@dataclass(slots=True)
class _Crew(Generic[Item, Result]):
    """A pool that can be replaced when it breaks."""

    function: Callable[[Item], Result]
    limits: Limits
    initializer: Callable[[], object] | None
    workers: int
    pool: Any = field(init=False, default=None)

    def start(self, job: _Job[Item]) -> None:
        """Hand a job to the pool; a broken pool is replaced first."""
        job.tries += 1
        for _ in repeat(None, _TRIES):
            with suppress(RuntimeError):
                job.future = self._pool().schedule(
                    _guarded, args=(self.function, job.item), timeout=self.limits.seconds
                )
                return
            self.stop()
        job.tries = _TRIES

    def stop(self) -> None:
        """Kill the workers."""
        if self.pool is not None:
            self.pool.stop()
            self.pool.join()
            self.pool = None

    def _pool(self) -> Any:  # noqa: ANN401 - pebble's pool
        if self.pool is None:
            setup = partial(_set_up, self.limits.memory, self.initializer)
            self.pool = ProcessPool(max_workers=self.workers, initializer=setup, context=_context())
        return self.pool


def run_guarded(
    function: Callable[[Item], Result],
    inputs: Iterable[Item],
    *,
    limits: Limits | None = None,
    initializer: Callable[[], object] | None = None,
    preload: Sequence[str] = (),
    workers: int | None = None,
    name: Callable[[Item], str] = str,
) -> Iterator[tuple[Item, Result | ChanceryError]]:
    """Apply a function to each input in a pool of guarded processes.

    Args:
        function: A picklable function of one input.
        inputs: What it is applied to; taken only as fast as results are asked for.
        limits: Time and memory for one input.
        initializer: Called once in each worker, to load a model.
        preload: Modules that the fork server imports once for all workers.
        workers: How many processes; by default one for each processor, at most one for each input.
        name: What to call an input in messages.

    Yields:
        Each input, in order, with its result or the error that it met: the function's own
        `ChanceryError`, or C015 time, C016 memory, C017 crash.
    """
    if preload and "forkserver" in multiprocessing.get_all_start_methods():
        _start_fork_server(preload)
    waiting: deque[_Job[Item]] = deque()
    limits = limits or Limits()
    count = workers or worker_count(inputs)
    crew: _Crew[Item, Result] = _Crew(function, limits, initializer, count)
    source = iter(inputs)
    try:
        for job in chain((_Job(item) for item in source), repeat(None)):
            if job is not None:
                crew.start(job)
                waiting.append(job)
            if waiting and (job is None or len(waiting) > _AHEAD * count):
                done = waiting.popleft()
                outcome: Result | ChanceryError = _outcome(crew, done, waiting, name)
                yield done.item, outcome
            if job is None and not waiting:
                return
    finally:
        crew.stop()


def worker_count(inputs: Iterable[object]) -> int:
    """Return how many workers pay: one for each processor, at most one for each input."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, len(inputs))) if isinstance(inputs, Sized) else processors


def _outcome(
    crew: _Crew[Item, Result], job: _Job[Item], waiting: Iterable[_Job[Item]], name: Callable[[Item], str]
) -> Result | ChanceryError:
    """Wait for a job; when the pool breaks under it, start it and those behind it again."""
    while True:
        try:
            if job.future is None:
                return _crash(name(job.item), "no worker could be started")
            worth = job.future.result()
        except TimeoutError:
            message = f"Reading {name(job.item)} took longer than {crew.limits.seconds:g} s."
            return InputError("C015", message, "Leave it out, or raise the time limit.")
        except ProcessExpired as error:
            killed = error.exitcode in _KILLED
            return (
                _memory(name(job.item))
                if killed
                else _crash(name(job.item), f"the worker ended with code {error.exitcode}")
            )
        except (BrokenProcessPool, RuntimeError) as error:
            if job.tries >= _TRIES:
                return _crash(name(job.item), str(error))
            crew.stop()
            for again in chain([job], (other for other in waiting if not _is_done(other))):
                crew.start(again)
            continue
        if isinstance(worth, _Fault):
            return _memory(name(job.item)) if worth.memory else _crash(name(job.item), worth.what)
        return cast("Result | ChanceryError", worth)


def _is_done(job: _Job[Item]) -> bool:
    future = job.future
    return future is not None and future.done() and not isinstance(future.exception(), BrokenProcessPool)


def _memory(name: str) -> InputError:
    return InputError("C016", f"Reading {name} needed more memory than the limit.", "Leave it out, or raise the limit.")


def _crash(name: str, what: str) -> InputError:
    return InputError("C017", f"The reader crashed on {name} ({what}).", "Leave it out, and report the fault.")


@dataclass(frozen=True, slots=True)
class _Fault:
    """What a function raised that was no `ChanceryError`."""

    what: str
    memory: bool = False


def _guarded(function: Callable[[Item], Result], item: Item) -> Result | ChanceryError | _Fault:
    """Run in the worker: turn whatever is raised into a value that crosses the border."""
    try:
        return function(item)
    except ChanceryError as error:
        return error
    except MemoryError:
        return _Fault("no memory", memory=True)
    except Exception as error:  # noqa: BLE001 - any fault costs this input only
        return _Fault(f"{type(error).__name__}: {error}"[:200])


def _context() -> Any:  # noqa: ANN401 - a context of one of several classes
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _start_fork_server(preload: Sequence[str]) -> None:
    """Start the server that workers are forked from, deaf to Ctrl-C: the parent hears it, and ends them all."""
    _context().set_forkserver_preload(list(preload))
    resource_tracker.ensure_running()  # starting it unblocks the signal again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _set_up(memory: int, initializer: Callable[[], object] | None) -> None:
    """Prepare a worker: it ends at once when told to, dies with its parent, and loads, then caps."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with_parent()
    if initializer is not None:
        # what fails here fails again, with a code, on the first input
        with suppress(Exception):
            initializer()
    if sys.platform == "linux":
        _cap_memory(memory)


def _cap_memory(memory: int) -> None:
    """Limit the address space to what is mapped now and `memory` bytes more."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path, a kernel file
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = mapped + memory if hard == resource.RLIM_INFINITY else min(mapped + memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _die_with_parent() -> None:
    """End this worker when its parent ends, however that happens.

    On Linux the kernel sends SIGKILL when the parent's end of the sentinel pipe closes, which
    also reaches a worker that is deep in C code; elsewhere a thread waits for it.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel: int = parent.sentinel
    if sys.platform == "linux":
        fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)
        if select.select([sentinel], [], [], 0)[0]:
            os._exit(1)
    else:
        threading.Thread(target=_wait_and_exit, args=(parent,), daemon=True).start()


def _wait_and_exit(parent: Any) -> None:  # noqa: ANN401 - multiprocessing's parent handle
    parent.join()
    os._exit(1)
