"""Where a second coder reads a report otherwise: questions, never changes.

Our own reading stands. An event of ours whose sentence the other codes otherwise, or not at all, and a
sentence in which only the other sees an event, are left to a person. What a person takes over from the other is
put into what was seen in the report, so that its parties, date and merging are worked out as ever; what the
person leaves out is not asked about again. A decision about it holds on to the sentence and to what the other
read there, in an anchor whose entry is the question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from chancery.model.decisions import Anchor, Decision, DecisionKind, EntryKind, in_force
from chancery.model.events import Event, EventStatus
from chancery.model.evidence import Evidence
from chancery.model.facts import SECOND_CODER, SECOND_CODER_ONLY, Question
from chancery.model.mentions import Coder, EntityKind, EventMention, Observations
from chancery.model.second_readings import SecondReading
from chancery.model.text import Report, Span
from chancery.resolution.grounds import find_again
from chancery.resolution.ids import fact_id

OTHERWISE: Final = SECOND_CODER
MISSED: Final = SECOND_CODER_ONLY


def ask_about_codings(inputs: Iterable[tuple[Report, Observations]], events: Sequence[Event]) -> tuple[Question, ...]:
    """Return what a second coder reads otherwise, in the order of the ids; nothing where there was none.

    Args:
        inputs: The reports, each with what was seen in it.
        events: As concluded from all of them.
    """
    told: dict[str, list[tuple[Event, Evidence]]] = {}
    for event in events:
        for telling in event.tellings:
            told.setdefault(telling.report, []).extend((event, piece) for piece in telling.evidence)
    asked: dict[str, Question] = {}
    for report, seen in inputs:
        if seen.second:
            found = _asked(report, seen.second, told.get(report.id, []))
            asked |= {question.id: question for question in found}
    return tuple(asked[name] for name in sorted(asked))


def _asked(
    report: Report, readings: Sequence[SecondReading], told: Sequence[tuple[Event, Evidence]]
) -> Iterator[Question]:
    coder = readings[0].coder
    for event, piece in told:
        same = [one for one in readings if one.span.overlaps(piece.span)]
        if not any(one.type == event.type for one in same):
            because = _words(same) if same else f"{coder} sees no event in this sentence"
            name = fact_id("q", OTHERWISE, event.id, coder, piece.report, piece.span.start, piece.span.end)
            yield Question(id=name, kind=OTHERWISE, one=event.id, other=coder, because=(because,), evidence=(piece,))
    for one in readings:
        if not any(one.span.overlaps(piece.span) for _, piece in told):
            piece = Evidence(report=report.id, span=one.span, quote=one.span.of(report.text))
            name = missed_id(report.id, one)
            yield Question(
                id=name, kind=MISSED, one=report.id, other=coder, because=(_words([one]),), evidence=(piece,)
            )


def missed_id(report: str, reading: SecondReading) -> str:
    """Return the id of the question whether something that only a second coder sees is an entry."""
    parties = f"{'; '.join(reading.actors)} > {'; '.join(reading.recipients)}"
    place = (report, reading.span.start, reading.span.end)
    return fact_id("q", MISSED, reading.coder, *place, reading.type, reading.mode or "", parties)


def _words(readings: Iterable[SecondReading]) -> str:
    return "; ".join(f"{one.coder} reads {_act_words(one)}" for one in readings)


def _act_words(one: SecondReading) -> str:
    act = f"{one.type}{f'/{one.mode}' if one.mode else ''}, {one.status.value}"
    return f"{act}, by {', '.join(one.actors) or 'nobody named'} to {', '.join(one.recipients) or 'nobody named'}"


# ---- what a person decides about it ----


def anchor_reading(report: Report, question: str, readings: Iterable[SecondReading]) -> Anchor | None:
    """Return what a decision about a question holds on to; None where the coder does not read it there any more.

    Args:
        report: The report.
        question: Id of the question.
        readings: What the coder reads in the report.
    """
    reading = next((one for one in readings if missed_id(report.id, one) == question), None)
    if reading is None:
        return None
    said = [("coder", reading.coder), ("status", reading.status.value)]
    said += [("mode", reading.mode)] if reading.mode else []
    said += [("actor", words) for words in reading.actors] + [("recipient", words) for words in reading.recipients]
    return Anchor(
        kind=EntryKind.READING,
        entry=question,
        sort=reading.type,
        label=f"{_act_words(reading)}, as {reading.coder} reads it",
        pins=(Evidence(report=report.id, span=reading.span, quote=reading.span.of(report.text)),),
        said=tuple(said),
    )


def reading_of(anchor: Anchor, span: Span) -> SecondReading:
    """Return what an anchor holds on to, at the place where its words stand now."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for facet, value in anchor.said:
        said[facet].append(value)
    return SecondReading(
        span=span,
        type=anchor.sort,
        mode=next(iter(said["mode"]), None),
        status=EventStatus(said["status"][0]),
        actors=tuple(said["actor"]),
        recipients=tuple(said["recipient"]),
        coder=said["coder"][0],
    )


def with_taken(
    inputs: Iterable[tuple[Report, Observations]], decisions: Iterable[Decision]
) -> Iterator[tuple[Report, Observations]]:
    """Yield reports, with what people took over from a second coder among what was seen in them."""
    taken: defaultdict[str, list[Anchor]] = defaultdict(list)
    for decision in in_force(decisions):
        if decision.kind is DecisionKind.RIGHT and decision.targets[0].kind is EntryKind.READING:
            taken[decision.targets[0].pins[0].report].append(decision.targets[0])
    for report, seen in inputs:
        yield report, _with_taken(report, seen, taken[report.id]) if report.id in taken else seen


def _with_taken(report: Report, seen: Observations, anchors: Iterable[Anchor]) -> Observations:
    events = list(seen.events)
    for anchor in anchors:
        span = find_again(anchor.pins[0], report.text)
        if span is not None and not any(one.type == anchor.sort and one.sentence.overlaps(span) for one in events):
            events.append(_mention(reading_of(anchor, span), report, seen))
    return replace(seen, events=tuple(events))


def _mention(reading: SecondReading, report: Report, seen: Observations) -> EventMention:
    times = [at for at, one in enumerate(seen.times) if reading.span.overlaps(one.span)]
    return EventMention(
        type=reading.type,
        mode=reading.mode,
        status=reading.status,
        span=reading.span,
        sentence=reading.span,
        actors=_named(reading.actors, reading.span, report, seen),
        recipients=_named(reading.recipients, reading.span, report, seen),
        time=times[0] if len(times) == 1 else None,  # of two times either may be meant
        because=f"as {reading.coder} reads it",
        coder=Coder.SECOND,
    )


def _named(parties: Iterable[str], sentence: Span, report: Report, seen: Observations) -> tuple[int, ...]:
    """Return which of the names that we see ourselves are meant; a party that we see no name of is left open."""
    found: dict[int, None] = {}
    text = sentence.of(report.text)
    for words in parties:
        start = sentence.start + text.find(words)
        named = Span(start, start + len(words))
        fits = [at for at, one in enumerate(seen.entities) if words in text and one.span.overlaps(named)]
        if fits:
            found[max(fits, key=lambda at: (seen.entities[at].kind is not EntityKind.PLACE, -at))] = None
    return tuple(found)
