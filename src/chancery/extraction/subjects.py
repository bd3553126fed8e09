"""Finds the subjects of verb groups: the nearest mention to the left that nothing governs, or a shared one."""

from __future__ import annotations

from chancery.extraction.inflection import can_be_noun
from chancery.extraction.units import (
    DETERMINERS,
    MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
    Row,
    UnitKind,
    Verb,
)
from chancery.model.mentions import EntityMention, NamedBy


def find_subjects(row: Row, verb: Verb, mentions: dict[int, EntityMention]) -> None:
    """Look left of the group for the nearest mention that no preposition governs."""
    index = verb.first - 1
    found: list[int] = []
    while index >= 0:
        unit = row.units[index]
        if unit.kind is UnitKind.MENTION:
            if not _is_governed(row, index, mentions):
                found = _coordinated(row, index, mentions)
                break
        elif unit.kind is UnitKind.WORD:
            if unit.lower in RELATIVES:
                found = _antecedent(row, index, mentions)
                break
            if index == verb.first - 1 and unit.lower in {"and", "but", "or"} and _has_verb_before(row, index):
                break  # a second verb of the same subject, which _borrow_subject shares
            opens = unit.lower in QUOTES and index == verb.first - 1
            if not opens and (unit.lower in MARKS or unit.lower in SUBORDINATORS):
                break
            other = row.verb_at(index)
            if other is not None:
                break
        index -= 1
    unnamed = all(mentions[i].by is NamedBy.DESCRIPTION and not mentions[i].of for i in found)
    verb.subjects = (_owners(row, verb) or tuple(found)) if unnamed else tuple(found)


def _owners(row: Row, verb: Verb) -> tuple[int, ...]:
    """Return the states or bodies of a subject without a name: "the delegations of X, Y and Z"."""
    for index in range(verb.first - 1, -1, -1):
        unit = row.units[index]
        ends = unit.lower in MARKS or unit.lower in SUBORDINATORS or unit.lower in RELATIVES
        if ends or row.verb_at(index) is not None or unit.lower in {"and", "but"}:
            return ()
        if unit.lower in {"of", "between"} and index + 1 < len(row.units):
            return tuple(u.index for u in row.units[index : verb.first] if u.kind is UnitKind.MENTION)
    return ()


def _has_verb_before(row: Row, index: int) -> bool:
    """Tell whether a verb stands left of `index` without a boundary between."""
    for at in range(index - 1, -1, -1):
        unit = row.units[at]
        if row.verb_at(at) is not None:
            return True
        if unit.lower in MARKS or unit.lower in RELATIVES or unit.lower in SUBORDINATORS:
            return False
    return False


def _is_governed(row: Row, index: int, mentions: dict[int, EntityMention]) -> bool:
    """Tell whether a mention stands after a preposition, or only modifies what follows it."""
    after = row.units[index + 1].lower if index + 1 < len(row.units) else ""
    mention = mentions[row.units[index].index]
    if mention.by is NamedBy.PRONOUN and mention.name.lower() in POSSESSIVES:
        return True
    if after in {"'s", "'"}:
        return False
    before = index - 1
    while before >= 0 and row.units[before].kind is UnitKind.WORD and row.verb_at(before) is None:
        lower = row.units[before].lower
        if lower in PREPOSITIONS:
            return True
        if lower in {",", "and", "that"} or lower in SUBORDINATORS or lower in MARKS:
            break
        if lower not in DETERMINERS and can_be_noun(lower) and mention.by is not NamedBy.ADJECTIVE:
            break
        before -= 1
    if before >= 1 and row.units[before].lower == "and" and _same_kind(row, before - 1, index, mentions):
        return _is_governed(row, before - 1, mentions)
    return False


def _same_kind(row: Row, left: int, right: int, mentions: dict[int, EntityMention]) -> bool:
    """Tell whether two units are mentions of one kind: in "X of Rome and Y of Oslo" Rome and Y are not."""
    one, other = row.units[left], row.units[right]
    if one.kind is not UnitKind.MENTION or other.kind is not UnitKind.MENTION:
        return False
    return mentions[one.index].kind is mentions[other.index].kind


def _coordinated(row: Row, index: int, mentions: dict[int, EntityMention]) -> list[int]:
    """Return a mention with those joined to it on its left: "X, Y and Z"."""
    found = [row.units[index].index]
    before = index - 1
    while before >= 1 and row.units[before].lower in {"and", ",", "&"}:
        left = before - 1
        while left > 0 and row.units[left].kind is UnitKind.WORD and row.units[left].lower in DETERMINERS | {","}:
            left -= 1
        if left >= 2 and row.units[left - 1].lower == "of" and not _same_kind(row, left, index, mentions):  # noqa: PLR2004
            left -= 2  # over "of Rome" in "X of Rome and Y of Oslo"
        joined = row.units[left].kind is UnitKind.MENTION and (
            row.units[before].lower != "," or len(found) > 1 or _list_ahead(row, before)
        )
        if not joined:
            break
        if mentions[row.units[left].index].kind is not mentions[found[-1]].kind:
            break
        found.append(row.units[left].index)
        before = left - 1
    return found[::-1]


def _list_ahead(row: Row, comma: int) -> bool:
    """Tell whether the comma stands in a list that ends in "and"."""
    return any(unit.lower == "and" for unit in row.units[comma + 1 : comma + 5])


def _antecedent(row: Row, index: int, mentions: dict[int, EntityMention]) -> list[int]:
    """Return the mention that a relative pronoun takes up; none for "said that"."""
    before = index - 1
    if row.units[index].lower == "that" and (before < 0 or row.units[before].kind is not UnitKind.MENTION):
        return []
    while before >= 0 and row.units[before].lower == ",":
        before -= 1
    if before < 0 or row.units[before].kind is not UnitKind.MENTION:
        return []
    return _coordinated(row, before, mentions)


def borrow_subject(row: Row, verb: Verb) -> None:
    """Share a subject: infinitives and participles take their governor's, second verbs the first's."""
    position = row.verbs.index(verb)
    before = row.verbs[position - 1] if position else None
    if before is not None and (verb.is_infinitive or verb.is_gerund):
        verb.governor = before
    if verb.subjects:
        return
    if before is not None and verb.first and row.units[verb.first - 1].lower == "it":
        verb.subjects, verb.by_control = before.subjects, True  # "Rome announced it would send"
        return
    if _opens_clause(row, verb):
        verb.subjects, verb.by_control = _later_subject(row, verb), True
        return
    if before is not None and _is_linked(row, before, verb):
        source = _controlled(before, verb)
        verb.subjects, verb.by_control = source, True
        verb.governor = verb.governor or (before if verb.is_infinitive else None)
        return
    if verb.is_gerund or _is_participle(verb):
        main = next((v for v in row.verbs if v.subjects and v.is_finite and v is not verb), None)
        if main is not None and not _is_reduced(row, verb):
            verb.subjects, verb.by_control = main.subjects, True


def _opens_clause(row: Row, verb: Verb) -> bool:
    """Tell whether a participle stands before its main clause: "after holding talks, X said"."""
    if not verb.is_gerund:
        return False
    start = verb.first - 1
    if start >= 0 and row.units[start].lower in {"after", "before", "while", "by", "following"}:
        start -= 1
    return start < 0 or (row.units[start].lower == "," and start >= 1 and row.units[start - 1].lower == "that")


def _later_subject(row: Row, verb: Verb) -> tuple[int, ...]:
    """Return the subject that follows the comma after a participle's clause."""
    for other in row.verbs[row.verbs.index(verb) + 1 :]:
        commas = any(unit.lower == "," for unit in row.units[verb.head : other.first])
        if commas and other.subjects and other.is_finite:
            return other.subjects
    return ()


def _is_linked(row: Row, before: Verb, verb: Verb) -> bool:
    """Tell whether nothing but "and", commas and the first verb's own arguments lies between two verbs."""
    between = [u.lower for u in row.units[before.head + 1 : verb.first] if u.kind is UnitKind.WORD]
    if between and between[-1] in QUOTES and "and" in between[-4:]:
        between = [word for word in between if word not in QUOTES | {"”"}]
    if any(word in MARKS or word in RELATIVES or word in SUBORDINATORS - {"as"} for word in between):
        return False
    return verb.is_infinitive or verb.is_gerund or "and" in between[-3:] or "but" in between[-3:] or not between


_OBJECT_CONTROL = frozenset(
    "accuse urge ask invite tell call press order force compel prompt allow help encourage want expect".split()
)


def _controlled(before: Verb, verb: Verb) -> tuple[int, ...]:
    takes_object = (
        (verb.is_infinitive or "accuse" in before.lemmas)
        and _OBJECT_CONTROL.intersection(before.lemmas)
        and before.roles.get("obj")
    )
    return tuple(before.roles["obj"]) if takes_object and not before.is_passive else before.subjects


def _is_participle(verb: Verb) -> bool:
    return "VBN" in verb.tags and not verb.auxiliaries


def _is_reduced(row: Row, verb: Verb) -> bool:
    """Tell whether a bare participle modifies the noun before it ("the loan promised by")."""
    before = row.units[verb.first - 1] if verb.first else None
    return _is_participle(verb) and before is not None and before.kind is UnitKind.WORD and before.lower != ","
