"""Judges whether two quotations of one speaker are renderings of the same words: a translation, a paraphrase, a piece.

Words are compared by stem, and weigh the more the fewer quotations use them. A quotation of which only a
piece is in quotation marks is compared with its whole sentence too, which carries the rest of what was said.

An encoder's vectors could be one more reason here: a number for two texts, given as a function beside
`weights`. None is loaded, so that concluding needs no model.

Source: codebook, section 8.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from chancery.codebooks.states import state_forms
from chancery.model.quotations import Quotation, QuotationKind
from chancery.resolution.likeness import content_words
from chancery.resolution.words import Weights, figures, stem, stems

_NAME: Final = re.compile(r"\b[A-Z][\w.]*\w(?: [A-Z][\w.]*\w)*")
_OPENS: Final = re.compile(r"(?:^|[.!?:;\u201c\"\u2013\u2014])\s*$")
_TITLES: Final = frozenset(
    map(stem, "mr mrs ms secretary minister president prime foreign deputy king queen ambassador chancellor".split())
)

SAME_WORDS: Final = 70.0
"""Likeness of content words above which two renderings of one time are of the same words.

Twelve pairs of renderings in the gold files score 39, 67, 68, 69 and eight times 78 to 100; other
words of one speaker at one time scored 61 at most on the same files.
"""
WEAK: Final = SAME_WORDS + 0.5
"""What less than the words themselves gives: it joins nothing to a group that has the report's words already."""
SAME_TEXT: Final = 75.0
"""Likeness of whole wordings above which two renderings are of the same words, though nothing dates them."""
_ENOUGH: Final = 5  # content words that undated renderings must have; "Thank you all" is said every day
_FEW: Final = 2  # content words; fewer say too little to be recognised
_PIECE: Final = 0.6
"""Share of the shorter's weight that two renderings of one time must have in common, with `_SHARED` words."""
_SHARED: Final = 3
_SENTENCE: Final = 0.4
"""Cosine of two sentences above which quoted pieces in them are of the same words."""
_SHORT: Final = 4  # content words of a quoted fragment


@dataclass(frozen=True, slots=True)
class Words:
    """What a rendering is compared by.

    Attributes:
        content: Its content words, as written.
        own: Stems and figures of the content.
        around: Stems and figures of the sentence, without the speaker's name; of a direct quotation the content's.
        is_piece: Whether only a piece of what was said is quoted.
        last: Stem of the last content word: mostly the head of a fragment.
        names: States by code, and stems of other names in the content.
    """

    content: str
    own: frozenset[str]
    around: frozenset[str]
    is_piece: bool
    last: str
    names: frozenset[str] = frozenset()


def words_of(quotation: Quotation) -> Words:
    """Return what a quotation of one report is compared by."""
    text = quotation.renderings[0].content.quote
    own = stems(text) | figures(text)
    is_piece = quotation.kind is not QuotationKind.DIRECT
    around = own
    if is_piece:
        name = stems((quotation.speaker or "").replace("-", " "))
        sentences = [e.quote for e in quotation.evidence]
        around = frozenset[str]().union(*(stems(s) | figures(s) for s in sentences)) - name - stems(quotation.cue or "")
    content = content_words(text)
    last = next((word for word in reversed(content.split()) if stems(word)), "")
    return Words(content, own, around, is_piece, next(iter(stems(last)), ""), _names_in(text) - {quotation.state or ""})


def _names_in(text: str) -> frozenset[str]:
    """Return the states that a text names, by code, and stems of other names that stand within its sentences."""
    found = set[str]()
    for match in _NAME.finditer(text):
        codes = {reading.code for reading in state_forms().get(match[0], ())}
        if codes or not _OPENS.search(text[: match.start()]):
            found |= codes or stems(match[0]) - _TITLES
    return frozenset(found)


def likeness(one: Words, other: Words, weights: Weights, *, same_time: bool, same_event: bool) -> float:
    """Return how alike two renderings are, 0 to 100; `SAME_WORDS` and more are of the same words.

    Args:
        one: A rendering.
        other: Another, of the same speaker in another report.
        weights: How telling words are among quotations.
        same_time: Whether they may be of one time.
        same_event: Whether their reports tell of one event in which the speaker took part.
    """
    if one.names and other.names and one.names.isdisjoint(other.names):
        return 0.0  # a formula, said of somebody else
    if not (same_time or same_event):
        return _same_text(one.content, other.content)
    value = alike_words(one.content, other.content)
    if not _is_whole(one, other):
        value = min(value, SAME_WORDS - 1)
    if value > SAME_WORDS:
        return value
    joined = _share_most(one, other, weights) or _in_like_sentences(one, other, weights)
    return WEAK if joined or (same_event and _same_fragment(one, other)) else value


def _share_most(one: Words, other: Words, weights: Weights) -> bool:
    shared = one.own & other.own
    least = min(weights.total(one.own), weights.total(other.own))
    return len(shared) >= _SHARED and least > 0 and weights.total(shared) / least >= _PIECE


def _in_like_sentences(one: Words, other: Words, weights: Weights) -> bool:
    pieces = one.is_piece and other.is_piece and len(one.around & other.around) >= _SHARED
    return pieces and weights.likeness(one.around, other.around) >= _SENTENCE


def _is_whole(one: Words, other: Words) -> bool:
    """Tell whether a phrase of a word or two stands whole in the other wording: "strategic partner" in a sentence."""
    short, long = sorted((_run(one), _run(other)), key=len)
    if len(short) >= _SHARED:
        return True
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _run(words: Words) -> list[str]:
    return [found for word in words.content.split() for found in stems(word)]


def _same_fragment(one: Words, other: Words) -> bool:
    """Tell whether two fragments name one thing: "a dependable partner", "a reliable partner"."""
    short = min(len(one.own), len(other.own)) <= _SHORT
    return short and one.is_piece and other.is_piece and bool(one.last) and one.last == other.last


def _same_text(one: str, other: str) -> float:
    """Return how alike two whole wordings are, as a likeness that passes only if they are nearly the same."""
    few = min(one.count(" "), other.count(" ")) + 1 < _ENOUGH
    return 100.0 if not few and fuzz.token_sort_ratio(one, other, score_cutoff=SAME_TEXT) else 0.0


def alike(one: str, other: str) -> float:
    """Return how alike two renderings are, 0 to 100; a short one may be a piece of a longer.

    Example:
        >>> alike("our most reliable friend", "he spoke of a most reliable friend") > 80
        True
    """
    return alike_words(content_words(one), content_words(other))


def alike_words(one: str, other: str) -> float:
    """Return how alike two renderings are by their content words, 0 to 100."""
    if min(len(one.split()), len(other.split())) < _FEW:
        return 0.0
    return float(fuzz.token_set_ratio(one, other))
