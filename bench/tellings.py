"""Measure merging on pairs of short reports, read as any report is: one event told twice, and two that look alike.

    python bench/tellings.py               # both halves
    python bench/tellings.py --show        # what is wrong among the pairs that were looked at

A pair is "joined" when one event has the words of both reports among its evidence. Where a report's words give no
event at all, or one of another type, no merging can help; such pairs are counted apart.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.language.vectors import vectors_of
from chancery.model.events import Event
from chancery.pipeline import PROGRAM
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

CASES = Path(__file__).parent / "cases" / "tellings.toml"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, the words in each that tell of the event meant, and whether it is one event."""

    reports: tuple[str, str]
    says: tuple[str, str]
    same: bool


def main() -> None:
    """Print what became of the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="what is wrong among the even pairs")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {"even": Counter(), "odd": Counter()}
    for number, pair in enumerate(read_pairs()):
        half = "odd" if number % 2 else "even"
        found, events = outcome(pair)
        counts[half][f"{'same' if pair.same else 'not the same'}: {found}"] += 1
        if options.show and half == "even" and found != ("joined" if pair.same else "apart"):
            print(number, found, *pair.says, sep=" | ")
            for event in events:
                parties = [str(one.entity) for one in (*event.actors, *event.recipients)]
                print("    ", event.type, event.mode, event.status.value, *parties, event.when)
    for half, found_in in counts.items():
        print(f"{half:4}", "; ".join(f"{what} {number}" for what, number in sorted(found_in.items())))


def read_pairs() -> list[Pair]:
    """Return the pairs, in the order of the file."""
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["pair"]
    return [Pair((row["one"], row["other"]), (row["says"][0], row["says"][1]), row["same"]) for row in rows]


def outcome(pair: Pair) -> tuple[str, tuple[Event, ...]]:
    """Read and conclude a pair; return what became of it: joined, apart, another type or not found."""
    reports = [parse_report(text.encode(), path=f"{at}.txt") for at, text in enumerate(pair.reports)]
    concluded = conclude([(one, observe(annotate(one), one, program=PROGRAM, vectors=vectors_of)) for one in reports])
    sides: list[set[Event]] = []
    for report, words in zip(reports, pair.says, strict=True):
        start = report.text.index(words)
        end = start + len(words)
        sides.append(
            {
                event
                for event in concluded.events
                for e in event.evidence
                if e.report == report.id and e.span.start < end and start < e.span.end
            }
        )
    if sides[0] & sides[1]:
        found = "joined"
    elif not all(sides):
        found = "not found"
    elif not {e.type for e in sides[0]} & {e.type for e in sides[1]}:
        found = "another type"
    else:
        found = "apart"
    return found, concluded.events


if __name__ == "__main__":
    main()
