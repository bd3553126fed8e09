"""Keeps what is costly to make of a record: the last is shown while the next is made beside what is being read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from chancery.errors import ChanceryError
from chancery.record.store import Record
from chancery.record.watch import Mark, read_mark

_QUICK_S: Final = 0.1  # of processor time; what takes no longer is made at once
_REST: Final = 4.0  # times as long as it took: while a program writes all the time, pages have most of the processor
_AFTER_S: Final = 0.2  # so that the page that noticed is there first
_PATIENCE_S: Final = 5.0

T = TypeVar("T")

Lend = Callable[[], AbstractContextManager[tuple[Record, Any]]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Something made of a record.

    Attributes:
        mark: What the record was like.
        cost: Processor time that it took, in seconds.
        at: When that was, by a clock that never goes back.
    """

    mark: Mark
    made: Any
    cost: float
    at: float


class Standing:
    """What follows from the conclusions of a record, and not from decisions that nobody has followed yet.

    A record of 100,000 events takes a second to look through. When another program has written to it, pages are made
    of what was known before, for as long as that takes; a record that is looked through in no time is, at once.

    Attributes:
        renewed: How often something was made beside; pages made before then may be out of date.
    """

    def __init__(self, lend: Lend) -> None:
        """Take what lends the record."""
        self.renewed = 0
        self._lend = lend
        self._kept: dict[Hashable, _Kept] = {}
        self._working: dict[Hashable, threading.Thread] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()

    def get(self, record: Record, mark: Mark, name: Hashable, make: Callable[[Record], T], *, late: bool = True) -> T:
        """Return what is kept under a name, if it is not out of date or may be.

        Args:
            record: The record.
            mark: What it is like: of which file, and its mark.
            name: Of what is made.
            make: Makes it.
            late: Whether it may be what it was before the last change, for as long as the next takes.
        """
        with self._lock:
            kept = self._kept.get(name)
        if kept is not None and kept.mark == mark:
            found: T = kept.made
            return found
        if kept is not None and late and kept.cost > _QUICK_S and kept.mark[0] == mark[0]:
            self._begin(name, make, kept)
            before: T = kept.made
            return before
        return self._make(record, mark, name, make)

    @property
    def busy(self) -> bool:
        """Whether something is being made beside."""
        with self._lock:
            return bool(self._working)

    def close(self) -> None:
        """Wait for what is being made."""
        with self._lock:
            working = list(self._working.values())
        self._closing.set()
        for thread in working:
            thread.join(_PATIENCE_S)

    def _make(self, record: Record, mark: Mark, name: Hashable, make: Callable[[Record], T]) -> T:
        begun = time.thread_time()
        made = make(record)
        with self._lock:
            self._kept[name] = _Kept(mark, made, time.thread_time() - begun, time.monotonic())
        return made

    def _begin(self, name: Hashable, make: Callable[[Record], object], before: _Kept) -> None:
        with self._lock:
            if name in self._working or self._closing.is_set():
                return
            thread = threading.Thread(
                target=self._renew, args=(name, make, before), name=f"renewing {name}", daemon=True
            )
            self._working[name] = thread
        thread.start()

    def _renew(self, name: Hashable, make: Callable[[Record], object], before: _Kept) -> None:
        try:
            due = before.at + _REST * before.cost
            if self._closing.wait(max(_AFTER_S, due - time.monotonic())):
                return
            with suppress(ChanceryError), self._lend() as (record, state):  # who asks next is told what is wrong
                self._make(record, mark_of(record, state), name, make)
        finally:
            with self._lock:
                self.renewed += 1
                del self._working[name]


def mark_of(record: Record, state: tuple[int, ...]) -> Mark:
    """Return what a record is like, whatever was decided about it: of which file, and its mark."""
    return (state[:2], *read_mark(record))
