"""Who wrote a report, as far as the page tells.

In the order of trust: bylines with a label around the title; bare names between the title and the body that stand
where bylines do; who reported, as agencies say below; a labelled name, a signature or a pair of names after the body.
What the report itself speaks of is no author: a bare name whose surname the body says is a caption or a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.boxes import is_biography
from chancery.reading.bylines import (
    MAX_WORDS,
    is_bare_label,
    is_trade,
    labelled_names,
    names_in,
    opening_name,
    reporting_names,
)
from chancery.reading.heads import is_stamp
from chancery.reading.layout import Layout
from chancery.reading.mastheads import own_names
from chancery.reading.pieces import Finding, Piece, fold

_ABOVE: Final = 8  # lines above the title among which its byline may stand
_BELOW: Final = 16  # lines below it
_NEAR: Final = 2  # lines from a bare name to the day, trade or title that tell it for a byline
_DEEPEST: Final = 600  # lines of a body in which bylines are looked for
_SIGNED: Final = 4  # lines below the body that may sign it
_FEW: Final = 3  # pieces of prose before which a page's head may still go on: key points, a standfirst
_FOREIGN_TO_PAGE: Final = frozenset({"teaser", "teaser-heading", "headline", "comments", "foot", "about-box", "beside"})
_CLOSING: Final = re.compile(
    r"(?:yours?|sincerely|faithfully|respectfully|(?:kind|best|warm) (?:regards|wishes)|regards|until|see you|cheers|"
    r"with (?:best|kind|warm) [\w ]{4,20})\b[^.!?]{0,30},",
    re.IGNORECASE,
)
_ADDRESSED: Final = re.compile(r"(?:dear|hello|hi|good (?:morning|day|evening))\b", re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"(?P<name>[^@|·•]{4,40}?) ?(?:[|·•] ?)?@\w{3,30}(?: ?[·•|,-].{1,30})?")
_HANDLE: Final = re.compile(r"@\w{3,30}(?: ?[·•|,-].{1,30})?")
_IN_PLACE: Final = re.compile(r"in [A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}")
_OFFICE: Final = re.compile(
    r"\b(?:minister|secretary|president|ambassador|spokes\w+|premier|commissioner|chair\w*|chancellor|envoy|consul|"
    r"representative|delegate|governor|mayor|speaker|general|king|queen|MEPs?|MPs?)\b",
    re.IGNORECASE,
)
_SHORT: Final = 10  # words of a line that names an office
_OTHER_LABEL: Final = re.compile(
    r"(?:video|photos?|pictures?|images?|edited|editing|translated|translation|illustrations?|graphics?)(?: by)? ?:?",
    re.IGNORECASE,
)
_FIRST_NAME: Final = re.compile(r"[^\W\d_a-z][^\W\d_]{2,15}")


def find_authors(
    pieces: Sequence[Piece], layout: Layout, found: Mapping[int, Finding], *, outlet: str | None = None
) -> tuple[str, ...]:
    """Tell who wrote a report.

    Args:
        pieces: The page, in order.
        layout: What each of them is.
        found: Findings about those that are no content.
        outlet: Who published it; no author of its own.

    Returns:
        The names as the page writes them, in its order; none where it names nobody.
    """
    page = _Page(pieces, layout, found, outlet)
    signed = [name for index in sorted(layout.described) if index not in found for name in _bare(pieces[index].text)]
    told = [*page.labelled_in_head(), *page.bare_in_head(), *signed]
    further = told or [*page.labelled_below(), *page.signed_below()] or list(page.posted_by())
    further = further or list(page.told_of_below())
    return page.distinct([*further, *page.reporting(alone=not further)])


def _bare(text: str) -> tuple[str, ...]:
    return names_in(text) or (text,)


class _Page:
    """A page and where on it its report begins and ends."""

    def __init__(
        self, pieces: Sequence[Piece], layout: Layout, found: Mapping[int, Finding], outlet: str | None
    ) -> None:
        """Find the ends of head and body."""
        self.pieces = pieces
        self.layout = layout
        self.found = found
        self.content = [at for at in range(len(pieces)) if at not in found and at in layout.kinds]
        self.title = layout.title if layout.title is not None else -1
        body = [at for at in self.content if pieces[at].is_prose and at > self.title and at != layout.subtitle]
        self.first = body[0] if body else len(pieces)
        self.head_end = body[_FEW - 1] if len(body) >= _FEW else self.first
        self.last = body[-1] if body else len(pieces) - 1
        self.told = frozenset(word for at in body for word in fold(pieces[at].text).split())
        self.above = frozenset(fold(piece.text) for piece in pieces[: max(0, self.title)])
        self.own = frozenset(map(fold, (*own_names(pieces), *([outlet] if outlet else []))))

    def labelled_in_head(self) -> Iterator[str]:
        """Yield the names in labelled bylines around the title, what seems furniture included."""
        start = max(0, self.title - _ABOVE)
        for at in range(start, min(self.head_end, max(self.first, self.title + _BELOW))):
            if self._may_sign(at, far=at > self.first):
                yield from labelled_names(self.pieces[at].text) or self._after_label(at)

    def bare_in_head(self) -> Iterator[str]:
        """Yield the names that stand alone between title and body."""
        if self.title < 0:
            return
        end = min(self.head_end, max(self.first, self.title + _BELOW))
        for at in (at for at in self.content if self.title < at < end):
            text = self.pieces[at].text
            if _OTHER_LABEL.fullmatch(self.pieces[at - 1].text):
                continue
            names = names_in(text) if self._may_sign(at, far=True) and not labelled_names(text) else ()
            if names and self._stands_as_byline(at) and not any(map(self._is_told, names)):
                yield from names

    def labelled_below(self) -> Iterator[str]:
        """Yield the names in labelled bylines inside or below the body."""
        for at in [at for at in self.content if at > self.first][:_DEEPEST]:
            if self._may_sign(at, far=True):
                yield from labelled_names(self.pieces[at].text)

    def signed_below(self) -> Iterator[str]:
        """Yield who signs below the body: a letter's sender, or names beside each other."""
        below = [at for at in self.content if at > self.first and self.pieces[at].words <= MAX_WORDS]
        closing = next((at for at in below[:-1] if _CLOSING.fullmatch(self.pieces[at].text)), None)
        if closing is not None and self._is_letter():
            text = self.pieces[below[below.index(closing) + 1]].text
            yield from names_in(text) or ((text,) if _FIRST_NAME.fullmatch(text) else ())
        lines = [self.pieces[at].text for at in below if at > self.last]
        for text in lines[-_SIGNED:]:
            if " / " in text or text.startswith(("—", "–", "-- ")):
                yield from names_in(text.lstrip("—–- "))

    def posted_by(self) -> Iterator[str]:
        """Yield who posted: a name with the account's handle beside or below it."""
        for at in range(min(self.first, len(self.pieces))):
            text, after = self.pieces[at].text, self.pieces[at + 1].text if at + 1 < len(self.pieces) else ""
            beside = _ACCOUNT.fullmatch(text)
            if beside or _HANDLE.fullmatch(after):
                yield from names_in(beside["name"] if beside else text)

    def told_of_below(self) -> Iterator[str]:
        """Yield of whom alone the page's foot says that she or he writes."""
        bios = [at for at in range(self.last + 1, len(self.pieces)) if is_biography(self.pieces[at])]
        names = {name for at in bios for name in opening_name(self.pieces[at].text)}
        yield from names if len(names) == 1 else ()

    def reporting(self, *, alone: bool) -> Iterator[str]:
        """Yield who reported, as agencies say below; who did so in addition only where nobody else is named."""
        for at in (at for at in self.content if at >= self.last):
            names, additional = reporting_names(self.pieces[at].text)
            if names and self.pieces[at].words <= 2 * MAX_WORDS and (alone or not additional):
                yield from names

    def distinct(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return names once each, without the outlet's own."""
        by_fold = {fold(name): name for name in reversed(names) if fold(name) and fold(name) not in self.own}
        return tuple(dict.fromkeys(by_fold[fold(name)] for name in names if fold(name) in by_fold))

    def _may_sign(self, at: int, *, far: bool) -> bool:
        """Tell a line that may be a byline by its length and by what it was taken for."""
        piece = self.pieces[at]
        if piece.is_prose or piece.words > MAX_WORDS or at == self.title:
            return False
        finding = self.found.get(at)
        return finding is None or (not far and finding.rule not in _FOREIGN_TO_PAGE)

    def _after_label(self, at: int) -> tuple[str, ...]:
        return names_in(self.pieces[at].text) if at and is_bare_label(self.pieces[at - 1].text) else ()

    def _stands_as_byline(self, at: int) -> bool:
        """Tell a line beside the title, a day, a trade or another line of the kind."""
        if self.layout.kinds.get(at) is BlockKind.CAPTION:
            return False
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if after and (after.text.startswith("(") or (after.words <= _SHORT and _OFFICE.search(after.text))):
            return False
        place = self.content.index(at)
        near = (*self.content[max(0, place - _NEAR) : place], *self.content[place + 1 : place + 1 + _NEAR])
        ends = {self.title, self.layout.subtitle, self.first}
        beside = any(self._marks_byline(other) for other in (*near, at + 1))
        return beside or (at < self.first and not ends.isdisjoint(near))

    def _marks_byline(self, at: int) -> bool:
        """Tell a day, a trade or the place of whoever reports."""
        text = self.pieces[at].text if at < len(self.pieces) else ""
        return is_stamp(text) or is_trade(text) or _IN_PLACE.fullmatch(text) is not None

    def _is_told(self, name: str) -> bool:
        """Tell whether the report speaks of somebody of that name, or it stands above the title as sites' names do."""
        words = fold(name).split()
        return fold(name) in self.above or (bool(words) and words[-1] in self.told)

    def _is_letter(self) -> bool:
        """Tell a page that addresses its reader."""
        end = min(len(self.pieces), self.first + _FEW)
        return any(_ADDRESSED.match(self.pieces[at].text) for at in range(end))
