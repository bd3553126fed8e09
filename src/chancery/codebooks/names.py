"""Words around names of people, and the word matching that every codebook shares.

A phrase is compared piece by piece: apostrophes are made alike, points, hyphens and strokes fall
away, so that "Secretary-General", "Secretary - General" and "secretary general" are one phrase, and
"RFE/RL" is one however a tokenizer splits it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

T = TypeVar("T")

_APOSTROPHES: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u02bb": "'", "`": "'", "\u00a0": " "}
)
_PIECE: Final = re.compile(r"[^\W_]+")
_HYPHENS: Final = frozenset("-\u2010\u2011\u2013")
_STOPS: Final = frozenset(",;:!?)")
_JOINTS: Final = _HYPHENS | {"/"}


def load(name: str) -> dict[str, Any]:
    """Read one vocabulary of this package.

    Args:
        name: File name without its ending: "states".
    """
    return tomllib.loads(files("chancery.codebooks").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def normalise(form: str) -> str:
    """Make apostrophes and spaces alike; letters and case stay.

    Example:
        >>> normalise("N\u2019Djamena")
        "N'Djamena"
    """
    return " ".join(form.translate(_APOSTROPHES).split())


@lru_cache(maxsize=65536)
def unaccented(form: str) -> str:
    """Take the accents off.

    Example:
        >>> unaccented("Yaoundé")
        'Yaounde'
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
    return plain.replace("\u0131", "i").replace("\u0142", "l").replace("\u00f8", "o").replace("\u0111", "d")


@lru_cache(maxsize=65536)
def pieces(form: str, *, fold: bool = True) -> tuple[str, ...]:
    """Split a word or phrase into what is compared.

    Args:
        form: What a text or a vocabulary says.
        fold: False keeps the case, for names such as "WHO".

    Example:
        >>> pieces("Secretary-General of the U.N.")
        ('secretary', 'general', 'of', 'the', 'un')
    """
    plain = re.sub(r"(?<=\w)\.", "", form.translate(_APOSTROPHES))
    return tuple(_PIECE.findall(plain.casefold() if fold else plain))


class Phrases(Generic[T]):
    """Phrases with a value each, of which the longest that begins at a word can be found."""

    __slots__ = ("_fold", "_root")

    def __init__(self, entries: Iterable[tuple[str, T]], *, fold: bool = True) -> None:
        """Arrange the phrases as a tree of pieces; a later entry replaces an earlier one."""
        self._fold = fold
        self._root: dict[str | None, Any] = {}
        for phrase, value in entries:
            node = self._root
            for piece in pieces(phrase, fold=fold):
                node = node.setdefault(piece, {})
            node[None] = value

    def longest(self, words: Sequence[str], start: int) -> tuple[T, int] | None:
        """Return the value of the longest phrase at `words[start]`, and the index after it."""
        found: tuple[T, int] | None = None
        node: dict[str | None, Any] | None = self._root
        for at in range(start, len(words)):
            word = words[at]
            if at > start and word in _JOINTS:
                continue
            step = pieces(word, fold=self._fold)
            for piece in step:
                node = node.get(piece) if node is not None else None
            if not step or node is None:
                break
            if None in node:
                found = node[None], at + 1
            if word[-1] in _STOPS:
                break
        return found


@dataclass(frozen=True, slots=True)
class Honorific:
    """A form of address before a name.

    Attributes:
        form: As it is written, "Mr.", "Her Excellency".
        gender: "m", "f", or None where it tells none.
    """

    form: str
    gender: str | None


@cache
def _data() -> dict[str, Any]:
    return load("names")


@cache
def honorifics() -> Mapping[str, Honorific]:
    """Return every form of address, by its exact form."""
    told: dict[str, list[str]] = _data()["honorifics"]
    return {form: Honorific(form, None if gender == "n" else gender) for gender in "nmf" for form in told[gender]}


@cache
def _honorific_phrases() -> Phrases[Honorific]:
    return Phrases(honorifics().items(), fold=False)


def match_honorific(words: Sequence[str], start: int) -> tuple[Honorific, int] | None:
    """Return the longest form of address at `words[start]`, and the index after it.

    What may as well be a name is one only where a name follows that can do without it: "U Win Myint", not "U Thant".

    Example:
        >>> match_honorific(["Her", "Excellency", "Ms", "Baerbock"], 0)
        (Honorific(form='Her Excellency', gender='f'), 2)
        >>> match_honorific(["Don", "McKinnon"], 0) is None
        True
    """
    found = _honorific_phrases().longest(words, start)
    if found is None:
        return None
    form, end = found
    after = words[end] if end < len(words) else ""
    if form.form in _address("full"):
        written = words[start] == form.form or not form.form.endswith(".")
        more = words[end + 1] if end + 1 < len(words) else ""
        two = all(word[:1].isupper() and len(word.strip(".")) > 1 for word in (after, more))
        return found if written and two and more.casefold() not in particles() else None
    return None if is_given_here(words, start) else found


def is_given_here(words: Sequence[str], at: int) -> bool:
    """Tell whether a ruler's title is a given name here: "Sultan Al Jaber", "Prince bin ...".

    Example:
        >>> is_given_here(["Sultan", "bin", "Salman"], 0), is_given_here(["Sultan", "Haitham", "bin", "Tariq"], 0)
        (True, False)
    """
    after = words[at + 1].casefold().strip("-") if at + 1 < len(words) else ""
    return words[at] in _address("not_before_particles") and after in particles()


@cache
def _address(table: str) -> frozenset[str]:
    return frozenset(_data()["address"][table])


def without_address(words: Sequence[str]) -> list[str]:
    """Return a name's words without the forms of address before and after it; at least one word stays.

    Example:
        >>> without_address(["S.E.", "M.", "Nasser", "Bourita"]), without_address(["John", "Major"])
        (['Nasser', 'Bourita'], ['John', 'Major'])
        >>> without_address(["Abe-san"]), without_address(["Enver", "Bey"])
        (['Abe'], ['Enver'])
    """
    at = 0
    while (found := match_honorific(words, at)) and found[1] < len(words):
        at = found[1]
    kept = list(words[at:])
    while len(kept) > 1 and kept[-1] in _address("after"):
        kept.pop()
    if len(kept) == 1:
        name, hyphen, said = kept[0].rpartition("-")
        if hyphen and said in _address("joined") and len(name) > 2:  # noqa: PLR2004 - "Eun-ji" is a name
            kept = [name]
    return kept


@cache
def particles() -> frozenset[str]:
    """Return the words in lower case that may stand inside a name: "de", "bin", "uulu"."""
    return frozenset(_data()["particles"]["words"])


@cache
def prefixes() -> tuple[str, ...]:
    """Return the beginnings that a hyphen or apostrophe joins to a part of a name: "al-", "d'"."""
    return tuple(_data()["particles"]["prefixes"])


@cache
def suffixes() -> frozenset[str]:
    """Return what may follow a name: "Jr.", "VI", "MP"."""
    return frozenset(_data()["suffixes"]["words"])


@cache
def not_names() -> frozenset[str]:
    """Return the capitalised words that begin no name of a person: months, openers, "Ministry"."""
    return frozenset(word for words in _data()["not_names"].values() for word in words)


@cache
def openers() -> frozenset[str]:
    """Return the words that begin a sentence with a capital and are no names: "However", "During"."""
    return frozenset(_data()["not_names"]["openers"])


@cache
def given_names() -> Mapping[str, str]:
    """Return common given names with the gender they mostly tell, "m" or "f"."""
    told: dict[str, list[str]] = _data()["given"]
    return {name: gender for gender in ("m", "f") for name in told[gender]}
