"""A sentence as a row of units and verb groups over its tree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from chancery.extraction.sentence import Sentence
from chancery.extraction.tree import Tree
from chancery.extraction.units import Unit, Verb


@dataclass
class Row:
    """A sentence as units, verb groups in order, and the tree that they were read off."""

    sentence: Sentence
    units: tuple[Unit, ...]
    verbs: tuple[Verb, ...]
    tree: Tree

    def verb_at(self, index: int) -> Verb | None:
        """Return the verb group that a unit belongs to."""
        return next((verb for verb in self.verbs if verb.first <= index <= verb.head), None)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word of the sentence begins, in characters of the report."""
        return tuple(word.span.start for word in self.sentence.words)

    @cached_property
    def by_node(self) -> dict[int, Verb]:
        """The verbs by the node that heads their clause."""
        return {verb.node: verb for verb in self.verbs}

    @cached_property
    def clause_nodes(self) -> frozenset[int]:
        """The nodes of the tree that head clauses."""
        return frozenset(self.by_node)

    def clause_of(self, node: int) -> Verb | None:
        """Return the verb in whose clause a node of the tree stands; of a verb's own node, that verb."""
        return next((self.by_node[at] for at in (node, *self.tree.above(node)) if at in self.by_node), None)
