"""Fits the model that tells furniture by all evidence together, and measures it on pages it has not seen.

    python training/furniture.py validate CORPORA      every page scored by a model fitted without it
    python training/furniture.py fit CORPORA           writes src/chancery/reading/furniture.json

Needs scikit-learn 1.9; the package itself reads the weights in plain Python. Pages are those of
tests/reading/marked/tuned, never those of `apart` and `apart3`. Each is also mixed with public texts of
CORPORA (the folder that holds `text`), so that what surrounds a report is learned apart from what it says; and public
texts alone show how a page without furniture looks. Only lines that the rules did not find are learned from: no others
are ever asked about.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from math import log
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import reading as bench  # noqa: E402 - a script beside this folder
from chancery.reading import learned  # noqa: E402 - as above
from chancery.reading.evidence import Evidence, Row  # noqa: E402 - as above
from chancery.reading.furniture import by_rules, weigh_everywhere  # noqa: E402 - as above
from chancery.reading.publisher import outlet_names  # noqa: E402 - as above
from chancery.reading.text import read_text  # noqa: E402 - as above

WEIGHTS: Final = ROOT / "src" / "chancery" / "reading" / "furniture.json"
TEXTS: Final = ("text/state_gov_2021_2022.jsonl", "text/wikinews_2019_2020.jsonl")
ENOUGH: Final = (0.8, 0.8, 0.7, 0.85, 0.93, 0.8)  # above, inside, below; the same for what ends as a sentence does
CONTENT: Final = 5.0  # weight of a content line beside a line of furniture
MADE: Final = 0.3  # weight of a made page beside one of the set
MIXED: Final = 4  # made pages for each of the set
SHORT: Final = 6  # short made pages for each of the set
CLEAN: Final = 300
TREES: Final = 140
RATE: Final = 0.07
INNER: Final = 4  # parts in which the first look is fitted for the second
OUTER: Final = 6
Doc = tuple[str, list[str]]
Lines = list[tuple[str, str]]
Taught = Mapping[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to learn from.

    Attributes:
        group: Name of the marked page that it comes from; parts are cut between groups.
        evidence: What can be seen of it.
        wanted: True for furniture, None for what may be either; by piece.
        weight: How much its lines count.
    """

    group: str
    evidence: Evidence
    wanted: tuple[bool | None, ...]
    weight: float


def make_page(group: str, lines: Lines, weight: float) -> Page:
    """Return a page of marked lines."""
    pieces = read_text("\n".join(line for _, line in lines))
    starts = list(accumulate((len(line) + 1 for _, line in lines), initial=0))
    marks = [lines[bisect_right(starts, piece.body.origin()) - 1][0] for piece in pieces]
    found, body = by_rules(pieces, outlets=outlet_names())
    evidence = Evidence(pieces, found, body, [weigh_everywhere(piece) for piece in pieces])
    return Page(group, evidence, tuple({"+": False, "-": True}.get(mark) for mark in marks), weight)


def public_texts(corpora: Path, rng: random.Random, count: int) -> list[Doc]:
    """Return titles and paragraphs of public texts."""
    docs: list[Doc] = []
    for name in TEXTS:
        rows = [json.loads(line) for line in (corpora / name).read_text(encoding="utf-8").splitlines()]
        for row in rng.sample(rows, count // len(TEXTS)):
            paragraphs = [line.strip() for line in row["text"].split("\n") if line.strip()]
            if 1 < len(paragraphs) <= 60:  # noqa: PLR2004 - longer ones are transcripts
                docs.append((row["title"], paragraphs))
    return docs


def mix(page: bench.Marked, doc: Doc, rng: random.Random) -> Lines:
    """Put another report into a page: its title and paragraphs instead of the page's own."""
    title, paragraphs = doc[0], list(doc[1])
    rows = list(zip(page.marks, page.lines, strict=True))
    content = [at for at, (mark, _) in enumerate(rows) if mark == "+"]
    blank = [(" ", "")] if "" in page.lines else []
    said = [line for mark, line in rows if mark == "-" and len(line.split()) > 6 and line.rstrip()[-1:] in ".!?"]  # noqa: PLR2004
    said = said if rng.random() < 0.5 else []  # noqa: PLR2004 - every other page
    lines: Lines = []
    for at, (mark, line) in enumerate(rows):
        if at == content[0]:
            lines.append((mark, title))
        elif mark != "+" or len(line.split()) <= 8:  # noqa: PLR2004 - dates, names and places stay
            lines.append((mark, line))
        elif paragraphs:
            lines.append((mark, paragraphs.pop(0)))
        if at == content[-1]:
            for paragraph in paragraphs[:8]:
                lines += [*blank, ("+", paragraph)]
                if said and rng.random() < 0.25:  # noqa: PLR2004 - a notice after every fourth paragraph
                    lines += [*blank, ("-", rng.choice(said))]
    return lines


def shorten(page: bench.Marked, rng: random.Random) -> Lines:
    """Leave a few paragraphs of a page, some of what stands above them, and up to three lines of furniture between."""
    rows = [(mark, line) for mark, line in zip(page.marks, page.lines, strict=True) if line.strip()]
    prose = [row for row in rows if row[0] == "+" and len(row[1].split()) >= 8 and row[1].rstrip()[-1:] in '.!?”"']  # noqa: PLR2004
    aside = [row for row in rows if row[0] == "-"]
    at = rng.randrange(max(1, len(prose) - 1))
    first = next((place for place, row in enumerate(rows) if row in prose), 0)
    head = [row for row in rows[:first] if row[0] != "-"]  # title, place, day, author
    lines = rng.sample(head, min(len(head), rng.randint(0, 3)))
    lines = sorted(lines, key=rows.index) + prose[at : at + rng.randint(1, 5)]
    for row in rng.sample(aside, min(len(aside), rng.randint(0, 3))):
        lines.insert(rng.randint(0, len(lines)), row)
    blank = [(" ", "")] if rng.random() < 0.5 else []  # noqa: PLR2004 - every other page
    return [part for row in lines for part in (row, *blank)]


def make_pages(marked: Sequence[bench.Marked], corpora: Path) -> list[Page]:
    """Return the pages of the set, what is mixed from them, and clean texts."""
    rng = random.Random(1)  # noqa: S311 - no secret
    docs = public_texts(corpora, rng, 400)
    pages: list[Page] = []
    for page in marked:
        pages.append(make_page(page.name, list(zip(page.marks, page.lines, strict=True)), 1.0))
        pages += [make_page(page.name, mix(page, rng.choice(docs), rng), MADE) for _ in range(MIXED)]
        pages += [make_page(page.name, shorten(page, rng), MADE) for _ in range(SHORT)]
    for number, (title, paragraphs) in enumerate(rng.sample(docs, CLEAN)):
        lines = [row for line in (title, *paragraphs) for row in (("+", line), (" ", ""))]
        pages.append(make_page(f"clean {number}", lines, MADE))
    return pages


def fit_look(pages: Sequence[Page], taught: Taught | None) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Fit one ensemble of trees."""
    from sklearn.ensemble import GradientBoostingClassifier  # noqa: PLC0415 - training only

    rows: list[Row] = []
    wanted: list[bool] = []
    weights: list[float] = []
    for page in pages:
        for index, row in page.evidence.rows(taught[id(page)] if taught else None).items():
            target = page.wanted[index]
            if target is not None:
                rows.append(row)
                wanted.append(target)
                weights.append(page.weight * (1.0 if target else CONTENT))
    look = GradientBoostingClassifier(
        n_estimators=TREES,
        max_depth=4,
        learning_rate=RATE,
        min_samples_leaf=12,
        subsample=0.6,
        max_features=0.3,
        random_state=0,
    )
    return look.fit(rows, wanted, sample_weight=weights)


def first_chances(look: Any, page: Page) -> dict[int, float]:  # noqa: ANN401 - as above
    """Return what a first look makes of a page."""
    rows = page.evidence.rows()
    chances = look.predict_proba(list(rows.values()))[:, 1] if rows else ()
    return dict(zip(rows, map(float, chances), strict=True))


def fit(pages: Sequence[Page]) -> dict[str, Any]:
    """Fit both looks; the second learns from what a first look says of pages that it has not seen."""
    groups = sorted({page.group for page in pages})
    random.Random(0).shuffle(groups)  # noqa: S311 - no secret
    taught: dict[int, dict[int, float]] = {}
    for part in range(INNER):
        held = frozenset(groups[part::INNER])
        look = fit_look([page for page in pages if page.group not in held], None)
        taught |= {id(page): first_chances(look, page) for page in pages if page.group in held}
    return {"looks": [_data(fit_look(pages, None)), _data(fit_look(pages, taught))], "enough": ENOUGH}


def _data(look: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    share = float(look.init_.class_prior_[1])
    return {"start": log(share / (1 - share)), "trees": [_nodes(tree.tree_) for (tree,) in look.estimators_]}


def _nodes(tree: Any) -> list[list[float]]:  # noqa: ANN401 - as above
    return [
        [
            int(tree.feature[at]),
            float(f"{tree.threshold[at]:.6g}"),
            int(tree.children_left[at]),
            int(tree.children_right[at]),
        ]
        if tree.feature[at] >= 0
        else [-1, round(float(tree.value[at][0][0]) * RATE, 5), 0, 0]
        for at in range(tree.node_count)
    ]


def validate(pages: Sequence[Page], marked: Sequence[bench.Marked]) -> Counter[str]:
    """Count lines dropped and lost, each page read with a model that was fitted without it."""
    groups = sorted({page.group for page in pages})
    random.Random(7).shuffle(groups)  # noqa: S311 - no secret
    counts: Counter[str] = Counter()
    for part in range(OUTER):
        held = frozenset(groups[part::OUTER])
        model = learned.read_model(fit([page for page in pages if page.group not in held]))
        with reading_with(model):
            for page in marked:
                if page.name in held:
                    counts += bench.count_lines(page)
    return counts


@contextmanager
def reading_with(model: learned.Model) -> Iterator[None]:
    """Put a model in the place of the package's own for a while."""
    own, learned.model = learned.model, lambda: model
    try:
        yield
    finally:
        learned.model = own


def main() -> None:
    """Fit or validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fit", "validate"))
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    marked = list(bench.marked_pages(bench.PAGES / "tuned"))
    pages = make_pages(marked, options.corpora)
    if options.what == "validate":
        print(dict(validate(pages, marked)))
    else:
        WEIGHTS.write_text(json.dumps(fit(pages), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
