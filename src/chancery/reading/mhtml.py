"""Pages that browsers save in one file (MHTML): the main page out of its parts."""

from __future__ import annotations

from email.message import Message
from typing import Any, Final

from chancery.errors import InputError
from chancery.reading.html import read_html
from chancery.reading.mime import header, parameter, parse, text_of, walk
from chancery.reading.pieces import MAX_PIECES, TooManyPiecesError
from chancery.reading.source import Extract, PageData

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST_URL: Final = 2000


def read_mhtml(data: bytes, *, path: str) -> Extract:
    """Read a page saved in one file.

    Args:
        data: The whole file.
        path: What to call it in messages.

    Returns:
        The main page, as a saved page would give it. The date in the file's head is the day it was
        saved, so it says nothing about the report; the head's address does.

    Raises:
        InputError: C011 if the page is empty, C012 if it is binary, C014 if it is too large, C068
            if the file holds no page.
    """
    message = parse(data, path=path)
    main = _main(message)
    if main is None:
        raise InputError("C068", f"{path} holds no page.", "Save the page again.")
    text, encoding = text_of(main, path=path)
    try:
        pieces, page = read_html(text)
    except TooManyPiecesError:
        problem = f"{path} has more than {MAX_PIECES:,} lines or paragraphs."
        raise InputError("C014", problem, "Split it, or leave it out.") from None
    stated = PageData(title=header(message, "subject") or None, url=_url(message, main))
    return Extract(text=text, pieces=pieces, page=page.over(stated), encoding=encoding)


def _main(message: Message[Any, Any]) -> Message[Any, Any] | None:
    """Find the part that is the page: the one named as the start, that of the file's address, or the first."""
    pages = [part for part in walk(message, into_letters=True) if part.get_content_type() in _PAGES]
    start = parameter(message, "start").strip("<> ")
    address = _address(message)
    for part in pages:
        if start and header(part, "content-id").strip("<> ").lower() == start:
            return part
    for part in pages:
        if address and header(part, "content-location") == address:
            return part
    return pages[0] if pages else None


def _address(message: Message[Any, Any]) -> str:
    return header(message, "snapshot-content-location") or header(message, "content-location")


def _url(message: Message[Any, Any], main: Message[Any, Any]) -> str | None:
    """Return the address that the page was saved from, if it is one of the web."""
    for found in (_address(message), header(main, "content-location")):
        if found.lower().startswith(("http://", "https://")):
            return found[:_LONGEST_URL]
    return None
