"""Sentence boundaries by rules on what meets at a full stop, a line's end or a bullet.

1. Every place where a sentence might begin is found by one pattern: after closing punctuation with its
   quotation marks, brackets and note numbers; after a line's end; at a bullet; after a stage direction.
2. A stop closes no sentence where it belongs to an abbreviation, an initial, a number or an item of a
   list, or where words in small letters or the name of the speaker ("“Why?” Lind asked") go on.
3. A line's end closes a sentence where the line had room for the next word, or an item or a
   speaker's label follows.

Source: abbreviations and opening words from `codebooks/abbreviations.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc

from chancery.codebooks.abbreviations import read_abbreviations
from chancery.codebooks.cues import cue_forms
from chancery.codebooks.times import read_time_words

_ELLIPSES: Final = frozenset({"...", "…"})
_QUOTES: Final = frozenset("\"”’'»")
_PLACE: Final = re.compile(
    r"""
    (?P<marks>[.!?…]{1,9})
    (?P<after>(?:["”’'»)\]]|\s?\[\d{1,3}\]|\s»|[¹²³⁰⁴-⁹]){0,8})
    (?P<note>(?<=[a-z]{2}\.)\d{1,3}(?=\s))?
    (?=(?P<gap>\s*))
    | (?P<line>\n\s*)
    | (?<=\s)(?P<bullet>[•▪◦‣●■])(?=\s)
    | (?<=[^\W\d_])(?P<column>[^\S\n\t]{4,}|[^\S\n]*\t[^\S\n]*)(?=[^\W\d_a-z])
    | (?P<remark>(?<=\w)[)\]])(?=(?P<space>\s+))
    """,
    re.VERBOSE,
)
_NOTE: Final = re.compile(r"\[\d{1,3}\]")
_OPENING: Final = re.compile(r"(?:[\"“'(\[«`]|‘’?|[–—•▪◦‣●■*-]{1,2}\s?){0,6}")
_NEXT: Final = re.compile(r"[\w’'.-]{0,40}")
_CAPITAL: Final = re.compile(r"[^\W\d_a-z]|\d|[$€£¥]")
_SMALL_CAPITAL: Final = re.compile(r"[a-z]{1,4}[-'’]?[A-Z]")
_ITEM: Final = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s|[•▪◦‣●■*]\s|(?:\d{1,2}|[IVX]{1,5}|[A-Za-z])\.\s")
_DASH: Final = re.compile(r"[–—-]\s")
_LABEL: Final = re.compile(r"(?:[A-Z][A-Z .'’-]{0,40}|(?:(?:Mr|Mrs|Ms|Dr)\.\s)?[A-Z]\w{1,20}):\s")
_NUMBERING: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Za-z])")
_BEFORE: Final = re.compile(r"[^\s(\"“‘«\[–—/-]*\Z")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_FIGURE: Final = re.compile(r"[\d§#]|(?!I\s)[IVXLC]+\b|[A-Z]{1,2}[/\d]")
_ZONE: Final = re.compile(r"[A-Z]{2,5}\b|[A-Z]\w+ (?:time|Time)\b")
_STOPPED: Final = re.compile(r"[.!?,;:…\n\"“”]")
_WORD_END: Final = re.compile(r"[\w’'.-]*\Z")
_NARROW: Final = 40  # characters; no column is set narrower
_WINDOW: Final = 400  # characters looked back for an opening bracket
_CLAUSE: Final = 80  # characters looked ahead for who spoke
_LONGEST: Final = 24  # characters of an abbreviation
_WORDS: Final = 7  # of a name with its office before "asked"; of a stage direction
_GLUED: Final = 3  # letters; "Lenta.Ru", but "signed.They"


def set_sentence_starts(doc: Doc, block_starts: Iterable[int]) -> Doc:
    """Mark the first token of every sentence.

    Args:
        doc: Tokens without sentence boundaries.
        block_starts: Offsets, in characters, at which a block of the report begins.

    Returns:
        The same document, with `is_sent_start` set on every token.
    """
    if len(doc):
        starts = list(find_starts(doc.text, block_starts))
        marks = np.where(np.isin(doc.to_array([IDX]), np.array(starts, dtype=np.uint64)), 1, -1)
        marks[0] = 1
        column = marks.astype(np.int64).view(np.uint64)
        doc.from_array([SENT_START], column)  # type: ignore[arg-type] # the stub knows thinc's arrays only
    return doc


def find_starts(text: str, block_starts: Iterable[int] = ()) -> Iterator[int]:
    """Find where sentences begin, in characters of the text.

    Args:
        text: Any text.
        block_starts: Offsets at which a sentence begins in any case.

    Yields:
        Offsets in rising order, block starts included, without the text's own beginning.
    """
    blocks = sorted({start for start in block_starts if start > 0}, reverse=True)
    lines = _Lines(text)
    block = opened = 0
    for match in _PLACE.finditer(text):
        while blocks and blocks[-1] <= match.end():
            block = blocks.pop()
            if block > opened:
                opened = block
                yield block
        start = _start(text, match, (block, opened), lines)
        if start is None or not opened < start < len(text):
            continue
        while blocks and blocks[-1] <= start:
            block = blocks.pop()
            if opened < block < start:
                yield block
        if match["line"]:
            block = start
        opened = start
        yield start
    yield from (start for start in reversed(blocks) if start > opened)


def _start(text: str, match: re.Match[str], opened: tuple[int, int], lines: _Lines) -> int | None:
    """Return where a sentence begins at this place, or None.

    Args:
        text: The text.
        match: A place where one might.
        opened: Where the block and the sentence before the place begin.
        lines: The widths of the text's paragraphs.
    """
    if match["marks"]:
        start = match.end("gap")
        return start if _closes(text, match, opened) else None
    if match["line"]:
        return match.end() if lines.breaks(match) else None
    if match["bullet"]:
        return match.start()
    if match["column"]:  # signatures side by side, cells of a table
        return match.end()
    start = match.end("space")
    return start if _is_remark(text, match.start(), opened) and _capital(text, start) else None


def _closes(text: str, match: re.Match[str], opened: tuple[int, int]) -> bool:
    """Tell whether the marks end a sentence."""
    start = match.end("gap")
    first = _OPENING.match(text, start)
    at = first.end() if first else start
    if not match["gap"]:
        return match["marks"] == "." and not match["after"] and _is_glued(text, match.start(), start, opened[1])
    if not _capital(text, at) and not _ITEM.match(text, start):
        return False
    after = match["after"]
    if _ends_inside(text, match, opened[1]) and not _opener(text, at):
        return False
    if match["marks"] in _ELLIPSES:
        return not _is_stutter(text, match.start(), at)
    if match["marks"] != ".":
        return not (_QUOTES.intersection(after) and at == start and _is_attribution(text, start))
    return _stop_closes(text, match.start(), at, opened)


def _stop_closes(text: str, stop: int, at: int, opened: tuple[int, int]) -> bool:
    """Tell whether a single full stop ends a sentence when the word at `at` follows."""
    if _is_numbering(text, stop, opened[1]) or _is_dateline(text, stop, at, opened):
        return False
    found = _BEFORE.search(text, max(opened[1], stop - _LONGEST), stop)
    word = found.group() if found else ""
    known, short = read_abbreviations(), f"{word.lower()}."
    if short in known.titles or (short in known.joining and word != "C"):  # "c. 1900", but "Plan C."
        return False
    if short in known.numbered:
        return not _FIGURE.match(text, at) and (short in known.words or _opener(text, at))
    if short in known.clock:
        return not (_ZONE.match(text, at) or _next(text, at).lower() in _days())
    if short in known.closing or _DOTTED.match(word) or (len(word) == 1 and word.isalpha()):
        return _opener(text, at)
    return bool(_CAPITAL.match(text, at) or _SMALL_CAPITAL.match(text, at) or _ITEM.match(text, at))


def _capital(text: str, at: int) -> bool:
    """Tell whether a sentence may begin here: with a capital, a figure, or a name like "al-Harbi"."""
    return bool(_CAPITAL.match(text, at) or _SMALL_CAPITAL.match(text, at))


def _next(text: str, at: int) -> str:
    """Return the word here, apostrophes made alike."""
    found = _NEXT.match(text, at)
    return found.group().rstrip(".-'’").replace("’", "'") if found else ""


def _opener(text: str, at: int) -> bool:
    """Tell whether the word here begins sentences far more often than names."""
    return text[at : at + 1].isupper() and _next(text, at).lower() in read_abbreviations().openers


def _days() -> frozenset[str]:
    """Return the words for days and months."""
    words = read_time_words()
    return frozenset({*words.weekdays, *words.sure, *words.doubtful, *words.short})


def _is_stutter(text: str, end: int, at: int) -> bool:
    """Tell whether a word is said again after an ellipsis: "I… I was not there"."""
    found = _WORD_END.search(text, max(0, end - _LONGEST), end)
    return found is not None and found.group().lower() == _next(text, at).lower()


def _is_glued(text: str, stop: int, start: int, opened: int) -> bool:
    """Tell whether a blank is missing between two sentences ("signed.They"), and this is no address."""
    word = _next(text, start)
    if not (text[max(0, stop - 2) : stop].islower() and stop > 1 and text[stop - 2 : stop].isalpha()):
        return False
    if "." in word and f"{word.partition('.')[0].lower()}." not in read_abbreviations().titles:
        return False
    known = _BEFORE.search(text, max(opened, stop - _LONGEST), stop)
    if known and f"{known.group().lower()}." in read_abbreviations().titles | read_abbreviations().closing:
        return False
    return word[:1].isupper() and (len(word) > _GLUED or _opener(text, start))


def _ends_inside(text: str, match: re.Match[str], opened: int) -> bool:
    """Tell whether the marks end what stands in brackets inside a sentence, such as "(!)"."""
    if not {")", "]"}.intersection(_NOTE.sub("", match["after"])):
        return False
    bracket = max(text.rfind(mark, max(opened, match.start() - _WINDOW), match.start()) for mark in "([")
    omission = bracket == match.start() - 1 and match["marks"] in _ELLIPSES
    return bracket > opened + 1 and not omission


def _is_numbering(text: str, stop: int, opened: int) -> bool:
    """Tell whether nothing but the number of an item stands before the stop ("1.", "IV.", "a.")."""
    return stop - opened <= _WORDS and bool(_NUMBERING.fullmatch(text[opened:stop].strip("•–-*( ")))


def _is_dateline(text: str, stop: int, at: int, opened: tuple[int, int]) -> bool:
    """Tell whether a place in capitals opens a block and its day follows ("MINSK. Aug 11")."""
    place = text[opened[0] : stop] if opened[0] == opened[1] and stop - opened[0] <= _CLAUSE else ""
    return place.isupper() and _next(text, at).lower() in _days()


def _is_remark(text: str, end: int, opened: tuple[int, int]) -> bool:
    """Tell whether a bracket without a stop is a whole sentence, as "(Applause) We will not forget" begins."""
    block, start = opened
    inside = text[start + 1 : end] if start > block and text[start] in "([" and end - start <= _CLAUSE else ""
    return bool(inside) and inside[0].isupper() and not inside.isupper() and len(inside.split()) < _WORDS


def _is_attribution(text: str, start: int) -> bool:
    """Tell whether what follows a quotation says who spoke: "Foreign Minister Lang asked reporters"."""
    if _opener(text, start):
        return False
    clause = _STOPPED.split(text[start : start + _CLAUSE].replace("Mr.", "Mr").replace("Ms.", "Ms"))[0].split()
    cues, tails = cue_forms(), read_abbreviations().tails
    for place, word in enumerate(clause[1:_WORDS], start=1):
        cue = cues.get(word)
        if cue is not None and cue.tense in {"past", "present"}:
            return place == len(clause) - 1 or clause[place + 1] in tails
        if word.islower() and clause[place - 1].islower():
            return False
    return False


class _Lines:
    """Tells a line's end that was meant from one that a column's width asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = -1
        self.width = 0

    def breaks(self, match: re.Match[str]) -> bool:
        """Tell whether a sentence ends with the line that ends here."""
        if match["line"].count("\n") > 1:
            return True
        start = match.end()
        if any(pattern.match(self.text, start) for pattern in (_ITEM, _DASH, _LABEL)):
            return True
        first = _OPENING.match(self.text, start)
        if first is None or not _capital(self.text, first.end()):
            return False
        before = self.text.rfind("\n", 0, match.start()) + 1
        end = before + len(self.text[before : match.start()].rstrip())
        if self._hangs(before, end):
            return False
        return end - before + 1 + len(_next(self.text, first.end())) <= self._width(match.start())

    def _hangs(self, before: int, end: int) -> bool:
        """Tell whether a line ends in a comma, a title or a little word, and so goes on."""
        known = read_abbreviations()
        found = _WORD_END.search(self.text, max(before, end - _LONGEST), end)
        word = found.group() if found else ""
        return (
            self.text[end - 1 : end] == ","
            or word.lower() in known.titles | known.joining
            or (word.islower() and word in known.openers)
        )

    def _width(self, at: int) -> int:
        """Return the longest line of the paragraph around a place, in characters."""
        if at > self.end:
            blank = self.text.find("\n\n", at)
            self.end = blank if blank >= 0 else len(self.text)
            begin = self.text.rfind("\n\n", 0, at) + 1
            self.width = max(_NARROW, *map(len, self.text[begin : self.end].split("\n")), 0)
        return self.width
