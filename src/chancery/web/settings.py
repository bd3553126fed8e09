"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from chancery.errors import ServeError
from chancery.record.address import Place

DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8000
BODY_LIMIT: Final = 100 * 2**20  # bytes that one request may bring
_LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a record is served.

    Attributes:
        record: The record: a file, or one in a database.
        hosts: Names under which the server answers, as browsers write them; others are refused, so that no foreign
            page can make a browser read the record under a name of its own.
        body_limit: Bytes that one request may bring.
        allow_private: Whether addresses of this machine and of private networks may be fetched for reading.
        accounts: The file of accounts; None where whoever reaches the server may do everything.
        https: Whether browsers reach the server over https only, through a proxy before it.
        any_address: Whether the server answers to addresses in numbers too, which no foreign page can take for its own.
    """

    record: Place
    hosts: frozenset[str] = field(default=_LOCAL_NAMES)
    body_limit: int = BODY_LIMIT
    allow_private: bool = False
    accounts: Path | None = None
    https: bool = False
    any_address: bool = False


def check_host(host: str) -> None:
    """Make sure that an address to serve on without accounts is this machine's own.

    Raises:
        ServeError: C100 for any other: whoever reaches it could read and add reports.

    Example:
        >>> check_host("127.0.0.1"), check_host("localhost")
        (None, None)
    """
    if not is_own(host):
        raise ServeError(
            "C100",
            f"Serving on {host} would let anyone who reaches it read the record and add to it.",
            "Give accounts with --auth; or serve on 127.0.0.1, and reach it through a tunnel, such as `ssh -L`.",
        )


def is_own(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_names(host: str) -> frozenset[str]:
    """Return the names under which a server on this address answers, as browsers write them."""
    return _LOCAL_NAMES | {f"[{host.strip('[]')}]" if ":" in host else host}
