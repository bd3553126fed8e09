"""Measures the merging of accounts into events.

python bench/merging.py meantime FOLDER [--tuned]    CoNLL F1 beside a same-lemma baseline
python bench/merging.py large NUMBER [--workers 2]   made-up events with known truth
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from math import comb
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent))

from clusters import conll
from made_events import SHARES, make_accounts
from meantime import TOPICS, TUNED, Mention, read_topic

from chancery.resolution.accounts import Told
from chancery.resolution.events import join_accounts

Place = tuple[str, int, int]


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
    else:
        measure_large(int(options.target), options.workers)


def measure_meantime(folder: Path, topics: Sequence[str]) -> None:
    """Print the scores of each topic and of all, ours beside the baseline."""
    totals: dict[str, dict[Place, object]] = {"gold": {}, "ours": {}, "same lemma": {}, "  in one text": {}}
    print(f"{'topic':8} {'mentions':>8} {'':12} {'MUC':>6} {'B3':>6} {'CEAFe':>6} {'CoNLL':>6}")
    for topic in topics:
        mentions = read_topic(folder / "intra_cross-doc_annotation" / f"corpus_{topic}")
        parts = {
            "gold": {place(m): (topic, m.cluster) for m in mentions},
            "ours": {p: (topic, c) for p, c in merged(mentions).items()},
            "same lemma": {place(m): (topic, m.lemma) for m in mentions},
            "  in one text": {place(m): (topic, m.told.report, m.lemma) for m in mentions},
        }
        for name, part in parts.items():
            totals[name] |= part
        _print(topic, parts)
    _print("all", totals)


def place(mention: Mention) -> Place:
    """Return where a mention stands."""
    return mention.told.report, mention.told.span.start, mention.told.span.end


def merged(mentions: Sequence[Mention]) -> dict[Place, object]:
    """Return the group of each mention as resolution makes it."""
    found = {}
    for joined, _ in join_accounts(m.told for m in mentions):
        for happening in joined:
            first = happening.told[0].place_in_text
            found |= {(t.report, t.span.start, t.span.end): first for t in happening.told}
    return found


def measure_large(number: int, workers: int) -> None:
    """Merge made-up events, one family in a process after the other, and print what came of it."""
    start, done = perf_counter(), []
    kinds = sorted(SHARES, key=lambda kind: -SHARES[kind])
    head = f"{'family':14} {'accounts':>9} {'precision':>9} {'recall':>7} {'asked':>7}"
    print(f"{head} {'seconds':>8} {'CPU':>7} {'MiB':>6}", flush=True)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for one in as_completed([pool.submit(merge_made, kind, number) for kind in kinds]):
            done.append(one.result())
            print(done[-1], flush=True)
    right, got, true = (sum(getattr(one, name) for one in done) for name in ("right", "got", "true"))
    memory = sum(sorted((one.memory for one in done), reverse=True)[:workers])
    accounts = sum(one.accounts for one in done)
    wall, cpu = perf_counter() - start, sum(one.cpu for one in done)
    quality = f"pairwise precision {100 * right / got:.2f}, recall {100 * right / true:.2f}"
    cost = f"{wall:.0f} s, {cpu:.0f} s of CPU; at most {memory} MiB at once"
    print(f"{number} events, {accounts} accounts, {workers} workers: {quality}; {cost}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What merging one family of made-up events gave, in pairs of accounts."""

    kind: str
    accounts: int
    right: int
    got: int
    true: int
    asked: int
    seconds: float
    cpu: float
    memory: int

    def __str__(self) -> str:
        """Return a line of the table."""
        precision, recall = 100 * self.right / max(1, self.got), 100 * self.right / max(1, self.true)
        rest = f"{self.asked:7} {self.seconds:8.1f} {self.cpu:7.1f} {self.memory:6}"
        return f"{self.kind:14} {self.accounts:9} {precision:9.2f} {recall:7.2f} {rest}"


def merge_made(kind: str, number: int) -> Made:
    """Make the accounts of one family and merge them; runs in a process of its own."""
    start = perf_counter()
    truth: dict[str, int] = {}
    right = got = asked = 0
    for joined, doubts in join_accounts(_noted(kind, number, truth)):
        asked += len(doubts)
        for happening in joined:
            counts = Counter(truth[told.report] for told in happening.told)
            got += comb(counts.total(), 2)
            right += sum(comb(count, 2) for count in counts.values())
    true = sum(comb(count, 2) for count in Counter(truth.values()).values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Made(
        kind=kind, accounts=len(truth), right=right, got=got, true=true, asked=asked,
        seconds=perf_counter() - start, cpu=process_time(), memory=memory,
    )  # fmt: skip


def _noted(kind: str, number: int, truth: dict[str, int]) -> Iterator[Told]:
    for event, told in make_accounts(kind, number):
        truth[told.report] = event
        yield told


def _print(topic: str, parts: dict[str, dict[Place, object]]) -> None:
    for name in ("ours", "same lemma", "  in one text"):
        scores = conll(parts["gold"], parts[name])
        row = " ".join(f"{scores[s]:6.1f}" for s in ("MUC", "B3", "CEAFe", "CoNLL"))
        print(f"{topic:8} {len(parts['gold']):8} {name:12} {row}")


if __name__ == "__main__":
    main()
