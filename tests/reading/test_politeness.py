"""Manners: what a host forbids, and how often it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.reading.addresses import Address, parse_address
from chancery.reading.politeness import Robots, retry_after
from chancery.reading.web import Web
from reading.servers import PAGE, QUICK, Clock, Handler, Site, failure, polite, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve an empty site."""
    with serve() as served:
        yield served


@pytest.fixture
def clock() -> Clock:
    """Return a clock that only sleeping moves."""
    return Clock()


def test_robots_txt_is_heeded_and_asked_for_once(site: Site) -> None:
    """What it forbids to us or to all is not fetched, at the end of a redirect neither."""
    site.add("/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: chancery\nDisallow: /private\n")
    site.add("/private/a", PAGE)
    web = Web(QUICK)
    assert web.fetch(site.add("/a", PAGE)).data == PAGE
    for address in (f"{site.address}/private/a", site.redirect("/b", "/private/a")):
        error = failure(web, address)
        assert (error.code, "robots.txt" in error.message) == ("C065", True)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert site.paths == ["/a", "/b"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (401, True), (410, True), (429, False), (500, False)])
def test_host_without_robots_txt(site: Site, status: int, allowed: bool) -> None:  # noqa: FBT001
    """One that has none allows all; one that cannot answer forbids all, for now."""
    site.add("/robots.txt", b"User-agent: *\nDisallow: /", status=status)
    address = site.add("/a", PAGE)
    if allowed:
        assert Web(QUICK).fetch(address).data == PAGE
    else:
        error = failure(polite(Clock(), retries=0), address)
        assert (error.code, "robots.txt" in error.message) == ("C064", True)
        assert site.paths == []


def test_redirected_and_large_robots_txt_are_heeded(site: Site) -> None:
    """Its redirects are followed, and of a large one the beginning counts."""
    site.redirect("/robots.txt", "/rules")
    site.add("/rules", b"User-agent: *\nDisallow: /a\n" + b"# filling\n" * 200_000)
    assert failure(Web(QUICK), site.add("/a", PAGE)).code == "C065"
    site.redirect("/rules", "/rules")
    assert Web(QUICK).fetch(f"{site.address}/a").data == PAGE
    site.redirect("/robots.txt", "file:///a")
    assert Web(QUICK).fetch(f"{site.address}/a").data == PAGE


def test_requests_to_one_host_keep_their_distance(site: Site, clock: Clock) -> None:
    """A second at least, or what robots.txt asks for."""
    web = polite(clock)
    site.add("/a", PAGE)
    for _ in range(3):
        web.fetch(f"{site.address}/a")
    assert clock.slept == [1.0, 1.0, 1.0]
    site.add("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n")
    web = polite(clock)
    web.fetch(f"{site.address}/a")
    web.fetch(f"{site.address}/a")
    assert clock.slept[3:] == [1.0, 7.0]


def test_host_that_wants_long_pauses_is_given_up_for_now(site: Site, clock: Clock) -> None:
    """A crawl delay of a day keeps nobody waiting; later it is asked again."""
    site.add("/robots.txt", b"User-agent: *\nCrawl-delay: 86400\n")
    address = site.add("/a", PAGE)
    web = polite(clock)
    assert web.fetch(address).data == PAGE
    error = failure(web, address)
    assert (error.code, error.remedy) == ("C064", "Try again later.")
    assert site.paths == ["/a"]
    clock.time += 86400
    assert web.fetch(address).data == PAGE


def test_busy_host_is_asked_again_when_it_says(site: Site, clock: Clock) -> None:
    """Retry-After is kept to, as seconds."""

    def busy(handler: Handler) -> None:
        handler.send(200 if site.paths.count("/a") > 2 else 429, PAGE, Retry_After="30")

    site.answers["/a"] = busy
    assert polite(clock).fetch(f"{site.address}/a").data == PAGE
    assert clock.slept == [1.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("value", "asked"), [("3600", 1), ("Fri, 01 Jan 2100 00:00:00 GMT", 1), ("soon", 3), ("9" * 5000, 1), ("", 3)]
)
def test_busy_host_is_given_up(site: Site, clock: Clock, value: str, asked: int) -> None:
    """One that wants an hour is not waited for; one that says nothing clear is tried three times."""
    address = site.add("/a", b"", status=503, Retry_After=value)
    assert failure(polite(clock), address).code == "C064"
    assert site.paths == ["/a"] * asked
    assert sum(clock.slept) < 10


def test_silent_host_is_left_alone_after_a_while(site: Site, clock: Clock) -> None:
    """Of a host that breaks off three times, no further page is asked for until it has rested."""
    site.answers["/a"] = lambda handler: handler.wfile.close()
    site.add("/b", PAGE)
    web = polite(clock)
    failure(web, f"{site.address}/a")
    assert "left alone" in failure(web, f"{site.address}/b").message
    clock.time += 600
    assert web.fetch(f"{site.address}/b").data == PAGE


def test_robots_txt_of_few_hosts_is_kept_for_a_day(clock: Clock) -> None:
    """A feed with links to ever more hosts fills no memory; a day later a host is asked again."""
    asked: list[Address] = []

    def ask(address: Address) -> tuple[int, bytes]:
        asked.append(address)
        return 200, b"User-agent: *\nDisallow: /b"

    robots = Robots(ask=ask, clock=clock)
    for number in range(1000):
        robots.check(parse_address(f"http://h{number}.example/a"))
    assert len(robots._known) <= 256
    robots.check(parse_address("http://h999.example/c"))
    assert len(asked) == 1000
    clock.time += 86401
    robots.check(parse_address("http://h999.example/c"))
    assert len(asked) == 1001


@given(st.text(max_size=30) | st.sampled_from(["1e9", "-1", "Fri, 31 Dec 9999 23:59:60 GMT", "0 0 0 0 0"]))
def test_any_wish_for_rest_is_understood_or_passed_over(value: str) -> None:
    """A Retry-After is some seconds of one day, or nothing."""
    asked = retry_after(value, dt.datetime(2026, 5, 4, tzinfo=dt.UTC))
    assert asked is None or 0 <= asked <= 86400


def test_wish_for_rest_may_be_a_date() -> None:
    """Seconds from now until then; none if that is past."""
    now = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
    assert retry_after("Mon, 04 May 2026 12:00:30 GMT", now) == 30
    assert retry_after("Mon, 04 May 2026 11:00:00 GMT", now) == 0
    assert retry_after(" 7 ", now) == 7
