"""The clauses of a sentence, read off its dependency tree: verbs with their subjects and roles.

A sentence becomes a row of units: mentions, times, words. Verbs, subjects and roles are read off the tree over
these units, never across the boundary of a clause without a link that the tree shows (a relative pronoun, a
shared subject, an infinitive).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.extraction.roles import complete, fill_roles
from chancery.extraction.rows import Row
from chancery.extraction.sentence import Sentence
from chancery.extraction.subjects import Subjects
from chancery.extraction.tree import Tree
from chancery.extraction.units import Unit, UnitKind
from chancery.extraction.verbs import find_verbs
from chancery.model.mentions import EntityMention
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
    tree = Tree(sentence.words, units, dict(entities))
    by_node = find_verbs(tree)
    verbs = tuple(sorted(by_node.values(), key=lambda verb: verb.head))
    for verb in verbs:
        fill_roles(tree, verb, by_node)
    subjects = Subjects(tree, by_node)
    for verb in verbs:
        subjects.find(verb)
    for verb in verbs:
        complete(tree, verb, by_node)
    return Row(sentence, units, verbs, tree)


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
