"""A sentence's dependency tree over its units: a mention of several words is one node.

The tree is Universal Dependencies v2 as the language model gives it, mended (`mending`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from chancery.extraction.mending import MendedArcs
from chancery.extraction.sentence import Word
from chancery.extraction.units import Unit, UnitKind
from chancery.model.mentions import EntityMention


class Tree(MendedArcs):
    """The units of a sentence, each with its parent, its relation and its children.

    Attributes:
        children: The children of each node, in order.
    """

    def __init__(self, words: Sequence[Word], units: Sequence[Unit], mentions: Mapping[int, EntityMention]) -> None:
        """Fold a sentence's tree of words into one of units."""
        super().__init__(words, units, mentions)
        self.children = self.hung()

    def kids(self, node: int, *relations: str) -> Iterator[int]:
        """Yield the children with one of the relations, subtypes included."""
        for kid in self.children[node]:
            if self.rel(kid) in relations or self.base(kid) in relations:
                yield kid

    def below(self, node: int, *, but: Collection[int] = ()) -> Iterator[int]:
        """Yield a node and all that hangs on it, without what hangs on the nodes in `but`."""
        waiting = [node]
        while waiting:
            at = waiting.pop()
            yield at
            waiting.extend(kid for kid in self.children[at] if kid not in but)

    def mention(self, node: int) -> EntityMention | None:
        """Return the mention at a node, if it is one."""
        unit = self.units[node]
        return self.mentions[unit.index] if unit.kind is UnitKind.MENTION else None

    def is_word(self, node: int) -> bool:
        """Tell whether a node is neither a mention nor a time."""
        return self.units[node].kind is UnitKind.WORD

    def case(self, node: int) -> str:
        """Return the preposition before a noun phrase, or ""; of "together with" the last word, "from" for "out of"."""
        for kid in self.kids(node, "case"):
            if kid < node:
                last = max((part for part in self.kids(kid, "fixed") if part < node), default=kid)
                return "from" if self.units[kid].lower == "out" else self.units[last].lower
        return ""
