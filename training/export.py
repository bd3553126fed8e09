"""Write the trained model as ONNX with 8-bit weights, its labels and its hash.

    python training/export.py RUN/last.pt --out EXPORT

The folder then holds `model.onnx`, `labels.json`, `tokenizer.json` and `manifest.json`
(sizes and SHA-256 of each). The encoder, which multiplies, is quantised channel by
channel. Two things stay in 32 bits: the biaffine scorers, since they are small and the
8-bit kernel does not take them, and the second half of the first layer, in which 8 bits
lose most of what they lose in all (0.1 points of LAS).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from data import Example, collate, read_labels
from evaluate import load_annotator
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from train import pretrained_folder

from chancery.language.subwords import Encoder
from model import INPUTS, OUTPUTS, Inference

MATRIX = 2  # dimensions
WHOLE = "/layers.0/narrow/"  # in the names of products that stay in 32 bits
LIMIT = 30_000_000
"""Bytes that the exported folder may hold, so that it fits in the repository."""
AXES = {
    "ids": {0: "sentences", 1: "subwords"},
    "shapes": {0: "sentences", 1: "subwords"},
    "first": {0: "sentences", 1: "words"},
    "last": {0: "sentences", 1: "words"},
    "upos": {0: "sentences", 1: "words"},
    "feats": {0: "sentences", 1: "words"},
    "script": {0: "sentences", 1: "words"},
    "arc": {0: "sentences", 1: "words", 2: "words"},
    "rel": {0: "sentences", 1: "words", 2: "words"},
    "names": {0: "sentences", 1: "words"},
}


def trace_inputs() -> tuple[torch.Tensor, ...]:
    """Return a batch of two sentences of unlike length to trace the graph with."""
    encoder = Encoder(pretrained_folder() / "tokenizer.json")
    texts = ("The ministers met in Bishkek on Tuesday .", "Kyrgyzstan signed .")
    blank = {"names": None, "upos": None}
    batch = collate([Example(blank | {"corpus": "ewt", "words": text.split()}, encoder, {}) for text in texts])
    return tuple(batch[key] for key in INPUTS)


def write_float(model: Inference, path: Path) -> None:
    """Write the 32-bit graph with free batch size, subwords and words."""
    torch.onnx.export(
        model,
        trace_inputs(),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=AXES,
        opset_version=17,
        dynamo=False,
    )


def stacked_products(path: Path) -> list[str]:
    """Name the products with a stack of matrices (the biaffine scorers).

    ONNX Runtime's 8-bit kernel takes one matrix only, and fails when run, not when built.
    """
    graph = onnx.load(path).graph
    stacks = {weight.name for weight in graph.initializer if len(weight.dims) > MATRIX}
    return [node.name for node in graph.node if node.op_type == "MatMul" and stacks.intersection(node.input)]


def whole_products(path: Path) -> list[str]:
    """Name the products that lose much in 8 bits."""
    return [node.name for node in onnx.load(path).graph.node if node.op_type == "MatMul" and WHOLE in node.name]


def quantise(source: Path, target: Path) -> None:
    """Quantise matrix products with constant weights, and the embeddings."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(source, ready, skip_symbolic_shape=True)
        quantize_dynamic(
            ready,
            target,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=[*stacked_products(ready), *whole_products(ready)],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    onnx.checker.check_model(str(target))


def describe(folder: Path) -> dict[str, dict[str, object]]:
    """Return size and SHA-256 of each file of the folder."""
    files = sorted(path for path in folder.iterdir() if path.name != "manifest.json")
    return {
        path.name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in files
    }


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="also keep the 32-bit graph here, to measure the loss")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    labels = read_labels(options.checkpoint.parent)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        write_float(load_annotator(options.checkpoint, labels), whole)
        quantise(whole, options.out / "model.onnx")
        if options.float:
            shutil.copy(whole, options.float)
    shutil.copy(options.checkpoint.parent / "labels.json", options.out)
    shutil.copy(pretrained_folder() / "tokenizer.json", options.out)
    manifest = describe(options.out)
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    total = sum(int(str(entry["bytes"])) for entry in manifest.values())
    print(json.dumps(manifest, indent=1), f"\ntotal {total / 1e6:.1f} MB")
    if total > LIMIT:
        parser.exit(1, f"The folder holds {total} bytes; {LIMIT} are allowed.\n")


if __name__ == "__main__":
    main()
