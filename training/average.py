"""Average checkpoints that started from the same one: their mean is often better than each.

python training/average.py RUN1/last.pt RUN2/last.pt... --out MEAN/last.pt

Source: Wortsman et al., "Model soups", ICML 2022.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def average(paths: list[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of the weights of several checkpoints."""
    states = [torch.load(path, map_location="cpu", weights_only=True)["model"] for path in paths]
    return {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True, help="file to write; labels.json is copied beside it")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": average(options.checkpoints)}, options.out)
    shutil.copy(options.checkpoints[0].parent / "labels.json", options.out.parent)


if __name__ == "__main__":
    main()
