"""Words as the search for them sees them: case and accents do not count.

These are the tokens of SQLite's `unicode61` with `remove_diacritics 2`, so that both kinds of store find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_MARKS: Final = range(0x300, 0x332)  # marks that stand inside a word and do not count
_SEPARATOR: Final = " "
_LONGEST: Final = 500  # characters of a word; the server takes 2,046 bytes
_RUNS: Final = re.compile("x+")


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


class _Inside(dict[int, str]):
    """Whether each character belongs to a word."""

    def __missing__(self, code: int) -> str:
        self[code] = inside = _SEPARATOR if _FOLDED[code] == _SEPARATOR else "x"
        return inside


_FOLDED: Final = _Folded()
_INSIDE: Final = _Inside()


def _fold(sign: str) -> str:
    if ord(sign) in _MARKS:
        return ""
    category = unicodedata.category(sign)
    if category[0] not in "LN" and category != "Co":
        return _SEPARATOR
    parts = unicodedata.normalize("NFD", sign)
    if parts[0].isascii() and all(unicodedata.combining(part) for part in parts[1:]):
        return parts[0].lower()
    folded = sign.casefold()
    return folded if len(folded) == 1 else min(sign.lower(), sign, key=len)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in their order.

    Example:
        >>> words_of("São Tomé's envoy, 3rd")
        ['sao', 'tome', 's', 'envoy', '3rd']
    """
    return [word[:_LONGEST] for word in text.translate(_FOLDED).split(_SEPARATOR) if word]


def placed_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each word of a text starts and ends, and the word folded."""
    for run in _RUNS.finditer(text.translate(_INSIDE)):
        word = text[run.start() : run.end()].translate(_FOLDED)
        if word:
            yield run.start(), run.end(), word[:_LONGEST]
