"""Says with which words each rule of the grammar of time may begin, so that few rules are tried at a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from chancery.extraction.distances import read_beside, read_from_now, read_within
from chancery.extraction.hints import read_greeting, read_part_of_day, read_then, read_vague
from chancery.extraction.lengths import read_set
from chancery.extraction.named import (
    read_bare_feast,
    read_era,
    read_feast,
    read_fiscal,
    read_in_season,
    read_weekend,
)
from chancery.extraction.numerals import read_spoken_year
from chancery.extraction.timetokens import WORDS, Found, Token

Rule = Callable[[list[Token], int], Found | None]

_FIRST: Final[Mapping[Rule, Collection[str]]] = {
    read_within: {"within"},
    read_spoken_year: WORDS.numbers.keys(),
    read_from_now: {"the", "recent", "coming"},
    read_beside: {"the"},
    read_feast: WORDS.feasts.keys() | {"last", "next", "this"},
    read_in_season: {"the"},
    read_fiscal: {"fy", "fiscal", "financial"},
    read_then: {"then"},
    read_set: WORDS.sets.keys() | {"per", "every", "each"},
    read_part_of_day: {"that", "night"},
    read_vague: WORDS.vague_starts.keys(),
    read_greeting: {"good"},
    read_era: {"the"} | {first.lower() for first in WORDS.eras},
    read_bare_feast: WORDS.feasts.keys(),
    read_weekend: {"the", "weekend", "this"},
}
"""A rule that is not here may begin with anything."""


class RulesByWord:
    """Rules in their order, by the first word of what they read.

    Example:
        >>> [rule.__name__ for rule in RulesByWord((read_within, read_fiscal)).at("fiscal")]
        ['read_fiscal']
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Arrange rules."""
        words = {word for rule in rules for word in _FIRST.get(rule, ())}
        self._others = tuple(rule for rule in rules if rule not in _FIRST)
        self._rules = {
            word: tuple(rule for rule in rules if rule not in _FIRST or word in _FIRST[rule]) for word in words
        }

    def at(self, low: str) -> tuple[Rule, ...]:
        """Return the rules that may begin with a word in lower case."""
        return self._rules.get(low, self._others)
