"""Lists quotations by date: whose words, on what occasion, which words, told by how many reports."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.quotations import Quotation, QuotationKind
from chancery.record.store import Record
from chancery.views.chronology import distinct_length
from chancery.views.entry import speaker_words
from chancery.views.labels import UNKNOWN_DATE, Names, count_words, date_words, plain

WIDTH: Final = 80
_INDENT: Final = "    "
_NEVER: Final = (0, 0, 0, "")
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


def render_quotes(
    quotations: Sequence[Quotation],
    names: Names,
    *,
    published: Mapping[str, Edtf] | None = None,
    width: int | None = None,
) -> str:
    """Write quotations as text.

    Args:
        quotations: In the order in which they are shown.
        names: What entities are called.
        published: When reports appeared, by their ids: shown of words for which the text tells no day.
        width: Columns; 80 where there is no terminal.
    """
    length = distinct_length([one.id for one in quotations])
    days = [said_on(one, published or {}) for one in quotations]
    return "\n".join(_entry(one, day, names, width or WIDTH, length) for one, day in zip(quotations, days, strict=True))


def first_reported(one: Quotation, published: Mapping[str, Edtf]) -> Edtf | None:
    """Return the day of the first report that gives words, as far as any is known."""
    days = (
        published[rendering.content.report] for rendering in one.renderings if rendering.content.report in published
    )
    return min((day for day in days if day.earliest or day.latest), key=lambda day: day.sort_key, default=None)


def in_order(quotations: Iterable[Quotation], published: Mapping[str, Edtf]) -> tuple[Quotation, ...]:
    """Return quotations by the day on which they were said, else reported; those of no day come last."""

    def place(one: Quotation) -> tuple[bool, tuple[int, int, int, str], str]:
        day = one.when or first_reported(one, published)
        return (day is None, day.sort_key if day else _NEVER, one.id)

    return tuple(sorted(quotations, key=place))


def said_on(one: Quotation, published: Mapping[str, Edtf]) -> str:
    """Say when words were said, else when they were first reported."""
    if one.when:
        return date_words(one.when)
    day = first_reported(one, published)
    return UNKNOWN_DATE if day is None else f"reported {date_words(day)}"


def _entry(one: Quotation, day: str, names: Names, width: int, length: int) -> str:
    reports = {rendering.content.report for rendering in one.renderings} | {e.report for e in one.evidence}
    head = f"{day}  {_speaker(one, names)}{_occasion(one)}"
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
