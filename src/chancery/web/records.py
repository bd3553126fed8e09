"""Keeps records open for the threads that answer, and what was made of a record for as long as it stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from chancery.errors import QueryError, ServeError
from chancery.record.address import Place
from chancery.record.store import Record
from chancery.record.watch import Mark, Watch
from chancery.web.standing import Standing

_KEPT_OPEN: Final = 8
_MEMORIES: Final = 64
_HEAVIEST: Final = 500_000  # rows of all lists that are kept; a row takes about 230 bytes

T = TypeVar("T")

State = tuple[int, ...]
"""What a record is like now, as `record.watch` tells it; behind it, how often something was made of it beside."""


class Pool:
    """Lends records that are open for reading, each to one thread at a time."""

    def __init__(self, path: Place) -> None:
        """Remember the file; nothing is opened yet."""
        self.path = path
        self._free: list[tuple[State, Record]] = []
        self._lock = threading.Lock()
        self._closed = False

    @contextmanager
    def lend(self, state: State) -> Iterator[Record]:
        """Lend a record, inside one state of it.

        Args:
            state: As the watch tells it; a file that was put in the place of another is opened anew.

        Raises:
            RecordError: If the record cannot be opened or read.
        """
        file, record = state[:2], self._take(state[:2])
        try:
            with record.snapshot():
                yield record
        except (QueryError, ServeError):  # the question was at fault, not the record
            self._give(file, record)
            raise
        except BaseException:
            record.close()
            raise
        self._give(file, record)

    def close(self) -> None:
        """Close what is not lent; what is lent is closed when it comes back."""
        with self._lock:
            self._closed, left, self._free = True, self._free, []
        for _, record in left:
            record.close()

    def _take(self, file: State) -> Record:
        with self._lock:
            old, self._free = self._free, [one for one in self._free if one[0] == file]
            stale = [record for known, record in old if known != file]
            found = self._free.pop()[1] if self._free else None
        for record in stale:
            record.close()
        return found or Record.open(self.path, readonly=True)

    def _give(self, file: State, record: Record) -> None:
        with self._lock:
            keep = not self._closed and len(self._free) < _KEPT_OPEN
            if keep:
                self._free.append((file, record))
        if not keep:
            record.close()


class Memory:
    """Keeps what was made of a record until the record changes; the least used goes first."""

    def __init__(self, most: int = _MEMORIES) -> None:
        """Start with nothing."""
        self._most = most
        self._state: Hashable = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, state: Hashable, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, made now if it is not.

        Two threads may make the same at once; that costs time, and neither waits for the other.
        """
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state = state
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]
                return found
        made = make()
        with self._lock:
            if state == self._state:
                self._kept[key] = made
                self._kept.move_to_end(key)
                while len(self._kept) > 1 and (len(self._kept) > self._most or self._weight() > _HEAVIEST):
                    self._kept.popitem(last=False)
        return made

    def _weight(self) -> int:
        return sum(len(one) for one in self._kept.values() if isinstance(one, tuple | dict))


class LastRun:
    """Keeps one thing that follows from what the last run concluded, and not from decisions made since."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._kept: tuple[Hashable, Any] | None = None
        self._lock = threading.Lock()

    def get(self, record: Record, state: State, make: Callable[[], T]) -> T:
        """Return it as it was made after the last run, or make it.

        Args:
            record: The record.
            state: Its state; a file that was put in the place of another is another record.
            make: Makes it.
        """
        key = (state[:2], len(record.runs()))
        with self._lock:
            if self._kept is not None and self._kept[0] == key:
                found: T = self._kept[1]
                return found
        made = make()
        with self._lock:
            self._kept = (key, made)
        return made


class Records:
    """The record of a server: lent for reading, watched for changes.

    Attributes:
        path: The file.
        standing: What is costly to make of it.
    """

    def __init__(self, path: Place) -> None:
        """Remember the file; nothing is opened yet."""
        self.path = path
        self.standing = Standing(self.reading)
        self._pool = Pool(path)
        self._memory, self._lasting = Memory(), Memory()
        self._watch = Watch(path)
        self._lock = threading.Lock()

    def state(self) -> State:
        """Return what the record is like now; equal states mean that pages say the same.

        Raises:
            RecordError: If it is not there any more, or cannot be opened.
        """
        with self._lock:
            return (*self._watch.state(), self.standing.renewed)

    @contextmanager
    def reading(self) -> Iterator[tuple[Record, State]]:
        """Lend the record with its state, which is no newer than what the record then says."""
        state = self.state()
        with self._pool.lend(state) as record:
            yield record, state

    def remembered(self, state: State, key: Hashable, make: Callable[[], T]) -> T:
        """Return something made of the record in a state; see `Memory.get`."""
        return self._memory.get(state, key, make)

    def lasting(self, mark: Mark, key: Hashable, make: Callable[[], T]) -> T:
        """Return something made of the conclusions alone, which decisions do not change until they are followed."""
        return self._lasting.get(mark, key, make)

    def close(self) -> None:
        """Close every file."""
        self.standing.close()
        self._pool.close()
        with self._lock:
            self._watch.close()
