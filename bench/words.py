"""Measure words and promises: attributions, turns, precision, coreference and speed.

    python bench/words.py gum CONLLU...          # attributions against GUM's discourse relations
    python bench/words.py coreference CONLLU...  # who "he" is, against GUM's coreference
    python bench/words.py turns TURNS.jsonl      # speakers of the State Department's transcripts
    python bench/words.py precision RECORD CASES # what a record holds, against what people judged
    python bench/words.py speed                  # sentences a second beyond the language stage

The corpora are published elsewhere (training/README.md names the places) and are never copied here.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from gum import gum
from treebank import Treebank, documents

from chancery.extraction.dates import find_times
from chancery.extraction.names import find_entities
from chancery.extraction.observe import observe, read_rows
from chancery.extraction.pledges import find_pledges
from chancery.extraction.quotations import find_quotations
from chancery.extraction.sentence import sentences_of
from chancery.language.pipeline import annotate
from chancery.model.mentions import EntityKind
from chancery.model.text import Report
from chancery.reading.report import parse_report
from chancery.resolution.coreference import find_referents
from chancery.resolution.scene import set_scene

# ---- coreference ---------------------------------------------------------------------------------

PRONOUNS = frozenset("he she him her his hers himself herself".split())
Mention = tuple[int, int]


def people(bank: Treebank) -> dict[Mention, str]:
    """Return the mentions of people by their characters, each with the person's id in the treebank."""
    found: dict[Mention, str] = {}
    open_: dict[str, list[tuple[int, str]]] = {}
    for sentence in bank.sentences:
        for token in sentence:
            for mark in re.findall(r"\([^()]+\)?|[^()]+\)", token.misc.get("Entity", "")):
                name, kind = ([*mark.strip("()").split("-"), ""])[:2]
                if mark.startswith("("):
                    open_.setdefault(name, []).append((token.span.start, kind))
                if mark.endswith(")") and open_.get(name):
                    start, kind = open_[name].pop()
                    if kind == "person":
                        found[start, token.span.end] = name
    return found


def coreference(paths: Sequence[Path], *, apart: bool | None, genres: Sequence[str]) -> None:
    """Print how often "he" and "she" are the right person, and how well mentions of people are grouped."""
    score: Counter[str] = Counter()
    grouped: list[tuple[list[set[Mention]], list[set[Mention]]]] = []
    for bank in documents(paths, apart=apart):
        if bank.genre not in genres:
            continue
        gold = people(bank)
        linked = _linked(bank.told(), set(gold))
        score += _pronouns(bank, gold, linked)
        grouped.append((_groups(gold), _groups(linked)))
    known = 100 * score["right"] / max(1, score["told"])
    print(
        f"pronouns of named people {score['gold']}, resolved {score['told']}, right {known:.1f} %"
        f" of those, {100 * score['right'] / max(1, score['gold']):.1f} % of all"
    )
    for name, measure in (("MUC", _muc), ("B3", _b_cubed)):
        sums = [measure(g, s) for g, s in grouped]
        p, r = (_ratio(side) for side in zip(*sums, strict=True))
        print(f"{name:4} P {100 * p:5.1f} R {100 * r:5.1f} F {200 * p * r / max(1e-9, p + r):5.1f}")


def _ratio(parts: Iterable[tuple[float, float]]) -> float:
    pairs_of = list(parts)
    return sum(a for a, _ in pairs_of) / max(1e-9, sum(b for _, b in pairs_of))


def _linked(report: Report, gold: set[Mention]) -> dict[Mention, str]:
    """Return the mentions that Chancery resolves to a person, matched to the treebank's by where they end or lie."""
    seen = observe(annotate(report), report, program="bench")
    told = find_referents(set_scene(report, seen))
    found: dict[Mention, str] = {}
    for mention, refs in zip(seen.entities, told.refs, strict=True):
        if len(refs) != 1 or refs[0].kind is not EntityKind.PERSON:
            continue
        spans = {(s.start, s.end) for s in (mention.span, mention.whole)}
        near = spans & gold or {g for g in gold if g[0] <= mention.span.start and mention.span.end == g[1]}
        near = near or {g for g in gold if g[0] == mention.whole.start and mention.span.end <= g[1]}
        if near:
            found[min(near, key=lambda g: g[1] - g[0])] = str(refs[0].key)
    return found


def _pronouns(bank: Treebank, gold: dict[Mention, str], linked: dict[Mention, str]) -> Counter[str]:
    """Count the third-person pronouns whose person is named, and those of them that join a name of that person."""
    words = {m: bank.text[m[0] : m[1]].lower() for m in gold}
    names = {m for m in gold if bank.text[m[0]].isupper() and words[m] not in PRONOUNS | FIRST}
    named = {gold[m] for m in names}
    score: Counter[str] = Counter()
    for mention, person in gold.items():
        if words[mention] not in PRONOUNS or person not in named:
            continue
        score["gold"] += 1
        if mention in linked:
            score["told"] += 1
            mine = Counter(gold[m] for m in names if linked.get(m) == linked[mention])
            score["right"] += bool(mine) and mine.most_common(1)[0][0] == person
    return score


FIRST = frozenset("i me my mine we us our ours you your they them their".split())


def _groups(linked: dict[Mention, str]) -> list[set[Mention]]:
    groups: dict[str, set[Mention]] = {}
    for mention, name in linked.items():
        groups.setdefault(name, set()).add(mention)
    return [group for group in groups.values() if len(group) > 1]


def _muc(gold: list[set[Mention]], found: list[set[Mention]]) -> tuple[tuple[float, float], tuple[float, float]]:
    def links(one: list[set[Mention]], other: list[set[Mention]]) -> tuple[float, float]:
        kept = 0
        for group in one:
            parts = sum(bool(group & o) for o in other) + len(group - set().union(*other, set()))
            kept += len(group) - parts
        return kept, sum(len(group) - 1 for group in one)

    return links(found, gold), links(gold, found)


def _b_cubed(gold: list[set[Mention]], found: list[set[Mention]]) -> tuple[tuple[float, float], tuple[float, float]]:
    def kept(one: list[set[Mention]], other: list[set[Mention]]) -> tuple[float, float]:
        shared = sum(len(g & o) ** 2 / len(g) for g in one for o in other)
        return shared, sum(len(g) for g in one)

    return kept(found, gold), kept(gold, found)


# ---- transcripts ---------------------------------------------------------------------------------


def turns(path: Path, *, every: int) -> None:
    """Print how often a paragraph of a transcript has the speaker that its label names."""
    score: Counter[str] = Counter()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if number % every:
            continue
        row = json.loads(line)
        text = "\n\n".join(f"{turn['speaker']}:  {turn['text']}" for turn in row["turns"])
        report = parse_report(f"{row['title']}\n\n{row['date']}\n\n{text}".encode(), path=row["url"])
        found = [(q.content.of(report.text), q.label, q.asker) for q in find_quotations(report, (), ())]
        at = 0
        for turn in row["turns"]:
            for paragraph in filter(None, map(str.strip, turn["text"].split("\n\n"))):
                score["paragraphs"] += 1
                place = next((i for i in range(at, min(len(found), at + 5)) if _is_same(found[i][0], paragraph)), None)
                if place is None:
                    continue
                at = place + 1
                score["held"] += 1
                label, asker = found[place][1:]
                right = _folded(label or "") == _folded(turn["speaker"]) or (asker and turn["speaker"] in ASKERS)
                score["right"] += right
    held, all_ = score["held"], score["paragraphs"]
    print(
        f"paragraphs {all_}, held as quotations {held} ({100 * held / max(1, all_):.1f} %; courtesies are none),"
        f" right speaker {100 * score['right'] / max(1, held):.2f} %"
    )


ASKERS = frozenset({"QUESTION", "Q", "MODERATOR", "OPERATOR"})


def _folded(label: str) -> str:
    return re.sub(r"[^a-z]", "", label.lower())


def _is_same(one: str, other: str) -> bool:
    a, b = _folded(one), _folded(other)
    return bool(a) and a[:60] == b[:60]


# ---- precision and speed -------------------------------------------------------------------------


def precision(record: Path, cases: Path) -> None:
    """Print the share of quotations, in the documents that people judged, that are quotations of that speaker."""
    held = json.loads(record.read_text(encoding="utf-8"))
    judged = {(c["document"], c["start"]): c for c in json.loads(cases.read_text(encoding="utf-8"))["quotations"]}
    documents_of = {name for name, _ in judged}
    score: Counter[str] = Counter()
    for quotation in held["quotations"]:
        first = quotation["renderings"][0]
        if first["document"] not in documents_of:
            continue
        score["held"] += 1
        case = judged.get((first["document"], first["start"]))
        if case is None:
            score["not judged"] += 1
        else:
            score["right"] += quotation["speaker"] == case["speaker"] if case["is"] else 0
    print(
        f"held {score['held']}, right {score['right']}, not judged {score['not judged']}:"
        f" precision {100 * score['right'] / max(1, score['held']):.1f} %"
    )


def speed() -> None:
    """Print how many sentences a processor second are read for quotations and pledges, beyond the language stage."""
    text = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("*/*.txt")))
    report = parse_report(text.encode(), path="examples")
    doc = annotate(report)
    sentences = sentences_of(doc, report)
    times = find_times(doc, report)
    entities = find_entities(sentences, (one.span for one in times))
    rows = read_rows(sentences, entities, times)
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        find_quotations(report, rows, entities)
        find_pledges(report.text, rows, entities)
        best = max(best, len(sentences) / (time.process_time() - start))
    print(f"{len(sentences)} sentences: {best:,.0f} a processor second for quotations and pledges")


EXAMPLES = Path(__file__).parent.parent / "examples"
ROUNDS = 5


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["gum", "coreference", "turns", "precision", "speed"])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--tuned", action="store_true", help="the documents that rules were written on")
    parser.add_argument("--said", action="store_true", help="of GUM, words said aloud only, without thoughts")
    parser.add_argument("--genres", default="news,interview", help="of GUM, for coreference")
    parser.add_argument("--every", type=int, default=4, help="read every n-th transcript")
    parser.add_argument("--show", action="store_true", help="list what differs")
    chosen = parser.parse_args()
    if chosen.what == "gum":
        gum(chosen.paths, apart=not chosen.tuned, show=chosen.show, said=chosen.said)
    elif chosen.what == "coreference":
        coreference(chosen.paths, apart=not chosen.tuned, genres=chosen.genres.split(","))
    elif chosen.what == "turns":
        turns(chosen.paths[0], every=chosen.every)
    elif chosen.what == "precision":
        precision(*chosen.paths)
    else:
        speed()


if __name__ == "__main__":
    main()
