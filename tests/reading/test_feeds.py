"""Feeds: entries, addresses, days; hostile and broken feeds; nothing is fetched."""

from __future__ import annotations

import io
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.feeds import entries, open_feed
from chancery.reading.source import Budget, Found, Item, Kind

TEASER = "The ministers of two states agreed to reopen a bridge."


def rss(items: str, *, head: str = "", channel: str = "<link>https://courier.example/</link>") -> bytes:
    """Build an RSS feed."""
    top = f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0"><channel><title>Northern Courier</title>'
    return f"{top}<language>en-GB</language>{channel}{items}</channel></rss>".encode()


def item(*, link: str = "https://courier.example/1", date: str = "Tue, 03 Mar 2020 23:30:00 -0500") -> str:
    """Build an item with a teaser."""
    head = f"<title>A bridge &amp;amp; a road</title><link>{link}</link><pubDate>{date}</pubDate>"
    return f"<item>{head}<description>{TEASER}</description></item>"


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/x/">
<title>Northern Courier</title><entry><title>Bridge</title><id>urn:1</id><link href="bridge"/>
<updated>2020-02-03T23:00:00-05:00</updated><author><name>Ilse Marrow</name></author><summary>Short.</summary>
<content type="html">&lt;p&gt;The bridge opens, and so does the road beside it.&lt;/p&gt;</content></entry></feed>"""


def opened(data: bytes) -> list[Found]:
    """Open a feed."""
    return list(open_feed(io.BytesIO(data), name="feed.xml", budget=Budget()))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whenever anything is fetched."""

    def refuse(*args: object, **named: object) -> None:
        message = f"fetched: {args} {named}"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_teaser_is_an_item_with_what_the_feed_states() -> None:
    """Title, outlet, address, day by the feed's clock, language."""
    (found,) = opened(rss(item()))
    assert isinstance(found, Item)
    assert found.name == "feed.xml!/https://courier.example/1"
    assert (found.kind, found.data.decode()) == (Kind.TEXT, TEASER)
    page = found.stated
    assert (page.title, page.site, page.url) == ("A bridge & a road", "Northern Courier", "https://courier.example/1")
    assert (page.date, page.language) == ("2020-03-03", "en")


def test_atom_gives_content_before_summary_and_resolves_addresses() -> None:
    """The fullest text is the report; its address is whole."""
    (found,) = opened(ATOM.encode())
    assert isinstance(found, Item)
    assert found.kind is Kind.HTML
    assert found.data.startswith(b"<p>The bridge opens")
    assert found.stated.url == "https://courier.example/x/bridge"
    assert (found.stated.authors, found.stated.date) == (("Ilse Marrow",), "2020-02-03")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/2020/bridge", "https://courier.example/2020/bridge"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://[broken", None),
    ],
)
def test_address_is_absolute_and_of_the_web(link: str, expected: str | None) -> None:
    """Relative addresses are resolved against the feed's own; others are none."""
    (entry,) = entries(rss(item(link=link)))
    assert entry.link == expected


@pytest.mark.parametrize(
    "date", ["Mon, 01 Jan 20021 00:00:00 GMT", "Mon, 31 Feb 2020 00:00:00 GMT", "20021-01-01", "soon"]
)
def test_impossible_day_is_dropped(date: str) -> None:
    """A day that no calendar has is no date."""
    (entry,) = entries(rss(item(date=date)))
    assert entry.date is None


def test_entry_without_text_is_one_line() -> None:
    """A headline alone is no report."""
    (found,) = opened(rss("<item><title>Only this</title><link>https://courier.example/1</link></item>"))
    assert isinstance(found, Skipped)
    assert found.code == "C011"


@pytest.mark.parametrize("data", [b"", b"<html><body><p>Hello</p></body></html>", b"\x00\xff" * 500, b"just words"])
def test_feed_that_is_none_is_refused(data: bytes) -> None:
    """A page, bytes and words are no feed."""
    with pytest.raises(InputError, match="C066"):
        opened(data)


def test_feed_that_is_cut_off_gives_what_came_before() -> None:
    """The whole entries are read, and one line tells the rest."""
    found = opened(rss(item() + item(link="https://courier.example/2") + item())[:-120])
    assert [one.name for one in found if isinstance(one, Item)][:2] == [
        "feed.xml!/https://courier.example/1",
        "feed.xml!/https://courier.example/2",
    ]
    assert isinstance(found[-1], Skipped)
    assert found[-1].code == "C060"


def test_entities_neither_unfold_nor_fetch() -> None:
    """A billion laughs stay one, and no file is opened."""
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    inner = f'<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY a0 "ha">{laughs}'
    head = f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [{inner}]>'
    found = entries(rss(item().replace(TEASER, "&a9; &e; " + TEASER), head=head))
    assert len(found) == 1
    assert len(found[0].html) < 1000
    assert "root:" not in found[0].html


def test_feed_of_too_many_marks_is_refused() -> None:
    """Half a million marks are no feed."""
    with pytest.raises(InputError, match="C014"):
        opened(rss("<item/>" * 600_000))


def test_budget_bounds_a_feed() -> None:
    """More entries than the budget are refused."""
    with pytest.raises(InputError, match="C061"):
        list(open_feed(io.BytesIO(rss(item() * 5)), name="f", budget=Budget(items=3)))


@given(st.data())
@settings(max_examples=60)
def test_damaged_feed_gives_entries_or_a_code(data: st.DataObject) -> None:
    """Whatever bytes change, nothing but `InputError` comes out."""
    bad = bytearray(data.draw(st.sampled_from([rss(item() * 2), ATOM.encode()])))
    for _ in range(data.draw(st.integers(1, 10))):
        bad[data.draw(st.integers(0, len(bad) - 1))] = data.draw(st.integers(0, 255))
    found: list[Found] = []
    code = ""
    try:
        found = opened(bytes(bad))
    except InputError as error:
        code = error.code
    assert code in {"", "C066"}
    assert all(isinstance(one, Item) or one.code in {"C011", "C060"} for one in found)
