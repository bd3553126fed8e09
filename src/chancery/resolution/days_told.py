"""The dates that a report tells, each with where it stands and whether its sentence tells of the past."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.text import Block, BlockKind, Report, Span
from chancery.model.times import TimeBound, TimeKind, TimeMention
from chancery.resolution.dates import last_told, resolve_time

_LEAD_BLOCKS: Final = 3
_SENTENCE_REACH: Final = 400
_SENTENCE_AHEAD: Final = 2000
_SENTENCE_CLOSERS: Final = frozenset('.!?\u2026\u201d"\u2019)')
HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BYLINE, BlockKind.DATELINE})
NEWS: Final = re.compile(
    r"\b(?:said|says|told|met|held|spoke|took|began|came|went|gave|made|won|left|flew|paid|sent|got|saw|became|was|were|had"
    r"|speaking|holding|visiting|traveling|travelling|meeting|[a-z]{2,}ed)\b"
)
AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|should|may|can|expected|scheduled|plans?|planned|upcoming|deadline|until)\b"
    r"|\btak(?:ing|es) place\b|['\u2019]ll\b"
)
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WILL: Final = re.compile(
    r"\b(?:will|shall|upcoming|(?:is|are) (?:now |also )?(?:expected|scheduled|planned|due|set))\b|['\u2019]ll\b"
)
_PASSIVE: Final = re.compile(r"\bbe \w+\b")
_OF: Final = re.compile(r"\b(?:of|from|since)(?: the)? *$")
_BACKGROUND: Final = re.compile(
    r"\b(?:anniversar\w+|commemorat\w+|celebrat\w+|mark(?:s|ing)?|since|Day|every|each|annual\w*|invasion|[Hh]oliday|born|founded|independence)\b"
)
_SENTENCE_END: Final = re.compile(r"[.!?\u2026][\"\u201d\u2019)]*\s+(?=[\"\u201c(]?[A-Z])|\n")
_PREAMBLE: Final = re.compile(
    r"\(?(?:Begin(?:ning of)?|Start of)\b[\w ]{0,20}\btext\b"
    r"|(?:The (?:text of the )?(?:following|below)|Below|Following)\b[^.]{0,120}?"
    r"\b(?:text|statement|remarks|communiqu\u00e9|declaration|attribut\w+|transcript|released|issued)\b"
    r"|(?:As (?:prepared|delivered)|Unofficial translation|Check against delivery)\b",
    re.IGNORECASE,
)
_PREAMBLE_LENGTH: Final = 240
_NOT_PAST: Final = frozenset({TimeBound.BY, TimeBound.UNTIL, TimeBound.BEFORE, TimeBound.WITHIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTold:
    """A date that a report tells.

    Attributes:
        words: The expression.
        when: With or without a year.
        future: Whether its clause is about the future.
        block: The block it stands in.
        lead: Whether it stands at the start of the report.
        news: Whether its sentence tells something that happened, and is no plan, feast or background.
        before: The words of its sentence before it.
        after: The words of its sentence behind it.
    """

    mention: TimeMention
    words: str
    when: Edtf
    future: bool
    block: Block
    lead: bool
    news: bool
    before: str
    after: str

    @property
    def past(self) -> bool:
        """Whether the words put it before the report."""
        return not self.future and self.mention.bound not in _NOT_PAST


def tell_days(report: Report, times: Sequence[TimeMention], future: Collection[int]) -> list[DayTold]:
    """Resolve what needs no publication date."""
    blocks = report.blocks or (Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(report.text))),)
    leads = lead_spans(report, blocks)
    told: list[DayTold] = []
    starts = [block.span.start for block in blocks]
    previous: Edtf | None = None
    for position, mention in enumerate(times):
        when = resolve_time(_plain(mention), None, previous=previous)
        previous = last_told(mention, when, previous)
        if when is None or (not when.has_year and when.cycle is None):
            continue
        block = blocks[bisect_right(starts, mention.span.start) - 1]
        block = block if block.span.contains(mention.span) else blocks[0]
        before, after = sentence_around(report.text, mention.span)
        told.append(
            DayTold(
                mention=mention, words=mention.span.of(report.text), when=when,
                future=position in future or _is_planned(before),
                block=block, lead=block.span in leads, news=_is_news(before, after), before=before, after=after,
            )
        )  # fmt: skip
    return told


def lead_spans(report: Report, blocks: Sequence[Block]) -> set[Span]:
    """Return the first paragraphs that hold sentences, each wording once, with the title and the captions."""
    body: dict[str, Span] = {}
    for block in blocks:
        words = block.span.of(report.text).strip()
        if block.kind is BlockKind.PARAGRAPH and words[-1:] in _SENTENCE_CLOSERS and not is_preamble(words):
            body.setdefault(words, block.span)
    heads = {block.span for block in blocks if block.kind in HEADS or block.kind is BlockKind.CAPTION}
    return set(list(body.values())[:_LEAD_BLOCKS]) | heads


def first_paragraph(report: Report) -> Block | None:
    """Return the paragraph that the body begins with, behind what only announces it."""
    paragraphs = (block for block in report.blocks if block.kind is BlockKind.PARAGRAPH)
    return next((block for block in paragraphs if not is_preamble(block.span.of(report.text).strip())), None)


def is_preamble(words: str) -> bool:
    """Tell whether a paragraph only announces the text under it.

    Example:
        >>> is_preamble("The text of the following statement was released by the governments of Peru and Chile.")
        True
        >>> is_preamble("The following talks were held in Lima.")
        False
    """
    return len(words) <= _PREAMBLE_LENGTH and _PREAMBLE.match(words) is not None


def sentence_around(text: str, span: Span) -> tuple[str, str]:
    """Return the words of a sentence before and behind a stretch of it."""
    start = max(0, span.start - _SENTENCE_REACH)
    start = max((match.end() for match in _SENTENCE_END.finditer(text, start, span.start)), default=start)
    furthest = min(len(text), span.end + _SENTENCE_AHEAD)  # a list of dates on one line may have no end
    end = _SENTENCE_END.search(text, span.end, furthest)
    return text[start : span.start], text[span.end : end.start() if end else furthest]


def _is_news(before: str, after: str) -> bool:
    """Tell whether a sentence around a date tells of something done on that day.

    A word of the future counts up to the date, and behind it up to the next past verb: "on March 2
    she said that talks will go on" is news of March 2.
    """
    verb = NEWS.search(after)
    if _BACKGROUND.search(before + after) or AHEAD.search(before + (after[: verb.start()] if verb else after)):
        return False
    return verb is not None or NEWS.search(before) is not None


def _is_planned(before: str) -> bool:
    """Tell whether the words before a date put it ahead: "a vote is expected in early 2019"."""
    if _OF.search(before):  # "will mark the anniversary of the treaty of 1992"
        return False
    last = max((match.end() for match in _WILL.finditer(before)), default=None)
    return last is not None and NEWS.search(_PASSIVE.sub("", before[last:])) is None


def _plain(mention: TimeMention) -> TimeMention:
    """Read "since October 4" as the day itself: what matters is which day is told."""
    if mention.bound is TimeBound.IN or mention.kind is TimeKind.ANCHORED:
        return mention
    fields = {name: getattr(mention, name) for name in TimeMention.__dataclass_fields__}
    return TimeMention(**(fields | {"bound": TimeBound.IN}))
