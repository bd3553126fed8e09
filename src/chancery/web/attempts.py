"""Counts failed attempts to log in, by name and by address, and says when it is enough."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

from chancery.errors import ServeError

WINDOW_S: Final = 15 * 60
BY_NAME: Final = 10
BY_ADDRESS: Final = 30
_REMEMBERED: Final = 20_000  # names and addresses; the oldest go first
_NETWORK: Final = 64  # bits of an IPv6 address that one subscriber has


class Attempts:
    """Failed attempts of the last quarter of an hour; names that nobody has are counted like others."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        """Start with none.

        Args:
            now: The clock.
        """
        self._now = now
        self._failed: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str, address: str) -> None:
        """Count an attempt before it is tried, so that many at once count too.

        Raises:
            ServeError: C112 if there were too many.
        """
        now = self._now()
        keys = _keys(name, address)
        with self._lock:
            for key, most in zip(keys, (BY_NAME, BY_ADDRESS), strict=True):
                times = self._failed.get(key, deque())
                while times and times[0] <= now - WINDOW_S:
                    times.popleft()
                if len(times) >= most:
                    minutes = math.ceil((times[0] + WINDOW_S - now) / 60)
                    remedy = f"Try again in {minutes} minutes."
                    raise ServeError("C112", "There were too many attempts to log in.", remedy)
            for key in keys:
                self._failed.setdefault(key, deque()).append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > _REMEMBERED:
                self._failed.popitem(last=False)

    def succeed(self, name: str, address: str) -> None:
        """Forget the failed attempts with a name, and this one of its address."""
        by_name, by_address = _keys(name, address)
        with self._lock:
            self._failed.pop(by_name, None)
            times = self._failed.get(by_address)
            if times:
                times.pop()


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", " ".join(name.split()).casefold()[:64]), ("address", network_of(address))


def network_of(address: str) -> str:
    """Return what one subscriber has of an address.

    Example:
        >>> network_of("2001:db8::1"), network_of("192.0.2.1"), network_of("::ffff:192.0.2.1")
        ('2001:db8::/64', '192.0.2.1', '192.0.2.1')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, _NETWORK), strict=False))
    return str(known)
