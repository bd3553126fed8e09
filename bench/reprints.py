"""Measures how reprints are found: time at several sizes, and how many of those made are found.

    python bench/reprints.py                  1,000 and 10,000 reports of 400 words
    python bench/reprints.py 1000 2000 4000   other sizes

The reports are made of invented words, so that the truth is known: three in ten are reprints, each
lightly edited, cut, re-headlined or with a paragraph added; one in ten is a look-alike, a
communiqué that differs from another in its dates and figures alone. `tests/resolution` has pairs
in plain English; those say more about quality, these about cost.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.text import Block, BlockKind, Report, Span, content_id
from chancery.resolution.reprints import find_reprints

WORDS: Final = 400
PARAGRAPHS: Final = 8
REPRINTS: Final = 0.3
LOOKALIKES: Final = 0.1
VOCABULARY: Final = 20_000
DAYS: Final = 3_000
EDITED: Final = (0.0, 0.01, 0.02)  # share of words exchanged
KINDS: Final = ("same words", "edited", "cut", "edited and cut", "paragraph added")


@dataclass(frozen=True, slots=True)
class Made:
    """A report with what it was made from.

    Attributes:
        group: Number that a report shares with its reprints alone.
        kind: What was done to it; empty for no reprint.
    """

    report: Report
    group: int
    kind: str


class Maker:
    """Makes reports, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        """Make the vocabulary, commonest words first."""
        self.chance = random.Random(seed)  # noqa: S311 - test material, no secret
        letters = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        self.words = ["".join(self.chance.choices(letters, k=self.chance.randint(2, 5))) for _ in range(VOCABULARY)]
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def prose(self, count: int) -> list[str]:
        """Return words as common as those of prose, with a figure now and then."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=count)
        return [str(self.chance.randint(2, 900)) if self.chance.random() < 0.01 else word for word in words]  # noqa: PLR2004

    def text(self) -> list[list[str]]:
        """Return the paragraphs of a report."""
        return [self.prose(WORDS // PARAGRAPHS) for _ in range(PARAGRAPHS)]

    def reprint(self, text: list[list[str]], kind: str) -> list[list[str]]:
        """Return a reprint of paragraphs."""
        share = self.chance.choice(EDITED[1:]) if "edited" in kind else 0.0
        words = [[self.edit(word, share) for word in paragraph] for paragraph in text]
        if "cut" in kind:
            words = words[: self.chance.randint(2, PARAGRAPHS - 1)]
        if "added" in kind:
            words.insert(self.chance.randint(1, len(words)), self.prose(WORDS // PARAGRAPHS))
        return words

    def edit(self, word: str, share: float) -> str:
        """Exchange a word with some chance; an editor leaves figures alone."""
        exchanged = self.chance.random() < share and not word.isdigit()
        return self.chance.choice(self.words) if exchanged else word

    def lookalike(self, text: list[list[str]]) -> list[list[str]]:
        """Return the same communiqué of another year."""
        return [[*p[:9], str(self.chance.randint(100, 999)), *p[9:]] for p in text]

    def made(self, text: list[list[str]], group: int, kind: str, day: int) -> Made:
        """Return a report of these paragraphs with a headline of its own."""
        pieces = [" ".join(self.prose(8)).capitalize(), *(" ".join(p).capitalize() + "." for p in text)]
        blocks, start = [], 0
        for number, piece in enumerate(pieces):
            kinds = BlockKind.PARAGRAPH if number else BlockKind.TITLE
            blocks.append(Block(kind=kinds, span=Span(start, start + len(piece))))
            start += len(piece) + 2
        whole = "\n\n".join(pieces)
        date = Edtf.parse((dt.date(2015, 1, 1) + dt.timedelta(day)).isoformat())
        name = content_id(f"{group} {whole}".encode())
        report = Report(id=name, path=name, text=whole, blocks=tuple(blocks), title=pieces[0], published=date)
        return Made(report, group, kind)

    def reports(self, count: int) -> Iterator[Made]:
        """Yield that many reports."""
        texts: list[tuple[list[list[str]], int]] = []
        communique = self.text()
        for number in range(count):
            draw = self.chance.random()
            if texts and draw < REPRINTS:
                source = self.chance.randrange(len(texts))
                text, day = texts[source]
                kind = self.chance.choice(KINDS)
                yield self.made(self.reprint(text, kind), source, kind, day + self.chance.randint(0, 2))
                continue
            day = self.chance.randrange(DAYS)
            if draw < REPRINTS + LOOKALIKES:
                yield self.made(self.lookalike(communique), -number - 1, "", day)
                continue
            texts.append((self.text(), day))
            yield self.made(texts[-1][0], len(texts) - 1, "", day)


def measure(count: int) -> None:
    """Print the figures at one size."""
    made = list(Maker(count).reports(count))
    begun = time.process_time()
    found = find_reprints(one.report for one in made)
    spent = time.process_time() - begun
    group = {one.report.id: one.group for one in made}
    right = sum(group[reprint.report] == group[reprint.of] for reprint in found)
    sizes: dict[int, int] = {}
    for one in made:
        sizes[one.group] = sizes.get(one.group, 0) + 1
    due = sum(size - 1 for size in sizes.values())
    named = {name for reprint in found for name in (reprint.report, reprint.of)}
    print(
        f"{count:>7,} reports  {spent:6.1f} s of processor time  {1000 * spent / count:.2f} ms each  "
        f"precision {right}/{len(found)}  recall {right}/{due}"
    )
    for kind in KINDS:
        of_kind = [one for one in made if one.kind == kind]
        hit = sum(one.report.id in named for one in of_kind)
        print(f"         {kind:<16} {hit}/{len(of_kind)}")


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="N")
    for count in parser.parse_args().sizes:
        measure(count)


if __name__ == "__main__":
    main()
