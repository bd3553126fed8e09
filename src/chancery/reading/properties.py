"""What a document's properties say of its title and authors, as far as they can be believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.pieces import Piece, fold
from chancery.reading.source import PageData

_NO_TITLE: Final = re.compile(
    r"microsoft (?:word|powerpoint|office)|untitled|document ?\d*$|(?:power)?point presentation|slide \d|https?:|"
    r".*\.(?:docx?|pdf|indd|rtf|odt|pages|qxd|pptx?|xlsx?|html?|tex|dvi|txt|wpd|p65|pmd|cdr)$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_a-z][\w’'.-]*(?: [\w’'.-]+){0,4} [^\W\d_a-z][\w’'.-]*")
_LONGEST: Final = 1000  # characters


def read_properties(title: str | None, author: str | None) -> PageData:
    """Read title and authors; names of files and of logins are neither.

    Args:
        title: The property, if there is one.
        author: The property, if there is one; names parted by commas, semicolons or "and".

    Returns:
        What can be believed.
    """
    words = " ".join((title or "")[:_LONGEST].replace("\x00", "").split())
    names = re.split(r"\s*(?:;|,|\band\b|&)\s*", (author or "")[:_LONGEST].replace("\x00", "").strip())
    return PageData(
        title=words if " " in words and not _NO_TITLE.match(words) else None,
        authors=tuple(dict.fromkeys(name for name in names if _NAME.fullmatch(name))),
    )


def with_sure_title(page: PageData, pieces: Sequence[Piece]) -> PageData:
    """Let a title that the document shows outrank the one in its properties, where they differ."""
    shown = next((fold(piece.text) for piece in pieces if piece.kind is BlockKind.TITLE), None)
    if page.title is None or shown is None or shown == fold(page.title):
        return page
    return replace(page, title=None)
