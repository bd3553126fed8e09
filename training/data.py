"""Sentences to tensors: inputs as the package makes them, targets, batches of like length."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from entities import ANY
from torch import Tensor

from chancery.language.lemmas import script_of
from chancery.language.subwords import LOWER, MIXED, UPPER, Encoder

IGNORE = -100
MAX_SUBWORDS = 250
"""Longer sentences are left out of training; the corpora's longest has 178."""
ONE_CASE = 0.02
"""Share of sentences read without capitals, and again of those in capitals only."""
STYLES = ("any", "ewt", "gum", "crossner", "re3d", "wikigold")
"""Corpora whose manner of marking names the model learns apart; "any" is all of them."""
SHARED_STYLE = {"ours": "ewt", "silver": "ewt"}
"""Corpora that keep to another's manner: UNER-EWT's is the one that is shipped."""
ANY_STYLE = 0.2
"""Share of sentences whose corpus is not told in training."""

Batch = dict[str, Tensor]


def read_labels(folder: Path) -> dict[str, list[str]]:
    """Read the classes of every head from `labels.json`."""
    labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return labels


def number(labels: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    """Return each head's classes by name."""
    return {key: {label: place for place, label in enumerate(values)} for key, values in labels.items()}


def read_sentences(path: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """Read a split that `prepare.py` wrote; `limit` takes a sample spread over it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        sentences = [json.loads(line) for line in file]
    return sentences if limit is None else sentences[:: max(1, len(sentences) // limit)][:limit]


class Example:
    """One sentence as lists of numbers, targets included."""

    def __init__(self, sentence: dict[str, Any], encoder: Encoder, labels: dict[str, dict[str, int]]) -> None:
        """Number the words and, for each annotated layer, its targets."""
        words = sentence["words"]
        self.inputs = encoder.encode(words)._asdict()
        self.corpus: str = sentence["corpus"]
        self.length = len(self.inputs["ids"])
        nothing = [IGNORE] * (len(words) + 1)
        self.targets = dict.fromkeys(("upos", "feats", "script", "head", "rel"), nothing)
        self.targets["names"] = [ANY, *(sentence["names"] or [ANY] * len(words))]
        if sentence["upos"]:
            scripts = list(map(script_of, words, sentence["lemma"]))
            values = {"upos": sentence["upos"], "feats": sentence["feats"], "rel": sentence["rel"], "script": scripts}
            for key, column in values.items():
                self.targets[key] = [IGNORE, *(labels[key].get(value, IGNORE) for value in column)]
            self.targets["head"] = [IGNORE, *sentence["head"]]


def batches(examples: Sequence[Example], budget: int, rng: random.Random | None) -> list[list[int]]:
    """Group examples of like length into batches of about `budget` subwords.

    Without `rng` the order is by length (for scoring); with it, lengths are jittered
    and the batches shuffled, so that no two epochs meet the same company.
    """
    jitter = (lambda: rng.uniform(-2, 2)) if rng else (lambda: 0.0)
    order = sorted(range(len(examples)), key=lambda index: examples[index].length + jitter())
    groups: list[list[int]] = []
    widest = 0
    for index in order:
        widest = max(widest, examples[index].length)
        if not groups or widest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            widest = examples[index].length
        groups[-1].append(index)
    if rng:
        rng.shuffle(groups)
    return groups


def _pad(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (width - len(row))] for row in rows])


def collate(examples: Sequence[Example]) -> Batch:
    """Pad examples into one batch; every tensor is int64, (sentences, positions)."""
    batch = {key: _pad([example.inputs[key] for example in examples], 0) for key in ("ids", "shapes", "first", "last")}
    batch["mask"] = _pad([[1] * example.length for example in examples], 0)
    batch["words"] = _pad([[1] * len(example.inputs["first"]) for example in examples], 0)
    for key in ("upos", "feats", "script", "head", "rel"):
        batch[key] = _pad([example.targets[key] for example in examples], IGNORE)
    manners = (SHARED_STYLE.get(example.corpus, example.corpus) for example in examples)
    batch["style"] = torch.tensor([STYLES.index(manner) for manner in manners])
    batch["names"] = _pad([example.targets["names"] for example in examples], ANY)
    return batch


def disturb(batch: Batch, encoder: Encoder, *, drop: float, generator: torch.Generator) -> Batch:
    """Hide a share of the subwords, and write some sentences in one case throughout.

    Headlines and transcripts come in capitals or with none; the treebanks seldom do.
    """
    ids, shapes = batch["ids"].clone(), batch["shapes"].clone()
    hidden = torch.rand(ids.shape, generator=generator) < drop
    special = (ids == encoder.cls) | (ids == encoder.sep) | (batch["mask"] == 0)
    ids[hidden & ~special] = encoder.mask
    draw = torch.rand((len(ids), 1), generator=generator)
    letters = shapes <= MIXED
    shapes[letters & (draw < ONE_CASE)] = LOWER
    shapes[letters & (draw > 1 - ONE_CASE)] = UPPER
    style = batch["style"] * (torch.rand(len(ids), generator=generator) >= ANY_STYLE)
    return batch | {"ids": ids, "shapes": shapes, "style": style, "bank": style}


def epoch_batches(
    examples: Sequence[Example], *, budget: int, seed: int, repeat: dict[str, int]
) -> Iterator[list[Example]]:
    """Yield one epoch of batches, decided by `seed` alone; small corpora may repeat."""
    rng = random.Random(seed)  # noqa: S311 - shuffling, nothing secret
    pool = [example for example in examples for _ in range(repeat.get(example.corpus, 1))]
    for group in batches(pool, budget, rng):
        yield [pool[index] for index in group]
