"""Normalises text and spots pieces of it in the documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from chancery.errors import ChanceryError

STRAIGHT_QUOTES: Final = str.maketrans("‘’“”", "''\"\"")


def normalise(text: str | None) -> str:
    """Return text as scores compare it: NFKC, straight quotes, single spaces, lower case.

    Example:
        >>> normalise("  The “Main”   Partner ")
        'the "main" partner'
    """
    composed = unicodedata.normalize("NFKC", text or "").translate(STRAIGHT_QUOTES)
    return re.sub(r"\s+", " ", composed).strip().lower()


def file_name(path: str) -> str:
    """Return the last part of a path, by which documents are known."""
    return PurePath(path).name


def same_document(left: str, right: str) -> bool:
    """Tell whether two names mean one document; either may be cut short.

    Example:
        >>> same_document("000", "reports/000_4951ef.txt")
        True
    """
    one, other = file_name(left), file_name(right)
    return one.startswith(other) or other.startswith(one)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece stands.

    Attributes:
        document: Name of the text.
        start: First character in the normalised text.
        end: Character after the last one.
    """

    document: str
    start: int
    end: int

    def meets(self, other: Spot) -> bool:
        """Tell whether two spots share a character."""
        return self.document == other.document and self.shared(other) > 0

    def shared(self, other: Spot) -> int:
        """Count the characters that two spots of one text share; negative when apart."""
        return min(self.end, other.end) - max(self.start, other.start)


class Corpus:
    """The documents' texts, normalised, with a memory of what was spotted where."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Normalise the texts.

        Args:
            texts: File name -> text; on names that fit several, the first wins.
        """
        self._texts = {name: normalise(text) for name, text in texts.items()}
        self._names: dict[str, tuple[str, ...]] = {}
        self._spots: dict[tuple[str, str], Spot | None] = {}

    def named(self, document: str) -> tuple[str, ...]:
        """Return the names of all texts that a document's name fits."""
        if document not in self._names:
            fits = tuple(name for name in self._texts if same_document(name, document))
            self._names[document] = fits
        return self._names[document]

    def first_named(self, document: str) -> str | None:
        """Return the name of the first text that a document's name fits."""
        return next(iter(self.named(document)), None)

    def holds(self, name: str, piece: str) -> bool:
        """Tell whether the text of exactly this name contains a piece."""
        return self.spot_in(name, piece) is not None

    def spot_in(self, name: str, piece: str) -> Spot | None:
        """Return where a piece first stands in the text of exactly this name."""
        key = (name, piece)
        if key not in self._spots:
            wanted = normalise(piece)
            start = self._texts[name].find(wanted)
            self._spots[key] = Spot(name, start, start + len(wanted)) if start >= 0 else None
        return self._spots[key]

    def spot(self, document: str, piece: str) -> Spot | None:
        """Return where a piece first stands in any text that a document's name fits."""
        for name in self.named(document):
            spot = self.spot_in(name, piece)
            if spot:
                return spot
        return None


def load_texts(folder: Path) -> dict[str, str]:
    """Read the `.txt` files of a folder.

    Args:
        folder: Folder of the documents; other files and subfolders are passed over.

    Returns:
        File name -> text, in the folder's own order, so that a name which fits several
        documents means the same one to every reader of this folder.

    Raises:
        ChanceryError: C040, if the folder or one of its texts cannot be read.
    """
    try:
        files = [path for path in Path(folder).iterdir() if path.suffix == ".txt"]
        return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file()}
    except OSError as problem:
        reason = problem.strerror or "unreadable"
        raise ChanceryError(
            code="C040",
            message=f"The documents in {folder} cannot be read: {reason}.",
            remedy="Name the folder that holds the .txt files which the gold file covers.",
        ) from problem
