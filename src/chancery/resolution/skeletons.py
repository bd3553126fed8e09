"""Folds one word of a name to its sounds, and tells whether two words are spellings of one.

A word has a form for each system of romanisation that it may be written in. Two words fit if forms
of theirs have the same consonants and vowels, or such as differ in a tradition that the name belongs
to. `block` gives what all spellings of a name share, so that only those need be compared.

Source: `codebooks/romanisation.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz.distance import OSA

from chancery.codebooks.names import unaccented
from chancery.codebooks.romanisation import (
    alphabets,
    arabic_letters,
    arabic_vowels,
    greek_groups,
    same_given,
    short_given,
    systems,
    traditions,
    wade_sounds,
    wade_syllables,
)

LONGEST: Final = 40
"""Letters of a word that are looked at: what is longer is no name."""
_SLIP_LENGTH: Final = 5  # a shorter word is never taken for a misprint of another: Putin, Rutin
_ALIKE_GIVEN: Final = 6  # letters from which the same sounds are the same name in every tradition
_ALIKE_FAMILY: Final = 8
_CACHE: Final = 1 << 17
_VOWELS: Final = "aeiou"
_DOUBLED: Final = re.compile(r"(.)\1+")
_GLIDE: Final = re.compile(r"(?<=[aeou])i(?=[aeou])")
_SLOT: Final = re.compile(r"[aeiou]+|[^aeiou]")
_NOT_SOUND: Final = re.compile(r"[^a-zZCSTDGX]")
_ABD: Final = re.compile(r"^abd(?:[aeiou]l|[aeiou](?=([rnszdtS])\1)|[aeiou](?=[rnsztS]))?-?(?=[a-zS]{2})")
_AH: Final = re.compile(r"(?<=[aei])h$")
_ULLAH: Final = re.compile(r"[aou]la$")
_ENKA: Final = re.compile(r"enka$")  # Belarusian for -enko
_O_OR: Final = ({"e", "o"}, {"u", "o"})
_SILENT: Final = re.compile(r"(?<=[aeiou])h(?![aeiou])")  # the h of "Ahn"
_ROMANISED: Final = frozenset({"slavic", "arabic", "turkish"})
_HUSHERS: Final = frozenset("CSZ")  # after which e and o are one letter in Russian
_DIN: Final = re.compile(r"(?:[aeiou]|[aeiou]l)d+[ie]+ne?$")
_SYLLABLE: Final = re.compile(r"([bcdfghjklmnpqrstvwxyz']*)(.*)")
_CLASSES: Final = str.maketrans("ghkqGZCctdDTszSXpbfvlr", "KKKKKKKKTTTTTTTTPPPPLL")
_GERMANIC: Final = (("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("ø", "oe"), ("å", "aa"), ("ß", "ss"))


class Likeness(IntEnum):
    """How much two words are alike."""

    DIFFERENT = 0
    NEAR = 1
    SHORT = 2  # a short form of the other: "Tony" of "Antony"
    SAME = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    Attributes:
        plain: Its letters without accents, small; empty in another script than the Latin.
        forms: Its sounds, one form for each system that it may be written in.
        core: Those of the systems that every word may be written in.
        latin: Its letters in the spellings that Latin alphabets give it: "muller", "mueller".
        arabic: Its consonants in Arabic letters; empty in other scripts.
        name: The given name that it is a form of, else empty.
        chinese: Its syllables as written, parted by hyphens.
    """

    plain: str
    forms: tuple[str, ...]
    core: tuple[str, ...]
    latin: frozenset[str]
    arabic: str
    name: str
    chinese: str


@lru_cache(maxsize=_CACHE)
def read_word(written: str) -> Word:
    """Read one word of a name in whatever system it may be written.

    Example:
        >>> read_word("Zheenbekov").forms[0] == read_word("Jeenbekov").forms[0]
        True
    """
    lower = unicodedata.normalize("NFC", written).casefold()[:LONGEST]
    plain = re.sub(r"[^a-z]", "", unaccented(_latin_letters(lower)))
    arabic = "".join(c for c in lower if c in arabic_letters() or c in arabic_vowels())
    other = any(c in alphabets() for c in lower)
    read = [_other_script(lower)] if other else _readings(lower, marked=True)
    forms = tuple(dict.fromkeys(form for form in map(_folded, read) if form))
    core = forms if other else tuple(dict.fromkeys(map(_folded, _readings(lower, marked=False))))
    latin = frozenset() if other or arabic else _latin_spellings(lower)
    name = same_given().get(plain, "") if plain else ""
    syllables = re.sub(r"[^a-z-]", "", unaccented(_latin_letters(lower)))
    return Word("" if other else plain, forms if not arabic else (), core, latin, arabic, name, syllables)


def _other_script(lower: str) -> str:
    """Return the sounds of a word in Cyrillic or Greek letters."""
    plain = "".join(c if c in alphabets() else unaccented(c) for c in lower)
    for group, sounds in greek_groups().items():
        plain = plain.replace(group, sounds)
    return "".join(alphabets().get(c, c) for c in plain)


def _latin_letters(lower: str) -> str:
    for old, new in (("ı", "i"), ("ə", "a"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"), ("ð", "d")):
        lower = lower.replace(old, new)
    return lower


def _latin_spellings(lower: str) -> frozenset[str]:
    spelt = lower
    for old, new in _GERMANIC:
        spelt = spelt.replace(old, new)
    return frozenset(re.sub(r"[^a-z]", "", unaccented(_latin_letters(form))) for form in (lower, spelt))


def _readings(lower: str, *, marked: bool) -> list[str]:
    parts = [part for part in re.sub(r"['\u2019\u2018\u02bc\u02bb`]", "", lower).split("-") if part]
    fitting = [system for system in systems() if system.mark is None or (marked and system.mark.search(lower))]
    return ["".join(map(system.read, parts)) for system in fitting]


def _folded(sounds: str) -> str:
    """Drop accents, doubled letters and glides between vowels."""
    plain = _NOT_SOUND.sub("", "".join(c if c.isupper() else unaccented(c) for c in sounds))
    plain = _DOUBLED.sub(r"\1", _GLIDE.sub("", _DOUBLED.sub(r"\1", plain)))
    plain = _ENKA.sub("enko", plain)
    return plain[1:] if plain.startswith("ie") else plain


# ---- comparing ----


@lru_cache(maxsize=_CACHE)
def compare_words(one: str, other: str, how: frozenset[str], *, given: bool) -> Likeness:
    """Compare two words of names.

    Args:
        one: As written, in any script.
        other: As written, in any script.
        how: Traditions that the names belong to; without any, accents and umlauts alone may differ.
        given: Whether they are given names, of which the other languages' forms and short forms are known.

    Example:
        >>> compare_words("Zelenskyy", "Selenskyj", frozenset({"slavic"}), given=False).name
        'NEAR'
        >>> compare_words("Oleksandr", "Alexander", frozenset(), given=True).name
        'SAME'
    """
    a, b = read_word(one), read_word(other)
    if a.arabic or b.arabic:
        return _compare_arabic(a, b)
    if a.latin & b.latin or (given and a.name and a.name == b.name):
        return Likeness.SAME
    if len(a.plain) >= (_ALIKE_GIVEN if given else _ALIKE_FAMILY) and a.forms[:1] == b.forms[:1]:
        return Likeness.SAME
    both = how | ({"slavic"} if not a.latin or not b.latin else set())
    if any(_fit(x, y, tradition) for tradition in sorted(both) for x, y in _pairs(a, b, tradition)):
        return Likeness.SAME
    if given and short_given().get(a.plain, frozenset()) & short_given().get(b.plain, frozenset()):
        return Likeness.SHORT
    return Likeness.NEAR if _near(a, b) else Likeness.DIFFERENT


def _pairs(a: Word, b: Word, tradition: str) -> list[tuple[str, str]]:
    if tradition == "chinese":
        return [(x, y) for x, y in product(pinyin(a.chinese), pinyin(b.chinese)) if a.plain == x or b.plain == y]
    many = tradition in _ROMANISED  # newspapers of other alphabets spell these names their own way
    return list(product(a.forms, b.forms)) if many else list(product(a.core, b.core))


def _fit(x: str, y: str, tradition: str) -> bool:
    """Tell whether two words have the same sounds, or such as differ in the spellings of a tradition."""
    x, y = _folds(x, tradition), _folds(y, tradition)
    if x == y:
        return True
    rules = traditions()[tradition]
    mine, others = _slots(x), _slots(y)
    if len(mine) != len(others):
        return False
    return all(
        s == t
        or (s, t) in rules.vowels
        or (s, t) in rules.consonants
        or ({s, t} in _O_OR and _may_be_o(mine, others, at, tradition))
        for at, (s, t) in enumerate(zip(mine, others, strict=True))
    )


def _may_be_o(mine: tuple[str, ...], others: tuple[str, ...], at: int, tradition: str) -> bool:
    """Tell whether e and o, or u and o, are one vowel here: Russian after hushers, Korean before ng."""
    if tradition == "slavic":
        return "u" not in {mine[at], others[at]} and at > 0 and mine[at - 1] in _HUSHERS
    nasal = ["n", "", "g"]
    return tradition == "korean" and list(mine[at + 1 : at + 4]) == nasal == list(others[at + 1 : at + 4])


def _folds(sounds: str, tradition: str) -> str:
    if tradition == "arabic":
        return _arabic_fold(sounds)
    return _SILENT.sub("", sounds) if tradition == "korean" else sounds


@lru_cache(maxsize=_CACHE)
def _slots(sounds: str) -> tuple[str, ...]:
    """Divide sounds into consonants and what stands between them, nothing included."""
    found: list[str] = [""]
    for piece in _SLOT.findall(sounds):
        if piece[0] in _VOWELS:
            found[-1] = piece
        else:
            found += [piece, ""]
    return tuple(found)


@lru_cache(maxsize=_CACHE)
def _arabic_fold(sounds: str) -> str:
    """Make the forms of "abd al-", "-ullah", "al-din" and a last, silent h alike."""
    plain = _ULLAH.sub("ula", _AH.sub("", sounds))
    return _DIN.sub("udin", _ABD.sub("abd", plain))


def _near(a: Word, b: Word) -> bool:
    """Tell whether two words are a slip apart, or would fit in some tradition."""
    pairs = [(a.plain, b.plain), *((x, y) for x in a.forms[:1] for y in b.forms[:1])]
    if any(is_slip(x, y) for x, y in pairs):
        return True
    shortest = min(len(a.plain), len(b.plain)) if a.plain and b.plain else 0
    if shortest < _SLIP_LENGTH - 1 or a.plain[0] != b.plain[0]:
        return False
    return any(_fit(x, y, tradition) for tradition in traditions() for x, y in product(a.forms, b.forms))


def is_slip(one: str, other: str) -> bool:
    """Tell whether two words are one letter apart and long enough to say so."""
    return one != other and min(len(one), len(other)) >= _SLIP_LENGTH and OSA.distance(one, other, score_cutoff=1) <= 1


# ---- scripts and systems that need more than letters ----


def _compare_arabic(a: Word, b: Word) -> Likeness:
    if a.arabic and b.arabic:
        return Likeness.SAME if _consonants(a.arabic) == _consonants(b.arabic) else Likeness.DIFFERENT
    arabic, latin = (a, b) if a.arabic else (b, a)
    pattern = _arabic_pattern(arabic.arabic)
    fits = any(pattern.fullmatch(_DOUBLED.sub(r"\1", form)) for form in latin.forms)
    return Likeness.SAME if fits else Likeness.DIFFERENT


def _consonants(arabic: str) -> str:
    folded = arabic.translate(str.maketrans("أإآىةیک", "ااايهيك"))
    return folded.removeprefix("ال")


@lru_cache(maxsize=4096)
def _arabic_pattern(arabic: str) -> re.Pattern[str]:
    """Return what a word in Arabic letters may sound like; short vowels are not written."""
    article = arabic.startswith("ال") and len(arabic) > 4  # noqa: PLR2004 - two letters are left
    parts = ["(?:al|el)?"] if article else []
    for letter in arabic[2:] if article else arabic:
        if letter == "و":
            parts.append("[aeiouv]?[aeiou]?")
        elif letter in arabic_vowels():
            parts.append("[aeiou]{1,2}" if letter in "اآ" else "[aeiou]?")
        else:
            sounds = arabic_letters()[letter]
            chosen = "|".join(sound for sound in sounds if sound)
            optional = "?" if "" in sounds else ""
            parts.append((f"(?:{chosen}){optional}" if chosen else "") + "[aeiou]{0,2}")
    return re.compile("[aeiou]{0,2}" + "".join(parts))


@lru_cache(maxsize=_CACHE)
def pinyin(written: str) -> frozenset[str]:
    """Return what a name may be in pinyin if it is written in Wade-Giles without its marks, and the name itself.

    Example:
        >>> "jing" in pinyin("ching"), "zedong" in pinyin("tse-tung")
        (True, True)
    """
    syllables = [_pinyin_syllable(part) for part in written.split("-")[:4] if part]
    return frozenset({written.replace("-", ""), *("".join(parts) for parts in product(*syllables))})


def _pinyin_syllable(plain: str) -> tuple[str, ...]:
    found = _SYLLABLE.fullmatch(plain)
    if found is None or not found[2]:
        return (plain,)
    if plain in wade_syllables():
        return plain, wade_syllables()[plain]
    initials, finals = wade_sounds()
    rest = finals.get(found[2], found[2])
    if not found[1]:
        return (plain, {"i": "y", "u": "w"}.get(rest[0], "") + rest)
    return (plain, *(head + rest for head in initials.get(found[1], (found[1],))))


# ---- blocks ----


@lru_cache(maxsize=_CACHE)
def blocks(written: str) -> frozenset[str]:
    """Return what every spelling of a word has in common with it: its consonants in wide classes.

    Example:
        >>> bool(blocks("Qaddafi") & blocks("Kadhafi") & blocks("Gaddafi"))
        True
    """
    word = read_word(written)
    if word.arabic:
        return _arabic_blocks(word.arabic)
    read = {_arabic_fold(form) for form in (word.name, *word.forms) if form} or {word.plain}
    return frozenset(_block(form) for form in read)


def _block(sounds: str) -> str:
    wide = re.sub(f"[{_VOWELS}]", "", sounds.replace("j", "Z")).translate(_CLASSES)
    return _DOUBLED.sub(r"\1", wide)[:8] or "A"


def _arabic_blocks(arabic: str) -> frozenset[str]:
    letters = _consonants(arabic)
    kept = [c for at, c in enumerate(letters) if c == "و" or (c in arabic_letters() and c not in "عء")]
    choices: list[tuple[str, ...]] = [
        ("", "v") if c == "و" else (next((s for s in arabic_letters()[c] if s), ""), *(("",) if c in "هة" else ()))
        for c in kept[:8]
    ]
    return frozenset(_block("".join(choice)) for choice in product(*choices))
