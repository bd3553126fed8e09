"""Rules made of the set phrases of `phrases.toml`: what pages say around reports, kind by kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from chancery.reading.pieces import Piece
from chancery.reading.rules import Rule, Weights, within

_WHERE: Final[dict[str, Weights]] = {
    "always": (1.0, 1.0, 1.0),
    "edges": (1.0, 0.5, 1.0),
    "below": (0.4, 0.6, 1.0),
}
_MOST: Final = 18  # words of a line that may be a phrase
_STAND_INS: Final = {"*": r"(?:\S+ ){1,7}", "**": r"(?:\S+ ){1,12}", "#": r"\d\S* "}
_ELEMENT: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\S+")
_SIGNS: Final = re.compile(r"[^\w'%]+")
_POINT: Final = re.compile(r"(?<=\d)[.,:](?=\d)")  # inside a number
_FIGURE: Final = "#"


def phrase_rules() -> tuple[Rule, ...]:
    """Read the phrases, one rule a kind."""
    data = tomllib.loads(files("chancery.reading").joinpath("phrases.toml").read_text(encoding="utf-8"))
    return tuple(
        _rule(kind["name"], kind["reason"], _WHERE[kind["where"]], kind["lines"].splitlines())
        for kind in data["phrases"]
    )


def _rule(name: str, reason: str, weights: Weights, phrases: Sequence[str]) -> Rule:
    by_first: dict[str, list[re.Pattern[str]]] = {}
    for phrase in filter(None, phrases):
        elements = _ELEMENT.findall(phrase)
        compiled = re.compile("".join(map(_pattern, elements)))
        for first in dict.fromkeys(_firsts(elements)):
            by_first.setdefault(first, []).append(compiled)

    def matches(piece: Piece) -> bool:
        text = _plain(piece.text)
        first = text[: text.find(" ")]
        return any(one.fullmatch(text) for one in by_first.get(_FIGURE if first[:1].isdigit() else first, ()))

    return Rule(name, reason, weights, within(matches, _MOST))


@lru_cache(maxsize=16)  # each kind asks it of the same piece
def _plain(text: str) -> str:
    """Return the words of a line in small letters, each with a blank behind it."""
    words = _SIGNS.sub(" ", _POINT.sub("", text.casefold().replace("’", "'"))).split()
    return "".join(f"{word} " for word in words)


def _choices(element: str) -> list[str]:
    return element[1:-1].split("|") if element[0] in "([" else [element]


def _pattern(element: str) -> str:
    """Return the pattern of an element over words with a blank behind each."""
    choices = ("".join(_word(word) for word in _plain_words(choice)) for choice in _choices(element))
    pattern = f"(?:{'|'.join(choices)})"
    return f"{pattern}?" if element[0] == "[" else pattern


def _plain_words(choice: str) -> list[str]:
    """Return the words of a choice as lines are read; what stands for others stays."""
    return [part for word in choice.split() for part in ([word] if word in _STAND_INS else _plain(word).split())]


def _word(word: str) -> str:
    return _STAND_INS.get(word, re.escape(word) + " ")


def _firsts(elements: Sequence[str]) -> Iterator[str]:
    """Yield the words with which a phrase may begin."""
    for element in elements:
        for choice in _choices(element):
            yield _plain_words(choice)[0]
        if element[0] != "[":
            return
