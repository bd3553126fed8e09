"""Compares two names of people: given name, family name and father's name apart, as their tradition has them.

A comparison says what else it takes to make the two one person's: nothing, a state or an office that
agrees, both, or a person's answer.

Source: `codebooks/romanisation.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import product
from typing import Final

from chancery.codebooks.names import given_names, unaccented
from chancery.codebooks.romanisation import droppable, families_first, frequent, gendered, same_given, traditions
from chancery.resolution.names import PersonName
from chancery.resolution.parts import Parts, find_traditions, is_initial, is_known_given, read_parts
from chancery.resolution.skeletons import Likeness, compare_words, read_word

_ONE_OR_TWO: Final = "the same name, written as one word or two"
_CACHE: Final = 1 << 18
_ADDRESS: Final = "M."  # Monsieur, or an initial


class Need(IntEnum):
    """What two names need beside them to be one person's; more is less."""

    NEVER = 0  # they are two people's
    ASK = 1  # nothing but a person's answer will do
    BOTH = 2  # an office and a state that agree, at about one time
    OFFICE = 3  # an office that agrees: the name is too common
    EITHER = 4  # an office or a state that agrees
    NOTHING = 5


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names compare, and why."""

    need: Need
    reason: str


def compare_names(one: PersonName, other: PersonName, states: frozenset[str] = frozenset()) -> NameMatch:
    """Compare two names, and say what else it takes to make them one person's.

    Args:
        one: A name taken apart.
        other: Another.
        states: States that either acts for; they tell the tradition of a name that shows none.
    """
    if one.words == other.words and one.suffix == other.suffix:
        return _whole(one, "the same name")
    how = find_traditions(one.words) | find_traditions(other.words) or find_traditions((), states)
    return _compare(one, other, how)


@lru_cache(maxsize=_CACHE)
def _compare(one: PersonName, other: PersonName, how: frozenset[str]) -> NameMatch:
    """Compare two names of some traditions, read in every way in which they may be."""
    found: list[NameMatch] = []
    for (i, a), (j, b) in product(enumerate(read_parts(one)), enumerate(read_parts(other))):
        if i and j:
            continue
        match = _compare_parts(a, b, how)
        turned = i != j and len(a.family) == len(b.family) == 1
        if turned and match.need is Need.NOTHING and not (_shows_order(a, b) or _shows_order(b, a)):
            match = NameMatch(Need.BOTH, f"{match.reason}, in another order")
        elif turned and match.need < Need.EITHER:
            match = NameMatch(Need.NEVER, match.reason)
        found.append(match)
        if match.need is Need.NOTHING:
            break  # nothing fits better
    best = max(found, key=lambda match: match.need)
    return _whole(one, best.reason) if best.need is Need.NOTHING else best


@lru_cache(maxsize=_CACHE)
def _whole(name: PersonName, reason: str) -> NameMatch:
    """Ask more of a name that tells nobody apart: one word, or words that too many bear."""
    surnames, given = frequent()
    parts = read_parts(name)[0]
    if not parts.given:
        return NameMatch(Need.BOTH, f"{reason}, of one word only")
    words = [read_word(word).plain for word in (*parts.given, *parts.family)]
    if is_initial(parts.given[0]) and len(parts.given) == 1:
        return NameMatch(Need.EITHER, f"{reason}, with an initial only")
    if len(words) == 2 and words[0] in given and words[1] in surnames:  # noqa: PLR2004 - one given name, one family
        return NameMatch(Need.OFFICE, reason)
    return NameMatch(Need.NOTHING, reason)


def _shows_order(a: Parts, b: Parts) -> bool:
    """Tell whether a family name, wherever it stands, is one that cannot be a given name."""
    if a.ordered:
        return True
    family = read_word(a.family[0]).plain
    endings = tuple(end for name in ("slavic", "turkish", "greek") for end in traditions()[name].endings)
    listed = any(family in families for families in families_first().values())
    given = is_known_given(a.given[0].title()) or is_known_given(b.given[0].title()) if b.given else False
    return family.endswith(endings) or listed or (given and not is_known_given(a.family[0].title()))


def _compare_parts(a: Parts, b: Parts, how: frozenset[str]) -> NameMatch:
    if a.generation and b.generation and a.generation != b.generation:
        return NameMatch(Need.NEVER, "they are of different generations")
    if not a.given or not b.given:
        return _compare_single(a, b, how)
    if a.fathers or b.fathers:
        return _compare_chains(a, b, how)
    family, told = _compare_families(a, b, how)
    if family is Likeness.DIFFERENT:
        return NameMatch(Need.NEVER, told)
    given, said = _compare_given(a, b, how)
    if given is Need.NEVER:
        return NameMatch(Need.NEVER, said)
    return _speaks_against(a, b, given, how) or _joint(family, told, given, said, {a.generation, b.generation})


def _speaks_against(a: Parts, b: Parts, given: Need, how: frozenset[str]) -> NameMatch | None:
    """Return what tells two people with fitting names apart: a woman's surname, another father."""
    if _different_gender(a, b):
        need = Need.ASK if given is Need.NOTHING else Need.NEVER
        return NameMatch(need, "one surname is a man's, the other a woman's")
    if a.patronymic and b.patronymic:
        fathers = compare_words(a.patronymic, b.patronymic, how | {"slavic"}, given=False)
        if fathers is Likeness.DIFFERENT:
            return NameMatch(Need.NEVER, f"their fathers differ: {a.patronymic}, {b.patronymic}")
    return None


def _joint(family: Likeness, told: str, given: Need, said: str, generations: set[str]) -> NameMatch:
    """Join what surnames and given names need: two doubts are more than an office can settle."""
    if family is Likeness.NEAR:
        return NameMatch(Need.BOTH, told) if given is Need.NOTHING else NameMatch(Need.ASK, f"{told}; {said}")
    if family is Likeness.SHORT:
        return NameMatch(min(given, Need.EITHER), f"{told}; {said}")
    if len(generations) > 1:
        return NameMatch(min(given, Need.BOTH), f"only one is called {max(generations)}")
    return NameMatch(given, said)


def _compare_single(a: Parts, b: Parts, how: frozenset[str]) -> NameMatch:
    """Compare a name of one word with another name: it may be either part."""
    single, full = (a, b) if not a.given else (b, a)
    if not single.family or not (full.family or full.given):
        return NameMatch(Need.NEVER, "one has no name")
    word = single.family[0]
    likeness, _ = _compare_families(single, full, how)
    if likeness is Likeness.SAME:
        return NameMatch(Need.BOTH, f"the same surname, {word}, without a given name")
    if full.given and compare_words(word, full.given[0], how, given=True) is Likeness.SAME:
        return NameMatch(Need.BOTH, f"{word} is the given name")
    near = likeness is Likeness.NEAR and not (a.given or b.given)
    return NameMatch(Need.ASK if near else Need.NEVER, f"the surnames differ: {a.family[0]}, {b.family[0]}")


def _compare_chains(a: Parts, b: Parts, how: frozenset[str]) -> NameMatch:
    """Compare names with a father's: "Mohammed bin Salman", "Mohammed bin Salman Al Saud"."""
    how = how | {"arabic"}
    given, said = _compare_given(a, b, how)
    if given < Need.EITHER:
        return NameMatch(Need.NEVER, said)
    for mine, others in zip(a.fathers, b.fathers, strict=False):
        if compare_words(mine, others, how, given=True) is not Likeness.SAME:
            return NameMatch(Need.NEVER, f"their fathers differ: {mine}, {others}")
    if a.family and b.family and _words_alike(a.family, b.family, how) is Likeness.DIFFERENT:
        return NameMatch(Need.ASK if a.fathers and b.fathers else Need.NEVER, "their family names differ")
    if a.fathers and b.fathers:
        return NameMatch(given, "the same name and father's name")
    if a.family and b.family:
        return NameMatch(Need.EITHER, "the same name; one has a father's name")
    return NameMatch(Need.NEVER, "one is named by the father, the other by the family")


def _compare_families(a: Parts, b: Parts, how: frozenset[str]) -> tuple[Likeness, str]:
    one, other = " ".join(a.family), " ".join(b.family)
    if _same_listed(one, other, how):
        return Likeness.SAME, "the same surname"
    if len(a.family) == len(b.family):
        found = _words_alike(a.family, b.family, how)
    else:
        found = compare_words("".join(a.family), "".join(b.family), how, given=False)
        short, long = sorted((a.family, b.family), key=len)
        if found is not Likeness.SAME and compare_words(short[0], long[0], how, given=False) is Likeness.SAME:
            return Likeness.SHORT, f"one surname is the first of two: {one}, {other}"
    if found is Likeness.NEAR:
        return found, f"the surnames are a letter or a spelling apart: {one}, {other}"
    return (found, "the same surname") if found else (found, f"the surnames differ: {one}, {other}")


def _same_listed(one: str, other: str, how: frozenset[str]) -> bool:
    """Tell whether two family names are spellings of one in a list: "Lee", "Yi"."""
    a, b = read_word(one).plain, read_word(other).plain
    return any(
        families_first()[name].get(a, "") == families_first()[name].get(b, ".")
        for name in how & {"korean", "vietnamese"}
    )


def _words_alike(one: Sequence[str], other: Sequence[str], how: frozenset[str]) -> Likeness:
    pairs = zip(one, other, strict=False)
    return min((compare_words(a, b, how, given=False) for a, b in pairs), default=Likeness.SAME)


def _different_gender(a: Parts, b: Parts) -> bool:
    """Tell whether one surname has a man's ending and the other the woman's of the same family."""
    if a.patronymic and b.patronymic and a.patronymic[-1:] in "aа" and b.patronymic[-1:] not in "aа":
        return True
    one, other = (read_word(parts.family[-1]).forms[:1] for parts in (a, b))
    if not one or not other or one == other:
        return False
    return any(
        (x.endswith(man) and y == x.removesuffix(man) + woman)
        for man, woman in gendered()
        for x, y in ((one[0], other[0]), (other[0], one[0]))
    )


# ---- given names ----


def _compare_given(a: Parts, b: Parts, how: frozenset[str]) -> tuple[Need, str]:
    """Compare given names: the first ones, then those that both have."""
    found = _compare_first(a.given, b.given, how)
    if found[0] is not Need.NOTHING or found[1] == _ONE_OR_TWO:
        return found
    rest, others = list(a.given[1:]), list(b.given[1:])
    for mine, theirs in zip(rest, others, strict=False):
        if not _fits_middle(mine, theirs, how):
            mixed = not is_initial(mine) and not is_initial(theirs) and len(rest) != len(others)
            return (Need.ASK if mixed else Need.NEVER), f"their second names differ: {mine}, {theirs}"
    between = (rest or others)[0] if bool(rest) != bool(others) else "."
    if "arabic" in how and len(between.strip(".")) > 1:
        return Need.EITHER, f"one has another name between, {between}"
    return found


def _compare_first(one: tuple[str, ...], other: tuple[str, ...], how: frozenset[str]) -> tuple[Need, str]:
    mine, theirs = one[0], other[0]
    names = f"{' '.join(one)}, {' '.join(other)}"
    if is_initial(mine) or is_initial(theirs):
        return _compare_initials(one, other)
    likeness = compare_words(mine, theirs, how, given=True)
    if len(one) != len(other):
        whole = compare_words("".join(one), "".join(other), how, given=True)
        if whole is Likeness.SAME:
            return Need.NOTHING, _ONE_OR_TWO
        if likeness is not Likeness.SAME and (_drops(one, other, how) or _drops(other, one, how)):
            return Need.EITHER, f"one leaves the first given name out: {names}"
    if likeness is Likeness.SAME:
        return Need.NOTHING, "spellings of one full name"
    if likeness is Likeness.SHORT:
        return Need.EITHER, f"one given name is short for the other: {names}"
    if likeness is Likeness.NEAR and not _told_apart(mine, theirs):
        return Need.BOTH, f"the given names are a letter or a spelling apart: {names}"
    return Need.NEVER, f"the given names differ: {names}"


def _compare_initials(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Need, str]:
    """Compare given names of which one at least is an initial."""
    mine, theirs = one[0], other[0]
    if _initials_agree(mine, theirs):
        several = len(one) == len(other) > 1 and is_initial(mine) and is_initial(theirs)
        return (Need.NOTHING, "the same initials") if several else (Need.EITHER, "the same surname and initial")
    if len(one) == len(other) == 1 and _ADDRESS in {mine, theirs}:
        return Need.BOTH, f"the same surname; {_ADDRESS} may be a form of address"
    return Need.NEVER, f"the initials differ: {' '.join(one)}, {' '.join(other)}"


def _told_apart(mine: str, theirs: str) -> bool:
    """Tell whether two given names that look alike are known to be two."""
    a, b = unaccented(mine).title(), unaccented(theirs).title()
    both = is_known_given(a) and is_known_given(b)
    genders = {given_names().get(a), given_names().get(b)} - {None}
    listed = same_given().get(a.casefold(), a) != same_given().get(b.casefold(), b)
    return len(genders) > 1 or (both and listed)


def _drops(long: tuple[str, ...], short: tuple[str, ...], how: frozenset[str]) -> bool:
    """Tell whether the shorter name lacks the first given name: "Tayyip Erdogan", "Javad Zarif"."""
    if len(long) <= len(short):
        return False
    common = compare_words(long[1], short[0], how, given=True) is Likeness.SAME
    return common and (unaccented(long[0]).casefold() in droppable() or len(long[0].strip(".")) > 1)


def _initials_agree(mine: str, theirs: str) -> bool:
    short, long = sorted((read_word(mine), read_word(theirs)), key=lambda word: len(word.plain or word.forms[:1]))
    starts = {form[:1].casefold() for form in (long.plain, long.name, *long.forms) if form}
    return bool(starts & {form[:1].casefold() for form in (short.plain, *short.forms) if form})


def _fits_middle(mine: str, theirs: str, how: frozenset[str]) -> bool:
    if is_initial(mine) or is_initial(theirs):
        return _initials_agree(mine, theirs)
    return compare_words(mine, theirs, how, given=True) >= Likeness.SHORT
