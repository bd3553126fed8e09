"""Finds reports of one meeting that no date tells apart: the same two people, on the day of the report, in one city.

A readout says "X met today with Y in Rabat", and the transcript before the talks has X and Y speak in Rabat. Where one
of them is dated, or tells the day of the meeting, and nothing puts the other at another time, both are of one day. A
transcript that names no city may be of any. Two people may meet there again; so this is believed last of all,
and only while all dated reports of the two there agree.
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
from chancery.model.mentions import EntityKind, NamedBy
from chancery.model.text import BlockKind, Span
from chancery.resolution.constraints import Fact, Trust, in_words
from chancery.resolution.coreference import Referents
from chancery.resolution.days_told import lead_spans
from chancery.resolution.entities import Cast
from chancery.resolution.scene import Scene

_NEAR: Final = dt.timedelta(days=1)
_NARROW: Final = 45  # days; a report known less well dates no other
_TODAY: Final = re.compile(r"\btoday\b", re.IGNORECASE)
_MET: Final = re.compile(r"\b(?:met|meets|meeting|talks|held|hosted|hosts|received|receives|consultations)\b")
_PHONE: Final = re.compile(r"\b(?:phone|telephone|call|called|spoke|video\w*|virtual\w*)\b", re.IGNORECASE)
_CAME: Final = re.compile(r"\b(?:met|travel(?:l)?ed|visited|came|flew|received|hosted)\b")
_PAIR: Final = 2

_Key = tuple[str, str, str]
_Meeting = tuple[_Key, Edtf | None]
"""Two surnames and the city, "" for an unnamed one; and the day, None for the report's own."""


@dataclass(frozen=True, slots=True)
class Encounters:
    """Reports by the meetings that they tell as of their own day.

    Attributes:
        by_key: Reports of each pair of surnames and city, with the day if they tell it.
        of_report: The meetings of each report.
    """

    by_key: Mapping[_Key, tuple[tuple[str, Edtf | None], ...]]
    of_report: Mapping[str, tuple[_Meeting, ...]]

    @classmethod
    def of(cls, scenes: Sequence[Scene], referents: Sequence[Referents], cast: Cast) -> Encounters:
        """Find the meetings of all reports."""
        by_key: dict[_Key, list[tuple[str, Edtf | None]]] = {}
        of_report: dict[str, tuple[_Meeting, ...]] = {}
        for scene, told in zip(scenes, referents, strict=True):
            found = tuple(sorted(set(_meetings(scene, told, cast)), key=str))
            of_report[scene.report.id] = found
            for (one, other, city), day in found:
                for place in dict.fromkeys((city, "")):
                    by_key.setdefault((one, other, place), []).append((scene.report.id, day))
        return cls({key: tuple(reports) for key, reports in by_key.items()}, of_report)

    def facts_for(self, report: str, datings: Mapping[str, Dating]) -> Iterator[Fact]:
        """Yield what other reports of the same meeting say about the day of a report."""
        for key, day in self.of_report.get(report, ()):
            if day is not None:  # of another day than its own
                continue
            known = [
                (other, published)
                for other, told in self.by_key[key]
                if other != report
                and (published := told or datings[other].published) is not None
                and published.earliest and published.latest
                and (published.width_days or _NARROW) < _NARROW
            ]  # fmt: skip
            if not known or any(not one.overlaps(other) for (_, one), (_, other) in combinations(known, 2)):
                continue
            other, published = min(known, key=lambda pair: (pair[1].width_days or 0, pair[0]))
            if published.earliest and published.latest:
                there = f" in {key[2]}" if key[2] else ""
                because = (
                    f"Report {other} has the same two people meet{there} {in_words(published)}: "
                    f"{key[0].title()} and {key[1].title()}."
                )
                low, high = published.earliest - _NEAR, published.latest + _NEAR
                yield Fact(low=low, high=high, because=because, trust=Trust.WEAK, quiet=True)


def _meetings(scene: Scene, told: Referents, cast: Cast) -> Iterator[_Meeting]:
    yield from _in_readout(scene, told, cast)
    speakers = {_surname(cast.ids[ref]) for ref in told.labels.values() if ref in cast.ids}
    if len(speakers) == _PAIR and _TODAY.search(scene.report.text):
        heads = [block.span for block in scene.report.blocks if block.kind is BlockKind.DATELINE]
        silent = [block.span for block in scene.report.blocks if block.speaker is None]
        one, other = sorted(speakers)
        cities = list(_cities(scene, heads)) or list(_cities(scene, silent)) or ([] if _named(scene, silent) else [""])
        yield from (((one, other, city), None) for city in cities)


def _in_readout(scene: Scene, told: Referents, cast: Cast) -> Iterator[_Meeting]:
    leads = lead_spans(scene.report, scene.report.blocks)
    for span in scene.seen.sentences:
        if not any(lead.contains(span) for lead in leads):
            continue
        words = span.of(scene.report.text)
        today = _TODAY.search(words) is not None
        days = {when for time, when in zip(scene.seen.times, scene.whens, strict=True) if span.contains(time.span)}
        day = days.pop() if len(days) == 1 and not today else None
        met = (_MET if today else _CAME).search(words) and not _PHONE.search(words)
        if not met or not (today or (day is not None and day.is_day)):
            continue
        people = {
            _surname(cast.ids[ref])
            for i, mention in enumerate(scene.seen.entities)
            if mention.by is NamedBy.NAME and span.contains(mention.span)
            for ref in told.refs[i]
            if ref.kind is EntityKind.PERSON and ref in cast.ids
        }
        if len(people) == _PAIR:
            one, other = sorted(people)
            yield from (((one, other, city), day) for city in _cities(scene, [span]))


def _surname(entity: str) -> str:
    """Return the last part of a person's id: reports of one day may differ in how much of a name they give."""
    return entity.rpartition("-")[2]


def _cities(scene: Scene, spans: Sequence[Span]) -> Iterator[str]:
    """Yield the only city named in a stretch of the report."""
    found = _named(scene, spans)
    if len(found) == 1:
        yield from found


def _named(scene: Scene, spans: Sequence[Span]) -> set[str]:
    return {
        mention.name.split(",")[0]
        for mention in scene.seen.entities
        if any(span.contains(mention.span) for span in spans)
        and (mention.kind is EntityKind.PLACE or (mention.kind is EntityKind.STATE and mention.by is NamedBy.METONYM))
        and not mention.name.endswith("Room")
    }
