"""The arcs of a sentence over its units: a mention of several words is one node.

A node is the index of a unit; its relation, part of speech and features are those of the unit's highest word, so that
no cycle can arise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chancery.extraction.sentence import Word
from chancery.extraction.units import Unit
from chancery.model.mentions import EntityMention


class Arcs:
    """The units of a sentence, each with its parent and its relation.

    Attributes:
        units: The units, which are the nodes.
        mentions: The mentions among them by their positions in the report's list.
        words: The highest word of each node.
        parents: The parent of each node; its own index for a root.
    """

    def __init__(self, words: Sequence[Word], units: Sequence[Unit], mentions: Mapping[int, EntityMention]) -> None:
        """Fold a sentence's tree of words into one of units."""
        self.units = units
        self.mentions = mentions
        unit_of = _unit_of(words, units)
        tops = _tops(words, unit_of, len(units))
        self.words = [words[top] for top in tops]
        self.parents = [unit_of[words[top].head] for top in tops]

    def hang(self, node: int, over: int, rel: str) -> None:
        """Hang a node on another, or on itself to make it a root."""
        self.parents[node] = over
        self.words[node] = replace(self.words[node], rel=rel)

    def break_circles(self) -> None:
        """Make a root of a node in each circle that hanging has closed, so that every way up ends."""
        for node in range(len(self.parents)):
            at, seen = node, {node}
            while self.parents[at] != at:
                if self.parents[at] in seen:
                    self.hang(at, at, "root")
                    break
                at = self.parents[at]
                seen.add(at)

    def hung(self) -> list[list[int]]:
        """Return what hangs on each node, in order."""
        children: list[list[int]] = [[] for _ in self.units]
        for node, parent in enumerate(self.parents):
            if parent != node:
                children[parent].append(node)
        return children

    def rel(self, node: int) -> str:
        """Return the relation of a node to its parent."""
        return self.words[node].rel

    def base(self, node: int) -> str:
        """Return the relation without its subtype: "nsubj" of "nsubj:pass"."""
        return self.words[node].rel.split(":")[0]

    def parent(self, node: int) -> int | None:
        """Return the parent of a node; None for a root."""
        above = self.parents[node]
        return None if above == node else above

    def above(self, node: int) -> Iterator[int]:
        """Yield the nodes over a node, the nearest first."""
        while self.parents[node] != node:
            node = self.parents[node]
            yield node


def _unit_of(words: Sequence[Word], units: Sequence[Unit]) -> list[int]:
    """Return the unit that each word belongs to."""
    found, at = [], 0
    for word in words:
        while at + 1 < len(units) and units[at].span.end <= word.span.start:
            at += 1
        found.append(at)
    return found


def _tops(words: Sequence[Word], unit_of: Sequence[int], units: int) -> list[int]:
    """Return the highest word of each unit."""
    depths = [_depth(words, at) for at in range(len(words))]
    tops = [-1] * units
    for at, unit in enumerate(unit_of):
        if tops[unit] < 0 or depths[at] < depths[tops[unit]]:
            tops[unit] = at
    return tops


def _depth(words: Sequence[Word], at: int) -> int:
    depth = 0
    while words[at].head != at and depth < len(words):
        at = words[at].head
        depth += 1
    return depth
