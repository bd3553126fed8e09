"""Where a record lies: a file, or a schema of a PostgreSQL database."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from chancery.errors import RecordError

SCHEMES: Final = ("postgresql", "postgres")
DEFAULT_NAME: Final = "chancery"
_NAME: Final = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,47}")
_SHAPE: Final = "Write it like postgresql://user@host/database?record=name, with a name of small letters and digits."
_SECRET: Final = frozenset({"password", "sslpassword", "passfile"})


@dataclass(frozen=True, slots=True)
class Address:
    """A record in a PostgreSQL database; as text it never shows a password.

    Attributes:
        conninfo: What the server's own library is told; it may hold a password.
        name: Of the record, which is the name of its schema.
        shown: The address without passwords.

    Example:
        >>> str(Address.parse("postgresql://ana:secret@db/archive?record=minutes&connect_timeout=3"))
        'postgresql://ana@db/archive?record=minutes&connect_timeout=3'
    """

    conninfo: str = field(repr=False)
    name: str
    shown: str

    def __str__(self) -> str:
        """Return the address without passwords."""
        return self.shown

    @classmethod
    def parse(cls, address: str) -> Address:
        """Read an address.

        Args:
            address: A connection URI as PostgreSQL documents it; its parameter `record` names the record.

        Raises:
            RecordError: C020 if it is none, or the record's name cannot be a schema's.
        """
        try:
            parts = urlsplit(address)
            given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        except ValueError:
            raise _unreadable("What was given") from None  # noqa: TRY003 - what could not be read
        names = [value for key, value in given if key == "record"] or [DEFAULT_NAME]
        rest = [(key, value) for key, value in given if key != "record"]
        user, at, host = parts.netloc.rpartition("@")
        told = [pair for pair in given if pair[0] not in _SECRET]
        shown = _joined(f"{user.partition(':')[0]}{at}{host}", parts.path, told)
        printable = all(sign.isprintable() for sign in unquote(address))
        if parts.scheme not in SCHEMES or parts.fragment or len(names) > 1 or not printable:
            raise _unreadable("What was given" if not printable else shown)
        if not _NAME.fullmatch(names[0]) or names[0] == "information_schema":
            raise _unreadable(shown)
        return cls(_joined(parts.netloc, parts.path, rest), names[0], shown)


Place = Path | Address


def is_address(place: object) -> bool:
    """Tell whether a text names a record in a database, not a file."""
    return isinstance(place, str) and place.startswith(tuple(f"{scheme}:" for scheme in SCHEMES))


def place_of(place: str | Place) -> Place:
    """Return where a record lies.

    Args:
        place: A path, or an address that begins with `postgresql://`.

    Raises:
        RecordError: C020 if it begins like an address and is none.
    """
    if isinstance(place, str):
        return Address.parse(place) if is_address(place) else Path(place)
    return place


def _joined(server: str, path: str, options: list[tuple[str, str]]) -> str:
    asked = f"?{urlencode(options, safe='/', quote_via=quote)}" if options else ""
    return f"{SCHEMES[0]}://{server}{path}{asked}"


def _unreadable(what: str) -> RecordError:
    return RecordError("C020", f"{what} is no address of a record.", _SHAPE)
