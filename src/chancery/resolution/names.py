"""Compares names of people: given name and surname apart, through every usual transliteration.

A name is folded to a skeleton in which "Zheenbekov" and "Jeenbekov", "Sergei" and "Sergey" are
alike. What remains different is different: Kim Jong-un is not Kim Jong-il.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from chancery.codebooks.names import given_names, particles, suffixes, unaccented, without_address

_MISPRINT_LENGTH: Final = 6
"""A surname shorter than this is never taken for a misprint of another: Putin, Rutin; Kerry, Berry."""
_INITIAL: Final = 2  # letters, with the point left out: "J", "Ju"
_CYRILLIC: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґүөңұқғһәўј",
        ("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i i e g u o n u k g h a u j").split(
            " "
        ),
        strict=True,
    )
)
_LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "ħ": "h"})
# longest first, as they overlap
_FOLDS: Final = (
    ("shch", "sc"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ch", "c"),
    ("ck", "k"), ("ou", "u"), ("oo", "o"), ("ee", "e"), ("x", "ks"), ("q", "k"), ("w", "v"), ("y", "i"),
)  # fmt: skip
_HARD_C: Final = re.compile(r"c(?=[aourltkn]|$)(?!h)")
_DOUBLED: Final = re.compile(r"(.)\1+")
_GLIDE: Final = re.compile(r"(?<=[aeou])i(?=[aeou])")
_PATRONYMIC: Final = re.compile(r"(?:ovic|evic|ic|ovna|evna|icna|uli|oglu|oglou|kizi|kizy|uulu)$")
# of Slavic, Turkic, Arabic and Icelandic names; "Villanueva" is no daughter's name
_FEMALE: Final = re.compile(
    r"(?:.{3}(?:ova|[^u]eva|skaya|skaia)|.(?:ovna|evna|ichna)|dottir)$|^(?:kyzy|kizi|qizi|bint)$"
)
_MALE: Final = re.compile(
    r"(?:.{2}(?:ov|yev|aev|sky|skiy|skyi|skii)|.(?:ovich|evich|ovych|evych))$|^(?:uulu|ugli|oglu|bin|ibn)$"
)
_REGNAL: Final = frozenset("ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii".split())
_GENERATIONS: Final = _REGNAL | {"jr", "sr"}
_PREPOSITIONS: Final = frozenset("at in on with and of to from for by".split())
_EASTERN: Final = frozenset(
    "kim lee park moon yoon cho choe choi ri pak chung jang han xi wang li zhang liu chen yang zhao hu wen qin zhou "
    "sun deng jiang pan ban nguyen tran pham vo truong phan bui".split()
)
# one given name in several languages or spellings that no letter rule joins
_SAME_NAME: Final = {
    variant: names[0]
    for names in (
        ("dmitri", "dmitro", "dimitri", "dmitro", "dzmitri"),
        ("vladimir", "volodimir", "uladzimir"),
        ("aleksandr", "oleksandr", "aleksander", "aliaksandr"),
        ("sergei", "sergi", "serhi", "serhii", "siarhei"),
        ("nikolai", "mikola", "nikolaj"),
        ("aleksei", "oleksi", "aleksi"),
        ("andrei", "andri"),
        ("iuri", "iuri", "juri"),
        ("mikhail", "mihail", "mihailo"),
        ("muhamad", "mohamed", "mohamad", "muhamed", "mohammed"),
        ("husein", "hosein", "husain", "husaiin", "husin", "hosain"),
        ("ahmad", "ahmed"),
        ("abdulah", "abdalah", "abdula"),
        ("iusuf", "iusef", "iosef", "iosuf"),
        ("omar", "umar"),
        ("halid", "haled"),
        ("ibrahim", "ebrahim"),
        ("saud", "saoud"),
        ("mahmud", "mahmoud", "mehmud"),
        ("mustafa", "mostafa", "moustafa"),
        ("evgeni", "ievgeni", "ievhen", "evhen"),
    )
    for variant in names
}


class Judgement(StrEnum):
    """Whether two names are one person's."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Fold one word of a name to what its transliterations share.

    Example:
        >>> skeleton("Zheenbekov") == skeleton("Jeenbekov") == skeleton("Жээнбеков")
        True
    """
    lower = "".join(_CYRILLIC.get(c, c) for c in unicodedata.normalize("NFC", word).casefold())
    plain = unaccented(lower.translate(_LETTERS))
    plain = re.sub(r"[^a-z]", "", plain)
    for old, new in _FOLDS:
        plain = plain.replace(old, new) if old != "ch" else plain.replace("ch", "\x00")
    plain = _HARD_C.sub("k", plain).replace("\x00", "c")
    plain = _GLIDE.sub("", _DOUBLED.sub(r"\1", plain))
    plain = _DOUBLED.sub(r"\1", plain)
    plain = plain[1:] if plain.startswith("ie") else plain
    return _SAME_NAME.get(plain, plain)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart.

    Attributes:
        given: Skeletons of the given names and patronymics, in order; empty for a surname alone.
        surname: Skeleton of the surname with its particles.
        words: Its words as written, without honorifics.
        suffix: The generation, "jr", "ii"; empty if none is told.
    """

    given: tuple[str, ...]
    surname: str
    words: tuple[str, ...]
    suffix: str = ""

    @property
    def written(self) -> str:
        """The name in one line, with the number of a ruler or the generation: "Mohammed VI", "Ferdinand Marcos Jr."."""
        told = self.suffix.upper() if self.suffix in _REGNAL else f"{self.suffix.title()}." if self.suffix else ""
        return " ".join((*self.words, told)).rstrip()

    @property
    def is_full(self) -> bool:
        """Whether it has a given name that is more than an initial."""
        return bool(self.given) and len(self.given[0]) > _INITIAL - 1

    @property
    def first(self) -> str:
        """The first given name, the same for "Dmytro" and "Dmitry"; empty for a surname alone."""
        return self.given[0] if self.given else ""

    @property
    def gender(self) -> str | None:
        """The gender that the given name mostly tells, else a patronymic or the ending of a surname."""
        for word in self.words[:-1] or self.words:
            if word in given_names():
                return given_names()[word]
        said = [unaccented(word).casefold() for word in self.words]
        if any(_FEMALE.search(word) for word in said):
            return "f"
        return "m" if any(_MALE.search(word) for word in said) else None


@lru_cache(maxsize=65536)
def read_name(written: str) -> PersonName:
    """Take a name apart.

    Example:
        >>> read_name("Staffan de Mistura").surname, read_name("Kim Jong-un").given
        ('demistura', ('jongun',))
    """
    said = [w for w in written.replace("\u2019", "'").split() if w.strip(".,")]
    words = without_address(said)
    words = words[: next((at for at, word in enumerate(words) if at and _is_plain_word(word)), len(words))]
    suffix = ""
    while len(words) > 1 and words[-1].strip(",") in suffixes():
        if len(words) == _INITIAL and words[-1].isalpha() and words[-1].istitle() and len(words[-1]) > _INITIAL:
            break  # "Imran Khan"
        last = words.pop().strip(".,").casefold()
        suffix = last if last in _GENERATIONS else suffix
        words[-1] = words[-1].rstrip(",")  # "Marcos, Jr."
    if not words:
        return PersonName((), skeleton(written), (written,))
    if len(words) > 1 and _is_eastern(words):
        return PersonName((skeleton("".join(words[1:])),), skeleton(words[0]), tuple(words), suffix)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold().strip("-") in particles():
        cut -= 1
    if cut == 1 and len(words) > 2 and words[0].casefold() in particles():  # noqa: PLR2004 - "al- Jaafari"
        cut = 0
    if len(words) == 2 and words[0][:1].islower() and words[0].casefold() in particles():  # noqa: PLR2004 - "de Mistura"
        cut = 0
    given = tuple(s for s in (skeleton(word) for word in words[:cut]) if s)
    return PersonName(given, skeleton("".join(words[cut:])), tuple(words), suffix)


def _is_plain_word(word: str) -> bool:
    """Tell whether a word cannot be part of a name: "at" in "Ana Costa at Geneva"."""
    plain = word.strip("-.,").casefold()
    return (
        word[:1].islower()
        and plain not in particles()
        and len(plain) > 1
        and plain.isalpha()
        and plain in _PREPOSITIONS
    )


def _is_eastern(words: list[str]) -> bool:
    """Tell whether the family name stands first: "Kim Jong-un", "Xi Jinping"."""
    if words[0].casefold() not in _EASTERN:
        return False
    return "-" in words[1] or words[0] not in given_names()


def compare_given(one: PersonName, other: PersonName) -> Judgement:
    """Compare the given names of two people with one surname.

    Returns:
        `SAME` where they agree as far as both go, `UNSURE` where one has none, `DIFFERENT` where
        full names or middle initials contradict each other.
    """
    if not one.given or not other.given:
        return Judgement.UNSURE
    if not _agree(one.first, other.first):
        return Judgement.DIFFERENT
    rest, others = one.given[1:], other.given[1:]
    if rest and others and not _agree(rest[0], others[0]):
        mixed = bool(_PATRONYMIC.search(rest[0])) != bool(_PATRONYMIC.search(others[0]))
        return Judgement.UNSURE if mixed else Judgement.DIFFERENT
    return Judgement.SAME


def _agree(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _INITIAL:
        return long.startswith(short)
    return short == long


def compare_names(one: PersonName, other: PersonName) -> Judgement:
    """Compare two names without any context.

    Example:
        >>> compare_names(read_name("Antony J. Blinken"), read_name("Antony Blinken"))
        <Judgement.SAME: 'same'>
        >>> compare_names(read_name("Kim Jong-un"), read_name("Kim Jong-il"))
        <Judgement.DIFFERENT: 'different'>
    """
    if one.surname != other.surname:
        swapped = len(one.given) == len(other.given) == 1 and (one.given[0], one.surname) == (
            other.surname,
            other.given[0],
        )
        if swapped:
            return Judgement.SAME
        return Judgement.UNSURE if is_misprint(one, other) else Judgement.DIFFERENT
    return compare_given(one, other)


def is_misprint(one: PersonName, other: PersonName) -> bool:
    """Tell whether two surnames are one letter apart and the given names agree."""
    return is_slip(one.surname, other.surname) and compare_given(one, other) is Judgement.SAME


def slip_forms(surname: str) -> Iterator[str]:
    """Yield forms of a skeleton, one of which it shares with each skeleton that may be a slip of it: see `is_slip`.

    Two words one letter apart, or with two letters exchanged, become one where each loses a letter or none.

    Example:
        >>> sorted({*slip_forms("pashinian")} & {*slip_forms("pashinjan")})
        ['pashinan']
    """
    yield surname
    if len(surname) >= _MISPRINT_LENGTH:
        yield from (surname[:at] + surname[at + 1 :] for at in range(len(surname)))


def is_slip(one: str, other: str) -> bool:
    """Tell whether two skeletons of surnames are one letter apart, and long enough to say so."""
    if min(len(one), len(other)) < _MISPRINT_LENGTH or one == other:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1
