"""What speaks for a line, or against it, as the title of its report.

No single sign tells a title: a teaser is as long, a kicker stands in the same place, a caption holds the same names.
Each sign says a little; what each weighs (`titles.json`) is fitted to marked pages by `training/titles.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from chancery.reading.heads import BYLINE, is_mark, is_stamp, is_title_like
from chancery.reading.pieces import Finding, Piece, fold
from chancery.reading.title_lines import is_sort
from chancery.reading.title_shapes import beside_signs, is_head_mark, line_signs
from chancery.reading.titles import stems

MOST: Final = 100  # lines of content that may be the title
_LEAD: Final = 3  # paragraphs that tell what the title says
_OPENING: Final = 12  # paragraphs whose words a title shares
_NAME: Final = 8  # words of a name that the body says
_NEAR: Final = 4  # lines below, among which day and byline stand
_TOP: Final = 20  # lines that tell a letter
_FAR: Final = 6
_VERY_FAR: Final = 20
_MANY: Final = 30  # lines below, among which titles are counted
_TOLD: Final = 2  # words that a title shares with its report
_MOST_TOLD: Final = 3
_MOST_NAMES: Final = 4
_MIN_HELD: Final = 12  # letters of a line that another one holds
_BESIDE: Final = 40  # lines around, one of which may be the title without its site
_LETTERS: Final = 600  # of a line that are looked at
_EDGE: Final = 400  # lines from the top in which copies are looked for
_NAMES: Final = re.compile(r"\b[A-Z][^\W\d_]{3,}")
_GREETING: Final = re.compile(
    r"(?:dear|hello|hi|good (?:morning|evening|afternoon)|madam|mr\.? |your excellenc)", re.IGNORECASE
)
_RULES: Final = {
    "crumb": frozenset({"breadcrumb"}),
    "teased": frozenset({"teaser-heading", "teaser", "headline", "genre", "link-row", "link-line"}),
    "tools": frozenset({"share-row", "counter", "button", "numbers", "font-size", "image-widget", "label"}),
    "menus": frozenset({"menu", "navigation", "language-row", "other-language", "beside"}),
}
Told = Iterator[tuple[str, float]]


class Opening:
    """The part of a page in which its title may stand, and what the page says elsewhere.

    Args:
        pieces: The page, in order.
        content: Indices of what is no furniture.
        furniture: Findings by index.
    """

    def __init__(self, pieces: Sequence[Piece], content: Sequence[int], furniture: Mapping[int, Finding]) -> None:
        """Look at the page once."""
        self.pieces, self.content, self.furniture = pieces, content, furniture
        self.prose = [at for at in content if pieces[at].is_prose]
        self.first = self.prose[0] if self.prose else len(pieces)
        self._folds = [fold(piece.text[:_LETTERS]) for piece in pieces[: _EDGE + MOST]]
        self._copies = Counter(self._folds[:_EDGE])
        self._whole = "\n".join(f" {text} " for text in self._folds[:_EDGE])
        self._said = "\n".join(f" {fold(pieces[at].text[:_LETTERS])} " for at in self.prose[:_EDGE])

    def candidates(self) -> list[int]:
        """Return the places in the content of the lines that are looked at."""
        end = self.prose[_LEAD] if len(self.prose) > _LEAD else len(self.pieces)
        return [at for at, index in enumerate(self.content[:MOST]) if index < min(end, len(self._folds))]

    def signs(self, place: int) -> dict[str, float]:
        """Return what speaks for and against a line.

        Args:
            place: Its place in the content.
        """
        index = self.content[place]
        told = [*line_signs(self.pieces[index]), *self._topic(index), *self._echoes(index), *self._furniture(index)]
        told += [*self._above(place), *self._below(place), *self._place(place)]
        return {name: float(value) for name, value in told if value}

    def signs_of_none(self) -> dict[str, float]:
        """Return what speaks for a page without a title: posts, chats, letters."""
        top = [self.pieces[at] for at in self.content[:_TOP]]
        rules = Counter(finding.rule for finding in self.furniture.values())
        told = (
            ("none", True),
            ("none_letter", any(_GREETING.match(piece.text) for piece in top)),
            ("none_post", rules["author-links"] > 0),
            ("none_like", not any(is_title_like(self.pieces[at]) for at in self.content[:MOST] if at < self.first)),
        )
        return {name: float(value) for name, value in told if value}

    def _stems_below(self, index: int, most: int) -> frozenset[str]:
        """Return the words of the paragraphs below a line."""
        found: frozenset[str] = frozenset()
        for at in islice((at for at in self.prose if at > index), most):
            found |= stems(self.pieces[at].text)
        return found

    def _shared(self, index: int, most: int = _LEAD) -> int:
        return len(stems(self.pieces[index].text) & self._stems_below(index, most))

    def _is_told(self, index: int) -> bool:
        """Tell what is like a title, and what the first paragraphs take up."""
        return is_title_like(self.pieces[index]) and self._shared(index) >= _TOLD

    @cached_property
    def _most_shared(self) -> int:
        """The most words that a line above the paragraphs shares with the first of them."""
        lines = (at for at in self.content[:MOST] if at < self.first and is_title_like(self.pieces[at]))
        return max(map(self._shared, lines), default=0)

    def _topic(self, index: int) -> Told:
        """Say what a line shares with the paragraphs below it."""
        text = self.pieces[index].text
        size = max(1, len(stems(text)))
        lead, body = self._shared(index), self._shared(index, _OPENING)
        yield "lead_some", lead >= 1
        yield "lead_two", lead >= _TOLD
        yield "lead_three", lead >= _MOST_TOLD
        yield "lead_share", lead / size
        yield "lead_half", lead >= _TOLD and 2 * lead >= size
        yield "lead_none", lead == 0 and size >= _MOST_TOLD
        yield "body_third", body >= _TOLD and 3 * body >= size
        yield "body_share", body / size
        yield "first_paragraph", self._shared(index, 1) >= _TOLD
        yield "most_shared", lead >= _TOLD and lead == self._most_shared
        yield "named", self._is_said(index)
        names = set(_NAMES.findall(text))
        held = " ".join(self.pieces[at].text[:_LETTERS] for at in self.prose[:_LEAD] if at != index)
        known = sum(name in held for name in names)
        yield "names_shared", min(_MOST_NAMES, known)
        yield "names_fresh", min(_MOST_NAMES, len(names) - known)

    def _is_said(self, index: int) -> bool:
        """Tell a name that the body says in the same words, as no report does with its title."""
        name = f" {self._folds[index].removeprefix('the ')} "
        if self.pieces[index].words > _NAME:
            return False
        return self._said.count(name) > self.pieces[index].is_prose

    def _echoes(self, index: int) -> Told:
        """Say where else the page has the same words."""
        text, copies = self._folds[index], self._copies[self._folds[index]]
        if self.pieces[index].words <= 2:  # noqa: PLR2004 - shorter than any title
            yield "again_short", copies > 1
            return
        beside = (index - 1, index + 1)
        twin = any(0 <= at < len(self._folds) and self._folds[at] == text for at in beside)
        yield "twin", twin
        yield "again", copies > 1 and not twin
        yield "copy_above", copies > 1 and self._folds.index(text) < index - 1
        yield "held_by_longer", self._whole.count(f" {text} ") > copies
        near = (at for at in self.content[: 2 * MOST] if abs(at - index) < _BESIDE and at < len(self._folds))
        shorter = (self._folds[at] for at in near if self.pieces[at].words > 2)  # noqa: PLR2004 - as above
        yield "holds_other", any(len(other) > _MIN_HELD and other != text and other in text for other in shorter)

    def _furniture(self, index: int) -> Told:
        """Say what furniture a line touches."""
        rules = {at: self.furniture[at].rule for at in (index - 2, index - 1, index + 1) if at in self.furniture}
        for name, kinds in _RULES.items():
            yield f"under_{name}", rules.get(index - 1) in kinds
            yield f"near_under_{name}", rules.get(index - 1) in kinds or rules.get(index - 2) in kinds
            yield f"over_{name}", rules.get(index + 1) in kinds
        yield "under_furniture", index - 1 in rules
        yield "over_furniture", index + 1 in rules
        yield "gap", self.pieces[index].gap > 0 or index == 0
        yield "gap_after", index + 1 < len(self.pieces) and self.pieces[index + 1].gap > 0

    def _above(self, place: int) -> Told:
        """Say what line stands above."""
        if not place:
            return
        index, above = self.content[place], self.content[place - 1]
        piece, mine = self.pieces[above], self.pieces[index]
        told = self._is_told(above)
        yield from ((f"under_{name}", value) for name, value in beside_signs(piece))
        yield "under_told_title", told and above == index - 1
        yield "near_under_told_title", told
        yield "under_same_shape", is_title_like(piece) and is_title_like(mine)
        nearby = self.content[max(0, place - _FAR) : place]
        mark = next((at for at, one in enumerate(nearby) if is_head_mark(self.pieces[one])), 0)
        yield "below_told_head", any(map(self._is_told, nearby[:mark]))
        yield "shares_above", not piece.is_prose and bool(stems(piece.text) & stems(mine.text))

    def _below(self, place: int) -> Told:
        """Say what lines stand below."""
        mine = self.pieces[self.content[place]]
        below = [self.pieces[at] for at in self.content[place + 1 : place + 1 + _NEAR]]
        if not below:
            yield "last", True
            return
        after, like = below[0], is_title_like(mine)
        yield from ((f"over_{name}", value) for name, value in beside_signs(after))
        yield "over_told_title", self._is_told(self.content[place + 1])
        yield "over_longer", not after.is_prose and after.words > mine.words + 3
        yield "over_shorter_title", is_title_like(after) and after.words <= mine.words
        yield "over_longer_title", is_title_like(after) and after.words > mine.words
        yield "sort_over_day", is_sort(mine.text) and is_stamp(after.text)
        yield "shares_below", not after.is_prose and bool(stems(after.text) & stems(mine.text))
        yield "like_over_prose", like and after.is_prose
        seen = [dict(beside_signs(piece)) for piece in below]
        yield from ((f"near_over_{name}", any(one[name] for one in seen)) for name in ("day", "byline", "prose"))
        mark = next((at for at, piece in enumerate(below) if is_head_mark(piece)), None)
        if mark is not None:
            yield "like_over_mark", like and mark == 0
            yield "like_near_mark", like
            yield "like_last_before_mark", like and not any(is_title_like(piece) for piece in below[:mark])
            yield "sentence_over_mark", mine.is_sentence

    def _place(self, place: int) -> Told:
        """Say how far a line stands from the top and from the first paragraph."""
        pieces, index, content = self.pieces, self.content[place], self.content
        titles = [at for at in content[: place + _MANY] if at < self.first and is_title_like(pieces[at])]
        between = (at for at in content[place + 1 : place + MOST] if at < self.first)
        lines = sum(1 for at in between if not is_mark(pieces[at]))
        yield "first_line", index == 0 and bool(self.furniture)
        bare = index == 0 and self.first in content[:3] and not self.furniture
        yield "first_of_bare", bare and is_title_like(pieces[index]) and bool(self._shared(index))
        yield "first_content", place == 0
        yield "titles_above", min(_FAR, sum(at < index for at in titles))
        yield "titles_below", min(_FAR, sum(at > index for at in titles))
        yield "last_title", bool(titles) and titles[-1] == index
        yield "first_title", bool(titles) and titles[0] == index
        yield "far", min(_FAR, lines)
        yield "very_far", min(_VERY_FAR, max(0, lines - _FAR)) / 10
        yield "inside", index > self.first
        yield "deep_inside", sum(1 for at in self.prose[:_LEAD] if at < index) > 1
        yield "day_above", any(is_stamp(pieces[at].text) for at in content[max(0, place - 3) : place])
        yield "byline_above", any(BYLINE.fullmatch(pieces[at].text) for at in content[max(0, place - _NEAR) : place])
