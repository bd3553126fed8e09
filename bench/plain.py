"""Count the events coded in text that is not diplomatic, and in releases and news, to watch precision.

    python bench/plain.py CORPORA

CORPORA is a folder with the open corpora that `training/README.md` lists: English treebanks (`ud`) and texts (`text`).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate_all
from chancery.language.vectors import vectors_of
from chancery.model.text import Block, BlockKind, Report, Span

MARK = "# text = "
LONGEST = 3_000  # characters of one report


def treebank(folder: Path, name: str) -> Iterator[str]:
    """Yield the sentences of a development set, and every fifth of the training set."""
    for split, step in (("dev", 1), ("train", 5)):
        lines = (folder / "ud" / f"{name}-ud-{split}.conllu").read_text(encoding="utf-8").splitlines()
        yield from islice((line.removeprefix(MARK) for line in lines if line.startswith(MARK)), 0, None, step)


def texts(folder: Path, name: str) -> Iterator[str]:
    """Yield the first characters of 100 texts."""
    with (folder / "text" / f"{name}.jsonl").open(encoding="utf-8") as file:
        yield from (json.loads(line)["text"][:LONGEST] for line in islice(file, 0, 300, 3))


def count(label: str, found: Iterator[str]) -> str:
    """Return a line that tells events by type and per 1,000 words."""
    reports = [
        Report(id="r", path="-", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),))
        for text in found
    ]
    types: Counter[str] = Counter()
    for report, doc in zip(reports, annotate_all(reports), strict=True):
        types.update(event.type for event in observe(doc, report, program="bench", vectors=vectors_of).events)
    words = sum(len(report.text.split()) for report in reports)
    share = 1000 * types.total() / words
    shown = ", ".join(f"{name} {often}" for name, often in types.most_common(6))
    return f"{label}: {words:,} words, {types.total()} events, {share:.2f} per 1,000 words ({shown})"


if __name__ == "__main__":
    corpora = Path(sys.argv[1])
    for bank in ("en_ewt", "en_gum_open"):
        print(count(bank, treebank(corpora, bank)), flush=True)
    for corpus in ("state_gov_2021_2022", "wikinews_2019_2020"):
        print(count(corpus, texts(corpora, corpus)), flush=True)
