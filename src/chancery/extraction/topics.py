"""Finds what was talked about: the objects of discussing, and what talks were on.

Source: codebook, section 5, "They also discussed ..." is more of the meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from chancery.extraction.rows import Row
from chancery.extraction.units import DETERMINERS, UnitKind
from chancery.model.mentions import EntityKind, TopicMention
from chancery.model.text import Span

_DISCUSS: Final = frozenset("discuss review address cover consider tackle examine debate".split())
_ON: Final = frozenset({"on", "about", "upon", "regarding", "concerning"})
_TALK: Final = frozenset("talk speak focus touch concentrate centre center consult confer negotiate deliberate".split())
_TALKS: Final = frozenset(
    "talks talk discussion discussions conversation conversations consultations negotiations views opinions view "
    "dialogue exchange meeting".split()
)
_EXTRA: Final = ("conj", "cc", "punct", "acl", "acl:relcl", "appos", "parataxis", "advcl")
_EMPTY: Final = frozenset("need matter matters issue issues way ways thing things topic topics subject it them".split())
_SETTING: Final = frozenset("with in at during after before on".split())
_LONGEST: Final = 160  # characters
_PRONOUN: Final = "PRON"


def find_topics(rows: Iterable[Row]) -> tuple[TopicMention, ...]:
    """Return what each sentence says was talked about, in the order of the text."""
    found = {
        TopicMention(span=span, sentence=row.sentence.span)
        for row in rows
        for node in _heads(row)
        for span in _phrases(row, node)
    }
    return tuple(sorted(found, key=lambda topic: (topic.span.start, topic.span.end)))


def _heads(row: Row) -> Iterator[int]:
    """Yield the nodes that name what was talked about."""
    tree = row.tree
    for verb in row.verbs:
        if _DISCUSS.intersection(verb.lemmas):
            yield from tree.kids(verb.head, *(("nsubj:pass",) if verb.is_passive else ("obj",)))
        if _TALK.intersection(verb.lemmas):
            yield from (node for node in tree.kids(verb.head, "obl") if tree.case(node) in _ON)
    for node, unit in enumerate(row.units):
        if unit.kind is UnitKind.WORD and unit.lower in _TALKS:
            yield from (kid for kid in tree.kids(node, "nmod") if tree.case(kid) in _ON)
            above = tree.parent(node)
            if above is not None and row.verb_at(above) is not None:  # "exchanged views on", where the parser may err
                yield from (kid for kid in tree.kids(above, "obl") if tree.case(kid) in _ON and kid > node)


def _phrases(row: Row, head: int) -> Iterator[Span]:
    """Yield the phrase of a node, and of each that is joined to it by "and"."""
    tree = row.tree
    for node in (head, *tree.kids(head, "conj")):
        unit = row.units[node]
        mention = tree.mention(node)
        if unit.kind is UnitKind.TIME or tree.words[node].pos == _PRONOUN or row.verb_at(node) is not None:
            continue
        if mention is not None and mention.kind is EntityKind.PERSON:
            continue
        span = _phrase(row, node)
        if span is not None and (span.end - span.start > len(unit.lower) or unit.lower not in _EMPTY):
            yield span


def _phrase(row: Row, node: int) -> Span | None:
    tree = row.tree
    cut = {kid for at in tree.below(node) for kid in tree.kids(at, *_EXTRA)}
    cut |= {kid for at in tree.below(node) for kid in tree.kids(at, "nmod", "obl") if _is_setting(row, kid)}
    own = sorted(at for at in tree.below(node, but=cut) if at not in cut)
    own = [at for at in own if row.units[at].kind is not UnitKind.TIME]
    first = own.index(node)
    low = high = first
    while low > 0 and own[low - 1] == own[low] - 1:
        low -= 1
    while high + 1 < len(own) and own[high + 1] == own[high] + 1:
        high += 1
    while low < first and (row.units[own[low]].lower in DETERMINERS | _ON or tree.base(own[low]) == "case"):
        low += 1
    span = Span(row.units[own[low]].span.start, row.units[own[high]].span.end)
    return span if span.end - span.start <= _LONGEST else None


def _is_setting(row: Row, node: int) -> bool:
    """Tell whether a phrase says with whom, where or when, which a parser may hang on the topic."""
    return row.tree.case(node) in _SETTING and row.units[node].kind is not UnitKind.WORD
