"""Boxes at the foot of a page: who wrote the report, what the outlet is, what the law wants said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from chancery.reading.heads import byline_names
from chancery.reading.mastheads import own_names
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
    rf"(?:covers|edits|reports on|writes (?:about|on|for|the|a)|speciali[sz]es in|works (?:as|for)|studied at|"
    rf"graduated from|"
    rf"holds a|joined .{{2,40}} in (?:19|20)\d\d|is based in|contributes to)\b",
)
_BY: Final = re.compile(rf"(?i:by|written by|author:?) (?P<name>{_NAME.pattern})")
_ABOUT: Final = re.compile(rf"(?i:about the (?:author|writer)s?): ?(?P<name>{_NAME.pattern})")
_ABOUT_HEADING: Final = re.compile(r"(?i:about):? (?P<name>(?:the )?[^\W\d_a-z].{2,80})")
_HEAD: Final = 30  # lines above which an author's bare name may stand
_HONORIFIC: Final = re.compile(r"(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.? ")
_SPEECH: Final = re.compile(r"\b(?:said|says|told|added|announced|stated)\b|[“\"]")
_SELF: Final = re.compile(
    r"\b(?:journalists|reporters|correspondents) (?:report|cover|bring|deliver|work)\b|"
    r"\b(?:broadcasts?|publishes|covers|reports|provides|brings|delivers)\b[^.]{0,60}\b(?:news|listeners|"
    r"readers|viewers|"
    r"audiences?|languages|analysis|stories)\b|"
    r"\bis (?:edited|published|produced|owned|run|funded) by\b|"
    r"\bserves (?:more than |over )?[\w,]+ (?:newspapers|papers|stations|media|subscribers|clients)\b|"
    r"\bis an? (?:[\w,-]+ ){0,6}(?:news (?:agency|site|outlet|website|organi[sz]ation|service)|newspaper|magazine|"
    r"paper|broadcaster|media (?:outlet|organi[sz]ation|company|group)|think.tank|online (?:journal|magazine)|"
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


def find_boxes(
    pieces: Sequence[Piece], outlets: frozenset[str], *, is_notice: Callable[[Piece], bool]
) -> dict[int, Finding]:
    """Find the boxes on author and outlet that close a page.

    Args:
        pieces: The page, in order.
        outlets: Folded names and abbreviations of known outlets.
        is_notice: Tells furniture by its shape, for what may stand after a box.

    Returns:
        A finding for each piece of a box, except a bare author's name, which is a byline.
    """
    found: dict[int, Finding] = {}
    start = max(int(len(pieces) * _TAIL), len(pieces) - _DEEPEST)
    if sum(1 for at in range(start, len(pieces)) if is_author_name(pieces, at, outlets)) > _MAX_AUTHORS:
        return found
    outlets = outlets | {fold(name) for name in own_names(pieces)}
    authors = _bylines(pieces)
    for at in range(min(start, _HEAD)):
        if _follows_name(pieces, at, authors):
            found[at] = Finding("about-box", "part of a note on the author or the outlet", 1.0)
    index = start
    while index < len(pieces):
        names = _opener(pieces, index, outlets) or _closer(pieces, index, outlets, authors, is_notice)
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
    about = _ABOUT_HEADING.fullmatch(piece.text)
    if (
        about
        and following
        and _starts_with(following[0].text.removeprefix("The "), (about["name"].removeprefix("the "),))
    ):
        return (about["name"].removeprefix("the "),)
    is_header = piece.words <= _MAX_HEADER and not piece.is_sentence and _starts_some(piece.text, following[:2])
    if is_header and any(_is_self_description(p, piece.text, outlets) for p in following[:2]):
        return (piece.text,)
    return None


def _closer(
    pieces: Sequence[Piece],
    index: int,
    outlets: frozenset[str],
    authors: frozenset[str],
    is_notice: Callable[[Piece], bool],
) -> tuple[str, ...] | None:
    """Return the names of a box without a heading: nothing but its like and notices may follow."""
    piece, rest = pieces[index], pieces[index + 1 :]
    signed = _NAME.match(piece.text) if piece.words > _MAX_HEADER else None
    if signed and fold(signed[0]) in authors and is_biography(piece):
        return (signed[0],)
    if not piece.is_sentence or not all(not p.is_prose or _is_note(p, outlets) or is_notice(p) for p in rest):
        return None
    about = _ABOUT.match(piece.text)
    match = _NAME.match(piece.text)
    if about:
        return (about["name"],)
    if _is_biography_of_trade(piece):
        return None if match and _is_subject(match[0], pieces[:index]) else (match[0] if match else "the author",)
    if not _SELF.search(piece.text):
        return None
    named = _named(piece.text, outlets)
    if _WE.search(piece.text) or (named and not _SPEECH.search(piece.text)):
        return (named or piece.text.split()[0],)
    return None


def _follows_name(pieces: Sequence[Piece], index: int, authors: frozenset[str]) -> bool:
    """Tell an author's biography right under the bare name, as it stands beside a byline."""
    name, text = pieces[index - 1].text if index else "", pieces[index].text
    return fold(name) in authors and _starts_with(text, (name,)) and is_biography(pieces[index], (name,))


def _bylines(pieces: Sequence[Piece]) -> frozenset[str]:
    """Return the folded names in "By ..." lines above the body."""
    lines = [piece.text for piece in pieces[:_DEEPEST] if not piece.is_prose]
    found = (_BY.match(line) for line in lines)
    names = {match["name"] for match in found if match} | {name for line in lines for name in byline_names(line)}
    names |= {line for line in lines[:_HEAD] if _NAME.fullmatch(line) and len(line.split()) < _MAX_HEADER}
    return frozenset(fold(_HONORIFIC.sub("", name)) for name in names)


def _named(text: str, outlets: frozenset[str]) -> str | None:
    """Return an outlet that the beginning of a paragraph names."""
    start = f" {fold(text[:200])} "
    return next((name for name in outlets if f" {name} " in start), None)


def _is_note(piece: Piece, outlets: frozenset[str]) -> bool:
    text = piece.text
    about_self = _SELF.search(text) and _named(text, outlets)
    return bool(is_biography(piece) or about_self or _READER.search(text) or _WE.search(text))


def _is_subject(name: str, before: Sequence[Piece]) -> bool:
    """Tell whether the report itself speaks of a person, so that the paragraph is content."""
    last = fold(name).split()[-1]
    return any(piece.is_prose and last in fold(piece.text).split() for piece in before)


def _is_biography_of_trade(piece: Piece) -> bool:
    """Tell the biography of somebody who writes or studies for a living."""
    return is_biography(piece) and bool(re.search(_TRADE, piece.text, re.IGNORECASE))


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
    start = fold(text[:120]).removeprefix("the ")
    return any(start.startswith((fold(name), fold(name).split()[-1])) for name in names if fold(name))
