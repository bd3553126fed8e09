"""Train a spaCy CNN on the same sentences, to measure ours beside it.

    python training/rival.py CACHE --out RIVAL [--steps 3000]

Tagger, morphologizer, parser, lemmas and names over spaCy's default convolutional encoder
(width 96, depth 4), as its small English pipelines have them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch

TOK2VEC = {
    "model": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
SEED = 20


def make_pipeline(data: Path | None = None) -> tuple[Language, list[Example]]:
    """Make the pipeline and read the split it is initialised from; without one, a sentence (for its speed only)."""
    nlp = spacy.blank("en")
    examples = read_examples(data, nlp) if data else [_only_example(nlp)]
    nlp.add_pipe("tok2vec", config=TOK2VEC)
    for name in ("morphologizer", "parser", "ner"):
        nlp.add_pipe(name, config={"model": {"tok2vec": LISTENER}})
    nlp.initialize(lambda: examples)
    return nlp, examples


def _only_example(nlp: Language) -> Example:
    words = "Ministers met in Bishkek .".split()
    doc = Doc(
        nlp.vocab,
        words=words,
        pos=["NOUN", "VERB", "ADP", "PROPN", "PUNCT"],
        morphs=["", "", "", "", ""],
        heads=[1, 1, 3, 1, 1],
        deps=["nsubj", "ROOT", "case", "obl", "punct"],
        ents=["O", "O", "O", "B-PLACE", "O"],
    )
    return Example(Doc(nlp.vocab, words=words), doc)


def read_examples(path: Path, nlp: Language) -> list[Example]:
    """Read the sentences of a split that have a tree."""
    examples = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            sentence: dict[str, Any] = json.loads(line)
            if sentence["upos"] is None:
                continue
            heads = [index if head == 0 else head - 1 for index, head in enumerate(sentence["head"])]
            deps = ["ROOT" if rel == "root" else rel for rel in sentence["rel"]]
            morphs = ["" if feats == "_" else feats for feats in sentence["feats"]]
            names = [tag if tag[2:] in {"PER", "ORG", "LOC"} else "O" for tag in sentence["tags"] or ["O"] * len(heads)]
            words = sentence["words"]
            gold = Doc(
                nlp.vocab, words=words, pos=sentence["upos"], morphs=morphs, heads=heads, deps=deps, ents=_opened(names)
            )
            examples.append(Example(Doc(nlp.vocab, words=words), gold))
    return examples


def _opened(tags: list[str]) -> list[str]:
    """Make every name begin with B, as spaCy asks."""
    before = ["O", *tags]
    return [
        f"B{tag[1:]}" if tag[0] == "I" and last[2:] != tag[2:] else tag for last, tag in zip(before, tags, strict=False)
    ]


def main() -> None:
    """Train and write the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path, help="folder written by prepare.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=3000)
    options = parser.parse_args()
    random.seed(SEED)
    spacy.util.fix_random_seed(SEED)
    nlp, examples = make_pipeline(options.cache / "train.jsonl.gz")
    optimizer = nlp.resume_training()
    step = 0
    while step < options.steps:
        random.shuffle(examples)
        for batch in minibatch(examples, 32):
            losses = nlp.update(batch, sgd=optimizer, drop=0.1)
            step += 1
            if step % 50 == 0 or step == options.steps:
                print(
                    f"step {step}/{options.steps} { ({key: round(value) for key, value in losses.items()}) }",
                    flush=True,
                )
            if step == options.steps:
                break
    nlp.to_disk(options.out)
    scores = nlp.evaluate(read_examples(options.cache / "dev.jsonl.gz", nlp))
    print({key: round(100 * scores[key], 2) for key in ("pos_acc", "dep_uas", "dep_las", "ents_f")})


if __name__ == "__main__":
    main()
