"""Shows a report whole, with everything that it gave marked where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chancery.model.text import Block, BlockKind, Report, Span
from chancery.views.labels import visible
from chancery.views.passages import CONTEXT


@dataclass(frozen=True, slots=True, order=True)
class Pin:
    """An entry that rests on words of a report.

    Attributes:
        span: The words.
        kind: "event", "quotation", "pledge" or "occupancy".
        entry: Its id.
    """

    span: Span
    kind: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some words of a report.

    Attributes:
        start: Where they begin in its clean text.
        pins: The entries that rest on them; none for plain words.
    """

    text: str
    start: int
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a report with its marks.

    Attributes:
        kind: As in the layout: "title", "paragraph" ...
        speaker: The label of whoever speaks it, in a transcript.
        entries: What rests on its words, each once, in the order of the words.
    """

    kind: str
    speaker: str | None
    stretches: tuple[Stretch, ...]
    entries: tuple[Pin, ...]


def mark_report(report: Report, pins: Iterable[Pin]) -> tuple[Paragraph, ...]:
    """Set marks into a report, block by block.

    Args:
        report: The report.
        pins: What rests on its words; what lies outside of every block is left out.
    """
    ordered = sorted(set(pins))
    return tuple(_paragraph(report, block, ordered) for block in report.blocks)


def excerpt_report(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Keep of a marked report what stands around its marks, as passages of entries do; the text is its publisher's.

    Paragraphs without marks go, but for the title; what is left of a mark's paragraph is cut to `CONTEXT` characters
    on each side.
    """
    kept = (one for one in paragraphs if one.entries or one.kind == BlockKind.TITLE.value)
    return tuple(replace(one, stretches=tuple(_shorten(one.stretches))) for one in kept)


def _shorten(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Cut the plain words between marks: what follows one, and what goes before the next, is kept."""
    last = len(stretches) - 1
    for index, stretch in enumerate(stretches):
        text = stretch.text
        after, before = index > 0 or not last, index < last  # what has no marks at all is kept from its beginning
        if stretch.pins or len(text) <= CONTEXT * (after + before):
            yield stretch
        else:
            head = text[:CONTEXT].rpartition(" ")[0] if after else ""
            tail = text[-CONTEXT:].partition(" ")[2] if before else ""
            yield replace(stretch, text=f"{head} … {tail}")


def _paragraph(report: Report, block: Block, pins: Sequence[Pin]) -> Paragraph:
    inside = [pin for pin in pins if pin.span.overlaps(block.span)]
    ends = {end for pin in inside for end in (pin.span.start, pin.span.end)}
    cuts = sorted({block.span.start, block.span.end} | {e for e in ends if block.span.start < e < block.span.end})
    stretches = tuple(
        Stretch(
            text=visible(report.text[start:end]),
            start=start,
            pins=tuple(pin for pin in inside if pin.span.start <= start and end <= pin.span.end),
        )
        for start, end in pairwise(cuts)
    )
    entries = {(pin.kind, pin.entry): pin for pin in reversed(inside)}
    return Paragraph(
        kind=block.kind.value,
        speaker=block.speaker,
        stretches=stretches,
        entries=tuple(sorted(entries.values())),
    )
