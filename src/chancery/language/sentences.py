"""Sentence boundaries on spaCy tokens, by rules on the shape of what meets at a full stop.

A new block always begins a sentence. Inside a block a boundary needs closing punctuation and a
next word that can open a sentence; abbreviations, initials and decimal figures do not close one.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

_CLOSERS = frozenset({".", "!", "?", "…", "...", "?!", "!!"})
_TRAILERS = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
_MARKS = 8  # closing and opening marks that may meet at a boundary
_NUMBERED = frozenset("no. nos. art. sec. p. pp. vol. fig.".split())
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
    if token.is_space or _trails(doc, token.i) or not _can_open(doc, token):
        return False
    index = token.i - 1
    while index > max(0, token.i - _MARKS) and (_trails(doc, index) or doc[index].is_space):
        index -= 1
    if any("\n\n" in doc[i].text for i in range(index, token.i)):
        return True
    return not (doc[token.i - 1].text in _OPENERS and not _trails(doc, token.i - 1)) and _closes(doc, index, token)


def _trails(doc: Doc, index: int) -> bool:
    """Tell whether a mark closes what stands before it; a straight one after a space opens what follows."""
    token = doc[index]
    if token.text not in _TRAILERS:
        return False
    spaced = index > 0 and (bool(doc[index - 1].whitespace_) or doc[index - 1].is_space)
    return not (token.text in _OPENERS and spaced and not token.whitespace_)


def _can_open(doc: Doc, token: Token) -> bool:
    """Tell whether a sentence may begin with `token`: a capital, a figure or an opening mark before one."""
    index = token.i
    while index < min(len(doc) - 1, token.i + _MARKS) and doc[index].text in _OPENERS:
        index += 1
    first = doc[index].text[:1]
    return first.isupper() or first.isdigit()


def _closes(doc: Doc, index: int, following: Token) -> bool:
    """Tell whether a sentence may end with the token at `index` when `following` comes next."""
    text = doc[index].text
    if text in _CLOSERS:
        # "Lt ." and "J ." come apart where spaCy does not know the abbreviation
        return not (text == "." and _abbreviates(doc, index, following))
    if not text.endswith(".") or len(text) == 1 or text.lower() in _ABBREVIATIONS:
        return False
    if len(text) == 2:  # noqa: PLR2004 - one letter and a stop: an initial
        return False
    return following.lower_ in _SENTENCE_OPENERS and following.text[:1].isupper()


def _abbreviates(doc: Doc, index: int, following: Token) -> bool:
    """Tell whether a full stop belongs to the abbreviation that it touches."""
    before = doc[index - 1] if index else None
    if before is None or before.whitespace_:
        return False
    word = f"{before.lower_}."
    if word in _NUMBERED:  # "no." and "art." are words as well
        return following.text[:1].isdigit()
    return word in _ABBREVIATIONS
