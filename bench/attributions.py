"""Measure attributions in news articles of our own: what is found, whose words they are, what a record holds of them.

    python bench/attributions.py            # the half that rules are written on, and the half kept apart
    python bench/attributions.py --show     # what differs in the half that rules are written on

Each article of bench/cases/attributions.toml is a report by itself; every second one is never shown. Attributions
inside the words of another ("“We hope so,” she said") are labelled where the reporter reports them, not where the
speaker does: what is found inside others and is not labelled is counted by itself.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chancery.codebooks.leaders import carried
from chancery.extraction.observe import find_all_attributions, observe
from chancery.extraction.reported import Reported
from chancery.language.pipeline import annotate
from chancery.model.facts import Conclusions
from chancery.model.quotations import Quotation
from chancery.model.text import Report, Span
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

CASES = Path(__file__).parent / "cases" / "attributions.toml"
MARK = re.compile(r"\{(\d+)([scw]) |\}")
WORD = re.compile(r"\w+(?:['’]\w+)?")
SPANNED = 0.6  # share of words below which contents are listed as different
HALF = 0.5  # of the words of a quotation, to be taken for it


@dataclass
class Labelled:
    """An attribution as labelled: what names the speaker, the cue and the words, in words of the report."""

    number: int
    speaker: set[int] = field(default_factory=set)
    cue: set[int] = field(default_factory=set)
    content: set[int] = field(default_factory=set)


def read_article(article: Mapping[str, Any]) -> tuple[Report, list[Labelled]]:
    """Return an article as a report, with its labels as the starts of words in the report's text."""
    plain, labelled = "", []
    opened: list[tuple[str, str, int]] = []
    at = 0
    for mark in MARK.finditer(article["text"].lstrip()):
        plain += article["text"].lstrip()[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], mark[2], len(plain)))
        else:
            number, part, start = opened.pop()
            labelled.append((int(number), part, start, len(plain)))
    plain += article["text"].lstrip()[at:]
    report = parse_report(plain.encode(), path=article["about"])
    words = list(_aligned(plain, report.text))
    found: dict[int, Labelled] = {}
    for number, part, start, end in labelled:
        one = found.setdefault(number, Labelled(number))
        parts = {"s": one.speaker, "c": one.cue, "w": one.content}
        parts[part].update(there for here, there in words if start <= here < end)
    return report, [found[number] for number in sorted(found) if found[number].content]


def _aligned(plain: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word stands in the article and in the report that was read from it."""
    at = 0
    for word in WORD.finditer(plain):
        there = text.find(word.group(), at)
        if there >= 0:
            yield word.start(), there
            at = there + len(word.group())


def words_in(text: str, spans: Iterable[Span | None]) -> set[int]:
    """Return the starts of the words that lie in spans of a text."""
    inside = [span for span in spans if span is not None]
    return {m.start() for m in WORD.finditer(text) if any(span.start <= m.start() < span.end for span in inside)}


# ---- attributions --------------------------------------------------------------------------------


def attributions(report: Report, gold: Sequence[Labelled], found: Sequence[Reported]) -> tuple[Counter[str], list[str]]:
    """Count the attributions found, words of those that match, and speakers; say what differs."""
    score: Counter[str] = Counter(gold=len(gold), found=len(found))
    left, told = list(found), []
    text = report.text
    for one in gold:
        score["gold words"] += len(one.content)
        cued = [mine for mine in left if words_in(text, [mine.cue]) & one.cue] or left
        shared = [(len(words_in(text, mine.content) & one.content), -at, mine) for at, mine in enumerate(cued)]
        best = max(shared, key=lambda fit: fit[:2], default=(0, 0, None))
        if best[2] is None or best[0] == 0:
            told.append(f"MISS {_said(text, one.speaker | one.cue)} | {_said(text, one.content)}")
            continue
        mine = best[2]
        left.remove(mine)
        its, who = words_in(text, mine.content), words_in(text, [mine.speaker])
        score.update({"hit": 1, "shared": best[0], "found words": len(its), "exact": its == one.content})
        score.update({"speakers": bool(one.speaker), "speaker": bool(who & one.speaker)})
        score.update({"whole speaker": bool(who) and who == one.speaker})
        if best[0] / len(its | one.content) < SPANNED:
            told.append(f"SPAN {_said(text, one.content)} | ours: {_said(text, its)}")
        if one.speaker and not who & one.speaker:
            told.append(f"WHO  {_said(text, one.speaker)} | ours: {_said(text, who)} | {_said(text, one.content)[:60]}")
    for mine in left:
        its = words_in(text, mine.content)
        score.update({"inside": mine.inside, "found words": 0 if mine.inside else len(its)})
        told.append(f"MORE {mine.cue.of(text)} | {_said(text, its)}")
    return score, told


def _said(text: str, starts: set[int]) -> str:
    return " ".join(match.group() for match in WORD.finditer(text) if match.start() in starts)


# ---- the record ----------------------------------------------------------------------------------


def quotations(
    report: Report, gold: Sequence[Labelled], article: Mapping[str, Any], held: Conclusions
) -> tuple[Counter[str], list[str]]:
    """Count the words said that a record holds and those it has from the right speaker; say what differs."""
    apart = {*article.get("thought", ()), *article.get("aside", ())}
    names = {entity.id: (entity.name, *entity.names) for entity in held.entities}
    score: Counter[str] = Counter(quotations=len(held.quotations))
    told = []
    for one in gold:
        mine = [q for q in held.quotations if _share(_content(report, q), one.content) >= HALF]
        right = [q for q in mine if _is_by(report, q, (article["who"].get(str(one.number)), one), names)]
        if one.number not in apart:
            score.update({"said": 1, "held": bool(mine), "held right": bool(right)})
            if not mine:
                told.append(f"LOST {_said(report.text, one.speaker)} | {_said(report.text, one.content)}")
    for q in held.quotations:
        words = _content(report, q)
        best = max(gold, key=lambda one: len(words & one.content) / len(words | one.content))
        if _share(words, best.content) < HALF:
            told.append(f"NONE {_quote(q)}")
            continue
        who = article["who"].get(str(best.number))
        right = _is_by(report, q, (who, best), names)
        score.update({"told": 1, "told right": right, "told open": not right and q.speaker is None})
        if not right:
            ours = names[q.speaker][0] if q.speaker in names else f"({q.named})"
            told.append(f"BY   {who or _said(report.text, best.speaker)} | ours: {ours} | {_quote(q)}")
    return score, told


def _quote(one: Quotation) -> str:
    return one.renderings[0].content.quote[:100]


def _content(report: Report, one: Quotation) -> set[int]:
    return words_in(report.text, [rendering.content.span for rendering in one.renderings])


def _share(mine: set[int], gold: set[int]) -> float:
    return len(mine & gold) / max(1, len(mine))


def _is_by(
    report: Report, one: Quotation, wanted: tuple[str | None, Labelled], names: Mapping[str, tuple[str, ...]]
) -> bool:
    """Tell whether a quotation has the speaker named, or, where only a description names one, its words."""
    who, gold = wanted
    if who is not None:
        ids = [name for name in (one.speaker, *one.also) if name is not None]
        return any(_folded(who) in _folded(name) for found in ids for name in names[found])
    described = {m.group().lower() for m in WORD.finditer(_said(report.text, gold.speaker))}
    named = {m.group().lower() for m in WORD.finditer(one.named or "")}
    return bool(described & named) or one.speaker is not None


def _folded(name: str) -> str:
    return re.sub(r"\W+", " ", name).lower().strip()


# ---- both ----------------------------------------------------------------------------------------


def measure(articles: Sequence[Mapping[str, Any]]) -> tuple[Counter[str], list[str]]:
    """Read articles and count."""
    score: Counter[str] = Counter()
    told = []
    for article in articles:
        report, gold = read_article(article)
        doc = annotate(report)
        found, more = attributions(report, gold, find_all_attributions(doc, report))
        held = conclude([(report, observe(doc, report, program="bench"))], carried())
        words, differs = quotations(report, gold, article, held)
        score += found + words
        told += [f"-- {article['about']}", *more, *differs]
    return score, told


def figures(score: Counter[str]) -> str:
    """Return the shares as three lines."""

    def share(part: str, whole: str) -> float:
        return 100 * score[part] / max(1, score[whole])

    def mean(one: float, other: float) -> float:
        return 2 * one * other / max(1e-9, one + other)

    p, r = 100 * score["hit"] / max(1, score["found"] - score["inside"]), share("hit", "gold")
    wp, wr = share("shared", "found words"), share("shared", "gold words")
    inside = f"{score['inside']} more inside the words of others"
    found = f"{score['gold']} attributions, found {p:.1f} / {r:.1f} / {mean(p, r):.1f} and {inside}"
    words = f"words of all {wp:.1f} / {wr:.1f} / {mean(wp, wr):.1f}; exactly the words {share('exact', 'hit'):.1f} %"
    some, whole = share("speaker", "speakers"), share("whole speaker", "speakers")
    held, right = share("held", "said"), share("held right", "said")
    told, by, left_open = (share(name, "quotations") for name in ("told", "told right", "told open"))
    return (
        f"  {found}; {words}\n"
        f"  their speakers: some of the words {some:.1f} %, all and no more {whole:.1f} %\n"
        f"  of {score['said']} said the record holds {held:.1f} %, by the right speaker {right:.1f} %\n"
        f"  of {score['quotations']} held {told:.1f} % are such words, {by:.1f} % by the right speaker,"
        f" {left_open:.1f} % left open"
    )


def main() -> None:
    """Print both halves, or what differs in the first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="list what differs in the half that rules are written on")
    chosen = parser.parse_args()
    articles = tomllib.loads(CASES.read_text(encoding="utf-8"))["article"]
    for name, half in (("tuned on", articles[::2]), ("kept apart", articles[1::2])):
        score, told = measure(half)
        print(f"{name}: {len(half)} articles\n{figures(score)}")
        if chosen.show and name == "tuned on":
            print("\n".join(told))


if __name__ == "__main__":
    main()
