"""Finds reports that give the same words of one speaker as news: they appeared within days of each other.

Agencies and ministries carry the same sentence on the same day. Who repeats it months later says when it was said; so
words told with a date, or in a sentence that looks back, tie nothing. Believed last of all, and only while all dated
reports of the words agree.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.facts import Dating
from chancery.model.mentions import QuotationMention
from chancery.model.quotations import QuotationKind
from chancery.model.times import TimeKind
from chancery.resolution.constraints import Fact, Trust, in_words
from chancery.resolution.scene import Scene

_LEAST: Final = 10  # words; shorter ones are said again and again
_NEAR: Final = dt.timedelta(days=7)
_NARROW: Final = 45  # days; a report known less well dates no other
_SHOWN: Final = 60  # characters of the words that a reason repeats
_LOOKS_BACK: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:ago|once|earlier|previously|recall\w*|had (?:said|told|added|warned|promised|declared)"
    r"|last (?:week|month|year|spring|summer|autumn|winter)|as (?:he|she|they) (?:said|put it))\b"
)
_NOTICE: Final = re.compile(
    r"(?:for (?:more|further) information|please (?:see|visit|click|refer)|to learn more)\b", re.IGNORECASE
)
"""What issuers print under every text of a kind."""
_WORD: Final = re.compile(r"\w+")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Echoes:
    """Reports by the words that they quote as news.

    Attributes:
        by_words: Reports of each quotation, with the weekday on which they say it was spoken.
        of_report: The quotations of each report, each with that weekday and its beginning.
    """

    by_words: Mapping[_Key, tuple[tuple[str, int | None], ...]]
    of_report: Mapping[str, tuple[tuple[_Key, int | None, str], ...]]

    @classmethod
    def of(cls, scenes: Sequence[Scene]) -> Echoes:
        """Find the words that reports quote."""
        by_words: dict[_Key, list[tuple[str, int | None]]] = {}
        of_report: dict[str, tuple[tuple[_Key, int | None, str], ...]] = {}
        for scene in scenes:
            found = tuple(_quoted(scene))
            of_report[scene.report.id] = found
            for key, weekday, _ in found:
                by_words.setdefault(key, []).append((scene.report.id, weekday))
        return cls({key: tuple(told) for key, told in by_words.items() if len(told) > 1}, of_report)

    def facts_for(self, report: str, datings: Mapping[str, Dating]) -> Iterator[Fact]:
        """Yield what other reports of the same words say about the day of a report."""
        for key, weekday, words in self.of_report.get(report, ()):
            known = [
                (other, published)
                for other, day in self.by_words.get(key, ())
                if other != report and (weekday is None or day in {None, weekday})
                and (published := datings[other].published) is not None and _is_narrow(published)
            ]  # fmt: skip
            if not known or any(_apart(one, other) for (_, one), (_, other) in combinations(known, 2)):
                continue
            other, published = min(known, key=lambda pair: (pair[1].width_days or 0, pair[0]))
            if published.earliest is not None and published.latest is not None:
                because = f"Report {other}, which appeared {in_words(published)}, has the same words: “{words}”."
                low, high = published.earliest - _NEAR, published.latest + _NEAR
                yield Fact(low=low, high=high, because=because, trust=Trust.WEAK, quiet=True)


def _is_narrow(published: Edtf) -> bool:
    return (published.width_days or _NARROW) < _NARROW


def _apart(one: Edtf, other: Edtf) -> bool:
    """Tell whether two reports of the same words are weeks apart: then they were news only once."""
    first, second = sorted((one, other), key=lambda when: when.sort_key)
    return bool(first.latest and second.earliest and second.earliest - first.latest > 2 * _NEAR)


def _quoted(scene: Scene) -> Iterator[tuple[_Key, int | None, str]]:
    for quotation in scene.seen.quotations:
        words = quotation.content.of(scene.report.text)
        key = tuple(_WORD.findall(words.lower()))
        if _NOTICE.search(words):
            continue
        if quotation.kind is not QuotationKind.INDIRECT and len(key) >= _LEAST and _is_news(scene, quotation):
            shown = " ".join(words.split()).strip('"\u201c\u201d ,.')
            yield key, _weekday(scene, quotation), shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rstrip()}..."


def _is_news(scene: Scene, quotation: QuotationMention) -> bool:
    time = scene.seen.times[quotation.time] if quotation.time is not None else None
    if time is not None and time.kind not in {TimeKind.WEEKDAY, TimeKind.SHIFT}:
        return False
    text = scene.report.text
    before = text[quotation.sentence.start : quotation.content.start]
    return not any(
        _LOOKS_BACK.search(words) for words in (before, text[quotation.content.end : quotation.sentence.end])
    )


def _weekday(scene: Scene, quotation: QuotationMention) -> int | None:
    time = scene.seen.times[quotation.time] if quotation.time is not None else None
    return time.weekday if time is not None and time.kind is TimeKind.WEEKDAY else None
