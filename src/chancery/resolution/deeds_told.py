"""Finds the deeds of a kind that is rarely repeated, each with its parties and the one day that a sentence gives it.

A signature, an expulsion, the recall of an envoy, a change of office, a vote: two reports that put such a deed of the
same parties on one day of the year tell of the same. `shared_deeds.py` compares them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EventMention
from chancery.model.text import Span
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimeUnit
from chancery.resolution.accounts import Told
from chancery.resolution.coreference import Referents
from chancery.resolution.days_told import lead_spans
from chancery.resolution.entities import Cast
from chancery.resolution.participants import states_of
from chancery.resolution.scene import Scene, future_times

EXACT: Final = 3
"""Days; a deed told less exactly dates nobody."""
OFFICE: Final = "office"
_SHORT: Final = 4  # letters; shorter words say little
_FAMILIES: Final = {
    "signature": re.compile(r"\b(?:sign(?:ed|s|ing)?|signatures?|initial(?:l?ed))\b(?! of\b)", re.IGNORECASE),
    "expulsion": re.compile(r"\b(?:expel\w*|expulsions?|persona non grata|sent home|ordered (?:\w+ ){0,4}to leave)\b"),
    "recall": re.compile(
        r"\b(?:recall(?:ed|s|ing)?|withdr[ae]w\w*)\b[^.;]{0,60}\b(?:ambassador|envoy|diplomat|consul)"
    ),
    "rupture": re.compile(
        r"\b(?:cut|broke|severed|suspended|breaking|severing|restored|resumed)\b[^.;]{0,40}\b(?:ties|relations)\b"
    ),
    OFFICE: re.compile(
        r"\b(?:resign\w*|sworn in|inaugurat\w+|(?:took|takes?|taking) (?:the )?(?:oath|office)|stepped down"
        r"|(?:was|were|been) (?:appointed|named|dismissed|sacked|ousted|elected))\b"
    ),
    "vote": re.compile(r"\b(?:elections?|referendum)\b"),
    "seizure": re.compile(r"\b(?:coup|annex\w+|invaded|invasion|overthr[eo]w\w*)\b"),
    "opening": re.compile(
        r"\b(?:opened|reopened|inaugurated|opening)\b[^.;]{0,60}\b(?:embassy|consulate|bridge|base)\b"
    ),
    "truce": re.compile(r"\b(?:ceasefire|cease-fire|truce|armistice)\b"),
    "handover": re.compile(r"\b(?:gave|donat(?:ed|es)|(?:hand(?:ed|s)|turned) over|handover)\b"),
    "summons": re.compile(r"\bsummon(?:ed|s)\b[^.;]{0,60}\b(?:ambassador|envoy|diplomat|consul|charg\u00e9)"),
    "measure": re.compile(
        r"\b(?:imposed?|impos(?:es|ing)|lift(?:ed|s|ing))\b[^.;]{0,60}\b(?:sanctions|embargo|ban|tariffs?)\b"
    ),
    "border": re.compile(r"\b(?:closed?|closes|shut|reopen(?:ed|s)?)\b[^.;]{0,40}\b(?:border|crossing|airspace)\b"),
}
OFTEN: Final = frozenset({"handover", "summons", "measure", "border"})
"""Kinds that the same two parties may well do again: their words must agree further."""
_SPOKEN_OF: Final = frozenset({"vote", "seizure", "truce"})
"""Kinds that reports name as often as they tell of them: "since the invasion"."""
_BEFOREHAND: Final = re.compile(
    r"\b(?:since|after|following|ago|earlier|previously|had|last|until|before)\b", re.IGNORECASE
)
_RECURS: Final = re.compile(
    r"\b(?:annivers\w+|annual\w*|every|each|commemorat\w+|mark(?:s|ed|ing)|celebrat\w+|yearly)\b"
)
_QUOTED: Final = re.compile(r"\"[^\"]*\"?|\u201c[^\u201d]*\u201d?")
_NOT_DONE: Final = re.compile(r"(?:\b(?:not|never|nor|without|refus\w+|declin\w+|fail\w+)|n['\u2019]t)\b[^,;:]*$")
_TO_DO: Final = re.compile(r"\b(?:will|shall|would|may|could|should|to|expected|due|plan\w*)(?: \w+){0,3} $")
_REACH: Final = 60  # characters before a verb in which its auxiliaries stand
_WORD: Final = re.compile(r"[^\W\d_]+")
_DULL: Final = frozenset(
    "that this with from have been were will would said says told they their them also after before which while when "
    "where between about into over under president minister prime foreign government country countries state states "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december signed today yesterday tomorrow week month year there other".split()
)
_CALENDAR: Final = frozenset({TimeKind.DATE, TimeKind.WEEKDAY, TimeKind.SHIFT, TimeKind.BACK, TimeKind.ANCHORED})
_AHEAD: Final = frozenset({EventStatus.CONDITIONAL, EventStatus.DENIED})


_MonthDay = tuple[int, int]
Key = tuple[str | _MonthDay, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """A deed as one sentence of a report tells it.

    Attributes:
        family: What kind of deed.
        sides: States and bodies that take part, and people who are of none.
        people: Entity ids.
        words: What else its sentence says, in stems.
        time: Position in the report's times; None where its day is that of the report's news.
        when: The day that the report's own words give it, None if they give none.
        lead: Whether the start of the report tells it.
        ahead: Whether it is still to come.
    """

    report: str
    family: str
    sides: frozenset[str]
    people: frozenset[str]
    words: frozenset[str]
    time: int | None
    when: Edtf | None
    lead: bool
    ahead: bool
    quote: str

    def keys(self, days: Iterable[_MonthDay]) -> Iterator[Key]:
        """Yield what a report of the same deed would share: a person, two parties, or one and the day of the year."""
        if self.family == OFFICE:
            yield from ((self.family, person) for person in sorted(self.people))
            return
        yield from ((self.family, side, day) for side in sorted(self.sides) for day in days)
        yield from ((self.family, *pair) for pair in combinations(sorted(self.sides), 2))


def days_of(when: Edtf | None, *, back: int = 0) -> tuple[_MonthDay, ...]:
    """Return the days of the year that a date may mean, with those before it; none of a longer stretch."""
    if when is None:
        return ()
    first, last = when.earliest, when.latest
    if when.cycle is not None:
        first, last = (dt.date(2000, *day) for day in when.cycle)
    if first is None or last is None or not 0 <= (last - first).days < EXACT:
        return ()
    count = (last - first).days + back
    days = (last - dt.timedelta(step) for step in range(count + 1))
    return tuple(dict.fromkeys((day.month, day.day) for day in days))


def find_deeds(
    scenes: Sequence[Scene], referents: Sequence[Referents], cast: Cast, accounts: Iterable[Told]
) -> Mapping[str, tuple[Deed, ...]]:
    """Find the deeds that each report tells.

    Args:
        scenes: The reports.
        referents: Whom their mentions mean, in the same order.
        cast: Everyone of all reports.
        accounts: What the reports tell, dated as far as each alone allows.

    Returns:
        The deeds by report id.
    """
    homes = _homes(scenes, referents, cast)
    told: dict[tuple[str, int], list[Told]] = {}
    for one in accounts:
        told.setdefault((one.report, one.evidence.span.start), []).append(one)
    return {
        scene.report.id: tuple(_Finder(scene, refs, cast, homes, told).find())
        for scene, refs in zip(scenes, referents, strict=True)
    }


def _homes(scenes: Sequence[Scene], referents: Sequence[Referents], cast: Cast) -> Mapping[str, str]:
    """Return for whom each person acts, where all reports name the same."""
    found: dict[str, set[str]] = {}
    for scene, told in zip(scenes, referents, strict=True):
        for mention, refs in zip(scene.seen.entities, told.refs, strict=True):
            if mention.kind is EntityKind.PERSON and mention.of and len(refs) == 1 and refs[0] in cast.ids:
                found.setdefault(cast.ids[refs[0]], set()).add(mention.of)
    return {person: next(iter(homes)) for person, homes in found.items() if len(homes) == 1}


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the deeds of one report."""

    scene: Scene
    referents: Referents
    cast: Cast
    homes: Mapping[str, str]
    told: Mapping[tuple[str, int], Sequence[Told]]

    def find(self) -> Iterator[Deed]:
        """Yield the deeds that sentences tell with one day."""
        text, seen = self.scene.report.text, self.scene.seen
        leads = lead_spans(self.scene.report, self.scene.report.blocks)
        ahead = future_times(self.scene.report, seen)
        inside = _Cursor([time.span for time in seen.times]), _Cursor([one.span for one in seen.entities])
        events = sorted(seen.events, key=lambda event: event.span.start)
        acts = _Cursor([event.span for event in events])
        for sentence in seen.sentences:
            words = sentence.of(text)
            times, named = inside[0].within(sentence), inside[1].within(sentence)
            here = [events[i] for i in acts.within(sentence)]
            families = dict(_families(words))
            if not families or _RECURS.search(words):
                continue
            sides, people = self._parties(named)
            rest = _stems(text, sentence, [seen.entities[i].span for i in named])
            for family, planned in families.items():
                told = [
                    one for one in self.told.get((self.scene.report.id, sentence.start), ())
                    if _FAMILIES[family].search(text, one.span.start, one.span.end) and one.status not in _AHEAD
                ]  # fmt: skip
                time = self._time(times, family, [event for event in here if sentence.contains(event.span)])
                when = (
                    self.scene.whens[time] if time is not None else next((one.when for one in told if one.when), None)
                )
                lead = any(one.contains(sentence) for one in leads)
                news = lead and not planned and family not in _SPOKEN_OF and not _BEFOREHAND.search(words)
                if time is None and news:  # what a report of a known day tells as its news
                    when = when or self._news_day()
                if time is None and (when is None or any(seen.times[i].kind in _CALENDAR for i in times)):
                    continue
                more = states_of([side for one in told for side in (*one.actors, *one.recipients)])
                yield Deed(
                    report=self.scene.report.id, family=family, sides=sides | more, people=people, words=rest,
                    time=time, when=when, lead=lead,
                    ahead=planned or time in ahead, quote=words,
                )  # fmt: skip

    def _news_day(self) -> Edtf | None:
        """Return the report's own day where only its year is unknown."""
        own = self.scene.dating.published
        return own if own is not None and own.cycle is not None and own.cycle[0] == own.cycle[1] else None

    def _parties(self, named: Iterable[int]) -> tuple[frozenset[str], frozenset[str]]:
        sides: set[str] = set()
        people: set[str] = set()
        for i in named:
            mention = self.scene.seen.entities[i]
            for ref in self.referents.refs[i]:
                entity = self.cast.ids.get(ref)
                if ref.kind is EntityKind.STATE:
                    sides.add(ref.key)
                elif ref.kind is EntityKind.PERSON and entity:
                    people.add(entity)
                    sides.add(mention.of or self.homes.get(entity) or entity)
                elif ref.kind is EntityKind.ORGANISATION and entity:
                    sides.add(entity)
        return frozenset(sides), frozenset(people)

    def _time(self, times: Sequence[int], family: str, events: Iterable[EventMention]) -> int | None:
        """Return the only day that a sentence gives a deed: that of its predicate, or the only one told at all."""
        seen, text = self.scene.seen, self.scene.report.text
        of_events = {
            event.time for event in events if _FAMILIES[family].search(text, event.span.start, event.span.end)
        } - {None}
        calendar = [i for i in times if seen.times[i].kind in _CALENDAR]
        found = list(of_events) if len(of_events) == 1 else calendar
        at = found[0] if len(found) == 1 else None
        return at if at is not None and _is_day(seen.times[at]) else None


def _families(sentence: str) -> Iterator[tuple[str, bool]]:
    """Yield the kinds of deed that a sentence tells in its own words, and whether each is still to come."""
    words = _QUOTED.sub(lambda match: " " * len(match[0]), sentence)
    for name, form in _FAMILIES.items():
        match = form.search(words)
        before = words[max(0, match.start() - _REACH) : match.start()] if match else ""
        if match and not _NOT_DONE.search(before):
            yield name, _TO_DO.search(before) is not None


def _is_day(time: TimeMention) -> bool:
    """Tell whether an expression names a day on which something was done."""
    if time.bound is not TimeBound.IN or time.rough or time.end_day is not None or time.part is not None:
        return False
    if time.kind is TimeKind.DATE:
        return time.day is not None
    return time.kind is TimeKind.WEEKDAY or (time.unit is TimeUnit.DAY and time.kind in {TimeKind.SHIFT, TimeKind.BACK})


class _Cursor:
    """Gives the spans that lie in each of a row of stretches, in one pass over both."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._at = 0

    def within(self, stretch: Span) -> list[int]:
        """Return the positions of the spans in a stretch, which is not before the last one asked for."""
        while self._at < len(self._spans) and self._spans[self._at].start < stretch.start:
            self._at += 1
        end = self._at
        while end < len(self._spans) and self._spans[end].start < stretch.end:
            end += 1
        return list(range(self._at, end))


def _stems(text: str, sentence: Span, named: Sequence[Span]) -> frozenset[str]:
    """Return the words of a sentence that are no names, cut to what "sign" and "signing" share."""
    found = set()
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        word = match[0].lower()
        if len(word) < _SHORT or word in _DULL or any(s.start <= match.start() < s.end for s in named):
            continue
        found.add(re.sub(r"(?:ing|ed|es|s|e)$", "", word))
    return frozenset(found)
