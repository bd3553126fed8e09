"""Boxes at the foot of a page: who wrote the report, what the outlet is, what the law wants said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from chancery.reading.pieces import Finding, Piece, fold

_MAX_HEADER: Final = 5
_LOOK_AHEAD: Final = 4
_TAIL: Final = 0.5  # share of the pieces after which a box may open
_DEEPEST: Final = 60  # pieces from the end that are looked at
_MAX_AUTHORS: Final = 2  # more biographies than that are what the report is about
_NAME: Final = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.? )?[^\W\d_a-z][\w’'.-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w’'.-]*){1,3}"
)
_TRADE: Final = (
    r"(?:journalist|reporter|correspondent|editor|writer|author|analyst|fellow|researcher|research|professor|lecturer|"
    r"columnist|contributor|commentator|scholar|producer|translator|photographer|bureau chief|historian|"
    r"political scientist|PhD (?:candidate|student)|expert|director of)"
)
_BIOGRAPHY: Final = re.compile(
    rf"(?:is|was|has been) (?:also )?(?:an?|the|our|currently|based|chief|senior|deputy)\b[^.]{{0,120}}?\b{_TRADE}|"
    rf"has (?:worked|written|reported|covered|been writing)\b[^.]{{0,120}}?\b(?:for|as|in|on|at)\b|"
    rf"(?:covers|reports on|writes (?:about|on|for)|speciali[sz]es in|works (?:as|for)|studied at|graduated from|"
    rf"holds a|joined .{{2,40}} in (?:19|20)\d\d|is based in|contributes to)\b",
)
_SPEECH: Final = re.compile(r"\b(?:said|says|told|added|announced|stated)\b|[“\"]")
_SELF: Final = re.compile(
    r"\b(?:journalists|reporters|correspondents) (?:report|cover|bring|deliver|work)\b|"
    r"\bis an? (?:[\w,-]+ ){0,6}(?:news (?:agency|site|outlet|website|organi[sz]ation|service)|newspaper|magazine|"
    r"broadcaster|media (?:outlet|organi[sz]ation|company|group)|think.tank|online (?:journal|magazine)|"
    r"current.affairs magazine|(?:non-?profit|independent) (?:news|media)\w*)\b",
    re.IGNORECASE,
)
_WE: Final = re.compile(
    r"\bwe (?:provide|bring|deliver|report|are|believe|offer)\b|\bour (?:readers|content|mission|journalists|"
    r"journalism|audience|"
    r"website|site|editors|reporting|work)\b|\bus (?:at|via|by)\b",
    re.IGNORECASE,
)
_READER: Final = re.compile(
    r"\bplease note\b|\bclick(?:ing)? here\b|\bour (?:content|website|site|materials)\b|\bcontacting us\b|"
    r"\byou (?:can|could|may|should|will|are)\b|\bif you (?:are|have|hold|want|live)\b|\bread our\b",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(
    r"(?:he|she|they|the (?:author|writer|journalist))\b|(?:his|her) (?:work|writing|research)", re.IGNORECASE
)


def find_boxes(pieces: Sequence[Piece], outlets: frozenset[str]) -> dict[int, Finding]:
    """Find the boxes on author and outlet that close a page.

    Args:
        pieces: The page, in order.
        outlets: Folded names and abbreviations of known outlets.

    Returns:
        A finding for each piece of a box, except a bare author's name, which is a byline.
    """
    found: dict[int, Finding] = {}
    start = max(int(len(pieces) * _TAIL), len(pieces) - _DEEPEST)
    if sum(1 for at in range(start, len(pieces)) if is_author_name(pieces, at, outlets)) > _MAX_AUTHORS:
        return found
    index = start
    while index < len(pieces):
        names = _opener(pieces, index, outlets)
        if names is None:
            index += 1
            continue
        end = _box_end(pieces, index, names)
        for at in range(index, end):
            if not is_author_name(pieces, at, outlets):
                found[at] = Finding("about-box", "part of a note on the author or the outlet", 1.0)
        index = max(end, index + 1)
    return found


def is_author_name(pieces: Sequence[Piece], index: int, outlets: frozenset[str]) -> bool:
    """Tell whether a piece is a bare name whose owner's biography follows."""
    text = pieces[index].text
    if pieces[index].words > _MAX_HEADER or not _NAME.fullmatch(text) or fold(text) in outlets:
        return False
    after = pieces[index + 1 : index + 1 + _LOOK_AHEAD]
    return any(is_biography(piece, (text,)) for piece in after)


def is_biography(piece: Piece, names: tuple[str, ...] = ()) -> bool:
    """Tell whether a paragraph says what a named journalist or scholar is and has done."""
    text = piece.text[:600]
    if not _BIOGRAPHY.search(text) or _SPEECH.search(text):
        return False
    if names:
        return _starts_with(text, names) or bool(_PRONOUN.match(text))
    start = _NAME.match(text)
    if start is None:
        return bool(re.match(r"the (?:author|writer)\b", text, re.IGNORECASE))
    return bool(_BIOGRAPHY.match(text[start.end() :].lstrip(" ,")))


def _opener(pieces: Sequence[Piece], index: int, outlets: frozenset[str]) -> tuple[str, ...] | None:
    """Return the names that a box opening here is about; None if none opens."""
    piece = pieces[index]
    following = pieces[index + 1 : index + 1 + _LOOK_AHEAD]
    if is_author_name(pieces, index, outlets):
        return (piece.text,)
    is_header = piece.words <= _MAX_HEADER and not piece.is_sentence and _starts_some(piece.text, following[:2])
    if is_header and any(_is_self_description(p, piece.text, outlets) for p in following[:2]):
        return (piece.text,)
    rest = pieces[index + 1 :]
    closes = sum(1 for p in rest if p.is_prose) <= _LOOK_AHEAD
    if closes and _is_own_biography(piece, rest):
        match = _NAME.match(piece.text)
        if match is None:
            return ("the author",)
        return None if _is_subject(match[0], pieces[:index]) else (match[0],)
    if closes and _is_self_description(piece, "", outlets) and _WE.search(piece.text):
        return (" ".join(piece.text.split()[:1]),)
    return None


def _is_subject(name: str, before: Sequence[Piece]) -> bool:
    """Tell whether the report itself speaks of a person, so that the paragraph is content."""
    last = fold(name).split()[-1]
    return any(piece.is_prose and last in fold(piece.text).split() for piece in before)


def _is_own_biography(piece: Piece, rest: Sequence[Piece]) -> bool:
    """Tell a biography without a heading: it must end the report, but for others of its kind."""
    if not is_biography(piece) or not re.search(_TRADE, piece.text, re.IGNORECASE):
        return False
    return all(not p.is_prose or is_biography(p) or _READER.search(p.text) or _WE.search(p.text) for p in rest)


def _starts_some(header: str, following: Sequence[Piece]) -> bool:
    """Tell whether a paragraph after a header begins with it, or with its last word."""
    return bool(fold(header)) and any(_starts_with(piece.text, (header,)) for piece in following)


def _is_self_description(piece: Piece, header: str, outlets: frozenset[str]) -> bool:
    text = piece.text[:600]
    if not _SELF.search(text):
        return False
    start = fold(text)
    known = any(start.startswith(name) for name in outlets)
    return known or (bool(header) and start.startswith(fold(header))) or bool(_WE.search(text))


def _box_end(pieces: Sequence[Piece], index: int, names: tuple[str, ...]) -> int:
    """Return the index after the last piece that still speaks of the box's author or outlet."""
    end = index + 1
    while end < len(pieces):
        piece = pieces[end]
        text = piece.text
        about = _starts_with(text, names) or _PRONOUN.match(text) or _READER.search(text) or _WE.search(text)
        if piece.is_sentence and not about:
            break
        end += 1
    return end


def _starts_with(text: str, names: tuple[str, ...]) -> bool:
    start = fold(text[:120])
    return any(start.startswith((fold(name), fold(name).split()[-1])) for name in names if fold(name))
