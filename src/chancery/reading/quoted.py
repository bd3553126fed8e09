"""The words of a letter's plain text: without quoted letters, signature and the list's footer.

A forwarded letter is the other way round: its words are the quoted ones, and its own title,
sender and date stand above them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from chancery.reading.pieces import Aligned, Piece, TooManyPiecesError, count_words, join
from chancery.reading.text import read_text

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MAX_LINES: Final = 50_000  # more than half of them blank, or there are too many paragraphs
_MAX_TEXT: Final = 2 * 2**20  # characters; a report has half as many at the most
_QUOTE: Final = re.compile(r"(?:> ?)+")
_FORWARD: Final = re.compile(
    r"(?:-{2,}|_{2,}|={2,}) ?(?:forwarded message|forwarded by|weitergeleitete nachricht|message transféré).{0,80}|"
    r"begin forwarded message ?:",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(r"-{2,} ?original (?:message|appointment) ?-{2,}", re.IGNORECASE)
_HEADER: Final = re.compile(
    r"\*?(?P<key>from|to|cc|date|sent|subject|reply-to|importance|resent-from)\*? ?:\*? ?(?P<value>.*)", re.IGNORECASE
)
_WROTE: Final = re.compile(r"(?:On|At|Am|Le)\b.{5,300}\b(?:wrote|writes|schrieb|a écrit) ?:", re.DOTALL)
_SIGNATURE: Final = re.compile(r"-- ?")
_RULE: Final = re.compile(r"(?P<sign>[_=*~#-])(?P=sign){9,}")
_FOOTER: Final = re.compile(
    r"unsubscribe|mailing[- ]list|listinfo|to opt[- ]?out,? (?:please )?(?:click|reply|e-?mail|visit)|"
    r"(?:manage|update) (?:your )?(?:subscriptions?|preferences|profile)\b|"
    r"you (?:are receiving|(?:have )?received) this (?:e-?mail|message|because)|"
    r"you are (?:currently )?subscribed|to (?:stop|cease) receiving|"
    r"(?:view|read|open|see) (?:this|it) ?(?:e-?mail|message|newsletter)? (?:in|with) (?:your|a|the) (?:web ?)?browser|"
    r"(?:add us|forward this) (?:to your address book|e-?mail to a friend)|sent from my (?:\w+ ){0,2}\w+\.?$|"
    r"this (?:e-?mail|message)(?: and any attachments?)? (?:is|are|may be|may contain|contains) (?:\w+ ){0,3}"
    r"(?:confidential|privileged)",
    re.IGNORECASE,
)
_MAX_SIGNATURE: Final = (15, 120)  # lines and words; what is longer is no signature
_LAST_LINES: Final = 40  # in which a signature's mark is looked for
_MAX_FOOTER: Final = 60  # words of a paragraph that is a list's line
_BROKEN: Final = 50  # characters of a line that programs break
_EDGES: Final = (4, 12)  # first and last paragraphs; between them a sentence is never a list's line
_NOTE: Final = 40  # words that who forwards a letter may add above it
_LONGEST_WROTE: Final = 400  # characters of the line that says who wrote what is quoted
_MAX_FORWARDS: Final = 5
_MAX_HEADERS: Final = 14  # lines above a forwarded letter's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter's plain text holds.

    Attributes:
        pieces: Its paragraphs; their places count the characters of the plain text.
        is_forward: Whether they are those of a letter that was passed on.
        subject: Title of the letter that was passed on, as far as it is told.
        sender: Who wrote that letter.
        date: When, as written.
    """

    pieces: list[Piece]
    is_forward: bool = False
    subject: str | None = None
    sender: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, without its marks of quotation."""

    start: int
    end: int
    next: int
    depth: int
    text: str


def read_letter(text: str, *, passed_on: bool = False, flowed: bool = False, delsp: bool = False) -> Letter:
    """Take the words of a letter out of its plain text.

    Args:
        text: The plain text.
        passed_on: Whether its title says that it was passed on.
        flowed: Whether lines that end in a blank go on in the next (RFC 3676).
        delsp: Whether that blank is to go.

    Returns:
        Its paragraphs, and what is told of the letter that they are from.

    Raises:
        TooManyPiecesError: If there are more lines or characters than any report has.
    """
    if len(text) > _MAX_TEXT:
        raise TooManyPiecesError
    lines = [_line(text, match) for match in islice(_LINE.finditer(text), _MAX_LINES) if match[0]]
    if len(lines) >= _MAX_LINES:
        raise TooManyPiecesError
    letter, lines = _innermost(lines, passed_on=passed_on)
    own = _without_quotes(lines) if not letter.is_forward else lines
    own = _without_signature(_without_replies(own))
    whole = join([_kept(text, line, flowed=flowed, delsp=delsp) for line in own], "")
    pieces = [replace(piece, body=through(piece.body, whole)) for piece in read_text(whole.text)]
    return replace(letter, pieces=without_footers(_rejoined(pieces)))


def read_page_letter(pieces: Sequence[Piece], *, passed_on: bool = False) -> Letter:
    """Take the words of a letter out of the paragraphs of a page, which marks no quotation.

    Args:
        pieces: The page's paragraphs.
        passed_on: Whether its title says that it was passed on.
    """
    lines = [_Line(index, index, index, 0, piece.text) for index, piece in enumerate(pieces)]
    letter, lines = _innermost(lines, passed_on=passed_on, folded=False)
    for at, line in enumerate(lines):
        if at and _WROTE.fullmatch(line.text[:_LONGEST_WROTE]):
            lines = lines[:at]
            break
    kept = [pieces[line.start] for line in _without_replies(lines)]
    return replace(letter, pieces=without_footers(kept))


def through(body: Aligned, whole: Aligned) -> Aligned:
    """Align a text that is aligned with `whole` with what `whole` is aligned with."""
    parts, at = [], 0
    for here, original, length in body.runs:
        parts += [Aligned(body.text[at:here], ()), whole.cut(original, original + length)]
        at = here + length
    return join([*parts, Aligned(body.text[at:], ())], "")


def without_footers(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop a list's lines: how to leave it, why one is on it, and what follows a rule before them."""
    edge = len(pieces) - _EDGES[1]
    marked = [
        bool((index < _EDGES[0] or index >= edge or not piece.is_prose) and _is_footer(piece))
        for index, piece in enumerate(pieces)
    ]
    cut = len(pieces)
    for index in range(len(pieces) - 1, max(-1, len(pieces) - _MAX_SIGNATURE[0]), -1):
        if _RULE.fullmatch(pieces[index].text) and any(marked[index:]):
            cut = index
    return [
        piece
        for index, piece in enumerate(pieces)
        if index < cut and not marked[index] and not _RULE.fullmatch(piece.text)
    ]


def _rejoined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join lines that were broken inside a sentence, in letters too short to show their width."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1].text if joined else ""
        if piece.gap == 0 and piece.text[:1].islower() and len(last) >= _BROKEN and last[-1] not in ".!?:;…":
            joined[-1] = replace(joined[-1], body=join([joined[-1].body, piece.body], " "))
        else:
            joined.append(piece)
    return joined


def _is_footer(piece: Piece) -> bool:
    return piece.words <= _MAX_FOOTER and bool(_FOOTER.search(piece.text))


def _line(text: str, match: re.Match[str]) -> _Line:
    quote = _QUOTE.match(match[0])
    start = match.start() + (quote.end() if quote else 0)
    bare = text[start : match.end()].rstrip("\r\n")
    depth = quote[0].count(">") if quote else 0
    return _Line(start, start + len(bare), match.end(), depth, bare.strip())


def _innermost(lines: list[_Line], *, passed_on: bool, folded: bool = True) -> tuple[Letter, list[_Line]]:
    """Follow letters that were passed on to the one that was not."""
    letter = Letter(pieces=[])
    for _ in range(_MAX_FORWARDS):
        start = _forwarded(lines, note=_NOTE if passed_on or letter.is_forward else 0, inner=letter.is_forward)
        if start is None:
            break
        fields, body = _fields(lines, start, folded=folded)
        letter = replace(
            letter,
            is_forward=True,
            subject=fields.get("subject") or letter.subject,
            sender=fields.get("from"),
            date=fields.get("date") or fields.get("sent"),
        )
        depth = min((line.depth for line in lines[body:] if line.text), default=0)
        lines = [replace(line, depth=max(0, line.depth - depth)) for line in lines[body:]]
    return letter, lines


def _forwarded(lines: Sequence[_Line], *, note: int, inner: bool) -> int | None:
    """Find where the head of a letter that was passed on begins.

    "Original message" and bare heads also stand under replies; what is above them then is the letter.
    """
    above = 0
    for index, line in enumerate(lines):
        if inner and above > _NOTE:
            return None
        if _FORWARD.fullmatch(line.text) or (above <= note and _ORIGINAL.fullmatch(line.text)):
            return index + 1 if _fields(lines, index + 1)[0] else None
        if above <= note and _is_bare_header(lines, index):
            return index
        above += count_words(line.text)
    return None


def _fields(lines: Sequence[_Line], start: int, *, folded: bool = True) -> tuple[dict[str, str], int]:
    """Read the header lines of a letter that was passed on; return where its words begin."""
    fields: dict[str, str] = {}
    key, end = "", start
    for index in range(start, min(len(lines), start + _MAX_HEADERS)):
        text = lines[index].text
        match = _HEADER.fullmatch(text)
        if match:
            key = match["key"].lower()
            fields.setdefault(key, match["value"].strip(" *"))
        elif folded and text and key in {"to", "cc", "subject"} and len(fields) > 1:
            fields[key] += " " + text
        elif text or fields:
            break
        end = index + 1
    return fields, end


def _without_quotes(lines: list[_Line]) -> list[_Line]:
    """Drop quoted lines; a letter that is little else is one that was pasted with its marks."""
    own = [line for line in lines if not line.depth]
    quoted = sum(count_words(line.text) for line in lines if line.depth)
    if quoted > _NOTE and sum(count_words(line.text) for line in own) <= _NOTE // 2:
        return lines
    return _without_attribution(lines)


def _without_attribution(lines: Sequence[_Line]) -> list[_Line]:
    """Drop quoted lines, and the line that says whose they are."""
    kept: list[_Line] = []
    for index, line in enumerate(lines):
        if not line.depth:
            kept.append(line)
        elif index and not lines[index - 1].depth:
            _drop_attribution(kept)
    return kept


def _drop_attribution(kept: list[_Line]) -> None:
    last = len(kept)
    while last and not kept[last - 1].text:
        last -= 1
    for lines in (1, 2, 3):
        if lines <= last and _WROTE.fullmatch(" ".join(line.text for line in kept[last - lines : last])):
            del kept[last - lines :]
            return


def _without_replies(lines: list[_Line]) -> list[_Line]:
    """Drop the letter that was answered, where it stands under the answer without marks."""
    words = 0
    for index, line in enumerate(lines):
        if words and (_ORIGINAL.fullmatch(line.text) or _is_bare_header(lines, index)):
            return lines[:index]
        words += count_words(line.text)
    return lines


def _is_bare_header(lines: Sequence[_Line], index: int) -> bool:
    """Tell the block "From, Sent, To, Subject" that some programs put above what is answered."""
    if not lines[index].text[:7].strip("*").lower().startswith("from:"):
        return False
    fields = _fields(lines, index)[0]
    return "subject" in fields and bool({"sent", "date"} & set(fields))


def _without_signature(lines: list[_Line]) -> list[_Line]:
    """Cut the signature off, if what follows its mark is short and not the whole letter."""
    counts = [count_words(line.text) for line in lines]
    for index in range(max(0, len(lines) - _LAST_LINES), len(lines)):
        if _SIGNATURE.fullmatch(lines[index].text):
            rest = [one for one in lines[index + 1 :] if one.text]
            words = sum(counts[index + 1 :])
            if len(rest) <= _MAX_SIGNATURE[0] and words <= min(sum(counts[:index]), _MAX_SIGNATURE[1]):
                return lines[:index]
    return lines


def _kept(text: str, line: _Line, *, flowed: bool, delsp: bool) -> Aligned:
    """Return a line with its line break, or without where it flows on."""
    start = line.start + (flowed and text.startswith(" ", line.start) and line.start < line.end)
    if flowed and text[start : line.end].endswith(" ") and line.text not in {"--", ""}:
        return Aligned.whole(text[start : line.end - delsp], start)
    return Aligned.whole(text[start : line.next], start)
