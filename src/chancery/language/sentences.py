"""Sentence boundaries on spaCy tokens, by rules on the shape of what meets at a full stop.

A new block always begins a sentence. Inside a block a boundary needs closing punctuation and a
next word that can open a sentence; abbreviations, initials and decimal figures do not close one.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

_CLOSERS = frozenset({".", "!", "?", "…", "...", "?!", "!!"})
_TRAILERS = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
_OPENERS = frozenset({'"', "“", "‘", "'", "(", "[", "«", "``", "–", "—", "-", "•"})
_ABBREVIATIONS = frozenset(
    "mr. mrs. ms. dr. prof. gen. col. lt. sgt. capt. cmdr. adm. maj. gov. sen. rep. amb. rev. hon. st. no. nos. vs. "
    "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. art. sec. p. pp. vol. fig. inc. ltd. co. corp. "
    "e.g. i.e. cf. approx. dept. est. ft. mt. messrs. h.e.".split()
)
# "U.S." may end a sentence; it does where what follows is a word that opens sentences far more often than names
_SENTENCE_OPENERS = frozenset(
    "the a an he she it they we i this that these those in on at but and however while after before as his her its "
    "their there when if our for according asked speaking earlier meanwhile both during".split()
)


def set_sentence_starts(doc: Doc, block_starts: Iterable[int]) -> Doc:
    """Mark the first token of every sentence.

    Args:
        doc: Tokens without sentence boundaries.
        block_starts: Offsets, in characters, at which a block of the report begins.

    Returns:
        The same `doc`, with `is_sent_start` set on every token.
    """
    starts = frozenset(block_starts)
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts or _opens_sentence(doc, token)
    return doc


def _opens_sentence(doc: Doc, token: Token) -> bool:
    """Tell whether a boundary lies right before `token`."""
    if token.text in _TRAILERS or token.is_space or not _can_open(doc, token):
        return False
    index = token.i - 1
    while index > 0 and (doc[index].text in _TRAILERS or doc[index].is_space):
        index -= 1
    if any("\n\n" in doc[i].text for i in range(index, token.i)):
        return True
    return _closes(doc[index], token)


def _can_open(doc: Doc, token: Token) -> bool:
    """Tell whether a sentence may begin with `token`: a capital, a figure or an opening mark before one."""
    index = token.i
    while index < len(doc) - 1 and doc[index].text in _OPENERS:
        index += 1
    first = doc[index].text[:1]
    return first.isupper() or first.isdigit()


def _closes(token: Token, following: Token) -> bool:
    """Tell whether a sentence may end with `token` when `following` comes next."""
    text = token.text
    if text in _CLOSERS:
        # a blank tokenizer leaves "J ." of an initial apart only when it ends the sentence
        return True
    if not text.endswith(".") or len(text) == 1 or text.lower() in _ABBREVIATIONS:
        return False
    if len(text) == 2:  # noqa: PLR2004 - one letter and a stop: an initial
        return False
    return following.lower_ in _SENTENCE_OPENERS and following.text[:1].isupper()
