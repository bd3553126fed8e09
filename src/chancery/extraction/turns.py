"""Finds the words of a transcript's turns, and of a statement issued in the first person.

Source: codebook, section 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.extraction.quotes import quoted_spans
from chancery.extraction.rows import Row
from chancery.model.mentions import EntityKind, EntityMention, NamedBy, QuotationMention
from chancery.model.quotations import QuotationKind
from chancery.model.text import Block, BlockKind, Report, Span, TurnKind

_ASKERS = frozenset({"question", "q", "journalist", "reporter", "correspondent", "media question"})
_COURTESY = re.compile(
    r"(?:(?:mr|ms|mrs|madam)\.? )?(?:\w+ ){0,2}(?:\w+, )?"  # whoever is thanked
    r"(?:(?:(?:so|well|okay|all right|and),? )*"
    r"(?:(?:thank you|thanks|many thanks)"
    r"(?: for (?:having (?:me|us)|joining us|being (?:here|with us)|coming|your time))?"
    r"|good (?:morning|afternoon|evening|day)|welcome|you(?:'|’)re welcome|hello|bye|goodbye|my pleasure"
    r"|(?:it(?:'|’)s )?(?:always )?(?:good|great|nice) to (?:be|see|talk|speak)(?: (?:to|with))?(?: (?:you|here))?)"
    r"(?:,? (?:so|very|much|again|all|everyone|everybody|both|indeed|sir|madam|ma(?:'|’)am|today|here|"
    r"(?:mr|ms|mrs|madam)\.? (?:secretary|minister|president|chairman|ambassador)))*[.!,\s]*)+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?[.!]|(?:Yes|Please|Go ahead|Over to you|Sorry)[.!]")  # "Nikos."
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My|us)\b")
_ISSUED = re.compile(r"\battributable to\b")
_REMARKS = re.compile(r"\b(?:remarks?|statement|speech|address|comments|welcome|toast) (?:by|of)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:I|We)\b")
_STATEMENT_WORDS = 12
_ARTICLE = 5  # characters of " the " between "remarks by" and the name
_HEAD = 5  # blocks in which a statement is signed


def turn(block: Block, text: str) -> QuotationMention | None:
    """Return a paragraph of a transcript's turn as the words of its speaker.

    Returns:
        None for a bare courtesy ("Thank you.") or the name of who speaks next, which are no quotations.
    """
    words = block.span.of(text).strip()
    if _COURTESY.fullmatch(words) or (_ADDRESS.fullmatch(words) and block.turn is not TurnKind.ANSWER):
        return None
    asker = block.turn is TurnKind.QUESTION or (block.speaker or "").lower() in _ASKERS
    return QuotationMention(
        kind=QuotationKind.DIRECT, content=block.span, sentence=block.span, label=block.speaker, asker=asker
    )


def issued_statement(
    report: Report, rows: Sequence[Row], entities: Sequence[EntityMention]
) -> Iterator[QuotationMention]:
    """Yield the paragraphs of a statement that one person issues in the first person.

    The person is whoever the report names above the first paragraph, or whom it is "attributable
    to"; of the latter only what says "we" or "I" is hers, the rest tells of others.
    """
    paragraphs = [block for block in report.blocks if block.kind is BlockKind.PARAGRAPH]
    if not paragraphs or not _in_own_person(report):
        return
    remarks = _remarks(report, entities)
    if remarks is not None:
        yield from (_spoken(remarks, block) for block in _unlabelled(report) if _is_long(report, block))
        return
    if any(block.speaker for block in report.blocks):
        return
    issuer = _attributed(report, paragraphs, entities)
    if issuer is not None:
        yield from _in_first_person(report, rows, issuer)
        return
    signer = _signer(report, entities)
    if signer is not None:
        own = (block for block in paragraphs if not block.span.contains(entities[signer].span))
        yield from (_spoken(signer, block) for block in own if _is_long(report, block))


def _is_long(report: Report, block: Block) -> bool:
    return len(block.span.of(report.text).split()) >= _STATEMENT_WORDS


def _remarks(report: Report, entities: Sequence[EntityMention]) -> int | None:
    """Return the person of a heading "Remarks by X", where the paragraphs after it speak in the first person."""
    for block in report.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            break
        match = _REMARKS.search(report.text, block.span.start, block.span.end)
        if match:
            inside = (i for i, m in enumerate(entities) if match.end() <= m.span.start < block.span.end)
            near = (i for i in inside if entities[i].whole.start - match.end() <= _ARTICLE)
            return next((i for i in near if _is_named(entities[i])), None)
    return None


def _unlabelled(report: Report) -> Iterator[Block]:
    """Yield the paragraphs before the first labelled turn."""
    for block in report.blocks:
        if block.speaker is not None:
            return
        if block.kind is BlockKind.PARAGRAPH:
            yield block


def _spoken(speaker: int, block: Block) -> QuotationMention:
    return QuotationMention(kind=QuotationKind.DIRECT, content=block.span, sentence=block.span, speakers=(speaker,))


def _attributed(report: Report, paragraphs: Sequence[Block], entities: Sequence[EntityMention]) -> int | None:
    """Return the person named after "attributable to"."""
    for block in report.blocks[: report.blocks.index(paragraphs[0]) + 2]:
        match = _ISSUED.search(report.text, block.span.start, block.span.end)
        if match:
            named = (i for i, m in enumerate(entities) if m.span.start >= match.end() and m.span.end <= block.span.end)
            return next((i for i in named if _is_named(entities[i])), None)
    return None


def _in_first_person(report: Report, rows: Sequence[Row], issuer: int) -> Iterator[QuotationMention]:
    for row in rows:
        span = row.sentence.span
        if span.start > 0 and _SUBJECT.match(span.of(report.text)):
            yield QuotationMention(kind=QuotationKind.DIRECT, content=span, sentence=span, speakers=(issuer,))


def _signer(report: Report, entities: Sequence[EntityMention]) -> int | None:
    """Return the one person with an office whose name fills a line above the first paragraph."""
    for block in report.blocks[:_HEAD]:
        if _is_long(report, block) and block.kind is BlockKind.PARAGRAPH:
            return None
        people = [i for i, m in enumerate(entities) if block.span.contains(m.span) and _is_named(m)]
        if len(people) == 1 and _signs(report, block, entities[people[0]]):
            return people[0]
    return None


def _signs(report: Report, block: Block, person: EntityMention) -> bool:
    """Tell whether a line is a name with its office, and the name comes nowhere after it."""
    after = report.text[person.whole.end : block.span.end].strip()
    alone = person.whole.start == block.span.start and (not after or after.startswith(","))
    told = report.text.find(person.name.split()[-1], block.span.end) >= 0  # who signs is not told of by name
    return alone and not told and person.office is not None and not after.endswith((".", ":"))


def _in_own_person(report: Report) -> bool:
    """Tell whether a paragraph says "we" or "I" outside quotation marks."""
    for block in report.blocks:
        quotes = quoted_spans(report.text, block.span) if block.kind is BlockKind.PARAGRAPH else (block.span,)
        for match in _FIRST_PERSON.finditer(report.text, block.span.start, block.span.end):
            if not any(quote.contains(Span(*match.span())) for quote in quotes):
                return True
    return False


def _is_named(mention: EntityMention) -> bool:
    return mention.kind is EntityKind.PERSON and mention.by is NamedBy.NAME
