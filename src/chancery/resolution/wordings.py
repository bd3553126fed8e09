"""Compares two texts word by word: is one a reprint of the other, and what of it does it print?

A reprint has the words of another report in the same order, lightly edited, cut or with something
added. What looks alike without being one: yearly communiqués with other dates, two accounts that
quote one speech at length, versions of a story whose facts have changed. So words outside
quotation marks must agree too, and where words were exchanged, no date, figure, name or "not" may
be among them. A wrong "the same" is worse than a missed one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from chancery.codebooks.times import read_time_words
from chancery.model.text import BlockKind, Report, Span

LEAST_WORDS: Final = 40
"""Words of the body that a text must have to be a reprint or to have one.

On two thousand releases 20, 30 and 40 find the same reprints; two or three sentences are too little to tell chance
from copying.
"""
MOST_WORDS: Final = 4000
"""Words of a text that are compared; the rest of a longer one counts as its own."""
SAME: Final = 0.9
"""Share of the shorter body that must stand in the longer.

Lightly edited copies of our own making share 0.90 to 0.97; releases of one ministry on other calls, other speeches
and other versions of a plan share up to 0.90 (bench/README.md).
"""
SAME_LATER: Final = 0.95  # the same, of reports that appeared more than `NEAR_DAYS` apart
SAME_OUTSIDE: Final = 0.8  # the same, of the words outside quotation marks
NEAR_DAYS: Final = 3
ONLY_QUOTED: Final = 15  # words; a body with fewer outside quotation marks is nothing but a quotation
SAME_QUOTED: Final = 0.9  # share of such a body that must stand in the longer
WHOLE: Final = 0.5  # length of the shorter in the longer, below which it must have the beginning
LEAST_SHARE: Final = 0.12  # length of the shorter in the longer; one of three roundup items is no cut copy
LEAD: Final = 25  # words of the longer among which a copy cut short has its beginning
RUN: Final = 3  # words in a row that are no coincidence
SMALL: Final = 15  # words; exchanged stretches that are longer are other text, not an edit
NAMES_EVERY: Final = 150  # words for each single name that an editor may exchange

_WORD: Final = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+")
_QUOTED: Final = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)")
_HEAD: Final = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.CAPTION})
_LEFT_OUT: Final = frozenset({BlockKind.BYLINE, BlockKind.DATELINE})
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_AGAINST: Final = frozenset(
    "not no never without denied denies deny refused refuses refuse failed fails fail cancelled canceled postponed "
    "rejected rejects suspended unable t".split()
)
_FORMULA: Final = 80.0  # likeness of headlines that are one formula
_ALIKE: Final = 60.0  # likeness of two spellings of one name: Kiev and Kyiv score 75, Putin and Poutine 83


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a report, in order.

    Attributes:
        words: Folded.
        starts: First character of each in the text.
        ends: One past the last character of each.
        body: 1 for each that stands in a paragraph rather than in a headline or caption.
        quoted: 1 for each that stands inside quotation marks.
        named: 1 for each that is written as a name: with a capital that no sentence's start explains.
        title: The words of the headline, folded.
    """

    words: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    body: bytes
    quoted: bytes
    named: bytes
    title: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Number of words of the body."""
        return sum(self.body)


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts have in common.

    Attributes:
        runs: `(start in the one, start in the other, length)` in words, ascending.
        one: Stretches of the one text that stand in the other.
        other: The same stretches in the other text.
    """

    runs: tuple[tuple[int, int, int], ...]
    one: tuple[Span, ...]
    other: tuple[Span, ...]


def read_wording(report: Report) -> Wording:
    """Take a report apart into words; bylines and datelines are left out, and what is beyond `MOST_WORDS`."""
    text = report.text
    words: list[str] = []
    starts, ends = array("L"), array("L")
    body, quoted, named = bytearray(), bytearray(), bytearray()
    pieces = [(b.span, b.kind not in _HEAD) for b in report.blocks if b.kind not in _LEFT_OUT]
    for span, is_body in pieces or [(Span(0, len(text)), True)]:
        quotes = [match.span() for match in _QUOTED.finditer(text, span.start, span.end)]
        for match in _WORD.finditer(text, span.start, span.end):
            word, (start, end) = match.group(), match.span()
            while quotes and quotes[0][1] <= start:
                del quotes[0]
            words.append(word.casefold())
            starts.append(start)
            ends.append(end)
            body.append(is_body)
            quoted.append(bool(quotes) and quotes[0][0] <= start)
            named.append(word[0].isupper() and not _opens(text, start, span.start))
        if len(words) >= MOST_WORDS:
            break
    most = slice(MOST_WORDS)
    title = tuple(word.casefold() for word in _WORD.findall(report.title or ""))
    return Wording(
        tuple(words[most]), starts[most], ends[most], bytes(body[most]), bytes(quoted[most]), bytes(named[most]), title
    )


def _opens(text: str, at: int, start: int) -> bool:
    """Tell whether a word opens a sentence, so that its capital tells nothing."""
    before = text[max(start, at - 3) : at].rstrip(" \n\"“”«'‘’(")
    return not before or before[-1] in ".!?:"


def align(one: Wording, other: Wording) -> Alignment:
    """Find the runs of at least `RUN` words that two texts share, in the same order."""
    blocks = Indel.opcodes(one.words, other.words).as_matching_blocks()
    runs = tuple((block.a, block.b, block.size) for block in blocks if block.size >= RUN)
    return Alignment(
        runs,
        tuple(Span(one.starts[a], one.ends[a + size - 1]) for a, _, size in runs),
        tuple(Span(other.starts[b], other.ends[b + size - 1]) for _, b, size in runs),
    )


def is_reprint(one: Wording, other: Wording, found: Alignment, *, apart: int = 0) -> bool:
    """Tell whether one of two texts is printed from the other.

    Args:
        one: A text.
        other: Another.
        found: What they have in common.
        apart: Days between them, 0 where unknown.
    """
    lengths = one.length, other.length
    shorter, longer = (one, other) if lengths[0] <= lengths[1] else (other, one)
    if min(lengths) < LEAST_WORDS or min(lengths) < LEAST_SHARE * max(lengths):
        return False
    runs = found.runs if shorter is one else tuple((b, a, size) for a, b, size in found.runs)
    shared = [a + k for a, b, size in runs for k in range(size) if shorter.body[a + k] and longer.body[b + k]]
    least = SAME_LATER if apart > NEAR_DAYS else SAME
    if len(shared) < least * shorter.length or not _same_outside(shorter, shared):
        return False
    if min(lengths) < WHOLE * max(lengths) and not _has_lead(longer, runs):
        return False
    return not _contradicts(one, other, found.runs)


def _same_outside(shorter: Wording, shared: Sequence[int]) -> bool:
    """Tell whether the words around the quotations agree as well."""
    own = sum(body and not quoted for body, quoted in zip(shorter.body, shorter.quoted, strict=True))
    if own < ONLY_QUOTED:
        return len(shared) >= SAME_QUOTED * shorter.length
    return sum(not shorter.quoted[at] for at in shared) >= SAME_OUTSIDE * own


def _has_lead(longer: Wording, runs: Iterable[tuple[int, int, int]]) -> bool:
    """Tell whether the copy begins as the longer text does: cut from the bottom, not lifted out of the middle."""
    first = longer.body.index(1)
    return any(first <= b + size - 1 and b < first + LEAD for _, b, size in runs)


# ---- what was exchanged ---------------------------------------------------------------------


def _contradicts(one: Wording, other: Wording, runs: Sequence[tuple[int, int, int]]) -> bool:
    """Tell whether an edit changed a date, a figure, a whole name, or turned a statement round."""
    if _is_numbered_alike(one.title, other.title):
        return True
    names = 0
    for mine, yours in _edits(one, other, runs):
        a, b = [one.words[i] for i in mine], [other.words[i] for i in yours]
        if _differ_in_figures(a, b) or _differ_in_sense(a, b):
            return True
        left = {one.words[i] for i in mine if one.named[i]}
        right = {other.words[i] for i in yours if other.named[i]}
        left, right = left - right, right - left
        if left and right and not _same_name(left, right):
            names += min(len(left), len(right), 2)
    return names > min(one.length, other.length) // NAMES_EVERY


def _is_numbered_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two headlines are one formula with other figures: "Schedule for 14 July", "Schedule for 15 July"."""
    alike = fuzz.ratio(" ".join(one), " ".join(other)) >= _FORMULA
    return bool(one and other) and alike and _differ_in_figures(one, other)


def _edits(one: Wording, other: Wording, runs: Sequence[tuple[int, int, int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the short stretches of the bodies between what is shared, in both texts."""
    for (a, b, size), (c, d, _) in pairwise(runs):
        mine = [i for i in range(a + size, c) if one.body[i]]
        yours = [i for i in range(b + size, d) if other.body[i]]
        if len(mine) <= SMALL and len(yours) <= SMALL and (mine or yours):
            yield mine, yours


def _differ_in_figures(one: Iterable[str], other: Iterable[str]) -> bool:
    mine, yours = _figures(one), _figures(other)
    kinds = mine.keys() & yours.keys()
    return any(not (mine[kind] <= yours[kind] or yours[kind] <= mine[kind]) for kind in kinds)


def _figures(words: Iterable[str]) -> dict[str, set[str]]:
    """Return numbers, months and weekdays, each kind apart: "Tuesday" for "20 October" contradicts nothing."""
    known = read_time_words()
    found: dict[str, set[str]] = {}
    for word in words:
        ordinal = _ORDINAL.fullmatch(word)
        if word[0].isdigit():
            found.setdefault("number", set()).add(ordinal.group(1) if ordinal else word)
            continue
        kinds = {
            "number": known.numbers.get(word) or known.ordinals.get(word),
            "month": known.sure.get(word) or known.doubtful.get(word) or known.short.get(word),
            "weekday": known.weekdays.get(word),
        }
        for kind, value in kinds.items():
            if value is not None:
                found.setdefault(kind, set()).add(str(value))
    return found


def _differ_in_sense(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether only one side says that something is not so."""
    return bool(_AGAINST.intersection(one)) != bool(_AGAINST.intersection(other)) and (
        bool(one and other) or len(one) + len(other) <= RUN
    )


def _same_name(one: Iterable[str], other: Iterable[str]) -> bool:
    return any(a.startswith(b) or b.startswith(a) or fuzz.ratio(a, b) >= _ALIKE for a in one for b in other)
