"""What every member of an archive must pass: a name that leads nowhere, a size that a report can have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from chancery.model.text import Skipped
from chancery.reading.source import ITEM_LIMIT

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_MAX_SHOWN: Final = 300
_RESOURCES: Final = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive, as far as its header tells.

    Attributes:
        archive: What the archive is called.
        name: The member's name in it, as its header has it.
        size: Bytes, as the header says.
        is_folder: Whether it is a folder.
        is_link: Whether it is a link, a device or the like.
    """

    archive: str
    name: str
    size: int
    is_folder: bool = False
    is_link: bool = False

    @property
    def path(self) -> str:
        """Return what it is called in messages: printable, and not endless."""
        name = self.name.removeprefix("./")
        shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in name[:_MAX_SHOWN])
        return f"{self.archive}!/{shown}"

    @property
    def is_passed_over(self) -> bool:
        """Tell folders and what systems leave behind, of which nothing need be said."""
        parts = self.name.split("/")
        hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts)
        return self.is_folder or hidden or _RESOURCES in parts

    def refused(self) -> Skipped | None:
        """Say why the member is not read: C063 for its name or nature, C014 for its size."""
        if self._leads_away():
            return self.skipped("C063", "has a name that leads out of its folder")
        if self.is_link:
            return self.skipped("C063", "is a link or a device")
        if self.size > ITEM_LIMIT:
            return self.skipped("C014", f"has {self.size / 2**20:,.0f} MB; the limit is {ITEM_LIMIT // 2**20} MB")
        return None

    def skipped(self, code: str, problem: str) -> Skipped:
        """Say why there is no report of this member."""
        return Skipped(self.path, code, f"{self.path} {problem}. {_REMEDIES.get(code, _REMEDY)}")

    def _leads_away(self) -> bool:
        name = self.name
        return (
            name.startswith("/")
            or ".." in name.split("/")
            or "\\" in name
            or "\x00" in name
            or bool(_DRIVE.match(name))
        )


_REMEDY: Final = "Unpack it yourself, and check it."
_REMEDIES: Final = {
    "C060": "Get the archive again.",
    "C062": "Unpack it with its password.",
    "C063": "Be careful with this archive.",
}
