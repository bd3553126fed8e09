"""Groups reports that print the same text: reprints, syndicated copies, cut copies, the same page saved twice.

1. Reports come in the order of their dates, so that what is found never depends on the order of
   reading.
2. Each asks an index of those before for the few that share most with it (`sketches`): never all pairs.
3. Those few are compared word by word (`wordings`).
4. In each group one report is the original: the earliest by its own date; else the one whose
   outlet the text itself names, "(AKIpress)"; else the longest; else the first by id.

Source: codebook, section 8.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from chancery.model.evidence import Evidence
from chancery.model.facts import Reprint, covers
from chancery.model.text import BlockKind, Report, Span
from chancery.resolution.sketches import TRIED, make_index
from chancery.resolution.wordings import LEAST_WORDS, Alignment, Wording, align, is_reprint, read_wording

_ADDED: Final = 12  # words of its own that make a reprint one from which another may have them
_MEMBERS: Final = 8  # texts of one group that further reports are compared with
_WORD: Final = re.compile(r"[^\W_]+")
_TAG: Final = re.compile(r"\(([A-Z][\w./' -]{1,30})\)|^([A-Z][\w./' -]{1,30})\)?\s*[-–—:]")
_TAGGED: Final = 160  # characters at the start and the end of a text where an agency is named
_BODY: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})

_Order = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Copies:
    """Which reports are reprints, and which of their words are another report's.

    Attributes:
        reprints: Each reprint with its original, as the record keeps it.
    """

    reprints: tuple[Reprint, ...] = ()
    _copied: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def originals(self) -> dict[str, str]:
        """Id of the original by the id of its reprint."""
        return {reprint.report: reprint.of for reprint in self.reprints}

    def is_copied(self, evidence: Evidence) -> bool:
        """Tell whether a reprint has these words from its original, so that they witness nothing."""
        copied = self._copied.get(evidence.report)
        return copied is not None and covers(copied, evidence.span)


def find_reprints(reports: Iterable[Report]) -> tuple[Reprint, ...]:
    """Find the reports that print the text of another.

    Args:
        reports: In any order, each id once.

    Returns:
        Each reprint with its original, in the order of their ids; no original is a reprint.
    """
    return find_copies(reports).reprints


def find_copies(reports: Iterable[Report]) -> Copies:
    """Find reprints, and the words of each that are its original's.

    Args:
        reports: In any order, each id once.
    """
    by_id = {report.id: report for report in reports}
    wording = lru_cache(maxsize=512)(lambda name: read_wording(by_id[name]))
    groups = _group(sorted(by_id.values(), key=_order), wording)
    found: list[Reprint] = []
    copied: dict[str, tuple[Span, ...]] = {}
    for group in groups:
        first, *others = _led([by_id[name] for name in group])
        shared = [(report, align(wording(first.id), wording(report.id))) for report in others]
        for report, common in shared:
            found.append(Reprint(report=report.id, of=first.id, printed=common.one))
            copied[report.id] = (*common.other, *_heads(report))
        _mark_common(shared, wording, copied)
    return Copies(tuple(sorted(found, key=lambda r: r.report)), copied)


def _heads(report: Report) -> Iterator[Span]:
    """Yield the headlines of a reprint: they sum up what the original tells."""
    return (b.span for b in report.blocks if b.kind in {BlockKind.TITLE, BlockKind.SUBTITLE})


def _mark_common(
    others: Sequence[tuple[Report, Alignment]], wording: Callable[[str], Wording], copied: dict[str, tuple[Span, ...]]
) -> None:
    """Mark what a reprint has from another reprint that added it first."""
    adding: list[Report] = []
    for report, found in others:
        words = wording(report.id)
        if words.length - sum(size for _, b, size in found.runs if words.body[b]) < _ADDED:
            continue
        for before in adding[:TRIED]:
            copied[report.id] += align(words, wording(before.id)).one
        adding.append(report)


# ---- which is the original ------------------------------------------------------------------


def _order(report: Report) -> _Order:
    """Return the order in which reports are looked at: by their own date, the longest of a day first."""
    return _day(report) is None, _day(report) or 0, -len(report.text), report.id


def _day(report: Report) -> int | None:
    published = report.published
    return published.earliest.toordinal() if published is not None and published.earliest is not None else None


def _led(group: Sequence[Report]) -> list[Report]:
    """Put the original of a group first."""
    named = {name for report in group for name in _agencies(report)}

    def key(report: Report) -> tuple[bool, int, bool, int, str]:
        unknown, day, length, name = _order(report)
        agency = (report.outlet or "").casefold() in named
        return bool(unknown), day, not agency, length, name

    return sorted(group, key=key)


def _agencies(report: Report) -> set[str]:
    """Return the outlets that a text names as its own: "BISHKEK (AKIpress)", "Interfax - "."""
    body = [b.span for b in report.blocks if b.kind in _BODY | {BlockKind.DATELINE, BlockKind.BYLINE}]
    first = body[0].start if body else 0
    ends = (report.text[first : first + _TAGGED], report.text[-_TAGGED:])
    return {(m.group(1) or m.group(2)).casefold().strip() for end in ends for m in _TAG.finditer(end)}


# ---- candidates -----------------------------------------------------------------------------


def _group(reports: Sequence[Report], wording: Callable[[str], Wording]) -> list[list[str]]:
    """Let each report join the first of those before whose text it prints; return the groups of two and more."""
    by_id = {report.id: report for report in reports}
    index = make_index(len(by_id))
    home_of: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    by_body: dict[bytes, str] = {}
    for report in reports:
        words = _body_words(report)
        if len(words) < LEAST_WORDS:
            continue
        body = hashlib.sha256(" ".join(words).encode("utf-8", "replace")).digest()
        home = by_body.get(body)
        if home is None:
            like = (name for name in index.likeliest(words) if _is_same(by_id[name], report, wording))
            home = home_of.get(next(like, report.id), report.id)
            if len(groups.get(home, ())) < _MEMBERS:
                index.insert(report.id, words)
            by_body[body] = home
        home_of[report.id] = home
        groups.setdefault(home, []).append(report.id)
    return [group for group in groups.values() if len(group) > 1]


def _is_same(one: Report, other: Report, wording: Callable[[str], Wording]) -> bool:
    first, second = _day(one), _day(other)
    apart = abs(first - second) if first is not None and second is not None else 0
    found = align(wording(one.id), wording(other.id))
    return is_reprint(wording(one.id), wording(other.id), found, apart=apart)


def _body_words(report: Report) -> list[str]:
    text = report.text
    spans = [b.span for b in report.blocks if b.kind in _BODY] if report.blocks else [Span(0, len(text))]
    return [word.casefold() for span in spans for word in _WORD.findall(text, span.start, span.end)]
