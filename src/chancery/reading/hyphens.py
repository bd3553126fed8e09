"""Joins a paragraph's lines; a hyphen at a line's end goes with the break, unless the text has the word with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from chancery.reading.pieces import Aligned, join

_HYPHENS: Final = "-\u00ad\u2010"
_HALF: Final = re.compile(r"[^\W\d_]+[-\u00ad\u2010]$")
_FIRST: Final = re.compile(r"[^\W\d_]+")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def count_forms(lines: Iterable[str]) -> Counter[str]:
    """Count the words of a text in small letters, hyphens inside them kept, halves at the ends of lines without."""
    whole = (line[: len(line.rstrip(_HYPHENS))] for line in lines)
    return Counter(match[0].casefold() for line in whole for match in _WORDS.finditer(line))


def breaks_word(line: str) -> bool:
    """Tell whether a line ends in the first half of a word."""
    return _HALF.search(line) is not None


def join_lines(lines: Iterable[Aligned], forms: Counter[str]) -> Aligned:
    """Join a paragraph's lines; a word broken over two is mended.

    Args:
        lines: The lines, without blanks at their ends.
        forms: The words of the whole text, as `count_forms` gives them.
    """
    chunks: list[Aligned] = []
    glued: list[Aligned] = []
    for line in lines:
        if not line.text:
            continue
        if glued and not _is_split(glued[-1].text, line.text):
            chunks.append(join(glued, ""))
            glued = []
        elif glued and _is_mended(glued[-1].text, line.text, forms):
            glued[-1] = glued[-1].cut(0, len(glued[-1].text) - 1)
        glued.append(line)
    chunks.append(join(glued, ""))
    return join(chunks, " ")


def _is_split(last: str, text: str) -> bool:
    """Tell a line's end inside a word, or after a hyphen or dash that belongs to both sides."""
    if last[-1] in "—\u00ad\u2010-" and len(last) > 1:
        return not last[-2].isspace() and (text[0].isalnum() or last[-1] == "—")
    return False


def _is_mended(last: str, text: str, forms: Counter[str]) -> bool:
    """Tell a hyphen that only breaks the line."""
    if last[-1] == "\u00ad":
        return True
    first, second = _HALF.search(last), _FIRST.match(text)
    if last[-1] not in _HYPHENS or first is None or second is None or not text[0].islower():
        return False
    whole = re.search(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*[-\u2010]$", last)
    if whole and len(whole[0]) > len(first[0]):
        return False
    left, right = first[0][:-1].casefold(), second[0].casefold()
    return forms[left + right] >= forms[f"{left}-{right}"]
