"""Addresses: every spelling of a number inside the network is refused, and none outside it."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.reading.addresses import canonical, is_public, parse_address, show

PRIVATE_NETWORKS = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.0.2.0/24 "
    "192.168.0.0/16 198.18.0.0/15 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
).split()
PRIVATE_V6 = "::/128 ::1/128 fc00::/7 fe80::/10 fec0::/10 ff00::/8 2001:db8::/32 2002::/16 2001::/32 100::/64".split()
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９。")


def numbers(networks: list[str]) -> st.SearchStrategy[int]:
    """Draw numbers from networks."""
    spans = [(int(net[0]), int(net[-1])) for net in map(ipaddress.ip_network, networks)]
    return st.one_of(*(st.integers(low, high) for low, high in spans))


@st.composite
def spelt(draw: st.DrawFn, networks: list[str]) -> str:
    """Draw an IPv4 number in one of the spellings that systems understand."""
    number = draw(numbers(networks))
    count = draw(st.integers(1, 4))
    parts = [(number >> 8 * (3 - place)) & 255 for place in range(count - 1)]
    parts.append(number & (256 ** (5 - count) - 1))
    write = st.sampled_from(
        [str, hex, lambda part: f"0{part:o}", lambda part: f"0x{part:08X}", lambda part: f"00{part:o}"]
    )
    host = ".".join(draw(write)(part) for part in parts) + draw(st.sampled_from(["", "."]))
    return draw(st.sampled_from([host, host.upper(), host.translate(FULL_WIDTH)]))


def code_of(address: str) -> str:
    """Return the code with which an address is refused."""
    with pytest.raises(InputError) as caught:
        parse_address(address)
    return caught.value.code


@given(
    spelt(PRIVATE_NETWORKS), st.sampled_from(["", ":80", ":8080", ":"]), st.sampled_from(["", "/", "/a?b", "#c", "?d"])
)
def test_private_numbers_are_refused_however_spelt(host: str, port: str, rest: str) -> None:
    """Decimal, octal, hexadecimal, of one to four parts, with a full stop at the end, in wide digits."""
    assert code_of(f"http://{host}{port}{rest}") == "C065"


@given(spelt(["8.0.0.0/8", "93.184.0.0/16"]))
def test_public_numbers_are_taken_in_every_spelling(host: str) -> None:
    """The check looks at the number, not at its dress."""
    address = parse_address(f"https://{host}/")
    assert is_public(ipaddress.ip_address(address.host))


@given(numbers(PRIVATE_V6), st.booleans())
def test_private_numbers_of_version_6_are_refused(number: int, whole: bool) -> None:  # noqa: FBT001
    """Whether written short or in full."""
    ip = ipaddress.IPv6Address(number)
    assert code_of(f"http://[{ip.exploded if whole else ip}]/") == "C065"


@given(
    numbers(PRIVATE_NETWORKS), st.sampled_from(["::ffff:{}", "::{}", "64:ff9b::{}", "0:0:0:0:0:FFFF:{}", "2002:{}::"])
)
def test_private_numbers_inside_version_6_are_refused(number: int, form: str) -> None:
    """Mapped, compatible, translated and tunnelled forms hide an IPv4 number."""
    inner = f"{number >> 16:x}:{number & 0xFFFF:x}" if form.startswith("2002") else str(ipaddress.IPv4Address(number))
    assert code_of(f"http://[{form.format(inner)}]/") == "C065"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://good.example@evil.example/", "C065"),
        ("http://good.example:x@127.0.0.1/", "C065"),
        ("file:///a/b", "C065"),
        ("ftp://a.example/b", "C065"),
        ("gopher://a.example/", "C065"),
        ("data:text/html,a", "C065"),
        ("javascript:alert(1)", "C065"),
        ("http://a.example:25/", "C065"),
        ("http://a.example:0/", "C065"),
        ("http://168.63.129.16/", "C065"),
        ("http://192.88.99.1/", "C065"),
        ("http://a.example:70000/", "C064"),
        ("http://a.example:x/", "C064"),
        ("http:///a", "C064"),
        ("http://", "C064"),
        ("", "C064"),
        ("http://[::1", "C064"),
        ("http://[fe80::1%25eth0]/", "C064"),
        ("http://127.0.0.1%2f.evil.example/", "C064"),
        ("http://127.0.0.1\\.evil.example/", "C064"),
        ("http:\\\\127.0.0.1/", "C064"),
        ("http://1.2.3.4.5/", "C064"),
        ("http://256.1.1.1/", "C064"),
        ("http://0x/x", "C065"),
        ("http://09.1/", "C064"),
        ("http://a b/", "C064"),
        ("http://a..b/", "C064"),
        ("http://a.example/\x00", "C064"),
        ("http://a.example/a\r\nHost: b", "C064"),
        ("http://a.example/\udc80", "C064"),
        ("http://" + "a" * 300 + ".example/", "C064"),
        ("http://a.example/" + "a" * 9000, "C064"),
    ],
)
def test_bad_addresses_are_refused_with_a_code(address: str, code: str) -> None:
    """What is no address, and what is one that nobody should follow."""
    assert code_of(address) == code


def test_names_and_paths_are_kept_in_one_spelling() -> None:
    """A name in other letters becomes ASCII; a path is encoded, once."""
    address = parse_address("HTTPS://Bücher.Example:443/a b/%20ü?q=ä#part")
    assert str(address) == "https://xn--bcher-kva.example/a%20b/%20%C3%BC?q=%C3%A4"
    assert (address.port, address.authority) == (443, "xn--bcher-kva.example")
    assert str(parse_address("http://[2606:4700::1111]:8080")) == "http://[2606:4700::1111]:8080/"


def test_redirects_are_relative_to_where_they_come_from() -> None:
    """A base gives scheme, host and folder; what it leads to is checked all the same."""
    base = parse_address("https://a.example/news/1?x=y")
    assert str(parse_address("../b", base=base)) == "https://a.example/b"
    assert str(parse_address("//b.example/c", base=base)) == "https://b.example/c"
    with pytest.raises(InputError, match="C065"):
        parse_address("//127.1/c", base=base)


def test_canonical_address_counts_no_visitors() -> None:
    """Marks of campaigns go, all else stays as it was."""
    address = parse_address("https://a.example/b?utm_source=rss&id=1&&q=a%20b&fbclid=x&utm_medium=feed#top")
    assert canonical(address) == "https://a.example/b?id=1&&q=a%20b"
    assert canonical(parse_address("https://a.example/b?utm_source=rss")) == "https://a.example/b"


def test_own_network_is_reached_only_if_allowed() -> None:
    """The flag opens numbers, and nothing else."""
    assert parse_address("http://0x7f.1/", allow_private=True).host == "127.0.0.1"
    with pytest.raises(InputError, match="C065"):
        parse_address("http://a@127.0.0.1/", allow_private=True)


def test_messages_hold_no_password_and_no_novel() -> None:
    """What is shown is short."""
    assert show("http://anna:secret@a.example/") == "http://…@a.example/"
    assert len(show("http://a.example/" + "a" * 5000)) < 250


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "//", "http://["]))
def test_any_text_is_an_address_or_refused(text: str, start: str) -> None:
    """Nothing but `InputError` is raised, and what is taken reads the same again."""
    try:
        address = parse_address(start + text)
    except InputError:
        return
    assert parse_address(str(address)) == address
