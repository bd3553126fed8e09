"""Train the model that tells whether a verb attributes the clause beside it (`chancery.extraction.attributing`).

    python training/attributing.py GUM.conllu... --propbank EWT.jsonl... --out src/chancery/extraction/attributing.json

It learns from what the rules find (`find_candidates`) and are not sure of: in GUM, whether a discourse relation marks
it (the documents that `bench/words.py gum --tuned` reads; what GUM cannot mark teaches nothing, nor does "as she said",
which GUM often takes for evidence); in PropBank's sentences of the English Web Treebank, whether the clause is an
argument of the verb. A logistic regression over the features that at least `LEAST` candidates have. `--check` prints by
cross-validation over documents how many attributions and how many false ones it would drop, with their words. Needs
scikit-learn 1.9.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import gum  # noqa: E402 - a script beside this folder
from treebank import Treebank, documents  # noqa: E402 - as above

from chancery.extraction.attributing import Candidate, digest, features, is_sure  # noqa: E402 - as above
from chancery.extraction.reported import Reported, find_candidates  # noqa: E402 - as above
from chancery.model.text import Block, BlockKind, Report, Span  # noqa: E402 - as above

LEAST: Final = 3
PENALTY: Final = 3.0  # inverse strength, by cross-validation
WEIGHT: Final = 0.3  # of a candidate of PropBank beside one of GUM, by cross-validation
ENOUGH: Final = 0.25  # probability from which a candidate is kept, by cross-validation: what is lost weighs more
FOLDS: Final = 8
TOGETHER: Final = 200  # sentences read as one text
INSIDE, OUTSIDE = 0.5, 0.2  # share of a clause in the arguments of a verb, to be one and to be none
CORE: Final = frozenset({"ARG1", "ARG2", "C-ARG1", "ARG1-DSP"})


@dataclass(frozen=True)
class Case:
    """A candidate with its label.

    Attributes:
        group: Its document.
        names: Its features.
        right: Whether it is an attribution.
        words: Of the clause.
        weight: In learning.
    """

    group: str
    names: Sequence[str]
    right: bool
    words: int
    weight: float


# ---- what to learn from --------------------------------------------------------------------------


def read_gum(paths: Sequence[Path]) -> Iterator[Case]:
    """Yield the candidates of GUM's documents that rules were written on."""
    for bank in documents(paths, apart=False):
        found = [one for row in gum.rows_in(bank.report) for one in find_candidates(row)]
        words = gum.with_words(bank, [reported for reported, _ in found], nucleus=True)
        matched = gum.match(list(gum.pairs(bank, nucleus=True)), words)
        right = {id(one) for one in matched if one is not None}
        for (reported, candidate), one in zip(found, words, strict=True):
            if not is_sure(candidate) and (id(one) in right or _is_false(bank, reported, candidate)):
                yield Case(bank.name, features(candidate), id(one) in right, len(one.words), 1.0)


def _is_false(bank: Treebank, reported: Reported, candidate: Candidate) -> bool:
    """Tell whether what GUM has not marked is no attribution."""
    tree = candidate.row.tree
    led = {tree.units[kid].lower for kid in tree.kids(candidate.verb.node, "mark", "advmod")}
    return gum.is_marked(bank, reported) and not ("as" in led and "kind said" in features(candidate))


def read_propbank(paths: Sequence[Path]) -> Iterator[Case]:
    """Yield the candidates of PropBank's sentences, by the arguments of their verbs."""
    for path in paths:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for at in range(0, len(rows), TOGETHER):
            yield from _of_propbank(path.stem, rows[at : at + TOGETHER])


def _of_propbank(name: str, rows: Sequence[dict[str, Any]]) -> Iterator[Case]:
    text, blocks = "", []
    words: list[int] = []
    arguments: dict[int, set[int]] = {}
    for row in rows:
        start = len(text)
        text += row["text"]
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start, len(text))))
        starts = list(_starts(text, start, row["tokens"]))
        words += starts
        for prop in row["props"]:
            inside = {at for label, a, b in prop["args"] if label in CORE for at in starts[a - 1 : b]}
            arguments[starts[prop["pred"] - 1]] = inside
        text += "\n\n"
    report = Report(id=name, path=name, text=text, blocks=tuple(blocks))
    for row in gum.rows_in(report):
        for reported, candidate in find_candidates(row):
            heads = [at for at in arguments if reported.cue.start <= at < reported.cue.end]
            clause = {at for at in words if any(span.start <= at < span.end for span in reported.content)}
            share = len(clause & arguments[max(heads)]) / len(clause) if heads and clause else (INSIDE + OUTSIDE) / 2
            if not is_sure(candidate) and not OUTSIDE <= share <= INSIDE:
                yield Case(name, features(candidate), share > INSIDE, len(clause), WEIGHT)


def _starts(text: str, start: int, tokens: Sequence[str]) -> Iterator[int]:
    """Yield where the tokens of a sentence stand in the text."""
    for token in tokens:
        at = text.find(token, start)
        start = at + len(token) if at >= 0 else start
        yield at


# ---- the model -----------------------------------------------------------------------------------


def fit(cases: Sequence[Case], names: Sequence[str]) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Fit the regression."""
    weights = [case.weight for case in cases]
    model = LogisticRegression(C=PENALTY, max_iter=1000)
    return model.fit(matrix(cases, names), [case.right for case in cases], sample_weight=weights)


def matrix(cases: Sequence[Case], names: Sequence[str]) -> Any:  # noqa: ANN401 - scipy has no types
    """Lay features out as a sparse matrix."""
    places = {name: at for at, name in enumerate(names)}
    cells = [(at, places[name]) for at, case in enumerate(cases) for name in {*case.names} if name in places]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(cases), len(names)))


def check(taught: Sequence[Case], helping: Sequence[Case], names: Sequence[str]) -> None:
    """Print what would be dropped of documents that were not learnt from."""
    dropped: Counter[tuple[bool, str]] = Counter()
    for fold in range(FOLDS):
        out = [case for case in taught if zlib.crc32(case.group.encode()) % FOLDS == fold]
        model = fit([*(case for case in taught if case not in out), *helping], names)
        for case, chance in zip(out, model.predict_proba(matrix(out, names))[:, 1], strict=True):
            if chance < ENOUGH:
                dropped.update({(case.right, "cases"): 1, (case.right, "words"): case.words})
    for right in (True, False):
        here = [case for case in taught if case.right == right]
        words = sum(case.words for case in here)
        told = f"{dropped[right, 'cases']} of {len(here)}, {dropped[right, 'words']} of {words} words"
        print(f"{'attributions' if right else 'false ones'} dropped: {told}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", nargs="+", type=Path, help="GUM's CoNLL-U files")
    parser.add_argument("--propbank", nargs="*", type=Path, default=[], help="PropBank's sentences, JSONL")
    parser.add_argument("--out", type=Path, help="write the weights here")
    parser.add_argument("--check", action="store_true", help="print what it drops, by cross-validation")
    options = parser.parse_args()
    taught, helping = list(read_gum(options.gum)), list(read_propbank(options.propbank))
    cases = [*taught, *helping]
    seen = Counter(name for case in cases for name in {*case.names})
    names = sorted(name for name, often in seen.items() if often >= LEAST)
    print(f"{len(taught)} candidates of GUM, {len(helping)} of PropBank, {len(names)} features")
    if options.check:
        check(taught, helping, names)
    if options.out:
        model = fit(cases, names)
        weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
        weights["all"] = round(weights.get("all", 0.0) + float(model.intercept_[0]), 3)
        data = {"enough": ENOUGH, "sha256": digest(weights), "weights": weights}
        options.out.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{len(weights)} weights, SHA-256 {data['sha256']}")


if __name__ == "__main__":
    main()
