"""Measures the merging of accounts into events.

    python bench/merging.py meantime FOLDER [--tuned]    CoNLL F1 beside a same-lemma baseline
    python bench/merging.py large NUMBER [--workers 2]   made-up events with known truth
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from clusters import conll
from meantime import TOPICS, TUNED, Mention, read_topic

from chancery.resolution.events import join_accounts

def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("meantime", "large"))
    parser.add_argument("target")
    parser.add_argument("--tuned", action="store_true", help="the topics that weights were looked at on")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if options.what == "meantime":
        measure_meantime(Path(options.target), TUNED if options.tuned else [t for t in TOPICS if t not in TUNED])


def measure_meantime(folder: Path, topics: Sequence[str]) -> None:
    """Print the scores of each topic and of all, ours beside the baseline."""
    totals: dict[str, dict] = {"gold": {}, "ours": {}, "same lemma": {}}
    print(f"{'topic':8} {'mentions':>8} {'':12} {'MUC':>6} {'B3':>6} {'CEAFe':>6} {'CoNLL':>6}")
    for topic in topics:
        mentions = read_topic(folder / "intra_cross-doc_annotation" / f"corpus_{topic}")
        parts = {
            "gold": {place(m): (topic, m.cluster) for m in mentions},
            "ours": {p: (topic, c) for p, c in merged(mentions).items()},
            "same lemma": {place(m): (topic, m.lemma) for m in mentions},
        }
        for name, part in parts.items():
            totals[name] |= part
        _print(topic, parts)
    _print("all", totals)


def place(mention: Mention) -> tuple:
    return mention.told.report, mention.told.span.start, mention.told.span.end


def merged(mentions: Sequence[Mention]) -> dict:
    found = {}
    for joined, _ in join_accounts(m.told for m in mentions):
        for happening in joined:
            first = happening.told[0].place_in_text
            found |= {(t.report, t.span.start, t.span.end): first for t in happening.told}
    return found


def _print(topic: str, parts: dict[str, dict]) -> None:
    for name in ("ours", "same lemma"):
        scores = conll(parts["gold"], parts[name])
        row = " ".join(f"{scores[s]:6.1f}" for s in ("MUC", "B3", "CEAFe", "CoNLL"))
        print(f"{topic:8} {len(parts['gold']):8} {name:12} {row}")


if __name__ == "__main__":
    main()
