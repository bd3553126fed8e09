"""Score a checkpoint or an ONNX file on the annotated corpora.

    python training/evaluate.py CACHE RUN/last.pt --split dev test --json scores.json
    python training/evaluate.py CACHE EXPORT/model.onnx

Words without punctuation: arcs of words tagged PUNCT in the corpus are not counted.
"las" asks for the whole relation (`nsubj:pass`), "las_universal" for its universal part.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import onnxruntime
import torch
from data import STYLES, Example, batches, collate, number, read_labels, read_sentences
from entities import LABELS, read_names
from numpy.typing import NDArray
from train import pretrained_folder

from chancery.language.lemmas import lemma_of
from chancery.language.names import Name, decode_names
from chancery.language.subwords import Encoder
from chancery.language.trees import decode_trees
from model import BANK, INPUTS, OUTPUTS, Annotator, Inference, Sizes

Arrays = dict[str, NDArray[Any]]
Runner = Callable[[Arrays], Arrays]
SCORED = {
    "ewt": ("PERSON", "ORG", "PLACE"),
    "crossner": ("PERSON", "ORG", "PLACE", "EVENT"),
    "ours": ("PERSON", "ORG", "PLACE", "NORP", "EVENT", "LAW", "MISC"),
}
"""Corpora whose names are scored, and the types they mark reliably."""


def load_annotator(path: Path, labels: dict[str, list[str]], bank: str = BANK) -> Inference:
    """Rebuild the network from a checkpoint of `train.py`; its trees are in the manner of `bank`."""
    state = torch.load(path, map_location="cpu", weights_only=True)["model"]
    layers = len({name.split(".")[2] for name in state if name.startswith("encoder.layers.")})
    model = Annotator(Sizes.of(labels, layers))
    model.load_state_dict(state)
    return Inference(model, labels["rel"].index("root"), bank=bank).eval()


def open_runner(path: Path, labels: dict[str, list[str]], threads: int, bank: str = BANK) -> Runner:
    """Return a function from input arrays to output arrays, for either kind of file."""
    if path.suffix == ".onnx":
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
        return lambda arrays: dict(zip(OUTPUTS, session.run(list(OUTPUTS), arrays), strict=True))
    torch.set_num_threads(threads)
    network = load_annotator(path, labels, bank)

    def run(arrays: Arrays) -> Arrays:
        with torch.inference_mode():
            found = network(*(torch.from_numpy(arrays[key]) for key in INPUTS))
        return {key: value.numpy() for key, value in zip(OUTPUTS, found, strict=True)}

    return run


def annotate(
    sentences: list[dict[str, Any]], run: Runner, labels: dict[str, list[str]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each sentence with what the model says of it, in batches by length."""
    encoder = Encoder(pretrained_folder() / "tokenizer.json")
    examples = [Example(sentence, encoder, number(labels)) for sentence in sentences]
    for group in batches(examples, 1024, None):
        batch = collate([examples[index] for index in group])
        out = run({key: batch[key].numpy() for key in INPUTS})
        lengths = [len(sentences[index]["words"]) for index in group]
        trees = decode_trees(out["arc"], lengths)
        names = decode_names(out["names"][:, 1:], lengths, tuple(labels["tags"]))
        for row, index in enumerate(group):
            size = lengths[row] + 1
            scripts = [labels["script"][best] for best in out["script"][row, 1:size]]
            upos = [labels["upos"][best] for best in out["upos"][row, 1:size]]
            yield (
                sentences[index],
                {
                    "upos": upos,
                    "feats": [labels["feats"][best] for best in out["feats"][row, 1:size]],
                    "lemma": list(map(lemma_of, sentences[index]["words"], upos, scripts)),
                    "head": trees[row],
                    "rel": [labels["rel"][out["rel"][row, word, trees[row][word - 1]]] for word in range(1, size)],
                    "names": names[row],
                },
            )


def _score_syntax(gold: dict[str, Any], found: dict[str, Any], counts: dict[str, int]) -> None:
    for index, upos in enumerate(gold["upos"]):
        counts["words"] += 1
        for key in ("upos", "feats", "lemma"):
            counts[key] += gold[key][index] == found[key][index]
        if upos == "PUNCT":
            continue
        counts["arcs"] += 1
        if gold["head"][index] == found["head"][index]:
            one, two = gold["rel"][index], found["rel"][index]
            counts["uas"] += 1
            counts["las"] += one == two
            counts["las_universal"] += one.split(":")[0] == two.split(":")[0]


def _score_names(gold: dict[str, Any], found: dict[str, Any], counts: dict[str, int]) -> None:
    kinds = SCORED[gold["corpus"]]
    told = {
        Name(name.start, name.end, next(iter(LABELS[name.label])))
        for name in read_names(gold["tags"])
        if len(LABELS.get(name.label, ())) == 1
    }
    said = set(found["names"])
    for kind in kinds:
        left = {name for name in told if name.label == kind}
        right = {name for name in said if name.label == kind}
        for key, names in (("told", left), ("said", right), ("both", left & right)):
            counts[key] += len(names)
            counts[f"{key}.{kind}"] = counts.get(f"{key}.{kind}", 0) + len(names)


def _f1(counts: dict[str, int], suffix: str = "") -> dict[str, float]:
    told, said, both = (counts.get(key + suffix, 0) for key in ("told", "said", "both"))
    return {
        "precision": round(100 * both / max(1, said), 2),
        "recall": round(100 * both / max(1, told), 2),
        "f1": round(200 * both / max(1, told + said), 2),
    }


def summarise(counts: dict[str, int], kinds: tuple[str, ...]) -> dict[str, Any]:
    """Turn counts into percentages."""
    scores: dict[str, Any] = {}
    if counts["words"]:
        scores |= {key: round(100 * counts[key] / counts["words"], 2) for key in ("upos", "feats", "lemma")}
        scores |= {key: round(100 * counts[key] / counts["arcs"], 2) for key in ("uas", "las", "las_universal")}
    if counts["told"]:
        scores["names"] = _f1(counts) | {kind: _f1(counts, f".{kind}") for kind in kinds}
    return scores


def evaluate(sentences: list[dict[str, Any]], run: Runner, labels: dict[str, list[str]]) -> dict[str, Any]:
    """Score every corpus among `sentences`; also tell the speed, decoding included."""
    zero = ("words", "upos", "feats", "lemma", "arcs", "uas", "las", "las_universal", "told", "said", "both")
    counts: dict[str, dict[str, int]] = {}
    start = time.perf_counter()
    for gold, found in annotate(sentences, run, labels):
        corpus = counts.setdefault(gold["corpus"], dict.fromkeys(zero, 0))
        if gold["upos"]:
            _score_syntax(gold, found, corpus)
        if gold["tags"] and gold["corpus"] in SCORED:
            _score_names(gold, found, corpus)
    seconds = time.perf_counter() - start
    scores = {corpus: summarise(value, SCORED.get(corpus, ())) for corpus, value in sorted(counts.items())}
    return {key: value for key, value in scores.items() if value} | {
        "sentences_per_second": round(len(sentences) / seconds, 1)
    }


def table(scores: dict[str, Any]) -> str:
    """Render scores for reading."""
    keys = ("upos", "feats", "lemma", "uas", "las", "las_universal")
    lines = [f"{'':18}" + "".join(f"{key:>14}" for key in (*keys, "names F1"))]
    for split, corpora in scores.items():
        for corpus, value in corpora.items():
            if isinstance(value, dict):
                cells = [*(value.get(key, "") for key in keys), value.get("names", {}).get("f1", "")]
                lines.append(f"{split + ' ' + corpus:18}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path, help="folder written by prepare.py")
    parser.add_argument("model", type=Path, help="checkpoint (.pt) or ONNX file")
    parser.add_argument("--labels", type=Path, help="folder of labels.json (default: that of the model)")
    parser.add_argument("--split", nargs="+", default=["dev"], choices=["dev", "test"])
    parser.add_argument("--sample", type=int, help="score this many sentences only")
    parser.add_argument("--bank", default=BANK, choices=STYLES, help="manner of the trees (a checkpoint's only)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write the scores here")
    options = parser.parse_args()
    labels = read_labels(options.labels or options.model.parent)
    run = open_runner(options.model, labels, options.threads, options.bank)
    scores = {
        split: evaluate(read_sentences(options.cache / f"{split}.jsonl.gz", options.sample), run, labels)
        for split in options.split
    }
    print(table(scores))
    if options.json:
        options.json.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
