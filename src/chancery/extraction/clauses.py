"""Clauses without a parser: verb groups, their subjects, objects and prepositional arguments.

A sentence becomes a row of units: mentions, times, words. Verb groups are found by the forms that
lemminflect knows and by what stands before them; subjects by looking left and arguments by looking
right, never across a boundary of the clause without a link that the row shows (a relative pronoun,
a shared subject, an infinitive).

This is the shallow stand-in for a dependency tree; the roles are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.extraction.sentence import Sentence
from chancery.extraction.subjects import borrow_subject, find_subjects
from chancery.extraction.units import (
    MARKS,
    PARTICLES,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
    Row,
    Unit,
    UnitKind,
    Verb,
)
from chancery.extraction.verbs import find_verbs
from chancery.model.mentions import EntityMention, NamedBy
from chancery.model.text import Span


def read_row(
    sentence: Sentence,
    entities: Sequence[tuple[int, EntityMention]],
    times: Sequence[tuple[int, Span]],
) -> Row:
    """Read a sentence's clauses.

    Args:
        sentence: The sentence.
        entities: Its mentions with their positions in the report's list.
        times: Spans of its time expressions with their positions.
    """
    units = tuple(_units(sentence, entities, times))
    mentions = dict(entities)
    row = Row(sentence, units, tuple(find_verbs(units, mentions)))
    for verb in row.verbs:
        _fill_arguments(row, verb, mentions)
    for verb in row.verbs:
        find_subjects(row, verb, mentions)
    for verb in row.verbs:
        borrow_subject(row, verb)
    return row


def _units(
    sentence: Sentence, entities: Sequence[tuple[int, EntityMention]], times: Sequence[tuple[int, Span]]
) -> Iterator[Unit]:
    covers = [(m.whole, UnitKind.MENTION, index) for index, m in entities]
    covers += [(span, UnitKind.TIME, index) for index, span in times]
    done = -1
    for word in sentence.words:
        if word.span.start < done:
            continue
        cover = next((c for c in covers if c[0].contains(word.span)), None)
        if cover is None:
            yield Unit(UnitKind.WORD, word.span, word.lower)
            continue
        span, kind, index = cover
        done = span.end
        start = sentence.span.start
        yield Unit(kind, span, sentence.text[span.start - start : span.end - start].lower(), index)


def _fill_arguments(row: Row, verb: Verb, mentions: dict[int, EntityMention]) -> None:
    """Collect what follows the verb: mentions by role, and the words of its object."""
    role = "obj"
    words: list[str] = []
    index = verb.head + 1
    if index < len(row.units) and row.units[index].lower in PARTICLES:
        index += 1
    while index < len(row.units) and not _ends_clause(row, index):
        unit = row.units[index]
        if unit.kind is UnitKind.MENTION:
            possessor = index + 1 < len(row.units) and row.units[index + 1].lower in {"'s", "'"}
            verb.roles.setdefault(f"{role}'s" if possessor else role, []).append(unit.index)
            if role in {"obj", "of"}:
                words.extend(_title_words(mentions[unit.index]))
        elif unit.kind is UnitKind.WORD and unit.lower not in QUOTES:
            if unit.lower in PREPOSITIONS:
                role = unit.lower
            elif role in {"obj", "of"}:
                words.append(unit.lower)
        index += 1
    verb.objects = tuple(words)
    verb.end = index
    following = row.verb_at(index) if index < len(row.units) else None
    if following is not None and following.first == index and _complements(verb, following):
        verb.complement = following
        verb.objects += (row.units[following.head].lower,)
        if following.is_infinitive:
            verb.roles.setdefault("inf", [])


def _title_words(mention: EntityMention) -> list[str]:
    """Return the words of a title or description, which count as words of the object: "the cabinet"."""
    described = mention.name.lower().split() if mention.by is NamedBy.DESCRIPTION else []
    return [*described, *(mention.office or "").split()]


def _complements(verb: Verb, following: Verb) -> bool:
    """Tell whether the verb takes the next one as its complement: "agreed to help", "help expand"."""
    bare = "VB" in following.tags and not following.auxiliaries and following.first == verb.head + 1
    return following.is_infinitive or following.is_gerund or bare


def _ends_clause(row: Row, index: int) -> bool:
    unit = row.units[index]
    if unit.kind is not UnitKind.WORD:
        return False
    dated = index + 1 < len(row.units) and row.units[index + 1].kind is UnitKind.TIME
    if unit.lower in SUBORDINATORS - {"as", "since"} and not dated:
        return True
    if unit.lower in MARKS - QUOTES or unit.lower in RELATIVES:
        return True
    return row.verb_at(index) is not None
