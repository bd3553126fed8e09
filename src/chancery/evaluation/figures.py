"""Figures that scores are told in, and the misses that explain them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Figure: TypeAlias = int | float | str | None
Figures: TypeAlias = Mapping[str, Figure]
Sheet: TypeAlias = dict[str, Figures | Mapping[str, Figures]]
"""Kind of score -> its figures; events and pledges have a set of figures for each strictness."""


class Miss(NamedTuple):
    """One thing that the record lacks or has wrong.

    Attributes:
        label: What was missed: `event type`, `quotation`, `mixed entity`.
        detail: Which one; `None` for an item of the record that has no id.
    """

    label: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome for one kind.

    Attributes:
        figures: Name -> figure, or strictness -> figures.
        misses: Misses in the order of the gold.
    """

    figures: Figures | Mapping[str, Figures]
    misses: tuple[Miss, ...] = ()


def percent(part: int, whole: int) -> float | None:
    """Return a share in percent to one decimal, `None` of nothing."""
    return round(100 * part / whole, 1) if whole else None


def precision_and_recall(*, right: int, got: int, gold: int) -> Figures:
    """Return precision, recall and F1 in percent, and the counts behind them.

    Args:
        right: Required gold items that were met.
        got: Items of the record that count.
        gold: Required gold items.
    """
    precision = right / got if got else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return {
        "p": round(100 * precision, 1),
        "r": round(100 * recall, 1),
        "f": round(200 * precision * recall / both, 1) if both else 0.0,
        "tp": right,
        "got": got,
        "gold": gold,
    }
