"""Web archives: which records are pages, their encodings, their bounds; damage of every kind."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item, Kind
from chancery.reading.warc import open_warc

PAGE = b"<html><body><p>The bridge opens.</p></body></html>"
URL = "https://courier.example/1"


def record(
    block: bytes, *, kind: str = "response", url: str = URL, content: str = "application/http; msgtype=response"
) -> bytes:
    """Build a record."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes = PAGE, *, head: str = "", status: str = "200 OK", content: str = "text/html") -> bytes:
    """Build an HTTP response."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n{head}\r\n".encode() + body


class Forward:
    """A stream that only goes forward; nothing else of a file is there."""

    def __init__(self, *parts: bytes) -> None:
        """Hold the bytes."""
        self._data = io.BytesIO(b"".join(parts))

    def read(self, size: int, /) -> bytes:
        """Return at most 1000 bytes."""
        return self._data.read(min(size, 1000))


def opened(*parts: bytes, budget: Budget | None = None) -> list[Found]:
    """Open an archive."""
    return list(open_warc(Forward(*parts), name="a.warc", budget=budget or Budget()))


def codes(found: list[Found]) -> list[str]:
    """Return the codes of what was skipped, and the addresses of what was not."""
    return [one.code if isinstance(one, Skipped) else str(one.stated.url) for one in found]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_come_with_their_address_and_no_date(*, packed: bool) -> None:
    """The day of the crawl is not the day of publication."""
    records = [record(answer(), url=f"https://courier.example/{n}") for n in range(3)]
    found = opened(*(gzip.compress(one) if packed else one for one in records))
    assert [one.name for one in found if isinstance(one, Item)] == [
        f"a.warc!/https://courier.example/{n}" for n in range(3)
    ]
    first = found[0]
    assert isinstance(first, Item)
    assert (first.data, first.kind, first.stated.date) == (PAGE, Kind.HTML, None)


@pytest.mark.parametrize(
    "other",
    [
        record(answer(status="404 Not Found")),
        record(answer(status="301 Moved")),
        record(answer(content="image/png")),
        record(answer(), kind="revisit"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content="application/http; msgtype=request"),
        record(b"software: x\r\n", kind="warcinfo", content="application/warc-fields"),
        record(answer(b"User-agent: *", content="text/plain"), url="https://courier.example/robots.txt"),
        record(b"1.2.3.4", url="dns:courier.example", content="text/dns"),
        record(b"no head at all"),
        record(b""),
    ],
)
def test_what_is_no_page_is_passed_over(other: bytes) -> None:
    """Errors, pictures, requests and revisits are silent; the page after them is read."""
    assert codes(opened(other, record(answer()))) == [URL]


def test_resources_and_conversions_are_read() -> None:
    """Texts and pages that were archived by themselves are reports too."""
    found = opened(
        record(b"Plain words.", kind="conversion", content="text/plain"),
        record(PAGE, kind="resource", content="text/html; charset=utf-8"),
        record(answer(b"%PDF-1.4 x", content="application/octet-stream")),
        record(answer(b"%PDF-1.4 x", content="application/pdf")),
    )
    assert [one.kind for one in found if isinstance(one, Item)] == [Kind.TEXT, Kind.HTML, Kind.PDF]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE, mtime=0)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)[2:-4]),
        ("Content-Encoding: gzip\r\n", PAGE),
        (
            "Transfer-Encoding: chunked\r\n",
            b"5\r\n%b\r\n%x;a=b\r\n%b\r\n0\r\n\r\n" % (PAGE[:5], len(PAGE) - 5, PAGE[5:]),
        ),
        ("Transfer-Encoding: chunked\r\n", PAGE),
    ],
)
def test_encodings_of_a_body_are_undone(head: str, body: bytes) -> None:
    """Packed and chunked bodies are undone; heads that lie about a bare body do no harm."""
    (found,) = opened(record(answer(body, head=head)))
    assert isinstance(found, Item)
    assert found.data == PAGE


def test_charset_of_the_head_travels_with_the_page() -> None:
    """What only the server says is written into the bytes; what the page says stays."""
    text = "<p>Мост открыт.</p>"
    (found,) = opened(record(answer(text.encode("cp1251"), content="text/html; charset=windows-1251")))
    assert isinstance(found, Item)
    assert found.data.decode("utf-8-sig") == text
    own = b'<meta charset="windows-1251">' + text.encode("cp1251")
    (found,) = opened(record(answer(own, content="text/html; charset=koi8-r")))
    assert isinstance(found, Item)
    assert found.data == own


@pytest.mark.parametrize("cut", [5, 60, 200, 300])
def test_archive_that_is_cut_off_gives_what_came_before(cut: int) -> None:
    """Whole pages, then one line."""
    last = record(answer(PAGE * 50), url="https://courier.example/2")
    assert codes(opened(record(answer()), last[:cut])) == [URL, "C060"]


def test_packed_archive_that_is_cut_off_gives_what_came_before() -> None:
    """The same of a packed one."""
    last = gzip.compress(record(answer(bytes(range(256)) * 500)), mtime=0)
    assert codes(opened(gzip.compress(record(answer())), last[: len(last) // 2])) == [URL, "C060"]


@pytest.mark.parametrize(
    "junk",
    [b"junk" * 100, gzip.compress(b"\x00" * 10**7, mtime=0), record(answer()).replace(b"Length: ", b"Length: -")],
)
def test_what_is_no_archive_is_one_line(junk: bytes) -> None:
    """Words, zeros and negative lengths end an archive."""
    assert codes(opened(record(answer()) if junk[:2] != b"\x1f\x8b" else b"", junk))[-1:] == ["C060"]


def test_bombs_are_one_line_each_and_stay_small() -> None:
    """A body that unpacks without end is left out; its neighbours are read."""
    bomb = gzip.compress(bytes(3 * ITEM_LIMIT))
    tracemalloc.start()
    found = opened(record(answer(bomb, head="Content-Encoding: gzip\r\n")), record(answer()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes(found) == ["C014", URL]
    assert peak < 3 * ITEM_LIMIT


def test_record_over_the_limit_is_one_line() -> None:
    """So is one that is large as it is."""
    assert codes(opened(gzip.compress(record(answer(bytes(ITEM_LIMIT + 2**20)))), gzip.compress(record(answer())))) == [
        "C014",
        URL,
    ]


def test_budget_bounds_an_archive() -> None:
    """More pages, or more bytes, than the budget are refused."""
    for budget in (Budget(items=3), Budget(total=300)):
        with pytest.raises(InputError, match="C061"):
            opened(*[record(answer())] * 5, budget=budget)


def test_fault_of_the_source_comes_through() -> None:
    """A source that ends with an error of ours raises it; another ends the archive."""

    class Failing(Forward):
        def __init__(self, error: Exception) -> None:
            super().__init__(record(answer()) * 3)
            self._error = error

        def read(self, size: int, /) -> bytes:
            data = super().read(size)
            if not data:
                raise self._error
            return data

    with pytest.raises(InputError, match="C061"):
        list(open_warc(Failing(InputError("C061", "x", "y")), name="a", budget=Budget()))
    assert codes(list(open_warc(Failing(EOFError("end")), name="a", budget=Budget()))) == [URL, URL, URL, "C060"]


def test_memory_does_not_grow_with_the_archive() -> None:
    """A hundred times the pages need no more memory."""

    def peak(count: int) -> int:
        class Endless:
            def __init__(self) -> None:
                self.left: Iterator[bytes] = iter([record(answer(PAGE * 200))] * count)

            def read(self, size: int, /) -> bytes:
                return next(self.left, b"")[:size]

        tracemalloc.start()
        assert sum(1 for _ in open_warc(Endless(), name="a", budget=Budget())) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2000) < peak(20) + 2**20


@given(st.data())
@settings(max_examples=100)
def test_damaged_archive_gives_items_or_lines_with_codes(data: st.DataObject) -> None:
    """Whatever bytes change, nothing but items and lines come out."""
    plain = record(answer()) + record(answer(gzip.compress(PAGE, mtime=0), head="Content-Encoding: gzip\r\n")) * 2
    bad = bytearray(data.draw(st.sampled_from([plain, gzip.compress(plain, mtime=0)])))
    for _ in range(data.draw(st.integers(1, 8))):
        bad[data.draw(st.integers(0, len(bad) - 1))] = data.draw(st.integers(0, 255))
    for found in opened(bytes(bad)):
        assert isinstance(found, Item) or found.code in {"C014", "C060"}
