"""Nouns for people who act or suffer without a name, beside those of `actors.toml`, with their PLOVER sectors.

Source: PLOVER 2.0 sectors; own vocabulary in `crowds.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from chancery.codebooks.names import Phrases, load
from chancery.codebooks.posts import plural_of


def match_crowd(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Return the sector of people without a name whose noun begins at a word, and the index after it.

    Args:
        words: The words of a sentence.
        at: Where the noun begins.

    Example:
        >>> match_crowd(["Muslim", "leaders", "met"], 0), match_crowd(["a", "leader"], 1)
        (('REL', 2), None)
    """
    return _nouns().longest(words, at)


@cache
def _nouns() -> Phrases[str]:
    data = load("crowds")
    plurals = [(plural_of(form), sector) for sector, forms in data["plurals"].items() for form in forms]
    return Phrases([*plurals, *((form, sector) for sector, forms in data["alone"].items() for form in forms)])
