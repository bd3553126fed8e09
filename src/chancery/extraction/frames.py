"""What fills the roles of a predicate: of a verb from its clause, of a noun from the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.extraction.units import DETERMINERS, POSSESSIVES, PREPOSITIONS, RELATIVES, Row, UnitKind, Verb
from chancery.model.mentions import EntityMention, NamedBy

NOUN_REACH = 14  # units; beyond them a preposition seldom belongs to the noun
_NOUN_STOPS = RELATIVES | {";", ":", "“", '"', "after", "before", "since", "while", "when"}
_PLURALS = frozenset({"they", "we", "sides", "ministers", "presidents", "leaders", "both"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with whatever fills its roles.

    Attributes:
        roles: Role to positions of mentions.
        words: Words of its object.
        tail: All words of its clause after it.
        after: The words right after it, for particles.
        reach: First and last unit of its clause.
    """

    roles: dict[str, tuple[int, ...]]
    words: tuple[str, ...]
    tail: tuple[str, ...]
    after: tuple[str, ...]
    reach: tuple[int, int]


def verb_frame(row: Row, verb: Verb, *, passive: bool) -> Frame:
    """Return what stands in the roles of a verb, read as active or passive."""
    roles = {role: tuple(found) for role, found in verb.roles.items()}
    words = verb.objects
    subjects = verb.subjects
    if passive:
        roles["obj"], roles["subj"] = subjects, roles.get("by", ())
        roles.pop("by", None)
        words = (*_words_before(row, verb), *words)
    else:
        roles["subj"] = subjects
    complement = verb.complement
    while complement is not None:  # what one agrees to do is done with or to somebody
        for role, found in complement.roles.items():
            roles.setdefault(role, tuple(found))
        complement = complement.complement
    roles = {role: found for role, found in roles.items() if found or role == "inf"}
    if len(subjects) > 1 or any(row.units[i].lower in _PLURALS for i in range(max(0, verb.first - 3), verb.first)):
        roles.setdefault("plural", ())
    after = tuple(unit.lower for unit in row.units[verb.head + 1 : verb.head + 3])
    after += tuple(u.lower for u in row.units[verb.head + 3 : verb.head + 6] if u.lower in PREPOSITIONS)
    tail = tuple(word for unit in row.units[verb.head + 1 : verb.end] for word in unit.lower.split())
    return Frame(roles, words, tail, after, (max(0, verb.first - 1), verb.end))


def can_be_reduced(row: Row, verb: Verb) -> bool:
    """Tell whether a bare participle may modify the noun before it: "the sanctions imposed on Rome"."""
    if "VBN" not in verb.tags or verb.auxiliaries or verb.roles.get("obj") or verb.first == 0:
        return False
    return row.units[verb.first - 1].kind is UnitKind.WORD or "by" in verb.roles


def _words_before(row: Row, verb: Verb) -> tuple[str, ...]:
    """Return the words of the passive's subject."""
    words: list[str] = []
    for unit in reversed(row.units[max(0, verb.first - NOUN_REACH) : verb.first]):
        if unit.lower in RELATIVES | {";", ":"} or (words and unit.lower in {"after", "while", "and"}):
            break
        if unit.kind is UnitKind.WORD and unit.lower not in DETERMINERS:
            words.append(unit.lower)
    return tuple(words)


def _ends_list(row: Row, index: int) -> bool:
    """Tell whether a comma is followed by something else than one more mention or time."""
    following = row.units[min(index + 1, len(row.units) - 1)]
    return row.units[index].lower == "," and following.kind is UnitKind.WORD


def _stops_noun(row: Row, index: int) -> bool:
    lower = row.units[index].lower
    return lower in PREPOSITIONS or lower in {",", "and", ";", ":", "“", '"', "”"} or row.verb_at(index) is not None


def noun_frame(row: Row, index: int, entities: Sequence[EntityMention]) -> Frame:
    """Return what stands in the roles of an event noun.

    Args:
        row: The sentence.
        index: The unit of the noun.
        entities: The report's mentions.
    """
    roles: dict[str, list[int]] = {}
    left = index - 1
    while left >= max(0, index - 6):
        unit = row.units[left]
        if unit.kind is UnitKind.MENTION:
            if _possesses(row, left, entities):
                roles["poss"] = [unit.index]
            break
        if unit.kind is UnitKind.WORD and _stops_noun(row, left):
            break
        left -= 1
    end = _noun_arguments(row, index, roles)
    kept = {role: tuple(found) for role, found in roles.items()}
    after = tuple(unit.lower for unit in row.units[index + 1 : index + 3])
    words = tuple(unit.lower for unit in row.units[max(left, index - 3, 0) : index])
    return Frame(kept, words, (), after, (max(left, 0), end))


def _possesses(row: Row, index: int, entities: Sequence[EntityMention]) -> bool:
    """Tell whether a mention left of a noun owns it: "his", "Rome's", "the Italian"."""
    unit = row.units[index]
    mention = entities[unit.index]
    if mention.by is NamedBy.PRONOUN:
        return unit.lower in POSSESSIVES
    after = row.units[index + 1].lower if index + 1 < len(row.units) else ""
    return after in {"'s", "'"} or mention.by is NamedBy.ADJECTIVE or unit.lower.endswith("'s")


def _noun_arguments(row: Row, index: int, roles: dict[str, list[int]]) -> int:
    """Collect what prepositions add to a noun; return the index after the last unit taken."""
    role = ""
    at = index + 1
    while at < len(row.units) and at <= index + NOUN_REACH:
        unit = row.units[at]
        if unit.kind is UnitKind.WORD:
            if unit.lower in PREPOSITIONS:
                role = unit.lower
            elif row.verb_at(at) is not None or unit.lower in _NOUN_STOPS or _ends_list(row, at):
                break
        elif unit.kind is UnitKind.MENTION and role:
            roles.setdefault(role, []).append(unit.index)
        at += 1
    return at
