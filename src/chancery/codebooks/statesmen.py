"""Public figures whose names tell of which state somebody is.

Source: own vocabulary in `statesmen.toml`.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from chancery.codebooks.names import Phrases, load, match_honorific, unaccented
from chancery.codebooks.titles import match_post

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONG = 5  # letters of a surname of which one may be misspelt after its given name


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
    return _slip_of_statesman(plain)


def _slip_of_statesman(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the only figure of whose given name and surname a phrase has all but a letter: "Chun Do Hwan" is none."""
    for first, last in pairwise(words):
        if len(last) >= _LONG and last[:1].isupper():
            near = {state for short in shortened(last.lower()) for state in _slips().get((first, short), ())}
            if len(near) == 1:
                return near.pop(), f"{first} {last}"
    return None


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
