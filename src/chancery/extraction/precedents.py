"""Finds what reports claim about precedents: a first time, a time again, a custom.

The words are kept as claims. Whether they are true, the record can show (`chancery precedents`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from chancery.extraction.sentence import Sentence
from chancery.model.mentions import PrecedentMention
from chancery.model.text import Span

_ACT: Final = (
    r"(?:visit|trip|journey|tour|travel|destination|meeting|talks|summit|call|stop|foreign country|time|handshake)"
)
_PATTERNS: Final = {
    "first": re.compile(
        rf"\b(?:(?:the |his |her |its |their |my |our )?(?:very )?first(?:[- ](?!of\b)[\w-]+){{0,5}}?[- ]{_ACT}s?"
        r"(?: (?:abroad|ever|since [\w ]{3,40}|as (?:\w+ ){0,2}(?:president|leader|minister|premier|chancellor)))?"
        r"|for the first time(?: since [\w ]{3,40}| in [\w ]{3,30})?"
        r"|never before)\b",
        re.IGNORECASE,
    ),
    "again": re.compile(
        rf"\b(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))"
        rf"(?:[- ](?!of\b)[\w-]+){{0,3}}?[- ]{_ACT}|once again"
        r"|(?:like|as(?: did)?) (?:his|her|their) predecessors?(?: did)?"
        r"|followed (?:his|her|their) predecessors?)\b",
        re.IGNORECASE,
    ),
    "custom": re.compile(
        r"\b(?:(?:essentially |almost |virtually |a |by |long |time-honou?red )*tradition(?:ally|al)?"
        rf"(?: (?:first )?{_ACT})?|customar(?:y|ily)|as is custom|(?:an )?(?:annual|yearly) {_ACT}"
        r"|every new (?:president|leader|minister|prime minister))\b",
        re.IGNORECASE,
    ),
}
_SUBJECT: Final = re.compile(
    r"\b(?:visit|travel|trip|journey|tour|meet|met|talks|summit|president|minister|leader|capital|abroad)",
    re.IGNORECASE,
)


def find_precedents(sentences: Iterable[Sentence]) -> tuple[PrecedentMention, ...]:
    """Return the claims about precedents, one of each kind to a sentence."""
    return tuple(claim for sentence in sentences for claim in _claims(sentence))


def _claims(sentence: Sentence) -> Iterable[PrecedentMention]:
    if not _SUBJECT.search(sentence.text):
        return
    for kind, pattern in _PATTERNS.items():
        match = pattern.search(sentence.text)
        if match is not None:
            start = sentence.span.start
            yield PrecedentMention(
                span=Span(start + match.start(), start + match.end()), kind=kind, sentence=sentence.span
            )
