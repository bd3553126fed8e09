"""Sets evidence into the paragraph where it stands, so that a reader sees what was said around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.model.evidence import Evidence
from chancery.model.text import Report, Span
from chancery.views.labels import visible

CONTEXT: Final = 280  # characters of neighbouring text on each side of the evidence
OPEN_MARK: Final = "\u27e6"
CLOSE_MARK: Final = "\u27e7"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a passage.

    Attributes:
        marked: True for the evidence, False for its context.
    """

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Evidence within the paragraph where it stands.

    Attributes:
        cut_before: True if the paragraph began earlier.
        cut_after: True if the paragraph goes on.
    """

    segments: tuple[Segment, ...]
    cut_before: bool
    cut_after: bool


def make_passages(report: Report, evidence: Iterable[Evidence]) -> tuple[Passage, ...]:
    """Set evidence into the paragraphs where it stands; pieces of one paragraph share a passage."""
    windows: list[tuple[Span, list[Span]]] = []
    for span in sorted({piece.span for piece in evidence}):
        window = _window(report, span)
        if windows and windows[-1][0].overlaps(window):
            last, marks = windows[-1]
            windows[-1] = (Span(last.start, max(last.end, window.end)), [*marks, span])
        else:
            windows.append((window, [span]))
    return tuple(_make_passage(report.text, window, marks) for window, marks in windows)


def _window(report: Report, span: Span) -> Span:
    """Return the paragraph around a span; its neighbours too where it holds nothing else."""
    blocks = [block.span for block in report.blocks]
    touched = [index for index, block in enumerate(blocks) if block.overlaps(span)]
    if not touched:
        return Span(max(0, span.start - CONTEXT), min(len(report.text), span.end + CONTEXT))
    first, last = touched[0], touched[-1]
    if blocks[last].end - blocks[first].start <= span.end - span.start + 1:
        first, last = max(0, first - 1), min(len(blocks) - 1, last + 1)
    return Span(min(blocks[first].start, span.start), max(blocks[last].end, span.end))


def _make_passage(text: str, window: Span, marks: Sequence[Span]) -> Passage:
    start = _cut(text, window.start, marks[0].start, forward=False)
    end = _cut(text, window.end, max(mark.end for mark in marks), forward=True)
    segments: list[Segment] = []
    at = start
    for mark in marks:
        if mark.start > at:
            segments.append(Segment(visible(text[at : mark.start]), marked=False))
        if mark.end > at:
            segments.append(Segment(visible(text[max(at, mark.start) : mark.end]), marked=True))
        at = max(at, mark.end)
    if end > at:
        segments.append(Segment(visible(text[at:end]), marked=False))
    return Passage(segments=tuple(segments), cut_before=start > window.start, cut_after=end < window.end)


def _cut(text: str, bound: int, mark: int, *, forward: bool) -> int:
    """Keep at most `CONTEXT` characters beside the mark, cut between words."""
    if abs(bound - mark) <= CONTEXT:
        return bound
    if forward:
        space = text.rfind(" ", mark, mark + CONTEXT)
        return space if space > mark else mark + CONTEXT
    space = text.find(" ", mark - CONTEXT, mark)
    return space + 1 if space >= 0 else mark - CONTEXT


def passage_text(passage: Passage) -> str:
    """Write a passage with its evidence between marks."""
    marked = "".join(f"{OPEN_MARK}{s.text}{CLOSE_MARK}" if s.marked else s.text for s in passage.segments)
    before, after = ("\u2026 " if passage.cut_before else ""), (" \u2026" if passage.cut_after else "")
    return f"{before}{marked}{after}"
