"""What can be seen of a line and its neighbours that speaks for furniture or for content: the model's features.

Each piece gets one row of numbers: its shape, the classes of its words (`chrome.toml`), what it shares with the
body, where it stands, and what the rules found around it. None of them names a site.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, groupby
from typing import Final

from chancery.reading.datelines import read_date_line, read_dateline
from chancery.reading.echoes import ECHO_NAMES, echo_rows
from chancery.reading.heads import BYLINE, CAPITAL_NAME, byline_names, is_caption, is_title_like
from chancery.reading.lexicon import EMPTY, LEXICON_NAMES, Lexicon
from chancery.reading.pieces import Finding, Piece
from chancery.reading.sequences import SEQUENCE_NAMES, sequence_rows
from chancery.reading.titles import stems
from chancery.reading.transcripts import is_sure_label

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_FUNCTION: Final = frozenset(
    "the a an of to in on at for from with by and or but that which who had has have was were is are be been will "
    "would it its he his she her they their this as not than after before when while also into over under "
    "between".split()
)
_YOU: Final = frozenset("you your yours you'll you're you've you’ll you’re you’ve".split())
_WE: Final = frozenset("we us our ours we'll we're we've we’ll we’re we’ve i my me mine".split())
_QUOTE: Final = re.compile(r"[“”«»„\"]")
_LINK: Final = re.compile(r"https?:|www\.|\S@\S|\.(?:com|org|net|example|info|html?|ru|uk|de|io)\b", re.IGNORECASE)
_PARTED: Final = re.compile(r"\s[|›»•·/–—-]\s|[|›»•·▸→«]|\s>\s|//")
_OTHER_SCRIPT: Final = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufffd]")
_AGO: Final = re.compile(
    r"\b\d+ ?(?:s|sec|m|min|mins|h|hr|hrs|d|second|minute|hour|day|week|month|year)s? ago\b|\bjust now\b|\bago\W*$",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_MONEY: Final = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:[¢€£%]|USD|EUR)")
_EMOJI: Final = re.compile(r"[\u2190-\u2bff\u3000-\u303f\ufe0f\U0001f000-\U0001faff]")
_JOB: Final = re.compile(  # what an author does
    r"\b(?:editor|reporter|correspondent|writer|columnist|journalist|contributor|producer|anchor|presenter|host|"
    r"blogger|photographer|staff|desk|fellow|analyst|researcher|scholar|associate|professor|lecturer|bureau chief|"
    r"intern|author)s?\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w’'-]+")
_FAR: Final = 6  # lines; what is farther is as far
_AROUND: Final = 5
_FEW: Final = 4  # words of a name, place or button
_NAMED: Final = 5
_SHORT: Final = 8
_CAPTION: Final = 14
_OPENING: Final = 15
_LONG: Final = 60
_MANY: Final = 200  # lines in which names are looked for
_LIKE: Final = SEQUENCE_NAMES.index("like_sentence")
_DOUBT: Final = 0.7  # chance of furniture from which a paragraph is none of the body's
Row = tuple[float, ...]
CLASSES: Final = ("verbs", "chrome", "sections", "foreign", "commerce", "law", "talk", "report")


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Return the words of `chrome.toml` by class."""
    table = tomllib.loads(files("chancery.reading").joinpath("chrome.toml").read_text(encoding="utf-8"))
    return {name: frozenset(table[name].split()) for name in CLASSES}


@cache
def _known() -> frozenset[str]:
    return _FUNCTION.union(*(words for name, words in word_classes().items() if name != "report"))


@dataclass(frozen=True, slots=True)
class Shape:
    """What is seen of one line alone; lines that come again have the same.

    Attributes:
        row: Numbers, in the order of `SHAPE_NAMES`.
        stems: Beginnings of its longer words.
    """

    row: tuple[float, ...]
    stems: frozenset[str]


SHAPE_NAMES: Final = (
    "words", "signs", "one_word", "to_three", "to_eight", "long", "sentence", "prose", "stop", "asks", "colon", "dots",
    "exclaims", "open_end", "small", "small_first", "capitals", "digits", "starts_sign", "starts_digit", "parted",
    "parts", "link", "other_script", "emoji", "ago", "clock", "year", "money", "you", "we", "quoted", "function",
    "date_line", "dateline", "byline", "caption", "label", "name", "verb_first", "brackets", "job",
    *CLASSES, *(f"any_{name}" for name in CLASSES), "all_chrome",
)  # fmt: skip


def see(piece: Piece) -> Shape:
    """Look at one piece alone."""
    text = piece.text[:600]
    words = _WORD.findall(text)
    lower = [word.casefold() for word in words]
    count = len(words) or 1
    classes = word_classes()
    shares = [sum(map(classes[name].__contains__, lower)) / count for name in CLASSES]
    known = sum(map(_known().__contains__, lower)) / count
    short = piece.words <= _CAPTION
    parted = _PARTED.findall(text)
    last = text.rstrip("\"'”’») ")[-1:]
    row = (
        math.log1p(piece.words),
        math.log1p(len(text)),
        piece.words <= 1,
        piece.words <= 3,  # noqa: PLR2004
        piece.words <= _SHORT,
        piece.words > _OPENING,
        piece.is_sentence,
        piece.is_prose,
        last == ".",
        last == "?",
        last == ":",
        text.endswith(("…", "...")),
        last == "!",
        last.isalnum(),
        sum(word[0].islower() for word in words) / count,
        bool(words) and words[0][0].islower(),
        text.isupper(),
        sum(map(str.isdigit, text)) / len(text),
        not text[0].isalnum() and text[0] not in "\"“‘'«",
        text[0].isdigit(),
        bool(parted),
        min(_FEW, len(parted)),
        bool(_LINK.search(text)),
        len(_OTHER_SCRIPT.findall(text)) / len(text),
        bool(_EMOJI.search(text)),
        bool(_AGO.search(text)),
        bool(_CLOCK.search(text)),
        bool(_YEAR.search(text)),
        bool(_MONEY.search(text)),
        sum(map(_YOU.__contains__, lower)) / count,
        sum(map(_WE.__contains__, lower)) / count,
        bool(_QUOTE.search(text)),
        sum(map(_FUNCTION.__contains__, lower)) / count,
        short and read_date_line(text) is not None,
        piece.words > _FEW and read_dateline(text) is not None,
        short and bool(BYLINE.fullmatch(text)),
        is_caption(piece),
        is_sure_label(text),
        piece.words <= _NAMED and bool(CAPITAL_NAME.fullmatch(text)),
        bool(lower) and lower[0] in classes["verbs"],
        text[0] in "([{" or text[-1] in ")]}",
        piece.words <= _SHORT and not piece.is_sentence and bool(_JOB.search(text)),
        *shares,
        *(share > 0 for share in shares),
        known == 1.0,
    )
    return Shape(tuple(float(value) for value in row), stems(text))


TITLE_NAMES: Final = ("own_title", "since_title", "titles_left", "in_head", "named_again")
PLACE_NAMES: Final = (
    "above", "below", "from_body", "to_end", "fraction", "gap", "gap_after", "dense", "pieces", "prose_after",
    "prose_before", "first_line", "weight_above", "weight_inside", "weight_below", "before1", "before2",
    "after1", "after2", "around", "share_above", "share_below", "share_page", "run", "shared", "shared_share",
    "fresh_names", "again", "before_prose", "after_prose", "before_short", "after_short", "taught_before",
    "taught_after", "taught_self", "taught_around", "below_fresh", "inside_short",
)  # fmt: skip
BESIDE: Final = (
    "words", "sentence", "colon", "digits", "date_line", "byline", "name", "label", "small_first", "job", "capitals",
    "any_verbs", "any_chrome", "any_sections", "any_commerce",
)  # fmt: skip
_BESIDE_AT: Final = tuple(SHAPE_NAMES.index(name) for name in BESIDE)
BESIDE_NAMES: Final = tuple(f"{name}_{side}" for side in ("before", "after") for name in BESIDE)
NAME_NAMES: Final = ("names", "names_shared", "names_fresh", "in_byline", "starts_again")
SOFT: Final = ("foot", "menu", "beside")
"""Rules that go by a line's neighbours alone: what they say is evidence, and the model decides."""
SOFT_NAMES: Final = tuple(f"by_{name}" for name in SOFT)
HELD_NAMES: Final = ("above_held", "below_held", "from_held", "held_before", "held_after")
NAMES: Final = (
    *SHAPE_NAMES, *TITLE_NAMES, *PLACE_NAMES, *BESIDE_NAMES, *NAME_NAMES, *SEQUENCE_NAMES, *SOFT_NAMES, *HELD_NAMES,
    *ECHO_NAMES, *LEXICON_NAMES,
)  # fmt: skip
OWN_TITLE: Final = NAMES.index("own_title")
DATE_LINE: Final = NAMES.index("date_line")
BELOW: Final = NAMES.index("below")
NAME: Final = NAMES.index("name")
CHROME_WORDS: Final = NAMES.index("any_chrome")
SECTION_WORDS: Final = NAMES.index("any_sections")


def is_soft(piece: Piece, finding: Finding) -> bool:
    """Tell a finding that goes by a line's neighbours alone, about a line that no markup names."""
    return finding.rule in SOFT and piece.kind is None


class Evidence:
    """What can be seen of a page's pieces, once the rules have spoken.

    Args:
        pieces: The page, in order.
        found: What the rules found.
        body: First and last paragraph.
        weights: What the rules weigh for each piece above, inside and below a body.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        found: Mapping[int, Finding],
        body: tuple[int, int],
        weights: Sequence[tuple[float, float, float]],
    ) -> None:
        """Look at the page once; each line is looked at when it is asked for."""
        self.pieces, self.found, self.body, self.weights = pieces, found, body, weights
        self.sure = [index in found and not is_soft(pieces[index], found[index]) for index in range(len(pieces))]
        self.open: tuple[int, ...] = tuple(index for index in range(len(pieces)) if not self.sure[index])
        self._sequence = sequence_rows(pieces, self.sure)
        self._shapes = {index: see(pieces[index]) for index in range(len(pieces))}
        self._echoes = echo_rows(pieces, self.sure, [self._shapes[at].stems for at in range(len(pieces))])
        self._names = [frozenset(_NAME.findall(piece.text[:600])) for piece in pieces]
        self._bylines = frozenset(
            name for p in pieces if p.words <= _CAPTION for name in _WORD.findall(" ".join(byline_names(p.text)))
        )
        self._starts = Counter(piece.text.split(" ", 2)[0] for piece in pieces if piece.words > _FEW)
        self._sums = [0, *accumulate(index in found for index in range(len(pieces)))]
        self._runs = _runs(pieces)
        self._copies = Counter(piece.text for piece in pieces)
        self._named = _named_again(pieces)
        self._dense = sum(1 for piece in pieces if piece.gap == 0) / max(1, len(pieces))

    def rows(
        self, taught: Mapping[int, float] | None = None, lexicon: Lexicon = EMPTY, *, every: bool = False
    ) -> dict[int, Row]:
        """Return one row of numbers for each piece of which the rules are not sure, or for every piece.

        Args:
            taught: What an earlier look made of each of them; None for the first look.
            lexicon: What words speak for.
            every: For the pieces too of which the rules are sure.
        """
        told = [1.0 if sure else taught[index] if taught else 0.5 for index, sure in enumerate(self.sure)]
        held = [piece.is_prose and told[index] < _DOUBT for index, piece in enumerate(self.pieces)]
        first, last = self.body
        counted = [index for index in self.open if first <= index <= last and held[index]]
        common = Counter(stem for index in counted for stem in self._shapes[index].stems)
        names = Counter(name for index in counted for name in self._names[index])
        titles = self._titles(common, end=counted[0] if counted else len(self.pieces))
        prose, inside = [0, *accumulate(held)], frozenset(counted)
        said, around = lexicon.rows([piece.text for piece in self.pieces]), self._held_rows(told)
        return {
            index: (
                *self._shapes[index].row,
                *titles[index],
                float(index in self._named),
                *self._place(index, prose),
                *self._topic(index, common, own=index in inside),
                *self._neighbours(index, told),
                *self._beside(index - 1),
                *self._beside(index + 1),
                *self._named_row(index, names, own=index in inside),
                *self._sequence[index],
                *self._soft(index),
                *around[index],
                *self._echoes[index],
                *said[index],
            )
            for index in (range(len(self.pieces)) if every else self.open)
        }

    def _place(self, index: int, prose: Sequence[int]) -> Row:
        pieces, (first, last), count, sums = self.pieces, self.body, len(self.pieces), self._sums
        above, below = index < first or last < 0, index > last >= 0
        low, high = max(0, index - _AROUND), min(count, index + _AROUND + 1)
        return (
            float(above),
            float(below),
            float(min(first - index if above else index - last if below else 0, _FAR)),
            float(min(count - 1 - index, _FAR)),
            index / max(1, count - 1),
            float(min(pieces[index].gap, 2)),
            float(min(pieces[index + 1].gap, 2) if index + 1 < count else 2),
            self._dense,
            math.log(count),
            float(min(prose[count] - prose[index + 1], 4)),
            float(min(prose[index], 4)),
            float(index == 0),
            *self.weights[index],
            *(
                float(at in self.found) if 0 <= at < count else 0.5
                for at in (index - 1, index - 2, index + 1, index + 2)
            ),
            (sums[high] - sums[low]) / max(1, high - low - 1),
            sums[index] / max(1, index),
            (sums[count] - sums[index + 1]) / max(1, count - index - 1),
            sums[count] / count,
            float(min(self._runs[index], 8)),
        )

    def _topic(self, index: int, common: Counter[str], *, own: bool) -> Row:
        """Say what a line shares with the body besides itself."""
        mine = self._shapes[index].stems
        shared = sum(1 for stem in mine if common[stem] > own)
        again = self._copies[self.pieces[index].text] > 1
        return (float(min(shared, 6)), shared / len(mine) if mine else 0.0, float(len(mine) - shared), float(again))

    def _neighbours(self, index: int, told: Sequence[float]) -> Row:
        pieces, (first, last), count = self.pieces, self.body, len(self.pieces)
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < count else None
        low, high = max(0, index - _AROUND), min(count, index + _AROUND + 1)
        few = pieces[index].words <= _FEW
        return (
            float(before is not None and before.is_prose),
            float(after is not None and after.is_prose),
            float(before is not None and before.words <= _FEW),
            float(after is not None and after.words <= _FEW),
            told[index - 1] if index else 0.5,
            told[index + 1] if index + 1 < count else 0.5,
            told[index],
            (sum(told[low:high]) - told[index]) / max(1, high - low - 1),
            float(index > last >= 0 and few),
            float(first <= index <= last and few),
        )

    def _beside(self, index: int) -> Row:
        """Repeat what is seen of a neighbour."""
        if not 0 <= index < len(self.pieces):
            return (-1.0,) * len(_BESIDE_AT)
        row = self._shapes[index].row
        return tuple(row[at] for at in _BESIDE_AT)

    def _named_row(self, index: int, names: Counter[str], *, own: bool) -> Row:
        """Say how many names a line holds, and how many of them the body has besides."""
        mine = self._names[index]
        shared = sum(1 for name in mine if names[name] > own)
        words = _WORD.findall(self.pieces[index].text[:80])
        return (
            float(len(mine)),
            float(shared),
            float(len(mine) - shared),
            float(bool(words) and self._bylines.issuperset(words)),
            float(min(self._starts[self.pieces[index].text.split(" ", 2)[0]], 5)),
        )

    def _soft(self, index: int) -> Row:
        """Say which rules take a line for its neighbours' sake."""
        rule = self.found[index].rule if index in self.found else ""
        return tuple(float(rule == name) for name in SOFT)

    def _held_rows(self, told: Sequence[float]) -> list[Row]:
        """Say where a line stands between the first and the last one that reads as a sentence and is held."""
        count = len(self.pieces)
        held = [at for at in range(count) if self._sequence[at][_LIKE] and told[at] < _DOUBT]
        first, last = (held[0], held[-1]) if held else (count, -1)
        keeps = [0.0, *accumulate((1.0 - chance) for chance in told)]
        rows: list[Row] = []
        for at in range(count):
            above, below = at < first, at > last
            far = first - at if above else at - last if below else 0
            before = keeps[at] - keeps[max(0, at - _AROUND)]
            after = keeps[min(count, at + _AROUND + 1)] - keeps[at + 1]
            rows.append((float(above), float(below), float(min(far, _FAR)), before, after))
        return rows

    def _titles(self, common: Counter[str], *, end: int) -> list[Row]:
        """Say of each piece whether it may be the title, how far above such a one stands, and how many come."""
        own = [not self.sure[at] and at < end and self._is_own_title(at, common) for at in range(len(self.pieces))]
        left, since = sum(own), _FAR
        told: list[Row] = []
        for at, is_own in enumerate(own):
            left -= is_own
            since = 0 if is_own else min(since + 1, _FAR)
            told.append((float(is_own), float(since), float(min(left, 3)), float(0 < since < _FAR and at < end)))
        return told

    def _is_own_title(self, at: int, common: Counter[str]) -> bool:
        mine = self._shapes[at].stems
        shared = sum(1 for stem in mine if common[stem])
        return shared >= 2 and 3 * shared >= len(mine) and is_title_like(self.pieces[at])  # noqa: PLR2004


def _named_again(pieces: Sequence[Piece]) -> set[int]:
    """Return the lines that are a name in capitals which a longer line says again."""
    names = {at: p.text for at, p in enumerate(pieces) if p.words <= _FEW and CAPITAL_NAME.fullmatch(p.text)}
    near = [piece.text for piece in pieces if _FEW < piece.words <= _LONG]
    whole = "\n".join(near[:_MANY])
    return {at for at, name in names.items() if name in whole}


def _runs(pieces: Sequence[Piece]) -> list[int]:
    """Return for each piece the length of the run of short lines in which it stands."""
    lengths: list[int] = []
    for is_short, run in groupby(pieces, key=lambda piece: piece.words <= _SHORT and not piece.is_sentence):
        size = len(list(run))
        lengths += [size if is_short else 0] * size
    return lengths
