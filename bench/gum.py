"""Compare the attributions that are found with those of GUM's discourse relations; `words.py gum` prints it.

Two measures. By the first, which came first and stands for comparison, the content of a pair is every discourse unit of
its sentence that depends on the unit attributed; whatever is found beside the pairs is false.

That is too much content, and too little praise. The unit attributed is also the head of all that is said about the
whole sentence: of "Although nobody knows | what became of them, | in part because the jungle grew over" the last unit
hangs on the second, yet nobody fails to know it. GUM says of each unit how high it is attached, so that the tree can be
rebuilt. The second, fair measure takes from it what exactly is attributed, its nucleus:

- the unit attributed, all that is attached to it lower than the attribution is, and the other pieces of a unit that the
  cue or an aside breaks in two ("X, | she said, | Y");
- what a unit attributed itself attributes: of "I think | they say | that it rains" both "they say" and "that it rains";
- without the conjunction "that", which opens the clause and is nobody's word.

A missed pair loses all of its words. What is found beside the pairs is false, but for what GUM does not mark as an
attribution where it is one: content in the unit of its cue ("I know what you mean"), content in another sentence, an
attribution that stands as a second relation, and a clause that spells out a noun ("the wish that"), which is always an
attribute of the noun. The words found are those of the pair's sentence, what goes on in quotation marks included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from treebank import Token, Treebank, documents

from chancery.codebooks.cues import frames, thoughts
from chancery.extraction.dates import find_times
from chancery.extraction.names import find_entities
from chancery.extraction.observe import read_rows
from chancery.extraction.passages import with_passages
from chancery.extraction.reported import Reported, find_reported
from chancery.extraction.rows import Row
from chancery.extraction.sentence import sentences_of
from chancery.language.pipeline import annotate
from chancery.model.text import Report

WEAK = 0.6  # share of words below which a span is listed as different
BROKEN = "same-unit"  # the relation between pieces of one unit


@dataclass
class Pair:
    """An attribution of the treebank: the starts of the words that attribute, and of those that are attributed."""

    cue: set[int]
    content: set[int]
    words: str
    said: bool


@dataclass
class Found:
    """An attribution that is found, with the starts of its words."""

    reported: Reported
    words: set[int]


def rows_in(report: Report) -> tuple[Row, ...]:
    """Return the sentences of a report as rows, as reading does."""
    doc = annotate(report)
    sentences = sentences_of(doc, report)
    times = find_times(doc, report)
    return read_rows(sentences, find_entities(sentences, (one.span for one in times)), times)


# ---- what the treebank has -----------------------------------------------------------------------


def pairs(bank: Treebank, *, nucleus: bool) -> Iterator[Pair]:
    """Yield the attributions whose two parts stand in one sentence.

    Args:
        bank: The document.
        nucleus: Take exactly what is attributed; else all that depends on it in its sentence.
    """
    hung = _hung(bank) if nucleus else {}
    for sentence in bank.sentences:
        here = {token.edu for token in sentence}
        for edu in sorted(here):
            target = bank.relation(edu).target
            if not bank.is_attribution(edu) or target not in here:
                continue
            below = _nucleus(bank, edu, hung) if nucleus else _under(bank, target, here)
            under = _under(bank, edu, here)
            cue = {edu} | (under - below) if nucleus else under
            content = below - ({edu} if nucleus else cue)
            yield Pair(
                _starts(sentence, cue),
                _starts(sentence, content, without_that=nucleus),
                " ".join(token.form for token in sentence if token.edu in cue),
                _is_said({token.lemma.lower() for token in sentence if token.edu in cue}),
            )


def _starts(sentence: Sequence[Token], edus: set[int], *, without_that: bool = False) -> set[int]:
    return {
        token.span.start
        for token in sentence
        if token.edu in edus and token.upos != "PUNCT" and not (without_that and _is_that(token))
    }


def _is_that(token: Token) -> bool:
    return token.upos == "SCONJ" and token.lemma == "that"


def _is_said(lemmas: set[str]) -> bool:
    """Tell whether the words that attribute say something aloud, or at least name no thought."""
    return bool(lemmas & (frames().said - thoughts())) or not lemmas & thoughts()


def _under(bank: Treebank, edu: int, here: set[int]) -> set[int]:
    """Return the units of a sentence that depend on one, itself included."""
    found = {edu}
    grown = True
    while grown:
        more = {one for one in here - found if bank.relation(one).target in found}
        grown = bool(more)
        found |= more
    return found


def _hung(bank: Treebank) -> dict[int, list[int]]:
    """Return the units that hang on each."""
    hung: dict[int, list[int]] = {}
    for edu, relation in bank.relations.items():
        hung.setdefault(relation.target, []).append(edu)
    return hung


def _nucleus(bank: Treebank, edu: int, hung: dict[int, list[int]]) -> set[int]:
    """Return exactly the units that one attributes."""
    found: set[int] = set()
    while edu not in found:  # what a unit attributed itself attributes
        relation = bank.relation(edu)
        found.add(relation.target)
        near = [bank.relation(one).height < relation.height for one in hung[relation.target]]
        whole = [bank.relation(one).name.startswith(BROKEN) for one in hung[relation.target]]
        todo = [one for one, a, b in zip(hung[relation.target], near, whole, strict=True) if one != edu and (a or b)]
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += hung.get(one, ())
        if not bank.is_attribution(relation.target):
            break
        edu = relation.target
    return found


# ---- what is found -------------------------------------------------------------------------------


def gum(paths: Sequence[Path], *, apart: bool | None, show: bool, said: bool) -> None:
    """Print how well attributions and their contents are found, by both measures."""
    strict: dict[str, Counter[str]] = {}
    fair: dict[str, Counter[str]] = {}
    for bank in documents(paths, apart=apart):
        told = [one for row in rows_in(bank.report) for one in find_reported(row)]
        for scores, nucleus in ((strict, False), (fair, True)):
            found = [one for one in (_whole(bank, told) if nucleus else told) if not (said and one.thought)]
            gold = [pair for pair in pairs(bank, nucleus=nucleus) if pair.said or not said]
            score = compare(gold, with_words(bank, found, nucleus=nucleus), bank, fair=nucleus, show=show and nucleus)
            for name in (bank.genre, "all"):
                scores.setdefault(name, Counter()).update(score)
    for title, scores in (("all that depends on the unit attributed", strict), ("what is attributed", fair)):
        print(title)
        for name, score in sorted(scores.items(), key=lambda item: (item[0] == "all", item[0])):
            print(f"  {name:13} {figures(score)}")


def _whole(bank: Treebank, told: Sequence[Reported]) -> Sequence[Reported]:
    """Return attributions with what goes on in quotation marks."""
    return with_passages(bank.told(), bank.spans, sorted(told, key=lambda one: one.cue))


def with_words(bank: Treebank, told: Sequence[Reported], *, nucleus: bool) -> list[Found]:
    """Return attributions with the words of their contents; with `nucleus` those of the cue's sentence."""
    found, sentences = [], list(zip(bank.spans, bank.sentences, strict=True))
    every = [token for sentence in bank.sentences for token in sentence]
    for one in told:
        near = next((s for span, s in sentences if span.start <= one.cue.start < span.end), every)
        words = [t for t in (near if nucleus else every) if t.upos != "PUNCT" and not (nucleus and _is_that(t))]
        starts = {t.span.start for t in words if any(s.start <= t.span.start < s.end for s in one.content)}
        found.append(Found(one, starts))
    return found


def is_marked(bank: Treebank, one: Reported) -> bool:
    """Tell whether GUM marks an attribution as such where it is one: see above for what it does not."""
    near = [s for s, span in zip(bank.sentences, bank.spans, strict=True) if span.overlaps(one.cue)]
    tokens = [token for sentence in near for token in sentence]
    cued = [token for token in tokens if one.cue.start <= token.span.start < one.cue.end]
    cue = {token.edu for token in cued}
    content = {t.edu for t in tokens if any(s.start <= t.span.start < s.end for s in one.content)}
    here = {token.edu for token in tokens}
    away = any(bank.is_attribution(edu) and bank.relation(edu).target not in here for edu in cue)
    noun = all(token.upos == "NOUN" for token in cued)
    return bool(content - cue) and not away and not noun and not cue & bank.marked


def match(gold: Sequence[Pair], found: Sequence[Found]) -> list[Found | None]:
    """Return for each pair the attribution with its cue that shares most of its words."""
    left = list(found)
    matched: list[Found | None] = []
    for pair in gold:
        fitting = [(len(pair.content & one.words), -at, one) for at, one in enumerate(left) if _cued(one, pair)]
        best = max(fitting, key=lambda fit: fit[:2], default=(0, 0, None))
        matched.append(best[2] if best[0] else None)
        if best[0] and best[2] is not None:
            left.remove(best[2])
    return matched


def compare(gold: Sequence[Pair], found: Sequence[Found], bank: Treebank, *, fair: bool, show: bool) -> Counter[str]:
    """Count pairs and words that are found; show what differs."""
    score: Counter[str] = Counter(gold=len(gold))
    matched = match(gold, found)
    for pair, mine in zip(gold, matched, strict=True):
        score["gold words"] += len(pair.content)
        if mine is None:
            if show:
                print("MISS", bank.name, "|", pair.words, "|", _text(bank, pair.content))
            continue
        shared = len(mine.words & pair.content)
        score.update({"hit": 1, "shared": shared, "matched gold words": len(pair.content)})
        score.update({"matched found words": len(mine.words), "found words": len(mine.words)})
        if show and shared / len(mine.words | pair.content) < WEAK:
            print("SPAN", bank.name, "|", pair.words, "|", _text(bank, pair.content), "|", _text(bank, mine.words))
    taken = {id(one) for one in matched}
    left = [one for one in found if id(one) not in taken and (not fair or is_marked(bank, one.reported))]
    score["found"] = score["hit"] + len(left)
    for one in left:
        score["found words"] += len(one.words)
        if show:
            print("EXTRA", bank.name, "|", one.reported.cue.of(bank.text), "|", _text(bank, one.words))
    return score


def _cued(one: Found, pair: Pair) -> bool:
    return any(one.reported.cue.start <= at < one.reported.cue.end for at in pair.cue)


def _text(bank: Treebank, starts: set[int]) -> str:
    return " ".join(token.form for sentence in bank.sentences for token in sentence if token.span.start in starts)


def figures(score: Counter[str]) -> str:
    """Return the shares as a line."""

    def share(part: str, whole: str) -> float:
        return 100 * score[part] / max(1, score[whole])

    def mean(one: float, other: float) -> float:
        return 2 * one * other / max(1e-9, one + other)

    p, r = share("hit", "found"), share("hit", "gold")
    wp, wr = share("shared", "matched found words"), share("shared", "matched gold words")
    ap, ar = share("shared", "found words"), share("shared", "gold words")
    return (
        f"pairs {score['gold']:4}  found P {p:5.1f} R {r:5.1f} F {mean(p, r):5.1f}"
        f"  content of those found P {wp:5.1f} R {wr:5.1f} F {mean(wp, wr):5.1f}"
        f"  of all P {ap:5.1f} R {ar:5.1f} F {mean(ap, ar):5.1f}  of the pairs alone F {mean(wp, ar):5.1f}"
    )
