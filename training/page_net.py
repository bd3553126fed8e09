"""The recurrent net that reads the lines of a page in order: `furniture.py` fits it as the second look.

It learns from the rows of `chancery.reading.evidence` of every line, from what the rules are sure of, and from what a
first look that has not seen the hand made of the others. Several nets that differ in their seeds are averaged.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

NARROW: Final = 96  # numbers of a line, once it is read by itself
HIDDEN: Final = 64  # in each direction
LAYERS: Final = 2
DROPPED: Final = 0.3
EPOCHS: Final = 10
PAGES: Final = 16  # in a batch
RATE: Final = 3e-3
DECAY: Final = 0.02
CONTENT: Final = 5.0  # weight of a content line beside a line of furniture
BOUND: Final = 5.0  # standard deviations beyond which a number tells nothing more


@dataclass(frozen=True, slots=True)
class Lines:
    """A page to learn from.

    Attributes:
        numbers: (lines, numbers), float32.
        wanted: (lines,), 1.0 for furniture.
        weights: (lines,), 0.0 for lines that teach nothing.
    """

    numbers: Any
    wanted: Any
    weights: Any


class Net(nn.Module):
    """Two layers of gated recurrent units over lines, in both directions, and what each line is by itself."""

    def __init__(self, mean: Tensor, spread: Tensor) -> None:
        """Make a net for numbers of that mean and spread."""
        super().__init__()
        self.mean: Tensor
        self.spread: Tensor
        self.register_buffer("mean", mean)
        self.register_buffer("spread", spread)
        self.line = nn.Sequential(nn.Linear(len(mean), NARROW), nn.ReLU(), nn.Dropout(DROPPED))
        self.page = nn.GRU(NARROW, HIDDEN, LAYERS, batch_first=True, bidirectional=True, dropout=DROPPED)
        wide = 2 * HIDDEN + NARROW
        self.verdict = nn.Sequential(nn.Dropout(DROPPED), nn.Linear(wide, 48), nn.ReLU(), nn.Linear(48, 1))

    def forward(self, lines: Tensor, lengths: Tensor | None = None) -> Tensor:
        """Return log-odds, (pages, lines)."""
        alone = self.line(((lines - self.mean) / self.spread).clamp(-BOUND, BOUND))
        if lengths is None:
            around, _ = self.page(alone)
        else:
            packed = pack_padded_sequence(alone, lengths, batch_first=True, enforce_sorted=False)
            around, _ = pad_packed_sequence(self.page(packed)[0], batch_first=True)
        found: Tensor = self.verdict(torch.cat([around, alone], -1)).squeeze(-1)
        return found


class Ensemble(nn.Module):
    """Several nets, whose log-odds are averaged."""

    def __init__(self, nets: Sequence[Net]) -> None:
        """Gather nets."""
        super().__init__()
        self.nets = nn.ModuleList(nets)

    def forward(self, lines: Tensor) -> Tensor:
        """Return the chances that lines are furniture, (pages, lines)."""
        return torch.stack([net(lines) for net in self.nets]).mean(0).sigmoid()


def fit_net(pages: Sequence[Lines], seed: int) -> Net:
    """Fit one net; the order of pages and the first weights follow from the seed."""
    torch.set_num_threads(1)  # the matrices are small: threads that wait for one another cost more than they do
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - no secret
    every = np.concatenate([page.numbers for page in pages])
    net = Net(torch.from_numpy(every.mean(0)), torch.from_numpy(every.std(0) + 1e-3))
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(pages) // PAGES + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        net.train()
        for batch in batches(pages, rng):
            loss = loss_of(net, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return net.eval()


def batches(pages: Sequence[Lines], rng: random.Random) -> list[list[Lines]]:
    """Group pages of like length, in an order that chance decides."""
    order = sorted(pages, key=lambda page: len(page.numbers) + rng.uniform(-10, 10))
    groups = [order[at : at + PAGES] for at in range(0, len(order), PAGES)]
    rng.shuffle(groups)
    return groups


def loss_of(net: Net, batch: Sequence[Lines]) -> Tensor:
    """Return the mean loss over the lines that teach something; content counts more."""
    lengths = torch.tensor([len(page.numbers) for page in batch])
    lines, wanted, weights = (
        pad_sequence([torch.from_numpy(getattr(page, name)) for page in batch], batch_first=True)
        for name in ("numbers", "wanted", "weights")
    )
    weights = weights * torch.where(wanted > 0.5, 1.0, CONTENT)  # noqa: PLR2004 - one or zero
    losses = nn.functional.binary_cross_entropy_with_logits(net(lines, lengths), wanted, reduction="none")
    return (losses * weights).sum() / weights.sum().clamp(min=1.0)


def export(nets: Sequence[Net], path: Path) -> None:
    """Write nets as one ONNX file: `lines` (1, lines, numbers) to `chances` (1, lines)."""
    sample = torch.zeros(1, 7, len(nets[0].mean))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the older exporter warns of its successor, and of lengths that it keeps open
        torch.onnx.export(
            Ensemble(nets).eval(),
            (sample,),
            path,
            input_names=["lines"],
            output_names=["chances"],
            dynamic_axes={"lines": {1: "lines"}, "chances": {1: "lines"}},
            opset_version=17,
            dynamo=False,
        )
