"""Label public texts with a checkpoint, for a student to learn from beside the corpora (self-training).

    python training/silver.py CACHE RUN/last.pt TEXT.jsonl... --out CACHE2 [--count 24000] [--skip 0]

TEXT.jsonl holds a document a line, its text under "text". Sentences are the package's own, each once, of 4 to 60 words;
what the checkpoint says of them is taken as if an annotator had said it, trees and names in the manner of UNER-EWT.
CACHE2 holds CACHE and them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from data import read_labels
from evaluate import annotate, open_runner

from chancery.language.names import Name
from chancery.language.pipeline import SENTENCES

FEWEST, MOST = 4, 60  # words of a sentence
COPIED = ("labels.json", "dev.jsonl.gz", "test.jsonl.gz")
MANNER = "ewt"


def sentences_of(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the words of each sentence of a file of documents."""
    nlp = spacy.blank("en")
    nlp.add_pipe(SENTENCES)
    for line in path.read_text(encoding="utf-8").splitlines():
        for sentence in nlp(json.loads(line)["text"]).sents:
            words = tuple(token.text for token in sentence if not token.is_space)
            if FEWEST <= len(words) <= MOST:
                yield words


def choose(paths: list[Path], count: int, skip: int) -> list[tuple[str, ...]]:
    """Return as many sentences of each file, each once, in an order that a seed decides."""
    chosen: list[tuple[str, ...]] = []
    for path in paths:
        once = list(dict.fromkeys(sentences_of(path)))
        random.Random(7).shuffle(once)  # noqa: S311 - no secret
        share = count // len(paths)
        chosen += once[skip // len(paths) :][:share] or once[:share]
    return list(dict.fromkeys(chosen))


def tags_of(names: list[Name], size: int) -> list[str]:
    """Write names as BIOES tags."""
    tags = ["O"] * size
    for name in names:
        if name.end - name.start == 1:
            tags[name.start] = f"S-{name.label}"
            continue
        tags[name.start : name.end] = [f"I-{name.label}"] * (name.end - name.start)
        tags[name.start], tags[name.end - 1] = f"B-{name.label}", f"E-{name.label}"
    return tags


def label(chosen: list[tuple[str, ...]], checkpoint: Path, labels: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Yield each sentence as `prepare.py` writes those of the corpora."""
    layers = dict.fromkeys(("upos", "feats", "lemma", "head", "rel", "tags", "names"))
    blank = [{"corpus": "silver", "words": list(words), **layers} for words in chosen]
    place = {tag: at for at, tag in enumerate(labels["tags"])}
    for row, said in annotate(blank, open_runner(checkpoint, labels, 2, MANNER), labels):
        bits = [1 << place[tag] for tag in tags_of(said["names"], len(row["words"]))]
        yield row | {key: said[key] for key in ("upos", "feats", "lemma", "head", "rel")} | {"names": bits}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path, help="folder written by prepare.py")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--count", type=int, default=24_000, help="sentences")
    parser.add_argument("--skip", type=int, default=0, help="sentences that an earlier run took")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.copy(options.cache / name, options.out)
    chosen = choose(options.texts, options.count, options.skip)
    rows = label(chosen, options.checkpoint, read_labels(options.cache))
    with gzip.open(options.out / "train.jsonl.gz", "wt", encoding="utf-8", compresslevel=6) as file:
        with gzip.open(options.cache / "train.jsonl.gz", "rt", encoding="utf-8") as own:
            shutil.copyfileobj(own, file)
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
