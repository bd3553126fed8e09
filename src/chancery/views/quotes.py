"""Lists quotations by date: whose words, on what occasion, which words, told by how many reports."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from chancery.model.quotations import Quotation, QuotationKind
from chancery.record.store import Record
from chancery.views.chronology import distinct_length
from chancery.views.entry import speaker_words
from chancery.views.labels import Names, count_words, date_words, plain

WIDTH: Final = 80
_INDENT: Final = "    "
_MANY: Final = 100_000  # hits of a search; more than a record of a hundred thousand quotations has


def about(quotations: Iterable[Quotation], record: Record, words: str) -> tuple[Quotation, ...]:
    """Return the quotations that hold all the given words in one of their renderings, in their order.

    Args:
        quotations: Of the record.
        record: Its full-text index is asked.
        words: In any order and case.
    """
    found = {hit.id for hit in record.search(words, limit=_MANY) if hit.kind == "quotation"}
    return tuple(one for one in quotations if one.id in found)


def render_quotes(quotations: Sequence[Quotation], names: Names, *, width: int | None = None) -> str:
    """Write quotations as text.

    Args:
        quotations: In the order in which they are shown.
        names: What entities are called.
        width: Columns; 80 where there is no terminal.
    """
    length = distinct_length([one.id for one in quotations])
    return "\n".join(_entry(one, names, width or WIDTH, length) for one in quotations)


def _entry(one: Quotation, names: Names, width: int, length: int) -> str:
    reports = {rendering.content.report for rendering in one.renderings} | {e.report for e in one.evidence}
    head = f"{date_words(one.when)}  {_speaker(one, names)}{_occasion(one)}"
    lines = textwrap.wrap(head, width, subsequent_indent=_INDENT, break_on_hyphens=False)
    for number, words in enumerate(dict.fromkeys(_words(one))):
        before = "or: " if number else ""
        lines += textwrap.wrap(
            before + words, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
        )
    lines.append(f"{_INDENT}{', '.join(_marks(one, len(reports)))} {one.id[:length]}")
    return "\n".join(lines) + "\n"


def _speaker(one: Quotation, names: Names) -> str:
    if one.speaker is None and one.named and not one.asker:
        return f"An unidentified speaker, “{plain(one.named)}”"
    return speaker_words(one, names)


def _occasion(one: Quotation) -> str:
    cue = f", {plain(one.cue)}" if one.cue else ""
    told = one.addressed or ""
    if told and told.lower() not in f"{one.cue or ''} {one.venue or ''}".lower():
        cue += f", to {plain(told)}"
    return cue + (f", {plain(one.venue)}" if one.venue else "")


def _words(one: Quotation) -> Iterator[str]:
    """Yield the renderings; only words in the speaker's own mouth stand in quotation marks."""
    for rendering in one.renderings:
        words = plain(rendering.content.quote)
        yield words if one.kind is QuotationKind.INDIRECT else f"“{words}”"


def _marks(one: Quotation, reports: int) -> Iterator[str]:
    yield one.kind.value
    if one.acts:
        yield "is also an event: " + " ".join(act[:10] for act in one.acts)
    yield count_words(reports, "report")
