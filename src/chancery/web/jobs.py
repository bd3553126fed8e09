"""Reads what people add, and follows what they decide, one after another beside the pages, on one thread."""

from __future__ import annotations

import queue
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from chancery.errors import ChanceryError, ServeError
from chancery.model.text import Skipped
from chancery.pipeline import Summary, conclude_again, read_found
from chancery.reading.items import Options, Source, open_all
from chancery.reading.source import Item
from chancery.record.address import Place
from chancery.record.stock import Change, compare_stocks, take_stock
from chancery.record.store import Record

_WAITING: Final = 20
_REMEMBERED: Final = 50
_PATIENCE_S: Final = 10.0
_FAULT: Final = "Reading ended in a fault of Chancery. The server's own output says more."


class JobState(StrEnum):
    """How far the reading of what somebody added has come."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True, kw_only=True)
class Job:
    """What somebody added, and what became of it.

    Attributes:
        id: Nobody can guess it.
        names: What was added, as people know it.
        addresses: Addresses to fetch.
        folder: Where the files lie until they are read; it is removed then.
        done: Originals done with.
        total: Originals in all, where that is known.
        now: What is being read.
        summary: What was read, once that is done.
        changes: What changed in the record.
        fault: Why it failed, in one line.
        concluding: Whether nothing is read, and the record put together again because something was decided.
    """

    names: tuple[str, ...]
    concluding: bool = False
    addresses: tuple[str, ...] = ()
    folder: Path | None = None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: JobState = JobState.WAITING
    done: int = 0
    total: int | None = None
    now: str = ""
    summary: Summary | None = None
    changes: tuple[Change, ...] = ()
    fault: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {JobState.DONE, JobState.FAILED}


class Jobs:
    """The queue of what people add.

    Attributes:
        after: Is called after each job, on the thread that reads.
    """

    after: Callable[[], None] | None = None

    def __init__(self, record: Place, *, allow_private: bool = False) -> None:
        """Remember the record; the thread starts with the first job."""
        self._record = record
        self._options = Options(allow_private=allow_private)
        self._queue: queue.Queue[Job | None] = queue.Queue(_WAITING)
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def add(self, job: Job) -> Job:
        """Put a job at the end of the queue.

        Raises:
            ServeError: C103 if too many wait already.
        """
        with self._lock:
            try:
                self._queue.put_nowait(job)
            except queue.Full:
                _forget(job)
                remedy = "Wait until some are read."
                raise ServeError("C103", f"{_WAITING} additions wait already.", remedy) from None
            self._known[job.id] = job
            for old in [one for one, known in self._known.items() if known.over][
                : max(0, len(self._known) - _REMEMBERED)
            ]:
                del self._known[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="reading", daemon=True)
                self._thread.start()
        return job

    def conclude(self) -> Job:
        """Have the record put together again; decisions that come before that begins share one job.

        Raises:
            ServeError: C103 if too many jobs wait already.
        """
        with self._lock:
            for job in self._known.values():
                if job.concluding and job.state is JobState.WAITING:
                    return job
        return self.add(Job(names=("decisions",), concluding=True))

    def conclusion(self) -> Job | None:
        """Return the last job that puts the record together again because something was decided."""
        with self._lock:
            return next((job for job in reversed(self._known.values()) if job.concluding), None)

    def find(self, name: str) -> Job | None:
        """Return a job by its id."""
        with self._lock:
            return self._known.get(name)

    def close(self) -> None:
        """Stop as soon as the report at hand is read; what waits is not read."""
        self._stopping.set()
        with self._lock:
            thread = self._thread
            for job in self._known.values():
                if job.state is JobState.WAITING:
                    _forget(job)
        if thread is not None:
            with suppress(queue.Full):  # then the thread has jobs, and looks before it takes the next
                self._queue.put_nowait(None)
            thread.join(_PATIENCE_S)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None and not self._stopping.is_set():
            try:
                self._read(job)
            except ChanceryError as error:
                job.fault, job.state = str(error), JobState.FAILED
            except _Stopped:
                job.fault, job.state = "The server was stopped.", JobState.FAILED
            except Exception as error:  # noqa: BLE001 - the next job must not suffer; the fault is printed
                job.fault, job.state = _FAULT, JobState.FAILED
                self._tell(error)
            finally:
                _forget(job)
            self._follow_up()

    def _follow_up(self) -> None:
        try:
            if self.after is not None and not self._stopping.is_set():
                self.after()
        except Exception as error:  # noqa: BLE001 - nothing waits for it; the fault is printed
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if not self._stopping.is_set():
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))

    def _read(self, job: Job) -> None:
        """Read one job into the record, and say what that changed."""

        def progress(done: int, total: int | None, name: str) -> None:
            if self._stopping.is_set():
                raise _Stopped
            job.done, job.total, job.now = done, total, name

        with Record.open(self._record) as record:
            job.state = JobState.READING
            if job.concluding:
                conclude_again(record)
                job.state = JobState.DONE
                return
            before = take_stock(record)
            job.summary = read_found(self._found(job), record, progress=progress)
            job.changes = compare_stocks(before, take_stock(record))
        job.state = JobState.DONE

    def _found(self, job: Job) -> Iterator[Source | Skipped]:
        """Find the originals in what was added, under the names that people know them by."""
        inputs = [*(sorted(job.folder.glob("*/*")) if job.folder else ()), *job.addresses]
        return _renamed(open_all(inputs, options=self._options), job.folder)


class _Stopped(Exception):  # noqa: N818 - no error: the server is going down
    """The server stops while something is read."""


def _renamed(found: Iterable[Source | Skipped], folder: Path | None) -> Iterator[Source | Skipped]:
    """Take the folder where files lay for a while out of their names."""
    for one in found:
        if isinstance(one, Path):
            yield Item(name=one.name, data=one.read_bytes())
        elif isinstance(one, Item):
            yield replace(one, name=_without(one.name, folder))
        else:
            yield Skipped(_without(one.path, folder), one.code, _without(one.reason, folder))


def _without(text: str, folder: Path | None) -> str:
    """Take a folder, and the number of the file in it, out of a text."""
    if folder is None:
        return text
    before, found, after = text.partition(f"{folder}/")
    return f"{before}{_without(after.partition('/')[2], folder)}" if found else text


def _forget(job: Job) -> None:
    if job.folder is not None:
        shutil.rmtree(job.folder, ignore_errors=True)
