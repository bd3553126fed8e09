"""Reads gatherings that act themselves: "the Meeting welcomed", "the summit condemned". They act for who met there."""

from __future__ import annotations

from typing import Final

from chancery.extraction.context import Context, Found
from chancery.model.mentions import EntityKind, NamedBy

_GATHERINGS: Final = frozenset({"meeting", "summit", "conference", "gathering", "retreat"})
_ARTICLES: Final = frozenset({"the", "this"})
_ADVERBS: Final = frozenset({"also", "strongly", "further", "warmly", "deeply", "unanimously", "again"})
_ACTING: Final = frozenset(
    "welcome condemn urge thank commend praise congratulate reject denounce deplore criticise criticize demand request "
    "endorse reaffirm reiterate appeal express encourage applaud adopt support call invite agree decide approve "
    "recognise recognize".split()
)


def read_gathering(context: Context, at: int) -> Found | None:
    """Read a gathering as a body where the verb after it says what only those who met can do.

    Args:
        context: The sentence.
        at: Index of the piece of the noun.

    Returns:
        The mention and the index after it; None where there is none.
    """
    if context.lower(at) not in _GATHERINGS or context.lower(at - 1) not in _ARTICLES:
        return None
    end = at + 1
    while context.lower(end) in _ADVERBS:
        end += 1
    if end >= len(context.pieces):
        return None
    verb = context.sentence.words[context.pieces[end].first]
    told = verb.pos == "VERB" and verb.lemma.lower() in _ACTING and "VerbForm=Fin" in verb.feats
    return ([context.over(EntityKind.STATE, at, at + 1, NamedBy.DESCRIPTION)], at + 1) if told else None
