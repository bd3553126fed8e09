"""Fetching: what comes from an address, and one clear line for what does not."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import pytest

from chancery import __version__
from chancery.model.text import Skipped
from chancery.reading.source import Budget, Found, Item, Kind
from chancery.reading.web import Web, open_address
from reading.servers import PAGE, QUICK, Handler, Site, failure, serve

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Ruritanian News</title><link>{site}/</link>
<item><title>Talks in Strelsau</title><link>{site}/a?utm_source=rss</link><guid>1</guid>
<pubDate>Mon, 04 May 2020 09:00:00 GMT</pubDate><description>The ministers met.</description></item>
<item><title>A visit</title><link>{site}/gone</link><guid>2</guid>
<description>&lt;p&gt;The king of Ruritania visited Zenda.&lt;/p&gt;</description></item>
<item><title>Nothing</title><link>{site}/gone2</link><guid>3</guid></item>
</channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve an empty site."""
    with serve() as served:
        yield served


def test_page_comes_with_its_address_and_marks(site: Site) -> None:
    """The answer holds what the next visit needs; the request says who asks."""
    address = site.add("/a?utm_source=x&id=1", PAGE, Content_Type="Text/HTML; charset=utf-8", ETag='"v1"')
    fetched = Web(QUICK).fetch(f"{address}#part")
    assert (fetched.data, fetched.status, fetched.media_type, fetched.etag) == (PAGE, 200, "text/html", '"v1"')
    assert fetched.address == f"{site.address}/a?id=1"
    assert [headers["User-Agent"] for _, headers in site.asked] == [f"Chancery/{__version__}"] * 2
    assert {headers["Host"] for _, headers in site.asked} == {f"127.0.0.1:{site.port}"}


def test_unchanged_page_is_not_sent_again(site: Site) -> None:
    """304 comes back as it is, for marks that were sent along."""

    def answer(handler: Handler) -> None:
        same = handler.headers["If-None-Match"] == '"v1"' and handler.headers["If-Modified-Since"] == "then"
        handler.send(304 if same else 200, Content_Length="")

    site.answers["/a"] = answer
    fetched = Web(QUICK).fetch(f"{site.address}/a", etag='"v1"', last_modified="then")
    assert (fetched.status, fetched.data) == (304, b"")


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
    ids=["gzip", "zlib", "deflate", "identity"],
)
def test_packed_pages_are_unpacked(site: Site, packing: str, packed: bytes) -> None:
    """Gzip, zlib and the bare deflate that some servers call by its name."""
    assert Web(QUICK).fetch(site.add("/a", packed, Content_Encoding=packing)).data == PAGE


@pytest.mark.parametrize(
    ("packing", "packed", "said"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)[:-20], "cut off"),
        ("gzip", b"\x1f\x8bnonsense", "damaged"),
        ("br", b"x", "'br'"),
    ],
    ids=["short", "damaged", "unasked"],
)
def test_pages_that_cannot_be_unpacked_are_told(site: Site, packing: str, packed: bytes, said: str) -> None:
    """A packing that is damaged, or that was not asked for."""
    error = failure(Web(QUICK), site.add("/a", packed, Content_Encoding=packing))
    assert error.code == "C064"
    assert said in error.message


@pytest.mark.parametrize(("status", "said"), [(404, "404 (Not Found)"), (403, "403 (Forbidden)"), (799, "799")])
def test_bad_status_is_told(site: Site, status: int, said: str) -> None:
    """The line names the address, the status and what to do."""
    error = failure(Web(QUICK), site.add("/a", b"x", status=status))
    assert error.code == "C064"
    assert error.message == f"{site.address}/a could not be fetched: its server answers {said}."


# -- redirects --


def test_redirects_are_followed_and_named(site: Site) -> None:
    """The address in the end is the one that counts."""
    site.add("/c", PAGE)
    site.redirect("/b", "/c?utm_medium=x", 308)
    site.answers["/c?utm_medium=x"] = site.answers["/c"]
    fetched = Web(QUICK).fetch(site.redirect("/a", f"{site.address}/b", 301))
    assert (fetched.data, fetched.address) == (PAGE, f"{site.address}/c")


def test_endless_redirects_end(site: Site) -> None:
    """Five are followed, and no more."""
    error = failure(Web(QUICK), site.redirect("/a", "/a"))
    assert (error.code, error.message.endswith("it redirects more than 5 times.")) == ("C064", True)
    assert site.paths == ["/a"] * 6


@pytest.mark.parametrize("target", ["file:///a", "ftp://a.example/", "http://a@b.example/", "http://a.example:22/"])
def test_redirect_to_what_is_no_page_is_refused(site: Site, target: str) -> None:
    """Where a redirect leads is checked as if the user had asked for it."""
    assert failure(Web(QUICK), site.redirect("/a", target)).code == "C065"


# -- pages and feeds --


def found_at(address: str, budget: Budget | None = None) -> list[Found]:
    """Return what an address gives."""
    return list(open_address(address, settings=QUICK, budget=budget or Budget()))


def test_address_gives_one_original(site: Site) -> None:
    """It is named as the user named it, and knows where it came from."""
    address = site.add("/a?utm_source=x", PAGE)
    [item] = found_at(address)
    assert isinstance(item, Item)
    assert (item.name, item.data, item.kind) == (address, PAGE, None)
    assert item.stated.url == f"{site.address}/a"


def test_address_that_fails_gives_the_reason() -> None:
    """Nothing is raised."""
    [skip] = found_at("http://127.0.0.1:22/")
    assert isinstance(skip, Skipped)
    assert (skip.path, skip.code) == ("http://127.0.0.1:22/", "C065")


def test_feed_gives_the_pages_that_it_names(site: Site) -> None:
    """Each entry is its page; where there is none, its own text; where there is neither, the reason."""
    site.add("/a?utm_source=rss", PAGE)
    feed = site.add("/feed", FEED.format(site=site.address).encode(), Content_Type="application/rss+xml")
    page, own, skip = found_at(feed)
    assert isinstance(page, Item)
    assert isinstance(own, Item)
    assert isinstance(skip, Skipped)
    assert (page.name, page.data) == (f"{site.address}/a?utm_source=rss", PAGE)
    assert (page.stated.title, page.stated.date) == ("Talks in Strelsau", "2020-05-04")
    assert page.stated.url == f"{site.address}/a"
    assert (own.name, own.kind) == (f"{feed}!/{site.address}/gone", Kind.HTML)
    assert b"visited Zenda" in own.data
    assert (own.stated.title, own.stated.url) == ("A visit", f"{site.address}/gone")
    assert (skip.path, skip.code) == (f"{site.address}/gone2", "C064")


def test_budget_ends_a_feed(site: Site) -> None:
    """More items or bytes than the budget holds are not given."""
    feed = site.add("/feed", FEED.format(site=site.address).encode())
    found = found_at(feed, Budget(items=1))
    assert [isinstance(one, Item) for one in found] == [True, False]
    assert [one.code for one in found if isinstance(one, Skipped)] == ["C061"]
    assert [one.code for one in found_at(feed, Budget(total=10)) if isinstance(one, Skipped)] == ["C061"]


@pytest.mark.parametrize(
    ("data", "media_type", "expected"),
    [
        (b"<rss version='2.0'>", "text/html", True),
        (b"\xef\xbb\xbf <?xml version='1.0'?><!-- a > b --><!DOCTYPE rss>\n<rss>", "", True),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "", True),
        (b"<rdf:RDF xmlns='x'>", "", True),
        ("<rss version='2.0'><channel></channel></rss>".encode("utf-16"), "", True),
        (b"<!DOCTYPE html><html>", "application/rss+xml", False),
        (b"<html><body><rss>", "text/html", False),
        (b"<!--" * 1000, "", False),
        (b"", "", False),
    ],
)
def test_feed_is_told_by_its_root(site: Site, data: bytes, media_type: str, expected: bool) -> None:  # noqa: FBT001
    """What a server calls it counts less."""
    assert Web(QUICK).fetch(site.add("/a", data, Content_Type=media_type)).is_feed is expected
