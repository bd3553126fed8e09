"""Finds the events that a distance in time is from: the vote of "within a month of her election in 2016".

Such words are one time expression, so that no clause of the sentence is about them. The sentence is read once more
without that expression, and only what its words tell is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extraction.clauses import read_row
from chancery.extraction.events import find_events
from chancery.extraction.rows import Row
from chancery.extraction.units import UnitKind
from chancery.model.mentions import EntityMention, EventMention
from chancery.model.text import Span
from chancery.model.times import TimeMention


def without_anchors(times: Sequence[TimeMention]) -> Iterator[Span]:
    """Yield the spans of times inside which nothing is a name: of "a day after Berg's oath" the first three words."""
    for time in times:
        anchor = time.anchor
        inside = anchor is not None and time.span.start < anchor.start
        yield Span(time.span.start, anchor.start) if anchor is not None and inside else time.span


def find_anchored(
    rows: Sequence[Row], entities: Sequence[EntityMention], times: Sequence[TimeMention]
) -> Iterator[EventMention]:
    """Yield the events that distances in time are from.

    Args:
        rows: The sentences of a report, in order.
        entities: Its mentions.
        times: Its time expressions.
    """
    at = 0
    for row in rows:
        span = row.sentence.span
        while at < len(entities) and entities[at].span.start < span.start:
            at += 1
        held = [unit.index for unit in row.units if unit.kind is UnitKind.TIME and times[unit.index].anchor is not None]
        if held:
            here: list[tuple[int, EntityMention]] = []
            while at < len(entities) and entities[at].span.start < span.end:
                here.append((at, entities[at]))
                at += 1
            yield from _in_row(row, here, entities, times, held)


def _in_row(
    row: Row,
    here: Sequence[tuple[int, EntityMention]],
    entities: Sequence[EntityMention],
    times: Sequence[TimeMention],
    held: Sequence[int],
) -> Iterator[EventMention]:
    now = [unit.index for unit in row.units if unit.kind is UnitKind.TIME and unit.index not in held]
    again = read_row(row.sentence, here, [(index, times[index].span) for index in now])
    anchors = [times[index].span for index in held]
    for event in find_events([again], entities):
        around = next((span for span in anchors if span.contains(event.span)), None)
        if around is not None:
            place = entities[event.place] if event.place is not None else None
            other = place is not None and place.span.start < around.start  # where the journey went, not the vote
            yield replace(event, place=None) if other else event
