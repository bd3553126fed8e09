"""Score PLOVER contexts on sentences of our own, part of them kept apart.

    python bench/contexts.py

Micro-averaged over contexts; `executive` and `diplomatic`, which nearly every sentence of diplomacy names, are left
out of the second line.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.text import Block, BlockKind, Report, Span

FOLDER = Path(__file__).parents[1] / "tests" / "extraction" / "contexts"
COMMON = frozenset({"executive", "diplomatic"})


def read_set(name: str) -> list[tuple[frozenset[str], str]]:
    """Read one labelled set: the contexts of each sentence, and the sentence."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    return [(frozenset(labels.split()), text) for labels, text in rows]


def contexts_found(sentence: str) -> frozenset[str] | None:
    """Return the contexts of a sentence's events, or None where no event is found in it."""
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(sentence)))
    report = Report(id="r", path="contexts.txt", text=sentence, blocks=(block,))
    events = observe(annotate(report), report, program="bench").events
    return frozenset(context for event in events for context in event.contexts) if events else None


def score(name: str) -> tuple[str, ...]:
    """Return the lines that tell precision and recall on one set."""
    rows = [(wanted, contexts_found(text)) for wanted, text in read_set(name)]
    silent = sum(found is None for _, found in rows)
    lines = [f"{name}: {len(rows)} sentences, {silent} without an event (not scored)"]
    for label, left_out in (("all contexts", frozenset()), ("without executive, diplomatic", COMMON)):
        pairs = [(wanted - left_out, found - left_out) for wanted, found in rows if found is not None]
        hits = sum(len(wanted & found) for wanted, found in pairs)
        given = sum(len(found) for _, found in pairs)
        asked = sum(len(wanted) for wanted, _ in pairs)
        lines.append(f"  {label}: precision {100 * hits / given:.1f}, recall {100 * hits / asked:.1f}")
    return tuple(lines)


if __name__ == "__main__":
    for part in sys.argv[1:] or ("tuned", "apart"):
        print(*score(part), sep="\n")
