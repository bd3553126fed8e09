"""Sentences to tensors: subwords, letter shapes, targets, batches of like length."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import torch
from entities import ANY
from lemmas import script_of
from tokenizers import Tokenizer
from torch import Tensor

IGNORE = -100
MAX_SUBWORDS = 250
"""Longer sentences are left out of training; the corpora's longest has 178."""
ONE_CASE = 0.02
"""Share of sentences read without capitals, and again of those in capitals only."""
SHAPES = ("lower", "Title", "UPPER", "MiXed", "digit", "other")
SHAPE_ID = {shape: number for number, shape in enumerate(SHAPES)}

STYLES = ("any", "ewt", "gum", "crossner", "re3d", "wikigold")
"""Corpora whose manner of marking names the model learns apart; "any" is all of them."""
ANY_STYLE = 0.2
"""Share of sentences whose corpus is not told in training."""

Batch = dict[str, Tensor]


def shape_of(word: str) -> int:
    """Classify the letters of a word: the encoder's vocabulary is lower-case only."""
    if any(letter.isdigit() for letter in word):
        return SHAPE_ID["digit"]
    if not any(letter.isalpha() for letter in word):
        return SHAPE_ID["other"]
    if word.islower():
        return SHAPE_ID["lower"]
    if word.isupper():
        return SHAPE_ID["UPPER"] if len(word) > 1 else SHAPE_ID["Title"]
    return SHAPE_ID["Title"] if word[:1].isupper() and word[1:].islower() else SHAPE_ID["MiXed"]


class Encoder:
    """Splits words into subwords, and remembers each word it has seen."""

    def __init__(self, tokenizer: Path) -> None:
        """Read a `tokenizer.json`."""
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.cls, self.sep, self.unknown, self.mask = (
            self.tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]", "[UNK]", "[MASK]")
        )
        self.subwords = cache(self._subwords)

    def _subwords(self, word: str) -> tuple[int, ...]:
        ids = self.tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(ids) or (self.unknown,)

    def encode(self, words: Sequence[str]) -> dict[str, list[int]]:
        """Return subword ids and shapes, and each word's first and last subword.

        Word 0 is the sentence itself (`[CLS]`), which also stands for the root.
        """
        ids, shapes, first, last = [self.cls], [SHAPE_ID["other"]], [0], [0]
        for word in words:
            pieces = self.subwords(word)
            first.append(len(ids))
            ids.extend(pieces)
            last.append(len(ids) - 1)
            shapes.extend([shape_of(word)] * len(pieces))
        ids.append(self.sep)
        shapes.append(SHAPE_ID["other"])
        return {"ids": ids, "shapes": shapes, "first": first, "last": last}


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
        self.inputs = encoder.encode(words)
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
    batch["style"] = torch.tensor([STYLES.index(example.corpus) for example in examples])
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
    letters = shapes <= SHAPE_ID["MiXed"]
    shapes[letters & (draw < ONE_CASE)] = SHAPE_ID["lower"]
    shapes[letters & (draw > 1 - ONE_CASE)] = SHAPE_ID["UPPER"]
    style = batch["style"] * (torch.rand(len(ids), generator=generator) >= ANY_STYLE)
    return batch | {"ids": ids, "shapes": shapes, "style": style}


def epoch_batches(
    examples: Sequence[Example], *, budget: int, seed: int, repeat: dict[str, int]
) -> Iterator[list[Example]]:
    """Yield one epoch of batches, decided by `seed` alone; small corpora may repeat."""
    rng = random.Random(seed)  # noqa: S311 - shuffling, nothing secret
    pool = [example for example in examples for _ in range(repeat.get(example.corpus, 1))]
    for group in batches(pool, budget, rng):
        yield [pool[index] for index in group]
