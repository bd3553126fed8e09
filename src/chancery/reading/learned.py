"""What the evidence about a line, taken together, says where no rule does: a small trained model.

Two looks: an ensemble of small trees over the numbers of `evidence` looks at each line by itself (`furniture.json`),
then a recurrent net reads all lines of the page in order, with what the trees made of each (`page_net`,
`furniture.onnx`). Both are made by `training/furniture.py` from marked pages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Final

from chancery.model.text import BlockKind
from chancery.reading.evidence import (
    BELOW,
    CHROME_WORDS,
    DATE_LINE,
    NAME,
    OWN_TITLE,
    SECTION_WORDS,
    Evidence,
    Row,
    is_soft,
)
from chancery.reading.heads import ORGAN, PLACE, byline_names, is_stamp, is_title_like
from chancery.reading.lexicon import Lexicon
from chancery.reading.page_net import read_page
from chancery.reading.pieces import Finding, Piece, fold
from chancery.reading.surroundings import find_signatories, opens_release
from chancery.reading.transcripts import is_sure_label

Tree = tuple[tuple[int, float, int, int], ...]
"""Nodes: feature, threshold, next if not above it, next if above; a leaf has feature -1 and its value second."""

_AT_ONCE: Final = 512  # lines
_EVEN: Final = 0.5
_LESS: Final = 0.75  # of the chance that is else enough, for a line that a rule takes for its neighbours' sake
_HELD: Final = 0.15  # chance of furniture below which a line is held against the rules of the layout
_OVERRULED: Final = 0.85  # chance from which a line goes although it stands where a release names its office
_NUMERAL: Final = re.compile(r"[IVXLC]+\.?|\d+\.")  # the number of a chapter
_FEW: Final = 3  # words of a bare name
_PLACE_NAME: Final = re.compile(r"[^\W\d_][\w .'’-]+")
_SEATED: Final = re.compile(r"(?:[A-Z][\w.'’-]* ){1,6}\([^()]{2,40}\) \([^()]{2,20}\)")  # a member, seat and party
_SIGNED_FOR: Final = re.compile(
    r"(?:For|On behalf of) the "
    r"(?:Governments?|Republic|Kingdom|State|Ministry|Union|Council|Commission|Delegation)\b.{0,60}"
)
_HELPED: Final = re.compile(  # who helped to report, write or edit
    r"\(?(?:with )?(?:additional |further )?"
    r"(?:reporting|writing|editing|contributions?|translat(?:ed|ion)|edited|compiled)"
    r"(?: and \w+)? (?:by|from):? [A-Z].{2,250}",
    re.IGNORECASE,
)
_NAME_WORDS: Final = 5
_WHOM: Final = 14  # words of a line that tells for whom one signs
_TURNS: Final = 3  # names above what is said that make a record of speakers
_ABOVE: Final = 3  # lines above a byline among which its title stands
_LABEL: Final = 50  # characters in which a label ends
_LIKE: Final = 6  # records of a list
_NEAR: Final = 6  # lines under a title among which its date stands


class Trees:
    """One ensemble of trees, laid out as arrays, so that all lines walk down all trees at once.

    Args:
        start: Log-odds before any tree.
        trees: The trees, whose values are added.
    """

    def __init__(self, start: float, trees: Sequence[Tree]) -> None:
        """Lay the trees end to end: a node's branches are counted from the first node of all."""
        import numpy as np  # noqa: PLC0415 - commands that read nothing do not need it

        roots = [0, *accumulate(len(tree) for tree in trees)][:-1]
        nodes = [
            (feature, value, low + root, high + root)
            for root, tree in zip(roots, trees, strict=True)
            for feature, value, low, high in tree
        ]
        features, values, lows, highs = zip(*nodes, strict=True) if nodes else ((), (), (), ())
        self.start = start
        self._roots, self._features = np.array(roots, dtype=np.intp), np.array(features, dtype=np.intp)
        self._values = np.array(values, dtype=np.float64)
        self._branches = np.array([highs, lows], dtype=np.intp)

    def chances(self, rows: Sequence[Row]) -> list[float]:
        """Return for each line the chance that it is furniture."""
        found: list[float] = []
        for first in range(0, len(rows), _AT_ONCE):
            found += self._walk(rows[first : first + _AT_ONCE])
        return found

    def _walk(self, rows: Sequence[Row]) -> list[float]:
        import numpy as np  # noqa: PLC0415 - as above

        table = np.array(rows, dtype=np.float64)
        lines = np.arange(len(rows))[:, None]
        at = np.repeat(self._roots[None, :], len(rows), axis=0)
        while True:
            feature = self._features[at]
            inner = feature >= 0
            if not inner.any():
                break
            low = (table[lines, np.maximum(feature, 0)] <= self._values[at]).astype(np.intp)
            at = np.where(inner, self._branches[low, at], at)
        total = self.start + self._values[at].sum(axis=1)
        return [float(chance) for chance in 1 / (1 + np.exp(-total))]


@dataclass(frozen=True, slots=True)
class Model:
    """The trees of the first look, what words speak for, and where the verdict of the second is enough."""

    trees: Trees
    enough: tuple[float, ...]
    lexicon: Lexicon


@cache
def model() -> Model:
    """Read the weights."""
    data = json.loads(files("chancery.reading").joinpath("furniture.json").read_text(encoding="utf-8"))
    return read_model(data)


def read_model(data: dict[str, Any]) -> Model:
    """Read a model as `training/furniture.py` writes it."""
    trees = Trees(data["start"], tuple(tuple(tuple(node) for node in tree) for tree in data["trees"]))
    words = data["words"]
    return Model(trees, tuple(data["enough"]), Lexicon(words["start"], words["weights"]))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page's furniture is.

    Attributes:
        found: Findings by index.
        held: Indices of the lines that are as good as surely content.
    """

    found: dict[int, Finding]
    held: frozenset[int] = frozenset()


def find_learned(
    pieces: Sequence[Piece],
    found: Mapping[int, Finding],
    body: tuple[int, int],
    weights: Sequence[tuple[float, float, float]],
) -> Verdict:
    """Find lines of which the evidence together says that they are furniture; what rules are sure of stays so.

    Args:
        pieces: The page, in order.
        found: What the rules found.
        body: First and last paragraph.
        weights: What the rules weigh for each piece above, inside and below a body.
    """
    evidence = Evidence(pieces, found, body, weights)
    chances, rows = judge_all(evidence)
    spared = _spared(pieces, rows)
    spared |= {at for at in _letterhead(pieces, found, rows) | _subtitle(pieces, rows) if chances[at] < _OVERRULED}
    body = _body(pieces, chances)
    learned = {
        index: found.get(index) or Finding("evidence", "its shape, words and place together", chance)
        for index, chance in chances.items()
        if index not in spared and chance >= (_LESS if index in found else 1.0) * _enough(pieces[index], index, body)
    }
    sure = {at: finding for at, finding in found.items() if not is_soft(pieces[at], finding)}
    return Verdict(sure | learned, frozenset(at for at, chance in chances.items() if chance < _HELD))


def judge_all(evidence: Evidence) -> tuple[dict[int, float], dict[int, Row]]:
    """Return for each piece that the rules did not find the chance that it is furniture, and its last numbers."""
    trees, lexicon = model().trees, model().lexicon
    every = evidence.rows(lexicon=lexicon, every=True)
    first = dict(zip(evidence.open, trees.chances([every[at] for at in evidence.open]), strict=True))
    second = read_page(list(every.values()), evidence.sure, [first.get(at, 1.0) for at in every])
    return {at: second[at] for at in evidence.open}, evidence.rows(first, lexicon)


def _letterhead(pieces: Sequence[Piece], found: Mapping[int, Finding], rows: Mapping[int, Row]) -> set[int]:
    """Return the offices named at the very top, with their places and no furniture above, as releases have them."""
    top = min(found, default=len(pieces))
    offices = {at for at in rows if at < min(top, _NEAR) and ORGAN.fullmatch(pieces[at].text)}
    places = {at + 1 for at in offices if at + 1 in rows and PLACE.fullmatch(pieces[at + 1].text)}
    return offices | {at for at in places if "," in pieces[at].text}


def _body(pieces: Sequence[Piece], chances: Mapping[int, float]) -> tuple[int, int]:
    """Return the first and last paragraph that is rather content than furniture."""
    held = [index for index, chance in chances.items() if pieces[index].is_prose and chance < _EVEN]
    return (held[0], held[-1]) if held else (0, -1)


def _enough(piece: Piece, index: int, body: tuple[int, int]) -> float:
    """Return the chance from which a line goes: higher for a sentence, and inside the body."""
    enough = model().enough
    zone = 0 if index < body[0] or body[1] < 0 else 1 if index <= body[1] else 2
    stops = piece.words > 2 and piece.text.rstrip("\"'”’»)")[-1:] in {".", "?", "!"}  # noqa: PLR2004
    return enough[zone + 3 * stops]


def _has_copy(pieces: Sequence[Piece], at: int) -> bool:
    """Tell a sentence that stands twice in a row, as captions do; the layout sees to them."""
    beside = (pieces[near].text for near in (at - 1, at + 1) if 0 <= near < len(pieces))
    return pieces[at].is_sentence and pieces[at].text in beside


def _head_lines(pieces: Sequence[Piece], rows: Mapping[int, Row]) -> set[int]:
    """Return the bare names of an author or a place in the report's head: beside its date, or taken up at once."""
    own = [at for at, row in rows.items() if row[OWN_TITLE]]
    spared: set[int] = set()
    for at, row in rows.items():
        text, words = pieces[at].text, pieces[at].words
        under = any(0 < at - title <= _NEAR for title in own)
        if not under or words > _FEW or row[CHROME_WORDS] or row[SECTION_WORDS] or not _PLACE_NAME.fullmatch(text):
            continue
        dated = any(rows[near][DATE_LINE] for near in (at - 1, at + 1) if near in rows)
        opening = " ".join(piece.text for piece in pieces[at + 1 : at + 1 + _NEAR] if piece.is_prose)
        if (dated and words > 1 and text.isupper()) or (text.isupper() and fold(text) in fold(opening)):
            spared.add(at)
    return spared


def _speakers(pieces: Sequence[Piece], rows: Mapping[int, Row]) -> set[int]:
    """Return the names above what each speaker says, as records of debates have them, with seat and party below."""
    names = [
        at
        for at, row in rows.items()
        if row[NAME] and not row[CHROME_WORDS] and any(_is_said(pieces, at + far) for far in (1, 2))
    ]
    if len(names) < _TURNS or len({pieces[at].text for at in names}) == len(names):
        return set()
    return {*names, *(at + 1 for at in names if at + 1 in rows and pieces[at + 1].text[0] == "(")}


def _signatures(pieces: Sequence[Piece], rows: Mapping[int, Row]) -> set[int]:
    """Return the lines for whom somebody signs a text, each with the name under it."""
    lines = {at for at in rows if pieces[at].words <= _WHOM and _SIGNED_FOR.fullmatch(pieces[at].text)}
    return lines | {at + 1 for at in lines if at + 1 in rows and pieces[at + 1].words <= _NAME_WORDS}


def _is_said(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].is_sentence and pieces[at].words > _FEW


def _unshared_title(pieces: Sequence[Piece], rows: Mapping[int, Row]) -> set[int]:
    """Return the line above a byline at the top, where no line shares its words with the body as titles do."""
    if any(row[OWN_TITLE] for row in rows.values()):
        return set()
    by = next((at for at, piece in enumerate(pieces) if byline_names(piece.text)), None)
    above = [at for at in range(max(0, (by or 0) - _ABOVE), by or 0) if at in rows and is_title_like(pieces[at])]
    return {at for at in above[:1] if pieces[at].words > _FEW and not rows[at][BELOW]}


def _heads_subtitle(pieces: Sequence[Piece], rows: Mapping[int, Row], at: int) -> bool:
    """Tell a line like a title of which the page has no other words, right above what the body takes up."""
    if at not in rows or pieces[at].words <= _FEW or not is_title_like(pieces[at]):
        return False
    return not (rows[at][CHROME_WORDS] or rows[at][SECTION_WORDS])


def _subtitle(pieces: Sequence[Piece], rows: Mapping[int, Row]) -> set[int]:
    """Return the line right above the lowest titles that may be the title of which they are the subtitle."""
    own = [at for at, row in rows.items() if row[OWN_TITLE]]
    above = {min(at for at in own if own[-1] - at <= _NEAR) - 1} if own else set()
    return {at for at in above if _heads_subtitle(pieces, rows, at)}


def _records(pieces: Sequence[Piece], rows: Mapping[int, Row]) -> set[int]:
    """Return the lines of a list of like records, each "label: value": so releases list ships, persons and firms."""
    labels = {at: pieces[at].text.partition(": ")[0] for at in rows if ": " in pieces[at].text[:_LABEL]}
    values: dict[str, set[str]] = {}
    for at, label in labels.items():
        values.setdefault(label, set()).add(pieces[at].text)
    counts = Counter(labels.values())
    listed = {label for label, count in counts.items() if count >= _LIKE and len(values[label]) > 1}
    return {at for at, label in labels.items() if label in listed and not rows[at][CHROME_WORDS]}


def _spared(pieces: Sequence[Piece], rows: Mapping[int, Row]) -> set[int]:
    """Return the lines that stay whatever the evidence: marked ones, speakers', the title, the date under it."""
    spared = {
        at
        for at, row in rows.items()
        if pieces[at].kind not in {None, BlockKind.PARAGRAPH}
        or is_sure_label(pieces[at].text)
        or _NUMERAL.fullmatch(pieces[at].text)
        or _has_copy(pieces, at)
        or _HELPED.fullmatch(pieces[at].text)
        or (not row[BELOW] and (byline_names(pieces[at].text) or opens_release(pieces, at)))
    }
    spared |= _head_lines(pieces, rows) | _speakers(pieces, rows) | _unshared_title(pieces, rows)
    spared |= find_signatories(pieces, rows) | _signatures(pieces, rows) | _records(pieces, rows)
    spared |= {at for at in rows if _SEATED.fullmatch(pieces[at].text) and _is_said(pieces, at + 1)}
    own = [at for at, row in rows.items() if row[OWN_TITLE]]
    if not own:
        return spared
    near = {at for at in own if own[-1] - at <= _NEAR}
    under = range(min(near) + 1, min(len(pieces), own[-1] + 1 + _NEAR))
    return spared | near | {at for at in under if at in rows and is_stamp(pieces[at].text)}
