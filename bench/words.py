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
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chancery.extraction.dates import find_times
from chancery.extraction.names import find_entities
from chancery.extraction.observe import rows_of
from chancery.extraction.reported import Reported, find_reported
from chancery.extraction.rows import Row
from chancery.extraction.sentence import sentences_of
from chancery.language.pipeline import annotate
from chancery.model.text import Block, BlockKind, Report, Span

APART = 3  # every third document by its hash is kept apart while rules are written


@dataclass
class Token:
    """A word of a treebank with its discourse unit and mentions."""

    form: str
    span: Span
    edu: int
    misc: dict[str, str]
    feats: str
    upos: str


@dataclass
class Treebank:
    """One document: its text, a sentence a block, its words and its discourse units."""

    name: str
    text: str = ""
    sentences: list[list[Token]] = field(default_factory=list)
    relations: dict[int, tuple[str, int]] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        """The document as a report, a sentence a paragraph."""
        spans = [Span(s[0].span.start, s[-1].span.end) for s in self.sentences]
        blocks = tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans)
        return Report(id=self.name, path=self.name, text=self.text, blocks=blocks)


def documents(paths: Sequence[Path], *, apart: bool | None) -> Iterator[Treebank]:
    """Read the documents of CoNLL-U files; `apart` chooses those kept apart, the others, or all."""
    for path in paths:
        held_apart = "test" in path.name
        for chunk in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
            name = chunk.split("\n", 1)[0].strip()
            mine = held_apart or int(hashlib.sha256(name.encode()).hexdigest(), 16) % APART == 0
            if apart is None or mine == apart:
                yield _read(name, chunk)


def _read(name: str, chunk: str) -> Treebank:
    bank = Treebank(name)
    edu = 0
    for part in chunk.split("\n\n"):
        tokens: list[Token] = []
        skip_to = 0
        glued = ""
        for line in part.splitlines():
            cells = line.split("\t")
            if line.startswith("#") or len(cells) < 10 or "." in cells[0]:
                continue
            if "-" in cells[0]:  # a word of two tokens: "don't" is written once
                first, _, last = cells[0].partition("-")
                skip_to, glued = int(last), "" if "SpaceAfter=No" in cells[9] else " "
                continue
            misc = dict(item.split("=", 1) for item in cells[9].split("|") if "=" in item)
            if "Discourse" in misc:
                relation, _, rest = misc["Discourse"].split(";")[0].partition(":")
                source, _, target = rest.split(":")[0].partition("->")
                edu = int(source)
                bank.relations[edu] = (relation, int(target or 0))
            start = len(bank.text)
            bank.text += cells[1]
            tokens.append(Token(cells[1], Span(start, len(bank.text)), edu, misc, cells[5], cells[3]))
            if int(cells[0]) < skip_to:
                continue
            space = glued if int(cells[0]) == skip_to else ("" if misc.get("SpaceAfter") == "No" else " ")
            bank.text += space
        if tokens:
            bank.sentences.append(tokens)
            bank.text = bank.text.rstrip() + "\n\n"
    return bank


def read_rows(report: Report) -> tuple[Row, ...]:
    """Return the sentences of a report as rows, as reading does."""
    doc = annotate(report)
    sentences = sentences_of(doc, report)
    times = find_times(doc, report)
    return rows_of(sentences, find_entities(sentences, (time.span for time in times)), times)


# ---- attributions --------------------------------------------------------------------------------


@dataclass
class Pair:
    """An attribution of the treebank: the words that attribute, and those that are attributed."""

    cue: set[int]
    content: set[int]
    words: str


def pairs(bank: Treebank) -> Iterator[Pair]:
    """Yield the attributions whose two parts stand in one sentence; the content with all that depends on it there."""
    for sentence in bank.sentences:
        here = {token.edu for token in sentence}
        for edu in sorted(here):
            relation, target = bank.relations.get(edu, ("", 0))
            if not relation.startswith("attribution") or target not in here:
                continue
            cue = {at for at, token in enumerate(sentence) if token.edu in _under(bank, edu, here)}
            below = _under(bank, target, here)
            content = {at for at, token in enumerate(sentence) if token.edu in below} - cue
            yield Pair(
                {sentence[at].span.start for at in cue if sentence[at].upos != "PUNCT"},
                {sentence[at].span.start for at in content if sentence[at].upos != "PUNCT"},
                " ".join(sentence[at].form for at in sorted(cue)),
            )


def _under(bank: Treebank, edu: int, here: set[int]) -> set[int]:
    """Return the units of a sentence that depend on one, itself included."""
    found = {edu}
    grown = True
    while grown:
        more = {one for one in here - found if bank.relations.get(one, ("", 0))[1] in found}
        grown = bool(more)
        found |= more
    return found


def gum(paths: Sequence[Path], *, apart: bool | None, show: bool) -> None:
    """Print how well attributions and their contents are found."""
    score: Counter[str] = Counter()
    genres: dict[str, Counter[str]] = {}
    for bank in documents(paths, apart=apart):
        rows = read_rows(bank.report)
        found = [one for row in rows for one in find_reported(row)]
        words = sorted(t.span.start for s in bank.sentences for t in s if t.upos != "PUNCT")
        mine = _compare(list(pairs(bank)), found, words, bank, show=show)
        score += mine
        genres.setdefault(bank.name.split("_")[1], Counter()).update(mine)
    for name, one in [*sorted(genres.items()), ("all", score)]:
        print(f"{name:13} {_figures(one)}")


def _compare(gold: list[Pair], found: list[Reported], words: list[int], bank: Treebank, *, show: bool) -> Counter[str]:
    score: Counter[str] = Counter(gold=len(gold), found=len(found))
    left = list(found)
    for pair in gold:
        fitting = [(len(pair.content & _words(one, words)), one) for one in left if _cued(one, pair)]
        best = max(fitting, key=lambda fit: fit[0], default=(0, None))
        score["gold words"] += len(pair.content)
        if best[1] is None or best[0] == 0:
            score["missed"] += 1
            if show:
                text = " ".join(bank.text[at : at + 200].split(" ", 1)[0] for at in sorted(pair.content))
                print("MISS", bank.name, "|", pair.words, "|", text[:120])
            continue
        left.remove(best[1])
        mine = _words(best[1], words)
        score["hit"] += 1
        score["shared"] += best[0]
        score["matched gold words"] += len(pair.content)
        score["matched found words"] += len(mine)
        score["found words"] += len(mine)
        if show and best[0] / len(mine | pair.content) < 0.6:  # noqa: PLR2004
            print(
                "SPAN",
                bank.name,
                "|",
                pair.words,
                "|",
                [s.of(bank.text) for s in best[1].content],
                "|",
                len(pair.content),
                best[0],
            )
    for one in left:
        score["found words"] += len(_words(one, words))
        if show:
            print("EXTRA", bank.name, "|", one.cue.of(bank.text), "|", [s.of(bank.text)[:80] for s in one.content])
    return score


def _cued(one: Reported, pair: Pair) -> bool:
    return any(one.cue.start <= at < one.cue.end for at in pair.cue)


def _words(one: Reported, words: list[int]) -> set[int]:
    return {at for at in words if any(span.start <= at < span.end for span in one.content)}


def _figures(score: Counter[str]) -> str:
    def share(part: str, whole: str) -> float:
        return 100 * score[part] / max(1, score[whole])

    def mean(one: float, other: float) -> float:
        return 2 * one * other / max(1e-9, one + other)

    p, r = share("hit", "found"), share("hit", "gold")
    wp, wr = share("shared", "matched found words"), share("shared", "matched gold words")
    ap, ar = share("shared", "found words"), share("shared", "gold words")
    return (
        f"pairs {score['gold']:4}  found P {p:5.1f} R {r:5.1f} F {mean(p, r):5.1f}"
        f"  content of those found P {wp:5.1f} R {wr:5.1f} F {mean(wp, wr):5.1f}  of all F {mean(ap, ar):5.1f}"
    )


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["gum"])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--tuned", action="store_true", help="the documents that rules were written on")
    parser.add_argument("--show", action="store_true", help="list what differs")
    chosen = parser.parse_args()
    gum(chosen.paths, apart=not chosen.tuned, show=chosen.show)


if __name__ == "__main__":
    main()
