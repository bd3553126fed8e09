"""One report with all that extraction saw in it, its date and the days that its times mean."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.evidence import Evidence
from chancery.model.facts import Dating
from chancery.model.mentions import EntityKind, EventMention, Observations
from chancery.model.text import Block, Report, Span
from chancery.model.times import TimeBound, TimeKind
from chancery.resolution.dates import last_told, resolve_time
from chancery.resolution.reports import Reading, read_dates
from chancery.resolution.settling import date_report

_REPORTED = re.compile(r"\b(?:said|told|announced|promised|pledged|added|stated|declared|confirmed|noted)\b")
_UPCOMING = re.compile(
    r"\b(?:upcoming|forthcoming)\b[^.;:,\n]*$"
    r"|\b(?:is|are) (?:(?:due|set|scheduled|expected) )?to (?!blame\b)\w+ (?:(?!\w+ed\b)[^.;:,\n])*$"
)
_BEGUN = re.compile(
    r"\bsince\s+(?:the\s+)?[A-Z][\w'\u2019-]*(?: [\w'\u2019-]+){0,3}? "
    r"(?:[a-z]+ed|began|took|broke|fell|left|won)\b[^.;:\n]*$"
)
_SCHEDULED = frozenset({"CONSULT", "OFFICE", "ELECT"})
_PHRASE = 90  # characters
_AHEAD = frozenset({EventStatus.PLANNED, EventStatus.CONDITIONAL})


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Who or what a mention means, before reports are compared.

    Attributes:
        kind: What it is.
        key: State code; organisation id or name; place name; for a person, report id and number.
    """

    kind: EntityKind
    key: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A report as resolution looks at it.

    Attributes:
        report: The report.
        seen: What extraction found in it.
        dating: When it was published.
        whens: What each of `seen.times` means; None where nothing tells.
    """

    report: Report
    seen: Observations
    dating: Dating
    whens: tuple[Edtf | None, ...]

    def when(self, time: int | None) -> Edtf | None:
        """Return what a time expression means, None for none."""
        return None if time is None else self.whens[time]

    def evidence(self, span: Span) -> Evidence:
        """Take the words at a span as evidence."""
        return Evidence.of(self.report, span)

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that a character stands in, or of the last before it."""
        return bisect_right(self.seen.sentences, offset, key=lambda span: span.start) - 1

    def sentences_in(self, span: Span) -> Iterator[Span]:
        """Yield the sentences that lie in a stretch of the text."""
        sentences = self.seen.sentences
        for at in range(bisect_left(sentences, span.start, key=lambda one: one.start), len(sentences)):
            if sentences[at].end > span.end:
                return
            yield sentences[at]

    def mentions_in(self, span: Span) -> range:
        """Return the positions of the mentions that begin in a stretch of the text."""
        entities = self.seen.entities
        first, end = (bisect_left(entities, at, key=lambda one: one.span.start) for at in (span.start, span.end))
        return range(first, end)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that a character stands in."""
        blocks = self.report.blocks
        at = bisect_right(blocks, offset, key=lambda block: block.span.start) - 1
        return blocks[at] if at >= 0 and offset < blocks[at].span.end else None


def set_scene(report: Report, seen: Observations) -> Scene:
    """Date a report by its own words and resolve its time expressions."""
    dating = date_report(report, seen.times, future=future_times(report, seen))
    return redate(Scene(report, seen, dating, ()), dating)


def read_scene_dates(scene: Scene) -> Reading:
    """Read what a report says of its own date."""
    return read_dates(scene.report, scene.seen.times, future=future_times(scene.report, scene.seen))


def redate(scene: Scene, dating: Dating) -> Scene:
    """Return the same report with another date, and its time expressions resolved against it."""
    ahead = future_times(scene.report, scene.seen)
    return Scene(scene.report, scene.seen, dating, resolve_times(scene.seen, dating.published, ahead=ahead))


def future_times(report: Report, seen: Observations) -> frozenset[int]:
    """Return the positions of time expressions in clauses about what is still to come.

    "In November it announced that it would give" dates the announcement.
    """
    done: dict[int, list[EventMention]] = {}
    for event in seen.events:
        if event.time is not None and event.status is EventStatus.OCCURRED:
            done.setdefault(event.time, []).append(event)
    planned = {
        event.time
        for event in seen.events
        if (event.status in _AHEAD or _is_present_plan(seen, event)) and not _dates_report(report, seen, event, done)
    }
    due = {pledge.due for pledge in seen.pledges}
    upcoming = {at for at, time in enumerate(seen.times) if _is_upcoming(report, time.span.start)}
    return frozenset(
        time
        for time in planned | due | upcoming
        if time is not None and not _is_begun(report, seen.times[time].span.start)
    )


def _is_present_plan(seen: Observations, event: EventMention) -> bool:
    """Tell what the present tense puts on a day, as plans are told: "flies to Quito on Friday"."""
    if event.status is not EventStatus.ONGOING or event.type not in _SCHEDULED or event.time is None:
        return False
    time = seen.times[event.time]
    return time.bound is TimeBound.IN and time.kind in {TimeKind.WEEKDAY, TimeKind.DATE}


def _is_upcoming(report: Report, offset: int) -> bool:
    """Tell whether the words before a time put what it dates ahead: "the upcoming summit in", "is to open it in"."""
    return _UPCOMING.search(report.text, max(0, offset - _PHRASE), offset) is not None


def _is_begun(report: Report, offset: int) -> bool:
    """Tell whether a clause of "since" holds a time: "will bring aid to 6 billion since Peru invaded on May 3"."""
    return _BEGUN.search(report.text, max(0, offset - _PHRASE), offset) is not None


def _dates_report(
    report: Report, seen: Observations, event: EventMention, acts: Mapping[int, Sequence[EventMention]]
) -> bool:
    """Tell whether a report of words, or an act that is done, stands between the time and what is planned."""
    if event.time is None or seen.times[event.time].span.end > event.span.start:
        return False
    start = seen.times[event.time].span.end
    # "flew to Quito on April 23 and offered to mediate"
    done = any(start <= other.span.start < event.span.start for other in acts.get(event.time, ()))
    return done or _REPORTED.search(report.text[start : event.span.start]) is not None


def resolve_times(
    seen: Observations, published: Edtf | None, *, ahead: Collection[int] = ()
) -> tuple[Edtf | None, ...]:
    """Say which days each time expression of a report means.

    Args:
        seen: The observations.
        published: When the report was published.
        ahead: Positions of times in clauses about what is still to come.
    """
    tense = _tenses(seen, ahead)
    found: list[Edtf | None] = []
    previous: Edtf | None = None
    for position, time in enumerate(seen.times):
        when = resolve_time(time, published, previous=previous, past=tense[position])
        found.append(when)
        previous = last_told(time, when, previous)
    return tuple(found)


def _tenses(seen: Observations, ahead: Collection[int]) -> Sequence[bool | None]:
    """Return for each time whether its clause tells of the past; dates are mostly told of the past."""
    told = {event.time for event in seen.events if event.status not in _AHEAD}
    told |= {quotation.time for quotation in seen.quotations}
    waiting = {TimeBound.BY, TimeBound.UNTIL, TimeBound.WITHIN}
    return [
        False if at in ahead else True if at in told else None if time.bound in waiting else True
        for at, time in enumerate(seen.times)
    ]
