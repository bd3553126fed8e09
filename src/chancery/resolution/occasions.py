"""Finds reports of one numbered occasion: "the fourth U.S.-India 2+2 Ministerial Dialogue".

No other day has the same number. Two reports whose openings tell of it as news appeared within days
of each other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.model.facts import Dating
from chancery.resolution.constraints import Fact, Trust, in_words
from chancery.resolution.days_told import AHEAD, YEAR, lead_spans
from chancery.resolution.hints import read_number
from chancery.resolution.people import states_named
from chancery.resolution.scene import Scene

_NEAR: Final = dt.timedelta(days=7)
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.[A-Z][^.!?\n]*)*[.!?]?")
_NUMBERED: Final = re.compile(
    r"\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st|nd|rd|th)) "
    r"((?:[\w.+&'\u2019-]+ ){1,6}?)(dialogue|summit|session|round|forum|consultations"
    r"|commission|congress|assembly|conference)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(r"\b(?:ago|last|previous|since|earlier|next|upcoming|ahead)\b", re.IGNORECASE)

_SHARED: Final = 2
"""States that two reports of one occasion must both name."""

_Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Occasions:
    """Reports by the numbered occasions that they open with.

    Attributes:
        by_key: Reports of each occasion.
        of_report: Occasions of each report, with the words and their sentence.
        named: States that each report names.
    """

    by_key: Mapping[_Key, tuple[str, ...]]
    of_report: Mapping[str, tuple[tuple[_Key, str, str], ...]]
    named: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, scenes: Sequence[Scene]) -> Occasions:
        """Find the occasions of all reports."""
        by_key: dict[_Key, list[str]] = {}
        of_report: dict[str, tuple[tuple[_Key, str, str], ...]] = {}
        for scene in scenes:
            found = tuple(dict.fromkeys(_occasions(scene)))
            of_report[scene.report.id] = found
            for key in dict.fromkeys(key for key, *_ in found):
                by_key.setdefault(key, []).append(scene.report.id)
        return cls(
            {key: tuple(reports) for key, reports in by_key.items()},
            of_report,
            {s.report.id: states_named(s) for s in scenes},
        )

    def facts_for(self, report: str, datings: Mapping[str, Dating]) -> Iterator[Fact]:
        """Yield what reports of the same occasions say about the day of a report."""
        for key, words, _ in self.of_report.get(report, ()):
            for other in self.by_key[key]:
                published = datings[other].published if other != report else None
                if published is None or published.earliest is None or published.latest is None:
                    continue
                if not self._fits(other, key, published.earliest.year):
                    continue
                if len(self.named[report] & self.named[other]) < _SHARED:
                    continue
                because = f"Report {other}, which appeared {in_words(published)}, tells of “{words}” as news too."
                low, high = published.earliest - _NEAR, published.latest + _NEAR
                yield Fact(low=low, high=high, because=because, trust=Trust.WEAK)

    def _fits(self, report: str, key: _Key, year: int) -> bool:
        """Tell whether a report names no other year beside an occasion than the one it appeared in."""
        sentences = [sentence for told, _, sentence in self.of_report[report] if told == key]
        return any(not _years(sentence) or _years(sentence) == {year} for sentence in sentences)


def _years(words: str) -> set[int]:
    return {int(year) for year in YEAR.findall(words)}


def _occasions(scene: Scene) -> Iterator[tuple[_Key, str, str]]:
    for lead in sorted(lead_spans(scene.report, scene.report.blocks)):
        for sentence in _SENTENCE.finditer(lead.of(scene.report.text)):
            if _PAST.search(sentence[0]) or AHEAD.search(sentence[0]):
                continue
            for match in _NUMBERED.finditer(sentence[0]):
                words = match[2].split()
                if any(word[:1].isupper() or any(c.isdigit() for c in word) for word in words):
                    yield (read_number(match[1]) or 0, words[-1].lower(), match[3].lower()), match[0], sentence[0]
