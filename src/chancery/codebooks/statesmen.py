"""Public figures whose names tell of which state somebody is.

Source: own vocabulary in `statesmen.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from chancery.codebooks.names import Phrases, given_names, load, match_honorific, unaccented
from chancery.codebooks.titles import match_post

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONG = 5  # letters of a surname of which one may be misspelt after its given name
_SPAN = 4  # words of a name
_PARTICLES = frozenset("al el bin ibn de da dos van von der ul ur".split())
_NOBODY: frozenset[str] = frozenset()
_LETTERS = re.compile(r"[^a-z]")
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")


@cache
def _statesmen() -> Phrases[str]:
    told: Mapping[str, list[str]] = load("statesmen")["of"]
    return Phrases(((unaccented(name), state) for state, names in told.items() for name in names), fold=False)


def match_statesman(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the state or organisation of the first public figure whom a phrase names, and the words that do.

    A surname alone means nobody where another name stands beside it: "Prime Minister Thatcher", not "Emma Thatcher".

    Example:
        >>> match_statesman(["President", "Suharto"]), match_statesman(["Emma", "Thatcher"])
        (('IDN', 'Suharto'), None)
    """
    plain = [unaccented(word) for word in words]
    for at in range(len(plain)):
        found = _statesmen().longest(plain, at)
        if found is None:
            continue
        whole = found[1] > at + 1
        alone = not _is_name(words, at - 1) and not _is_name(words, found[1])
        if whole or alone:
            return found[0], " ".join(words[at : found[1]])
    return _slip_of_statesman(plain) or _spelt_otherwise(plain)


def _slip_of_statesman(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the only figure of whose given name and surname a phrase has all but a letter: "Chun Do Hwan" is none."""
    for first, last in pairwise(words):
        if len(last) >= _LONG and last[:1].isupper():
            near = {state for short in shortened(last.lower()) for state in _slips().get((first, short), ())}
            if len(near) == 1:
                return near.pop(), f"{first} {last}"
    return None


def _spelt_otherwise(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the only figure whose first and last name sound like two of a phrase: "Mohamed Farah Aideed"."""
    for at, first in enumerate(words):
        for end in range(at + 1, min(at + _SPAN, len(words))):
            between = words[at : end + 1]
            if not all(word[:1].isupper() or word in _PARTICLES for word in between):
                break
            near = _sounds().get((sounds_of(first), sounds_of(words[end])), _NOBODY)
            if len(near) == 1 and len(words[end]) >= _LONG and words[end] not in given_names():
                return next(iter(near)), " ".join(between)
    return None


@cache
def _sounds() -> Mapping[tuple[str, str], set[str]]:
    """Return the states of figures by what their first and last names sound like, names of one word left out."""
    found: dict[tuple[str, str], set[str]] = {}
    told: Mapping[str, list[str]] = load("statesmen")["of"]
    for state, names in told.items():
        for name in names:
            words = unaccented(name).split()
            telling = len(words) > 1 and len(words[-1]) >= _LONG and words[-1] not in given_names()
            if telling:  # "Hussein" and "Hassan" are everybody's
                found.setdefault((sounds_of(words[0]), sounds_of(words[-1])), set()).add(state)
    return found


@lru_cache(maxsize=1 << 14)
def sounds_of(word: str) -> str:
    """Fold a word to what its romanisations have in common: which vowel, doubled letters, h after a consonant.

    Example:
        >>> sounds_of("Mohamed") == sounds_of("Muhammad"), sounds_of("Aideed") == sounds_of("Aidid")
        (True, True)
    """
    plain = _LETTERS.sub("", word.lower())
    for old, new in (("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("w", "v")):
        plain = plain.replace(old, new)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("a", plain))


@cache
def _slips() -> Mapping[tuple[str, str], set[str]]:
    """Return the states of figures by given name and what the surname is with one letter left out."""
    found: dict[tuple[str, str], set[str]] = {}
    told: Mapping[str, list[str]] = load("statesmen")["of"]
    for state, names in told.items():
        for name in names:
            words = unaccented(name).split()
            if len(words) == 2 and len(words[1]) >= _LONG:  # noqa: PLR2004 - given name and surname
                for short in shortened(words[1].lower()):
                    found.setdefault((words[0], short), set()).add(state)
    return found


def shortened(word: str) -> set[str]:
    """Return a word and what it is with one letter left out: two words one letter apart share one."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _is_name(words: Sequence[str], at: int) -> bool:
    """Tell whether a word beside a name is another name: no title, no form of address."""
    if not (0 <= at < len(words) and words[at][:1].isupper()):
        return False
    titles = (match_post(words, start) for start in range(at + 1))
    return not match_honorific([*words[: at + 1], "X", "Y"], at) and not any(one and one.end > at for one in titles)
