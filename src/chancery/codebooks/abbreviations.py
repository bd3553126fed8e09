"""English abbreviations that end in a full stop, and words that open sentences.

Source: own vocabulary in `abbreviations.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from chancery.codebooks.names import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """The lexicon of `abbreviations.toml`, in lower case, abbreviations with their stop.

    Attributes:
        titles: Before a name: "mr.", "gen.".
        numbered: Before a number: "art.", "no.".
        words: Those of them that are words as well: "no.".
        joining: Inside a sentence only: "vs.", "e.g.".
        clock: After an hour: "p.m.".
        closing: Inside a sentence or at its end: "inc.", "etc.".
        openers: Words that begin sentences and hardly ever names: "the", "meanwhile".
        tails: Words after the verb in "Lind asked reporters".
    """

    titles: frozenset[str]
    numbered: frozenset[str]
    words: frozenset[str]
    joining: frozenset[str]
    clock: frozenset[str]
    closing: frozenset[str]
    openers: frozenset[str]
    tails: frozenset[str]


@cache
def read_abbreviations() -> Abbreviations:
    """Read the lexicon, once."""
    return Abbreviations(**{key: frozenset(value.split()) for key, value in load("abbreviations").items()})
