"""Measure what tells that two undated texts of one ministry are of one meeting: dates are known, and hidden.

    python bench/occasions.py CORPORA/text/state_gov_2021_2022.jsonl

Releases are taken whose titles name an official and a partner: remarks at a meeting, reports of a meeting, reports of a
call. Pairs within a weekend are taken to be of one occasion. Printed are, for pairs of one kind and of two, how alike
the texts of one occasion and of several are; and for remarks beside the report of a meeting, in one city, without a
rival in the record, how many pairs above a likeness are of one meeting, in the whole record and in random parts of it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median

from chancery.codebooks.names import unaccented
from chancery.codebooks.states import state_forms
from chancery.resolution.words import Weights, stems

TITLE = re.compile(
    r"(?:Deputy |Under )?Secretary (?:Antony J\. )?(\w+)(?:['\u2019]s)? "
    r"(?:(?:Virtual )?(Meeting|Call)s? [Ww]ith|[Aa]nd|[Ww]ith) (.*)"
)
AFTER = re.compile(r" (?:Before|before|at a|at Joint|After|Opening|Virtual|on )")
WEEKEND = 3  # days; the report of a meeting on a Friday may follow on Monday
HEAD = 500  # characters in which a release says where it was
PARTS = (1.0, 0.5, 0.2)
DRAWS = 60
LEAST = (0.0, 0.1, 0.15)


@dataclass(frozen=True, slots=True)
class Release:
    """A release: who met whom, what kind of text it is, when and where it was, and its words without their names."""

    pair: tuple[str, str]
    kind: str
    day: dt.date
    cities: frozenset[str]
    words: frozenset[str]


def main() -> None:
    """Print how alike texts of one and of several occasions are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    rows = [json.loads(line) for line in parser.parse_args().corpus.open(encoding="utf-8")]
    weights = Weights(stems(row["text"]) for row in rows)
    found = sorted(set(read_releases(rows)), key=lambda one: (one.pair, one.day, one.kind, sorted(one.words)))
    pairs = [(a, b) for a, b in combinations(found, 2) if a.pair == b.pair and a.words != b.words]
    for kinds in (("Meeting", "Meeting"), ("Call", "Call"), ("Meeting", "Remarks")):
        alike: dict[bool, list[float]] = {True: [], False: []}
        for a, b in pairs:
            if tuple(sorted((a.kind, b.kind))) == kinds:
                alike[is_one(a, b)].append(weights.likeness(a.words, b.words))
        said = (
            f"{len(v)} of {name}, median {median(v):.2f}"
            for name, v in zip(("one", "several"), alike.values(), strict=True)
            if v
        )
        print(f"{' and '.join(kinds):20}", "; ".join(said))
    for share in PARTS:
        for least in LEAST:
            right, wrong = count(found, weights, share, least)
            total = right + wrong
            said = f"likeness {least}: {total} joined, {right / max(1, total):.1%} right"
            print(f"remarks and report, {share:.0%} of the record, {said}")


def read_releases(rows: Sequence[dict[str, str]]) -> Iterator[Release]:
    """Yield the releases whose titles name an official and a partner."""
    for row in rows:
        match = TITLE.match(unaccented(row["title"]))
        names = re.findall(r"[A-Z][\w-]+", AFTER.split(match[3])[0]) if match else []
        if match and names:
            head = re.findall(r"[A-Z]\w+(?: [A-Z]\w+)?", row["text"][:HEAD])
            cities = frozenset(n for n in head if any(f.by == "capital" for f in state_forms().get(n, ())))
            yield Release(
                pair=(match[1], names[-1]),
                kind=match[2] or "Remarks",
                day=dt.date.fromisoformat(row["date"]),
                cities=cities,
                words=stems(row["text"]) - stems(row["title"]),
            )


def is_one(one: Release, other: Release) -> bool:
    """Tell whether two releases are of one occasion: within a day, or a weekend."""
    return abs((one.day - other.day).days) <= WEEKEND


def count(found: Sequence[Release], weights: Weights, share: float, least: float) -> tuple[int, int]:
    """Count pairs of remarks and report without a rival that would be joined, right and wrong."""
    right = wrong = 0
    rng = Random(1)  # noqa: S311 - which releases a record has
    for _ in range(1 if share == 1 else DRAWS):
        by_pair: defaultdict[tuple[str, str], defaultdict[str, list[Release]]] = defaultdict(lambda: defaultdict(list))
        for one in found:
            if rng.random() < share:
                by_pair[one.pair][one.kind].append(one)
        for kinds in by_pair.values():
            if len(kinds["Remarks"]) == len(kinds["Meeting"]) == 1:
                a, b = kinds["Remarks"][0], kinds["Meeting"][0]
                there = bool(a.cities & b.cities)
                if there and weights.likeness(a.words, b.words) >= least:
                    right, wrong = right + is_one(a, b), wrong + (not is_one(a, b))
    return right, wrong


if __name__ == "__main__":
    main()
