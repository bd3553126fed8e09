"""Manners towards the hosts that pages are fetched from: what they forbid, and how often they are asked.

Source: RFC 9309 for robots.txt; RFC 9110, section 10.2.3, for Retry-After.
"""

from __future__ import annotations

import datetime as dt
import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from chancery.reading.addresses import Address, refused

PRODUCT: Final = "Chancery"
"""What robots.txt calls us."""
ROBOTS_LIMIT: Final = 512 * 1024
"""Bytes of a robots.txt that are heeded; RFC 9309, section 2.5, asks for 500 KiB."""

_DAY_S: Final = 24 * 3600.0  # RFC 9309, section 2.4: no robots.txt is trusted for longer
_FAULT_S: Final = 600.0  # until a host that could not say what it forbids is asked again
_HOSTS: Final = 256  # whose robots.txt are kept
_PACED: Final = 10_000  # hosts whose last request is remembered
_FAILURES: Final = 3  # in a row, after which a host is left alone for a while
_REST_S: Final = 600.0

_LATER: Final = "Try again later."


class NotNowError(Exception):
    """Something cannot be fetched, for a reason outside Chancery.

    Attributes:
        reason: Why, as the end of a sentence.
        remedy: What the user can do about it.
    """

    def __init__(self, reason: str, remedy: str = _LATER) -> None:
        """Keep both."""
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(slots=True, kw_only=True)
class Pace:
    """Keeps the requests to one host apart, and leaves a host alone that asks for it or does not answer.

    Attributes:
        longest: Seconds that are waited for at most; beyond them the host is given up for now.
        clock: Seconds that only ever grow.
        sleep: Waits.
    """

    longest: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _ready: dict[str, float] = field(default_factory=dict)
    _failures: Counter[str] = field(default_factory=Counter)

    def wait(self, host: str, *, delay: float) -> None:
        """Wait until a host may be asked again, and count this as asking.

        Args:
            host: The host.
            delay: Seconds until it may be asked once more.

        Raises:
            NotNowError: If that would take too long.
        """
        left = self._ready.get(host, -math.inf) - self.clock()
        if left > self.longest:
            reason = f"{host} is to be left alone for {math.ceil(left)} s more"
            raise NotNowError(reason)
        if left > 0:
            self.sleep(left)
        if len(self._ready) > _PACED:
            now = self.clock()
            self._ready = {known: ready for known, ready in self._ready.items() if ready > now}
        self._ready[host] = self.clock() + delay

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some seconds from now, or longer if that was agreed already."""
        self._ready[host] = max(self._ready.get(host, -math.inf), self.clock() + seconds)

    def answered(self, host: str) -> None:
        """Note that a host answers."""
        self._failures.pop(host, None)

    def failed(self, host: str) -> bool:
        """Note that a host did not answer.

        Returns:
            Whether it is now left alone for a while, since it did not answer several times in a row.
        """
        self._failures[host] += 1
        given_up = self._failures[host] >= _FAILURES
        if given_up:
            del self._failures[host]
            self.hold(host, _REST_S)
        return given_up


@dataclass(slots=True)
class _Rules:
    """What one host's robots.txt said, not yet taken apart: parsed rules of a large one take 20 MB."""

    text: str
    fault: str | None
    until: float


@dataclass(slots=True, kw_only=True)
class Robots:
    """Knows what hosts forbid.

    Attributes:
        ask: Fetches a robots.txt: its address to status and content; raises `NotNowError`.
        clock: Seconds that only ever grow.
    """

    ask: Callable[[Address], tuple[int, bytes]]
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, _Rules] = field(default_factory=dict)

    def check(self, address: Address) -> float:
        """Make sure that an address may be fetched.

        Returns:
            Seconds that its host wants between two requests, or 0.

        Raises:
            InputError: C065 if robots.txt forbids it.
            NotNowError: If the host cannot say what it forbids: then it forbids all.
        """
        from protego import Protego  # noqa: PLC0415 - only fetching needs it

        rules = self._rules(address)
        if rules.fault:
            raise NotNowError(rules.fault)
        parsed = Protego.parse(rules.text)
        if not parsed.can_fetch(str(address), PRODUCT):
            shown = str(address)
            raise refused(shown, f"{address.host} forbids it in robots.txt", "Save the page yourself, and read that.")
        delay = parsed.crawl_delay(PRODUCT)
        return delay if delay is not None and 0 < delay < math.inf else 0.0

    def _rules(self, address: Address) -> _Rules:
        known = self._known.pop(address.origin, None)
        if known is None or known.until < self.clock():
            known = self._asked(address)
        self._known[address.origin] = known  # the newest last
        if len(self._known) > _HOSTS:
            del self._known[next(iter(self._known))]
        return known

    def _asked(self, address: Address) -> _Rules:
        status, data = self.ask(Address(address.scheme, address.host, address.port, "/robots.txt"))
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return _Rules(data.decode("utf-8-sig", "replace"), None, self.clock() + _DAY_S)
        if status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.TOO_MANY_REQUESTS:
            return _Rules("", None, self.clock() + _DAY_S)  # there is none, or only redirects without end
        fault = f"its robots.txt answers {status}, so that nobody knows what may be fetched"
        return _Rules("", fault, self.clock() + _FAULT_S)


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Read how many seconds a host wants to be left alone: a number, or a date.

    Args:
        value: The Retry-After header.
        now: The time, with its zone.

    Returns:
        Seconds, not below 0; None if the header says nothing that can be read.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _DAY_S)
    try:
        date = parsedate_to_datetime(text)
        if date.tzinfo is None:
            date = date.replace(tzinfo=dt.UTC)
        return min(max((date - now).total_seconds(), 0.0), _DAY_S)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
