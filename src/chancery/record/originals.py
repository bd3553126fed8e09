"""Keeps what reports were read from, packed, so that evidence can be shown where it stood.

Every function works inside a transaction of its caller.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, insert, select

from chancery.record import faults
from chancery.record.address import Place
from chancery.record.schema import ORIGINAL, REPORT

_LEVEL: Final = 6
_LARGEST: Final = 2**28  # bytes unpacked; an original of 32 MB has at most 96 MB in UTF-8


@dataclass(frozen=True, slots=True)
class Original:
    """What one report was read from.

    Attributes:
        encoding: Name of the encoding that its bytes had.
        packed: Its characters in UTF-8, compressed.
    """

    encoding: str
    packed: bytes

    @classmethod
    def pack(cls, text: str, *, encoding: str) -> Original:
        """Compress the characters of an original.

        Args:
            text: All of them, also those that no text has.
            encoding: Name of the encoding that they were decoded from.
        """
        return cls(encoding, zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL))

    def text(self, record: Place) -> str:
        """Return the characters.

        Args:
            record: The record that they come from, for the message.

        Raises:
            RecordError: C025 if they are damaged.
        """
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(self.packed, _LARGEST)
            if unpacker.eof:
                return data.decode("utf-8", "surrogatepass")
        except (zlib.error, UnicodeDecodeError):
            pass
        raise faults.damaged(record, "an original in it cannot be unpacked")


def add(connection: Connection, reading: int, original: Original) -> None:
    """Store the original of a reading."""
    row = {"reading": reading, "encoding": original.encoding, "packed": original.packed}
    connection.execute(insert(ORIGINAL), row)


def shown_original(connection: Connection, report_id: str) -> Original | None:
    """Return the original of a report as the conclusions know it, or None if none is kept."""
    query = select(ORIGINAL.c.encoding, ORIGINAL.c.packed).join(REPORT, REPORT.c.reading == ORIGINAL.c.reading)
    row = connection.execute(query.where(REPORT.c.id == report_id, REPORT.c.shown)).one_or_none()
    return None if row is None else Original(row.encoding, row.packed)
