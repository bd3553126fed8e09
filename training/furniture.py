"""Fits the model that tells furniture by all evidence together, and measures it on pages it has not seen.

    python training/furniture.py validate CORPORA      pages of each part of the hands, by a model fitted without them
    python training/furniture.py fit CORPORA           writes src/chancery/reading/furniture.json and furniture.onnx

Needs scikit-learn 1.9 beside what `requirements.txt` names. Pages are those of tests/reading/marked/tuned, never those
of `apart` and its like. Each is also mixed with public texts of CORPORA (the folder that holds `text`) and joined with
others of the same hand, so that what surrounds a report is learned apart from what it says; and public texts alone
show how a page without furniture looks. Only lines of which the rules are not sure are learned from: no others are
ever asked about.

Pages of one hand are alike (`hands.toml` says who wrote which), so that hands are held out whole: in `validate`, and
inside `fit`, where words and the first look teach the second what they make of hands that they have not seen. The
second look is the net of `page_net.py`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest.mock import patch

import numpy as np
import page_net

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import reading as bench  # noqa: E402 - a script beside this folder
from chancery.reading import learned  # noqa: E402 - as above
from chancery.reading import page_net as reading_net  # noqa: E402 - as above
from chancery.reading.evidence import Evidence  # noqa: E402 - as above
from chancery.reading.furniture import by_rules, weigh_everywhere  # noqa: E402 - as above
from chancery.reading.lexicon import LEXICON_NAMES, Lexicon, tokens  # noqa: E402 - as above
from chancery.reading.publisher import outlet_names  # noqa: E402 - as above
from chancery.reading.text import read_text  # noqa: E402 - as above

READING: Final = ROOT / "src" / "chancery" / "reading"
TEXTS: Final = ("text/state_gov_2021_2022.jsonl", "text/wikinews_2019_2020.jsonl")
ENOUGH: Final = (0.85, 0.85, 0.8, 0.92, 0.9, 0.85)  # above, inside, below; the same for what ends as a sentence does
CONTENT: Final = 5.0  # weight of a content line beside a line of furniture
MADE: Final = 0.3  # weight of a made page beside one of the set
MIXED: Final = 2  # made pages for each of the set
SHORT: Final = 3  # short made pages for each of the set
JOINED: Final = 2  # pages joined from three, for each of the set
CLEAN: Final = 300
TREES: Final = 110
RATE: Final = 0.09
INNER: Final = 3  # parts in which words and the first look are fitted for what learns from them
LEAVES: Final = 14
LEAF: Final = 25
CALM: Final = 5.0
NETS: Final = 3  # whose log-odds are averaged
PARTS: Final = 4  # of the hands, in `validate`
BINS: Final = 64
SHARE: Final = 0.3  # of the numbers that each split may ask for
KNOWN: Final = 3  # pages on which a word must stand to have a weight
WORDS: Final = 3.0  # how freely words take weight
LEAST: Final = 0.2  # weight below which a word is forgotten
SAID: Final = 700  # public texts whose words are content
_SENTENCE_END: Final = re.compile(r"(?<=[a-z)”][.!?]) +(?=[A-Z“])")
Doc = tuple[str, list[str]]
Lines = list[tuple[str, str]]
Taught = Mapping[int, dict[int, float]]
Words = Mapping[str, Lexicon]


@dataclass(slots=True)
class Page:
    """A page to learn from.

    Attributes:
        hand: Who wrote the marked page that it comes from; parts are cut between hands.
        evidence: What can be seen of it.
        wanted: True for furniture, None for what may be either; by piece.
        weight: How much its lines count; 1 for a marked page as it is.
        first: Its rows for a first look, once they were asked for.
        said: The words that they were read with, and what those say.
    """

    hand: str
    evidence: Evidence
    wanted: tuple[bool | None, ...]
    weight: float
    first: Any = None
    said: Any = None

    def every(self, taught: Mapping[int, float], words: Lexicon) -> page_net.Lines:
        """Return what the second look sees of the page, and what it is to learn of it."""
        evidence = self.evidence
        rows = evidence.rows(lexicon=words, every=True).values()
        sure = evidence.sure
        numbers = [(*row, one, taught.get(at, 1.0)) for at, (row, one) in enumerate(zip(rows, sure, strict=True))]
        wanted = [float(bool(target)) for target in self.wanted]
        open_ = zip(self.wanted, sure, strict=True)
        weights = [0.0 if target is None or one else self.weight for target, one in open_]
        return page_net.Lines(*(np.array(part, dtype=np.float32) for part in (numbers, wanted, weights)))

    def rows(self, words: Lexicon) -> Any:  # noqa: ANN401 - numpy, for training only
        """Return the rows for a first look; they are kept, for many looks ask for them."""
        if self.first is None:
            self.first = np.array(list(self.evidence.rows().values()), dtype=np.float32)
        if self.said is None or self.said[0] is not words:
            said = words.rows([piece.text for piece in self.evidence.pieces])
            self.said = words, np.array([said[index] for index in self.evidence.open], dtype=np.float32)
        if len(self.first):
            self.first[:, -len(LEXICON_NAMES) :] = self.said[1]
        return self.first


def make_page(hand: str, lines: Lines, weight: float) -> Page:
    """Return a page of marked lines."""
    pieces = read_text("\n".join(line for _, line in lines))
    starts = list(accumulate((len(line) + 1 for _, line in lines), initial=0))
    marks = [lines[bisect_right(starts, piece.body.origin()) - 1][0] for piece in pieces]
    found, body = by_rules(pieces, outlets=outlet_names())
    evidence = Evidence(pieces, found, body, [weigh_everywhere(piece) for piece in pieces])
    return Page(hand, evidence, tuple({"+": False, "-": True}.get(mark) for mark in marks), weight)


def public_texts(corpora: Path, rng: random.Random, count: int) -> list[Doc]:
    """Return titles and paragraphs of public texts."""
    docs: list[Doc] = []
    for name in TEXTS:
        rows = [json.loads(line) for line in (corpora / name).read_text(encoding="utf-8").splitlines()]
        for row in rng.sample(rows, min(len(rows), count // len(TEXTS))):
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


def join(above: bench.Marked, middle: bench.Marked, below: bench.Marked) -> Lines:
    """Put the report of one page under the head of a second and over the foot of a third."""
    tops, bodies, foots = (list(zip(page.marks, page.lines, strict=True)) for page in (above, middle, below))
    first = next(at for at, (mark, _) in enumerate(tops) if mark == "+")
    start, end = _content(bodies)
    last = _content(foots)[1]
    return tops[:first] + bodies[start:end] + foots[last:]


def _content(rows: Lines) -> tuple[int, int]:
    """Return where the content begins and ends."""
    places = [at for at, (mark, _) in enumerate(rows) if mark == "+"]
    return places[0], places[-1] + 1


def hands() -> dict[str, str]:
    """Return who wrote each page to tune on, by the name of its file."""
    table = tomllib.loads((bench.PAGES / "hands.toml").read_text(encoding="utf-8"))
    return {f"{name}.txt": hand for hand, names in table.items() for name in names.split()}


def public_lines(corpora: Path) -> list[str]:
    """Return titles and sentences of public texts."""
    docs = public_texts(corpora, random.Random(2), SAID)  # noqa: S311 - no secret
    lines = (line for title, paragraphs in docs for line in (title, *paragraphs))
    return [part for line in lines for part in _SENTENCE_END.split(line) if part]


def make_pages(marked: Sequence[bench.Marked], corpora: Path) -> list[Page]:
    """Return the pages of the set, what is mixed from them, and clean texts."""
    rng = random.Random(1)  # noqa: S311 - no secret
    docs = public_texts(corpora, rng, 400)
    by = hands()
    pages: list[Page] = []
    for page in marked:
        hand = by[page.name]
        others = [other for other in marked if by[other.name] == hand]
        pages.append(make_page(hand, list(zip(page.marks, page.lines, strict=True)), 1.0))
        pages += [make_page(hand, mix(page, rng.choice(docs), rng), MADE) for _ in range(MIXED)]
        pages += [make_page(hand, shorten(page, rng), MADE) for _ in range(SHORT)]
        pages += [make_page(hand, join(rng.choice(others), page, rng.choice(others)), MADE) for _ in range(JOINED)]
    names = sorted(set(by.values()))
    for title, paragraphs in rng.sample(docs, CLEAN):
        lines = [row for line in (title, *paragraphs) for row in (("+", line), (" ", ""))]
        pages.append(make_page(rng.choice(names), lines, MADE))
    return pages


def fit_words(pages: Sequence[Page], said: Sequence[str]) -> Lexicon:
    """Fit what words speak for: a linear model over words, pairs of words, and which come first and last.

    Args:
        pages: Marked pages.
        said: Sentences and titles of public texts, which are content.
    """
    from scipy.sparse import diags  # noqa: PLC0415 - training only
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 - as above
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above

    rows, wanted, weights = [], [], []
    spread: Counter[str] = Counter()
    for page in (page for page in pages if page.weight == 1.0):
        marked = zip(page.evidence.pieces, page.wanted, strict=True)
        seen = [(piece.text, target) for piece, target in marked if target is not None]
        spread.update({token for text, _ in seen for token in tokens(text)})
        rows += [tokens(text) for text, _ in seen]
        wanted += [target for _, target in seen]
        weights += [page.weight] * len(seen)
    for text in said:
        spread.update(set(tokens(text)))
    rows += [tokens(text) for text in said]
    wanted += [False] * len(said)
    weights += [MADE] * len(said)
    known = sorted(token for token, count in spread.items() if count >= KNOWN)
    counts = CountVectorizer(analyzer=list, vocabulary=known).transform(rows).astype(float)
    scale = [1 / math.sqrt(len(row) or 1) for row in rows]
    look = LogisticRegression(C=WORDS, max_iter=500).fit(diags(scale) @ counts, wanted, sample_weight=weights)
    weighed = ((token, round(float(weight), 2)) for token, weight in zip(known, look.coef_[0], strict=True))
    return Lexicon(float(look.intercept_[0]), {token: weight for token, weight in weighed if abs(weight) >= LEAST})


def fit_look(pages: Sequence[Page], words: Words) -> Any:  # noqa: ANN401 - no types
    """Fit the trees of the first look; each page's words are read by what the other hands' pages teach."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - training only

    rows: list[Any] = []
    wanted: list[bool] = []
    weights: list[float] = []
    for page in pages:
        for row, index in zip(page.rows(words[page.hand]), page.evidence.open, strict=True):
            target = page.wanted[index]
            if target is not None:
                rows.append(row)
                wanted.append(target)
                weights.append(page.weight * (1.0 if target else page_net.CONTENT))
    look = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=RATE,
        min_samples_leaf=LEAF,
        l2_regularization=CALM,
        max_features=SHARE,
        max_bins=BINS,
        early_stopping=False,
        random_state=0,
    )
    return look.fit(np.array(rows), wanted, sample_weight=weights)


def first_chances(look: Any, pages: Sequence[Page], words: Words) -> dict[int, dict[int, float]]:  # noqa: ANN401
    """Return what a first look makes of pages, all asked at once, which takes a tenth of the time."""
    pages = [page for page in pages if page.evidence.open]
    said = iter(look.predict_proba(np.concatenate([page.rows(words[page.hand]) for page in pages]))[:, 1])
    return {id(page): {index: float(next(said)) for index in page.evidence.open} for page in pages}


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words, the trees of the first look, and the nets of the second."""

    words: Lexicon
    look: Any
    nets: Sequence[page_net.Net]

    def write(self, folder: Path) -> None:
        """Write `furniture.json` and `furniture.onnx`."""
        (tree,) = zip(*self.look._predictors, strict=True)  # noqa: SLF001 - shown nowhere else
        data = {
            "words": {"start": self.words.start, "weights": self.words.weights},
            "start": float(self.look._baseline_prediction[0, 0]),  # noqa: SLF001 - as above
            "trees": [_nodes(one.nodes) for one in tree],
            "enough": ENOUGH,
        }
        written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (folder / "furniture.json").write_text(written + "\n", encoding="utf-8")
        page_net.export(self.nets, folder / "furniture.onnx")


def fit(pages: Sequence[Page], said: Sequence[str]) -> Fitted:
    """Fit words and both looks; what the second learns from was said of hands that the first had not seen."""
    names = sorted({page.hand for page in pages})
    words: dict[str, Lexicon] = {}
    for part in range(INNER):
        held = names[part::INNER]
        words |= dict.fromkeys(held, fit_words([page for page in pages if page.hand not in held], said))
    taught: dict[int, dict[int, float]] = {}
    for part in range(INNER):
        held = names[part::INNER]
        look = fit_look([page for page in pages if page.hand not in held], words)
        taught |= first_chances(look, [page for page in pages if page.hand in held], words)
    lines = [page.every(taught.get(id(page), {}), words[page.hand]) for page in pages if page.evidence.pieces]
    nets = [page_net.fit_net(lines, seed) for seed in range(NETS)]
    return Fitted(fit_words(pages, said), fit_look(pages, words), nets)


def _nodes(nodes: Any) -> list[list[float]]:  # noqa: ANN401 - as above
    return [
        [-1, round(float(node["value"]), 5), 0, 0]
        if node["is_leaf"]
        else [int(node["feature_idx"]), float(f"{node['num_threshold']:.6g}"), int(node["left"]), int(node["right"])]
        for node in nodes
    ]


def validate(pages: Sequence[Page], marked: Sequence[bench.Marked], said: Sequence[str]) -> dict[str, Counter[str]]:
    """Count lines dropped and lost by hand, each page read with a model fitted without any page of its hand."""
    by = hands()
    names = sorted(set(by.values()))
    counts: dict[str, Counter[str]] = {}
    for part in range(PARTS):
        held = names[part::PARTS]
        with reading_with(fit([page for page in pages if page.hand not in held], said)):
            for hand in held:
                own = (bench.count_lines(page) for page in marked if by[page.name] == hand)
                counts[hand] = sum(own, Counter())
                print(hand, dict(counts[hand]), flush=True)
    return counts


@contextmanager
def reading_with(fitted: Fitted) -> Iterator[None]:
    """Put a model in the place of the package's own for a while."""
    import onnxruntime  # noqa: PLC0415 - `fit` does without

    with TemporaryDirectory() as folder:
        fitted.write(Path(folder))
        made = learned.read_model(json.loads((Path(folder) / "furniture.json").read_text(encoding="utf-8")))
        session = onnxruntime.InferenceSession(str(Path(folder) / "furniture.onnx"))
        with (
            patch.object(learned, "model", lambda: made),
            patch.object(reading_net, "session", lambda: session),
        ):
            yield


def main() -> None:
    """Fit or validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fit", "validate"))
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    marked = list(bench.marked_pages(bench.PAGES / "tuned"))
    pages, said = make_pages(marked, options.corpora), public_lines(options.corpora)
    if options.what == "validate":
        counts = validate(pages, marked, said)
        for hand, own in (*counts.items(), ("all", sum(counts.values(), Counter()))):
            dropped, lost = own["dropped"] / own["furniture"], own["lost"] / own["content"]
            print(f"{hand}: dropped {dropped:.4f} of {own['furniture']}, lost {lost:.4f} of {own['content']}")
    else:
        fit(pages, said).write(READING)


if __name__ == "__main__":
    main()
