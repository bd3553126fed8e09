"""Reads the pairs of names that the matcher is measured on."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chancery.resolution.matching import ATTESTED, Profile, Tier, compare
from chancery.resolution.names import read_name

HERE = Path(__file__).parent
TUNED = HERE / "name_pairs.csv"
KEPT_APART = HERE / "name_pairs_kept_apart.csv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, and whether they are one."""

    tradition: str
    same: bool
    one: Profile
    other: Profile
    names: str


@dataclass(frozen=True, slots=True)
class Score:
    """What the automatic tier got right.

    Attributes:
        wrong: Pairs joined that are two people.
        missed: Pairs of one person not joined.
    """

    pairs: int
    negatives: int
    precision: float
    recall: float
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def read_pairs(path: Path) -> list[Pair]:
    """Read a file of pairs; lines that begin with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [
        Pair(
            row["tradition"],
            row["same"] == "yes",
            profile(row["one"], row["one_context"] or ""),
            profile(row["other"], row["other_context"] or ""),
            f"{row['one']} ({row['one_context']}) | {row['other']} ({row['other_context']})",
        )
        for row in rows
    ]


def profile(name: str, context: str) -> Profile:
    """Make a person of a name and "office@state@year"."""
    if not context:
        return Profile(names=(read_name(name),))
    office, state, year = context.split("@")
    day = dt.date(int(year), 7, 1)
    return Profile(
        names=(read_name(name),),
        offices=frozenset({(office, state)}),
        states=frozenset({state}),
        attested=ATTESTED,
        first=day,
        last=day,
    )


def score(pairs: list[Pair]) -> Score:
    """Compare every pair."""
    wrong, missed, right = [], [], 0
    for pair in pairs:
        verdict = compare(pair.one, pair.other)
        joined = verdict.tier is Tier.SAME
        right += joined and pair.same
        told = f"{pair.names}: {verdict.tier.value}, {'; '.join(verdict.reasons)}"
        wrong += [told] if joined and not pair.same else []
        missed += [told] if pair.same and not joined else []
    positives = sum(pair.same for pair in pairs)
    return Score(
        len(pairs),
        len(pairs) - positives,
        100 * right / max(1, right + len(wrong)),
        100 * right / max(1, positives),
        tuple(wrong),
        tuple(missed),
    )


def traditions(pairs: list[Pair]) -> Iterator[str]:
    """Yield the traditions of the pairs."""
    yield from sorted({pair.tradition for pair in pairs})
