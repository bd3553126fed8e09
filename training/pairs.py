"""Train and score the classifier of acts between two given parties (`chancery.extraction.pairs`).

    python training/pairs.py [--gsr plover_gsr.jsonl] [--out src/chancery/extraction/pairs.json]

It learns from sentences that we wrote (`ours/acts.txt`), from sentences made from the senses of the codebook and, where
it is given, from the even half of PLOVER's gold standard records. It is scored on `ours/acts.dev.txt`, which shares no
pattern with the others, and on the odd half, beside a TF-IDF and logistic regression trained on the same data in the
same run. Needs scikit-learn 1.9.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from chancery.codebooks.predicates import all_senses
from chancery.extraction.observe import observe
from chancery.extraction.pairs import NONE, Features, pair_features, scaled, without_codebook
from chancery.extraction.sentence import sentences_of
from chancery.language.pipeline import annotate_all
from chancery.model.text import Block, BlockKind, Report, Span

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"
REPEATS = {"train": 3, "dev": 2, "apart": 1}
STATES = {
    "train": "Norway Chad Peru Vietnam Poland Kenya Chile Jordan Latvia Bolivia Ghana Nepal Serbia Oman Malta".split(),
    "dev": "Finland Mali Ecuador Laos Hungary Uganda Uruguay Kuwait Estonia Paraguay Togo Bhutan Croatia".split(),
}
SEATS = {"train": "Moscow Beijing Washington Tehran Ankara Paris".split(), "dev": "London Berlin Seoul Cairo".split()}
PEOPLE = {
    "train": ["Anna Berg", "Paul Weber", "Karim Haddad", "Li Wen", "Maria Sousa", "John Okoro"],
    "dev": ["Eva Lind", "Omar Farouk", "Ivan Petrov", "Rosa Diaz"],
}
OTHERS = {"train": ["the United Nations", "NATO", "the rebels"], "dev": ["the European Union", "the militia"]}
SLOT = re.compile(r"\{([AR])\}|\[([AR]) ([^\]]*)\]")
MADE_NAMES = ("Norway", "Finland", "Chad", "Anna Berg", "Paul Weber", "the United Nations", "the European Union")
EXTENSIONS = ("ELECT", "OFFICE")
SHARES = {"train": 1 / 3, "made": 0.5, "gsr-even": 1.0}
"""Weight of a sentence by where it is from; what is not named is never trained on."""
THINNED = 0.6


@dataclass
class Pair:
    """A sentence with its actor, its recipient and the label.

    Attributes:
        part: "train", "made", "dev", "gsr-even" or "gsr-odd".
    """

    type: str
    text: str
    actor: Span
    recipient: Span | None
    part: str


def party(rng: random.Random, part: str) -> str:
    """Return a state, a government, a minister, a capital or a body."""
    part = "dev" if part == "apart" else part
    state, kind = rng.choice(STATES[part]), rng.random()
    if kind < 0.5:  # noqa: PLR2004 - shares of the kinds
        return state
    choices = [
        f"the government of {state}",
        f"the foreign minister of {state}",
        f"{rng.choice(['President', 'Prime Minister', 'Defence Minister'])} {rng.choice(PEOPLE[part])}",
        rng.choice(SEATS[part]),
        rng.choice(OTHERS[part]),
    ]
    return rng.choice(choices)


def fill(line: str, rng: random.Random, part: str) -> Pair:
    """Put names into a line of `ours/acts.txt`, and join its words."""
    label, pattern = line.split(" | ")
    names = {"A": party(rng, part), "R": party(rng, part)}
    while names["R"] == names["A"]:
        names["R"] = party(rng, part)
    pattern = re.sub(r" ([.,;:])", r"\1", pattern)
    text, spans, at = "", {}, 0
    for match in SLOT.finditer(pattern):
        text += pattern[at : match.start()]
        name = names[match[1]] if match[1] else match[3]
        name = name[0].upper() + name[1:] if not text else name
        spans.setdefault(match[1] or match[2], Span(len(text), len(text) + len(name)))
        text, at = text + name, match.end()
    return Pair(label, text + pattern[at:], spans["A"], spans.get("R"), part)


def read_ours(part: str) -> Iterator[Pair]:
    """Yield our own sentences, each pattern with several names."""
    path = HERE / "ours" / {"train": "acts.txt", "dev": "acts.dev.txt", "apart": "acts.apart.txt"}[part]
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for number, line in enumerate(lines):
        for turn in range(REPEATS[part]):
            yield fill(line, random.Random(f"{part}{number}-{turn}"), part)  # noqa: S311 - no secret


def make_from_senses() -> Iterator[Pair]:
    """Yield a sentence for each sense of the codebook, with the first names in it as parties."""
    sys.path.insert(0, str(TESTS))
    from extraction.sense_sentences import sentences_for  # noqa: PLC0415 - the tests' own maker

    for sense in all_senses():
        text = next(sentences_for(sense), "")
        spots = sorted(Span(at, at + len(name)) for name in MADE_NAMES if (at := text.lower().find(name.lower())) >= 0)
        if spots and sense.type not in EXTENSIONS:
            yield Pair(sense.type, text, spots[0], spots[1] if len(spots) > 1 else None, "made")


def read_gsr(path: Path) -> Iterator[Pair]:
    """Yield the gold standard records, even ones for training and odd ones for scoring."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        roles = {role: [s for s in row["spans"] if s["role"] == role] for role in ("SRC", "SRC/TAR", "TAR")}
        acting = [*roles["SRC"], *roles["SRC/TAR"]]
        meant = [*roles["TAR"], *roles["SRC/TAR"][1:]]
        if acting:
            first, second = acting[0], meant[0] if meant else None
            yield Pair(
                row["event_2024"],
                row["text"],
                Span(first["start"], first["end"]),
                Span(second["start"], second["end"]) if second else None,
                "gsr-odd" if number % 2 else "gsr-even",
            )


def describe(pairs: Sequence[Pair]) -> list[Features]:
    """Return the features of pairs, each text read as one paragraph."""
    reports = [
        Report(
            id="r",
            path="pairs",
            text=pair.text,
            blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(pair.text))),),
        )
        for pair in pairs
    ]
    found = []
    for pair, report, doc in zip(pairs, reports, annotate_all(reports), strict=True):
        seen = observe(doc, report, program="train")
        sentences = sentences_of(doc, report)
        own = next((s for s in sentences if s.span.overlaps(pair.actor)), sentences[0])
        found.append(pair_features(own, pair.actor, pair.recipient, events=seen.events, entities=seen.entities))
    return found


def masked(pair: Pair) -> str:
    """Return the text with the parties' names replaced, as the rival reads it."""
    text = pair.text
    spots = [(pair.actor, "actorparty")] + ([(pair.recipient, "recipientparty")] if pair.recipient else [])
    for span, name in sorted(spots, key=lambda spot: -spot[0].start):
        text = f"{text[: span.start]}{name}{text[span.end :]}"
    return text


def matrix(rows: Sequence[Features], places: dict[str, int]) -> Any:  # noqa: ANN401 - scipy has no types
    """Lay features out as a sparse matrix."""
    cells = [(at, places[n], v) for at, row in enumerate(rows) for n, v in scaled(row).items() if n in places]
    ats, columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (ats, columns)), shape=(len(rows), len(places)))


def score(name: str, pairs: Sequence[Pair], shares: Any, classes: Sequence[str]) -> None:  # noqa: ANN401 - an array
    """Print macro-F1 over the roots with an act given, and how "no act" is told."""
    gold, parts = np.array([pair.type for pair in pairs]), np.array([pair.part for pair in pairs])
    named = np.array(classes)
    roots = shares.copy()
    roots[:, list(classes).index(NONE)] = -1
    labels = sorted(set(classes) - {NONE})
    for part in ("dev", "apart", "gsr-odd"):
        here = (parts == part) & (gold != NONE)
        if here.any():
            guess = named[roots[here].argmax(1)]
            macro = 100 * f1_score(gold[here], guess, labels=labels, average="macro", zero_division=0)
            right = 100 * (guess == gold[here]).mean()
            print(f"{name:12} {part:8} {here.sum():4} pairs  macro-F1 {macro:.1f}  accuracy {right:.1f}")
    here = parts == "dev"
    none, silent = named[shares[here].argmax(1)] == NONE, gold[here] == NONE
    hits = 100 * (none & silent).sum()
    print(f"{name:12} no act: precision {hits / max(1, none.sum()):.0f}  recall {hits / silent.sum():.0f}")


def thin_out(pairs: Sequence[Pair], rows: Sequence[Features]) -> list[Features]:
    """Take the codebook's voice from a share of the sentences made from it, so that words are learnt too."""
    rng = random.Random(7)  # noqa: S311 - no secret
    return [
        dict(without_codebook(row)) if pair.part == "made" and rng.random() < THINNED else row
        for pair, row in zip(pairs, rows, strict=True)
    ]


def count(rows: Sequence[Features]) -> list[str]:
    """Return the features that more than one pair has, in order."""
    seen = Counter(name for row in rows for name in row)
    return sorted(name for name, often in seen.items() if often > 1)


def write(path: Path, model: Any, kept: Sequence[str]) -> None:  # noqa: ANN401 - scikit-learn has no types
    """Write the weights as half floats, with their hash."""
    raw = np.vstack([model.coef_.T, model.intercept_]).astype(np.float16).tobytes()
    data = {
        "types": list(model.classes_),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "features": list(kept),
        "weights": base64.b64encode(raw).decode(),
    }
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(kept)} features, {path.stat().st_size / 1e6:.2f} MB, SHA-256 {data['sha256']}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gsr", type=Path, help="plover_gsr.jsonl")
    parser.add_argument("--out", type=Path, help="write the weights here")
    parser.add_argument("--strength", type=float, default=30.0, help="inverse of the penalty on weights")
    options = parser.parse_args()
    pairs = [*read_ours("train"), *make_from_senses(), *read_ours("dev"), *read_ours("apart")]
    pairs += list(read_gsr(options.gsr)) if options.gsr else []
    rows = thin_out(pairs, describe(pairs))
    taught = np.array([pair.part in SHARES for pair in pairs])
    weight = np.array([SHARES.get(pair.part, 0.0) for pair in pairs])[taught]
    gold = np.array([pair.type for pair in pairs])[taught]
    kept = count([row for row, use in zip(rows, taught, strict=True) if use])
    texts = [masked(pair) for pair in pairs]
    rival = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    rival.fit([text for text, use in zip(texts, taught, strict=True) if use])
    tables = {
        "classifier": matrix(rows, {name: at for at, name in enumerate(kept)}),
        "TF-IDF": rival.transform(texts).tocsr(),
    }
    for name, table in tables.items():
        model = LogisticRegression(C=options.strength, max_iter=400, class_weight="balanced")
        model.fit(table[taught], gold, sample_weight=weight)
        score(name, pairs, model.predict_proba(table), list(model.classes_))
        if options.out and name == "classifier":
            write(options.out, model, kept)


if __name__ == "__main__":
    main()
