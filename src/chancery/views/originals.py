"""Shows evidence where it stood in what a report was read from: a page's source, a letter, a PDF's characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.model.text import Report, Span
from chancery.views.labels import visible
from chancery.views.passages import CLOSE_MARK, OPEN_MARK

CONTEXT_LINES: Final = 3
_CONTEXT: Final = 400  # characters beside a mark; a page may be one line of a megabyte
_GAP: Final = 200  # characters that the original may have between two words of one span, such as tags


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of an original with the words that were taken out of it.

    Attributes:
        line: The number of its first line, from 1.
        text: Its characters, made harmless, the words between marks.
    """

    line: int
    text: str


def find_in_original(report: Report, span: Span) -> tuple[Span, ...]:
    """Find the places in the original that a span of the clean text came from.

    Args:
        report: The report.
        span: Of its clean text.

    Returns:
        The places, in the order of the clean text, each with what stands between its words; none
        where the reader made the words itself.
    """
    places: list[Span] = []
    for clean, original, length in report.alignment:
        start, end = max(span.start, clean), min(span.end, clean + length)
        if start >= end:
            continue
        place = Span(original + start - clean, original + end - clean)
        if places and 0 <= place.start - places[-1].end <= _GAP:
            places[-1] = Span(places[-1].start, place.end)
        else:
            places.append(place)
    return tuple(places)


def make_excerpts(original: str, places: Iterable[Span]) -> tuple[Excerpt, ...]:
    """Cut the lines around places out of an original; places whose lines meet share an excerpt.

    Args:
        original: The decoded original.
        places: What to mark.
    """
    groups: list[tuple[Span, list[Span]]] = []
    for place in sorted({place for place in places if place.end <= len(original)}):
        window = _window(original, place)
        if groups and window.start <= groups[-1][0].end:
            whole, marks = groups[-1]
            groups[-1] = (Span(whole.start, max(whole.end, window.end)), [*marks, place])
        else:
            groups.append((window, [place]))
    return tuple(
        Excerpt(original.count("\n", 0, window.start) + 1, "".join(_marked(original, window, marks)))
        for window, marks in groups
    )


def render_original(report: Report, original: str | None, spans: Iterable[Span]) -> Iterator[str]:
    """Write the original around each of a report's spans, line by line.

    Args:
        report: The report.
        original: What the record keeps of it.
        spans: Of the clean text.
    """
    if original is None:
        yield "  The record keeps no original of this report: it was read by an older version. Read it again."
        return
    places: list[Span] = []
    for span in sorted(set(spans)):
        found = find_in_original(report, span)
        places += found
        if not found:
            yield f"  The reader made these words; the original does not have them: {visible(span.of(report.text))}"
    for excerpt in make_excerpts(original, places):
        yield f"  line {excerpt.line:,}"
        yield from (f"  | {line}" for line in excerpt.text.removesuffix("\n").split("\n"))


def _window(original: str, place: Span) -> Span:
    """Return the lines around a place, three on each side, and no more characters than a reader wants."""
    start, end = original.rfind("\n", 0, place.start) + 1, max(place.start, place.end - 1)
    for _ in range(CONTEXT_LINES):
        start = original.rfind("\n", 0, start - 1) + 1 if start else 0
    for _ in range(CONTEXT_LINES + 1):
        found = original.find("\n", end)
        end = len(original) if found < 0 else found + 1
    return Span(max(start, place.start - _CONTEXT), min(end, place.end + _CONTEXT))


def _marked(original: str, window: Span, marks: Sequence[Span]) -> Iterator[str]:
    if window.start and original[window.start - 1] != "\n":
        yield "\u2026"
    at = window.start
    for mark in marks:
        yield _harmless(original[at : max(at, mark.start)])
        if mark.end > at:
            yield f"{OPEN_MARK}{_harmless(original[max(at, mark.start) : mark.end])}{CLOSE_MARK}"
        at = max(at, mark.end)
    yield _harmless(original[at : window.end])
    if window.end < len(original) and original[window.end - 1] != "\n":
        yield "\u2026"


def _harmless(text: str) -> str:
    """Make characters visible, but for the ends of lines."""
    return visible(text.replace("\r\n", "\n"))
