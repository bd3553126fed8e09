"""Dates real releases whose day is known, from their words alone: how many intervals miss the true day.

Usage: python bench/undated.py CORPORA/text [--every N] [--half 0|1]

The releases in `state_gov_2021_2022.jsonl` and the articles in `wikinews_2019_2020.jsonl` lose their date line, and
each is dated by itself, with the tables that Chancery carries. Texts at even places were looked at while the rules
were written, those at odd places were not. A day is allowed for time zones. Prints a table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from chancery.codebooks.leaders import carried
from chancery.errors import ChanceryError
from chancery.model.dates import Edtf
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

FILES: Final = ("state_gov_2021_2022.jsonl", "wikinews_2019_2020.jsonl")
DATE_LINE: Final = re.compile(r"^\s*\w+day, \w+ \d+, \d{4}\s*\n")
SHORTEST, LONGEST = 300, 9000  # characters
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
            early = published.latest is not None and published.latest < day - ZONE
            late = published.earliest is not None and published.earliest > day + ZONE
            self.wrong += early or late


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
    asked = parser.parse_args()
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
