"""How names are written in Latin letters: scripts, systems of romanisation, traditions of naming.

Source: own vocabulary in `romanisation.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from chancery.codebooks.names import load, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class System:
    """One way to write the sounds of other scripts in Latin letters.

    Attributes:
        mark: What a word in small letters must bear to be read so; None for every word.
        steps: Matches every group of letters that the system reads together, longest first.
        sounds: What each of them stands for.
    """

    mark: re.Pattern[str] | None
    steps: re.Pattern[str]
    sounds: Mapping[str, str]

    def read(self, word: str) -> str:
        """Return the sounds of a word in small letters."""
        return self.steps.sub(lambda found: self.sounds[found[0]], word)


@dataclass(frozen=True, slots=True)
class Tradition:
    """What may differ in the spellings of one name.

    Attributes:
        vowels: Pairs of vowel groups that fit, each way.
        consonants: Pairs of consonants that fit, each way.
        words: Names that belong to the tradition, without accents.
        endings: Of its surnames.
        particles: Words inside its names.
        mark: What a word in small letters shows it by; None without such a sign.
        states: Codes of states where names mostly belong to it.
    """

    vowels: frozenset[tuple[str, str]]
    consonants: frozenset[tuple[str, str]]
    words: frozenset[str]
    endings: tuple[str, ...]
    particles: frozenset[str]
    mark: re.Pattern[str] | None
    states: frozenset[str]


@cache
def _data() -> dict[str, Any]:
    return load("romanisation")


def _pairs(told: str) -> dict[str, str]:
    parts = told.split()
    return {key: value.replace("_", "") for key, value in zip(parts[::2], parts[1::2], strict=True)}


@cache
def alphabets() -> Mapping[str, str]:
    """Return the sounds of Cyrillic and Greek letters."""
    return _pairs(_data()["cyrillic"]["letters"]) | _pairs(_data()["greek"]["letters"])


@cache
def greek_groups() -> Mapping[str, str]:
    """Return the sounds of Greek letters that are read together."""
    return _pairs(_data()["greek"]["groups"])


@cache
def arabic_letters() -> Mapping[str, tuple[str, ...]]:
    """Return the sounds that each Arabic or Persian consonant may stand for; "" where it may be unwritten."""
    told = _pairs(_data()["arabic"]["letters"])
    return {letter: tuple(sound.replace(".", "") for sound in sounds.split("|")) for letter, sounds in told.items()}


@cache
def arabic_vowels() -> frozenset[str]:
    """Return the Arabic letters that stand for long vowels."""
    return frozenset(_data()["arabic"]["long"].split())


@cache
def systems() -> tuple[System, ...]:
    """Return every system of romanisation; the agencies' comes first."""
    found: list[System] = []
    for entry in _data()["systems"].values():
        sounds = _pairs(entry["steps"])
        longest = sorted(sounds, key=len, reverse=True)
        mark = re.compile(entry["mark"]) if "mark" in entry else None
        found.append(System(mark, re.compile("|".join(map(re.escape, longest))), sounds))
    return tuple(found)


def _both_ways(told: str) -> frozenset[tuple[str, str]]:
    pairs = [tuple(pair.replace("_", "").split(":")) for pair in told.split()]
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


@cache
def traditions() -> Mapping[str, Tradition]:
    """Return every tradition of naming by its name."""
    return {
        name: Tradition(
            vowels=_both_ways(entry.get("vowels", "")),
            consonants=_both_ways(entry.get("consonants", "")),
            words=frozenset(map(unaccented, entry.get("words", "").split())),
            endings=tuple(entry.get("endings", "").split()),
            particles=frozenset(entry.get("particles", "").split()),
            mark=re.compile(entry["mark"]) if "mark" in entry else None,
            states=frozenset(entry.get("states", "").split()),
        )
        for name, entry in _data()["traditions"].items()
    }


@cache
def families_first() -> Mapping[str, Mapping[str, str]]:
    """Return, by tradition, the family names that stand first, each with the spelling that stands for all of its."""
    found: dict[str, dict[str, str]] = {}
    for name, groups in _data()["family_first"].items():
        found[name] = {}
        for group in groups:
            forms = group.split()
            for form in forms:
                found[name].setdefault(form, forms[0])
    return found


@cache
def wade_sounds() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """Return what beginnings of Wade-Giles syllables may be in pinyin, and what their endings are."""
    told = _data()["wade"]
    return {key: tuple(value.split("|")) for key, value in _pairs(told["initials"]).items()}, _pairs(told["finals"])


@cache
def wade_syllables() -> Mapping[str, str]:
    """Return the Wade-Giles syllables that no rule turns into pinyin."""
    return {form.replace("'", ""): sound for form, sound in _pairs(_data()["wade"]["syllables"]).items()}


def _representatives(groups: Iterable[str]) -> dict[str, str]:
    return {unaccented(form): group.split()[0] for group in groups for form in group.split()}


@cache
def same_given() -> Mapping[str, str]:
    """Return the name that stands for all languages' forms of a given name.

    Example:
        >>> same_given()["oleksandr"]
        'aleksandr'
    """
    return _representatives(_data()["given"]["same"])


@cache
def short_given() -> Mapping[str, frozenset[str]]:
    """Return the groups of full and short forms that a given name is in.

    Example:
        >>> bool(short_given()["tony"] & short_given()["antony"])
        True
    """
    found: dict[str, set[str]] = {}
    for group in _data()["given"]["short"]:
        for form in group.split():
            found.setdefault(unaccented(form), set()).add(group.split()[0])
    return {form: frozenset(groups) for form, groups in found.items()}


@cache
def droppable() -> frozenset[str]:
    """Return the given names and forms of honour that may be left out before another given name."""
    return frozenset(form for group in _data()["given"]["droppable"] for form in group.split())


@cache
def patronymics() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    """Return the endings of patronymics, the words after a father's name and the words before one."""
    told = _data()["patronymics"]
    endings = tuple(sorted(map(unaccented, told["endings"].split()), key=len, reverse=True))
    return endings, frozenset(map(unaccented, told["words"].split())), frozenset(told["sons"].split())


@cache
def gendered() -> tuple[tuple[str, str], ...]:
    """Return the endings, in sounds, of men's surnames and of women's of the same family."""
    pairs = (pair.split() for pair in _data()["genders"]["pairs"])
    return tuple((man, woman) for man, woman in pairs)


@cache
def frequent() -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames and the given names that are too common to tell people apart together."""
    told = _data()["frequent"]
    return frozenset(told["surnames"].split()), frozenset(told["given"].split())
