"""Takes a name apart into given names, family name, father's name and generation, as its tradition orders them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from chancery.codebooks.names import given_names, particles, unaccented
from chancery.codebooks.romanisation import families_first, patronymics, same_given, traditions
from chancery.resolution.names import PersonName
from chancery.resolution.skeletons import pinyin

_CACHE: Final = 1 << 17
_ARTICLE: Final = re.compile(r"^(?:a[lszrnt]|el|ul|ash|ad)[-\u2010\u2011 ](?=\w)|^(?:ال)(?=\w{3})", re.IGNORECASE)
_SYLLABLE: Final = re.compile(
    r"(?:[bcdfghjklmnpqrstwxyz]|[bcghknpst]h?|[cszt]h|hs|ts|tz|kk|pp|tt|ss|ch|sh|zh)?'?h?"
    r"(?:[iuywe]?[aeiouy]{1,3})(?:ng|hn|n|r|m|k|l|p|t|h)?"
)
_ABD: Final = re.compile(r"abd[aeou]?l?", re.IGNORECASE)
_SYLLABIC: Final = frozenset({"korean", "chinese"})
_LINKS: Final = frozenset({"al", "el", "ul", "ur", "ud", "ol", "ar", "as", "an", "ad"})
_ENDED: Final = 5  # letters of the shortest surname that an ending shows
_JOINED: Final = 2  # syllables of a Chinese or Korean given name


@dataclass(frozen=True, slots=True)
class Parts:
    """One way to read a name.

    Attributes:
        given: Given names, the first one first; initials are single letters.
        family: The family name's words without particles; two for a double surname.
        patronymic: Father's name in the Russian or Turkic way.
        fathers: Fathers in a chain: "bin Salman bin Abdulaziz".
        generation: "jr", "ii"; empty if none is told.
        ordered: Whether the name itself shows which word is the family's.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    patronymic: str = ""
    fathers: tuple[str, ...] = ()
    generation: str = ""
    ordered: bool = False


@lru_cache(maxsize=_CACHE)
def find_traditions(words: tuple[str, ...], states: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the traditions of naming that a name's words show; of a name that shows none, those of its states.

    Example:
        >>> sorted(find_traditions(("Sergei", "Lavrov")))
        ['slavic']
    """
    plain = [unaccented(word).casefold().strip(".,'") for word in words]
    parts = [part for word in plain for part in word.split("-") if part]
    shown = {
        name
        for name, told in traditions().items()
        if not told.words.isdisjoint(parts)
        or (told.particles and not told.particles.isdisjoint(parts[:-1]))
        or (told.mark is not None and any(told.mark.search(part) for part in parts))
        or any(len(part) >= _ENDED and part.endswith(told.endings) for part in parts[1:] if told.endings)
    }
    eastern = {name for name in ("korean", "chinese", "vietnamese") if _family_place(words, name) is not None}
    if eastern or shown:
        return frozenset(eastern or shown)
    return frozenset(name for name, told in traditions().items() if not told.states.isdisjoint(states))


@lru_cache(maxsize=_CACHE)
def read_parts(name: PersonName) -> tuple[Parts, ...]:
    """Return the ways in which a name may be read, the likeliest first."""
    words = _joined([word for word in name.words if word.strip(".,-'")])
    if len(words) < 2:  # noqa: PLR2004 - a single word
        return (Parts((), tuple(words), generation=name.suffix),)
    place = _written_place(words)
    for tradition in ("korean", "chinese", "vietnamese", "hungarian"):
        place = _family_place(tuple(words), tradition) if place is None else place
    plain = [word.strip(",") for word in words]
    if place is not None:
        rest = plain[1:] if place == 0 else plain[:-1]
        given = ("-".join(rest),) if _is_eastern(rest) else tuple(rest)
        return (_western([*given, plain[place]], name, ordered=True),)
    first = _western(plain, name, ordered=False)
    found = [first]
    if len(first.given) == 1 and len(first.family) == 1 and not first.fathers and not first.patronymic:
        found.append(Parts(first.family, first.given, generation=name.suffix))
    if len(first.given) > 1 and len(first.given[-1].strip(".")) > 1 and not first.fathers:
        double = (first.given[-1], *first.family)
        found.append(Parts(first.given[:-1], double, first.patronymic, generation=name.suffix))
    return tuple(found)


def _joined(words: list[str]) -> list[str]:
    """Write "Abd al-Rahman", "Abdul Rahman" as one word; cut articles off the rest."""
    found: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        low = word.casefold().strip("-")
        if _ABD.fullmatch(low.replace("-", "")) and at + 1 < len(words):
            after = at + 2 if words[at + 1].casefold().strip("-") in _LINKS and at + 2 < len(words) else at + 1
            found.append("abdal" + _ARTICLE.sub("", words[after]).casefold())
            at = after + 1
            continue
        if not (at and low in _LINKS and at + 1 < len(words)):
            found.append(_ARTICLE.sub("", word) if at else word)
        at += 1
    return found


def _written_place(words: list[str]) -> int | None:
    """Return where the family name stands if a comma or capitals show it."""
    if words[0].endswith(","):
        return 0
    loud = [at for at, word in enumerate(words) if len(word) > 2 and word.isupper()]  # noqa: PLR2004 - no initials
    if len(loud) == 1 and len(words) > 1 and loud[0] in {0, len(words) - 1} and not words[0].isdigit():
        return loud[0] if loud[0] == 0 else -1
    return None


@lru_cache(maxsize=_CACHE)
def _family_place(words: tuple[str, ...], tradition: str) -> int | None:
    """Return 0 or -1 where a family name of the tradition stands, None if nothing shows it."""
    families = families_first()[tradition]
    low = [unaccented(word).casefold().strip(",") for word in words]
    if len(low) < 2 or (tradition not in _SYLLABIC and words[0] in given_names()):  # noqa: PLR2004 - a single word
        return None
    fits = _is_eastern if tradition in _SYLLABIC else bool
    wade = tradition == "chinese" and any("-" in word for word in low[1:]) and not pinyin(low[0]).isdisjoint(families)
    if (low[0] in families or wade) and fits(list(low[1:])):
        return 0
    return -1 if low[-1] in families and any("-" in word for word in low[:-1]) and fits(list(low[:-1])) else None


def _is_eastern(words: list[str]) -> bool:
    """Tell whether words look like the one or two syllables of a Chinese or Korean given name."""
    syllables = [part for word in words for part in re.split(r"[-\u2010\u2011]", unaccented(word).casefold()) if part]
    if len(words) == 1 and len(syllables) == 1:
        return _two_syllables(syllables[0])
    return 1 <= len(syllables) <= _JOINED and all(_SYLLABLE.fullmatch(part) for part in syllables)


@lru_cache(maxsize=_CACHE)
def _two_syllables(word: str) -> bool:
    if _SYLLABLE.fullmatch(word):
        return True
    return any(_SYLLABLE.fullmatch(word[:at]) and _SYLLABLE.fullmatch(word[at:]) for at in range(2, len(word) - 1))


def _western(words: list[str], name: PersonName, *, ordered: bool) -> Parts:
    """Read given names first, the family name last."""
    endings, after, sons = patronymics()
    low = [unaccented(word).casefold() for word in words]
    chain = next((at for at in range(1, len(low)) if low[at] in sons), None)
    if chain is not None:
        return _chained(words, low, chain, name)
    patronymic = ""
    if len(low) > 2 and low[-1] in after:  # noqa: PLR2004 - "Aaly uulu Karim" is left alone
        patronymic, words, low = words[-2], words[:-2], low[:-2]
    cut = len(words) - 1
    while cut > 1 and low[cut - 1].strip("-'") in particles():
        cut -= 1
    if cut == 1 and len(words) > 2 and low[0] in particles():  # noqa: PLR2004 - "de la Sota"
        cut = 0
    family = tuple(word for word in words[cut:] if unaccented(word).casefold().strip("-'") not in particles())
    given = list(words[:cut])
    for at in range(1, len(given)):
        if low[at].endswith(endings) and len(low[at]) > 5:  # noqa: PLR2004 - a father's name and its ending
            patronymic = given.pop(at)
            break
    return Parts(tuple(given), family or tuple(words[cut:]), patronymic, generation=name.suffix, ordered=ordered)


def _chained(words: list[str], low: list[str], chain: int, name: PersonName) -> Parts:
    """Read "Mohammed bin Salman bin Abdulaziz Al Saud"."""
    sons = patronymics()[2]
    fathers: list[str] = []
    at = chain
    while at + 1 < len(words) and low[at] in sons:
        fathers.append(words[at + 1])
        at += 2
    family = tuple(word for word in words[at:] if unaccented(word).casefold().strip("-'") not in particles())
    return Parts(tuple(words[:chain]), family, fathers=tuple(fathers), generation=name.suffix, ordered=True)


def is_initial(word: str) -> bool:
    """Tell whether a word is an initial: "J.", "J"."""
    return len(word.strip(".")) == 1


def is_known_given(word: str) -> bool:
    """Tell whether a word is a given name that the codebooks list."""
    return word in given_names() or unaccented(word).casefold() in same_given()
