"""Letters and mailboxes: what a letter says, and what it carries.

1. The parts are told apart (`mime`); the plain text is read, or the page where that is a stub.
2. Quoted letters, signature and the list's lines are dropped; of a letter that was passed on, the
   inner one is read (`quoted`).
3. Title, sender and date come from the head; that of the inner letter where there is one.

The text of the original is the letter's head, written out, then its body, decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from typing import Any, Final, Protocol

from chancery.errors import InputError
from chancery.model.text import BlockKind
from chancery.reading.files import skipped
from chancery.reading.html import read_html
from chancery.reading.letterheads import is_passed_on, read_head
from chancery.reading.mime import disposition, filename, header, parameter, parse, payload, text_of, walk, written
from chancery.reading.pieces import MAX_PIECES, Aligned, Piece, TooManyPiecesError, fold
from chancery.reading.quoted import Letter, read_letter, read_page_letter
from chancery.reading.source import ITEM_LIMIT, Budget, Extract, Found, Item, Kind, PageData

_STUB: Final = re.compile(
    r"(?:view|read|open|see|display) (?:this|it|the) ?(?:\w+ )?(?:in|with|on) (?:your|a|the) (?:web ?)?browser|"
    r"(?:does not|doesn't|cannot|can't|unable to) (?:support|display|show|read|view) (?:html|this)|"
    r"html[- ](?:version|format|e-?mail|message|part)|multi-?part message in mime format|view (?:it )?online",
    re.IGNORECASE,
)
_STUB_WORDS: Final = 60
_FEW_WORDS: Final = 25  # a note: "please find attached"
_READABLE: Final = re.compile(r"\.(?:pdf|docx|txt|text|html?|xhtml|eml|mhtml?|csv|jsonl|zip)$", re.IGNORECASE)
_READABLE_TYPES: Final = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/html": "html",
    "text/plain": "txt",
    "message/rfc822": "eml",
}
_MAX_DEPTH: Final = 3
_CARRIES: Final = re.compile(rb"attachment|filename|message/rfc822|application/pdf", re.IGNORECASE)
_MBOX_LINE: Final = re.compile(
    rb"^From [^\n]{1,300}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[^\n]{1,20}\d\d:\d\d[^\n]{0,80}\n", re.MULTILINE
)
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_CHUNK: Final = 2**20
_OVERLAP: Final = 512  # longer than any line that opens a letter


class Readable(Protocol):
    """A stream of bytes that may only go forward."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class _Body:
    """The part of a letter that is read.

    Attributes:
        text: Its characters.
        letter: Its pieces, and what is told of the letter that was passed on.
        page: What a page says about itself.
        encoding: Of the part.
    """

    text: str
    letter: Letter
    page: PageData
    encoding: str


def read_eml(data: bytes, *, path: str) -> Extract:
    """Read a letter.

    Args:
        data: The whole message.
        path: What to call it in messages.

    Returns:
        Its title and paragraphs. A letter that was passed on bears the inner letter's date, or none.

    Raises:
        InputError: C011 if it holds no text, C014 if it is too large, C068 if it is damaged.
    """
    message = parse(data, path=path)
    body = _body(message, path=path)
    if body is None or not body.letter.pieces:
        raise InputError("C011", f"{path} holds no text of its own.", "Read what it carries.")
    page = read_head(message, body.letter).over(body.page)
    head = _head(page)
    title = _title_piece(head, page.title, body.letter.pieces)
    pieces = [replace(piece, body=_moved(piece.body, len(head))) for piece in body.letter.pieces]
    return Extract(text=head + body.text, pieces=title + pieces, page=page, encoding=body.encoding)


def open_eml(source: Readable, *, name: str, budget: Budget) -> Iterator[Found]:
    """Read a letter and what it carries.

    Args:
        source: The message.
        name: What to call it.
        budget: What it may give.

    Yields:
        The letter, unless it is a mere note to what it carries; then each file it carries that can
        be read ("letter.eml!/report.pdf"), with the letter's date. C014 or C068 where it cannot be read.

    Raises:
        InputError: C061 if it carries more than the budget.
    """
    data = bytearray()
    while len(data) <= ITEM_LIMIT and (part := source.read(_CHUNK)):
        data += part
    yield from _opened(bytes(data), name=name, budget=budget)


def open_mbox(source: Readable, *, name: str, budget: Budget) -> Iterator[Found]:
    """Read the letters of a mailbox, one at a time.

    Args:
        source: The mailbox; it need not be seekable.
        name: What to call it.
        budget: What it may give.

    Yields:
        As `open_eml`, for each letter; they are called "box.mbox!/1" and so on. C068 if there is none.

    Raises:
        InputError: C061 if it holds more than the budget.
    """
    number = 0
    for number, data in enumerate(_letters(source), 1):
        yield from _opened(data, name=f"{name}!/{number}", budget=budget)
    if not number:
        yield skipped(name, InputError("C068", f"{name} holds no letters.", "Check how it was saved."))


def _opened(data: bytes, *, name: str, budget: Budget, depth: int = 0) -> Iterator[Found]:
    if len(data) > ITEM_LIMIT:
        problem = f"{name} has more than {ITEM_LIMIT / 2**20:.0f} MB."
        yield skipped(name, InputError("C014", problem, "Leave it out."))
        return
    budget.take_item(name=name)
    if not _CARRIES.search(data):  # most letters; they need not be parsed twice
        yield Item(name=name, data=data, kind=Kind.EML)
        return
    try:
        message = parse(data, path=name)
    except InputError as error:
        yield skipped(name, error)
        return
    carried = [(part, _carried_name(part, at)) for at, part in enumerate(walk(message), 1) if _is_carried(part)]
    body = _safe_body(message, path=name)
    if not carried or (body and _count(body.letter) >= _FEW_WORDS):
        yield Item(name=name, data=data, kind=Kind.EML)
    stated = PageData(date=read_head(message, body.letter if body else Letter(pieces=[])).date)
    for part, called in carried:
        yield from _carried(part, name=f"{name}!/{called}", stated=stated, budget=budget, depth=depth)


def _carried(part: Message[Any, Any], *, name: str, stated: PageData, budget: Budget, depth: int) -> Iterator[Found]:
    """Yield a file that a letter carries; a letter in a letter bears its own date."""
    inner = part.get_payload()
    if isinstance(inner, list):
        if depth < _MAX_DEPTH and inner and isinstance(inner[0], Message):
            data = written(inner[0])
            yield from _opened(data, name=name, budget=budget, depth=depth + 1)
        return
    data = payload(part)
    if not data:
        yield skipped(name, InputError("C068", f"{name} is damaged or empty.", "Save it by itself."))
        return
    budget.take(len(data), name=name)
    budget.take_item(name=name)
    yield Item(name=name, data=data, stated=stated)


def _is_carried(part: Message[Any, Any]) -> bool:
    """Tell a file that can be read from the letter's own words, and from pictures."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return True
    named = filename(part)
    if not named and disposition(part) != "attachment":
        return kind in _READABLE_TYPES and not kind.startswith("text/")
    return bool(_READABLE.search(named)) or kind in _READABLE_TYPES


def _carried_name(part: Message[Any, Any], number: int) -> str:
    suffix = _READABLE_TYPES.get(part.get_content_type(), "bin")
    return filename(part) or f"{number}.{suffix}"


# -- the letter's words --


def _body(message: Message[Any, Any], *, path: str) -> _Body | None:
    """Choose the plain text of a letter; the page where that is a stub or says nothing."""
    parts = [part for part in walk(message) if _is_words(part)]
    passed_on = is_passed_on(header(message, "subject"))
    plain = [part for part in parts if part.get_content_type() != "text/html"]
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    text = _plain_body(plain, path=path, passed_on=passed_on) if plain else None
    if text and not (pages and _is_stub(text)):
        return text
    page = next(
        (
            body
            for part in pages[:3]
            if (body := _page_body(part, path=path, passed_on=passed_on)) and body.letter.pieces
        ),
        None,
    )
    return page or text


def _safe_body(message: Message[Any, Any], *, path: str) -> _Body | None:
    try:
        return _body(message, path=path)
    except InputError:
        return None


def _is_words(part: Message[Any, Any]) -> bool:
    kind = part.get_content_type()
    if disposition(part) == "attachment" or filename(part):
        return False
    return kind in {"text/plain", "text/html", "text/enriched"} or (
        kind.startswith("text/") and not part.is_multipart()
    )


def _plain_body(parts: list[Message[Any, Any]], *, path: str, passed_on: bool) -> _Body | None:
    texts: list[str] = []
    encoding = "utf-8"
    for part in parts:
        try:
            text, found = text_of(part, path=path)
        except InputError:
            continue
        encoding = found if not texts else encoding
        texts.append(text)
    if not texts:
        return None
    whole = "\n\n".join(texts)
    flowed, delsp = parameter(parts[0], "format") == "flowed", parameter(parts[0], "delsp") == "yes"
    try:
        letter = read_letter(whole, passed_on=passed_on, flowed=flowed, delsp=delsp)
    except TooManyPiecesError:
        raise _too_many(path) from None
    return _Body(whole, letter, PageData(), encoding)


def _page_body(part: Message[Any, Any], *, path: str, passed_on: bool) -> _Body | None:
    try:
        text, encoding = text_of(part, path=path)
        pieces, page = read_html(text)
    except TooManyPiecesError:
        raise _too_many(path) from None
    except InputError:
        return None
    return _Body(text, read_page_letter(pieces, passed_on=passed_on), replace(page, date=None), encoding)


def _too_many(path: str) -> InputError:
    return InputError(
        "C014",
        f"{path} has more than {MAX_PIECES:,} lines or paragraphs, or too much text.",
        "Split it, or leave it out.",
    )


def _count(letter: Letter) -> int:
    return sum(piece.words for piece in letter.pieces)


def _is_stub(body: _Body) -> bool:
    """Tell a plain text that stands for the page beside it."""
    count = _count(body.letter)
    return count < _FEW_WORDS or (count < _STUB_WORDS and bool(_STUB.search(body.text)))


def _head(page: PageData) -> str:
    """Write the head out, so that the title has a place in the original."""
    lines = (("Subject", page.title), ("From", page.site or ", ".join(page.authors)), ("Date", page.date))
    return "".join(f"{key}: {value}\n" for key, value in lines if value) + "\n"


def _title_piece(head: str, title: str | None, pieces: list[Piece]) -> list[Piece]:
    """Give the title as a piece, unless the letter's first lines repeat it."""
    if not title or any(fold(piece.text) == fold(title) for piece in pieces[:5]):
        return []
    return [Piece(body=Aligned.whole(title, head.index(title)), kind=BlockKind.TITLE)]


def _moved(body: Aligned, by: int) -> Aligned:
    return Aligned(body.text, tuple((here, original + by, length) for here, original, length in body.runs))


# -- mailboxes --


def _letters(source: Readable) -> Iterator[bytes]:
    """Cut a mailbox at the lines that open a letter; a letter over the limit is cut, which tells it."""
    kept, opened, searched = bytearray(), False, 0
    while chunk := source.read(_CHUNK):
        kept += chunk
        start = 0
        for match in _MBOX_LINE.finditer(kept, max(0, searched - _OVERLAP)):
            if opened:
                yield _unescaped(kept[start : match.start()])
            opened, start = True, match.end()
        del kept[:start]
        searched = len(kept)
        if len(kept) > ITEM_LIMIT + _CHUNK:
            del kept[ITEM_LIMIT + 1 : -_OVERLAP]
            searched = len(kept)
    if opened and kept.strip():
        yield _unescaped(kept)


def _unescaped(data: bytearray) -> bytes:
    return _ESCAPED.sub(rb"\1", bytes(data))
