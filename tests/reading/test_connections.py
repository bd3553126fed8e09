"""Fetching from whoever answers: hostile servers, names that lead inside, certificates, proxies."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.exchanges import _certificates
from chancery.reading.source import Budget, Item
from chancery.reading.web import Web, WebSettings, open_address
from reading.servers import PAGE, QUICK, Clock, Handler, Site, failure, polite, serve

FEED = """<rss version="2.0"><channel><title>News</title>
<item><title>A</title><link>{site}/a</link><description>The ministers met.</description></item>
<item><title>B</title><link>{site}/b</link></item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve an empty site."""
    with serve() as served:
        yield served


@pytest.fixture(scope="module")
def raw() -> Iterator[Site]:
    """Serve a site to many examples of one test."""
    with serve() as served:
        yield served


# -- hostile servers --


def test_bomb_is_cut_before_it_goes_off(site: Site) -> None:
    """40 KB that unpack to 40 MB are refused at the limit."""
    address = site.add("/a", gzip.compress(bytes(40 * 2**20)), Content_Encoding="gzip")
    error = failure(Web(WebSettings(allow_private=True, delay=0, size=2**20)), address)
    assert (error.code, error.message) == ("C014", f"{address} is larger than 1 MB.")


def test_large_pages_are_cut_whether_or_not_they_say_so(site: Site) -> None:
    """One that states 100 MB is not begun; one that goes on for ever ends at the limit."""

    def endless(handler: Handler) -> None:
        handler.send(200, Content_Length="")
        for _ in range(400):
            handler.wfile.write(bytes(2**20))

    def states(handler: Handler) -> None:
        handler.send(200, Content_Length=str(100 * 2**20))

    site.answers |= {"/a": endless, "/b": states}
    web = Web(QUICK)
    assert [failure(web, site.address + path).code for path in ("/a", "/b")] == ["C014"] * 2


def test_dripping_server_is_left_in_time(site: Site) -> None:
    """A byte now and then does not keep the connection open, neither in the head nor in the body."""

    def drip(handler: Handler) -> None:
        for _ in range(400):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    def drip_body(handler: Handler) -> None:
        handler.send(200, Content_Length="100")
        drip(handler)

    def drip_head(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        drip(handler)

    site.answers |= {"/a": drip_body, "/b": drip_head}
    web = Web(WebSettings(allow_private=True, delay=0.0, whole_s=0.4))
    for path in ("/a", "/b"):
        begun = time.monotonic()
        error = failure(web, site.address + path)
        assert time.monotonic() - begun < 15
        assert (error.code, "within 0.4 s" in error.message) == ("C064", True)


def test_answer_shorter_than_stated_is_no_page(site: Site) -> None:
    """Half a report is not taken for a whole one; it is asked for again."""

    def broken(handler: Handler) -> None:
        handler.send(200, PAGE, Content_Length=str(len(PAGE) + 100))

    site.answers["/a"] = broken
    clock = Clock()
    error = failure(polite(clock), f"{site.address}/a")
    assert (error.code, "broke off" in error.message) == ("C064", True)
    assert site.paths == ["/a"] * 3


def test_answer_longer_than_stated_ends_where_it_said(site: Site) -> None:
    """What a server sends beyond its own word is not read."""
    assert Web(QUICK).fetch(site.add("/a", PAGE, Content_Length="20")).data == PAGE[:20]


def test_no_server_and_no_http_are_told(site: Site) -> None:
    """A closed port, and a service that talks of something else."""

    def talk(handler: Handler) -> None:
        handler.wfile.write(b"220 mail.example ESMTP\r\n")

    site.answers["/a"] = talk
    assert failure(Web(QUICK), f"{site.address}/a").code == "C064"
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = failure(Web(QUICK), f"http://127.0.0.1:{port}/")
    assert (error.code, "cannot be connected to" in error.message) == ("C064", True)


HEADS = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 302 \r\nLocation: ",
        b"HTTP/1.1 503 \r\nRetry-After: ",
        b"HTTP/1.1 100 \r\n\r\n",
        b"",
    ]
)
ENDS = st.sampled_from([b"", b"\r\n\r\n", b"\r\n0\r\n\r\n"])


@given(head=HEADS, middle=st.binary(max_size=60) | st.text(max_size=20).map(str.encode), end=ENDS)
def test_any_answer_is_a_page_or_an_error(raw: Site, head: bytes, middle: bytes, end: bytes) -> None:
    """Whatever bytes a server sends, nothing but `InputError` is raised; that of robots.txt likewise."""
    for path in ("/a", "/robots.txt"):
        raw.answers = {path: lambda handler: handler.send_raw(head + middle + end)}
        with suppress(InputError):
            polite(Clock(), whole_s=5.0).fetch(f"{raw.address}/a")


# -- ways inside --


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{}/b", "http://0x7f.1:{}/b", "http://inside.example:{}/b", "//[::1]/"]
)
def test_redirect_into_the_network_is_refused(site: Site, public: Web, target: str) -> None:
    """A public page that redirects to this machine, by number or by name, gets nothing."""
    site.add("/b", b"secret")
    site.redirect("/a", target.format(site.port))
    assert failure(public, f"http://public.example:{site.port}/a").code == "C065"
    assert site.paths == ["/a"]


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Web:
    """Return a web in which 127.0.0.1 serves the pages of a public number, and nothing private is allowed."""
    connect = socket.create_connection

    def connect_to(address: tuple[str, int], *args: object, **options: object) -> socket.socket:
        assert address[0] == "93.184.215.14"
        return connect(("127.0.0.1", address[1]), *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", connect_to)
    numbers = {"public.example": ["93.184.215.14"], "inside.example": ["127.0.0.1"]}
    return Web(WebSettings(delay=0.0), resolve=lambda host, _: numbers[host])


def test_feed_leads_nobody_inside(site: Site, public: Web) -> None:
    """A link to a private number is refused like any other address."""
    site.add("/feed", FEED.format(site=f"http://127.0.0.1:{site.port}").encode())
    feed = f"http://public.example:{site.port}/feed"
    found = list(open_address(feed, budget=Budget(), web=public))
    assert site.paths == ["/feed"]
    assert [one.code for one in found if isinstance(one, Skipped)] == ["C065"]
    assert [one.name.partition("!/")[0] for one in found if isinstance(one, Item)] == [feed]


def test_name_that_leads_inside_is_refused(site: Site) -> None:
    """Names of private numbers are refused, be there a public number beside them."""
    for numbers in (["127.0.0.1"], ["::1"], ["93.184.215.14", "10.0.0.1"], ["fe80::1%2"], ["::ffff:10.0.0.1"]):
        web = Web(WebSettings(delay=0.0), resolve=lambda *_, numbers=numbers: numbers)  # type: ignore[misc]
        error = failure(web, f"http://news.example:{site.port}/a")
        assert (error.code, "--allow-private" in error.remedy) == ("C065", True)
    assert site.asked == []


def test_name_is_looked_up_once_for_each_connection(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the number that was checked; a second answer of the resolver is never used."""
    asked: list[str] = []
    connected: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"] if len(asked) % 2 else ["127.0.0.1"]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    web = Web(WebSettings(delay=0.0, retries=0), resolve=resolve)
    assert failure(web, f"http://rebound.example:{site.port}/a").code == "C064"
    assert (asked, connected) == (["rebound.example"], ["93.184.215.14"])
    assert failure(web, f"http://rebound.example:{site.port}/a").code == "C065"
    assert connected == ["93.184.215.14"]


def test_second_number_of_a_name_is_tried(site: Site) -> None:
    """A name with a number that is down is reached by its other one, and asked for by its name."""
    address = site.add("/a", PAGE).replace("127.0.0.1", "news.example")
    with socket.create_server(("127.0.0.2", 0)):
        web = Web(QUICK, resolve=lambda *_: ["127.0.0.3", "127.0.0.1"])
        assert web.fetch(address).data == PAGE
    assert site.asked[-1][1]["Host"] == f"news.example:{site.port}"


def test_unknown_name_is_told() -> None:
    """The line says that there is no such host."""

    def resolve(*_: object) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    error = failure(Web(QUICK, resolve=resolve), "http://nowhere.example/")
    assert (error.code, "nowhere.example is not known" in error.message) == ("C064", True)


# -- encryption --


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate for news.example that nobody has signed."""
    if not shutil.which("openssl"):
        pytest.skip("needs the program openssl")
    path = tmp_path / "both.pem"
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=news.example".split()
    names = ["-addext", "subjectAltName=DNS:news.example", "-addext", "basicConstraints=critical,CA:FALSE"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run(["openssl", *made, *names, *files], check=True, capture_output=True)  # noqa: S607 - found above
    path.write_text((tmp_path / "key.pem").read_text() + (tmp_path / "cert.pem").read_text())
    return path


def test_certificates_are_checked_by_name(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown signer is refused; a known one vouches for the name that was asked for, and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    web = Web(QUICK, resolve=lambda *_: ["127.0.0.1"])
    with serve(context) as site:
        named = site.add("/a", PAGE).replace("127.0.0.1", "news.example")
        error = failure(web, named)
        assert (error.code, "certificate" in error.message) == ("C064", True)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        _certificates.cache_clear()
        try:
            assert Web(QUICK, resolve=lambda *_: ["127.0.0.1"]).fetch(named).data == PAGE
            error = failure(web, named.replace("news.", "other."))
            assert (error.code, "certificate" in error.message) == ("C064", True)
        finally:
            _certificates.cache_clear()


def test_plain_server_behind_https_is_told(site: Site) -> None:
    """An answer without encryption where some was asked for."""
    error = failure(Web(QUICK), site.add("/a", PAGE).replace("http:", "https:"))
    assert (error.code, "TLS" in error.message) == ("C064", True)


# -- proxies --


def test_proxy_is_asked_instead(site: Site) -> None:
    """The whole address goes to the proxy, which may lie in the network; private numbers stay refused."""
    site.add("http://news.example/a", PAGE)
    web = Web(WebSettings(delay=0.0, proxy=site.address))
    assert web.fetch("http://news.example/a").data == PAGE
    assert failure(web, "http://192.168.0.1/").code == "C065"
    with_name = Web(WebSettings(delay=0.0, proxy=site.address.replace("//", "//anna:p%40ss@")))
    with_name.fetch("http://news.example/a")
    assert site.asked[-1][1]["Proxy-Authorization"] == "Basic YW5uYTpwQHNz"


@pytest.mark.parametrize(
    "proxy", ["ftp://a.example", "http://", "http://a:x", "http://ä.example", "socks5://a.example"]
)
def test_bad_proxy_is_told(proxy: str) -> None:
    """The line says what a proxy's address looks like."""
    error = failure(Web(WebSettings(delay=0.0, proxy=proxy)), "http://news.example/a")
    assert (error.code, "has no address of the form" in error.message) == ("C064", True)


def test_proxy_of_the_environment_is_asked_only_if_allowed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment may name one without the user's knowledge."""
    monkeypatch.setenv("http_proxy", site.address)
    monkeypatch.setenv("no_proxy", "near.example")
    site.add("http://news.example/a;b=1?c", PAGE)
    web = Web(WebSettings(delay=0.0, trust_env=True), resolve=lambda host, _: [host] if host == "127.0.0.1" else [])
    assert web.fetch("http://news.example/a;b=1?c").data == PAGE
    assert failure(web, "http://near.example/a").code == "C064"
    assert failure(Web(QUICK, resolve=lambda *_: []), "http://news.example/a;b=1?c").code == "C064"
