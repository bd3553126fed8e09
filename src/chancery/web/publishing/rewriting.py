"""Turns a page of the server into one that needs none: links lead to files, and what only a server does is left out.

The templates escape every value, so `<`, `>` and quotes in a page are its own: tags are found by their looks alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from chancery.web.publishing.addresses import SEARCH, Addresses, Fate, Place

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
_HEAD: Final = (
    '<meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    '<meta name="referrer" content="no-referrer">'
)
_CHARSET: Final = '<meta charset="utf-8">'
_TAG: Final = re.compile(r"<(/?)(a|form|script|link|svg|image|meta)\b([^>]*)>")
_ATTRIBUTE: Final = r'\s{}="([^"]*)"'
_LINK: Final = re.compile(_ATTRIBUTE.format("(?:href|src|action)"))
_HTMX: Final = re.compile(_ATTRIBUTE.format(r"(?:hx-[a-z-]+|method|enctype|tabindex)"))
_HTMX_ALONE: Final = re.compile(_ATTRIBUTE.format(r"hx-[a-z-]+"))
_EMPTY: Final = re.compile(r"<(li|p|search|div)\b(?: class=\"[^\"]*\")?>[\s·]*</\1>")
_POSTS: Final = re.compile(r'\smethod="post"', re.IGNORECASE)
_LEFT_OUT: Final = ("htmx.js",)
_KINDS: Final = {
    "/": "event",
    "/pairs": "event",
    "/sources": "event",
    "/quotations": "quotation",
    "/pledges": "pledge",
    "/entities": "entity",
}

Note = Callable[[Place], None]
"""Is told of every page that a page links to."""


class Rewriter:
    """Writes the links of one page.

    Attributes:
        file: Where the page lies in the folder.
    """

    def __init__(self, addresses: Addresses, file: str, note: Note) -> None:
        """Take what is where, where the page lies, and whom to tell of its links."""
        self.file = file
        self._addresses = addresses
        self._note = note
        self._up = "../" * file.count("/")
        self._out: list[str] = []
        self._closing: list[str] = []  # what each open link is closed with
        self._skipping = ""
        self._drawing = False

    def rewrite(self, page: str, scripts: tuple[str, ...] = ()) -> str:
        """Write a page anew.

        Args:
            page: As the server has it.
            scripts: Files of ours that it also runs, by their places in the folder.
        """
        at = 0
        for tag in _TAG.finditer(page):
            self._put(page[at : tag.start()])
            self._take(tag)
            at = tag.end()
        self._put(page[at:])
        text = "".join(self._out).replace(_CHARSET, _HEAD, 1)
        while (shorter := _EMPTY.sub("", text)) != text:
            text = shorter
        more = "".join(f'<script src="{self._up}{script}" defer></script>\n' for script in scripts)
        return text.replace("</head>", f"{more}</head>", 1)

    def _put(self, text: str) -> None:
        if not self._skipping:
            self._out.append(text)

    def _take(self, tag: re.Match[str]) -> None:
        closes, name, rest = tag[1] == "/", tag[2], tag[3]
        if self._skipping:
            if closes and name == self._skipping:
                self._skipping = ""
            return
        if name == "svg":
            self._drawing = not closes
        if closes:
            self._out.append(self._closing.pop() if name == "a" else tag[0])
        elif name == "a":
            self._link(rest)
        elif name == "form":
            self._form(rest)
        elif name == "meta":
            self._out.append("" if "htmx-config" in rest else tag[0])
        else:
            self._file_of(tag)

    def _link(self, rest: str) -> None:
        address = _LINK.search(rest)
        target = html.unescape(address[1]) if address else ""
        rest = _HTMX_ALONE.sub("", rest)
        if address is None or not target.startswith("/"):
            self._open("a", rest)
            return
        place = self._addresses.place(target)
        if place.fate is Fate.GONE:
            self._skipping = "a"
        elif place.fate is Fate.WORDS:
            self._open("g" if self._drawing else "span", _without_link(rest))
        else:
            self._open("a", rest.replace(_LINK.search(rest)[0], f' href="{self._to(place)}"'))  # type: ignore[index]

    def _open(self, element: str, rest: str) -> None:
        self._out.append(f"<{element}{rest}>")
        self._closing.append(f"</{element}>")

    def _form(self, rest: str) -> None:
        """Lead a form that asks to the search page; leave out one that sends, and filters where a list goes on."""
        action = _LINK.search(rest)
        asked = html.unescape(action[1]) if action else ""
        place = self._addresses.place(asked) if asked.startswith("/") else None
        listing = 'class="filters"' in rest or 'class="ask"' in rest
        if place is None or _POSTS.search(rest) or place.fate is Fate.GONE or (listing and "/" in self.file):
            self._skipping = "form"
            return
        rest = _HTMX.sub("", rest)
        self._out.append(f'<form{rest.replace(_LINK.search(rest)[0], "")} action="{self._up}{SEARCH}">')  # type: ignore[index]
        if asked in _KINDS:
            self._out.append(f'<input type="hidden" name="kind" value="{_KINDS[asked]}">')

    def _file_of(self, tag: re.Match[str]) -> None:
        """Write the place of a file that the page loads."""
        address = _LINK.search(tag[3])
        if address is None or not address[1].startswith("/"):
            self._out.append(tag[0])
        elif address[1].endswith(_LEFT_OUT):
            self._skipping = "script"
        else:
            place = self._addresses.place(html.unescape(address[1]))
            attribute = address[0].partition("=")[0]
            self._out.append(tag[0].replace(address[0], f'{attribute}="{self._up}{place.file}"'))

    def _to(self, place: Place) -> str:
        if place.fate is Fate.PAGE:
            self._note(place)
        return html.escape(f"{self._up}{place.file}{place.query}{place.fragment}")


def _without_link(rest: str) -> str:
    """Take from a link's attributes those that only links have."""
    kept = _LINK.sub("", rest)
    return re.sub(r'\s(?:rel|tabindex|target|aria-current)="[^"]*"', "", kept)
