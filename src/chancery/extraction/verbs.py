"""Finds verb groups: auxiliaries, adverbs and a verb, told from nouns of the same form by what stands around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.extraction.inflection import AUXILIARIES, BE, can_be_noun, verb_lemmas, verb_tags
from chancery.extraction.units import (
    DETERMINERS,
    MARKS,
    MODALS,
    NEGATIONS,
    NOUN_BEFORE,
    POSSESSIVES,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
    Unit,
    UnitKind,
    Verb,
)
from chancery.model.mentions import EntityMention, NamedBy

_ADVERB_LENGTH = 4  # "only" is one, "fly" is none


def find_verbs(units: Sequence[Unit], mentions: dict[int, EntityMention]) -> Iterator[Verb]:
    """Yield the verb groups of a sentence, in order.

    Args:
        units: The sentence.
        mentions: Its mentions by their positions in the report's list.
    """
    start = 0
    while start < len(units):
        end = start
        while end < len(units) and _is_helper(units, end):
            end += 1
        verb = _verb(units, start, end, mentions)
        if verb is None and end > start:
            verb = _copula(units, start, end)
        if verb is not None:
            yield verb
            start = verb.head + 1
        else:
            start = max(end, start + 1)


def _is_helper(units: Sequence[Unit], index: int) -> bool:
    unit = units[index]
    if unit.kind is not UnitKind.WORD:
        return False
    if unit.lower == "'s":  # possessive after a name; "has" or "is" after a pronoun
        return index > 0 and units[index - 1].lower in {"he", "she", "it", "that"}
    if unit.lower == "to" or (unit.lower in QUOTES and index > 0 and units[index - 1].lower == "to"):
        following = next((u for u in units[index + 1 : index + 3] if u.lower not in QUOTES), None)
        return following is not None and following.kind is UnitKind.WORD and "VB" in _tags(following.lower)
    return unit.lower in AUXILIARIES or unit.lower in NEGATIONS or _is_adverb(unit.lower)


def _is_adverb(word: str) -> bool:
    return (word.endswith("ly") and len(word) > _ADVERB_LENGTH) or word in {
        "also",
        "once",
        "again",
        "since",
        "already",
        "now",
        "all",
    }


def _tags(form: str) -> frozenset[str]:
    return frozenset(tag for lemma in verb_lemmas(form) for tag in verb_tags(form, lemma))


def _verb(units: Sequence[Unit], start: int, head: int, mentions: dict[int, EntityMention]) -> Verb | None:
    """Return the verb group whose head is at `head`, its helpers beginning at `start`."""
    if head >= len(units) or units[head].kind is not UnitKind.WORD:
        return None
    form = units[head].lower
    lemmas = verb_lemmas(form)
    if not lemmas or form in AUXILIARIES or (form in PREPOSITIONS and form != "following"):
        return None
    helpers = tuple(unit.lower for unit in units[start:head] if unit.lower not in QUOTES)
    tags = _tags(form)
    carries = any(h in AUXILIARIES or h == "to" for h in helpers)
    if not carries and _reads_as_noun(units, head, tags, mentions):
        return None
    return Verb(start if carries or helpers else head, head, lemmas, helpers, tags)


def _reads_as_noun(units: Sequence[Unit], index: int, tags: frozenset[str], mentions: dict[int, EntityMention]) -> bool:
    """Tell whether a form that can be a verb is a noun or adjective here."""
    before = units[index - 1] if index else None
    after = units[index + 1] if index + 1 < len(units) else None
    if before is not None and before.kind is UnitKind.MENTION:
        return _is_owned(mentions[before.index], tags)
    word = before.lower if before is not None and before.kind is UnitKind.WORD else ""
    noun_follows = after is not None and after.kind is UnitKind.WORD and can_be_noun(after.lower)
    compound = word == "-" and units[max(index - 2, 0)].lower not in {"co", "re"}  # "state-owned", but "co-chaired"
    if word in NOUN_BEFORE or compound:
        return True
    if tags & {"VBD", "VBN"} and "VB" not in tags:
        # "of contested votes": a participle before a noun
        return word in PREPOSITIONS and (noun_follows or (after is not None and after.kind is UnitKind.MENTION))
    if "VBG" in tags:
        return _is_verbal_noun(units, index, word, noun_follows=noun_follows)
    if _is_plain_verb(word) or not can_be_noun(units[index].lower):
        return word in PREPOSITIONS or _is_plain_verb(word)  # "expressed thanks": the object of the verb before
    # a base or -s form that can be a noun is a verb only after a relative, or as a second verb before its object
    second = word in {"and", ","} and "VBZ" in tags and after is not None and after.kind is UnitKind.MENTION
    return word not in RELATIVES and not second


def _is_owned(mention: EntityMention, tags: frozenset[str]) -> bool:
    """Tell whether a mention right before a form owns or modifies it: "his visit", "the Kyrgyz vote"."""
    if mention.by is NamedBy.PRONOUN:
        return mention.name.lower() in POSSESSIVES
    return mention.by is NamedBy.ADJECTIVE and "VBD" not in tags


def _is_verbal_noun(units: Sequence[Unit], index: int, word: str, *, noun_follows: bool) -> bool:
    """Tell whether an "-ing" form is a noun ("the meeting of") or modifies one ("a two-day working visit")."""
    adjective = bool(word) and word not in PREPOSITIONS | SUBORDINATORS | MARKS | BE | {",", "and"}
    if noun_follows and adjective:
        return units[index + 1].lower not in DETERMINERS
    ends = index + 1 >= len(units) or units[index + 1].lower in PREPOSITIONS
    return word in {"of", "in"} and can_be_noun(units[index].lower) and ends


def _is_plain_verb(word: str) -> bool:
    """Tell whether a word can only be a full verb."""
    return bool(verb_lemmas(word)) and word not in AUXILIARIES and not can_be_noun(word)


def _copula(units: Sequence[Unit], start: int, end: int) -> Verb | None:
    """Return "was", "has been" without a verb after it as a group of its own."""
    for index in range(end - 1, start - 1, -1):
        if units[index].lower in AUXILIARIES and units[index].lower not in MODALS:
            helpers = tuple(unit.lower for unit in units[start:index])
            return Verb(start, index, ("be",), helpers, _tags(units[index].lower) or frozenset({"VBD"}))
    return None
