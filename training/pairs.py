"""Train the classifier of acts between two given parties (`chancery.extraction.pairs`).

    python training/pairs.py --gsr plover_gsr.jsonl --out src/chancery/extraction/pairs.json

It learns from sentences that we wrote (`ours/acts*.txt`), from sentences made from the senses of the codebook and,
where it is given, from the even half of PLOVER's gold standard records (`acts.py`). Two logistic regressions: over
words, tree and what the codebook says; and over the language model's vectors. Their logarithms are added by the share
`VOICE`. `bench/pairs.py` scores it. `--check` prints scores by
cross-validation on our own sentences. Needs scikit-learn 1.9.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from acts import Pair, make_from_senses, read_gsr, read_ours
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from chancery.coding import Asked, Text, look_at
from chancery.extraction.pairs import NONE, POOLS, WIDTH, Features, normal, scaled, without_codebook
from chancery.language.vectors import model_hash

SHARES = {"ours": 0.5, "made": 0.5, "gsr-even": 1.0}
"""Weight of a sentence by where it is from; what is not named is never trained on."""
THINNED = 0.8
"""Share of the sentences made from the codebook from which its voice is taken, lest it be overtrusted."""
PENALTY = 10.0  # inverse strength, by cross-validation
VOICE = 0.4  # share of the vectors, by cross-validation
FOLDS = 3


def describe(pairs: Sequence[Pair]) -> tuple[list[Features], Any]:
    """Return the features and the pooled vectors of pairs, (pairs, pools, width) float32."""
    rows, pools = [], np.zeros((len(pairs), len(POOLS), WIDTH), dtype=np.float32)
    asked = (Asked(Text(id=None, text=pair.text), pair.actor, pair.recipient) for pair in pairs)
    for at, looked in enumerate(look_at(asked, taught=False)):
        rows.append(looked.features if looked is not None else {})
        if looked is not None and looked.pools is not None:
            pools[at] = looked.pools
    return rows, pools


def thin_out(pairs: Sequence[Pair], rows: Sequence[Features]) -> list[Features]:
    """Take the codebook's voice from a share of the sentences made from it, so that words are learnt too."""
    rng = random.Random(7)  # noqa: S311 - no secret
    return [
        dict(without_codebook(row)) if pair.part == "made" and rng.random() < THINNED else row
        for pair, row in zip(pairs, rows, strict=True)
    ]


def count(rows: Iterable[Features]) -> list[str]:
    """Return the features that more than one pair has, in order."""
    seen = Counter(name for row in rows for name in row)
    return sorted(name for name, often in seen.items() if often > 1)


def matrix(rows: Sequence[Features], names: Sequence[str]) -> Any:  # noqa: ANN401 - scipy has no types
    """Lay features out as a sparse matrix."""
    places = {name: at for at, name in enumerate(names)}
    cells = [(at, places[n], v) for at, row in enumerate(rows) for n, v in scaled(row).items() if n in places]
    ats, columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (ats, columns)), shape=(len(rows), len(places)))


def fit(table: Any, gold: Any, weight: Any) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Fit one regression."""
    model = LogisticRegression(C=PENALTY, max_iter=300, class_weight="balanced", tol=1e-3)
    return model.fit(table, gold, sample_weight=weight)


def check(pairs: Sequence[Pair], words: Any, vectors: Any, gold: Any, weight: Any) -> None:  # noqa: ANN401 - arrays
    """Print scores on sentences whose lines were not learnt from, for each part that is."""
    folds = np.array([zlib.crc32(f"{pair.part}{pair.line}".encode()) % FOLDS for pair in pairs])
    parts = np.array([pair.part for pair in pairs])
    shown = (parts != "made") & (gold != NONE)
    guesses = {name: gold.copy() for name in ("words and codebook", "vectors", "both")}
    for fold in range(FOLDS):
        out = shown & (folds == fold)
        logs = []
        for table in (words, vectors):
            model = fit(table[~out], gold[~out], weight[~out])
            logs.append(model.predict_log_proba(table[out]))
        both = (1 - VOICE) * logs[0] + VOICE * logs[1]
        for name, table in zip(guesses, (*logs, both), strict=True):
            table[:, list(model.classes_).index(NONE)] = -np.inf
            guesses[name][out] = model.classes_[table.argmax(1)]
    for name, guess in guesses.items():
        for part in ("ours", "gsr-even"):
            here = shown & (parts == part)
            if here.any():
                labels = sorted(set(gold) - {NONE})
                macro = f1_score(gold[here], guess[here], labels=labels, average="macro", zero_division=0)
                right = (guess[here] == gold[here]).mean()
                print(f"{name:20} {part:9} {here.sum():5} pairs  F1 {100 * macro:.1f}  right {100 * right:.1f}")


def write(path: Path, names: Sequence[str], words: Any, vectors: Any, means: Any) -> None:  # noqa: ANN401 - as above
    """Write the weights as half floats, with their hash and that of the language model."""
    tables = [words.coef_.T, words.intercept_[None], vectors.coef_.T, vectors.intercept_[None]]
    raw = b"".join(np.ascontiguousarray(table).astype(np.float16).tobytes() for table in (*tables, means))
    data = {
        "types": list(words.classes_),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "language_model": model_hash(),
        "share": VOICE,
        "features": list(names),
        "weights": base64.b64encode(raw).decode(),
    }
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(names)} features, {path.stat().st_size / 1e6:.2f} MB, SHA-256 {data['sha256']}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gsr", type=Path, help="plover_gsr.jsonl")
    parser.add_argument("--out", type=Path, help="write the weights here")
    parser.add_argument("--check", action="store_true", help="print scores by cross-validation")
    options = parser.parse_args()
    pairs = [*read_ours("ours"), *make_from_senses()]
    pairs += [pair for pair in read_gsr(options.gsr) if pair.part in SHARES] if options.gsr else []
    rows, pools = describe(pairs)
    rows = thin_out(pairs, rows)
    names = count(rows)
    means = pools.mean(axis=0)
    words, vectors = matrix(rows, names), normal(pools, means)
    gold = np.array([pair.type for pair in pairs])
    weight = np.array([SHARES[pair.part] for pair in pairs])
    if options.check:
        check(pairs, words, vectors, gold, weight)
    if options.out:
        write(options.out, names, fit(words, gold, weight), fit(vectors, gold, weight), means)


if __name__ == "__main__":
    main()
