"""Pages from the web: fetched one at a time, politely, and from the public web only.

1. The address is taken apart and checked (`addresses`).
2. Its host is asked what it forbids, and then no oftener than it likes (`politeness`).
3. One request goes to a number that was checked (`connections`, `exchanges`).
4. Redirects are followed by hand: each is an address like any other, and goes through 1 to 3.

What comes is one original; a feed gives one for each of its entries.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from chancery import __version__
from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.addresses import Address, canonical, parse_address, show
from chancery.reading.feeds import FeedEntry, entries, entry_name, own_text
from chancery.reading.fetched import Fetched
from chancery.reading.files import skipped
from chancery.reading.politeness import PRODUCT, ROBOTS_LIMIT, NotNowError, Pace, Robots, retry_after
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item, PageData

if TYPE_CHECKING:
    from chancery.reading.exchanges import Answer, Request

MOST_ENTRIES: Final = 1000
"""Entries of one feed that are fetched at one visit."""

_ACCEPTED: Final = (
    "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml;q=0.9,*/*;q=0.5"
)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN: Final = frozenset({429, 502, 503, 504})
_PAUSE_S: Final = 1.0  # before another try, the first time
_REMEDIES: Final = {404: "Check its spelling.", 410: "It is gone.", 429: "Try again later.", 503: "Try again later."}
_IN_A_BROWSER: Final = "Open it in a browser; if it opens there, save it, and read the file."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How pages are fetched.

    Attributes:
        allow_private: Whether addresses may lead into the own network.
        delay: Seconds between two requests to one host, at least.
        connect_s: Seconds to connect.
        whole_s: Seconds for one answer, whole.
        size: Bytes of one answer, unpacked.
        redirects: Redirects that are followed in a row.
        retries: Further tries where another may do better.
        longest_wait: Seconds that are waited because a host asks for it; one that asks for more is given up for now.
        proxy: A proxy, "http://host:port". It looks the names up, so that only numbers are checked here.
        trust_env: Whether the environment may name one.
    """

    allow_private: bool = False
    delay: float = 1.0
    connect_s: float = 10.0
    whole_s: float = 60.0
    size: int = ITEM_LIMIT
    redirects: int = 5
    retries: int = 2
    longest_wait: float = 120.0
    proxy: str | None = None
    trust_env: bool = False


class Web:
    """The web as one run sees it: remembers what each host forbids, and when it was last asked."""

    def __init__(
        self,
        settings: WebSettings | None = None,
        *,
        resolve: Callable[[str, int], list[str]] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Remember nothing yet.

        Args:
            settings: How to fetch.
            resolve: Looks names up; the system's resolver by default.
            clock: Seconds that only ever grow.
            sleep: Waits.
        """
        self.settings = settings or WebSettings()
        self._resolve = resolve
        self._pace = Pace(longest=self.settings.longest_wait, clock=clock, sleep=sleep)
        self._robots = Robots(ask=self._ask_robots, clock=clock)

    def fetch(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch an address.

        Args:
            address: The address.
            etag: Mark of the version that is known already.
            last_modified: Its date.

        Raises:
            InputError: C064 if it could not be fetched; C065 if it, or what it redirects to, may not be;
                C014 if it is too large.
        """
        headers = {"Accept": _ACCEPTED}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        first = self._parsed(address)
        try:
            at, answer = self._follow(first, headers)
        except NotNowError as error:
            raise InputError("C064", f"{show(address)} could not be fetched: {error.reason}.", error.remedy) from error
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES and answer.status != HTTPStatus.NOT_MODIFIED:
            raise _bad_status(show(address), answer.status)
        return Fetched(
            address=canonical(at),
            status=answer.status,
            data=answer.data,
            media_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )

    def _parsed(self, address: str, base: Address | None = None) -> Address:
        return parse_address(address, base=base, allow_private=self.settings.allow_private)

    def _follow(
        self, address: Address, headers: Mapping[str, str], *, robots_txt: bool = False
    ) -> tuple[Address, Answer]:
        """Ask for an address and for what it redirects to; robots.txt itself is asked for without asking it."""
        for _ in range(self.settings.redirects + 1):
            wanted = 0.0 if robots_txt else self._robots.check(address)
            delay = max(self.settings.delay, wanted)
            answer = self._ask_patiently(address, headers, delay=delay, robots_txt=robots_txt)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return address, answer
            try:
                address = self._parsed(location, address)
            except InputError:
                if robots_txt:  # a redirect to nowhere is as good as no robots.txt
                    return address, answer
                raise
        if robots_txt:
            return address, answer
        reason = f"it redirects more than {self.settings.redirects} times"
        raise NotNowError(reason, "Open it in a browser, and give the address that it ends at.")

    def _ask_robots(self, address: Address) -> tuple[int, bytes]:
        answer = self._follow(address, {"Accept": "text/plain"}, robots_txt=True)[1]
        return answer.status, answer.data

    def _ask_patiently(self, address: Address, headers: Mapping[str, str], *, delay: float, robots_txt: bool) -> Answer:
        """Ask again, later and later, where that may help."""
        from chancery.reading.exchanges import BrokenOffError, exchange  # noqa: PLC0415 - only fetching needs httpcore

        request = self._request(address, headers, robots_txt=robots_txt)
        for tries_left in range(self.settings.retries, -1, -1):
            self._pace.wait(address.host, delay=delay)
            pause = max(delay, _PAUSE_S) * 2 ** (self.settings.retries - tries_left)
            try:
                answer = exchange(request)
            except NotNowError as error:
                given_up = self._pace.failed(address.host)
                if given_up or not tries_left or not isinstance(error, BrokenOffError):
                    raise
            else:
                self._pace.answered(address.host)
                if answer.status not in _TRY_AGAIN:
                    return answer
                asked = retry_after(answer.headers.get("retry-after"), dt.datetime.now(dt.UTC))
                pause = pause if asked is None else asked
            self._pace.hold(address.host, pause)
        return answer

    def _request(self, address: Address, headers: Mapping[str, str], *, robots_txt: bool) -> Request:
        from chancery.reading.connections import resolve  # noqa: PLC0415 - only fetching needs httpcore
        from chancery.reading.exchanges import Request  # noqa: PLC0415

        return Request(
            address=address,
            shown=address.origin if robots_txt else str(address),
            headers={"User-Agent": f"{PRODUCT}/{__version__}", "Accept-Encoding": "gzip, deflate", **headers},
            size=ROBOTS_LIMIT if robots_txt else self.settings.size,
            cut=robots_txt,
            connect_s=self.settings.connect_s,
            whole_s=self.settings.whole_s,
            allow_private=self.settings.allow_private,
            proxy=self.settings.proxy,
            trust_env=self.settings.trust_env,
            resolve=self._resolve or resolve,
        )


def open_address(
    address: str, *, settings: WebSettings | None = None, budget: Budget, web: Web | None = None
) -> Iterator[Found]:
    """Fetch what lies at an address: a page or another original, or the pages that a feed names.

    Args:
        address: The address.
        settings: How to fetch, without `web`.
        budget: What it may give.
        web: The web as the run sees it so far; without it, nothing is remembered of other addresses.

    Yields:
        The original, or that of each entry of the feed; what could not be fetched, with the reason.
    """
    web = web or Web(settings)
    try:
        fetched = web.fetch(address)
        if not fetched.is_feed:
            yield _counted(Item(name=address, data=fetched.data, stated=PageData(url=fetched.address)), budget)
            return
        for entry in read_entries(fetched, feed=address):
            page = fetch_page(entry, feed=address, web=web)
            found = own_text(entry, feed=address) or page if isinstance(page, Skipped) else page
            yield _counted(found, budget)
    except InputError as error:
        yield skipped(address, error)


def read_entries(fetched: Fetched, *, feed: str) -> list[FeedEntry]:
    """Read the entries of a feed that was fetched; of very many the first.

    Raises:
        InputError: C066 if it is no feed; the remedy names the one that a page speaks of.
    """
    try:
        return entries(fetched.data, name=feed)[:MOST_ENTRIES]
    except InputError as error:
        named = fetched.feed_named if error.code == "C066" else None
        if named:
            raise InputError("C066", error.message, f"It names this feed: {show(named)}") from error
        raise


def fetch_page(entry: FeedEntry, *, feed: str, web: Web) -> Found:
    """Fetch the page of a feed's entry, or say why not."""
    if not entry.link:
        name = entry_name(entry, feed=feed)
        return skipped(name, InputError("C064", f"{name} names no page.", "Read it where the feed is shown."))
    try:
        fetched = web.fetch(entry.link)
    except InputError as error:
        return skipped(entry.link, error)
    stated = PageData(title=entry.title, url=fetched.address, date=entry.date)
    return Item(name=entry.link, data=fetched.data, stated=stated)


def _counted(found: Found, budget: Budget) -> Found:
    if isinstance(found, Item):
        budget.take(len(found.data), name=found.name)
        budget.take_item(name=found.name)
    return found


def _bad_status(shown: str, status: int) -> InputError:
    known = any(status == one for one in HTTPStatus)
    answer = f"{status} ({HTTPStatus(status).phrase})" if known else str(status)
    remedy = _REMEDIES.get(status, _IN_A_BROWSER)
    return InputError("C064", f"{shown} could not be fetched: its server answers {answer}.", remedy)
