"""Finds who says or thinks something by the tree: the subject of a cue, shared and relative ones included.

Source: Universal Dependencies v2 (`nsubj`, `acl`, `conj`, `obl:agent`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chancery.codebooks.cues import frames, stances
from chancery.extraction.rows import Row
from chancery.extraction.tree import Tree
from chancery.extraction.units import RELATIVES, UnitKind, Verb
from chancery.model.text import Span

_CLOSING = frozenset({",", '"', "”", "''", "»", "’", "'"})
# nouns of people that no list can hold all of: "shopkeeper", "cardiologist", "electrician"
_TRADE = re.compile(
    r"(?:[a-z]{3,}(?:man|woman|person|keeper|maker|worker|owner|driver|holder|ician))|(?![a-z]*list$)[a-z]{4,}ist"
    r"|[a-z]+(?:nal|ial|ual)ist"
)
_QUOTING = frozenset({"quote", "cite"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a verb says, as the tree shows it.

    Attributes:
        words: The noun phrase.
        mention: Position of the mention that heads it or is apposed to it, or None.
        apposed: True where the name stands beside a common noun: "the judge, X".
        own: True where the cue has the subject itself, not from another verb.
        source: True where the words name a person or a body: a name, or a noun like "diplomats".
        owners: The mentions inside the phrase that only own its head: "X" in "X's widow".
    """

    words: Span
    mention: int | None
    apposed: bool
    own: bool
    source: bool
    owners: tuple[Span, ...]


def subject_of(row: Row, verb: Verb) -> Subject | None:
    """Return who does what a verb says, shared and relative subjects included."""
    sayers = Sayers(row)
    node = sayers.subject(verb)
    words = sayers.phrase(node)
    if node is None or words is None:
        return None
    tree = row.tree
    return Subject(
        words=words,
        mention=sayers.mention(node),
        apposed=tree.is_word(node),
        own=tree.parents[node] == verb.node,
        source=is_source(tree, node),
        owners=tuple(tree.units[k].span for k in tree.kids(node, "nmod:poss")),
    )


def is_source(tree: Tree, node: int) -> bool:
    """Tell whether a noun names a person or a body, by itself or by what it is."""
    word = tree.words[node]
    if tree.units[node].kind is UnitKind.TIME or word.pos in {"PRON", "DET", "NUM"}:
        return False
    lemma = word.lemma.lower()
    return word.pos == "PROPN" or lemma in frames().sources or _TRADE.fullmatch(lemma) is not None


class Sayers:
    """Reads off one sentence who says what its cues report."""

    def __init__(self, row: Row) -> None:
        """Take a sentence as units over its tree."""
        self._row = row
        self._tree: Tree = row.tree

    def subject(self, verb: Verb) -> int | None:
        """Return the node of whoever speaks: the subject, a shared one, or the noun of a relative clause."""
        tree = self._tree
        node: int | None = verb.node
        if verb.is_passive:
            return next((k for k in tree.kids(verb.node, "obl") if tree.case(k) == "by"), None)
        quoted = self._quoted(verb)
        if quoted is not None:
            return quoted
        seen = 0
        while node is not None and seen < len(tree.units):
            seen += 1
            own = self._own_subject(node)
            relation = tree.rel(node)
            if own is not None and tree.units[own].lower in RELATIVES and tree.base(node) == "acl":
                return tree.parent(node)
            if own is not None:
                return own
            if relation.split(":")[0] == "acl" and not self.is_trailing(node):
                return tree.parent(node)
            if relation.split(":")[0] not in {"conj", "advcl", "xcomp", "parataxis", "acl"}:
                return None
            node = self._outer(node) if self.is_trailing(node) else tree.parent(node)
        return None

    def _outer(self, node: int) -> int | None:
        """Return the clause to which one belongs: of "said that it had lost, adding" that of "said"."""
        over = next((at for at in self._tree.above(node) if at in self._row.by_node), None)
        above = self._tree.parent(over) if over is not None and self._tree.base(over) == "ccomp" else None
        said = self._row.by_node.get(above) if above is not None else None
        return above if said is not None and frames().said.intersection(said.lemmas) else over

    def is_trailing(self, node: int) -> bool:
        """Tell whether a clause is a participle of saying that a comma sets apart: ", adding", ", calling it"."""
        verb = self._row.by_node.get(node)
        if verb is None or not verb.is_gerund or verb.node != verb.head:
            return False
        if self._tree.base(node) not in {"advcl", "acl"}:
            return False
        listed = frames().said | stances().naming | stances().object
        before = verb.first - 1
        while before > 0 and self._tree.units[before].lower in _CLOSING - {","}:
            before -= 1  # "“X,” adding"
        return self._tree.units[before].lower == "," and bool(listed.intersection(verb.lemmas))

    def _quoted(self, verb: Verb) -> int | None:
        """Return who is quoted in "quoted X as saying" and "X was quoted as saying"."""
        tree = self._tree
        other = self._row.by_node.get(tree.parents[verb.node])
        led = any(tree.units[k].lower == "as" for k in tree.kids(verb.node, "mark", "case"))
        if not led or other is None or other is verb or not _QUOTING.intersection(other.lemmas):
            return None
        return next((k for k in tree.kids(other.node, "nsubj" if other.is_passive else "obj") if k < verb.head), None)

    def _own_subject(self, node: int) -> int | None:
        """Return the subject of a clause; of two that the parser sees in "the daily X said", the name."""
        tree = self._tree
        found = [k for k in tree.kids(node, "nsubj") if tree.rel(k) != "nsubj:outer"]
        named = [k for k in found if not tree.is_word(k)]
        return next(iter(named or found), None) if found else self.turned(node)

    def turned(self, node: int) -> int | None:
        """Return the source after a cue that closes a sentence; the parser takes it for an object: ", estimates X"."""
        tree = self._tree
        closes = node > 1 and tree.units[node - 1].lower in _CLOSING and tree.words[node].pos == "VERB"
        if not closes or tree.base(node) not in {"parataxis", "root", "conj"}:
            return None
        verb = self._row.by_node.get(node)
        if verb is None or verb.first != verb.head or verb.is_gerund or not frames().clause.intersection(verb.lemmas):
            return None
        return next((k for k in tree.kids(node, "obj") if k > node and is_source(tree, k)), None)

    def mention(self, node: int | None) -> int | None:
        """Return the position of the mention that a noun phrase is, or of the name beside its title."""
        if node is None:
            return None
        tree = self._tree
        for at in (node, *tree.kids(node, "appos", "flat")):
            if tree.units[at].kind is UnitKind.MENTION:
                return tree.units[at].index
        return None

    def phrase(self, node: int | None) -> Span | None:
        """Return the words of a noun phrase, without the clauses and asides that hang on it."""
        if node is None:
            return None
        tree = self._tree
        aside = list(tree.kids(node, "acl", "parataxis", "punct", "case", "ccomp", "cc", "advcl"))
        aside += [k for k in tree.kids(node, "appos") if k > node]
        joined = {k for k in tree.kids(node, "conj") if k in self._row.by_node}
        nodes = sorted(set(tree.below(node)) - {at for k in (*aside, *joined) for at in tree.below(k)})
        runs = runs_of(nodes)
        run = next((run for run in runs if node in run), None)
        while run and run[0] != node and tree.units[run[0]].lower in _CLOSING:
            run = run[1:]
        return Span(self._start(run[0]), self._end(run[-1])) if run else None

    def _start(self, node: int) -> int:
        return self._tree.units[node].span.start

    def _end(self, node: int) -> int:
        return self._tree.units[node].span.end


def runs_of(nodes: Sequence[int]) -> list[list[int]]:
    """Return nodes parted into runs of neighbours."""
    runs: list[list[int]] = []
    for node in nodes:
        if runs and runs[-1][-1] == node - 1:
            runs[-1].append(node)
        else:
            runs.append([node])
    return runs
