"""Gives attributions the words in marks that go on beyond their sentence, before the cue, after it, in a new paragraph.

    “It rained. Nobody came,” she said. “We went home.”
    “And then it stopped.”

are the words of one attribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chancery.extraction.quotes import quoted_spans
from chancery.extraction.reported import Form, Reported
from chancery.model.text import BlockKind, Report, Span

_LEAST = 3  # words; fewer in marks, without a cue, are no speech
_MARKS = "\"“”„«»‘’' .!?,…"


def with_passages(report: Report, sentences: Sequence[Span], found: Sequence[Reported]) -> tuple[Reported, ...]:
    """Give each attribution the words that go on in other sentences.

    Args:
        report: Its blocks are the paragraphs.
        sentences: Of the report, in order.
        found: The attributions of its sentences, in the order of their cues.

    Returns:
        The same attributions, in the same order.
    """
    joined = list(found)
    before: int | None = None  # whose words the paragraph before ended with
    at = first = 0
    for block in report.blocks:
        here = []
        while at < len(joined) and joined[at].cue.start < block.span.end:
            here += [at] if joined[at].cue.start >= block.span.start else []
            at += 1
        while first < len(sentences) and sentences[first].start < block.span.start:
            first += 1
        end = first
        while end < len(sentences) and sentences[end].end <= block.span.end:
            end += 1
        if block.kind is BlockKind.PARAGRAPH and block.speaker is None:
            paragraph = _Paragraph(report.text, block.span, sentences[first:end])
            before = paragraph.join(joined, here, before)
        else:
            before = None
        first = end
    return tuple(_nested(joined))


def _nested(found: Sequence[Reported]) -> Iterator[Reported]:
    """Yield attributions in order, those marked whose cue stands in the content of another."""
    contents = sorted((span.start, span.end, at) for at, one in enumerate(found) for span in one.content)
    reach: list[tuple[int, int]] = []  # end and owner of the contents that reach furthest
    at = 0
    for number, one in enumerate(found):
        while at < len(contents) and contents[at][0] <= one.cue.start:
            reach.append((contents[at][1], contents[at][2]))
            reach = sorted(reach, reverse=True)[:2]
            at += 1
        inside = any(end >= one.cue.end and owner != number for end, owner in reach)
        yield replace(one, inside=inside) if inside else one


class _Paragraph:
    """Reads one paragraph."""

    def __init__(self, text: str, block: Span, sentences: Sequence[Span]) -> None:
        self._text = text
        self._block = block
        self._sentences = sentences

    def join(self, found: list[Reported], here: Sequence[int], before: int | None) -> int | None:
        """Extend what is found here; return whose words in marks the paragraph gives last."""
        quotes = quoted_spans(self._text, self._block)
        outside = _outside(found, here, quotes)
        last, start = before, 0
        for quote in quotes:
            owner = self._owner(found, outside, quote)
            while start < len(outside) and found[outside[start]].cue.end <= quote.start:
                start += 1
            if owner is not None:
                found[owner] = _with(found[owner], quote)
                last = owner
            elif last is not None and self._is_whole(quote):
                found[last] = _with(found[last], quote)
            elif start and not self._is_whole(quote):
                last = None
        text = self._block.of(self._text).rstrip()
        if text.endswith(":") and outside:
            return outside[-1]
        return last if quotes else None

    def _owner(self, found: Sequence[Reported], outside: Sequence[int], quote: Span) -> int | None:
        """Return the attribution of which a part of the words in marks is the content."""
        best, most = None, 0
        for at in outside:
            if found[at].form is Form.PHRASE or found[at].cue.overlaps(quote):
                continue
            inside = sum(max(0, min(quote.end, s.end) - max(quote.start, s.start)) for s in found[at].content)
            if inside > most and inside * 2 >= sum(s.end - s.start for s in found[at].content):
                best, most = at, inside
        return best

    def _is_whole(self, quote: Span) -> bool:
        """Tell whether words in marks fill their sentences."""
        around = [one for one in self._sentences if one.overlaps(quote)]
        if not around or len(quote.of(self._text).split()) < _LEAST or not self._text[quote.start].isupper():
            return False
        lead = self._text[around[0].start : quote.start].strip(_MARKS)
        tail = self._text[quote.end : around[-1].end].strip(_MARKS)
        return not lead and not tail


def _outside(found: Sequence[Reported], here: Iterable[int], quotes: Sequence[Span]) -> list[int]:
    """Return the attributions whose cue stands outside the marks; both lists are in order."""
    kept, at = [], 0
    for one in here:
        cue = found[one].cue
        while at < len(quotes) and quotes[at].end <= cue.start:
            at += 1
        if at == len(quotes) or not quotes[at].overlaps(cue):
            kept.append(one)
    return kept


def _with(one: Reported, quote: Span) -> Reported:
    """Return an attribution with all of the words in marks."""
    return replace(one, content=tuple(_merged(sorted((*one.content, quote)))))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one."""
    last: Span | None = None
    for span in spans:
        if last is not None and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
