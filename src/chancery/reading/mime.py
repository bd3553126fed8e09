"""Letters and saved pages in one file: the parts of a MIME message, however broken.

The standard library's parser is used with its oldest policy: the newer one parses every header
by grammar, which costs three times as much and fails on headers that real mail has. What it does
badly is kept from it: very long headers, and parts nested deeper than its recursion goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from itertools import islice
from typing import Any, Final

from chancery.errors import InputError
from chancery.reading.decode import decode
from chancery.reading.source import ITEM_LIMIT

_MAX_PARTS: Final = 2000
_MAX_MARKS: Final = 5000  # lines that open a part; more are no letter
_LONGEST_HEADER: Final = 8000  # bytes; its parameters are read in quadratic time
_LONGEST_LINE: Final = 2000  # characters of a decoded header
_TYPE_HEADER: Final = re.compile(
    rb"(?<![^\r\n])content-(?:type|disposition|transfer-encoding):[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*",
    re.IGNORECASE,
)
_LATIN: Final = re.compile(r"(?:iso-?8859-?1|latin-?1|us-ascii|ascii)$", re.IGNORECASE)
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def parse(data: bytes, *, path: str) -> Message[Any, Any]:
    """Parse a message.

    Args:
        data: The whole message.
        path: What to call it in messages.

    Returns:
        The message; parts that cannot be told apart are one.

    Raises:
        InputError: C011 if it is empty, C014 if it is too large, C068 if its parts are nested
            deeper than any letter's.
    """
    if not data.strip():
        raise InputError("C011", f"{path} is empty or holds no text.", "Check how it was saved.")
    if len(data) > ITEM_LIMIT:
        message = f"{path} has {len(data) / 2**20:.1f} MB; the limit is {ITEM_LIMIT / 2**20:.0f} MB."
        raise InputError("C014", message, "Split it, or leave it out.")
    if sum(1 for _ in islice(_TYPE_HEADER.finditer(data), _MAX_MARKS + 1)) > _MAX_MARKS:
        raise _damaged(path, "has more parts than any letter")
    try:
        return BytesParser(policy=compat32).parsebytes(_TYPE_HEADER.sub(lambda match: match[0][:_LONGEST_HEADER], data))
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
        raise _damaged(path, "has parts that cannot be told apart") from None


def _damaged(path: str, problem: str) -> InputError:
    return InputError("C068", f"{path} {problem}.", "Save it again, or save its text.")


def walk(message: Message[Any, Any], *, into_letters: bool = False) -> Iterator[Message[Any, Any]]:
    """Yield the parts of a message that hold no parts, in order.

    Args:
        message: The message.
        into_letters: Whether parts of letters inside the letter are yielded too; else such a letter is one part.
    """
    stack, count = [message], 0
    while stack and count < _MAX_PARTS:
        part = stack.pop()
        count += 1
        inner = part.get_payload() if part.is_multipart() else None
        is_letter = part.get_content_maintype() == "message" and part is not message
        if isinstance(inner, list) and (into_letters or not is_letter):
            stack += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def header(message: Message[Any, Any], name: str) -> str:
    """Return a header's words, decoded and on one line; "" where there is none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return words(str(raw))


def words(raw: str) -> str:
    """Decode the encoded words of a header; what cannot be decoded stays as it is."""
    line = _unescaped(raw[:_LONGEST_HEADER].replace("\r", "").replace("\n", ""))
    try:
        text = "".join(_word(word, charset) for word, charset in decode_header(line))
    except (MessageError, ValueError, LookupError, TypeError):
        text = line
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:_LONGEST_LINE]


def _unescaped(raw: str) -> str:
    """Decode bytes beyond ASCII, which no header should have and many do."""
    data = raw.encode("utf-8", errors="surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    if charset is None:
        return word.decode("raw-unicode-escape", errors="replace")
    try:
        return word.decode(charset, errors="replace")
    except (LookupError, ValueError):
        return word.decode("utf-8", errors="replace")


def payload(part: Message[Any, Any]) -> bytes:
    """Return the bytes of a part, with its transfer encoding undone as far as it can be."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else b""


def text_of(part: Message[Any, Any], *, path: str) -> tuple[str, str]:
    """Decode a part of text.

    Args:
        part: The part.
        path: What to call it in messages.

    Returns:
        Its text and the name of its encoding: the declared one where it fits, else the one that the bytes show.

    Raises:
        InputError: C011, C012 (`decode`).
    """
    data = payload(part)
    try:
        declared = str(part.get_content_charset() or "")
    except (ValueError, LookupError, TypeError):
        declared = ""
    if declared and not _LATIN.match(declared) and data.strip():
        try:
            text = data.decode(declared)
        except (LookupError, ValueError):
            pass
        else:
            return text.removeprefix("\ufeff"), declared
    if _LATIN.match(declared) and not _is_utf8(data):
        return data.decode("cp1252", errors="replace"), "cp1252"
    decoded = decode(data, path=path)
    return decoded.text, decoded.encoding


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def filename(part: Message[Any, Any]) -> str:
    """Return the name that a part has as a file, without any folder; "" where it has none."""
    try:
        raw = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return re.split(r"[/\\]", words(str(raw)))[-1].strip(". ")[:150]


def disposition(part: Message[Any, Any]) -> str:
    """Return "attachment", "inline" or ""."""
    raw = part.get("content-disposition")
    return str(raw).partition(";")[0].strip().lower() if raw is not None else ""


def parameter(part: Message[Any, Any], name: str) -> str:
    """Return a parameter of a part's type in small letters; "" where it has none."""
    try:
        value = part.get_param(name)
    except (ValueError, LookupError, TypeError):
        return ""
    return value.lower() if isinstance(value, str) else ""


def written(message: Message[Any, Any]) -> bytes:
    """Write a letter inside a letter out; b"" where its parts cannot be written."""
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError):
        return b""
