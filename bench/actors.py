"""Measure how actors are coded: state and sector of the phrases of PLOVER's gold standard records.

    python bench/actors.py CORPORA/events/plover/plover_gsr.jsonl          # both halves of the gold standard
    python bench/actors.py                                                 # our own phrases
    python bench/actors.py ... --show                                      # what is wrong in the even half

Our own phrases are `tests/codebooks/actor_phrases.csv`, labelled before they were coded; of every two lines the
second was never looked at, but whoever wrote them wrote the vocabulary too. It was written with the even half of the
gold standard in sight; the odd half was never read. A phrase is coded alone, and again with its sentence, which the
people who coded the records had read.

The gold standard has one code where Chancery has ids of organisations, so they are compared by its conventions: "UNO"
is the United Nations and what belongs to them, "EUR" the European Union and its forerunners, "IGO", "NGO" and "IMG"
any other organisation of that kind. Its sector for officials of an organisation is GOV where ours is IGO.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chancery.codebooks.actors import ActorCode, code_actor
from chancery.codebooks.organisations import organisations

PHRASES: Final = Path(__file__).parents[1] / "tests" / "codebooks" / "actor_phrases.csv"
UNION = frozenset({"EU", "EEC"})
KINDS = {"IGO": {"IGO"}, "NGO": {"NGO"}, "IMG": {"GROUP"}}


def is_state(gold: str | None, found: ActorCode) -> bool:
    """Tell whether a state is the gold standard's, by its conventions for organisations."""
    code = found.state
    if code == gold or code is None:
        return code == gold
    known = organisations().get(code)
    if gold in {"UNO", "UN"}:
        return code == "UN" or (known is not None and known.of == "UN")
    if gold in {"EUR", "EU"}:
        return code in UNION or (known is not None and known.of == "EU")
    return known is not None and known.kind in KINDS.get(gold or "", set())


def is_sector(gold: str | None, found: ActorCode) -> bool:
    """Tell whether a sector is the gold standard's; whoever acts for an organisation is GOV there and IGO here."""
    return found.sector == gold or (gold == "GOV" and found.sector == "IGO")


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase with the codes that a reader gives it; None of both states and sectors counts as told.

    Attributes:
        half: 0 looked at, 1 kept apart.
    """

    half: int
    text: str
    date: dt.date | None
    state: str | None
    sector: str | None
    unknown: bool = False
    sentence: str = ""


def read_gold(path: Path) -> list[Case]:
    """Read the actors of the gold standard's records."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Case(
            at % 2,
            one["text"],
            None,
            one.get("code_2024") or one.get("code_fixed"),
            one.get("sector_primary"),
            sentence=row["text"],
        )
        for at, row in enumerate(rows)
        for one in row["source"] + row["target"]
    ]


def read_phrases(path: Path) -> list[Case]:
    """Read our own phrases; of every two the second is kept apart."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [
        Case(
            at % 2,
            row["phrase"],
            dt.date.fromisoformat(row["date"]) if row["date"] else None,
            row["state"] or None,
            row["sector"] or None,
            unknown=True,
        )
        for at, row in enumerate(rows)
    ]


def main() -> None:
    """Print the accuracy on both halves."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("records", type=Path, nargs="?", default=PHRASES)
    options.add_argument("--show", action="store_true", help="list what is wrong in the even half")
    chosen = options.parse_args()
    cases = read_phrases(chosen.records) if chosen.records.suffix == ".csv" else read_gold(chosen.records)
    for half, name in enumerate(("looked at", "kept apart")):
        here = [case for case in cases if case.half == half]
        print_half(name, here, show=chosen.show and not half)
        if any(case.sentence for case in here):
            print_half(f"{name}, with the sentence", here, show=False, with_sentence=True)


def print_half(name: str, cases: list[Case], *, show: bool, with_sentence: bool = False) -> None:
    """Print the accuracy on some phrases."""
    score: Counter[str] = Counter()
    for case in cases:
        found = code_actor(case.text, case.date, case.sentence if with_sentence else "")
        told = bool(case.state) or case.unknown, bool(case.sector) or case.unknown
        right = is_state(case.state, found), is_sector(case.sector, found)
        score += Counter({"states": told[0], "sectors": told[1], "named": told[0] and found.state is not None})
        score += Counter({"state": told[0] and right[0], "sector": told[1] and right[1]})
        score["named right"] += told[0] and right[0] and found.state is not None
        if show and told[0] and not right[0]:
            print("state ", case.text, "|", case.state, found.state)
        if show and told[1] and not right[1]:
            print("sector", case.text, "|", case.sector, found.sector, found.because)
    print(
        f"{name:30} state {100 * score['state'] / score['states']:.1f} % of {score['states']}"
        f" ({100 * score['named right'] / score['named']:.1f} % of the {score['named']} that get one),"
        f" sector {100 * score['sector'] / score['sectors']:.1f} % of {score['sectors']}"
    )


if __name__ == "__main__":
    main()
