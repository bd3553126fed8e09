"""Finds to whom words are said: "told reporters", "replied to the envoy", "in a letter to the king".

Source: codebook, section 6 ("told reporters" is the cue); Universal Dependencies v2 (`obj`, `iobj`, `obl`, `nmod`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chancery.codebooks.cues import frames
from chancery.extraction.rows import Row
from chancery.extraction.sayers import Sayers, is_source
from chancery.extraction.units import UnitKind, Verb
from chancery.model.text import Span

_SENT = frozenset("letter message note telegram cable email e-mail remark comment reply response appeal tweet".split())
_URGED = frozenset("urge thank request implore beseech exhort congratulate".split())
_CARRIERS = frozenset({"in", "with", "through", "by"})


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom words are said.

    Attributes:
        words: The noun phrase.
        mentions: Positions of the mentions that it names.
    """

    words: Span
    mentions: tuple[int, ...]


def addressee_of(row: Row, verb: Verb) -> Addressee | None:
    """Return to whom a cue says what it reports, or None where nobody is named.

    Args:
        row: The sentence as units over its tree.
        verb: The cue.
    """
    node = next(_addressed(row, verb), None)
    words = Sayers(row).phrase(node)
    if node is None or words is None:
        return None
    tree = row.tree
    beside = next((k for k in tree.kids(node, "nmod") if k > node and tree.case(k) not in {"of", "for"}), None)
    if beside is not None:  # "reporters in Warsaw" are reporters
        words = Span(words.start, max(row.units[node].span.end, words.start))
    nodes = (node, *tree.kids(node, "conj", "appos", "flat"))
    mentions = tuple(tree.units[at].index for at in nodes if tree.units[at].kind is UnitKind.MENTION)
    return Addressee(words, mentions)


def _addressed(row: Row, verb: Verb) -> Iterator[int]:
    tree, lemmas = row.tree, frozenset(verb.lemmas)
    if lemmas & (frames().addressee | _URGED) and not verb.is_passive:
        for kid in tree.kids(verb.node, "iobj", "obj"):
            told = "tell" in lemmas and tree.words[kid].pos in {"NOUN", "PROPN"}
            if kid > verb.head and tree.units[kid].kind is not UnitKind.TIME and (told or _hears(row, kid)):
                yield kid
    for kid in tree.kids(verb.node, "obl"):
        if tree.case(kid) == "to" and kid > verb.head and _hears(row, kid):
            yield kid
        if tree.case(kid) in _CARRIERS and tree.words[kid].lemma.lower() in _SENT:
            yield from (k for k in tree.kids(kid, "nmod") if tree.case(k) == "to" and _hears(row, k))


def _hears(row: Row, node: int) -> bool:
    """Tell whether a noun phrase names somebody who can be spoken to."""
    unit = row.units[node]
    return is_source(row.tree, node) or (unit.kind is UnitKind.MENTION and row.tree.words[node].pos == "PRON")
