"""Which of a table's columns mean what, and whether lines are a table at all."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, Self

from chancery.errors import InputError

_GUESSES: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text", "maintext", "fulltext", "articletext", "body", "articlebody", "bodytext", "content", "articlecontent",
        "contenttext", "cleantext", "plaintext", "rawtext", "story", "storytext", "article", "transcript", "speech",
        "statement", "bodyhtml", "contenthtml", "html",
    ),
    "title": ("title", "headline", "heading", "articletitle", "newstitle"),
    "subtitle": ("subtitle", "subheadline", "subheading", "subhead", "standfirst", "deck", "dek"),
    "url": (
        "url", "link", "permalink", "canonicalurl", "canonicallink", "articleurl", "pageurl", "weburl", "sourceurl",
        "uri", "href",
    ),
    "date": (
        "date", "published", "pubdate", "publishdate", "publisheddate", "publicationdate", "datepublish",
        "datepublished", "publishedat", "publishedon", "publishtime", "publishedtime", "publicationtime", "articledate",
        "datetime",
    ),
    "outlet": (
        "outlet", "publisher", "publication", "source", "sourcename", "newspaper", "mediaoutlet", "newsoutlet",
        "sitename", "site", "sourcedomain", "domain", "media", "agency",
    ),
    "authors": ("authors", "author", "byline", "creator", "writer", "journalist", "journalists", "reporter"),
    "language": ("language", "lang", "languagecode", "langcode", "inlanguage"),
}  # fmt: skip
"""Names that tables give the fields, best first; not "timestamp" or "created", which tell of the crawl."""
_RANKS: Final = {name: (ours, rank) for ours, names in _GUESSES.items() for rank, name in enumerate(names)}
_NOT_IN_A_NAME: Final = re.compile(r"[\W_]+")
_DELIMITERS: Final = ",;\t|"
_MAX_SHOWN: Final = 20
_MAX_COLUMN: Final = 60  # characters of a column's name
_MAX_COLUMNS: Final = 1000
_MAX_WORDS: Final = 4
_HEAD_ROWS: Final = 50
_ALIKE: Final = 0.8  # share of rows with as many cells as the header; stray lines are faults of their own
_HALF: Final = 0.5
_SURE: Final = 3  # known columns that make a table without further signs
_REMEDY: Final = "Name the column with --map, as in --map text=COLUMN."


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The table's names of our fields; None where they are to be guessed among common names.

    Attributes:
        text: The report itself, as text or HTML.
        title: Its title.
        subtitle: The line under it.
        url: Its address.
        date: Day of publication.
        outlet: Who published it.
        authors: Persons.
        language: ISO 639-1 code.
    """

    text: str | None = None
    title: str | None = None
    subtitle: str | None = None
    url: str | None = None
    date: str | None = None
    outlet: str | None = None
    authors: str | None = None
    language: str | None = None

    @classmethod
    def parse(cls, pairs: Sequence[str]) -> Self:
        """Read pairs as the command line takes them.

        Args:
            pairs: "field=column" each: "text=body".

        Raises:
            InputError: C067 for a pair without "=" or without a column, an unknown field, or a field
                named twice.
        """
        known = [one.name for one in fields(cls)]
        named: dict[str, str] = {}
        for pair in pairs:
            ours, equals, theirs = (part.strip() for part in pair.partition("="))
            if not equals or not theirs or ours not in known or ours in named:
                problem = f"{pair!r} names no column." if ours not in named else f"{ours} is mapped twice."
                raise InputError("C067", problem, f"Write FIELD=COLUMN; fields are {', '.join(known)}.")
            named[ours] = theirs
        return cls(**named)

    def find(self, names: Sequence[str]) -> dict[str, str]:
        """Tell which of a table's columns hold which field.

        Args:
            names: The table's columns, in order.

        Returns:
            From our field to the table's name; fields that the table lacks are missing.
        """
        best: dict[str, tuple[int, str]] = {}
        for name in names:
            for ours, rank in self._meanings(name):
                if ours not in best or rank < best[ours][0]:
                    best[ours] = rank, name
        return {ours: name for ours, (_, name) in best.items()}

    def _meanings(self, name: str) -> list[tuple[str, int]]:
        """Tell the fields that a column may hold, each with a rank; a name that the user gave is no guess."""
        folded = _fold(name)
        named = [
            (ours, int(name != theirs))
            for ours in _GUESSES
            if (theirs := getattr(self, ours)) and (name == theirs or folded == _fold(theirs) != "")
        ]
        guess = _RANKS.get(folded)
        if named or guess is None or getattr(self, guess[0]):
            return named
        return [guess]

    def lacking(self, names: Sequence[str], *, path: str) -> InputError:
        """Say that a table has no column of text, which columns it has, and what to do."""
        shown = ", ".join(name[:_MAX_COLUMN] for name in itertools.islice(names, _MAX_SHOWN))
        more = ", ..." if len(names) > _MAX_SHOWN else ""
        which = f"no column {self.text!r}" if self.text else "no column known to hold the text"
        return InputError("C067", f"{path} has {which}; its columns are: {shown or 'none'}{more}.", _REMEDY)


def _fold(name: str) -> str:
    return _NOT_IN_A_NAME.sub("", name[:_MAX_COLUMN].lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first lines of a table of delimited values.

    Attributes:
        delimiter: The character between cells.
        names: Cells of the first row.
        rows: Further rows looked at, whole ones only.
        alike: How many of these have as many cells as the first.
    """

    delimiter: str
    names: tuple[str, ...]
    rows: int
    alike: int

    @property
    def is_even(self) -> bool:
        """Tell whether nearly all rows have the header's number of cells; fewer suffice under names that are known."""
        is_known = len(Columns().find(self.names)) >= _SURE
        return self.rows > 0 and self.alike >= (_HALF if is_known else _ALIKE) * self.rows

    @property
    def is_tidy(self) -> bool:
        """Tell whether the first row reads like names of columns, not like a sentence."""
        names = [name.strip() for name in self.names]
        return len(set(names)) == len(names) and all(
            len(name) <= _MAX_COLUMN and len(name.split()) <= _MAX_WORDS and not name.endswith((".", "!", "?", ":"))
            for name in names
        )


def read_head(sample: str, *, cut: bool) -> Head | None:
    """Tell the delimiter of a table by its first rows.

    Args:
        sample: How the table begins.
        cut: Whether it goes on after the sample, so that the last row is not whole.

    Returns:
        The reading that makes the evenest rows; None if no delimiter makes two columns.
    """
    heads = [head for delimiter in _DELIMITERS if (head := _split(sample, delimiter, cut=cut))]
    return max(heads, key=_rank, default=None)


def _rank(head: Head) -> tuple[bool, float, int]:
    return "text" in Columns().find(head.names), head.alike / max(head.rows, 1), len(head.names)


def _split(sample: str, delimiter: str, *, cut: bool) -> Head | None:
    lines = io.StringIO(sample, newline="")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            rows += [row] if row else []
            if len(rows) > _HEAD_ROWS:
                break
        else:
            rows = rows[: -1 if cut and len(rows) > 1 else None]
    except csv.Error:
        pass  # a cell larger than the csv module's limit: the rows before it tell enough
    if not rows or not 2 <= len(rows[0]) <= _MAX_COLUMNS:  # noqa: PLR2004 - one cell shows no delimiter
        return None
    width = len(rows[0])
    alike = sum(len(row) == width for row in rows[1:])
    return Head(delimiter=delimiter, names=tuple(rows[0]), rows=len(rows) - 1, alike=alike)


def looks_like_table(sample: str, *, cut: bool, named: bool) -> bool:
    """Tell delimited values from prose: even rows under a header that names a column of text.

    Args:
        sample: How the file begins.
        cut: Whether it goes on after the sample.
        named: Whether its name says that it is a table; then the header's names need not be known.
    """
    head = read_head(sample, cut=cut)
    if head is None:
        first, _, _ = sample.partition("\n")
        return named and "text" in Columns().find([first.strip().strip('"')])
    if not head.is_tidy:
        return False
    known = Columns().find(head.names)
    if named and head.is_even:
        return True
    if "text" not in known:
        return False
    if head.rows == 0:
        return len(known) >= (2 if cut or named else _SURE)
    return head.is_even and (len(known) > 1 or head.rows > 1)
