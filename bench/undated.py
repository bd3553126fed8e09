"""Dates real releases whose day is known, from their words alone: how many intervals miss the true day.

Usage: python bench/undated.py CORPORA/text [--every N] [--half 0|1] [--together SEED]

The releases in `state_gov_2021_2022.jsonl` and the articles in `wikinews_2019_2020.jsonl` lose their date line, and
each is dated by itself, with the tables that Chancery carries. Texts at even places were looked at while the rules
were written, those at odd places were not. A day is allowed for time zones. Prints a table.

With `--together` all texts make one record, in which about half keep their day, drawn by the seed; the others are
dated by themselves and by what those tell. The reasons of intervals that miss the true day are listed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from chancery.codebooks.leaders import carried
from chancery.errors import ChanceryError
from chancery.model.dates import Edtf
from chancery.model.mentions import Observations
from chancery.model.text import DateBasis, Report
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

FILES: Final = ("state_gov_2021_2022.jsonl", "wikinews_2019_2020.jsonl")
DATE_LINE: Final = re.compile(r"^\s*\w+day, \w+ \d+, \d{4}\s*\n")
SHORTEST, LONGEST = 300, 9000  # characters
SHOWN: Final = 0.5
MONTH: Final = 31
ZONE: Final = dt.timedelta(days=1)


@dataclass
class Tally:
    """What came of the texts of one file."""

    texts: int = 0
    none: int = 0
    without_year: int = 0
    dated: int = 0
    wrong: int = 0
    widths: list[int] = field(default_factory=list)

    def add(self, published: Edtf | None, day: dt.date) -> None:
        """Count one text."""
        self.texts += 1
        if published is None:
            self.none += 1
        elif published.cycle is not None:
            self.without_year += 1
        else:
            self.dated += 1
            self.widths.append(published.width_days or 10**6)
            self.wrong += misses(published, day)


def misses(published: Edtf, day: dt.date) -> bool:
    """Tell whether an interval does not hold the true day."""
    early = published.latest is not None and published.latest < day - ZONE
    return early or (published.earliest is not None and published.earliest > day + ZONE)


def together(pairs: list[tuple[str, dt.date]], seed: int) -> int:
    """Date the texts of one record, of which half keep their day, and print what came of the others."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    inputs: dict[str, tuple[Report, Observations]] = {}
    hidden: dict[str, dt.date] = {}
    for text, day in pairs:
        try:
            report = parse_report(text.encode(), path="text")
        except ChanceryError:
            continue
        if draw.random() < SHOWN:
            because = ("The report carries its date.",)
            report = replace(
                report, published=Edtf.day(day), published_basis=DateBasis.METADATA, published_because=because
            )
        else:
            hidden[report.id] = day
        inputs[report.id] = (report, code_report(report))
    tally, narrow = Tally(), 0
    for dating in conclude(inputs.values(), carried()).datings:
        if dating.report in hidden:
            published, day = dating.published, hidden[dating.report]
            tally.add(published, day)
            narrow += published is not None and published.has_year and (published.width_days or 10**6) <= MONTH
            if published is not None and published.has_year and misses(published, day):
                sys.stdout.write(f"{day} is not in {published}: {' '.join(dating.because)}\n")
    sys.stdout.write(
        f"{tally.texts} of {len(inputs)} texts without their day: {tally.dated} dated with a year, {narrow} of them to "
        f"{MONTH} days or less, {tally.wrong} excluding the true day\n"
    )
    return 0


def read(path: Path, every: int, half: int) -> Iterator[tuple[str, dt.date]]:
    """Yield the texts of a file that are asked for, without their date lines."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    fit = [row for row in rows if SHORTEST < len(row["text"]) < LONGEST]
    for row in fit[half :: 2 * every]:
        text = DATE_LINE.sub("", row["text"].replace("\xa0", " ").lstrip("\n"))
        yield text, dt.date.fromisoformat(row["date"][:10])


def main() -> int:
    """Run from the shell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--half", type=int, choices=(0, 1), default=1)
    parser.add_argument("--together", type=int, metavar="SEED")
    asked = parser.parse_args()
    if asked.together is not None:
        return together(
            [pair for name in FILES for pair in read(asked.texts / name, asked.every, asked.half)], asked.together
        )
    lines = ["| file | texts | no date | no year | dated | median days | excluded |", "|---|---|---|---|---|---|---|"]
    for name in FILES:
        tally = Tally()
        for text, day in read(asked.texts / name, asked.every, asked.half):
            try:
                report = parse_report(text.encode(), path="text")
            except ChanceryError:
                continue
            (dating,) = conclude([(report, code_report(report))], carried()).datings
            tally.add(dating.published, day)
        middle = sorted(tally.widths)[len(tally.widths) // 2] if tally.widths else None
        counts = (tally.texts, tally.none, tally.without_year, tally.dated, middle, tally.wrong)
        lines.append(f"| {name} | {' | '.join(map(str, counts))} |")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
