"""Measures how well the type of an act is told where actor and recipient are given.

    python bench/pairs.py [--gsr plover_gsr.jsonl]

Sets: our sentences kept apart, in other words than those learnt from (`training/ours/acts.dev.txt`); our sentences in
the language of agencies, written before the coder asked for given parties and never read since (`acts.apart.txt`); and
the odd half of PLOVER's gold standard records, whose sentences nobody read. Beside codebook, classifier and both stands
a TF-IDF with logistic regression that is taught the same sentences in the same run (needs scikit-learn; without it that
row is left out). Macro-F1 over 16 types, over 15 (CONCEDE and RETREAT as one, as in older PLOVER), over the four
classes and over cooperation and conflict; and the share that is right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

from acts import Pair, make_from_senses, masked, read_gsr, read_ours

from chancery.codebooks.plover import event_types
from chancery.coding import Asked, Text, type_pairs

SETS: Final = {"dev": "ours, other words", "apart": "ours, agencies", "gsr-odd": "gold standard, odd half"}
TAUGHT: Final = {"ours": 0.5, "made": 0.5, "gsr-even": 1.0}
NONE: Final = "NONE"


@dataclass(frozen=True)
class Voice:
    """One coder's answers, in the order of the pairs."""

    name: str
    answers: Sequence[str]


def level(kind: str, what: str) -> str:
    """Return a type at one of PLOVER's levels; what is silent stays so."""
    if what == "15" and kind in {"CONCEDE", "RETREAT"}:
        return "YIELD"
    if what in {"16", "15"} or kind not in event_types():
        return kind
    quad = event_types()[kind].quad or kind
    return quad if what == "4" else quad.split()[-1]


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    """Return the mean F1 of the labels of the gold standard, in per cent."""
    found = []
    for label in sorted(set(gold)):
        hits = sum(one == two == label for one, two in zip(gold, said, strict=True))
        asked, given = gold.count(label), list(said).count(label)
        found.append(2 * hits / (asked + given))
    return 100 * sum(found) / len(found)


def ours(pairs: Sequence[Pair]) -> list[Voice]:
    """Ask codebook, classifier and both."""
    asked = (Asked(Text(id=None, text=pair.text), pair.actor, pair.recipient) for pair in pairs)
    found = list(type_pairs(asked))
    return [
        Voice("codebook alone", [one.codebook or NONE if one else NONE for one in found]),
        Voice("classifier alone", [one.classifier if one else NONE for one in found]),
        Voice("both", [one.type if one else NONE for one in found]),
    ]


def rival(taught: Sequence[Pair], pairs: Sequence[Pair]) -> list[Voice]:
    """Teach a TF-IDF the same sentences and ask it; nothing where scikit-learn is missing."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - training only
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    except ImportError:
        return []
    taught = [pair for pair in taught if pair.type != NONE]
    table = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = LogisticRegression(C=30.0, max_iter=400, class_weight="balanced")
    weight = [TAUGHT[pair.part] for pair in taught]
    model.fit(table.fit_transform(map(masked, taught)), [pair.type for pair in taught], sample_weight=weight)
    return [Voice("TF-IDF", list(model.predict(table.transform(map(masked, pairs)))))]


def show(pairs: Sequence[Pair], voices: Iterable[Voice]) -> None:
    """Print the table."""
    print("| set | coder | 16 types | right | 15 types | 4 classes | 2 sides |")
    print("|---|---|---|---|---|---|---|")
    for voice in voices:
        for part, name in SETS.items():
            here = [at for at, pair in enumerate(pairs) if pair.part == part]
            if not here:
                continue
            gold, said = [pairs[at].type for at in here], [voice.answers[at] for at in here]
            right = 100 * sum(one == two for one, two in zip(gold, said, strict=True)) / len(here)
            f1 = {
                what: macro_f1([level(one, what) for one in gold], [level(one, what) for one in said])
                for what in ("16", "15", "4", "2")
            }
            cells = (f"{f1['16']:.1f}", f"{right:.1f}", f"{f1['15']:.1f}", f"{f1['4']:.1f}", f"{f1['2']:.1f}")
            print(f"| {name} ({len(here)}) | {voice.name} | {' | '.join(cells)} |")


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gsr", type=Path, help="plover_gsr.jsonl")
    options = parser.parse_args()
    records = list(read_gsr(options.gsr)) if options.gsr else []
    pairs = [pair for pair in (*read_ours("dev"), *read_ours("apart"), *records) if pair.part in SETS]
    pairs = [pair for pair in pairs if pair.type != NONE]
    taught = [*read_ours("ours"), *make_from_senses(), *(pair for pair in records if pair.part in TAUGHT)]
    show(pairs, [*rival(taught, pairs), *ours(pairs)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
