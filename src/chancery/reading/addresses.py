"""Addresses of the web: taken apart once, spelt one way, and refused where they lead inside.

A record may be told to follow any link that a feed or a redirect names. None may reach the machine
itself, its network, or a service that speaks another language than HTTP.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from chancery.errors import InputError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST: Final = 8000  # characters; RFC 9110, section 4.1, asks for support of as many
_SHOWN: Final = 200  # characters of an address in a message
_PORTS: Final = {"http": 80, "https": 443}
_LONGEST_HOST: Final = 253
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_SAFE: Final = "%/:;=&?~!$@'()*+,[]|"
_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid", re.IGNORECASE)

_BAD_PORTS: Final = frozenset(
    map(
        int,
        """
        0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119
        123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989
        990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080
        """.split(),
    )
)
"""Ports of mail, shells, file shares and the like. Source: WHATWG Fetch, section 2.9, "port blocking"."""

_GLOBAL_V6: Final = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.88.99.0/24",  # 6to4 relays, withdrawn by RFC 7526
            "168.63.129.16/32",  # a cloud's own service to its machines, at a public number
            "2001::/23",  # protocol assignments, Teredo among them
            "2002::/16",  # 6to4, which holds any IPv4 address
            "3fff::/20",  # documentation, RFC 9637
        ),
    )
)
"""What Python 3.11 counts as global, and no page lies at."""
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for, taken apart.

    Attributes:
        scheme: "http" or "https".
        host: Name in ASCII, or a number in its plain spelling, IPv6 without brackets.
        port: Port.
        target: Path and query, percent-encoded.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_usual_port(self) -> bool:
        """Tell whether the port is the one that the scheme implies."""
        return self.port == _PORTS[self.scheme]

    @property
    def origin(self) -> str:
        """Return scheme, host and port, the last only if it is not the usual one."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Return what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.is_usual_port else f"{host}:{self.port}"

    def __str__(self) -> str:
        """Return the address in its one spelling."""
        return self.origin + self.target


def parse_address(text: str, *, base: Address | None = None, allow_private: bool = False) -> Address:
    """Take an address apart, and refuse it if it may not be asked for.

    A name is not looked up here: what it stands for is checked when it is connected to, with `check_ip`.

    Args:
        text: As a user, a feed or a redirect wrote it.
        base: What it is relative to.
        allow_private: Whether it may lead to a machine of the own network.

    Raises:
        InputError: C064 if it is no address; C065 if its scheme, port or host is refused, or if it
            holds a user's name.
    """
    shown = show(text)
    text = text.strip()
    if not text or len(text) > _LONGEST or _CONTROL.search(text):
        raise _no_address(shown)
    try:
        parts = urlsplit(urljoin(str(base), text) if base else text)
        port = parts.port
        target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    except ValueError as error:  # a port of letters, a bracket left open, half a character
        raise _no_address(shown) from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise refused(shown, "only http and https are fetched", "Save it as a file, and read that.")
    if "@" in parts.netloc:
        raise refused(shown, "it holds a user's name", "Leave out what stands before the @.")
    if port is None:
        port = _PORTS[scheme]
    if port in _BAD_PORTS:
        raise refused(shown, f"port {port} serves no web pages", "Check the address.")
    host = _host(parts.netloc, shown)
    number = _ip(host)
    if number is not None:
        check_ip(number, shown, allow_private=allow_private)
    return Address(scheme, host, port, target)


def canonical(address: Address) -> str:
    """Return an address without what only counts visitors; it has no fragment already."""
    path, _, query = address.target.partition("?")
    kept = "&".join(field for field in query.split("&") if not _TRACKING.fullmatch(field.partition("=")[0]))
    return address.origin + path + (f"?{kept}" if kept else "")


def check_ip(ip: str, shown: str, *, allow_private: bool) -> None:
    """Refuse a number that is not one of the public web's.

    Args:
        ip: Number of a machine, in its plain spelling.
        shown: The address that led to it, for the message.
        allow_private: Whether it may be a machine of the own network.

    Raises:
        InputError: C065 if it is private, loopback, link-local, shared, multicast or reserved.
    """
    if not allow_private and not is_public(ipaddress.ip_address(ip)):
        raise refused(
            shown, f"it leads to {ip}, inside this machine's network", "If you trust it, add --allow-private."
        )


def is_public(ip: IPAddress) -> bool:
    """Tell whether a number is one that anybody on the web may reach.

    Source: IANA's registries of special-purpose addresses, as Python's `ipaddress` knows them, made stricter:
    of IPv6 only what is assigned for unicast, and no form that hides an IPv4 address that is not public.
    """
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip not in _GLOBAL_V6 or ip.scope_id:
            return False
    unusual = ip.is_multicast or ip.is_reserved or any(ip in network for network in _NOT_PUBLIC)
    return ip.is_global and not unusual


def show(text: str) -> str:
    """Return an address for a message: short, and without a password."""
    text = re.sub(r"//[^/?#]*@", "//…@", text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def refused(shown: str, why: str, remedy: str) -> InputError:
    """Return the error for an address that may not be fetched."""
    return InputError("C065", f"{shown} is not fetched: {why}.", remedy)


def _no_address(shown: str) -> InputError:
    return InputError("C064", f"{shown!r} is no address of a page.", "Check its spelling.")


def _host(netloc: str, shown: str) -> str:
    """Return the host in ASCII and lower case; a number in its plain spelling, however it was written."""
    bracketed = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::\d*)?", netloc)
    if bracketed:
        try:
            return str(ipaddress.IPv6Address(bracketed[1]))
        except ValueError as error:
            raise _no_address(shown) from error
    host = _ascii(re.sub(r":\d*\Z", "", netloc), shown)
    if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return _ipv4(host, shown)
    if len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, host.removesuffix(".").split("."))):
        raise _no_address(shown)
    return host


def _ascii(host: str, shown: str) -> str:
    if host.isascii():
        return host.lower()
    import idna  # noqa: PLC0415 - few hosts need it

    try:  # also turns digits and full stops of other scripts into ASCII, as a browser does
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise _no_address(shown) from error


def _ipv4(host: str, shown: str) -> str:
    """Read a number in decimal, octal or hexadecimal, of one to four parts.

    Source: WHATWG URL, section 3.5, "IPv4 parser".
    """
    parts = [_number(part) for part in host.removesuffix(".").split(".")]
    *high, low = parts
    if len(high) > 3 or not all(0 <= part <= 255 for part in high) or not 0 <= low < 256 ** (4 - len(high)):  # noqa: PLR2004
        raise _no_address(shown)
    return str(ipaddress.IPv4Address(low + sum(part << 8 * (3 - place) for place, part in enumerate(high))))


def _number(part: str) -> int:
    """Read one part; -1 if it is no number."""
    base = 16 if part.lower().startswith("0x") else 8 if part.startswith("0") and len(part) > 1 else 10
    try:
        return int(part[2:] or "0" if base == 16 else part, base) if _NUMBER.fullmatch(part) else -1  # noqa: PLR2004
    except ValueError:  # 8 and 9 are no octal digits; nobody writes four thousand of them
        return -1


def _ip(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return None
