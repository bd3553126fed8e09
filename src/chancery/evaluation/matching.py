"""Pairs gold items with items of the record, one to one, the likest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from chancery.evaluation.figures import Figures, Miss, precision_and_recall


class GoldItem(Protocol):
    """What matching must know of a gold item."""

    @property
    def optional(self) -> bool:
        """Whether it costs nothing, met or missed."""

    @property
    def label(self) -> str:
        """Its name in the list of misses."""


G = TypeVar("G", bound=GoldItem)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Matching(Generic[G, R]):
    """Gold items and items of the record, paired.

    Attributes:
        gold: All gold items.
        got: All items of the record that count.
        pairs: Places in `gold` and `got`; each place at most once.
    """

    gold: Sequence[G]
    got: Sequence[R]
    pairs: tuple[tuple[int, int], ...]


def match(gold: Sequence[G], got: Sequence[R], likeness: Callable[[G, R], float]) -> Matching[G, R]:
    """Pair greedily, the likest first.

    Args:
        gold: Gold items.
        got: Items of the record.
        likeness: How alike two items are; zero or less never pairs them.

    Returns:
        The matching. In a tie a required gold item goes before an optional one, then the
        earlier gold item, then the earlier item of the record.
    """
    ranked = sorted(
        (-degree, item.optional, i, j)
        for i, item in enumerate(gold)
        for j, candidate in enumerate(got)
        if (degree := likeness(item, candidate)) > 0
    )
    pairs: list[tuple[int, int]] = []
    met: set[int] = set()
    used: set[int] = set()
    for _, _, i, j in ranked:
        if i not in met and j not in used:
            met.add(i)
            used.add(j)
            pairs.append((i, j))
    return Matching(gold, got, tuple(pairs))


def holds_always(_gold: object, _got: object) -> bool:
    """Ask nothing more of a pair than that it was made."""
    return True


def tally(
    label: str,
    matching: Matching[G, R],
    *,
    right: Callable[[G, R], bool] = holds_always,
    free: Callable[[G, R], bool] = holds_always,
) -> tuple[Figures, tuple[Miss, ...]]:
    """Count the pairs that meet a standard.

    Args:
        label: Label of the misses.
        matching: The pairs.
        right: Standard for a pair to count.
        free: Which pairs with an optional gold item leave precision alone.

    Returns:
        Precision and recall, and a miss for each required gold item that was not met.
    """
    gold, got = matching.gold, matching.got
    met = {i for i, j in matching.pairs if right(gold[i], got[j])}
    forgiven = sum(gold[i].optional and free(gold[i], got[j]) for i, j in matching.pairs)
    required = [i for i, item in enumerate(gold) if not item.optional]
    figures = precision_and_recall(right=sum(i in met for i in required), got=len(got) - forgiven, gold=len(required))
    return figures, tuple(Miss(label, gold[i].label) for i in required if i not in met)
