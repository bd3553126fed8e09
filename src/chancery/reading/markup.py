"""HTML source to segments of visible text that keep their places in the source.

A scanner, not a parser: it reads any markup, however broken, in one pass and never nests. What
of the page is the report is decided elsewhere; here every visible character keeps its offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from chancery.reading.pieces import Aligned, join
from chancery.reading.text import without_controls

_OPENING: Final = re.compile(r"<(?:!--|!\[CDATA\[|[!?]|(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:-]{0,30})(?=[\s/>]))")
_MAX_EXTENDED: Final = 3  # closing brackets that a quoted attribute may hold
_HIDDEN: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea", "math"}
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol option p pre section summary "
    "table tbody td tfoot th "
    "thead title tr ul video audio picture".split()
)  # fmt: skip
_MARKED: Final = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "p", "li", "nav", "footer", "aside", "form", "button"}
)
_TOKEN: Final = re.compile(r"\s{2,}|[^\S ]|&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_CLOSING: Final = {tag: re.compile(rf"</{tag}\b[^>]{{0,200}}>", re.IGNORECASE) for tag in _HIDDEN}


@dataclass(frozen=True, slots=True)
class Segment:
    """The visible text between two block elements.

    Attributes:
        body: Its characters, blanks collapsed.
        tag: The nearest open element that says what it is: "h1", "figcaption", "p"; or "".
        open_tags: All such elements that were open.
    """

    body: Aligned
    tag: str
    open_tags: frozenset[str]


def read_segments(source: str) -> Iterator[Segment]:
    """Cut an HTML source into its visible segments, in order.

    Args:
        source: The decoded file.

    Yields:
        Segments that hold at least one sign.
    """
    parts: list[Aligned] = []
    stack: list[str] = []
    for start, end, tag, closes in _tags(source):
        if start < end and (parts or not source[start:end].isspace()):
            parts.append(_visible(source, start, end))
        if tag is None or tag not in _BLOCKS:
            continue
        segment = _segment(parts, stack)
        if segment:
            yield segment
        parts = []
        _track(stack, tag, closes=closes)
    segment = _segment(parts, stack)
    if segment:
        yield segment


def _tags(source: str) -> Iterator[tuple[int, int, str | None, bool]]:
    """Yield each stretch of text with the tag after it; what is never shown is jumped over."""
    start = at = 0
    unclosed: set[str] = set()
    while True:
        match = _OPENING.search(source, at)
        end = _markup_end(source, match) if match else -1
        if match is None or end < 0:
            yield start, len(source), None, False
            return
        tag = (match["tag"] or "").lower() or None
        closes = bool(match["close"])
        yield start, match.start(), tag, closes
        start = at = end
        if tag in _HIDDEN and not closes and source[end - 2] != "/":
            closing = None if tag in unclosed else _CLOSING[tag].search(source, end)
            if closing is None:
                unclosed.add(tag)
            start = at = closing.end() if closing else (end if tag == "head" else len(source))


def _markup_end(source: str, opening: re.Match[str]) -> int:
    """Return where a tag or comment ends; -1 if it never does, and then no later one does."""
    start = opening.start()
    if opening[0] == "<!--":
        end = source.find("-->", start)
        return end + 3 if end >= 0 else len(source)
    if opening[0] == "<![CDATA[":
        return opening.end()
    first = end = source.find(">", start)
    if end >= 0 and source.count('"', start, end) % 2 == 0:
        return end + 1
    for _ in range(_MAX_EXTENDED):
        if end < 0 or source.count('"', start, end) % 2 == 0:
            break
        end = source.find(">", end + 1)
    balanced = end >= 0 and source.count('"', start, end) % 2 == 0
    return (end if balanced else first) + 1 or -1


def _track(stack: list[str], tag: str, *, closes: bool) -> None:
    """Follow the elements that say what a text is; markup that never closes is cut off."""
    if tag not in _MARKED:
        return
    if not closes:
        if tag in {"p", "li"} and stack and stack[-1] == tag:
            stack.pop()
        if len(stack) < 50:  # noqa: PLR2004 - deeper marks tell nothing more
            stack.append(tag)
    elif tag in stack:
        while stack.pop() != tag:
            pass


def _segment(parts: list[Aligned], stack: list[str]) -> Segment | None:
    if not parts:
        return None
    whole = parts[0] if len(parts) == 1 else join(parts, "")
    body = _collapsed(without_controls(whole)).stripped()
    if not body.text:
        return None
    return Segment(body, stack[-1] if stack else "", frozenset(stack))


def _visible(source: str, start: int, end: int) -> Aligned:
    """Return a stretch of text with its character references replaced and its blanks collapsed."""
    match = _TOKEN.search(source, start, end)
    if match is None:
        return Aligned(source[start:end], ((0, start, end - start),))
    parts: list[Aligned] = []
    at = start
    for match in _TOKEN.finditer(source, start, end):
        if match.start() > at:
            parts.append(Aligned.whole(source[at : match.start()], at))
        parts.append(_token(match[0], match.start()))
        at = match.end()
    if at < end:
        parts.append(Aligned.whole(source[at:end], at))
    return parts[0] if len(parts) == 1 else join(parts, "")


def _token(token: str, at: int) -> Aligned:
    if token[0] == "&":
        text = unescape(token)
        return Aligned.whole(token, at) if text == token else Aligned(text, ())
    return Aligned.whole(" ", at) if token[0] == " " else Aligned(" ", ())


def _collapsed(line: Aligned) -> Aligned:
    """Collapse blanks that tags had kept apart."""
    if "  " not in line.text:
        return line
    parts, at = [], 0
    for match in re.finditer(" {2,}", line.text):
        parts.append(line.cut(at, match.start() + 1))
        at = match.end()
    return join([*parts, line.cut(at, len(line.text))], "")
