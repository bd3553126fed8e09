"""Splits a text into the words, numbers and signs that the grammar of time reads."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from chancery.codebooks.names import given_names
from chancery.codebooks.times import read_time_words

_TOKEN: Final = re.compile(
    r"(?=\d)(?:\d{1,2}([./-])(?:\d{1,2}|[IVX]{1,4})\1\d{4}(?!\d)|\d{4}-\d\d-\d\d(?=T\d\d:)|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|\d+[.:]\d+|\d+(?:st|nd|rd|th|s|d)?(?![A-Za-z\d]))"
    r"|['\u2019][Ss]\b|B\.C\.(?:E\.)?|B\.C\b|A\.D\.|[ap]\.m\.?(?!\w)|[^\W\d_]+|\n|\S"
)
WORDS: Final = read_time_words()
MONTHS: Final = WORDS.sure | WORDS.doubtful | WORDS.short
DASHES: Final = frozenset({"-", "\u2010", "\u2012", "\u2013", "\u2014"})
FOUR_DIGITS: Final = 4
_HESITATIONS: Final = frozenset({"uh", "um", "uhm", "erm"})
_BEFORE_MONTHS: Final = frozenset(
    "in of since until till by from to last next this early late mid during before after through on for around".split()
)
_HONORIFICS: Final = frozenset({"mr", "mrs", "ms", "miss"})

Fields = dict[str, Any]
Found = tuple[int, Fields]


@dataclass(slots=True)
class Token:
    """A word, number or sign of the grammar.

    Attributes:
        low: In lower case.
        start: Offset of its first character.
        end: One past its last character.
        value: The number, if it is one of at most four digits.
        suffix: What follows the digits: "th", "s", "d" (in "March 22d").
    """

    text: str
    low: str
    start: int
    end: int
    value: int | None = None
    suffix: str = ""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_EDGE: Final = Token("\n", "\n", -1, -1)
PAD: Final = 12


def read_tokens(text: str) -> list[Token]:
    """Split a text, with `PAD` empty tokens at either end so that every rule may look around.

    Hesitations that transcripts write down are left out: "last, uh, August".
    """
    tokens = [_EDGE] * PAD
    hesitated = False
    for match in _TOKEN.finditer(text):
        word = match.group()
        token = Token(word, word.lower(), match.start(), match.end())
        if word[0].isdigit():
            digits = word.rstrip("sthnrd")
            if digits.isdecimal() and len(digits) <= FOUR_DIGITS:
                token.value, token.suffix = int(digits), word[len(digits) :]
        if hesitated and word == ",":
            hesitated = False
            continue
        hesitated = token.low in _HESITATIONS
        if hesitated:
            if tokens[-1].text == ",":
                tokens.pop()
            continue
        tokens.append(token)
    return tokens + [_EDGE] * PAD


def surnames_among(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the names of months that are somebody's surname here: "Theresa May"."""
    found = set()
    for before, token in pairwise(tokens):
        if token.low in MONTHS and token.capital and (before.text in given_names() or before.low in _HONORIFICS):
            found.add(token.low)
    return frozenset(found)


def is_surname(tokens: Sequence[Token], i: int, surnames: Collection[str]) -> bool:
    """Tell whether a token is a surname here and no month: it is one somewhere, and no "in" or "last" is before it."""
    return tokens[i].low in surnames and tokens[i].capital and tokens[i - 1].low not in _BEFORE_MONTHS
