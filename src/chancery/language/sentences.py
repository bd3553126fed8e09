"""Sentence boundaries on spaCy tokens, by rules on the shape of what meets at a full stop.

A new block always begins a sentence. Inside a block a boundary needs closing punctuation and a
next word that can open a sentence; abbreviations, initials and decimal figures do not close one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

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


@dataclass(frozen=True, slots=True)
class _Row:
    """The tokens' words, and which have a space after them: spaCy makes them anew at every look."""

    texts: tuple[str, ...]
    spaced: tuple[bool, ...]


def set_sentence_starts(doc: Doc, block_starts: Iterable[int]) -> Doc:
    """Mark the first token of every sentence.

    Args:
        doc: Tokens without sentence boundaries.
        block_starts: Offsets, in characters, at which a block of the report begins.

    Returns:
        The same tokens, with `is_sent_start` set on every one.
    """
    starts = frozenset(block_starts)
    row = _Row(tuple(token.text for token in doc), tuple(bool(token.whitespace_) for token in doc))
    opens = [token.i == 0 or token.idx in starts or _opens_sentence(row, token.i) for token in doc]
    # set one by one, each would cost a look at the whole document
    return Doc(doc.vocab, words=list(row.texts), spaces=list(row.spaced), sent_starts=list[bool | int | None](opens))


def _opens_sentence(row: _Row, at: int) -> bool:
    """Tell whether a boundary lies right before the token at `at`."""
    if row.texts[at].isspace() or _trails(row, at) or not _can_open(row, at):
        return False
    index = at - 1
    while index > max(0, at - _MARKS) and (_trails(row, index) or row.texts[index].isspace()):
        index -= 1
    if any("\n\n" in text for text in row.texts[index:at]):
        return True
    opened = row.texts[at - 1] in _OPENERS and not _trails(row, at - 1)
    return not opened and _closes(row, index, at)


def _trails(row: _Row, index: int) -> bool:
    """Tell whether a mark closes what stands before it; a straight one after a space opens what follows."""
    if row.texts[index] not in _TRAILERS:
        return False
    apart = index > 0 and (row.spaced[index - 1] or row.texts[index - 1].isspace())
    return not (row.texts[index] in _OPENERS and apart and not row.spaced[index])


def _can_open(row: _Row, at: int) -> bool:
    """Tell whether a sentence may begin here: with a capital, a figure or an opening mark before one."""
    index = at
    while index < min(len(row.texts) - 1, at + _MARKS) and row.texts[index] in _OPENERS:
        index += 1
    first = row.texts[index][:1]
    return first.isupper() or first.isdigit()


def _closes(row: _Row, index: int, following: int) -> bool:
    """Tell whether a sentence may end with the token at `index` when `following` comes next."""
    text = row.texts[index]
    if text in _CLOSERS:
        # "Lt ." comes apart where spaCy does not know the abbreviation
        return not (text == "." and _abbreviates(row, index, following))
    if not text.endswith(".") or len(text) == 1:
        return False
    if text.lower() in _NUMBERED and not row.texts[following][:1].isdigit():
        return text.lower() == "no."
    if text.lower() in _ABBREVIATIONS or len(text) == 2:  # noqa: PLR2004 - one letter and a stop: an initial
        return False
    after = row.texts[following]
    return after.lower() in _SENTENCE_OPENERS and after[:1].isupper()


def _abbreviates(row: _Row, index: int, following: int) -> bool:
    """Tell whether a full stop belongs to the abbreviation that it touches."""
    if index == 0 or row.spaced[index - 1]:
        return False
    word = f"{row.texts[index - 1].lower()}."
    if word in _NUMBERED:  # "no." and "art." are words as well
        return row.texts[following][:1].isdigit()
    return word in _ABBREVIATIONS
